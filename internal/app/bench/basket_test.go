package bench

import (
	"testing"

	"manifold/internal/ordering/split"
	"manifold/internal/ordering/split/instance"
)

// The measure itself: a small basket is divided, checked and proven.
func TestDivide(t *testing.T) {
	t.Parallel()
	d, err := divide(t.Context(), instance.Random(20, 8, 4, 1), 1<<40)
	if err != nil || d.Status != split.Proven || d.took <= 0 {
		t.Errorf("status %d in %v: %v", d.Status, d.took, err)
	}
}
