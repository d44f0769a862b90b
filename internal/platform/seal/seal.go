package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"errors"
	"fmt"
)

// KeySize is the length of a key in bytes.
const KeySize = 32

// errSealed says nothing about why, because the value may come from an attacker.
var errSealed = errors.New("seal: the value cannot be opened with this key")

// Box seals and opens with one key. It is safe for concurrent use; the zero Box is not usable.
type Box struct{ aead cipher.AEAD }

// New makes a box of a key of KeySize bytes; another length is an error. One key is good for some four thousand million values.
func New(key []byte) (Box, error) {
	if len(key) != KeySize {
		return Box{}, fmt.Errorf("seal: a key of %d bytes, need %d", len(key), KeySize)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return Box{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return Box{aead}, err
}

// Seal hides plain. bound names the place of the value (a row's id); it is not stored, and Open needs the same.
func (b Box) Seal(plain, bound []byte) []byte { return b.aead.Seal(nil, nil, plain, bound) }

// Open gives what Seal was given. Another key, another place or a changed byte is an error.
func (b Box) Open(sealed, bound []byte) ([]byte, error) {
	plain, err := b.aead.Open(nil, nil, sealed, bound)
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}
