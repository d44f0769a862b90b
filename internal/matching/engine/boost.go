package engine

import (
	"math"
	"slices"
)

// bins is the number of steps a feature's values are sorted into; the last number means that the value is missing.
const (
	bins    = 64
	missing = 255
)

// boosting is how one ensemble of trees is grown.
type boosting struct {
	trees   int
	depth   int
	rate    float64 // part of a tree's answer that counts
	columns float64 // part of the features a tree may look at
	rows    float64 // part of the pairs a tree learns from
	smooth  float64 // added to the weight of each leaf, so that few pairs say little
	least   float64 // weight that each side of a split must have
	seed    uint64
}

// split sends a row left or right. Missing values go left when shift is 1: then the bin is counted one up, so that missing
// wraps round to zero.
type split struct {
	feature uint16
	bin     uint8 // greater goes right
	shift   uint8
}

// never is the split of a node where nothing is gained: every row goes left.
var never = split{bin: 255}

// tree is a full binary tree in an array: the children of node i are 2i+1 and 2i+2. Values stand for all nodes, the last
// level being the answers; the others explain them.
type tree struct {
	splits []split
	values []float32
}

// forest is a sum of trees over binned features.
type forest struct {
	trees []tree
	base  float64
}

// binning is, per feature, the ascending edges between its bins: a value's bin is the number of edges up to it.
type binning [][]float32

// random is SplitMix64: small, fast and the same everywhere and for ever.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	return mix(uint64(*r))
}

func (r *random) float() float64 { return float64(r.next()>>11) / (1 << 53) }

func (r *random) below(n int) int { return int(r.next() % uint64(n)) }

// binningOf cuts each feature's values into bins of about equally many rows.
func binningOf(rows [][]float32) binning {
	edges := make(binning, len(rows[0]))
	column := make([]float32, 0, len(rows))
	for f := range edges {
		column = column[:0]
		for _, row := range rows {
			if row[f] == row[f] {
				column = append(column, row[f])
			}
		}
		slices.Sort(column)
		for q := 1; q < bins && len(column) > 0; q++ {
			if at := column[q*len(column)/bins]; at > column[0] && (len(edges[f]) == 0 || at > edges[f][len(edges[f])-1]) {
				edges[f] = append(edges[f], at)
			}
		}
	}
	return edges
}

