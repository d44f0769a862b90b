package clock

import (
	"sync"
	"time"
)

// Precision is the finest step of any time in the hub: PostgreSQL's.
const Precision = time.Microsecond

// Clock tells the current time: UTC, cut to Precision.
type Clock interface {
	Now() time.Time
}

// System returns the clock of the machine. It is safe for concurrent use.
func System() Clock { return system{} }

type system struct{}

func (system) Now() time.Time { return cut(time.Now()) }

// Fake is a clock that stands still until it is told otherwise. It is for
// tests and demonstrations, and safe for concurrent use. Make one with NewFake.
type Fake struct {
	mu  sync.Mutex
	now time.Time
}

// NewFake returns a clock that shows t.
func NewFake(t time.Time) *Fake { return &Fake{now: cut(t)} }

// Now returns the time that was set last.
func (f *Fake) Now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Advance moves the clock by d (backwards when d is negative) and returns the new time.
func (f *Fake) Advance(d time.Duration) time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = cut(f.now.Add(d))
	return f.now
}

// Set makes the clock show t.
func (f *Fake) Set(t time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = cut(t)
}

// cut drops what PostgreSQL would not keep; Truncate also drops the monotonic reading.
func cut(t time.Time) time.Time { return t.UTC().Truncate(Precision) }
