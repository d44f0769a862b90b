package basket

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// market makes random baskets with everything that reckoning knows, ordinary and odd.
type market struct {
	*rand.Rand
	odd bool // with numbers that no trade has
}

func (m market) one(of ...string) string             { return of[m.IntN(len(of))] }
func (m market) some(in int) bool                    { return m.IntN(in) == 0 }
func (m market) number(of ...string) decimal.Decimal { return dec(m.one(of...)) }

func (m market) amount() decimal.Decimal {
	if m.odd && m.some(4) {
		return m.number("0.0000001", "0.333333333333", "0.1", "1e-12", "1000000000", "5000000000000", "99999999999999999", "1.000000000000000001", "0.000001", "7.7777777", "1e15")
	}
	return decimal.New(1+m.Int64N(400), -m.Int32N(3))
}

func (m market) minor() *int64 {
	if m.some(3) {
		return nil
	}
	n := m.Int64N(300_000)
	if m.odd && m.some(10) {
		n = m.Int64N(1 << 61)
	}
	return &n
}

func (m market) days() *int {
	if m.some(3) {
		return nil
	}
	n := m.IntN(90)
	return &n
}

func (m market) currency() money.Currency {
	return mustCurrency(m.one("CNY", "CNY", "CNY", "USD", "JPY", "KWD", "EUR"))
}

func (m market) unitPrice(c money.Currency) money.UnitPrice {
	n := m.Int64N(90_000_000)
	if m.odd && m.some(6) {
		n = m.Int64N(1 << 62)
	}
	return money.FromMillionths(n, c)
}

func (m market) conditions() Conditions {
	c := Conditions{MinimumOrder: m.minor(), FeeBelow: m.minor(), FreeFrom: m.minor(), LeadDays: m.days(), PaymentDays: m.days()}
	if m.some(3) {
		c.Fee = m.Int64N(5000)
	}
	if m.some(3) {
		c.Percent, c.PercentDays = decimal.New(m.Int64N(600), -2), m.IntN(20)
	}
	if !m.some(4) {
		c.Freight = &Tariff{By: TariffBy(m.one("flat", "value", "weight", "weight"))}
		from := decimal.Zero
		for range m.IntN(4) {
			c.Freight.Steps = append(c.Freight.Steps, TariffStep{from, m.Int64N(9000)})
			from = from.Add(m.amount()).Add(m.number("0", "0.005", "0.0000001", "1000"))
		}
	}
	return c
}

func (m market) look() grant.Disclosure {
	return grant.NewDisclosure(!m.some(12), grant.Sees{
		Categories: []string{"*"}, Price: grant.PriceLevel(m.one("own", "own", "list", "none")), Stock: grant.StockLevel(m.one("none", "yes_no", "band", "exact")), LeadTime: true, Promotions: true,
	}, 1, today)
}

func (m market) policy() resolve.Policy {
	p := resolve.Policy{Precedence: resolve.Precedence(m.one("", "best", "priority")), ShowsList: m.some(2)}
	if m.some(3) {
		p.Order = []resolve.Kind{resolve.Base, resolve.Group, resolve.Own}
	}
	return p
}

func (m market) stock() grant.StockView {
	n := m.amount()
	return []grant.StockView{{}, {Class: grant.InStock}, {Class: grant.OutOfStock}, {Class: grant.InBand, Floor: n}, {Class: grant.Exactly, Floor: n, Exact: n.Copy(), AsOf: today}}[m.IntN(5)]
}

func (m market) price(kind resolve.Kind, c money.Currency) resolve.Price {
	p := resolve.Price{Kind: kind, Unit: m.unitPrice(c), Priority: m.IntN(2), FamilyBreaks: m.some(3), Name: string(kind)}
	if kind != resolve.Own && m.some(2) {
		p.List = id.FromUUID[id.PriceList]([16]byte{byte(1 + m.IntN(3))})
	}
	if m.some(4) {
		p.TaxIncluded, p.TaxRate = true, m.number("13", "7.5", "0")
	}
	from := decimal.Zero
	for range m.IntN(4) {
		from = from.Add(m.amount())
		p.Breaks = append(p.Breaks, resolve.Break{From: from, Unit: m.unitPrice(c)})
	}
	if m.some(4) {
		p.From = today.Add(time.Duration(m.IntN(5)-3) * time.Hour)
	}
	if m.some(5) {
		p.Until = today.Add(time.Duration(m.IntN(5)-1) * time.Hour)
	}
	if kind == resolve.Contract && m.some(2) {
		left := m.amount()
		p.Left = &left
	}
	return p
}

