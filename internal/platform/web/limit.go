package web

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/labstack/echo/v4"
	"github.com/redis/go-redis/v9"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
)

// Limit lets Burst requests through at once and PerMinute in the long run.
type Limit struct{ PerMinute, Burst int }

// Limits are the request limits. A zero Limit means the default in brackets.
type Limits struct {
	Person    Limit // for each signed-in person (1,200 a minute, 300 at once)
	Anonymous Limit // for each address of somebody not signed in (600 a minute, 200 at once)
	Careful   Limit // for each person or address, where guessing would pay: x-limit: sign-in (120 a minute, 60 at once; an office signs in from one address)
}

func (l Limits) filled() Limits {
	or := func(given, fallback Limit) Limit {
		if given == (Limit{}) {
			return fallback
		}
		return given
	}
	return Limits{
		Person:    or(l.Person, Limit{1200, 300}),
		Anonymous: or(l.Anonymous, Limit{600, 200}),
		Careful:   or(l.Careful, Limit{120, 60}),
	}
}

const (
	// redisPatience is how long a request waits for Redis before it is counted here.
	redisPatience = 100 * time.Millisecond
	// redisPause is how long Redis is left alone after it failed, so that one request a second pays for the try and not all.
	redisPause = time.Second
)

// RedisClient opens a client for a redis:// address with the time-outs that a request can bear: nothing waits longer than 200 ms,
// nothing is tried again behind the caller's back, and the caller's context ends a wait. It connects when first used.
func RedisClient(address string) (*redis.Client, error) {
	options, err := redis.ParseURL(address)
	if err != nil {
		return nil, fmt.Errorf("web: the Redis address cannot be read: %w", err)
	}
	options.ContextTimeoutEnabled = true
	options.MaxRetries = -1
	options.DialTimeout, options.DialerRetries = 200*time.Millisecond, 1
	options.ReadTimeout, options.WriteTimeout = 200*time.Millisecond, 200*time.Millisecond
	options.PoolTimeout = 100 * time.Millisecond
	return redis.NewClient(options), nil
}

// limiter counts requests in Redis, for all processes of the hub together, and in this process while Redis is away.
type limiter struct {
	limits Limits
	redis  *redis_rate.Limiter // nil: this process only
	clock  clock.Clock

	mu     sync.Mutex
	paused time.Time // until then Redis is not asked
	local  map[string]time.Time
}

func newLimiter(limits Limits, client *redis.Client, now clock.Clock) *limiter {
	l := &limiter{limits: limits.filled(), clock: now, local: map[string]time.Time{}}
	if client != nil {
		l.redis = redis_rate.NewLimiter(client)
	}
	return l
}

// verdict is what became of one request.
type verdict struct {
	allowed   bool
	remaining int
	retry     time.Duration // until the next one is let in; 0 when allowed
	reset     time.Duration // until the whole burst is there again
}

func (l *limiter) take(ctx context.Context, key string, limit Limit) verdict {
	if l.redis != nil && l.redisUp() {
		patient, cancel := context.WithTimeout(ctx, redisPatience)
		defer cancel()
		got, err := l.redis.Allow(patient, key, redis_rate.Limit{Rate: limit.PerMinute, Burst: limit.Burst, Period: time.Minute})
		if err == nil {
			return verdict{got.Allowed > 0, got.Remaining, max(got.RetryAfter, 0), got.ResetAfter}
		}
		if ctx.Err() == nil { // a client that left says nothing about Redis
			l.pause()
		}
	}
	return l.takeHere(key, limit)
}

func (l *limiter) redisUp() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return !l.clock.Now().Before(l.paused)
}

func (l *limiter) pause() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.paused = l.clock.Now().Add(redisPause)
}

// mostLocal bounds the memory of the local count; beyond it, keys whose burst is whole again are dropped.
const mostLocal = 50_000

// takeHere counts by the same rule as redis_rate (GCRA): a key holds the time at which its burst will be whole again.
func (l *limiter) takeHere(key string, limit Limit) verdict {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	step := time.Minute / time.Duration(limit.PerMinute)
	room := step * time.Duration(limit.Burst)
	whole := l.local[key]
	if whole.Before(now) {
		whole = now
	}
	next := whole.Add(step)
	if free := room - next.Sub(now); free < 0 {
		return verdict{false, 0, -free, whole.Sub(now)}
	}
	if len(l.local) >= mostLocal {
		l.forget(now)
	}
	l.local[key] = next
	return verdict{true, int((room - next.Sub(now)) / step), 0, next.Sub(now)}
}

// forget drops what no longer counts. If everything still does, half of it goes: memory is bounded in any case.
func (l *limiter) forget(now time.Time) {
	for key, whole := range l.local {
		if !whole.After(now) {
			delete(l.local, key)
		}
	}
	for key := range l.local {
		if len(l.local) < mostLocal/2 {
			return
		}
		delete(l.local, key)
	}
}

// limitRate counts the request for its person or address and announces what is left.
func (s *Server) limitRate(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x := exchangeOf(c)
		if x.operation == nil {
			return next(c)
		}
		name, limit, who := s.limits.classOf(x)
		got := s.limits.take(c.Request().Context(), name+":"+who, limit)
		h := c.Response().Header()
		window := int(time.Minute.Seconds()) * limit.Burst / limit.PerMinute
		h.Set("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=%d", name, limit.Burst, max(window, 1)))
		h.Set("RateLimit", fmt.Sprintf("%q;r=%d;t=%s", name, got.remaining, seconds(got.reset)))
		if !got.allowed {
			return fault.TooMany.RetryAfter(max(got.retry, time.Second))
		}
		return next(c)
	}
}

type headerInContext struct{}

// Announce says in the answer to the request of ctx what is left of a limit that a capability counts itself, beside the server's own.
func Announce(ctx context.Context, name string, limit, remaining int, window, reset time.Duration) {
	h, ok := ctx.Value(headerInContext{}).(http.Header)
	if !ok {
		return
	}
	h.Add("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=%s", name, limit, seconds(window)))
	h.Add("RateLimit", fmt.Sprintf("%q;r=%d;t=%s", name, max(remaining, 0), seconds(reset)))
}

func (l *limiter) classOf(x *exchange) (name string, limit Limit, who string) {
	who = "ip:" + network(x.ip)
	if x.principal != nil {
		who = x.principal.Person.String()
	}
	switch {
	case x.operation.careful:
		return "sign-in", l.limits.Careful, who
	case x.principal != nil:
		return "person", l.limits.Person, who
	default:
		return "anonymous", l.limits.Anonymous, who
	}
}

// network is what one household or machine has: an IPv4 address, or 64 bits of an IPv6 address.
func network(ip string) string {
	at, err := netip.ParseAddr(ip)
	if err != nil {
		return strconv.Quote(cut(ip, maxName))
	}
	if at.Is4() {
		return at.String()
	}
	prefix, err := at.Prefix(64)
	if err != nil {
		return at.String()
	}
	return prefix.String()
}
