package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
)

func thumb(t *testing.T, whole []byte) (image.Image, string, error) {
	t.Helper()
	info, all, err := Look(bytes.NewReader(whole))
	if err != nil {
		return nil, "", err
	}
	small, kind, err := Thumbnail(t.Context(), Framed(all, info.Format), info, 320)
	if err != nil {
		return nil, "", err
	}
	out, _, err := image.Decode(bytes.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	return out, kind, nil
}

func TestThumbnails(t *testing.T) {
	t.Parallel()
	for format, whole := range pictures(t) {
		info, _, err := Look(bytes.NewReader(whole))
		if err != nil || info.Type() != "image/"+format {
			t.Errorf("%s: %+v, %v", format, info, err)
		}
		small, _, err := thumb(t, whole)
		if err != nil || small.Bounds().Dx() != info.Width {
			t.Errorf("%s: %v", format, err)
		}
	}
	large := image.NewNRGBA(image.Rect(0, 0, 1000, 400))
	for i := range large.Pix {
		large.Pix[i] = 255
	}
	var opaque, clear bytes.Buffer
	if err := png.Encode(&opaque, large); err != nil {
		t.Fatal(err)
	}
	large.SetNRGBA(5, 5, color.NRGBA{})
	for x := range 200 {
		large.SetNRGBA(x, 0, color.NRGBA{})
	}
	if err := png.Encode(&clear, large); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		whole []byte
		kind  string
	}{"opaque": {opaque.Bytes(), "image/jpeg"}, "transparent": {clear.Bytes(), "image/png"}} {
		small, kind, err := thumb(t, row.whole)
		if err != nil || kind != row.kind || small.Bounds().Dx() != 320 || small.Bounds().Dy() != 128 {
			t.Errorf("%s: %s %v %v", name, kind, small, err)
		}
	}
}

// turnedJPEG is 64 by 32 pixels, red on the left, with EXIF data that say how it lies, and a comment.
func turnedJPEG(t *testing.T, turn uint16) []byte {
	t.Helper()
	canvas := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for y := range 32 {
		for x := range 64 {
			c := color.RGBA{0, 0, 255, 255}
			if x < 32 {
				c = color.RGBA{255, 0, 0, 255}
			}
			canvas.SetRGBA(x, y, c)
		}
	}
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, canvas, nil); err != nil {
		t.Fatal(err)
	}
	exif := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	exif = binary.LittleEndian.AppendUint16(exif, turn)
	exif = append(exif, "\x00\x00\x00\x00\x00\x00 secret place"...)
	out := []byte{0xff, 0xd8, 0xff, 0xe1}
	out = binary.BigEndian.AppendUint16(out, uint16(len(exif)+2))
	return append(append(out, exif...), plain.Bytes()[2:]...)
}

func TestThumbnailsLieAsTheyAreLookedAt(t *testing.T) {
	t.Parallel()
	for turn, want := range map[uint16]image.Point{1: {5, 16}, 2: {58, 16}, 3: {58, 16}, 4: {5, 16}, 5: {16, 5}, 6: {16, 5}, 7: {16, 58}, 8: {16, 58}, 9: {5, 16}} {
		whole := turnedJPEG(t, turn)
		info, _, err := Look(bytes.NewReader(whole))
		if err != nil || (turn >= 5 && turn <= 8) != (info.Height == 64) {
			t.Errorf("turn %d: %+v %v", turn, info, err)
		}
		small, _, err := thumb(t, whole)
		if err != nil {
			t.Fatal(err)
		}
		if r, _, b, _ := small.At(want.X, want.Y).RGBA(); r < b {
			t.Errorf("turn %d: red is not at %v", turn, want)
		}
		small2, _, _ := Look(bytes.NewReader(whole))
		data, _, err := Thumbnail(t.Context(), bytes.NewReader(whole), small2, 320)
		if err != nil || bytes.Contains(data, []byte("secret")) || bytes.Contains(data, []byte("Exif")) {
			t.Errorf("turn %d: something of the original is in the thumbnail (%v)", turn, err)
		}
	}
}

// bomb is a PNG that says it has so many pixels, in a few bytes.
func bomb(width, height uint32, depth byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), width), height)
	head = append(head, depth, 2, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	sum := crc(head)
	return append(append(out, sum...), "\x00\x00\x00\x00IEND\xaeB`\x82"...)
}

func crc(data []byte) []byte {
	c := ^uint32(0)
	for _, b := range data {
		c ^= uint32(b)
		for range 8 {
			c = c>>1 ^ 0xedb88320&-(c&1)
		}
	}
	return binary.BigEndian.AppendUint32(nil, ^c)
}

func TestBombsAreNotDecoded(t *testing.T) {
	t.Parallel()
	for _, whole := range [][]byte{bomb(60_000, 60_000, 8), bomb(12_001, 1, 8), bomb(1, 12_001, 8), bomb(5000, 5000, 8), bomb(4000, 4000, 16)} {
		if _, _, err := thumb(t, whole); !errors.Is(err, ErrLarge) {
			t.Errorf("%x: %v", whole[16:25], err)
		}
	}
	if _, _, err := thumb(t, bomb(100, 100, 8)); !errors.Is(err, ErrFormat) {
		t.Errorf("a picture without content: %v", err)
	}
}

func TestOthersAreRefused(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing": "", "svg": `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "page": "<!doctype html><img>", "pdf": "%PDF-1.7", "archive": "PK\x03\x04",
		"bitmap": "BM\x1e\x00\x00\x00", "tiff": "II*\x00\x08\x00\x00\x00", "the name alone": "\x89PNG\r\n\x1a\n", "no pixels": string(bomb(0, 0, 8)),
	} {
		if _, _, err := Look(strings.NewReader(text)); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for format, whole := range pictures(t) {
		if _, _, err := thumb(t, append(bytes.Clone(whole), "<script>"...)); err == nil {
			info, all, _ := Look(bytes.NewReader(append(bytes.Clone(whole), "<script>"...)))
			if _, err := io.ReadAll(Framed(all, info.Format)); !errors.Is(err, ErrFormat) {
				t.Errorf("%s with a script behind it: %v", format, err)
			}
		}
	}
}

func FuzzThumbnail(f *testing.F) {
	f.Add(bomb(10, 10, 8))
	f.Add(webpPicture)
	f.Fuzz(func(t *testing.T, whole []byte) {
		info, all, err := Look(bytes.NewReader(whole))
		if err != nil || info.Width > 2000 || info.Height > 2000 {
			return
		}
		if small, _, err := Thumbnail(t.Context(), all, info, 32); err == nil {
			got, _, err := image.DecodeConfig(bytes.NewReader(small))
			if err != nil || got.Width > 32 || got.Height > 32 {
				t.Errorf("%v, %+v", err, got)
			}
		}
	})
}
