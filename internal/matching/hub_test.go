package matching

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

const (
	cola = "5449000000996"
	beer = "4006381333931"
)

func TestEqualCodesMakeProducts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sells(w.alpha, Text{SKU: "A1", Name: "Coca-Cola can 330 ml", GTIN: cola})
	b := w.sells(w.beta, Text{SKU: "B1", Name: "Coke tin 0.33 l", GTIN: cola})
	w.sells(w.gamma, Text{SKU: "C1", Name: "可口可乐 330毫升", GTIN: "0" + cola})
	w.sells(w.alpha, Text{SKU: "A2", Name: "Op amp dual", Brand: "Texas Instruments", MPN: "LM358-DR"})
	w.sells(w.beta, Text{SKU: "B2", Name: "Dual operational amplifier", Brand: "Texas Instruments Inc", MPN: "LM358DR"})
	w.sells(w.beta, Text{SKU: "B3", Name: "Internal code item", GTIN: "2000000000015"})
	w.sells(w.gamma, Text{SKU: "C3", Name: "Another internal thing", GTIN: "2000000000015"})
	w.match(w.service)
	w.wantProducts("at first", "A1 B1 C1 | A2 B2")

	if told := w.events(); len(told) != 3 || strings.Contains(w.text(told[w.alpha.id.UUID()]), b.ID.String()) || !strings.Contains(w.text(told[w.beta.id.UUID()]), b.ID.String()) {
		t.Errorf("told: %v", told)
	}
	before := w.text(w.events())
	w.match(w.service)
	if w.text(w.events()) != before {
		t.Error("nothing changed, and somebody was told")
	}

	w.withdraws(b)
	w.match(w.service)
	w.wantProducts("after a withdrawal", "A1 C1 | A2 B2")
	w.sells(w.beta, Text{SKU: "B1", Name: "Coke tin 0.33 l", GTIN: cola})
	w.match(w.newService())
	w.wantProducts("when it is back, for a fresh index,", "A1 B1 C1 | A2 B2")

	w.sells(w.beta, Text{SKU: "B1", Name: "Something else", GTIN: beer})
	w.match(w.service)
	w.wantProducts("after another barcode, known to an index that was behind,", "A1 C1 | A2 B2")
}

func TestContradictionsAreAskedAbout(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sells(w.alpha, Text{SKU: "A1", Name: "Lager beer 6 x 330 ml", GTIN: beer})
	w.sells(w.beta, Text{SKU: "B1", Name: "Lager beer 12 x 330 ml", GTIN: beer})
	w.match(w.service)
	w.wantProducts("with a contradiction", "")
	q := w.about("A1", "B1")
	if len(q.Contradictions) == 0 || q.Contradictions[0].Kind != "pack" || q.LeftItems != 1 || q.Suppliers != 2 || len(q.Reasons) == 0 {
		t.Errorf("%+v", q)
	}
	if got := w.answer(q, Same, false); got.Outcome != Contradicts || len(got.Contradictions) != len(q.Contradictions) {
		t.Errorf("%+v", got)
	}
	w.wantProducts("after a yes that contradicts", "")
	if got := w.answer(q, Same, true); got.Outcome != Taken {
		t.Errorf("%+v", got)
	}
	w.wantProducts("when the operator says so", "A1 B1")
	if got := w.answer(q, Different, false); got.Outcome != Settled {
		t.Errorf("answered twice: %+v", got)
	}
}

// three have the same text but no code, so that people are asked.
func (w *world) three() (a, b, c Item) {
	w.fill()
	return w.sells(w.alpha, Text{SKU: "A1", Name: bolt(8)}), w.sells(w.beta, Text{SKU: "B1", Name: bolt(8)}), w.sells(w.gamma, Text{SKU: "C1", Name: bolt(8)})
}

