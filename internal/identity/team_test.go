package identity_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/identity"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
)

// invite invites an address into somebody's company and returns the invitation and the token of the mail.
func invite(t *testing.T, h house, by apptest.Someone, email string, roles ...string) (identity.Invitation, string) {
	t.Helper()
	before := len(h.Mails(t, email, 0))
	i := must[identity.Invitation](t)(h.Identity.Invite(h.with(t, by.Token), by.Company.ID, email, roles, "en"))
	return i, h.Mailed(t, email, before)
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	h := open(t)
	ann := h.Company(t, "Ann", "supplier")
	me := h.with(t, ann.Token)
	accept := func(token, name, password string) (identity.SignedIn, error) {
		return h.Identity.AcceptInvitation(t.Context(), token, name, password, "en", "")
	}
	seat := func(in identity.SignedIn) []string { return companies(in)["Ann"].Roles }

	t.Run("somebody new", func(t *testing.T) {
		i, token := invite(t, h, ann, "new@example.com", "sales", "pricing")
		wrote(t, h, ann.Company.ID, "identity.invited")
		preview := must[identity.InvitationPreview](t)(h.Identity.PreviewInvitation(t.Context(), token))
		if preview.Company != "Ann" || preview.Email != "new@example.com" || preview.Known || preview.InvitedBy != "Ann owner" {
			t.Errorf("preview %+v", preview)
		}
		_, err := accept(token, "", goodPassword)
		want(t, err, "hub.invalid")
		_, err = accept(token, "New", "password")
		want(t, err, "hub.invalid")
		in := must[identity.SignedIn](t)(accept(token, "New", goodPassword))
		if !slices.Equal(seat(in), []string{"pricing", "sales"}) || in.View.Person.Email != "new@example.com" {
			t.Errorf("signed in as %+v", in.View)
		}
		_, err = accept(token, "New", goodPassword)
		want(t, err, "identity.link_over")
		wrote(t, h, ann.Company.ID, "identity.seat_taken")
		wrote(t, h, in.View.Person.ID, "identity.seat_taken")
		want(t, h.Identity.RevokeInvitation(me, ann.Company.ID, i.ID), "hub.not_found")
		if told := h.Mails(t, "ann@example.com", 1)[0]; !strings.Contains(told.Subject, "New joined Ann") {
			t.Errorf("the owner was told %q", told.Subject)
		}
	})

	t.Run("somebody with an account", func(t *testing.T) {
		h.Company(t, "Known", "buyer")
		_, token := invite(t, h, ann, "known@example.com", "finance")
		if preview := must[identity.InvitationPreview](t)(h.Identity.PreviewInvitation(t.Context(), token)); !preview.Known {
			t.Errorf("preview %+v", preview)
		}
		_, err := accept(token, "Whoever", "")
		want(t, err, "identity.password_needed")
		_, err = accept(token, "Whoever", "a new password that is wrong")
		want(t, err, "identity.wrong_login")
		in := must[identity.SignedIn](t)(accept(token, "Whoever", apptest.Password))
		if !slices.Equal(seat(in), []string{"finance"}) || in.View.Person.Name != "Known owner" || len(in.View.Seats) != 2 {
			t.Errorf("signed in as %+v", in.View)
		}
		wrote(t, h, in.View.Person.ID, "identity.sign_in_failed")
	})

	t.Run("somebody who is signed in", func(t *testing.T) {
		cid, dan := h.Company(t, "Cid", "buyer"), h.Company(t, "Dan", "buyer")
		_, token := invite(t, h, ann, "cid@example.com", "finance")
		_, err := h.Identity.AcceptInvitation(h.with(t, dan.Token), token, "", "", "en", "")
		want(t, err, "identity.password_needed")
		_, err = h.Identity.AcceptInvitation(h.with(t, dan.Token), token, "Dan", "the password of nobody", "en", "")
		want(t, err, "identity.wrong_login")
		in := must[identity.SignedIn](t)(h.Identity.AcceptInvitation(h.with(t, cid.Token), token, "", "", "en", ""))
		if in.View.Person.ID != cid.Person.ID || !slices.Equal(seat(in), []string{"finance"}) {
			t.Errorf("signed in as %+v", in.View)
		}
		if got := companies(h.signIn(t, "dan@example.com")); len(got) != 1 {
			t.Errorf("the wrong person has %v", got)
		}
	})

	t.Run("taken back, sent again, in place of another", func(t *testing.T) {
		i, token := invite(t, h, ann, "back@example.com", "sales")
		want(t, h.Identity.RevokeInvitation(me, ann.Company.ID, i.ID), "")
		wrote(t, h, ann.Company.ID, "identity.invitation_revoked")
		_, err := accept(token, "Back", goodPassword)
		want(t, err, "identity.link_over")
		want(t, h.Identity.RevokeInvitation(me, ann.Company.ID, i.ID), "hub.not_found")

		i, old := invite(t, h, ann, "again@example.com", "sales")
		again := must[identity.Invitation](t)(h.Identity.ResendInvitation(me, ann.Company.ID, i.ID))
		wrote(t, h, ann.Company.ID, "identity.invitation_resent")
		fresh := h.Mailed(t, "again@example.com", 1)
		if again.ID != i.ID || fresh == old {
			t.Errorf("sent again as %+v", again)
		}
		_, err = accept(old, "Again", goodPassword)
		want(t, err, "identity.link_over")
		_, other := invite(t, h, ann, "again@example.com", "pricing")
		_, err = accept(fresh, "Again", goodPassword)
		want(t, err, "identity.link_over")
		if in := must[identity.SignedIn](t)(accept(other, "Again", goodPassword)); !slices.Equal(seat(in), []string{"pricing"}) {
			t.Errorf("signed in as %+v", in.View)
		}
		_, err = h.Identity.ResendInvitation(me, ann.Company.ID, newID[id.Invitation]())
		want(t, err, "hub.not_found")
	})

	t.Run("accepted many times at once", func(t *testing.T) {
		_, token := invite(t, h, ann, "many@example.com", "sales")
		got := parallel(8, func(int) error { _, err := accept(token, "Many", goodPassword); return err })
		if got[""] != 1 || got["identity.link_over"]+got["identity.wrong_login"] != 7 {
			t.Errorf("answers of somebody new: %v", got)
		}
		if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_seat t JOIN hub.identity_person p ON p.id = t.person_id WHERE p.email = 'many@example.com'"); n != 1 {
			t.Errorf("%d seats", n)
		}
		eve := h.Company(t, "Eve", "buyer")
		_, token = invite(t, h, ann, "eve@example.com", "sales")
		ctx := h.with(t, eve.Token)
		got = parallel(8, func(int) error {
			_, err := h.Identity.AcceptInvitation(ctx, token, "", "", "en", "")
			return err
		})
		if got[""] != 1 || got["identity.link_over"] != 7 {
			t.Errorf("answers of somebody known: %v", got)
		}
	})

	t.Run("sent many times at once", func(t *testing.T) {
		got := parallel(5, func(int) error {
			_, err := h.Identity.Invite(me, ann.Company.ID, "rush@example.com", []string{"sales"}, "en")
			return err
		})
		if got[""] != 5 {
			t.Errorf("answers %v", got)
		}
		good := 0
		for _, m := range h.Mails(t, "rush@example.com", 5) {
			if _, err := h.Identity.PreviewInvitation(t.Context(), m.Token()); err == nil {
				good++
			}
		}
		if good != 1 {
			t.Errorf("%d links are good", good)
		}
		_, err := h.Identity.Invite(me, ann.Company.ID, "rush@example.com", []string{"sales"}, "en")
		want(t, err, "identity.too_many_mails")
	})

	t.Run("refused", func(t *testing.T) {
		for email, roles := range map[string][]string{"x@example.com": {"buyer"}, "y@example.com": {"owner", "approver"}, "z@example.com": {"god"}} {
			_, err := h.Identity.Invite(me, ann.Company.ID, email, roles, "en")
			want(t, err, "identity.role_not_here")
		}
		_, err := h.Identity.Invite(me, ann.Company.ID, "not an address", []string{"sales"}, "en")
		want(t, err, "hub.invalid")
		_, err = h.Identity.Invite(me, ann.Company.ID, "ann@example.com", []string{"sales"}, "en")
		want(t, err, "identity.seat_exists")
		for _, token := range []string{"", "x", strings.Repeat("A", 43)} {
			_, err := accept(token, "X", goodPassword)
			want(t, err, "identity.link_over")
			_, err = h.Identity.PreviewInvitation(t.Context(), token)
			want(t, err, "identity.link_over")
		}
	})

	t.Run("whether the address is known is not told", func(t *testing.T) {
		h.Company(t, "Told", "buyer")
		try := func(email string) apptest.Answer {
			return ann.Do(t, http.MethodPost, ann.Path("/invitations"), map[string]any{"email": email, "roles": []string{"sales"}})
		}
		known, unknown := try("told@example.com"), try("to_d@example.com")
		if known.Status != http.StatusCreated {
			t.Fatalf("%d %s", known.Status, known.Body)
		}
		var a, b struct{ ID, Email string }
		known.Into(t, &a)
		unknown.Into(t, &b)
		for _, each := range []struct {
			answer    *apptest.Answer
			id, email string
		}{{&known, a.ID, a.Email}, {&unknown, b.ID, b.Email}} {
			each.answer.Body = []byte(strings.NewReplacer(each.id, "", each.email, "").Replace(string(each.answer.Body)))
		}
		alike(t, "an invitation", known, unknown)
	})
	verified(t, h)
}

