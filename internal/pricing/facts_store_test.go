package pricing_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/catalog"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

var noon = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// market is two suppliers and two buyers; the first buyer trades with both.
type market struct {
	t        testing.TB
	db       *tenants.DB
	admin    *pgx.Conn
	now      *clock.Fake
	sellers  [2]id.CompanyID
	buyers   [2]id.CompanyID
	customer [2][2]id.CustomerID // by seller and buyer
	group    [2]id.GroupID
	items    [2]map[string]id.ItemID
}

func newMarket(t testing.TB) *market {
	t.Helper()
	m := &market{t: t, now: clock.NewFake(noon)}
	m.db = pgtest.OpenAt(t, m.now)
	m.admin = pgtest.Admin(t, m.db)
	for i := range 2 {
		m.sellers[i], m.buyers[i], m.group[i] = id.New[id.Company](noon), id.New[id.Company](noon), id.New[id.Group](noon)
	}
	for s, seller := range m.sellers {
		m.exec("INSERT INTO hub.trading_group (tenant_id, id, name, updated_at) VALUES ($1, $2, 'Dealers', now())", seller.UUID(), m.group[s].UUID())
		for b, buyer := range m.buyers {
			m.customer[s][b] = id.New[id.Customer](noon)
			var group any
			if b == 0 {
				group = m.group[s].UUID()
			}
			m.exec("INSERT INTO hub.trading_customer (tenant_id, id, code, name, group_id, source, code_key, name_key, created_at, updated_at) VALUES ($1, $2, $3, 'C', $4, 'manual', $3, 'C', now(), now())",
				seller.UUID(), m.customer[s][b].UUID(), fmt.Sprint(b), group)
			m.exec(`INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, region, decided_at, changed_at, sees_categories, sees_price)
				VALUES ($1, $2, 'approved', 'B', $3, $4, now(), now(), '{*}', 'own')`, seller.UUID(), buyer.UUID(), m.customer[s][b].UUID(), []string{"SE-AB", "NO"}[b])
		}
		m.items[s] = map[string]id.ItemID{}
		m.write(s, func(tx *tenants.Tx) error {
			var drafts []catalog.Item
			for _, sku := range []string{"A", "B", "C"} {
				item, _ := catalog.Read(catalog.Draft{SKU: sku, Name: sku})
				drafts = append(drafts, item)
			}
			_, err := catalog.Revise(t.Context(), tx, seller, catalog.BySheet, "", func(r catalog.Revision) (err error) {
				m.items[s], err = catalog.Put(tx, r, drafts)
				return err
			})
			return err
		})
	}
	return m
}

func (m *market) exec(text string, args ...any) {
	m.t.Helper()
	if _, err := m.admin.Exec(context.Background(), text, args...); err != nil {
		m.t.Fatal(err)
	}
}

