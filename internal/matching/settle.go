package matching

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// TopicProductChanged tells a supplier that items of its own came into another product, or that it is not the same any more: {"items": ["itm_…"]}, at most
// mostTold of them. It names nothing of others.
const TopicProductChanged = "matching.product_changed"

const mostTold = 200

type productChanged struct {
	Items []id.ItemID `json:"items"`
}

// ProductItems reads the payload of a TopicProductChanged. all says that there may be more items than it names.
func ProductItems(payload string) (items []id.ItemID, all bool, err error) {
	var told productChanged
	err = json.Unmarshal([]byte(payload), &told)
	return told.Items, len(told.Items) >= mostTold, err
}

// scene is a part of the graph with all that bears on it.
type scene struct {
	core     map[Item]bool         // closed: no joining edge and no product leads out of it
	edges    map[id.MatchID]Edge   // all that touch the core
	products map[Item]id.ProductID // as they stand, of the core and around it
	texts    map[Item]Text
	names    map[id.CompanyID]string
	graph    *graph
	told     map[Item]Text // by a product's first item
}

// settle makes products, edges and asks right again after edges or texts of the items changed. What it comes to depends on the edges and texts only. The
// caller holds lockGraph.
func settle(ctx context.Context, tx *tenants.Tx, changed []Item) error {
	if len(changed) == 0 {
		return nil
	}
	s, err := look(tx, changed)
	if err != nil {
		return err
	}
	if err := s.settleProducts(ctx, tx, changed); err != nil {
		return err
	}
	stands := s.standings()
	if err := setStandings(tx, stands); err != nil {
		return err
	}
	return s.settleAsks(tx)
}

// look reads the part of the graph around items.
func look(tx *tenants.Tx, around []Item) (*scene, error) {
	s := &scene{core: map[Item]bool{}, edges: map[id.MatchID]Edge{}, products: map[Item]id.ProductID{}, told: map[Item]Text{}}
	for fresh := s.enter(around); len(fresh) > 0; {
		near, err := productsAround(tx, fresh)
		if err != nil {
			return nil, err
		}
		maps.Copy(s.products, near)
		added := s.enter(slices.Collect(maps.Keys(near)))
		fresh = append(fresh, added...)
		touching, err := edgesOf(tx, fresh)
		if err != nil {
			return nil, err
		}
		var ends []Item
		for _, e := range touching {
			s.edges[e.ID] = e
			if e.link().joins() {
				ends = append(ends, e.Left, e.Right)
			}
		}
		fresh = s.enter(ends)
	}
	return s, s.dress(tx)
}

// enter adds items to the core and answers those that are new.
func (s *scene) enter(items []Item) []Item {
	var fresh []Item
	for _, i := range items {
		if !s.core[i] {
			s.core[i] = true
			fresh = append(fresh, i)
		}
	}
	return fresh
}

// dress reads the texts, and what stands at the other ends of questions, and builds the graph.
func (s *scene) dress(tx *tenants.Tx) error {
	outside := map[Item]bool{}
	for _, e := range s.edges {
		for _, end := range []Item{e.Left, e.Right} {
			if !s.core[end] {
				outside[end] = true
			}
		}
	}
	near, err := productsAround(tx, slices.Collect(maps.Keys(outside)))
	if err != nil {
		return err
	}
	maps.Copy(s.products, near)
	all := maps.Clone(s.core)
	maps.Copy(all, outside)
	for i := range near {
		all[i] = true
	}
	if s.texts, err = textsOf(tx, slices.Collect(maps.Keys(all))); err != nil {
		return err
	}
	companies := map[id.CompanyID]bool{}
	for i := range s.texts {
		companies[i.Supplier] = true
	}
	if s.names, err = namesOf(tx, slices.Collect(maps.Keys(companies))); err != nil {
		return err
	}
	s.build(all)
	return nil
}

func (s *scene) build(all map[Item]bool) {
	inside := map[Item]Text{}
	groups := map[id.ProductID][]Item{}
	for i := range all {
		text, there := s.texts[i]
		switch {
		case s.core[i] && there:
			inside[i] = text
		case !s.core[i]:
			group, in := s.products[i]
			if !in {
				group = id.FromUUID[id.Product](i.ID.Bytes()) // alone: an item's own number stands for it
			}
			groups[group] = append(groups[group], i)
		}
	}
	links := make([]link, 0, len(s.edges))
	for _, e := range s.edges {
		links = append(links, e.link())
	}
	s.graph = newGraph(inside, links)
	for _, items := range groups {
		s.graph.attach(s.texts, items)
	}
}

