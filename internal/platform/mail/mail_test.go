package mail

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// server is a small SMTP server on loopback.
type server struct {
	listener net.Listener
	tls      *tls.Config // nil: it offers no STARTTLS
	roots    *x509.CertPool
	refuse   string // answer to RCPT, if any

	mu       sync.Mutex
	messages []received
}

type received struct {
	from, to, auth, data string
	encrypted            bool
}

func startServer(t *testing.T, change func(*server)) *server {
	t.Helper()
	web := httptest.NewTLSServer(nil) // for its certificate, good for 127.0.0.1
	defer web.Close()
	s := &server{tls: &tls.Config{Certificates: web.TLS.Certificates}, roots: x509.NewCertPool()}
	s.roots.AddCert(web.Certificate())
	if change != nil {
		change(s)
	}
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.listener.Close() })
	go func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s
}

// serve speaks as much SMTP as a client needs.
func (s *server) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	var got received
	say := func(line string) { _, _ = conn.Write([]byte(line + "\r\n")) }
	in := bufio.NewReader(conn)
	say("220 test")
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, rest, _ := strings.Cut(line, " ")
		switch strings.ToUpper(verb) {
		case "EHLO":
			say("250-test")
			if s.tls != nil && !got.encrypted {
				say("250-STARTTLS")
			}
			say("250 AUTH PLAIN")
		case "STARTTLS":
			say("220 go on")
			conn = tls.Server(conn, s.tls)
			in, got.encrypted = bufio.NewReader(conn), true
		case "AUTH":
			raw, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			got.auth = strings.ReplaceAll(string(raw), "\x00", "|")
			say("235 welcome")
		case "MAIL":
			got.from = rest
			say("250 ok")
		case "RCPT":
			got.to = rest
			if s.refuse != "" {
				say(s.refuse)
				continue
			}
			say("250 ok")
		case "DATA":
			say("354 go on")
			for {
				line, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if line == ".\r\n" {
					break
				}
				got.data += strings.TrimPrefix(line, ".") // one dot more than was meant
			}
			s.mu.Lock()
			s.messages = append(s.messages, got)
			s.mu.Unlock()
			say("250 kept")
		case "QUIT":
			say("221 bye")
			return
		default: // RSET, NOOP
			say("250 ok")
		}
	}
}

func (s *server) all() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messages
}

func (s *server) sender(t *testing.T, prefix, suffix string) *SMTP {
	t.Helper()
	sender, err := NewSMTP(prefix+s.listener.Addr().String()+suffix, "万汇 <no-reply@hub.example.com>", clock.NewFake(noon))
	if err != nil {
		t.Fatal(err)
	}
	host, _, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	sender.trust(&tls.Config{RootCAs: s.roots, ServerName: host, MinVersion: tls.VersionTLS12})
	return sender
}

var hello = Message{To: "李雷 <li@example.com>", Subject: "欢迎", Text: "你好\n.\n点开链接", HTML: "<p>你好</p>", Locale: "zh-CN", Headers: map[string]string{"X-Hub-Event": "evt_1"}}

func TestSMTP(t *testing.T) {
	s := startServer(t, nil)
	if err := s.sender(t, "smtp://user:pass@", "").Send(t.Context(), hello); err != nil {
		t.Fatal(err)
	}
	all := s.all()
	if len(all) != 1 {
		t.Fatalf("%d messages", len(all))
	}
	got := all[0]
	if !got.encrypted || got.auth != "|user|pass" || !strings.Contains(got.from, "<no-reply@hub.example.com>") || !strings.Contains(got.to, "<li@example.com>") {
		t.Errorf("envelope %+v", got)
	}
	msg, err := netmail.ReadMessage(strings.NewReader(got.data))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil || subject != "欢迎" {
		t.Errorf("subject %q, %v", subject, err)
	}
	for name, want := range map[string]string{"Auto-Submitted": "auto-generated", "Content-Language": "zh-CN", "X-Hub-Event": "evt_1"} {
		if got := msg.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if date, err := msg.Header.Date(); err != nil || !date.Equal(noon) {
		t.Errorf("date %v, %v", date, err)
	}
	parts := bodies(t, msg)
	if parts["text/plain"] != "你好\r\n.\r\n点开链接" || parts["text/html"] != "<p>你好</p>" {
		t.Errorf("bodies %q", parts)
	}
}

func bodies(t *testing.T, msg *netmail.Message) map[string]string {
	t.Helper()
	_, parameters, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for reader := multipart.NewReader(msg.Body, parameters["boundary"]); ; {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		parts[kind] = string(raw)
	}
}

func TestSMTPWithoutTLSIsRefused(t *testing.T) {
	s := startServer(t, func(s *server) { s.tls = nil })
	if err := s.sender(t, "smtp://", "").Send(t.Context(), hello); err == nil || len(s.all()) != 0 {
		t.Errorf("sent in the clear: %v", err)
	}
	if err := s.sender(t, "smtp://", "?tls=none").Send(t.Context(), hello); err != nil || len(s.all()) != 1 {
		t.Errorf("not even when told to: %v", err)
	}
}

func TestSMTPRefusals(t *testing.T) {
	for answer, forGood := range map[string]bool{"550 no such user": true, "451 later": false} {
		s := startServer(t, func(s *server) { s.refuse = answer })
		err := s.sender(t, "smtp://", "").Send(t.Context(), hello)
		if err == nil || errors.Is(err, ErrRejected) != forGood {
			t.Errorf("%s: got %v", answer, err)
		}
	}
	s := startServer(t, nil)
	sender := s.sender(t, "smtp://", "")
	_ = s.listener.Close()
	if err := sender.Send(t.Context(), hello); err == nil || errors.Is(err, ErrRejected) {
		t.Errorf("nobody there: got %v", err)
	}
}

func TestInjection(t *testing.T) {
	s := startServer(t, nil)
	box := openBox(t, filepath.Join(t.TempDir(), "mailbox.jsonl"))
	for name, change := range map[string]func(*Message){
		"subject":       func(m *Message) { m.Subject = "hi\r\nBcc: all@example.com" },
		"subject, LF":   func(m *Message) { m.Subject = "hi\nBcc: all@example.com" },
		"recipient":     func(m *Message) { m.To = "a@example.com\r\nBcc: all@example.com" },
		"name":          func(m *Message) { m.To = "\"a\r\nBcc: b\" <a@example.com>" },
		"two addresses": func(m *Message) { m.To = "a@example.com, b@example.com" },
		"no address":    func(m *Message) { m.To = "nobody" },
		"locale":        func(m *Message) { m.Locale = "en\nX: y" },
		"header":        func(m *Message) { m.Headers = map[string]string{"X-A": "b\nX: y"} },
		"header name":   func(m *Message) { m.Headers = map[string]string{"X-A: b\nX": "y"} },
		"no subject":    func(m *Message) { m.Subject = "" },
		"no text":       func(m *Message) { m.Text = "" },
	} {
		m := hello
		change(&m)
		for _, sender := range []Sender{s.sender(t, "smtp://", ""), box} {
			if err := sender.Send(t.Context(), m); !errors.Is(err, ErrUnsafe) {
				t.Errorf("%s by %T: got %v", name, sender, err)
			}
		}
	}
	if len(s.all()) != 0 || len(box.List()) != 0 {
		t.Error("something was sent")
	}
}

func TestNewSMTPSaysWhatIsWrong(t *testing.T) {
	for rawURL, says := range map[string]string{
		"smtp://":                      "is not smtp://",
		"imap://u:hunter2@h":           `"imap"`,
		"smtp://u:hunter2@h?tls=maybe": "required, optional or none",
		"smtp://u:hunter2@h?auth=x":    `"auth"`,
	} {
		if _, err := NewSMTP(rawURL, "a@example.com", clock.System()); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: got %v", rawURL, err)
		}
	}
	if _, err := NewSMTP("smtps://h", "nobody", clock.System()); err == nil || !strings.Contains(err.Error(), "HUB_MAIL_FROM") {
		t.Errorf("got %v", err)
	}
}

