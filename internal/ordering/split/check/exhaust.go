package check

import (
	"math"

	"manifold/internal/ordering/split"
)

// Exhaust goes through every division of a basket, and returns the best score; it is false if none keeps the rules and terms. Its work
// grows with the number of suppliers to the power of the number of lines: it is for tiny baskets.
func Exhaust(b split.Basket) (int64, bool) {
	f := read(b)
	taken := make([][]offer, len(f.suppliers))
	best := int64(math.MaxInt64)
	var next func(j int)
	next = func(j int) {
		if j == len(f.lines) {
			if score, ok := f.score(taken); ok {
				best = min(best, score)
			}
			return
		}
		for i := range f.suppliers {
			for _, o := range f.suppliers[i].offers {
				if o.line == j {
					taken[i] = append(taken[i], o)
					next(j + 1)
					taken[i] = taken[i][:len(taken[i])-1]
				}
			}
		}
	}
	next(0)
	return best, best < math.MaxInt64
}

// score is what a division comes to.
func (f *facts) score(taken [][]offer) (int64, bool) {
	score, orders := int64(0), 0
	for i := range f.suppliers {
		s := &f.suppliers[i]
		if len(taken[i]) == 0 {
			if s.must {
				return 0, false
			}
			continue
		}
		bill, more, allowed := s.bill(i, taken[i])
		if orders++; !allowed || orders > f.most {
			return 0, false
		}
		score += bill.Payable() + s.first + more
	}
	return score, true
}
