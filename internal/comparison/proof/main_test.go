package proof_test

import (
	"os"
	"testing"

	"manifold/internal/platform/localpg/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }
