package outbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// Event is a fact to be published.
type Event struct {
	// Topic says what happened, like "identity.seat_removed"; required.
	Topic string
	// Object is the written id of what it happened to; may be empty.
	Object string
	// Owner is the company whose event it is; zero means the owner of the scope. A person may name a company it has a seat in.
	Owner id.CompanyID
	// Counterpart is the other company that the fact belongs to, which then sees the whole event; zero means none.
	Counterpart id.CompanyID
	// Payload is encoded as JSON; nil means an empty object.
	Payload any
}

// Stored is an event as it was written.
type Stored struct {
	// Number is its place in the hub's one order of events; 0 until the relay has seen it.
	Number int64 `json:"number"`
	// ID names the event; handlers may use it to notice a second run.
	ID id.EventID `json:"id"`
	// Owner is the company whose scope published it, or, for what concerns nobody but a person, that person's uuid.
	Owner id.CompanyID `json:"owner"`
	// Counterpart is the other company that sees it; zero means none.
	Counterpart id.CompanyID    `json:"counterpart,omitzero"`
	Topic       string          `json:"topic"`
	Object      string          `json:"object,omitempty"`
	Payload     json.RawMessage `json:"payload"`
	// At is when the transaction of the deed began.
	At time.Time `json:"at"`
}

// Delivered is an event on its way to one subscription.
type Delivered struct {
	Stored
	// Job names this delivery, the same in each attempt.
	Job id.JobID
	// Attempt counts from 1.
	Attempt int
}

// Scope is the work of the company that published the event.
func (d Delivered) Scope() tenants.Scope { return tenants.Worker(d.Owner, d.Job) }

// CounterpartScope is the work of the other company; it opens nothing when there is none.
func (d Delivered) CounterpartScope() tenants.Scope {
	if d.Counterpart.IsZero() {
		return tenants.Scope{}
	}
	return tenants.Worker(d.Counterpart, d.Job)
}

// Into decodes the payload.
func (d Delivered) Into(payload any) error { return json.Unmarshal(d.Payload, payload) }

// Subscription says who hears the events of one topic.
type Subscription struct {
	// Name is unique and stable: deliveries that wait in the queue find their handler by it.
	Name string
	// Topic is matched exactly.
	Topic string
	// Handle is called at least once per event, outside of any scope. It has to bear a second call for the same event. An error
	// calls it again later.
	Handle func(context.Context, Delivered) error
}

// Delivery is one event for one subscription, as it waits in the queue.
type Delivery struct {
	Subscription string `json:"subscription"`
	Event        Stored `json:"event"`
}

// Kind names deliveries in the queue.
func (Delivery) Kind() string { return "outbox.deliver" }

// Publish writes an event into the caller's transaction. It belongs to e.Owner, by default the owner of the scope.
func Publish(ctx context.Context, tx *tenants.Tx, e Event) error {
	if e.Topic == "" {
		return errors.New("outbox: an event without a topic")
	}
	payload := []byte("{}")
	if e.Payload != nil {
		var err error
		if payload, err = json.Marshal(e.Payload); err != nil {
			return fmt.Errorf("outbox: payload of %s: %w", e.Topic, err)
		}
	}
	if err := insert(ctx, tx, e, payload); err != nil {
		return err
	}
	tx.AfterCommit(published.ring)
	return nil
}
