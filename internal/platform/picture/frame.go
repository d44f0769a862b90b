package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// frame follows the outermost structure of a picture as its bytes go by, to tell where the picture ends. A file that is a picture in
// front and something else behind is refused: what reads it from its end (archives, pages, scripts) would see the something else.
type frame interface {
	// take follows some more bytes; false when they are no part of the picture.
	take(p []byte) bool
	// whole tells whether the picture is complete.
	whole() bool
}

// frameOf knows the formats, by the names of package image.
func frameOf(format string) frame {
	switch format {
	case "png":
		return &pngFrame{skip: 8}
	case "jpeg":
		return &jpegFrame{}
	case "gif":
		return &gifFrame{}
	default:
		return &webpFrame{}
	}
}

// Framed reads one picture of a format that Look found, and nothing else; what is more or less than that is ErrFormat.
func Framed(from io.Reader, format string) io.Reader { return framed{from, frameOf(format)} }

type framed struct {
	from io.Reader
	frame
}

func (f framed) Read(p []byte) (int, error) {
	n, err := f.from.Read(p)
	if !f.take(p[:n]) || errors.Is(err, io.EOF) && !f.whole() {
		return 0, ErrFormat
	}
	return n, err
}

// pngFrame: a signature, then chunks of length, type, data and checksum; the last is IEND.
type pngFrame struct {
	head  [8]byte // length and type of the next chunk
	have  int     // bytes of head
	skip  int64   // bytes up to the next head
	ended bool    // IEND began
}

func (f *pngFrame) take(p []byte) bool {
	for len(p) > 0 {
		if f.skip > 0 {
			n := min(f.skip, int64(len(p)))
			f.skip -= n
			p = p[n:]
			continue
		}
		if f.ended {
			return false
		}
		n := copy(f.head[f.have:], p)
		p = p[n:]
		if f.have += n; f.have == len(f.head) {
			f.have = 0
			f.skip = int64(binary.BigEndian.Uint32(f.head[:4])) + 4
			f.ended = bytes.Equal(f.head[4:], []byte("IEND"))
		}
	}
	return true
}

func (f *pngFrame) whole() bool { return f.ended && f.skip == 0 }

// jpegFrame: markers (FF and a byte), most with a length and data; behind SOS compressed data, in which FF is followed by 00 or is a
// marker again; the last is EOI.
type jpegFrame struct {
	state  jpegState
	marker byte
	length int
}

type jpegState int

const (
	jpegMarker jpegState = iota // FF of a marker comes
	jpegName                    // the byte behind FF comes
	jpegHigh                    // the length comes
	jpegLow
	jpegData // length bytes of data come
	jpegScan // compressed data
	jpegEnd
)

const (
	jpegSOI = 0xd8
	jpegEOI = 0xd9
	jpegSOS = 0xda
)

func (f *jpegFrame) take(p []byte) bool {
	for _, b := range p {
		if !f.next(b) {
			return false
		}
	}
	return true
}

func (f *jpegFrame) next(b byte) bool {
	switch f.state {
	case jpegMarker:
		f.state = jpegName
		return b == 0xff
	case jpegName:
		f.name(b)
	case jpegHigh:
		f.length, f.state = int(b)<<8, jpegLow
	case jpegLow:
		f.length += int(b) - 2
		if f.state = jpegData; f.length <= 0 {
			f.behind()
		}
	case jpegData:
		if f.length--; f.length == 0 {
			f.behind()
		}
	case jpegScan:
		if b == 0xff {
			f.state = jpegName
		}
	case jpegEnd:
		return false
	}
	return true
}

// name goes on by the kind of marker. FF may be repeated in front of one.
func (f *jpegFrame) name(b byte) {
	switch {
	case b == 0xff:
	case b == jpegEOI:
		f.state = jpegEnd
	case f.marker == jpegSOS && (b == 0 || b >= 0xd0 && b <= 0xd7):
		f.state = jpegScan
	case b == jpegSOI || b == 0x01:
		f.state = jpegMarker
	default:
		f.marker, f.state = b, jpegHigh
	}
}

// behind goes on when the data of a marker is over.
func (f *jpegFrame) behind() {
	f.state = jpegMarker
	if f.marker == jpegSOS {
		f.state = jpegScan
	}
}

func (f *jpegFrame) whole() bool { return f.state == jpegEnd }

// webpFrame: a RIFF file, which says its size in front.
type webpFrame struct {
	head [8]byte
	seen int64
}

func (f *webpFrame) take(p []byte) bool {
	if f.seen < int64(len(f.head)) {
		copy(f.head[f.seen:], p)
	}
	f.seen += int64(len(p))
	return f.seen <= f.size()
}

func (f *webpFrame) size() int64 {
	return int64(binary.LittleEndian.Uint32(f.head[4:])) + int64(len(f.head))
}

func (f *webpFrame) whole() bool { return f.seen == f.size() }

// gifFrame: a header with the size, a table of colours, then blocks: extensions and pictures, whose data come in pieces that say their
// length, up to one of none; the last byte is a trailer.
type gifFrame struct {
	state gifState
	skip  int // bytes up to what comes
	seen  int // bytes of a head
	flags byte
}

type gifState int

const (
	gifHead    gifState = iota // 13 bytes, the 11th with flags
	gifSkip                    // skip bytes, then a block comes
	gifBlock                   // what a block is
	gifLabel                   // label of an extension
	gifPicture                 // 9 bytes of a picture's head, the last with flags
	gifColours                 // skip bytes of its colours
	gifCode                    // one byte of its code size
	gifPiece                   // length of a piece
	gifData                    // skip bytes of a piece
	gifEnd
)

func (f *gifFrame) take(p []byte) bool {
	for _, b := range p {
		if !f.next(b) {
			return false
		}
	}
	return true
}

func (f *gifFrame) next(b byte) bool {
	switch f.state {
	case gifHead:
		if f.seen++; f.seen == 11 {
			f.flags = b
		}
		if f.seen == 13 {
			f.colours(gifSkip, gifBlock)
		}
	case gifSkip, gifColours, gifData:
		if f.skip--; f.skip == 0 {
			f.state = map[gifState]gifState{gifSkip: gifBlock, gifColours: gifCode, gifData: gifPiece}[f.state]
		}
	case gifBlock:
		f.seen = 0
		switch b {
		case 0x21:
			f.state = gifLabel
		case 0x2c:
			f.state = gifPicture
		case 0x3b:
			f.state = gifEnd
		default:
			return false
		}
	case gifLabel, gifCode:
		f.state = gifPiece
	case gifPicture:
		if f.seen++; f.seen == 9 {
			f.flags = b
			f.colours(gifColours, gifCode)
		}
	case gifPiece:
		f.skip, f.state = int(b), gifData
		if b == 0 {
			f.state = gifBlock
		}
	case gifEnd:
		return false
	}
	return true
}

// colours skips the table of colours that the flags tell of, if there is one.
func (f *gifFrame) colours(table, without gifState) {
	f.state = without
	if f.flags&0x80 != 0 {
		f.state, f.skip = table, 3<<(1+f.flags&7)
	}
}

func (f *gifFrame) whole() bool { return f.state == gifEnd }
