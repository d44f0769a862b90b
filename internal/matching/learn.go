package matching

import (
	"bytes"
	"context"
	"errors"

	"manifold/internal/matching/engine"
	"manifold/tenants"
)

// Bounds of what is learned from.
const (
	mostAnswers = 8000
	mostCoded   = 1500
	leastCoded  = 30 // pairs that codes answer; below, a model would know nothing
	mostUnlike  = 3  // pairs per coded item that codes tell apart
)

// currentModel is the model in use, read only if it is another than the one known.
func currentModel(tx *tenants.Tx, of int64, known *engine.Model) (*engine.Model, int64, error) {
	latest, err := latestModel(tx)
	if err != nil || latest.Version == of {
		return known, of, err
	}
	content, err := modelContent(tx, latest.Version)
	if err != nil {
		return known, of, err
	}
	m, err := engine.Load(bytes.NewReader(content))
	if errors.Is(err, engine.ErrNotAModel) { // of another version of the hub
		return nil, latest.Version, nil
	}
	return m, latest.Version, err
}

// lesson is what a model learns from: pairs with answers, among their rivals.
type lesson struct {
	desk     *desk
	profiles map[string]*engine.Profile // by supplier and packed text
	pairs    []engine.Pair
	seen     map[[2]*engine.Profile]int
	said     []said
}

type said struct {
	pair         int
	same, taught bool
}

// train learns from everything people said, and from what codes say about pairs whose codes are hidden. It answers whether there was anything to learn.
func (s *Service) train(ctx context.Context) (bool, error) {
	var people, byCode []Edge
	var next modelRow
	err := s.db.Read(ctx, projector, func(_ context.Context, tx *tenants.Tx) error {
		latest, err := latestModel(tx)
		if err != nil {
			return err
		}
		n, until, err := answersSoFar(tx)
		if err != nil {
			return err
		}
		next = modelRow{Version: latest.Version + 1, TrainedAt: tx.Now(), Answers: n, Until: given(until)}
		if people, err = answered(tx, mostAnswers); err != nil {
			return err
		}
		byCode, err = coded(tx, mostCoded)
		return err
	})
	if err != nil {
		return false, err
	}
	l := &lesson{desk: s.desk, profiles: map[string]*engine.Profile{}, seen: map[[2]*engine.Profile]int{}}
	for _, e := range people {
		l.answer(e)
	}
	for _, e := range byCode {
		l.code(e)
	}
	m, err := l.fit()
	if errors.Is(err, engine.ErrTooFewAnswers) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	var file bytes.Buffer
	if err := m.Save(&file); err != nil {
		return false, err
	}
	next.Content = file.Bytes()
	for _, each := range l.said {
		if each.taught {
			next.Coded++
		}
	}
	return true, s.db.InScope(ctx, projector, func(_ context.Context, tx *tenants.Tx) error {
		if err := lockGraph(tx); err != nil {
			return err
		}
		latest, err := latestModel(tx)
		if err != nil || latest.Version >= next.Version { // somebody else was quicker
			return err
		}
		if err := putModel(tx, next); err != nil {
			return err
		}
		return againQuestions(tx)
	})
}

// answer takes a person's answer, on the texts that were seen.
func (l *lesson) answer(e Edge) {
	left, right := e.LeftText.record(e.Left), e.RightText.record(e.Right)
	l.say(e.Left, e.Right, left, right, e.Answer == Same, false)
}

// code takes a pair that codes say is one product, and some that codes say are not, all with their codes hidden.
func (l *lesson) code(e Edge) {
	left, here := l.desk.text(e.Left)
	right, there := l.desk.text(e.Right)
	if !here || !there {
		return
	}
	l.say(e.Left, e.Right, masked(left.record(e.Left)), masked(right.record(e.Right)), true, true)
	own, n := left.profile(e.Left), 0
	for _, other := range l.desk.nearest(masked(left.record(e.Left)), e.Left) {
		its, _ := l.desk.text(other)
		if n < mostUnlike && other != e.Right && differ(own, its.profile(other)) {
			l.say(e.Left, other, masked(left.record(e.Left)), masked(its.record(other)), false, true)
			n++
		}
	}
}

// differ says whether codes tell two items apart.
func differ(a, b *engine.Profile) bool {
	for _, c := range engine.Contradictions(a, b) {
		if c.Conflict == engine.ConflictBarcode || c.Conflict == engine.ConflictPartNumber {
			return true
		}
	}
	return false
}

func (l *lesson) say(a, b Item, left, right engine.Record, same, taught bool) {
	at := l.pair(l.profile(left), l.profile(right))
	l.said = append(l.said, said{at, same, taught})
	for _, side := range []struct {
		item   Item
		record engine.Record
	}{{a, left}, {b, right}} {
		for _, rival := range l.desk.nearest(side.record, side.item) {
			if rival == a || rival == b {
				continue
			}
			if text, there := l.desk.text(rival); there {
				l.pair(l.profile(side.record), l.profile(text.record(rival)))
			}
		}
	}
}

func (l *lesson) profile(r engine.Record) *engine.Profile {
	key := Text{SKU: r.Code, Brand: r.Brand, Name: r.Name, MPN: r.MPN, GTIN: r.GTIN, Pack: r.Pack, Unit: r.Unit, Category: r.Supplier, Attributes: attributes(r)}.packed()
	p := l.profiles[key]
	if p == nil {
		p = l.desk.corpus.Profile(r)
		l.profiles[key] = p
	}
	return p
}

func attributes(r engine.Record) []Attribute {
	var out []Attribute
	for _, a := range r.Attributes {
		out = append(out, Attribute(a))
	}
	return out
}

// pair is the number of a pair, each once.
func (l *lesson) pair(a, b *engine.Profile) int {
	for _, key := range [][2]*engine.Profile{{a, b}, {b, a}} {
		if at, there := l.seen[key]; there {
			return at
		}
	}
	l.seen[[2]*engine.Profile{a, b}] = len(l.pairs)
	l.pairs = append(l.pairs, engine.Pair{Left: a, Right: b})
	return len(l.pairs) - 1
}

func (l *lesson) fit() (*engine.Model, error) {
	if len(l.pairs) == 0 {
		return nil, engine.ErrTooFewAnswers
	}
	people, coded := 0, 0
	for _, each := range l.said {
		if each.taught {
			coded++
		} else {
			people++
		}
	}
	if people == 0 && coded < leastCoded {
		return nil, engine.ErrTooFewAnswers
	}
	t := engine.NewTrainer(l.pairs)
	for _, each := range l.said {
		if each.taught {
			t.Teach(each.pair, each.same)
		} else {
			t.Answer(each.pair, each.same)
		}
	}
	return t.Fit(engine.Shape{})
}

// wantsTraining says whether there is something that the model in use does not know: answers given or taken back, or many more pairs that codes answer.
func wantsTraining(tx *tenants.Tx, latest modelRow) (bool, error) {
	n, until, err := answersSoFar(tx)
	if err != nil {
		return false, err
	}
	if n != latest.Answers || latest.Until != nil && latest.Until.Before(until) {
		return true, nil
	}
	pairs, err := countCoded(tx)
	return pairs >= leastCoded && latest.Coded < mostCoded && pairs >= 4*latest.Coded, err
}
