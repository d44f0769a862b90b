package sso

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"manifold/internal/kernel/id"
)

// request is an authorization request as far as the hub itself decides on it.
type request struct {
	form   url.Values
	scopes []string
	prompt []string
	maxAge time.Duration // negative for none
	claims claimsAsked
	// subject is who is meant by id_token_hint, as this supplier knows the person; empty for anybody.
	subject string
}

// subjectKept is where a request that waits keeps the subject: no parameter of the protocol has this name.
const subjectKept = "manifold:subject"

// waiting is the request as it is kept until the person answers.
func (r request) waiting(c Client) waiting {
	form := maps.Clone(r.form)
	delete(form, subjectKept)
	if r.subject != "" {
		form.Set(subjectKept, r.subject)
	}
	return waiting{kind: kindSignIn, client: c.ID, form: form}
}

// meant tells whether the person with this name is the one that the client expects.
func (r request) meant(subject string) bool { return r.subject == "" || r.subject == subject }

// claimsAsked is the parameter claims (OpenID Connect Core 1.0, 5.5). Asking for a claim is asking for its scope.
type claimsAsked struct {
	UserInfo map[string]json.RawMessage `json:"userinfo"`
	IDToken  map[string]json.RawMessage `json:"id_token"`
}

func unstorable(text string) bool { return strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) }

// readRequest reads a form whose client and address are known to be good.
func readRequest(c Client, form url.Values) (request, error) {
	r := request{form: form, scopes: strings.Fields(form.Get("scope")), prompt: strings.Fields(form.Get("prompt")), maxAge: -1, subject: form.Get(subjectKept)}
	switch {
	case form.Has("request"):
		return r, refuse("request_not_supported", "Request objects are not supported.")
	case form.Has("request_uri"):
		return r, refuse("request_uri_not_supported", "Request objects are not supported.")
	case form.Has("registration"):
		return r, refuse("registration_not_supported", "Registration by request is not supported.")
	case form.Get("response_mode") != "" && form.Get("response_mode") != "query":
		return r, refuse("invalid_request", "Only the response mode query is supported.")
	}
	for _, p := range r.prompt {
		if !slices.Contains(prompts, p) {
			return r, refuse("invalid_request", "This prompt is not known.")
		}
	}
	if r.asks("none") && len(r.prompt) > 1 {
		return r, refuse("invalid_request", "The prompt none stands alone.")
	}
	if form.Has("max_age") {
		seconds, err := strconv.ParseUint(form.Get("max_age"), 10, 31)
		if err != nil {
			return r, refuse("invalid_request", "max_age is a number of seconds.")
		}
		r.maxAge = time.Duration(seconds) * time.Second
	}
	if text := form.Get("claims"); text != "" {
		if err := json.Unmarshal([]byte(text), &r.claims); err != nil {
			return r, refuse("invalid_request", "The parameter claims cannot be read.")
		}
		for _, list := range []map[string]json.RawMessage{r.claims.UserInfo, r.claims.IDToken} {
			for name := range list {
				if s := scopeOf(name); s != "" && slices.Contains(c.Allowed(), s) {
					r.scopes = append(r.scopes, s)
				}
			}
		}
	}
	r.scopes = ordered(r.scopes)
	return r, checkPKCE(c, form)
}

// prompts that a client may ask for.
var prompts = []string{"none", "login", "consent", "select_account"}

// checkPKCE refuses at the door what the token endpoint would refuse later: plain challenges, and public clients without one.
func checkPKCE(c Client, form url.Values) error {
	challenge, method := form.Get("code_challenge"), form.Get("code_challenge_method")
	switch {
	case challenge == "" && c.Public():
		return refuse("invalid_request", "A public client has to use PKCE.")
	case challenge == "" && method == "":
		return nil
	case method != "S256":
		return refuse("invalid_request", "code_challenge_method has to be S256.")
	case len(challenge) != 43:
		return refuse("invalid_request", "This is no code_challenge of the method S256.")
	}
	return nil
}

func (r request) asks(prompt string) bool { return slices.Contains(r.prompt, prompt) }

// again tells whether the person has to sign in anew: a session that began after the request came is new enough in any case.
func (r request) again(authAt, cameAt, now time.Time) bool {
	if authAt.After(cameAt) {
		return false
	}
	return r.asks("login") || r.maxAge >= 0 && now.Sub(authAt) > r.maxAge
}

// ordered puts scopes into the order in which they are shown, each once; unknown ones stay at the end.
func ordered(in []string) []string {
	out := []string{}
	for _, s := range scopes {
		if slices.Contains(in, s) {
			out = append(out, s)
		}
	}
	for _, s := range in {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// covers tells whether everything wanted is in what was granted.
func covers(granted, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(s string) bool { return !slices.Contains(granted, s) })
}

// company is one of a person's buyer companies, as it stands with one supplier.
type company struct {
	id           id.CompanyID
	name         string
	country      string
	address      string
	open         bool
	roles        []string
	relationship string
	code         string
}

// may tells whether it gets in.
func (c company) may() bool { return c.open && c.relationship == "approved" }

// consent is what a person agreed to for one company.
type consent struct {
	id      AppID
	buyer   id.CompanyID
	scopes  []string
	granted time.Time
	used    time.Time
}

// ground is what the hub knows when it decides on a request.
type ground struct {
	companies []company
	consents  []consent // last used first
}

// candidates are the companies that get in.
func (g ground) candidates() []company {
	return slices.DeleteFunc(slices.Clone(g.companies), func(c company) bool { return !c.may() })
}

// agreed is the company to go on with without asking: the one used last among those that get in, have a seat and were agreed to for
// these scopes. The prompts consent and select_account always ask.
func (g ground) agreed(r request) (company, bool) {
	if r.asks("consent") || r.asks("select_account") {
		return company{}, false
	}
	for _, given := range g.consents {
		for _, c := range g.candidates() {
			if c.id == given.buyer && covers(given.scopes, r.scopes) {
				return c, true
			}
		}
	}
	return company{}, false
}

// silent is what a client gets that must not ask: the company to go on with, or why not.
func (g ground) silent(r request) (company, error) {
	if c, ok := g.agreed(r); ok {
		return c, nil
	}
	switch len(g.candidates()) {
	case 0:
		return company{}, errDenied
	case 1:
		return company{}, errConsent
	default:
		return company{}, errInteraction
	}
}
