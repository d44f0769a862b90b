package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/cache"
)

// Counts of tries. A device that signed in before has a count of its own, so that nobody else's wrong guesses touch it; everybody
// else is counted per login and network, and per login over all networks against guessing from many places at once
// (after OWASP's "device cookies").
const (
	triesWindow  = 15 * time.Minute
	triesDevice  = 10
	triesNetwork = 10
	triesLogin   = 100
	mailsWindow  = time.Hour
	mailsPerHour = 5
)

var (
	errTries = fault.Define(fault.KindTooMany, "identity.too_many_tries", "Too many tries. Wait a while, or choose a new password with a link by mail.")
	errMails = fault.Define(fault.KindTooMany, "identity.too_many_mails", "Several messages were sent already. Look into the mailbox, or try again later.")
)

// throttle counts tries to sign in and messages to one address.
type throttle struct {
	counter *cache.Counter
	key     []byte
}

// try is one attempt: where it was counted, and what of that is cleared when it succeeds.
type try struct{ counted, cleared []string }

// enter counts an attempt before any password is checked, so that parallel guesses count too.
func (t throttle) enter(ctx context.Context, login, ip, device string) (try, error) {
	if t.knows(device, login) {
		key := cache.Key("tries-device", device, login)
		n, left := t.counter.Add(ctx, key, triesWindow)
		if n > triesDevice {
			return try{}, errTries.RetryAfter(left)
		}
		return try{[]string{key}, []string{key}}, nil
	}
	near, all := cache.Key("tries-network", login, network(ip)), cache.Key("tries-login", login)
	if n, left := t.counter.Add(ctx, near, triesWindow); n > triesNetwork {
		return try{}, errTries.RetryAfter(left)
	}
	if n, left := t.counter.Add(ctx, all, triesWindow); n > triesLogin {
		return try{}, errTries.RetryAfter(left)
	}
	return try{[]string{near, all}, []string{near}}, nil
}

// own counts an attempt of somebody who is signed in already.
func (t throttle) own(ctx context.Context, session string) (try, error) {
	key := cache.Key("tries-session", session)
	if n, left := t.counter.Add(ctx, key, triesWindow); n > triesDevice {
		return try{}, errTries.RetryAfter(left)
	}
	return try{[]string{key}, []string{key}}, nil
}

// succeeded clears the counts of whoever tried. From the count that others share only this attempt is taken: it was no guess.
func (t throttle) succeeded(ctx context.Context, done try) {
	t.unchecked(ctx, done)
	for _, key := range done.cleared {
		t.counter.Clear(ctx, key)
	}
}

// unchecked takes an attempt back whose password nobody looked at, because the hub was too busy: it was no guess.
func (t throttle) unchecked(ctx context.Context, done try) {
	ctx = context.WithoutCancel(ctx)
	for _, key := range done.counted {
		t.counter.TakeBack(ctx, key)
	}
}

// ForgetTries clears the count of tries for a login over all networks: for an operator who helps somebody.
func (s *Service) ForgetTries(ctx context.Context, login string) {
	s.throttle.counter.Clear(ctx, cache.Key("tries-login", parseLogin(login)))
}

// message counts a message to one address; the same whether the address is known or not.
func (t throttle) message(ctx context.Context, purpose, address string) error {
	if n, left := t.counter.Add(ctx, cache.Key("messages", purpose, address), mailsWindow); n > mailsPerHour {
		return errMails.RetryAfter(left)
	}
	return nil
}

// device returns what a browser keeps to be known again for this login: a random id and a signature over both.
func (t throttle) device(login string) string {
	random := newSecret().text
	return random + "." + t.sign(random, login)
}

func (t throttle) knows(device, login string) bool {
	random, mac, ok := strings.Cut(device, ".")
	return ok && hmac.Equal([]byte(mac), []byte(t.sign(random, login)))
}

func (t throttle) sign(random, login string) string {
	mac := hmac.New(sha256.New, t.key)
	mac.Write([]byte(random + "\x00" + login))
	return hex.EncodeToString(mac.Sum(nil))
}

// network is the part of an address that one household or office shares: /24, or /64 of IPv6.
func network(ip string) string {
	address, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	bits := 24
	if address = address.Unmap(); address.Is6() {
		bits = 64
	}
	prefix, err := address.Prefix(bits)
	if err != nil {
		return ip
	}
	return prefix.String()
}
