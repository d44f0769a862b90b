package matching

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// Record is an item for the operator.
type Record struct {
	Item
	Text
	SupplierName string
}

// Question is an edge that a person is asked about.
type Question struct {
	Edge
	LeftRecord, RightRecord Record
	LeftItems, RightItems   int // of the products that it would join; 1 for an item that is alone
	Suppliers               int // that a yes brings together
}

// Questions is a page of them.
type Questions struct {
	page.Page[Question]
	Left, Rest int64
}

// Questions are what the operator is asked, the most valuable first.
func (s *Service) Questions(ctx context.Context, company id.CompanyID, q string, r page.Request) (Questions, error) {
	scope, err := authz.Acting(ctx, company, mayReadQuestions)
	if err != nil {
		return Questions{}, err
	}
	var worth float64
	var after id.MatchID
	if !r.After.IsZero() {
		if err := r.After.Into(&worth, &after); err != nil {
			return Questions{}, err
		}
	}
	var out Questions
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		rows, err := listQuestions(tx, q, worth, after, r.Fetch())
		if err != nil {
			return err
		}
		cut := page.Of(r, rows, func(e Edge) page.Cursor { return page.After(e.Worth, e.ID) })
		if out.Items, err = present(tx, cut.Items); err != nil {
			return err
		}
		out.Next = cut.Next
		if out.Left, err = countQuestions(tx); err != nil {
			return err
		}
		out.Rest, err = countUnasked(tx)
		return err
	})
	return out, err
}

// present puts questions as they are shown.
func present(tx *tenants.Tx, list []Edge) ([]Question, error) {
	var items []Item
	companies := map[id.CompanyID]bool{}
	for _, e := range list {
		items = append(items, e.Left, e.Right)
		companies[e.Left.Supplier], companies[e.Right.Supplier] = true, true
	}
	texts, err := textsOf(tx, items)
	if err != nil {
		return nil, err
	}
	products, err := productsAround(tx, items)
	if err != nil {
		return nil, err
	}
	names, err := namesOf(tx, keys(companies))
	if err != nil {
		return nil, err
	}
	members := map[id.ProductID][]Item{}
	for i, p := range products {
		members[p] = append(members[p], i)
	}
	around := func(i Item) []Item {
		if p, in := products[i]; in {
			return members[p]
		}
		return []Item{i}
	}
	out := make([]Question, len(list))
	for n, e := range list {
		e = e.showing(texts)
		left, right := around(e.Left), around(e.Right)
		out[n] = Question{e, e.record(e.Left, e.LeftText, names), e.record(e.Right, e.RightText, names), len(left), len(right), suppliers(append(append([]Item{}, left...), right...))}
	}
	return out, nil
}

func (e Edge) record(i Item, t *Text, names map[id.CompanyID]string) Record {
	if t == nil {
		t = &Text{}
	}
	return Record{i, *t, names[i.Supplier]}
}

// Answer is a person's answer to a question.
type Answer struct {
	Question id.MatchID
	Version  int64
	Verdict  Verdict
	Despite  bool // same, although something contradicts
}

// Outcome is what came of an answer.
type Outcome string

// Outcomes.
const (
	Taken       Outcome = "taken"
	Changed     Outcome = "changed"     // the texts are others now
	Settled     Outcome = "settled"     // it is no question any more
	Contradicts Outcome = "contradicts" // same, but something contradicts
)

// Result is the outcome of one answer.
type Result struct {
	Question       id.MatchID
	Outcome        Outcome
	Deed           id.DeedID // zero: not taken
	Contradictions []Contradiction
}

// Results are the outcomes of answers.
type Results struct {
	Results []Result
	Left    int64
}

// Answer takes the operator's answers, each by itself.
func (s *Service) Answer(ctx context.Context, company id.CompanyID, answers []Answer) (Results, error) {
	scope, err := authz.Acting(ctx, company, mayAnswerQuestions)
	if err != nil {
		return Results{}, err
	}
	who := speaker{as: ByOperator, person: scope.PersonID()}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (out Results, err error) {
		if err := lockGraph(tx); err != nil {
			return out, err
		}
		counts := map[string]any{}
		for _, a := range answers {
			result, err := answerOne(ctx, tx, a, who)
			if err != nil {
				return out, err
			}
			out.Results = append(out.Results, result)
			if result.Outcome == Taken {
				n, _ := counts[string(a.Verdict)].(int)
				counts[string(a.Verdict)] = n + 1
			}
		}
		if out.Left, err = countQuestions(tx); err != nil || len(counts) == 0 {
			return out, err
		}
		return out, s.noted(ctx, tx, audit.Entry{Action: "matching.questions_answered", Object: answers[0].Question.String(), Data: counts})
	})
}

// noted writes the trail of a deed, and lets the hub learn from it and look at what it opened.
func (s *Service) noted(ctx context.Context, tx *tenants.Tx, e audit.Entry) error {
	if err := s.audit.Write(ctx, tx, e); err != nil {
		return err
	}
	return learnSoon(ctx, tx)
}

