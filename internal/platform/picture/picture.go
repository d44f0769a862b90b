package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	_ "image/gif" // formats of pictures
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// The errors of this package; test with errors.Is.
var (
	ErrFormat = errors.New("picture: this is no picture, or not a whole one")
	ErrLarge  = errors.New("picture: this picture has too many pixels")
)

// Info is what a picture says of itself.
type Info struct {
	Format        string // png, jpeg, webp or gif
	Width, Height int    // pixels, as it is looked at
	turn          int    // orientation as EXIF has it, 1 to 8
	deep          bool   // more than eight bits a colour
}

// Type is the content type.
func (i Info) Type() string { return "image/" + i.Format }

// headBytes is how far the size of a picture is looked for.
const headBytes = 256 << 10

// Look tells what a picture is, from its first bytes, and gives all of it to be read on. It is ErrFormat for anything else.
func Look(r io.Reader) (Info, io.Reader, error) {
	head, err := io.ReadAll(io.LimitReader(r, headBytes))
	if err != nil {
		return Info{}, nil, err
	}
	all := io.MultiReader(bytes.NewReader(head), r)
	config, format, err := image.DecodeConfig(bytes.NewReader(head))
	if err != nil || config.Width < 1 || config.Height < 1 {
		return Info{}, all, ErrFormat
	}
	switch format {
	case "png", "jpeg", "webp", "gif":
	default:
		return Info{}, all, ErrFormat
	}
	info := Info{Format: format, Width: config.Width, Height: config.Height, turn: 1}
	switch config.ColorModel {
	case color.NRGBA64Model, color.RGBA64Model, color.Gray16Model:
		info.deep = true
	}
	if format == "jpeg" {
		if info.turn = orientation(head); info.turn > 4 {
			info.Width, info.Height = info.Height, info.Width
		}
	}
	return info, all, nil
}

// Bounds of what is decoded.
const (
	mostSide   = 12_000     // pixels
	mostPixels = 24_000_000 // half of that with sixteen bits a colour
)

// Check is ErrLarge for a picture that is not decoded, whatever it is.
func (i Info) Check() error {
	pixels := int64(i.Width) * int64(i.Height)
	if i.deep {
		pixels *= 2
	}
	if i.Width > mostSide || i.Height > mostSide || pixels > mostPixels {
		return ErrLarge
	}
	return nil
}

// slot lets one picture be decoded at a time.
var slot = make(chan struct{}, 1)

// Thumbnail makes a small picture of one that Look found, at most so many pixels a side, and tells its content type: JPEG, or PNG where it
// is transparent. A picture that is small enough keeps its size.
func Thumbnail(ctx context.Context, r io.Reader, info Info, side int) ([]byte, string, error) {
	if err := info.Check(); err != nil {
		return nil, "", err
	}
	select {
	case slot <- struct{}{}:
		defer func() { <-slot }()
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
	big, format, err := image.Decode(r)
	if err != nil || format != info.Format {
		return nil, "", ErrFormat
	}
	from := big.Bounds()
	scale := min(1, float64(side)/float64(max(from.Dx(), from.Dy())))
	small := image.NewNRGBA(image.Rect(0, 0, max(1, int(float64(from.Dx())*scale+.5)), max(1, int(float64(from.Dy())*scale+.5))))
	draw.BiLinear.Scale(small, small.Rect, big, from, draw.Src, nil)
	small = turned(small, info.turn)
	var out bytes.Buffer
	if small.Opaque() {
		err = jpeg.Encode(&out, small, &jpeg.Options{Quality: 82})
		return out.Bytes(), "image/jpeg", err
	}
	err = png.Encode(&out, small)
	return out.Bytes(), "image/png", err
}

// turned lays a picture as its orientation says.
func turned(in *image.NRGBA, turn int) *image.NRGBA {
	if turn <= 1 || turn > 8 {
		return in
	}
	w, h := in.Rect.Dx(), in.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if turn > 4 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewNRGBA(size)
	for y := range h {
		for x := range w {
			var tx, ty int
			switch turn {
			case 2:
				tx, ty = w-1-x, y
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				tx, ty = x, h-1-y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			default:
				tx, ty = y, w-1-x
			}
			out.SetNRGBA(tx, ty, in.NRGBAAt(x, y))
		}
	}
	return out
}

// orientation reads how a JPEG lies out of its EXIF data; 1, upright, when there is none or it makes no sense.
func orientation(jpeg []byte) int {
	for at := 2; at+4 <= len(jpeg) && jpeg[at] == 0xff && jpeg[at+1] != 0xda; {
		length := int(binary.BigEndian.Uint16(jpeg[at+2:]))
		end := at + 2 + length
		if length < 2 || end > len(jpeg) {
			return 1
		}
		if data, exif := bytes.CutPrefix(jpeg[at+4:end], []byte("Exif\x00\x00")); exif && jpeg[at+1] == 0xe1 {
			return tiffOrientation(data)
		}
		at = end
	}
	return 1
}

// tiffOrientation looks for tag 0x112 in the first directory.
func tiffOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			return 1
		}
		if turn := int(order.Uint16(entries[8:])); order.Uint16(entries) == 0x112 && turn >= 1 && turn <= 8 {
			return turn
		}
		entries = entries[12:]
	}
	return 1
}
