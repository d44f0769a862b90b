package bench

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app"
	"manifold/internal/comparison/basket"
	"manifold/internal/identity"
	"manifold/internal/kernel/id"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

//go:embed compare.sql
var compareWares string

// Sizes of the compare bench, full and small.
const (
	compareSuppliers      = 100
	compareProducts       = 200_000
	compareSuppliersSmall = 60
	compareProductsSmall  = 6_000
	compareSees           = 60 // suppliers of one buyer
	compareBuyers         = 6
	compareRounds         = 30
)

// layoutFloor is the least that a database has to do for a basket in this layout: the items of the products with their base prices, without row security.
const layoutFloor = `
SELECT i.tenant_id, i.id, i.multiple, i.lead_days, p.currency, p.price, p.breaks::text, e.price, k.on_hand
FROM unnest($1::uuid[]) AS l(product_id)
JOIN hub.matching_member m ON m.product_id = l.product_id AND m.tenant_id = ANY ($2::uuid[])
JOIN hub.catalog_item i ON i.tenant_id = m.tenant_id AND i.id = m.item_id AND i.state = 'active'
LEFT JOIN hub.pricing_list_price p ON p.tenant_id = i.tenant_id AND p.item_id = i.id
LEFT JOIN LATERAL (SELECT e.price FROM hub.pricing_entry e WHERE e.tenant_id = i.tenant_id AND e.item_id = i.id AND e.list_id = ANY ($3::uuid[]) LIMIT 1) e ON true
LEFT JOIN hub.inventory_stock k ON k.tenant_id = i.tenant_id AND k.item_id = i.id`

// read are the tables that a comparison reads under row security.
var read = []string{"catalog_item", "catalog_pack", "matching_member", "pricing_list_price", "pricing_own_price", "pricing_list", "pricing_entry", "pricing_policy", "pricing_condition", "trading_relationship"}

// comparing measures baskets over many suppliers, as the CPU that hub and database spend on one together.
func comparing(ctx context.Context, hub *app.App, o Options) ([]Figure, error) {
	b := compareBench{hub: hub, random: rand.New(rand.NewPCG(20261122, 7)), suppliers: compareSuppliersSmall, products: compareProductsSmall} //nolint:gosec // the same baskets each time
	if o.Large {
		b.suppliers, b.products = compareSuppliers, compareProducts
	}
	took := stopwatch()
	if err := b.lay(ctx); err != nil {
		return nil, err
	}
	defer func() { _ = b.admin.Close(context.WithoutCancel(ctx)) }()
	figures := []Figure{{fmt.Sprintf("%d suppliers, %d products, %d offers laid in", b.suppliers, b.products, b.offers), took().Seconds(), "s", "", true}}
	for _, part := range []func(context.Context) ([]Figure, error){b.statements, b.reckoned, b.over("SQL"), b.copied} {
		more, err := part(ctx)
		if err != nil {
			return nil, err
		}
		figures = append(figures, more...)
	}
	real, err := comparingReal(ctx, o)
	return append(figures, real...), err
}

type compareBench struct {
	hub                 *app.App
	admin               *pgx.Conn
	random              *rand.Rand
	suppliers, products int
	offers              int64
	buyers              []buyer
	tokens              []string
	postmaster          string
}

// lay makes wares and buyers, each with sixty suppliers.
func (b *compareBench) lay(ctx context.Context) (err error) {
	if b.admin, err = pgx.Connect(ctx, b.hub.Config.DatabaseURL); err != nil {
		return err
	}
	text := strings.NewReplacer("{suppliers}", strconv.Itoa(b.suppliers), "{products}", strconv.Itoa(b.products)).Replace(compareWares)
	if _, err := b.admin.PgConn().Exec(ctx, text).ReadAll(); err != nil {
		return err
	}
	for i := range compareBuyers {
		if err := b.buyer(ctx, i); err != nil {
			return err
		}
	}
	for _, table := range append(read, "inventory_stock", "trading_customer") {
		if _, err := b.admin.Exec(ctx, "VACUUM (ANALYZE) hub."+table); err != nil {
			return err
		}
	}
	if err := b.admin.QueryRow(ctx, "SELECT count(*) FROM hub.catalog_item").Scan(&b.offers); err != nil {
		return err
	}
	var dir string
	if err := b.admin.QueryRow(ctx, "SELECT current_setting('data_directory')").Scan(&dir); err != nil {
		return err
	}
	pid, err := os.ReadFile(filepath.Join(dir, "postmaster.pid"))
	b.postmaster, _, _ = strings.Cut(string(pid), "\n")
	return err
}

