package book

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
)

// errOdd says that the book cannot hold a number exactly.
var errOdd = errors.New("book: a number of too many digits")

// words are what many items of a supplier share, each kept once. They only grow.
type words struct {
	texts      table[string]
	units      table[quantity.Unit]
	currencies table[money.Currency]
	owners     table[[16]byte] // of prices: lists and customers
	warehouses table[[16]byte]
	times      table[int64] // microseconds at which many figures were written at once
	contents   [][]measure.Content
	contentAt  map[string]uint64 // by how they are written
}

// table numbers values.
type table[T comparable] struct {
	all []T
	at  map[T]uint64
}

func (t *table[T]) number(v T) uint64 {
	n, known := t.at[v]
	if !known {
		if t.at == nil {
			t.at = map[T]uint64{}
		}
		n = uint64(len(t.all))
		t.all, t.at[v] = append(t.all, v), n
	}
	return n
}

// mostTimes is how many times a shelf shares; the others stand where they are used.
const mostTimes = 1000

// time numbers a time, from 1; 0 is one that is not shared.
func (w *words) time(micro int64) uint64 {
	if _, known := w.times.at[micro]; !known && len(w.times.all) >= mostTimes {
		return 0
	}
	return w.times.number(micro) + 1
}

// content numbers what items hold; most of a supplier's hold the same: one piece.
func (w *words) content(all []measure.Content) uint64 {
	var key []byte
	for _, c := range all {
		key = append(append(key, c.Source...), ' ')
		key = append(append(key, c.Holds.Rat().RatString()...), ' ')
		key = append(append(key, c.Holds.Unit().Code()...), ' ')
		if c.Holds.Guess() {
			key = append(key, '?')
		}
	}
	n, known := w.contentAt[string(key)]
	if !known {
		if w.contentAt == nil {
			w.contentAt = map[string]uint64{}
		}
		n = uint64(len(w.contents))
		w.contents, w.contentAt[string(key)] = append(w.contents, all), n
	}
	return n
}

// What stands in the first byte of a packed item and of a packed price.
const (
	hasLead = 1 << iota
	hasCase
	hasWeight
	hasStock
	hasComing
)

const (
	kindBits = 3
	hasFrom  = 1 << (1 + iota)
	hasUntil
	hasLeft
)

// pack writes an item in a few dozen bytes. It fails with errOdd.
func pack(w *words, i Item) ([]byte, error) {
	if i.odd {
		return nil, errOdd
	}
	p := packer{}
	flags := byte(0)
	if i.LeadDays != nil {
		flags |= hasLead
	}
	if !i.Case.IsZero() {
		flags |= hasCase
	}
	if i.Weight != nil {
		flags |= hasWeight
	}
	if len(i.lies) > 0 {
		flags |= hasStock
	}
	if len(i.coming) > 0 {
		flags |= hasComing
	}
	p.out = append(p.out, flags)
	p.size(i.part)
	p.size(w.texts.number(i.Category)) // first, for whoever asks for no more
	for _, s := range []string{i.SKU, i.Name, i.MPN, i.GTIN} {
		p.text(s)
	}
	for _, s := range []string{i.Brand, i.Family} {
		p.size(w.texts.number(s))
	}
	p.size(w.units.number(i.Unit))
	p.size(w.content(i.Contents))
	p.decimal(i.Minimum)
	p.decimal(i.Multiple)
	if i.LeadDays != nil {
		p.number(int64(*i.LeadDays))
	}
	if !i.Case.IsZero() {
		p.decimal(i.Case)
	}
	if i.Weight != nil {
		p.decimal(*i.Weight)
	}
	p.stock(w, i)
	for _, price := range i.Prices {
		p.price(w, price)
	}
	return p.out, p.err
}

type packer struct {
	out []byte
	err error
}

func (p *packer) number(v int64) { p.out = binary.AppendVarint(p.out, v) }
func (p *packer) size(v uint64)  { p.out = binary.AppendUvarint(p.out, v) }

// time writes when a figure was written: sheets and feeds write thousands at once.
func (p *packer) time(w *words, t time.Time) {
	micro := t.UnixMicro()
	n := w.time(micro)
	if p.size(n); n == 0 {
		p.number(micro)
	}
}

func (p *packer) text(s string) {
	p.size(uint64(len(s)))
	p.out = append(p.out, s...)
}

func (p *packer) decimal(d decimal.Decimal) {
	if !d.Coefficient().IsInt64() {
		p.err = errOdd
		return
	}
	p.number(d.CoefficientInt64())
	p.number(int64(d.Exponent()))
}

// stock writes what lies of an item and what is on its way.
func (p *packer) stock(w *words, i Item) {
	if len(i.lies) > 0 {
		p.size(uint64(len(i.lies)))
	}
	for _, l := range i.lies {
		p.size(w.warehouses.number(l.of))
		p.decimal(l.free)
		p.time(w, l.asOf)
	}
	if len(i.coming) > 0 {
		p.size(uint64(len(i.coming)))
	}
	for _, c := range i.coming {
		p.size(w.warehouses.number(c.of))
		p.number(c.day)
		p.decimal(c.quantity)
	}
}

