package basket

import (
	"cmp"
	"math/big"
	"math/bits"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// What follows is the reckoning as it first stood, in decimals and fractions of any size: slow, plain, and independent of the one in whole numbers. Tests hold
// one against the other.

// plain is a reckoning in decimals.
type plain struct {
	*reckoning
	rates     map[money.Currency]Rate
	explained map[string]bool
	shelves   []plainShelf
	lines     []plainLine
}

type plainLine struct {
	*Line
	cells []plainCell
}

type plainCell struct {
	Cell
	need    *decimal.Decimal
	portion portion
	weight  *decimal.Decimal
	minor   int64
}

// run compares.
func (r *plain) run() Comparison {
	out := Comparison{At: r.at, Currency: r.currency, Setting: r.setting, Lines: make([]Line, len(r.reckoning.lines)), Suppliers: make([]Supplier, len(r.sellers))}
	r.rates, r.explained = map[money.Currency]Rate{}, map[string]bool{}
	for _, key := range r.request.Explain {
		r.explained[key] = true
	}
	r.lines = make([]plainLine, len(r.reckoning.lines))
	for i := range r.reckoning.lines {
		r.lines[i].Line = &out.Lines[i]
		out.Lines[i] = r.fit(&r.reckoning.lines[i], &r.lines[i].cells)
	}
	for i, s := range r.sellers {
		out.Suppliers[i] = Supplier{ID: s.ID, Name: s.Name, Region: s.Region, Protection: s.Protection, Epoch: s.Epoch, Shows: s.Look.Shown(), Currency: s.Currency, Conditions: s.Conditions}
	}
	r.shelves = make([]plainShelf, len(r.sellers))
	baskets := r.shelves
	for i := range r.sellers {
		baskets[i].seller = &r.sellers[i]
	}
	for l := range out.Lines {
		for c := range r.lines[l].cells {
			cell := &r.lines[l].cells[c]
			baskets[cell.offer.Supplier].cells = append(baskets[cell.offer.Supplier].cells, placed{l, cell})
		}
	}
	for i := range baskets {
		r.price(&baskets[i])
		r.cost(&baskets[i])
	}
	for i := range out.Lines {
		r.rank(&r.lines[i])
	}
	r.sum(&out)
	for i := range out.Lines {
		r.cut(&r.lines[i])
	}
	for i := range r.lines {
		for _, c := range r.lines[i].cells {
			out.Lines[i].Cells = append(out.Lines[i].Cells, c.Cell)
		}
	}
	for _, rate := range r.rates {
		if rate.From != rate.To {
			out.Rates = append(out.Rates, rate)
		}
	}
	slices.SortFunc(out.Rates, func(a, b Rate) int { return cmp.Compare(a.From.Code(), b.From.Code()) })
	return out
}

// rate is the rate of a currency; rates that were used are told.
func (r *plain) rate(from money.Currency) (Rate, bool) {
	if known, ok := r.rates[from]; ok {
		return known, true
	}
	rate, ok := rateOf(from, r.currency, r.references)
	if ok {
		r.rates[from] = rate
	}
	return rate, ok
}

// fit finds the unit of a line and what has to be ordered of each offer.
func (r *plain) fit(w *wanted, cells *[]plainCell) Line {
	line := w.line
	if line.State != Matched || line.Problem != "" {
		return line
	}
	things := make([]measure.Thing, 0, len(w.offers))
	for _, o := range w.offers {
		things = append(things, measure.Thing{Contents: o.Contents, Priced: len(o.Prices) > 0})
	}
	base, ok := plainBase(things)
	if !ok {
		base = w.about.unit
	}
	need, known := w.about.need(w.quantity, base)
	if !known { // what is asked for counts in another unit than the offers: in that of the asking, then
		base = w.about.unit
		need, known = w.about.need(w.quantity, base)
	}
	line.Per = base
	if !known {
		line.Problem = WrongUnit
		return line
	}
	for _, o := range w.offers {
		*cells = append(*cells, r.cell(w, o, need, base))
	}
	return line
}

// cell is an offer with what has to be ordered of it; prices come later.
func (r *plain) cell(w *wanted, o *Offer, need quantity.Quantity, base quantity.Unit) plainCell {
	c := plainCell{Cell: Cell{
		Ware: o.Ware, Stock: o.Stock, PricedAt: o.PricedAt, offer: o,
	}}
	held, known := measure.In(o.Contents, base)
	if !known || held.Holds.Sign() <= 0 {
		c.Why = UnitsDiffer
		return c
	}
	c.Holds, c.Source = measure.Number(held.Holds), held.Source
	sold := w.quantity.Rat()
	if w.line.About.Ref != o.Ref || w.about.unit != o.Unit { // of the item itself so many are asked for, whatever it holds
		sold = new(big.Rat).Quo(need.Rat(), held.Holds.Rat())
		c.Guess = held.Holds.Guess() || need.Guess()
	}
	exact, _ := decimal.NewFromString(sold.FloatString(12))
	c.need = &exact
	c.Order = order(sold, o.Minimum, o.Multiple)
	c.Packs = c.Order.Div(o.Multiple)
	if over := c.Order.Sub(exact).Round(6); over.IsPositive() {
		c.Over = over
	}
	if o.Weight != nil {
		weight := o.Weight.Mul(c.Order)
		c.weight = &weight
	}
	c.Available = o.Stock.Available(c.Order)
	c.Promise = c.promise(r.at)
	return c
}

// placed is a cell in its line.
type placed struct {
	line int
	cell *plainCell
}

// shelf is what one supplier has for the basket.
type plainShelf struct {
	seller *Seller
	cells  []placed
	main   []placed // one for each line that can be had: the cheapest there
	rate   Rate
	own    money.Currency // of its bill
}

// price finds unit prices, and the main offer of each line.
func (r *plain) price(b *plainShelf) {
	shows := b.seller.Look.Shown().Price != grant.PriceNone
	families := false
	for _, p := range b.cells {
		c := p.cell
		if c.Why != "" {
			continue
		}
		if !shows {
			c.Why = PriceHidden
			continue
		}
		r.resolve(b, c, decimal.Zero)
		families = families || c.Why == "" && c.Price.From.FamilyBreaks
	}
	b.own = b.currency()
	b.pick(r)
	if !families {
		return
	}
	together := map[string]decimal.Decimal{}
	for _, p := range b.main {
		if f := p.cell.offer.Family; f != "" {
			together[f] = together[f].Add(p.cell.Order)
		}
	}
	for _, p := range b.cells {
		if f := p.cell.offer.Family; f != "" && p.cell.Why == "" && together[f].GreaterThan(p.cell.Order) {
			r.resolve(b, p.cell, together[f])
			b.convert(r, p.cell)
		}
	}
}

// resolve asks what one unit costs, and what the order then does.
func (r *plain) resolve(b *plainShelf, c *plainCell, family decimal.Decimal) {
	result, ok := resolve.Resolve(resolve.Facts{Prices: c.offer.Prices, Policy: b.seller.Policy, Rates: r.mixed(c.offer.Prices)}, resolve.Ask{Quantity: c.Order, FamilyQuantity: family, At: r.at})
	if !ok {
		c.Why = NoPrice
		return
	}
	c.Price = &Paid{Unit: result.Unit, From: &result.From, Told: &result}
	c.Breaks = plainBreaks(result.From)
	c.ListPrice = r.beside(&shelf{seller: b.seller}, &c.Cell)
	whole, fits := timesPrice(result.Unit, c.Order)
	needed, fitsToo := timesPrice(result.Unit, *c.need)
	if !fits || !fitsToo {
		c.Why = NoPrice
		return
	}
	if c.Over.IsZero() {
		needed = whole
	}
	c.minor = whole
	c.portion.goods, c.portion.over = needed, whole-needed
	c.Stale = r.setting.StaleDays > 0 && !c.PricedAt.IsZero() && r.at.Sub(c.PricedAt) > time.Duration(r.setting.StaleDays)*24*time.Hour
}

// netBreaks are the breaks of a price without tax.
func plainBreaks(p resolve.Price) []resolve.Break {
	if !p.TaxIncluded {
		return p.Breaks
	}
	out := make([]resolve.Break, 0, len(p.Breaks))
	for _, b := range p.Breaks {
		if net, ok := resolve.Net(b.Unit, p); ok {
			out = append(out, resolve.Break{From: b.From, Unit: net})
		}
	}
	return out
}

// mixed are the rates to compare prices of several currencies with; nil where one will do.
func (r *plain) mixed(prices []resolve.Price) []resolve.Rate {
	for _, p := range prices {
		if p.Unit.Currency() != prices[0].Unit.Currency() {
			out := make([]resolve.Rate, 0, len(r.references))
			for c, ref := range r.references {
				out = append(out, resolve.Rate{Currency: c, PerEUR: ref.PerEUR, Day: ref.Day})
			}
			return out
		}
	}
	return nil
}

// currency is the one that a supplier bills in: of its conditions, else the one that most of its prices have.
func (b *plainShelf) currency() money.Currency {
	if !b.seller.Currency.IsZero() {
		return b.seller.Currency
	}
	number := map[money.Currency]int{}
	var best money.Currency
	for _, p := range b.cells {
		if p.cell.Price == nil {
			continue
		}
		c := p.cell.Price.Unit.Currency()
		number[c]++
		if number[c] > number[best] || number[c] == number[best] && c.Code() < best.Code() {
			best = c
		}
	}
	return best
}

// convert brings a priced cell into the currency of the bill.
func (b *plainShelf) convert(r *plain, c *plainCell) {
	if c.Why != "" {
		return
	}
	if from := c.Price.Unit.Currency(); from != b.own {
		rate, ok := rateOf(from, b.own, r.references)
		if !ok {
			c.Why = NoRate
			return
		}
		goods := plainApply(rate, c.portion.goods)
		c.minor = plainApply(rate, c.minor)
		c.portion.goods, c.portion.over = goods, c.minor-goods
	}
	if b.rate.den == 0 {
		c.Why = NoRate
	}
}

// pick brings all cells into the currency of the bill, and finds the cheapest of each line.
func (b *plainShelf) pick(r *plain) {
	if rate, ok := r.rate(b.own); ok {
		b.rate = rate
	}
	for _, p := range b.cells {
		b.convert(r, p.cell)
	}
	for _, p := range b.cells {
		if p.cell.Why != "" {
			continue
		}
		last := len(b.main) - 1
		switch {
		case last < 0 || b.main[last].line != p.line:
			b.main = append(b.main, p)
		case plainCheaper(p.cell, b.main[last].cell):
			b.main[last] = p
		}
	}
}

// cheaper tells whether a cell rather than another stands for its line in the supplier's bill.
func plainCheaper(a, b *plainCell) bool {
	if a.Guess != b.Guess {
		return b.Guess
	}
	return cmp.Or(cmp.Compare(a.minor, b.minor), cmp.Compare(a.Item.UUID(), b.Item.UUID())) < 0
}

// cost finds the true cost of each cell: main ones with the bill of all of them, others with themselves in the place of their line's.
func (r *plain) cost(b *plainShelf) {
	if len(b.main) == 0 {
		return
	}
	bill, promoted := r.bill(b, b.main)
	weights := make([]int64, len(b.main))
	for i, p := range b.main {
		weights[i] = p.cell.minor - promoted.saved[i]
	}
	freight, fee, missing := plainAllot(bill.freight, weights), plainAllot(bill.fee, weights), plainAllot(bill.missing, weights)
	at := map[int]int{}
	for i, p := range b.main {
		at[p.line] = i
		c := p.cell
		c.portion.saved, c.portion.promotions = promoted.saved[i], promoted.names[i]
		c.portion.freight, c.portion.fee, c.portion.wanted, c.portion.freightUnknown = freight[i], fee[i], missing[i], bill.freightUnknown
		r.finish(b, c)
	}
	for _, p := range b.cells {
		i, has := at[p.line]
		if p.cell.Why != "" || !has || b.main[i].cell == p.cell {
			continue
		}
		other := slices.Clone(b.main)
		other[i] = p
		bill, promoted := r.bill(b, other)
		c := p.cell
		all := uint64(max(bill.goods-bill.saved, 1))
		of := uint64(max(c.minor-promoted.saved[i], 0))
		c.portion.saved, c.portion.promotions = promoted.saved[i], promoted.names[i]
		c.portion.freight, c.portion.fee, c.portion.wanted = plainShare(bill.freight, of, all), plainShare(bill.fee, of, all), plainShare(bill.missing, of, all)
		c.portion.freightUnknown = bill.freightUnknown
		r.finish(b, c)
	}
}

// finish makes the true cost of a cell out of its portion.
func (r *plain) finish(b *plainShelf, c *plainCell) {
	days, known := r.days(b, c)
	if known {
		c.Days = &days
	}
	cost, terms := plainTotal(c.portion, b.seller.Conditions, r.setting, b.rate, days, known)
	c.Cost, c.Promoted = cost, c.portion.saved > 0
	c.Terms = terms
	if units := contentIn(c); units != nil {
		per := new(big.Rat).Quo(big.NewRat(cost, power(r.currency.Digits()).Int64()), units)
		c.PerUnit = per.FloatString(6)
	}
}

// contentIn is how many units of comparison are needed.
func contentIn(c *plainCell) *big.Rat {
	holds, ok := new(big.Rat).SetString(c.Holds)
	if !ok || c.need == nil || c.need.IsZero() {
		return nil
	}
	return holds.Mul(holds, c.need.Rat())
}

// days is how long a cell takes; it is not known where nothing promises it.
func (r *plain) days(b *plainShelf, c *plainCell) (days int, known bool) {
	return b.seller.Conditions.wait(c.Promise, r.at)
}

// savings are what promotions take off each of some cells.
type plainSavings struct {
	saved []int64
	names []string
	free  bool
	not   []combine.NotApplied
}

// bill is what a supplier asks for some cells together.
func (r *plain) bill(b *plainShelf, cells []placed) (bill, plainSavings) {
	var goods int64
	weight, weighed := decimal.Zero, true
	for _, p := range cells {
		goods += p.cell.minor
		if p.cell.weight == nil {
			weighed = false
		} else {
			weight = weight.Add(*p.cell.weight)
		}
	}
	heavy := &weight
	if !weighed {
		heavy = nil
	}
	digits := int32(b.own.Digits())
	off := r.promote(b, cells, goods, heavy, digits)
	var saved int64
	for _, s := range off.saved {
		saved += s
	}
	return plainBilled(b.seller.Conditions, goods, saved, off.free, heavy, digits), off
}

// promote combines the promotions of a supplier for some cells.
func (r *plain) promote(b *plainShelf, cells []placed, goods int64, weight *decimal.Decimal, digits int32) plainSavings {
	out := plainSavings{saved: make([]int64, len(cells)), names: make([]string, len(cells))}
	if len(b.seller.Promotions) == 0 {
		return out
	}
	freight, _ := plainFreight(b.seller.Conditions, goods, false, weight, digits)
	in := combine.Basket{Currency: b.own, Freight: amount(freight, b.own), Promotions: b.seller.Promotions, Policy: b.seller.Together, Buyer: b.seller.Who, At: r.at}
	place := map[string]int{}
	for i, p := range cells {
		c := p.cell
		if c.Price.Unit.Currency() != b.own {
			continue
		}
		key := c.offer.key(p.line)
		place[key] = i
		line := combine.Line{Key: key, Item: c.Item, Family: c.offer.Family, Category: c.offer.Category, Quantity: c.Order, Case: c.offer.Case, Price: c.Price.Unit}
		if floor, some := r.floors[promotion.Key{Supplier: c.Supplier, Item: c.Item}]; some && floor.Currency() == b.own {
			line.Floor = &floor
		}
		in.Lines = append(in.Lines, line)
	}
	result, err := combine.Combine(in)
	if err != nil { // a promotion that cannot be reckoned takes nothing off
		return out
	}
	for _, a := range result.Applied {
		out.free = out.free || a.FreeFreight
		for _, l := range a.Lines {
			i := place[l.Line]
			out.saved[i] += l.Saving.Minor()
			if out.names[i] != "" {
				out.names[i] += ", "
			}
			out.names[i] += a.Name
		}
	}
	out.not = result.Hints()
	return out
}

// rank orders the cells of a line: what can win, then guesses and stale prices, then what has no true cost; each by its cost.
func (r *plain) rank(l *plainLine) {
	for i := range l.cells {
		r.filter(&l.cells[i])
	}
	class := func(c *plainCell) int {
		switch {
		case c.Why != "":
			return 2
		case c.Guess || c.Stale:
			return 1
		}
		return 0
	}
	slices.SortFunc(l.cells, func(a, b plainCell) int {
		return cmp.Or(cmp.Compare(class(&a), class(&b)), cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Supplier.UUID(), b.Supplier.UUID()), cmp.Compare(a.Item.UUID(), b.Item.UUID()))
	})
	won := false
	var guess *plainCell
	for i := range l.cells {
		c := &l.cells[i]
		switch class(c) {
		case 0:
			c.Rank = i + 1
			if !won {
				c.Best, won = CertainBest, true
			}
		case 1:
			c.Rank = i + 1
			if guess == nil && c.Guess && !c.Stale {
				guess = c
			}
		}
	}
	if guess != nil && (!won || guess.Cost < l.cells[0].Cost) {
		guess.Best = GuessedBest
	}
}

