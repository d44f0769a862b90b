package customer

import "manifold/internal/kernel/id"

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
