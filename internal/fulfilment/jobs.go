package fulfilment

import (
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
)

// exportName names exports, as screens show them.
const exportName = "fulfilment_export"

// exportArgs are what an export needs.
type exportArgs struct {
	Words  string       `json:"words,omitempty"`
	View   View         `json:"view,omitempty"`
	Today  string       `json:"today"`
	Format table.Format `json:"format"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }

// Handle lets the registry's runner work on exports.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.export) }
