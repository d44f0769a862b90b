package table

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is how a text's characters are written as bytes.
type Encoding struct {
	Name    string // one of Encodings
	BOM     bool   // the file says so itself, by a byte order mark
	Sure    bool   // false: guessed from its letters; show it, and let it be corrected
	Damaged int64  // bytes of a UTF-8 text that belong to no character
}

const (
	utf8Name                   = "utf-8"
	utf16LEName                = "utf-16le"
	utf16BEName                = "utf-16be"
	gbName                     = "gb18030"
	w1250, w1251, w1252, w1255 = "windows-1250", "windows-1251", "windows-1252", "windows-1255"
)

// Encodings are the names that [Options].Encoding may have.
var Encodings = []string{utf8Name, utf16LEName, utf16BEName, gbName, w1252, w1251, w1250, w1255}

var codecs = map[string]encoding.Encoding{
	utf16LEName: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	utf16BEName: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	gbName:      simplifiedchinese.GB18030,
	w1250:       charmap.Windows1250, w1251: charmap.Windows1251, w1252: charmap.Windows1252, w1255: charmap.Windows1255,
}

var marks = []struct{ name, mark string }{{utf8Name, "\xef\xbb\xbf"}, {utf16LEName, "\xff\xfe"}, {utf16BEName, "\xfe\xff"}}

// text is a source with its encoding known.
type text struct {
	source   Source
	encoding Encoding
}

// open gives the text as UTF-8 without byte order mark. read counts the bytes taken from the source.
func (t text) open(ctx context.Context) (r io.Reader, read *counter) {
	skip := int64(0)
	if t.encoding.BOM {
		skip = int64(len(markOf(t.encoding.Name)))
	}
	read = &counter{r: canceller{ctx, io.NewSectionReader(t.source.Reader, skip, t.source.Size-skip)}, n: skip}
	if codec := codecs[t.encoding.Name]; codec != nil {
		return transform.NewReader(read, codec.NewDecoder()), read
	}
	return read, read
}

// done is the share of the source that was read.
func (t text) done(read *counter) float64 { return float64(read.n) / float64(max(t.source.Size, 1)) }

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func markOf(name string) string {
	for _, m := range marks {
		if m.name == name {
			return m.mark
		}
	}
	return ""
}

// encodingOf finds the encoding of a text; wanted is the caller's word for it, or empty.
func encodingOf(ctx context.Context, s Source, wanted string) (Encoding, error) {
	if wanted != "" && !slices.Contains(Encodings, wanted) {
		return Encoding{}, UnknownEncoding
	}
	head, err := readHead(s, 64<<10)
	if err != nil {
		return Encoding{}, err
	}
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.mark)) && (wanted == "" || wanted == m.name) {
			return Encoding{Name: m.name, BOM: true, Sure: true}, nil
		}
	}
	if wanted != "" {
		return Encoding{Name: wanted, Sure: true}, nil
	}
	if name := utf16Of(head); name != "" {
		return Encoding{Name: name}, nil
	}
	return scanEncoding(ctx, s)
}

// utf16Of recognises UTF-16 without mark by the zero halves of its commas, digits and line ends, which stand on one side only.
func utf16Of(head []byte) string {
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	few := max(len(head)/40, 2)
	switch {
	case zeros[1] > few && zeros[0]*20 < zeros[1]:
		return utf16LEName
	case zeros[0] > few && zeros[1]*20 < zeros[0]:
		return utf16BEName
	}
	return ""
}

const (
	scanBlock = 256 << 10
	strange   = 128 << 10 // bytes of lines with foreign characters that are enough to judge by
)

