package matching

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// party is a company with one person who may do everything there.
type party struct {
	id        id.CompanyID
	principal *authz.Principal
	name      string
}

func (p party) in(ctx context.Context) context.Context { return authz.With(ctx, p.principal) }

// world is three suppliers, a buyer of the first two, and the operator.
type world struct {
	t       testing.TB
	db      *tenants.DB
	admin   *pgx.Conn
	service *Service

	alpha, beta, gamma, buyer, operator party
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.Open(t)}
	w.admin = pgtest.Admin(t, w.db)
	w.service = w.newService()
	w.alpha, w.beta, w.gamma = w.found("Alpha Fasteners Ltd", authz.PartSupplier), w.found("Beta Supply", authz.PartSupplier), w.found("伽马五金有限公司", authz.PartSupplier)
	w.buyer, w.operator = w.found("Corner Shop", authz.PartBuyer), w.found("Hub", authz.PartOperator)
	for _, s := range []party{w.alpha, w.beta} {
		w.exec("INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, applied_at, decided_at, changed_at, sees_categories, sees_price) VALUES ($1, $2, 'approved', 'Corner Shop', now(), now(), now(), '{*}', 'none')",
			s.id.UUID(), w.buyer.id.UUID())
	}
	return w
}

func (w *world) newService() *Service {
	trail, err := audit.NewTrail(bytes.Repeat([]byte{3}, seal.KeySize))
	w.check(err)
	return New(w.db, trail, slog.New(slog.DiscardHandler))
}

func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) exec(text string, args ...any) {
	w.t.Helper()
	_, err := w.admin.Exec(context.Background(), text, args...)
	w.check(err)
}

// found makes a company with an owner.
func (w *world) found(name, part string) party {
	w.t.Helper()
	now := time.Now()
	p := party{id: id.New[id.Company](now), name: name}
	person, seat := id.New[id.Person](now), id.New[id.Seat](now)
	p.principal = &authz.Principal{Person: person, Session: id.NewRandom[id.Session](), Seats: []authz.Seat{{ID: seat, Company: p.id, Parts: []string{part}, Roles: []authz.Role{authz.Owner}}}}
	w.exec("INSERT INTO hub.identity_person (id, name, email, locale, password_hash, created_at, updated_at) VALUES ($1, $2, $3, 'en', '', now(), now())",
		person.UUID(), "Owner of "+name, person.String()+"@example.org")
	w.exec("INSERT INTO hub.identity_company (id, name, country, parts, founder_id, created_at, updated_at) VALUES ($1, $2, 'GB', $3, $4, now(), now())", p.id.UUID(), name, []string{part}, person.UUID())
	w.exec("INSERT INTO hub.identity_seat (company_id, id, person_id, roles, created_at) VALUES ($1, $2, $3, '{owner}', now())", p.id.UUID(), seat.UUID(), person.UUID())
	return p
}

// sells puts an item on sale, or changes it, by its SKU.
func (w *world) sells(p party, t Text) Item {
	w.t.Helper()
	item := id.New[id.Item](time.Now())
	if t.Unit == "" {
		t.Unit = "H87"
	}
	var got string
	err := w.admin.QueryRow(context.Background(), `INSERT INTO hub.catalog_item AS old (tenant_id, id, sku, name, brand, mpn, gtin, category, unit, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'general', $8, now())
ON CONFLICT (tenant_id, sku) DO UPDATE SET name = EXCLUDED.name, brand = EXCLUDED.brand, mpn = EXCLUDED.mpn, gtin = EXCLUDED.gtin, unit = EXCLUDED.unit, state = 'active', version = old.version + 1 RETURNING id::text`,
		p.id.UUID(), item.UUID(), t.SKU, t.Name, t.Brand, t.MPN, t.GTIN, t.Unit).Scan(&got)
	w.check(err)
	w.check(item.Scan(got))
	return Item{p.id, item}
}

func (w *world) withdraws(i Item) {
	w.t.Helper()
	w.exec("UPDATE hub.catalog_item SET state = 'withdrawn', version = version + 1 WHERE tenant_id = $1 AND id = $2", i.Supplier.UUID(), i.ID.UUID())
}

// match does all that waits, as the jobs do.
func (w *world) match(with *Service) {
	w.t.Helper()
	for _, p := range []party{w.alpha, w.beta, w.gamma} {
		w.check(w.service.Want(context.Background(), tenants.Worker(p.id, id.New[id.Job](time.Now()))))
	}
	whole, err := with.workOff(context.Background(), func() bool { return true })
	if err != nil || !whole {
		w.t.Fatal(whole, err)
	}
}

