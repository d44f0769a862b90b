package engine

import (
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"
)

// Model is what was learned from answers. It does not change once made and may be used by many at once.
type Model struct {
	attributes []string
	first      stage   // judges a pair by itself and its place in the search
	lexicon    lexicon // what single words say beyond that
	second     stage   // judges it again, knowing how its rivals were judged
	scale      scale
	proof      []proven
	positives  int32 // answers that were yes
}

// stage is a set of forests, each grown without one part of the answers. Their mean judges.
type stage struct {
	bins    binning
	forests []forest
}

// scale makes confidence of log-odds (Platt's method).
type scale struct{ slope, offset float64 }

func (s scale) confidence(odds float64) float64 { return sigmoid(s.slope*odds + s.offset) }

// proven says how many of the answers at or above some log-odds were yes. Each answer was judged by forests that had not seen it.
type proven struct {
	odds       float64
	yes, total int32
}

// Score is how sure the model is of a pair.
type Score struct {
	Confidence float64 // calibrated probability that both are the same product
	Doubt      float64 // how far the forests disagree, in log-odds
}

// ErrTooFewAnswers says that there is nothing to learn from: it takes at least two of yes and two of no.
var ErrTooFewAnswers = errors.New("matching: too few answers")

// clear are log-odds of the first stage below which a pair is not judged again, and after the first quarter of the forests not
// by the others either: most candidates, and hardly a match.
const clear = -5

// Score judges the pairs of one run: give all candidates of a record together, because they are rivals.
// The figures do not depend on the order of the pairs.
func (m *Model) Score(pairs []Pair) []Score {
	r := newRivalry(pairs)
	return m.score(r, func(s *sheet, i int) {
		s.pair(pairs[i], m.attributes)
		s.search(r, i)
	})
}

// score judges pairs whose features of the first stage are put on a sheet.
func (m *Model) score(r *rivalry, put func(s *sheet, i int)) []Score {
	scores := make([]Score, len(r.pairs))
	odds := make([]float64, len(r.pairs))
	base := make([][]float32, len(r.pairs)) // of those that are judged again
	inParallel(len(scores), func(from, to int) {
		var s sheet
		var row []uint8
		for i := from; i < to; i++ {
			put(&s, i)
			row = m.first.bins.row(s.values, row)
			odds[i], scores[i].Doubt = m.first.glance(row)
			if odds[i] > clear {
				base[i] = slices.Clone(s.values)
			}
		}
	})
	inParallel(len(scores), func(from, to int) {
		var s sheet
		var row []uint8
		var entries []uint64
		for i := from; i < to; i++ {
			final := odds[i]
			if base[i] != nil {
				entries = observed(r.pairs[i], entries)
				s.values = append(s.values[:0], base[i]...)
				s.again(r, i, odds, m.lexicon.score(entries))
				row = m.second.bins.row(s.values, row)
				final, scores[i].Doubt = m.second.score(row)
			}
			scores[i].Confidence = m.scale.confidence(final)
		}
	})
	return scores
}

// again puts what the second stage knows beyond the first.
func (s *sheet) again(r *rivalry, i int, odds []float64, words float32) {
	s.topic = topicWords
	s.put("words", words)
	s.rivals(r, i, odds)
}

// score is the mean of the forests and their standard deviation.
func (s stage) score(row []uint8) (mean, spread float64) {
	var sum, squares float64
	for i := range s.forests {
		odds := s.forests[i].score(row)
		sum += odds
		squares += odds * odds
	}
	n := float64(len(s.forests))
	mean = sum / n
	return mean, math.Sqrt(max(0, squares/n-mean*mean))
}

// glance is score, but a pair that a quarter of the forests finds clearly different is left to these.
func (s stage) glance(row []uint8) (mean, spread float64) {
	few := stage{forests: s.forests[:(len(s.forests)+3)/4]}
	if mean, spread = few.score(row); mean < clear {
		return mean, spread
	}
	return s.score(row)
}

// inParallel shares work on n small things among the processors. Each is done by itself, so the figures stay the same.
func inParallel(n int, do func(from, to int)) { inParallelOf(n, 64, do) }

func inParallelOf(n, least int, do func(from, to int)) {
	parts := max(1, min(runtime.GOMAXPROCS(0), n/least))
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() { do(part*n/parts, (part+1)*n/parts) })
	}
	group.Wait()
}

// Threshold is the confidence from which on the answers prove the wanted precision, such as 0.995: in nine of ten worlds that
// could have given these answers the precision is at least that (Wilson's bound). It is false while no threshold proves it; at
// 0.995 that takes some 330 right answers in a row.
func (m *Model) Threshold(precision float64) (confidence float64, ok bool) {
	p, ok := m.Proof(precision)
	return p.Confidence, ok
}

// Proof is what people's answers say about the pairs from some confidence on.
type Proof struct {
	Confidence float64
	Yes, Total int     // answers from there on, each judged by forests that had not seen it
	Least      float64 // what the precision is at least, at nine to one
}

// Proof is what Threshold rests on.
func (m *Model) Proof(precision float64) (proof Proof, ok bool) {
	for _, p := range m.proof {
		if least := wilson(int(p.yes), int(p.total)); least >= precision {
			proof, ok = Proof{m.scale.confidence(p.odds), int(p.yes), int(p.total), least}, true
		}
	}
	return proof, ok
}

// wilson is the lower bound of a rate of which so many of so many were seen, at nine to one.
func wilson(yes, total int) float64 {
	const z = 1.2816
	n := float64(total)
	p := float64(yes) / n
	return (p + z*z/(2*n) - z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))) / (1 + z*z/n)
}

// Balance is the confidence that tells yes and no apart best (highest F1, between 0 and 1) among people's answers, each judged by
// forests that had not seen it.
func (m *Model) Balance() (confidence, f1 float64) {
	b := m.Best()
	return b.Confidence, b.F1
}

// Best measures at Balance.
func (m *Model) Best() (best Quality) {
	for _, p := range m.proof {
		if f := 2 * float64(p.yes) / float64(p.total+m.positives); f > best.F1 {
			best = Quality{m.scale.confidence(p.odds), float64(p.yes) / float64(p.total), float64(p.yes) / float64(m.positives), f}
		}
	}
	return best
}

// Quality is how well a line of confidence tells people's yes and no apart.
type Quality struct{ Confidence, Precision, Recall, F1 float64 }
