package comparison

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"manifold/internal/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/matching"
	"manifold/internal/matching/engine"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// sighting is an item that a buyer sees, as it sees it.
type sighting struct {
	own.Member
	item     catalog.Item
	offer    Offer
	details  catalog.Details
	defined  attribute.Definitions // of its category
	pricedAt time.Time
}

// sweep looks at items of several suppliers for one buyer, each supplier in the scope of the pair. What the buyer does not see comes into nothing
// that the sweep knows.
type sweep struct {
	service   *Service
	buyer     id.CompanyID
	mine      tenants.Scope                  // the buyer's own
	suppliers []grant.SupplierRef            // in sight
	visits    map[id.CompanyID]bool          // whose limit has counted this request
	sights    map[id.CompanyID]FoundSupplier // of suppliers that were looked at
	seen      map[own.Ref]sighting           //
	looked    map[own.Ref]bool               // that were asked for, seen or not
	products  map[id.ProductID]bool          // whose members were asked for
	links     []own.Link                     // of what was seen
	linked    map[own.Ref]bool               // whose links were read
}

// newSweep begins one; paced is the supplier whose limit has counted the request already.
func (s *Service) newSweep(ctx context.Context, buyer, paced id.CompanyID) (*sweep, error) {
	scope, err := authz.Acting(ctx, buyer, mayReadOffers)
	if err != nil {
		return nil, err
	}
	w := &sweep{
		service: s, buyer: buyer, mine: scope, visits: map[id.CompanyID]bool{paced: true}, sights: map[id.CompanyID]FoundSupplier{},
		seen: map[own.Ref]sighting{}, looked: map[own.Ref]bool{}, products: map[id.ProductID]bool{}, linked: map[own.Ref]bool{},
	}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		w.suppliers, err = grant.SuppliersInSight(tx, buyer)
		return err
	})
	return w, err
}

// see looks at items, and at all that suppliers in sight have of products.
func (w *sweep) see(ctx context.Context, refs []own.Ref, products []id.ProductID) error {
	wanted := map[id.CompanyID][]id.ItemID{}
	for _, r := range refs {
		if !w.looked[r] {
			w.looked[r] = true
			wanted[r.Supplier] = append(wanted[r.Supplier], r.Item)
		}
	}
	for _, supplier := range w.suppliers {
		if len(wanted[supplier.ID]) == 0 && len(products) == 0 {
			continue
		}
		if err := w.visit(ctx, supplier, wanted[supplier.ID], products); err != nil {
			return err
		}
	}
	return nil
}

// visit looks at one supplier. One that has closed since it was listed shows nothing.
func (w *sweep) visit(ctx context.Context, supplier grant.SupplierRef, items []id.ItemID, products []id.ProductID) error {
	if !w.visits[supplier.ID] {
		w.visits[supplier.ID] = true
		if err := w.service.grants.Pace(ctx, supplier.ID, w.buyer).Err(); err != nil {
			return err
		}
	}
	scope, err := authz.Looking(ctx, w.buyer, supplier.ID, mayReadOffers)
	if err != nil {
		return err
	}
	return w.service.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier.ID, w.buyer)
		if errors.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		for _, product := range products {
			members, err := matching.Members(tx, supplier.ID, product)
			if err != nil {
				return err
			}
			items = append(items, members...)
		}
		supplier.Epoch = look.Epoch()
		w.sights[supplier.ID] = FoundSupplier{supplier, look.Shown()}
		return w.note(view{tx: tx, supplier: supplier.ID, look: look}, items)
	})
}

// note keeps what a view shows of items.
func (w *sweep) note(v view, wanted []id.ItemID) error {
	picked, err := catalog.Pick(v.tx, v.supplier, v.filter("", ""), wanted)
	if err != nil || len(picked) == 0 {
		return err
	}
	items := inOrder(picked, wanted)
	offers, err := v.offers(items)
	if err != nil {
		return err
	}
	shown := make(map[id.ItemID]Offer, len(offers))
	for _, o := range offers {
		shown[o.Item] = o
	}
	wanted = wanted[:0:0]
	for _, i := range items {
		wanted = append(wanted, i.ID)
	}
	products, err := matching.ProductsOf(v.tx, v.supplier, wanted)
	if err != nil {
		return err
	}
	pasts, err := pricing.PastOf(v.tx, v.supplier, wanted, time.Time{})
	if err != nil {
		return err
	}
	details, err := catalog.DetailsOf(v.tx, v.supplier, wanted)
	if err != nil {
		return err
	}
	var categories []string
	for _, item := range items {
		categories = append(categories, item.Category)
	}
	said, err := catalog.SaidOf(v.tx, v.supplier, categories)
	if err != nil {
		return err
	}
	for _, item := range items {
		if offer, offered := shown[item.ID]; offered {
			member := own.Member{Ref: own.Ref{Supplier: v.supplier, Item: item.ID}, Product: products[item.ID]}
			w.seen[member.Ref] = sighting{member, item, offer, details[item.ID], said[item.Category].Attributes, since(v.look.Disclosure, pasts[item.ID], offer)}
		}
	}
	return nil
}

