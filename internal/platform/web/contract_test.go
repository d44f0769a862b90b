package web

import (
	"testing"

	"manifold/api"
	"manifold/internal/platform/authz"
)

// The hub's own contract keeps what the server relies on; its routes are compared when the hub is put together.
func TestOwnContract(t *testing.T) {
	t.Parallel()
	document, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	operations, err := readContract(document)
	if err != nil {
		t.Fatal(err)
	}
	v := verification{operations: operations, known: authz.Known(), byID: map[string]*operation{}}
	v.checkContract()
	v.checkMatrix()
	for _, wrong := range v.wrong {
		t.Error(wrong)
	}
	for _, id := range []string{"signIn", "signUp", "requestPasswordReset", "acceptInvitation"} {
		if op := v.byID[id]; op == nil || !op.careful {
			t.Errorf("%s is not under the tight limit", id)
		}
	}
}
