package engine

import (
	"math"
	"slices"
	"strings"
)

// Pair is two records that may be the same product.
type Pair struct {
	Left, Right *Profile

	// Alone says that nobody looked for other candidates of the two records. Otherwise the pairs of one run that share a record
	// are rivals, and how a pair stands among them counts.
	Alone bool
}

func (p Pair) key() uint64 {
	a, b := min(p.Left.key, p.Right.key), max(p.Left.key, p.Right.key)
	return mix(a*31 + b)
}

// topic is what a feature is about; evidence is told by topic.
type topic uint8

const (
	topicName topic = iota
	topicText
	topicCode
	topicMeasure
	topicPack
	topicPrice
	topicBrand
	topicBarcode
	topicPartNumber
	topicAttribute
	topicWords
	topicRivals
	topics
)

var nan = float32(math.NaN())

// sheet takes the features of a pair in a fixed order. With names it also notes what they are.
type sheet struct {
	values   []float32
	sided    bool // the sides differ in kind: see order
	names    []string
	topics   []topic
	naming   bool
	prefix   string // of the names
	topic    topic
	strangeA []word // what cover found without a counterpart, kept between pairs to save memory
	strangeB []word
}

func (s *sheet) put(name string, value float32) {
	s.values = append(s.values, value)
	if s.naming {
		s.names = append(s.names, s.prefix+name)
		s.topics = append(s.topics, s.topic)
	}
}

// order puts the side of the supplier with the shorter names first: what is missing there means less than what is missing on the
// other side. Exchanging the sides so changes nothing. Between suppliers alike, or of one supplier, sides mean nothing.
func (s *sheet) order(p Pair) (a, b *Profile) {
	a, b = p.Left, p.Right
	s.sided = a.terseness != b.terseness
	if a.terseness > b.terseness || !s.sided && a.key > b.key {
		return b, a
	}
	return a, b
}

// both puts two figures, one from each side.
func (s *sheet) both(name string, a, b float32) {
	if !s.sided && a > b {
		a, b = b, a
	}
	s.put(name, a)
	s.put(name, b)
}

func (s *sheet) flag(name string, is bool) {
	if is {
		s.put(name, 1)
	} else {
		s.put(name, 0)
	}
}

// pair writes all features that rest on the two records alone.
func (s *sheet) pair(p Pair, attributes []string) {
	a, b := s.order(p)
	s.values = s.values[:0]
	s.texts(a, b)
	s.codes(a, b)
	s.numbers(a, b)
	s.trade(a, b)
	s.brands(a, b)
	s.topic = topicAttribute
	for _, s.prefix = range attributes {
		s.attribute(a.attributes[s.prefix], b.attributes[s.prefix], a, b)
	}
	s.prefix = ""
}

// layout is the number of features of each stage, what they are about, and a number for all their names in order.
type layout struct {
	first, second int
	topics        []topic
	names         uint64
}

// layoutOf writes a sheet for two empty records to see what stands on it.
func layoutOf(attributes []string) layout {
	nobody := &Profile{price: math.NaN()}
	pairs := []Pair{{Left: nobody, Right: nobody}}
	s := sheet{naming: true}
	r := newRivalry(pairs)
	s.pair(pairs[0], attributes)
	s.search(r, 0)
	l := layout{first: len(s.values)}
	s.again(r, 0, []float64{0}, 0)
	l.second, l.topics, l.names = len(s.values), s.topics, hash(strings.Join(s.names, "\n"))
	return l
}