// products are what stands in the database, by the SKUs of their items.
func (w *world) products() string {
	w.t.Helper()
	rows, err := w.admin.Query(context.Background(), `SELECT string_agg(i.sku, ' ' ORDER BY i.sku) FROM hub.matching_member m
JOIN hub.catalog_item i ON i.tenant_id = m.tenant_id AND i.id = m.item_id JOIN hub.matching_product p ON p.id = m.product_id GROUP BY m.product_id, p.items HAVING count(*) = p.items ORDER BY 1`)
	w.check(err)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.check(err)
	return strings.Join(list, " | ")
}

func (w *world) wantProducts(when, want string) {
	w.t.Helper()
	if got := w.products(); got != want {
		w.t.Fatalf("%s the products are %q, want %q", when, got, want)
	}
}

// edges are all edges, in a form that can be compared.
func (w *world) edges() string {
	w.t.Helper()
	rows, err := w.admin.Query(context.Background(), `SELECT a.sku || '–' || b.sku || ' ' || e.state || ' ' || e.answer FROM hub.matching_edge e
JOIN hub.catalog_item a ON a.tenant_id = e.left_tenant AND a.id = e.left_item JOIN hub.catalog_item b ON b.tenant_id = e.right_tenant AND b.id = e.right_item ORDER BY 1`)
	w.check(err)
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	w.check(err)
	return strings.Join(list, " | ")
}

func (w *world) questions() []Question {
	w.t.Helper()
	got, err := w.service.Questions(w.operator.in(w.t.Context()), w.operator.id, "", page.Request{Limit: 200})
	w.check(err)
	if int(got.Left) != len(got.Items) {
		w.t.Fatalf("%d questions of %d", len(got.Items), got.Left)
	}
	return got.Items
}

// about finds the question about two SKUs.
func (w *world) about(a, b string) Question {
	w.t.Helper()
	all := w.questions()
	i := slices.IndexFunc(all, func(q Question) bool {
		return q.LeftRecord.SKU == a && q.RightRecord.SKU == b || q.LeftRecord.SKU == b && q.RightRecord.SKU == a
	})
	if i < 0 {
		w.t.Fatalf("nobody asks about %s and %s, but about %s", a, b, w.edges())
	}
	return all[i]
}

func (w *world) answer(q Question, v Verdict, despite bool) Result {
	w.t.Helper()
	got, err := w.service.Answer(w.operator.in(w.t.Context()), w.operator.id, []Answer{{q.ID, q.Version, v, despite}})
	w.check(err)
	return got.Results[0]
}

// productOf is the product of an item, for the operator.
func (w *world) productOf(i Item) id.ProductID {
	w.t.Helper()
	var text string
	w.check(w.admin.QueryRow(context.Background(), "SELECT product_id::text FROM hub.matching_member WHERE tenant_id = $1 AND item_id = $2", i.Supplier.UUID(), i.ID.UUID()).Scan(&text))
	var p id.ProductID
	w.check(p.Scan(text))
	return p
}

// events are what suppliers were told, by supplier.
func (w *world) events() map[string][]string {
	w.t.Helper()
	rows, err := w.admin.Query(context.Background(), "SELECT owner_id::text, payload::text FROM hub.outbox_event WHERE topic = $1 ORDER BY id", TopicProductChanged)
	w.check(err)
	out := map[string][]string{}
	var owner, payload string
	_, err = pgx.ForEachRow(rows, []any{&owner, &payload}, func() error {
		out[owner] = append(out[owner], payload)
		return nil
	})
	w.check(err)
	return out
}

// heed runs the job that follows a supplier's word.
func (w *world) heed(p party, i Item) {
	w.t.Helper()
	w.check(w.service.heard(context.Background(), job.Context{Company: p.id, Owner: p.id.UUID(), Job: id.New[id.Job](time.Now())}, heardArgs{i.ID}))
}

func (w *world) text(v any) string {
	w.t.Helper()
	out, err := json.Marshal(v)
	w.check(err)
	return string(out)
}

// names of goods that are alike but not the same.
func bolt(n int) string { return fmt.Sprintf("Hex bolt M%d x 40 zinc plated steel", n) }

// fill puts other goods on sale, so that words weigh as they do in catalogues.
func (w *world) fill() {
	w.t.Helper()
	for n, name := range []string{
		"Oak shelf 80 cm", "Desk lamp white", "Printer paper A4 500 sheets", "Blue ink cartridge", "Garden hose 20 m", "Steel bucket 10 l", "Wool blanket grey", "Coffee beans 1 kg",
		"Green tea 100 bags", "Kitchen towel rolls", "Dish soap lemon", "Copper pipe 15 mm", "Door handle brass", "LED bulb E27 warm", "Extension cable 5 m", "Safety gloves leather",
		"Face mask FFP2", "Wall paint matt 5 l", "Roof tile red", "Sand paper grit 120",
	} {
		w.sells(w.beta, Text{SKU: fmt.Sprintf("F%02d", n), Name: name})
	}
}
