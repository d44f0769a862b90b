package sms

import "manifold/internal/platform/job"

// Queue sends messages after the transaction that wants them was committed, and again while the gateway is away. Numbers and
// codes lie sealed in it; a message that cannot be sent at all is ErrInvalid at once.
type Queue = job.Sealed[Message]

// Kind names text messages in the queue.
func (Message) Kind() string { return "sms" }

// NewQueue makes a queue. key is 32 bytes derived from HUB_SECRET for this purpose.
func NewQueue(key []byte, sender Sender) (*Queue, error) {
	return job.NewSealed(key, sender.Send, ErrInvalid, ErrRejected)
}
