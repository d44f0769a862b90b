package grant

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

func dec(n int64) decimal.Decimal { return decimal.NewFromInt(n) }

// Nothing leaves unless the relationship is approved and the grant has not run out.
func TestDisclosureClosed(t *testing.T) {
	t.Parallel()
	sees, _ := Resolve(moment, HouseGrant(), Grant{}, Grant{})
	ended := sees
	ended.Until = moment
	closed := map[string]Disclosure{
		"zero": {}, "not approved": NewDisclosure(false, sees, 7, moment), "ended": NewDisclosure(true, ended, 7, moment),
	}
	for name, d := range closed {
		stock := dec(5)
		names, all := d.Categories()
		if d.Open() || d.Sees("x") || d.Sees("*") || PriceOf(d, &stock, &stock) != nil || d.Stock(&stock, moment) != (StockView{}) || d.LeadTime(ref(3)) != nil ||
			d.Promotion("x") != "" || d.Document("x") != "" || len(names) > 0 || all || d.Narrow(StockView{Class: Exactly, Exact: stock}).Class != Unsaid ||
			len(d.Shown().Categories) > 0 || d.Shown().Price != PriceNone || d.Shown().Stock != StockNone || d.Shown().LeadTime {
			t.Errorf("%s discloses something", name)
		}
	}
	ended.Until = moment.Add(time.Microsecond)
	if d := NewDisclosure(true, ended, 7, moment); !d.Open() || d.Epoch() != 7 || !d.Sees("x") || d.Shown().Steps != nil {
		t.Error("closed a moment too early")
	}
}

func TestPriceOf(t *testing.T) {
	t.Parallel()
	list, own := "list", "own"
	rows := []struct {
		level     PriceLevel
		list, own *string
		want      *string
	}{
		{PriceNone, &list, &own, nil}, {PriceList, &list, &own, &list}, {PriceList, nil, &own, nil}, {PriceOwn, &list, &own, &own},
		{PriceOwn, &list, nil, &list}, {PriceOwn, nil, nil, nil}, {"", &list, &own, nil}, {"all", &list, &own, nil},
	}
	for _, row := range rows {
		if got := PriceOf(NewDisclosure(true, Sees{Price: row.level}, 1, moment), row.list, row.own); got != row.want {
			t.Errorf("%+v: %v", row, got)
		}
	}
	if NewDisclosure(true, Sees{Promotions: true, Price: PriceNone}, 1, moment).Promotion("10 % off") != "" {
		t.Error("a promotion tells about prices where none is shown")
	}
}

// Two stocks that lie in the same band, or are told only as there or not, look the same to every question.
func TestStockSaysNoMoreThanItsClass(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sees, _ := Resolve(moment, Grant{}, Grant{}, anyGrant(LevelGroup).Draw(t, "grant"))
		d := NewDisclosure(true, sees, 1, moment)
		a, b := decimal.New(rapid.Int64Range(0, 9000).Draw(t, "a"), -1), decimal.New(rapid.Int64Range(0, 9000).Draw(t, "b"), -1)
		if !sameClass(sees, a, b) {
			return
		}
		va, vb := d.Stock(&a, moment), d.Stock(&b, moment.Add(time.Hour))
		if va.Class != vb.Class || !va.Floor.Equal(vb.Floor) || !va.Exact.Equal(vb.Exact) || va.AsOf != vb.AsOf {
			t.Fatalf("%s: %v and %v look like %+v and %+v", sees.Stock, a, b, va, vb)
		}
		for range 20 {
			quantity := decimal.New(rapid.Int64Range(1, 20000).Draw(t, "quantity"), -1)
			if va.Available(quantity) != vb.Available(quantity) {
				t.Fatalf("%s: %v tells %v from %v", sees.Stock, quantity, a, b)
			}
		}
		if n := d.Narrow(va); n.Class != va.Class || !n.Floor.Equal(va.Floor) {
			t.Fatalf("narrowed its own view %+v to %+v", va, n)
		}
	})
}

// sameClass says, in words of its own, which two stocks a grant may not tell apart.
func sameClass(s Sees, a, b decimal.Decimal) bool {
	switch s.Stock {
	case StockExact:
		return false
	case StockYesNo:
		return a.IsZero() == b.IsZero()
	case StockBand:
		for _, edge := range s.Steps {
			if a.GreaterThanOrEqual(edge) != b.GreaterThanOrEqual(edge) {
				return false
			}
		}
	}
	return true
}

func TestAvailable(t *testing.T) {
	t.Parallel()
	steps := []decimal.Decimal{dec(1), dec(10)}
	rows := []struct {
		level    StockLevel
		onHand   *decimal.Decimal
		quantity int64
		want     Answer
	}{
		{StockExact, ref(dec(12)), 12, Available}, {StockExact, ref(dec(12)), 13, Short}, {StockExact, nil, 1, SubjectToConfirmation},
		{StockBand, ref(dec(12)), 10, Available}, {StockBand, ref(dec(12)), 11, SubjectToConfirmation}, {StockBand, ref(dec(0)), 1, SubjectToConfirmation},
		{StockYesNo, ref(dec(12)), 1, SubjectToConfirmation}, {StockYesNo, ref(dec(0)), 1, SubjectToConfirmation}, {StockNone, ref(dec(12)), 1, SubjectToConfirmation},
	}
	for _, row := range rows {
		d := NewDisclosure(true, Sees{Stock: row.level, Steps: steps}, 1, moment)
		if got := d.Stock(row.onHand, moment).Available(dec(row.quantity)); got != row.want {
			t.Errorf("%s %v of %v: %s", row.level, row.quantity, row.onHand, got)
		}
	}
}

// A view of another class than the grant's does not get through.
func TestNarrow(t *testing.T) {
	t.Parallel()
	views := map[StockClass]StockView{
		InStock: {Class: InStock}, OutOfStock: {Class: OutOfStock}, InBand: {Class: InBand, Floor: dec(10)},
		Exactly: {Class: Exactly, Floor: dec(12), Exact: dec(12), AsOf: moment},
	}
	allowed := map[StockLevel][]StockClass{StockNone: nil, StockYesNo: {InStock, OutOfStock}, StockBand: {InBand}, StockExact: {Exactly}}
	for level, classes := range allowed {
		d := NewDisclosure(true, Sees{Stock: level}, 1, moment)
		for class, view := range views {
			may := false
			for _, c := range classes {
				may = may || c == class
			}
			if got := d.Narrow(view); (got.Class == class) != may || !may && !got.Exact.IsZero() {
				t.Errorf("%s let %s through as %+v", level, class, got)
			}
		}
	}
	smuggled := NewDisclosure(true, Sees{Stock: StockBand}, 1, moment).Narrow(StockView{Class: InBand, Floor: dec(10), Exact: dec(12), AsOf: moment})
	if !smuggled.Exact.IsZero() || !smuggled.AsOf.IsZero() {
		t.Errorf("%+v", smuggled)
	}
}
