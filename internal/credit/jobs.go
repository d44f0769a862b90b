package credit

import "manifold/internal/platform/table"

// exportName names exports, as screens show them.
const exportName = "credit_export"

// exportArgs are what an export needs.
type exportArgs struct {
	Words  string       `json:"words,omitempty"`
	Show   Show         `json:"show,omitempty"`
	Sort   Sort         `json:"sort,omitempty"`
	Format table.Format `json:"format"`
}

// Kind names exports in the queue.
func (exportArgs) Kind() string { return exportName }
