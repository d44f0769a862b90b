package basket

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// Order is what a supplier is asked for together, and one line of it that is looked at. It is all that is needed to work out what comes to that line
// beside its price, and what comes off it.
type Order struct {
	Currency   money.Currency // of the supplier's bill
	Compared   money.Currency // of the comparison
	References map[money.Currency]Reference
	Lines      []OrderLine
	At         int   // which of the lines is looked at
	Aside      bool  // it stands in the place of another offer of the supplier, with which the rest is reckoned
	Needed     int64 // what the line takes net for what is needed of it; the rest is what packs and minimum add
	Conditions Conditions
	Promotions []combine.Promotion
	Together   combine.Policy
	Who        combine.Buyer
	Stated     []combine.Applied // what promotions do, where it is said and not worked out; lines are named by their place
	Moment     time.Time
}

// OrderLine is a line of an order.
type OrderLine struct {
	Item     id.ItemID
	SKU      string
	Name     string
	Family   string
	Category string
	Quantity decimal.Decimal
	Case     decimal.Decimal
	Price    money.UnitPrice
	Weight   *decimal.Decimal // of all of it, in kilograms
	Floor    *money.UnitPrice
}

// OrderShare is what an order comes to, and what of it falls on the line that is looked at; in minor units of the bill's currency.
type OrderShare struct {
	Net            []int64 // of each line, before promotions
	Saved          []int64 // off each line
	Applied        []combine.Applied
	Not            []combine.NotApplied
	AllFreight     int64
	AllFee         int64
	Freight, Fee   int64
	FreightUnknown bool
	Compared       int64 // of the line, in minor units of the comparison's currency
	Rate           Rate  // from the bill to the comparison
}

// errOrder says that an order does not fit together.
var errOrder = errors.New("basket: the order cannot be reckoned")

// Reckon works an order out. It is pure, and says what a comparison says of the line.
func (o Order) Reckon() (OrderShare, error) {
	out := OrderShare{Net: make([]int64, len(o.Lines)), Saved: make([]int64, len(o.Lines))}
	var goods int64
	weight := &decimal.Decimal{}
	for i, l := range o.Lines {
		rate, ok := rateOf(l.Price.Currency(), o.Currency, o.References)
		minor, fits := timesPrice(l.Price, l.Quantity)
		if !ok || !fits {
			return OrderShare{}, fmt.Errorf("%w: line %d", errOrder, i)
		}
		out.Net[i] = rate.apply(minor)
		goods += out.Net[i]
		if l.Weight == nil || weight == nil {
			weight = nil
		} else {
			sum := weight.Add(*l.Weight)
			weight = &sum
		}
	}
	var ok bool
	if out.Rate, ok = rateOf(o.Currency, o.Compared, o.References); !ok || o.At >= len(o.Lines) {
		return OrderShare{}, errOrder
	}
	free := o.promote(&out, goods, weight)
	o.divide(&out, goods, free, weight)
	o.compare(&out)
	return out, nil
}

// promote takes promotions off the lines, and answers whether there is no freight.
func (o Order) promote(out *OrderShare, goods int64, weight *decimal.Decimal) (free bool) {
	if o.Stated != nil {
		return out.apply(o.Stated)
	}
	if len(o.Promotions) == 0 {
		return false
	}
	freight, _ := o.Conditions.freight(goods, false, weight, int32(o.Currency.Digits()))
	in := combine.Basket{Currency: o.Currency, Freight: amount(freight, o.Currency), Promotions: o.Promotions, Policy: o.Together, Buyer: o.Who, At: o.Moment}
	place := map[string]int{}
	for i, l := range o.Lines {
		if l.Price.Currency() != o.Currency {
			continue
		}
		key := fmt.Sprintf("%04d", i)
		place[key] = i
		line := combine.Line{Key: key, Item: l.Item, Family: l.Family, Category: l.Category, Quantity: l.Quantity, Case: l.Case, Price: l.Price}
		if l.Floor != nil && l.Floor.Currency() == o.Currency {
			line.Floor = l.Floor
		}
		in.Lines = append(in.Lines, line)
	}
	result, err := combine.Combine(in)
	if err != nil { // a promotion that cannot be reckoned takes nothing off
		return false
	}
	for _, a := range result.Applied {
		for n, l := range a.Lines {
			a.Lines[n].Line = strconv.Itoa(place[l.Line])
		}
	}
	out.Not = result.Not
	return out.apply(result.Applied)
}

