package sms

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"time"
	"unicode/utf8"

	"manifold/internal/platform/mail"
)

// Message is one text to one phone.
type Message struct {
	To   string `json:"to"`   // E.164, e.g. +8613800000000
	Text string `json:"text"` // at most 1000 characters
}

// Sender hands a message on. An error that is [ErrInvalid] or [ErrRejected] will
// be the same at every attempt; others may pass.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

var (
	// ErrInvalid says that the number or the text cannot be sent.
	ErrInvalid = errors.New("sms: invalid message")
	// ErrRejected says that the gateway refuses this message for good.
	ErrRejected = errors.New("sms: rejected by the gateway")
)

const longest = 1000 // characters; gateways charge by part, and nobody reads more

var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

// Check tells whether the message is fit to be sent; the error is [ErrInvalid].
func (m Message) Check() error {
	if !e164.MatchString(m.To) {
		return fmt.Errorf("%w: the number is not E.164, like +8613800000000", ErrInvalid)
	}
	if length := utf8.RuneCountInString(m.Text); length == 0 || length > longest || !utf8.ValidString(m.Text) {
		return fmt.Errorf("%w: the text must have 1 to %d characters", ErrInvalid, longest)
	}
	return nil
}

// New gives the sender that HUB_SMS_URL names: mailbox: or https://….
func New(rawURL string, box *mail.Mailbox) (Sender, error) {
	if rawURL == "mailbox:" {
		return mailbox{box}, nil
	}
	u, err := url.Parse(rawURL)
	if err != nil || u.Scheme != "https" || u.Host == "" {
		return nil, errors.New("HUB_SMS_URL is neither mailbox: nor an https:// address")
	}
	return &webhook{address: rawURL, client: newClient(http.DefaultTransport)}, nil //nolint:forbidigo // only dialling and TLS are shared; the client is our own
}

// mailbox keeps messages among the mail.
type mailbox struct{ box *mail.Mailbox }

func (s mailbox) Send(_ context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	return s.box.Add(mail.Item{Kind: mail.KindSMS, To: m.To, Text: m.Text})
}

// webhook posts messages to a gateway.
type webhook struct {
	address string
	client  *http.Client
}

const (
	patience  = 5 * time.Second
	mostReply = 64 << 10 // bytes read of an answer, so that the connection can be used again
)

func newClient(transport http.RoundTripper) *http.Client {
	return &http.Client{
		Transport:     transport,
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (s *webhook) Send(ctx context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("sms: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address, bytes.NewReader(body))
	if err != nil {
		return errors.New("sms: the gateway's address cannot be used")
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := s.client.Do(request)
	if err != nil {
		return fmt.Errorf("sms: %w", withoutAddress(err))
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.CopyN(io.Discard, response.Body, mostReply)
	return verdict(response.StatusCode)
}

// withoutAddress drops the URL that net/http puts into its errors.
func withoutAddress(err error) error {
	var withURL *url.Error
	if errors.As(err, &withURL) {
		return withURL.Err
	}
	return err
}

// verdict reads the answer's status. What the gateway calls our fault stays so,
// but for time-outs, limits and keys, which somebody may repair.
func verdict(status int) error {
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusRequestTimeout, status == http.StatusTooManyRequests,
		status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusNotFound:
		return fmt.Errorf("sms: the gateway answered %d", status)
	case status >= 400 && status < 500:
		return fmt.Errorf("%w: it answered %d", ErrRejected, status)
	}
	return fmt.Errorf("sms: the gateway answered %d", status)
}
