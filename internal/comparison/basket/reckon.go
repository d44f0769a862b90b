package basket

import (
	"bytes"
	"cmp"
	"math/big"
	"slices"
	"sync"
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

// reckoning is one comparison on its way. It is pure: everything it needs was read before, and nothing of that is written to.
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
	lines      []wanted

	*scratch // while it runs
}

// scratch is the memory of a reckoning, which the next one uses again.
type scratch struct {
	deals       []deal
	ranked      []int32 // deals, of each line by their rank
	starts      []int   // where the deals of each line begin
	picked      []int32 // of each line; -1: none
	shelves     []shelf
	rates       []Rate // that were asked for
	conversions []Rate // between two currencies; with none where there is no rate
	all         []resolve.Rate
	delay       fraction  // of a number of days, in minor units
	fresh       time.Time // prices from before are stale; zero: none is
	tally       measure.Tally
	picker      resolve.Picker
	moneys      []numbered
	keys        []uint64
	other       []int32
	weights     []int64
	allotted    [3][]int64
	rest        []uint64
	weighing    combine.Weighing
	wholes      []combine.Whole
	places      []int // of the wholes among the deals
	memory      [2]memory
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// run compares: what decides of all offers first, in whole numbers, then what is shown of those that are answered.
func (r *reckoning) run() Comparison {
	r.scratch, _ = scratches.Get().(*scratch) // of nothing else
	defer func() {
		scratches.Put(r.scratch)
		r.scratch = nil
	}()
	out := Comparison{At: r.at, Currency: r.currency, Setting: r.setting, Lines: make([]Line, len(r.lines)), Suppliers: make([]Supplier, len(r.sellers))}
	r.begin(&out)
	for i := range r.lines {
		r.starts = append(r.starts, len(r.deals))
		out.Lines[i] = r.fit(i)
	}
	r.starts = append(r.starts, len(r.deals))
	for i := range r.shelves {
		b := &r.shelves[i]
		r.price(b)
		r.cost(b)
	}
	for i := range r.lines {
		r.rank(i)
	}
	r.sum(&out)
	r.show(&out)
	for _, rate := range r.rates {
		if rate.From != rate.To {
			out.Rates = append(out.Rates, rate)
		}
	}
	slices.SortFunc(out.Rates, func(a, b Rate) int { return cmp.Compare(a.From.Code(), b.From.Code()) })
	return out
}

// begin clears the memory, and lays out a shelf for each seller.
func (r *reckoning) begin(out *Comparison) {
	offers := 0
	for i := range r.lines {
		offers += len(r.lines[i].offers)
	}
	s := r.scratch
	s.deals, s.ranked = slices.Grow(s.deals[:0], offers), slices.Grow(s.ranked[:0], offers)
	s.starts, s.picked = s.starts[:0], s.picked[:0]
	s.rates, s.conversions, s.all, s.moneys = s.rates[:0], s.conversions[:0], s.all[:0], s.moneys[:0]
	s.delay = fractionOf(r.setting.DayCost, int64(tens[r.setting.Currency.Digits()]), 1)
	s.fresh = time.Time{}
	if r.setting.StaleDays > 0 {
		s.fresh = r.at.Add(-time.Duration(r.setting.StaleDays) * 24 * time.Hour)
	}
	s.shelves = slices.Grow(s.shelves[:0], len(r.sellers))[:len(r.sellers)]
	for i := range r.sellers {
		seller, b := &r.sellers[i], &s.shelves[i]
		shown := seller.Look.Shown()
		*b = shelf{seller: seller, shows: shown.Price != grant.PriceNone, facts: resolve.Facts{Policy: seller.Policy}, asks: asking{from: b.asks.from}, cells: b.cells[:0], main: b.main[:0], chosen: b.chosen[:0], line: -1, promotions: seller.weighed}
		if b.promotions.Empty() && len(seller.Promotions) > 0 {
			b.promotions = combine.NewSet(seller.Promotions)
		}
		out.Suppliers[i] = Supplier{ID: seller.ID, Name: seller.Name, Region: seller.Region, Protection: seller.Protection, Epoch: seller.Epoch, Shows: shown, Currency: seller.Currency, Conditions: seller.Conditions}
	}
}

// rate is the rate of a currency; rates that were used are told.
func (r *reckoning) rate(from money.Currency) (Rate, bool) {
	for _, known := range r.rates {
		if known.From == from {
			return known, true
		}
	}
	rate, ok := rateOf(from, r.currency, r.references)
	if ok {
		r.rates = append(r.rates, rate)
	}
	return rate, ok
}

// conversion is the rate between two currencies.
func (r *reckoning) conversion(from, to money.Currency) (Rate, bool) {
	for i := range r.conversions {
		if c := &r.conversions[i]; c.From == from && c.To == to {
			return *c, c.den > 0
		}
	}
	rate, ok := rateOf(from, to, r.references)
	if !ok {
		rate = Rate{From: from, To: to}
	}
	r.conversions = append(r.conversions, rate)
	return rate, ok
}

// fit finds the unit of a line, what has to be ordered of each offer, and what that costs at the supplier.
func (r *reckoning) fit(at int) Line {
	w := &r.lines[at]
	line := w.line
	if line.State != Matched || line.Problem != "" {
		return line
	}
	r.tally.Clear()
	for _, o := range w.offers {
		r.tally.Add(o.Contents, len(o.Prices) > 0)
	}
	base, ok := r.tally.Base()
	if !ok {
		base = w.about.unit
	}
	need, known := w.need(base)
	if !known { // what is asked for counts in another unit than the offers: in that of the asking, then
		base = w.about.unit
		need, known = w.need(base)
	}
	line.Per = base
	if !known {
		line.Problem = WrongUnit
		return line
	}
	for _, o := range w.offers {
		r.offer(at, o, &need, base)
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

// offer puts an offer for a line on the shelf of its supplier, with what it costs by itself.
func (r *reckoning) offer(line int, o *Offer, need *needed, base quantity.Unit) {
	at := len(r.deals)
	r.deals = append(r.deals, deal{offer: o, line: int32(line)})
	d, b := &r.deals[at], &r.shelves[o.Supplier]
	b.cells = append(b.cells, int32(at))
	if b.line != line {
		b.line = line
		b.offers++
	}
	d.size(&r.lines[line], need, base)
	switch {
	case d.why != lacksNothing:
	case !b.shows:
		d.why = lacksShown
	default:
		r.resolve(b, d)
		b.families = b.families || d.why == lacksNothing && o.Prices[d.price].FamilyBreaks
	}
}

// shelf is what one supplier has for the basket.
type shelf struct {
	seller     *Seller
	shows      bool // prices
	promotions combine.Set
	facts      resolve.Facts
	asks       asking
	offers     int     // lines that it has something for
	line       int     // the last of them
	cells      []int32 // deals
	main       []int32 // one for each line that can be had: the cheapest there
	chosen     []int32
	families   bool // breaks of some prices count families
	rate       Rate
	own        money.Currency // of its bill
	digits     int32
}

// resolve asks what one unit costs, and what the order then does.
func (r *reckoning) resolve(b *shelf, d *deal) {
	b.facts.Prices, b.facts.Rates = d.offer.Prices, nil
	if len(d.offer.Prices) > 1 {
		b.facts.Rates = r.mixed(d.offer.Prices)
	}
	var picked resolve.Picked
	var ok bool
	if family, fits := quantity.Scaled(d.family, microPlaces); fits && d.need.exact == nil {
		picked, ok = r.picker.Pick(&b.facts, d.need.order, family, r.at)
	} else {
		picked, ok = r.picker.PickExactly(&b.facts, resolve.Ask{Quantity: d.need.orderOf(), FamilyQuantity: d.family, At: r.at})
	}
	if !ok {
		d.why, d.family = lacksPrice, decimal.Decimal{}
		return
	}
	d.price, d.unit, d.priced = int32(picked.At), picked.Unit.Millionths(), true
	d.money = r.number(picked.Unit.Currency())
	whole, needed, fits := d.need.costs(picked.Unit, r.moneys[d.money].scale)
	if !fits {
		d.why = lacksPrice
		return
	}
	d.minor = whole
	d.portion.goods, d.portion.over = needed, whole-needed
	d.stale = !r.fresh.IsZero() && !d.offer.PricedAt.IsZero() && d.offer.PricedAt.Before(r.fresh)
}

// numbered is a currency of prices.
type numbered struct {
	currency money.Currency
	scale    uint64 // that makes its minor units of millionths of millionths; 0: it has none
}

// number is which of the currencies one is. There are fewer than 256.
func (r *reckoning) number(c money.Currency) uint8 {
	for i := range r.moneys {
		if r.moneys[i].currency == c {
			return uint8(i)
		}
	}
	n := numbered{currency: c}
	if !c.IsZero() {
		n.scale = tens[2*microPlaces-c.Digits()]
	}
	r.moneys = append(r.moneys, n)
	return uint8(len(r.moneys) - 1)
}

// unit is what one unit of a deal costs, net of tax.
func (r *reckoning) unit(d *deal) money.UnitPrice {
	return money.FromMillionths(d.unit, r.moneys[d.money].currency)
}

// mixed are the rates to compare prices of several currencies with; nil where one will do.
func (r *reckoning) mixed(prices []resolve.Price) []resolve.Rate {
	for i := range prices {
		if prices[i].Unit.Currency() != prices[0].Unit.Currency() {
			if len(r.all) == 0 {
				for c, ref := range r.references {
					r.all = append(r.all, resolve.Rate{Currency: c, PerEUR: ref.PerEUR, Day: ref.Day})
				}
			}
			return r.all
		}
	}
	return nil
}

// price finds the currency of a supplier's bill, its main offer of each line, and the prices of families.
func (r *reckoning) price(b *shelf) {
	b.own = r.billedIn(b)
	if !b.own.IsZero() {
		b.rate, _ = r.rate(b.own)
	}
	if len(b.cells) == 0 {
		return
	}
	b.digits = int32(b.own.Digits())
	b.asks.ask(&b.seller.Conditions, r.setting.YearlyRate, b.digits)
	r.pick(b)
	if !b.families {
		return
	}
	together := map[string]decimal.Decimal{}
	for _, at := range b.main {
		if d := &r.deals[at]; d.offer.Family != "" {
			together[d.offer.Family] = together[d.offer.Family].Add(d.need.orderOf())
		}
	}
	for _, at := range b.cells {
		d := &r.deals[at]
		if d.offer.Family != "" && d.why == lacksNothing && together[d.offer.Family].GreaterThan(d.need.orderOf()) {
			d.family = together[d.offer.Family]
			r.resolve(b, d)
			r.convert(b, d)
		}
	}
}

// billedIn is the currency that a supplier bills in: of its conditions, else the one that most of its prices have.
func (r *reckoning) billedIn(b *shelf) money.Currency {
	if !b.seller.Currency.IsZero() {
		return b.seller.Currency
	}
	number := map[money.Currency]int{}
	var best money.Currency
	for _, at := range b.cells {
		if d := &r.deals[at]; d.priced {
			c := r.moneys[d.money].currency
			number[c]++
			if number[c] > number[best] || number[c] == number[best] && c.Code() < best.Code() {
				best = c
			}
		}
	}
	return best
}

// pick brings all deals into the currency of the bill, and finds the cheapest of each line.
func (r *reckoning) pick(b *shelf) {
	for _, at := range b.cells {
		d := &r.deals[at]
		r.convert(b, d)
		if d.why != lacksNothing {
			continue
		}
		last := len(b.main) - 1
		switch {
		case last < 0 || r.deals[b.main[last]].line != d.line:
			b.main = append(b.main, at)
		case cheaper(d, &r.deals[b.main[last]]):
			b.main[last] = at
		}
	}
}

// convert brings a priced deal into the currency of the bill, and tells where that cannot be compared.
func (r *reckoning) convert(b *shelf, d *deal) {
	if d.why != lacksNothing {
		return
	}
	if from := r.moneys[d.money].currency; from != b.own {
		rate, ok := r.conversion(from, b.own)
		if !ok {
			d.why = lacksRate
			return
		}
		goods := rate.apply(d.portion.goods)
		d.minor = rate.apply(d.minor)
		d.portion.goods, d.portion.over = goods, d.minor-goods
	}
	if b.rate.den == 0 {
		d.why = lacksRate
	}
}

// cheaper tells whether a deal rather than another stands for its line in the supplier's bill.
func cheaper(a, b *deal) bool {
	if a.guess != b.guess {
		return b.guess
	}
	if a.minor != b.minor {
		return a.minor < b.minor
	}
	return compareIDs(a.offer.Item, b.offer.Item) < 0
}

func compareIDs[K id.Kind](a, b id.ID[K]) int {
	x, y := a.Bytes(), b.Bytes()
	return bytes.Compare(x[:], y[:])
}

// finish makes the true cost of a deal out of its portion.
func (r *reckoning) finish(b *shelf, d *deal) {
	d.wait(r, b)
	p := d.portion.parts(&b.asks)
	d.cost, d.done = p.sum(&b.rate), true
	if d.known {
		d.cost += r.delay.of(int64(d.days))
	}
}

// waiting is the term of what waiting costs.
func (r *reckoning) waiting(d *deal) Term {
	t := Term{Code: Delay, Days: d.days, Unknown: !d.known}
	if d.known {
		t.Minor = r.delay.of(int64(d.days))
	}
	return t
}

// class is what a deal can be ranked as: what can win, then guesses and stale prices, then what has no true cost.
func (d *deal) class() int {
	switch {
	case d.why != lacksNothing:
		return 2
	case d.guess || d.stale:
		return 1
	}
	return 0
}

// rank orders the deals of a line, each class by its costs.
func (r *reckoning) rank(line int) {
	from, to := r.starts[line], r.starts[line+1]
	if r.request.InStock || r.request.LeadDays != nil || r.request.OnAccount {
		for i := from; i < to; i++ {
			r.filter(&r.deals[i])
		}
	}
	r.order(from, to)
	won := false
	var guess, first *deal
	for i, at := range r.ranked[from:to] {
		d := &r.deals[at]
		class := d.class()
		if class == 2 {
			break
		}
		d.rank = int32(i + 1)
		switch {
		case class == 0 && !won:
			d.best, won, first = CertainBest, true, d
		case class == 1 && guess == nil && d.guess && !d.stale:
			guess = d
		}
	}
	if guess != nil && (!won || guess.cost < first.cost) {
		guess.best = GuessedBest
	}
}

// What a key of order has room for.
const (
	keyPlaces = 10
	mostCost  = 1 << 50
)

// order puts the deals of a line in order of their class, costs and ids. Class and costs go into one number, with the place of the deal behind.
func (r *reckoning) order(from, to int) {
	r.ranked = r.ranked[:to]
	ranked := r.ranked[from:to]
	r.keys = r.keys[:0]
	packed := len(ranked) < 1<<keyPlaces
	for i := range ranked {
		d := &r.deals[from+i]
		packed = packed && d.cost < mostCost && d.cost > -mostCost
		r.keys = append(r.keys, uint64(d.class())<<62|uint64(d.cost+mostCost)<<keyPlaces|uint64(i))
	}
	if !packed {
		for i := range ranked {
			ranked[i] = int32(from + i)
		}
		slices.SortFunc(ranked, func(a, b int32) int { return compareDeals(&r.deals[a], &r.deals[b]) })
		return
	}
	slices.Sort(r.keys)
	for i, key := range r.keys {
		ranked[i] = int32(from + int(key&(1<<keyPlaces-1)))
		for j := i; j > 0 && key>>keyPlaces == r.keys[j-1]>>keyPlaces && compareDeals(&r.deals[ranked[j]], &r.deals[ranked[j-1]]) < 0; j-- {
			ranked[j], ranked[j-1] = ranked[j-1], ranked[j]
		}
	}
}

func compareDeals(a, b *deal) int {
	if c := cmp.Or(cmp.Compare(a.class(), b.class()), cmp.Compare(a.cost, b.cost)); c != 0 {
		return c
	}
	return cmp.Or(compareIDs(a.offer.Thing.Supplier, b.offer.Thing.Supplier), compareIDs(a.offer.Item, b.offer.Item))
}

// filter takes the true cost from what the request leaves out.
func (r *reckoning) filter(d *deal) {
	if d.why != lacksNothing {
		return
	}
	conditions := &r.shelves[d.offer.Supplier].seller.Conditions
	switch {
	case r.request.InStock && !d.there():
		d.why = lacksStock
	case r.request.LeadDays != nil && (!d.known || d.days > *r.request.LeadDays):
		d.why = lacksDays
	case r.request.OnAccount && (conditions.PaymentDays == nil || *conditions.PaymentDays == 0):
		d.why = lacksAccount
	}
	if d.why != lacksNothing {
		d.cost, d.done = 0, false
	}
}

// sum finds what the chosen deals, the best where none is chosen, come to.
func (r *reckoning) sum(out *Comparison) {
	for i := range r.shelves {
		out.Suppliers[i].Offers = r.shelves[i].offers
	}
	refs := make([]own.Ref, len(r.lines))
	for l := range out.Lines {
		r.picked = append(r.picked, -1)
		line := &out.Lines[l]
		if line.State != Matched {
			out.Total.Questions++
			continue
		}
		out.Total.Matched++
		best, picked := r.choose(l)
		if best >= 0 {
			d := &r.deals[best]
			out.Total.Best += d.cost
			out.Suppliers[d.offer.Supplier].Wins++
		}
		if picked < 0 {
			out.Total.Unpriced++
			continue
		}
		d := &r.deals[picked]
		r.picked[l], refs[l] = picked, d.offer.Ref
		line.Chosen = &refs[l]
		out.Total.Chosen += d.cost
		b := &r.shelves[d.offer.Supplier]
		b.chosen = append(b.chosen, picked)
	}
	for i := range r.shelves {
		if b := &r.shelves[i]; len(b.chosen) > 0 {
			out.Total.Suppliers++
			out.Suppliers[i].Chosen = r.settle(b)
		}
	}
	perOrder, err := money.Round(r.setting.OrderCost, r.currency, money.HalfUp)
	if err == nil {
		out.Total.OrderCost = perOrder.Minor() * int64(out.Total.Suppliers)
	}
}

// choose finds the best deal of a line, and the one that counts: the one that was chosen, where it has a true cost, else the best. -1 is none.
func (r *reckoning) choose(line int) (best, picked int32) {
	best, picked = -1, -1
	want := r.lines[line].asked.Chosen
	for _, at := range r.ranked[r.starts[line]:r.starts[line+1]] {
		d := &r.deals[at]
		if d.why != lacksNothing {
			break
		}
		if d.best == CertainBest {
			best = at
		}
		if want != nil && *want == d.offer.Ref {
			picked = at
		}
	}
	if picked < 0 {
		picked = best
	}
	return best, picked
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