// apply notes what promotions do, and answers whether there is no freight.
func (s *OrderShare) apply(all []combine.Applied) (free bool) {
	s.Applied = all
	for _, a := range all {
		free = free || a.FreeFreight
		for _, l := range a.Lines {
			if n, err := strconv.Atoi(l.Line); err == nil && n >= 0 && n < len(s.Saved) {
				s.Saved[n] += l.Saving.Minor()
			}
		}
	}
	return free
}

// divide reckons freight and fee, and the line's share of both.
func (o Order) divide(out *OrderShare, goods int64, free bool, weight *decimal.Decimal) {
	var saved int64
	for _, s := range out.Saved {
		saved += s
	}
	b := billed(o.Conditions, goods, saved, free, weight, int32(o.Currency.Digits()))
	out.AllFreight, out.AllFee, out.FreightUnknown = b.freight, b.fee, b.freightUnknown
	if o.Aside {
		all, of := uint64(max(goods-saved, 1)), uint64(max(out.Net[o.At]-out.Saved[o.At], 0))
		out.Freight, out.Fee = share(b.freight, of, all), share(b.fee, of, all)
		return
	}
	weights := make([]int64, len(o.Lines))
	for i := range weights {
		weights[i] = out.Net[i] - out.Saved[i]
	}
	out.Freight, out.Fee = allot(b.freight, weights)[o.At], allot(b.fee, weights)[o.At]
}

// compare brings each part of the line into the currency of the comparison, as the terms of a true cost are, and adds them up.
func (o Order) compare(out *OrderShare) {
	for _, part := range []int64{o.Needed, out.Net[o.At] - o.Needed, -out.Saved[o.At], out.Freight, out.Fee} {
		out.Compared += out.Rate.apply(part)
	}
}

// Explained is how the price of one offer for one line of a comparison came about: the price, and the order that the line stands in.
type Explained struct {
	Supplier id.CompanyID
	Name     string // of the supplier
	Thing    Thing
	Unit     string
	Facts    resolve.Facts // that are disclosed
	Ask      resolve.Ask
	Order    Order
}

// Explain answers how what a comparison says of an offer came about: the comparison is made again, as it stands now. An offer that it does not have, or has
// without a price, is fault.NotFound.
func (s *Service) Explain(ctx context.Context, buyer id.CompanyID, r Request, line string, of own.Ref) (Explained, error) {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return Explained{}, err
	}
	if err := r.check(); err != nil {
		return Explained{}, err
	}
	r.Best, r.Explain = 0, []string{line}
	var work *reckoning
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		work, err = s.gather(ctx, tx, buyer, r)
		return err
	})
	if err != nil {
		return Explained{}, err
	}
	compared, err := s.complete(ctx, work)
	if err != nil {
		return Explained{}, err
	}
	said := compared.find(line, of)
	if said == nil || said.Why != "" {
		return Explained{}, fault.NotFound
	}
	if err := s.grants.Pace(ctx, of.Supplier, buyer).Err(); err != nil {
		return Explained{}, err
	}
	s.grants.Saw(ctx, of.Supplier, buyer, []id.ItemID{of.Item})
	out := work.explain(compared, said)
	return out, out.agrees(said)
}

func (c Comparison) find(line string, of own.Ref) *Cell {
	for _, l := range c.Lines {
		for i := range l.Cells {
			if l.Key == line && l.Cells[i].Ref == of {
				return &l.Cells[i]
			}
		}
	}
	return nil
}

