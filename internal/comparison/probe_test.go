package comparison

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	contract "manifold/api/comparison"
	"manifold/internal/platform/table"
	"manifold/internal/trading/grant"
)

// prober asks an outlet whether a quantity can be had and answers all that it gets to see.
type prober func(quantity string) string

// transcript is what 10,000 adaptive probes get to see: random ones, and a binary search for where the answer turns.
func transcript(seed uint64, probes int, ask prober) []string {
	random := rand.New(rand.NewPCG(seed, 7))
	var out []string
	note := func(quantity float64) string {
		text := fmt.Sprintf("%.3f", math.Max(quantity, 0.001))
		answer := ask(text)
		out = append(out, text+" "+answer)
		return answer
	}
	for len(out) < probes {
		low, high := 0.0, math.Exp(random.Float64()*12)
		for range 20 {
			middle := (low + high) / 2
			if strings.Contains(note(middle), `"available"`) {
				low = middle
			} else {
				high = middle
			}
		}
		note(random.Float64() * 2000)
	}
	return out
}

// information is the mutual information, in bits, between which of the worlds it is and what was seen there: that of the equally likely
// worlds whose transcripts differ.
func information(transcripts [][]string) float64 {
	classes := map[string]int{}
	for _, each := range transcripts {
		classes[strings.Join(each, "\n")]++
	}
	bits := 0.0
	for _, n := range classes {
		p := float64(n) / float64(len(transcripts))
		bits -= p * math.Log2(p)
	}
	return bits
}

// hidden are grants under which stock is hidden, with stocks that they may not tell apart.
var hidden = []struct {
	name   string
	grant  grant.Grant
	stocks []string
}{
	{"band 50", grant.Grant{Stock: ref(grant.StockBand), Steps: steps("1", "10", "50", "100")}, []string{"50", "50.001", "73", "99", "99.999"}},
	{"lowest band", grant.Grant{Stock: ref(grant.StockBand), Steps: steps("1", "10")}, []string{"0", "0.5", "0.999"}},
	{"highest band", grant.Grant{Stock: ref(grant.StockBand), Steps: steps("1", "10")}, []string{"10", "1000", "999999"}},
	{"yes", grant.Grant{Stock: ref(grant.StockYesNo)}, []string{"0.001", "1", "64", "100000"}},
	{"none", grant.Grant{Stock: ref(grant.StockNone)}, []string{"0", "1", "64", "100000"}},
}

func steps(texts ...string) []decimal.Decimal {
	var out []decimal.Decimal
	for _, text := range texts {
		out = append(out, decimal.RequireFromString(text))
	}
	return out
}

// Ten thousand probes against the decision tell no two stocks of one band apart: zero bits beyond the band. The same test finds a
// decision that leaks.
func TestProbesLearnTheBandOnly(t *testing.T) {
	t.Parallel()
	kinds := []struct {
		name  string
		leaks bool
		ask   func(d grant.Disclosure, onHand decimal.Decimal) prober
	}{
		{"the decision", false, func(d grant.Disclosure, onHand decimal.Decimal) prober {
			return func(q string) string {
				return answerText(answer(Asked{Quantity: decimal.RequireFromString(q), Text: q}, Offer{Stock: d.Stock(&onHand, moment)}, true))
			}
		}},
		{"one that looks at the stock", true, func(_ grant.Disclosure, onHand decimal.Decimal) prober {
			return func(q string) string {
				if decimal.RequireFromString(q).LessThanOrEqual(onHand) {
					return `"available"`
				}
				return `"subject_to_confirmation"`
			}
		}},
		{"one that is one byte longer when it is short", true, func(d grant.Disclosure, onHand decimal.Decimal) prober {
			return func(q string) string {
				out := answerText(answer(Asked{Quantity: decimal.RequireFromString(q), Text: q}, Offer{Stock: d.Stock(&onHand, moment)}, true))
				if decimal.RequireFromString(q).GreaterThan(onHand) {
					return out + " "
				}
				return out
			}
		}},
		{"one that dates the band", true, func(d grant.Disclosure, onHand decimal.Decimal) prober {
			return func(q string) string {
				v := d.Stock(&onHand, moment)
				v.AsOf = moment.Add(-1000 * 1000 * 1000 * 60)
				if onHand.GreaterThan(decimal.NewFromInt(60)) {
					v.AsOf = moment
				}
				return fmt.Sprint(v) + answerText(answer(Asked{Quantity: decimal.RequireFromString(q), Text: q}, Offer{Stock: v}, true))
			}
		}},
	}
	for _, kind := range kinds {
		learned := 0.0
		for _, h := range hidden {
			sees, _ := grant.Resolve(moment, grant.Grant{}, grant.Grant{}, h.grant)
			d := grant.NewDisclosure(true, sees, 1, moment)
			var all [][]string
			for _, stock := range h.stocks {
				all = append(all, transcript(11, 10_000, kind.ask(d, decimal.RequireFromString(stock))))
			}
			learned = math.Max(learned, information(all))
		}
		if kind.leaks != (learned > 0) {
			t.Errorf("%s: %.2f bits were learned", kind.name, learned)
		}
	}
}

