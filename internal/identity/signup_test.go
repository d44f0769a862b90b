package identity_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/identity"
)

const goodPassword = "nobody else has this one"

func TestSignUp(t *testing.T) {
	t.Parallel()
	h := open(t)

	t.Run("a link opens a person, a company and the owner's seat, once", func(t *testing.T) {
		token := h.signUp(t, "first@example.com", "First Ltd")
		if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_person WHERE email = 'first@example.com'"); n != 0 {
			t.Fatal("a person before the address is confirmed")
		}
		preview := must[identity.SignUpPreview](t)(h.Identity.PreviewSignUp(t.Context(), token))
		if preview.Email != "first@example.com" || preview.Company != "First Ltd" || preview.Name != "New Person" {
			t.Errorf("preview %+v", preview)
		}
		for password, wrong := range map[string]string{"short": "hub.invalid", "password": "hub.invalid", strings.Repeat("x", 129): "hub.invalid"} {
			_, err := h.Identity.ConfirmSignUp(t.Context(), token, password)
			want(t, err, wrong)
		}
		in := must[identity.SignedIn](t)(h.Identity.ConfirmSignUp(t.Context(), token, goodPassword))
		seat := companies(in)["First Ltd"]
		if !slices.Equal(seat.Roles, []string{"owner"}) || in.Access == "" || in.Refresh == "" || in.Device == "" {
			t.Errorf("signed in as %+v", in.View)
		}
		h.with(t, in.Access)
		_, err := h.Identity.ConfirmSignUp(t.Context(), token, goodPassword)
		want(t, err, "identity.link_over")
		_, err = h.Identity.PreviewSignUp(t.Context(), token)
		want(t, err, "identity.link_over")
		if got := trail(t, h, in.View.Person.ID); !slices.Equal(got, []string{"identity.company_founded", "identity.person_joined", "identity.signed_in"}) {
			t.Errorf("the person's trail: %v", got)
		}
		if got := trail(t, h, seat.Company.ID); !slices.Equal(got, []string{"identity.company_founded"}) {
			t.Errorf("the company's trail: %v", got)
		}
		if _, err := h.Identity.SignIn(t.Context(), "FIRST@example.com", goodPassword, ""); err != nil {
			t.Errorf("signing in afterwards: %v", err)
		}
	})

	t.Run("a known address gets another mail and the same answer", func(t *testing.T) {
		h.Company(t, "Known", "buyer")
		body := func(email string) map[string]any {
			return map[string]any{"email": email, "name": "Somebody", "locale": "en", "company": map[string]any{"name": "New", "country": "GB", "parts": []string{"buyer"}}}
		}
		known := h.Do(t, "", http.MethodPost, "/api/signup", body("known@example.com"), "X-Hub-Request", "1")
		unknown := h.Do(t, "", http.MethodPost, "/api/signup", body("unknown@example.com"), "X-Hub-Request", "1")
		if known.Status != http.StatusAccepted {
			t.Errorf("answered %d %s", known.Status, known.Body)
		}
		alike(t, "sign-up", known, unknown)
		told, link := h.Mails(t, "known@example.com", 1)[0], h.Mails(t, "unknown@example.com", 1)[0]
		if told.Token() != "" || !strings.Contains(told.Subject, "already") || link.Token() == "" {
			t.Errorf("mails: %q and %q", told.Subject, link.Subject)
		}
	})

	t.Run("of forty at once one gets the person", func(t *testing.T) {
		token := h.signUp(t, "forty@example.com", "Forty Ltd")
		got := parallel(40, func(int) error {
			_, err := h.Identity.ConfirmSignUp(t.Context(), token, goodPassword)
			return err
		})
		if got[""] != 1 || got[""]+got["identity.link_over"]+got["identity.busy"] != 40 {
			t.Errorf("answers %v", got)
		}
		if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_person WHERE email = 'forty@example.com'"); n != 1 {
			t.Errorf("%d persons", n)
		}
		if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_company WHERE name = 'Forty Ltd'"); n != 1 {
			t.Errorf("%d companies", n)
		}
	})

	t.Run("two links to one address: the second is refused cleanly", func(t *testing.T) {
		one, two := h.signUp(t, "twice@example.com", "Twice One"), h.signUp(t, "twice@example.com", "Twice Two")
		if one == two {
			t.Fatal("the links are the same")
		}
		must[identity.SignedIn](t)(h.Identity.ConfirmSignUp(t.Context(), two, goodPassword))
		_, err := h.Identity.ConfirmSignUp(t.Context(), one, "another good password")
		want(t, err, "identity.link_over")
		if _, err := h.Identity.SignIn(t.Context(), "twice@example.com", "another good password", ""); code(err) != "identity.wrong_login" {
			t.Errorf("the refused link set the password: %v", err)
		}
		if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_company WHERE name = 'Twice One'"); n != 0 {
			t.Error("the refused link opened its company")
		}
	})

	t.Run("two links to one address at once", func(t *testing.T) {
		links := []string{h.signUp(t, "race@example.com", "Race One"), h.signUp(t, "race@example.com", "Race Two"), h.signUp(t, "race@example.com", "Race Three")}
		got := parallel(len(links), func(i int) error {
			_, err := h.Identity.ConfirmSignUp(t.Context(), links[i], goodPassword)
			return err
		})
		if got[""] != 1 || got["identity.link_over"]+got["identity.busy"] != 2 {
			t.Errorf("answers %v", got)
		}
	})

	t.Run("five mails an hour", func(t *testing.T) {
		in := identity.SignUp{Email: "often@example.com", Name: "Often", Locale: "en", Company: identity.NewCompany{Name: "x", Country: "GB", Parts: []string{"buyer"}}}
		for n := range 6 {
			if err := h.Identity.SignUp(t.Context(), in); (n == 5) != (code(err) == "identity.too_many_mails") {
				t.Errorf("mail %d: %v", n+1, err)
			}
		}
	})

	t.Run("names of all kinds", func(t *testing.T) {
		for n, company := range []string{"<b>&\"'", "万汇（上海）有限公司", "O'Neil; DROP TABLE x; --", "a\r\nBcc: x@example.com", "%_\\"} {
			token := h.signUp(t, fmt.Sprintf("names-%d@example.com", n), company)
			in := must[identity.SignedIn](t)(h.Identity.ConfirmSignUp(t.Context(), token, goodPassword))
			if got := in.View.Seats[0].Company.Name; got != strings.Join(strings.Fields(company), " ") {
				t.Errorf("%q became %q", company, got)
			}
		}
	})
	verified(t, h)
}

func TestSignUpLinksRunOut(t *testing.T) {
	t.Parallel()
	h := open(t)
	late, inTime := h.signUp(t, "late@example.com", "Late"), h.signUp(t, "in-time@example.com", "In Time")
	h.Clock.Advance(48*time.Hour - time.Microsecond)
	must[identity.SignedIn](t)(h.Identity.ConfirmSignUp(t.Context(), inTime, goodPassword))
	h.Clock.Advance(time.Microsecond)
	_, err := h.Identity.PreviewSignUp(t.Context(), late)
	want(t, err, "identity.link_over")
	_, err = h.Identity.ConfirmSignUp(t.Context(), late, goodPassword)
	want(t, err, "identity.link_over")
	h.Clock.Advance(time.Second)
	if err := h.Identity.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_signup"); n != 0 {
		t.Errorf("%d sign-ups are left", n)
	}
}
