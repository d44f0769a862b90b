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
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app"
	"manifold/internal/comparison/basket"
	"manifold/internal/identity"
	"manifold/internal/kernel/id"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
)

//go:embed compare.sql
var compareWares string

//go:embed compare_buyer.sql
var compareBuyer string

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

// read are the tables that a comparison reads under row security.
var read = []string{"catalog_item", "catalog_pack", "matching_member", "pricing_list_price", "pricing_own_price", "pricing_list", "pricing_entry", "pricing_policy", "pricing_condition", "trading_relationship", "promotion_action"}

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
	for _, part := range []func(context.Context) ([]Figure, error){b.statements, b.floors, b.reckoned, b.over("SQL"), b.copied} {
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
	jsonFloor           float64                  // ms
	seen                map[string]time.Duration // what processes of the database had worked
	database            time.Duration            // what all of them have
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
	for _, table := range append(read, "inventory_stock", "inventory_warehouse", "trading_customer", "matching_own_item", "catalog_search", "matching_item") {
		if _, err := b.admin.Exec(ctx, "VACUUM (ANALYZE) hub."+table); err != nil {
			return err
		}
	}
	if _, err := b.admin.Exec(ctx, "CHECKPOINT"); err != nil { // or what was laid in would be written while requests are measured
		return err
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

// buyer founds a buyer that sixty suppliers show everything to, in a group and a region of each, with a contract at every fourth of them and prices of its own at every fifth: some
// 900 and 200 offers at full size.
func (b *compareBench) buyer(ctx context.Context, n int) error {
	mail := buyerMail(n)
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
	_, err = b.admin.PgConn().Exec(ctx, strings.NewReplacer("{buyer}", company.UUID(), "{suppliers}", strconv.Itoa(min(b.suppliers, compareSees))).Replace(compareBuyer)).ReadAll()
	return err
}

func buyerMail(n int) string { return fmt.Sprintf("buyer%d@example.com", n) }

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

func ratio(name string, value, most float64) Figure {
	return Figure{name, value, "×", fmt.Sprintf("≤ %g", most), value <= most}
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
	for _, kind := range []struct {
		name  string
		lines int
		best  int
	}{{"request of 50 lines, best 3", 50, 3}, {"request of 50 lines, all offers", 50, 0}, {"request of 500 lines, best 3", 500, 3}} {
		bodies := make([][]byte, compareRounds)
		for i := range bodies {
			body, err := b.body(ctx, kind.lines, kind.best)
			if err != nil {
				return nil, err
			}
			bodies[i] = body
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
			toFloor := ratio(name+" : JSON floor", (hub+database)/b.jsonFloor, 5)
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

// post compares as one of the buyers.
func (b *compareBench) post(i int, body []byte) ([]byte, error) {
	return b.sent(i, http.MethodPost, "/comparison", http.StatusOK, body)
}

// sent asks as one of the buyers, which signs in again where laying in took longer than a session lasts.
func (b *compareBench) sent(i int, method, path string, status int, body []byte) ([]byte, error) {
	by := i % len(b.buyers)
	for again := false; ; again = true {
		r := httptest.NewRequestWithContext(context.Background(), method, "/api/companies/"+b.buyers[by].id.String()+path, bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+b.tokens[by])
		w := httptest.NewRecorder()
		b.hub.Web.Handler().ServeHTTP(w, r)
		switch {
		case w.Code == status:
			return w.Body.Bytes(), nil
		case w.Code != http.StatusUnauthorized || again:
			return nil, fmt.Errorf("%s answers %d: %s", path, w.Code, w.Body.Bytes()[:min(600, w.Body.Len())])
		}
		in, err := b.hub.Identity.SignIn(r.Context(), buyerMail(by), benchPassword, "")
		if err != nil {
			return nil, err
		}
		b.tokens[by] = in.Access
	}
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
