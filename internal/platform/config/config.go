package config

import (
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// Config holds the settings after Load; see the table in settings.go for the
// meaning of each.
type Config struct {
	Listen           string         // host:port
	PublicURL        *url.URL       // scheme and host only
	Data             string         // directory
	DatabaseURL      string         // empty: the hub starts its own PostgreSQL
	RedisURL         string         // empty: an in-process stand-in
	BlobURL          string         // file:// or s3://
	MailURL          string         // smtp://, smtps:// or mailbox:
	MailFrom         string         // RFC 5322 address
	SMSURL           string         // https:// or mailbox:
	TrustedProxies   []netip.Prefix // peers whose X-Forwarded-For is believed
	CountryHeader    string         // in which they tell the visitor's country; "": none
	EgressAllow      []netip.Prefix // networks that may be called although they are not public
	LogLevel         slog.Level
	LogFormat        string // text or json
	OTLPEndpoint     string // empty: no traces
	MetricsToken     string // empty: loopback and trusted proxies only
	Workers          int    // jobs at a time
	MaxBody          int64  // bytes
	LoginConcurrency int    // password hashes at a time

	secret []byte
	values map[string]value // by setting name
}

// value is what a setting was given, and by whom.
type value struct{ text, origin string }

// Load reads the settings from environ (os.Environ's form) and, if file or else
// HUB_CONFIG names one, from that file. The error lists everything that is wrong.
func Load(environ []string, file string) (Config, error) {
	l := loader{given: map[string]value{}}
	l.readEnviron(environ)
	if file == "" {
		file = l.given[configName].text
	}
	if file != "" {
		l.readFile(file)
	}
	cfg := Config{values: map[string]value{}}
	for _, s := range table {
		l.apply(&cfg, s)
	}
	return cfg, l.err()
}

// loader collects values and everything wrong with them.
type loader struct {
	given    map[string]value
	problems []string
}

func (l *loader) problem(format string, args ...any) {
	l.problems = append(l.problems, fmt.Sprintf(format, args...))
}

// apply parses what a setting was given, or its default.
func (l *loader) apply(cfg *Config, s setting) {
	v, given := l.given[s.name]
	if !given || v.text == "" {
		v = value{text: s.defaultFor(cfg), origin: "default"}
	}
	cfg.values[s.name] = v
	if v.text == "" || s.parse == nil {
		return
	}
	if err := s.parse(cfg, v.text); err != nil {
		l.problem("%s (%s): %s is not valid: %v", s.name, v.origin, s.quote(v.text), err)
	}
}

// err puts the problems together, one per line.
func (l *loader) err() error {
	if len(l.problems) == 0 {
		return nil
	}
	slices.Sort(l.problems)
	return fmt.Errorf("the configuration is wrong in %d place(s):\n  - %s", len(l.problems), strings.Join(l.problems, "\n  - "))
}
