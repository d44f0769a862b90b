package media

import (
	"context"
	"errors"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
)

// fetchArgs are what a fetch needs.
type fetchArgs struct {
	Item    id.ItemID `json:"item"`
	Address string    `json:"address"`
	Name    string    `json:"name"`
	Title   string    `json:"title"`
	Alt     string    `json:"alt"`
}

// Kind names fetches in the queue.
func (fetchArgs) Kind() string { return "catalog_media" }

// Handle lets the registry's runner fetch.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.fetched) }

// fetched fetches a file and takes it in as if it had been uploaded.
func (s *Service) fetched(ctx context.Context, w *job.Work, args fetchArgs) (job.Result, error) {
	body, err := s.fetch(ctx, args.Address, DocumentBytes)
	if err != nil {
		return job.Result{}, errFetch.Because(err)
	}
	defer func() { _ = body.Close() }()
	_, err = s.take(ctx, w.Scope(), w.Company, args.Item, "", Words{args.Name, args.Title, args.Alt}, body)
	if f := new(fault.Fault); err != nil && !errors.As(err, &f) {
		return job.Result{}, errFetch.Because(err)
	}
	return job.Result{}, err
}