func answerOne(ctx context.Context, tx *tenants.Tx, a Answer, who speaker) (Result, error) {
	result := Result{Question: a.Question, Outcome: Settled}
	stand, err := edgesByID(tx, []id.MatchID{a.Question})
	e, there := stand[a.Question]
	switch {
	case err != nil:
		return result, err
	case !there || e.State != StateProposed:
		return result, nil
	case e.Version != a.Version:
		result.Outcome = Changed
		return result, nil
	}
	against := e.against()
	if a.Verdict == Same && len(against) > 0 && !a.Despite {
		result.Outcome, result.Contradictions = Contradicts, against
		return result, nil
	}
	c := change{}
	c.speak(e, a.Verdict, who, len(against) > 0, tx.Now())
	if err := c.carryOut(ctx, tx); err != nil {
		return result, err
	}
	result.Outcome = Taken
	result.Deed, err = keepDeed(tx, deedAnswer, c.before)
	return result, err
}

// Undone is what was taken back of a deed.
type Undone struct {
	Undone, Kept int
	Left         int64
}

// Undo takes a deed back. One that was taken back already stays so.
func (s *Service) Undo(ctx context.Context, company id.CompanyID, deed id.DeedID) (Undone, error) {
	scope, err := authz.Acting(ctx, company, mayAnswerQuestions)
	if err != nil {
		return Undone{}, err
	}
	var out Undone
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockGraph(tx); err != nil {
			return err
		}
		words, open, err := takeDeed(tx, deed)
		if err != nil {
			return err
		}
		if open {
			if out.Undone, err = restore(ctx, tx, words); err != nil {
				return err
			}
			out.Kept = len(words) - out.Undone
			if err := s.noted(ctx, tx, audit.Entry{Action: "matching.deed_undone", Object: deed.String(), Data: map[string]any{"undone": out.Undone, "kept": out.Kept}}); err != nil {
				return err
			}
		}
		out.Left, err = countQuestions(tx)
		return err
	})
	return out, err
}

// Meaning is what a precision means with what is known now.
type Meaning struct {
	Answers      int64
	Proven       bool
	Line         float64 // the confidence from which on it is proven
	Measured     float64 // precision of the answers from there on
	Least        float64 // what the precision is at least, at nine to one
	Beyond       int64   // answers from there on
	WouldConfirm int64
	ByCode       int64
	ByModel      int64
	ByPeople     int64
}

// Careful is the policy and what some precision means.
type Careful struct {
	Policy
	LookedAt float64
	Means    Meaning
}

// Policy is how careful the hub is. precision is what to look at; zero: what stands.
func (s *Service) Policy(ctx context.Context, company id.CompanyID, precision float64) (Careful, error) {
	scope, err := authz.Acting(ctx, company, mayReadQuestions)
	if err != nil {
		return Careful{}, err
	}
	var out Careful
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = careful(tx, precision)
		return err
	})
	return out, err
}

func careful(tx *tenants.Tx, precision float64) (Careful, error) {
	p, err := readPolicy(tx)
	if err != nil {
		return Careful{}, err
	}
	if precision == 0 {
		precision = p.Precision
	}
	out := Careful{Policy: p, LookedAt: precision}
	model, _, err := currentModel(tx, 0, nil)
	if err != nil {
		return out, err
	}
	if out.Means, err = countGrounds(tx); err != nil || model == nil {
		return out, err
	}
	if proof, proven := model.Proof(precision); proven {
		m := &out.Means
		m.Proven, m.Line, m.Measured, m.Least, m.Beyond = true, proof.Confidence, float64(proof.Yes)/float64(proof.Total), proof.Least, int64(proof.Total)
		m.WouldConfirm, err = countSure(tx, proof.Confidence)
	}
	return out, err
}

// SetPolicy says how careful to be from now on. What the model had a say in is judged anew.
func (s *Service) SetPolicy(ctx context.Context, company id.CompanyID, precision float64, automatic bool) (Careful, error) {
	scope, err := authz.Acting(ctx, company, mayWritePolicy)
	if err != nil {
		return Careful{}, err
	}
	var out Careful
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		before, err := readPolicy(tx)
		if err != nil {
			return err
		}
		if before.Precision != precision || before.Automatic != automatic {
			if err := writePolicy(tx, Policy{Precision: precision, Automatic: automatic}, scope.PersonID()); err != nil {
				return err
			}
			if err := againQuestions(tx); err != nil {
				return err
			}
			e := audit.Entry{Action: "matching.policy_set", Data: map[string]any{"precision": precision, "automatic": automatic, "precision_before": before.Precision, "automatic_before": before.Automatic}}
			if err := s.audit.Write(ctx, tx, e); err != nil {
				return err
			}
			if err := job.Enqueue(ctx, tx, matchArgs{}); err != nil {
				return err
			}
		}
		out, err = careful(tx, 0)
		return err
	})
	return out, err
}

// Status returns how far matching is.
func (s *Service) Status(ctx context.Context, company id.CompanyID) (Status, error) {
	scope, err := authz.Acting(ctx, company, mayReadQuestions)
	if err != nil {
		return Status{}, err
	}
	var out Status
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		var err error
		if out, err = readStatus(tx); err != nil {
			return err
		}
		latest, err := latestModel(tx)
		if err != nil || latest.Version == 0 {
			return err
		}
		out.Model = &ModelStatus{Version: latest.Version, TrainedAt: latest.TrainedAt.UTC(), Answers: latest.Answers, Coded: latest.Coded}
		model, _, err := currentModel(tx, 0, nil)
		if err == nil && model != nil {
			out.Model.Quality = model.Best()
		}
		return err
	})
	return out, err
}
