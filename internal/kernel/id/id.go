package id

import (
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"time"
)

// Kind is a zero-size marker type that stands for one kind of thing.
type Kind interface {
	// Prefix returns the kind's short name in written ids, without the underscore ("com").
	Prefix() string
}

// ID is the id of a thing of kind K. It is comparable; the zero ID means none.
type ID[K Kind] struct {
	_    [0]*K // without it, the ids of two kinds could be converted into each other
	uuid [16]byte
}

// New returns a UUID version 7 for the time at. Ids made for later microseconds
// are greater; ids of the same microsecond are unordered. Times outside
// 1970–10889, which version 7 cannot express, are moved to the nearer end.
func New[K Kind](at time.Time) ID[K] {
	var id ID[K]
	random(id.uuid[:])
	micros := min(max(at.UnixMicro(), 0), (1<<48)*1000-1)
	millis, rest := uint64(micros/1000), uint64(micros%1000)
	// Twelve bits hold the thousand microseconds of a millisecond (RFC 9562, 6.2, method 3).
	binary.BigEndian.PutUint64(id.uuid[:8], millis<<16|rest*4096/1000)
	id.stamp(7)
	return id
}

// NewRandom returns a UUID version 4, which tells nothing about when it was made or what came before.
func NewRandom[K Kind]() ID[K] {
	var id ID[K]
	random(id.uuid[:])
	id.stamp(4)
	return id
}

// FromUUID returns the id with these bytes; all zero means none.
func FromUUID[K Kind](uuid [16]byte) ID[K] { return ID[K]{uuid: uuid} }

// Bytes returns the sixteen bytes of the UUID.
func (id ID[K]) Bytes() [16]byte { return id.uuid }

// IsZero reports whether the id means none.
func (id ID[K]) IsZero() bool { return id.uuid == [16]byte{} }

// UUID returns the canonical UUID text (36 characters, lower case), also for zero.
func (id ID[K]) UUID() string {
	text := make([]byte, 0, 36)
	for i, part := range [][]byte{id.uuid[:4], id.uuid[4:6], id.uuid[6:8], id.uuid[8:10], id.uuid[10:]} {
		if i > 0 {
			text = append(text, '-')
		}
		text = hex.AppendEncode(text, part)
	}
	return string(text)
}

// stamp writes version and variant (RFC 9562, 4).
func (id *ID[K]) stamp(version byte) {
	id.uuid[6] = id.uuid[6]&0x0f | version<<4
	id.uuid[8] = id.uuid[8]&0x3f | 0x80
}

// random fills b. crypto/rand.Read never returns an error; it ends the program instead.
func random(b []byte) { _, _ = rand.Read(b) }
