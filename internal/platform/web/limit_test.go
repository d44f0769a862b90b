package web

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/id"
)

func connect(t *testing.T, address string) *redis.Client {
	t.Helper()
	client, err := RedisClient(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

var tight = Limits{Person: Limit{60, 5}, Anonymous: Limit{60, 3}, Careful: Limit{60, 2}}

// allowed asks until it is refused and returns how often it was let in.
func allowed(s *site, a ask) (n int, refused reply) {
	for range 20 {
		if refused = s.do(a); refused.StatusCode == 429 {
			return n, refused
		}
		n++
	}
	return n, refused
}

func TestLimits(t *testing.T) {
	t.Parallel()
	gone := miniredis.RunT(t)
	goneAddress := "redis://" + gone.Addr()
	gone.Close()
	frozen, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = frozen.Close() })
	rows := map[string]string{
		"in this process": "", "miniredis": "redis://" + miniredis.RunT(t).Addr(), "Redis gone": goneAddress, "Redis frozen": "redis://" + frozen.Addr().String(),
	}
	if address := os.Getenv("HUB_TEST_REDIS_URL"); address != "" {
		rows["a real Redis"] = address
	}
	for name, address := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			proxies := prefixes("127.0.0.0/8")
			s := newSite(t, func(c *Config) {
				c.Limits, c.TrustedProxies = tight, proxies
				if address != "" {
					c.Redis = connect(t, address)
				}
			})
			// Keys of their own, so that another run against the same Redis does not count.
			base := id.NewRandom[request]().Bytes()
			from := func(host int) map[string]string {
				return map[string]string{"X-Forwarded-For": fmt.Sprintf("10.%d.%d.%d", base[0], base[1], host)}
			}
			began := time.Now()
			n, refused := allowed(s, ask{path: "/api/open", header: from(1)})
			if n < 3 || n > 4 { // a fourth if a second has passed
				t.Errorf("anonymous: %d let in, want 3", n)
			}
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("took %s", took)
			}
			if refused.problem.Code != "hub.too_many" || refused.Header.Get("RateLimit-Policy") != `"anonymous";q=3;w=3` || !strings.HasPrefix(refused.Header.Get("RateLimit"), `"anonymous";r=0;t=`) {
				t.Errorf("%s %v", refused.text, refused.Header)
			}
			if wait, err := strconv.Atoi(refused.Header.Get("Retry-After")); err != nil || wait < 1 || wait > 3 {
				t.Errorf("Retry-After %q", refused.Header.Get("Retry-After"))
			}
			if n, _ := allowed(s, ask{path: "/api/open", header: from(2)}); n < 3 {
				t.Errorf("another address: %d let in, want 3", n)
			}
			door := ask{method: "POST", path: "/api/door", body: `{"login": "abc"}`, header: from(1)}
			if n, _ := allowed(s, door); n < 2 || n > 3 {
				t.Errorf("the door: %d let in, want 2", n)
			}
		})
	}
}

func TestLimitPerPerson(t *testing.T) {
	t.Parallel()
	s := newSite(t, func(c *Config) { c.Limits = tight })
	if n, refused := allowed(s, ask{path: "/api/me", token: "good"}); n < 5 || n > 6 || !strings.Contains(refused.Header.Get("RateLimit"), "person") {
		t.Errorf("%d let in, want 5: %v", n, refused.Header)
	}
	if got := s.do(ask{path: "/api/open"}); got.StatusCode != 200 {
		t.Errorf("the address is out as well: %d", got.StatusCode)
	}
	// Tokens that are no good count for the address, so that guessing is limited.
	if n, _ := allowed(s, ask{path: "/api/me", token: "bad"}); n > 4 {
		t.Errorf("%d bad tokens", n)
	}
}

// A frozen Redis costs one request a second a tenth of it, and the others nothing.
func TestFrozenRedisIsLeftAlone(t *testing.T) {
	t.Parallel()
	frozen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer frozen.Close()
	now := clock.NewFake(time.Unix(1_800_000_000, 0))
	l := newLimiter(Limits{}, connect(t, "redis://"+frozen.Addr().String()), now)
	ask := func() time.Duration {
		began := time.Now()
		l.take(context.Background(), "x", Limit{60, 5})
		return time.Since(began)
	}
	if first := ask(); first > 500*time.Millisecond {
		t.Errorf("the first try took %s", first)
	}
	began := time.Now()
	for range 100 {
		ask()
	}
	if took := time.Since(began); took > 50*time.Millisecond {
		t.Errorf("100 requests took %s", took)
	}
	now.Advance(redisPause)
	if !l.redisUp() {
		t.Error("Redis is never tried again")
	}
}

func TestRedisIsUsedAgain(t *testing.T) {
	t.Parallel()
	server := miniredis.RunT(t)
	now := clock.NewFake(time.Unix(1_800_000_000, 0))
	l := newLimiter(Limits{}, connect(t, "redis://"+server.Addr()), now)
	server.SetError("LOADING")
	l.take(context.Background(), "x", Limit{60, 5})
	if len(server.Keys()) != 0 || len(l.local) != 1 {
		t.Errorf("keys %v, local %d", server.Keys(), len(l.local))
	}
	server.SetError("")
	now.Advance(redisPause)
	if got := l.take(context.Background(), "x", Limit{60, 5}); !got.allowed || got.remaining != 4 || len(server.Keys()) != 1 {
		t.Errorf("%+v, keys %v", got, server.Keys())
	}
}

func TestLocalLimit(t *testing.T) {
	t.Parallel()
	now := clock.NewFake(time.Unix(1_800_000_000, 0))
	l := newLimiter(Limits{}, nil, now)
	limit := Limit{PerMinute: 60, Burst: 3}
	for i, want := range []verdict{{true, 2, 0, time.Second}, {true, 1, 0, 2 * time.Second}, {true, 0, 0, 3 * time.Second}, {false, 0, time.Second, 3 * time.Second}} {
		if got := l.takeHere("a", limit); got != want {
			t.Errorf("%d: %+v, want %+v", i, got, want)
		}
	}
	now.Advance(time.Second)
	if got := l.takeHere("a", limit); !got.allowed {
		t.Errorf("after a second: %+v", got)
	}
	for i := range mostLocal + 10 {
		l.takeHere(strconv.Itoa(i), limit)
	}
	if len(l.local) > mostLocal {
		t.Errorf("%d keys", len(l.local))
	}
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]string{"203.0.113.9": "203.0.113.9", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64", "": `""`} {
		if got := network(ip); got != want {
			t.Errorf("%s: %s", ip, got)
		}
	}
	if _, err := RedisClient("nothing"); err == nil {
		t.Error("an address that is none was taken")
	}
}
