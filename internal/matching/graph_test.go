package matching

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
)

// someItem is item n of supplier s, the same in every run.
func someItem(s, n int) Item {
	return Item{id.FromUUID[id.Company]([16]byte{15: byte(s)}), id.FromUUID[id.Item]([16]byte{0: byte(s), 15: byte(n)})}
}

// shelf draws items of a few suppliers whose packs and barcodes sometimes contradict.
func shelf(t *rapid.T) map[Item]Text {
	texts := map[Item]Text{}
	for n := range rapid.IntRange(2, 9).Draw(t, "items") {
		item := someItem(rapid.IntRange(1, 4).Draw(t, "supplier"), n)
		texts[item] = Text{
			SKU: fmt.Sprintf("S%d", n), Name: "Lager beer", Brand: rapid.SampledFrom([]string{"", "Haitian", "Northgate"}).Draw(t, "brand"),
			Pack: rapid.SampledFrom([]string{"", "", "6 x 330 ml", "12 x 330 ml"}).Draw(t, "pack"),
			GTIN: rapid.SampledFrom([]string{"", "", "4006381333931", "5901234123457"}).Draw(t, "gtin"),
		}
	}
	return texts
}

func someLinks(t *rapid.T, texts map[Item]Text) []link {
	items := keys(texts)
	slices.SortFunc(items, byItem)
	seen := map[[2]Item]bool{}
	var out []link
	for range rapid.IntRange(0, 14).Draw(t, "links") {
		a, b := rapid.SampledFrom(items).Draw(t, "a"), rapid.SampledFrom(items).Draw(t, "b")
		left, right := pair(a, b)
		if a == b || seen[[2]Item{left, right}] {
			continue
		}
		seen[[2]Item{left, right}] = true
		out = append(out, link{left, right, will(rapid.IntRange(int(byPeople), int(parted)).Draw(t, "will")), float64(rapid.IntRange(0, 3).Draw(t, "confidence")) / 3})
	}
	return out
}

func TestProductsRestOnTheEdgesAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := shelf(t)
		links := someLinks(t, texts)
		want := newGraph(texts, links).products()
		got := newGraph(texts, rapid.Permutation(links).Draw(t, "order")).products()
		if !slices.EqualFunc(want, got, slices.Equal) {
			t.Fatalf("%v in one order, %v in another", want, got)
		}
	})
}

func TestNoProductHoldsWhatContradicts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := shelf(t)
		links := slices.DeleteFunc(someLinks(t, texts), func(l link) bool { return l.will == forced })
		g := newGraph(texts, links)
		people := slices.ContainsFunc(links, func(l link) bool { return l.will < automatic })
		for _, items := range g.products() {
			for i, a := range items {
				for _, b := range items[i+1:] {
					if c := g.between(a, b, byPeople); len(c) > 0 {
						t.Fatalf("%v and %v are one product although %v", texts[a], texts[b], c)
					}
					if a.Supplier == b.Supplier && !people && !engine.SameCode(g.profiles[a], g.profiles[b]) {
						t.Fatalf("two items of one supplier came together by themselves")
					}
				}
			}
		}
	})
}

func TestEveryEdgeStandsAsTheProductsSay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := shelf(t)
		links := someLinks(t, texts)
		g := newGraph(texts, links)
		for _, l := range links {
			together := slices.Contains(g.together(l.left), l.right)
			state, blocked := g.stand(l)
			switch {
			case (state == StateConfirmed) != (l.joins() && together):
				t.Fatalf("%v is %s, together: %t", l, state, together)
			case l.joins() && !together && (state != StateProposed || len(blocked) == 0):
				t.Fatalf("%v joins nothing and nothing says why: %s %v", l, state, blocked)
			case (state == StateRefused) != (l.will == parted):
				t.Fatalf("%v is %s", l, state)
			case l.will == forced && !together:
				t.Fatalf("the operator said same in spite of all, and it is not")
			}
		}
	})
}

