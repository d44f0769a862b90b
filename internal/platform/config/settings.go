package config

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// setting is one row of the table.
type setting struct {
	name     string
	meaning  string // one sentence
	fallback func(*Config) string
	parse    func(*Config, string) error // nil: any text
	show     func(string) string         // nil: as it is; else the value is a secret in part or whole
}

// table is every setting, in the order they are read: a default may use those before it.
var table = []setting{
	{name: configName, meaning: "A file of NAME=value lines to read settings from; the environment wins over it."},
	{name: "HUB_LISTEN", fallback: fixed("127.0.0.1:8080"), parse: parseListen,
		meaning: "The address and port the hub listens on."},
	{name: "HUB_PUBLIC_URL", fallback: func(c *Config) string { return "http://" + reachable(c.Listen) }, parse: parsePublicURL,
		meaning: "The address under which browsers reach the hub, used in links and cookies."},
	{name: "HUB_DATA", fallback: fixed("./var"), parse: parseData,
		meaning: "The directory for everything the hub keeps on disk."},
	{name: "HUB_DATABASE_URL", parse: parseDatabaseURL, show: redacted,
		meaning: "The PostgreSQL to use; when empty the hub starts its own."},
	{name: "HUB_REDIS_URL", parse: parseRedisURL, show: redacted,
		meaning: "The Redis to use; when empty a stand-in inside the process is used, which is right for one process only."},
	{name: "HUB_SECRET", parse: parseSecret, show: masked,
		meaning: "The master secret all keys are derived from; the same for every process of one hub, and kept as long as its data."},
	{name: "HUB_BLOB_URL", fallback: defaultBlobURL, parse: parseBlobURL, show: redacted,
		meaning: "Where files are kept: file:///directory or s3://key:secret@host/bucket?region=…&tls=true."},
	{name: "HUB_MAIL_URL", fallback: fixed(mailboxURL), parse: parseMailURL, show: redacted,
		meaning: "How mail is sent: smtp://user:password@host:port, smtps://…, or mailbox: to show it on a page of the hub instead (one process only)."},
	{name: "HUB_MAIL_FROM", fallback: defaultMailFrom, parse: parseMailFrom,
		meaning: "The sender of the hub's mail."},
	{name: "HUB_SMS_URL", fallback: fixed(mailboxURL), parse: parseSMSURL, show: hostOnly,
		meaning: "How text messages are sent: an https address that is posted {to, text}, or mailbox: to show them on a page of the hub instead."},
	{name: "HUB_TRUSTED_PROXIES", parse: parseTrustedProxies,
		meaning: "The networks of reverse proxies whose X-Forwarded-For is believed, separated by commas."},
	{name: "HUB_COUNTRY_HEADER", parse: parseCountryHeader,
		meaning: "The header in which a trusted proxy tells the country of a visitor (ISO 3166-1, two letters); when empty countries are not watched."},
	{name: "HUB_EGRESS_ALLOW", parse: parseEgressAllow,
		meaning: "Networks that the hub may call although they are not public, separated by commas: for partners' systems inside one's own network."},
	{name: "HUB_LOG_LEVEL", fallback: fixed("info"), parse: parseLogLevel,
		meaning: "The least severity that is logged: debug, info, warn or error."},
	{name: "HUB_LOG_FORMAT", fallback: fixed("text"), parse: parseLogFormat,
		meaning: "The form of log lines: text or json."},
	{name: "OTEL_EXPORTER_OTLP_ENDPOINT", parse: parseOTLPEndpoint, show: redacted,
		meaning: "Where OpenTelemetry traces are sent; when empty none are made."},
	{name: "HUB_METRICS_TOKEN", parse: parseMetricsToken, show: masked,
		meaning: "The bearer token that opens /metrics to everybody who has it; when empty only this machine and trusted proxies may read it."},
	{name: "HUB_WORKERS", fallback: fixed("8"), parse: parseWorkers,
		meaning: "How many background jobs run at a time."},
	{name: "HUB_MAX_BODY", fallback: fixed("4MiB"), parse: parseMaxBody,
		meaning: "The largest request body, uploads excepted."},
	{name: "HUB_LOGIN_CONCURRENCY", fallback: func(*Config) string { return strconv.Itoa(runtime.NumCPU()) }, parse: parseLoginConcurrency,
		meaning: "How many passwords are checked at a time; each takes 19 MiB and a processor."},
}

func fixed(text string) func(*Config) string { return func(*Config) string { return text } }

func (s setting) defaultFor(c *Config) string {
	if s.fallback == nil {
		return ""
	}
	return s.fallback(c)
}

// quote is the value for an error message; of a secret, not even its form.
func (s setting) quote(text string) string {
	if s.show != nil {
		return "the value given (not shown)"
	}
	return strconv.Quote(text)
}

const mailboxURL = "mailbox:"

func defaultBlobURL(c *Config) string {
	return (&url.URL{Scheme: "file", Path: filepath.Join(c.Data, "blobs")}).String()
}

// defaultMailFrom takes the from= of HUB_MAIL_URL, else the host browsers know.
func defaultMailFrom(c *Config) string {
	if u, err := url.Parse(c.MailURL); err == nil && u.Query().Get("from") != "" {
		return u.Query().Get("from")
	}
	host := "localhost"
	if c.PublicURL != nil && strings.Contains(c.PublicURL.Hostname(), ".") && !isIP(c.PublicURL.Hostname()) {
		host = c.PublicURL.Hostname()
	}
	return "Manifold <no-reply@" + host + ">"
}

// masked says only that there is a secret.
func masked(string) string { return "(set, not shown)" }

// redacted is a URL without its password.
func redacted(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return masked(text)
	}
	query := u.Query()
	for name := range query {
		if strings.Contains(strings.ToLower(name), "pass") || strings.Contains(strings.ToLower(name), "secret") {
			query.Set(name, "xxxxx")
			u.RawQuery = query.Encode()
		}
	}
	return u.Redacted()
}

// hostOnly is for addresses whose path or query may be the password.
func hostOnly(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return text
	}
	return u.Scheme + "://" + u.Host + "/…"
}

// Print writes every setting: name, value (secrets masked), origin, meaning.
func Print(w io.Writer, cfg Config) error {
	var failed error
	for _, s := range table {
		v := cfg.values[s.name]
		text := v.text
		switch {
		case text == "":
			text = "(empty)"
		case s.show != nil:
			text = s.show(text)
		}
		_, err := fmt.Fprintf(w, "%s = %s  (%s)\n    %s\n", s.name, text, v.origin, s.meaning)
		failed = errors.Join(failed, err)
	}
	return failed
}