var marketUnits = []quantity.Unit{quantity.Piece, quantity.Piece, quantity.Piece, quantity.Kilogram, quantity.Gram, quantity.Case, quantity.Litre}

func (m market) contents(unit quantity.Unit) []measure.Content {
	out := []measure.Content{{Holds: quantity.Of(1, unit), Source: measure.FromUnit}}
	for _, u := range []quantity.Unit{quantity.Piece, quantity.Kilogram, quantity.Litre} {
		if u == unit || m.some(2) {
			continue
		}
		holds, err := quantity.New(m.amount(), u)
		if err != nil {
			continue
		}
		if m.some(3) {
			holds = holds.AsGuess()
		}
		if m.some(5) {
			holds = holds.Times(quantity.Of(1, u).Rat().SetFrac64(1, 3))
		}
		out = append(out, measure.Content{Holds: holds, Source: measure.FromPack})
	}
	if m.some(3) {
		slices.Reverse(out)
	}
	return out
}

func (m market) offer(seller int, company id.CompanyID, c money.Currency) *Offer {
	unit := marketUnits[m.IntN(len(marketUnits))]
	step := decimal.NewFromInt(1)
	if m.some(2) {
		step = m.amount()
	}
	o := &Offer{Supplier: seller, Stock: m.stock(), LeadDays: m.days(), PricedAt: today.AddDate(0, 0, -m.IntN(40)), Ware: &Ware{
		Thing: Thing{Ref: own.Ref{Supplier: company, Item: id.NewRandom[id.Item]()}, Name: "thing"}, Category: m.one("", "c1", "c2"), Family: m.one("", "f1", "f2"), Unit: unit, Multiple: step,
		Minimum: step.Mul(decimal.NewFromInt(m.Int64N(4))), Contents: m.contents(unit), Case: m.number("0", "0", "6", "12", "2.5"),
	}}
	if m.some(10) {
		o.PricedAt = time.Time{}
	}
	if !m.some(4) {
		weight := m.amount()
		if m.some(3) {
			weight = weight.Div(dec("7"))
		}
		o.Weight = &weight
	}
	for range m.IntN(3) {
		o.Arrivals = append(o.Arrivals, inventory.Arrival{Due: today.AddDate(0, 0, m.IntN(12)-2).Truncate(24 * time.Hour), Quantity: m.amount()})
	}
	for i, kind := range resolve.Kinds() {
		if i == 6 && !m.some(8) || m.some(4) {
			in := c
			if m.some(8) {
				in = m.currency()
			}
			o.Prices = append(o.Prices, m.price(kind, in))
		}
	}
	if m.some(2) {
		o.Prepare()
	}
	return o
}

func (m market) promotions(c money.Currency, offers []*Offer) (out []combine.Promotion) {
	for range m.IntN(4) {
		on := combine.Selection{All: m.some(6), Families: []string{m.one("f1", "f9")}, Categories: []string{m.one("c1", "c9")}}
		if len(offers) > 0 && m.some(2) {
			on = combine.Selection{Items: []id.ItemID{offers[m.IntN(len(offers))].Item}}
		}
		p := combine.Promotion{
			ID: id.NewRandom[id.Promotion](), Name: "p" + strconv.Itoa(len(out)), Kind: combine.Kinds()[m.IntN(7)], Currency: c, On: on, Measure: combine.Measure(m.one("unit", "amount")), Running: true,
			Take: 3, Pay: 2, Parts: []combine.Part{{On: on, Count: 2}}, Price: decimal.NewFromInt(m.Int64N(60)), Gift: combine.Given{Count: dec("1"), Worth: dec("2")}, Each: m.some(2),
		}
		if p.Kind != combine.Gift && p.Kind != combine.NForM || m.some(2) {
			p.Tiers = []combine.Tier{{From: decimal.NewFromInt(m.Int64N(40)), Percent: dec("10"), Amount: decimal.NewFromInt(m.Int64N(30))}}
		}
		out = append(out, p)
	}
	return out
}

