package config

import (
	"errors"
	"fmt"
	"log/slog"
	"math"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

func parseListen(c *Config, text string) error {
	_, port, err := net.SplitHostPort(text)
	if err != nil || !validPort(port) {
		return errors.New("expected host:port, for example 127.0.0.1:8080")
	}
	c.Listen = text
	return nil
}

func validPort(port string) bool {
	n, err := strconv.ParseUint(port, 10, 16)
	return err == nil && strconv.FormatUint(n, 10) == port
}

// reachable turns a listening address into one a browser on this machine can open.
func reachable(listen string) string {
	host, port, err := net.SplitHostPort(listen)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return listen
}

func isIP(host string) bool { return net.ParseIP(host) != nil }

func parsePublicURL(c *Config, text string) error {
	u, err := url.Parse(text)
	if err != nil || !slices.Contains([]string{"http", "https"}, u.Scheme) || u.Hostname() == "" ||
		u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("expected http:// or https:// with a host and nothing after it, for example https://hub.example.com")
	}
	c.PublicURL = &url.URL{Scheme: u.Scheme, Host: u.Host}
	return nil
}

// parseData makes the directory absolute, so that nothing depends on where a
// later part of the program stands.
func parseData(c *Config, text string) error {
	dir, err := filepath.Abs(text)
	if err != nil {
		return err
	}
	c.Data = dir
	return nil
}

// parseURL takes one of the schemes and a host.
func parseURL(text, expected string, schemes ...string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || !slices.Contains(schemes, u.Scheme) || u.Hostname() == "" {
		return nil, errors.New("expected " + expected)
	}
	if port := u.Port(); port != "" && !validPort(port) {
		return nil, errors.New("expected a port between 0 and 65535")
	}
	return u, nil
}

func parseDatabaseURL(c *Config, text string) error {
	const expected = "postgres://user:password@host:port/database"
	u, err := parseURL(text, expected, "postgres", "postgresql")
	if err != nil {
		return err
	}
	if strings.Trim(u.Path, "/") == "" {
		return errors.New("expected " + expected + ", with the name of a database")
	}
	c.DatabaseURL = text
	return nil
}

func parseRedisURL(c *Config, text string) error {
	_, err := parseURL(text, "redis://host:port/number or rediss://user:password@host:port/number", "redis", "rediss")
	if err == nil {
		c.RedisURL = text
	}
	return err
}

func parseBlobURL(c *Config, text string) error {
	const expected = "file:///directory or s3://key:secret@host/bucket?region=…&tls=true"
	u, err := url.Parse(text)
	if err != nil {
		return errors.New("expected " + expected)
	}
	file := u.Scheme == "file" && u.Host == "" && filepath.IsAbs(u.Path)
	bucket := u.Scheme == "s3" && u.Host != "" && u.User != nil && strings.Trim(u.Path, "/") != ""
	if !file && !bucket {
		return errors.New("expected " + expected)
	}
	c.BlobURL = text
	return nil
}

func parseMailURL(c *Config, text string) error {
	if text != mailboxURL {
		u, err := parseURL(text, "smtp://user:password@host:port, smtps://… or mailbox:", "smtp", "smtps")
		if err != nil {
			return err
		}
		if from := u.Query().Get("from"); from != "" && !isAddress(from) {
			return errors.New("expected an address after from=")
		}
	}
	c.MailURL = text
	return nil
}

func isAddress(text string) bool {
	_, err := mail.ParseAddress(text)
	return err == nil
}

func parseMailFrom(c *Config, text string) error {
	if !isAddress(text) {
		return errors.New("expected an address, for example Manifold <no-reply@hub.example.com>")
	}
	c.MailFrom = text
	return nil
}

func parseSMSURL(c *Config, text string) error {
	if text != mailboxURL {
		if _, err := parseURL(text, "an https:// address or mailbox:", "https"); err != nil {
			return err
		}
	}
	c.SMSURL = text
	return nil
}

// headerName is what RFC 9110 allows, as far as proxies use it.
var headerName = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)

func parseCountryHeader(c *Config, text string) error {
	if text != "" && !headerName.MatchString(text) {
		return errors.New("this is no name of a header, such as CF-IPCountry")
	}
	c.CountryHeader = text
	return nil
}

func parseTrustedProxies(c *Config, text string) error {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		prefix, err := parsePrefix(part)
		if err != nil {
			return fmt.Errorf("%q: expected networks like 10.0.0.0/8 or addresses, separated by commas", part)
		}
		if prefix.Bits() == 0 {
			return fmt.Errorf("%q would believe everybody", part)
		}
		c.TrustedProxies = append(c.TrustedProxies, prefix)
	}
	return nil
}

func parseEgressAllow(c *Config, text string) error {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		prefix, err := parsePrefix(part)
		if err != nil {
			return fmt.Errorf("%q: expected networks like 10.0.0.0/8 or addresses, separated by commas", part)
		}
		c.EgressAllow = append(c.EgressAllow, prefix)
	}
	return nil
}

// parsePrefix reads a network, or an address as a network of one.
func parsePrefix(text string) (netip.Prefix, error) {
	if address, err := netip.ParseAddr(text); err == nil {
		return address.Prefix(address.BitLen())
	}
	prefix, err := netip.ParsePrefix(text)
	return prefix.Masked(), err
}

func parseLogLevel(c *Config, text string) error {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	level, known := levels[strings.ToLower(text)]
	if !known {
		return errors.New("expected debug, info, warn or error")
	}
	c.LogLevel = level
	return nil
}

func parseLogFormat(c *Config, text string) error {
	if text != "text" && text != "json" {
		return errors.New("expected text or json")
	}
	c.LogFormat = text
	return nil
}

func parseOTLPEndpoint(c *Config, text string) error {
	_, err := parseURL(text, "http://host:port or https://host:port", "http", "https")
	if err == nil {
		c.OTLPEndpoint = text
	}
	return err
}

// leastToken keeps the token from being guessed through the open door.
const leastToken = 16

func parseMetricsToken(c *Config, text string) error {
	if len(text) < leastToken {
		return fmt.Errorf("expected at least %d characters", leastToken)
	}
	c.MetricsToken = text
	return nil
}

func parseWorkers(c *Config, text string) (err error) {
	c.Workers, err = between(text, 1, 1000)
	return err
}

func parseLoginConcurrency(c *Config, text string) (err error) {
	c.LoginConcurrency, err = between(text, 1, 1000)
	return err
}

func between(text string, least, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("expected a whole number from %d to %d", least, most)
	}
	return n, nil
}

func parseMaxBody(c *Config, text string) (err error) {
	c.MaxBody, err = parseBytes(text)
	return err
}

// parseBytes reads 1048576, 1024KiB or "1 MiB".
func parseBytes(text string) (int64, error) {
	const least = 1024
	expected := fmt.Errorf("expected a size of at least %d bytes, for example 1MiB", least)
	number, factor := text, int64(1)
	for unit, size := range map[string]int64{"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30} {
		if rest, found := strings.CutSuffix(text, unit); found {
			number, factor = strings.TrimSpace(rest), size
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || n > math.MaxInt64/factor || n*factor < least {
		return 0, expected
	}
	return n * factor, nil
}
