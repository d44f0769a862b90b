package identity

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"pgregory.net/rapid"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/localredis"
	"manifold/internal/platform/web"
)

func TestNetwork(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]string{
		"192.0.2.77": "192.0.2.0/24", "192.0.2.1": "192.0.2.0/24", "192.0.3.1": "192.0.3.0/24",
		"::ffff:192.0.2.5": "192.0.2.0/24",
		"2001:db8:1:2::3":  "2001:db8:1:2::/64", "2001:db8:1:2:ffff::": "2001:db8:1:2::/64", "2001:db8:1:3::": "2001:db8:1:3::/64",
		"": "", "not an address": "not an address",
	} {
		if got := network(ip); got != want {
			t.Errorf("network(%q) = %q, want %q", ip, got, want)
		}
	}
}

// throttles gives a throttle that counts in the process, and one that counts in Redis.
func throttles(t *testing.T) map[string]throttle {
	t.Helper()
	stand, err := localredis.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stand.Stop)
	client, err := web.RedisClient(stand.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return map[string]throttle{"in the process": aThrottle(nil), "in Redis": aThrottle(client)}
}

func aThrottle(client *redis.Client) throttle {
	return throttle{cache.NewCounter(client, clock.NewFake(at)), []byte("a key of thirty-two bytes, or so.")}
}

// allowed tries until it is refused, at most so many times.
func allowed(t *testing.T, th throttle, login, ip, device string, most int) int {
	t.Helper()
	for n := range most {
		if _, err := th.enter(t.Context(), login, ip, device); err != nil {
			var f *fault.Fault
			if !errors.As(err, &f) || f.Code() != "identity.too_many_tries" || f.Retry() <= 0 || f.Retry() > triesWindow {
				t.Fatalf("refused with %v", err)
			}
			return n
		}
	}
	return most
}

func TestThrottle(t *testing.T) {
	t.Parallel()
	for where, th := range throttles(t) {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			if n := allowed(t, th, "a@example.com", "192.0.2.1", "", 50); n != triesNetwork {
				t.Errorf("%d tries from one network", n)
			}
			if n := allowed(t, th, "a@example.com", "192.0.2.200", "", 1); n != 0 {
				t.Error("a neighbour of the same network goes on")
			}
			if n := allowed(t, th, "b@example.com", "192.0.2.1", "", 1); n != 1 {
				t.Error("another login is refused too")
			}
			if n := allowed(t, th, "a@example.com", "198.51.100.1", "", 1); n != 1 {
				t.Error("another network is refused too")
			}
			known := th.device("a@example.com")
			if n := allowed(t, th, "a@example.com", "192.0.2.1", known, 50); n != triesDevice {
				t.Errorf("a known device in the network of the guesser: %d tries", n)
			}
			if n := allowed(t, th, "a@example.com", "192.0.2.1", th.device("a@example.com"), 1); n != 1 {
				t.Error("another known device is refused too")
			}
		})
	}
}

func TestThrottleOfALoginOverAllNetworks(t *testing.T) {
	t.Parallel()
	for where, th := range throttles(t) {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			known := th.device("a@example.com")
			passed := 0
			for n := range 30 {
				passed += allowed(t, th, "a@example.com", fmt.Sprintf("10.0.%d.1", n), "", 5)
			}
			if passed != triesLogin {
				t.Errorf("%d tries from 30 networks", passed)
			}
			if n := allowed(t, th, "a@example.com", "10.0.99.1", known, 1); n != 1 {
				t.Error("the guesses of others lock a known device out")
			}
			if n := allowed(t, th, "b@example.com", "10.0.99.1", "", 1); n != 1 {
				t.Error("the guesses at one login lock another one out")
			}
		})
	}
}

func TestThrottleCleared(t *testing.T) {
	t.Parallel()
	for where, th := range throttles(t) {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			for range 3 {
				var last try
				for range triesNetwork - 1 {
					got, err := th.enter(t.Context(), "a@example.com", "192.0.2.1", "")
					if err != nil {
						t.Fatal(err)
					}
					last = got
				}
				th.succeeded(t.Context(), last)
			}
			// Success clears the network's count, not the login's: or somebody with a password of its own could make room for guesses.
			passed := 0
			for n := range 30 {
				passed += allowed(t, th, "a@example.com", fmt.Sprintf("10.0.%d.1", n), "", 5)
			}
			if want := triesLogin - 3*(triesNetwork-2); passed != want {
				t.Errorf("%d tries after %d that were wrong, want %d", passed, 3*(triesNetwork-2), want)
			}
			for range 50 {
				got, err := th.enter(t.Context(), "c@example.com", "192.0.2.1", "")
				if err != nil {
					t.Fatalf("tries that nobody looked at count: %v", err)
				}
				th.unchecked(t.Context(), got)
			}
			if n := allowed(t, th, "c@example.com", "192.0.2.1", "", 50); n != triesNetwork {
				t.Errorf("%d tries after those that nobody looked at", n)
			}
		})
	}
}

