package engine

import "math"

// Corpus counts in how many records each word and each three letters stand, so that rare ones weigh more than common ones.
// It is not safe for writing while others read.
type Corpus struct {
	records int
	words   map[uint64]int32
	grams   map[uint64]int32
	brands  map[string]int32
	names   map[string]nameLength // by supplier
}

// nameLength is how many words the names of so many records have.
type nameLength struct{ records, words int }

// NewCorpus returns one that has seen nothing.
func NewCorpus() *Corpus {
	return &Corpus{words: map[uint64]int32{}, grams: map[uint64]int32{}, brands: map[string]int32{}, names: map[string]nameLength{}}
}

// Len is the number of records counted.
func (c *Corpus) Len() int { return c.records }

// Add counts a record.
func (c *Corpus) Add(r Record) { c.count(r, 1) }

// Remove takes back what Add of an equal record counted.
func (c *Corpus) Remove(r Record) { c.count(r, -1) }

func (c *Corpus) count(r Record, by int32) {
	t := textOf(r)
	c.records += int(by)
	n := c.names[r.Supplier]
	c.names[r.Supplier] = nameLength{n.records + int(by), n.words + int(by)*len(t.nameWords)}
	for id := range distinct(t.allWords) {
		bump(c.words, id, by)
	}
	for id := range distinctGrams(t.nameWords) {
		bump(c.grams, id, by)
	}
	for _, brand := range brandWords(r.Brand) {
		bump(c.brands, brand, by)
	}
}

func bump[K comparable](counts map[K]int32, key K, by int32) {
	if now := counts[key] + by; now > 0 {
		counts[key] = now
	} else {
		delete(counts, key)
	}
}

// weight is the inverse document frequency of something that stands in so many records, between 0 (in all) and about 1 (in none).
func (c *Corpus) weight(records int32) float32 {
	n := float64(c.records)
	return float32(max(0, math.Log((n+1)/(float64(records)+0.5))/math.Log(2*n+2)))
}

// text is a record taken apart.
type text struct {
	name, all           string // folded
	nameWords, allWords []string
	joined              []string // compact forms of what signs joined
}

func textOf(r Record) text {
	t := text{name: fold(r.Name)}
	keep := func(s string) { t.joined = append(t.joined, s) }
	t.nameWords = words(t.name, keep)
	t.all = t.name
	for _, more := range further(r) {
		t.all += "\n" + fold(more)
	}
	t.allWords = t.nameWords
	if len(t.all) > len(t.name) {
		t.allWords = append(t.allWords[:len(t.allWords):len(t.allWords)], words(t.all[len(t.name):], keep)...)
	}
	return t
}

// further are the texts of a record besides its name.
func further(r Record) []string {
	var out []string
	for _, s := range []string{r.Brand, r.MPN, r.Pack} {
		if s != "" {
			out = append(out, s)
		}
	}
	for _, a := range r.Attributes {
		if a.Value != "" {
			out = append(out, a.Value)
		}
	}
	return out
}

func distinct(words []string) map[uint64]int {
	set := make(map[uint64]int, len(words))
	for _, w := range words {
		set[hash(w)]++
	}
	return set
}

// distinctGrams counts the runs of three characters of the words set side by side, packed into one number each.
func distinctGrams(words []string) map[uint64]int {
	set := map[uint64]int{}
	eachGram(words, func(id uint64) { set[id]++ })
	return set
}

func eachGram(words []string, yield func(uint64)) {
	const space = uint64(' ')
	last, last2 := space, uint64(0)
	feed := func(r uint64) {
		if last2 != 0 {
			yield(last2<<42 | last<<21 | r)
		}
		last2, last = last, r
	}
	for _, w := range words {
		for _, r := range w {
			feed(uint64(r))
		}
		feed(space)
	}
}
