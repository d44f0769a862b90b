package engine

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// dimension is what a measure measures. Measures of different dimensions are never compared.
type dimension uint8

const (
	plainNumber dimension = iota
	mass                  // grams
	volume                // millilitres
	length                // millimetres
	storage               // megabytes
	power                 // watts
	apparent              // volt-amperes
	voltage               // volts
	current               // milliamperes
	charge                // milliampere-hours
	frequency             // hertz
	pixels                // megapixels
	lines                 // lines of a picture: 1080p
	rotation              // turns per minute
	density               // dots per inch
	ports
	channels
	users
	speed  // 24x
	months // of validity or warranty
	count  // pieces
	dimensions
)

// telling are dimensions in which a product's variants differ, so that two values of one are two products. The others stand in
// texts for many things at once (the length of a device, and that of its cable).
var telling = [dimensions]bool{mass: true, volume: true, storage: true, count: true}

// Measure is a number read out of a text, in the base unit of its dimension.
type Measure struct {
	Value     float64
	dimension dimension
}

// same says whether two measures agree but for rounding ("64 fl oz", "1.89 l").
func (m Measure) same(other Measure) bool {
	return m.dimension == other.dimension && math.Abs(m.Value-other.Value) <= 0.006*max(m.Value, other.Value)
}

var units = map[string]Measure{
	"mg": {0.001, mass}, "g": {1, mass}, "gr": {1, mass}, "gram": {1, mass}, "grams": {1, mass}, "kg": {1000, mass}, "kgs": {1000, mass}, "kilo": {1000, mass},
	"oz": {28.349523125, mass}, "ounce": {28.349523125, mass}, "ounces": {28.349523125, mass}, "lb": {453.59237, mass}, "lbs": {453.59237, mass}, "pounds": {453.59237, mass},
	"毫克": {0.001, mass}, "克": {1, mass}, "千克": {1000, mass}, "公斤": {1000, mass}, "斤": {500, mass},
	"ml": {1, volume}, "cl": {10, volume}, "dl": {100, volume}, "l": {1000, volume}, "lt": {1000, volume}, "ltr": {1000, volume}, "liter": {1000, volume}, "litre": {1000, volume},
	"liters": {1000, volume}, "litres": {1000, volume}, "floz": {29.5735295625, volume}, "gal": {3785.411784, volume}, "gallon": {3785.411784, volume}, "毫升": {1, volume}, "升": {1000, volume},
	"mm": {1, length}, "cm": {10, length}, "m": {1000, length}, "meter": {1000, length}, "meters": {1000, length}, "metre": {1000, length}, "metres": {1000, length},
	"in": {25.4, length}, "inch": {25.4, length}, "inches": {25.4, length}, "ft": {304.8, length}, "feet": {304.8, length}, "foot": {304.8, length},
	"毫米": {1, length}, "厘米": {10, length}, "米": {1000, length}, "英寸": {25.4, length}, "寸": {25.4, length},
	"kb": {0.001, storage}, "mb": {1, storage}, "gb": {1000, storage}, "tb": {1e6, storage},
	"w": {1, power}, "watt": {1, power}, "watts": {1, power}, "kw": {1000, power}, "va": {1, apparent}, "kva": {1000, apparent},
	"v": {1, voltage}, "volt": {1, voltage}, "volts": {1, voltage}, "kv": {1000, voltage}, "ma": {1, current}, "amp": {1000, current}, "amps": {1000, current}, "mah": {1, charge},
	"hz": {1, frequency}, "khz": {1e3, frequency}, "mhz": {1e6, frequency}, "ghz": {1e9, frequency},
	"mp": {1, pixels}, "megapixel": {1, pixels}, "megapixels": {1, pixels}, "p": {1, lines}, "i": {1, lines}, "rpm": {1, rotation}, "dpi": {1, density},
	"port": {1, ports}, "ports": {1, ports}, "channel": {1, channels}, "channels": {1, channels}, "ch": {1, channels}, "user": {1, users}, "users": {1, users}, "u": {1, users},
	"x": {1, speed}, "month": {1, months}, "months": {1, months}, "year": {12, months}, "years": {12, months}, "yr": {12, months},
	"pk": {1, count}, "pack": {1, count}, "packs": {1, count}, "pcs": {1, count}, "pc": {1, count}, "piece": {1, count}, "pieces": {1, count}, "ct": {1, count}, "count": {1, count},
	"bottles": {1, count}, "cans": {1, count}, "rolls": {1, count}, "sheets": {1, count}, "units": {1, count}, "pairs": {1, count}, "ea": {1, count}, "each": {1, count},
	"个": {1, count}, "支": {1, count}, "瓶": {1, count}, "罐": {1, count}, "盒": {1, count}, "包": {1, count}, "片": {1, count}, "只": {1, count}, "件": {1, count}, "套": {1, count},
	"条": {1, count}, "袋": {1, count}, "枚": {1, count}, "张": {1, count}, "听": {1, count}, "卷": {1, count}, "粒": {1, count},
}

