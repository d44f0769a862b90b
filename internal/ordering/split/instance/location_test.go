package instance_test

import (
	"os"
	"strings"
	"testing"

	"manifold/internal/ordering/split"
	"manifold/internal/ordering/split/check"
	"manifold/internal/ordering/split/instance"
)

// A location problem read as a basket comes to the optimum that was published, or at least leaves it between bound and score.
func TestPublishedOptima(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		form    instance.Form
		optimum int64
		proven  bool
	}{
		"delmaire-p1": {instance.Delmaire, 2014, false}, "holmberg-p1": {instance.Holmberg, 8848, true}, "holmberg-p21": {instance.Holmberg, 8068, true},
	} {
		f, err := os.Open("../testdata/sscflp/" + name)
		if err != nil {
			t.Fatal(err)
		}
		b, err := instance.Location(f, c.form)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		p, err := split.Solve(t.Context(), b, split.Options{Steps: 5_000_000})
		if err != nil || p.Bound > c.optimum || p.Score < c.optimum || c.proven && p.Status != split.Proven {
			t.Errorf("%s: status %d, %d, bound %d, %v", name, p.Status, p.Score, p.Bound, err)
		}
		if err := check.Plan(b, p); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A file that is not such a problem is refused.
func TestLocationRefuses(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"empty": "", "no figures": "a b", "no size": "0 5", "ends early": "1 1 5 5", "too large": "9999999 1"} {
		if _, err := instance.Location(strings.NewReader(text), instance.Holmberg); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
