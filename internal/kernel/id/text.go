package id

import (
	"errors"
	"fmt"
	"strings"
)

// alphabet is Crockford's base32 in lower case: no i, l, o, u.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// textLen is how many base32 characters 128 bits need; two of their 130 bits stay zero.
const textLen = 26

// ErrMalformed is in the chain of every error about text that is no id of the wanted kind.
var ErrMalformed = errors.New("malformed id")

// Parse reads what String wrote, and nothing else: the prefix of K, lower case,
// full length, no look-alike letters. Errors wrap ErrMalformed and do not repeat the input.
func Parse[K Kind](s string) (ID[K], error) {
	var kind K
	text, ok := strings.CutPrefix(s, kind.Prefix()+"_")
	if !ok {
		return ID[K]{}, fmt.Errorf("%w: want the prefix %s_", ErrMalformed, kind.Prefix())
	}
	uuid, err := decode(text)
	if err != nil {
		return ID[K]{}, err
	}
	if uuid == [16]byte{} {
		return ID[K]{}, fmt.Errorf("%w: all zero", ErrMalformed)
	}
	return ID[K]{uuid: uuid}, nil
}

// String returns the written form, such as "com_" and 26 characters; the zero ID is "".
func (id ID[K]) String() string {
	if id.IsZero() {
		return ""
	}
	var kind K
	return kind.Prefix() + "_" + encode(id.uuid)
}

// MarshalText writes String; the zero ID is empty text.
func (id ID[K]) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote: Parse, and empty text for the zero ID.
func (id *ID[K]) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = ID[K]{}
		return nil
	}
	parsed, err := Parse[K](string(text))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}

// Bind reads an id that stands in a list of a query.
func (id *ID[K]) Bind(text string) error { return id.UnmarshalText([]byte(text)) }

// encode takes five bits at a time from the low end, as one writes a number.
func encode(uuid [16]byte) string {
	var text [textLen]byte
	var bits, have uint
	next := len(uuid) - 1
	for i := textLen - 1; i >= 0; i-- {
		if have < 5 && next >= 0 {
			bits |= uint(uuid[next]) << have
			have += 8
			next--
		}
		text[i] = alphabet[bits&31]
		bits >>= 5
		have -= min(have, 5)
	}
	return string(text[:])
}

// decode is the inverse of encode; it refuses what encode cannot have written.
func decode(text string) (uuid [16]byte, err error) {
	if len(text) != textLen {
		return uuid, fmt.Errorf("%w: want %d characters after the prefix", ErrMalformed, textLen)
	}
	var bits, have uint
	next := len(uuid) - 1
	for i := textLen - 1; i >= 0; i-- {
		value := strings.IndexByte(alphabet, text[i])
		if value < 0 {
			return [16]byte{}, fmt.Errorf("%w: a character that is not in the alphabet", ErrMalformed)
		}
		bits |= uint(value) << have
		have += 5
		if have >= 8 && next >= 0 {
			uuid[next] = byte(bits)
			bits >>= 8
			have -= 8
			next--
		}
	}
	if bits != 0 {
		return [16]byte{}, fmt.Errorf("%w: more than 128 bits", ErrMalformed)
	}
	return uuid, nil
}