// packWords stand before "of" and a number: "case of 12".
var packWords = map[string]bool{"pack": true, "case": true, "box": true, "set": true, "carton": true, "packet": true, "bag": true, "tray": true}

// perWords stand after a number and a stroke or "per": "12/case".
var perWords = map[string]bool{"case": true, "cs": true, "box": true, "bx": true, "carton": true, "ctn": true, "pack": true, "pk": true, "bag": true, "tray": true, "箱": true, "盒": true, "包": true}

// Reading is what the numbers of a text say.
type Reading struct {
	Measures []Measure // with a unit, without repetition, in the order of the text
	Numbers  []float64 // without one
	Pack     float64   // pieces in one sold unit; zero when the text does not say
}

// mostTerms bounds the numbers read from one text, whatever its length.
const mostTerms = 48

// Read finds numbers, units and packs in a text: "6 x 330 ml" is a pack of 6 with 330 ml, `2-1/2"` is 63.5 mm, "case of 12" a
// pack of 12. Of two different packs in one text it believes neither.
func Read(text string) Reading { return read(fold(text)) }

func read(text string) Reading {
	r := reader{text: text}
	for at := 0; at < len(text) && r.terms < mostTerms; {
		if isDigit(text[at]) && (at == 0 || !alphanumeric(text[at-1]) || text[at-1] == 'v' && (at == 1 || !alphanumeric(text[at-2]))) {
			at = r.sequence(at)
			continue
		}
		at++
	}
	return r.out
}

type term struct {
	value float64
	unit  Measure // factor and dimension; factor zero without a unit
}

func (t term) measure() Measure { return Measure{t.value * t.unit.Value, t.unit.dimension} }

func (t term) isContent() bool {
	return t.unit.Value > 0 && (t.unit.dimension == mass || t.unit.dimension == volume || t.unit.dimension == storage)
}

func (t term) isCount() bool { return t.unit.Value == 0 || t.unit.dimension == count }

type reader struct {
	text     string
	terms    int
	out      Reading
	disputed bool // two different packs were read
}

func alphanumeric(c byte) bool { return isDigit(c) || isLower(c) || c >= utf8.RuneSelf }

// sequence reads numbers joined by "x" from a place on, and returns where they end.
func (r *reader) sequence(at int) int {
	start := at
	var seq []term
	for {
		value, end, ok := number(r.text, at)
		if !ok {
			at = end // too long for a number, or a version
			break
		}
		unit, after, fits := r.unit(end)
		at = after
		if !fits {
			break // part of a word: "350h"
		}
		seq = append(seq, term{value, unit})
		next, more := times(r.text, at)
		if !more || len(seq) == 4 {
			break
		}
		at = next
	}
	r.terms += len(seq)
	r.take(seq, start, at)
	return max(at, start+1)
}

// times returns the place of the number behind a multiplication sign.
func times(text string, at int) (int, bool) {
	at = spaces(text, at)
	if at >= len(text) || text[at] != 'x' && text[at] != '*' {
		return 0, false
	}
	at = spaces(text, at+1)
	return at, at < len(text) && isDigit(text[at])
}

