package id

import (
	"database/sql/driver"
	"encoding/hex"
	"fmt"
)

// Value gives SQL the UUID text, or NULL for the zero ID.
func (id ID[K]) Value() (driver.Value, error) {
	if id.IsZero() {
		return nil, nil
	}
	return id.UUID(), nil
}

// Scan reads a UUID from SQL: its text, its sixteen bytes, or NULL for the zero ID.
func (id *ID[K]) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*id = ID[K]{}
		return nil
	case [16]byte:
		id.uuid = v
		return nil
	case []byte:
		if len(v) == 16 {
			id.uuid = [16]byte(v)
			return nil
		}
		return id.scanText(string(v))
	case string:
		return id.scanText(v)
	}
	return fmt.Errorf("%w: cannot scan %T", ErrMalformed, src)
}

func (id *ID[K]) scanText(s string) error {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return fmt.Errorf("%w: not a UUID", ErrMalformed)
	}
	bytes, err := hex.DecodeString(s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:])
	if err != nil {
		return fmt.Errorf("%w: not a UUID", ErrMalformed)
	}
	id.uuid = [16]byte(bytes)
	return nil
}

// GormDataType tells the object mapper that an id is one column and not a relation to other rows.
func (ID[K]) GormDataType() string { return "uuid" }