// The operator finds products, questions and items that are alone by what items say, joins two of these, and sees who of its people said so.
func TestTheOperatorFindsAndJoinsWhatIsAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.sells(w.alpha, Text{SKU: "A1", Name: "Lager beer 6 x 330 ml", GTIN: beer})
	w.sells(w.beta, Text{SKU: "B1", Name: "Lager beer 6 x 330 ml", GTIN: beer})
	a, b := w.sells(w.alpha, Text{SKU: "ODD-1", Name: "Copper kettle", Brand: "Møller"}), w.sells(w.gamma, Text{SKU: "ODD-2", Name: "铜水壶", MPN: "KET-77"})
	w.match(w.service)
	w.check(catalog.FillSearch(t.Context(), w.db))
	ctx, op := w.operator.in(t.Context()), w.operator.id
	lonely := func(q string) (skus []string) {
		got, err := w.service.Lonely(ctx, op, q)
		w.check(err)
		for _, r := range got {
			skus = append(skus, r.SupplierName+" "+r.SKU)
		}
		return skus
	}
	for q, want := range map[string]string{"kettle": "[Alpha Fasteners Ltd ODD-1]", "moller kett": "[Alpha Fasteners Ltd ODD-1]", "銅水": "[伽马五金有限公司 ODD-2]", "ket77": "[伽马五金有限公司 ODD-2]", "beer": "[]", "": "[]", "%": "[]"} {
		if got := fmt.Sprint(lonely(q)); got != want {
			t.Errorf("%q: %s, want %s", q, got, want)
		}
	}
	if _, err := w.service.Lonely(w.alpha.in(t.Context()), w.alpha.id, "kettle"); err == nil {
		t.Error("a supplier looks into the items of others")
	}
	joined, err := w.service.Join(ctx, op, Part{Item: a}, Part{Item: b}, false)
	w.check(err)
	if got := lonely("kettle"); len(got) != 0 || len(joined.Products) != 1 {
		t.Fatalf("%v are still alone, %+v", got, joined)
	}
	whole, err := w.service.Product(ctx, op, joined.Products[0])
	w.check(err)
	if e := whole.Edges; len(e) != 1 || e[0].AnsweredAt.IsZero() || whole.People[e[0].By] != "Owner of Hub" {
		t.Errorf("%+v %v", e, whole.People)
	}
	for q, want := range map[string]int{"": 2, "beer": 1, "kettle": 1, "ODD-2": 1, "nothing": 0, "&": 0} {
		got, err := w.service.Products(ctx, op, q, page.Request{Limit: 10})
		w.check(err)
		if len(got.Items) != want {
			t.Errorf("%q finds %d products, want %d", q, len(got.Items), want)
		}
	}
}

// Questions are found by what either of their items says.
func TestQuestionsAreFoundByWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.three()
	w.match(w.service)
	w.check(catalog.FillSearch(t.Context(), w.db))
	for q, want := range map[string]int{"": 3, "zinc": 3, "b1": 2, "shelf": 0, "''": 0} {
		got, err := w.service.Questions(w.operator.in(t.Context()), w.operator.id, q, page.Request{Limit: 10})
		w.check(err)
		if len(got.Items) != want || got.Left != 3 {
			t.Errorf("%q finds %d questions, want %d", q, len(got.Items), want)
		}
	}
}

func TestAnswersAndTheWayBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.three()
	w.match(w.service)
	start := w.edges()
	if start != "A1–B1 proposed  | A1–C1 proposed  | B1–C1 proposed " {
		t.Fatal(start)
	}
	first := w.answer(w.about("A1", "B1"), Same, false)
	w.wantProducts("after one answer", "A1 B1")
	rest := w.questions()
	if len(rest) != 1 || rest[0].LeftItems+rest[0].RightItems != 3 || rest[0].Suppliers != 3 {
		t.Fatalf("more than one question about the same two products: %+v", rest)
	}
	second := w.answer(rest[0], Same, false)
	w.wantProducts("after two", "A1 B1 C1")
	if got := w.edges(); strings.Count(got, "confirmed same") != 2 || strings.Count(got, "implied ") != 1 {
		t.Error(got)
	}
	ctx := w.operator.in(t.Context())
	for _, deed := range []id.DeedID{second.Deed, first.Deed} {
		got, err := w.service.Undo(ctx, w.operator.id, deed)
		if err != nil || got.Undone != 1 || got.Kept != 0 {
			t.Fatal(got, err)
		}
	}
	if w.edges() != start || w.products() != "" {
		t.Errorf("undone: %s, products %s", w.edges(), w.products())
	}
	if got, err := w.service.Undo(ctx, w.operator.id, first.Deed); err != nil || got.Undone != 0 {
		t.Errorf("undone twice: %+v %v", got, err)
	}
	if _, err := w.service.Undo(ctx, w.operator.id, id.New[id.Deed](time.Now())); fault.From(err).Code() != fault.NotFound.Code() {
		t.Error(err)
	}

	old := w.about("A1", "B1")
	w.sells(w.alpha, Text{SKU: "A1", Name: bolt(8) + " 100"})
	w.match(w.service)
	if got := w.answer(old, Same, false); got.Outcome != Changed {
		t.Errorf("an answer on texts that nobody has any more: %+v", got)
	}
	skipped := w.answer(w.about("A1", "B1"), Skip, false)
	if list := w.questions(); skipped.Outcome != Taken || !list[len(list)-1].SkippedAt.After(time.Time{}) || list[len(list)-1].ID != old.ID {
		t.Errorf("a skipped question is not the last: %+v", list)
	}
}

