package proof_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/comparison/basket"
	"manifold/internal/comparison/proof"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/receipt"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion/combine"
)

var (
	dec = decimal.RequireFromString
	now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
)

func unit(text string, c money.Currency) money.UnitPrice {
	p, err := money.NewUnitPrice(dec(text), c)
	if err != nil {
		panic(err)
	}
	return p
}

func key() receipt.Key {
	k, err := receipt.NewKey(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		panic(err)
	}
	return k
}

func items(n int) []id.ItemID {
	out := make([]id.ItemID, n)
	for i := range out {
		out[i] = id.FromUUID[id.Item]([16]byte{byte(i + 1)})
	}
	return out
}

// whole is an order with everything in it: two lines of the supplier beside the one that is looked at, of which one has a price in euro, promotions, freight
// by value, a fee, and a comparison in another currency.
func whole() basket.Order {
	of := items(3)
	fee, free := int64(150_000), int64(500_000)
	floor := unit("6.30", money.CNY)
	heavy := dec("12.5")
	return basket.Order{
		Currency: money.CNY, Compared: money.EUR, At: 1, Needed: 100_000, Moment: now,
		References: map[money.Currency]basket.Reference{money.CNY: {PerEUR: dec("8.1234"), Day: now.Add(-24 * time.Hour)}, money.EUR: {PerEUR: dec("1"), Day: now}},
		Lines: []basket.OrderLine{
			{Item: of[0], SKU: "A", Name: "first", Family: "bolts", Category: "c", Quantity: dec("40"), Case: dec("20"), Price: unit("6.50", money.CNY), Floor: &floor, Weight: &heavy},
			{Item: of[1], SKU: "M8×40", Name: "螺栓", Family: "bolts", Quantity: dec("120"), Price: unit("9.876543", money.CNY), Weight: &heavy},
			{Item: of[2], SKU: "C", Name: "third", Quantity: dec("3"), Price: unit("1.99", money.EUR)},
		},
		Conditions: basket.Conditions{FeeBelow: &fee, Fee: 2000, FreeFrom: &free, Freight: &basket.Tariff{By: basket.ByValue, Steps: []basket.TariffStep{{Cost: 4200}, {From: dec("1200"), Cost: 2500}}}},
		Promotions: []combine.Promotion{
			{ID: id.FromUUID[id.Promotion]([16]byte{1}), Name: "秋季", Version: 3, Kind: combine.Percent, Currency: money.CNY, Measure: combine.Units, Running: true, On: combine.Selection{Families: []string{"bolts"}}, Tiers: []combine.Tier{{From: dec("100"), Percent: dec("5")}}},
			{ID: id.FromUUID[id.Promotion]([16]byte{2}), Name: "secret group", Version: 1, Kind: combine.Amount, Currency: money.CNY, Measure: combine.Spend, Running: true, On: combine.Selection{All: true}, Groups: []id.GroupID{id.FromUUID[id.Group]([16]byte{9})}, Tiers: []combine.Tier{{Amount: dec("77.77")}}},
		},
		Together: combine.Policy{Mode: combine.Best}, Who: combine.Buyer{Channel: "hub", FirstOrder: true},
	}
}

var subject = receipt.Subject{Issuer: "https://hub.example", Supplier: receipt.Party{ID: "com_s", Name: "S"}, Buyer: receipt.Party{ID: "com_b", Name: "B"}, ItemID: "itm_1", SKU: "M8×40", Name: "螺栓", Unit: "H87"}

// signed is the receipt of an order's line, for one side or the other.
func signed(view receipt.View, o basket.Order) ([]byte, receipt.Receipt, error) {
	line := o.Lines[o.At]
	f := resolve.Facts{Prices: []resolve.Price{{Kind: resolve.Base, Unit: line.Price, TaxRate: dec("13")}}}
	if view == receipt.ForSupplier {
		cost := unit("5", line.Price.Currency())
		f.Cost = &cost
	}
	order, err := proof.NewOrder(view, o)
	if err != nil {
		return nil, receipt.Receipt{}, err
	}
	r, err := receipt.Make(view, subject, f, resolve.Ask{Quantity: line.Quantity, At: now}, order, now)
	if err != nil {
		return nil, r, err
	}
	text, err := r.Sign(key())
	return text, r, err
}

func verify(text []byte) (receipt.Receipt, error) {
	return receipt.Verify(text, []receipt.PublicKey{key().Public()}, proof.Read)
}

