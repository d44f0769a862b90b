package ordering

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/pricing"
	"manifold/internal/pricing/receipt"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/trading/grant"
)

// protection says which price holds when it changes before delivery.
type protection struct {
	by   pricing.Protection
	days int
}

// facts are all that was read for a purchase, at one moment and in the buyer's scope.
type facts struct {
	at       time.Time
	issuer   string
	buyer    receipt.Party
	sellers  map[id.CompanyID]*basket.Seller
	terms    map[id.CompanyID]Terms
	protects map[id.CompanyID]protection
	answers  map[id.CompanyID]time.Duration
	offers   map[own.Ref]*basket.Offer
	rates    map[money.Currency]basket.Reference
	floors   map[promotion.Key]money.UnitPrice

	quantities []decimal.Decimal // of the lines of the draft
}

// plan prices a draft: lines of one supplier together, in the order in which the lines name suppliers. Lines that out names are told and not ordered.
func (f *facts) plan(d Draft, out map[int]Problem) (Plan, error) {
	p := Plan{At: f.at, Mode: d.Mode}
	places := map[id.CompanyID]int{}
	for i, l := range d.Lines {
		at, known := places[l.Supplier]
		if !known {
			at = len(p.Orders)
			places[l.Supplier] = at
			p.Orders = append(p.Orders, f.empty(d, l.Supplier))
		}
		line := PlannedLine{Index: i, Draft: l, quantity: f.quantities[i]}
		if line.Draft.NeededBy.IsZero() {
			line.Draft.NeededBy = p.Orders[at].draft.NeededBy
		}
		if problem, gone := out[i]; gone {
			line.Problems = append(line.Problems, problem)
		}
		p.Orders[at].Lines = append(p.Orders[at].Lines, line)
	}
	for i := range p.Orders {
		if err := f.order(&p.Orders[i]); err != nil {
			return Plan{}, err
		}
	}
	return p, nil
}

// empty is an order without lines.
func (f *facts) empty(d Draft, supplier id.CompanyID) Planned {
	out := Planned{Supplier: supplier, AnswerWithin: usualAnswer, protects: protection{by: pricing.ByOrderDate}}
	if s := f.sellers[supplier]; s != nil {
		out.Name, out.terms = s.Name, f.terms[supplier]
		if p, said := f.protects[supplier]; said {
			out.protects = p
		}
		if a, said := f.answers[supplier]; said {
			out.AnswerWithin = a
		}
	}
	out.draft.Supplier = supplier
	for _, o := range d.Orders {
		if o.Supplier == supplier {
			out.draft = o
		}
	}
	out.draft.Reference = cmp.Or(out.draft.Reference, d.Reference)
	return out
}

// order prices the lines of one supplier, and reckons what they come to together.
func (f *facts) order(p *Planned) error {
	seller := f.sellers[p.Supplier]
	results := make([]resolve.Result, len(p.Lines))
	families := false
	for i := range p.Lines {
		l := &p.Lines[i]
		f.look(seller, l)
		if l.stopped() {
			continue
		}
		results[i] = f.price(seller, l, decimal.Zero)
		families = families || l.Priced && results[i].From.FamilyBreaks
	}
	asks := make([]resolve.Ask, len(p.Lines))
	for i := range p.Lines {
		l := &p.Lines[i]
		asks[i] = resolve.Ask{Quantity: l.quantity, At: f.at}
		if family := f.family(p, l); families && l.Priced && family.GreaterThan(l.quantity) {
			asks[i].FamilyQuantity = family
			results[i] = f.price(seller, l, family)
		}
	}
	if seller == nil {
		return nil
	}
	p.Currency = billedIn(seller, p.Lines, results)
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Priced {
			if !f.converts(results[i].Unit.Currency(), p.Currency) {
				l.stop(Problem{Code: NoRate, Message: "There is no rate between the currency of its price and that of the order."})
				l.Priced = false
				continue
			}
			p.orders = append(p.orders, i)
		}
	}
	if len(p.orders) == 0 {
		return nil
	}
	return f.reckon(seller, p, results, asks)
}

func (l *PlannedLine) stop(p Problem) { l.Problems = append(l.Problems, p) }