func bin(edges []float32, v float32) uint8 {
	if v != v {
		return missing
	}
	low, high := 0, len(edges)
	for low < high {
		if mid := (low + high) / 2; edges[mid] <= v {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return uint8(low)
}

// row sorts a row's values into bins.
func (b binning) row(values []float32, into []uint8) []uint8 {
	into = into[:0]
	for i, v := range values {
		into = append(into, bin(b[i], v))
	}
	return into
}

// table are the binned rows that trees are grown on, by row and by feature.
type table struct{ rows, columns [][]uint8 }

func (b binning) table(values [][]float32) table {
	t := table{make([][]uint8, len(values)), make([][]uint8, len(b))}
	for f := range t.columns {
		t.columns[f] = make([]uint8, len(values))
	}
	for i, row := range values {
		t.rows[i] = b.row(row, make([]uint8, 0, len(row)))
		for f, at := range t.rows[i] {
			t.columns[f][i] = at
		}
	}
	return t
}

// score is the sum of the trees' answers, in log-odds. Trees are walked four at a time: the steps of one wait for each other, those of
// four don't.
func (f *forest) score(row []uint8) float64 {
	sum := f.base
	trees := f.trees
	for ; len(trees) >= 4; trees = trees[4:] {
		p, q, r, s := trees[0].splits, trees[1].splits, trees[2].splits, trees[3].splits
		var i, j, k, l int
		for i < len(p) && j < len(q) && k < len(r) && l < len(s) {
			i, j, k, l = p[i].next(i, row), q[j].next(j, row), r[k].next(k, row), s[l].next(l, row)
		}
		sum += float64(trees[0].values[i])
		sum += float64(trees[1].values[j])
		sum += float64(trees[2].values[k])
		sum += float64(trees[3].values[l])
	}
	for i := range trees {
		sum += float64(trees[i].values[trees[i].leaf(row)])
	}
	return sum
}

// leaf is the node at which a row ends. The step is arithmetic because a processor cannot guess where rows go.
func (t *tree) leaf(row []uint8) int {
	node := 0
	for node < len(t.splits) {
		node = t.splits[node].next(node, row)
	}
	return node
}

// next is the child of a node to which a row goes.
func (s split) next(node int, row []uint8) int {
	right := (uint32(s.bin) - uint32(row[s.feature]+s.shift)) >> 31
	return 2*node + 1 + int(right)
}

// explain adds to what each feature changed on the way to the answers.
func (f *forest) explain(row []uint8, into []float64) {
	for _, t := range f.trees {
		node := 0
		for node < len(t.splits) {
			s := t.splits[node]
			next := s.next(node, row)
			into[s.feature] += float64(t.values[next] - t.values[node])
			node = next
		}
	}
}

// grow trains a forest on the rows that have a weight; same says which rows are pairs of one product. The order of the rows
// is the order of all sums.
func grow(data table, same []bool, weights []float64, how boosting) *forest {
	g := &grower{table: data, how: how, rng: random(how.seed)}
	g.base(same, weights)
	sums := make([]float64, len(same))
	for i := range sums {
		sums[i] = g.forest.base
	}
	g.weights, g.gradient, g.curvature = weights, make([]float64, len(same)), make([]float64, len(same))
	for range how.trees {
		for i, sum := range sums {
			p := sigmoid(sum)
			g.gradient[i], g.curvature[i] = (p-float64(b2i(same[i])))*weights[i], p*(1-p)*weights[i]
		}
		t := g.tree()
		for i := range sums {
			sums[i] += float64(t.values[t.leaf(g.rows[i])])
		}
		g.forest.trees = append(g.forest.trees, t)
	}
	return &g.forest
}

type grower struct {
	table
	how                          boosting
	rng                          random
	forest                       forest
	weights, gradient, curvature []float64
	features                     []int // those of the present tree
}

func (g *grower) base(same []bool, weights []float64) {
	var yes, all float64
	for i, w := range weights {
		all += w
		yes += w * float64(b2i(same[i]))
	}
	g.forest.base = math.Log((yes + 0.5) / (all - yes + 0.5))
}

func (g *grower) tree() tree {
	var sample []int32
	for i := range g.rows {
		if g.rng.float() < g.how.rows && g.weights[i] > 0 {
			sample = append(sample, int32(i))
		}
	}
	g.choose()
	inner := 1<<g.how.depth - 1
	t := tree{splits: make([]split, inner), values: make([]float32, 2*inner+1)}
	g.node(&t, 0, sample)
	return t
}

// choose draws the features of a tree: the first of a shuffled list.
func (g *grower) choose() {
	all := make([]int, len(g.columns))
	for i := range all {
		all[i] = i
	}
	n := max(1, int(g.how.columns*float64(len(all))))
	for i := range n {
		j := i + g.rng.below(len(all)-i)
		all[i], all[j] = all[j], all[i]
	}
	g.features = all[:n]
	slices.Sort(g.features)
}

func (g *grower) node(t *tree, node int, sample []int32) {
	var sum half
	for _, i := range sample {
		sum.gradient += g.gradient[i]
		sum.curvature += g.curvature[i]
	}
	t.values[node] = float32(g.how.rate * g.answer(sum))
	if node >= len(t.splits) {
		return
	}
	best, found := g.best(sample, sum)
	if !found {
		g.end(t, node)
		return
	}
	t.splits[node] = best
	var left, right []int32
	column := g.columns[best.feature]
	for _, i := range sample {
		if column[i]+best.shift > best.bin {
			right = append(right, i)
		} else {
			left = append(left, i)
		}
	}
	g.node(t, 2*node+1, left)
	g.node(t, 2*node+2, right)
}

// end closes a node that is not split: all rows below go left, to the node's own answer.
func (g *grower) end(t *tree, node int) {
	if node >= len(t.splits) {
		return
	}
	t.splits[node] = never
	t.values[2*node+1], t.values[2*node+2] = t.values[node], t.values[node]
	g.end(t, 2*node+1)
	g.end(t, 2*node+2)
}

type half struct{ gradient, curvature float64 }

func (h half) minus(other half) half {
	return half{h.gradient - other.gradient, h.curvature - other.curvature}
}

func (g *grower) answer(h half) float64 { return -h.gradient / (h.curvature + g.how.smooth) }

func (g *grower) worth(h half) float64 {
	return h.gradient * h.gradient / (h.curvature + g.how.smooth)
}

// leastGain is what a split must gain; below it a split follows rounding errors.
const leastGain = 1e-4

// best finds the split that gains most; of equals the one with the smallest feature and bin.
func (g *grower) best(sample []int32, all half) (best split, found bool) {
	if all.curvature < 2*g.how.least {
		return best, false
	}
	gain := leastGain
	for _, f := range g.features {
		var histogram [256]half
		column := g.columns[f]
		for _, i := range sample {
			h := &histogram[column[i]]
			h.gradient += g.gradient[i]
			h.curvature += g.curvature[i]
		}

		for shift := range uint8(2) {
			var left half
			if shift == 1 {
				if left = histogram[missing]; left.curvature == 0 {
					break
				}
			}
			for b := range bins {
				left.gradient += histogram[b].gradient
				left.curvature += histogram[b].curvature
				right := all.minus(left)
				if histogram[b].curvature == 0 && b > 0 {
					continue
				}
				if left.curvature < g.how.least || right.curvature < g.how.least {
					continue
				}
				if now := g.worth(left) + g.worth(right) - g.worth(all); now > gain {
					gain, found = now, true
					best = split{uint16(f), uint8(b) + shift, shift}
				}
			}
		}
	}
	return best, found
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
