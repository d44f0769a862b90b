package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"manifold/internal/platform/seal"
	"manifold/tenants"
)

// Secret is a value that lies sealed in the queue, because it holds personal data or one-time links.
type Secret interface {
	Args
	// Check tells whether the value is fit to be worked on at all.
	Check() error
}

// Sealed is a queue of secrets: enqueued in the caller's transaction, opened only by the worker.
type Sealed[T Secret] struct {
	box   seal.Box
	work  func(context.Context, T) error
	final []error
}

// NewSealed makes a queue. key is 32 bytes derived from HUB_SECRET for this purpose; an error of work that is one of final is not
// tried again.
func NewSealed[T Secret](key []byte, work func(context.Context, T) error, final ...error) (*Sealed[T], error) {
	box, err := seal.New(key)
	if err != nil {
		return nil, fmt.Errorf("job: %w", err)
	}
	return &Sealed[T]{box, work, final}, nil
}

// sealedArgs is a secret as it lies in the queue.
type sealedArgs[T Secret] struct {
	Sealed []byte `json:"sealed"`
}

// Kind is that of the secret.
func (sealedArgs[T]) Kind() string {
	var none T
	return none.Kind()
}

// Send enqueues a value in the caller's transaction. One that is not fit at all is refused at once.
func (q *Sealed[T]) Send(ctx context.Context, tx *tenants.Tx, value T) error {
	if err := value.Check(); err != nil {
		return err
	}
	plain, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return Enqueue(ctx, tx, sealedArgs[T]{q.box.Seal(plain, []byte(value.Kind()))})
}

// Handle lets the registry's runner work on what is queued. Work may be done twice if the process dies between the deed and the
// note of it.
func (q *Sealed[T]) Handle(r *Registry) {
	Handle(r, func(ctx context.Context, _ Context, args sealedArgs[T]) error {
		plain, err := q.box.Open(args.Sealed, []byte(args.Kind()))
		if err != nil {
			return Permanent(err) // another HUB_SECRET
		}
		var value T
		if err := json.Unmarshal(plain, &value); err != nil {
			return Permanent(errors.New("job: a queued " + args.Kind() + " cannot be read"))
		}
		err = q.work(ctx, value)
		for _, f := range q.final {
			if errors.Is(err, f) {
				return Permanent(err)
			}
		}
		return err
	})
}
