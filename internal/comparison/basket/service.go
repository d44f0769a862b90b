package basket

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/catalog/find"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/cache"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// What the operations ask for.
const (
	mayRead  = authz.Permission("comparison.offer.read")
	mayWrite = authz.Permission("comparison.own.write")
)

// Config is what the service works with.
type Config struct {
	DB      *tenants.DB
	Audit   *audit.Trail
	Blobs   blob.Store
	Counter *cache.Counter
	Grants  *grant.Service
	Finder  find.Finder      // nil: PostgreSQL's
	Book    Book             // nil: PostgreSQL
	Orders  promotion.Orders // required where a promotion asks when somebody last ordered
}

// Service has one method per use case.
type Service struct {
	db      *tenants.DB
	audit   *audit.Trail
	blobs   blob.Store
	counter *cache.Counter
	grants  *grant.Service
	finder  find.Finder
	book    Book
	orders  promotion.Orders
}

// New makes the service.
func New(c Config) *Service {
	if c.Finder == nil {
		c.Finder = find.Postgres{}
	}
	if c.Book == nil {
		c.Book = SQL{}
	}
	return &Service{db: c.DB, audit: c.Audit, blobs: c.Blobs, counter: c.Counter, grants: c.Grants, finder: c.Finder, book: c.Book, orders: c.Orders}
}

// Compare answers what every supplier of the buyer takes for a basket. Suppliers that are answered from are counted and watched as everywhere.
func (s *Service) Compare(ctx context.Context, buyer id.CompanyID, r Request) (Comparison, error) {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return Comparison{}, err
	}
	if err := r.check(); err != nil {
		return Comparison{}, err
	}
	var work *reckoning
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		work, err = s.gather(ctx, tx, buyer, r)
		return err
	})
	if err != nil {
		return Comparison{}, err
	}
	out, err := s.complete(ctx, work)
	if err != nil {
		return Comparison{}, err
	}
	return out, s.watch(ctx, buyer, out)
}

// check refuses what cannot be compared at all.
func (r Request) check() error {
	keys := map[string]bool{}
	for i, l := range r.Lines {
		path := fmt.Sprintf("/lines/%d", i)
		if l.Item == nil && strings.TrimSpace(l.Text) == "" && strings.TrimSpace(l.Name) == "" {
			return fault.Invalid.With(fault.Field{Path: path + "/text", Code: "required", Message: "Give an item or a text."})
		}
		if k := key(l, i); keys[k] {
			return fault.Invalid.With(fault.Field{Path: path + "/key", Code: "duplicate", Message: "An earlier line has this key already."})
		} else {
			keys[k] = true
		}
	}
	if len(r.Lines) > MostLines {
		return fault.Invalid.With(fault.Field{Path: "/lines", Code: "too_many", Message: "At most 5,000 lines."})
	}
	return nil
}

// gather reads all that a comparison needs, in the buyer's scope.
func (s *Service) gather(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, r Request) (*reckoning, error) {
	kept, err := readSetting(tx, buyer)
	if err != nil {
		return nil, err
	}
	work := &reckoning{at: tx.Now(), kept: kept, setting: kept.Setting, request: r}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	if work.references, err = references(ctx, db, tx.Now()); err != nil {
		return nil, err
	}
	if r.Currency != "" {
		if work.setting.Currency, err = money.ParseCurrency(strings.ToUpper(r.Currency)); err != nil {
			return nil, fault.Invalid.With(fault.Field{Path: "/currency", Code: "unknown", Message: "This is no currency of ISO 4217."})
		}
		work.setting = work.setting.into(kept.Currency, work.references)
	}
	work.currency = work.setting.Currency
	if work.sellers, err = s.book.Sellers(ctx, tx, buyer); err != nil {
		return nil, err
	}
	all := slices.Clone(work.sellers) // a line may name an item of one that is left out
	work.tag = tagOf(work.sellers, kept)
	if len(r.Suppliers) > 0 {
		work.sellers = slices.DeleteFunc(work.sellers, func(x Seller) bool { return !slices.Contains(r.Suppliers, x.ID) })
	}
	work.sellers = delivering(work.sellers, r.Region)
	if err := promoted(tx, s.orders, buyer, work.sellers); err != nil {
		return nil, err
	}
	return work, s.understand(ctx, tx, buyer, work, all)
}