// look finds what a line is about, and what is in its way where nothing is yet.
func (f *facts) look(seller *basket.Seller, l *PlannedLine) {
	offer, gone := f.offers[l.ref()], l.stopped()
	if seller == nil || offer == nil {
		if !gone {
			l.stop(Problem{Code: NotOffered, Message: "You are not offered this."})
		}
		return
	}
	l.SKU, l.Name, l.Unit, l.Minimum, l.Multiple = offer.SKU, offer.Name, offer.Unit.Code(), offer.Minimum, offer.Multiple
	l.Line.Brand, l.Category = offer.Brand, offer.Category
	l.exact = offer.Stock.Class == grant.Exactly
	l.Availability = offer.Stock.Available(l.quantity)
	if gone {
		return
	}
	if l.Draft.Unit != "" && l.Draft.Unit != l.Unit {
		l.stop(Problem{Code: WrongUnit, Message: "It is sold in " + l.Unit + ".", Unit: l.Unit})
	}
	if fits := fitting(l.quantity, offer.Minimum, offer.Multiple); !fits.Equal(l.quantity) {
		l.stop(Problem{Code: WrongAmount, Message: "It is sold by " + offer.Multiple.String() + ", from " + offer.Minimum.String() + " on.", Quantity: fits.String()})
	}
	if l.Availability == grant.Short {
		l.stop(shortOf(offer))
	}
}

// shortOf is the problem of a line of which the supplier shows that not so much is there.
func shortOf(o *basket.Offer) Problem {
	p := Problem{Code: Short, Message: "So much is not in stock."}
	if o.Stock.Class == grant.Exactly && o.Multiple.IsPositive() {
		if there := o.Stock.Exact.Div(o.Multiple).Floor().Mul(o.Multiple); there.IsPositive() && there.GreaterThanOrEqual(o.Minimum) {
			p.Quantity = there.String()
		}
	}
	return p
}

// fitting is the next quantity up that can be ordered.
func fitting(quantity, minimum, multiple decimal.Decimal) decimal.Decimal {
	least := decimal.Max(quantity, minimum)
	if !multiple.IsPositive() {
		return least
	}
	if rest := least.Mod(multiple); !rest.IsZero() {
		least = least.Sub(rest).Add(multiple)
	}
	return least
}

// price asks what one unit of a line costs, with so much of its family in the order.
func (f *facts) price(seller *basket.Seller, l *PlannedLine, family decimal.Decimal) resolve.Result {
	got, ok := resolve.Resolve(f.of(seller, l), resolve.Ask{Quantity: l.quantity, FamilyQuantity: family, At: f.at})
	if !ok {
		l.stop(Problem{Code: NoPrice, Message: "It has no price for you in this quantity."})
	}
	l.Priced = ok
	return got
}

// of are the facts of the price of a line.
func (f *facts) of(seller *basket.Seller, l *PlannedLine) resolve.Facts {
	out := resolve.Facts{Prices: f.offers[l.ref()].Prices, Policy: seller.Policy}
	if slices.ContainsFunc(out.Prices, func(p resolve.Price) bool { return p.Unit.Currency() != out.Prices[0].Unit.Currency() }) {
		for c, r := range f.rates {
			out.Rates = append(out.Rates, resolve.Rate{Currency: c, PerEUR: r.PerEUR, Day: r.Day})
		}
		slices.SortFunc(out.Rates, func(a, b resolve.Rate) int { return cmp.Compare(a.Currency.Code(), b.Currency.Code()) })
	}
	return out
}

// family is how much of the family of a line the order has.
func (f *facts) family(p *Planned, of *PlannedLine) decimal.Decimal {
	sum := decimal.Zero
	if !of.Priced || f.offers[of.ref()].Family == "" {
		return sum
	}
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Priced && f.offers[l.ref()].Family == f.offers[of.ref()].Family {
			sum = sum.Add(l.quantity)
		}
	}
	return sum
}

// billedIn is the currency of an order: of the supplier's conditions, else the one that most of the prices have.
func billedIn(s *basket.Seller, lines []PlannedLine, results []resolve.Result) money.Currency {
	if !s.Currency.IsZero() {
		return s.Currency
	}
	number := map[money.Currency]int{}
	var best money.Currency
	for i := range lines {
		if !lines[i].Priced {
			continue
		}
		c := results[i].Unit.Currency()
		number[c]++
		if number[c] > number[best] || number[c] == number[best] && c.Code() < best.Code() {
			best = c
		}
	}
	return best
}

func (f *facts) converts(from, to money.Currency) bool {
	has := func(c money.Currency) bool {
		r, known := f.rates[c]
		return c == money.EUR || known && r.PerEUR.IsPositive()
	}
	return from == to || has(from) && has(to)
}