func TestForgedDevices(t *testing.T) {
	t.Parallel()
	th := aThrottle(nil)
	other := throttle{th.counter, []byte("another key, also of 32 bytes ...")}
	good := th.device("a@example.com")
	random, mac, _ := strings.Cut(good, ".")
	for name, device := range map[string]string{
		"none": "", "a dot": ".", "no signature": random + ".", "no random": "." + mac, "another random": "x" + random + "." + mac,
		"capitals": random + "." + strings.ToUpper(mac), "cut": good[:len(good)-1], "longer": good + "0", "another login's": th.device("b@example.com"),
		"another hub's": other.device("a@example.com"), "an empty login's": th.device(""), "long": strings.Repeat("x", 10_000),
	} {
		if th.knows(device, "a@example.com") {
			t.Errorf("%s: known", name)
		}
	}
	if !th.knows(good, "a@example.com") || th.knows(good, "b@example.com") || good == th.device("a@example.com") {
		t.Error("a device is known for one login only, and no two are the same")
	}
	rapid.Check(t, func(t *rapid.T) {
		if device := rapid.String().Draw(t, "device"); th.knows(device, "a@example.com") {
			t.Fatalf("%q is known", device)
		}
	})
}

// TestThrottleWithoutRedis: limits go on in the process when Redis goes away, and when it hangs.
func TestThrottleWithoutRedis(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0") // takes connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	stand, err := localredis.Start()
	if err != nil {
		t.Fatal(err)
	}
	gone := stand.URL()
	for name, address := range map[string]string{"gone": gone, "hangs": "redis://" + listener.Addr().String()} {
		client, err := web.RedisClient(address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = client.Close() })
		th := aThrottle(client)
		if name == "gone" {
			if n := allowed(t, th, "a@example.com", "192.0.2.1", "", 3); n != 3 {
				t.Fatalf("with Redis: %d", n)
			}
			stand.Stop()
		}
		began := time.Now()
		if n := allowed(t, th, "a@example.com", "192.0.2.1", "", 20); n != triesNetwork {
			t.Errorf("Redis %s: %d tries", name, n)
		}
		if took := time.Since(began); took > 8*time.Second {
			t.Errorf("Redis %s: %v for 11 tries", name, took)
		}
	}
}

func TestMessagesAreCounted(t *testing.T) {
	t.Parallel()
	th := aThrottle(nil)
	for n := range 10 {
		err := th.message(context.Background(), "reset", "a@example.com")
		if (n >= mailsPerHour) != errors.Is(err, errMails) {
			t.Errorf("message %d: %v", n+1, err)
		}
	}
	if err := errors.Join(th.message(t.Context(), "reset", "b@example.com"), th.message(t.Context(), "signup", "a@example.com")); err != nil {
		t.Errorf("another address, another purpose: %v", err)
	}
}

func TestSecrets(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		s := newSecret()
		raw, err := base64.RawURLEncoding.DecodeString(s.text)
		if err != nil || len(raw) != 32 || seen[s.text] || string(hashSecret(s.text)) != string(s.hash) || len(s.hash) != 32 {
			t.Fatalf("secret %q", s.text)
		}
		seen[s.text] = true
		if code := newCode(); len(code) != 6 || strings.Trim(code, "0123456789") != "" {
			t.Fatalf("code %q", code)
		}
	}
}

func TestShortAgent(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		agent := rapid.String().Draw(t, "agent") + strings.Repeat(rapid.SampledFrom([]string{"a", "é", "字", "😀"}).Draw(t, "more"), rapid.IntRange(0, 150).Draw(t, "n"))
		got := shortAgent(agent)
		if len(got) > agentMost || len(got) < min(len(agent), agentMost)-3 || !strings.HasPrefix(agent, got) || strings.ToValidUTF8(got, "?") != got {
			t.Fatalf("%q of %q", got, agent)
		}
	})
}
