package page

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"manifold/internal/kernel/fault"
)

// maxCursor bounds the written form, in characters; sort keys are short.
const maxCursor = 2048

// Cursor is a place in a list: the sort keys of the last item seen. The zero Cursor is the start.
type Cursor struct{ text string }

// After returns the cursor behind the item with these sort keys: strings,
// numbers, booleans, times, ids. It panics on a key that is none of these (or nil), which is a mistake in the program.
func After(keys ...any) Cursor {
	data, err := json.Marshal(keys)
	if err != nil {
		panic(fmt.Errorf("page: sort keys: %w", err))
	}
	if _, err := split(data); err != nil {
		panic(fmt.Errorf("page: sort keys: %w", err))
	}
	return Cursor{text: encoding.EncodeToString(data)}
}

// ParseCursor reads what String wrote; "" is the start. Anything else answers fault.BadCursor.
func ParseCursor(s string) (Cursor, error) {
	if s == "" {
		return Cursor{}, nil
	}
	if _, err := read(s); err != nil {
		return Cursor{}, fault.BadCursor.Because(err)
	}
	return Cursor{text: s}, nil
}

// String returns the written form; "" for the start.
func (c Cursor) String() string { return c.text }

// IsZero reports whether the cursor is the start of the list.
func (c Cursor) IsZero() bool { return c.text == "" }

// Into writes the sort keys into dest, pointers to what After was given. It answers
// fault.BadCursor when number or types differ (a cursor of another list), also for the start.
func (c Cursor) Into(dest ...any) error {
	keys, err := read(c.text)
	if err != nil {
		return fault.BadCursor.Because(err)
	}
	if len(keys) != len(dest) {
		return fault.BadCursor.Because(fmt.Errorf("page: %d keys, want %d", len(keys), len(dest)))
	}
	for i, key := range keys {
		if err := json.Unmarshal(key, dest[i]); err != nil {
			return fault.BadCursor.Because(fmt.Errorf("page: key %d: %w", i, err))
		}
	}
	return nil
}

// encoding is strict: each cursor has one written form.
var encoding = base64.RawURLEncoding.Strict()

func read(s string) ([]json.RawMessage, error) {
	if len(s) > maxCursor {
		return nil, errors.New("page: cursor too long")
	}
	if strings.ContainsAny(s, "\r\n") { // base64 would skip them
		return nil, errors.New("page: line break in cursor")
	}
	data, err := encoding.DecodeString(s)
	if err != nil {
		return nil, fmt.Errorf("page: cursor: %w", err)
	}
	return split(data)
}

// split takes a JSON array of scalars apart.
func split(data []byte) ([]json.RawMessage, error) {
	var keys []json.RawMessage
	if err := json.Unmarshal(data, &keys); err != nil {
		return nil, fmt.Errorf("page: cursor: %w", err)
	}
	if len(keys) == 0 {
		return nil, errors.New("page: cursor without keys")
	}
	for _, key := range keys {
		if err := scalar(key); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// scalar refuses what no sort key is, and the character NUL, which PostgreSQL cannot store.
func scalar(key json.RawMessage) error {
	switch key[0] {
	case '{', '[', 'n':
		return errors.New("page: a key that is no string, number or boolean")
	case '"':
		var s string
		if err := json.Unmarshal(key, &s); err != nil {
			return fmt.Errorf("page: cursor: %w", err)
		}
		if strings.IndexByte(s, 0) >= 0 {
			return errors.New("page: NUL in a key")
		}
	}
	return nil
}
