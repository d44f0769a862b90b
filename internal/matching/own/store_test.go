package own_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog/find"
	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/platform/localpg/pgtest"
	"manifold/tenants"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// book is what one buyer keeps, in a test.
type book struct {
	t     *testing.T
	db    *tenants.DB
	clock *clock.Fake
	buyer id.CompanyID
}

func open(t *testing.T) book {
	t.Helper()
	now := clock.NewFake(noon)
	return book{t, pgtest.OpenAt(t, now), now, id.New[id.Company](noon)}
}

func (b book) do(fn func(*tenants.Tx) error) {
	b.t.Helper()
	scope := tenants.Buyer(b.buyer, id.New[id.Seat](noon)).By(id.New[id.Person](noon))
	if err := b.db.InScope(b.t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) }); err != nil {
		b.t.Fatal(err)
	}
}

func anyRef() own.Ref {
	return own.Ref{Supplier: id.NewRandom[id.Company](), Item: id.NewRandom[id.Item]()}
}

func TestNamesComeBack(t *testing.T) {
	t.Parallel()
	b := open(t)
	a, c, none := anyRef(), anyRef(), anyRef()
	b.do(func(tx *tenants.Tx) error {
		if err := own.Put(tx, b.buyer, a, own.Facts{Code: "A_1", Name: "螺栓", Holds: &own.Content{Amount: decimal.NewFromInt(12), Unit: quantity.Piece}}); err != nil {
			return err
		}
		return own.PutMany(tx, b.buyer, []own.Called{{Ref: a, Name: "Bolt 100%"}, {Ref: c, Code: "B-2"}})
	})
	b.do(func(tx *tenants.Tx) error {
		facts, err := own.FactsOf(tx, b.buyer, []own.Ref{a, c, none})
		if err != nil {
			return err
		}
		if got := facts[a]; got.Code != "A_1" || got.Name != "Bolt 100%" || got.Holds == nil || got.Holds.Amount.String() != "12" || len(facts) != 2 {
			t.Errorf("what a line does not say is lost: %+v", facts)
		}
		for words, want := range map[string]int{"": 2, "bolt": 1, "a_1 bolt": 1, "AX1": 0, "100%": 1, "1000": 0, "b-2 bolt": 0} {
			list, err := own.List(tx, b.buyer, words, "", own.Ref{}, 10)
			if err != nil || len(list) != want {
				t.Errorf("%q finds %d, %v", words, len(list), err)
			}
		}
		first, err := own.List(tx, b.buyer, "", "", own.Ref{}, 1)
		if err != nil || first[0].Code != "A_1" {
			t.Errorf("%+v %v", first, err)
		}
		second, err := own.List(tx, b.buyer, "", first[0].Code, first[0].Ref, 10)
		if err != nil || len(second) != 1 || second[0].Ref != c {
			t.Errorf("%+v %v", second, err)
		}
		return own.Put(tx, b.buyer, a, own.Facts{})
	})
	b.do(func(tx *tenants.Tx) error {
		facts, err := own.FactsOf(tx, b.buyer, []own.Ref{a})
		if len(facts) > 0 {
			t.Error("nothing is said, and something stands")
		}
		return err
	})
}

func TestLinksAreSaidOnce(t *testing.T) {
	t.Parallel()
	b := open(t)
	x, y, z := anyRef(), anyRef(), anyRef()
	says := func() string {
		var out []string
		b.do(func(tx *tenants.Tx) error {
			links, err := own.ListLinks(tx, b.buyer, "", nil, 10)
			for _, l := range links {
				out = append(out, string(l.Says))
			}
			mine, _ := own.LinksOf(tx, b.buyer, []own.Ref{x, y, z})
			if len(mine) != len(links) {
				t.Errorf("%d links of the items, %d in all", len(mine), len(links))
			}
			return err
		})
		return strings.Join(out, " ")
	}
	steps := []struct {
		of     own.Ref
		others []own.Ref
		says   own.Says
		want   string
	}{
		{x, []own.Ref{y, z}, own.Other, "other other"},
		{y, []own.Ref{x}, own.Equal, "equal other"},
		{x, []own.Ref{y}, own.Nothing, "other"},
		{z, []own.Ref{x, y}, own.Nothing, ""},
	}
	for _, step := range steps {
		b.clock.Advance(time.Minute)
		b.do(func(tx *tenants.Tx) error { return own.Say(tx, b.buyer, step.of, step.others, step.says) })
		if got := says(); got != step.want {
			t.Errorf("after %s: %q, want %q", step.says, got, step.want)
		}
	}
}