func answerText(a Answered) string { return fmt.Sprintf("%q %v", a.Answer, a.Exact) }

// Two worlds that differ only within the band give the same bytes and headers at every outlet, also after their stock moved within it.
func TestWorldsInOneBandLookTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	l := line("A")
	l.Price = &contract.SheetPrice{Currency: "CNY", Amount: "3"}
	for _, h := range hidden {
		w.grant(w.supplier, grant.LevelDefault, "", h.grant)
		var all [][]string
		for _, stock := range h.stocks {
			l.Stock = &stock
			w.sheet(w.supplier, l)
			w.coming(w.supplier, "A", stock) // what comes is in one band, too
			all = append(all, w.everything(50))
		}
		for i, each := range all {
			if !slices.Equal(each, all[0]) {
				t.Errorf("%s: %s and %s differ: %s", h.name, h.stocks[0], h.stocks[i], firstDifference(all[0], each))
			}
		}
	}
	// The test sees what is disclosed: two bands, and two exact stocks, do look different.
	w.grant(w.supplier, grant.LevelDefault, "", grant.Grant{Stock: ref(grant.StockExact)})
	var exact [][]string
	for _, stock := range []string{"73", "74"} {
		l.Stock = &stock
		w.sheet(w.supplier, l)
		exact = append(exact, w.everything(5))
	}
	if slices.Equal(exact[0], exact[1]) {
		t.Error("exact stocks look the same: the test sees nothing")
	}
	var coming [][]string
	for _, quantity := range []string{"10", "5000000"} {
		w.coming(w.supplier, "A", quantity)
		coming = append(coming, w.everything(5))
	}
	if slices.Equal(coming[0], coming[1]) {
		t.Error("what is on its way looks the same: the test sees nothing of it")
	}
}

// comparedAt is the moment of a comparison, which no two have in common.
var comparedAt = regexp.MustCompile(`"at":"[^"]*"`)

// coming says that so many of an item, and no more, are on their way.
func (w *world) coming(s party, sku, quantity string) {
	w.t.Helper()
	w.exec(fmt.Sprintf("DELETE FROM hub.inventory_incoming WHERE tenant_id = '%s'", s.id.UUID()))
	if quantity == "0" {
		return
	}
	w.exec(fmt.Sprintf(`INSERT INTO hub.inventory_incoming (tenant_id, id, warehouse_id, item_id, quantity, due, updated_at)
SELECT w.tenant_id, gen_random_uuid(), w.id, '%s', %s, '2099-01-01', now() FROM hub.inventory_warehouse w WHERE w.tenant_id = '%s' AND w.main`, w.item(s, sku).UUID(), quantity, s.id.UUID()))
}

// everything is all that a buyer gets to see of one item, with so many requests of 200 probes each.
func (w *world) everything(probes int) []string {
	item := w.item(w.supplier, "A")
	var out []string
	keep := func(r reply) {
		head := new(bytes.Buffer)
		_ = r.header.WriteSubset(head, map[string]bool{"Date": true})
		out = append(out, fmt.Sprint(r.status, " ", head, string(r.body)))
	}
	keep(w.list(w.buyer, w.supplier, "", "", "", 50))
	keep(w.search(w.buyer, "Item", "", 50))
	keep(w.find(w.buyer, contract.SearchOffersParams{Q: "Item", Facets: ref(true)}))
	keep(w.find(w.buyer, contract.SearchOffersParams{Q: "Item", Facets: ref(true), InStock: ref(true)}))
	keep(w.suggest(w.buyer, "Itme"))
	keep(w.file(w.buyer, w.supplier, table.Delimited))
	keep(w.product(w.buyer, w.supplier, item))
	keep(w.history(w.buyer, w.supplier, item))
	keep(w.match(w.buyer, "A"))
	random := rand.New(rand.NewPCG(3, 5))
	for range probes {
		var lines []contract.AvailabilityLine
		for range 200 {
			lines = append(lines, contract.AvailabilityLine{Item: item, Quantity: fmt.Sprintf("%.3f", 0.001+math.Exp(random.Float64()*14)-1)})
		}
		r := w.available(w.buyer, w.supplier, lines...)
		if r.status != http.StatusOK {
			w.t.Fatalf("%d %s", r.status, r.body)
		}
		keep(r)
		w.unpace()
	}
	for _, quantity := range []string{"0.001", "1", "9.999", "10", "60", "100", "10000", "1000000"} {
		r := w.compareOf(w.buyer, basketOf(quantity, "A"))
		r.body = comparedAt.ReplaceAll(r.body, []byte(`"at":"now"`))
		keep(r)
	}
	for i := range out {
		out[i] = markTimes(out[i])
	}
	return out
}

func firstDifference(a, b []string) string {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("%s\n%s", a[i], b[min(i, len(b)-1)])
		}
	}
	return "length"
}
