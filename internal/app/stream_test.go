package app_test

import (
	"bufio"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
)

// told is one event of a stream.
type told struct {
	id          int64
	topic, data string
	at          time.Time
}

// listen opens the live events of a company. The channel is closed when the stream ends.
func listen(t *testing.T, s apptest.Someone, last string) (<-chan told, func()) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.Hub.URL+s.Path("/events"), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.Token)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	transport := &http.Transport{}
	answer, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "text/event-stream" || !strings.Contains(answer.Header.Get("Cache-Control"), "no-store") {
		t.Fatalf("%d %v", answer.StatusCode, answer.Header)
	}
	out := make(chan told, 1000)
	go func() {
		defer close(out)
		var e told
		for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				e.id, _ = strconv.ParseInt(value, 10, 64)
			case "event":
				e.topic = value
			case "data":
				e.data, e.at = value, time.Now()
				out <- e
			}
		}
	}()
	leave := func() { _ = answer.Body.Close(); transport.CloseIdleConnections() }
	t.Cleanup(leave)
	return out, leave
}

func next(t *testing.T, from <-chan told) told {
	t.Helper()
	select {
	case e, open := <-from:
		if !open {
			t.Fatal("the stream ended")
		}
		return e
	case <-time.After(5 * time.Second):
		t.Fatal("no event came")
	}
	return told{}
}

// relayed waits until every event has its number.
func relayed(t *testing.T, hub *apptest.Hub) {
	t.Helper()
	admin := connect(t, hub)
	for range 400 {
		var waiting int
		if err := admin.QueryRow(t.Context(), "SELECT count(*) FROM hub.outbox_event WHERE number IS NULL").Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		if waiting == 0 {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("events stay without a number")
}

func TestLiveEvents(t *testing.T) {
	t.Parallel()
	hub := apptest.Start(t, "HUB_LOGIN_CONCURRENCY=4")
	owner := hub.Company(t, "Owner", "supplier")
	stranger := hub.Company(t, "Stranger", "supplier")
	change := func(who apptest.Someone, address string) time.Time {
		t.Helper()
		if got := who.Do(t, http.MethodPatch, who.Path(""), map[string]string{"address": address}); got.Status != http.StatusOK {
			t.Fatalf("%d %s", got.Status, got.Body)
		}
		return time.Now()
	}

	change(owner, "before")
	relayed(t, hub) // or it would be news to a stream that begins now
	mine, leave := listen(t, owner, "")
	theirs, _ := listen(t, stranger, "")
	var last told
	for n := range 10 {
		done := change(owner, fmt.Sprintf("%d Road", n))
		e := next(t, mine)
		if e.topic != "identity.company_changed" || !strings.Contains(e.data, owner.Company.ID.String()) || e.id <= last.id {
			t.Fatalf("event %d: %+v after %+v", n, e, last)
		}
		if late := e.at.Sub(done); late > time.Second {
			t.Errorf("event %d came %v after its commit", n, late)
		}
		last = e
	}

	t.Run("what was missed is told again, once, while more comes", func(t *testing.T) {
		leave()
		for n := range 150 { // more than one read of the source
			change(owner, fmt.Sprintf("%d Lane", n))
		}
		stop := make(chan struct{})
		more := make(chan int)
		go func() {
			n := 0
			defer func() { more <- n }()
			for {
				select {
				case <-stop:
					return
				default:
					got := owner.Do(t, http.MethodPatch, owner.Path(""), map[string]string{"address": fmt.Sprintf("%d Street", n)})
					if got.Status != http.StatusOK {
						t.Errorf("change %d answered %d %s", n, got.Status, got.Body)
						return
					}
					n++
				}
			}
		}()
		again, _ := listen(t, owner, strconv.FormatInt(last.id, 10))
		seen := map[int64]bool{}
		before := last.id
		take := func() {
			e := next(t, again)
			if seen[e.id] || e.id <= before {
				t.Fatalf("event %d after %d came twice or out of order", e.id, before)
			}
			seen[e.id], before = true, e.id
		}
		for range 150 {
			take()
		}
		close(stop)
		for range <-more {
			take()
		}
		select {
		case e := <-again:
			t.Errorf("one too many: %+v", e)
		case <-time.After(300 * time.Millisecond):
		}
	})

	t.Run("strangers are told nothing", func(t *testing.T) {
		select {
		case e := <-theirs:
			t.Errorf("the stranger was told %+v", e)
		default:
		}
		if got := stranger.Do(t, http.MethodGet, owner.Path("/events"), nil); got.Status != http.StatusNotFound || got.Code() != "hub.not_found" {
			t.Errorf("%d %s", got.Status, got.Body)
		}
		for _, id := range []string{"x", "-1", "99999999999999999999"} {
			if got := owner.Do(t, http.MethodGet, owner.Path("/events"), nil, "Last-Event-ID", id); got.Status != http.StatusUnprocessableEntity && got.Status != http.StatusBadRequest {
				t.Errorf("Last-Event-ID %s: %d %s", id, got.Status, got.Body)
			}
		}
		change(stranger, "1 Road")
		if e := next(t, theirs); !strings.Contains(e.data, stranger.Company.ID.String()) {
			t.Errorf("%+v", e)
		}
	})

	for name, end := range map[string]func(apptest.Someone){
		"the seat is taken away": func(s apptest.Someone) {
			if got := owner.Do(t, http.MethodDelete, owner.Path("/seats/"+s.Seat.String()), nil); got.Status != http.StatusNoContent {
				t.Fatalf("%d %s", got.Status, got.Body)
			}
		},
		"the session ends": func(s apptest.Someone) {
			if got := s.Do(t, http.MethodDelete, "/api/session", nil); got.Status != http.StatusNoContent {
				t.Fatalf("%d %s", got.Status, got.Body)
			}
			change(owner, "a secret address")
		},
	} {
		t.Run("a stream ends when "+name, func(t *testing.T) {
			colleague := owner.Colleague(t, name, "sales")
			events, _ := listen(t, colleague, "")
			end(colleague)
			select {
			case e, open := <-events:
				for open && e.topic == "identity.seat_taken" { // its own coming in, relayed late
					e, open = <-events
				}
				if open {
					t.Errorf("told %+v", e)
				}
			case <-time.After(5 * time.Second):
				t.Error("the stream goes on")
			}
		})
	}
}