// ours are the parts of a true cost that are of the supplier's price: what money and time are worth to the buyer is not.
func ours(code TermCode) bool {
	return code == Goods || code == Over || code == Promotion || code == Freight || code == Fee
}

// agrees tells whether the order comes to what the comparison says, so that no receipt is written of another figure.
func (e Explained) agrees(said *Cell) error {
	got, err := e.Order.Reckon()
	if err != nil {
		return err
	}
	var compared int64
	for _, t := range said.Terms {
		if ours(t.Code) {
			compared += t.Minor
		}
	}
	if got.Compared != compared {
		return fmt.Errorf("%w: it comes to %d, the comparison says %d", errOrder, got.Compared, compared)
	}
	return nil
}

// explain lays out the order that a supplier's part of a comparison is, with a cell in it.
func (r *reckoning) explain(c Comparison, said *Cell) Explained {
	seller := r.sellers[said.offer.Supplier]
	goods := said.Terms[slices.IndexFunc(said.Terms, func(t Term) bool { return t.Code == Goods })].Of
	out := Explained{
		Supplier: said.Supplier, Name: seller.Name, Thing: said.Thing, Unit: said.Unit.Code(), Ask: resolve.Ask{Quantity: said.Order, At: r.at},
		Facts: resolve.Facts{Prices: said.offer.Prices, Policy: seller.Policy, Rates: r.ratesOf(said.offer.Prices)},
		Order: Order{
			Currency: goods.Currency(), Compared: r.currency, References: map[money.Currency]Reference{}, Needed: goods.Minor(), Conditions: seller.Conditions,
			Promotions: seller.Promotions, Together: seller.Together, Who: seller.Who, Moment: r.at,
		},
	}
	o := &out.Order
	var family decimal.Decimal
	counts := false
	for _, l := range c.Lines {
		asked := false
		var main *Cell
		for i := range l.Cells {
			cell := &l.Cells[i]
			if cell.Supplier != said.Supplier || cell.Price == nil || !wouldCount(cell.Why) {
				continue
			}
			asked = asked || cell == said
			counts = counts || cell.Price.From.FamilyBreaks
			if main == nil || r.before(cell, main, o.Currency) {
				main = cell
			}
		}
		if main == nil {
			continue
		}
		if f := said.offer.Family; f != "" && main.offer.Family == f {
			family = family.Add(main.Order)
		}
		if asked {
			o.At, o.Aside, main = len(o.Lines), main != said, said
		}
		o.Lines = append(o.Lines, r.orderLine(main))
	}
	if counts && family.GreaterThan(said.Order) {
		out.Ask.FamilyQuantity = family
	}
	for _, line := range o.Lines {
		o.refer(r.references, line.Price.Currency())
	}
	o.refer(r.references, o.Currency)
	o.refer(r.references, o.Compared)
	return out
}

// wouldCount tells whether an offer stands in its supplier's order: what the request filters does.
func wouldCount(why Why) bool {
	return why == "" || why == NotInStock || why == TooLate || why == NotAccount
}

// before tells whether a cell rather than another stands for its line in its supplier's order: at what each costs by itself, before families are counted together.
func (r *reckoning) before(a, b *Cell, currency money.Currency) bool {
	if a.Guess != b.Guess {
		return b.Guess
	}
	return cmp.Or(cmp.Compare(r.alone(a, currency), r.alone(b, currency)), cmp.Compare(a.Item.UUID(), b.Item.UUID())) < 0
}

func (r *reckoning) alone(c *Cell, currency money.Currency) int64 {
	unit := c.Price.Unit
	if c.Price.From.FamilyBreaks {
		policy := r.sellers[c.offer.Supplier].Policy
		if got, ok := resolve.Resolve(resolve.Facts{Prices: c.offer.Prices, Policy: policy, Rates: r.ratesOf(c.offer.Prices)}, resolve.Ask{Quantity: c.Order, At: r.at}); ok {
			unit = got.Unit
		}
	}
	minor, _ := timesPrice(unit, c.Order)
	rate, _ := rateOf(unit.Currency(), currency, r.references)
	return rate.apply(minor)
}

