package matching

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Products are those with more than one item, latest changed first.
func (s *Service) Products(ctx context.Context, company id.CompanyID, q string, r page.Request) (page.Page[Product], error) {
	scope, err := authz.Acting(ctx, company, mayReadQuestions)
	if err != nil {
		return page.Page[Product]{}, err
	}
	var before time.Time
	var after id.ProductID
	if !r.After.IsZero() {
		if err := r.After.Into(&before, &after); err != nil {
			return page.Page[Product]{}, err
		}
	}
	var rows []Product
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		rows, err = listProducts(tx, q, before, after, r.Fetch())
		return err
	})
	return page.Of(r, rows, func(p Product) page.Cursor { return page.After(p.ChangedAt, p.ID) }), err
}

// Whole is a product with all that it is made of.
type Whole struct {
	Product Product
	Members []Record
	Edges   []Edge                 // between its items
	People  map[id.PersonID]string // who of the operator's people answered
}

// Product is one whole.
func (s *Service) Product(ctx context.Context, company id.CompanyID, product id.ProductID) (Whole, error) {
	scope, err := authz.Acting(ctx, company, mayReadQuestions)
	if err != nil {
		return Whole{}, err
	}
	var out Whole
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = whole(tx, product)
		return err
	})
	return out, err
}

func whole(tx *tenants.Tx, product id.ProductID) (Whole, error) {
	p, there, err := findProduct(tx, product)
	if err != nil {
		return Whole{}, err
	}
	if !there {
		return Whole{}, fault.NotFound
	}
	items, err := membersOf(tx, product)
	if err != nil {
		return Whole{}, err
	}
	texts, err := textsOf(tx, items)
	if err != nil {
		return Whole{}, err
	}
	companies := map[id.CompanyID]bool{}
	inside := map[Item]bool{}
	for _, i := range items {
		companies[i.Supplier], inside[i] = true, true
	}
	names, err := namesOf(tx, keys(companies))
	if err != nil {
		return Whole{}, err
	}
	out := Whole{Product: p}
	for _, i := range items {
		out.Members = append(out.Members, Record{i, texts[i], names[i.Supplier]})
	}
	touching, err := edgesOf(tx, items)
	if err != nil {
		return Whole{}, err
	}
	people := map[id.PersonID]bool{}
	for _, e := range touching {
		if inside[e.Left] && inside[e.Right] {
			out.Edges = append(out.Edges, e)
			if e.As == ByOperator && !e.By.IsZero() {
				people[e.By] = true
			}
		}
	}
	out.People, err = peopleOf(tx, keys(people))
	return out, err
}

// mostLonely is how many items that are alone are answered at once; more words find others.
const mostLonely = 50

// Lonely are items that have the words and are in no product, so that the operator can join them.
func (s *Service) Lonely(ctx context.Context, company id.CompanyID, q string) ([]Record, error) {
	scope, err := authz.Acting(ctx, company, mayReadQuestions)
	if err != nil {
		return nil, err
	}
	var out []Record
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		items, err := lonely(tx, q, mostLonely)
		if err != nil {
			return err
		}
		texts, err := textsOf(tx, items)
		if err != nil {
			return err
		}
		companies := map[id.CompanyID]bool{}
		for _, i := range items {
			companies[i.Supplier] = true
		}
		names, err := namesOf(tx, keys(companies))
		for _, i := range items {
			if text, there := texts[i]; there {
				out = append(out, Record{i, text, names[i.Supplier]})
			}
		}
		return err
	})
	return out, err
}

// Deed is something done to products that can be undone.
type Deed struct {
	ID       id.DeedID
	Products []id.ProductID // that the items are in now, the largest first
}

// Cut is what a split takes apart: an item from its product, or an edge. One of both is given.
type Cut struct {
	Item Item
	Edge id.MatchID
}

var (
	errNotInIt       = fault.Define(fault.KindConflict, "matching.not_in_product", "This item or edge is not in the product any more.")
	errWrongCut      = fault.Define(fault.KindInvalid, "matching.wrong_cut", "Name either an item with its supplier, or an edge.")
	errWrongPart     = fault.Define(fault.KindInvalid, "matching.wrong_part", "Name either a product, or an item with its supplier.")
	errOneAlready    = fault.Define(fault.KindConflict, "matching.one_already", "These are one product already.")
	errContradiction = fault.Define(fault.KindConflict, "matching.contradiction", "Some of these items contradict each other.")
)

// Split takes one item out of a product, or cuts one edge.
func (s *Service) Split(ctx context.Context, company id.CompanyID, product id.ProductID, cut Cut) (Deed, error) {
	byItem := !cut.Item.ID.IsZero() && !cut.Item.Supplier.IsZero()
	if byItem == !cut.Edge.IsZero() || cut.Item.ID.IsZero() != cut.Item.Supplier.IsZero() {
		return Deed{}, errWrongCut
	}
	return s.rearrange(ctx, company, "matching.product_split", deedSplit, product.String(), func(tx *tenants.Tx, who speaker) (c change, around []Item, err error) {
		items, err := membersOf(tx, product)
		if err != nil {
			return c, nil, err
		}
		if len(items) == 0 {
			return c, nil, fault.NotFound
		}
		scene, err := look(tx, items)
		if err != nil {
			return c, nil, err
		}
		a, others := cut.Item, slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return i == cut.Item })
		if !byItem {
			e, there := scene.edges[cut.Edge]
			if !there {
				return c, nil, errNotInIt
			}
			a, others = e.Left, []Item{e.Right}
		}
		if !slices.Contains(items, a) || !slices.Contains(items, others[0]) {
			return c, nil, errNotInIt
		}
		c.part(tx, scene, a, others, who)
		return c, items, nil
	})
}

