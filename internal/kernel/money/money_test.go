package money_test

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
)

var (
	dec      = decimal.RequireFromString
	anyMoney = rapid.Custom(func(t *rapid.T) money.Amount {
		return money.New(rapid.Int64().Draw(t, "minor"), rapid.SampledFrom(money.Currencies()).Draw(t, "currency"))
	})
	bhd = must(money.ParseCurrency("BHD"))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestCurrencies(t *testing.T) {
	t.Parallel()
	for code, digits := range map[string]int{"CNY": 2, "USD": 2, "JPY": 0, "KRW": 0, "BHD": 3, "CLF": 4, "XCG": 2, "HRK": 2} {
		c, err := money.ParseCurrency(code)
		if err != nil || c.Digits() != digits || c.Code() != code {
			t.Errorf("%s: %v with %d digits, %v; want %d", code, c, c.Digits(), err, digits)
		}
	}
	for _, code := range []string{"", "cny", "CN", "CNYY", "XAU", "RMB", " CNY"} {
		if _, err := money.ParseCurrency(code); !errors.Is(err, money.ErrUnknownCurrency) {
			t.Errorf("ParseCurrency(%q): %v", code, err)
		}
	}
	for _, c := range []money.Currency{money.CNY, money.EUR, money.GBP, money.HKD, money.JPY, money.USD} {
		if !slices.Contains(money.Currencies(), c) {
			t.Errorf("%s is not in the table", c)
		}
	}
}

func TestCurrencyInSQL(t *testing.T) {
	t.Parallel()
	for _, c := range append(money.Currencies(), money.Currency{}) {
		value, err := c.Value()
		if err != nil {
			t.Fatal(err)
		}
		got := money.JPY
		if err := got.Scan(value); err != nil || got != c {
			t.Errorf("%v came back as %v, %v", c, got, err)
		}
	}
	c := money.JPY
	if err := c.Scan([]byte("EUR")); err != nil || c != money.EUR {
		t.Errorf("from bytes: %v, %v", c, err)
	}
	for _, src := range []any{"EURO", 978} {
		if err := c.Scan(src); !errors.Is(err, money.ErrUnknownCurrency) {
			t.Errorf("Scan(%v): %v", src, err)
		}
	}
}

func TestArithmeticRefusesMixedCurrencies(t *testing.T) {
	t.Parallel()
	a, b := money.New(100, money.CNY), money.New(100, money.JPY)
	_, add := a.Add(b)
	_, sub := a.Sub(b)
	_, cmp := a.Cmp(b)
	_, sum := money.Sum(money.CNY, a, b)
	_, none := a.Add(money.Amount{})
	_, price := must(money.NewUnitPrice(dec("1"), money.CNY)).Cmp(must(money.NewUnitPrice(dec("1"), money.USD)))
	for name, err := range map[string]error{"Add": add, "Sub": sub, "Cmp": cmp, "Sum": sum, "no currency": none, "UnitPrice.Cmp": price} {
		if !errors.Is(err, money.ErrMixedCurrency) {
			t.Errorf("%s: %v, want ErrMixedCurrency", name, err)
		}
	}
}

// The 64-bit arithmetic agrees with arithmetic that knows no limit, or says ErrOverflow.
func TestArithmeticAgainstBigIntegers(t *testing.T) {
	t.Parallel()
	edge := rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, -1, 0, 1, math.MaxInt64}))
	rapid.Check(t, func(t *rapid.T) {
		x, y := edge.Draw(t, "x"), edge.Draw(t, "y")
		a, b, bx, by := money.New(x, money.CNY), money.New(y, money.CNY), big.NewInt(x), big.NewInt(y)
		check := func(name string, want *big.Int, got money.Amount, err error) {
			t.Helper()
			if want.IsInt64() {
				if err != nil || got != money.New(want.Int64(), money.CNY) {
					t.Fatalf("%s: %v, %v; want %v", name, got, err, want)
				}
			} else if !errors.Is(err, money.ErrOverflow) {
				t.Fatalf("%s: %v, %v; want ErrOverflow", name, got, err)
			}
		}
		sum, err := a.Add(b)
		check("Add", new(big.Int).Add(bx, by), sum, err)
		sum, err = money.Sum(money.CNY, a, b)
		check("Sum", new(big.Int).Add(bx, by), sum, err)
		difference, err := a.Sub(b)
		check("Sub", new(big.Int).Sub(bx, by), difference, err)
		negative, err := a.Neg()
		check("Neg", new(big.Int).Neg(bx), negative, err)
		product, err := a.Times(new(big.Rat).SetInt64(y), money.HalfUp)
		check("Times", new(big.Int).Mul(bx, by), product, err)
		if cmp, err := a.Cmp(b); err != nil || cmp != bx.Cmp(by) {
			t.Fatalf("Cmp: %d, %v", cmp, err)
		}
	})
}