func TestLinksComeInPages(t *testing.T) {
	t.Parallel()
	b := open(t)
	x := anyRef()
	for range 3 {
		b.do(func(tx *tenants.Tx) error { return own.Say(tx, b.buyer, x, []own.Ref{anyRef(), anyRef()}, own.Equal) })
		b.clock.Advance(time.Hour)
	}
	var all []own.Link
	b.do(func(tx *tenants.Tx) error {
		var before *own.Link
		for {
			links, err := own.ListLinks(tx, b.buyer, own.Equal, before, 1)
			if err != nil || len(links) == 0 {
				return err
			}
			if slices.Contains(all, links[0]) {
				t.Fatal("one comes twice")
			}
			all = append(all, links[0])
			before = &links[0]
		}
	})
	if len(all) != 6 || all[0].At.Before(all[5].At) {
		t.Errorf("%d links, %+v", len(all), all)
	}
}

func TestAlternatesKeepTheirOrder(t *testing.T) {
	t.Parallel()
	b := open(t)
	x, y, p, q := anyRef(), anyRef(), anyRef(), anyRef()
	b.do(func(tx *tenants.Tx) error {
		return own.PutAlternates(tx, b.buyer, []own.Ref{x}, []own.Alternate{{Ref: p, Note: "first"}})
	})
	b.clock.Advance(time.Hour)
	b.do(func(tx *tenants.Tx) error {
		return own.PutAlternates(tx, b.buyer, []own.Ref{y, x}, []own.Alternate{{Ref: q, ApprovedBy: "Lin"}, {Ref: p, Note: "second"}})
	})
	b.do(func(tx *tenants.Tx) error {
		list, err := own.AlternatesOf(tx, b.buyer, []own.Ref{x, y})
		if len(list) != 2 || list[0].Ref != q || list[1].Note != "second" || !list[1].At.Equal(noon) || !list[0].At.Equal(noon.Add(time.Hour)) {
			t.Errorf("%+v", list)
		}
		if alone, _ := own.AlternatesOf(tx, b.buyer, []own.Ref{x}); len(alone) > 0 {
			t.Errorf("the list stands twice: %+v", alone)
		}
		return err
	})
}

// Nobody but the buyer reads what it says: no other buyer, and no scope of suppliers, of pairs, of the operator.
func TestOnlyTheBuyerReads(t *testing.T) {
	t.Parallel()
	b := open(t)
	x, y := anyRef(), anyRef()
	b.do(func(tx *tenants.Tx) error {
		if err := own.Put(tx, b.buyer, x, own.Facts{Code: "SECRET"}); err != nil {
			return err
		}
		if err := own.Say(tx, b.buyer, x, []own.Ref{y}, own.Equal); err != nil {
			return err
		}
		return own.PutAlternates(tx, b.buyer, []own.Ref{x}, []own.Alternate{{Ref: y}})
	})
	seat := id.New[id.Seat](noon)
	for _, scope := range []tenants.Scope{
		tenants.Buyer(id.New[id.Company](noon), seat), tenants.Supplier(x.Supplier, seat), tenants.Pair(b.buyer, x.Supplier, seat), tenants.Operator(id.New[id.Company](noon), seat, ""),
		tenants.Worker(x.Supplier, id.New[id.Job](noon)), tenants.Projector("matching"), tenants.Person(id.New[id.Person](noon)), tenants.Anonymous(),
	} {
		for _, table := range []string{"matching_own_item", "matching_own_link", "matching_own_alternate"} {
			rows := int64(0)
			err := b.db.Read(t.Context(), scope, func(_ context.Context, tx *tenants.Tx) error { return tx.Gorm().Table(table).Count(&rows).Error })
			if err == nil && (rows > 0 || !strings.HasPrefix(scope.String(), "buyer")) {
				t.Errorf("%v reads %d rows of %s", scope, rows, table)
			}
		}
	}
}

// What an older hub noted is noted anew, so that names are found as questions are read now.
func TestOldNamesAreNotedAnew(t *testing.T) {
	t.Parallel()
	b := open(t)
	ref := anyRef()
	b.do(func(tx *tenants.Tx) error { return own.Put(tx, b.buyer, ref, own.Facts{Name: "貼片電阻"}) })
	admin := pgtest.Admin(t, b.db)
	if _, err := admin.Exec(t.Context(), "UPDATE hub.catalog_search_own SET version = 1, tokens = $1::text::tsvector", "'oldold00w電阻'"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time nothing waits
		if err := own.FillSearch(t.Context(), b.db); err != nil {
			t.Fatal(err)
		}
		var version int
		var tokens string
		if err := admin.QueryRow(t.Context(), "SELECT version, tokens::text FROM hub.catalog_search_own").Scan(&version, &tokens); err != nil {
			t.Fatal(err)
		}
		if version != find.Version || !strings.Contains(tokens, "w电阻") || strings.Contains(tokens, "oldold00") {
			t.Errorf("version %d: %s", version, tokens)
		}
	}
}
