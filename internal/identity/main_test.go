package identity

import (
	"errors"
	"os"
	"slices"
	"testing"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/localpg/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// fieldCodes are the codes of the fields that an error names.
func fieldCodes(err error) []string {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return nil
	}
	var out []string
	for _, each := range f.Fields() {
		out = append(out, each.Path+" "+each.Code)
	}
	slices.Sort(out)
	return out
}