func TestInvitationsRunOut(t *testing.T) {
	t.Parallel()
	h := open(t)
	ann := h.Company(t, "Ann", "supplier")
	i, token := invite(t, h, ann, "late@example.com", "sales")
	h.Clock.Advance(14*24*time.Hour - time.Microsecond)
	must[identity.InvitationPreview](t)(h.Identity.PreviewInvitation(t.Context(), token))
	h.Clock.Advance(time.Microsecond)
	_, err := h.Identity.PreviewInvitation(t.Context(), token)
	want(t, err, "identity.link_over")
	_, err = h.Identity.AcceptInvitation(t.Context(), token, "Late", goodPassword, "en", "")
	want(t, err, "identity.link_over")
	ann = h.SignIn(t, ann.Person, ann.Company)
	open := must[page.Page[identity.Invitation]](t)(h.Identity.Invitations(h.with(t, ann.Token), ann.Company.ID, page.Request{}))
	if len(open.Items) != 0 {
		t.Errorf("open: %+v", open.Items)
	}
	must[identity.Invitation](t)(h.Identity.ResendInvitation(h.with(t, ann.Token), ann.Company.ID, i.ID))
	must[identity.SignedIn](t)(h.Identity.AcceptInvitation(t.Context(), h.Mailed(t, "late@example.com", 1), "Late", goodPassword, "en", ""))
}

