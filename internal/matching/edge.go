package matching

import (
	"hash/fnv"
	"math"
	"slices"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/matching/engine"
)

// State is what an edge is at last.
type State string

// States of edges.
const (
	StateProposed  State = "proposed"  // a question
	StateConfirmed State = "confirmed" // its items are one product
	StateImplied   State = "implied"   // a question that another edge asks, or that others have answered
	StateRefused   State = "refused"   // a person said that its items are two products
)

// Verdict is a person's word.
type Verdict string

// Verdicts. Skip is none: the question comes again, later.
const (
	Same      Verdict = "same"
	Different Verdict = "different"
	Skip      Verdict = "skip"
)

// Ground is what an edge rests on: one of the engine's, or a person's side.
type Ground string

// Grounds of people.
const (
	ByOperator Ground = "operator"
	BySupplier Ground = "supplier"
)

// found says that nobody but a person sees the edge; beside the engine's verdicts auto and review.
const found = engine.Verdict("none")

// Edge is two items that are, may be or are not one product.
type Edge struct {
	ID          id.MatchID
	Left, Right Item

	// What the hub makes of it.
	Verdict        engine.Verdict
	Ground         Ground
	Confidence     float64
	Doubt          float64
	Reasons        []engine.Evidence
	Contradictions []Contradiction // between the two items
	Blocked        []Contradiction // between the products that it would join
	Model          int64

	// What people said.
	Answer     Verdict // "": nothing
	As         Ground  // on which side
	By         id.PersonID
	For        id.CompanyID // the supplier that spoke
	AnsweredAt time.Time
	Despite    bool
	SkippedAt  time.Time

	LeftText, RightText *Text // as they were when the question was put or answered; nil where nobody was asked

	State     State
	Worth     float64
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

func (e Edge) link() link {
	l := link{e.Left, e.Right, open, e.Confidence}
	switch {
	case e.Answer == Different:
		l.will = parted
	case e.Answer == Same && e.Despite:
		l.will = forced
	case e.Answer == Same && e.As == ByOperator:
		l.will = byPeople
	case e.Answer == Same:
		l.will = bySeller
	case e.Verdict == engine.Auto:
		l.will = automatic
	}
	if e.Answer != "" {
		l.confidence = 1 // a person's word is no surer for what the hub thought
	}
	return l
}

// rests is what the edge rests on, people first.
func (e Edge) rests() Ground {
	if e.Answer != "" {
		return e.As
	}
	return e.Ground
}

// other is the item at the other end.
func (e Edge) other(end Item) Item {
	if e.Left == end {
		return e.Right
	}
	return e.Left
}

// against is all that speaks against a yes.
func (e Edge) against() []Contradiction {
	out := slices.Clone(e.Contradictions)
	for _, c := range e.Blocked {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

const (
	// codedWorth is what a question is worth at least that equal codes raise: somebody's data are wrong.
	codedWorth = 0.4
	leastWorth = 0.05
	// sure is the confidence above which questions teach nothing. One in so many is asked nevertheless, so that people's answers can prove how often the
	// model is right where it is sure; which ones is left to chance, or they would prove nothing.
	sure     = 0.9
	sureEach = 4
	// skipped is how much lower skipped questions stand.
	skipped = 1000
)

// worth is the place of a question in the queue: what its answer teaches, times how many items it would bring together.
func (e Edge) worth(left, right int) float64 {
	teaches := max(leastWorth, engine.Decision{Confidence: e.Confidence, Doubt: e.Doubt}.Worth())
	if e.Ground == Ground(engine.ByBarcode) || e.Ground == Ground(engine.ByPartNumber) {
		teaches = max(teaches, codedWorth)
	}
	if n := e.chance(); e.Confidence >= sure && n%sureEach == 0 {
		teaches = max(teaches, float64(n/sureEach%1000)/1000)
	}
	worth := teaches * math.Log2(float64(left+right)+1)
	if !e.SkippedAt.IsZero() {
		worth -= skipped
	}
	return worth
}

// chance is a number that rests on nothing but which items these are.
func (e Edge) chance() uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(e.Left.key() + e.Right.key()))
	return h.Sum64() >> 8
}