func (s *sheet) texts(a, b *Profile) {
	s.topic = topicName
	s.put("name.cosine", dot(a.name, b.name))
	s.put("name.grams", dot(a.grams, b.grams))
	jaccard, part := overlap(a.nameWords, b.nameWords)
	s.put("name.shared", jaccard)
	s.put("name.shared.smaller", part)
	s.put("name.edits", levenshtein(a.compactName, b.compactName))
	s.both("name.words", float32(len(a.nameWords)), float32(len(b.nameWords)))
	there := cover(a.nameWords, b.nameWords, b.compactName, s.strangeA)
	s.strangeA = there.strange
	back := cover(b.nameWords, a.nameWords, a.compactName, s.strangeB)
	s.strangeB = back.strange
	s.both("name.covered", there.covered, back.covered)
	s.both("name.heaviest", there.heaviest, back.heaviest)

	s.topic = topicText
	s.put("text.cosine", dot(a.all, b.all))
	jaccard, part = overlap(a.allWords, b.allWords)
	s.put("text.shared", jaccard)
	s.put("text.shared.smaller", part)
	s.both("text.words", float32(len(a.allWords)), float32(len(b.allWords)))
	there = cover(a.nameWords, b.allWords, b.compactAll, s.strangeA)
	s.strangeA = there.strange
	back = cover(b.nameWords, a.allWords, a.compactAll, s.strangeB)
	s.strangeB = back.strange
	s.both("text.covered", there.covered, back.covered)
	s.both("text.unmatched", there.unmatched, back.unmatched)
	s.both("text.heaviest", there.heaviest, back.heaviest)
	s.both("text.second", there.second, back.second)
	s.both("text.known", there.shared, back.shared)
}

func symmetricWinkler(a, b string) float32 {
	if a > b {
		a, b = b, a
	}
	return jaroWinkler(a, b)
}

func (s *sheet) codes(a, b *Profile) {
	s.topic = topicCode
	foundA, lostA, bestA := lookUp(a.codes, b)
	foundB, lostB, bestB := lookUp(b.codes, a)
	s.put("code.found", foundA+foundB)
	s.both("code.found.side", foundA, foundB)
	s.both("code.lost", lostA, lostB)
	best := max(bestA, bestB)
	switch {
	case foundA+foundB > 0:
		best = 1
	case len(a.codes) == 0 || len(b.codes) == 0:
		best = nan
	}
	s.put("code.best", best)

	s.topic = topicPartNumber
	s.put("mpn", compareCodes(a.mpn, b.mpn, a.loose, b.loose))
	s.flag("mpn.in", a.mpn != "" && strings.Contains(b.compactAll, a.mpn) || b.mpn != "" && strings.Contains(a.compactAll, b.mpn))
	s.topic = topicBarcode
	s.put("gtin", compareCodes(a.gtin, b.gtin, a.gtin, b.gtin))
}

// compareCodes is 1 for equal ones, 0.9 for those that look equal, else how few edits are between; NaN when one is missing.
func compareCodes(a, b, looseA, looseB string) float32 {
	switch {
	case a == "" || b == "":
		return nan
	case a == b:
		return 1
	case looseA == looseB && looseA != "":
		return 0.9
	}
	return 0.8 * levenshtein(a, b)
}

// lookUp finds the codes of one side in the text of the other; best is how well a lost one resembles a code there.
func lookUp(codes []string, other *Profile) (found, lost, best float32) {
	for _, code := range codes {
		if strings.Contains(other.compactAll, code) {
			found++
			continue
		}
		lost++
		for _, there := range other.codes {
			if strings.HasPrefix(there, code) || strings.HasPrefix(code, there) {
				best = max(best, 0.95)
				continue
			}
			best = max(best, levenshtein(code, there))
		}
	}
	return found, lost, best
}

func (s *sheet) numbers(a, b *Profile) {
	s.topic = topicMeasure
	shared, onlyA, onlyB, conflicts := compareMeasures(a.numbers.Measures, b.numbers.Measures)
	s.put("measure.shared", shared)
	s.both("measure.only", onlyA, onlyB)
	s.put("measure.conflicts", conflicts)
	shared, _, _, conflicts = compareMeasures(a.measures, b.measures)
	s.put("measure.text.shared", shared)
	s.put("measure.text.conflicts", conflicts)
	known, onlyA, onlyB := compareNumbers(a, b)
	s.put("number.shared", known)
	s.both("number.only", onlyA, onlyB)

	s.topic = topicPack
	s.put("pack", comparePacks(a.numbers.Pack, b.numbers.Pack))
	s.flag("pack.one", (a.numbers.Pack > 1) != (b.numbers.Pack > 1))
}