func TestSumOverflowsOnlyInTotal(t *testing.T) {
	t.Parallel()
	top, back := money.New(math.MaxInt64, money.CNY), money.New(-5, money.CNY)
	got, err := money.Sum(money.CNY, top, money.New(3, money.CNY), back)
	if err != nil || got.Minor() != math.MaxInt64-2 {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := money.Sum(money.JPY); err != nil || got != money.New(0, money.JPY) {
		t.Errorf("of none: %v, %v", got, err)
	}
}

func TestRoundings(t *testing.T) {
	t.Parallel()
	rows := []struct {
		value                      string
		halfUp, halfEven, down, up int64
	}{
		{"1.004", 100, 100, 100, 101},
		{"1.005", 101, 100, 100, 101},
		{"1.015", 102, 102, 101, 102},
		{"1.0050000001", 101, 101, 100, 101},
		{"1.01", 101, 101, 101, 101},
		{"0.005", 1, 0, 0, 1},
		{"0.0000001", 0, 0, 0, 1},
		{"-1.005", -101, -100, -100, -101},
		{"-1.015", -102, -102, -101, -102},
		{"-0.001", 0, 0, 0, -1},
	}
	for _, row := range rows {
		want := map[money.Rounding]int64{money.HalfUp: row.halfUp, money.HalfEven: row.halfEven, money.Down: row.down, money.Up: row.up}
		for _, r := range money.Roundings() {
			got, err := money.Round(dec(row.value), money.CNY, r)
			if err != nil || got.Minor() != want[r] {
				t.Errorf("%s %s: %v, %v; want %d", row.value, r, got, err, want[r])
			}
		}
	}
	if _, err := money.Round(dec("1.005"), money.CNY, "somehow"); !errors.Is(err, money.ErrRounding) {
		t.Errorf("unknown rounding: %v", err)
	}
	if _, err := money.Round(dec("1"), money.CNY, ""); !errors.Is(err, money.ErrRounding) {
		t.Errorf("no rounding named: %v", err)
	}
}

// Every rounding lands within one unit, the nearest ones within half; negatives mirror positives.
func TestRoundingProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(money.Roundings()).Draw(t, "rounding")
		x := big.NewRat(rapid.Int64Range(-1e12, 1e12).Draw(t, "num"), rapid.Int64Range(1, 1e4).Draw(t, "den"))
		one := money.New(1, money.JPY)
		got := must(one.Times(x, r))
		mirror := must(one.Times(new(big.Rat).Neg(x), r))
		if got.Minor() != -mirror.Minor() {
			t.Fatalf("%v rounds to %d, its opposite to %d", x, got.Minor(), mirror.Minor())
		}
		off := new(big.Rat).Sub(new(big.Rat).SetInt64(got.Minor()), x)
		limit := big.NewRat(1, 1)
		if r == money.HalfUp || r == money.HalfEven {
			limit = big.NewRat(1, 2)
		}
		if off.Abs(off).Cmp(limit) > 0 || x.IsInt() && off.Sign() != 0 {
			t.Fatalf("%s: %v became %d", r, x, got.Minor())
		}
	})
}

