package sso

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Pages of the hub that a browser is led to.
const (
	pageConnect = "/connect"
	pageLogin   = "/login"
)

// trouble is the page that says what is wrong when there is no address to go back to.
func trouble(f *fault.Fault) string { return pageConnect + "?error=" + url.QueryEscape(f.Code()) }

// back is where a client's request goes back to.
type back struct {
	redirect, state, issuer string
}

// to is the address with what is answered, and always with iss (RFC 9207).
func (b back) to(answer url.Values) string {
	if b.state != "" {
		answer.Set("state", b.state)
	}
	answer.Set("iss", b.issuer)
	return withQuery(b.redirect, answer)
}

func (b back) code(code string) string { return b.to(url.Values{"code": {code}}) }

// refused is the address for an error: a refusal is told, of anything else the caller hears.
func (b back) refused(err error) (string, error) {
	var r *Refusal
	if !errors.As(err, &r) {
		return "", err
	}
	return b.to(url.Values{"error": {r.Word}, "error_description": {r.Description}}), nil
}

// withQuery adds to an address, whose own query stays as it was registered.
func withQuery(address string, more url.Values) string {
	if len(more) == 0 {
		return address
	}
	if strings.Contains(address, "?") {
		return address + "&" + more.Encode()
	}
	return address + "?" + more.Encode()
}

// Authorize answers a browser that comes from a client: it returns where the browser goes next. cookie says whose browser it is.
func (s *Service) Authorize(ctx context.Context, form url.Values, cookie string) (string, error) {
	c, err := s.client(ctx, form.Get("client_id"))
	if errors.Is(err, errClient) {
		return trouble(errClient), nil
	}
	if err != nil {
		return "", err
	}
	if len(form["redirect_uri"]) != 1 || !slices.Contains(c.RedirectURIs, form.Get("redirect_uri")) {
		return trouble(errRedirect), nil
	}
	home := back{form.Get("redirect_uri"), form.Get("state"), s.issuer}
	r, err := s.check(ctx, c, form)
	if err != nil {
		return home.refused(err)
	}
	to, err := s.answer(ctx, c, r, home, cookie)
	if err != nil {
		return home.refused(err)
	}
	return to, nil
}

// check holds a request whose client and address are known against everything that does not depend on the person.
func (s *Service) check(ctx context.Context, c Client, form url.Values) (request, error) {
	if r := twice(form); r != nil {
		return request{}, r
	}
	r, err := readRequest(c, form)
	if err != nil {
		return r, err
	}
	return r, s.protocol.Check(ctx, c, r.plain())
}

// plain is the request without what the hub decides itself.
func (r request) plain() url.Values {
	form := url.Values{}
	for name, values := range r.form {
		if !slices.Contains(decided, name) {
			form[name] = values
		}
	}
	form.Set("scope", strings.Join(r.scopes, " "))
	return form
}

// decided names the parameters that the hub decides on itself.
var decided = []string{"prompt", "max_age", "id_token_hint", "login_hint", "acr_values", "response_mode", "display", "ui_locales"}

// answer decides on a good request: a code at once, or a page of the hub; or a refusal, when the client wants no page.
func (s *Service) answer(ctx context.Context, c Client, r request, home back, cookie string) (string, error) {
	who, session, in, err := s.identity.Browser(ctx, cookie)
	if err != nil {
		return "", err
	}
	if r.subject, err = s.named(ctx, r); err != nil {
		return "", err
	}
	if !in {
		return s.askLogin(ctx, c, r)
	}
	signing, err := s.keys.signing(ctx) // outside: the ring is read in a scope of its own
	if err != nil {
		return "", err
	}
	var to string
	var login, ask bool
	err = s.db.InScope(ctx, tenants.Person(who), func(ctx context.Context, tx *tenants.Tx) error {
		authAt, lives, err := livingSession(tx, who, session)
		if err != nil {
			return err
		}
		if login = !lives || r.again(authAt, tx.Now(), tx.Now()) || !r.meant(s.names.person(c.Tenant, who)); login {
			return nil
		}
		g, err := known(tx, who, c)
		if err != nil {
			return err
		}
		var buyer company
		if r.asks("none") {
			buyer, err = g.silent(r)
		} else {
			var agreed bool
			buyer, agreed = g.agreed(r)
			ask = !agreed
		}
		if err != nil || ask {
			return err
		}
		code, err := s.issue(ctx, tx, grant{c, r, who, session, authAt, buyer, signing})
		to = home.code(code)
		return err
	})
	switch {
	case err != nil:
		return "", err
	case login:
		return s.askLogin(ctx, c, r)
	case ask:
		return s.ask(ctx, pageConnect, r.waiting(c))
	}
	return to, nil
}

// named is the person that the client expects by id_token_hint, in its own name for that person; empty for anybody.
func (s *Service) named(ctx context.Context, r request) (string, error) {
	text := r.form.Get("id_token_hint")
	if text == "" {
		return "", nil
	}
	h, err := s.keys.hint(ctx, s.issuer, text)
	if errors.Is(err, errHint) {
		return "", refuse("invalid_request", "The id_token_hint is not ours.")
	}
	return h.subject, err
}

