package identity_test

import (
	"context"
	"errors"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
	"manifold/internal/identity"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
)

// house is a hub with a superuser's connection to its database.
type house struct {
	*apptest.Hub
	admin *pgx.Conn
}

func open(t *testing.T, settings ...string) house {
	t.Helper()
	hub := apptest.Start(t, append([]string{"HUB_LOGIN_CONCURRENCY=16"}, settings...)...)
	admin, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close(context.Background()) })
	return house{hub, admin}
}

// times is how often something is tried: few times in the usual run, often when HUB_SOAK is set.
func times(usual, long int) int {
	if os.Getenv("HUB_SOAK") != "" {
		return long
	}
	return usual
}

// ask reads one value past row security.
func ask[T any](t *testing.T, h house, query string, args ...any) T {
	t.Helper()
	var out T
	if err := h.admin.QueryRow(t.Context(), query, args...).Scan(&out); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return out
}

// trail are the actions in the audit trail of a person or company, by name: the tests' clock stands still, so time orders nothing.
func trail(t *testing.T, h house, owner interface{ UUID() string }) []string {
	t.Helper()
	return ask[[]string](t, h, "SELECT coalesce(array_agg(action ORDER BY action), '{}') FROM hub.audit_entry WHERE owner_id = $1", owner.UUID())
}

// wrote wants a deed in a trail, once.
func wrote(t *testing.T, h house, owner interface{ UUID() string }, action string) {
	t.Helper()
	if got := count(trail(t, h, owner), action); got != 1 {
		t.Errorf("%s stands in the trail %d times: %v", action, got, trail(t, h, owner))
	}
}

func count(all []string, one string) (n int) {
	for _, each := range all {
		if each == one {
			n++
		}
	}
	return n
}

// code is the code of an error, "" for none.
func code(err error) string {
	if err == nil {
		return ""
	}
	return fault.From(err).Code()
}

// want compares the code of an error.
func want(t *testing.T, err error, wanted string) {
	t.Helper()
	if code(err) != wanted {
		t.Errorf("answered %q (%v), want %q", code(err), err, wanted)
	}
}

// must stops a test whose ground is missing.
func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// with is the context of somebody who comes with an access token, as the web server makes it.
func (h house) with(t *testing.T, token string) context.Context {
	t.Helper()
	principal, err := h.Identity.Authenticate(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return authz.With(t.Context(), principal)
}

func from(ctx context.Context, ip string) context.Context {
	return audit.WithOrigin(ctx, audit.Origin{IP: ip, Agent: "a test"})
}

func (h house) signIn(t *testing.T, login string) identity.SignedIn {
	t.Helper()
	return must[identity.SignedIn](t)(h.Identity.SignIn(t.Context(), login, apptest.Password, ""))
}

// signUp asks for an account and returns the token of the mail.
func (h house) signUp(t *testing.T, email, company string) string {
	t.Helper()
	before := len(h.Mails(t, email, 0))
	must[any](t)(nil, h.Identity.SignUp(t.Context(), identity.SignUp{Email: email, Name: "New Person", Locale: "en", Company: identity.NewCompany{Name: company, Country: "GB", Parts: []string{"buyer"}}}))
	return h.Mails(t, email, before+1)[0].Token()
}

// parallel runs something many times at once and counts how it came out, by code.
func parallel(n int, run func(int) error) map[string]int {
	out, mu := map[string]int{}, sync.Mutex{}
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-begin
			err := run(i)
			mu.Lock()
			defer mu.Unlock()
			out[code(err)]++
		})
	}
	close(begin)
	all.Wait()
	return out
}

// soon waits for something that happens in the background.
func soon(t *testing.T, what string, ready func() bool) {
	t.Helper()
	for range 400 {
		if ready() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s did not happen", what)
}

// alike compares two answers but for request id, date and what is left of a limit.
func alike(t *testing.T, what string, a, b apptest.Answer) {
	t.Helper()
	strip := func(x apptest.Answer) (string, http.Header) {
		head := x.Header.Clone()
		text := strings.ReplaceAll(string(x.Body), head.Get("X-Request-Id"), "")
		for _, n := range []string{"X-Request-Id", "Date", "Ratelimit", "Ratelimit-Policy"} {
			head.Del(n)
		}
		return text, head
	}
	textA, headA := strip(a)
	textB, headB := strip(b)
	if a.Status != b.Status || textA != textB || len(headA) != len(headB) {
		t.Errorf("%s: %d %s %v\nand %d %s %v", what, a.Status, textA, headA, b.Status, textB, headB)
	}
	for name, values := range headA {
		if !slices.Equal(values, headB[name]) {
			t.Errorf("%s: %s is %v and %v", what, name, values, headB[name])
		}
	}
}

func companies(in identity.SignedIn) map[string]identity.MySeat {
	out := map[string]identity.MySeat{}
	for _, s := range in.View.Seats {
		out[s.Company.Name] = s
	}
	return out
}

// verified wants every chain of the hub whole, once what was written last is sealed.
func verified(t *testing.T, h house) {
	t.Helper()
	soon(t, "sealing", func() bool {
		return ask[int](t, h, "SELECT count(*) FROM hub.audit_entry e WHERE NOT EXISTS (SELECT FROM hub.audit_seal s WHERE s.owner_id = e.owner_id AND s.entry_id = e.id)") == 0
	})
	chains := 0
	err := audit.VerifyAll(t.Context(), h.DB, func(owner string, v audit.Verification) error {
		chains++
		if !v.OK() || v.Unsealed != 0 {
			return errors.New("the chain of " + owner + " is broken")
		}
		return nil
	})
	if err != nil || chains == 0 {
		t.Errorf("%d chains: %v", chains, err)
	}
}

func newID[K id.Kind]() id.ID[K] { return id.NewRandom[K]() }
