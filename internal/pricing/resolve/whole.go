package resolve

import (
	"slices"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
)

// microPlaces are the decimal places of a quantity in whole numbers: millionths of a unit.
const microPlaces = 6

// count is a quantity: in millionths of a unit where it is a whole number of those, which nearly all are, else as it is.
type count struct {
	whole bool
	micro int64
	exact *decimal.Decimal
}

func countOf(d decimal.Decimal) count {
	if micro, fits := quantity.Scaled(d, microPlaces); fits {
		return count{whole: true, micro: micro}
	}
	return count{exact: &d}
}

func (c *count) set(micro int64) { c.whole, c.micro = true, micro }

func (c *count) decimal() decimal.Decimal {
	if c.whole {
		return decimal.New(c.micro, -microPlaces)
	}
	return *c.exact
}

// above tells whether a quantity is greater than another.
func (c *count) above(other *count) bool {
	if c.whole && other.whole {
		return c.micro > other.micro
	}
	return c.decimal().GreaterThan(other.decimal())
}

// prepared is what is reckoned of a price once.
type prepared struct {
	rungs    []wholeRung // each net of tax; nil: nothing was prepared
	left     *count
	timeless bool // it holds at any time
	plain    bool // where it is the only one, nothing but the quantity decides, which is in millionths
}

type wholeRung struct {
	net  money.UnitPrice
	ok   bool // net fits
	from count
}

// Prepare reckons once what is the same each time that the price is looked at. Whoever keeps prices calls it last, before anybody else sees them; a price that
// was not prepared says the same, only slower. Prices that a rule reckons have nothing to prepare.
func (p *Price) Prepare() {
	if p.Rule != nil {
		return
	}
	p.whole = prepared{rungs: make([]wholeRung, 1+len(p.Breaks)), timeless: p.From.IsZero() && p.Until.IsZero()}
	for i := range p.whole.rungs {
		p.whole.rungs[i] = p.wholly(i)
	}
	if p.Left != nil {
		left := countOf(*p.Left)
		p.whole.left = &left
	}
	p.whole.plain = p.whole.timeless && p.Left == nil && !p.FamilyBreaks && !slices.ContainsFunc(p.whole.rungs, func(r wholeRung) bool {
		return !r.ok || r.net.Sign() < 0 || !r.from.whole
	})
}

// reached is the rung of a plain price for a quantity: the last one before the first that begins above it.
func (p *Price) reached(quantity int64) Picked {
	rungs, at := p.whole.rungs, 0
	for i := 1; i < len(rungs) && rungs[i].from.micro <= quantity; i++ {
		at = i
	}
	return Picked{Unit: rungs[at].net, Rung: at}
}

// Prepared tells whether there is nothing left to prepare.
func (p *Price) Prepared() bool { return p.whole.rungs != nil || p.Rule != nil }

// wholly is a rung of a price that no rule reckons: the price itself, then its breaks.
func (p *Price) wholly(i int) (out wholeRung) {
	unit := p.Unit
	out.from.whole = true
	if i > 0 {
		unit, out.from = p.Breaks[i-1].Unit, countOf(p.Breaks[i-1].From)
	}
	out.net, out.ok = Net(unit, *p)
	return out
}

// rung is a rung that no rule reckons; one that is not prepared is written into.
func (p *Price) rung(i int, into *wholeRung) *wholeRung {
	if p.whole.rungs != nil {
		return &p.whole.rungs[i]
	}
	*into = p.wholly(i)
	return into
}

// left is what is left of a contract's call-off.
func (p *Price) left() *count {
	if p.whole.left != nil {
		return p.whole.left
	}
	left := countOf(*p.Left)
	return &left
}

// NetBreaks are the breaks of a price net of tax.
func (p *Price) NetBreaks() []Break {
	if !p.TaxIncluded {
		return p.Breaks
	}
	out := make([]Break, 0, len(p.Breaks))
	for i, b := range p.Breaks {
		if r := p.rung(i+1, &wholeRung{}); r.ok {
			out = append(out, Break{b.From, r.net})
		}
	}
	return out
}