func TestOwners(t *testing.T) {
	t.Parallel()
	h := open(t)
	ann := h.Company(t, "Ann", "supplier")
	admin, sales := ann.Colleague(t, "Adam", "admin"), ann.Colleague(t, "Sally", "sales")
	owner, deputy := h.with(t, ann.Token), h.with(t, admin.Token)
	set := func(who apptest.Someone, to apptest.Someone, roles ...string) error {
		_, err := h.Identity.UpdateSeat(h.with(t, who.Token), ann.Company.ID, to.Seat, roles)
		return err
	}

	want(t, h.Identity.RemoveSeat(owner, ann.Company.ID, ann.Seat), "identity.last_owner")
	want(t, set(ann, ann, "admin"), "identity.last_owner")
	want(t, set(admin, admin, "owner"), "identity.owners_only")
	want(t, set(admin, sales, "owner", "sales"), "identity.owners_only")
	want(t, set(admin, ann, "sales"), "identity.owners_only")
	want(t, h.Identity.RemoveSeat(deputy, ann.Company.ID, ann.Seat), "identity.owners_only")
	_, err := h.Identity.Invite(deputy, ann.Company.ID, "crony@example.com", []string{"owner"}, "en")
	want(t, err, "identity.owners_only")
	want(t, set(sales, sales, "admin"), "hub.forbidden")
	want(t, set(sales, sales, "owner"), "hub.forbidden")
	want(t, set(ann, sales, "buyer"), "identity.role_not_here")
	want(t, set(admin, sales, "sales", "pricing"), "")
	want(t, set(admin, ann, "owner", "sales"), "") // an owner stays one
	want(t, set(ann, sales, "owner"), "")
	want(t, set(sales, ann, "admin"), "")
	want(t, set(ann, sales, "admin"), "identity.owners_only") // who was an owner a moment ago
	want(t, h.Identity.RemoveSeat(h.with(t, sales.Token), ann.Company.ID, ann.Seat), "")
	want(t, h.Identity.RemoveSeat(h.with(t, sales.Token), ann.Company.ID, ann.Seat), "hub.not_found")
	want(t, h.Identity.RemoveSeat(h.with(t, sales.Token), ann.Company.ID, sales.Seat), "identity.last_owner")

	for round := range times(4, 200) {
		one := h.Company(t, fmt.Sprintf("Duel %d", round), "buyer")
		two := one.Colleague(t, fmt.Sprintf("Rival %d", round), "owner")
		three := one.Colleague(t, fmt.Sprintf("Third %d", round), "finance")
		mine, theirs := h.with(t, one.Token), h.with(t, two.Token)
		got := parallel(4, func(n int) error {
			switch n {
			case 0:
				return h.Identity.RemoveSeat(mine, one.Company.ID, two.Seat)
			case 1:
				_, err := h.Identity.UpdateSeat(theirs, one.Company.ID, one.Seat, []string{"admin"})
				return err
			case 2:
				return h.Identity.RemoveSeat(mine, one.Company.ID, one.Seat)
			default: // one who is no owner any more by the time it is done makes no owners
				_, err := h.Identity.UpdateSeat(theirs, one.Company.ID, three.Seat, []string{"finance"})
				return err
			}
		})
		if n := ask[int](t, h, "SELECT count(*) FROM hub.identity_seat WHERE company_id = $1 AND removed_at IS NULL AND 'owner' = ANY (roles)", one.Company.ID.UUID()); n < 1 {
			t.Errorf("round %d: nobody owns the company; answers %v", round, got)
		}
	}
	verified(t, h)
}

