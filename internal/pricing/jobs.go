package pricing

import (
	"context"
	"errors"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/tenants"
)

const (
	publishName      = "pricing_publish"
	exportName       = "pricing_export"
	exportChangeName = "pricing_change_export"
)

// publishArgs are what publishing a scheduled change needs.
type publishArgs struct {
	Set    id.ChangeSetID `json:"set"`
	At     time.Time      `json:"at"`
	Accept bool           `json:"accept"`
}

// Kind names publishing in the queue.
func (publishArgs) Kind() string { return publishName }

// exportArgs are what an export needs.
type exportArgs struct {
	List   id.PriceListID `json:"list"`
	Format table.Format   `json:"format"`
	Rows   int64          `json:"rows"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }

// exportChangeArgs are what the export of a change needs.
type exportChangeArgs struct {
	Set    id.ChangeSetID `json:"set"`
	Format table.Format   `json:"format"`
	Costs  bool           `json:"costs"` // whoever asked may know them
}

// Kind names exports of changes in the queue.
func (exportChangeArgs) Kind() string { return exportChangeName }

// Handle lets the registry's runner work on scheduled changes and exports.
func (s *Service) Handle(r *job.Registry) {
	job.Handle(r, s.publishScheduled)
	job.HandleLong(r, s.export)
	job.HandleLong(r, s.exportChange)
}

// publishScheduled publishes a change whose time has come, unless it was cancelled or scheduled anew. What refuses it for good is written down with it.
func (s *Service) publishScheduled(ctx context.Context, c job.Context, args publishArgs) error {
	var refused *fault.Fault
	err := s.db.InScope(ctx, c.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		set, err := lockChange(tx, c.Company, args.Set)
		if err != nil {
			return err
		}
		if set.State != Scheduled || !set.PublishAt.Equal(args.At) {
			return nil
		}
		return s.publish(ctx, tx, c.Company, set, args.Accept)
	})
	if !errors.As(err, &refused) || refused.Kind() == fault.KindInternal || refused.Kind() == fault.KindUnavailable {
		return err
	}
	return s.db.InScope(ctx, c.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
		if err := setChangeState(tx, c.Company, args.Set, Drafted, time.Time{}, refused.Code()); err != nil {
			return err
		}
		return s.note(ctx, tx, "pricing.change_refused", args.Set.String(), map[string]any{"code": refused.Code()})
	})
}