// settleProducts writes the products of the core, and tells the suppliers whose products changed.
func (s *scene) settleProducts(ctx context.Context, tx *tenants.Tx, changed []Item) error {
	before := map[id.ProductID][]Item{}
	for i := range s.core {
		if p, in := s.products[i]; in {
			before[p] = append(before[p], i)
		}
	}
	for _, items := range before {
		slices.SortFunc(items, byItem)
	}
	var parts [][]Item
	for _, items := range s.graph.products() {
		if s.core[items[0]] {
			parts = append(parts, items)
		}
	}
	ids := s.keepIDs(tx, parts)
	touched := map[Item]bool{}
	for _, i := range changed {
		touched[i] = true
	}
	told := map[id.CompanyID][]id.ItemID{}
	tell := func(i Item) { told[i.Supplier] = append(told[i.Supplier], i.ID) }
	now := map[Item]id.ProductID{}
	var rows []productRow
	var members []memberRow
	for n, items := range parts {
		same := slices.Equal(before[ids[n]], items)
		for _, i := range items {
			now[i] = ids[n]
			if !same {
				tell(i)
			}
		}
		if same && !slices.ContainsFunc(items, func(i Item) bool { return touched[i] }) {
			continue
		}
		rows = append(rows, s.productRow(ids[n], items))
		members = append(members, s.memberRows(ids[n], items)...)
	}
	var left []Item
	var gone []id.ProductID
	for p, items := range before {
		if !slices.Contains(ids, p) {
			gone = append(gone, p)
		}
		for _, i := range items {
			if _, in := now[i]; !in {
				left = append(left, i)
				tell(i)
			}
		}
	}
	maps.DeleteFunc(s.products, func(i Item, _ id.ProductID) bool { return s.core[i] })
	maps.Copy(s.products, now)
	for _, step := range []func() error{
		func() error { return removeMembers(tx, left) },
		func() error { return deleteProducts(tx, gone) },
		func() error { return putProducts(tx, rows) },
		func() error { return putMembers(tx, members) },
		func() error { return publish(ctx, tx, told) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// keepIDs gives each part the id of the product that most of its items were in, each id once, and others a new one.
func (s *scene) keepIDs(tx *tenants.Tx, parts [][]Item) []id.ProductID {
	type claim struct {
		part, items int
		product     id.ProductID
	}
	var claims []claim
	for n, items := range parts {
		counts := map[id.ProductID]int{}
		for _, i := range items {
			if p, in := s.products[i]; in {
				counts[p]++
			}
		}
		for p, count := range counts {
			claims = append(claims, claim{n, count, p})
		}
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(b.items, a.items), cmp.Compare(a.product.UUID(), b.product.UUID()), cmp.Compare(a.part, b.part))
	})
	ids, taken := make([]id.ProductID, len(parts)), map[id.ProductID]bool{}
	for _, c := range claims {
		if ids[c.part].IsZero() && !taken[c.product] {
			ids[c.part], taken[c.product] = c.product, true
		}
	}
	for n := range ids {
		if ids[n].IsZero() {
			ids[n] = id.New[id.Product](tx.Now())
		}
	}
	return ids
}

func (s *scene) productRow(product id.ProductID, items []Item) productRow {
	texts := make([]Text, len(items))
	for n, i := range items {
		texts[n] = s.texts[i]
	}
	t := best(texts)
	return productRow{ID: uuid[id.Product]{product}, Brand: t.Brand, Name: t.Name, MPN: t.MPN, GTIN: t.GTIN, Pack: t.Pack, Unit: t.Unit, Items: len(items), Suppliers: suppliers(items)}
}

func (s *scene) memberRows(product id.ProductID, items []Item) []memberRow {
	rows := make([]memberRow, len(items))
	shown := s.shown(items)
	text := keepText(&shown)
	for n, i := range items {
		rows[n] = memberRow{TenantID: uuid[id.Company]{i.Supplier}, ItemID: uuid[id.Item]{i.ID}, ProductID: uuid[id.Product]{product}}
		if suppliers(ofOthers(items, i.Supplier)) >= fewestOthers {
			rows[n].Shown = text
		}
	}
	return rows
}

// shown is what suppliers are shown of a product, worked out once.
func (s *scene) shown(items []Item) Text {
	t, known := s.told[items[0]]
	if !known {
		t = shownTo(items, s.texts, s.names)
		s.told[items[0]] = t
	}
	return t
}

// fewestOthers is how many other suppliers have to sell a product before a supplier is shown what it is: of one alone it would see the text as it is.
const fewestOthers = 2

func ofOthers(items []Item, than id.CompanyID) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return i.Supplier == than })
}

// publish tells each supplier of its own items only.
func publish(ctx context.Context, tx *tenants.Tx, told map[id.CompanyID][]id.ItemID) error {
	for _, supplier := range slices.SortedFunc(maps.Keys(told), func(a, b id.CompanyID) int { return cmp.Compare(a.UUID(), b.UUID()) }) {
		items := told[supplier]
		slices.SortFunc(items, func(a, b id.ItemID) int { return cmp.Compare(a.UUID(), b.UUID()) })
		items = slices.Compact(items)
		e := outbox.Event{Topic: TopicProductChanged, Owner: supplier, Payload: productChanged{items[:min(len(items), mostTold)]}}
		if tx.Scope().IsOperator() {
			e.Counterpart = tx.Scope().Company() // the operator may write to others' trail only where it stands as the other side
		}
		if err := outbox.Publish(ctx, tx, e); err != nil {
			return err
		}
	}
	return nil
}