// buyer founds a buyer that sixty suppliers show everything to, in a group and a region of each.
func (b *compareBench) buyer(ctx context.Context, n int) error {
	mail := fmt.Sprintf("buyer%d@example.com", n)
	_, own, err := b.hub.Identity.Provision(ctx, identity.Person{Email: mail, Name: "Buyer", Locale: "en"}, benchPassword, identity.NewCompany{Name: mail, Country: "CN", Parts: []string{"buyer"}})
	if err != nil {
		return err
	}
	in, err := b.hub.Identity.SignIn(ctx, mail, benchPassword, "")
	if err != nil {
		return err
	}
	caller, err := b.hub.Identity.Authenticate(ctx, in.Access)
	if err != nil {
		return err
	}
	company := own[0].ID
	b.buyers, b.tokens = append(b.buyers, buyer{authz.With(ctx, caller), company}), append(b.tokens, in.Access)
	_, err = b.admin.Exec(ctx, `
WITH who AS (SELECT s, md5('supplier' || s)::uuid AS tenant_id, md5('customer' || s || $1)::uuid AS customer_id, CASE WHEN s % 4 > 0 THEN md5('group' || (s * 10 + s % 4))::uuid END AS group_id
  FROM generate_series(1, least($2::int, $3::int)) s),
made AS (INSERT INTO hub.trading_customer (tenant_id, id, code, name, group_id, buyer_id, source, code_key, name_key, created_at, updated_at)
  SELECT tenant_id, customer_id, $1, 'Buyer', group_id, $1::uuid, 'manual', $1, 'B', now(), now() FROM who)
INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, region, applied_at, decided_at, changed_at, sees_categories, sees_price, sees_stock, sees_lead_time, sees_promotions)
SELECT tenant_id, $1::uuid, 'approved', 'Buyer', customer_id, 'R' || s % 4, now(), now(), now(), '{*}', 'own', 'exact', true, true FROM who`, company.UUID(), b.suppliers, compareSees)
	return err
}

// basket draws lines: half of the products that most have, a third of those that some have, the others from the rest.
func (b *compareBench) basket(lines int) []int {
	out, seen := make([]int, 0, lines), map[int]bool{}
	for len(out) < lines {
		p := 0
		switch n := b.random.IntN(10); {
		case n < 5:
			p = 1 + b.random.IntN(max(1, b.products/20))
		case n < 8:
			p = 1 + b.products/20 + b.random.IntN(max(1, b.products/5))
		default:
			p = 1 + b.random.IntN(b.products)
		}
		if !seen[p] || len(seen) >= b.products/20 {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// request is a basket by the manufacturer's numbers or, as a saved list has it, by items.
func (b *compareBench) request(ctx context.Context, products []int, best int) (basket.Request, error) {
	out := basket.Request{Best: best}
	rows, err := b.admin.Query(ctx, `SELECT DISTINCT ON (l.n) m.tenant_id, m.item_id FROM unnest($1::int[]) WITH ORDINALITY AS l(p, n)
		JOIN hub.matching_member m ON m.product_id = md5('product' || l.p)::uuid AND m.tenant_id IN (SELECT md5('supplier' || s)::uuid FROM generate_series(1, $2::int) s) ORDER BY l.n, m.tenant_id`, products, compareSees)
	if err != nil {
		return out, err
	}
	var tenant, item [16]byte
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item}, func() error {
		out.Lines = append(out.Lines, basket.Asked{
			Key: strconv.Itoa(len(out.Lines)), Item: &own.Ref{Supplier: id.FromUUID[id.Company](tenant), Item: id.FromUUID[id.Item](item)}, Quantity: strconv.Itoa([]int{1, 2, 5, 10, 24, 60, 100, 250}[b.random.IntN(8)]),
		})
		return nil
	})
	return out, err
}

// spent is what the hub and all of its database's processes have worked so far.
func (b *compareBench) spent() (hub, database time.Duration) {
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use) // cannot fail for oneself
	hub = time.Duration(use.Utime.Nano() + use.Stime.Nano())
	processes, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, p := range processes {
		text, err := os.ReadFile(p)
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		field := strings.Fields(rest)
		if len(field) < 13 || field[1] != b.postmaster {
			continue
		}
		user, _ := strconv.ParseInt(field[11], 10, 64)
		system, _ := strconv.ParseInt(field[12], 10, 64)
		database += time.Duration(user+system) * 10 * time.Millisecond // ticks of a hundredth of a second
	}
	return hub, database
}

// perRound is the CPU of one of so many, in milliseconds, in the hub and in the database.
func (b *compareBench) perRound(rounds int, do func(int) error) (hub, database float64, err error) {
	if err := do(0); err != nil { // the first fills caches of plans
		return 0, 0, err
	}
	hubBefore, dbBefore := b.spent()
	for i := range rounds {
		if err := do(i); err != nil {
			return 0, 0, err
		}
	}
	hubAfter, dbAfter := b.spent()
	in := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(rounds) }
	return in(hubAfter - hubBefore), in(dbAfter - dbBefore), nil
}

