package media

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
)

// Kind is picture or document.
type Kind string

// Kinds of media.
const (
	Image    Kind = "image"
	Document Kind = "document"
)

// Media is a picture or document of an item.
type Media struct {
	ID            id.MediaID
	Kind          Kind
	Type          string // content type
	Size          int64  // bytes
	Width, Height int    // of a picture, in pixels
	Name          string // of the file
	Title         string // "": none, as Alt
	Alt           string // what the picture shows
	AddedAt       time.Time

	file, thumb id.BlobID
	thumbType   string
}

// Words are what people say about a file.
type Words struct{ Name, Title, Alt string }

// Bounds.
const (
	ImageBytes    = 20 << 20
	DocumentBytes = 50 << 20
	Most          = 50 // of one item
	thumbSide     = 320
	longName      = 200
	longTitle     = 200
	longAlt       = 500
)

const pdf = "application/pdf"

var (
	errFormat = fault.Define(fault.KindUnsupported, "catalog.media_format", "This is neither a whole PNG, JPEG, WebP or GIF picture nor a PDF document.")
	errPixels = fault.Define(fault.KindInvalid, "catalog.media_pixels", "This picture is too large. At most 12,000 pixels a side and 24 megapixels are taken.")
	errMany   = fault.Define(fault.KindConflict, "catalog.media_too_many", "An item has at most 50 pictures and documents. Remove one first.")
	errFetch  = fault.Define(fault.KindInvalid, "catalog.media_not_fetched", "Nothing could be fetched from this address. Only public https addresses that answer directly are called.")
)

// read tidies words, or says what is wrong with them.
func (w Words) read() (Words, []fault.Field) {
	var wrong []fault.Field
	tidy := func(field, text string, most int) string {
		out := strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
		switch {
		case utf8.RuneCountInString(out) > most:
			wrong = append(wrong, fault.Field{Path: field, Code: "too_long", Message: "This text is too long."})
		case strings.ContainsFunc(out, unicode.IsControl) || !utf8.ValidString(out):
			wrong = append(wrong, fault.Field{Path: field, Code: "wrong_form", Message: "There is a character that cannot be printed."})
		}
		return out
	}
	out := Words{tidy("name", w.Name, longName), tidy("title", w.Title, longTitle), tidy("alt", w.Alt, longAlt)}
	return out, wrong
}

// nameOf is what a file of an address is called.
func nameOf(address string) string {
	at, err := url.Parse(address)
	if err != nil {
		return "file"
	}
	name := path.Base(at.Path)
	if name == "." || name == "/" || !utf8.ValidString(name) {
		name = at.Hostname()
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, name)
	if runes := []rune(name); len(runes) > longName {
		name = string(runes[len(runes)-longName:])
	}
	if strings.TrimSpace(name) == "" {
		name = "file"
	}
	return name
}

// pdfFrame lets through a PDF and nothing else: one that begins with its mark and ends with the other.
type pdfFrame struct {
	from io.Reader
	head []byte
	tail []byte
}

const (
	pdfHead = "%PDF-"
	pdfTail = "%%EOF"
	tailing = 1024 // bytes in which the end is looked for
)

func (f *pdfFrame) Read(p []byte) (int, error) {
	n, err := f.from.Read(p)
	if missing := len(pdfHead) - len(f.head); missing > 0 {
		f.head = append(f.head, p[:min(n, missing)]...)
	}
	if f.tail = append(f.tail, p[max(0, n-tailing):n]...); len(f.tail) > tailing {
		f.tail = append([]byte{}, f.tail[len(f.tail)-tailing:]...)
	}
	if errors.Is(err, io.EOF) && (string(f.head) != pdfHead || !f.ends()) {
		return 0, errFormat
	}
	return n, err
}

// ends tells whether nothing but white space stands behind the mark of the end.
func (f *pdfFrame) ends() bool {
	at := bytes.LastIndex(f.tail, []byte(pdfTail))
	return at >= 0 && len(bytes.Trim(f.tail[at+len(pdfTail):], "\r\n\t \x00")) == 0
}
