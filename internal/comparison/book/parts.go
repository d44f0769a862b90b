package book

import (
	"encoding/binary"
	"sync"

	"manifold/internal/kernel/id"
)

// parts tells which items, of all suppliers, are in one product. A product goes by a number, 0 for none. Who reads it has a list that does not change any more.
type parts struct {
	mu        sync.RWMutex
	products  table[id.ProductID]
	suppliers table[id.CompanyID]
	members   []string // of each product: the number of a supplier and an item of it, one after the other
}

// place says in which product an item is.
type place struct {
	item [16]byte
	part uint64
}

// number is that of a product.
func (p *parts) number(of id.ProductID) uint64 {
	if of.IsZero() {
		return 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	n := p.products.number(of)
	if n == uint64(len(p.members)) {
		p.members = append(p.members, "")
	}
	return n + 1
}

// product is that with a number.
func (p *parts) product(number uint64) id.ProductID {
	if number == 0 {
		return id.ProductID{}
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.products.all[number-1]
}

// move takes items of a supplier from where they were to where they are. One goroutine at a time moves.
func (p *parts) move(supplier id.CompanyID, before, after []place) {
	gone, come := grouped(before), grouped(after)
	for part := range gone {
		if _, also := come[part]; !also {
			come[part] = nil
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	of := p.suppliers.number(supplier)
	for part, items := range come {
		var out []byte
		each(p.members[part-1], func(by uint64, item [16]byte) {
			if _, left := gone[part][item]; by != of || !left {
				out = append(binary.AppendUvarint(out, by), item[:]...)
			}
		})
		for item := range items {
			out = append(binary.AppendUvarint(out, of), item[:]...)
		}
		p.members[part-1] = string(out)
	}
}

// grouped are the items of each product; what is in none is left out.
func grouped(all []place) map[uint64]map[[16]byte]struct{} {
	out := map[uint64]map[[16]byte]struct{}{}
	for _, a := range all {
		if a.part == 0 {
			continue
		}
		if out[a.part] == nil {
			out[a.part] = map[[16]byte]struct{}{}
		}
		out[a.part][a.item] = struct{}{}
	}
	return out
}

// within runs fn for each item of a product.
func (p *parts) within(product id.ProductID, fn func(id.CompanyID, id.ItemID)) {
	p.mu.RLock()
	n, known := p.products.at[product]
	var members string
	if known {
		members = p.members[n]
	}
	suppliers := p.suppliers.all
	p.mu.RUnlock()
	each(members, func(by uint64, item [16]byte) { fn(suppliers[by], id.FromUUID[id.Item](item)) })
}

func each(members string, fn func(supplier uint64, item [16]byte)) {
	for u := (unpacker{members}); u.in != ""; {
		by := u.size()
		fn(by, [16]byte([]byte(u.in[:16])))
		u.in = u.in[16:]
	}
}

// productEntry is about what a product takes beside its members: its id, a text, and an entry of the index.
const productEntry = 16 + 16 + mapEntry

// size is about how many bytes it takes.
func (p *parts) size() (bytes int) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, m := range p.members {
		bytes += len(m)
	}
	return bytes + len(p.members)*productEntry
}
