package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"manifold/internal/platform/job"
	"manifold/internal/platform/seal"
	"manifold/tenants"
)

// Queue sends messages after the transaction that wants them was committed, and again while the gateway is away.
type Queue struct {
	box    seal.Box
	sender Sender
}

// NewQueue makes a queue. key is 32 bytes derived from HUB_SECRET for this purpose: numbers and codes lie sealed.
func NewQueue(key []byte, sender Sender) (*Queue, error) {
	box, err := seal.New(key)
	if err != nil {
		return nil, fmt.Errorf("sms: %w", err)
	}
	return &Queue{box: box, sender: sender}, nil
}

// queued is a message as it lies in the queue.
type queued struct {
	Sealed []byte `json:"sealed"`
}

// Kind names text messages in the queue.
func (queued) Kind() string { return "sms" }

// bound ties sealed messages to this queue.
var bound = []byte("sms")

// Send enqueues a message in the caller's transaction. One that cannot be sent at all is ErrInvalid at once.
func (q *Queue) Send(ctx context.Context, tx *tenants.Tx, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	plain, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return job.Enqueue(ctx, tx, queued{q.box.Seal(plain, bound)})
}

// Handle lets the registry's runner send what is queued. A message may arrive twice if the process dies between the gateway's answer
// and the note of it.
func (q *Queue) Handle(r *job.Registry) {
	job.Handle(r, func(ctx context.Context, _ job.Context, args queued) error {
		plain, err := q.box.Open(args.Sealed, bound)
		if err != nil {
			return job.Permanent(err) // another HUB_SECRET
		}
		var m Message
		if err := json.Unmarshal(plain, &m); err != nil {
			return job.Permanent(errors.New("sms: a queued message cannot be read"))
		}
		err = q.sender.Send(ctx, m)
		if errors.Is(err, ErrInvalid) || errors.Is(err, ErrRejected) {
			return job.Permanent(err)
		}
		return err
	})
}
