package engine

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
)

// Profile is a record made ready for comparing: taken apart, counted and weighed. It does not change once made.
type Profile struct {
	record Record
	key    uint64 // hash of the content: the order of everything that is summed up

	name, all, grams vector
	nameWords        []word // distinct, by id
	allWords         []word
	compactName      string
	compactAll       string
	codes            []string // what looks like a model code, sorted
	numbers          Reading  // of the name and the pack
	measures         []Measure
	gtin, mpn        string
	loose            string   // mpn, look-alikes made equal
	brand            []string // telling words, explicit or found in the name
	brandText        string   // these, compact
	brandGiven       bool
	unit             quantity.Unit
	price            float64 // NaN when unknown
	currency         money.Currency
	attributes       map[string]attribute
	terseness        float32 // words in a usual name of its supplier
}

type word struct {
	id     uint64
	weight float32
	code   bool // has a digit
	text   string
}

type attribute struct {
	compact string
	words   []word
}

// vector is a weighted set, by id, of length one.
type vector []weighted

type weighted struct {
	id     uint64
	weight float32
}

// Record is what the profile was made of.
func (p *Profile) Record() Record { return p.record }

// Profile makes a record ready for comparing, weighed by what the corpus has counted so far.
func (c *Corpus) Profile(r Record) *Profile {
	t := textOf(r)
	p := &Profile{
		record: r, key: contentKey(r),
		compactName: compact(t.name), compactAll: compact(t.all),
		mpn: PartNumber(r.MPN), price: math.NaN(),
	}
	if n := c.names[r.Supplier]; n.records > 0 {
		p.terseness = float32(n.words) / float32(n.records)
	}
	p.gtin, _ = GTIN(r.GTIN)
	p.loose = lookAlike(p.mpn)
	p.nameWords, p.name = c.weigh(t.nameWords)
	p.allWords, p.all = c.weigh(t.allWords)
	p.grams = c.weighGrams(t.nameWords)
	p.codes = codesOf(t)
	p.numbers = read(t.name + "\n" + fold(r.Pack))
	p.measures = p.numbers.Measures
	if len(t.all) > len(t.name) {
		p.measures = union(p.measures, read(t.all[len(t.name):]).Measures)
	}
	p.brand, p.brandGiven = c.brandOf(r, t)
	p.brandText = strings.Join(p.brand, "")
	p.unit, _ = quantity.LookupUnit(r.Unit)
	if r.Price.Sign() > 0 {
		p.price, p.currency = r.Price.Decimal().InexactFloat64(), r.Price.Currency()
	}
	p.attributes = make(map[string]attribute, len(r.Attributes))
	for _, a := range r.Attributes {
		if text := fold(a.Value); text != "" {
			ws, _ := c.weigh(words(text, nil))
			p.attributes[a.Name] = attribute{compact(text), ws}
		}
	}
	return p
}

// contentKey is the number of everything that matching looks at in a record.
func contentKey(r Record) uint64 {
	h := hash(r.Supplier)
	for _, s := range []string{r.Code, r.GTIN, r.MPN, r.Brand, r.Name, r.Pack, r.Unit, r.Price.String()} {
		h = mix(h*31 + hash(s))
	}
	for _, a := range r.Attributes {
		h = mix(h*31 + hash(a.Name))
		h = mix(h*31 + hash(a.Value))
	}
	return h
}

func (c *Corpus) weigh(list []string) ([]word, vector) {
	sorted := make([]word, len(list))
	for i, w := range list {
		sorted[i] = word{id: hash(w), code: strings.ContainsAny(w, "0123456789"), text: w}
	}
	slices.SortFunc(sorted, func(a, b word) int { return cmp.Compare(a.id, b.id) })
	out := sorted[:0]
	v := make(vector, 0, len(sorted))
	for i := 0; i < len(sorted); {
		times := 1
		for i+times < len(sorted) && sorted[i+times].id == sorted[i].id {
			times++
		}
		w := sorted[i]
		w.weight = c.weight(c.words[w.id])
		out = append(out, w)
		v = append(v, weighted{w.id, w.weight * tf(times)})
		i += times
	}
	return out, v.normalise()
}

func tf(times int) float32 { return 1 + float32(math.Log(float64(times))) }

func (c *Corpus) weighGrams(list []string) vector {
	var ids []uint64
	eachGram(list, func(id uint64) { ids = append(ids, id) })
	slices.Sort(ids)
	v := make(vector, 0, len(ids))
	for i := 0; i < len(ids); {
		times := 1
		for i+times < len(ids) && ids[i+times] == ids[i] {
			times++
		}
		v = append(v, weighted{ids[i], c.weight(c.grams[ids[i]]) * tf(times)})
		i += times
	}
	return v.normalise()
}

func (v vector) normalise() vector {
	var sum float32
	for _, x := range v {
		sum += x.weight * x.weight
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(float64(sum)))
		for i := range v {
			v[i].weight *= scale
		}
	}
	return v
}

// codesOf are the words of a text that look like model codes and are no measures, and the compact forms of joined ones.
func codesOf(t text) []string {
	var codes []string
	add := func(w string) {
		if modelCode(w) && !isMeasure(w) {
			codes = append(codes, w)
		}
	}
	for _, w := range t.allWords {
		add(w)
	}
	for _, w := range t.joined {
		add(w)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	return codes[:min(len(codes), mostCodes)]
}

const mostCodes = 24

// isMeasure says whether a word is one number with a unit: "500gb".
func isMeasure(w string) bool {
	end := strings.IndexFunc(w, func(r rune) bool { return r < '0' || r > '9' })
	if end <= 0 {
		return false
	}
	_, ok := units[w[end:]]
	return ok
}

// brandOf returns the telling words of the brand. Where none is given, a first word that other records have as their brand is it.
func (c *Corpus) brandOf(r Record, t text) (brand []string, given bool) {
	if brand = brandWords(r.Brand); len(brand) > 0 {
		return brand, true
	}
	if len(t.nameWords) > 0 && c.brands[t.nameWords[0]] > 1 {
		return t.nameWords[:1], false
	}
	return nil, false
}

func union(a, b []Measure) []Measure {
	out := slices.Clone(a)
	for _, m := range b {
		if len(out) < mostTerms && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}
