package engine

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// Index finds, among millions of records, those that may be the same product as a given one. It knows records by the caller's key.
//
// It works in two steps: the rarest words of the question (and, for words it does not know, the words most alike by their runs
// of three letters) lead to some hundred records; these are compared word by word. Barcodes and part numbers are words
// too, heavy ones. Add and Remove exclude everybody else; questions may be asked by many at once.
type Index struct {
	lock  sync.RWMutex
	terms map[uint64]uint32 // hash of a word → number
	words []indexWord       // by number
	grams map[uint64][]uint32
	docs  []indexDoc // by slot; removed ones stay until the next sweep
	scale []float32  // by slot: one by the length of the record's vector, as of the last measuring; zero for removed ones
	slots map[string]uint32
	entry []uint32 // the words of all records, one after the other
	dead  int
	stale int     // records added or removed since the lengths were measured
	all   float32 // logarithm of the number of records

	changes int // records added or removed ever

	seekers sync.Pool
	cache   expansions
}

type indexWord struct {
	hash  uint64
	slots []uint32 // records that have it, ascending
	alive int32    // those of them that are not removed
	grams uint8
}

type indexDoc struct {
	key  string
	from uint32 // its words in entry
	to   uint32
}

// Hit is a record found.
type Hit struct {
	Key        string
	Similarity float32 // cosine of the weighed words, 0 to 1 and a little above
}

const (
	// minor marks, in entry, a word that stands outside the name: it counts half.
	minor     = 1 << 31
	minorPart = 0.5
	// codePart is how much a whole barcode or part number counts more than a word.
	codePart = 2
	// mostDocWords bounds the words of one record.
	mostDocWords = 96
	// readBudget is how many entries of word lists one question reads.
	readBudget = 12000
	// shortlist is how many records are compared word by word, per record wanted but at least so many.
	shortlist = 200
)

// NewIndex returns an empty one.
func NewIndex() *Index {
	x := &Index{terms: map[uint64]uint32{}, grams: map[uint64][]uint32{}, slots: map[string]uint32{}}
	x.seekers.New = func() any { return &seeker{} }
	return x
}

// Len is the number of records in it.
func (x *Index) Len() int {
	x.lock.RLock()
	defer x.lock.RUnlock()
	return len(x.docs) - x.dead
}

// Add puts a record in, in place of an earlier one of the same key.
func (x *Index) Add(key string, r Record) {
	found := termsOf(r)
	x.lock.Lock()
	defer x.lock.Unlock()
	x.remove(key)
	slot := uint32(len(x.docs))
	doc := indexDoc{key: key, from: uint32(len(x.entry))}
	for _, t := range found[:min(len(found), mostDocWords)] {
		n := x.number(t)
		x.words[n].slots = append(x.words[n].slots, slot)
		x.words[n].alive++
		if t.minor {
			n |= minor
		}
		x.entry = append(x.entry, n)
	}
	doc.to = uint32(len(x.entry))
	x.docs = append(x.docs, doc)
	x.counted()
	x.scale = append(x.scale, 1/x.length(slot))
	x.slots[key] = slot
	x.stale++
}

// Remove takes a record out; without it nothing happens.
func (x *Index) Remove(key string) {
	x.lock.Lock()
	defer x.lock.Unlock()
	x.remove(key)
}

func (x *Index) remove(key string) {
	slot, ok := x.slots[key]
	if !ok {
		return
	}
	delete(x.slots, key)
	doc := &x.docs[slot]
	x.scale[slot] = 0
	for _, n := range x.entry[doc.from:doc.to] {
		x.words[n&^minor].alive--
	}
	x.dead++
	x.stale++
	x.counted()
	if x.dead > 1024 && 4*x.dead > len(x.docs) {
		x.sweep()
	}
}

// sweep gives back the memory of removed records.
func (x *Index) sweep() {
	moved := make([]uint32, len(x.docs))
	var docs []indexDoc
	entry, scale := x.entry[:0], x.scale[:0]
	for n := range x.words {
		x.words[n].slots = slices.DeleteFunc(x.words[n].slots, func(slot uint32) bool { return x.scale[slot] == 0 })
	}
	for slot, doc := range x.docs {
		if x.scale[slot] == 0 {
			continue
		}
		moved[slot] = uint32(len(docs))
		list := x.entry[doc.from:doc.to]
		doc.from = uint32(len(entry))
		entry = append(entry, list...)
		doc.to = uint32(len(entry))
		x.slots[doc.key] = uint32(len(docs))
		docs, scale = append(docs, doc), append(scale, x.scale[slot])
	}
	for n := range x.words {
		for i, slot := range x.words[n].slots {
			x.words[n].slots[i] = moved[slot]
		}
		x.words[n].slots = slices.Clip(x.words[n].slots)
	}
	x.docs, x.entry, x.scale, x.dead = docs, entry, scale, 0
}