// TestUnmadeOwnersMakeNone: what a request's session said about its caller may be over when its turn comes.
func TestUnmadeOwnersMakeNone(t *testing.T) {
	t.Parallel()
	h := open(t)
	ann := h.Company(t, "Ann", "buyer")
	ben, cid := ann.Colleague(t, "Ben", "owner"), ann.Colleague(t, "Cid", "finance")
	before := h.with(t, ben.Token) // verified now, acts later
	_, err := h.Identity.UpdateSeat(h.with(t, ann.Token), ann.Company.ID, ben.Seat, []string{"admin"})
	want(t, err, "")
	_, err = h.Identity.UpdateSeat(before, ann.Company.ID, cid.Seat, []string{"owner"})
	want(t, err, "identity.owners_only")
	want(t, h.Identity.RemoveSeat(before, ann.Company.ID, ann.Seat), "identity.owners_only")
}

func TestOperator(t *testing.T) {
	t.Parallel()
	h := open(t)
	staff := h.Company(t, "Hub Staff", "buyer").Operator(t)
	for _, name := range []string{"Alpha", "alphabet", "Beta_1", "Betax1", "100% Gamma"} {
		h.Company(t, name, "supplier")
	}
	outsider := h.Company(t, "Outsider", "supplier", "buyer")
	me := h.with(t, staff.Token)
	list := func(q, part string) []string {
		t.Helper()
		got := must[page.Page[identity.Company]](t)(h.Identity.Tenants(me, staff.Company.ID, q, part, page.Request{}))
		var out []string
		for _, c := range got.Items {
			out = append(out, c.Name)
		}
		slices.Sort(out)
		return out
	}
	for _, row := range []struct {
		q, part string
		names   []string
	}{
		{"", "", []string{"100% Gamma", "Alpha", "Beta_1", "Betax1", "Hub Staff", "Outsider", "alphabet"}},
		{"ALPHA", "", []string{"Alpha", "alphabet"}},
		{"beta_", "", []string{"Beta_1"}},
		{"%", "", []string{"100% Gamma"}},
		{"\\", "", nil},
		{"", "buyer", []string{"Hub Staff", "Outsider"}},
		{"", "operator", []string{"Hub Staff"}},
		{"out", "supplier", []string{"Outsider"}},
		{"out", "brand", nil},
	} {
		if got := list(row.q, row.part); !slices.Equal(got, row.names) {
			t.Errorf("q %q part %q: %v, want %v", row.q, row.part, got, row.names)
		}
	}

	var walked []string
	request := page.Request{Limit: 2}
	for {
		got := must[page.Page[identity.Company]](t)(h.Identity.Tenants(me, staff.Company.ID, "", "", request))
		for _, c := range got.Items {
			walked = append(walked, c.Name)
		}
		if got.Next == "" {
			break
		}
		h.Company(t, fmt.Sprintf("0 Early %d", len(walked)), "brand") // in front of what is still to come
		request.After = must[page.Cursor](t)(page.ParseCursor(got.Next))
	}
	for _, name := range []string{"100% Gamma", "Alpha", "Beta_1", "Betax1", "Hub Staff", "Outsider", "alphabet"} {
		if n := count(walked, name); n != 1 {
			t.Errorf("%s came %d times: %v", name, n, walked)
		}
	}

	_, err := h.Identity.SetTenantState(me, staff.Company.ID, staff.Company.ID, "suspended", "by mistake")
	want(t, err, "identity.own_company")
	_, err = h.Identity.SetTenantState(me, staff.Company.ID, newID[id.Company](), "suspended", "nobody there")
	want(t, err, "hub.not_found")
	_, err = h.Identity.SetTenantState(h.with(t, outsider.Token), outsider.Company.ID, staff.Company.ID, "suspended", "revenge")
	want(t, err, "hub.forbidden")
	_, err = h.Identity.Tenants(h.with(t, outsider.Token), outsider.Company.ID, "", "", page.Request{})
	want(t, err, "hub.forbidden")
	_, err = h.Identity.Tenants(h.with(t, outsider.Token), staff.Company.ID, "", "", page.Request{})
	want(t, err, "hub.not_found")

	must[identity.Company](t)(h.Identity.SetTenantState(me, staff.Company.ID, outsider.Company.ID, "suspended", "unpaid bills"))
	var entry struct{ Data, Operator string }
	must[any](t)(nil, h.admin.QueryRow(t.Context(), "SELECT data::text, coalesce(operator_id::text, '') FROM hub.audit_entry WHERE owner_id = $1 AND action = 'identity.company_suspended'", outsider.Company.ID.UUID()).Scan(&entry.Data, &entry.Operator))
	if !strings.Contains(entry.Data, "unpaid bills") || entry.Operator != staff.Company.ID.UUID() {
		t.Errorf("the company's trail says %+v", entry)
	}
	if n := ask[int](t, h, "SELECT count(*) FROM hub.outbox_event WHERE topic = 'identity.company_suspended' AND counterpart_id = $1", outsider.Company.ID.UUID()); n != 1 {
		t.Errorf("%d events", n)
	}
	if list("out", "supplier")[0] != "Outsider" {
		t.Error("a suspended company is not in the list")
	}
	// What the operator's own company may change of itself, it changes as any company does.
	changed := must[identity.Company](t)(h.Identity.UpdateCompany(me, staff.Company.ID, 0, identity.CompanyChange{Parts: []string{"buyer", "supplier"}}))
	if !slices.Equal(changed.Parts, []string{"buyer", "operator", "supplier"}) {
		t.Errorf("parts %v", changed.Parts)
	}
	if got := list("", "operator"); !slices.Equal(got, []string{"Hub Staff"}) {
		t.Errorf("operators %v", got)
	}
	verified(t, h)
}