func spaces(text string, at int) int {
	for at < len(text) && text[at] == ' ' {
		at++
	}
	return at
}

// take says what a sequence means: a pack of contents, a size of several lengths, or single numbers.
func (r *reader) take(seq []term, start, end int) {
	if len(seq) == 0 {
		return
	}
	last := seq[len(seq)-1]
	switch {
	case len(seq) == 1:
		r.single(last, start, end)
	case last.isContent() && allCounts(seq[:len(seq)-1]):
		r.pack(product(seq[:len(seq)-1]))
		r.measure(last.measure())
	case seq[0].isContent() && allCounts(seq[1:]):
		r.pack(product(seq[1:]))
		r.measure(seq[0].measure())
	case last.unit.dimension == count && allCounts(seq):
		r.pack(product(seq))
	default:
		for _, t := range seq {
			if t.unit.Value == 0 {
				t.unit = last.unit
			}
			r.single(t, start, end)
		}
	}
}

func allCounts(seq []term) bool {
	return !slices.ContainsFunc(seq, func(t term) bool { return !t.isCount() })
}

func product(seq []term) float64 {
	p := 1.0
	for _, t := range seq {
		p *= t.value
	}
	return p
}

func (r *reader) single(t term, start, end int) {
	switch {
	case t.unit.dimension == count && t.unit.Value > 0:
		r.pack(t.value)
	case t.unit.Value > 0:
		r.measure(t.measure())
	case r.packBefore(start) || r.perAfter(end):
		r.pack(t.value)
	default:
		r.out.Numbers = append(r.out.Numbers, t.value)
	}
}

// pack notes a number of pieces. One piece says nothing; two different packs speak of different things.
func (r *reader) pack(pieces float64) {
	m := Measure{pieces, count}
	if pieces <= 1 || pieces != math.Trunc(pieces) || pieces > 1e6 {
		return
	}
	switch {
	case r.out.Pack == 0 && !r.disputed:
		r.out.Pack = pieces
	case r.out.Pack != pieces:
		r.out.Pack, r.disputed = 0, true
	}
	r.measure(m)
}

func (r *reader) measure(m Measure) {
	if m.Value > 0 && !slices.Contains(r.out.Measures, m) {
		r.out.Measures = append(r.out.Measures, m)
	}
}

// packBefore finds "pack of" before a number.
func (r *reader) packBefore(at int) bool {
	before, ok := strings.CutSuffix(strings.TrimRight(r.text[:at], " "), " of")
	if !ok {
		return false
	}
	before = strings.TrimRight(before, " ")
	return packWords[before[strings.LastIndexAny(before, "\n -(/,;:")+1:]]
}

// perAfter finds "/case" or "per case" after a number.
func (r *reader) perAfter(at int) bool {
	rest := strings.TrimLeft(r.text[at:], " ")
	if after, ok := strings.CutPrefix(rest, "/"); ok {
		rest = after
	} else if after, ok := strings.CutPrefix(rest, "per "); ok {
		rest = after
	} else {
		return false
	}
	rest = strings.TrimLeft(rest, " ")
	end, _ := run(rest+" ", 0)
	return perWords[rest[:min(end, len(rest))]]
}

