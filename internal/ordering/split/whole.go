package split

import "math"

// wholes solves the knapsack of a source with a small capacity in whole lines, by dynamic programming over its load. That bounds more than
// the linear relaxation does where few lines fill a capacity (Holmberg, Rönnqvist & Yuan 1999).
type wholes struct {
	fits  bool
	work  int64
	most  int
	gain  []float64 // best for each load, and less
	keep  []bool    // whether the best for a load takes the t-th line of the order
	taken []int32
}

// mostLoads bounds lines times capacity.
const mostLoads = 400_000

func newWholes(s *source) wholes {
	if !s.loaded || s.supplier.Capacity > mostLoads || s.supplier.Capacity*int64(len(s.line)) > mostLoads {
		return wholes{}
	}
	most := int(s.supplier.Capacity)
	return wholes{fits: true, most: most, gain: make([]float64, most+1), keep: make([]bool, (most+1)*len(s.line))}
}

// solve returns the greatest gain of lines that fit, and remembers them. The view is sorted.
func (w *wholes) solve(s *source, v *view) float64 {
	clear(w.gain)
	w.taken = w.taken[:0]
	n := v.after(0)
	w.work = 0
	if v.cumW[n] <= float64(w.most) { // everything fits
		w.taken = append(w.taken, v.order[:n]...)
		return v.cumP[n]
	}
	width := w.most + 1
	for t := range n {
		x := v.order[t]
		load, gain := int(min(s.load[x], math.MaxInt32)), v.cumP[t+1]-v.cumP[t]
		keep := w.keep[t*width : (t+1)*width]
		clear(keep)
		for l := w.most; l >= load; l-- {
			if g := w.gain[l-load] + gain; g > w.gain[l] {
				w.gain[l], keep[l] = g, true
			}
		}
		w.work += int64(w.most) / 4
	}
	return w.walk(s, v, n)
}

// walk goes back over what was kept.
func (w *wholes) walk(s *source, v *view, n int) float64 {
	l := w.most
	for t := n - 1; t >= 0; t-- {
		x := v.order[t]
		if w.keep[t*(w.most+1)+l] {
			w.taken = append(w.taken, x)
			l -= int(s.load[x])
		}
	}
	return w.gain[w.most]
}
