package mail

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"

	"manifold/internal/kernel/clock"
)

// Message is one mail to one person.
type Message struct {
	To      string            // RFC 5322 address, with or without a name
	Subject string            // one line
	Text    string            // plain text; required
	HTML    string            // the same for readers that show it; may be empty
	Locale  string            // BCP 47 tag for Content-Language, e.g. zh-CN; may be empty
	Headers map[string]string // further headers; Auto-Submitted is auto-generated unless given
}

// Sender hands a message on. An error that is [ErrUnsafe] or [ErrRejected] will
// be the same at every attempt; others may pass.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

var (
	// ErrUnsafe says that the message cannot be sent as it is, because it lacks
	// something or a line break would smuggle in a header.
	ErrUnsafe = errors.New("mail: unsafe message")
	// ErrRejected says that the server refuses this message for good.
	ErrRejected = errors.New("mail: rejected by the server")
)

// New gives the sender that HUB_MAIL_URL names: mailbox:, smtp:// or smtps://.
// from is HUB_MAIL_FROM, used by SMTP.
func New(rawURL, from string, box *Mailbox, clk clock.Clock) (Sender, error) {
	if rawURL == "mailbox:" {
		return box, nil
	}
	sender, err := NewSMTP(rawURL, from, clk)
	if err != nil {
		return nil, err
	}
	return sender, nil
}

// Check tells whether the message is fit to be sent; the error is [ErrUnsafe].
func (m Message) Check() error {
	lines := map[string]string{"to": m.To, "subject": m.Subject, "locale": m.Locale}
	for name, text := range m.Headers {
		if !isHeaderName(name) {
			return fmt.Errorf("%w: header name %q", ErrUnsafe, name)
		}
		lines[name] = text
	}
	for name, text := range lines {
		if strings.ContainsAny(text, "\r\n\x00") {
			return fmt.Errorf("%w: line break in %s", ErrUnsafe, name)
		}
	}
	if _, err := netmail.ParseAddress(m.To); err != nil {
		return fmt.Errorf("%w: the recipient is not an address", ErrUnsafe)
	}
	if m.Subject == "" || m.Text == "" {
		return fmt.Errorf("%w: no subject or no text", ErrUnsafe)
	}
	return nil
}

// isHeaderName tells whether the name is made of what RFC 5322 allows.
func isHeaderName(name string) bool {
	for _, r := range name {
		if r <= ' ' || r > '~' || r == ':' {
			return false
		}
	}
	return name != ""
}
