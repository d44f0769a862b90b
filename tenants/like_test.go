package tenants_test

import (
	"testing"

	"manifold/tenants"
)

func TestContaining(t *testing.T) {
	for text, want := range map[string]string{"": "%%", " oil ": "%oil%", `50%_\`: `%50\%\_\\%`} {
		if got := tenants.Containing(text); got != want {
			t.Errorf("%q: %q, expected %q", text, got, want)
		}
	}
}
