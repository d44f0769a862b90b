package config_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"manifold/internal/platform/config"
)

const secret = "0123456789abcdefghijklmnopqrstuv!" // 33 characters, neither hex nor base64

func mustLoad(t *testing.T, file string, environ ...string) config.Config {
	t.Helper()
	cfg, err := config.Load(environ, file)
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

func writeFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hub.conf")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestDefaults(t *testing.T) {
	cfg := mustLoad(t, "")
	data, err := filepath.Abs("var")
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Listen != "127.0.0.1:8080" || cfg.PublicURL.String() != "http://127.0.0.1:8080" || cfg.Data != data ||
		cfg.BlobURL != "file://"+data+"/blobs" || cfg.MailURL != "mailbox:" || cfg.SMSURL != "mailbox:" ||
		cfg.MailFrom != "Manifold <no-reply@localhost>" || cfg.LogLevel != slog.LevelInfo || cfg.LogFormat != "text" ||
		cfg.Workers != 8 || cfg.MaxBody != 4<<20 || cfg.LoginConcurrency != runtime.NumCPU() ||
		cfg.DatabaseURL != "" || cfg.RedisURL != "" || cfg.HasSecret() || cfg.TrustedProxies != nil {
		t.Errorf("defaults: %+v", cfg)
	}
}

func TestDefaultsFollowOtherSettings(t *testing.T) {
	cfg := mustLoad(t, "", "HUB_LISTEN=0.0.0.0:9000")
	if cfg.PublicURL.String() != "http://127.0.0.1:9000" {
		t.Errorf("public URL %s", cfg.PublicURL)
	}
	cfg = mustLoad(t, "", "HUB_PUBLIC_URL=https://hub.example.com/")
	if cfg.MailFrom != "Manifold <no-reply@hub.example.com>" || cfg.PublicURL.String() != "https://hub.example.com" {
		t.Errorf("from %s, public %s", cfg.MailFrom, cfg.PublicURL)
	}
	cfg = mustLoad(t, "", "HUB_MAIL_URL=smtp://mail.example.com?from=a@example.com")
	if cfg.MailFrom != "a@example.com" {
		t.Errorf("from %s", cfg.MailFrom)
	}
}

func TestEnvironmentWinsOverFile(t *testing.T) {
	file := writeFile(t, "# the hub\n\nHUB_WORKERS = 3\nHUB_LOG_FORMAT=\"json\"\nHUB_LISTEN=127.0.0.1:1\n")
	for _, cfg := range []config.Config{
		mustLoad(t, file, "HUB_WORKERS=5", "HUB_LISTEN="),
		mustLoad(t, "", "HUB_CONFIG="+file, "HUB_WORKERS=5", "HUB_LISTEN="),
	} {
		if cfg.Workers != 5 || cfg.LogFormat != "json" || cfg.Listen != "127.0.0.1:1" {
			t.Errorf("got %d workers, %s, %s", cfg.Workers, cfg.LogFormat, cfg.Listen)
		}
	}
}

func TestValues(t *testing.T) {
	cfg := mustLoad(t, "", "HUB_TRUSTED_PROXIES=10.1.2.3/8, 192.0.2.7,2001:db8::/32", "HUB_MAX_BODY=64 KiB", "HUB_LOG_LEVEL=WARN",
		"HUB_BLOB_URL=s3://key:secret@s3.example.com/bucket?region=eu-1&tls=true", "HUB_DATABASE_URL=postgres://u:p@h/db")
	var proxies []string
	for _, p := range cfg.TrustedProxies {
		proxies = append(proxies, p.String())
	}
	if strings.Join(proxies, " ") != "10.0.0.0/8 192.0.2.7/32 2001:db8::/32" {
		t.Errorf("proxies %v", proxies)
	}
	if cfg.MaxBody != 64<<10 || cfg.LogLevel != slog.LevelWarn {
		t.Errorf("%d, %v", cfg.MaxBody, cfg.LogLevel)
	}
}

func TestWrongValues(t *testing.T) {
	for _, test := range []struct{ set, says string }{
		{"HUB_LISTEN=8080", `"8080" is not valid: expected host:port`},
		{"HUB_LISTEN=127.0.0.1:99999", "expected host:port"},
		{"HUB_PUBLIC_URL=ftp://x", "expected http://"},
		{"HUB_PUBLIC_URL=https://x/path", "nothing after it"},
		{"HUB_DATABASE_URL=mysql://u:hunter2@h/d", "expected postgres://"},
		{"HUB_DATABASE_URL=postgres://u:hunter2@h", "name of a database"},
		{"HUB_DATABASE_URL=postgres://u:hunter2@h:port/d", "expected postgres://"},
		{"HUB_REDIS_URL=http://:hunter2@h", "expected redis://"},
		{"HUB_SECRET=hunter2", "at least 32"},
		{"HUB_SECRET=" + strings.Repeat("hunter2", 5), "at least 32"},
		{"HUB_BLOB_URL=file://relative", "expected file:///"},
		{"HUB_BLOB_URL=s3://hunter2@host", "expected file:///"},
		{"HUB_MAIL_URL=imap://h", "expected smtp://"},
		{"HUB_MAIL_URL=smtp://h?from=nobody", "from="},
		{"HUB_MAIL_FROM=nobody", "expected an address"},
		{"HUB_SMS_URL=http://hunter2.example.com", "expected an https://"},
		{"HUB_TRUSTED_PROXIES=10.0.0.0/8,here", `"here": expected networks`},
		{"HUB_COUNTRY_HEADER=X Country", "no name of a header"},
		{"HUB_TRUSTED_PROXIES=0.0.0.0/0", "everybody"},
		{"HUB_EGRESS_ALLOW=10.0.0.0/8,here", `"here": expected networks`},
		{"HUB_LOG_LEVEL=loud", "expected debug"},
		{"HUB_LOG_FORMAT=xml", "expected text or json"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318", "expected http://"},
		{"HUB_METRICS_TOKEN=hunter2", "at least 16"},
		{"HUB_WORKERS=0", "from 1 to 1000"},
		{"HUB_WORKERS=many", "from 1 to 1000"},
		{"HUB_MAX_BODY=1MB", "for example 1MiB"},
		{"HUB_MAX_BODY=9223372036854775807GiB", "for example 1MiB"},
		{"HUB_LOGIN_CONCURRENCY=-1", "from 1 to 1000"},
		{"HUB_LISTN=127.0.0.1:1", "did you mean HUB_LISTEN?"},
		{"HUB_DATABASE=x", "did you mean HUB_DATA"},
		{"HUB_CONFIG=/nonexistent", "cannot be read"},
	} {
		_, err := config.Load([]string{test.set}, "")
		name, _, _ := strings.Cut(test.set, "=")
		if err == nil || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: got %v, want %q", test.set, err, test.says)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error shows the secret: %v", test.set, err)
		}
	}
}

