package matching

import (
	"context"
	"errors"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

// matchArgs asks for everything that waits to be matched, whoever's it is.
type matchArgs struct{}

// Kind names the job.
func (matchArgs) Kind() string { return "matching_match" }

// Aside lets what people wait for go first.
func (matchArgs) Aside() {}

// trainArgs asks to learn from what was answered so far.
type trainArgs struct {
	Answers int64 `json:"answers"` // given when the job was asked for; more mean that another job follows; below zero: of no matter
}

// Kind names the job.
func (trainArgs) Kind() string { return "matching_train" }

// Aside lets what people wait for go first.
func (trainArgs) Aside() {}

// heardArgs brings what a supplier said about its own items into the graph.
type heardArgs struct {
	Item id.ItemID `json:"item"`
}

// Kind names the job.
func (heardArgs) Kind() string { return "matching_heard" }

const (
	// stint is how long a job works before it lets others have their turn.
	stint = 40 * time.Second
	// pause is how long after an answer the hub learns, if no other answer comes meanwhile.
	pause = 15 * time.Second
	// freshFor is how long it does not learn anew while answers keep coming.
	freshFor = 2 * time.Minute
)

// Handle says who works on the jobs.
func (s *Service) Handle(r *job.Registry) {
	job.Handle(r, s.match)
	job.Handle(r, s.trainSoon)
	job.Handle(r, s.heard)
}

// match works off what waits. What is left when its time is over goes into another job.
func (s *Service) match(ctx context.Context, c job.Context, _ matchArgs) error {
	whole, err := s.workOff(ctx, within(stint))
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, c.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		if whole {
			return job.Enqueue(ctx, tx, trainArgs{Answers: -1})
		}
		return job.Enqueue(ctx, tx, matchArgs{})
	})
}

// trainSoon learns when there is something new and nobody is in the middle of answering; then everything that the model had a say in is judged anew.
func (s *Service) trainSoon(ctx context.Context, c job.Context, args trainArgs) error {
	wanted, err := s.worthTraining(ctx, args.Answers)
	if err != nil || !wanted {
		return err
	}
	if err := s.desk.hold(ctx); err != nil {
		return err
	}
	learned, known, err := s.trainNow(ctx, args.Answers, within(stint))
	s.desk.leave()
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, c.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		if !known {
			return job.EnqueueAt(ctx, tx, args, tx.Now().Add(pause))
		}
		if learned || s.desk.asked.Load() {
			return job.Enqueue(ctx, tx, matchArgs{})
		}
		return nil
	})
}

// worthTraining says whether there is something to learn, and people have paused since so many answers, or the model is old by now.
func (s *Service) worthTraining(ctx context.Context, after int64) (bool, error) {
	var wanted, calm bool
	err := s.db.Read(ctx, projector, func(_ context.Context, tx *tenants.Tx) error {
		latest, err := latestModel(tx)
		if err != nil {
			return err
		}
		answers, _, err := answersSoFar(tx)
		if err != nil {
			return err
		}
		calm = after < 0 || after == answers || latest.TrainedAt.Before(tx.Now().Add(-freshFor))
		wanted, err = wantsTraining(tx, latest)
		return err
	})
	return wanted && calm, err
}

// trainNow trains if that is still worth it; known is false when the index was not read to its end in time.
func (s *Service) trainNow(ctx context.Context, after int64, timeLeft func() bool) (learned, known bool, err error) {
	if known, err = s.desk.catchUp(ctx, s.db, timeLeft); err != nil || !known {
		return false, known, err
	}
	if wanted, err := s.worthTraining(ctx, after); err != nil || !wanted {
		return false, true, err
	}
	learned, err = s.train(ctx)
	return learned, true, err
}

// learnSoon asks for training, in the transaction of an answer.
func learnSoon(ctx context.Context, tx *tenants.Tx) error {
	n, _, err := answersSoFar(tx)
	if err != nil {
		return err
	}
	return job.EnqueueAt(ctx, tx, trainArgs{Answers: n}, tx.Now().Add(pause))
}

// Finish does all that waits, learns from it, and does what follows from that, as the jobs do but without a pause.
func (s *Service) Finish(ctx context.Context) error {
	unhurried := func() bool { return ctx.Err() == nil }
	for learned := true; learned; {
		if whole, err := s.workOff(ctx, unhurried); err != nil || !whole {
			return errors.Join(err, ctx.Err())
		}
		if err := s.desk.hold(ctx); err != nil {
			return err
		}
		var err error
		learned, _, err = s.trainNow(ctx, -1, unhurried)
		s.desk.leave()
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
