package identity

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/base64"
	"errors"
	"math/big"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

const (
	accessLife  = 10 * time.Minute
	sessionLife = 30 * 24 * time.Hour // since the last refresh
	signUpLife  = 48 * time.Hour
	resetLife   = time.Hour
	inviteLife  = 14 * 24 * time.Hour
	codeLife    = 10 * time.Minute
	codeTries   = 5

	// refreshGrace is how long after its use a refresh token may come again without ending the session: two tabs, not a thief.
	refreshGrace = 10 * time.Second

	leeway   = 30 * time.Second
	audience = "manifold-hub"
)

// secret is a one-time value that leaves in a mail or a cookie; only its hash is kept.
type secret struct {
	text string
	hash digest
}

// digest is SHA-256 of a secret. It is a value of its own for SQL: a plain byte slice right after a parenthesis would be taken
// for a list of numbers by the object mapper.
type digest []byte

// Value implements driver.Valuer.
func (d digest) Value() (driver.Value, error) { return []byte(d), nil }

func newSecret() secret {
	var b [32]byte
	_, _ = rand.Read(b[:])
	text := base64.RawURLEncoding.EncodeToString(b[:])
	return secret{text, hashSecret(text)}
}

// hashSecret needs no salt: the secret has 256 bits.
func hashSecret(text string) digest {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// newCode is six digits for a text message.
func newCode() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // crypto/rand does not fail
	}
	text := "000000" + n.String()
	return text[len(text)-6:]
}

// claims of an access token.
type claims struct {
	Session id.SessionID `json:"sid"`
	jwt.RegisteredClaims
}

// issue signs an access token with the newest key.
func (s *Service) issue(ctx context.Context, person id.PersonID, session id.SessionID, now time.Time) (string, time.Time, error) {
	key, err := s.keys.signing(ctx)
	if err != nil {
		return "", time.Time{}, err
	}
	expires := now.Add(accessLife)
	token := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		Session: session,
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: s.issuer, Subject: person.String(), Audience: jwt.ClaimStrings{audience},
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(expires),
		},
	})
	token.Header["kid"] = key.kid
	text, err := token.SignedString(key.private)
	return text, expires, err
}

// verify checks signature, algorithm, issuer, audience and times. The key comes from our own ring by its id and from nowhere else.
func (s *Service) verify(ctx context.Context, text string) (id.PersonID, id.SessionID, error) {
	var c claims
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithAudience(audience), jwt.WithIssuer(s.issuer), jwt.WithLeeway(leeway), jwt.WithStrictDecoding(),
		jwt.WithTimeFunc(s.clock.Now))
	var trouble error // while it lasts nobody can say what a token is worth
	_, err := parser.ParseWithClaims(text, &c, func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		var public ed25519.PublicKey
		if public, trouble = s.keys.public(ctx, kid); public == nil {
			return nil, errors.New("key not known")
		}
		return public, nil
	})
	if trouble != nil {
		return id.PersonID{}, id.SessionID{}, trouble
	}
	if err != nil {
		return id.PersonID{}, id.SessionID{}, fault.Unauthenticated.Because(err)
	}
	person, err := id.Parse[id.Person](c.Subject)
	if err != nil || c.Session.IsZero() {
		return id.PersonID{}, id.SessionID{}, fault.Unauthenticated.Because(errors.Join(err, errors.New("token without subject or session")))
	}
	return person, c.Session, nil
}