// unit reads a unit behind a number. Without one the factor is zero; fits is false where the number turns out to be part of a
// word, whose end is returned then.
func (r *reader) unit(at int) (unit Measure, end int, fits bool) {
	begin := at
	for begin < len(r.text) && (r.text[begin] == ' ' || r.text[begin] == '-' && begin == at) {
		begin++
	}
	if begin == len(r.text) {
		return Measure{}, at, true
	}
	if mark := marks(r.text[begin:]); mark > 0 {
		return Measure{25.4, length}, begin + mark, true
	}
	if r.text[begin] >= utf8.RuneSelf {
		unit, end = wideUnit(r.text, begin)
		if end == begin {
			end = at
		}
		return unit, end, true
	}
	end = begin
	for end < len(r.text) && isLower(r.text[end]) {
		end++
	}
	glued := end < len(r.text) && isDigit(r.text[end]) && end > begin
	word := r.text[begin:end]
	switch {
	case word == "x" && sized(r.text, end):
		return Measure{}, at, true // a multiplication, not a speed
	case word == "fl":
		if rest := strings.TrimLeft(r.text[end:], ". "); strings.HasPrefix(rest, "oz") {
			return units["floz"], len(r.text) - len(rest) + 2, true
		}
	case word == "in" && sized(r.text, end):
		return Measure{}, at, true // "2 in 1"
	}
	if unit, ok := units[word]; ok && !glued {
		return unit, end, true
	}
	if before, ok := strings.CutSuffix(word, "x"); ok && glued {
		if unit := units[before]; unit.dimension == mass || unit.dimension == volume {
			return unit, end - 1, true // "550mlx24": what packs hold, and how many
		}
	}
	if begin == at && word != "" {
		for end < len(r.text) && alphanumeric(r.text[end]) {
			end++
		}
		return Measure{}, end, false
	}
	return Measure{}, at, true
}

// sized says whether a number follows.
func sized(text string, at int) bool {
	at = spaces(text, at)
	return at < len(text) && isDigit(text[at])
}

// marks returns the length of a sign for inches. A single stroke counts as one too: catalogues lose the second.
func marks(s string) int {
	switch {
	case strings.HasPrefix(s, "''"):
		return 2
	case s[0] == '"' || s[0] == '\'':
		return 1
	}
	return 0
}

// wideUnit reads a Chinese unit of one or two characters.
func wideUnit(text string, at int) (Measure, int) {
	_, first := utf8.DecodeRuneInString(text[at:])
	_, second := utf8.DecodeRuneInString(text[at+first:])
	for _, size := range []int{first + second, first} {
		if unit, ok := units[text[at:at+size]]; ok {
			return unit, at + size
		}
	}
	return Measure{}, at
}

// number reads 2, 2.5, 1,000, 1/2, 2-1/2 and 2 1/2.
func number(text string, at int) (value float64, end int, ok bool) {
	value, end, ok = decimalAt(text, at)
	if !ok || value != math.Trunc(value) {
		return value, end, ok
	}
	if fraction, after, is := fractionOf(text, end, value); is {
		return fraction, after, true
	}
	if end+1 < len(text) && (text[end] == '-' || text[end] == ' ') && isDigit(text[end+1]) {
		if upper, slash, is := decimalAt(text, end+1); is {
			if fraction, after, is := fractionOf(text, slash, upper); is {
				return value + fraction, after, true
			}
		}
	}
	return value, end, true
}

// fractionOf reads the stroke and the lower number of a fraction; 10/100 and 24/7 are none.
func fractionOf(text string, at int, upper float64) (value float64, end int, ok bool) {
	if at+1 >= len(text) || text[at] != '/' || !isDigit(text[at+1]) {
		return 0, 0, false
	}
	lower, end, ok := decimalAt(text, at+1)
	if !ok || upper <= 0 || upper >= lower {
		return 0, 0, false
	}
	switch lower {
	case 2, 3, 4, 8, 16, 32, 64:
		return upper / lower, end, true
	}
	return 0, 0, false
}

func decimalAt(text string, at int) (value float64, end int, ok bool) {
	end = at
	for end < len(text) && (isDigit(text[end]) || end > at && end+1 < len(text) && isDigit(text[end+1]) && (text[end] == '.' || text[end] == ',' && grouped(text, end))) {
		end++
	}
	if end == at || end-at > 18 {
		return 0, end, false
	}
	written := strings.ReplaceAll(text[at:end], ",", "")
	if second := strings.Count(written, "."); second > 1 {
		return 0, end, false // a version or an address: 10.0.1
	}
	value, err := strconv.ParseFloat(written, 64)
	return value, end, err == nil
}

// grouped says whether exactly three digits follow a comma.
func grouped(text string, comma int) bool {
	n := 0
	for i := comma + 1; i < len(text) && isDigit(text[i]); i++ {
		n++
	}
	return n == 3
}