// promoted gives sellers the promotions that they show the buyer, where the book has not, and says when the buyer last ordered where that matters.
func promoted(tx *tenants.Tx, orders promotion.Orders, buyer id.CompanyID, sellers []Seller) error {
	if err := stand(tx, buyer, sellers); err != nil {
		return err
	}
	dated := map[id.CompanyID]promotion.Offered{}
	for i := range sellers {
		if o := (promotion.Offered{Promotions: sellers[i].Promotions, Buyer: sellers[i].Who}); o.Dated() {
			dated[sellers[i].ID] = o
		}
	}
	if len(dated) == 0 {
		return nil
	}
	err := orders.Date(tx, buyer, dated)
	for i := range sellers {
		if o, some := dated[sellers[i].ID]; some {
			sellers[i].Who = o.Buyer
		}
	}
	return err
}

// stand reads the promotions of sellers of which they were not read yet.
func stand(tx *tenants.Tx, buyer id.CompanyID, sellers []Seller) error {
	var showing []id.CompanyID
	for i := range sellers {
		if s := &sellers[i]; !s.promoted {
			if s.promoted = true; promotion.Discloses(s.Look) {
				showing = append(showing, s.ID)
			}
		}
	}
	if len(showing) == 0 {
		return nil
	}
	offered, err := promotion.Standing(tx, buyer, showing, tx.Now())
	for i, s := range sellers {
		if o, some := offered[s.ID]; some {
			sellers[i].Promotions, sellers[i].Together, sellers[i].Who = o.Promotions, o.Policy, o.Buyer
			sellers[i].weighed = combine.NewSet(o.Promotions)
		}
	}
	return err
}

// complete reckons what was gathered.
func (s *Service) complete(ctx context.Context, work *reckoning) (Comparison, error) {
	if err := s.bottoms(ctx, work); err != nil {
		return Comparison{}, err
	}
	out := work.run()
	out.Version, out.ChangedAt, out.Tag = work.kept.Version, work.kept.UpdatedAt, work.tag
	return out, nil
}

