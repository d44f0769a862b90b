package egress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"
)

const (
	patience     = 5 * time.Second
	filePatience = time.Minute
	mostRead     = 64 << 10
)

// The errors of this package that are not the network's; test with errors.Is.
var (
	ErrForbidden = errors.New("egress: this address may not be called")
	ErrAnswer    = errors.New("egress: the answer was another than the one hoped for")
)

// Client makes guarded calls. It is safe for concurrent use.
type Client struct{ http, files *http.Client }

// New makes a client that calls public addresses, and those in allow.
func New(allow []netip.Prefix) *Client {
	dialer := &net.Dialer{Timeout: patience, Control: func(_, address string, _ syscall.RawConn) error { return judge(address, allow) }}
	transport := &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience,
		MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: mostRead, ForceAttemptHTTP2: true,
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{
		http:  &http.Client{Timeout: patience, CheckRedirect: stay, Transport: transport},
		files: &http.Client{Timeout: filePatience, CheckRedirect: stay, Transport: transport},
	}
}

// judge looks at the address that is about to be dialled: an IP address with its port.
func judge(address string, allow []netip.Prefix) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrForbidden, err)
	}
	ip := at.Addr().Unmap().WithZone("")
	if slices.ContainsFunc(allow, func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return nil
	}
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) }) {
		return fmt.Errorf("%w: %s is no public address", ErrForbidden, ip)
	}
	return nil
}

// special are networks that look public and are not, or lead into others (IANA special-purpose registries).
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// PostForm sends a form and answers with the status; the body of the answer is not kept.
func (c *Client) PostForm(ctx context.Context, address string, form url.Values) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("User-Agent", "Manifold")
	answer, err := c.http.Do(r)
	if err != nil {
		return 0, err
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, mostRead)) // so that the connection can be used again
	return answer.StatusCode, nil
}

// File opens what lies at an https address, to be read up to most bytes and closed; one that says it is longer, or any answer but 200, is
// ErrAnswer. Reading fails at the end of the bound, or of a minute.
func (c *Client) File(ctx context.Context, address string, most int64) (io.ReadCloser, error) {
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "https" || at.User != nil {
		return nil, fmt.Errorf("%w: no https address", ErrForbidden)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForbidden, err)
	}
	r.Header.Set("User-Agent", "Manifold")
	answer, err := c.files.Do(r)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK || answer.ContentLength > most {
		_ = answer.Body.Close()
		return nil, fmt.Errorf("%w: status %d, %d bytes", ErrAnswer, answer.StatusCode, answer.ContentLength)
	}
	return &bounded{answer.Body, most}, nil
}

// bounded fails where more is read than was allowed.
type bounded struct {
	body io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.body.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("%w: it is too long", ErrAnswer)
	}
	return n, err
}

func (b *bounded) Close() error { return b.body.Close() }
