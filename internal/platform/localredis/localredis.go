package localredis

import (
	"fmt"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// tick is how often keys are looked at for expiry.
const tick = 100 * time.Millisecond

// Server is a running stand-in.
type Server struct {
	mini *miniredis.Miniredis
	stop chan struct{}
	done chan struct{}
	once sync.Once
}

// Start listens on a free port of 127.0.0.1.
func Start() (*Server, error) {
	s := &Server{mini: miniredis.NewMiniRedis(), stop: make(chan struct{}), done: make(chan struct{})}
	if err := s.mini.StartAddr("127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("the local Redis stand-in could not be started: %w", err)
	}
	go s.age()
	return s, nil
}

// age tells miniredis how much time has passed, measured, so that a late tick
// loses nothing.
func (s *Server) age() {
	defer close(s.done)
	var last time.Time
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		select {
		case <-s.stop:
			return
		case now := <-ticker.C:
			passed := tick
			if !last.IsZero() {
				passed = now.Sub(last)
			}
			s.mini.FastForward(passed)
			last = now
		}
	}
}

// URL is for a Redis client: redis://127.0.0.1:port/0.
func (s *Server) URL() string { return "redis://" + s.mini.Addr() + "/0" }

// Stop ends the server and forgets everything. Calling it again is harmless.
func (s *Server) Stop() {
	s.once.Do(func() {
		close(s.stop)
		<-s.done
		s.mini.Close()
	})
}
