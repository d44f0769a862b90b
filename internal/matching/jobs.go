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

// trainArgs asks to learn from what was answered so far.
type trainArgs struct {
	Answers int64 `json:"answers"` // given when the job was asked for; more mean that another job follows
	Calls   int   `json:"calls"`   // how often it was put off
}

// Kind names the job.
func (trainArgs) Kind() string { return "matching_train" }

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
	// mostPauses is after how many pauses it learns although answers keep coming.
	mostPauses = 8
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
	if err := s.desk.hold(ctx); err != nil {
		return err
	}
	learned, err := s.trainWhenCalm(ctx, &args)
	s.desk.leave()
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, c.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		switch {
		case learned:
			return job.Enqueue(ctx, tx, matchArgs{})
		case args.Calls > 0:
			return job.EnqueueAt(ctx, tx, args, tx.Now().Add(pause))
		}
		return nil
	})
}

// trainWhenCalm trains if that is worth it. When answers came since the job was asked for it asks to be called again.
func (s *Service) trainWhenCalm(ctx context.Context, args *trainArgs) (learned bool, err error) {
	if whole, err := s.desk.catchUp(ctx, s.db, within(stint)); err != nil || !whole {
		args.Calls++
		return false, err
	}
	if err := s.desk.learn(ctx, s.db); err != nil {
		return false, err
	}
	var wanted bool
	var answers int64
	err = s.db.Read(ctx, projector, func(_ context.Context, tx *tenants.Tx) (err error) {
		if wanted, err = wantsTraining(tx, s.desk.model != nil); err != nil {
			return err
		}
		answers, _, err = answersSoFar(tx)
		return err
	})
	calm := args.Answers < 0 || args.Answers == answers || args.Calls >= mostPauses
	switch {
	case err != nil || !wanted:
		args.Calls = 0
		return false, err
	case !calm:
		args.Answers, args.Calls = answers, args.Calls+1
		return false, nil
	}
	args.Calls = 0
	return s.train(ctx)
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
		learned, err = s.trainWhenCalm(ctx, &trainArgs{Answers: -1})
		s.desk.leave()
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
