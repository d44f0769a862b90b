package book

import (
	"encoding/binary"
	"maps"
	"sync"

	"manifold/internal/kernel/id"
)

// mergeFrom is how many of a shelf's items may stand apart before it is laid anew: one in mergeFrom.
const mergeFrom = 8

// shelf holds the items of one supplier: those of the last laying in one text, what changed since beside it.
type shelf struct {
	reckoned map[id.PriceListID]struct{} // lists with a rule; as they were when all was read

	mu    sync.RWMutex
	ways  ways
	words words
	text  string               // each item with its length before it
	at    map[[16]byte]uint32  // where in text
	fresh map[[16]byte]string  // what changed since; "" is no longer there
	odd   map[id.ItemID]uint64 // that the book cannot hold, with the numbers of their products
}

// lay makes a shelf. Items that cannot be held are noted.
func lay(items map[id.ItemID]*Item) *shelf {
	s := &shelf{at: make(map[[16]byte]uint32, len(items)), fresh: map[[16]byte]string{}, odd: map[id.ItemID]uint64{}}
	var text []byte
	for of, item := range items {
		packed, err := pack(&s.words, *item)
		if err != nil {
			s.odd[of] = item.part
			continue
		}
		s.at[of.Bytes()] = uint32(len(text))
		text = append(binary.AppendUvarint(text, uint64(len(packed))), packed...)
	}
	s.text = string(text)
	return s
}

// put takes what was read again of some items; those that are not among the read are gone.
func (s *shelf) put(asked []id.ItemID, read map[id.ItemID]*Item) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, of := range asked {
		delete(s.odd, of)
		item := read[of]
		if item == nil {
			s.drop(of)
			continue
		}
		packed, err := pack(&s.words, *item)
		if err != nil {
			s.drop(of)
			s.odd[of] = item.part
			continue
		}
		s.fresh[of.Bytes()] = string(packed)
	}
	if len(s.fresh) > 64 && len(s.fresh) > len(s.at)/mergeFrom {
		s.merge()
	}
}

func (s *shelf) drop(of id.ItemID) {
	if _, stands := s.at[of.Bytes()]; stands {
		s.fresh[of.Bytes()] = ""
		return
	}
	delete(s.fresh, of.Bytes())
}

// merge lays what changed to the rest.
func (s *shelf) merge() {
	at := make(map[[16]byte]uint32, len(s.at))
	text := make([]byte, 0, len(s.text))
	add := func(of [16]byte, packed string) {
		at[of] = uint32(len(text))
		text = append(binary.AppendUvarint(text, uint64(len(packed))), packed...)
	}
	for of, place := range s.at {
		if _, changed := s.fresh[of]; !changed {
			add(of, s.packedAt(place))
		}
	}
	for of, packed := range s.fresh {
		if packed != "" {
			add(of, packed)
		}
	}
	s.text, s.at, s.fresh = string(text), at, map[[16]byte]string{}
}

func (s *shelf) packedAt(place uint32) string {
	u := unpacker{s.text[place:]}
	return u.text()
}

// Answer says what the book knows of an item.
type Answer byte

// Answers.
const (
	Absent Answer = iota // no such item is on sale
	Held
	Unknown // the book cannot say; ask PostgreSQL
)

// read answers an item as its reader may see it.
func (s *shelf) read(of id.ItemID, r Reader, out *Item) Answer {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if _, odd := s.odd[of]; odd {
		return Unknown
	}
	packed := s.packed(of)
	if packed == "" {
		return Absent
	}
	unpack(&s.words, packed, r, out)
	s.ways.disclose(&s.words, r, out)
	return Held
}

// packed is an item as it is kept; "" for none. The caller holds the lock.
func (s *shelf) packed(of id.ItemID) string {
	if packed, changed := s.fresh[of.Bytes()]; changed {
		return packed
	}
	if place, stands := s.at[of.Bytes()]; stands {
		return s.packedAt(place)
	}
	return ""
}

// about answers in which product an item is, and its category.
func (s *shelf) about(of id.ItemID) (part uint64, category string, a Answer) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if part, odd := s.odd[of]; odd {
		return part, "", Unknown
	}
	packed := s.packed(of)
	if packed == "" {
		return 0, "", Absent
	}
	part, category = partOf(&s.words, packed)
	return part, category, Held
}

// places are those of items; of all where nil is asked for.
func (s *shelf) places(asked []id.ItemID) (out []place) {
	if asked == nil {
		s.mu.RLock()
		seen := make(map[[16]byte]struct{}, len(s.at))
		for of := range s.at {
			seen[of] = struct{}{}
		}
		for of := range s.fresh {
			seen[of] = struct{}{}
		}
		for of := range s.odd {
			seen[of.Bytes()] = struct{}{}
		}
		s.mu.RUnlock()
		for of := range seen {
			asked = append(asked, id.FromUUID[id.Item](of))
		}
	}
	for _, of := range asked {
		if part, _, a := s.about(of); a != Absent {
			out = append(out, place{of.Bytes(), part})
		}
	}
	return out
}

// mapEntry is about what one entry of the index takes.
const mapEntry = 28

// size is about how many items there are, and how many bytes they take.
func (s *shelf) size() (items, bytes int) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	items, bytes = len(s.at), len(s.text)+len(s.at)*mapEntry
	for packed := range maps.Values(s.fresh) {
		bytes += len(packed) + 2*mapEntry
	}
	return items, bytes
}