// Two items of one supplier look like one of another's: the surer edge wins, the other becomes a question. With one code on all of them both join.
func TestOnlyOneItemOfASupplierJoinsByItself(t *testing.T) {
	t.Parallel()
	a, b, c := someItem(1, 1), someItem(2, 2), someItem(2, 3)
	texts := map[Item]Text{a: {Name: "Cola"}, b: {Name: "Cola", SKU: "b"}, c: {Name: "Cola", SKU: "c"}}
	sure, less := link{a, c, automatic, 0.9999}, link{a, b, automatic, 0.999}
	g := newGraph(texts, []link{less, sure})
	if got := g.products(); len(got) != 1 || !slices.Equal(got[0], []Item{a, c}) {
		t.Fatalf("%v", got)
	}
	if state, blocked := g.stand(less); state != StateProposed || len(blocked) != 1 || blocked[0].Kind != SupplierTwice {
		t.Errorf("%s %v", state, blocked)
	}
	coded := map[Item]Text{}
	for item, text := range texts {
		text.GTIN = "4006381333931"
		coded[item] = text
	}
	if got := newGraph(coded, []link{less, sure}).products(); len(got) != 1 || !slices.Equal(got[0], []Item{a, b, c}) {
		t.Errorf("one code did not bring them together: %v", got)
	}
	less.will = byPeople
	if got := newGraph(texts, []link{less, sure}).products(); len(got) != 1 || len(got[0]) != 3 && !slices.Equal(got[0], []Item{a, b}) {
		t.Errorf("people's word was not taken: %v", got)
	}
}

func TestBestText(t *testing.T) {
	t.Parallel()
	texts := []Text{
		{Name: "Bolt", Brand: "haitian", Unit: "H87"},
		{Name: "Hex bolt M8x40 zinc plated", Brand: "Haitian", MPN: "HX-840", GTIN: "2000000000015", Unit: "H87"},
		{Name: "M8x40 hex bolt, special offer!", Brand: "Other", MPN: "HX-840", GTIN: "4006381333931", Unit: "C62"},
	}
	want := Text{Name: "M8x40 hex bolt, special offer!", Brand: "Haitian", MPN: "HX-840", GTIN: "4006381333931", Unit: "H87"}
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}} {
		got := best([]Text{texts[order[0]], texts[order[1]], texts[order[2]]})
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestNothingShownTellsWhoseItIs(t *testing.T) {
	t.Parallel()
	a, b := someItem(1, 1), someItem(2, 2)
	names := map[id.CompanyID]string{a.Supplier: "Alpha Fasteners Ltd", b.Supplier: "北门工具有限公司"}
	texts := map[Item]Text{
		a: {SKU: "AF-90817", Name: "ALPHA FASTENERS hex bolt M8 (AF-90817)", Brand: "Alpha Fasteners Ltd", MPN: "HX840"},
		b: {SKU: "HX840", Name: "北门工具 六角螺栓 hex bolt M8 HX840", Brand: "Haitian", MPN: "HX840"},
	}
	got := shownTo([]Item{a, b}, texts, names)
	for _, secret := range []string{"lpha", "LPHA", "北门", "90817"} {
		if s := fmt.Sprint(got); strings.Contains(s, secret) {
			t.Errorf("%q tells %q", s, secret)
		}
	}
	if got.MPN != "HX840" || got.Brand != "Haitian" || !strings.Contains(got.Name, "hex bolt M8") {
		t.Errorf("%+v", got)
	}
}

func TestPackedTextsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("ab 中\x1e\x1f,;")))
		x := Text{SKU: s.Draw(t, "sku"), Name: s.Draw(t, "name"), MPN: s.Draw(t, "mpn"), Category: s.Draw(t, "category")}
		for range rapid.IntRange(0, 2).Draw(t, "attributes") {
			x.Attributes = append(x.Attributes, Attribute{s.Draw(t, "key"), s.Draw(t, "value")})
		}
		if once := unpacked(x.packed()); once.packed() != x.packed() || len(once.Attributes) != len(x.Attributes) {
			t.Fatalf("%+v came back as %+v", x, once)
		}
	})
}
