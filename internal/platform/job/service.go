package job

import (
	"context"
	"io"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/tenants"
)

// Service is what a screen does with jobs.
type Service struct {
	db    *tenants.DB
	blobs blob.Store
}

// NewService makes the service. blobs is where results lie.
func NewService(db *tenants.DB, blobs blob.Store) *Service { return &Service{db, blobs} }

// List gives a page of the company's runs, newest first.
func (s *Service) List(ctx context.Context, company id.CompanyID, request page.Request) (runs page.Page[Run], err error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return runs, err
	}
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		runs, err = listRuns(ctx, tx, request)
		return err
	})
	return runs, err
}

// Get gives one run; of another company it is fault.NotFound.
func (s *Service) Get(ctx context.Context, company id.CompanyID, job id.JobID) (run Run, err error) {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return run, err
	}
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		run, err = Find(ctx, tx, job)
		return err
	})
	return run, err
}

// Cancel stops a run; see the function Cancel.
func (s *Service) Cancel(ctx context.Context, company id.CompanyID, job id.JobID) (run Run, err error) {
	scope, err := authz.Acting(ctx, company, mayCancel)
	if err != nil {
		return run, err
	}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := Cancel(ctx, tx, job); err != nil {
			return err
		}
		run, err = Find(ctx, tx, job)
		return err
	})
	return run, err
}

// Result opens the file that a run made, to be closed, and says its size in bytes. Without one it is NoResult.
func (s *Service) Result(ctx context.Context, company id.CompanyID, job id.JobID) (Run, io.ReadCloser, int64, error) {
	run, err := s.Get(ctx, company, job)
	if err != nil {
		return run, nil, 0, err
	}
	if run.Result.IsZero() {
		return run, nil, 0, NoResult
	}
	content, info, err := s.blobs.Open(ctx, blob.Key{Company: company, Blob: run.Result})
	return run, content, info.Size, err
}