// indexTerm is a word of a record on its way into the index or into a question.
type indexTerm struct {
	hash  uint64
	text  string // empty for codes, which are never completed
	minor bool
	code  bool
}

// termsOf are the distinct words of a record: codes, then the name's, then the others.
func termsOf(r Record) []indexTerm {
	var out []indexTerm
	seen := map[uint64]bool{}
	add := func(t indexTerm) {
		if !seen[t.hash] {
			seen[t.hash] = true
			out = append(out, t)
		}
	}
	if gtin, ok := GTIN(r.GTIN); ok {
		add(indexTerm{hash: hash("gtin " + gtin), code: true})
	}
	if mpn := PartNumber(r.MPN); mpn != "" {
		add(indexTerm{hash: hash("mpn " + lookAlike(mpn)), code: true})
		add(indexTerm{hash: hash(mpn), text: mpn})
	}
	t := textOf(r)
	for _, w := range t.nameWords {
		add(indexTerm{hash: hash(w), text: w})
	}
	for _, w := range t.joined {
		if modelCode(w) {
			add(indexTerm{hash: hash(w), text: w})
		}
	}
	for _, w := range t.allWords[len(t.nameWords):] {
		add(indexTerm{hash: hash(w), text: w, minor: true})
	}
	return out
}

// number returns a word's number, and makes one for a new word.
func (x *Index) number(t indexTerm) uint32 {
	if n, ok := x.terms[t.hash]; ok {
		return n
	}
	n := uint32(len(x.words))
	x.terms[t.hash] = n
	w := indexWord{hash: t.hash}
	if completes(t.text) {
		list := wordGrams(t.text)
		w.grams = uint8(min(len(list), 255))
		for _, g := range list {
			x.grams[g] = append(x.grams[g], n)
		}
	}
	x.words = append(x.words, w)
	return n
}

// logs are the logarithms that rarity needs most.
var logs = func() (table [4096]float32) {
	for i := range table {
		table[i] = float32(math.Log(float64(i) + 0.5))
	}
	return table
}()

// rarity is the weight of a word.
func (x *Index) rarity(n uint32) float32 {
	alive := x.words[n].alive
	if int(alive) < len(logs) {
		return x.all - logs[alive]
	}
	return x.all - float32(math.Log(float64(alive)+0.5))
}

// counted renews what all weights rest on.
func (x *Index) counted() {
	x.changes++
	x.all = float32(math.Log(float64(len(x.docs) - x.dead + 1)))
}

func (x *Index) length(slot uint32) float32 {
	var sum float32
	for _, n := range x.entry[x.docs[slot].from:x.docs[slot].to] {
		w := x.rarity(n &^ minor)
		if n&minor != 0 {
			w *= minorPart
		}
		sum += w * w
	}
	return float32(math.Sqrt(float64(sum))) + 1e-6
}

// settle measures all lengths again once many records came or went. They only choose whom to look at: what is told is measured anew.
func (x *Index) settle() {
	x.lock.RLock()
	fresh := 50*x.stale <= len(x.docs)
	x.lock.RUnlock()
	if fresh {
		return
	}
	x.lock.Lock()
	defer x.lock.Unlock()
	for slot := range x.docs {
		if x.scale[slot] > 0 {
			x.scale[slot] = 1 / x.length(uint32(slot))
		}
	}
	x.stale = 0
}

// Candidates returns the most similar records, the best first; of equals the one with the smaller key.
func (x *Index) Candidates(r Record, most int) []Hit { return x.CandidatesBut(r, most, nil) }

// CandidatesBut is Candidates without the records whose keys skip names; nil skips none.
func (x *Index) CandidatesBut(r Record, most int, skip func(key string) bool) []Hit {
	x.settle()
	x.lock.RLock()
	defer x.lock.RUnlock()
	s, _ := x.seekers.Get().(*seeker)
	defer x.seekers.Put(s)
	return s.find(x, termsOf(r), most, skip)
}

// seeker is the memory that one question needs. Between questions its sums are zero.
type seeker struct {
	sums    []float32 // by slot
	touched []uint32
	asked   []float32 // weight in the question, by number of the word
	leads   []lead
	hits    []Hit
	short   []scored
	counts  []uint8 // shared grams, by number of the word
	near    []uint32
}

// lead is a word of the index that the question has, or nearly has.
type lead struct {
	number uint32
	weight float32 // share of the question's word × likeness
	like   float32
}

type scored struct {
	slot  uint32
	score float32
}

