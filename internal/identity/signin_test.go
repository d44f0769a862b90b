package identity_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"

	"manifold/internal/app/apptest"
	"manifold/internal/identity"
	"manifold/internal/kernel/id"
)

// addPhone makes a number a login of somebody and returns how often texts went there before.
func addPhone(t *testing.T, h house, s apptest.Someone, number string) {
	t.Helper()
	ctx := h.with(t, s.Token)
	sent := len(h.Mails(t, number, 0))
	must[any](t)(nil, h.Identity.AddPhone(ctx, number))
	must[identity.Person](t)(h.Identity.ConfirmPhone(ctx, number, h.Mailed(t, number, sent)))
}

// onePNG is one pixel.
var onePNG = must1(base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="))

func must1[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestSignIn(t *testing.T) {
	t.Parallel()
	h := open(t)
	ann := h.Company(t, "Ann", "supplier", "buyer")
	addPhone(t, h, ann, "+8613800000001")

	for _, login := range []string{"ann@example.com", "ANN@Example.COM", " ann@example.com ", "ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", "+8613800000001", "138 0000 0001", "0086-138-0000-0001", "１３８０００００００１"} {
		in, err := h.Identity.SignIn(t.Context(), login, apptest.Password, "")
		if err != nil || in.View.Person.ID != ann.Person.ID {
			t.Errorf("%q: %v", login, err)
		}
	}
	if got := trail(t, h, ann.Person.ID); count(got, "identity.signed_in") != 9 {
		t.Errorf("the trail: %v", got)
	}
	for _, wrong := range []struct{ login, password string }{
		{"ann@example.com", apptest.Password + " "}, {"ann@example.com", strings.ToUpper(apptest.Password)}, {"ann@example.com", ""},
		{"nobody@example.com", apptest.Password}, {"+8613800000002", apptest.Password}, {"ann", apptest.Password}, {"", apptest.Password},
		{"ann@example.com\x00", apptest.Password}, {"%@example.com", apptest.Password}, {"ann@example.com' --", apptest.Password},
	} {
		_, err := h.Identity.SignIn(from(t.Context(), "198.51.100."+fmt.Sprint(len(wrong.password))), wrong.login, wrong.password, "")
		want(t, err, "identity.wrong_login")
	}
	if got := trail(t, h, ann.Person.ID); count(got, "identity.sign_in_failed") != 3 {
		t.Errorf("the trail: %v", got)
	}

	t.Run("known and unknown answer alike", func(t *testing.T) {
		try := func(login string, more ...string) apptest.Answer {
			return h.Do(t, "", http.MethodPost, "/api/session", map[string]string{"login": login, "password": "wrong and long"}, append([]string{"X-Hub-Request", "1"}, more...)...)
		}
		h.Company(t, "Alike", "buyer")
		known, unknown, phone, malformed := try("alike@example.com"), try("nobody-here@example.com"), try("+8613800009999"), try("not a login")
		if known.Status != http.StatusUnauthorized || known.Code() != "identity.wrong_login" {
			t.Errorf("answered %d %s", known.Status, known.Body)
		}
		alike(t, "an unknown address", known, unknown)
		alike(t, "an unknown number", known, phone)
		alike(t, "no login at all", known, malformed)
		for range 9 {
			try("alike@example.com")
			try("nobody-here@example.com")
		}
		known, unknown = try("alike@example.com"), try("nobody-here@example.com")
		if known.Status != http.StatusTooManyRequests || known.Code() != "identity.too_many_tries" {
			t.Errorf("the eleventh try: %d %s", known.Status, known.Body)
		}
		for _, each := range []apptest.Answer{known, unknown} { // the seconds left may differ by one
			if each.Header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			each.Header.Del("Retry-After")
		}
		alike(t, "too many tries", known, unknown)
	})

	t.Run("others' guesses lock nobody out", func(t *testing.T) {
		h.Company(t, "Target", "buyer")
		first := must[identity.SignedIn](t)(h.Identity.SignIn(from(t.Context(), "203.0.113.1"), "target@example.com", apptest.Password, ""))
		for n := range 12 {
			_, err := h.Identity.SignIn(from(t.Context(), "203.0.113.9"), "target@example.com", "guess", "")
			if want := map[bool]string{false: "identity.wrong_login", true: "identity.too_many_tries"}[n >= 10]; code(err) != want {
				t.Errorf("guess %d: %v", n+1, err)
			}
		}
		if _, err := h.Identity.SignIn(from(t.Context(), "203.0.113.1"), "target@example.com", apptest.Password, first.Device); err != nil {
			t.Errorf("the known device in the guesser's network: %v", err)
		}
		if _, err := h.Identity.SignIn(from(t.Context(), "192.0.2.1"), "target@example.com", apptest.Password, ""); err != nil {
			t.Errorf("a new device elsewhere: %v", err)
		}
		if _, err := h.Identity.SignIn(from(t.Context(), "203.0.113.1"), "target@example.com", apptest.Password, "forged."+strings.Repeat("0", 64)); code(err) != "identity.too_many_tries" {
			t.Errorf("a forged device: %v", err)
		}
		again := must[identity.SignedIn](t)(h.Identity.SignIn(from(t.Context(), "192.0.2.1"), "target@example.com", apptest.Password, first.Device))
		if again.Device != "" {
			t.Error("a device that is known gets a new cookie")
		}
	})

	t.Run("a hash with old parameters is renewed", func(t *testing.T) {
		old := h.Company(t, "Old Hash", "buyer")
		salt := []byte("sixteen bytes ok")
		encode := base64.RawStdEncoding.EncodeToString
		hash := fmt.Sprintf("$argon2id$v=19$m=64,t=1,p=1$%s$%s", encode(salt), encode(argon2.IDKey([]byte(apptest.Password), salt, 1, 64, 1, 32)))
		stored := func() string {
			return ask[string](t, h, "SELECT password_hash FROM hub.identity_person WHERE id = $1", old.Person.ID.UUID())
		}
		if _, err := h.admin.Exec(t.Context(), "UPDATE hub.identity_person SET password_hash = $1 WHERE id = $2", hash, old.Person.ID.UUID()); err != nil {
			t.Fatal(err)
		}
		_, err := h.Identity.SignIn(t.Context(), "old-hash@example.com", "wrong", "")
		want(t, err, "identity.wrong_login")
		if stored() != hash {
			t.Error("a wrong password renewed the hash")
		}
		h.signIn(t, "old-hash@example.com")
		fresh := stored()
		if !strings.HasPrefix(fresh, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("the hash is %s", fresh)
		}
		h.signIn(t, "old-hash@example.com")
		if stored() != fresh {
			t.Error("a hash of today was renewed")
		}
		for _, broken := range []string{"", "$argon2id$v=19$m=64,t=0,p=1$c2l4dGVlbiBieXRlcyBvaw$c2l4dGVlbiBieXRlcyBvaw"} {
			if _, err := h.admin.Exec(t.Context(), "UPDATE hub.identity_person SET password_hash = $1 WHERE id = $2", broken, old.Person.ID.UUID()); err != nil {
				t.Fatal(err)
			}
			_, err := h.Identity.SignIn(t.Context(), "old-hash@example.com", apptest.Password, "")
			want(t, err, "identity.wrong_login")
		}
	})

	t.Run("one person, two companies, one sign-in", func(t *testing.T) {
		second := must[identity.Company](t)(h.Identity.CreateCompany(h.with(t, ann.Token), identity.NewCompany{Name: "Ann Two", Country: "CN", Parts: []string{"buyer"}}))
		in := h.signIn(t, "ann@example.com")
		seats := companies(in)
		if len(seats) != 2 || seats["Ann Two"].Company.ID != second.ID || !slices.Equal(seats["Ann Two"].Roles, []string{"owner"}) {
			t.Fatalf("seats %+v", in.View.Seats)
		}
		ctx := h.with(t, ann.Token) // the token that was out before
		for _, company := range []string{"Ann", "Ann Two"} {
			if got, err := h.Identity.Company(ctx, seats[company].Company.ID); err != nil || got.Name != company {
				t.Errorf("%s: %v", company, err)
			}
		}
	})
	verified(t, h)
}

func TestSuspendedCompanyReadsOnly(t *testing.T) {
	t.Parallel()
	h := open(t)
	operator := h.Company(t, "Hub Staff", "buyer").Operator(t)
	ann := h.Company(t, "Ann", "supplier")
	colleague := ann.Colleague(t, "Ben", "admin")
	staff := h.with(t, operator.Token)

	suspended := must[identity.Company](t)(h.Identity.SetTenantState(staff, operator.Company.ID, ann.Company.ID, "suspended", "unpaid bills"))
	if suspended.State != "suspended" || suspended.StateReason != "unpaid bills" {
		t.Errorf("%+v", suspended)
	}
	wrote(t, h, ann.Company.ID, "identity.company_suspended")
	wrote(t, h, operator.Company.ID, "identity.company_suspended")
	writes := map[string][]any{
		"PATCH ":            {map[string]string{"name": "New"}},
		"PUT /logo":         {onePNG},
		"DELETE /logo":      {nil},
		"POST /invitations": {map[string]any{"email": "new@example.com", "roles": []string{"sales"}}},
		"PATCH /seats/" + colleague.Seat.String():                {map[string]any{"roles": []string{"sales"}}},
		"DELETE /seats/" + colleague.Seat.String():               {nil},
		"DELETE /invitations/" + newID[id.Invitation]().String(): {nil},
	}
	for route, body := range writes {
		method, rest, _ := strings.Cut(route, " ")
		if got := ann.Do(t, method, ann.Path(rest), body[0]); got.Status != http.StatusForbidden || got.Code() != "hub.company_suspended" {
			t.Errorf("%s: %d %s", route, got.Status, got.Body)
		}
	}
	for _, rest := range []string{"", "/seats", "/invitations", "/audit"} {
		if got := ann.Do(t, http.MethodGet, ann.Path(rest), nil); got.Status != http.StatusOK {
			t.Errorf("GET %s: %d %s", rest, got.Status, got.Body)
		}
	}
	var shown struct{ State, State_reason string }
	ann.Do(t, http.MethodGet, ann.Path(""), nil).Into(t, &shown)
	if shown.State != "suspended" || shown.State_reason != "unpaid bills" {
		t.Errorf("the company sees %+v", shown)
	}
	if _, err := h.Identity.CreateCompany(h.with(t, ann.Token), identity.NewCompany{Name: "Another", Country: "GB", Parts: []string{"buyer"}}); err != nil {
		t.Errorf("the person is not suspended: %v", err)
	}

	open := must[identity.Company](t)(h.Identity.SetTenantState(staff, operator.Company.ID, ann.Company.ID, "open", "all paid"))
	if open.State != "open" || open.StateReason != "" {
		t.Errorf("%+v", open)
	}
	if got := ann.Do(t, http.MethodPatch, ann.Path(""), map[string]string{"name": "New"}); got.Status != http.StatusOK {
		t.Errorf("reopened: %d %s", got.Status, got.Body)
	}
	verified(t, h)
}

func TestSessions(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Company(t, "Ann", "buyer")
	other := h.Company(t, "Ben", "buyer")

	t.Run("signing out works at once", func(t *testing.T) {
		in := h.signIn(t, "ann@example.com")
		if err := h.Identity.SignOut(h.with(t, in.Access), ""); err != nil {
			t.Fatal(err)
		}
		_, err := h.Identity.Authenticate(t.Context(), in.Access)
		want(t, err, "identity.session_over")
		_, err = h.Identity.Refresh(t.Context(), in.Refresh)
		want(t, err, "identity.session_over")
		wrote(t, h, in.View.Person.ID, "identity.signed_out")
		bySecret := h.signIn(t, "ann@example.com")
		if err := h.Identity.SignOut(t.Context(), bySecret.Refresh); err != nil {
			t.Fatal(err)
		}
		_, err = h.Identity.Authenticate(t.Context(), bySecret.Access)
		want(t, err, "identity.session_over")
		for _, nobody := range []string{"", "no such token", bySecret.Refresh} {
			if err := h.Identity.SignOut(t.Context(), nobody); err != nil {
				t.Errorf("signing nobody out: %v", err)
			}
		}
	})

	t.Run("one session and all others", func(t *testing.T) {
		one, two, three := h.signIn(t, "ann@example.com"), h.signIn(t, "ann@example.com"), h.signIn(t, "ann@example.com")
		me := h.with(t, one.Access)
		want(t, h.Identity.RevokeSession(me, two.View.ID), "")
		wrote(t, h, one.View.Person.ID, "identity.session_revoked")
		_, err := h.Identity.Authenticate(t.Context(), two.Access)
		want(t, err, "identity.session_over")
		want(t, h.Identity.RevokeSession(me, two.View.ID), "hub.not_found")
		list := must[[]identity.SessionEntry](t)(h.Identity.Sessions(h.with(t, other.Token)))
		want(t, h.Identity.RevokeSession(me, list[0].ID), "hub.not_found")
		h.with(t, other.Token)
		want(t, h.Identity.RevokeOtherSessions(me), "")
		_, err = h.Identity.Authenticate(t.Context(), three.Access)
		want(t, err, "identity.session_over")
		mine := must[[]identity.SessionEntry](t)(h.Identity.Sessions(h.with(t, one.Access)))
		if len(mine) != 1 || !mine[0].Current || mine[0].ID != one.View.ID {
			t.Errorf("sessions %+v", mine)
		}
	})

	t.Run("losing the seat works at once", func(t *testing.T) {
		owner := h.Company(t, "Losing", "buyer")
		ben := owner.Colleague(t, "Losing Ben", "admin")
		if got := ben.Do(t, http.MethodGet, owner.Path(""), nil); got.Status != http.StatusOK {
			t.Fatalf("before: %d %s", got.Status, got.Body)
		}
		if got := owner.Do(t, http.MethodPatch, owner.Path("/seats/"+ben.Seat.String()), map[string]any{"roles": []string{"buyer"}}); got.Status != http.StatusOK {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		if got := ben.Do(t, http.MethodPatch, owner.Path(""), map[string]string{"name": "x"}); got.Status != http.StatusForbidden {
			t.Errorf("roles changed: %d %s", got.Status, got.Body)
		}
		if got := owner.Do(t, http.MethodDelete, owner.Path("/seats/"+ben.Seat.String()), nil); got.Status != http.StatusNoContent {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		if got := ben.Do(t, http.MethodGet, owner.Path(""), nil); got.Status != http.StatusNotFound {
			t.Errorf("seat gone: %d %s", got.Status, got.Body)
		}
		if got := ben.Do(t, http.MethodGet, "/api/session", nil); got.Status != http.StatusOK || strings.Contains(string(got.Body), owner.Company.ID.String()) {
			t.Errorf("the session: %d %s", got.Status, got.Body)
		}
		wrote(t, h, owner.Company.ID, "identity.seat_changed")
		wrote(t, h, owner.Company.ID, "identity.seat_removed")
	})
	verified(t, h)
}

func TestRefresh(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Company(t, "Ann", "buyer")

	t.Run("one of forty wins and the family lives", func(t *testing.T) {
		in := h.signIn(t, "ann@example.com")
		token := in.Refresh
		for range times(3, 300) {
			winners := make(chan identity.SignedIn, 40)
			got := parallel(40, func(int) error {
				fresh, err := h.Identity.Refresh(t.Context(), token)
				if err == nil {
					winners <- fresh
				}
				return err
			})
			if got[""] != 1 || got["identity.refresh_raced"] != 39 {
				t.Fatalf("answers %v", got)
			}
			fresh := <-winners
			if fresh.View.ID != in.View.ID || fresh.Refresh == token {
				t.Fatalf("the winner has %+v", fresh.View)
			}
			h.with(t, fresh.Access)
			h.with(t, in.Access) // the older access token goes on until its end
			token = fresh.Refresh
		}
	})

	t.Run("reuse after the grace ends the family", func(t *testing.T) {
		h := open(t)
		h.Company(t, "Ann", "buyer")
		stolen, bystander := h.signIn(t, "ann@example.com"), h.signIn(t, "ann@example.com")
		fresh := must[identity.SignedIn](t)(h.Identity.Refresh(t.Context(), stolen.Refresh))
		h.Clock.Advance(10*time.Second - time.Microsecond)
		_, err := h.Identity.Refresh(t.Context(), stolen.Refresh)
		want(t, err, "identity.refresh_raced")
		h.with(t, fresh.Access)
		h.Clock.Advance(time.Microsecond)
		_, err = h.Identity.Refresh(t.Context(), stolen.Refresh)
		want(t, err, "identity.session_reused")
		wrote(t, h, stolen.View.Person.ID, "identity.session_reused")
		for _, each := range []identity.SignedIn{stolen, fresh} {
			_, err = h.Identity.Authenticate(t.Context(), each.Access)
			want(t, err, "identity.session_over")
			_, err = h.Identity.Refresh(t.Context(), each.Refresh)
			want(t, err, "identity.session_over")
		}
		h.with(t, bystander.Access)
		must[identity.SignedIn](t)(h.Identity.Refresh(t.Context(), bystander.Refresh))
		if got := trail(t, h, stolen.View.Person.ID); count(got, "identity.session_reused") != 1 {
			t.Errorf("the trail: %v", got)
		}
	})

	t.Run("expired", func(t *testing.T) {
		h := open(t)
		h.Company(t, "Ann", "buyer")
		in := h.signIn(t, "ann@example.com")
		h.Clock.Advance(30*24*time.Hour - time.Microsecond)
		fresh := must[identity.SignedIn](t)(h.Identity.Refresh(t.Context(), in.Refresh)) // and lives for thirty more days
		h.Clock.Advance(30*24*time.Hour - time.Microsecond)
		fresh = must[identity.SignedIn](t)(h.Identity.Refresh(t.Context(), fresh.Refresh))
		h.Clock.Advance(30 * 24 * time.Hour)
		_, err := h.Identity.Refresh(t.Context(), fresh.Refresh)
		want(t, err, "identity.session_over")
	})

	for _, token := range []string{"", "x", strings.Repeat("A", 43), "\x00"} {
		_, err := h.Identity.Refresh(t.Context(), token)
		want(t, err, "identity.session_over")
	}
	if kept := ask[int](t, h, "SELECT count(*) FROM hub.identity_refresh WHERE length(token_hash) <> 32"); kept != 0 {
		t.Error("a token is kept as it is")
	}
}

func TestPasswords(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.Company(t, "Ann", "buyer")
	const fresh, third = "a fresh long password", "a third long password"

	one, two := h.signIn(t, "ann@example.com"), h.signIn(t, "ann@example.com")
	me := h.with(t, one.Access)
	want(t, h.Identity.ChangePassword(me, "wrong", fresh), "hub.invalid")
	want(t, h.Identity.ChangePassword(me, apptest.Password, "password"), "hub.invalid")
	h.with(t, two.Access)
	want(t, h.Identity.ChangePassword(me, apptest.Password, fresh), "")
	h.with(t, one.Access)
	_, err := h.Identity.Authenticate(t.Context(), two.Access)
	want(t, err, "identity.session_over")
	_, err = h.Identity.Refresh(t.Context(), two.Refresh)
	want(t, err, "identity.session_over")
	_, err = h.Identity.SignIn(t.Context(), "ann@example.com", apptest.Password, "")
	want(t, err, "identity.wrong_login")
	wrote(t, h, one.View.Person.ID, "identity.password_changed")
	wrote(t, h, one.View.Person.ID, "identity.sessions_revoked")

	t.Run("guesses from outside keep nobody from a new password", func(t *testing.T) {
		h.Company(t, "Guessed", "buyer")
		in := h.signIn(t, "guessed@example.com")
		for n := range 11 {
			_, err := h.Identity.SignIn(from(t.Context(), "10.0.0.1"), "guessed@example.com", "guess", "")
			want(t, err, map[bool]string{false: "identity.wrong_login", true: "identity.too_many_tries"}[n == 10])
		}
		want(t, h.Identity.ChangePassword(from(h.with(t, in.Access), "10.0.0.1"), apptest.Password, fresh), "")
		me := h.with(t, in.Access)
		for n := range 11 {
			if err := h.Identity.ChangePassword(me, "guess", third); (n == 10) != (code(err) == "identity.too_many_tries") {
				t.Errorf("guess %d in one session: %v", n+1, err)
			}
		}
	})

	t.Run("a link sets a new one, once", func(t *testing.T) {
		older, newer := reset(t, h, "ann@example.com"), reset(t, h, "Ann@Example.com")
		_, err := h.Identity.ConfirmReset(t.Context(), older, third)
		want(t, err, "identity.link_over")
		_, err = h.Identity.ConfirmReset(t.Context(), newer, "password")
		want(t, err, "hub.invalid")
		got := parallel(10, func(int) error {
			_, err := h.Identity.ConfirmReset(t.Context(), newer, third)
			return err
		})
		if got[""] != 1 || got["identity.link_over"]+got["identity.busy"] != 9 {
			t.Errorf("answers %v", got)
		}
		_, err = h.Identity.Authenticate(t.Context(), one.Access)
		want(t, err, "identity.session_over")
		in := must[identity.SignedIn](t)(h.Identity.SignIn(t.Context(), "ann@example.com", third, ""))
		wrote(t, h, in.View.Person.ID, "identity.password_reset")
		for _, wrong := range []string{"", "x", strings.Repeat("A", 43)} {
			_, err = h.Identity.ConfirmReset(t.Context(), wrong, third)
			want(t, err, "identity.link_over")
		}
	})

	t.Run("the answer is the same for everybody", func(t *testing.T) {
		try := func(login string) apptest.Answer {
			return h.Do(t, "", http.MethodPost, "/api/password/reset", map[string]string{"login": login}, "X-Hub-Request", "1")
		}
		h.Company(t, "Reset", "buyer")
		known := try("reset@example.com")
		if known.Status != http.StatusAccepted {
			t.Errorf("answered %d %s", known.Status, known.Body)
		}
		alike(t, "an unknown address", known, try("reset-nobody@example.com"))
		alike(t, "an unknown number", known, try("+8613800009998"))
		alike(t, "no login", known, try("not a login"))
		if told := h.Mails(t, "reset-nobody@example.com", 1)[0]; told.Token() != "" || !strings.Contains(told.Subject, "No account") {
			t.Errorf("told %q", told.Subject)
		}
		for range 5 {
			known = try("reset@example.com")
			try("reset-nobody@example.com")
		}
		if known.Status != http.StatusTooManyRequests {
			t.Errorf("the sixth: %d", known.Status)
		}
		if unknown := try("reset-nobody@example.com"); unknown.Status != known.Status || unknown.Code() != known.Code() {
			t.Errorf("the sixth to nobody: %d %s", unknown.Status, unknown.Body)
		}
	})

	t.Run("runs out within the hour", func(t *testing.T) {
		h := open(t)
		h.Company(t, "Ann", "buyer")
		link := reset(t, h, "ann@example.com")
		h.Clock.Advance(time.Hour)
		_, err := h.Identity.ConfirmReset(t.Context(), link, fresh)
		want(t, err, "identity.link_over")
		h.signIn(t, "ann@example.com")
	})
	verified(t, h)
}

// reset asks for a link to a new password.
func reset(t *testing.T, h house, email string) string {
	t.Helper()
	to := strings.ToLower(email)
	before := len(h.Mails(t, to, 0))
	want(t, h.Identity.RequestReset(t.Context(), email, "en"), "")
	return h.Mailed(t, to, before)
}