func (p *packer) price(w *words, price Price) {
	flags := byte(price.Kind)
	if !price.From.IsZero() {
		flags |= hasFrom
	}
	if !price.Until.IsZero() {
		flags |= hasUntil
	}
	if price.Left != nil {
		flags |= hasLeft
	}
	p.out = append(p.out, flags)
	if price.Kind != Base {
		p.size(w.owners.number(price.Of))
	}
	if price.Kind != Entry {
		p.size(w.currencies.number(price.Currency))
	}
	p.number(price.Millionths)
	p.time(w, price.Since)
	p.size(uint64(len(price.Breaks)))
	for _, b := range price.Breaks {
		p.decimal(b.From)
		p.number(b.Millionths)
	}
	if !price.From.IsZero() {
		p.number(price.From.UnixMicro())
	}
	if !price.Until.IsZero() {
		p.number(price.Until.UnixMicro())
	}
	if price.Left != nil {
		p.decimal(*price.Left)
	}
}

// unpack reads what pack wrote, with the prices that a reader sees. Texts of the item are parts of the packed one.
func unpack(w *words, packed string, r Reader, out *Item) {
	u := unpacker{packed}
	flags := u.byte()
	*out = Item{part: u.size(), Category: w.texts.all[u.size()], SKU: u.text(), Name: u.text(), MPN: u.text(), GTIN: u.text(), Prices: out.Prices[:0], lies: out.lies[:0], coming: out.coming[:0]}
	out.Brand, out.Family = w.texts.all[u.size()], w.texts.all[u.size()]
	out.Unit = w.units.all[u.size()]
	out.Contents = w.contents[u.size()]
	out.Minimum, out.Multiple = u.decimal(), u.decimal()
	if flags&hasLead != 0 {
		days := int(u.number())
		out.LeadDays = &days
	}
	if flags&hasCase != 0 {
		out.Case = u.decimal()
	}
	if flags&hasWeight != 0 {
		weight := u.decimal()
		out.Weight = &weight
	}
	u.stock(w, flags, out)
	for len(u.in) > 0 {
		if price, sees := u.price(w, r); sees {
			out.Prices = append(out.Prices, price)
		}
	}
}

// stock reads what lies of an item and what is on its way.
func (u *unpacker) stock(w *words, flags byte, out *Item) {
	if flags&hasStock != 0 {
		for n := u.size(); n > 0; n-- {
			out.lies = append(out.lies, lying{warehouse: u.size(), free: u.decimal(), asOf: u.shared(w)})
		}
	}
	if flags&hasComing != 0 {
		for n := u.size(); n > 0; n-- {
			out.coming = append(out.coming, coming{warehouse: u.size(), day: u.number(), quantity: u.decimal()})
		}
	}
}

// partOf reads in which product a packed item is, and its category.
func partOf(w *words, packed string) (part uint64, category string) {
	u := unpacker{packed[1:]}
	return u.size(), w.texts.all[u.size()]
}

type unpacker struct{ in string }

func (u *unpacker) byte() byte {
	b := u.in[0]
	u.in = u.in[1:]
	return b
}

func (u *unpacker) size() (v uint64) {
	for shift := 0; ; shift += 7 {
		b := u.byte()
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
}

func (u *unpacker) number() int64 {
	v := u.size()
	return int64(v>>1) ^ -int64(v&1)
}

func (u *unpacker) text() string {
	n := u.size()
	s := u.in[:n]
	u.in = u.in[n:]
	return s
}

func (u *unpacker) decimal() decimal.Decimal {
	coefficient := u.number()
	return decimal.New(coefficient, int32(u.number()))
}

func (u *unpacker) skipDecimal() {
	u.size()
	u.size()
}

// shared reads what packer.time wrote.
func (u *unpacker) shared(w *words) time.Time {
	if n := u.size(); n > 0 {
		return time.UnixMicro(w.times.all[n-1]).UTC()
	}
	return u.time()
}

func (u *unpacker) time() time.Time { return time.UnixMicro(u.number()).UTC() }

// price reads the next price; one that the reader does not see is passed over.
func (u *unpacker) price(w *words, r Reader) (p Price, sees bool) {
	flags := u.byte()
	p.Kind = Kind(flags & kindBits)
	if p.Kind != Base {
		p.Of = w.owners.all[u.size()]
	}
	sees = r.sees(p.Kind, p.Of)
	if p.Kind != Entry {
		p.Currency = w.currencies.all[u.size()]
	}
	p.Millionths = u.number()
	if !sees {
		u.pass(flags)
		return p, false
	}
	p.Since = u.shared(w)
	if n := u.size(); n > 0 {
		p.Breaks = make([]Break, n)
		for i := range p.Breaks {
			p.Breaks[i] = Break{u.decimal(), u.number()}
		}
	}
	if flags&hasFrom != 0 {
		p.From = u.time()
	}
	if flags&hasUntil != 0 {
		p.Until = u.time()
	}
	if flags&hasLeft != 0 {
		left := u.decimal()
		p.Left = &left
	}
	return p, true
}

// pass goes over the rest of a price.
func (u *unpacker) pass(flags byte) {
	if u.size() == 0 {
		u.size()
	}
	for n := u.size(); n > 0; n-- {
		u.skipDecimal()
		u.size()
	}
	for _, bit := range []byte{hasFrom, hasUntil} {
		if flags&bit != 0 {
			u.size()
		}
	}
	if flags&hasLeft != 0 {
		u.skipDecimal()
	}
}
