package comparison

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"manifold/internal/catalog"
	"manifold/internal/catalog/find"
	"manifold/internal/catalog/media"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Search answers the offers of all suppliers of the buyer that fit. Candidates come from the finder, out of what the buyer may see; each
// supplier with candidates on the page is then read in the scope of the pair.
func (s *Service) Search(ctx context.Context, buyer id.CompanyID, w Wanted, r page.Request) (FoundOffers, error) {
	o := find.Options{
		Suppliers: w.Suppliers, Brands: w.Brands, Categories: w.Categories, Headings: w.Headings, Traits: w.Traits, InStock: w.InStock, ByName: w.Sort == ByName,
		Counted: w.Facets, Limit: r.Fetch(), Most: mostFound,
	}
	if w.Facets {
		o.Most = mostCounted
	}
	if w.Sort == ByPrice {
		return s.cheapest(ctx, buyer, w.Words, o, r)
	}
	if !r.After.IsZero() {
		o.After = &find.Place{}
		if err := r.After.Into(&o.After.Rank, &o.After.Name, &o.After.Item); err != nil {
			return FoundOffers{}, err
		}
	}
	look, err := s.look(ctx, buyer, w.Words, o)
	if err != nil {
		return FoundOffers{}, err
	}
	cut := page.Of(r, look.found.Hits, func(h find.Hit) page.Cursor { return page.After(h.Rank, h.Name, h.Item) })
	return look.page(ctx, cut)
}

// Suggest answers the first few offers, while somebody types.
func (s *Service) Suggest(ctx context.Context, buyer id.CompanyID, words string, limit int) (FoundOffers, error) {
	look, err := s.look(ctx, buyer, words, find.Options{Limit: limit, Most: mostSuggested})
	if err != nil {
		return FoundOffers{}, err
	}
	return look.page(ctx, page.Page[find.Hit]{Items: look.found.Hits})
}

// cheapest reads all candidates, for only their offers have prices.
func (s *Service) cheapest(ctx context.Context, buyer id.CompanyID, words string, o find.Options, r page.Request) (FoundOffers, error) {
	o.Limit, o.Most = mostFound, mostFound
	var after id.ItemID
	if !r.After.IsZero() {
		if err := r.After.Into(&after); err != nil {
			return FoundOffers{}, err
		}
	}
	look, err := s.look(ctx, buyer, words, o)
	if err != nil {
		return FoundOffers{}, err
	}
	all, err := look.read(ctx, look.found.Hits)
	if err != nil {
		return FoundOffers{}, err
	}
	slices.SortFunc(all, cheaper)
	if i := slices.IndexFunc(all, func(h Hit) bool { return h.Offer.Item == after }); i >= 0 {
		all = all[i+1:]
	}
	cut := page.Of(r, all[:min(len(all), r.Fetch())], func(h Hit) page.Cursor { return page.After(h.Offer.Item) })
	return look.answer(ctx, cut)
}

// looking is one search on its way: what the buyer's suppliers are, and the candidates.
type looking struct {
	service   *Service
	buyer     id.CompanyID
	mine      tenants.Scope
	query     find.Query
	suppliers []grant.SupplierRef
	found     find.Found
	sights    map[id.CompanyID]FoundSupplier
}

// look asks the finder, in the buyer's scope.
func (s *Service) look(ctx context.Context, buyer id.CompanyID, words string, o find.Options) (*looking, error) {
	scope, err := authz.Acting(ctx, buyer, mayReadOffers)
	if err != nil {
		return nil, err
	}
	l := &looking{service: s, buyer: buyer, mine: scope, query: find.Understand(words), sights: map[id.CompanyID]FoundSupplier{}}
	if strings.TrimSpace(words) == "" {
		return nil, fault.Invalid.With(fault.Field{Path: "q", Code: "required", Message: "Give at least one word."})
	}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		if l.suppliers, err = grant.SuppliersInSight(tx, buyer); err != nil {
			return err
		}
		l.found, err = s.finder.Find(tx, l.query, o)
		return err
	})
	return l, err
}

// page reads the offers of a page of candidates.
func (l *looking) page(ctx context.Context, cut page.Page[find.Hit]) (FoundOffers, error) {
	found, err := l.read(ctx, cut.Items)
	if err != nil {
		return FoundOffers{}, err
	}
	return l.answer(ctx, page.Page[Hit]{Items: found, Next: cut.Next})
}

// visits is how many suppliers one search reads at once.
const visits = 4