func TestSplitAndJoin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.sells(w.alpha, Text{SKU: "A1", Name: "Cola", GTIN: cola})
	b := w.sells(w.beta, Text{SKU: "B1", Name: "Cola", GTIN: cola})
	w.sells(w.gamma, Text{SKU: "C1", Name: "Cola", GTIN: cola})
	w.match(w.service)
	w.wantProducts("at first", "A1 B1 C1")
	start, ctx, op := w.edges(), w.operator.in(t.Context()), w.operator.id
	product := w.productOf(a)

	split, err := w.service.Split(ctx, op, product, Cut{Item: b})
	w.check(err)
	w.wantProducts("after the split", "A1 C1")
	if len(split.Products) != 1 || split.Products[0] != product {
		t.Errorf("%v, want the product to stay %s", split.Products, product)
	}
	w.sells(w.beta, Text{SKU: "B1", Name: "Cola can", GTIN: cola})
	w.match(w.service)
	w.wantProducts("matched anew, a person's word stands and", "A1 C1")
	if _, err := w.service.Split(ctx, op, product, Cut{Item: b}); fault.From(err).Code() != "matching.not_in_product" {
		t.Error(err)
	}
	if _, err := w.service.Split(ctx, op, product, Cut{}); fault.From(err).Code() != "matching.wrong_cut" {
		t.Error(err)
	}
	if _, err := w.service.Join(ctx, op, Part{Product: product}, Part{Item: b}, false); fault.From(err).Code() != "matching.contradiction" || fault.From(err).Fields()[0].Code != "refused" {
		t.Error(err)
	}
	undone, err := w.service.Undo(ctx, op, split.ID)
	if err != nil || undone.Undone != 2 {
		t.Fatal(undone, err)
	}
	w.wantProducts("undone", "A1 B1 C1")
	if got := w.edges(); got != start {
		t.Errorf("split and undone: %s, before: %s", got, start)
	}

	whole, err := w.service.Product(ctx, op, product)
	if err != nil || len(whole.Members) != 3 || len(whole.Edges) != 3 || whole.Members[0].SupplierName == "" || whole.Product.Text.GTIN != cola {
		t.Fatalf("%+v %v", whole, err)
	}
	cut, err := w.service.Split(ctx, op, product, Cut{Edge: whole.Edges[0].ID})
	w.check(err)
	if n := len(strings.Fields(w.products())); n != 2 {
		t.Errorf("after one edge was cut: %q", w.products())
	}
	_, err = w.service.Undo(ctx, op, cut.ID)
	w.check(err)
	w.wantProducts("undone again", "A1 B1 C1")

	d := w.sells(w.alpha, Text{SKU: "A9", Name: "Entirely different words"})
	w.match(w.service)
	joined, err := w.service.Join(ctx, op, Part{Product: product}, Part{Item: d}, false)
	if err != nil || len(joined.Products) != 1 {
		t.Fatal(joined, err)
	}
	w.wantProducts("joined by hand", "A1 A9 B1 C1")
	if _, err := w.service.Join(ctx, op, Part{Product: product}, Part{Item: d}, false); fault.From(err).Code() != "matching.one_already" {
		t.Error(err)
	}
	_, err = w.service.Undo(ctx, op, joined.ID)
	w.check(err)
	w.wantProducts("and undone", "A1 B1 C1")
	w.check(catalog.FillSearch(t.Context(), w.db))
	found, err := w.service.Products(ctx, op, "col "+cola, page.Request{})
	if err != nil || len(found.Items) != 1 || found.Items[0].ID != product || found.Items[0].Suppliers != 3 {
		t.Errorf("%+v %v", found, err)
	}
}

func TestSuppliersAreAskedAboutTheirOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.fill()
	a := w.sells(w.alpha, Text{SKU: "AF-4711", Name: "Alpha Fasteners " + bolt(8) + " AF-4711", GTIN: beer, Brand: "Haitian"})
	b := w.sells(w.beta, Text{SKU: "BETA-9", Name: "Beta Supply: " + bolt(8) + " zinc", GTIN: beer, Brand: "Haitian"})
	c := w.sells(w.gamma, Text{SKU: "C1", Name: bolt(8)})
	w.exec("INSERT INTO hub.pricing_list_price (tenant_id, item_id, currency, price, updated_at) VALUES ($1, $2, 'EUR', 77.13, now())", a.Supplier.UUID(), a.ID.UUID())
	w.match(w.service)
	w.wantProducts("at first", "AF-4711 BETA-9")

	ctx := w.gamma.in(t.Context())
	asks, err := w.service.Asks(ctx, w.gamma.id, page.Request{})
	if err != nil || len(asks.Items) != 1 || asks.Left != 1 || asks.Items[0].Item.ID != c.ID || !strings.Contains(asks.Items[0].Product.Name, bolt(8)) {
		t.Fatalf("%+v %v %s", asks, err, w.edges())
	}
	for _, p := range []party{w.alpha, w.beta} {
		if got, err := w.service.Asks(p.in(t.Context()), p.id, page.Request{}); err != nil || len(got.Items) != 0 {
			t.Errorf("%s is asked about a product of one other: %+v %v", p.name, got, err)
		}
	}
	told := w.text(asks)
	for _, secret := range []string{"Alpha", "Beta", "4711", "BETA", "77.13", a.ID.String(), b.ID.String(), a.Supplier.String(), a.Supplier.UUID(), w.productOf(a).UUID(), w.productOf(a).String()} {
		if strings.Contains(told, secret) {
			t.Errorf("an ask tells %q: %s", secret, told)
		}
	}

	got, err := w.service.AnswerAsks(ctx, w.gamma.id, []AskAnswer{{asks.Items[0].ID, Same}})
	if err != nil || got.Results[0].Outcome != Taken || got.Left != 0 {
		t.Fatal(got, err)
	}
	if again, err := w.service.AnswerAsks(ctx, w.gamma.id, []AskAnswer{{asks.Items[0].ID, Different}}); err != nil || again.Results[0].Outcome != Settled {
		t.Error(again, err)
	}
	w.heed(w.gamma, c)
	w.wantProducts("after a yes", "AF-4711 BETA-9 C1")
	items, err := w.service.Items(ctx, w.gamma.id, ItemMatched, "bolt", page.Request{})
	if err != nil || len(items.Items) != 1 || items.Items[0].Product == nil || strings.Contains(w.text(items), "Beta") {
		t.Errorf("%s %v", w.text(items), err)
	}

	// It was a mistake: out at once, and nothing brings it back.
	left, err := w.service.Leave(ctx, w.gamma.id, c.ID)
	if err != nil || left.State != ItemAlone || !left.SaidNo {
		t.Fatalf("%+v %v", left, err)
	}
	if strings.Contains(w.edges(), "C1") && w.inProduct(c) {
		t.Error("it is in the product until a job has run")
	}
	w.heed(w.gamma, c)
	w.heed(w.gamma, c) // a job runs at least once
	w.wantProducts("after it left", "AF-4711 BETA-9")
	w.sells(w.gamma, Text{SKU: "C1", Name: bolt(8), GTIN: beer})
	w.match(w.service)
	w.wantProducts("with an equal barcode, a person's word stands and", "AF-4711 BETA-9")

	back, err := w.service.Return(ctx, w.gamma.id, c.ID)
	if err != nil || back.SaidNo {
		t.Fatalf("%+v %v", back, err)
	}
	w.heed(w.gamma, c)
	w.match(w.service)
	w.wantProducts("when it took that back", "AF-4711 BETA-9 C1")
	if _, err := w.service.Leave(ctx, w.gamma.id, a.ID); fault.From(err).Code() != fault.NotFound.Code() {
		t.Errorf("somebody else's item: %v", err)
	}
}

func (w *world) inProduct(i Item) bool {
	var n int
	w.check(w.admin.QueryRow(context.Background(), "SELECT count(*) FROM hub.matching_member WHERE tenant_id = $1 AND item_id = $2", i.Supplier.UUID(), i.ID.UUID()).Scan(&n))
	return n > 0
}