// askLogin leads to the page where one signs in, and from there to the request; a client that wants no page is refused.
func (s *Service) askLogin(ctx context.Context, c Client, r request) (string, error) {
	if r.asks("none") {
		return "", errLoginRequired
	}
	return s.ask(ctx, pageLogin, r.waiting(c))
}

// ask keeps a request until the person has answered it, and leads to a page.
func (s *Service) ask(ctx context.Context, page string, w waiting) (string, error) {
	secret := newSecret()
	err := s.db.InScope(ctx, tenants.Anonymous(), func(_ context.Context, tx *tenants.Tx) error {
		return insertRequest(tx, hashOf(secret), w)
	})
	to := pageConnect + "?request=" + secret
	if page == pageLogin {
		to = pageLogin + "?to=" + url.QueryEscape(to)
	}
	return to, err
}

// grant is everything a code is issued on.
type grant struct {
	client  Client
	request request
	who     id.PersonID
	session id.SessionID
	authAt  time.Time
	buyer   company
	signing key
}

// issue opens the sign-in, or goes on with it, and makes a code.
func (s *Service) issue(ctx context.Context, tx *tenants.Tx, g grant) (string, error) {
	row := signInRow{
		PersonID: g.who, ID: id.NewRandom[SignInKind](), SessionID: g.session, TenantID: g.client.Tenant, ClientID: g.client.ID, BuyerID: g.buyer.id,
		BuyerName: g.buyer.name, Subject: s.names.person(g.client.Tenant, g.who),
	}
	if slices.Contains(g.request.scopes, scopeProfile) {
		p, err := readPerson(tx, g.who)
		if err != nil {
			return "", err
		}
		row.PersonName = p.name
	}
	signIn, fresh, err := openSignIn(tx, row)
	if err != nil {
		return "", err
	}
	if err := useConsent(tx, g.who, g.client.ID, g.buyer.id); err != nil {
		return "", err
	}
	if fresh {
		if err := s.note(ctx, tx, "sso.signed_in", g.client, g.buyer, nil); err != nil {
			return "", err
		}
	}
	kept := Kept{SignIn: signIn, Client: g.client.ID, Subject: row.Subject, Scopes: g.request.scopes, AuthAt: g.authAt, Form: url.Values{}}
	for _, name := range keptForm {
		if value := g.request.form.Get(name); value != "" {
			kept.Form.Set(name, value)
		}
	}
	keep := &keeper{service: s, tx: tx, who: g.who, signing: g.signing}
	return s.protocol.Code(ctx, keep, g.client, g.request.plain(), kept)
}

// note writes a deed into the trails of the person and of the company it was done for.
func (s *Service) note(ctx context.Context, tx *tenants.Tx, action string, c Client, buyer company, more map[string]any) error {
	data := map[string]any{"client": c.Name, "supplier": c.Supplier, "company": buyer.name}
	for name, value := range more {
		data[name] = value
	}
	for _, owner := range []string{"", buyer.id.UUID()} {
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: c.ID.String(), Data: data, Owner: owner}); err != nil {
			return err
		}
	}
	return nil
}

// Pending is a client's request as the person sees it who answers it.
type Pending struct {
	Kind      string // sign_in or sign_out
	Client    Client // zero for a sign-out that no client asked for
	Scopes    []string
	Companies []PendingCompany // those that get in first
	Ready     bool             // nothing has to be asked
	Again     bool             // the person has to sign in anew first
	LoginHint string
	ExpiresAt time.Time
}

// PendingCompany is one of the person's companies in view of a request.
type PendingCompany struct {
	ID           id.CompanyID
	Name         string
	Relationship string
	CustomerCode string
	May          bool
	Consented    bool
	Last         bool
}

// Pending shows the caller a request, which is the caller's from then on.
func (s *Service) Pending(ctx context.Context, secret string) (Pending, error) {
	caller, ok := authz.From(ctx)
	if !ok {
		return Pending{}, fault.Unauthenticated
	}
	var out Pending
	err := s.db.InScope(ctx, tenants.Person(caller.Person), func(_ context.Context, tx *tenants.Tx) error {
		w, err := claimRequest(tx, hashOf(secret))
		if err != nil {
			return err
		}
		out = Pending{Kind: w.kind, ExpiresAt: w.expiresAt, Scopes: []string{}}
		if w.client.IsZero() {
			return nil
		}
		if out.Client, err = pendingClient(tx, w); err != nil || w.kind == kindSignOut {
			return err
		}
		return s.describe(tx, caller, w, &out)
	})
	return out, err
}

// pendingClient is the client of a request that waits. Signing out does not depend on whether it is switched on.
func pendingClient(tx *tenants.Tx, w waiting) (Client, error) {
	c, found, err := findClient(tx, w.client)
	if err == nil && (!found || !c.works() && w.kind == kindSignIn) {
		return c, errClient
	}
	return c, err
}