// scanEncoding reads a text until it is known not to be UTF-8, which for UTF-8 is to its end: the first umlaut may stand in the
// last line.
func scanEncoding(ctx context.Context, s Source) (Encoding, error) {
	var multi, broken int64
	var sample []byte
	block := make([]byte, scanBlock)
	kept := 0
	for offset := int64(0); offset < s.Size; {
		if err := ctx.Err(); err != nil {
			return Encoding{}, err
		}
		n, err := s.Reader.ReadAt(block[kept:], offset)
		if n == 0 && err != nil {
			if errors.Is(err, io.EOF) {
				break
			}
			return Encoding{}, err
		}
		offset += int64(n)
		data := block[:kept+n]
		whole := len(data)
		if offset < s.Size {
			whole -= unfinished(data)
		}
		if good, bad := count(data[:whole]); bad > 0 {
			multi, broken = multi+good, broken+bad
			sample = foreignLines(sample, data[:whole])
		} else {
			multi += good
		}
		if len(sample) >= strange && broken*10 > multi {
			break
		}
		kept = copy(block, data[whole:])
	}
	switch {
	case broken == 0:
		return Encoding{Name: utf8Name, Sure: true}, nil
	case broken*10 <= multi:
		return Encoding{Name: utf8Name, Damaged: broken}, nil
	}
	return Encoding{Name: legacy(sample)}, nil
}

// unfinished is the length of a UTF-8 sequence that the end of data cuts.
func unfinished(data []byte) int {
	for i := 1; i < utf8.UTFMax && i <= len(data); i++ {
		if b := data[len(data)-i]; utf8.RuneStart(b) {
			if b >= utf8.RuneSelf && !utf8.FullRune(data[len(data)-i:]) {
				return i
			}
			return 0
		}
	}
	return 0
}

// count gives the characters beyond ASCII, and the bytes that belong to none.
func count(data []byte) (multi, broken int64) {
	if utf8.Valid(data) {
		for _, b := range data {
			if b >= 0xc0 {
				multi++
			}
		}
		return multi, 0
	}
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			multi++
		}
		data = data[n:]
	}
	return multi, broken
}

// foreignLines appends the lines that have bytes beyond ASCII.
func foreignLines(sample, data []byte) []byte {
	for line := range bytes.Lines(data) {
		if len(sample) >= strange {
			break
		}
		if slices.ContainsFunc(line, func(b byte) bool { return b >= utf8.RuneSelf }) {
			sample = append(sample, line[:min(len(line), 4096)]...)
		}
	}
	return sample
}

// legacy judges which older encoding explains the letters best.
func legacy(sample []byte) string {
	if chinese(sample) {
		return gbName
	}
	best, most := w1252, -1.0
	for _, tongue := range tongues {
		if explained := tongue.explains(sample); explained > most+1e-9 {
			best, most = tongue.encoding, explained
		}
	}
	if best == w1251 || best == w1255 {
		return russianOrHebrew(sample)
	}
	return best
}

// chinese tells GB18030 by pairs from the part of the code that GB 2312 fills: letters of other encodings form pairs elsewhere, or none.
func chinese(sample []byte) bool {
	pairs, hanzi, common, bad := 0, 0, 0, 0
	for i := 0; i < len(sample); i++ {
		lead := sample[i]
		if lead < 0x80 {
			continue
		}
		if i+1 >= len(sample) {
			break
		}
		trail := sample[i+1]
		switch {
		case lead == 0x80 || lead == 0xff || trail == 0x7f || trail == 0xff || trail < 0x30 || trail > 0x39 && trail < 0x40:
			bad++
			continue
		case trail <= 0x39: // four bytes
			i += 3
			pairs++
			continue
		}
		i++
		pairs++
		if lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1 {
			hanzi++
			if lead <= 0xd7 {
				common++
			}
		} else if lead < 0xa1 || lead > 0xa9 || trail < 0xa1 {
			bad++
		}
	}
	return pairs > 0 && bad*8 <= pairs && hanzi > 0 && common*2 >= hanzi
}

// tongue is an alphabet and the encoding that it is found in.
type tongue struct {
	encoding string
	letters  string // beyond ASCII
	apart    bool   // its words have no ASCII letters among them
}