// Part is a product, or an item. One of both is given.
type Part struct {
	Product id.ProductID
	Item    Item
}

func (p Part) items(tx *tenants.Tx) ([]Item, error) {
	byItem := !p.Item.ID.IsZero() && !p.Item.Supplier.IsZero()
	if byItem == !p.Product.IsZero() || p.Item.ID.IsZero() != p.Item.Supplier.IsZero() {
		return nil, errWrongPart
	}
	if !byItem {
		items, err := membersOf(tx, p.Product)
		if err == nil && len(items) == 0 {
			err = fault.NotFound
		}
		return items, err
	}
	texts, err := textsOf(tx, []Item{p.Item})
	if err == nil && len(texts) == 0 {
		err = fault.NotFound
	}
	return []Item{p.Item}, err
}

// Join says that two parts are one product. Where items contradict it refuses, unless despite says that they are the same nevertheless.
func (s *Service) Join(ctx context.Context, company id.CompanyID, left, right Part, despite bool) (Deed, error) {
	return s.rearrange(ctx, company, "matching.products_joined", deedJoin, "", func(tx *tenants.Tx, who speaker) (c change, around []Item, err error) {
		here, err := left.items(tx)
		if err != nil {
			return c, nil, err
		}
		there, err := right.items(tx)
		if err != nil {
			return c, nil, err
		}
		around = slices.Concat(here, there)
		scene, err := look(tx, around)
		if err != nil {
			return c, nil, err
		}
		if slices.Contains(scene.graph.together(here[0]), there[0]) {
			return c, nil, errOneAlready
		}
		e := scene.bridge(tx, scene.graph.together(here[0]), scene.graph.together(there[0]), who)
		against := scene.graph.against(link{e.Left, e.Right, byPeople, 1})
		if len(against) > 0 && !despite {
			return c, nil, errContradiction.With(fields(against)...)
		}
		c.speak(e, Same, who, len(against) > 0, tx.Now())
		return c, around, nil
	})
}

// bridge is the edge that joins two parts: the surest that there is between them, or one between the first items of both.
func (s *scene) bridge(tx *tenants.Tx, here, there []Item, who speaker) Edge {
	var between []Edge
	for _, e := range s.edges {
		if slices.Contains(here, e.Left) && slices.Contains(there, e.Right) || slices.Contains(here, e.Right) && slices.Contains(there, e.Left) {
			between = append(between, e)
		}
	}
	if between == nil {
		return s.between(tx, here[0], there[0], who)
	}
	return slices.MinFunc(between, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), a.Left.compare(b.Left), a.Right.compare(b.Right))
	})
}

func fields(against []Contradiction) []fault.Field {
	out := make([]fault.Field, len(against))
	for i, c := range against {
		out[i] = fault.Field{Path: "/" + string(c.Kind), Code: string(c.Kind), Message: c.Left + " ≠ " + c.Right}
	}
	return out
}

// rearrange carries a change of products out, and keeps the way back.
func (s *Service) rearrange(ctx context.Context, company id.CompanyID, action, kind, object string, plan func(*tenants.Tx, speaker) (change, []Item, error)) (Deed, error) {
	scope, err := authz.Acting(ctx, company, mayAnswerQuestions)
	if err != nil {
		return Deed{}, err
	}
	var out Deed
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockGraph(tx); err != nil {
			return err
		}
		c, around, err := plan(tx, speaker{as: ByOperator, person: scope.PersonID()})
		if err != nil {
			return err
		}
		if err := c.carryOut(ctx, tx); err != nil {
			return err
		}
		if out.ID, err = keepDeed(tx, kind, c.before); err != nil {
			return err
		}
		if out.Products, err = productsNow(tx, around); err != nil {
			return err
		}
		if object == "" && len(out.Products) > 0 {
			object = out.Products[0].String()
		}
		return s.noted(ctx, tx, audit.Entry{Action: action, Object: object, Data: map[string]any{"items": len(around), "deed": out.ID.String()}})
	})
	return out, err
}

// productsNow are the products of items, the largest first.
func productsNow(tx *tenants.Tx, items []Item) ([]id.ProductID, error) {
	products, err := productsAround(tx, items)
	sizes := map[id.ProductID]int{}
	for _, p := range products {
		sizes[p]++
	}
	return slices.SortedFunc(maps.Keys(sizes), func(a, b id.ProductID) int {
		return cmp.Or(cmp.Compare(sizes[b], sizes[a]), cmp.Compare(a.UUID(), b.UUID()))
	}), err
}

func keys[K comparable, V any](m map[K]V) []K { return slices.Collect(maps.Keys(m)) }