func (s *seeker) find(x *Index, asked []indexTerm, most int, skip func(key string) bool) []Hit {
	s.grow(x)
	length := s.ask(x, asked)
	s.read(x)
	s.cut(x, max(shortlist, 4*most), skip)
	s.hits = s.hits[:0]
	for _, c := range s.short {
		doc := &x.docs[c.slot]
		var product, square float32
		for _, n := range x.entry[doc.from:doc.to] {
			w := x.rarity(n &^ minor)
			if n&minor != 0 {
				w *= minorPart
			}
			square += w * w
			product += w * s.asked[n&^minor]
		}
		s.hits = append(s.hits, Hit{doc.key, product / (length * float32(math.Sqrt(float64(square))+1e-6))})
	}
	for _, l := range s.leads {
		s.asked[l.number] = 0
	}
	slices.SortFunc(s.hits, func(a, b Hit) int {
		if c := cmp.Compare(b.Similarity, a.Similarity); c != 0 {
			return c
		}
		return cmp.Compare(a.Key, b.Key)
	})
	return slices.Clone(s.hits[:min(most, len(s.hits))])
}

func (s *seeker) grow(x *Index) {
	if n := len(x.docs) - len(s.sums); n > 0 {
		s.sums = append(s.sums, make([]float32, n)...)
	}
	if n := len(x.words) - len(s.asked); n > 0 {
		s.asked = append(s.asked, make([]float32, n)...)
		s.counts = append(s.counts, make([]uint8, n)...)
	}
}

// ask turns a question into leads and returns its length.
func (s *seeker) ask(x *Index, asked []indexTerm) float32 {
	s.leads = s.leads[:0]
	var square float32
	rarest := x.all - logs[0]
	for _, t := range asked[:min(len(asked), mostDocWords)] {
		part := float32(1)
		if t.minor {
			part = minorPart
		}
		n, known := x.terms[t.hash]
		weight := rarest
		if known {
			weight = x.rarity(n)
			if t.code {
				part = codePart
			}
			s.lead(x, n, weight*part, 1)
		}
		if completes(t.text) && (!known || x.rare(n)) {
			for _, e := range s.complete(x, t) {
				if e.number != n || !known {
					s.lead(x, e.number, min(weight, x.rarity(e.number))*part*e.like, e.like)
				}
			}
		}
		if known || !t.code {
			square += weight * weight * part * part
		}
	}
	return float32(math.Sqrt(float64(square))) + 1e-6
}

// rare says whether a word stands in so few records that it may be a misspelling.
func (x *Index) rare(n uint32) bool {
	return int(x.words[n].alive) <= max(4, (len(x.docs)-x.dead)/50000)
}

func (s *seeker) lead(x *Index, n uint32, weight, like float32) {
	if x.words[n].alive == 0 {
		return
	}
	if s.asked[n] == 0 {
		s.leads = append(s.leads, lead{n, weight, like})
	}
	s.asked[n] = max(s.asked[n], weight)
}

// read sums up the records of the leads, the rarest first, until so many entries were read; the two rarest are always read.
func (s *seeker) read(x *Index) {
	slices.SortFunc(s.leads, func(a, b lead) int {
		return cmp.Or(cmp.Compare(len(x.words[a.number].slots), len(x.words[b.number].slots)), cmp.Compare(x.words[a.number].hash, x.words[b.number].hash))
	})
	read := 0
	s.touched = s.touched[:0]
	for i, l := range s.leads {
		word := &x.words[l.number]
		if read += len(word.slots); read > readBudget && i > 1 {
			break
		}
		gain := s.asked[l.number] * x.rarity(l.number)
		for _, slot := range word.slots {
			if s.sums[slot] == 0 {
				s.touched = append(s.touched, slot)
			}
			s.sums[slot] += gain
		}
	}
}

// steps is how finely cut tells sums apart.
const steps = 512

// cut keeps the records with the highest sums for their length, at least so many, and sets the sums back.
func (s *seeker) cut(x *Index, least int, skip func(key string) bool) {
	s.short = s.short[:0]
	highest := float32(0)
	for _, slot := range s.touched {
		score := s.sums[slot] * x.scale[slot]
		s.sums[slot] = 0
		if score > 0 && (skip == nil || !skip(x.docs[slot].key)) {
			s.short = append(s.short, scored{slot, score})
			highest = max(highest, score)
		}
	}
	var counts [steps + 1]int
	scale := steps / (highest + 1e-9)
	for _, c := range s.short {
		counts[int(c.score*scale)]++
	}
	step, kept := steps, counts[steps]
	for step > 0 && kept < least {
		step--
		kept += counts[step]
	}
	short := s.short[:0]
	for _, c := range s.short {
		if int(c.score*scale) >= step {
			short = append(short, c)
		}
	}
	s.short = short
	s.bound(x, 4*least)
}

// bound cuts a list in which very many have one and the same sum.
func (s *seeker) bound(x *Index, most int) {
	if len(s.short) <= most {
		return
	}
	slices.SortFunc(s.short, func(a, b scored) int {
		if c := cmp.Compare(b.score, a.score); c != 0 {
			return c
		}
		return cmp.Compare(x.docs[a.slot].key, x.docs[b.slot].key)
	})
	s.short = s.short[:most]
}
