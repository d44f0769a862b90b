package engine

import (
	"cmp"
	"math"
	"slices"
)

// Topic is what a reason is about; screens have words for each.
type Topic string

// topicNames are the topics by number.
var topicNames = [topics]Topic{"name", "text", "code", "measure", "pack", "price", "brand", "barcode", "part_number", "attribute", "words", "rivals"}

// Topics are all topics that evidence may have.
func Topics() []Topic { return topicNames[:] }

// Evidence is one reason for or against a pair: by how much it moved the model, and what both sides have, or only one.
type Evidence struct {
	Topic             Topic
	Weight            float64 // log-odds: above zero it speaks for the pair; zero when there is no model
	Both, Left, Right []string
}

// Bounds of what people are shown.
const (
	mostEvidence = 6
	mostShown    = 6
	leastMoved   = 0.05
)

// explainAll fills in the evidence of what was confirmed or will be asked.
func (m *Model) explainAll(pairs []Pair, decisions []Decision) {
	var asked []int
	for i, d := range decisions {
		if d.Verdict != Reject {
			asked = append(asked, i)
		}
	}
	if len(asked) == 0 {
		return
	}
	weights := func(int) [topics]float64 { return [topics]float64{} }
	if m != nil {
		weights = m.explainer(pairs).topics
	}
	for _, i := range asked {
		decisions[i].Evidence = evidenceOf(pairs[i], weights(i))
	}
}

// Explain says what moved the model in judging one of the pairs of a run.
func (m *Model) Explain(pairs []Pair, i int) []Evidence {
	return evidenceOf(pairs[i], m.explainer(pairs).topics(i))
}

// Compare is what two records agree and differ in, without a model to weigh it.
func Compare(left, right *Profile) []Evidence {
	return evidenceOf(Pair{Left: left, Right: right}, [topics]float64{})
}

// explainer judges a run again, and keeps what it needs to say why.
type explainer struct {
	model   *Model
	rivalry *rivalry
	odds    []float64 // of the first stage
	layout  layout
}

func (m *Model) explainer(pairs []Pair) *explainer {
	e := &explainer{model: m, rivalry: newRivalry(pairs), odds: make([]float64, len(pairs)), layout: layoutOf(m.attributes)}
	inParallel(len(pairs), func(from, to int) {
		var s sheet
		var row []uint8
		for i := from; i < to; i++ {
			s.pair(pairs[i], m.attributes)
			s.search(e.rivalry, i)
			row = m.first.bins.row(s.values, row)
			e.odds[i], _ = m.first.glance(row)
		}
	})
	return e
}

// topics are the log-odds that each topic moved. What the second stage took over from the first is dealt out to the topics that
// moved the first.
func (e *explainer) topics(i int) [topics]float64 {
	var s sheet
	m := e.model
	s.pair(e.rivalry.pairs[i], m.attributes)
	s.search(e.rivalry, i)
	var first, second [topics]float64
	moved := m.first.explain(m.first.bins.row(s.values, nil))
	var total float64
	for f, by := range moved {
		first[e.layout.topics[f]] += by
		total += math.Abs(by)
	}
	s.again(e.rivalry, i, e.odds, m.lexicon.score(observed(e.rivalry.pairs[i], nil)))
	moved = m.second.explain(m.second.bins.row(s.values, nil))
	inherited := e.layout.first + 1 // after the words stands the first stage's judgement
	for f, by := range moved {
		if f != inherited {
			second[e.layout.topics[f]] += by
		}
	}
	if total > 0 {
		for t := range first {
			second[t] += math.Abs(moved[inherited]) * first[t] / total
		}
	}
	return second
}

// explain is what each feature changed, on the mean of the forests.
func (s stage) explain(row []uint8) []float64 {
	moved := make([]float64, len(s.bins))
	for i := range s.forests {
		s.forests[i].explain(row, moved)
	}
	for f := range moved {
		moved[f] /= float64(len(s.forests))
	}
	return moved
}

// evidenceOf puts words to the topics: those that moved the model, and those where both sides agree or differ plainly.
func evidenceOf(p Pair, weights [topics]float64) []Evidence {
	var out []Evidence
	for t := range topics {
		e := Evidence{Topic: topicNames[t], Weight: weights[t]}
		e.show(t, p.Left, p.Right)
		plain := len(e.Both) > 0 || len(e.Left) > 0 && len(e.Right) > 0
		if math.Abs(e.Weight) >= leastMoved || plain && t != topicText {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Evidence) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	return out[:min(len(out), mostEvidence)]
}

// show fills in what both sides say on a topic.
func (e *Evidence) show(t topic, a, b *Profile) {
	switch t {
	case topicName, topicWords:
		e.Both, e.Left, e.Right = shareWords(a.nameWords, b.nameWords)
	case topicText:
		e.Both, e.Left, e.Right = shareWords(a.allWords, b.allWords)
	case topicCode:
		e.Both, e.Left, e.Right = share(a.codes, b.codes)
	case topicMeasure:
		e.Both, e.Left, e.Right = share(spell(a.numbers.Measures), spell(b.numbers.Measures))
	case topicPack:
		e.Both, e.Left, e.Right = share(packOf(a), packOf(b))
	case topicPrice:
		e.Left, e.Right = priceOf(a), priceOf(b)
	case topicBrand:
		e.Both, e.Left, e.Right = share(a.brand, b.brand)
	case topicBarcode:
		e.Both, e.Left, e.Right = share(one(a.gtin), one(b.gtin))
	case topicPartNumber:
		e.Both, e.Left, e.Right = share(one(a.mpn), one(b.mpn))
	case topicAttribute, topicRivals, topics:
	}
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func packOf(p *Profile) []string {
	if p.numbers.Pack == 0 {
		return nil
	}
	return []string{number64(p.numbers.Pack)}
}

func priceOf(p *Profile) []string {
	if math.IsNaN(p.price) {
		return nil
	}
	return []string{p.record.Price.String()}
}

func spell(list []Measure) []string {
	var out []string
	for _, m := range list {
		out = append(out, m.String())
	}
	return out
}

func share(a, b []string) (both, left, right []string) {
	for _, x := range a {
		if slices.Contains(b, x) {
			both = append(both, x)
		} else {
			left = append(left, x)
		}
	}
	for _, x := range b {
		if !slices.Contains(a, x) {
			right = append(right, x)
		}
	}
	return shown(both), shown(left), shown(right)
}

func shown(list []string) []string { return list[:min(len(list), mostShown)] }

// shareWords is share for words, the rarest first.
func shareWords(a, b []word) (both, left, right []string) {
	byWeight := func(list []word) []string {
		sorted := slices.Clone(list)
		slices.SortStableFunc(sorted, func(x, y word) int {
			return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.text, y.text))
		})
		out := make([]string, len(sorted))
		for i, w := range sorted {
			out[i] = w.text
		}
		return out
	}
	return share(byWeight(a), byWeight(b))
}
