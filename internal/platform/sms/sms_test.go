package sms

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/mail"
)

var code = Message{To: "+8613800000000", Text: "验证码 123456"}

func openBox(t *testing.T) *mail.Mailbox {
	t.Helper()
	box, err := mail.OpenMailbox(filepath.Join(t.TempDir(), "mailbox.jsonl"), clock.NewFake(time.Unix(0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	return box
}

func TestMailbox(t *testing.T) {
	box := openBox(t)
	sender, err := New("mailbox:", box)
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	items := box.List()
	if len(items) != 1 || items[0].Kind != mail.KindSMS || items[0].To != code.To || items[0].Text != code.Text {
		t.Errorf("items %+v", items)
	}
}

func TestInvalid(t *testing.T) {
	box := openBox(t)
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the gateway was called") }))
	t.Cleanup(server.Close)
	senders := []Sender{mailbox{box}, &webhook{address: server.URL, client: server.Client()}}
	for _, m := range []Message{
		{To: "13800000000", Text: "x"}, {To: "+0123456789", Text: "x"}, {To: "+1234567890123456", Text: "x"}, {To: "+8613800000000\n", Text: "x"},
		{To: code.To}, {To: code.To, Text: strings.Repeat("字", longest+1)}, {To: code.To, Text: "\xff"},
	} {
		for _, sender := range senders {
			if err := sender.Send(t.Context(), m); !errors.Is(err, ErrInvalid) {
				t.Errorf("%+v by %T: got %v", m, sender, err)
			}
		}
	}
	if err := (Message{To: code.To, Text: strings.Repeat("字", longest)}).Check(); err != nil {
		t.Error(err)
	}
}

func TestWebhook(t *testing.T) {
	status, calls := http.StatusAccepted, 0
	var got Message
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		if r.Method != http.MethodPost || r.URL.RawQuery != "key=hunter2" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s %s", r.Method, r.URL, r.Header)
		}
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
			t.Error(err)
		}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	sender := &webhook{address: server.URL + "/sms?key=hunter2", client: newClient(server.Client().Transport)}
	if err := sender.Send(t.Context(), code); err != nil || got != code {
		t.Fatalf("got %+v, %v", got, err)
	}
	for answer, forGood := range map[int]bool{302: false, 400: true, 401: false, 422: true, 429: false, 500: false, 503: false} {
		status, calls = answer, 0
		err := sender.Send(t.Context(), code)
		if err == nil || errors.Is(err, ErrRejected) != forGood || calls != 1 {
			t.Errorf("%d: got %v after %d calls", answer, err, calls)
		}
	}
	server.Close()
	if err := sender.Send(t.Context(), code); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestWebhookHasATimeOut(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(release) }) // before Close, which waits for it
	client := newClient(server.Client().Transport)
	if client.Timeout != patience {
		t.Fatalf("time-out %v", client.Timeout)
	}
	client.Timeout = 50 * time.Millisecond
	if err := (&webhook{address: server.URL, client: client}).Send(t.Context(), code); err == nil || errors.Is(err, ErrRejected) {
		t.Errorf("got %v", err)
	}
}

func TestNew(t *testing.T) {
	if _, err := New("https://sms.example.com/x", nil); err != nil {
		t.Error(err)
	}
	for _, rawURL := range []string{"http://sms.example.com", "", "https://"} {
		if _, err := New(rawURL, nil); err == nil {
			t.Errorf("%q was taken", rawURL)
		}
	}
}
