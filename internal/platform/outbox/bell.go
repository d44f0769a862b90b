package outbox

import "sync"

// bell wakes those who wait for something to have happened. A wake-up tells nothing and two may become one.
type bell struct {
	mu      sync.Mutex
	waiting map[chan struct{}]struct{}
}

// published rings when a transaction with an event was committed by this process.
var published bell

// listen gives a channel that receives after each ring, until leave is called.
func (b *bell) listen() (rung <-chan struct{}, leave func()) {
	c := make(chan struct{}, 1)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waiting == nil {
		b.waiting = map[chan struct{}]struct{}{}
	}
	b.waiting[c] = struct{}{}
	return c, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.waiting, c)
	}
}

func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for c := range b.waiting {
		select {
		case c <- struct{}{}:
		default: // a wake-up waits already
		}
	}
}

// silent tells whether nobody listens.
func (b *bell) silent() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.waiting) == 0
}
