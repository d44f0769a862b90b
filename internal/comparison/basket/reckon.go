package basket

import (
	"cmp"
	"math/big"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// wanted is a line that is understood, with all offers of what it is about.
type wanted struct {
	asked    Asked
	line     Line
	quantity decimal.Decimal
	about    measureOf
	offers   []*Offer
}

// measureOf is what the line is about, as far as units go.
type measureOf struct {
	unit     quantity.Unit // of the quantity
	contents []measure.Content
}

// reckoning is one comparison on its way. It is pure: everything it needs was read before.
type reckoning struct {
	at         time.Time
	currency   money.Currency
	setting    Setting
	kept       Kept
	tag        string
	request    Request
	floors     map[promotion.Key]money.UnitPrice
	sellers    []Seller
	references map[money.Currency]Reference
	rates      map[money.Currency]Rate
	lines      []wanted
	explained  map[string]bool
	shelves    []shelf
}

// run compares.
func (r *reckoning) run() Comparison {
	out := Comparison{At: r.at, Currency: r.currency, Setting: r.setting, Lines: make([]Line, len(r.lines)), Suppliers: make([]Supplier, len(r.sellers))}
	r.rates, r.explained = map[money.Currency]Rate{}, map[string]bool{}
	for _, key := range r.request.Explain {
		r.explained[key] = true
	}
	for i := range r.lines {
		out.Lines[i] = r.fit(&r.lines[i])
	}
	for i, s := range r.sellers {
		out.Suppliers[i] = Supplier{ID: s.ID, Name: s.Name, Region: s.Region, Epoch: s.Epoch, Shows: s.Look.Shown(), Currency: s.Currency, Conditions: s.Conditions}
	}
	r.shelves = make([]shelf, len(r.sellers))
	baskets := r.shelves
	for i := range r.sellers {
		baskets[i].seller = &r.sellers[i]
	}
	for l := range out.Lines {
		for c := range out.Lines[l].Cells {
			cell := &out.Lines[l].Cells[c]
			baskets[cell.offer.Supplier].cells = append(baskets[cell.offer.Supplier].cells, placed{l, cell})
		}
	}
	for i := range baskets {
		r.price(&baskets[i])
		r.cost(&baskets[i])
	}
	for i := range out.Lines {
		r.rank(&out.Lines[i])
	}
	r.sum(&out)
	for i := range out.Lines {
		r.cut(&out.Lines[i])
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
func (r *reckoning) rate(from money.Currency) (Rate, bool) {
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
func (r *reckoning) fit(w *wanted) Line {
	line := w.line
	if line.State != Matched || line.Problem != "" {
		return line
	}
	things := make([]measure.Thing, 0, len(w.offers))
	for _, o := range w.offers {
		things = append(things, measure.Thing{Contents: o.Contents, Priced: len(o.Prices) > 0})
	}
	base, ok := measure.Base(things)
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
	line.Cells = make([]Cell, len(w.offers))
	for i, o := range w.offers {
		line.Cells[i] = w.cell(o, need, base)
		line.Cells[i].Promise = line.Cells[i].promise(r.at)
	}
	return line
}

// need is a quantity of the line in the unit of comparison.
func (m measureOf) need(q decimal.Decimal, base quantity.Unit) (quantity.Quantity, bool) {
	asked, err := quantity.New(q, m.unit)
	if err != nil {
		return quantity.Quantity{}, false
	}
	if converted, err := asked.Convert(base); err == nil {
		return converted, true
	}
	if c, known := measure.In(m.contents, base); known {
		out, err := quantity.FromRat(new(big.Rat).Mul(asked.Rat(), c.Holds.Rat()), base)
		if c.Holds.Guess() {
			out = out.AsGuess()
		}
		return out, err == nil
	}
	return quantity.Quantity{}, false
}

// cell is an offer with what has to be ordered of it; prices come later.
func (w *wanted) cell(o *Offer, need quantity.Quantity, base quantity.Unit) Cell {
	c := Cell{
		Thing: o.Thing, Unit: o.Unit, Minimum: o.Minimum, Multiple: o.Multiple, Stock: o.Stock, PricedAt: o.PricedAt, offer: o,
	}
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
	return c
}

// placed is a cell in its line.
type placed struct {
	line int
	cell *Cell
}

// shelf is what one supplier has for the basket.
type shelf struct {
	seller *Seller
	cells  []placed
	main   []placed // one for each line that can be had: the cheapest there
	rate   Rate
	own    money.Currency // of its bill
}

// price finds unit prices, and the main offer of each line.
func (r *reckoning) price(b *shelf) {
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
		}
	}
}

// resolve asks what one unit costs, and what the order then does.
func (r *reckoning) resolve(b *shelf, c *Cell, family decimal.Decimal) {
	result, ok := resolve.Resolve(resolve.Facts{Prices: c.offer.Prices, Policy: b.seller.Policy, Rates: r.mixed(c.offer.Prices)}, resolve.Ask{Quantity: c.Order, FamilyQuantity: family, At: r.at})
	if !ok {
		c.Why = NoPrice
		return
	}
	c.Price = &result
	c.Breaks = netBreaks(result.From)
	c.ListPrice = r.beside(b, c)
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
func netBreaks(p resolve.Price) []resolve.Break {
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
func (r *reckoning) mixed(prices []resolve.Price) []resolve.Rate {
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
func (b *shelf) currency() money.Currency {
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

// pick brings all cells into the currency of the bill, and finds the cheapest of each line.
func (b *shelf) pick(r *reckoning) {
	if rate, ok := r.rate(b.own); ok {
		b.rate = rate
	}
	into := map[money.Currency]Rate{}
	for _, p := range b.cells {
		c := p.cell
		if c.Why != "" {
			continue
		}
		if from := c.Price.Unit.Currency(); from != b.own {
			rate, ok := into[from]
			if !ok {
				if rate, ok = rateOf(from, b.own, r.references); !ok {
					c.Why = NoRate
					continue
				}
				into[from] = rate
			}
			goods := rate.apply(c.portion.goods)
			c.minor = rate.apply(c.minor)
			c.portion.goods, c.portion.over = goods, c.minor-goods
		}
		if b.rate.den == 0 {
			c.Why = NoRate
		}
	}
	for _, p := range b.cells {
		if p.cell.Why != "" {
			continue
		}
		last := len(b.main) - 1
		switch {
		case last < 0 || b.main[last].line != p.line:
			b.main = append(b.main, p)
		case cheaper(p.cell, b.main[last].cell):
			b.main[last] = p
		}
	}
}

// cheaper tells whether a cell rather than another stands for its line in the supplier's bill.
func cheaper(a, b *Cell) bool {
	if a.Guess != b.Guess {
		return b.Guess
	}
	return cmp.Or(cmp.Compare(a.minor, b.minor), cmp.Compare(a.Item.UUID(), b.Item.UUID())) < 0
}

// cost finds the true cost of each cell: main ones with the bill of all of them, others with themselves in the place of their line's.
func (r *reckoning) cost(b *shelf) {
	if len(b.main) == 0 {
		return
	}
	bill, promoted := r.bill(b, b.main)
	weights := make([]int64, len(b.main))
	for i, p := range b.main {
		weights[i] = p.cell.minor - promoted.saved[i]
	}
	freight, fee, missing := allot(bill.freight, weights), allot(bill.fee, weights), allot(bill.missing, weights)
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
		c.portion.freight, c.portion.fee, c.portion.wanted = share(bill.freight, of, all), share(bill.fee, of, all), share(bill.missing, of, all)
		c.portion.freightUnknown = bill.freightUnknown
		r.finish(b, c)
	}
}

// finish makes the true cost of a cell out of its portion.
func (r *reckoning) finish(b *shelf, c *Cell) {
	days, known := r.days(b, c)
	if known {
		c.Days = &days
	}
	cost, terms := total(c.portion, b.seller.Conditions, r.setting, b.rate, days, known)
	c.Cost, c.Promoted = cost, c.portion.saved > 0
	c.Terms = terms
	if units := c.offer.contentIn(c); units != nil {
		per := new(big.Rat).Quo(big.NewRat(cost, power(r.currency.Digits()).Int64()), units)
		c.PerUnit = per.FloatString(6)
	}
}

// contentIn is how many units of comparison are needed.
func (o *Offer) contentIn(c *Cell) *big.Rat {
	holds, ok := new(big.Rat).SetString(c.Holds)
	if !ok || c.need == nil || c.need.IsZero() {
		return nil
	}
	return holds.Mul(holds, c.need.Rat())
}

// days is how long a cell takes; it is not known where nothing promises it.
func (r *reckoning) days(b *shelf, c *Cell) (days int, known bool) {
	return b.seller.Conditions.wait(c.Promise, r.at)
}

// savings are what promotions take off each of some cells.
type savings struct {
	saved []int64
	names []string
	free  bool
	not   []combine.NotApplied
}

// bill is what a supplier asks for some cells together.
func (r *reckoning) bill(b *shelf, cells []placed) (bill, savings) {
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
	return billed(b.seller.Conditions, goods, saved, off.free, heavy, digits), off
}

// promote combines the promotions of a supplier for some cells.
func (r *reckoning) promote(b *shelf, cells []placed, goods int64, weight *decimal.Decimal, digits int32) savings {
	out := savings{saved: make([]int64, len(cells)), names: make([]string, len(cells))}
	if len(b.seller.Promotions) == 0 {
		return out
	}
	freight, _ := b.seller.Conditions.freight(goods, false, weight, digits)
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
	out.not = result.Not
	return out
}

func (o *Offer) key(line int) string {
	return string([]byte{byte('0' + line/1000%10), byte('0' + line/100%10), byte('0' + line/10%10), byte('0' + line%10)}) + o.Item.UUID()
}

// rank orders the cells of a line: what can win, then guesses and stale prices, then what has no true cost; each by its cost.
func (r *reckoning) rank(l *Line) {
	for i := range l.Cells {
		r.filter(&l.Cells[i])
	}
	class := func(c *Cell) int {
		switch {
		case c.Why != "":
			return 2
		case c.Guess || c.Stale:
			return 1
		}
		return 0
	}
	slices.SortFunc(l.Cells, func(a, b Cell) int {
		return cmp.Or(cmp.Compare(class(&a), class(&b)), cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Supplier.UUID(), b.Supplier.UUID()), cmp.Compare(a.Item.UUID(), b.Item.UUID()))
	})
	won := false
	var guess *Cell
	for i := range l.Cells {
		c := &l.Cells[i]
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
	if guess != nil && (!won || guess.Cost < l.Cells[0].Cost) {
		guess.Best = GuessedBest
	}
}

// filter takes the true cost from what the request leaves out.
func (r *reckoning) filter(c *Cell) {
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
func (r *reckoning) sum(out *Comparison) {
	chosen := make([][]placed, len(r.sellers))
	for l := range out.Lines {
		line := &out.Lines[l]
		if line.State != Matched {
			out.Total.Questions++
			continue
		}
		out.Total.Matched++
		var best, picked *Cell
		for i := range line.Cells {
			c := &line.Cells[i]
			if c.Why != "" {
				continue
			}
			if c.Best == CertainBest {
				best = c
			}
			if want := r.lines[l].asked.Chosen; want != nil && *want == c.Ref {
				picked = c
			}
		}
		seen := map[int]bool{}
		for i := range line.Cells {
			seen[line.Cells[i].offer.Supplier] = true
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
func (r *reckoning) settle(b *shelf, cells []placed) Share {
	s := b.seller
	bill, off := r.bill(b, cells)
	net := bill.goods - bill.saved
	worth, _ := s.Conditions.worth(net+bill.freight+bill.fee, net, r.setting.YearlyRate)
	out := Share{
		Lines: len(cells), Goods: b.rate.apply(bill.goods), Promotions: -b.rate.apply(bill.saved), Freight: b.rate.apply(bill.freight), Fee: b.rate.apply(bill.fee),
		Payment: -b.rate.apply(worth), Hints: off.not,
	}
	out.Total = out.Goods + out.Promotions + out.Freight + out.Fee
	if c := s.Conditions.MinimumOrder; c != nil && net < *c {
		missing := amount(*c-net, b.own)
		out.Missing = &missing
	}
	return out
}

// cut leaves of a line what was asked for.
func (r *reckoning) cut(l *Line) {
	if n := r.request.Best; n > 0 && len(l.Cells) > n {
		kept := l.Cells[:n:n]
		for _, c := range l.Cells[n:] {
			if l.Chosen != nil && *l.Chosen == c.Ref {
				kept = append(kept, c)
			}
		}
		l.More = len(l.Cells) - len(kept)
		l.Cells = kept
	}
	if !r.explained[l.Key] {
		for i := range l.Cells {
			l.Cells[i].Terms = nil
		}
	}
}

// read is how many items of each supplier the answer shows, for those who watch over it.
func (c Comparison) read() map[id.CompanyID][]id.ItemID {
	out := map[id.CompanyID][]id.ItemID{}
	for _, l := range c.Lines {
		for _, cell := range l.Cells {
			out[cell.Supplier] = append(out[cell.Supplier], cell.Item)
		}
		for _, q := range l.Questions {
			out[q.Supplier] = append(out[q.Supplier], q.Item)
		}
	}
	return out
}
