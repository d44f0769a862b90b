package media

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestDocumentsEndWhereTheyEnd(t *testing.T) {
	t.Parallel()
	const whole = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
	for text, good := range map[string]bool{
		whole: true, whole + " \r\n": true, strings.TrimSpace(whole): true, whole[:20]: false, whole + "<script>": false, "x" + whole: false, "%PDF-": false, "": false, "%%EOF": false,
		"%PDF-" + strings.Repeat("x", 5000) + "%%EOF": true, whole + strings.Repeat(" ", 2000): false, "%PDF-%%EOF%%EOF": true,
	} {
		for name, from := range map[string]io.Reader{"at once": strings.NewReader(text), "byte by byte": iotest.OneByteReader(strings.NewReader(text)), "with the end": iotest.DataErrReader(strings.NewReader(text))} {
			got, err := io.ReadAll(&pdfFrame{from: from})
			if (err == nil) != good || good && string(got) != text || !good && !errors.Is(err, errFormat) {
				t.Errorf("%.40q %s: %d bytes, %v", text, name, len(got), err)
			}
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://example.org/a/b.png?x=1": "b.png", "https://example.org/": "example.org", "https://example.org": "example.org", "https://example.org/%E5%9B%BE.png": "图.png", "https://example.org/a%0ab.png": "ab.png",
		"https://example.org/%ff": "example.org", "https://example.org/" + strings.Repeat("x", 300): strings.Repeat("x", 200), "::": "file", "https://example.org/%0a": "file",
	} {
		if got := nameOf(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	for _, w := range []Words{{Name: strings.Repeat("x", 201)}, {Title: strings.Repeat("x", 201)}, {Alt: strings.Repeat("长", 501)}, {Alt: "a\x07b"}, {Name: "\xff"}} {
		if _, wrong := w.read(); len(wrong) != 1 {
			t.Errorf("%.20q is taken", w)
		}
	}
	if tidy, wrong := (Words{" a\tb ", "  ", "x"}).read(); len(wrong) > 0 || tidy != (Words{"a b", "", "x"}) {
		t.Errorf("%+v %+v", tidy, wrong)
	}
}