func TestNew(t *testing.T) {
	box := openBox(t, filepath.Join(t.TempDir(), "mailbox.jsonl"))
	if sender, err := New("mailbox:", "a@example.com", box, clock.System()); err != nil || sender != Sender(box) {
		t.Errorf("got %T, %v", sender, err)
	}
	sender, err := New("smtps://h", "a@example.com", box, clock.System())
	if _, ok := sender.(*SMTP); !ok || err != nil {
		t.Errorf("got %T, %v", sender, err)
	}
	if sender, err := New("imap://h", "a@example.com", box, clock.System()); err == nil {
		t.Errorf("got %T", sender)
	}
}

func openBox(t *testing.T, path string) *Mailbox {
	t.Helper()
	box, err := OpenMailbox(path, clock.NewFake(noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	return box
}

func TestMailboxSurvivesARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "var", "mailbox.jsonl")
	box := openBox(t, path)
	if err := box.Send(t.Context(), hello); err != nil {
		t.Fatal(err)
	}
	if err := box.Add(Item{Kind: KindSMS, To: "+8613800000000", Text: "123456"}); err != nil {
		t.Fatal(err)
	}
	// The power goes in the middle of a line.
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = file.WriteString(`{"number":3,"text":"ha`)
	if err = errors.Join(err, file.Close(), box.Close()); err != nil {
		t.Fatal(err)
	}
	box = openBox(t, path)
	items := box.List()
	if len(items) != 2 || items[0].Kind != KindSMS || items[1].Subject != "欢迎" || !items[1].At.Equal(noon) {
		t.Fatalf("items %+v", items)
	}
	if err := box.Send(t.Context(), hello); err != nil {
		t.Fatal(err)
	}
	if item, err := openBox(t, path).Get(3); err != nil || item.HTML != hello.HTML {
		t.Errorf("%+v, %v", item, err)
	}
	if _, err := box.Get(4); !errors.Is(err, fault.NotFound) {
		t.Errorf("got %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestMailboxKeepsTheLast(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mailbox.jsonl")
	box := openBox(t, path)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			for range 200 {
				if err := box.Send(t.Context(), hello); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for _, each := range []*Mailbox{box, openBox(t, path)} {
		items := each.List()
		if len(items) != capacity || items[0].Number != 2000 || items[capacity-1].Number != 1501 {
			t.Errorf("%d items from %d to %d", len(items), items[0].Number, items[len(items)-1].Number)
		}
		if _, err := each.Get(1500); !errors.Is(err, fault.NotFound) {
			t.Errorf("the oldest is still there: %v", err)
		}
	}
	raw, err := os.ReadFile(path)
	if lines := strings.Count(string(raw), "\n"); err != nil || lines > 2*capacity {
		t.Errorf("the file grew to %d lines, %v", lines, err)
	}
}

func TestMailboxCannotBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenMailbox(filepath.Join(file, "mailbox.jsonl"), clock.System()); err == nil || !strings.Contains(fmt.Sprint(err), "built-in mailbox") {
		t.Errorf("got %v", err)
	}
}