// A whole order comes back and to its figures, by hand: 120 × 9.876543 = 1185.19; 5 % off is 59.26, though the other line's floor keeps it off there; the goods
// are 1185.19 + 260.00 + 48.50 (5.97 EUR) = 1493.69, less 59.26 is 1434.43: freight 25.00, small order 20.00, of which 1125.93 ÷ 1434.43 falls here.
func TestAWholeOrderComesBack(t *testing.T) {
	t.Parallel()
	for _, view := range []receipt.View{receipt.ForBuyer, receipt.ForSupplier} {
		text, r, err := signed(view, whole())
		if err != nil {
			t.Fatal(view, err)
		}
		if got := r.Total().String(); got != "1161.25 CNY" { // 1185.19 − 59.26 + 19.62 + 15.70
			t.Errorf("%s: the total is %s", view, got)
		}
		back, err := verify(text)
		if err != nil || back.Total() != r.Total() {
			t.Errorf("%s: %v, %s came back as %s", view, err, r.Total(), back.Total())
		}
		var in struct {
			Receipt struct {
				Tax, Compared money.Amount
				Extras        []struct {
					Kind   receipt.ExtraKind
					Amount money.Amount
				}
			}
		}
		if err := json.Unmarshal(text, &in); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(in.Receipt.Extras, in.Receipt.Tax, in.Receipt.Compared); got != "[{promotion -59.26 CNY} {freight 19.62 CNY} {fee 15.70 CNY}] 146.37 CNY 142.96 EUR" {
			t.Errorf("%s: %s", view, got)
		}
	}
}

// A buyer's holds neither floors nor promotions that are not for it.
func TestABuyersOrderHoldsNoSecrets(t *testing.T) {
	t.Parallel()
	buyers, _, err := signed(receipt.ForBuyer, whole())
	if err != nil {
		t.Fatal(err)
	}
	suppliers, _, err := signed(receipt.ForSupplier, whole())
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"floor", "6.300000", "secret group", "77.77", `"cost":{"amount":"5.000000"`, "margin", "other_group"} {
		if bytes.Contains(buyers, []byte(secret)) {
			t.Errorf("a buyer's receipt holds %q: %s", secret, buyers)
		}
		if !bytes.Contains(suppliers, []byte(secret)) {
			t.Errorf("the supplier's lacks %q", secret)
		}
	}
}