// filter takes the true cost from what the request leaves out.
func (r *plain) filter(c *plainCell) {
	if c.Why != "" {
		return
	}
	seller := r.sellers[c.offer.Supplier]
	switch {
	case r.request.InStock && c.Available != grant.Available:
		c.Why = NotInStock
	case r.request.LeadDays != nil && (c.Days == nil || *c.Days > *r.request.LeadDays):
		c.Why = TooLate
	case r.request.OnAccount && (seller.Conditions.PaymentDays == nil || *seller.Conditions.PaymentDays == 0):
		c.Why = NotAccount
	}
	if c.Why != "" {
		c.Cost, c.Terms, c.PerUnit = 0, nil, ""
	}
}

// sum finds what the chosen cells, the best where none is chosen, come to.
func (r *plain) sum(out *Comparison) {
	chosen := make([][]placed, len(r.sellers))
	for l := range out.Lines {
		line := &r.lines[l]
		if line.State != Matched {
			out.Total.Questions++
			continue
		}
		out.Total.Matched++
		var best, picked *plainCell
		for i := range line.cells {
			c := &line.cells[i]
			if c.Why != "" {
				continue
			}
			if c.Best == CertainBest {
				best = c
			}
			if want := r.reckoning.lines[l].asked.Chosen; want != nil && *want == c.Ref {
				picked = c
			}
		}
		seen := map[int]bool{}
		for i := range line.cells {
			seen[line.cells[i].offer.Supplier] = true
		}
		for s := range seen {
			out.Suppliers[s].Offers++
		}
		if best != nil {
			out.Total.Best += best.Cost
			out.Suppliers[best.offer.Supplier].Wins++
		}
		if picked == nil {
			picked = best
		}
		if picked == nil {
			out.Total.Unpriced++
			continue
		}
		line.Chosen = &own.Ref{Supplier: picked.Supplier, Item: picked.Item}
		out.Total.Chosen += picked.Cost
		chosen[picked.offer.Supplier] = append(chosen[picked.offer.Supplier], placed{l, picked})
	}
	for s := range chosen {
		if len(chosen[s]) > 0 {
			out.Total.Suppliers++
			out.Suppliers[s].Chosen = r.settle(&r.shelves[s], chosen[s])
		}
	}
	perOrder, err := money.Round(r.setting.OrderCost, r.currency, money.HalfUp)
	if err == nil {
		out.Total.OrderCost = perOrder.Minor() * int64(out.Total.Suppliers)
	}
}

