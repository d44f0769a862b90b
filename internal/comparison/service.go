package comparison

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"manifold/internal/catalog"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/cache"
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
}

// Service has one method per use case.
type Service struct {
	db      *tenants.DB
	clock   clock.Clock
	audit   *audit.Trail
	blobs   blob.Store
	counter *cache.Counter
	grants  *grant.Service
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, blobs: c.Blobs, counter: c.Counter, grants: c.Grants}
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
		out, err = view{tx: tx, supplier: supplier, look: look, preview: true}.page(words, category, r)
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

// Found is an offer among those of several suppliers.
type Found struct {
	Supplier id.CompanyID
	Offer    Offer
}

// FoundSupplier is a supplier with offers on a page of Search.
type FoundSupplier struct {
	grant.SupplierRef
	Epoch int64
	Shows grant.Sees
}

// FoundOffers is a page of Search.
type FoundOffers struct {
	page.Page[Found]
	Suppliers []FoundSupplier // of the page, by id
	Tag       string          // changes with the epoch of any of the buyer's suppliers
}

// Search answers the offers of all suppliers of the buyer with these words, by name. Each supplier is read in the scope of the pair.
func (s *Service) Search(ctx context.Context, buyer id.CompanyID, words string, r page.Request) (FoundOffers, error) {
	scope, err := authz.Acting(ctx, buyer, mayReadOffers)
	if err != nil {
		return FoundOffers{}, err
	}
	var name string
	var after id.ItemID
	if !r.After.IsZero() {
		if err := r.After.Into(&name, &after); err != nil {
			return FoundOffers{}, err
		}
	}
	if len(strings.Fields(words)) == 0 {
		return FoundOffers{}, fault.Invalid.With(fault.Field{Path: "q", Code: "required", Message: "Give at least one word."})
	}
	var suppliers []grant.SupplierRef
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		suppliers, err = grant.SuppliersInSight(tx, buyer)
		return err
	})
	if err != nil {
		return FoundOffers{}, err
	}
	var all []Found
	sights, epochs := map[id.CompanyID]FoundSupplier{}, sha256.New()
	for _, supplier := range suppliers {
		if err := s.grants.Pace(ctx, supplier.ID, buyer).Err(); err != nil {
			return FoundOffers{}, err
		}
		sight, offers, err := s.searchOne(ctx, buyer, supplier, words, name, after, r.Fetch())
		if err != nil {
			return FoundOffers{}, err
		}
		sights[supplier.ID] = sight
		_, _ = fmt.Fprintf(epochs, "%s %d\n", supplier.ID, sight.Epoch)
		for _, offer := range offers {
			all = append(all, Found{supplier.ID, offer})
		}
	}
	slices.SortFunc(all, func(a, b Found) int {
		return cmp.Or(cmp.Compare(a.Offer.Name, b.Offer.Name), cmp.Compare(a.Offer.Item.UUID(), b.Offer.Item.UUID()))
	})
	out := FoundOffers{Page: page.Of(r, all[:min(len(all), r.Fetch())], func(f Found) page.Cursor { return page.After(f.Offer.Name, f.Offer.Item) })}
	out.Tag = hex.EncodeToString(epochs.Sum(nil)[:12])
	return out, s.seenOf(ctx, buyer, suppliers, sights, &out)
}

// searchOne answers what one supplier has. One that has closed since it was listed has nothing.
func (s *Service) searchOne(ctx context.Context, buyer id.CompanyID, supplier grant.SupplierRef, words, name string, after id.ItemID, limit int) (FoundSupplier, []Offer, error) {
	scope, err := authz.Looking(ctx, buyer, supplier.ID, mayReadOffers)
	if err != nil {
		return FoundSupplier{}, nil, err
	}
	found := FoundSupplier{SupplierRef: supplier}
	var offers []Offer
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier.ID, buyer)
		if errors.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		found.Epoch, found.Shows = look.Epoch(), look.Shown()
		v := view{tx: tx, supplier: supplier.ID, look: look}
		items, err := catalog.Search(tx, supplier.ID, v.filter(words, ""), name, after, limit)
		if err != nil {
			return err
		}
		offers, err = v.offers(items)
		return err
	})
	return found, offers, err
}

// seenOf names the suppliers of a page and notes what of each was read.
func (s *Service) seenOf(ctx context.Context, buyer id.CompanyID, suppliers []grant.SupplierRef, sights map[id.CompanyID]FoundSupplier, out *FoundOffers) error {
	offers := map[id.CompanyID][]Offer{}
	for _, f := range out.Items {
		offers[f.Supplier] = append(offers[f.Supplier], f.Offer)
	}
	for _, supplier := range suppliers {
		if len(offers[supplier.ID]) == 0 {
			continue
		}
		out.Suppliers = append(out.Suppliers, sights[supplier.ID])
		if err := s.seen(ctx, buyer, supplier.ID, offers[supplier.ID]); err != nil {
			return err
		}
	}
	return nil
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

// BulkRows is from how many rows of one supplier on, read by one person in an hour, the reading stands in the supplier's log.
const BulkRows = 1000

const bulkWindow = time.Hour

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
	rows, _ := s.counter.AddMany(ctx, cache.Key("bulk view", supplier.String(), buyer.String(), caller.Person.String()), int64(len(items)), bulkWindow)
	if rows < BulkRows || rows-int64(len(items)) >= BulkRows {
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
