package basket

import (
	"math"
	"math/big"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
)

// Term is a part of a true cost.
type Term struct {
	Code    TermCode
	Minor   int64        // in the currency of the comparison
	Of      money.Amount // what it is in the supplier's currency; zero for what is not money of the supplier
	Unknown bool         // the supplier says nothing, and the amount is zero for that
	Days    int
	Percent decimal.Decimal
	Words   string // names of promotions
}

// TermCode says what a term is.
type TermCode string

// Terms of a true cost.
const (
	Goods     TermCode = "goods"     // what is needed, at the unit price
	Over      TermCode = "over"      // what packs and minimum add
	Promotion TermCode = "promotion" // what promotions take off
	Freight   TermCode = "freight"   // the share of the freight
	Fee       TermCode = "fee"       // the share of the fee for a small order
	Minimum   TermCode = "minimum"   // the share of what is missing of the least order
	Payment   TermCode = "payment"   // what paying later is worth
	Discount  TermCode = "discount"  // what paying at once with a discount is worth
	Delay     TermCode = "delay"     // what waiting costs
)

// Setting is what money and time are worth to a buyer.
type Setting struct {
	Currency   money.Currency
	YearlyRate decimal.Decimal // percent
	DayCost    decimal.Decimal // major units, for one line and day
	OrderCost  decimal.Decimal // major units, for one more order
	StaleDays  int             // 0: prices do not age
}

// Conditions are what a supplier asks for beside prices, for one buyer, all amounts in one currency. A nil field is not told.
type Conditions struct {
	MinimumOrder *int64 // minor units of goods, after promotions
	FeeBelow     *int64 // under this value an order is small
	Fee          int64
	Freight      *Tariff
	FreeFrom     *int64 // value of goods from which there is no freight
	LeadDays     *int   // on the way
	PaymentDays  *int
	Percent      decimal.Decimal // cash discount
	PercentDays  int
}

// Tariff reckons freight.
type Tariff struct {
	By    TariffBy
	Steps []TariffStep // ascending; the last one that is reached holds
}

// TariffBy says what freight goes by.
type TariffBy string

// Ways of reckoning freight.
const (
	Flat     TariffBy = "flat"
	ByValue  TariffBy = "value"
	ByWeight TariffBy = "weight"
)

// TariffStep is what freight costs from a value (major units) or a weight (kilograms) on.
type TariffStep struct {
	From decimal.Decimal
	Cost int64
}

// order is what has to be ordered for a need: at least the minimum, up to a whole multiple. All are in the supplier's unit.
func order(need *big.Rat, minimum, multiple decimal.Decimal) decimal.Decimal {
	least := minimum.Rat()
	if need.Cmp(least) > 0 {
		least = need
	}
	step := multiple.Rat()
	times := new(big.Rat).Quo(least, step)
	whole := new(big.Int).Div(times.Num(), times.Denom())
	if !times.IsInt() {
		whole.Add(whole, big.NewInt(1))
	}
	return decimal.NewFromBigInt(whole, 0).Mul(multiple)
}

// bill is what a supplier asks for a whole order beside goods, in minor units of its currency.
type bill struct {
	goods          int64 // before promotions
	saved          int64 // what promotions take off, zero or more
	freight        int64
	freightUnknown bool
	fee            int64
	missing        int64 // of the least order
}

// asking is what a supplier asks for beside prices, in the form in which bills are reckoned.
type asking struct {
	*Conditions
	from               []reach // of the steps of the tariff
	later, off, sooner fraction
	lead               int // days on the way
}

// reach is where a step of a tariff begins: at a value in minor units, or a weight.
type reach struct {
	value int64
	mass  mass
	fits  bool // mass does
}

// ask takes what a supplier asks for; digits are of its currency. What a was made of before is used again.
func (a *asking) ask(c *Conditions, yearly decimal.Decimal, digits int32) {
	*a = asking{Conditions: c, from: a.from[:0]}
	if c.Freight != nil {
		for _, s := range c.Freight.Steps {
			a.from = append(a.from, s.reach(c.Freight.By, digits))
		}
	}
	if c.PaymentDays != nil {
		a.later = interest(yearly, *c.PaymentDays)
	}
	if c.Percent.IsPositive() {
		a.off, a.sooner = fractionOf(c.Percent, 1, 100), interest(yearly, c.PercentDays)
	}
	if c.LeadDays != nil {
		a.lead = *c.LeadDays
	}
}

func (s TariffStep) reach(by TariffBy, digits int32) (out reach) {
	if by == ByWeight {
		out.mass, out.fits = massOf(s.From)
		return out
	}
	value, fits := quantity.Scaled(s.From, digits)
	if !fits { // finer than minor units: reached by the next whole one
		above := s.From.Shift(digits).Ceil().BigInt()
		switch {
		case above.IsInt64():
			value = above.Int64()
		case above.Sign() > 0:
			value = math.MaxInt64
		default:
			value = math.MinInt64
		}
	}
	out.value = value
	return out
}