func (m *market) write(seller int, fn func(*tenants.Tx) error) {
	m.t.Helper()
	err := m.db.InScope(context.Background(), tenants.Supplier(m.sellers[seller], id.New[id.Seat](noon)), func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
	if err != nil {
		m.t.Fatal(err)
	}
}

// list makes a live list; where is what follows the kind's own columns.
func (m *market) list(seller int, kind, column string, of any, more string) id.PriceListID {
	m.t.Helper()
	list := id.New[id.PriceList](noon)
	columns, value := "", ""
	if column != "" {
		columns, value = ", "+column, ", $4"
	}
	text := "INSERT INTO hub.pricing_list (tenant_id, id, kind, name, currency, state, created_at, updated_at" + columns + ") VALUES ($1, $2, $3, $3, 'CNY', 'live', now(), now()" + value + ")"
	args := []any{m.sellers[seller].UUID(), list.UUID(), kind}
	if column != "" {
		args = append(args, of)
	}
	m.exec(text, args...)
	if more != "" {
		m.exec("UPDATE hub.pricing_list SET "+more+" WHERE tenant_id = $1 AND id = $2", m.sellers[seller].UUID(), list.UUID())
	}
	return list
}

func (m *market) entry(seller int, list id.PriceListID, sku, price, breaks, more string) {
	m.t.Helper()
	entry := id.New[id.PriceEntry](noon)
	m.exec("INSERT INTO hub.pricing_entry (tenant_id, id, list_id, item_id, price, breaks, updated_at) VALUES ($1, $2, $3, $4, $5::numeric, $6::jsonb, now())",
		m.sellers[seller].UUID(), entry.UUID(), list.UUID(), m.items[seller][sku].UUID(), price, breaks)
	if more != "" {
		m.exec("UPDATE hub.pricing_entry SET "+more+" WHERE tenant_id = $1 AND id = $2", m.sellers[seller].UUID(), entry.UUID())
	}
}

func (m *market) cost(seller int, sku, cost string) {
	m.t.Helper()
	m.exec("INSERT INTO hub.pricing_cost (tenant_id, item_id, currency, cost, updated_at) VALUES ($1, $2, 'CNY', $3::numeric, now()) ON CONFLICT (tenant_id, item_id) DO UPDATE SET cost = EXCLUDED.cost",
		m.sellers[seller].UUID(), m.items[seller][sku].UUID(), cost)
}

func (m *market) base(seller int, sku, price string, breaks ...string) {
	m.t.Helper()
	draft := pricing.Draft{Currency: "CNY", Amount: price}
	for i := 0; i < len(breaks); i += 2 {
		draft.Breaks = append(draft.Breaks, pricing.BreakDraft{From: breaks[i], Amount: breaks[i+1]})
	}
	read, wrong := pricing.Read("", draft)
	if len(wrong) > 0 {
		m.t.Fatal(wrong)
	}
	m.write(seller, func(tx *tenants.Tx) error {
		return pricing.PutList(tx, m.sellers[seller], map[id.ItemID]pricing.List{m.items[seller][sku]: read})
	})
}

// seen are prices as a scope of a buyer sees them: "kind price" of each, sorted.
func (m *market) seen(scope tenants.Scope, seller int, sku string) []string {
	m.t.Helper()
	var out []string
	err := m.db.Read(context.Background(), scope, func(_ context.Context, tx *tenants.Tx) error {
		of := pricing.Sought{Supplier: m.sellers[seller], Item: m.items[seller][sku]}
		facts, err := pricing.ForBuyer(tx, []pricing.Sought{of}, tx.Now())
		for _, p := range facts[of].Prices {
			if p.Rule != nil || facts[of].Cost != nil {
				m.t.Errorf("a buyer is told a rule or a cost: %+v", facts[of])
			}
			out = append(out, string(p.Kind)+" "+p.Unit.Decimal().String())
		}
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func (m *market) pair(buyer, seller int) tenants.Scope {
	return tenants.Pair(m.buyers[buyer], m.sellers[seller], id.New[id.Seat](noon))
}

func (m *market) buyer(buyer int) tenants.Scope {
	return tenants.Buyer(m.buyers[buyer], id.New[id.Seat](noon))
}

// Which prices a buyer is told of: of its own customer, group and region, at the level of its grant, live, begun, and above the floor; in the pair as across.
func TestBuyersAreToldOfTheirOwnPrices(t *testing.T) {
	t.Parallel()
	m := newMarket(t)
	m.base(0, "A", "10", "10", "9", "100", "4")
	m.base(1, "A", "99")
	m.cost(0, "A", "4")
	m.entry(0, m.list(0, "region", "region", "SE", ""), "A", "8.1", "[]", "")
	m.entry(0, m.list(0, "region", "region", "S", ""), "A", "8.2", "[]", "")
	m.entry(0, m.list(0, "group", "group_id", m.group[0].UUID(), ""), "A", "7", "[]", "")
	m.entry(0, m.list(0, "contract", "customer_id", m.customer[0][0].UUID(), ""), "A", "6", "[]", "agreed = 100, called = 40")
	m.entry(0, m.list(0, "contract", "customer_id", m.customer[0][1].UUID(), ""), "A", "5", "[]", "")
	m.entry(0, m.list(0, "channel", "channel", "hub", ""), "A", "8.5", "[]", "")
	m.entry(0, m.list(0, "channel", "channel", "shop", ""), "A", "8.6", "[]", "")
	m.entry(0, m.list(0, "customer", "customer_id", m.customer[0][0].UUID(), "state = 'draft'"), "A", "1.1", "[]", "")
	m.entry(0, m.list(0, "customer", "customer_id", m.customer[0][0].UUID(), "state = 'archived'"), "A", "1.2", "[]", "")
	m.entry(0, m.list(0, "customer", "customer_id", m.customer[0][0].UUID(), "valid_to = '2026-11-22 09:00Z'"), "A", "1.3", "[]", "")
	m.entry(0, m.list(0, "customer", "customer_id", m.customer[0][0].UUID(), ""), "A", "1.4", "[]", "valid_from = '2126-01-01'")
	m.entry(0, m.list(0, "base", "", nil, ""), "A", "11", "[]", "valid_from = '2026-01-01'")
	m.list(0, "group", "group_id", m.group[0].UUID(), `rule = '{"basis": "cost", "percent": "50"}'`)
	m.list(0, "region", "region", "NO", `rule = '{"basis": "base", "percent": "-10"}'`)
	all := []string{"base 10", "base 11", "channel 8.5", "contract 6", "group 6", "group 7", "region 8.1"}
	check := func(name string, buyer int, want []string) {
		t.Helper()
		if got := m.seen(m.pair(buyer, 0), 0, "A"); !slices.Equal(got, want) {
			t.Errorf("%s: the pair sees %q", name, got)
		}
		if got := m.seen(m.buyer(buyer), 0, "A"); !slices.Equal(got, want) {
			t.Errorf("%s: the buyer sees %q", name, got)
		}
	}
	check("everything", 0, all)
	check("another buyer", 1, []string{"base 10", "base 11", "channel 8.5", "contract 5", "region 9.9"})
	if got := m.seen(m.pair(0, 1), 0, "A"); len(got) > 0 {
		t.Errorf("in the pair with another supplier: %q", got)
	}
	if got := m.seen(tenants.Supplier(m.sellers[1], id.New[id.Seat](noon)), 0, "A"); len(got) > 0 {
		t.Errorf("a rival sees %q", got)
	}
	for _, row := range []struct {
		change string
		want   []string
	}{
		{"sees_price = 'list'", []string{"base 10", "base 11"}}, {"sees_price = 'none'", nil}, {"grant_expires_at = now() - interval '1 hour'", nil}, {"state = 'suspended'", nil},
		{"region = 'DE'", []string{"base 10", "base 11", "channel 8.5", "contract 6", "group 6", "group 7"}},
	} {
		m.exec("UPDATE hub.trading_relationship SET "+row.change+" WHERE tenant_id = $1 AND buyer_id = $2", m.sellers[0].UUID(), m.buyers[0].UUID())
		check(row.change, 0, row.want)
		m.exec("UPDATE hub.trading_relationship SET state = 'approved', sees_price = 'own', grant_expires_at = NULL, region = 'SE-AB' WHERE tenant_id = $1 AND buyer_id = $2", m.sellers[0].UUID(), m.buyers[0].UUID())
	}
	m.exec("INSERT INTO hub.pricing_policy (tenant_id, floor_margin, updated_at) VALUES ($1, 40, now())", m.sellers[0].UUID())
	check("a floor at 6.67", 0, []string{"base 10", "base 11", "channel 8.5", "group 7", "region 8.1"})
	check("a floor at 6.67, for another", 1, []string{"base 10", "base 11", "channel 8.5", "region 9.9"})
}

// What Resolve says of a buyer's facts is what it says of the supplier's about that buyer, whatever there is: the preview is the answer.
func TestBothSidesResolveTheSame(t *testing.T) {
	m := newMarket(t)
	rows := []string{"pricing_entry", "pricing_list", "pricing_cost", "pricing_policy", "pricing_list_price"}
	figure := rapid.Map(rapid.Int64Range(1, 30_000), func(n int64) string { return decimal.New(n, -2).String() })
	rapid.Check(t, func(r *rapid.T) {
		for _, table := range rows {
			m.exec("DELETE FROM hub." + table)
		}
		for _, sku := range []string{"A", "B", "C"} {
			if rapid.Bool().Draw(r, "priced") {
				m.base(0, sku, figure.Draw(r, "base"), "10", figure.Draw(r, "break"))
			}
			if rapid.Bool().Draw(r, "costs") {
				m.cost(0, sku, figure.Draw(r, "cost"))
			}
		}
		for n, kind := range []string{"region", "group", "contract", "base"} {
			if rapid.IntRange(0, 3).Draw(r, kind) == 0 {
				continue
			}
			column, of := [][]any{{"region", "SE"}, {"group_id", m.group[0].UUID()}, {"customer_id", m.customer[0][0].UUID()}, {"", nil}}[n][0].(string), any(nil)
			if column != "" {
				of = [][]any{{"SE"}, {m.group[0].UUID()}, {m.customer[0][0].UUID()}}[n][0]
			}
			more := fmt.Sprintf("round_mode = '%s', round_step = %s, priority = %d", rapid.SampledFrom(money.Roundings()).Draw(r, "mode"),
				rapid.SampledFrom([]string{"0", "0.05", "0.1", "1"}).Draw(r, "step"), rapid.IntRange(0, 2).Draw(r, "priority"))
			if kind != "base" && rapid.Bool().Draw(r, "ruled") {
				more += ", rule = '" + drawRule(r) + "'"
			} else if rapid.Bool().Draw(r, "taxed") {
				more += ", tax_included = true, tax_rate = 13"
			}
			list := m.list(0, kind, column, of, more)
			for _, sku := range []string{"A", "B"} {
				if rapid.Bool().Draw(r, "has "+sku) {
					m.entry(0, list, sku, figure.Draw(r, "entry"), `[{"from": "5", "price": "`+figure.Draw(r, "rung")+`"}]`, "valid_from = '2026-0"+fmt.Sprint(rapid.IntRange(1, 9).Draw(r, "month"))+"-01'")
				}
			}
		}
		m.exec("INSERT INTO hub.pricing_policy (tenant_id, precedence, floor_margin, updated_at) VALUES ($1, $2, $3, now())", m.sellers[0].UUID(),
			rapid.SampledFrom([]string{"best", "priority"}).Draw(r, "precedence"), rapid.SampledFrom([]any{nil, 0, 20, 33.3333}).Draw(r, "floor"))
		mine, theirs := m.facts(0)
		for _, sku := range []string{"A", "B", "C"} {
			for _, quantity := range []string{"1", "5", "7.5", "10", "1000"} {
				ask := resolve.Ask{Quantity: decimal.RequireFromString(quantity), At: noon}
				a, okA := resolve.Resolve(mine[m.items[0][sku]], ask)
				b, okB := resolve.Resolve(theirs[m.items[0][sku]], ask)
				if okA != okB || a.Unit != b.Unit || a.From.List != b.From.List || a.From.Kind != b.From.Kind {
					r.Fatalf("%s of %s: the buyer %v %s of %s, the supplier %v %s of %s", quantity, sku, okA, a.Unit, a.From.Kind, okB, b.Unit, b.From.Kind)
				}
			}
		}
	})
}

func drawRule(r *rapid.T) string {
	percent := func(name string, from, to int64) string {
		return decimal.New(rapid.Int64Range(from, to).Draw(r, name), -1).String()
	}
	rule := map[string]any{"basis": rapid.SampledFrom([]string{"base", "cost"}).Draw(r, "basis"), "percent": percent("percent", -500, 900)}
	for _, bound := range []string{"floor", "ceiling"} {
		limits := map[string]string{}
		if rapid.Bool().Draw(r, bound+" of margin") {
			limits["margin"] = percent("margin", -300, 900)
		}
		if rapid.Bool().Draw(r, bound+" of amount") {
			limits["amount"] = decimal.New(rapid.Int64Range(0, 30_000).Draw(r, "amount"), -2).String()
		}
		if len(limits) > 0 {
			rule[bound] = limits
		}
	}
	text, err := json.Marshal(rule)
	if err != nil {
		r.Fatal(err)
	}
	return string(text)
}

// facts are those of the first buyer at the first supplier: as it sees them, and as the supplier does.
func (m *market) facts(seller int) (mine, theirs map[id.ItemID]resolve.Facts) {
	m.t.Helper()
	var items []id.ItemID
	var sought []pricing.Sought
	for _, item := range m.items[seller] {
		items, sought = append(items, item), append(sought, pricing.Sought{Supplier: m.sellers[seller], Item: item})
	}
	err := m.db.Read(context.Background(), m.pair(0, seller), func(_ context.Context, tx *tenants.Tx) error {
		found, err := pricing.ForBuyer(tx, sought, noon)
		mine = map[id.ItemID]resolve.Facts{}
		for of, f := range found {
			mine[of.Item] = f
		}
		return err
	})
	if err != nil {
		m.t.Fatal(err)
	}
	m.write(seller, func(tx *tenants.Tx) error {
		who, err := pricing.StandingOf(tx, m.sellers[seller], m.customer[seller][0])
		if err != nil {
			return err
		}
		theirs, err = pricing.ForStanding(tx, m.sellers[seller], who, items, noon)
		return err
	})
	return mine, theirs
}

func TestDisclosedPrices(t *testing.T) {
	t.Parallel()
	f := resolve.Facts{Prices: []resolve.Price{{Kind: resolve.Own}, {Kind: resolve.Base}, {Kind: resolve.Region}}, Cost: &money.UnitPrice{}}
	for level, want := range map[grant.PriceLevel]int{grant.PriceNone: 0, grant.PriceList: 1, grant.PriceOwn: 3} {
		got := pricing.Disclosed(grant.NewDisclosure(true, grant.Sees{Price: level}, 1, noon), f)
		if len(got.Prices) != want || got.Cost != nil {
			t.Errorf("%s: %+v", level, got)
		}
	}
	if got := pricing.Disclosed(grant.NewDisclosure(false, grant.Sees{Price: grant.PriceOwn}, 1, noon), f); len(got.Prices) > 0 {
		t.Errorf("a closed disclosure tells %+v", got)
	}
}