// bottoms reads the floors, below which no promotion goes. They are read apart: no buyer's scope sees one, and none leaves.
func (s *Service) bottoms(ctx context.Context, work *reckoning) error {
	var keys []promotion.Key
	for _, l := range work.lines {
		for _, o := range l.offers {
			if seller := &work.sellers[o.Supplier]; seller.Floored && len(seller.Promotions) > 0 {
				keys = append(keys, promotion.Key{Supplier: o.Thing.Supplier, Item: o.Item})
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return s.db.Read(ctx, tenants.Projector(tenants.ProjectorFloors), func(_ context.Context, tx *tenants.Tx) error {
		floors, err := promotion.FloorsOf(tx, keys)
		work.floors = floors
		return err
	})
}

// into brings what waiting and orders cost into another currency; without a rate they cost nothing there.
func (s Setting) into(from money.Currency, references map[money.Currency]Reference) Setting {
	rate, ok := rateOf(from, s.Currency, references)
	if !ok {
		s.DayCost, s.OrderCost = decimal.Zero, decimal.Zero
		return s
	}
	s.DayCost, s.OrderCost = s.DayCost.Mul(rate.shown).Round(6), s.OrderCost.Mul(rate.shown).Round(6)
	return s
}

// tagOf changes with the epoch of any supplier, and with the settings.
func tagOf(sellers []Seller, kept Kept) string {
	sum := sha256.New()
	for _, s := range sellers {
		_, _ = fmt.Fprintf(sum, "%s %d\n", s.ID, s.Epoch)
	}
	_, _ = fmt.Fprintf(sum, "%d", kept.Version)
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// understand finds what the lines mean, and reads all offers of that.
func (s *Service) understand(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, work *reckoning, all []Seller) error {
	u, err := s.newUnderstanding(ctx, tx, buyer, all)
	if err != nil {
		return err
	}
	meant, err := u.lines(work.request.Lines)
	if err != nil {
		return err
	}
	same := make([][]own.Ref, len(meant))
	var refs, named []own.Ref
	known := map[own.Ref]bool{}
	for i, m := range meant {
		named = append(named, m.questions...)
		if m.state == Matched {
			same[i] = u.same(m.about)
			for _, ref := range same[i] {
				if !known[ref] {
					known[ref] = true
					refs = append(refs, ref)
				}
			}
		}
	}
	offers, err := s.book.Offers(ctx, tx, work.sellers, refs)
	if err != nil {
		return err
	}
	byRef := make(map[own.Ref]*Offer, len(offers))
	for _, o := range offers {
		byRef[o.Ref] = o
	}
	for _, m := range meant {
		if m.state == Matched && byRef[m.about] == nil {
			named = append(named, m.about)
		}
	}
	called := map[own.Ref]Thing{}
	if len(named) > 0 {
		if called, err = things(ctx, u.db, named); err != nil {
			return err
		}
	}
	codes, err := own.FactsOf(tx, buyer, abouts(meant))
	if err != nil {
		return err
	}
	work.lines = make([]wanted, len(meant))
	for i, m := range meant {
		work.lines[i] = newWanted(work.request.Lines[i], i, m, same[i], byRef, called)
		work.lines[i].line.OwnCode = codes[m.about].Code
	}
	return nil
}

func abouts(meant []meaning) []own.Ref {
	var out []own.Ref
	for _, m := range meant {
		if m.state == Matched {
			out = append(out, m.about)
		}
	}
	return out
}

// newWanted puts together what is known of a line.
func newWanted(asked Asked, at int, m meaning, same []own.Ref, offers map[own.Ref]*Offer, called map[own.Ref]Thing) wanted {
	w := wanted{asked: asked, line: Line{Key: key(asked, at), State: m.state, By: m.by, Guess: m.guess, Quantity: asked.Quantity}}
	for _, q := range m.questions {
		if t, sees := called[q]; sees {
			w.line.Questions = append(w.line.Questions, t)
		}
	}
	if m.state != Matched {
		return w
	}
	for _, ref := range same {
		if o := offers[ref]; o != nil {
			w.offers = append(w.offers, o)
		}
	}
	if about := offers[m.about]; about != nil {
		w.line.About = &about.Thing
		w.about = measureOf{about.Unit, about.Contents}
	} else {
		about := called[m.about]
		w.line.About = &about
		if len(w.offers) > 0 {
			w.about = measureOf{w.offers[0].Unit, w.offers[0].Contents}
		}
	}
	if asked.Unit != "" {
		unit, err := quantity.ParseUnit(asked.Unit)
		if err != nil {
			w.line.Problem = WrongUnit
			return w
		}
		w.about.unit = unit
	}
	w.line.Unit = w.about.unit.Code()
	amount, wrong := catalog.ReadQuantity("", asked.Quantity)
	if wrong != nil {
		w.line.Problem = WrongQuantity
		return w
	}
	w.quantity = amount
	return w
}

// watch counts the request in the limit of each supplier that was answered from, notes what was read for its watch, and logs it where it is much.
func (s *Service) watch(ctx context.Context, buyer id.CompanyID, c Comparison) error {
	read := c.read()
	suppliers := slices.SortedFunc(maps.Keys(read), func(a, b id.CompanyID) int { return strings.Compare(a.UUID(), b.UUID()) })
	for _, pace := range s.grants.Paces(ctx, suppliers, buyer) {
		if err := pace.Err(); err != nil {
			return err
		}
	}
	caller, ok := authz.From(ctx)
	more := make([]cache.More, len(suppliers))
	for i, supplier := range suppliers {
		s.grants.Saw(ctx, supplier, buyer, read[supplier])
		if ok {
			more[i] = cache.More{Key: cache.Key("bulk view", supplier.String(), buyer.String(), caller.Person.String()), N: int64(len(read[supplier]))}
		}
	}
	if !ok {
		return nil
	}
	var entries []grant.DisclosureEntry
	for i, rows := range s.counter.AddEach(ctx, more, grant.BulkWindow) {
		if rows.N >= grant.BulkRows && rows.N-more[i].N < grant.BulkRows {
			entries = append(entries, grant.DisclosureEntry{Supplier: suppliers[i], Buyer: buyer, Kind: grant.ByBulkView, Rows: rows.N})
		}
	}
	if len(entries) == 0 {
		return nil
	}
	return s.log(ctx, buyer, entries...)
}

// log writes an entry that the supplier reads, in the buyer's scope.
func (s *Service) log(ctx context.Context, buyer id.CompanyID, entries ...grant.DisclosureEntry) error {
	scope, err := authz.Acting(ctx, buyer, mayRead)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		who, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		for _, e := range entries {
			e.Who = who
			if err := grant.LogDisclosure(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}
