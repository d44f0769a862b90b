package ordering

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/matching/own"
	"manifold/internal/ordering/split"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// ground is a compared basket in the form in which it is divided: for each line what each supplier would be ordered for it, and the suppliers' terms.
type ground struct {
	compared basket.Comparison
	facts    *facts
	sellers  []seller
	lines    []groundLine
	left     []Unplaced
	scale    int64 // how many parts of a minor unit of the answer's currency are counted: more than one where currencies are converted
}

// seller is a supplier that is offered from.
type seller struct {
	*basket.Seller
	usual    bool
	currency money.Currency
	rate     basket.Rate
	doubts   []Doubt
	open     []combine.Promotion // that are for the buyer now
	named    int                 // lines that these may change
	lines    int
	slack    int64 // by how much its bills may differ from what is searched with, in parts
	rebates  []split.Rebate
	free     *int64 // value of goods from which a promotion takes the freight off
}

// groundLine is a line that can be divided.
type groundLine struct {
	key    string
	offers []candidate // the best of each supplier, by the place of the supplier
	kept   []candidate // that rules name, whatever else is better
}

// candidate is an offer for a line.
type candidate struct {
	cell     *basket.Cell
	seller   int
	quantity decimal.Decimal
	unit     money.UnitPrice // with nothing else of its family in the order
	goods    int64           // minor units of the seller's bill, less what promotions take off the line by itself
	named    bool            // promotions may change it
}

func (c *candidate) ref() own.Ref { return c.cell.Ref }

// newGround lays out what was compared; last is when the buyer ordered last at suppliers.
func newGround(g basket.Gathered, last map[id.CompanyID]time.Time, asked Asked) *ground {
	out := &ground{compared: g.Reckon(), scale: 1}
	out.facts = &facts{at: out.compared.At, sellers: map[id.CompanyID]*basket.Seller{}, offers: map[own.Ref]*basket.Offer{}, rates: g.References(), floors: g.Floors()}
	sellers := g.Sellers()
	out.sellers = make([]seller, len(sellers))
	for i := range sellers {
		_, usual := last[sellers[i].ID]
		out.sellers[i] = seller{Seller: &sellers[i], usual: usual}
		out.facts.sellers[sellers[i].ID] = &sellers[i]
	}
	kept := map[string]map[own.Ref]bool{}
	for _, w := range asked.Wishes {
		if w.Kind == WishKeep && !w.Item.IsZero() {
			if kept[w.Line] == nil {
				kept[w.Line] = map[own.Ref]bool{}
			}
			kept[w.Line][own.Ref{Supplier: w.Supplier, Item: w.Item}] = true
		}
	}
	for i := range out.compared.Lines {
		out.line(&out.compared.Lines[i], kept[out.compared.Lines[i].Key])
	}
	for i := range out.sellers {
		out.sell(i)
	}
	return out
}

// line takes the offers of a line that can be ordered: those that are certain and fresh, the cheapest of each supplier as comparisons rank them; and those that are kept.
func (g *ground) line(l *basket.Line, kept map[own.Ref]bool) {
	if l.State != basket.Matched || l.Problem != "" {
		g.left = append(g.left, Unplaced{l.Key, NotUnderstood})
		return
	}
	out := groundLine{key: l.Key}
	why := NoOffer
	for i := range l.Cells {
		c := &l.Cells[i]
		offer := c.Offer()
		if c.Why != "" || c.Price == nil {
			continue
		}
		if c.Available == grant.Short {
			why = NotThere
			continue
		}
		at := candidate{cell: c, seller: offer.Supplier, quantity: c.Order, unit: c.Price.Unit}
		if kept[c.Ref] {
			out.kept = append(out.kept, at)
		}
		if !c.Guess && !c.Stale && !slices.ContainsFunc(out.offers, func(o candidate) bool { return o.seller == at.seller }) {
			out.offers = append(out.offers, at)
		}
		g.facts.offers[c.Ref] = offer
	}
	if len(out.offers)+len(out.kept) == 0 {
		g.left = append(g.left, Unplaced{l.Key, why})
		return
	}
	g.lines = append(g.lines, out)
}