// Whatever digit or letter of a receipt with an order is changed, it is found; and what is forged and signed with the true key is found by working it out.
func TestTamperingWithAnOrderIsFound(t *testing.T) {
	t.Parallel()
	text, r, err := signed(receipt.ForBuyer, whole())
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	for i, c := range text {
		other := slices.Clone(text)
		switch {
		case c >= '0' && c <= '8', c >= 'a' && c <= 'y', c >= 'A' && c <= 'Y':
			other[i] = c + 1
		case c == '9':
			other[i] = '0'
		default:
			continue
		}
		changed++
		if _, err := verify(other); err == nil && !bytes.HasPrefix(text[i+1:], []byte(`"}}`)) { // the last character of a signature carries bits that mean nothing
			t.Errorf("not found: …%s…", other[max(0, i-20):i+5])
		}
	}
	if changed < 1500 {
		t.Errorf("only %d places were changed", changed)
	}
	order, err := proof.NewOrder(receipt.ForBuyer, whole())
	if err != nil {
		t.Fatal(err)
	}
	honest, err := order.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"percent of a promotion": {`"percent":"5"`, `"percent":"6"`}, "step of freight": {`"amount":"25.00"`, `"amount":"24.00"`}, "rate": {`"8.1234"`, `"9.1234"`},
		"another line": {`"line":1`, `"line":0`}, "quantity of another line": {`"quantity":"40"`, `"quantity":"400"`}, "fee": {`"fee":{"amount":"20.00"`, `"fee":{"amount":"0.10"`},
		"what applies": {`"promotions":[`, `"promotions":[],"x":[`}, "a version of the rules": {`"rules":1`, `"rules":2`},
		"what a line came to": {`"after":[`, `"after":[{"amount":"1.00","currency":"CNY"},`},
	} {
		forged := strings.Replace(string(honest), change[0], change[1], 1)
		if forged == string(honest) {
			t.Errorf("%s: nothing was changed: %s", name, honest)
			continue
		}
		f, err := r.WithOrder([]byte(forged)).Sign(key())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := verify(f); !errors.Is(err, receipt.ErrReplay) && !errors.Is(err, receipt.ErrForm) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever the lines, floors, promotions and conditions: both sides' receipts of every line replay, come to the same figure, and a buyer's holds no floor.
func TestOrdersReplay(t *testing.T) {
	t.Parallel()
	kinds := []combine.Kind{combine.Percent, combine.Amount, combine.FixedPrice, combine.NForM, combine.FreeFreight, combine.Bundle}
	var all, stated atomic.Int64
	rapid.Check(t, func(t *rapid.T) {
		of := items(5)
		o := basket.Order{
			Currency: money.CNY, Compared: rapid.SampledFrom([]money.Currency{money.CNY, money.EUR}).Draw(t, "compared"), Moment: now, Who: combine.Buyer{Channel: "hub", FirstOrder: true},
			References: map[money.Currency]basket.Reference{money.CNY: {PerEUR: dec("8.1234"), Day: now}},
			Together:   combine.Policy{Mode: rapid.SampledFrom([]combine.Mode{combine.Best, combine.Stack, combine.One}).Draw(t, "mode")},
		}
		number := func(name string, least, most int64, places int32) decimal.Decimal {
			return decimal.New(rapid.Int64Range(least, most).Draw(t, name), -places)
		}
		for i := range rapid.IntRange(1, 5).Draw(t, "lines") {
			price := number("price", 100, 9_000_000, 4)
			l := basket.OrderLine{Item: of[i], SKU: fmt.Sprint(i), Family: rapid.SampledFrom([]string{"", "f"}).Draw(t, "family"), Quantity: number("quantity", 1, 400, 0), Price: unit(price.String(), money.CNY)}
			if rapid.Bool().Draw(t, "floored") {
				floor := unit(price.Mul(number("floor", 60, 100, 2)).Round(6).String(), money.CNY)
				l.Floor = &floor
			}
			o.Lines = append(o.Lines, l)
		}
		for i := range rapid.IntRange(0, 5).Draw(t, "promotions") {
			p := combine.Promotion{
				ID: id.FromUUID[id.Promotion]([16]byte{byte(i + 1)}), Name: fmt.Sprint("P", i), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Currency: money.CNY, Measure: rapid.SampledFrom([]combine.Measure{combine.Units, combine.Spend}).Draw(t, "measure"),
				Running: true, On: rapid.SampledFrom([]combine.Selection{{All: true}, {Families: []string{"f"}}, {Items: of[:2]}}).Draw(t, "on"), Alone: rapid.Bool().Draw(t, "alone"),
				Take: 3, Pay: 2, Each: rapid.Bool().Draw(t, "each"),
			}
			if p.Kind == combine.NForM || p.Kind == combine.Bundle {
				p.Measure = combine.Units
			}
			p.Parts, p.Price = []combine.Part{{On: combine.Selection{Items: of[:1]}, Count: 2}, {On: p.On, Count: 1}}, number("bundle", 1, 100_000, 2)
			p.Tiers = []combine.Tier{{From: number("from", 0, 300, 0), Percent: number("percent", 1, 60, 0), Amount: number("amount", 1, 20_000, 2)}}
			o.Promotions = append(o.Promotions, p)
		}
		if rapid.Bool().Draw(t, "freight") {
			free := rapid.Int64Range(0, 10_000_000).Draw(t, "free from")
			o.Conditions = basket.Conditions{FreeFrom: &free, MinimumOrder: &free, Fee: rapid.Int64Range(0, 3000).Draw(t, "fee"), Freight: &basket.Tariff{By: basket.ByValue, Steps: []basket.TariffStep{{Cost: 5000}, {From: dec("500"), Cost: 3000}}}}
		}
		for o.At = range o.Lines {
			o.Aside = rapid.Bool().Draw(t, "aside")
			buyers, seen, err := signed(receipt.ForBuyer, o)
			if err != nil {
				t.Fatalf("a buyer's: %v", err)
			}
			suppliers, inside, err := signed(receipt.ForSupplier, o)
			if err != nil {
				t.Fatalf("the supplier's: %v", err)
			}
			for _, text := range [][]byte{buyers, suppliers} {
				if _, err := verify(text); err != nil {
					t.Fatalf("%v: %s", err, text)
				}
			}
			if seen.Total() != inside.Total() {
				t.Fatalf("the buyer reads %s, the supplier %s", seen.Total(), inside.Total())
			}
			if bytes.Contains(buyers, []byte(`"stated"`)) {
				stated.Add(1)
			}
			all.Add(1)
			if bytes.Contains(buyers, []byte("floor")) {
				t.Fatalf("a buyer's holds a floor: %s", buyers)
			}
		}
	})
	t.Logf("of %d buyers' receipts, %d state what promotions do", all.Load(), stated.Load())
	if stated.Load()*4 > all.Load() {
		t.Errorf("of %d buyers' receipts, %d state what promotions do", all.Load(), stated.Load())
	}
}