// standings are the edges of the scene that came to something else than they were, which they are from here on.
func (s *scene) standings() []standing {
	now := make(map[id.MatchID]Edge, len(s.edges))
	asked := map[[2]Item]Edge{} // by the first items of both products: one question for each two
	for key, e := range s.edges {
		e.State, e.Blocked = s.graph.stand(e.link())
		now[key] = e
		if between := s.sides(e); e.State == StateProposed {
			if had, there := asked[between]; !there || e.before(had) {
				asked[between] = e
			}
		}
	}
	var out []standing
	for key, e := range now {
		e.Worth = 0
		if e.State == StateProposed {
			if asked[s.sides(e)].ID == e.ID {
				e.Worth = e.worth(len(s.graph.together(e.Left)), len(s.graph.together(e.Right)))
			} else {
				e.State = StateImplied
			}
		}
		if had := s.edges[key]; e.State == had.State && e.Worth == had.Worth && slices.Equal(e.Blocked, had.Blocked) {
			continue
		}
		s.edges[key] = e
		out = append(out, standing{uuid[id.Match]{e.ID}, string(e.State), keepContradictions(e.Blocked), e.Worth})
	}
	return out
}

// sides name the two products that an edge would join.
func (s *scene) sides(e Edge) (between [2]Item) {
	between[0], between[1] = e.Left, e.Right
	for i, end := range between {
		if items := s.graph.together(end); len(items) > 0 {
			between[i] = items[0]
		}
	}
	between[0], between[1] = pair(between[0], between[1])
	return between
}

// before says whether an edge rather than another asks about two products: one that was skipped, or else the surest.
func (e Edge) before(other Edge) bool {
	return cmp.Or(other.SkippedAt.Compare(e.SkippedAt), cmp.Compare(other.Confidence, e.Confidence), e.Left.compare(other.Left), e.Right.compare(other.Right)) < 0
}

// settleAsks asks suppliers about questions between an item of theirs and a product that enough others sell, and takes back what is no question any more.
func (s *scene) settleAsks(tx *tenants.Tx) error {
	wanted := map[Item]Edge{}
	touched := map[Item]bool{}
	for _, e := range s.edges {
		for _, own := range []Item{e.Left, e.Right} {
			touched[own] = true
			if had, in := wanted[own]; s.askable(e, own) && (!in || surer(e, had)) {
				wanted[own] = e
			}
		}
	}
	stand, err := openAsks(tx, slices.Collect(maps.Keys(touched)))
	if err != nil {
		return err
	}
	var put []askRow
	var drop []askRow
	for own := range touched {
		had, asked := stand[own]
		known := false
		if asked {
			_, known = s.edges[had.EdgeID.ID]
		}
		e, want := wanted[own]
		switch {
		case asked && !known && !s.core[own]: // about an edge beyond the scene; all edges of the core are here
		case want:
			row := s.askRow(tx, e, own)
			if asked {
				row.ID, row.AskedAt = had.ID, had.AskedAt
				if had.EdgeID.ID == e.ID {
					row.Verdict = had.Verdict
				}
			}
			put = append(put, row)
		case asked:
			drop = append(drop, had)
		}
	}
	if err := deleteAsks(tx, drop); err != nil {
		return err
	}
	slices.SortFunc(put, func(a, b askRow) int { return cmp.Compare(a.ItemID.UUID(), b.ItemID.UUID()) })
	return putAsks(tx, put)
}

func surer(a, b Edge) bool {
	return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), a.Left.compare(b.Left), a.Right.compare(b.Right)) < 0
}

// askable says whether the supplier of an item is asked about an edge: nothing contradicts, and the other side is a product of enough others.
func (s *scene) askable(e Edge, own Item) bool {
	if e.State != StateProposed || e.Answer != "" || len(e.Contradictions) > 0 || len(e.Blocked) > 0 {
		return false
	}
	others := s.graph.together(e.other(own))
	return suppliers(others) >= fewestOthers && len(ofOthers(others, own.Supplier)) == len(others)
}

func (s *scene) askRow(tx *tenants.Tx, e Edge, own Item) askRow {
	shown := s.shown(s.graph.together(e.other(own)))
	reasons := engine.Compare(s.texts[own].profile(own), shown.profile(Item{}))
	return askRow{
		TenantID: uuid[id.Company]{own.Supplier}, ID: uuid[id.Ask]{id.New[id.Ask](tx.Now())}, ItemID: uuid[id.Item]{own.ID}, EdgeID: uuid[id.Match]{e.ID}, Shown: keepText(&shown), Reasons: keepReasons(reasons),
		Contradictions: keepContradictions(contradictions(s.texts[own].profile(own), shown.profile(Item{}))), Confidence: e.Confidence, AskedAt: tx.Now(),
	}
}