// statements measures the reading alone: the floor of the layout, and the path in the buyer's scope with row security on and off.
func (b *compareBench) statements(ctx context.Context) ([]Figure, error) {
	products := make([][]string, compareRounds)
	refs := make([][]own.Ref, compareRounds)
	for i := range products {
		drawn := b.basket(50)
		rows, err := b.admin.Query(ctx, "SELECT md5('product' || p)::uuid::text FROM unnest($1::int[]) p", drawn)
		if err != nil {
			return nil, err
		}
		if products[i], err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
			return nil, err
		}
		if refs[i], err = b.members(ctx, products[i]); err != nil {
			return nil, err
		}
	}
	var suppliers, lists []string
	if err := b.admin.QueryRow(ctx, "SELECT array_agg(md5('supplier' || s)::uuid::text), (SELECT array_agg(id::text) FROM hub.pricing_list) FROM generate_series(1, $1::int) s", compareSees).Scan(&suppliers, &lists); err != nil {
		return nil, err
	}
	n := 0
	floorHub, floor, err := b.perRound(compareRounds, func(i int) error {
		rows, err := b.admin.Query(ctx, layoutFloor, products[i], suppliers, lists)
		if err != nil {
			return err
		}
		for rows.Next() {
			n++
			if _, err := rows.Values(); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	path := func(i int) error {
		by := b.buyers[i%len(b.buyers)]
		scope, err := authz.Acting(by.ctx, by.id, "comparison.offer.read")
		if err != nil {
			return err
		}
		return b.hub.DB.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
			sellers, err := basket.SQL{}.Sellers(ctx, tx, by.id)
			if err != nil {
				return err
			}
			_, err = basket.SQL{}.Offers(ctx, tx, sellers, refs[i])
			return err
		})
	}
	onHub, on, err := b.perRound(compareRounds, path)
	if err != nil {
		return nil, err
	}
	if err := b.security(ctx, "DISABLE"); err != nil {
		return nil, err
	}
	offHub, off, err := b.perRound(compareRounds, path)
	if back := b.security(ctx, "ENABLE"); err == nil {
		err = back
	}
	if err != nil {
		return nil, err
	}
	ms := func(name string, v float64, target string, ok bool) Figure {
		return Figure{name, v, "ms CPU", target, ok}
	}
	return []Figure{
		{"offers of a basket of 50 lines", float64(n) / float64(compareRounds+1), "rows", "", true},
		ms("layout floor, database", floor, "", true), ms("layout floor, client", floorHub, "", true),
		ms("SQL path with row security, database", on, "", true), ms("SQL path with row security, hub", onHub, "", true),
		ms("SQL path without row security, database", off, "", true), ms("SQL path without row security, hub", offHub, "", true),
		ratio("SQL path : layout floor, all in", (on+onHub)/(floor+floorHub), 1.5), ratio("row security on : off, database", on/max(off, 0.001), 1.25),
	}, nil
}

func ratio(name string, value, most float64) Figure {
	return Figure{name, value, "×", fmt.Sprintf("≤ %g", most), value <= most}
}

func (b *compareBench) members(ctx context.Context, products []string) ([]own.Ref, error) {
	rows, err := b.admin.Query(ctx, "SELECT tenant_id, item_id FROM hub.matching_member WHERE product_id = ANY ($1::uuid[]) AND tenant_id IN (SELECT md5('supplier' || s)::uuid FROM generate_series(1, $2::int) s)", products, compareSees)
	if err != nil {
		return nil, err
	}
	var out []own.Ref
	var tenant, item [16]byte
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item}, func() error {
		out = append(out, own.Ref{Supplier: id.FromUUID[id.Company](tenant), Item: id.FromUUID[id.Item](item)})
		return nil
	})
	return out, err
}

// security switches row security of what is read on or off.
func (b *compareBench) security(ctx context.Context, what string) error {
	for _, table := range read {
		if _, err := b.admin.Exec(ctx, "ALTER TABLE hub."+table+" "+what+" ROW LEVEL SECURITY"); err != nil {
			return err
		}
	}
	return nil
}

// over measures requests over what answers now, and how long somebody waits for them.
func (b *compareBench) over(what string) func(context.Context) ([]Figure, error) {
	return func(ctx context.Context) ([]Figure, error) {
		figures, err := b.requests(ctx, what)
		if err != nil {
			return nil, err
		}
		walls, err := b.walls(ctx, what)
		return append(figures, walls...), err
	}
}

