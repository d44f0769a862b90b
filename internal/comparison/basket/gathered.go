package basket

import (
	"context"
	"math/bits"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/authz"
	"manifold/internal/promotion"
	"manifold/tenants"
)

// Gathered is a basket with all that was read for it. It can be reckoned any number of times, by one goroutine at a time.
type Gathered struct{ work *reckoning }

// Gather reads all that a comparison needs, and does not compare. Benches measure with it what reckoning alone costs; nothing of it is answered to anybody, so no
// supplier's watch hears of it.
func (s *Service) Gather(ctx context.Context, buyer id.CompanyID, r Request) (Gathered, error) {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return Gathered{}, err
	}
	if err := r.check(); err != nil {
		return Gathered{}, err
	}
	var out Gathered
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		out.work, err = s.gather(ctx, tx, buyer, r)
		return err
	})
	if err != nil {
		return Gathered{}, err
	}
	return out, s.bottoms(ctx, out.work)
}

// Offers is how many offers there are for all lines.
func (g Gathered) Offers() (n int) {
	for _, l := range g.work.lines {
		n += len(l.offers)
	}
	return n
}

// Reckon compares what was gathered.
func (g Gathered) Reckon() Comparison { return g.work.run() }

// Sellers are those that were read, in the order in which offers name them. They are not written to.
func (g Gathered) Sellers() []Seller { return g.work.sellers }

// References are the rates of currencies that were read.
func (g Gathered) References() map[money.Currency]Reference { return g.work.references }

// Floors are the prices below which no promotion goes. None of them leaves the hub.
func (g Gathered) Floors() map[promotion.Key]money.UnitPrice { return g.work.floors }

// Offer is what a cell was made of. It is not written to.
func (c *Cell) Offer() *Offer { return c.offer }

// Between is the rate between two currencies; false where the hub has none.
func Between(from, to money.Currency, references map[money.Currency]Reference) (Rate, bool) {
	return rateOf(from, to, references)
}

// Apply converts minor units, halves away from zero.
func (r Rate) Apply(minor int64) int64 { return r.apply(minor) }

// ApplyTimes converts minor units to the times-th part of a minor unit, halves away from zero; false where that does not fit.
func (r Rate) ApplyTimes(minor, times int64) (int64, bool) {
	above, num := bits.Mul64(r.num, uint64(times))
	if above > 0 || times <= 0 {
		return 0, false
	}
	out := share(minor, num, r.den)
	return out, out < 1<<62 && out > -1<<62
}

// GoodsAt is what so much costs at a price, in minor units of its currency; false where that does not fit.
func GoodsAt(price money.UnitPrice, quantity decimal.Decimal) (int64, bool) {
	return timesPrice(price, quantity)
}

// WorthPaying is what paying later, or at once with a discount, is worth to a buyer on goods of a value, in the same minor units: zero or more. yearly is in percent.
func (c Conditions) WorthPaying(yearly decimal.Decimal, goods int64) int64 {
	var a asking
	a.ask(&c, yearly, 0)
	worth, _ := a.worth(goods, goods)
	return worth
}
