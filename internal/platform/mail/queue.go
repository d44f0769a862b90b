package mail

import "manifold/internal/platform/job"

// Queue sends messages after the transaction that wants them was committed, and again while the server is away. Addresses and
// one-time links lie sealed in it; a message that cannot be sent at all is ErrUnsafe at once.
type Queue = job.Sealed[Message]

// Kind names mail in the queue.
func (Message) Kind() string { return "mail" }

// NewQueue makes a queue. key is 32 bytes derived from HUB_SECRET for this purpose.
func NewQueue(key []byte, sender Sender) (*Queue, error) {
	return job.NewSealed(key, sender.Send, ErrUnsafe, ErrRejected)
}
