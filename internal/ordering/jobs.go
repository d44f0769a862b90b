package ordering

import (
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
)

// exportName names exports, as screens show them.
const exportName = "ordering_export"

// exportArgs are what an export needs.
type exportArgs struct {
	Side    Side         `json:"side"`
	Words   string       `json:"words,omitempty"`
	Status  Status       `json:"status,omitempty"`
	Waiting bool         `json:"waiting,omitempty"`
	Format  table.Format `json:"format"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }

// Handle lets the registry's runner work on exports.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.export) }
