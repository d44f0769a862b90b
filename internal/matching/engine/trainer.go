package engine

import (
	"cmp"
	"math"
	"slices"
)

// folds is the number of forests of a stage; each is grown without one fold of the answers.
const folds = 8

// mostAttributes bounds the attributes that a model compares by name.
const mostAttributes = 12

// Shape is how much a model may learn. The zero Shape is the usual one.
type Shape struct {
	Trees int     // in each of the forests
	Depth int     // questions in a row that a tree may ask
	Rate  float64 // part of a tree's answer that counts
}

func (s Shape) or(usual Shape) Shape {
	return Shape{cmp.Or(s.Trees, usual.Trees), cmp.Or(s.Depth, usual.Depth), cmp.Or(s.Rate, usual.Rate)}
}

// usual shapes by the number of answers: few answers bear small trees only.
func usualShape(answers int) Shape {
	if answers < 1000 {
		return Shape{80, 3, 0.1}
	}
	return Shape{100, 5, 0.1}
}

// Trainer keeps the candidate pairs of a run and people's answers to some of them. The features of a pair are made once, so an
// answer more costs only the growing of the trees. It is not safe for concurrent use.
type Trainer struct {
	attributes []string
	pairs      []Pair // by content
	place      []int  // the caller's number → place in pairs
	rivalry    *rivalry
	base       [][]float32
	bins       binning // of base, to tell how alike two pairs are
	entries    [][]uint64
	answers    []answer
	taught     []bool // the answer is not a person's
	given      int
}

type answer int8

const (
	unasked answer = iota
	yes
	no
)

// NewTrainer takes the pairs of a run: those with answers, and their rivals.
func NewTrainer(pairs []Pair) *Trainer {
	t := &Trainer{attributes: commonAttributes(pairs), place: make([]int, len(pairs)), answers: make([]answer, len(pairs)), taught: make([]bool, len(pairs))}
	order := make([]int, len(pairs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(pairs[a].key(), pairs[b].key()) })
	t.pairs = make([]Pair, len(pairs))
	for at, i := range order {
		t.pairs[at], t.place[i] = pairs[i], at
	}
	t.rivalry = newRivalry(t.pairs)
	t.base, t.entries = make([][]float32, len(pairs)), make([][]uint64, len(pairs))
	inParallel(len(pairs), func(from, to int) {
		var s sheet
		for i := from; i < to; i++ {
			s.pair(t.pairs[i], t.attributes)
			s.search(t.rivalry, i)
			t.base[i] = slices.Clone(s.values)
			t.entries[i] = observed(t.pairs[i], nil)
		}
	})
	if len(t.base) > 0 {
		t.bins = binningOf(t.base)
	}
	return t
}

