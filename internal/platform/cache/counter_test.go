package cache

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/localredis"
)

var at = time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)

// counters gives a counter in Redis, and one in the process with the clock that it goes by.
func counters(t *testing.T) (inRedis, local *Counter, now *clock.Fake) {
	t.Helper()
	stand, err := localredis.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stand.Stop)
	options, err := redis.ParseURL(stand.URL())
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	now = clock.NewFake(at)
	return NewCounter(client, now), NewCounter(nil, now), now
}

func TestCounter(t *testing.T) {
	t.Parallel()
	inRedis, local, _ := counters(t)
	for where, c := range map[string]*Counter{"in Redis": inRedis, "in the process": local} {
		add := func(key string, want int64) {
			t.Helper()
			n, left := c.Add(t.Context(), key, time.Minute)
			if n != want || left <= 0 || left > time.Minute {
				t.Errorf("%s: %s is %d for %v, want %d", where, key, n, left, want)
			}
		}
		add("a", 1)
		add("a", 2)
		add("b", 1)
		c.TakeBack(t.Context(), "a")
		add("a", 2)
		c.Clear(t.Context(), "a")
		add("a", 1)
		c.TakeBack(t.Context(), "a")
		c.TakeBack(t.Context(), "a") // no less than nothing
		add("a", 1)
		c.TakeBack(t.Context(), "never seen")
		add("never seen", 1) // and it has an end, which add looks at
		if got := c.AddEach(t.Context(), []More{{Key: "many", N: 40}, {Key: "more", N: 2}}, time.Minute); got[0].N != 40 || got[0].Left <= 0 || got[1].N != 2 || got[1].Left <= 0 {
			t.Errorf("%s: forty and two at once are %v", where, got)
		}
		add("many", 41)
	}
	if n, err := inRedis.redis.TTL(t.Context(), "never seen").Result(); err != nil || n <= 0 {
		t.Errorf("a count without an end: %v, %v", n, err)
	}
}

func TestCountsOfAllAtOnce(t *testing.T) {
	t.Parallel()
	inRedis, local, _ := counters(t)
	for where, c := range map[string]*Counter{"in Redis": inRedis, "in the process": local} {
		seen := map[int64]bool{}
		var mu sync.Mutex
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				n, _ := c.Add(t.Context(), "a", time.Minute)
				mu.Lock()
				defer mu.Unlock()
				seen[n] = true
			})
		}
		all.Wait()
		if len(seen) != 40 || !seen[40] {
			t.Errorf("%s: %d different counts of 40", where, len(seen))
		}
	}
}

func TestWindowsEnd(t *testing.T) {
	t.Parallel()
	inRedis, local, now := counters(t)
	local.Add(t.Context(), "a", time.Minute)
	now.Advance(59 * time.Second)
	if n, left := local.Add(t.Context(), "a", time.Minute); n != 2 || left != time.Second {
		t.Errorf("%d, %v", n, left)
	}
	now.Advance(time.Second)
	if n, left := local.Add(t.Context(), "a", time.Minute); n != 1 || left != time.Minute {
		t.Errorf("%d, %v", n, left)
	}
	inRedis.Add(t.Context(), "a", 50*time.Millisecond)
	for range 100 {
		if n, _ := inRedis.Add(t.Context(), "a", 50*time.Millisecond); n == 1 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a window in Redis does not end")
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	_, c, now := counters(t)
	for n := range localMost {
		c.Add(t.Context(), fmt.Sprint(n), time.Minute)
	}
	now.Advance(time.Minute)
	c.Add(t.Context(), "fresh", time.Minute)
	if len(c.local) != 1 {
		t.Errorf("%d counts that are over were kept", len(c.local))
	}
	for n := range localMost + 10 {
		c.Add(t.Context(), fmt.Sprint(n), time.Minute)
	}
	if len(c.local) > localMost {
		t.Errorf("%d counts", len(c.local))
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, key := range []string{Key("a", "b", "c"), Key("a", "bc"), Key("a", "b\x00c"), Key("a", "b1:c"), Key("a", "b"), Key("b", "b"), Key("a"), Key("a", "")} {
		if seen[key] {
			t.Errorf("%s stands for two things", key)
		}
		seen[key] = true
	}
	if len(Key("a", string(make([]byte, 1<<20)))) > 60 {
		t.Error("a long text makes a long key")
	}
}
