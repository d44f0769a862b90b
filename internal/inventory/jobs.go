package inventory

import (
	"manifold/internal/kernel/id"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
)

// exportName names exports, as screens show them.
const exportName = "inventory_export"

// exportArgs are what an export needs.
type exportArgs struct {
	Words     string       `json:"words,omitempty"`
	Category  string       `json:"category,omitempty"`
	Show      Show         `json:"show,omitempty"`
	Warehouse string       `json:"warehouse,omitempty"`
	Format    table.Format `json:"format"`
	Items     int64        `json:"items"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }

// filter is what the export was asked for; a warehouse that is none is no filter.
func (a exportArgs) filter() Filter {
	out := Filter{Words: a.Words, Category: a.Category, Show: a.Show, Sort: BySKU}
	if w, err := id.Parse[id.Warehouse](a.Warehouse); err == nil {
		out.Warehouse = w
	}
	return out
}

// Handle lets the registry's runner work on exports.
func (s *Service) Handle(r *job.Registry) { job.HandleLong(r, s.export) }
