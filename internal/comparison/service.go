package comparison

import (
	"context"

	"manifold/internal/catalog"
	"manifold/internal/catalog/find"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/cache"
	"manifold/internal/pricing"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB      *tenants.DB
	Clock   clock.Clock
	Audit   *audit.Trail
	Blobs   blob.Store
	Counter *cache.Counter
	Grants  *grant.Service
	Finder  find.Finder // nil: PostgreSQL's
}

// Service has one method per use case.
type Service struct {
	db      *tenants.DB
	clock   clock.Clock
	audit   *audit.Trail
	blobs   blob.Store
	counter *cache.Counter
	grants  *grant.Service
	finder  find.Finder
}

// New makes the service.
func New(c Config) *Service {
	if c.Finder == nil {
		c.Finder = find.Postgres{}
	}
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, blobs: c.Blobs, counter: c.Counter, grants: c.Grants, finder: c.Finder}
}

// Offers is a page of what one supplier offers, with what it shows at all.
type Offers struct {
	page.Page[Offer]
	Epoch int64
	Shows grant.Sees
}

// List answers what one supplier offers the buyer, by SKU. Without an approved relationship it is fault.NotFound.
func (s *Service) List(ctx context.Context, buyer, supplier id.CompanyID, words, category string, r page.Request) (Offers, error) {
	scope, err := authz.Looking(ctx, buyer, supplier, mayReadOffers)
	if err != nil {
		return Offers{}, err
	}
	var out Offers
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier, buyer)
		if err != nil {
			return err
		}
		out, err = view{tx: tx, supplier: supplier, look: look}.page(words, category, r)
		return err
	})
	if err != nil {
		return Offers{}, err
	}
	return out, s.seen(ctx, buyer, supplier, out.Items)
}

// Preview answers what List answers to a buyer of the supplier, or to somebody with a grant that is not given yet.
func (s *Service) Preview(ctx context.Context, supplier id.CompanyID, of grant.Subject, draft *grant.Grant, words, category string, r page.Request) (Offers, error) {
	scope, err := authz.Acting(ctx, supplier, mayReadSheet)
	if err != nil {
		return Offers{}, err
	}
	var out Offers
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.Previewed(tx, supplier, of, draft)
		if err != nil {
			return err
		}
		standing, err := pricing.StandingOf(tx, supplier, look.Customer)
		if err != nil {
			return err
		}
		if !of.Group.IsZero() {
			standing.Group = of.Group
		}
		out, err = view{tx: tx, supplier: supplier, look: look, preview: true, standing: standing}.page(words, category, r)
		return err
	})
	return out, err
}

// page cuts a page out of the items in view.
func (v view) page(words, category string, r page.Request) (Offers, error) {
	after := ""
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return Offers{}, err
		}
	}
	items, err := catalog.List(v.tx, v.supplier, v.filter(words, category), after, r.Fetch())
	if err != nil {
		return Offers{}, err
	}
	cut := page.Of(r, items, func(i catalog.Item) page.Cursor { return page.After(i.SKU) })
	offers, err := v.offers(cut.Items)
	return Offers{page.Page[Offer]{Items: offers, Next: cut.Next}, v.look.Epoch(), v.look.Shown()}, err
}

// Available answers whether quantities can be had, in the order of the lines.
func (s *Service) Available(ctx context.Context, buyer, supplier id.CompanyID, lines []Asked) ([]Answered, int64, error) {
	scope, err := authz.Looking(ctx, buyer, supplier, mayReadOffers)
	if err != nil {
		return nil, 0, err
	}
	wanted := make([]id.ItemID, len(lines))
	for i, line := range lines {
		wanted[i] = line.Item
	}
	var epoch int64
	var offers []Offer
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier, buyer)
		if err != nil {
			return err
		}
		epoch = look.Epoch()
		v := view{tx: tx, supplier: supplier, look: look}
		items, err := catalog.Pick(tx, supplier, v.filter("", ""), wanted)
		if err != nil {
			return err
		}
		offers, err = v.offers(inOrder(items, wanted))
		return err
	})
	if err != nil {
		return nil, 0, err
	}
	byItem := make(map[id.ItemID]Offer, len(offers))
	for _, offer := range offers {
		byItem[offer.Item] = offer
	}
	out := make([]Answered, len(lines))
	for i, line := range lines {
		offer, offered := byItem[line.Item]
		out[i] = answer(line, offer, offered)
	}
	return out, epoch, s.seen(ctx, buyer, supplier, offers)
}

// inOrder is the items there are, each once, in the order in which they were asked for.
func inOrder(items map[id.ItemID]catalog.Item, wanted []id.ItemID) []catalog.Item {
	out := make([]catalog.Item, 0, len(items))
	for _, w := range wanted {
		if item, there := items[w]; there {
			out = append(out, item)
			delete(items, w)
		}
	}
	return out
}

// seen notes what somebody read: for the supplier's watch, and, when it becomes much, in the supplier's log before the answer leaves.
func (s *Service) seen(ctx context.Context, buyer, supplier id.CompanyID, offers []Offer) error {
	items := make([]id.ItemID, len(offers))
	for i, offer := range offers {
		items[i] = offer.Item
	}
	s.grants.Saw(ctx, supplier, buyer, items)
	caller, ok := authz.From(ctx)
	if !ok || len(items) == 0 {
		return nil
	}
	rows := s.counter.AddEach(ctx, []cache.More{{Key: cache.Key("bulk view", supplier.String(), buyer.String(), caller.Person.String()), N: int64(len(items))}}, grant.BulkWindow)[0].N
	if rows < grant.BulkRows || rows-int64(len(items)) >= grant.BulkRows {
		return nil
	}
	scope, err := authz.Acting(ctx, buyer, mayReadOffers)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		who, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		return grant.LogDisclosure(tx, grant.DisclosureEntry{Supplier: supplier, Buyer: buyer, Kind: grant.ByBulkView, Rows: rows, Who: who})
	})
}