func compareMeasures(a, b []Measure) (shared, onlyA, onlyB, conflicts float32) {
	for _, m := range a {
		switch {
		case slices.ContainsFunc(b, m.same):
			shared++
		case slices.ContainsFunc(b, func(o Measure) bool { return o.dimension == m.dimension && !slices.ContainsFunc(a, o.same) }):
			conflicts++
			onlyA++
		default:
			onlyA++
		}
	}
	for _, m := range b {
		if !slices.ContainsFunc(a, m.same) {
			onlyB++
		}
	}
	return shared, onlyA, onlyB, conflicts
}

// compareNumbers compares numbers without units, which may stand with a unit on the other side ("office 2007", "8 port").
func compareNumbers(a, b *Profile) (shared, onlyA, onlyB float32) {
	for _, n := range a.numbers.Numbers {
		if slices.Contains(b.numbers.Numbers, n) || hasValue(b.numbers.Measures, n) {
			shared++
		} else {
			onlyA++
		}
	}
	for _, n := range b.numbers.Numbers {
		if !slices.Contains(a.numbers.Numbers, n) && !hasValue(a.numbers.Measures, n) {
			onlyB++
		}
	}
	both := float32(0)
	for _, n := range b.numbers.Numbers {
		if slices.Contains(a.numbers.Numbers, n) || hasValue(a.numbers.Measures, n) {
			both++
		}
	}
	return max(shared, both), onlyA, onlyB
}

func hasValue(measures []Measure, n float64) bool {
	return slices.ContainsFunc(measures, func(m Measure) bool { return m.Value == n })
}

func comparePacks(a, b float64) float32 {
	switch {
	case a == 0 || b == 0:
		return nan
	default:
		return float32(math.Abs(math.Log(a / b)))
	}
}

func (s *sheet) trade(a, b *Profile) {
	s.topic = topicPrice
	difference, ratio := nan, nan
	if a.currency == b.currency && !math.IsNaN(a.price) && !math.IsNaN(b.price) {
		difference = float32(math.Abs(a.price-b.price) / max(a.price, b.price))
		ratio = float32(math.Abs(math.Log(a.price / b.price)))
	}
	s.put("price.difference", difference)
	s.put("price.ratio", ratio)
}

func (s *sheet) brands(a, b *Profile) {
	s.topic = topicBrand
	x, y := a.brandText, b.brandText
	edits, winkler := nan, nan
	if x != "" && y != "" {
		edits, winkler = levenshtein(x, y), symmetricWinkler(x, y)
	}
	s.put("brand.edits", edits)
	s.put("brand.winkler", winkler)
	s.both("brand.in", brandIn(a, b), brandIn(b, a))
	s.put("brand.given", float32(b2i(a.brandGiven)+b2i(b.brandGiven)))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// brandIn is which part of one side's brand stands anywhere in the other's text; -1 without a brand.
func brandIn(a, b *Profile) float32 {
	if len(a.brand) == 0 {
		return -1
	}
	found := 0
	for _, w := range a.brand {
		if strings.Contains(b.compactAll, w) {
			found++
		}
	}
	return part(found, len(a.brand))
}

func (s *sheet) attribute(x, y attribute, a, b *Profile) {
	s.put(".sides", float32(b2i(x.compact != "")+b2i(y.compact != "")))
	if x.compact == "" || y.compact == "" {
		s.unknown(".shared", ".edits", ".winkler", ".covered", ".covered")
		return
	}
	jaccard, _ := overlap(x.words, y.words)
	s.put(".shared", jaccard)
	s.put(".edits", levenshtein(x.compact, y.compact))
	s.put(".winkler", symmetricWinkler(x.compact, y.compact))
	there := cover(x.words, b.allWords, b.compactAll, s.strangeA)
	s.strangeA = there.strange
	back := cover(y.words, a.allWords, a.compactAll, s.strangeB)
	s.strangeB = back.strange
	s.both(".covered", there.covered, back.covered)
}
