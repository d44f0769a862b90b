package report

import (
	"context"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/job"
	"manifold/tenants"
)

const (
	mayRead   authz.Permission = "audit.read"
	mayExport authz.Permission = "audit.export"
)

// Service is what a screen does with the trail.
type Service struct {
	db    *tenants.DB
	trail *audit.Trail
	blobs blob.Store
}

// NewService makes the service. blobs is where exports lie.
func NewService(db *tenants.DB, trail *audit.Trail, blobs blob.Store) *Service {
	return &Service{db, trail, blobs}
}

// List gives a page of the company's trail, newest first.
func (s *Service) List(ctx context.Context, company id.CompanyID, f audit.Filter, request page.Request) (entries page.Page[audit.Listed], err error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return entries, err
	}
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		entries, err = s.trail.List(ctx, tx, f, request)
		return err
	})
	return entries, err
}

// Verify recomputes the company's chain now.
func (s *Service) Verify(ctx context.Context, company id.CompanyID) (v audit.Verification, err error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return v, err
	}
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		v, err = audit.Verify(ctx, tx)
		return err
	})
	return v, err
}

// Export starts the job that writes the trail of a time into a file, and notes that somebody did.
func (s *Service) Export(ctx context.Context, company id.CompanyID, from, to time.Time) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayExport)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		if to.IsZero() {
			to = tx.Now() // the export is of what stands now, not of what comes while it waits
		}
		run, err := job.Start(ctx, tx, exportKind, exportArgs{From: from, To: to}, "audit-"+tx.Now().Format(time.DateOnly)+".csv")
		if err != nil {
			return job.Run{}, err
		}
		if err := s.trail.Write(ctx, tx, audit.Entry{Action: "audit.exported", Object: run.ID.String()}); err != nil {
			return job.Run{}, err
		}
		return job.Find(ctx, tx, run.ID)
	})
}
