package matching

import (
	"context"

	"manifold/internal/platform/job"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// ItemsChanged lets the changes of a supplier be matched.
func (s *Service) ItemsChanged(ctx context.Context, d outbox.Delivered) error {
	return s.Want(ctx, d.Scope())
}

// Want lets the changes of the scope's supplier be matched, soon.
func (s *Service) Want(ctx context.Context, worker tenants.Scope) error {
	err := s.db.InScope(ctx, projector, func(_ context.Context, tx *tenants.Tx) error { return want(tx, worker.Company()) })
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, worker, func(ctx context.Context, tx *tenants.Tx) error { return job.Enqueue(ctx, tx, matchArgs{}) })
}
