package basket

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"

	"manifold/internal/inventory"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/trading/grant"
)

// deal is an offer for a line on its way to a true cost: all that decides, in whole numbers. What of it is shown becomes a Cell.
type deal struct {
	offer   *Offer
	line    int32
	content int32 // of the offer, that is compared in; -1: none
	price   int32 // of the offer's
	rank    int32
	why     lack
	money   uint8 // currency of its price, as the reckoning numbers them
	best    Best
	need    amountOf
	unit    int64           // price of one unit net of tax, in millionths
	family  decimal.Decimal // what its breaks count beside the order; zero: nothing
	minor   int64           // of the order, in the currency of the bill
	portion portion
	cost    int64
	days    int
	known   bool // days are
	done    bool // it has a true cost
	priced  bool
	guess   bool
	stale   bool
	named   bool // a promotion that may apply names it
}

// lack is a Why in one byte.
type lack uint8

const (
	lacksNothing lack = iota
	lacksShown
	lacksPrice
	lacksUnit
	lacksRate
	lacksStock
	lacksDays
	lacksAccount
)

var lacks = [...]Why{lacksShown: PriceHidden, lacksPrice: NoPrice, lacksUnit: UnitsDiffer, lacksRate: NoRate, lacksStock: NotInStock, lacksDays: TooLate, lacksAccount: NotAccount}

// amountOf is how much is needed and has to be ordered, in the supplier's unit: millionths, with what of the need is finer in rest. What does not fit stands in exact.
type amountOf struct {
	order, need, over int64
	rest              int64 // of need, in millionths of a millionth
	exact             *exactAmount
}

type exactAmount struct{ order, need, over decimal.Decimal }

const million = 1_000_000

// mostOrder is the largest order in millionths that fits; with a price of 63 bits it makes no more than 125.
const mostOrder = 1 << 62

func (a *amountOf) orderOf() decimal.Decimal {
	if a.exact != nil {
		return a.exact.order
	}
	return shortest(a.order)
}

func (a *amountOf) needOf() decimal.Decimal {
	if a.exact != nil {
		return a.exact.need
	}
	return decimal.New(a.need, -microPlaces).Add(decimal.New(a.rest, -2*microPlaces))
}

func (a *amountOf) overOf() decimal.Decimal {
	if a.exact != nil {
		return a.exact.over
	}
	if a.over == 0 {
		return decimal.Decimal{}
	}
	return shortest(a.over)
}

// shortest is a number of millionths; most are whole ones.
func shortest(micro int64) decimal.Decimal {
	if micro%million == 0 {
		return wholeNumber(micro / million)
	}
	return decimal.New(micro, -microPlaces)
}

// few are small whole numbers, which most quantities are.
var few = func() (out [1024]decimal.Decimal) {
	for i := range out {
		out[i] = decimal.NewFromInt(int64(i))
	}
	return out
}()

func wholeNumber(n int64) decimal.Decimal {
	if n >= 0 && n < int64(len(few)) {
		return few[n]
	}
	return decimal.NewFromInt(n)
}

func (a *amountOf) noOver() bool {
	if a.exact != nil {
		return a.exact.over.IsZero()
	}
	return a.over == 0
}

// needed is what a line asks for, in its unit of comparison and as it was asked.
type needed struct {
	quantity quantity.Quantity
	num, den uint64 // of quantity; den is 0 where it does not fit
	asked    int64  // as it was asked, in millionths; 0 where it does not fit
	guess    bool
}

// needOf finds what a line needs in a unit; false where nothing says how much that is.
func (w *wanted) need(base quantity.Unit) (needed, bool) {
	var out needed
	asked, fits := quantity.Scaled(w.quantity, microPlaces)
	if fits && asked > 0 && w.quantity.Exponent() >= -18 && w.quantity.Exponent() <= 18 {
		out.asked = asked
		if base == w.about.unit && !base.IsZero() {
			out.num, out.den = uint64(asked), million
			if asked%million == 0 {
				out.num, out.den = uint64(asked/million), 1
			}
			return out, true
		}
	}
	q, known := w.about.need(w.quantity, base)
	if !known {
		return out, false
	}
	out.quantity, out.guess = q, q.Guess()
	if r := q.Rat(); r.Sign() > 0 && r.Num().IsInt64() && r.Denom().IsInt64() {
		out.num, out.den = r.Num().Uint64(), r.Denom().Uint64()
	}
	return out, true
}

// rat is what is needed, exactly.
func (n *needed) rat() *big.Rat {
	if n.den > 0 {
		return new(big.Rat).SetFrac(new(big.Int).SetUint64(n.num), new(big.Int).SetUint64(n.den))
	}
	return n.quantity.Rat()
}

