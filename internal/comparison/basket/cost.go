package basket

import (
	"math/big"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
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

// billed reckons freight, fee and what is missing of the least order. weight is in kilograms, nil where one of the lines has none.
func billed(c Conditions, goods, saved int64, free bool, weight *decimal.Decimal, digits int32) bill {
	b := bill{goods: goods, saved: saved}
	value := goods - saved
	b.freight, b.freightUnknown = c.freight(value, free, weight, digits)
	small := c.FeeBelow
	if small == nil && c.Fee > 0 {
		small = c.MinimumOrder
	}
	switch {
	case c.Fee > 0 && (small == nil || value < *small):
		b.fee = c.Fee
	case c.Fee > 0:
	case c.MinimumOrder != nil && value < *c.MinimumOrder:
		b.missing = *c.MinimumOrder - value
	}
	return b
}

func (c Conditions) freight(value int64, free bool, weight *decimal.Decimal, digits int32) (cost int64, unknown bool) {
	switch {
	case free, c.FreeFrom != nil && value >= *c.FreeFrom:
		return 0, false
	case c.Freight == nil || len(c.Freight.Steps) == 0:
		return 0, true
	case c.Freight.By == Flat:
		return c.Freight.Steps[0].Cost, false
	case c.Freight.By == ByWeight && weight == nil:
		return 0, true
	}
	reached := decimal.New(value, -digits)
	if c.Freight.By == ByWeight {
		reached = *weight
	}
	for _, s := range c.Freight.Steps {
		if reached.GreaterThanOrEqual(s.From) {
			cost = s.Cost
		}
	}
	return cost, false
}

// worth is what paying later, or at once with a discount, is worth: the better of both, in minor units, zero or more.
func (c Conditions) worth(invoiced, goods int64, yearly decimal.Decimal) (minor int64, t Term) {
	later := int64(0)
	days := 0
	if c.PaymentDays != nil {
		days = *c.PaymentDays
		later = interest(invoiced, yearly, days)
	}
	off := int64(0)
	if c.Percent.IsPositive() {
		off = part(goods, c.Percent)
		off += interest(invoiced-off, yearly, c.PercentDays)
	}
	if off > later {
		return off, Term{Code: Discount, Days: c.PercentDays, Percent: c.Percent}
	}
	return later, Term{Code: Payment, Days: days, Percent: yearly, Unknown: c.PaymentDays == nil && !c.Percent.IsPositive()}
}

// interest is what so much money is worth for so many days, at a rate a year of 365 days; halves away from zero.
func interest(minor int64, yearly decimal.Decimal, days int) int64 {
	if days == 0 || yearly.IsZero() {
		return 0
	}
	return fraction(minor, yearly.Mul(decimal.NewFromInt(int64(days))).Shift(-2), 365)
}

// part is so many percent of an amount.
func part(minor int64, percent decimal.Decimal) int64 { return fraction(minor, percent.Shift(-2), 1) }

func fraction(minor int64, of decimal.Decimal, den int64) int64 {
	exact := decimal.NewFromInt(minor).Mul(of)
	if den != 1 {
		rat := new(big.Rat).Quo(exact.Rat(), new(big.Rat).SetInt64(den))
		return rounded(rat)
	}
	return exact.Round(0).IntPart()
}

// rounded is a fraction as a whole number, halves away from zero.
func rounded(r *big.Rat) int64 {
	twice := new(big.Int).Mul(new(big.Int).Abs(r.Num()), big.NewInt(2))
	twice.Add(twice, r.Denom())
	whole := twice.Div(twice, new(big.Int).Mul(r.Denom(), big.NewInt(2))).Int64()
	if r.Sign() < 0 {
		return -whole
	}
	return whole
}

// portion is what of a bill falls on one line, in minor units of the supplier's currency.
type portion struct {
	goods, over                 int64
	saved, freight, fee, wanted int64
	freightUnknown              bool
	promotions                  string
}

// total is the true cost of a portion: its terms in the currency of the comparison, which add up to it.
func total(p portion, c Conditions, s Setting, r Rate, days int, known bool) (cost int64, terms []Term) {
	terms = make([]Term, 0, 9)
	add := func(t Term, minor int64) {
		t.Minor = r.apply(minor)
		t.Of = amount(minor, r.From)
		cost += t.Minor
		terms = append(terms, t)
	}
	add(Term{Code: Goods}, p.goods)
	if p.over != 0 {
		add(Term{Code: Over}, p.over)
	}
	if p.saved != 0 {
		add(Term{Code: Promotion, Words: p.promotions}, -p.saved)
	}
	add(Term{Code: Freight, Unknown: p.freightUnknown}, p.freight)
	if p.fee != 0 {
		add(Term{Code: Fee}, p.fee)
	}
	if p.wanted != 0 {
		add(Term{Code: Minimum}, p.wanted)
	}
	net := p.goods + p.over - p.saved
	worth, term := c.worth(net+p.freight+p.fee, net, s.YearlyRate)
	add(term, -worth)
	wait := Term{Code: Delay, Days: days, Unknown: !known}
	if known {
		wait.Minor = fraction(power(s.Currency.Digits()).Int64(), s.DayCost.Mul(decimal.NewFromInt(int64(days))), 1)
	}
	cost += wait.Minor
	return cost, append(terms, wait)
}