func TestUnitPriceTimesQuantity(t *testing.T) {
	t.Parallel()
	mixed := quantity.Of(5, quantity.Gram)
	third := must(quantity.FromRat(big.NewRat(1, 3), quantity.Case))
	rows := []struct {
		name     string
		price    string
		currency money.Currency
		q        quantity.Quantity
		per      quantity.Unit
		r        money.Rounding
		want     int64
	}{
		{"plain", "12.5", money.CNY, quantity.Of(3, quantity.Piece), quantity.Piece, money.HalfUp, 3750},
		{"rounds once", "0.333333", money.CNY, quantity.Of(3, quantity.Piece), quantity.Piece, money.HalfUp, 100},
		{"down", "0.333333", money.CNY, quantity.Of(3, quantity.Piece), quantity.Piece, money.Down, 99},
		{"another unit", "1000", money.CNY, mixed, quantity.Kilogram, money.HalfUp, 500},
		{"no minor unit", "1.5", money.JPY, quantity.Of(1, quantity.Piece), quantity.Piece, money.HalfEven, 2},
		{"three digits", "1.2345", bhd, quantity.Of(1, quantity.Piece), quantity.Piece, money.HalfEven, 1234},
		{"a third of a case", "10", money.CNY, third, quantity.Case, money.Up, 334},
		{"return", "0.005", money.CNY, quantity.Of(-1, quantity.Piece), quantity.Piece, money.HalfUp, -1},
	}
	for _, row := range rows {
		p := must(money.NewUnitPrice(dec(row.price), row.currency))
		got, err := p.Times(row.q, row.per, row.r)
		if err != nil || got != money.New(row.want, row.currency) {
			t.Errorf("%s: %v, %v; want %d", row.name, got, err, row.want)
		}
	}
	p := must(money.NewUnitPrice(dec("9000000000000"), money.CNY))
	if _, err := p.Times(quantity.Of(1, quantity.Case), quantity.Piece, money.HalfUp); !errors.Is(err, quantity.ErrNoConversion) {
		t.Errorf("a case at a price per piece: %v", err)
	}
	if _, err := p.Times(quantity.Of(1e9, quantity.Piece), quantity.Piece, money.HalfUp); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("too much: %v", err)
	}
}

func TestConstructorsRefuse(t *testing.T) {
	t.Parallel()
	rows := []struct {
		value    string
		currency money.Currency
		want     error
	}{
		{"1.234", money.CNY, money.ErrTooPrecise},
		{"1.5", money.JPY, money.ErrTooPrecise},
		{"92233720368547758.08", money.CNY, money.ErrOverflow},
		{"1e9999", money.CNY, money.ErrOverflow},
		{"1e-9999", money.CNY, money.ErrTooPrecise},
		{"1", money.Currency{}, money.ErrUnknownCurrency},
	}
	for _, row := range rows {
		if got, err := money.FromDecimal(dec(row.value), row.currency); !errors.Is(err, row.want) {
			t.Errorf("FromDecimal(%s %s) = %v, %v; want %v", row.value, row.currency, got, err, row.want)
		}
	}
	if _, err := money.NewUnitPrice(dec("0.0000001"), money.CNY); !errors.Is(err, money.ErrTooPrecise) {
		t.Errorf("seven decimal places: %v", err)
	}
	if p, err := money.RoundUnitPrice(dec("0.0000015"), money.CNY, money.HalfEven); err != nil || p.String() != "0.000002 CNY" {
		t.Errorf("rounded price: %v, %v", p, err)
	}
	if got, err := money.FromDecimal(dec("1.50000"), money.CNY); err != nil || got.Minor() != 150 {
		t.Errorf("zeros beyond the last digit: %v, %v", got, err)
	}
}

func TestAllocate(t *testing.T) {
	t.Parallel()
	rows := []struct {
		name    string
		total   int64
		weights []*big.Rat
		want    []int64
	}{
		{"even", 100, money.Weights(1, 1), []int64{50, 50}},
		{"ties to the earlier", 100, money.Weights(1, 1, 1), []int64{34, 33, 33}},
		{"two ties left", 101, money.Weights(1, 1, 1), []int64{34, 34, 33}},
		{"largest remainder, not first", 10, money.Weights(1, 2, 3), []int64{2, 3, 5}},
		{"negative mirrors", -10, money.Weights(1, 2, 3), []int64{-2, -3, -5}},
		{"zero weight", 7, money.Weights(0, 1, 0, 1), []int64{0, 4, 0, 3}},
		{"nothing to split", 0, money.Weights(1, 2), []int64{0, 0}},
		{"fractions", 100, []*big.Rat{big.NewRat(1, 3), big.NewRat(1, 6), big.NewRat(1, 2)}, []int64{33, 17, 50}},
		{"the most negative", math.MinInt64, money.Weights(1, 0), []int64{math.MinInt64, 0}},
	}
	for _, row := range rows {
		shares, err := money.Allocate(money.New(row.total, money.CNY), row.weights)
		got := make([]int64, len(shares))
		for i, s := range shares {
			got[i] = s.Minor()
		}
		if err != nil || !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, %v; want %v", row.name, got, err, row.want)
		}
	}
	for name, weights := range map[string][]*big.Rat{"none": nil, "all zero": money.Weights(0, 0), "negative": money.Weights(2, -1)} {
		if _, err := money.Allocate(money.New(1, money.CNY), weights); !errors.Is(err, money.ErrWeights) {
			t.Errorf("%s: %v, want ErrWeights", name, err)
		}
	}
}