// reckon works out the order that the priced lines make, and writes it into them.
func (f *facts) reckon(seller *basket.Seller, p *Planned, results []resolve.Result, asks []resolve.Ask) error {
	order := basket.Order{
		Currency: p.Currency, Compared: p.Currency, References: f.rates, Conditions: seller.Conditions, Promotions: seller.Promotions, Together: seller.Together, Who: seller.Who, Moment: f.at,
	}
	for _, i := range p.orders {
		l := &p.Lines[i]
		o := f.offers[l.ref()]
		line := basket.OrderLine{Item: o.Item, SKU: o.SKU, Name: o.Name, Family: o.Family, Category: o.Category, Quantity: l.quantity, Case: o.Case, Price: results[i].Unit}
		if o.Weight != nil {
			weight := o.Weight.Mul(l.quantity)
			line.Weight = &weight
		}
		if floor, some := f.floors[promotion.Key{Supplier: p.Supplier, Item: o.Item}]; some && seller.Floored {
			line.Floor = &floor
		}
		order.Lines = append(order.Lines, line)
	}
	got, err := order.Reckon()
	if err != nil {
		return err
	}
	p.Freight, p.FreightUnknown, p.Fee, p.Minimum, p.applied = got.AllFreight, got.FreightUnknown, got.AllFee, seller.Conditions.MinimumOrder, got.Applied
	for n, i := range p.orders {
		l := &p.Lines[i]
		if err := f.fill(p, l, results[i], asks[i], got.Net[n], got.Saved[n]); err != nil {
			return err
		}
		for _, a := range got.Applied {
			for _, s := range a.Lines {
				if s.Line == strconv.Itoa(n) && s.Saving.Sign() > 0 {
					l.Line.Promotions = append(l.Line.Promotions, Taken{a.Promotion, a.Name, a.Version, s.Saving.Minor()})
				}
			}
		}
		p.Goods, p.Saved, p.Tax = p.Goods+l.Line.Goods, p.Saved+l.Line.Saved, p.Tax+l.Line.Tax
		if !allows(results[i].Unit, l.Draft.Price, l.Draft.Agreed) {
			l.Problems = append(l.Problems, Problem{
				Code: PriceRise, Message: l.Draft.Price.Amount + " " + l.Draft.Price.Currency + " → " + shownPrice(l.Line.Price) + " " + l.Line.Price.Currency().Code(),
				Agree: shownPrice(l.Line.Price), Currency: l.Line.Price.Currency().Code(),
			})
		}
	}
	f.judge(p)
	return nil
}

// fill writes into a line what is frozen when it is ordered.
func (f *facts) fill(p *Planned, l *PlannedLine, got resolve.Result, ask resolve.Ask, goods, saved int64) error {
	o := f.offers[l.ref()]
	l.Line = Line{
		Item: o.Item, SKU: o.SKU, Name: o.Name, Brand: o.Brand, MPN: o.MPN, GTIN: o.GTIN, Unit: o.Unit.Code(), Case: o.Case, Ordered: l.quantity, Quantity: l.quantity, Price: got.Unit, Goods: goods,
		Saved: min(saved, goods), Protection: p.protects.by, NoticeDays: p.protects.days, LeadDays: o.LeadDays, NeededBy: l.Draft.NeededBy, Note: l.Draft.Note, Available: l.Availability == grant.Available, State: Submitted,
	}
	if got.Gross != nil {
		rate := got.From.TaxRate
		l.Line.TaxRate = &rate
	}
	var err error
	if l.Line.Tax, err = taxOn(l.Line.Goods-l.Line.Saved, l.Line.TaxRate, p.Currency); err != nil {
		return err
	}
	about := receipt.Subject{
		Issuer: f.issuer, Supplier: receipt.Party{ID: p.Supplier.String(), Name: p.Name}, Buyer: f.buyer, ItemID: o.Item.String(), SKU: o.SKU, Name: o.Name, Unit: o.Unit.Code(),
	}
	l.document = func() (receipt.Receipt, error) {
		return receipt.Make(receipt.ForBuyer, about, f.of(f.sellers[p.Supplier], l), ask, nil, f.at)
	}
	return nil
}

// judge tells what is in the way of the whole order.
func (f *facts) judge(p *Planned) {
	code := p.Currency.Code()
	if net := p.Goods - p.Saved; p.Minimum != nil && net < *p.Minimum {
		missing := basket.Plain(*p.Minimum-net, p.Currency)
		p.Problems = append(p.Problems, Problem{Code: BelowMinimum, Message: "Goods for " + missing + " " + code + " are missing of the least order.", Missing: missing, Currency: code})
	}
	total := basket.Plain(p.Total(), p.Currency)
	if now, err := (Money{total, code}).unit(); err == nil && !allows(now, p.draft.Total, p.draft.Agreed) {
		p.Problems = append(p.Problems, Problem{Code: TotalRise, Message: p.draft.Total.Amount + " " + p.draft.Total.Currency + " → " + total + " " + code, Agree: total, Currency: code})
	}
}

// shownPrice is a unit price without zeros that say nothing: as many places as its currency has, at least.
func shownPrice(p money.UnitPrice) string {
	d := p.Decimal()
	if places := int32(p.Currency().Digits()); d.Equal(d.Truncate(places)) {
		return d.StringFixed(places)
	}
	return d.String()
}