func (m market) basket() *reckoning {
	c := mustCurrency(m.one("CNY", "CNY", "USD", "JPY"))
	r := &reckoning{
		at: today, currency: c, references: map[money.Currency]Reference{}, floors: map[promotion.Key]money.UnitPrice{},
		setting: Setting{Currency: c, YearlyRate: decimal.New(m.Int64N(2000), -2), DayCost: decimal.New(m.Int64N(900), -m.Int32N(4)), OrderCost: decimal.New(m.Int64N(900), -2), StaleDays: m.IntN(2) * m.IntN(40)},
		request: Request{Best: m.IntN(4), InStock: m.some(8), OnAccount: m.some(10)},
	}
	if m.some(8) {
		r.request.LeadDays = m.days()
	}
	for code, rate := range map[string]string{"CNY": "7.8123", "USD": "1.0871", "JPY": "161.53", "KWD": "0.334"} {
		if !m.some(12) {
			r.references[mustCurrency(code)] = Reference{dec(rate), today.AddDate(0, 0, -m.IntN(3))}
		}
	}
	lines := 1 + m.IntN(6)
	offers := make([][]*Offer, lines)
	for s := range 1 + m.IntN(6) {
		seller := Seller{SupplierRef: grant.SupplierRef{ID: id.NewRandom[id.Company]()}, Look: m.look(), Policy: m.policy(), Conditions: m.conditions()}
		bills := m.currency()
		if !m.some(3) {
			seller.Currency = bills
		}
		var all []*Offer
		for l := range offers {
			for range m.IntN(4) {
				o := m.offer(s, seller.ID, bills)
				offers[l], all = append(offers[l], o), append(all, o)
			}
		}
		if m.some(2) {
			seller.Promotions, seller.Together = m.promotions(bills, all), combine.Policy{Mode: combine.Mode(m.one("best", "stack", "exclusive"))}
			for _, o := range all {
				if m.some(3) {
					r.floors[promotion.Key{Supplier: seller.ID, Item: o.Item}] = m.unitPrice(bills)
				}
			}
		}
		r.sellers = append(r.sellers, seller)
	}
	for l, all := range offers {
		r.lines = append(r.lines, m.line(strconv.Itoa(l), all))
		if m.some(2) {
			r.request.Explain = append(r.request.Explain, strconv.Itoa(l))
		}
	}
	return r
}

func (m market) line(key string, offers []*Offer) wanted {
	m.Shuffle(len(offers), func(i, j int) { offers[i], offers[j] = offers[j], offers[i] })
	w := wanted{line: Line{Key: key, State: Matched, About: &Thing{Ref: newRef()}}, quantity: m.amount(), offers: offers}
	if m.some(2) {
		w.quantity = decimal.NewFromInt(1 + m.Int64N(250))
	}
	if m.some(12) {
		w.line.State = Question
	}
	if m.some(15) {
		w.line.Problem = WrongQuantity
	}
	if len(offers) > 0 {
		about := offers[m.IntN(len(offers))]
		w.line.About, w.about = &about.Thing, measureOf{about.Unit, about.Contents}
		if m.some(3) {
			w.about.unit = marketUnits[m.IntN(len(marketUnits))]
		}
		if m.some(3) {
			w.asked.Chosen = &offers[m.IntN(len(offers))].Ref
		}
	}
	return w
}

// said is all that a comparison says. How a price came about counts only where it was asked for.
func said(t testing.TB, r *reckoning, c Comparison) string {
	t.Helper()
	for l := range c.Lines {
		line := &c.Lines[l]
		if len(line.Cells) == 0 {
			line.Cells = nil
		}
		for i := range line.Cells {
			if p := line.Cells[i].Price; p != nil && !slices.Contains(r.request.Explain, line.Key) {
				line.Cells[i].Price = &Paid{Unit: p.Unit, From: p.From}
			}
		}
	}
	out, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestWholeNumbersSayTheSame holds the reckoning in whole numbers against the plain one, over baskets with everything in them.
func TestWholeNumbersSayTheSame(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	const baskets = 2500
	for n := range uint64(baskets) {
		m := market{rand.New(rand.NewPCG(n, 5)), n%3 == 0}
		r := m.basket()
		got := r.run()
		r.scratch = new(scratch) // for what both share
		want := (&plain{reckoning: r}).run()
		for _, l := range want.Lines {
			for _, c := range l.Cells {
				seen["why "+string(c.Why)]++
				seen["best "+string(c.Best)]++
				seen[fmt.Sprint("promoted ", c.Promoted)]++
			}
		}
		if a, b := said(t, r, got), said(t, r, want); a != b {
			at := 0
			for at < min(len(a), len(b)) && a[at] == b[at] {
				at++
			}
			t.Fatalf("basket %d differs at %d:\n got  …%s\n want …%s", n, at, a[max(0, at-700):min(len(a), at+200)], b[max(0, at-700):min(len(b), at+200)])
		}
	}
	for _, what := range []string{"why ", "why no_price", "why price_hidden", "why units_differ", "why no_rate", "why stock", "why lead_time", "why account", "best certain", "best guess", "promoted true"} {
		if seen[what] < 20 {
			t.Errorf("%q came up %d times in %d baskets", what, seen[what], baskets)
		}
	}
}
