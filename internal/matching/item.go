package matching

import (
	"bytes"
	"hash/fnv"
	"strings"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
)

// Item names an item of a supplier.
type Item struct {
	Supplier id.CompanyID
	ID       id.ItemID
}

// compare orders items; of an edge's two the smaller stands left. The order is that of the database's uuids.
func (i Item) compare(other Item) int {
	a, b := i.bytes(), other.bytes()
	return bytes.Compare(a[:], b[:])
}

func (i Item) bytes() (b [32]byte) {
	supplier, item := i.Supplier.Bytes(), i.ID.Bytes()
	copy(b[:16], supplier[:])
	copy(b[16:], item[:])
	return b
}

// key is the item as the index knows it. It begins with its supplier.
func (i Item) key() string {
	b := i.bytes()
	return string(b[:])
}

func itemOf(key string) Item {
	var supplier, item [16]byte
	copy(supplier[:], key[:16])
	copy(item[:], key[16:])
	return Item{id.FromUUID[id.Company](supplier), id.FromUUID[id.Item](item)}
}

// Text is what an item says, as far as matching looks at it: no price, no stock.
type Text struct {
	SKU, Brand, Name, MPN, GTIN, Pack, Unit, Category string
	Attributes                                        []Attribute
}

// Attribute is one further text of an item.
type Attribute struct{ Name, Value string }

// record is the text as the engine reads it. Its category is the supplier's own word, which says nothing beside another supplier's.
func (t Text) record(of Item) engine.Record {
	r := engine.Record{Supplier: of.Supplier.UUID(), Code: t.SKU, GTIN: t.GTIN, MPN: t.MPN, Brand: t.Brand, Name: t.Name, Pack: t.Pack, Unit: t.Unit}
	for _, a := range t.Attributes {
		r.Attributes = append(r.Attributes, engine.Attribute(a))
	}
	return r
}

// masked hides the codes: what is left is what the model has to judge by where there are none.
func masked(r engine.Record) engine.Record {
	r.GTIN, r.MPN = "", ""
	return r
}

const (
	unitSeparator   = "\x1f"
	recordSeparator = "\x1e"
)

// packed is the text in one piece, small in memory and equal for equal texts.
func (t Text) packed() string {
	var b strings.Builder
	for i, s := range []string{t.SKU, t.Brand, t.Name, t.MPN, t.GTIN, t.Pack, t.Unit, t.Category} {
		if i > 0 {
			b.WriteString(unitSeparator)
		}
		b.WriteString(plain(s))
	}
	for _, a := range t.Attributes {
		b.WriteString(recordSeparator + plain(a.Name) + unitSeparator + plain(a.Value))
	}
	return b.String()
}

// plain takes the separators out, which no text has that passed the catalogue.
func plain(s string) string {
	return strings.NewReplacer(unitSeparator, " ", recordSeparator, " ").Replace(s)
}

func unpacked(s string) Text {
	parts := strings.Split(s, recordSeparator)
	f := strings.Split(parts[0], unitSeparator)
	t := Text{SKU: f[0], Brand: f[1], Name: f[2], MPN: f[3], GTIN: f[4], Pack: f[5], Unit: f[6], Category: f[7]}
	for _, each := range parts[1:] {
		name, value, _ := strings.Cut(each, unitSeparator)
		t.Attributes = append(t.Attributes, Attribute{name, value})
	}
	return t
}

// content is the hash of all that matching looks at.
func (t Text) content() int64 {
	t.Category = ""
	h := fnv.New64a()
	_, _ = h.Write([]byte(t.packed()))
	return int64(h.Sum64())
}

// Profiles that say whether texts contradict, whatever else the hub knows.
var alone = engine.NewCorpus()

func (t Text) profile(of Item) *engine.Profile { return alone.Profile(t.record(of)) }

func pair(a, b Item) (left, right Item) {
	if a.compare(b) > 0 {
		return b, a
	}
	return a, b
}

func byItem(a, b Item) int { return a.compare(b) }