// since is when the price of an offer came to be what it is; zero where that is not known.
func since(d grant.Disclosure, past pricing.Past, offer Offer) time.Time {
	points := course(d, past, offer)
	if len(points) == 0 || offer.Price == nil {
		return time.Time{}
	}
	return points[len(points)-1].At
}

// course is how the price of an offer moved, as the decision shows prices, up to what it is.
func course(d grant.Disclosure, past pricing.Past, offer Offer) []pricing.Point {
	least := resolve.Orderable(offer.Minimum, offer.Multiple)
	return past.End(past.Course(d, offer.at, least, offer.Multiple), offer.Price, offer.from, offer.at)
}

// grow follows products and what the buyer said, from what was seen to what is the same, until nothing new comes.
func (w *sweep) grow(ctx context.Context) error {
	for {
		links, products, err := w.frontier(ctx)
		if err != nil || len(links) == 0 && len(products) == 0 {
			return err
		}
		if err := w.see(ctx, links, products); err != nil {
			return err
		}
	}
}

// frontier is what the seen items lead to that was not asked for yet.
func (w *sweep) frontier(ctx context.Context) (refs []own.Ref, products []id.ProductID, err error) {
	var fresh []own.Ref
	for ref, s := range w.seen {
		if !s.Product.IsZero() && !w.products[s.Product] {
			w.products[s.Product] = true
			products = append(products, s.Product)
		}
		if !w.linked[ref] {
			w.linked[ref] = true
			fresh = append(fresh, ref)
		}
	}
	if len(fresh) == 0 {
		return nil, products, nil
	}
	var links []own.Link
	err = w.service.db.Read(ctx, w.mine, func(_ context.Context, tx *tenants.Tx) error {
		links, err = own.LinksOf(tx, w.buyer, fresh)
		return err
	})
	for _, l := range links {
		if slices.Contains(w.links, l) {
			continue
		}
		w.links = append(w.links, l)
		for _, end := range []own.Ref{l.Left, l.Right} {
			if l.Says == own.Equal && !w.looked[end] {
				refs = append(refs, end)
			}
		}
	}
	return refs, products, err
}

// group is what is the same as an item that was seen, that item first.
func (w *sweep) group(first own.Ref) []own.Member {
	members := make([]own.Member, 0, len(w.seen))
	for _, s := range w.seen {
		members = append(members, s.Member)
	}
	return own.Group(w.seen[first].Member, members, w.links)
}

// around looks at an item and all that is the same; fault.NotFound where the buyer does not see it.
func (s *Service) around(ctx context.Context, buyer id.CompanyID, of own.Ref) (*sweep, []own.Member, error) {
	w, err := s.newSweep(ctx, buyer, of.Supplier)
	if err != nil {
		return nil, nil, err
	}
	if err := w.see(ctx, []own.Ref{of}, nil); err != nil {
		return nil, nil, err
	}
	if _, seen := w.seen[of]; !seen {
		return nil, nil, fault.NotFound
	}
	if err := w.grow(ctx); err != nil {
		return nil, nil, err
	}
	return w, w.group(of), nil
}