// read reads candidates in the scopes of their pairs, each supplier once. What is not offered any more by then is left out.
func (l *looking) read(ctx context.Context, hits []find.Hit) ([]Hit, error) {
	wanted := map[id.CompanyID][]id.ItemID{}
	for _, h := range hits {
		wanted[h.Supplier] = append(wanted[h.Supplier], h.Item)
	}
	var mu sync.Mutex
	offers := make(map[id.ItemID]Hit, len(hits))
	visiting, inside := errgroup.WithContext(ctx)
	visiting.SetLimit(visits)
	for _, supplier := range l.suppliers {
		items := wanted[supplier.ID]
		if len(items) == 0 {
			continue
		}
		visiting.Go(func() error {
			sight, read, err := l.visit(inside, supplier, items)
			mu.Lock()
			defer mu.Unlock()
			l.sights[supplier.ID] = sight
			for _, h := range read {
				offers[h.Offer.Item] = h
			}
			return err
		})
	}
	if err := visiting.Wait(); err != nil {
		return nil, err
	}
	out := make([]Hit, 0, len(hits))
	for _, h := range hits {
		if read, offered := offers[h.Item]; offered {
			out = append(out, read)
		}
	}
	return out, nil
}

// visit reads what one supplier offers of these items. One that has closed since it was listed has nothing.
func (l *looking) visit(ctx context.Context, supplier grant.SupplierRef, items []id.ItemID) (FoundSupplier, []Hit, error) {
	sight := FoundSupplier{SupplierRef: supplier}
	if err := l.service.grants.Pace(ctx, supplier.ID, l.buyer).Err(); err != nil {
		return sight, nil, err
	}
	scope, err := authz.Looking(ctx, l.buyer, supplier.ID, mayReadOffers)
	if err != nil {
		return sight, nil, err
	}
	var out []Hit
	err = l.service.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier.ID, l.buyer)
		if errors.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		sight.Epoch, sight.Shows = look.Epoch(), look.Shown()
		v := view{tx: tx, supplier: supplier.ID, look: look}
		picked, err := catalog.Pick(tx, supplier.ID, v.filter("", ""), items)
		if err != nil {
			return err
		}
		offers, err := v.offers(inOrder(picked, items))
		if err != nil {
			return err
		}
		images, err := media.First(tx, supplier.ID, items)
		for _, o := range offers {
			out = append(out, Hit{Found: Found{supplier.ID, o}, Image: images[o.Item]})
		}
		return err
	})
	return sight, out, err
}

// answer tells what was found, and notes what of each supplier was read.
func (l *looking) answer(ctx context.Context, cut page.Page[Hit]) (FoundOffers, error) {
	if err := l.call(ctx, cut.Items); err != nil {
		return FoundOffers{}, err
	}
	for i, f := range cut.Items {
		cut.Items[i].Marks = l.query.Marks(f.Offer.Name, l.found.Near)
	}
	out := FoundOffers{
		Page: cut, Total: l.found.Total, More: l.found.More, Corrected: corrected(l.found.Near, cut.Items), Facets: facets(l.found.Facets, l.suppliers), Tag: l.tag(),
	}
	offers := map[id.CompanyID][]Offer{}
	for _, f := range cut.Items {
		offers[f.Supplier] = append(offers[f.Supplier], f.Offer)
	}
	for _, supplier := range l.suppliers {
		if len(offers[supplier.ID]) == 0 {
			continue
		}
		out.Suppliers = append(out.Suppliers, l.sights[supplier.ID])
		if err := l.service.seen(ctx, l.buyer, supplier.ID, offers[supplier.ID]); err != nil {
			return FoundOffers{}, err
		}
	}
	return out, nil
}

// call adds what the buyer calls the items.
func (l *looking) call(ctx context.Context, found []Hit) error {
	refs := make([]own.Ref, len(found))
	for i, f := range found {
		refs[i] = own.Ref{Supplier: f.Supplier, Item: f.Offer.Item}
	}
	if len(refs) == 0 {
		return nil
	}
	return l.service.db.Read(ctx, l.mine, func(_ context.Context, tx *tenants.Tx) error {
		called, err := own.FactsOf(tx, l.buyer, refs)
		for i, r := range refs {
			found[i].Own = called[r].Facts
		}
		return err
	})
}

// tag names the epochs of all suppliers in sight.
func (l *looking) tag() string {
	epochs := sha256.New()
	for _, s := range l.suppliers {
		_, _ = fmt.Fprintf(epochs, "%s %d\n", s.ID, s.Epoch)
	}
	return hex.EncodeToString(epochs.Sum(nil)[:12])
}