func TestAllocateProperties(t *testing.T) {
	t.Parallel()
	weight := rapid.Custom(func(t *rapid.T) *big.Rat {
		return big.NewRat(rapid.Int64Range(0, 1e9).Draw(t, "num"), rapid.Int64Range(1, 1000).Draw(t, "den"))
	})
	rapid.Check(t, func(t *rapid.T) {
		total := anyMoney.Draw(t, "total")
		weights := append(rapid.SliceOfN(weight, 0, 12).Draw(t, "weights"), big.NewRat(1, 7))
		shares := must(money.Allocate(total, weights))
		if got := must(money.Sum(total.Currency(), shares...)); got != total {
			t.Fatalf("the shares add up to %v, not %v", got, total)
		}
		sum := new(big.Rat)
		for _, w := range weights {
			sum.Add(sum, w)
		}
		for i, s := range shares {
			quota := new(big.Rat).Mul(new(big.Rat).SetInt64(total.Minor()), new(big.Rat).Quo(weights[i], sum))
			off := new(big.Rat).Sub(new(big.Rat).SetInt64(s.Minor()), quota)
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 || weights[i].Sign() == 0 && !s.IsZero() {
				t.Fatalf("share %d is %v, exactly it were %v", i, s, quota.FloatString(3))
			}
		}
		if total.Minor() != math.MinInt64 {
			mirror := must(money.Allocate(must(total.Neg()), weights))
			for i := range shares {
				if must(mirror[i].Neg()) != shares[i] {
					t.Fatalf("share %d: %v, and of the opposite %v", i, shares[i], mirror[i])
				}
			}
		}
	})
}

func TestParse(t *testing.T) {
	t.Parallel()
	rows := []struct {
		text     string
		currency money.Currency
		want     string
		err      error
	}{
		{"12.3", money.CNY, "12.30 CNY", nil},
		{"￥１，２３４．５０", money.CNY, "1234.50 CNY", nil},
		{"¥ 1,234,567.8", money.CNY, "1234567.80 CNY", nil},
		{"1 234.50元", money.CNY, "1234.50 CNY", nil},
		{"¥12元", money.CNY, "12.00 CNY", nil},
		{"RMB 12", money.CNY, "12.00 CNY", nil},
		{"cny12", money.CNY, "12.00 CNY", nil},
		{"12 人民币", money.CNY, "12.00 CNY", nil},
		{"$12.50", money.USD, "12.50 USD", nil},
		{"US$12.50", money.USD, "12.50 USD", nil},
		{"HK$ 8", money.HKD, "8.00 HKD", nil},
		{"€ 1,000", money.EUR, "1000.00 EUR", nil},
		{"12.00", money.JPY, "12 JPY", nil},
		{"１２円", money.JPY, "12 JPY", nil},
		{"-¥12", money.CNY, "-12.00 CNY", nil},
		{"¥-12", money.CNY, "-12.00 CNY", nil},
		{"－１２", money.CNY, "-12.00 CNY", nil},
		{"−12", money.CNY, "-12.00 CNY", nil},
		{"+.5", money.CNY, "0.50 CNY", nil},
		{"\u00a0 12 \u3000", money.CNY, "12.00 CNY", nil},
		{"$12", money.CNY, "", money.ErrMixedCurrency},
		{"€12", money.USD, "", money.ErrMixedCurrency},
		{"USD 12", money.CNY, "", money.ErrMixedCurrency},
		{"12元", money.JPY, "", money.ErrMixedCurrency},
		{"$12元", money.USD, "", money.ErrMixedCurrency},
		{"1.234", money.CNY, "", money.ErrTooPrecise},
		{"1,5", money.CNY, "", money.ErrMalformed},
		{"1.234,56", money.EUR, "", money.ErrMalformed},
		{"1,23,456", money.CNY, "", money.ErrMalformed},
		{"1234,567", money.CNY, "", money.ErrMalformed},
		{"1,234 567", money.CNY, "", money.ErrMalformed},
		{"", money.CNY, "", money.ErrMalformed},
		{"¥", money.CNY, "", money.ErrMalformed},
		{"-", money.CNY, "", money.ErrMalformed},
		{".", money.CNY, "", money.ErrMalformed},
		{"12.", money.CNY, "", money.ErrMalformed},
		{"--12", money.CNY, "", money.ErrMalformed},
		{"-¥-12", money.CNY, "", money.ErrMalformed},
		{"1e5", money.CNY, "", money.ErrMalformed},
		{"12 apples", money.CNY, "", money.ErrMalformed},
		{"0x10", money.CNY, "", money.ErrMalformed},
		{"٣", money.CNY, "", money.ErrMalformed},
		{"99999999999999999999", money.CNY, "", money.ErrOverflow},
		{"1234567890123456789012345678901234", money.CNY, "", money.ErrOverflow},
		{"12", money.Currency{}, "", money.ErrUnknownCurrency},
	}
	for _, row := range rows {
		got, err := money.Parse(row.text, row.currency)
		if !errors.Is(err, row.err) || err == nil && got.String() != row.want {
			t.Errorf("Parse(%q, %s) = %v, %v; want %s, %v", row.text, row.currency, got, err, row.want, row.err)
		}
	}
	if p, err := money.ParseUnitPrice("¥0.123456", money.CNY); err != nil || p.String() != "0.123456 CNY" {
		t.Errorf("unit price: %v, %v", p, err)
	}
	if _, err := money.ParseUnitPrice("¥0.1234567", money.CNY); !errors.Is(err, money.ErrTooPrecise) {
		t.Errorf("unit price of seven places: %v", err)
	}
}

func TestTextAndJSONRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := anyMoney.Draw(t, "amount")
		if back, err := money.Parse(a.String(), a.Currency()); err != nil || back != a {
			t.Fatalf("Parse(%s) = %v, %v", a, back, err)
		}
		if back, err := money.FromDecimal(a.Decimal(), a.Currency()); err != nil || back != a {
			t.Fatalf("FromDecimal(%s) = %v, %v", a.Decimal(), back, err)
		}
		var back money.Amount
		if err := json.Unmarshal(must(json.Marshal(a)), &back); err != nil || back != a {
			t.Fatalf("JSON: %v, %v; want %v", back, err, a)
		}
		p := must(money.NewUnitPrice(decimal.New(rapid.Int64().Draw(t, "millionths"), -6), a.Currency()))
		var price money.UnitPrice
		if err := json.Unmarshal(must(json.Marshal(p)), &price); err != nil || price != p {
			t.Fatalf("JSON: %v, %v; want %v", price, err, p)
		}
	})
}

func TestJSONForm(t *testing.T) {
	t.Parallel()
	if got := string(must(json.Marshal(money.New(1230, money.CNY)))); got != `{"amount":"12.30","currency":"CNY"}` {
		t.Errorf("amount: %s", got)
	}
	if got := string(must(json.Marshal(must(money.NewUnitPrice(dec("-1.25"), money.JPY))))); got != `{"amount":"-1.250000","currency":"JPY"}` {
		t.Errorf("price: %s", got)
	}
	for _, bad := range []string{
		`{"amount":12.30,"currency":"CNY"}`, `{"amount":"1,230","currency":"CNY"}`, `{"amount":"1e2","currency":"CNY"}`, `{"amount":"","currency":"CNY"}`,
		`{"amount":"12.301","currency":"CNY"}`, `{"amount":"12","currency":"cny"}`, `{"amount":"12"}`, `{"amount":"+12","currency":"CNY"}`, `"12 CNY"`,
		`{"amount":"9999999999999999999","currency":"CNY"}`,
	} {
		a := money.New(7, money.EUR)
		if err := json.Unmarshal([]byte(bad), &a); err == nil || a != money.New(7, money.EUR) {
			t.Errorf("%s was read as %v", bad, a)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"12.3", "￥１，２３４．５０", "-¥12元", "1 234", "RMB", "1e5", "+.5"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range []money.Currency{money.CNY, money.JPY, bhd} {
			a, err := money.Parse(text, c)
			if err != nil {
				continue
			}
			if again, err := money.Parse(a.String(), c); err != nil || again != a {
				t.Fatalf("%q was read as %v, which reads as %v, %v", text, a, again, err)
			}
		}
	})
}

func FuzzAmountJSON(f *testing.F) {
	f.Add([]byte(`{"amount":"12.30","currency":"CNY"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var a, again money.Amount
		if json.Unmarshal(data, &a) != nil {
			return
		}
		if err := json.Unmarshal(must(json.Marshal(a)), &again); err != nil && !a.Currency().IsZero() || a != again {
			t.Fatalf("%s was read as %v, which reads as %v, %v", data, a, again, err)
		}
	})
}
