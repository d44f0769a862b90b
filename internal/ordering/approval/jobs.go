package approval

import (
	"context"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
)

// lateArgs name what is late once its job runs.
type lateArgs struct {
	Approval id.ApprovalID `json:"approval"`
	Due      time.Time     `json:"due"`
}

// Kind names it in the queue.
func (lateArgs) Kind() string { return "approval_late" }

// Handle lets the registry's runner ask others for what is late.
func (s *Service) Handle(r *job.Registry) {
	job.Handle(r, func(ctx context.Context, c job.Context, a lateArgs) error {
		return s.Escalate(ctx, c.Scope(), a.Approval, a.Due)
	})
}