// Product answers everything that a buyer may see about what an offer is an offer of.
func (s *Service) Product(ctx context.Context, buyer id.CompanyID, of own.Ref) (Product, error) {
	w, group, err := s.around(ctx, buyer, of)
	if err != nil {
		return Product{}, err
	}
	refs := refsOf(group)
	var facts map[own.Ref]own.Item
	var alternates []own.Alternate
	err = s.db.Read(ctx, w.mine, func(_ context.Context, tx *tenants.Tx) (err error) {
		if facts, err = own.FactsOf(tx, buyer, refs); err != nil {
			return err
		}
		alternates, err = own.AlternatesOf(tx, buyer, refs)
		return err
	})
	if err != nil {
		return Product{}, err
	}
	others := othersOf(refs, w.links)
	further := slices.Clone(others)
	for _, a := range alternates {
		further = append(further, a.Ref)
	}
	if err := w.see(ctx, further, nil); err != nil {
		return Product{}, err
	}
	out := w.product(of, group, facts)
	if out.Variants, err = w.variants(ctx, of); err != nil {
		return Product{}, err
	}
	for _, ref := range others {
		if other, seen := w.seen[ref]; seen {
			out.Others = append(out.Others, Found{ref.Supplier, other.offer})
		}
	}
	for _, a := range alternates {
		line := Alternate{Alternate: a}
		if there, seen := w.seen[a.Ref]; seen {
			line.Offer = &there.offer
		}
		out.Alternates = append(out.Alternates, line)
	}
	out.AlternatesTag = tagOf(alternates)
	out.Suppliers = w.suppliersOf(out)
	return out, w.log(ctx, out)
}