// The operator overrules a supplier, and a supplier never the operator.
func TestTheOperatorHasTheLastWord(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.sells(w.alpha, Text{SKU: "A1", Name: bolt(8), GTIN: beer})
	w.fill()
	w.sells(w.beta, Text{SKU: "B1", Name: bolt(8), GTIN: beer})
	c := w.sells(w.gamma, Text{SKU: "C1", Name: bolt(8)})
	w.match(w.service)
	ctx := w.gamma.in(t.Context())
	asks, err := w.service.Asks(ctx, w.gamma.id, page.Request{})
	if err != nil || len(asks.Items) != 1 {
		t.Fatal(asks, err, w.edges())
	}
	if _, err := w.service.AnswerAsks(ctx, w.gamma.id, []AskAnswer{{asks.Items[0].ID, Different}}); err != nil {
		t.Fatal(err)
	}
	w.heed(w.gamma, c)
	w.wantProducts("after a no", "A1 B1")
	joined, err := w.service.Join(w.operator.in(t.Context()), w.operator.id, Part{Item: a}, Part{Item: c}, true)
	w.check(err)
	w.wantProducts("overruled", "A1 B1 C1")
	w.heed(w.gamma, c)
	w.wantProducts("and it stays:", "A1 B1 C1")
	_, err = w.service.Undo(w.operator.in(t.Context()), w.operator.id, joined.ID)
	w.check(err)
	w.wantProducts("until the operator takes it back:", "A1 B1")
}

// What a scope of others sees of matching: a supplier and a buyer read members of the suppliers they may see, and nothing else.
func TestMatchingIsClosedToOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := w.sells(w.alpha, Text{SKU: "A1", Name: "Cola", GTIN: cola})
	b := w.sells(w.beta, Text{SKU: "B1", Name: "Cola", GTIN: cola})
	c := w.sells(w.gamma, Text{SKU: "C1", Name: "Cola", GTIN: cola})
	w.match(w.service)
	product := w.productOf(a)
	seat := id.New[id.Seat](time.Now())
	rows := map[string]struct {
		scope tenants.Scope
		sees  map[Item]bool
	}{
		"supplier":                 {tenants.Supplier(w.alpha.id, seat), map[Item]bool{a: true}},
		"worker":                   {tenants.Worker(w.beta.id, id.New[id.Job](time.Now())), map[Item]bool{b: true}},
		"pair":                     {tenants.Pair(w.buyer.id, w.alpha.id, seat), map[Item]bool{a: true}},
		"pair without a relation":  {tenants.Pair(w.buyer.id, w.gamma.id, seat), map[Item]bool{}},
		"buyer":                    {tenants.Buyer(w.buyer.id, seat), map[Item]bool{a: true, b: true}},
		"another supplier's buyer": {tenants.Pair(w.gamma.id, w.alpha.id, seat), map[Item]bool{}},
	}
	for name, row := range rows {
		for _, i := range []Item{a, b, c} {
			var list []id.ItemID
			var in bool
			err := w.db.Read(t.Context(), row.scope, func(_ context.Context, tx *tenants.Tx) (err error) {
				if list, err = Members(tx, i.Supplier, product); err != nil {
					return err
				}
				_, in, err = ProductOf(tx, i.Supplier, i.ID)
				return err
			})
			if err != nil || row.sees[i] != in || row.sees[i] != (len(list) == 1) {
				t.Errorf("%s sees %v of %v: %v %v", name, list, i, in, err)
			}
		}
		for _, table := range []string{"matching_edge", "matching_product", "matching_item", "matching_mark", "matching_policy", "matching_model", "matching_deed"} {
			err := w.db.Read(t.Context(), row.scope, func(_ context.Context, tx *tenants.Tx) error {
				var n int64
				return tx.Gorm().Raw("SELECT count(*) FROM " + table).Scan(&n).Error
			})
			if err == nil {
				t.Errorf("%s may read %s", name, table)
			}
		}
	}
	for _, p := range []party{w.alpha, w.buyer} {
		if _, err := w.service.Questions(p.in(t.Context()), p.id, "", page.Request{}); fault.From(err).Kind() != fault.KindForbidden {
			t.Errorf("%s reads questions: %v", p.name, err)
		}
		if _, err := w.service.Questions(p.in(t.Context()), w.operator.id, "", page.Request{}); fault.From(err).Code() != fault.NotFound.Code() {
			t.Errorf("%s acts for the operator: %v", p.name, err)
		}
	}
	if _, err := w.service.Asks(w.operator.in(t.Context()), w.alpha.id, page.Request{}); fault.From(err).Code() != fault.NotFound.Code() {
		t.Errorf("the operator reads what a supplier is asked: %v", err)
	}
}