// settle is the bill of the chosen cells of one supplier.
func (r *plain) settle(b *plainShelf, cells []placed) Share {
	s := b.seller
	bill, off := r.bill(b, cells)
	net := bill.goods - bill.saved
	worth, _ := plainWorth(s.Conditions, net+bill.freight+bill.fee, net, r.setting.YearlyRate)
	out := Share{
		Lines: len(cells), Goods: plainApply(b.rate, bill.goods), Promotions: -plainApply(b.rate, bill.saved), Freight: plainApply(b.rate, bill.freight), Fee: plainApply(b.rate, bill.fee),
		Payment: -plainApply(b.rate, worth), Hints: off.not,
	}
	out.Total = out.Goods + out.Promotions + out.Freight + out.Fee
	if c := s.Conditions.MinimumOrder; c != nil && net < *c {
		missing := amount(*c-net, b.own)
		out.Missing = &missing
	}
	return out
}

// cut leaves of a line what was asked for.
func (r *plain) cut(l *plainLine) {
	if n := r.request.Best; n > 0 && len(l.cells) > n {
		kept := l.cells[:n:n]
		for _, c := range l.cells[n:] {
			if l.Chosen != nil && *l.Chosen == c.Ref {
				kept = append(kept, c)
			}
		}
		l.More = len(l.cells) - len(kept)
		l.cells = kept
	}
	if !r.explained[l.Key] {
		for i := range l.cells {
			l.cells[i].Terms = nil
		}
	}
}

