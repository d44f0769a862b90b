package comparison

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	contract "manifold/api/comparison"
	"manifold/internal/catalog"
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/job"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/internal/platform/mail"
	"manifold/internal/platform/seal"
	"manifold/internal/platform/table"
	"manifold/internal/trading/grant"
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

// world is two suppliers and two buyers. The first buyer is a customer of both suppliers, the second of the first one.
type world struct {
	t       testing.TB
	db      *tenants.DB
	admin   *pgx.Conn
	grants  *grant.Service
	service *Service
	baskets *basket.Service
	http    Handler
	trade   grant.Handler
	mailbox string
	reg     *job.Registry
	counter *cache.Counter

	supplier, rival party
	buyer, other    party
	group           id.GroupID                                      // of the supplier
	customers       map[id.CompanyID]map[id.CompanyID]id.CustomerID // by supplier and buyer
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, db: pgtest.Open(t), customers: map[id.CompanyID]map[id.CompanyID]id.CustomerID{}}
	w.admin = pgtest.Admin(t, w.db)
	trail := must(audit.NewTrail(bytes.Repeat([]byte{3}, seal.KeySize)))
	w.mailbox = filepath.Join(t.TempDir(), "mailbox.jsonl")
	box := must(mail.OpenMailbox(w.mailbox, clock.System()))
	t.Cleanup(func() { _ = box.Close() })
	mails := must(mail.NewQueue(bytes.Repeat([]byte{4}, seal.KeySize), box))
	blobs := must(blob.NewDisk(t.TempDir()))
	w.counter = cache.NewCounter(nil, clock.System())
	w.grants = grant.New(grant.Config{
		DB: w.db, Clock: clock.System(), Audit: trail, Mail: mails, Counter: w.counter, PublicURL: "https://hub.example", Catalogue: catalog.Shown{},
	})
	w.service = New(Config{DB: w.db, Clock: clock.System(), Audit: trail, Blobs: blobs, Counter: w.counter, Grants: w.grants})
	w.baskets = basket.New(basket.Config{DB: w.db, Audit: trail, Blobs: blobs, Counter: w.counter, Grants: w.grants})
	w.http, w.trade = NewHandler(w.service, w.baskets), grant.NewHandler(w.grants)
	w.reg = job.NewRegistry(w.db, slog.New(slog.DiscardHandler))
	w.service.Handle(w.reg)
	w.baskets.Handle(w.reg)
	mails.Handle(w.reg)

	w.supplier, w.rival = w.found("Alpha Fasteners", authz.PartSupplier), w.found("Rival Tools", authz.PartSupplier)
	w.buyer, w.other = w.found("Corner Shop", authz.PartBuyer), w.found("Other Shop", authz.PartBuyer)
	w.group = id.New[id.Group](time.Now())
	w.exec("INSERT INTO hub.trading_group (tenant_id, id, name, updated_at) VALUES ($1, $2, 'Dealers', now())", w.supplier.id.UUID(), w.group.UUID())
	for _, pair := range [][2]party{{w.supplier, w.buyer}, {w.supplier, w.other}, {w.rival, w.buyer}} {
		w.join(pair[0], pair[1])
	}
	return w
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
	if part == authz.PartSupplier {
		w.exec("INSERT INTO hub.trading_supplier_profile (tenant_id, name, updated_at) VALUES ($1, $2, now())", p.id.UUID(), name)
	}
	return p
}

// join makes a buyer an approved customer, of the supplier's group at the first supplier.
func (w *world) join(supplier, buyer party) {
	w.t.Helper()
	customer := id.New[id.Customer](time.Now())
	if w.customers[supplier.id] == nil {
		w.customers[supplier.id] = map[id.CompanyID]id.CustomerID{}
	}
	w.customers[supplier.id][buyer.id] = customer
	var group any
	if supplier.id == w.supplier.id {
		group = w.group.UUID()
	}
	w.exec("INSERT INTO hub.trading_customer (tenant_id, id, code, name, group_id, buyer_id, source, code_key, name_key, created_at, updated_at) VALUES ($1, $2, $3, $3, $4, $5, 'manual', $3, $3, now(), now())",
		supplier.id.UUID(), customer.UUID(), buyer.name, group, buyer.id.UUID())
	w.exec("INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, applied_at, decided_at, changed_at) VALUES ($1, $2, 'approved', $3, $4, now(), now(), now())",
		supplier.id.UUID(), buyer.id.UUID(), buyer.name, customer.UUID())
	w.resolve(supplier)
}

// resolve projects the supplier's grants, as saving one does.
func (w *world) resolve(supplier party) {
	w.t.Helper()
	if _, err := w.grants.PutGrant(supplier.in(w.t.Context()), supplier.id, grant.LevelDefault, "", nil, grant.Grant{}); err != nil {
		w.t.Fatal(err)
	}
}

// grant sets what one level discloses.
func (w *world) grant(supplier party, level grant.Level, subject string, g grant.Grant) {
	w.t.Helper()
	if _, err := w.grants.PutGrant(supplier.in(w.t.Context()), supplier.id, level, subject, nil, g); err != nil {
		w.t.Fatalf("grant %s %+v: %v", level, g, err)
	}
}

func (w *world) exec(text string, args ...any) {
	w.t.Helper()
	if _, err := w.admin.Exec(context.Background(), text, args...); err != nil {
		w.t.Fatalf("%s: %v", text, err)
	}
}

func (w *world) state(supplier, buyer party, state string) {
	w.t.Helper()
	w.exec("UPDATE hub.trading_relationship SET state = $3 WHERE tenant_id = $1 AND buyer_id = $2", supplier.id.UUID(), buyer.id.UUID(), state)
}