// size finds what has to be ordered of a deal's offer.
func (d *deal) size(w *wanted, n *needed, base quantity.Unit) {
	o := d.offer
	d.content = -1
	for i := range o.Contents {
		if o.Contents[i].Holds.Unit() == base {
			d.content = int32(i)
			break
		}
	}
	if d.content < 0 {
		d.why = lacksUnit
		return
	}
	held := &o.Contents[d.content]
	holds, of := held.Ratio()
	if of == 0 && held.Holds.Sign() <= 0 {
		d.content, d.why = -1, lacksUnit
		return
	}
	itself := w.about.unit == o.Unit && w.line.About.Ref == o.Ref // so many are asked for, whatever it holds
	d.guess = !itself && (n.guess || held.Holds.Guess())
	whole := o.whole
	if !o.prepared {
		whole = o.wholly()
	}
	num, den, fits := uint64(n.asked), uint64(million), n.asked > 0
	if !itself {
		num, den, fits = n.over(holds, of)
	}
	if !fits || whole.multiple == 0 || !d.need.fit(num, den, whole.minimum, whole.multiple) {
		sold := w.quantity.Rat()
		if !itself {
			sold = new(big.Rat).Quo(n.rat(), held.Holds.Rat())
		}
		d.need = exactly(sold, o.Minimum, o.Multiple)
	}
}

// over is what is needed divided by what one holds.
func (n *needed) over(holds, of int64) (num, den uint64, fits bool) {
	if n.den == 0 || of == 0 {
		return 0, 0, false
	}
	above, num := bits.Mul64(n.num, uint64(of))
	over, den := bits.Mul64(n.den, uint64(holds))
	return num, den, above == 0 && over == 0
}

// fit finds the order for a need of num/den, all in millionths: at least the minimum, up to a whole multiple. It is false where that does not fit.
func (a *amountOf) fit(num, den uint64, minimum, multiple int64) bool {
	need, rest := num, uint64(0)
	if den != million {
		hi, lo := bits.Mul64(num, million)
		if hi >= den {
			return false
		}
		need, rest = bits.Div64(hi, lo, den)
	}
	if need >= mostOrder/million { // so that it fits in millionths of millionths too
		return false
	}
	least, more := need, rest > 0 // more: a bit more than least
	if uint64(minimum) > least {
		least, more = uint64(minimum), false
	}
	times, left := least/uint64(multiple), least%uint64(multiple)
	if left > 0 || more {
		times++
	}
	hi, order := bits.Mul64(times, uint64(multiple))
	if hi > 0 || order > mostOrder {
		return false
	}
	if rest > 0 { // twelve places, halves up
		hi, lo := bits.Mul64(rest, million)
		q, r := bits.Div64(hi, lo, den)
		if r >= den-r {
			q++
		}
		need, rest = need+q/million, q%million
	}
	a.order, a.need, a.rest, a.over = int64(order), int64(need), int64(rest), int64(order-need)
	if a.rest > million/2 { // six places, halves up
		a.over--
	}
	return true
}

// exactly does the same with numbers of any size.
func exactly(need *big.Rat, minimum, multiple decimal.Decimal) amountOf {
	exact, _ := decimal.NewFromString(need.FloatString(2 * microPlaces))
	out := &exactAmount{order: order(need, minimum, multiple), need: exact}
	if over := out.order.Sub(exact).Round(microPlaces); over.IsPositive() {
		out.over = over
	}
	return amountOf{exact: out}
}

// costs are what the order, and what of it is needed, cost at a unit price; scale is what makes minor units of millionths of millionths of its currency.
func (a *amountOf) costs(unit money.UnitPrice, scale uint64) (order, need int64, fits bool) {
	if a.exact == nil && unit.Sign() >= 0 && scale > 0 {
		if order, fits = scaledDown(unit.Millionths(), a.order, scale); !fits {
			return 0, 0, false
		}
		switch {
		case a.over == 0:
			return order, order, true
		case a.rest == 0:
			need, fits = scaledDown(unit.Millionths(), a.need, scale)
			return order, need, fits
		case scale <= math.MaxUint64/million:
			need, fits = scaledDown(unit.Millionths(), a.need*million+a.rest, scale*million)
			return order, need, fits
		}
	}
	order, fits = timesPrice(unit, a.orderOf())
	need, fitsToo := timesPrice(unit, a.needOf())
	if a.noOver() {
		need = order
	}
	return order, need, fits && fitsToo
}

// scaledDown is a × b ÷ scale, halves up; a and b are not negative.
func scaledDown(a, b int64, scale uint64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	lo, carry := bits.Add64(lo, scale/2, 0)
	if hi += carry; hi == 0 {
		return int64(lo / scale), lo/scale <= math.MaxInt64
	}
	if hi >= scale {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, scale)
	return int64(q), q <= math.MaxInt64
}

// there tells whether the order is certain to lie in stock.
func (d *deal) there() bool {
	if d.offer.counted && d.need.exact == nil {
		return d.need.order <= d.offer.there
	}
	return d.offer.Stock.Available(d.need.orderOf()) == grant.Available
}

// wait finds how long it takes until the order has come.
func (d *deal) wait(r *reckoning, b *shelf) {
	o := d.offer
	switch {
	case d.there():
		d.days, d.known = b.asks.lead, true
	case len(o.Arrivals) > 0:
		days, known := b.seller.Conditions.wait(inventory.PromiseOf(o.Stock, o.Arrivals, o.LeadDays, d.need.orderOf(), r.at), r.at)
		d.days, d.known = days, known
	case o.LeadDays != nil:
		d.days, d.known = b.asks.lead+*o.LeadDays, true
	}
}