func (s *Service) describe(tx *tenants.Tx, caller *authz.Principal, w waiting, out *Pending) error {
	r, err := readRequest(out.Client, w.form)
	if err != nil {
		return errRequestOver.Because(err) // the client was changed meanwhile
	}
	authAt, _, err := livingSession(tx, caller.Person, caller.Session)
	if err != nil {
		return err
	}
	g, err := known(tx, caller.Person, out.Client)
	if err != nil {
		return err
	}
	chosen, ready := g.agreed(r)
	out.Scopes, out.LoginHint = r.scopes, r.form.Get("login_hint")
	out.Again = r.again(authAt, w.createdAt, tx.Now())
	out.Ready = ready && !out.Again
	for _, each := range g.companies {
		p := PendingCompany{ID: each.id, Name: each.name, Relationship: each.relationship, CustomerCode: each.code, May: each.may()}
		for i, given := range g.consents {
			if given.buyer == each.id {
				p.Consented, p.Last = covers(given.scopes, r.scopes), i == 0
			}
		}
		out.Companies = append(out.Companies, p)
	}
	slices.SortStableFunc(out.Companies, func(a, b PendingCompany) int { return rank(a, chosen.id) - rank(b, chosen.id) })
	return nil
}

// rank puts the company to go on with first, then those that get in.
func rank(p PendingCompany, chosen id.CompanyID) int {
	switch {
	case p.ID == chosen && !chosen.IsZero():
		return 0
	case p.May:
		return 1
	default:
		return 2
	}
}

// Decide answers a request for the caller and returns where the browser goes, and whether the hub session was ended. buyer may be zero
// when there is only one company to choose, or one agreed to before.
func (s *Service) Decide(ctx context.Context, secret string, allow bool, buyer id.CompanyID) (to string, signedOut bool, err error) {
	caller, ok := authz.From(ctx)
	if !ok {
		return "", false, fault.Unauthenticated
	}
	signing, err := s.keys.signing(ctx)
	if err != nil {
		return "", false, err
	}
	err = s.db.InScope(ctx, tenants.Person(caller.Person), func(ctx context.Context, tx *tenants.Tx) error {
		w, err := takeRequest(tx, hashOf(secret))
		if err != nil {
			return err
		}
		var c Client
		if !w.client.IsZero() {
			if c, err = pendingClient(tx, w); err != nil {
				return err
			}
		}
		if w.kind == kindSignOut {
			to, signedOut, err = s.leave(ctx, tx, caller, w, allow)
			return err
		}
		to, err = s.decide(ctx, tx, caller, c, w, allow, buyer, signing)
		return err
	})
	return to, signedOut, err
}

func (s *Service) decide(ctx context.Context, tx *tenants.Tx, caller *authz.Principal, c Client, w waiting, allow bool, chosen id.CompanyID, signing key) (string, error) {
	home := back{w.form.Get("redirect_uri"), w.form.Get("state"), s.issuer}
	if !slices.Contains(c.RedirectURIs, home.redirect) {
		return "", errRedirect // taken away meanwhile
	}
	if !allow {
		return home.refused(errDenied)
	}
	r, err := readRequest(c, w.form)
	if err != nil {
		return home.refused(err)
	}
	authAt, lives, err := livingSession(tx, caller.Person, caller.Session)
	if err != nil {
		return "", err
	}
	if !lives || r.again(authAt, w.createdAt, tx.Now()) {
		return "", errAgain
	}
	if !r.meant(s.names.person(c.Tenant, caller.Person)) {
		return home.refused(errLoginRequired)
	}
	g, err := known(tx, caller.Person, c)
	if err != nil {
		return "", err
	}
	buyer, err := g.choose(r, chosen)
	if err != nil {
		return "", err
	}
	if err := s.agree(ctx, tx, caller.Person, c, buyer, g, r); err != nil {
		return "", err
	}
	code, err := s.issue(ctx, tx, grant{c, r, caller.Person, caller.Session, authAt, buyer, signing})
	if err != nil {
		return home.refused(err)
	}
	return home.code(code), nil
}

// choose is the company that was chosen, or the only one there is to choose.
func (g ground) choose(r request, chosen id.CompanyID) (company, error) {
	candidates := g.candidates()
	if len(candidates) == 0 {
		return company{}, errNoCustomer
	}
	if chosen.IsZero() {
		if c, ok := g.agreed(r); ok {
			return c, nil
		}
		if len(candidates) > 1 {
			return company{}, errChoose.With(fault.Field{Path: "/company", Code: "required", Message: "This is required."})
		}
		return candidates[0], nil
	}
	at := slices.IndexFunc(candidates, func(c company) bool { return c.id == chosen })
	if at < 0 {
		return company{}, errNoCustomer
	}
	return candidates[at], nil
}

// agree remembers the consent, unless it stands.
func (s *Service) agree(ctx context.Context, tx *tenants.Tx, who id.PersonID, c Client, buyer company, g ground, r request) error {
	for _, given := range g.consents {
		if given.buyer == buyer.id && covers(given.scopes, r.scopes) {
			return nil
		}
	}
	if err := putConsent(tx, who, c, buyer, r.scopes); err != nil {
		return err
	}
	return s.note(ctx, tx, "sso.consented", c, buyer, map[string]any{"scopes": r.scopes})
}