// sheet sets items and wants every line taken.
func (w *world) sheet(supplier party, lines ...contract.SheetLine) {
	w.t.Helper()
	got, err := w.http.PutSheet(supplier.in(w.t.Context()), contract.PutSheetRequestObject{Company: supplier.id, Body: &contract.SheetLines{Lines: lines}})
	if err != nil {
		w.t.Fatal(err)
	}
	if out := got.(contract.PutSheet200JSONResponse); out.Flagged > 0 {
		w.t.Fatalf("flagged: %+v", out.Lines)
	}
}

// item finds the id of a supplier's item.
func (w *world) item(supplier party, sku string) id.ItemID {
	w.t.Helper()
	var out id.ItemID
	var text string
	if err := w.admin.QueryRow(context.Background(), "SELECT id::text FROM hub.catalog_item WHERE tenant_id = $1 AND sku = $2", supplier.id.UUID(), sku).Scan(&text); err != nil {
		w.t.Fatal(err)
	}
	if err := out.Scan(text); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// reply is an answer as it goes over the wire.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// wire writes an answer, or the fault in its place, as the server would, but for the request id.
func wire(visit func(http.ResponseWriter) error, err error) reply {
	rec := httptest.NewRecorder()
	if err == nil {
		err = visit(rec)
	}
	if err != nil {
		f := fault.From(err)
		rec = httptest.NewRecorder()
		rec.WriteHeader(f.Kind().Status())
		_ = json.NewEncoder(rec).Encode(map[string]any{"code": f.Code(), "detail": f.Text(), "fields": f.Fields()})
	}
	return reply{rec.Code, rec.Header(), rec.Body.Bytes()}
}

func (w *world) list(buyer, supplier party, q, category, after string, limit int) reply {
	w.t.Helper()
	p := contract.ListOffersParams{Q: optional.Of(q), Category: optional.Of(category), After: optional.Of(after), Limit: optional.Of(limit)}
	got, err := w.http.ListOffers(buyer.in(w.t.Context()), contract.ListOffersRequestObject{Company: buyer.id, Supplier: supplier.id, Params: p})
	return wire(func(rw http.ResponseWriter) error { return got.VisitListOffersResponse(rw) }, err)
}

func (w *world) preview(supplier party, body contract.PreviewRequest) reply {
	w.t.Helper()
	got, err := w.http.PreviewOffers(supplier.in(w.t.Context()), contract.PreviewOffersRequestObject{Company: supplier.id, Body: &body})
	return wire(func(rw http.ResponseWriter) error { return got.VisitPreviewOffersResponse(rw) }, err)
}

func (w *world) search(buyer party, q, after string, limit int) reply {
	w.t.Helper()
	p := contract.SearchOffersParams{Q: q, After: optional.Of(after), Limit: optional.Of(limit)}
	got, err := w.http.SearchOffers(buyer.in(w.t.Context()), contract.SearchOffersRequestObject{Company: buyer.id, Params: p})
	return wire(func(rw http.ResponseWriter) error { return got.VisitSearchOffersResponse(rw) }, err)
}

func (w *world) available(buyer, supplier party, lines ...contract.AvailabilityLine) reply {
	w.t.Helper()
	got, err := w.http.CheckAvailability(buyer.in(w.t.Context()), contract.CheckAvailabilityRequestObject{Company: buyer.id, Supplier: supplier.id, Body: &contract.AvailabilityRequest{Lines: lines}})
	return wire(func(rw http.ResponseWriter) error { return got.VisitCheckAvailabilityResponse(rw) }, err)
}

func (w *world) print(buyer, supplier party) reply {
	w.t.Helper()
	got, err := w.http.PrintOffers(buyer.in(w.t.Context()), contract.PrintOffersRequestObject{Company: buyer.id, Supplier: supplier.id, Body: &contract.OfferSelection{}})
	return wire(func(rw http.ResponseWriter) error { return got.VisitPrintOffersResponse(rw) }, err)
}

// file is what an export would write now, or the fault.
func (w *world) file(buyer, supplier party, format table.Format) reply {
	w.t.Helper()
	var out bytes.Buffer
	work := &job.Work{Context: job.Context{Company: buyer.id, Owner: buyer.id.UUID(), Person: buyer.principal.Person}}
	args := exportArgs{Supplier: supplier.id, Seat: buyer.principal.Seats[0].ID, Format: format, Code: "K7Q29XMD", At: time.Now()}
	err := w.service.writeFile(w.t.Context(), work, args, &out)
	return wire(func(rw http.ResponseWriter) error { _, err := rw.Write(out.Bytes()); return err }, err)
}

// unpace lets the buyer ask again: a test is faster than the minute in which its requests are counted.
func (w *world) unpace() {
	for _, supplier := range []party{w.supplier, w.rival} {
		w.unpaceOf(supplier, w.buyer)
	}
}

func (w *world) unpaceOf(supplier, buyer party) {
	w.counter.Clear(w.t.Context(), cache.Key("pair", supplier.id.String(), buyer.id.String()))
}

// moment is a time that no test reads off a clock.
var moment = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

var marked = regexp.MustCompile(`20\d\d-\d\d-\d\d \d\d:\d\d UTC`)

// markTimes takes the minute of a file's mark out of it.
func markTimes(text string) string { return marked.ReplaceAllString(text, "now") }

func line(sku string) contract.SheetLine {
	return contract.SheetLine{Sku: sku, Name: optional.Of("Item " + sku)}
}

func ref[T any](v T) *T { return &v }