func TestAllErrorsAtOnce(t *testing.T) {
	file := writeFile(t, "HUB_WORKERS=x\nnonsense\nHUB_LOG_LEVEL=info\nHUB_LOG_LEVEL=info\nOTHER=1\nHUB_CONFIG=x\n")
	_, err := config.Load([]string{"HUB_MAX_BODY=x", "HUB_TEST_DATABASE_URL=ignored", "PATH=/bin"}, file)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"6 place(s)", "HUB_MAX_BODY (environment)", "HUB_WORKERS (" + file + ", line 1)", "line 2: expected NAME=value", "line 4): set twice", "OTHER", "HUB_CONFIG"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is missing in:\n%v", want, err)
		}
	}
}

func TestPrintMasksSecrets(t *testing.T) {
	cfg := mustLoad(t, "", "HUB_SECRET="+secret, "HUB_DATABASE_URL=postgres://u:hunter2@h/db?sslpassword=hunter3", "HUB_METRICS_TOKEN=hunter2hunter2hunter2",
		"HUB_SMS_URL=https://sms.example.com/hunter2?key=hunter2", "HUB_BLOB_URL=s3://key:hunter2@h/b", "HUB_MAIL_URL=smtps://u:hunter2@h", "HUB_REDIS_URL=redis://:hunter2@h")
	var out bytes.Buffer
	if err := config.Print(&out, cfg); err != nil {
		t.Fatal(err)
	}
	for _, leak := range []string{"hunter", secret} {
		if strings.Contains(out.String(), leak) {
			t.Errorf("Print shows %q:\n%s", leak, &out)
		}
	}
	for _, want := range []string{"HUB_LISTEN = 127.0.0.1:8080  (default)\n    The address", "postgres://u:xxxxx@h/db", "(environment)", "https://sms.example.com/…", "HUB_TRUSTED_PROXIES = (empty)"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, &out)
		}
	}
}

func TestDerive(t *testing.T) {
	cfg := mustLoad(t, "", "HUB_SECRET="+secret)
	again := mustLoad(t, "", "HUB_SECRET="+secret)
	key := cfg.Derive("sessions", 32)
	if len(key) != 32 || !bytes.Equal(key, again.Derive("sessions", 32)) {
		t.Error("the key is not the same for the same purpose")
	}
	if bytes.Equal(key, cfg.Derive("scopes", 32)) {
		t.Error("two purposes share a key")
	}
	raw := []byte("an odd 32 byte secret, quite long")
	want := mustLoad(t, "", "HUB_SECRET="+hex.EncodeToString(raw))
	for _, same := range []string{base64.StdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw)} {
		got := mustLoad(t, "", "HUB_SECRET="+same)
		if !bytes.Equal(got.Derive("x", 32), want.Derive("x", 32)) {
			t.Errorf("%s is another secret than its hex", same)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("derived a key of nothing")
		}
	}()
	var none config.Config
	none.Derive("sessions", 32)
}

func TestKeepSecret(t *testing.T) {
	data := filepath.Join(t.TempDir(), "var")
	one := mustLoad(t, "", "HUB_DATA="+data)
	two := mustLoad(t, "", "HUB_DATA="+data)
	for _, cfg := range []*config.Config{&one, &two} {
		if err := cfg.KeepSecret(); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(one.Derive("x", 32), two.Derive("x", 32)) {
		t.Error("the second start made another secret")
	}
	info, err := os.Stat(filepath.Join(data, "secret"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	given := mustLoad(t, "", "HUB_DATA="+data, "HUB_SECRET="+secret)
	before := given.Derive("x", 32)
	if err := given.KeepSecret(); err != nil || !bytes.Equal(before, given.Derive("x", 32)) {
		t.Errorf("a secret that was set was replaced: %v", err)
	}
	if err := os.WriteFile(filepath.Join(data, "secret"), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := mustLoad(t, "", "HUB_DATA="+data)
	if err := broken.KeepSecret(); err == nil || !strings.Contains(err.Error(), "does not hold a secret") {
		t.Errorf("got %v", err)
	}
}
