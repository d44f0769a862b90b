package demo

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"
)

// Run plays the main job against a running hub through its public API and writes a protocol. The first thing that is off ends it.
func Run(ctx context.Context, address string, out io.Writer) error {
	began := time.Now() //nolint:forbidigo // a stopwatch for people
	p := &player{ctx: ctx, base: strings.TrimSuffix(address, "/"), out: out, client: &http.Client{Timeout: 30 * time.Second}}
	var tag [4]byte
	_, _ = rand.Read(tag[:])
	name := hex.EncodeToString(tag[:])
	owner, colleague := "owner-"+name+"@play.example", "buyer-"+name+"@play.example"

	p.step("The hub answers", func() error {
		var hub struct{ Mailbox bool }
		if err := p.call(http.MethodGet, "/api/hub", "", nil, &hub); err != nil {
			return err
		}
		if !hub.Mailbox {
			return fmt.Errorf("the built-in mailbox is off, so mails cannot be read here")
		}
		return nil
	})
	p.step("A shop signs up and confirms by mail", func() error {
		err := p.call(http.MethodPost, "/api/signup", "", map[string]any{"email": owner, "name": "Play Owner", "locale": "en",
			"company": map[string]any{"name": "Play Shop " + name, "country": "GB", "parts": []string{"buyer"}}}, nil)
		if err != nil {
			return err
		}
		return p.enter("/api/signup/confirm", owner, map[string]any{})
	})
	p.step("It signs in again with its password", func() error {
		return p.signIn(owner, playPassword)
	})
	p.step("A wrong password is refused", func() error {
		return p.refused(http.StatusUnauthorized, http.MethodPost, "/api/session", map[string]any{"login": owner, "password": "not the password"})
	})
	p.step("It fills in its company", func() error {
		return p.call(http.MethodPatch, p.company(""), p.token, map[string]any{"phone": "+442079460123", "address": "1 High Street, London"}, nil)
	})
	p.step("It invites a colleague, who takes the seat", func() error {
		err := p.call(http.MethodPost, p.company("/invitations"), p.token, map[string]any{"email": colleague, "roles": []string{"buyer"}, "locale": "en"}, nil)
		if err != nil {
			return err
		}
		mine := p.token
		defer func() { p.token = mine }()
		return p.enter("/api/invitations/accept", colleague, map[string]any{"name": "Play Buyer"})
	})
	p.step("Both are in the team", func() error {
		var team struct{ Items []json.RawMessage }
		if err := p.call(http.MethodGet, p.company("/seats"), p.token, nil, &team); err != nil {
			return err
		}
		if len(team.Items) != 2 {
			return fmt.Errorf("%d seats, expected 2", len(team.Items))
		}
		return nil
	})
	p.step("Another company's data are not there", func() error {
		return p.refused(http.StatusNotFound, http.MethodGet, "/api/companies/com_00000000000000000000000001/seats", nil)
	})
	p.step("The audit trail is exported by a job", p.export)
	p.step("The audit chain is whole", func() error {
		var v struct {
			OK      bool
			Entries int64
		}
		if err := p.call(http.MethodGet, p.company("/audit/verification"), p.token, nil, &v); err != nil {
			return err
		}
		if !v.OK {
			return fmt.Errorf("the chain of %d entries is broken", v.Entries)
		}
		return nil
	})
	p.trade(name)
	p.step("It signs out, and its token is worth nothing", func() error {
		if err := p.call(http.MethodDelete, "/api/session", p.token, nil, nil); err != nil {
			return err
		}
		return p.refused(http.StatusUnauthorized, http.MethodGet, "/api/session", nil)
	})
	if p.err != nil {
		return p.err
	}
	_, err := fmt.Fprintf(out, "\n%d steps, %d requests, %s\n", p.steps, p.requests, time.Since(began).Round(time.Millisecond)) //nolint:forbidigo // a stopwatch
	return err
}

const playPassword = "a long enough demo password"

// player keeps the first error; the steps after it are not played.
type player struct {
	ctx      context.Context //nolint:containedctx // lives as long as one play
	base     string
	out      io.Writer
	client   *http.Client
	token    string
	own      string
	steps    int
	requests int
	err      error
}

func (p *player) step(what string, do func() error) {
	if p.err != nil {
		return
	}
	began := time.Now() //nolint:forbidigo // a stopwatch for people
	err := do()
	took := time.Since(began).Round(time.Millisecond) //nolint:forbidigo // a stopwatch for people
	p.steps++
	mark := "ok  "
	if err != nil {
		mark = "FAIL"
		p.err = fmt.Errorf("%s: %w", what, err)
	}
	_, _ = fmt.Fprintf(p.out, "%s  %-66s %8s\n", mark, what, took)
}

