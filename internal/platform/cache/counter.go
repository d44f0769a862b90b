package cache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"manifold/internal/kernel/clock"
)

// Counter counts things per key until a window that begins with the first one is over.
type Counter struct {
	redis *redis.Client
	clock clock.Clock

	mu    sync.Mutex
	local map[string]window
}

type window struct {
	count int64
	ends  time.Time
}

// localMost bounds the memory of the stand-in; beyond it, windows that are over are dropped, and if none is, all are.
const localMost = 100_000

// NewCounter counts in Redis, and inside the process while Redis is away. A nil client counts inside the process only.
func NewCounter(client *redis.Client, now clock.Clock) *Counter {
	return &Counter{redis: client, clock: now, local: map[string]window{}}
}

// Key makes a key of its parts; parts that come from outside are hashed, so they can neither collide nor be read.
func Key(kind string, parts ...string) string {
	sum := sha256.New()
	for _, part := range parts {
		_, _ = fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return "hub:" + kind + ":" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// add increases keys and sets the end of each with its first one, in one step.
var add = redis.NewScript(`
local out = {}
for i, key in ipairs(KEYS) do
  local n = redis.call('INCRBY', key, ARGV[i + 1])
  if n == tonumber(ARGV[i + 1]) then redis.call('PEXPIRE', key, ARGV[1]) end
  out[2 * i - 1], out[2 * i] = n, redis.call('PTTL', key)
end
return out`)

// Count is how many of something there are, and when the window is over.
type Count struct {
	N    int64
	Left time.Duration
}

// More is what is to be counted under a key; N is above zero.
type More struct {
	Key string
	N   int64
}

// Add counts one more and returns how many there are and when the window is over.
func (c *Counter) Add(ctx context.Context, key string, length time.Duration) (int64, time.Duration) {
	got := c.AddEach(ctx, []More{{key, 1}}, length)[0]
	return got.N, got.Left
}

// AddEach counts more under several keys at once, and answers them in their order.
func (c *Counter) AddEach(ctx context.Context, more []More, length time.Duration) []Count {
	out := make([]Count, len(more))
	if len(more) == 0 {
		return out
	}
	if c.redis != nil {
		keys, args := make([]string, len(more)), make([]any, 1, len(more)+1)
		args[0] = length.Milliseconds()
		for i, m := range more {
			keys[i], args = m.Key, append(args, m.N)
		}
		got, err := add.Run(ctx, c.redis, keys, args...).Int64Slice()
		if err == nil && len(got) == 2*len(more) {
			for i := range out {
				out[i] = Count{got[2*i], time.Duration(got[2*i+1]) * time.Millisecond}
			}
			return out
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.clock.Now()
	if len(c.local) >= localMost {
		c.shrink(now)
	}
	for i, m := range more {
		w := c.local[m.Key]
		if !now.Before(w.ends) {
			w = window{ends: now.Add(length)}
		}
		w.count += m.N
		c.local[m.Key] = w
		out[i] = Count{w.count, w.ends.Sub(now)}
	}
	return out
}

// takeBack decreases, but makes no key that is gone.
var takeBack = redis.NewScript(`
if (tonumber(redis.call('GET', KEYS[1])) or 0) > 0 then return redis.call('DECR', KEYS[1]) end
return 0`)

// TakeBack undoes one Add of a window that is not over.
func (c *Counter) TakeBack(ctx context.Context, key string) {
	if c.redis != nil {
		_ = takeBack.Run(ctx, c.redis, []string{key}).Err() // lost with Redis: it counts until the window ends
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if w, ok := c.local[key]; ok && w.count > 0 {
		w.count--
		c.local[key] = w
	}
}

// Clear forgets a key.
func (c *Counter) Clear(ctx context.Context, key string) {
	if c.redis != nil {
		_ = c.redis.Del(ctx, key).Err() // lost with Redis: the window ends by itself
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.local, key)
}

func (c *Counter) shrink(now time.Time) {
	for key, w := range c.local {
		if !now.Before(w.ends) {
			delete(c.local, key)
		}
	}
	if len(c.local) >= localMost {
		clear(c.local)
	}
}