// billed reckons freight, fee and what is missing of the least order.
func (a *asking) billed(goods, saved int64, free bool, w load) bill {
	b := bill{goods: goods, saved: saved}
	value := goods - saved
	b.freight, b.freightUnknown = a.freight(value, free, w)
	small := a.FeeBelow
	if small == nil && a.Fee > 0 {
		small = a.MinimumOrder
	}
	switch {
	case a.Fee > 0 && (small == nil || value < *small):
		b.fee = a.Fee
	case a.Fee > 0:
	case a.MinimumOrder != nil && value < *a.MinimumOrder:
		b.missing = *a.MinimumOrder - value
	}
	return b
}

func (a *asking) freight(value int64, free bool, w load) (cost int64, unknown bool) {
	switch {
	case free, a.FreeFrom != nil && value >= *a.FreeFrom:
		return 0, false
	case a.Freight == nil || len(a.Freight.Steps) == 0:
		return 0, true
	case a.Freight.By == Flat:
		return a.Freight.Steps[0].Cost, false
	case a.Freight.By == ByWeight && !w.known:
		return 0, true
	}
	for i := range a.Freight.Steps {
		if a.reaches(i, value, &w) {
			cost = a.Freight.Steps[i].Cost
		}
	}
	return cost, false
}

// reaches tells whether a value, or a load where freight goes by weight, reaches a step.
func (a *asking) reaches(step int, value int64, w *load) bool {
	switch at := &a.from[step]; {
	case a.Freight.By != ByWeight:
		return value >= at.value
	case at.fits && w.exact == nil:
		return !w.mass.less(at.mass)
	default:
		return w.decimal().GreaterThanOrEqual(a.Freight.Steps[step].From)
	}
}

// billed does the same for one bill. weight is in kilograms, nil where one of the lines has none.
func billed(c Conditions, goods, saved int64, free bool, weight *decimal.Decimal, digits int32) bill {
	var a asking
	a.ask(&c, decimal.Zero, digits)
	return a.billed(goods, saved, free, load{known: weight != nil, exact: weight})
}

func (c Conditions) freight(value int64, free bool, weight *decimal.Decimal, digits int32) (cost int64, unknown bool) {
	var a asking
	a.ask(&c, decimal.Zero, digits)
	return a.freight(value, free, load{known: weight != nil, exact: weight})
}

// worth is what paying later, or at once with a discount, is worth: the better of both, in minor units, zero or more.
func (a *asking) worth(invoiced, goods int64) (minor int64, discount bool) {
	minor = a.later.of(invoiced)
	if a.Percent.IsPositive() {
		off := a.off.of(goods)
		off += a.sooner.of(invoiced - off)
		if off > minor {
			return off, true
		}
	}
	return minor, false
}

// paying is the term of that.
func (a *asking) paying(discount bool, yearly decimal.Decimal) Term {
	if discount {
		return Term{Code: Discount, Days: a.PercentDays, Percent: a.Percent}
	}
	t := Term{Code: Payment, Percent: yearly, Unknown: a.PaymentDays == nil && !a.Percent.IsPositive()}
	if a.PaymentDays != nil {
		t.Days = *a.PaymentDays
	}
	return t
}

// interest is what money is worth for so many days, at a rate a year of 365 days.
func interest(yearly decimal.Decimal, days int) fraction {
	return fractionOf(yearly, int64(days), 100*365)
}

// portion is what of a bill falls on one line, in minor units of the supplier's currency.
type portion struct {
	goods, over                 int64
	saved, freight, fee, wanted int64
	freightUnknown              bool
	promotions                  string
}

// parts are what a portion comes to at a supplier, in minor units of its currency, each with its sign.
type parts struct {
	of       [7]int64 // of the first seven of termOrder, but that the last stands for either way of paying
	discount bool
}

func (p *portion) parts(a *asking) parts {
	net := p.goods + p.over - p.saved
	worth, discount := a.worth(net+p.freight+p.fee, net)
	return parts{[7]int64{p.goods, p.over, -p.saved, p.freight, p.fee, p.wanted, -worth}, discount}
}

// sum is a true cost but for what waiting costs, in the currency of the comparison.
func (p *parts) sum(r *Rate) (cost int64) {
	if r.num == r.den {
		return p.of[0] + p.of[1] + p.of[2] + p.of[3] + p.of[4] + p.of[5] + p.of[6]
	}
	for _, minor := range p.of {
		cost += share(minor, r.num, r.den)
	}
	return cost
}

// terms are those of a true cost, which add up to it. Goods, freight, payment and delay are always told.
func (p *portion) terms(a *asking, s Setting, r *Rate, wait Term) []Term {
	parts := p.parts(a)
	terms := make([]Term, 0, len(parts.of)+1)
	for i, minor := range parts.of {
		t := Term{Code: termOrder[i]}
		switch t.Code {
		case Promotion:
			t.Words = p.promotions
		case Freight:
			t.Unknown = p.freightUnknown
		case Payment:
			t = a.paying(parts.discount, s.YearlyRate)
		case Over, Fee, Minimum, Goods, Discount, Delay:
		}
		if minor == 0 && (t.Code == Over || t.Code == Promotion || t.Code == Fee || t.Code == Minimum) {
			continue
		}
		t.Minor, t.Of = r.apply(minor), amount(minor, r.From)
		terms = append(terms, t)
	}
	return append(terms, wait)
}
