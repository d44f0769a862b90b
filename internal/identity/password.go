package identity

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"manifold/internal/kernel/fault"
)

// Parameters of argon2id (OWASP ASVS 5.0, 6.2; RFC 9106). A hash made with others is renewed at the next sign-in.
const (
	argonTime    = 2
	argonMemory  = 19 * 1024 // KiB
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

const (
	passwordLeast = 8
	passwordMost  = 128
)

//go:embed leaked.txt
var leakedFile []byte

var leaked = sync.OnceValue(func() map[string]struct{} {
	set := map[string]struct{}{}
	for line := range bytes.Lines(leakedFile) {
		if word := strings.TrimSpace(string(line)); word != "" && word[0] != '#' {
			set[word] = struct{}{}
		}
	}
	return set
})

// checkPassword says what is wrong with a new password: its length or that it is known from leaks. There are no composition rules.
func checkPassword(path, password string) error {
	wrong := func(code, message string) error {
		return fault.Invalid.With(fault.Field{Path: path, Code: code, Message: message})
	}
	switch n := utf8.RuneCountInString(password); {
	case n < passwordLeast:
		return wrong("password_short", "At least 8 characters; 15 or more are better.")
	case n > passwordMost:
		return wrong("password_long", "At most 128 characters.")
	}
	word := strings.ToLower(password)
	if _, known := leaked()[word]; known || strings.Count(word, word[:1]) == len(word) {
		return wrong("password_leaked", "This password is known from leaks. Choose another one.")
	}
	return nil
}

// hashPassword returns the PHC string of a password.
func hashPassword(password string) string {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt)
	key := argon2.IDKey([]byte(norm.NFKC.String(password)), salt, argonTime, argonMemory, argonThreads, argonKey)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads, encode(salt), encode(key))
}

// noHash is checked when nobody has the login, so that it takes as long as if somebody had.
var noHash = sync.OnceValue(func() string { return hashPassword("nobody has this password") })

// verifyPassword tells whether the password fits the hash, and whether the hash should be renewed.
func verifyPassword(hash, password string) (ok, renew bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, false
	}
	var memory, passes uint32
	var threads uint8
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &passes, &threads); err != nil {
		return false, false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false, false
	}
	want, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(want) == 0 || len(want) > 64 {
		return false, false
	}
	got := argon2.IDKey([]byte(norm.NFKC.String(password)), salt, passes, memory, threads, uint32(len(want)))
	ok = subtle.ConstantTimeCompare(got, want) == 1
	return ok, ok && (memory != argonMemory || passes != argonTime || threads != argonThreads)
}

// gate lets only a few passwords be hashed at a time: sign-in is the door through which a hub can be made to stand still.
type gate struct {
	running chan struct{}
	waiting chan struct{}
}

// gatePatience is how long one waits for a turn before being told to come again.
const gatePatience = 2 * time.Second

var errBusy = fault.Define(fault.KindTooMany, "identity.busy", "Many people are signing in right now. Try again in a moment.")

func newGate(concurrent int) *gate {
	return &gate{running: make(chan struct{}, concurrent), waiting: make(chan struct{}, 16*concurrent)}
}

// enter waits for a turn; the caller leaves by calling what it gets.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	select {
	case g.waiting <- struct{}{}:
		defer func() { <-g.waiting }()
	default:
		return nil, errBusy.RetryAfter(gatePatience)
	}
	timer := time.NewTimer(gatePatience)
	defer timer.Stop()
	select {
	case g.running <- struct{}{}:
		return func() { <-g.running }, nil
	case <-timer.C:
		return nil, errBusy.RetryAfter(gatePatience)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