// Two processes work at once, and people answer meanwhile: each pair has one edge, and products are what the edges say.
func TestSeveralWorkersAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, p := range []party{w.alpha, w.beta, w.gamma} {
		for n := range 40 {
			gtin := ""
			if n%2 == 0 {
				gtin = checked(n)
			}
			w.sells(p, Text{SKU: p.id.String()[10:] + checked(n), Name: bolt(n), GTIN: gtin})
		}
	}
	for _, p := range []party{w.alpha, w.beta, w.gamma} {
		w.check(w.service.Want(t.Context(), tenants.Worker(p.id, id.New[id.Job](time.Now()))))
	}
	var group sync.WaitGroup
	for range 3 {
		s := w.newService()
		group.Go(func() {
			if _, err := s.workOff(context.Background(), func() bool { return true }); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := len(strings.Split(w.products(), " | ")); n != 20 {
		t.Errorf("%d products, want 20: %s", n, w.products())
	}
	w.consistent()
	for _, q := range w.questions()[:10] {
		group.Go(func() {
			got, err := w.service.Answer(w.operator.in(context.Background()), w.operator.id, []Answer{{q.ID, q.Version, Same, true}})
			if err != nil || got.Results[0].Outcome == Contradicts {
				t.Error(got, err)
			}
		})
	}
	group.Wait()
	w.consistent()
}

// consistent checks that products are what all edges say, computed anew.
func (w *world) consistent() {
	w.t.Helper()
	before := w.products() + w.edges()
	w.check(w.db.InScope(context.Background(), projector, func(ctx context.Context, tx *tenants.Tx) error {
		var rows []pendingRow
		if err := tx.Gorm().Raw("SELECT tenant_id, item_id FROM matching_item").Scan(&rows).Error; err != nil {
			return err
		}
		return settle(ctx, tx, itemsOf(rows))
	}))
	if after := w.products() + w.edges(); after != before {
		w.t.Errorf("stands: %s\nfollows from the edges: %s", before, after)
	}
}

// checked is a barcode with its check digit.
func checked(n int) string {
	body := []byte("40063810000")
	body = append(body, byte('0'+n/10))
	body[10], body[11] = byte('0'+n/10), byte('0'+n%10)
	sum := 0
	for i, c := range body {
		if i%2 == 0 {
			sum += int(c - '0')
		} else {
			sum += 3 * int(c-'0')
		}
	}
	return string(body) + string(byte('0'+(10-sum%10)%10))
}

func TestLearningFromCodesAndPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for n := range 60 {
		gtin := checked(n)
		if n >= 45 {
			gtin = ""
		}
		w.sells(w.alpha, Text{SKU: fmt.Sprintf("A%02d", n), Name: good(n, 0), GTIN: gtin})
		w.sells(w.beta, Text{SKU: fmt.Sprintf("B%02d", n), Name: good(n, 1), GTIN: gtin})
	}
	w.match(w.service)
	ctx, op := w.operator.in(t.Context()), w.operator.id
	learned, err := w.service.train(ctx)
	if err != nil || !learned {
		t.Fatal(learned, err)
	}
	w.match(w.service)
	status, err := w.service.Status(ctx, op)
	if err != nil || status.Items != 120 || status.Products != 45 || status.Matched != 90 || status.Waiting != 0 || status.Model == nil || status.Model.Coded < 45 || status.Model.Answers != 0 || status.Model.Quality.F1 != 0 {
		t.Fatalf("%+v %+v %v", status, status.Model, err)
	}
	policy, err := w.service.Policy(ctx, op, 0)
	if err != nil || policy.Precision != 0.995 || !policy.Automatic || policy.Means.Proven || policy.Means.ByCode != 45 || policy.Means.ByModel != 0 {
		t.Fatalf("%+v %v", policy, err)
	}
	all := w.questions()
	for n := 45; n < 60; n++ {
		q := w.about(fmt.Sprintf("A%02d", n), fmt.Sprintf("B%02d", n))
		if q.Ground != "model" || q.Model != 1 || len(q.Reasons) == 0 || q.Confidence < 0.3 {
			t.Errorf("%s and %s: %.2f by model %d", q.LeftRecord.Name, q.RightRecord.Name, q.Confidence, q.Model)
		}
	}

	// People answer all there is: with 90 % wanted, so few right answers prove it, and the rest follows.
	for _, q := range all {
		same := q.LeftRecord.SKU[1:] == q.RightRecord.SKU[1:]
		if same && q.LeftRecord.SKU >= "A55" && q.LeftRecord.SKU[0] == 'A' {
			continue
		}
		v := Different
		if same {
			v = Same
		}
		w.answer(q, v, false)
	}
	if _, err := w.service.SetPolicy(ctx, op, 0.9, true); err != nil {
		t.Fatal(err)
	}
	if learned, err := w.service.train(ctx); err != nil || !learned {
		t.Fatal(learned, err)
	}
	w.match(w.service)
	policy, err = w.service.Policy(ctx, op, 0)
	w.check(err)
	if policy.Means.Proven != (policy.Means.ByModel > 0) || policy.Means.Answers == 0 {
		t.Errorf("%+v", policy.Means)
	}
	w.consistent()

	// What people said is what the model has learned from, and taking it back is news.
	again := false
	w.check(w.db.Read(t.Context(), projector, func(_ context.Context, tx *tenants.Tx) error {
		latest, err := latestModel(tx)
		if err != nil {
			return err
		}
		again, err = wantsTraining(tx, latest)
		return err
	}))
	if again {
		t.Error("it wants to learn what it knows")
	}
}

// good is one of many goods, as one of two suppliers writes it.
func good(n, by int) string {
	things := []string{"Hammer", "Pliers", "Screwdriver", "Wrench", "Chisel", "Saw", "Drill", "Clamp", "Level", "Knife"}
	kinds := []string{"steel", "copper", "wooden", "plastic", "rubber", "brass"}
	thing, kind := things[n%10], kinds[n/10]
	if by == 0 {
		return fmt.Sprintf("%s %s model K%d0%d", kind, thing, n, n%7)
	}
	return fmt.Sprintf("%s, %s (K%d0%d) top quality", thing, kind, n, n%7)
}

// Whatever the operator does, products follow from the edges; taken back in turn, everything stands as before.
func TestAnythingDoneCanBeTakenBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var items []Item
	for n := range 5 {
		for i, p := range []party{w.alpha, w.beta, w.gamma} {
			gtin := ""
			if (n+i)%2 == 0 {
				gtin = checked(n)
			}
			items = append(items, w.sells(p, Text{SKU: fmt.Sprintf("%c%d", 'A'+i, n), Name: bolt(n), GTIN: gtin}))
		}
	}
	w.match(w.service)
	ctx, op := w.operator.in(t.Context()), w.operator.id
	start := w.products() + " " + w.edges()
	random := rand.New(rand.NewPCG(7, 7))
	var deeds []id.DeedID
	for range 60 {
		switch random.IntN(3) {
		case 0:
			if list := w.questions(); len(list) > 0 {
				v := []Verdict{Same, Different, Skip}[random.IntN(3)]
				deeds = append(deeds, w.answer(list[random.IntN(len(list))], v, true).Deed)
			}
		case 1:
			d, err := w.service.Join(ctx, op, Part{Item: items[random.IntN(len(items))]}, Part{Item: items[random.IntN(len(items))]}, random.IntN(2) == 0)
			if err == nil {
				deeds = append(deeds, d.ID)
			} else if f := fault.From(err); f.Kind() != fault.KindConflict {
				t.Fatal(err)
			}
		default:
			item := items[random.IntN(len(items))]
			if w.inProduct(item) {
				d, err := w.service.Split(ctx, op, w.productOf(item), Cut{Item: item})
				w.check(err)
				deeds = append(deeds, d.ID)
			}
		}
	}
	w.consistent()
	if len(deeds) < 20 {
		t.Fatalf("only %d deeds", len(deeds))
	}
	slices.Reverse(deeds)
	for _, d := range deeds {
		if got, err := w.service.Undo(ctx, op, d); err != nil || got.Kept != 0 {
			t.Fatalf("%+v %v", got, err)
		}
	}
	if end := w.products() + " " + w.edges(); end != start {
		t.Errorf("taken back: %s\nat first: %s", end, start)
	}
}
