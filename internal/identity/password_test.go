package identity

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"pgregory.net/rapid"
)

var at = time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ password, code string }{
		{"a good long password", ""},
		{"正确的马电池订书钉", ""},
		{"tr0ub4d&", ""},
		{strings.Repeat("ab", 64), ""},
		{"", "password_short"},
		{"short", "password_short"},
		{"１２３４５６７", "password_short"},
		{"密码密码密码", "password_short"}, // six characters, eighteen bytes
		{strings.Repeat("ab", 65), "password_long"},
		{"password", "password_leaked"},
		{"PassWord1", "password_leaked"},
		{"ｐａｓｓｗｏｒｄ", "password_leaked"}, // the same when it is hashed
		{"aaaaaaaaaaaa", "password_leaked"},
		{"密密密密密密密密", "password_leaked"},
		{"        ", "password_leaked"},
	} {
		got := fieldCodes(checkPassword("/password", row.password))
		if row.code == "" && len(got) != 0 || row.code != "" && (len(got) != 1 || got[0] != "/password "+row.code) {
			t.Errorf("checkPassword(%q) = %v, want %q", row.password, got, row.code)
		}
	}
}

func TestLeakedListIsUsable(t *testing.T) {
	t.Parallel()
	if len(leaked()) < 10_000 {
		t.Fatalf("only %d leaked passwords", len(leaked()))
	}
	for word := range leaked() {
		if word != strings.ToLower(word) || word != strings.TrimSpace(word) {
			t.Fatalf("%q is never found: passwords are looked up in lower case", word)
		}
	}
}

// cheap makes a PHC string with other parameters, as an older hub would have.
func cheap(password string, memory, passes uint32, threads uint8) string {
	salt := []byte("sixteen bytes ok")
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", memory, passes, threads, encode(salt), encode(argon2.IDKey([]byte(password), salt, passes, memory, threads, 32)))
}

func TestHashPassword(t *testing.T) {
	t.Parallel()
	hash := hashPassword("correct horse é")
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %s", hash)
	}
	if hash == hashPassword("correct horse é") {
		t.Error("two hashes of one password are equal: no salt")
	}
	for password, want := range map[string]bool{"correct horse é": true, "correct horse e\u0301": true, "correct horse e": false, "": false, "correct horse é ": false, "Correct horse é": false} {
		if ok, renew := verifyPassword(hash, password); ok != want || renew {
			t.Errorf("verify %q = %v, renew %v", password, ok, renew)
		}
	}
	old := cheap("correct horse", 64, 1, 1)
	if ok, renew := verifyPassword(old, "correct horse"); !ok || !renew {
		t.Errorf("an old hash: %v, renew %v", ok, renew)
	}
	if ok, renew := verifyPassword(old, "wrong horse"); ok || renew {
		t.Errorf("an old hash and a wrong password: %v, renew %v", ok, renew)
	}
}

func TestHashRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		password := rapid.String().Draw(t, "password")
		wrong := password + rapid.SampledFrom([]string{"x", " ", "\u0000"}).Draw(t, "more")
		hash := cheap(strings.ToValidUTF8(password, ""), 8, 1, 1)
		// cheap hashes without normalising: only texts that are normal already fit.
		if ok, _ := verifyPassword(hash, wrong); ok {
			t.Fatalf("%q opens what %q closed", wrong, password)
		}
	})
}

func TestMalformedHashes(t *testing.T) {
	t.Parallel()
	good := cheap("correct horse", 64, 1, 1)
	swap := func(old, fresh string) string {
		out := strings.Replace(good, old, fresh, 1)
		if out == good {
			t.Fatalf("%q is not in %s", old, good)
		}
		return out
	}
	parts := strings.Split(good, "$")
	for _, hash := range []string{
		"", "$", "$$$$$", "plain text", "correct horse",
		"$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
		swap("argon2id", "argon2i"), swap("v=19", "v=16"), swap("v=19", ""),
		swap("t=1", "t=0"), swap("t=1", "t=-1"), swap("t=1", "t=99"), swap("t=1", "t=1000000"),
		swap("p=1", "p=0"), swap("p=1", "p=256"), swap("p=1", "p=1,x=2"),
		swap("m=64", "m=0"), swap("m=64", "m=7"), swap("m=64", "m=4294967295"), swap("m=64", "m=999999"), swap("m=64", "m=64 "), swap("m=64,", ""),
		good + "$", good + "=", good + "\n", " " + good,
		strings.Join(append(parts[:4:4], "", parts[5]), "$"),
		strings.Join(append(parts[:4:4], parts[4], ""), "$"),
		strings.Join(append(parts[:4:4], parts[4], "AAAA"), "$"),
		strings.Join(append(parts[:4:4], parts[4], strings.Repeat("A", 200)), "$"),
		strings.Join(append(parts[:4:4], "not base64!", parts[5]), "$"),
	} {
		if ok, renew := verifyPassword(hash, "correct horse"); ok || renew {
			t.Errorf("%q opens", hash)
		}
	}
}

func FuzzParsePHC(f *testing.F) {
	f.Add(hashPassword("x"))
	f.Add("$argon2id$v=19$m=19456,t=0,p=1$c2l4dGVlbiBieXRlcyBvaw$c2l4dGVlbiBieXRlcyBvaw")
	f.Fuzz(func(t *testing.T, hash string) {
		h, ok := parsePHC(hash)
		if ok && (h.passes < 1 || h.threads < 1 || h.memory < 8 || h.memory > argonMemoryMost || len(h.key) > 64 || !utf8.ValidString(hash)) {
			t.Errorf("%q is believed: %+v", hash, h)
		}
	})
}

func TestGateLetsFewIn(t *testing.T) {
	t.Parallel()
	g := newGate(3)
	var mu sync.Mutex
	var inside, most int
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			leave, err := g.enter(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			defer leave()
			mu.Lock()
			inside++
			most = max(most, inside)
			mu.Unlock()
			time.Sleep(time.Millisecond)
			mu.Lock()
			inside--
			mu.Unlock()
		})
	}
	all.Wait()
	if most > 3 {
		t.Errorf("%d at a time", most)
	}
}

func TestGateRefusesAtOnceWhenTheQueueIsFull(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1)
		leave, err := g.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		results := make(chan error, 16)
		for range 16 {
			go func() {
				leave, err := g.enter(t.Context())
				if err == nil {
					leave()
				}
				results <- err
			}()
		}
		synctest.Wait()
		if _, err := g.enter(t.Context()); !errors.Is(err, errBusy) || time.Since(began) != 0 {
			t.Errorf("the 17th in the queue: %v after %v", err, time.Since(began))
		}
		for range 16 {
			if err := <-results; !errors.Is(err, errBusy) {
				t.Errorf("waited in vain: %v", err)
			}
		}
		if waited := time.Since(began); waited != gatePatience {
			t.Errorf("patience of %v", waited)
		}
		leave()
		leave, err = g.enter(t.Context())
		if err != nil {
			t.Errorf("after the rush: %v", err)
		} else {
			leave()
		}
	})
}

func TestGateEndsWithItsCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1)
		leave, err := g.enter(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := g.enter(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	})
}
