package customer

import (
	"strings"

	"manifold/internal/kernel/id"
)

// escapeLike makes a text that LIKE takes literally.
func escapeLike(text string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.TrimSpace(text))
}

// uuids are ids as a uuid[] argument; none are NULL.
func uuids[K id.Kind](ids []id.ID[K]) []string {
	if ids == nil {
		return nil
	}
	out := make([]string, len(ids))
	for i, one := range ids {
		out[i] = one.UUID()
	}
	return out
}