// billed reckons freight, fee and what is missing of the least order. weight is in kilograms, nil where one of the lines has none.
func plainBilled(c Conditions, goods, saved int64, free bool, weight *decimal.Decimal, digits int32) bill {
	b := bill{goods: goods, saved: saved}
	value := goods - saved
	b.freight, b.freightUnknown = plainFreight(c, value, free, weight, digits)
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

func plainFreight(c Conditions, value int64, free bool, weight *decimal.Decimal, digits int32) (cost int64, unknown bool) {
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
func plainWorth(c Conditions, invoiced, goods int64, yearly decimal.Decimal) (minor int64, t Term) {
	later := int64(0)
	days := 0
	if c.PaymentDays != nil {
		days = *c.PaymentDays
		later = plainInterest(invoiced, yearly, days)
	}
	off := int64(0)
	if c.Percent.IsPositive() {
		off = plainPart(goods, c.Percent)
		off += plainInterest(invoiced-off, yearly, c.PercentDays)
	}
	if off > later {
		return off, Term{Code: Discount, Days: c.PercentDays, Percent: c.Percent}
	}
	return later, Term{Code: Payment, Days: days, Percent: yearly, Unknown: c.PaymentDays == nil && !c.Percent.IsPositive()}
}

// interest is what so much money is worth for so many days, at a rate a year of 365 days; halves away from zero.
func plainInterest(minor int64, yearly decimal.Decimal, days int) int64 {
	if days == 0 || yearly.IsZero() {
		return 0
	}
	return plainFraction(minor, yearly.Mul(decimal.NewFromInt(int64(days))).Shift(-2), 365)
}

// part is so many percent of an amount.
func plainPart(minor int64, percent decimal.Decimal) int64 {
	return plainFraction(minor, percent.Shift(-2), 1)
}

func plainFraction(minor int64, of decimal.Decimal, den int64) int64 {
	exact := decimal.NewFromInt(minor).Mul(of)
	if den != 1 {
		rat := new(big.Rat).Quo(exact.Rat(), new(big.Rat).SetInt64(den))
		return rounded(rat)
	}
	return exact.Round(0).IntPart()
}

// total is the true cost of a portion: its terms in the currency of the comparison, which add up to it.
func plainTotal(p portion, c Conditions, s Setting, r Rate, days int, known bool) (cost int64, terms []Term) {
	terms = make([]Term, 0, 9)
	add := func(t Term, minor int64) {
		t.Minor = plainApply(r, minor)
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
	worth, term := plainWorth(c, net+p.freight+p.fee, net, s.YearlyRate)
	add(term, -worth)
	wait := Term{Code: Delay, Days: days, Unknown: !known}
	if known {
		wait.Minor = plainFraction(power(s.Currency.Digits()).Int64(), s.DayCost.Mul(decimal.NewFromInt(int64(days))), 1)
	}
	cost += wait.Minor
	return cost, append(terms, wait)
}

func plainApply(r Rate, minor int64) int64 { return plainShare(minor, r.num, r.den) }

// share is value × num ÷ den, halves away from zero. What does not fit is cut to what does: no amount of this hub comes near it.
func plainShare(value int64, num, den uint64) int64 {
	if num == den {
		return value
	}
	size, negative := magnitude(value)
	hi, lo := bits.Mul64(size, num)
	lo, carry := bits.Add64(lo, den/2, 0)
	hi += carry
	if hi >= den {
		return signed(1<<62, negative)
	}
	quotient, _ := bits.Div64(hi, lo, den)
	return signed(quotient, negative)
}

// allot divides a total over weights by largest remainder, ties to the first; weights are zero or more. Without any weight the first takes it all.
func plainAllot(total int64, weights []int64) []int64 {
	out := make([]int64, len(weights))
	if len(weights) == 0 || total == 0 {
		return out
	}
	var sum uint64
	for _, w := range weights {
		sum += uint64(max(w, 0))
	}
	if sum == 0 {
		out[0] = total
		return out
	}
	size, negative := magnitude(total)
	left := size
	rest := make([]uint64, len(weights))
	for i, w := range weights {
		hi, lo := bits.Mul64(size, uint64(max(w, 0)))
		quotient, remainder := bits.Div64(hi, lo, sum)
		out[i], rest[i] = signed(quotient, negative), remainder
		left -= quotient
	}
	for ; left > 0; left-- {
		best := 0
		for i, r := range rest {
			if r > rest[best] {
				best = i
			}
		}
		out[best] += signed(1, negative)
		rest[best] = 0
	}
	return out
}

// plainBase is how measure.Base first stood.
func plainBase(all []measure.Thing) (quantity.Unit, bool) {
	type tally struct{ reach, guesses, natural int }
	tallies := map[quantity.Unit]tally{}
	for _, m := range all {
		for _, c := range m.Contents {
			t := tallies[c.Holds.Unit()]
			if m.Priced {
				t.reach++
			}
			if c.Holds.Guess() {
				t.guesses++
			}
			if c.Source == measure.FromUnit {
				t.natural++
			}
			tallies[c.Holds.Unit()] = t
		}
	}
	var best quantity.Unit
	for unit, t := range tallies {
		b, some := tallies[best], !best.IsZero()
		if !some || cmp.Or(cmp.Compare(t.reach, b.reach), cmp.Compare(b.guesses, t.guesses), cmp.Compare(t.natural, b.natural), cmp.Compare(best.Code(), unit.Code())) > 0 {
			best = unit
		}
	}
	return best, !best.IsZero() && tallies[best].reach > 0
}