// variants are the other items of the family of an item that was seen, at its supplier, with what they differ in.
func (w *sweep) variants(ctx context.Context, of own.Ref) ([]Variant, error) {
	first := w.seen[of]
	if first.details.Family == "" {
		return nil, nil
	}
	scope, err := authz.Looking(ctx, w.buyer, of.Supplier, mayReadOffers)
	if err != nil {
		return nil, err
	}
	var family []own.Ref
	err = w.service.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		items, err := familyOf(tx, of.Supplier, first.details.Family)
		for _, item := range items {
			family = append(family, own.Ref{Supplier: of.Supplier, Item: item})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := w.see(ctx, family, nil); err != nil {
		return nil, err
	}
	var all []sighting
	for _, ref := range family {
		if s, seen := w.seen[ref]; seen {
			all = append(all, s)
		}
	}
	var out []Variant
	for _, s := range all {
		if s.Ref != of {
			out = append(out, Variant{Found{of.Supplier, s.offer}, axes(s.details.Attributes, all, s.defined)})
		}
	}
	return out, nil
}

func refsOf(group []own.Member) []own.Ref {
	out := make([]own.Ref, len(group))
	for i, m := range group {
		out[i] = m.Ref
	}
	return out
}

// othersOf are the items that the buyer said are other things than one of the group.
func othersOf(group []own.Ref, links []own.Link) []own.Ref {
	var out []own.Ref
	for _, l := range links {
		for _, pair := range [][2]own.Ref{{l.Left, l.Right}, {l.Right, l.Left}} {
			if l.Says == own.Other && slices.Contains(group, pair[0]) && !slices.Contains(group, pair[1]) && !slices.Contains(out, pair[1]) {
				out = append(out, pair[1])
			}
		}
	}
	slices.SortFunc(out, compareRefs)
	return out
}

func compareRefs(a, b own.Ref) int {
	return cmp.Or(cmp.Compare(a.Supplier.UUID(), b.Supplier.UUID()), cmp.Compare(a.Item.UUID(), b.Item.UUID()))
}

// product lays a group side by side.
func (w *sweep) product(of own.Ref, group []own.Member, facts map[own.Ref]own.Item) Product {
	first := w.seen[of]
	var items []catalog.Item
	var prices []measured
	out := Product{Of: of, Own: ownOf(group, facts), Others: []Found{}, Alternates: []Alternate{}}
	for _, m := range group {
		s := w.seen[m.Ref]
		items = append(items, s.item)
		said := facts[m.Ref].Facts
		prices = append(prices, measured{s.offer.Price, measure.Contents(s.item, measure.Packed(s.item, s.details), said.Holds)})
		offer := ProductOffer{Found: Found{m.Supplier, s.offer}, Item: s.item, Details: s.details, Attributes: attributesOf(s.details.Attributes, s.defined), PricedAt: s.pricedAt, Own: said}
		if m.Ref != of {
			offer.Said = w.said(group, m.Ref)
			offer.Evidence, offer.Contradictions = reasons(first.item, s.item, offer.Said), contradictions(first.item, s.item)
		}
		out.Offers = append(out.Offers, offer)
	}
	if base, some := measure.Base(things(prices)); some {
		out.Base = base
		perUnit := make([]*PerUnit, len(prices))
		for i, p := range prices {
			perUnit[i] = p.perUnit(base)
			out.Offers[i].PerUnit = perUnit[i]
		}
		for i, best := range cheapest(perUnit) {
			out.Offers[i].Best = best
		}
	}
	byPrice(out.Offers)
	out.Description = bestDescription(out.Offers)
	out.Name, out.Brand = bestName(items), usual(items, func(i catalog.Item) string { return i.Brand })
	out.MPNs = distinct(items, func(i catalog.Item) string { return i.MPN }, func(t string) string { return cmp.Or(engine.PartNumber(t), t) })
	out.GTINs = distinct(items, func(i catalog.Item) string { return i.GTIN }, func(t string) string { return strings.TrimLeft(t, "0") })
	return out
}

// ownOf is what the buyer calls the group: the first one's own words, else those of the first that has any.
func ownOf(group []own.Member, facts map[own.Ref]own.Item) (out own.Facts) {
	for _, m := range group {
		out.Code = cmp.Or(out.Code, facts[m.Ref].Code)
		out.Name = cmp.Or(out.Name, facts[m.Ref].Name)
	}
	return out
}

// said is Equal where the buyer itself joined an item to one of the group.
func (w *sweep) said(group []own.Member, ref own.Ref) own.Says {
	for _, l := range w.links {
		for _, m := range group {
			if l.Says == own.Equal && (l.Left == ref && l.Right == m.Ref || l.Right == ref && l.Left == m.Ref) {
				return own.Equal
			}
		}
	}
	return ""
}

// suppliersOf are the suppliers that a product names, by id.
func (w *sweep) suppliersOf(p Product) []FoundSupplier {
	named := map[id.CompanyID]bool{}
	for _, found := range p.shown() {
		named[found.Supplier] = true
	}
	out := []FoundSupplier{}
	for _, supplier := range w.suppliers {
		if named[supplier.ID] {
			out = append(out, w.sights[supplier.ID])
		}
	}
	return out
}

// shown are all offers that a product shows, each once.
func (p Product) shown() []Found {
	var out []Found
	add := func(f Found) {
		if !slices.ContainsFunc(out, func(o Found) bool { return o.Supplier == f.Supplier && o.Offer.Item == f.Offer.Item }) {
			out = append(out, f)
		}
	}
	for _, o := range p.Offers {
		add(o.Found)
	}
	for _, o := range p.Others {
		add(o)
	}
	for _, v := range p.Variants {
		add(v.Found)
	}
	for _, a := range p.Alternates {
		if a.Offer != nil {
			add(Found{a.Supplier, *a.Offer})
		}
	}
	return out
}

// log notes what of each supplier was read.
func (w *sweep) log(ctx context.Context, p Product) error {
	offers := map[id.CompanyID][]Offer{}
	for _, f := range p.shown() {
		offers[f.Supplier] = append(offers[f.Supplier], f.Offer)
	}
	for _, supplier := range w.suppliers {
		if len(offers[supplier.ID]) == 0 {
			continue
		}
		if err := w.service.seen(ctx, w.buyer, supplier.ID, offers[supplier.ID]); err != nil {
			return err
		}
	}
	return nil
}

// tagOf changes with whatever of a list of alternates does.
func tagOf(list []own.Alternate) string {
	type line struct{ S, I, N, W string }
	lines := make([]line, len(list))
	for i, a := range list {
		lines[i] = line{a.Supplier.String(), a.Item.String(), a.Note, a.ApprovedBy}
	}
	text, err := json.Marshal(lines)
	if err != nil {
		panic(err) // texts
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// PriceHistory answers how the price of an offer moved for the buyer, the oldest first.
func (s *Service) PriceHistory(ctx context.Context, buyer id.CompanyID, of own.Ref, back time.Duration) ([]pricing.Point, error) {
	scope, err := authz.Looking(ctx, buyer, of.Supplier, mayReadOffers)
	if err != nil {
		return nil, err
	}
	var points []pricing.Point
	var offers []Offer
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, of.Supplier, buyer)
		if err != nil {
			return err
		}
		v := view{tx: tx, supplier: of.Supplier, look: look}
		items, err := catalog.Pick(tx, of.Supplier, v.filter("", ""), []id.ItemID{of.Item})
		if err != nil {
			return err
		}
		if offers, err = v.offers(inOrder(items, []id.ItemID{of.Item})); err != nil {
			return err
		}
		if len(offers) == 0 {
			return fault.NotFound
		}
		pasts, err := pricing.PastOf(tx, of.Supplier, []id.ItemID{of.Item}, tx.Now().Add(-back))
		points = course(look.Disclosure, pasts[of.Item], offers[0])
		return err
	})
	if err != nil {
		return nil, err
	}
	return points, s.seen(ctx, buyer, of.Supplier, offers)
}
