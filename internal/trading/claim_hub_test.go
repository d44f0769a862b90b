package trading_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app/apptest"
)

func admin(t *testing.T, hub *apptest.Hub) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), hub.Database)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func addCustomer(t *testing.T, s apptest.Someone, body map[string]any) string {
	t.Helper()
	var c struct{ Customer struct{ ID string } }
	a := s.Do(t, http.MethodPost, s.Path("/customers"), body)
	if a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	a.Into(t, &c)
	return c.Customer.ID
}

type made struct {
	Invite struct {
		ID, State, Address string
		Approve            bool
		Uses               int
	}
	Link, QR string
}

func (m made) token() string { return m.Link[strings.Index(m.Link, "#")+1:] }

func invite(t *testing.T, s apptest.Someone, body map[string]any) made {
	t.Helper()
	var m made
	a := s.Do(t, http.MethodPost, s.Path("/invites"), body)
	if a.Status != http.StatusCreated {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	a.Into(t, &m)
	return m
}

type claimed struct {
	Supplier     struct{ Name string }
	Relationship struct {
		State        string
		Version      int
		CustomerCode string `json:"customer_code"`
		Terms        map[string]any
	}
}

func claim(t *testing.T, b apptest.Someone, token string) (claimed, apptest.Answer) {
	t.Helper()
	var c claimed
	a := b.Do(t, http.MethodPost, b.Path("/claims"), map[string]any{"token": token})
	if a.Status == http.StatusOK {
		a.Into(t, &c)
	}
	return c, a
}

func TestAnInvitedCustomerIsConnectedAtItsFirstSignIn(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	b, stranger := hub.Company(t, "Gamma Shop", "buyer"), hub.Company(t, "Delta Shop", "buyer")
	head := addCustomer(t, s, map[string]any{"code": "C-0", "name": "Gamma Group", "terms": map[string]any{"payment": "days", "payment_days": 45}})
	customer := addCustomer(t, s, map[string]any{"code": "C-1", "name": "Gamma", "country": "GB", "email": b.Person.Email, "head_office": head})

	m := invite(t, s, map[string]any{"customer": customer, "channel": "mail"})
	if !m.Invite.Approve || m.Invite.Address != b.Person.Email || !strings.Contains(m.QR, "<svg") {
		t.Errorf("%+v", m)
	}
	sent := hub.Mails(t, b.Person.Email, 1)[0]
	if sent.Token() != m.token() || !strings.Contains(sent.Subject, "Alpha Supply") {
		t.Errorf("the mail has %q, the answer %q", sent.Token(), m.token())
	}
	var preview map[string]any
	hub.Do(t, "", http.MethodPost, "/api/invites/preview", map[string]any{"token": m.token()}, "X-Hub-Request", "1").Into(t, &preview)
	if preview["customer_name"] != "Gamma" || preview["approve"] != true || preview["address_hint"] == b.Person.Email {
		t.Errorf("%v", preview)
	}
	if a := hub.Do(t, "", http.MethodPost, "/api/invites/preview", map[string]any{"token": m.token() + "x"}, "X-Hub-Request", "1"); a.Code() != "trading.invite_unknown" {
		t.Errorf("a token that is none: %d %s", a.Status, a.Body)
	}

	if _, a := claim(t, stranger, m.token()); a.Code() != "trading.invite_address" {
		t.Errorf("somebody else: %d %s", a.Status, a.Body)
	}
	c, a := claim(t, b, m.token())
	if a.Status != http.StatusOK || c.Relationship.State != "approved" || c.Relationship.CustomerCode != "C-1" || c.Relationship.Terms["payment_days"] != 45.0 || c.Supplier.Name != "Alpha Supply" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if again, a := claim(t, b, m.token()); a.Status != http.StatusOK || again.Relationship.State != "approved" || again.Relationship.Version != 1 {
		t.Errorf("again: %d %s", a.Status, a.Body)
	}
	var detail struct {
		Customer struct{ State string }
		May      bool `json:"may_delete"`
	}
	s.Do(t, http.MethodGet, s.Path("/customers/"+customer), nil).Into(t, &detail)
	if detail.Customer.State != "connected" || detail.May {
		t.Errorf("%+v", detail)
	}

	// What the buyer reads follows its record, and its head office's and group's.
	if a := s.Do(t, http.MethodPatch, s.Path("/customers/"+head), map[string]any{"terms": map[string]any{"payment": "prepaid"}}); a.Status != http.StatusOK {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if c, _ := claim(t, b, m.token()); c.Relationship.Terms["payment"] != "prepaid" || c.Relationship.Terms["payment_days"] != nil {
		t.Errorf("%+v", c.Relationship)
	}
	if a := s.Do(t, http.MethodDelete, s.Path("/customers/"+customer), nil); a.Code() != "trading.customer_connected" {
		t.Errorf("deleting: %d %s", a.Status, a.Body)
	}
	events := 0
	if err := admin(t, hub).QueryRow(t.Context(), "SELECT count(*) FROM hub.trading_relationship_event WHERE tenant_id = $1", s.Company.ID.UUID()).Scan(&events); err != nil || events != 2 {
		t.Errorf("%d events (%v): apply and approve", events, err)
	}
}

func TestOneOfTwoCompaniesGetsTheLink(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	var buyers []apptest.Someone
	for _, name := range []string{"One", "Two", "Three", "Four"} {
		buyers = append(buyers, hub.Company(t, name+" Shop", "buyer"))
	}
	for round := range 3 {
		customer := addCustomer(t, s, map[string]any{"name": "Whoever is first " + string(rune('A'+round))})
		m := invite(t, s, map[string]any{"customer": customer, "channel": "link", "approve": true})
		var group sync.WaitGroup
		codes := make([]string, 2*len(buyers))
		for n := range codes {
			group.Go(func() {
				c, a := claim(t, buyers[n%len(buyers)], m.token())
				codes[n] = a.Code()
				if a.Status == http.StatusOK {
					codes[n] = "won " + buyers[n%len(buyers)].Company.Name
					if c.Relationship.State != "approved" && c.Relationship.State != "applied" {
						t.Errorf("the winner is %s", c.Relationship.State)
					}
				}
			})
		}
		group.Wait()
		won := map[string]bool{}
		for _, c := range codes {
			if strings.HasPrefix(c, "won ") {
				won[c] = true
			} else if c != "trading.invite_used" {
				t.Errorf("a loser is answered %q", c)
			}
		}
		if len(won) != 1 {
			t.Errorf("winners: %v", codes)
		}
		for winner := range won { // is out of the next round
			for n, b := range buyers {
				if winner == "won "+b.Company.Name {
					buyers = append(buyers[:n:n], buyers[n+1:]...)
					break
				}
			}
		}
	}
	uses, connected := 0, 0
	err := admin(t, hub).QueryRow(t.Context(), `SELECT (SELECT sum(uses) FROM hub.trading_invite), (SELECT count(*) FROM hub.trading_customer WHERE buyer_id IS NOT NULL)`).Scan(&uses, &connected)
	if err != nil || uses != 3 || connected != 3 {
		t.Errorf("%d uses, %d connected (%v)", uses, connected, err)
	}
}

// TestAnInterruptedClaimIsFinished leaves what a process that died would: the application, without what the invite promised.
func TestAnInterruptedClaimIsFinished(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	b := hub.Company(t, "Gamma Shop", "buyer")
	db := admin(t, hub)
	customer := addCustomer(t, s, map[string]any{"code": "C-1", "name": "Gamma"})
	m := invite(t, s, map[string]any{"customer": customer, "channel": "link", "approve": true})
	// The supplier's side cannot be written: the lock of another transaction stands in the way until the claim has given up.
	block, err := db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := block.Exec(t.Context(), "SELECT FROM hub.trading_customer WHERE tenant_id = $1 FOR UPDATE", s.Company.ID.UUID()); err != nil {
		t.Fatal(err)
	}
	c, a := claim(t, b, m.token())
	if a.Status != http.StatusOK || c.Relationship.State != "applied" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if err := block.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 400 {
		var state string
		if err := db.QueryRow(t.Context(), "SELECT state FROM hub.trading_relationship WHERE tenant_id = $1", s.Company.ID.UUID()).Scan(&state); err != nil {
			t.Fatal(err)
		}
		if state == "approved" {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Error("nobody finished it")
}

// TestAnInviteOpensNothingTwice: an application after the end of a relationship does not ride on the invite of the first.
func TestAnInviteOpensNothingTwice(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	b := hub.Company(t, "Gamma Shop", "buyer")
	m := invite(t, s, map[string]any{"channel": "qr", "approve": true, "max_uses": 5})
	if c, a := claim(t, b, m.token()); a.Status != http.StatusOK || c.Relationship.State != "approved" || c.Relationship.CustomerCode == "" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	decide := func(decision string) {
		t.Helper()
		if a := s.Do(t, http.MethodPost, s.Path("/relationships/"+b.Company.ID.String()+"/decision"), map[string]any{"decision": decision, "reason": "Enough."}); a.Status != http.StatusOK {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	decide("suspend")
	if _, a := claim(t, b, invite(t, s, map[string]any{"channel": "link", "approve": true}).token()); a.Code() != "trading.invite_suspended" {
		t.Errorf("suspended, with another link: %d %s", a.Status, a.Body)
	}
	decide("close")
	if _, err := admin(t, hub).Exec(t.Context(), `UPDATE hub.trading_relationship SET state = 'applied', version = 2 WHERE tenant_id = $1`, s.Company.ID.UUID()); err != nil {
		t.Fatal(err)
	}
	if _, a := claim(t, b, m.token()); a.Status != http.StatusOK { // the link has four uses left, and is this company's second claim
		t.Errorf("%d %s", a.Status, a.Body)
	}
	s.Do(t, http.MethodDelete, s.Path("/invites/"+m.Invite.ID), nil)
	other := hub.Company(t, "Delta Shop", "buyer")
	if _, a := claim(t, other, m.token()); a.Code() != "trading.invite_unknown" {
		t.Errorf("revoked: %d %s", a.Status, a.Body)
	}
}

func TestManyAreInvitedAtOnce(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t)
	s := hub.Company(t, "Alpha Supply", "supplier")
	addCustomer(t, s, map[string]any{"code": "A", "name": "Ann", "email": "ann@shop.example"})
	addCustomer(t, s, map[string]any{"code": "B", "name": "Bob"})
	addCustomer(t, s, map[string]any{"code": "C", "name": "Cai", "country": "CN", "phone": "138 0000 0009", "email": "cai@shop.example"})
	send := func(body map[string]any) string {
		t.Helper()
		hub.Clock.Advance(time.Minute)
		var run struct{ ID, State string }
		a := s.Do(t, http.MethodPost, s.Path("/customers/invitations"), body)
		if a.Status != http.StatusAccepted {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		a.Into(t, &run)
		for range 400 {
			s.Do(t, http.MethodGet, s.Path("/jobs/"+run.ID), nil).Into(t, &run)
			if run.State != "waiting" && run.State != "running" {
				break
			}
			time.Sleep(25 * time.Millisecond)
		}
		if run.State != "succeeded" {
			t.Fatalf("the run %s", run.State)
		}
		return string(s.Do(t, http.MethodGet, s.Path("/jobs/"+run.ID+"/result"), nil).Body)
	}
	report := send(map[string]any{"filter": map[string]any{}, "channel": "mail"})
	if !strings.Contains(report, "Bob") || !strings.Contains(report, "trading.no_address") || strings.Contains(report, "Ann") {
		t.Errorf("%s", report)
	}
	if first := hub.Mails(t, "cai@shop.example", 1)[0]; !strings.Contains(first.Subject, "邀请") {
		t.Errorf("to China: %s", first.Subject)
	}
	if report := send(map[string]any{"filter": map[string]any{}, "channel": "sms"}); !strings.Contains(report, "trading.already_invited") {
		t.Errorf("%s", report)
	}
	send(map[string]any{"filter": map[string]any{"q": "Cai"}, "channel": "sms", "again": true})
	text := hub.Mails(t, "+8613800000009", 1)[0]
	// The link of the mail has ended with the text; the phone is the login that the text needs.
	if a := hub.Do(t, "", http.MethodPost, "/api/invites/preview", map[string]any{"token": hub.Mails(t, "cai@shop.example", 1)[0].Token()}, "X-Hub-Request", "1"); a.Code() != "trading.invite_unknown" {
		t.Errorf("the older link: %d", a.Status)
	}
	b := hub.Company(t, "Cai Shop", "buyer")
	if _, a := claim(t, b, text.Token()); a.Code() != "trading.invite_address" {
		t.Errorf("without the phone: %d %s", a.Status, a.Body)
	}
	if _, err := admin(t, hub).Exec(t.Context(), "INSERT INTO hub.identity_login VALUES ('+8613800000009', $1)", b.Person.ID.UUID()); err != nil {
		t.Fatal(err)
	}
	if c, a := claim(t, b, text.Token()); a.Status != http.StatusOK || c.Relationship.State != "approved" {
		t.Errorf("with it: %d %s", a.Status, a.Body)
	}
}
