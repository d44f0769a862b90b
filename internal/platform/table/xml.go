package table

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// The standard library's decoder holds a whole token in memory and is several times slower; a worksheet needs neither name spaces nor
// document types, and a document type is refused because entities are declared there.

type xmlKind int

const (
	xmlBegin xmlKind = iota
	xmlEnd
	xmlText
)

var (
	errXML     = errors.New("table: not well-formed XML")
	errDoctype = errors.New("table: XML with a document type")
	errLong    = errors.New("table: a text in XML is too long")
)

const mostTag = 64 << 10 // bytes

// xmlReader reads XML token by token in a window that holds one tag at most.
type xmlReader struct {
	in         io.Reader
	buf        []byte
	begin      int
	eof        bool
	selfClosed bool
	depth      int // elements that are open

	name  []byte // of the last element, without prefix; valid until the next token
	attrs []byte // of the last beginning
	text  []byte // of the last text
	want  bool   // collect text; otherwise it is passed over
	most  int    // bytes of text
}

func newXML(in io.Reader, most int) *xmlReader {
	return &xmlReader{in: in, buf: make([]byte, 0, 128<<10), most: most}
}

// fill reads more; io.EOF at the end.
func (x *xmlReader) fill() error {
	if x.eof {
		return io.EOF
	}
	if x.begin > 0 {
		x.buf = x.buf[:copy(x.buf, x.buf[x.begin:])]
		x.begin = 0
	}
	if len(x.buf) == cap(x.buf) {
		return errXML // a tag that fills the window
	}
	n, err := x.in.Read(x.buf[len(x.buf):cap(x.buf)])
	x.buf = x.buf[:len(x.buf)+n]
	if errors.Is(err, io.EOF) {
		x.eof, err = true, nil
	}
	return err
}

// next gives the next token, or io.EOF after the last; io.ErrUnexpectedEOF while an element is open.
func (x *xmlReader) next() (xmlKind, error) {
	if x.selfClosed {
		x.selfClosed = false
		x.depth--
		return xmlEnd, nil
	}
	x.text = x.text[:0]
	for {
		if x.begin == len(x.buf) {
			err := x.fill()
			if errors.Is(err, io.EOF) && x.depth > 0 {
				err = io.ErrUnexpectedEOF
			}
			if err != nil {
				return 0, err
			}
			continue
		}
		if x.buf[x.begin] != '<' {
			if err := x.characters(); err != nil {
				return 0, err
			}
			if len(x.text) > 0 {
				return xmlText, nil
			}
			continue
		}
		kind, found, err := x.markup()
		if err != nil || found {
			return kind, err
		}
	}
}