// requests measures whole requests over HTTP, beside the floor of encoding JSON.
func (b *compareBench) requests(ctx context.Context, over string) ([]Figure, error) {
	var figures []Figure
	floorHub, _, err := b.perRound(2000, func(int) error {
		rows := make([]map[string]any, 150)
		for i := range rows {
			rows[i] = map[string]any{"supplier": "com_06evk3q2b5vt8h0000000000a0", "item": "itm_06evk3q2b5vt8h0000000000a0", "price": "12.300000", "cost": "123.00", "rank": i}
		}
		_, err := json.Marshal(rows)
		return err
	})
	if err != nil {
		return nil, err
	}
	figures = append(figures, Figure{"JSON floor, 22 kB by encoding/json", floorHub, "ms CPU", "", true})
	for _, kind := range []struct {
		name  string
		lines int
		best  int
	}{{"request of 50 lines, best 3", 50, 3}, {"request of 50 lines, all offers", 50, 0}, {"request of 500 lines, best 3", 500, 3}} {
		bodies := make([][]byte, compareRounds)
		for i := range bodies {
			if bodies[i], err = b.body(ctx, kind.lines, kind.best); err != nil {
				return nil, err
			}
		}
		rounds := compareRounds
		if kind.lines > 50 {
			rounds = 6
		}
		size := 0
		hub, database, err := b.perRound(rounds, func(i int) error {
			got, err := b.post(i, bodies[i])
			size = len(got)
			return err
		})
		if err != nil {
			return nil, err
		}
		name := "over " + over + ", " + kind.name
		figures = append(figures, Figure{name + ", hub", hub, "ms CPU", "", true}, Figure{name + ", database", database, "ms CPU", "", true}, Figure{name + ", answer", float64(size) / 1000, "kB", "", true})
		if kind.lines == 50 && kind.best == 3 {
			toFloor := ratio(name+" : JSON floor", (hub+database)/floorHub, 5)
			if over == "SQL" { // the bar is the book's
				toFloor.Target, toFloor.OK = "", true
			}
			figures = append(figures, toFloor)
		}
	}
	return figures, nil
}

// body is a request as JSON.
func (b *compareBench) body(ctx context.Context, lines, best int) ([]byte, error) {
	r, err := b.request(ctx, b.basket(lines), best)
	if err != nil {
		return nil, err
	}
	out := map[string]any{}
	if best > 0 {
		out["best"] = best
	}
	var all []map[string]any
	for _, l := range r.Lines {
		all = append(all, map[string]any{"key": l.Key, "quantity": l.Quantity, "item": map[string]string{"supplier": l.Item.Supplier.String(), "item": l.Item.Item.String()}})
	}
	out["lines"] = all
	return json.Marshal(out)
}

// post sends a request as one of the buyers.
func (b *compareBench) post(i int, body []byte) ([]byte, error) {
	by := i % len(b.buyers)
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/api/companies/"+b.buyers[by].id.String()+"/comparison", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+b.tokens[by])
	w := httptest.NewRecorder()
	b.hub.Web.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("compare answers %d: %s", w.Code, w.Body.Bytes()[:min(300, w.Body.Len())])
	}
	return w.Body.Bytes(), nil
}

// walls measures how long somebody waits: a basket of 500 lines over 60 suppliers, and 1,000 lines over 20.
func (b *compareBench) walls(ctx context.Context, over string) ([]Figure, error) {
	var figures []Figure
	for _, kind := range []struct {
		name      string
		lines     int
		suppliers int
		most      float64
	}{{"500 lines over 60 suppliers, p50", 500, 60, 300}, {"1,000 lines over 20 suppliers, p50", 1000, 20, 3000}} {
		var times []time.Duration
		for i := range 7 {
			r, err := b.request(ctx, b.basket(kind.lines), 3)
			if err != nil {
				return nil, err
			}
			for s := 1; s <= kind.suppliers && kind.suppliers < compareSees; s++ {
				var text string
				if err := b.admin.QueryRow(ctx, "SELECT md5('supplier' || $1::int)::uuid::text", s).Scan(&text); err != nil {
					return nil, err
				}
				var company id.CompanyID
				if err := company.Scan(text); err != nil {
					return nil, err
				}
				r.Suppliers = append(r.Suppliers, company)
			}
			by := b.buyers[i%len(b.buyers)]
			took := stopwatch()
			if _, err := b.hub.Baskets.Compare(by.ctx, by.id, r); err != nil {
				return nil, err
			}
			if i > 0 {
				times = append(times, took())
			}
		}
		figures = append(figures, atMost("over "+over+", "+kind.name, median(times), kind.most))
	}
	return figures, nil
}
