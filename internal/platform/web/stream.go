package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
)

// heartbeat is how often a quiet stream shows that it lives; proxies cut what is silent for longer.
const heartbeat = 15 * time.Second

// Event is one event of a stream.
type Event struct {
	ID   int64           // rises within a source; what a client gives back as Last-Event-ID
	Name string          // the topic; one line
	Data json.RawMessage // JSON
}

// Source is where a stream reads its events.
type Source interface {
	// Events returns events whose ID is greater than after, oldest first, as many as it likes to give at once; none means that there
	// are none yet. It is called again as long as it returns some.
	Events(ctx context.Context, after int64) ([]Event, error)
}

// Stream is an answer that goes on until the client leaves or the server stops: server-sent events. Make one with NewStream.
type Stream struct {
	ctx    context.Context //nolint:containedctx // an answer object lives as long as its request
	after  int64
	source Source
	wake   <-chan struct{}
}

// NewStream makes the answer of a streaming operation. ctx is the request's; last is its Last-Event-ID parameter, from which on
// events are sent again (nil or empty: those behind after); wake tells that there may be new ones. What is no number is
// fault.Malformed.
func NewStream(ctx context.Context, last *string, after int64, source Source, wake <-chan struct{}) (*Stream, error) {
	if last != nil && *last != "" {
		number, err := strconv.ParseInt(*last, 10, 64)
		if err != nil || number < 0 {
			return nil, fault.Malformed.With(fault.Field{Path: "Last-Event-ID", Code: "wrong_form", Message: "Give the id of an event."})
		}
		after = number
	}
	return &Stream{ctx: ctx, after: after, source: source, wake: wake}, nil
}

// closingInContext keys the channel that is closed when the server stops, stillInContext the function that tells whether the caller
// of a request still may do what it began.
type (
	closingInContext struct{}
	stillInContext   struct{}
)

// Serve writes the stream. A capability's answer object calls it from its Visit…Response method. It returns nil when the client has
// left, may not read any more or the server stops, else why the source failed; the client then comes back by itself with Last-Event-ID.
func (s *Stream) Serve(w http.ResponseWriter) error {
	closing, _ := s.ctx.Value(closingInContext{}).(<-chan struct{})
	out := http.NewResponseController(w)
	// The request's time-outs would end the stream; a stream sets one for each write.
	if err := out.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "private, no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	if send(w, out, "retry: 2000\n\n") != nil {
		return nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		switch err := s.catchUp(w, out); {
		case s.ctx.Err() != nil, errors.Is(err, errOver):
			return nil
		case err != nil:
			return err
		}
		select {
		case <-s.ctx.Done():
			return nil
		case <-closing:
			return nil
		case <-s.wake:
		case <-beat.C:
			if !s.stillMay() || send(w, out, ": alive\n\n") != nil {
				return nil
			}
		}
	}
}

// stillMay asks again whether the caller may have the stream: who is signed out or loses the seat is not told more.
func (s *Stream) stillMay() bool {
	check, asks := s.ctx.Value(stillInContext{}).(func(context.Context) error)
	return !asks || check(s.ctx) == nil
}

// errOver says that nobody is there to be told more: the client has left, or may not read on.
var errOver = errors.New("the stream is over")

// catchUp sends everything that is there.
func (s *Stream) catchUp(w http.ResponseWriter, out *http.ResponseController) error {
	for {
		events, err := s.source.Events(s.ctx, s.after)
		if err != nil || len(events) == 0 {
			return err
		}
		if !s.stillMay() {
			return errOver
		}
		var text strings.Builder
		for _, e := range events {
			text.WriteString(e.text())
			s.after = e.ID
		}
		if send(w, out, text.String()) != nil {
			return errOver
		}
	}
}

// text writes an event. Line breaks would end a field: in JSON they stand between tokens only, and a name has none.
func (e Event) text() string {
	plain := strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")
	return fmt.Sprintf("id: %d\nevent: %s\ndata: %s\n\n", e.ID, plain.Replace(e.Name), plain.Replace(string(e.Data)))
}

func send(w http.ResponseWriter, out *http.ResponseController, text string) error {
	deadline := time.Now().Add(writeTimeout) //nolint:forbidigo // a network time-out is real time
	if err := out.SetWriteDeadline(deadline); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if _, err := w.Write([]byte(text)); err != nil {
		return err
	}
	return out.Flush()
}