func (p *player) company(path string) string { return "/api/companies/" + p.own + path }

// session is what every way of signing in answers.
type session struct {
	AccessToken string `json:"access_token"`
	Session     struct {
		Seats []struct {
			Company struct{ ID string }
		}
	}
}

func (p *player) signIn(login, password string) error {
	var got session
	err := p.call(http.MethodPost, "/api/session", "", map[string]any{"login": login, "password": password, "transport": "bearer"}, &got)
	return p.take(got, err)
}

func (p *player) take(got session, err error) error {
	if err != nil {
		return err
	}
	if got.AccessToken == "" || len(got.Session.Seats) == 0 {
		return fmt.Errorf("signed in without a token or a seat")
	}
	p.token, p.own = got.AccessToken, got.Session.Seats[0].Company.ID
	return nil
}

var tokenInMail = regexp.MustCompile(`#([A-Za-z0-9_-]{20,})`)

// enter waits for the mail to an address and uses the link in it.
func (p *player) enter(path, address string, body map[string]any) error {
	var token string
	err := p.wait(func() (bool, error) {
		var box struct{ Items []struct{ Text string } }
		if err := p.call(http.MethodGet, "/api/mailbox?to="+address, "", nil, &box); err != nil || len(box.Items) == 0 {
			return false, err
		}
		found := tokenInMail.FindStringSubmatch(box.Items[0].Text)
		if found == nil {
			return false, fmt.Errorf("the mail to %s has no link", address)
		}
		token = found[1]
		return true, nil
	})
	if err != nil {
		return err
	}
	body["token"], body["password"], body["transport"] = token, playPassword, "bearer"
	var got session
	err = p.call(http.MethodPost, path, "", body, &got)
	return p.take(got, err)
}

func (p *player) export() error {
	var run struct{ ID, State string }
	if err := p.call(http.MethodPost, p.company("/audit/exports"), p.token, map[string]any{}, &run); err != nil {
		return err
	}
	err := p.wait(func() (bool, error) {
		err := p.call(http.MethodGet, p.company("/jobs/"+run.ID), p.token, nil, &run)
		if run.State == "failed" || run.State == "cancelled" {
			return false, fmt.Errorf("the job %s", run.State)
		}
		return run.State == "succeeded", err
	})
	if err != nil {
		return err
	}
	return p.call(http.MethodGet, p.company("/jobs/"+run.ID+"/result"), p.token, nil, nil)
}

// wait asks until it is there, for at most 20 seconds.
func (p *player) wait(there func() (bool, error)) error {
	for range 200 {
		if ok, err := there(); ok || err != nil {
			return err
		}
		select {
		case <-time.After(100 * time.Millisecond):
		case <-p.ctx.Done():
			return p.ctx.Err()
		}
	}
	return fmt.Errorf("nothing came in 20 seconds")
}

func (p *player) refused(want int, method, path string, body any) error {
	status, text, err := p.send(method, path, p.token, body)
	if err != nil {
		return err
	}
	if status != want {
		return fmt.Errorf("%s %s answered %d, expected %d: %s", method, path, status, want, text)
	}
	return nil
}

func (p *player) call(method, path, token string, body, into any) error {
	status, text, err := p.send(method, path, token, body)
	if err != nil {
		return err
	}
	if status >= 300 {
		return fmt.Errorf("%s %s answered %d: %s", method, path, status, text)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(text, into)
}

func (p *player) send(method, path, token string, body any) (int, []byte, error) {
	if body == nil {
		return p.ask(method, path, token, "", nil)
	}
	text, err := json.Marshal(body)
	if err != nil {
		return 0, nil, err
	}
	return p.ask(method, path, token, "application/json", text)
}

func (p *player) upload(path, token string, file []byte) (int, []byte, error) {
	return p.ask(http.MethodPost, path, token, "application/octet-stream", file)
}

func (p *player) ask(method, path, token, kind string, body []byte) (int, []byte, error) {
	p.requests++
	request, err := http.NewRequestWithContext(p.ctx, method, p.base+path, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("X-Hub-Request", "1")
	if kind != "" {
		request.Header.Set("Content-Type", kind)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := p.client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	return answer.StatusCode, text, err
}