// each calls for every candidate of a seller.
func (g *ground) each(seller int, do func(*candidate)) {
	for i := range g.lines {
		for _, all := range [][]candidate{g.lines[i].offers, g.lines[i].kept} {
			for n := range all {
				if all[n].seller == seller {
					do(&all[n])
				}
			}
		}
	}
}

// sell finds what the goods of a seller cost, and what of its terms weighs several lines together.
func (g *ground) sell(at int) {
	s := &g.sellers[at]
	currencies, families := map[money.Currency]bool{}, map[string]int{}
	g.each(at, func(c *candidate) {
		s.lines++
		offer := c.cell.Offer()
		if offer.Family != "" && slices.ContainsFunc(offer.Prices, func(p resolve.Price) bool { return p.FamilyBreaks }) {
			families[offer.Family]++
			if got, ok := resolve.Resolve(g.facts.of(s.Seller, planned(c.ref())), resolve.Ask{Quantity: c.quantity, At: g.facts.at}); ok {
				c.unit = got.Unit
			}
		}
		currencies[c.unit.Currency()] = true
		s.currency = c.unit.Currency()
	})
	if s.lines == 0 {
		return
	}
	for _, n := range families {
		if n > 1 {
			s.doubt(DoubtFamilies)
		}
	}
	if !s.Currency.IsZero() {
		s.currency = s.Currency
	} else if len(currencies) > 1 {
		s.doubt(DoubtCurrency)
	}
	var known bool
	if s.rate, known = basket.Between(s.currency, g.compared.Currency, g.facts.rates); !known {
		s.lines = 0
		return
	}
	if s.currency != g.compared.Currency {
		g.scale = converted
	}
	g.promote(at)
}

// converted is how many parts of a minor unit are counted where currencies are converted: so many that rounding each line changes nothing.
const converted = 1000

func planned(ref own.Ref) *PlannedLine {
	return &PlannedLine{Draft: LineDraft{Supplier: ref.Supplier, Item: ref.Item}}
}

func (s *seller) doubt(d Doubt) {
	if !slices.Contains(s.doubts, d) {
		s.doubts = append(s.doubts, d)
	}
}

// promote takes off each line what promotions take off it by itself, and finds whether that is all they do.
func (g *ground) promote(at int) {
	s := &g.sellers[at]
	var w combine.Weighing
	w.Begin(combine.NewSet(s.Promotions), s.currency, s.Together, s.Who, g.facts.at)
	s.open = w.Open()
	g.each(at, func(c *candidate) {
		o := c.cell.Offer()
		minor, _ := basket.GoodsAt(c.unit, c.quantity)
		rate, _ := basket.Between(c.unit.Currency(), s.currency, g.facts.rates)
		c.goods = rate.Apply(minor)
		if c.named = len(s.open) > 0 && w.Names(o.Item, o.Family, o.Category); c.named {
			s.named++
		}
	})
	if s.named == 0 && !w.OnFreight() {
		return
	}
	if g.together(at) {
		return
	}
	g.each(at, func(c *candidate) {
		if !c.named || c.unit.Currency() != s.currency {
			return
		}
		if got, err := g.alone(s, c).Reckon(); err == nil {
			c.goods -= min(got.Saved[0], c.goods)
		}
	})
	if !g.apart(at) {
		s.doubt(DoubtPromotions)
	}
}

// alone is the order of one line.
func (g *ground) alone(s *seller, c *candidate) basket.Order {
	o := c.cell.Offer()
	line := basket.OrderLine{Item: o.Item, SKU: o.SKU, Name: o.Name, Family: o.Family, Category: o.Category, Quantity: c.quantity, Case: o.Case, Price: c.unit}
	if floor, some := g.facts.floors[promotion.Key{Supplier: s.ID, Item: o.Item}]; some && s.Floored {
		line.Floor = &floor
	}
	return basket.Order{
		Currency: s.currency, Compared: s.currency, References: g.facts.rates, Conditions: s.Conditions, Promotions: s.Promotions, Together: s.Together, Who: s.Who, Moment: g.facts.at,
		Lines: []basket.OrderLine{line},
	}
}

