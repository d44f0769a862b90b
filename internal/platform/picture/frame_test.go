package picture

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
	"testing/iotest"
)

// webpPicture is one white pixel.
var webpPicture, _ = base64.StdEncoding.DecodeString("UklGRh4AAABXRUJQVlA4TBEAAAAvAAAAAAfQ//73v/+BiOh/AAA=")

func pictures(t *testing.T) map[string][]byte {
	t.Helper()
	canvas := image.NewRGBA(image.Rect(0, 0, 33, 17))
	for i := range canvas.Pix {
		canvas.Pix[i] = byte(i * 31)
	}
	var p, j bytes.Buffer
	if err := errors.Join(png.Encode(&p, canvas), jpeg.Encode(&j, canvas, &jpeg.Options{Quality: 90})); err != nil {
		t.Fatal(err)
	}
	one, two := image.NewPaletted(canvas.Rect, palette.Plan9), image.NewPaletted(canvas.Rect, palette.WebSafe)
	var g bytes.Buffer
	if err := gif.EncodeAll(&g, &gif.GIF{Image: []*image.Paletted{one, two}, Delay: []int{5, 5}, LoopCount: 2}); err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"gif": g.Bytes(), "png": p.Bytes(), "jpeg": j.Bytes(), "webp": webpPicture}
}

func TestFramedPictures(t *testing.T) {
	t.Parallel()
	for format, picture := range pictures(t) {
		if _, got, err := image.DecodeConfig(bytes.NewReader(picture)); err != nil || got != format {
			t.Fatalf("%s: %s, %v", format, got, err)
		}
		read := func(b []byte, one bool) error {
			var from io.Reader = bytes.NewReader(b)
			if one {
				from = iotest.OneByteReader(from)
			}
			got, err := io.ReadAll(framed{from, frameOf(format)})
			if err == nil && !bytes.Equal(got, b) {
				t.Errorf("%s came out changed", format)
			}
			return err
		}
		for _, one := range []bool{false, true} {
			if err := read(picture, one); err != nil {
				t.Errorf("%s: %v", format, err)
			}
			for _, behind := range []string{"x", "<script>alert(1)</script>", "PK\x03\x04", "\xff\xd9"} {
				if err := read(append(bytes.Clone(picture), behind...), one); !errors.Is(err, ErrFormat) {
					t.Errorf("%s with %q behind it: %v", format, behind, err)
				}
			}
			for _, cut := range []int{1, len(picture) / 2} {
				if err := read(picture[:len(picture)-cut], one); !errors.Is(err, ErrFormat) {
					t.Errorf("%s without its last %d bytes: %v", format, cut, err)
				}
			}
			if err := read(append(bytes.Clone(picture[:min(len(picture), 40)]), "<html><script>alert(1)</script></html>"...), one); !errors.Is(err, ErrFormat) {
				t.Errorf("the head of a %s and then a page: %v", format, err)
			}
		}
	}
	trouble := errors.New("the line broke")
	if _, err := io.ReadAll(framed{iotest.ErrReader(trouble), frameOf("png")}); !errors.Is(err, trouble) {
		t.Errorf("trouble with reading: %v", err)
	}
}

func FuzzFramed(f *testing.F) {
	f.Add([]byte("\x89PNG\r\n\x1a\n\xff\xff\xff\xffIEND"), "png")
	f.Add([]byte("\xff\xd8\xff\xe0\x00\x00\xff\xda\x00\x02\xff\xff\x00\xff\xd9"), "jpeg")
	f.Add(webpPicture, "webp")
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff\x21\xf9\x04\x00\x00\x00\x00\x00\x3b"), "gif")
	f.Fuzz(func(t *testing.T, b []byte, format string) {
		whole, wholeErr := io.ReadAll(framed{bytes.NewReader(b), frameOf(format)})
		pieces, piecesErr := io.ReadAll(framed{iotest.OneByteReader(bytes.NewReader(b)), frameOf(format)})
		if (wholeErr == nil) != (piecesErr == nil) || wholeErr == nil && !bytes.Equal(whole, pieces) {
			t.Errorf("%q as %s: %v at once, %v byte by byte", b, format, wholeErr, piecesErr)
		}
	})
}
