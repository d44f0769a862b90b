package identity

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	_ "embed"
	"encoding/base64"
	"fmt"
	"regexp"
	"strconv"
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
	password = norm.NFKC.String(password) // what is hashed
	switch n := utf8.RuneCountInString(password); {
	case n < passwordLeast:
		return wrong("password_short", "At least 8 characters; 15 or more are better.")
	case n > passwordMost:
		return wrong("password_long", "At most 128 characters.")
	}
	word := strings.ToLower(password)
	first, _ := utf8.DecodeRuneInString(word)
	if _, known := leaked()[word]; known || strings.Trim(word, string(first)) == "" {
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

// phc is a hash taken apart (the PHC string format).
type phc struct {
	memory, passes uint32
	threads        uint8
	salt, key      []byte
}

// Bounds of a hash that is believed: more memory (in KiB) or time than this would let one row stop the hub.
const (
	argonMemoryMost = 256 * 1024
	argonTimeMost   = 16
)

var phcForm = regexp.MustCompile(`^\$argon2id\$v=19\$m=([0-9]{1,6}),t=([0-9]{1,2}),p=([0-9]{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$`)

func parsePHC(hash string) (phc, bool) {
	found := phcForm.FindStringSubmatch(hash)
	if found == nil {
		return phc{}, false
	}
	number := func(text string) uint32 {
		n, _ := strconv.ParseUint(text, 10, 32) // the form has digits only
		return uint32(n)
	}
	decode := base64.RawStdEncoding.Strict().DecodeString
	salt, wrongSalt := decode(found[4])
	key, wrongKey := decode(found[5])
	p := phc{memory: number(found[1]), passes: number(found[2]), threads: uint8(number(found[3])), salt: salt, key: key}
	ok := wrongSalt == nil && wrongKey == nil && p.memory >= 8 && p.memory <= argonMemoryMost && p.passes >= 1 && p.passes <= argonTimeMost &&
		p.threads >= 1 && len(salt) >= 8 && len(key) >= 16 && len(key) <= 64
	return p, ok
}

// verifyPassword tells whether the password fits the hash, and whether the hash should be renewed. A hash that cannot be read fits
// no password.
func verifyPassword(hash, password string) (ok, renew bool) {
	h, readable := parsePHC(hash)
	if !readable {
		return false, false
	}
	got := argon2.IDKey([]byte(norm.NFKC.String(password)), h.salt, h.passes, h.memory, h.threads, uint32(len(h.key)))
	ok = subtle.ConstantTimeCompare(got, h.key) == 1
	present := h.memory == argonMemory && h.passes == argonTime && h.threads == argonThreads && len(h.key) == argonKey && len(h.salt) == argonSalt
	return ok, ok && !present
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