// apart tells whether each line takes what promotions give it whatever else is ordered.
func (g *ground) apart(at int) bool {
	s := &g.sellers[at]
	if s.Together.Mode == combine.One && s.named > 1 {
		return false
	}
	for i := range s.open {
		p := &s.open[i]
		names := 0
		g.each(at, func(c *candidate) {
			o := c.cell.Offer()
			if p.On.Names(o.Item, o.Family, o.Category) || slices.ContainsFunc(p.Parts, func(part combine.Part) bool { return part.On.Names(o.Item, o.Family, o.Category) }) {
				names++
			}
		})
		always := len(p.Tiers) == 1 && p.Tiers[0].From.IsZero() && p.Left == nil
		byLine := p.Kind == combine.Percent || p.Kind == combine.FixedPrice || p.Kind == combine.Amount && p.Each
		if p.Kind == combine.FreeFreight || names > 1 && (!byLine || !always) {
			return false
		}
	}
	return true
}

// together takes the one promotion of a seller that is weighed by the value of goods into its terms; false where there are others, or its terms look at goods after promotions.
func (g *ground) together(at int) bool {
	s := &g.sellers[at]
	if len(s.open) != 1 {
		return false
	}
	p := &s.open[0]
	if p.Left != nil || p.Measure != combine.Spend && len(p.Tiers) > 0 || s.Floored {
		return false
	}
	from := func(t combine.Tier) (int64, bool) {
		minor, err := money.Round(t.From, s.currency, money.HalfUp)
		return minor.Minor(), err == nil
	}
	switch {
	case p.Kind == combine.FreeFreight:
		if !p.On.All || len(p.On.Not) > 0 || len(p.Tiers) > 1 {
			return false
		}
		free := int64(0)
		if len(p.Tiers) == 1 {
			var fits bool
			if free, fits = from(p.Tiers[0]); !fits {
				return false
			}
		}
		s.free = &free
		return true
	case s.byValue(), p.Kind != combine.Percent && (p.Kind != combine.Amount || p.Each):
		return false
	}
	r, ok := g.rebate(at, p, from)
	if ok {
		s.rebates = []split.Rebate{r}
	}
	return ok
}

// rebate is a promotion by value as a rebate, in minor units of the bill.
func (g *ground) rebate(at int, p *combine.Promotion, from func(combine.Tier) (int64, bool)) (r split.Rebate, ok bool) {
	s := &g.sellers[at]
	r.Lines = []int{}
	for i := range g.lines {
		l := &g.lines[i]
		named, not := false, false
		for _, all := range [][]candidate{l.offers, l.kept} {
			for n := range all {
				if c := &all[n]; c.seller == at {
					named, not = named || c.named && c.unit.Currency() == s.currency, not || !c.named || c.unit.Currency() != s.currency
				}
			}
		}
		if named && not { // which offer is taken says whether it counts
			return r, false
		}
		if named {
			r.Lines = append(r.Lines, i)
		}
	}
	for _, t := range p.Tiers {
		step := split.RebateStep{}
		if step.From, ok = from(t); !ok {
			return r, false
		}
		if p.Kind == combine.Percent {
			step.Rate = t.Percent.Shift(4).IntPart()
		} else {
			off, err := money.Round(t.Amount, s.currency, money.HalfUp)
			if step.Amount = off.Minor(); err != nil || step.Amount > step.From {
				return r, false
			}
		}
		r.Steps = append(r.Steps, step)
	}
	if p.Kind == combine.Percent { // each line is rounded by itself
		s.slack = int64(len(r.Lines))/2 + 2
	}
	return r, true
}

// byValue tells whether something of a seller's terms goes by the value of goods after promotions.
func (s *seller) byValue() bool {
	c := &s.Conditions
	return c.FreeFrom != nil || c.MinimumOrder != nil || c.FeeBelow != nil || c.Freight != nil && c.Freight.By == basket.ByValue
}

// late tells whether an offer comes after a day, as far as is known.
func (c *candidate) late(at, by time.Time) bool {
	return c.cell.Days == nil || day(at).AddDate(0, 0, *c.cell.Days).After(by)
}