// refer keeps the rate of a currency where the order needs one.
func (o Order) refer(all map[money.Currency]Reference, c money.Currency) {
	same := o.Compared == o.Currency && !slices.ContainsFunc(o.Lines, func(l OrderLine) bool { return l.Price.Currency() != o.Currency })
	if rate, known := all[c]; known && !same {
		o.References[c] = rate
	}
}

func (r *reckoning) orderLine(c *Cell) OrderLine {
	out := OrderLine{
		Item: c.Item, SKU: c.SKU, Name: c.Name, Family: c.offer.Family, Category: c.offer.Category, Quantity: c.Order, Case: c.offer.Case, Price: c.Price.Unit,
	}
	if w := c.offer.Weight; w != nil {
		weight := w.Mul(c.Order)
		out.Weight = &weight
	}
	if floor, some := r.floors[promotion.Key{Supplier: c.Supplier, Item: c.Item}]; some {
		out.Floor = &floor
	}
	return out
}

// ratesOf are the rates to compare prices of several currencies with, by currency; nil where one will do.
func (r *reckoning) ratesOf(prices []resolve.Price) []resolve.Rate {
	if !slices.ContainsFunc(prices, func(p resolve.Price) bool { return p.Unit.Currency() != prices[0].Unit.Currency() }) {
		return nil
	}
	out := make([]resolve.Rate, 0, len(r.references))
	for c, ref := range r.references {
		out = append(out, resolve.Rate{Currency: c, PerEUR: ref.PerEUR, Day: ref.Day})
	}
	slices.SortFunc(out, func(a, b resolve.Rate) int { return cmp.Compare(a.Currency.Code(), b.Currency.Code()) })
	return out
}

// Stand is what a supplier asks of somebody beside prices, all in one currency, which is zero where nothing says one; and the rates it was brought into it with.
func Stand(ctx context.Context, tx *tenants.Tx, c pricing.Conditions, t terms.Terms) (Conditions, money.Currency, map[money.Currency]Reference, error) {
	db, err := tx.PGX()
	if err != nil {
		return Conditions{}, money.Currency{}, nil, err
	}
	rates, err := references(ctx, db, tx.Now())
	if err != nil {
		return Conditions{}, money.Currency{}, nil, err
	}
	var s Seller
	s.asked(c, t, rates, tx.Now())
	return s.Conditions, s.Currency, rates, nil
}

// References are the latest rates of currencies at the moment of a transaction.
func References(ctx context.Context, tx *tenants.Tx) (map[money.Currency]Reference, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	return references(ctx, db, tx.Now())
}

// Alone is the order of one line, all of it needed, in the currency of the conditions, else in that of the price. It is false where the hub has no rate.
func Alone(l OrderLine, c Conditions, currency money.Currency, rates map[money.Currency]Reference, at time.Time) (Order, bool) {
	if currency.IsZero() {
		currency = l.Price.Currency()
	}
	out := Order{Currency: currency, Compared: currency, References: map[money.Currency]Reference{}, Lines: []OrderLine{l}, Conditions: c, Moment: at}
	rate, ok := rateOf(l.Price.Currency(), currency, rates)
	minor, fits := timesPrice(l.Price, l.Quantity)
	out.Needed = rate.apply(minor)
	out.refer(rates, l.Price.Currency())
	out.refer(rates, currency)
	return out, ok && fits
}

// Packed is what an item's packs say as comparisons read them: how many units are in a case, zero for none, and what so much of it weighs in kilograms, nil
// where nothing says so.
func Packed(of catalog.Item, d catalog.Details, quantity decimal.Decimal) (inCase decimal.Decimal, weight *decimal.Decimal) {
	shape := measure.ShapeOf(of, &d, nil)
	if shape.Weight != nil {
		w := shape.Weight.Mul(quantity)
		weight = &w
	}
	return shape.Case, weight
}
