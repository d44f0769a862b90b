package web

import (
	"context"
	"sync"
)

// eventList is a source of events in memory.
type eventList struct {
	mu   sync.Mutex
	all  []Event
	wake chan struct{}
	fail error
}

func newEventList() *eventList { return &eventList{wake: make(chan struct{}, 1)} }

func (l *eventList) add(e Event) {
	l.mu.Lock()
	l.all = append(l.all, e)
	l.mu.Unlock()
	l.wake <- struct{}{}
}

func (l *eventList) Events(_ context.Context, after int64) ([]Event, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, e := range l.all {
		if e.ID > after {
			return l.all[i:min(i+2, len(l.all))], l.fail // two at a time, to see that it is asked again
		}
	}
	return nil, l.fail
}
