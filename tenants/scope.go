package tenants

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/id"
)

// scopeLife is how long a signed scope may wait for its transaction to begin.
const scopeLife = 60 * time.Second

// Scope says on whose behalf work is done. The zero Scope opens nothing.
type Scope struct {
	kind    kind
	subject string // uuid of the company, person or document; name of a projector
	object  string // uuid of the supplier of a pair, of the job of a worker
	actor   string // uuid of the seat
	person  id.PersonID
	reason  string
}

// kind names a scope; the database knows the same words.
type kind string

const (
	kindSupplier  kind = "supplier"
	kindPair      kind = "pair"
	kindBuyer     kind = "buyer"
	kindBrand     kind = "brand"
	kindOperator  kind = "operator"
	kindWorker    kind = "worker"
	kindProjector kind = "projector"
	kindPerson    kind = "person"
	kindGuest     kind = "guest"
	kindAnonymous kind = "anonymous"
)

// nobody is the subject of the anonymous scope: it owns its own audit, outbox and queue rows and nothing else.
const nobody = "00000000-0000-0000-0000-000000000000"

// Supplier is a supplier company at work on its own rows.
func Supplier(company id.CompanyID, seat id.SeatID) Scope {
	return Scope{kind: kindSupplier, subject: company.UUID(), actor: seat.UUID()}
}

// Pair is one buyer looking at one supplier. It sees nothing unless their relationship is approved.
func Pair(buyer, supplier id.CompanyID, seat id.SeatID) Scope {
	return Scope{kind: kindPair, subject: buyer.UUID(), object: supplier.UUID(), actor: seat.UUID()}
}

// Buyer is a buyer company at work on its own rows, and on small lists across its suppliers.
func Buyer(company id.CompanyID, seat id.SeatID) Scope {
	return Scope{kind: kindBuyer, subject: company.UUID(), actor: seat.UUID()}
}

// Brand is a brand company at work on its own rows.
func Brand(company id.CompanyID, seat id.SeatID) Scope {
	return Scope{kind: kindBrand, subject: company.UUID(), actor: seat.UUID()}
}

// Operator is the hub's own staff at work, with the reason that the audit trail shows.
// It runs on a pool of its own and sees no prices, quotes or orders.
func Operator(company id.CompanyID, seat id.SeatID, reason string) Scope {
	return Scope{kind: kindOperator, subject: company.UUID(), actor: seat.UUID(), reason: reason}
}

// Person is a human being at what concerns nobody but that person: sign-in, sessions, own seats.
func Person(person id.PersonID) Scope {
	return Scope{kind: kindPerson, subject: person.UUID(), person: person}
}

// Worker is a job at work for one company.
func Worker(company id.CompanyID, job id.JobID) Scope {
	return Scope{kind: kindWorker, subject: company.UUID(), object: job.UUID()}
}

// Projector is a named process of the hub that reads just the columns it needs across companies.
func Projector(name string) Scope { return Scope{kind: kindProjector, subject: name} }

// prompt tells whether the scope is of a projector that others wait for. It has connections where no long work of another is before it.
func (s Scope) prompt() bool {
	return s.kind == kindProjector && (s.subject == ProjectorRelay || s.subject == ProjectorBook)
}

// Guest is whoever holds a one-time link, at one document.
func Guest(document string) Scope { return Scope{kind: kindGuest, subject: document} }

// Anonymous is somebody not known yet. It can look up one row by one exact secret and list nothing.
func Anonymous() Scope { return Scope{kind: kindAnonymous, subject: nobody} }

// By names the person who acts, for the audit trail.
func (s Scope) By(person id.PersonID) Scope { s.person = person; return s }

// PersonID is the person who acts; zero for jobs and projectors.
func (s Scope) PersonID() id.PersonID { return s.person }

// Company is the company that acts; zero when none does.
func (s Scope) Company() id.CompanyID {
	switch s.kind {
	case kindSupplier, kindPair, kindBuyer, kindBrand, kindOperator, kindWorker:
		company, err := uuidOf[id.Company](s.subject)
		if err != nil {
			return id.CompanyID{}
		}
		return company
	default:
		return id.CompanyID{}
	}
}

// Owner is the uuid that rows of the platform made in this scope belong to: the company, or the person, or nobody.
func (s Scope) Owner() string {
	switch s.kind {
	case kindProjector, kindGuest:
		return nobody
	default:
		return s.subject
	}
}

// IsOperator tells whether the hub's own staff acts.
func (s Scope) IsOperator() bool { return s.kind == kindOperator }

// Reason is why an operator acts; empty for everybody else.
func (s Scope) Reason() string { return s.reason }

// String says the scope for a log line; ids only.
func (s Scope) String() string {
	text := string(s.kind) + " " + s.subject
	if s.object != "" {
		text += " " + s.object
	}
	return text
}

func uuidOf[K id.Kind](text string) (id.ID[K], error) {
	var v id.ID[K]
	err := v.Scan(text)
	return v, err
}

// signer makes the string that sec.scope verifies. One place signs scopes: InScope.
type signer struct {
	kid  string
	key  []byte
	life time.Duration
}

func newSigner(key []byte) (signer, error) {
	if len(key) < 32 {
		return signer{}, fmt.Errorf("scope key: %d bytes given, at least 32 needed", len(key))
	}
	sum := sha256.Sum256(append([]byte("manifold scope key id\x00"), key...))
	return signer{kid: hex.EncodeToString(sum[:8]), key: key, life: scopeLife}, nil
}

// sign returns kind|subject|object|actor|expiry|key id|HMAC-SHA256 in hex.
func (g signer) sign(s Scope, now time.Time) (string, error) {
	if s.kind == "" || s.subject == "" {
		return "", errNoScope
	}
	for _, part := range []string{s.subject, s.object, s.actor} {
		if strings.ContainsAny(part, "|\x00") {
			return "", fmt.Errorf("scope %q holds a separator", part)
		}
	}
	expiry := strconv.FormatInt(now.Add(g.life).Unix(), 10)
	body := strings.Join([]string{string(s.kind), s.subject, s.object, s.actor, expiry, g.kid}, "|")
	mac := hmac.New(sha256.New, g.key)
	mac.Write([]byte(body))
	return body + "|" + hex.EncodeToString(mac.Sum(nil)), nil
}

// pads returns the two padded halves of the HMAC key as the database keeps them (RFC 2104, block of 64 bytes).
func (g signer) pads() (inner, outer []byte) {
	key := g.key
	if len(key) > sha256.BlockSize {
		sum := sha256.Sum256(key)
		key = sum[:]
	}
	inner, outer = make([]byte, sha256.BlockSize), make([]byte, sha256.BlockSize)
	copy(inner, key)
	copy(outer, key)
	for i := range inner {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	return inner, outer
}
