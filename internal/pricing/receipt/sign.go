package receipt

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Key signs receipts.
type Key struct{ private ed25519.PrivateKey }

// NewKey makes the key of a seed of 32 bytes, derived from the hub's secret for this purpose.
func NewKey(seed []byte) (Key, error) {
	if len(seed) != ed25519.SeedSize {
		return Key{}, fmt.Errorf("receipt: a seed has %d bytes", ed25519.SeedSize)
	}
	return Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// Public is the half that verifies.
func (k Key) Public() PublicKey {
	public, _ := k.private.Public().(ed25519.PublicKey)
	return PublicKey{public}
}

// PublicKey verifies receipts.
type PublicKey struct{ key ed25519.PublicKey }

// ID names the key: the beginning of its hash.
func (p PublicKey) ID() string {
	sum := sha256.Sum256(p.key)
	return hex.EncodeToString(sum[:8])
}

// X is the key as a JSON Web Key (RFC 8037) has it.
func (p PublicKey) X() string { return base64.RawURLEncoding.EncodeToString(p.key) }

// jwks is a set of keys as it is published.
type jwks struct {
	Keys []struct {
		KeyType string `json:"kty"`
		Curve   string `json:"crv"`
		X       string `json:"x"`
	} `json:"keys"`
}

// ReadKeys understands a set of JSON Web Keys as the hub publishes it at /.well-known/receipt-keys, or one key alone as its x says it.
func ReadKeys(text []byte) ([]PublicKey, error) {
	var set jwks
	words := []string{string(bytes.TrimSpace(text))}
	if json.Unmarshal(text, &set) == nil {
		words = nil
		for _, k := range set.Keys {
			if k.KeyType == "OKP" && k.Curve == "Ed25519" {
				words = append(words, k.X)
			}
		}
	}
	var out []PublicKey
	for _, x := range words {
		key, err := base64.RawURLEncoding.DecodeString(x)
		if err != nil || len(key) != ed25519.PublicKeySize {
			return nil, errors.New("receipt: this is no Ed25519 key")
		}
		out = append(out, PublicKey{key})
	}
	if len(out) == 0 {
		return nil, errors.New("receipt: there is no Ed25519 key")
	}
	return out, nil
}

// signedJSON is a receipt with its signature, as it leaves.
type signedJSON struct {
	Receipt   json.RawMessage `json:"receipt"`
	Signature signatureJSON   `json:"signature"`
}

type signatureJSON struct {
	Algorithm string `json:"alg"`
	Key       string `json:"kid"`
	Value     string `json:"value"`
}

// Algorithm is what receipts are signed with.
const Algorithm = "Ed25519"

// Sign writes the receipt with its signature: what is given to people and verified later.
func (r Receipt) Sign(k Key) ([]byte, error) {
	text, err := canonical(r.document)
	if err != nil {
		return nil, err
	}
	value := base64.RawURLEncoding.EncodeToString(ed25519.Sign(k.private, text))
	return json.Marshal(signedJSON{text, signatureJSON{Algorithm, k.Public().ID(), value}})
}

// The ways in which a receipt is none.
var (
	ErrForm      = errors.New("receipt: this is no receipt")
	ErrKey       = errors.New("receipt: it was signed with a key that is not known here")
	ErrSignature = errors.New("receipt: the signature does not fit: something of it was changed")
)

// Verify reads a signed receipt, checks its signature against the keys and works it out again; read is for the order that it may stand in. White space and
// the order of keys do not matter.
func Verify(file []byte, keys []PublicKey, read Reader) (Receipt, error) {
	var signed signedJSON
	if err := strictly(file, &signed); err != nil {
		return Receipt{}, errors.Join(ErrForm, err)
	}
	text, err := sorted(signed.Receipt)
	if err != nil {
		return Receipt{}, errors.Join(ErrForm, err)
	}
	value, err := base64.RawURLEncoding.DecodeString(signed.Signature.Value)
	if err != nil || signed.Signature.Algorithm != Algorithm {
		return Receipt{}, ErrForm
	}
	if err := fits(text, value, signed.Signature.Key, keys); err != nil {
		return Receipt{}, err
	}
	var r Receipt
	if err := strictly(text, &r.document); err != nil {
		return Receipt{}, errors.Join(ErrForm, err)
	}
	return r, r.Replay(read)
}

func fits(text, value []byte, kid string, keys []PublicKey) error {
	for _, k := range keys {
		if k.ID() != kid {
			continue
		}
		if !ed25519.Verify(k.key, text, value) {
			return ErrSignature
		}
		return nil
	}
	return ErrKey
}

// strictly reads one JSON value that has no other fields than the form.
func strictly(text []byte, into any) error {
	read := json.NewDecoder(bytes.NewReader(text))
	read.DisallowUnknownFields()
	if err := read.Decode(into); err != nil {
		return err
	}
	if _, err := read.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind it")
	}
	return nil
}
