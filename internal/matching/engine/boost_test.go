package engine

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// planted are rows whose answer is yes when the first feature is high and the second low, or when the third is missing.
func planted(n int, seed uint64) (rows [][]float32, same []bool) {
	rng := random(seed)
	for range n {
		row := []float32{float32(rng.float()), float32(rng.float()), float32(rng.float()), float32(rng.float())}
		if rng.below(5) == 0 {
			row[2] = nan
		}
		rows = append(rows, row)
		same = append(same, row[0] > 0.6 && row[1] < 0.4 || row[2] != row[2])
	}
	return rows, same
}

func ones(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}

var small = boosting{trees: 40, depth: 3, rate: 0.2, columns: 1, rows: 0.8, smooth: 1, least: 0.5, seed: 1}

func TestForestLearnsWhatWasPlanted(t *testing.T) {
	rows, same := planted(800, 1)
	bins := binningOf(rows)
	f := grow(bins.table(rows), same, ones(len(rows)), small)
	rows, same = planted(800, 2)
	wrong := 0
	for i, row := range rows {
		wrong += b2i((f.score(bins.row(row, nil)) > 0) != same[i])
	}
	if wrong > 24 {
		t.Errorf("%d of 800 wrong", wrong)
	}
}

// The split found gains as much as the best that trying every feature, value and side for the missing finds.
func TestBestSplitIsTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 40).Draw(t, "rows")
		value := rapid.SampledFrom([]float32{0, 1, 2, 3, 4, nan})
		rows, same := make([][]float32, n), make([]bool, n)
		for i := range rows {
			rows[i] = []float32{value.Draw(t, "a"), value.Draw(t, "b")}
			same[i] = rapid.Bool().Draw(t, "same")
		}
		bins := binningOf(rows)
		g := &grower{table: bins.table(rows), how: boosting{smooth: 1, least: 0.3}, features: []int{0, 1}}
		g.gradient, g.curvature = make([]float64, n), make([]float64, n)
		var sample []int32
		var all half
		for i := range n {
			g.gradient[i], g.curvature[i] = 0.5-float64(b2i(same[i])), 0.25
			sample = append(sample, int32(i))
			all.gradient += g.gradient[i]
			all.curvature += g.curvature[i]
		}
		gain := func(right func(int) bool) float64 {
			var r half
			for i := range n {
				if right(i) {
					r.gradient += g.gradient[i]
					r.curvature += g.curvature[i]
				}
			}
			l := all.minus(r)
			if l.curvature < g.how.least || r.curvature < g.how.least {
				return 0
			}
			return g.worth(l) + g.worth(r) - g.worth(all)
		}
		most := 0.0
		for f := range 2 {
			for cut := range 6 {
				for _, side := range []bool{true, false} {
					most = max(most, gain(func(i int) bool {
						if v := rows[i][f]; v == v {
							return v >= float32(cut)
						}
						return side
					}))
				}
			}
		}
		best, found := g.best(sample, all)
		got := 0.0
		if found {
			got = gain(func(i int) bool { return best.next(0, g.rows[i]) == 2 })
		}
		if math.Abs(got-most) > leastGain {
			t.Fatalf("gains %f, the best %f", got, most)
		}
	})
}

// Four trees at a time give what one at a time gives, and what each feature changed adds up to the score.
func TestScoreIsTheSumOfTheTrees(t *testing.T) {
	rows, same := planted(200, 3)
	bins := binningOf(rows)
	how := small
	how.trees = 11
	f := grow(bins.table(rows), same, ones(len(rows)), how)
	for _, values := range rows {
		row := bins.row(values, nil)
		want, roots := f.base, f.base
		for i := range f.trees {
			want += float64(f.trees[i].values[f.trees[i].leaf(row)])
			roots += float64(f.trees[i].values[0])
		}
		if got := f.score(row); got != want {
			t.Fatalf("%v, want %v", got, want)
		}
		moved := make([]float64, len(row))
		f.explain(row, moved)
		for _, by := range moved {
			roots += by
		}
		if math.Abs(roots-want) > 1e-5 {
			t.Fatalf("explained %v, want %v", roots, want)
		}
	}
}

func TestRowsWithoutWeightTeachNothing(t *testing.T) {
	rows, same := planted(300, 4)
	bins := binningOf(rows)
	weights := ones(len(rows))
	for i := range 100 {
		weights[i] = 0
	}
	a := grow(bins.table(rows), same, weights, small)
	for i := range 100 {
		same[i] = !same[i]
	}
	b := grow(bins.table(rows), same, weights, small)
	for i := range rows {
		row := bins.row(rows[i], nil)
		if a.score(row) != b.score(row) {
			t.Fatal("the answer of a row without weight changed the forest")
		}
	}
}

func TestBinsKeepTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float32Range(-10, 10), 1, 300).Draw(t, "values")
		rows := make([][]float32, len(values))
		for i, v := range values {
			rows[i] = []float32{v}
		}
		edges := binningOf(rows)[0]
		if len(edges) >= bins {
			t.Fatalf("%d edges", len(edges))
		}
		for _, v := range values {
			for _, w := range values {
				if v < w && bin(edges, v) > bin(edges, w) {
					t.Fatalf("%f before %f, but not their bins", v, w)
				}
			}
		}
		if bin(edges, nan) != missing {
			t.Fatal("what is missing has its own bin")
		}
	})
}

func TestScaleIsCalibrated(t *testing.T) {
	rng := random(5)
	odds, same := make([]float64, 4000), make([]bool, 4000)
	for i := range odds {
		truth := 6 * (rng.float() - 0.5)
		odds[i] = 3*truth + 1 // too sure, and shifted
		same[i] = rng.float() < sigmoid(truth)
	}
	s := fitScale(odds, same)
	if math.Abs(s.slope-1.0/3) > 0.03 || math.Abs(s.offset+1.0/3) > 0.1 {
		t.Errorf("slope %f and offset %f, want 1/3 and -1/3", s.slope, s.offset)
	}
}

func TestFewAnswersNeverMakeCertainty(t *testing.T) {
	s := fitScale([]float64{-3, -2, 2, 3}, []bool{false, false, true, true})
	if p := s.confidence(3); p > 0.95 || p < 0.5 {
		t.Errorf("confidence %f after four answers", p)
	}
}

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		yes, total int
		proven     bool
	}{{200, 200, false}, {330, 330, true}, {999, 1000, true}, {997, 1000, false}, {1, 1, false}} {
		if got := wilson(c.yes, c.total) >= 0.995; got != c.proven {
			t.Errorf("%d of %d proves 99.5 %%: %v (%f)", c.yes, c.total, got, wilson(c.yes, c.total))
		}
	}
}