// tongues in the order in which a tie is decided.
var tongues = []tongue{
	{w1252, "äöüßÄÖÜé" + signs, false}, {w1252, "àâæçéèêëîïôœùûüÿÀÂÇÉÈÊËÎÏÔŒÙÛÜ" + signs, false},
	{w1252, "áéíñóúüÁÉÍÑÓÚÜ¿¡ºª" + signs, false}, {w1252, "áâãàçéêíóôõúüÁÂÃÀÇÉÊÍÓÔÕÚºª" + signs, false},
	{w1252, "àèéìíòóùúÀÈÉÌÒÙ" + signs, false}, {w1252, "åäöæøéüÅÄÖÆØÉÜðþÐÞáíóúý" + signs, false},
	{w1250, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ°", false}, {w1250, "áäčďéěíĺľňóôŕřšťúůýžÁÄČĎÉĚÍĽŇÓÔŘŠŤÚŮÝŽ°", false},
	{w1250, "áéíóöőúüűÁÉÍÓÖŐÚÜŰ°", false}, {w1250, "ăâîşţĂÂÎŞŢ°", false}, {w1250, "čćđšžČĆĐŠŽ°", false},
	{w1251, "абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁіїєґўІЇЄҐЎ", true},
	{w1255, "אבגדהוזחטיךכלםמןנסעףפץצקרשת", true},
}

// signs are no letters, but stand between and behind them in price lists.
const signs = "°²³½¼¾µ±×ØøÅ€£¥"

// neutral signs have the same byte in all the encodings, or say nothing.
const neutral = "\u00a0«»“”„‘’–—…·•®©™§№₪"

// explains gives the share of the letters beyond ASCII that are of this language, and stand where it has them.
func (l tongue) explains(sample []byte) float64 {
	codec, _ := codecs[l.encoding].(*charmap.Charmap)
	letters, explained := 0, 0
	for _, word := range words(sample) {
		ascii := slices.ContainsFunc(word, isLetter)
		for _, b := range word {
			if b < utf8.RuneSelf {
				continue
			}
			r := codec.DecodeByte(b)
			if strings.ContainsRune(neutral, r) {
				continue
			}
			letters++
			fits := !ascii && len(word) > 1
			if !l.apart {
				fits = ascii || len(word) == 1 || strings.ContainsRune(signs, r)
			}
			if fits && strings.ContainsRune(l.letters, r) {
				explained++
			}
		}
	}
	return float64(explained) / float64(max(letters, 1))
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// words are runs of letters and of bytes beyond ASCII.
func words(sample []byte) [][]byte {
	var found [][]byte
	begin := -1
	for i, b := range sample {
		switch inside := isLetter(b) || b >= utf8.RuneSelf && b != 0xa0; {
		case inside && begin < 0:
			begin = i
		case !inside && begin >= 0:
			found, begin = append(found, sample[begin:i]), -1
		}
	}
	if begin >= 0 {
		found = append(found, sample[begin:])
	}
	return found
}

// How often each letter is written, in percent: bytes 0xe0 to 0xfa are Russian in the one encoding and Hebrew in the other.
var (
	russianUse = [27]float64{8, 1.6, 4.5, 1.7, 3, 8.5, .9, 1.7, 7.4, 1.2, 3.5, 4.4, 3.2, 6.7, 11, 2.8, 4.7, 5.5, 6.3, 2.6, .3, 1, .5, 1.4, .7, .4, .04}
	hebrewUse  = [27]float64{6.3, 4.7, 1.3, 2.6, 10.9, 10.4, 1.3, 2.5, 1.2, 11.1, .8, 2.7, 7.4, 2.6, 4.6, 1.5, 2.9, 1.5, 3.2, .2, 1.7, .1, 1.2, 2.1, 5.6, 4.4, 5}
)

// russianOrHebrew weighs each letter by how much more the one language uses it than the other.
func russianOrHebrew(sample []byte) string {
	russian := 0.0
	for _, b := range sample {
		switch {
		case b >= 0xe0 && b <= 0xfa:
			russian += math.Log(russianUse[b-0xe0] / hebrewUse[b-0xe0])
		case b >= 0xc0 && b < 0xe0 || b > 0xfa || b == 0xa8 || b == 0xb8: // capitals, ы to я, ё; Hebrew has none of them
			russian += 2
		}
	}
	if russian > 0 {
		return w1251
	}
	return w1255
}