// commonAttributes are the names of attributes that stand on both sides of one pair in twenty at least, the commonest first.
func commonAttributes(pairs []Pair) []string {
	counts := map[string]int{}
	for _, p := range pairs {
		for name := range p.Left.attributes {
			if _, there := p.Right.attributes[name]; there {
				counts[name]++
			}
		}
	}
	var names []string
	for name, n := range counts {
		if 20*n >= len(pairs) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return names[:min(len(names), mostAttributes)]
}

// Answer notes what a person said about a pair, by its number in the list given to NewTrainer. A later answer replaces an earlier one.
func (t *Trainer) Answer(pair int, same bool) { t.note(pair, same, false) }

// Teach notes what is known about a pair without a person, such as from codes that its records don't show. The model learns from it, but proves no precision
// by it. A person's answer stands.
func (t *Trainer) Teach(pair int, same bool) {
	if at := t.place[pair]; t.answers[at] == unasked || t.taught[at] {
		t.note(pair, same, true)
	}
}

func (t *Trainer) note(pair int, same, taught bool) {
	at := t.place[pair]
	if t.answers[at] == unasked {
		t.given++
	}
	t.answers[at], t.taught[at] = no, taught
	if same {
		t.answers[at] = yes
	}
}

// Answers is the number of pairs with an answer.
func (t *Trainer) Answers() int { return t.given }

// lesson are the answered pairs, in the order of their content.
type lesson struct {
	at     []int // places in the trainer
	same   []bool
	fold   []int
	taught []bool
}

// people keeps what belongs to people's answers.
func (l lesson) people(judged []float64) (odds []float64, same []bool) {
	for i, taught := range l.taught {
		if !taught {
			odds, same = append(odds, judged[i]), append(same, l.same[i])
		}
	}
	return odds, same
}

func (t *Trainer) lesson() (lesson, error) {
	var l lesson
	for at, a := range t.answers {
		if a != unasked {
			l.at = append(l.at, at)
		}
	}
	// Pairs of equal content may have two answers: these have an order too.
	slices.SortStableFunc(l.at, func(a, b int) int {
		return cmp.Or(cmp.Compare(t.pairs[a].key(), t.pairs[b].key()), cmp.Compare(t.answers[a], t.answers[b]), cmp.Compare(b2i(t.taught[a]), b2i(t.taught[b])))
	})
	said := map[answer]int{}
	for _, at := range l.at {
		a := t.answers[at]
		l.same, l.taught = append(l.same, a == yes), append(l.taught, t.taught[at])
		// Folds are dealt out among yes and no by themselves, so that each forest sees both.
		l.fold = append(l.fold, said[a]%folds)
		said[a]++
	}
	if said[yes] < 2 || said[no] < 2 {
		return l, ErrTooFewAnswers
	}
	return l, nil
}

// without are the weights of the rows that the forest of a fold learns from.
func (l lesson) without(fold int) []float64 {
	weights := make([]float64, len(l.at))
	for i, f := range l.fold {
		if f != fold {
			weights[i] = 1
		}
	}
	return weights
}

// Fit learns from the answers so far. Equal answers give an equal model, in whatever order they came.
func (t *Trainer) Fit(shape Shape) (*Model, error) {
	l, err := t.lesson()
	if err != nil {
		return nil, err
	}
	shape = shape.or(usualShape(len(l.at)))
	m := &Model{attributes: t.attributes}
	var judged []float64 // of the answers, each by the forest that has not seen it
	m.first, judged = l.stage(l.rows(func(i int) []float32 { return t.base[l.at[i]] }), shape, 1)
	odds := t.odds(m.first, l, judged)
	lexicon, words := t.words(l, judged)
	m.lexicon = lexicon
	m.second, judged = l.stage(l.rows(func(i int) []float32 {
		s := sheet{values: slices.Clone(t.base[l.at[i]])}
		s.again(t.rivalry, l.at[i], odds, words[i])
		return s.values
	}), shape, 2)
	said, same := l.people(judged)
	for _, yes := range same {
		m.positives += int32(b2i(yes))
	}
	m.scale = fitScale(judged, l.same)
	if no := len(same) - int(m.positives); min(int(m.positives), no) >= leastScale {
		m.scale = fitScale(said, same)
	}
	m.proof = prove(said, same)
	return m, nil
}

// leastScale is how many answers of each kind people have to have given before confidence follows theirs alone.
const leastScale = 20

// rows makes the features of each answered pair.
func (l lesson) rows(of func(int) []float32) [][]float32 {
	rows := make([][]float32, len(l.at))
	inParallel(len(rows), func(from, to int) {
		for i := from; i < to; i++ {
			rows[i] = of(i)
		}
	})
	return rows
}

// stage grows one forest per fold, and judges every answered pair by the forest that has not seen its answer.
func (l lesson) stage(rows [][]float32, shape Shape, seed uint64) (stage, []float64) {
	s := stage{bins: binningOf(rows), forests: make([]forest, folds)}
	data := s.bins.table(rows)
	how := boosting{
		trees: shape.Trees, depth: shape.Depth, rate: shape.Rate,
		columns: 0.4, rows: 0.8, smooth: 3, least: leastWeight(len(l.at)),
	}
	inEach(folds, func(fold int) {
		how := how
		how.seed = mix(seed*1000 + uint64(fold))
		s.forests[fold] = *grow(data, l.same, l.without(fold), how)
	})
	judged := make([]float64, len(rows))
	for i, row := range data.rows {
		judged[i] = s.forests[l.fold[i]].score(row)
	}
	return s, judged
}

// odds are the first stage's judgements of all pairs: of the answered ones those given.
func (t *Trainer) odds(s stage, l lesson, judged []float64) []float64 {
	odds := make([]float64, len(t.pairs))
	inParallel(len(odds), func(from, to int) {
		var row []uint8
		for i := from; i < to; i++ {
			if t.answers[i] == unasked {
				row = s.bins.row(t.base[i], row)
				odds[i], _ = s.glance(row)
			}
		}
	})
	for i, at := range l.at {
		odds[at] = judged[i]
	}
	return odds
}

func leastWeight(answers int) float64 {
	if answers < 1000 {
		return 0.5
	}
	return 1.5
}

// words learns the lexicon in folds, and what it says about each answered pair without knowing its answer.
func (t *Trainer) words(l lesson, judged []float64) (lexicon, []float32) {
	entries := make([][]uint64, len(l.at))
	for i, at := range l.at {
		entries[i] = t.entries[at]
	}
	parts := make([]lexicon, folds)
	inEach(folds, func(fold int) { parts[fold] = learnWords(entries, judged, l.same, l.without(fold)) })
	mean := lexicon{}
	for _, part := range parts {
		for e, w := range part {
			mean[e] += w / folds
		}
	}
	said := make([]float32, len(l.at))
	for i, e := range entries {
		said[i] = parts[l.fold[i]].score(e)
	}
	return mean, said
}

// inEach does a few long things, one goroutine each.
func inEach(n int, do func(int)) {
	inParallelOf(n, 1, func(from, to int) {
		for i := from; i < to; i++ {
			do(i)
		}
	})
}

// fitScale finds the slope and offset under which the answers are likeliest, by Newton's method, with the softened goals that
// Platt proposed so that few answers never make certainty.
func fitScale(odds []float64, same []bool) scale {
	yes := 0.0
	for _, s := range same {
		yes += float64(b2i(s))
	}
	no := float64(len(same)) - yes
	high, low := (yes+1)/(yes+2), 1/(no+2)
	s := scale{slope: 1}
	for range 50 {
		var g0, g1 float64
		h00, h01, h11 := 1e-3, 0.0, 1e-3
		for i, x := range odds {
			goal := low
			if same[i] {
				goal = high
			}
			p := s.confidence(x)
			d, w := p-goal, p*(1-p)
			g0 += d * x
			g1 += d
			h00 += w * x * x
			h01 += w * x
			h11 += w
		}
		det := h00*h11 - h01*h01
		if math.Abs(det) < 1e-12 {
			break
		}
		d0, d1 := (h11*g0-h01*g1)/det, (h00*g1-h01*g0)/det
		// Short steps: far from the goal Newton's method overshoots.
		s.slope -= max(-0.5, min(0.5, d0))
		s.offset -= max(-1, min(1, d1))
		s.slope = max(s.slope, 0.05)
	}
	return s
}

// mostProofs bounds the steps of the curve of precision that a model keeps.
const mostProofs = 400

// prove counts, from the surest answer down, how many were yes.
func prove(odds []float64, same []bool) []proven {
	order := make([]int, len(odds))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(odds[b], odds[a]) })
	var curve []proven
	now := proven{}
	for n, i := range order {
		now.total++
		now.yes += int32(b2i(same[i]))
		now.odds = odds[i]
		if n+1 == len(order) || odds[order[n+1]] < odds[i] {
			curve = append(curve, now)
		}
	}
	// Below one half nothing is confirmed, and the curve is long.
	end := slices.IndexFunc(curve, func(p proven) bool { return 2*p.yes < p.total })
	if end > 0 {
		curve = curve[:end]
	}
	if step := (len(curve) + mostProofs - 1) / mostProofs; step > 1 {
		var thin []proven
		for i := step - 1; i < len(curve); i += step {
			thin = append(thin, curve[i])
		}
		curve = thin
	}
	return curve
}

// Fresh returns a trainer of the same pairs without any answers. The features are shared, not made again.
func (t *Trainer) Fresh() *Trainer {
	fresh := *t
	fresh.answers, fresh.taught, fresh.given = make([]answer, len(t.pairs)), make([]bool, len(t.pairs)), 0
	return &fresh
}
