package localredis_test

import (
	"errors"
	"net"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"manifold/internal/platform/localredis"
)

func start(t *testing.T) (*localredis.Server, *redis.Client) {
	t.Helper()
	s, err := localredis.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	options, err := redis.ParseURL(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	options.MaxRetries = -1
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return s, client
}

func TestKeysExpireByThemselves(t *testing.T) {
	_, client := start(t)
	client.Set(t.Context(), "short", "1", 300*time.Millisecond)
	client.Set(t.Context(), "long", "1", time.Hour)
	if err := client.Get(t.Context(), "short").Err(); err != nil {
		t.Fatalf("the key is not there at once: %v", err)
	}
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if errors.Is(client.Get(t.Context(), "short").Err(), redis.Nil) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the key did not expire")
		}
	}
	if left := client.TTL(t.Context(), "long").Val(); left < 59*time.Minute || left >= time.Hour {
		t.Errorf("the long key has %v left", left)
	}
}

func TestListensOnLoopbackAndEnds(t *testing.T) {
	s, client := start(t)
	host, _, err := net.SplitHostPort(client.Options().Addr)
	if err != nil || host != "127.0.0.1" {
		t.Errorf("listens on %s", host)
	}
	s.Stop()
	s.Stop() // again: harmless
	if client.Ping(t.Context()).Err() == nil {
		t.Error("still answers after Stop")
	}
}
