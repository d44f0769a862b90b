package receipt_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/receipt"
	"manifold/internal/pricing/resolve"
)

var (
	dec = decimal.RequireFromString
	now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
)

func key(t *testing.T, n byte) receipt.Key {
	t.Helper()
	k, err := receipt.NewKey(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func unit(text string) money.UnitPrice {
	p, err := money.NewUnitPrice(dec(text), money.CNY)
	if err != nil {
		panic(err)
	}
	return p
}

func list(n byte) id.PriceListID { return id.FromUUID[id.PriceList]([16]byte{n}) }

var subject = receipt.Subject{
	Issuer: "https://hub.example", Supplier: receipt.Party{ID: "com_s", Name: "海天紧固件"}, Buyer: receipt.Party{ID: "com_b", Name: "Lindgren & Söner <AB>"}, ItemID: "itm_1", SKU: "M8×40", Name: "Hex bolt", Unit: "H87",
}

// facts have everything that a receipt can hold: rules, floors, breaks, tax, two currencies, times.
func facts() resolve.Facts {
	cost, floor, percent, left := unit("6.171717"), dec("11.313131"), dec("22.525252"), dec("5000")
	euro, err := money.NewUnitPrice(dec("1.919191"), money.EUR)
	if err != nil {
		panic(err)
	}
	return resolve.Facts{
		Cost: &cost, Policy: resolve.Policy{Precedence: resolve.Best, Floor: &floor, Version: 7},
		Rates: []resolve.Rate{{Currency: money.CNY, PerEUR: dec("8.1234"), Day: now.Add(-24 * time.Hour)}},
		Prices: []resolve.Price{
			{Kind: resolve.Base, Name: "", Unit: unit("12.343434"), Breaks: []resolve.Break{{From: dec("500"), Unit: unit("11.454545")}}},
			{Kind: resolve.Contract, List: list(1), Name: "合同 2026", Version: 3, Unit: unit("9.876543"), Breaks: []resolve.Break{{From: dec("100"), Unit: unit("9.5")}, {From: dec("1000"), Unit: unit("8.9")}},
				From: now.Add(-time.Hour), Until: now.Add(time.Hour), Left: &left, TaxIncluded: true, TaxRate: dec("13")},
			{Kind: resolve.Group, List: list(2), Name: "Group", Version: 4, Unit: unit("0"), Rule: &resolve.Rule{Basis: resolve.FromCost, Percent: dec("47.636363"), Floor: resolve.Bound{Margin: &percent}},
				Rounding: resolve.Rounding{Mode: money.HalfUp, Step: dec("1"), Ending: dec("0.99")}},
			{Kind: resolve.Own, Unit: euro},
			{Kind: resolve.Customer, List: list(5), Name: "old", Unit: unit("1.737373"), Until: now.Add(-time.Hour)},
		},
	}
}

func made(t *testing.T, view receipt.View, f resolve.Facts, quantity string) receipt.Receipt {
	t.Helper()
	r, err := receipt.Make(view, subject, f, resolve.Ask{Quantity: dec(quantity), At: now}, order{Off: "-30.00", Freight: "12.50"}, now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// order is a simple order: so much off, and so much freight.
type order struct{ Off, Freight string }

func (o order) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"off": o.Off, "freight": o.Freight})
}

func (o order) Reckon(l receipt.Line) (receipt.Outcome, error) {
	off, err := money.Parse(o.Off, money.CNY)
	if err != nil {
		return receipt.Outcome{}, err
	}
	freight, err := money.Parse(o.Freight, money.CNY)
	return receipt.Outcome{Net: l.Net, Tax: l.Tax, Extras: []receipt.Extra{
		{Kind: receipt.Promotion, Ref: "prm_1", Name: "秋季", Version: 2, Amount: off}, {Kind: receipt.Freight, Name: "flat", Amount: freight},
	}}, err
}

func readOrder(text []byte) (receipt.Order, error) {
	var o order
	err := json.Unmarshal(text, &o)
	return o, err
}

// What is written comes back, replays to its figure and verifies, in both views, also after its JSON was laid out anew.
func TestReceiptsComeBack(t *testing.T) {
	t.Parallel()
	k := key(t, 1)
	for _, view := range []receipt.View{receipt.ForBuyer, receipt.ForSupplier} {
		r := made(t, view, facts(), "120")
		if got := r.Unit().Decimal().String(); got != "8.40708" { // 9.50 with 13 % of tax
			t.Errorf("%s: the price is %s", view, got)
		}
		if got := r.Total().String(); got != "991.35 CNY" { // 1008.85 − 30 + 12.50
			t.Errorf("%s: the total is %s", view, got)
		}
		signed, err := r.Sign(k)
		if err != nil {
			t.Fatal(err)
		}
		var pretty bytes.Buffer
		if err := json.Indent(&pretty, signed, "", "\t"); err != nil {
			t.Fatal(err)
		}
		var turned map[string]any
		if err := json.Unmarshal(signed, &turned); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(turned) // with < and & written as \u003c
		if err != nil {
			t.Fatal(err)
		}
		for name, file := range map[string][]byte{"as it is": signed, "laid out": pretty.Bytes(), "written anew": again} {
			back, err := receipt.Verify(file, []receipt.PublicKey{key(t, 2).Public(), k.Public()}, readOrder)
			if err != nil {
				t.Errorf("%s, %s: %v", view, name, err)
			}
			if back.Unit() != r.Unit() || back.Total() != r.Total() || back.View() != view {
				t.Errorf("%s, %s: %s came back as %s", view, name, r.Unit(), back.Unit())
			}
		}
	}
}

// Whatever digit or letter of a receipt is changed, it is found.
func TestTamperingIsFound(t *testing.T) {
	t.Parallel()
	k := key(t, 1)
	signed, err := made(t, receipt.ForSupplier, facts(), "120").Sign(k)
	if err != nil {
		t.Fatal(err)
	}
	keys := []receipt.PublicKey{k.Public()}
	changed := 0
	for i, c := range signed {
		other := slices.Clone(signed)
		switch {
		case c >= '0' && c <= '8', c >= 'a' && c <= 'y', c >= 'A' && c <= 'Y':
			other[i] = c + 1
		case c == '9':
			other[i] = '0'
		default:
			continue
		}
		if _, err := receipt.Verify(other, keys, readOrder); err == nil {
			// The last character of the signature carries bits that mean nothing.
			if tail := signed[i+1:]; bytes.HasPrefix(tail, []byte(`"}}`)) {
				continue
			}
			t.Errorf("not found: …%s… for …%s…", other[max(0, i-20):i+5], signed[max(0, i-20):i+5])
		}
		changed++
	}
	if changed < 1000 {
		t.Errorf("only %d places were changed", changed)
	}
	for name, file := range map[string]string{
		"empty": "", "no JSON": "receipt", "no receipt": "{}", "a field more": strings.Replace(string(signed), `"receipt":{`, `"receipt":{"note":"x",`, 1), "something behind": string(signed) + "{}",
	} {
		if _, err := receipt.Verify([]byte(file), keys, readOrder); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := receipt.Verify(signed, []receipt.PublicKey{key(t, 2).Public()}, readOrder); !errors.Is(err, receipt.ErrKey) {
		t.Errorf("another key: %v", err)
	}
	if _, err := receipt.Verify(signed, keys, nil); !errors.Is(err, receipt.ErrForm) {
		t.Errorf("an order that nobody can read: %v", err)
	}
}

// Who holds the key and signs a figure that does not come out is found by working it out again.
func TestAWrongFigureIsFoundByReplay(t *testing.T) {
	t.Parallel()
	k := key(t, 1)
	r := made(t, receipt.ForSupplier, facts(), "120")
	for _, forged := range r.Forged() {
		signed, err := forged.Receipt.Sign(k)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := receipt.Verify(signed, []receipt.PublicKey{k.Public()}, readOrder); !errors.Is(err, receipt.ErrReplay) {
			t.Errorf("%s: %v", forged.Name, err)
		}
	}
}

// A buyer's receipt holds no figure but those it may see, whatever the facts are; and the supplier's holds them all.
func TestBuyersSeeTheirOwnFigures(t *testing.T) {
	t.Parallel()
	// Every figure has six places and digits of its own, so that it is found wherever it stands.
	figure := func(t *rapid.T, name string, seen map[int64]bool) string {
		n := rapid.Int64Range(100_000_000, 999_999_999).Filter(func(n int64) bool { return n%10 != 0 && !seen[n] }).Draw(t, name)
		seen[n] = true
		return decimal.New(n, -6).String()
	}
	rapid.Check(t, func(t *rapid.T) {
		seen := map[int64]bool{}
		cost := unit(figure(t, "cost", seen))
		floor := dec(figure(t, "floor", seen)).Neg()
		f := resolve.Facts{Cost: &cost, Policy: resolve.Policy{Precedence: rapid.SampledFrom([]resolve.Precedence{resolve.Best, resolve.Priority}).Draw(t, "precedence"), Floor: &floor, ShowsList: rapid.Bool().Draw(t, "shows list")}}
		kinds := []resolve.Kind{resolve.Base, resolve.Own, resolve.Customer, resolve.Group, resolve.Region, resolve.Contract}
		texts := make([]string, rapid.IntRange(1, len(kinds)).Draw(t, "prices"))
		for i := range texts {
			texts[i] = figure(t, "price", seen)
			p := resolve.Price{Kind: kinds[i], Unit: unit(texts[i])}
			if i > 1 {
				p.List, p.Name = list(byte(i)), "List "+texts[i]
			}
			f.Prices = append(f.Prices, p)
		}
		forbidden := []string{cost.Decimal().String(), floor.Abs().String()}
		ask := resolve.Ask{Quantity: dec("1"), At: now}
		got, ok := resolve.Resolve(f, ask)
		if !ok {
			t.Skip("all are under the floor")
		}
		for i, text := range texts {
			shownList := f.Policy.ShowsList && kinds[i] == resolve.Base
			if f.Prices[i].Unit != got.From.Unit && !shownList {
				forbidden = append(forbidden, text)
			}
		}
		k, err := receipt.NewKey(make([]byte, 32))
		if err != nil {
			t.Fatal(err)
		}
		written := func(view receipt.View) string {
			r, err := receipt.Make(view, subject, f, ask, nil, now)
			if err != nil {
				t.Fatal(err)
			}
			signed, err := r.Sign(k)
			if err != nil {
				t.Fatal(err)
			}
			return string(signed)
		}
		buyers, suppliers := written(receipt.ForBuyer), written(receipt.ForSupplier)
		for _, text := range forbidden {
			if strings.Contains(buyers, text) {
				t.Fatalf("a buyer's receipt holds %s: %s", text, buyers)
			}
			if !strings.Contains(suppliers, text) {
				t.Fatalf("the supplier's lacks %s: %s", text, suppliers)
			}
		}
		for _, word := range []string{`"cost"`, `"margin"`, `"floor"`} {
			if strings.Contains(buyers, word) {
				t.Fatalf("a buyer's receipt has %s: %s", word, buyers)
			}
		}
	})
}

// A list price is shown beside one's own only where the supplier says so.
func TestListPriceBesideOwn(t *testing.T) {
	t.Parallel()
	f := facts()
	for _, shows := range []bool{false, true} {
		f.Policy.ShowsList = shows
		signed, err := made(t, receipt.ForBuyer, f, "120").Sign(key(t, 1))
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(signed, []byte("12.343434")); got != shows {
			t.Errorf("shows list %t: the list price stands there: %t", shows, got)
		}
	}
}

func TestKeysAreRead(t *testing.T) {
	t.Parallel()
	public := key(t, 3).Public()
	for name, text := range map[string]string{
		"alone": public.X() + "\n", "a set": `{"keys":[{"kty":"OKP","crv":"Ed25519","x":"` + public.X() + `","kid":"k","use":"sig"},{"kty":"RSA","n":"x"}]}`,
	} {
		got, err := receipt.ReadKeys([]byte(text))
		if err != nil || len(got) != 1 || got[0].ID() != public.ID() {
			t.Errorf("%s: %v %v", name, got, err)
		}
	}
	for _, text := range []string{"", "{}", "abc", `{"keys":[{"kty":"OKP","crv":"Ed25519","x":"AAAA"}]}`} {
		if got, err := receipt.ReadKeys([]byte(text)); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	if _, err := receipt.NewKey([]byte("short")); err == nil {
		t.Error("a short seed was taken")
	}
}
