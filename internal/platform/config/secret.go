package config

import (
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// leastSecret is the length of a good master secret, in bytes.
const leastSecret = 32

func parseSecret(c *Config, text string) error {
	secret := decodeSecret(text)
	if len(secret) < leastSecret || different(secret) < leastSecret/4 {
		return fmt.Errorf("expected at least %d random bytes as base64 or hex, or at least %d random characters (try: openssl rand -base64 32)", leastSecret, leastSecret)
	}
	c.secret = secret
	return nil
}

// decodeSecret reads hex or base64 that is long enough, else takes the characters.
func decodeSecret(text string) []byte {
	if raw, err := hex.DecodeString(text); err == nil && len(raw) >= leastSecret {
		return raw
	}
	plain := strings.TrimRight(text, "=")
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		if raw, err := encoding.DecodeString(plain); err == nil && len(raw) >= leastSecret {
			return raw
		}
	}
	return []byte(text)
}

// different counts distinct bytes: "aaaa…" is long and no secret.
func different(secret []byte) int {
	seen := map[byte]bool{}
	for _, b := range secret {
		seen[b] = true
	}
	return len(seen)
}

// HasSecret tells whether there is a master secret to derive keys from.
func (c *Config) HasSecret() bool { return len(c.secret) > 0 }

// Derive gives the n-byte key (n ≤ 8160) for one purpose, by HKDF-SHA256 from
// the master secret: always the same for the same purpose, telling nothing about
// any other. It panics without a secret, because a key of nothing is known to all.
func (c *Config) Derive(purpose string, n int) []byte {
	if !c.HasSecret() {
		panic("config: Derive without HUB_SECRET")
	}
	key, err := hkdf.Key(sha256.New, c.secret, nil, purpose, n)
	if err != nil {
		panic(err) // n out of range: a mistake in the code
	}
	return key
}

// KeepSecret gives a hub without HUB_SECRET one of its own, made once and kept
// in HUB_DATA: right for a hub that is a single machine.
func (c *Config) KeepSecret() error {
	if c.HasSecret() {
		return nil
	}
	path := filepath.Join(c.Data, "secret")
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		raw, err = newSecret(path)
	}
	if err != nil {
		return fmt.Errorf("the hub's secret cannot be kept in %s: %w", path, err)
	}
	text := strings.TrimSpace(string(raw))
	if err := parseSecret(c, text); err != nil {
		return fmt.Errorf("the file %s does not hold a secret: %w", path, err)
	}
	c.values["HUB_SECRET"] = value{text: text, origin: path}
	return nil
}

// newSecret writes a secret that no other start replaces. It is linked into
// place whole, so a crash leaves no half of one.
func newSecret(path string) ([]byte, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	var raw [leastSecret]byte
	_, _ = rand.Read(raw[:]) // never fails
	text := base64.StdEncoding.EncodeToString(raw[:])
	temp, err := os.CreateTemp(filepath.Dir(path), ".secret-") // made 0600
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.WriteString(text + "\n")
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return os.ReadFile(path)
}
