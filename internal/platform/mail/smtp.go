package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"

	"manifold/internal/kernel/clock"
)

// patience bounds one delivery: connecting, greeting, and the message itself.
const patience = 20 * time.Second

// SMTP hands messages to a mail server, each over a connection of its own.
type SMTP struct {
	host    string
	from    string
	clock   clock.Clock
	options []gomail.Option
}

// NewSMTP reads smtp://user:password@host:port or smtps://…. smtp begins with
// STARTTLS and fails without it, unless ?tls=optional (use it if offered) or
// ?tls=none. The port is 587 for smtp and 465 for smtps if not given. ?from= is
// read by platform/config. Errors are one sentence without the password.
func NewSMTP(rawURL, from string, clk clock.Clock) (*SMTP, error) {
	u, err := url.Parse(rawURL)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("HUB_MAIL_URL is not smtp://user:password@host:port")
	}
	if _, err := netmail.ParseAddress(from); err != nil {
		return nil, fmt.Errorf("HUB_MAIL_FROM %q is not an address", from)
	}
	options, err := transport(u)
	if err != nil {
		return nil, err
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	if port := u.Port(); port != "" {
		number, err := strconv.Atoi(port)
		if err != nil {
			return nil, errors.New("HUB_MAIL_URL has a port that is no number")
		}
		options = append(options, gomail.WithPort(number))
	}
	return &SMTP{host: u.Hostname(), from: from, clock: clk, options: append(options, gomail.WithTimeout(patience))}, nil
}

// transport chooses the port's default and how TLS comes about.
func transport(u *url.URL) ([]gomail.Option, error) {
	for name := range u.Query() {
		if name != "from" && name != "tls" {
			return nil, fmt.Errorf("HUB_MAIL_URL has an unknown parameter %q; expected from and tls", name)
		}
	}
	if u.Scheme == "smtps" {
		return []gomail.Option{gomail.WithPort(gomail.DefaultPortSSL), gomail.WithSSL()}, nil
	}
	if u.Scheme != "smtp" {
		return nil, fmt.Errorf("HUB_MAIL_URL begins with %q; expected smtp, smtps or mailbox", u.Scheme)
	}
	policies := map[string]gomail.TLSPolicy{
		"": gomail.TLSMandatory, "required": gomail.TLSMandatory, "optional": gomail.TLSOpportunistic, "none": gomail.NoTLS,
	}
	policy, known := policies[u.Query().Get("tls")]
	if !known {
		return nil, errors.New("HUB_MAIL_URL: tls is required, optional or none")
	}
	return []gomail.Option{gomail.WithPort(gomail.DefaultPortTLS), gomail.WithTLSPolicy(policy)}, nil
}

// trust is for tests with a server of their own.
func (s *SMTP) trust(config *tls.Config) {
	s.options = append(s.options, gomail.WithTLSConfig(config))
}

// Send implements Sender; it gives up after 20 seconds.
func (s *SMTP) Send(ctx context.Context, m Message) error {
	if err := m.Check(); err != nil {
		return err
	}
	msg, err := s.compose(m)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrUnsafe, err)
	}
	client, err := gomail.NewClient(s.host, s.options...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, msg)
	var refused *gomail.SendError
	if errors.As(err, &refused) && refused.ErrorCode() >= 500 {
		return fmt.Errorf("%w: code %d", ErrRejected, refused.ErrorCode())
	}
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	return nil
}

// compose makes the message as it goes over the wire.
func (s *SMTP) compose(m Message) (*gomail.Msg, error) {
	msg := gomail.NewMsg()
	if err := errors.Join(msg.From(s.from), msg.To(m.To)); err != nil {
		return nil, err
	}
	msg.Subject(m.Subject)
	msg.SetDateWithValue(s.clock.Now())
	msg.SetMessageID()
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if m.Locale != "" {
		msg.SetGenHeader("Content-Language", m.Locale)
	}
	for name, text := range m.Headers {
		msg.SetGenHeader(gomail.Header(name), text)
	}
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return msg, nil
}