// characters reads up to the next tag.
func (x *xmlReader) characters() error {
	for {
		data := x.buf[x.begin:]
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			i = len(data)
			if cut := bytes.LastIndexByte(data, '&'); cut >= 0 && !x.eof && len(data)-cut < 16 {
				i = cut // an entity may be cut
			}
		}
		if x.want {
			var err error
			if x.text, err = unescaped(x.text, data[:i]); err != nil {
				return err
			}
			if len(x.text) > x.most {
				return errLong
			}
		}
		if x.begin += i; x.begin < len(x.buf) && x.buf[x.begin] == '<' {
			return nil
		}
		if err := x.fill(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// markup reads what begins with "<". It gives found=false for what is no element and no text.
func (x *xmlReader) markup() (xmlKind, bool, error) {
	if err := x.need(9); err != nil {
		return 0, false, err
	}
	data := x.buf[x.begin:]
	switch {
	case bytes.HasPrefix(data, []byte("<?")):
		return 0, false, x.skipTo("?>", false)
	case bytes.HasPrefix(data, []byte("<!--")):
		return 0, false, x.skipTo("-->", false)
	case bytes.HasPrefix(data, []byte("<![CDATA[")):
		x.begin += 9
		err := x.skipTo("]]>", x.want)
		return xmlText, len(x.text) > 0, err
	case bytes.HasPrefix(data, []byte("<!")):
		return 0, false, errDoctype
	}
	end, err := x.tagEnd()
	if err != nil {
		return 0, false, err
	}
	tag := x.buf[x.begin+1 : x.begin+end]
	x.begin += end + 1
	kind := xmlBegin
	x.depth++
	if len(tag) > 0 && tag[0] == '/' {
		kind, tag, x.depth = xmlEnd, tag[1:], x.depth-2
	} else if len(tag) > 0 && tag[len(tag)-1] == '/' {
		x.selfClosed, tag = true, tag[:len(tag)-1]
	}
	n := bytes.IndexAny(tag, " \t\r\n")
	if n < 0 {
		n = len(tag)
	}
	x.name, x.attrs = tag[:n], tag[n:]
	if n == 0 || x.depth < 0 {
		return 0, false, errXML
	}
	if colon := bytes.IndexByte(x.name, ':'); colon >= 0 {
		x.name = x.name[colon+1:]
	}
	return kind, true, nil
}

// need fills the window to n bytes if there are so many.
func (x *xmlReader) need(n int) error {
	for len(x.buf)-x.begin < n {
		if err := x.fill(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

// tagEnd is the place of ">" behind begin; one in quotes is none.
func (x *xmlReader) tagEnd() (int, error) {
	quote := byte(0)
	for i := 1; ; i++ {
		for x.begin+i >= len(x.buf) {
			if err := x.fill(); errors.Is(err, io.EOF) {
				return 0, io.ErrUnexpectedEOF
			} else if err != nil {
				return 0, err
			}
		}
		switch c := x.buf[x.begin+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i, nil
		case c == '<':
			return 0, errXML
		}
		if i > mostTag {
			return 0, errXML
		}
	}
}

// skipTo passes over everything up to and with mark, collecting it as text if wanted.
func (x *xmlReader) skipTo(mark string, keep bool) error {
	for {
		data := x.buf[x.begin:]
		i := bytes.Index(data, []byte(mark))
		n := i
		if i < 0 {
			n = max(len(data)-len(mark)+1, 0)
		}
		if keep {
			if x.text = append(x.text, data[:n]...); len(x.text) > x.most {
				return errLong
			}
		}
		x.begin += n
		if i >= 0 {
			x.begin += len(mark)
			return nil
		}
		if err := x.fill(); errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		} else if err != nil {
			return err
		}
	}
}

// attr gives an attribute of the last beginning by its name without prefix.
func (x *xmlReader) attr(name string) (string, bool) {
	rest := x.attrs
	for {
		equal := bytes.IndexByte(rest, '=')
		if equal < 0 {
			return "", false
		}
		key := bytes.TrimSpace(rest[:equal])
		if colon := bytes.IndexByte(key, ':'); colon >= 0 {
			key = key[colon+1:]
		}
		rest = bytes.TrimLeft(rest[equal+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return "", false
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return "", false
		}
		if string(key) == name {
			text, err := unescaped(nil, rest[1:1+end])
			return string(text), err == nil
		}
		rest = rest[end+2:]
	}
}

// skip passes over the rest of the element whose beginning was read last.
func (x *xmlReader) skip() error {
	want := x.want
	x.want = false
	defer func() { x.want = want }()
	for depth := 1; depth > 0; {
		kind, err := x.next()
		switch {
		case err != nil:
			return err
		case kind == xmlBegin:
			depth++
		case kind == xmlEnd:
			depth--
		}
	}
	return nil
}

var entities = map[string]byte{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// unescaped appends text with its entities replaced. Only those that need no declaration are known.
func unescaped(to, text []byte) ([]byte, error) {
	for {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			return append(to, text...), nil
		}
		to = append(to, text[:i]...)
		text = text[i+1:]
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		if end < 1 {
			return to, errXML
		}
		name := string(text[:end])
		text = text[end+1:]
		if c, known := entities[name]; known {
			to = append(to, c)
			continue
		}
		if name[0] != '#' {
			return to, errXML
		}
		digits, base := name[1:], 10
		if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
			digits, base = digits[1:], 16
		}
		n, err := strconv.ParseInt(digits, base, 32)
		if err != nil || n <= 0 || !utf8.ValidRune(rune(n)) {
			return to, errXML
		}
		to = utf8.AppendRune(to, rune(n))
	}
}

// unescapeExcel replaces _xHHHH_, by which Excel writes characters that XML does not take.
func unescapeExcel(text []byte) []byte {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte("_x"))
		if i < 0 {
			return text
		}
		i += from
		if from = i + 2; len(text) < i+7 || text[i+6] != '_' {
			continue
		}
		n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16)
		if err != nil || !utf8.ValidRune(rune(n)) {
			continue
		}
		written := utf8.AppendRune(nil, rune(n))
		text = slices.Replace(text, i, i+7, written...)
		from = i + len(written)
	}
}
