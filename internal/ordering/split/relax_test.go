package split

import (
	"testing"

	"pgregory.net/rapid"
)

// TestAgain: what is left out of a bound that is worked out again changes neither it nor the slope, nor what is taken.
func TestAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := someBasket(t)
		if b.Valid() != nil {
			t.Skip()
		}
		m := newModel(&b)
		s := newSearch(t.Context(), m, 1<<40)
		n := s.root()
		for i := range n.state {
			if len(m.source[i].modes) > 0 {
				n.state[i] = rapid.SampledFrom([]int8{free, free, free, used, shut}).Draw(t, "state")
			}
		}
		lazy := newRelaxation(m)
		worth, slope, want := make([]float64, len(m.choices)), make([]float64, len(m.choices)), make([]float64, len(m.choices))
		for round := range 6 {
			for j := range worth {
				worth[j] += rapid.Float64Range(-20, 40).Draw(t, "by")
			}
			whole := newRelaxation(m)
			bound := whole.bound(worth, want, n)
			got := lazy.bound
			if round > 0 {
				got = lazy.again
			}
			if v := got(worth, slope, n); v != bound && (v-bound > 1e-6 || bound-v > 1e-6) {
				t.Fatalf("round %d: %v, in whole %v", round, v, bound)
			}
			for j := range slope {
				if d := slope[j] - want[j]; d > 1e-9 || d < -1e-9 {
					t.Fatalf("round %d, line %d: slope %v, in whole %v", round, j, slope[j], want[j])
				}
			}
		}
	})
}

func someBasket(t *rapid.T) Basket {
	b := Basket{Rules: []Rule{{Kind: AtMost, Count: rapid.IntRange(1, 4).Draw(t, "most")}}}
	for i := range rapid.IntRange(2, 7).Draw(t, "suppliers") {
		s := Supplier{Key: string(rune('A' + i)), Freight: []Freight{{Cost: 7}, {From: int64(rapid.IntRange(50, 200).Draw(t, "free from"))}}}
		if rapid.Bool().Draw(t, "has a minimum") {
			s.Minimum.Value = int64(rapid.IntRange(1, 100).Draw(t, "minimum"))
		}
		b.Suppliers = append(b.Suppliers, s)
	}
	for j := range rapid.IntRange(1, 12).Draw(t, "lines") {
		l := Line{Key: string(rune('a' + j)), Quantity: 1}
		for i := range b.Suppliers {
			if cost := int64(rapid.IntRange(0, 60).Draw(t, "cost")); cost > 10 {
				l.Offers = append(l.Offers, Offer{Supplier: i, Prices: []Price{{Unit: cost * UnitScale}}})
			}
		}
		b.Lines = append(b.Lines, l)
	}
	return b
}
