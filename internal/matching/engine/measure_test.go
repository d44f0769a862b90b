package engine

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func spelled(r Reading) string {
	out := spell(r.Measures)
	for _, n := range r.Numbers {
		out = append(out, number64(n))
	}
	if r.Pack > 0 {
		out = append(out, "pack "+number64(r.Pack))
	}
	return strings.Join(out, "; ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Cola 330ml", "330 ml"},
		{"Cola 6 x 330 ml", "6; 330 ml; pack 6"},
		{"Cola 6×33cl", "6; 330 ml; pack 6"},
		{"Cola 330ml x 6", "6; 330 ml; pack 6"},
		{"4 x 6 x 330 ml", "24; 330 ml; pack 24"},
		{"可乐 330毫升*24瓶", "24; 330 ml; pack 24"},
		{"矿泉水 550ml×24瓶", "24; 550 ml; pack 24"},
		{"water 1.5Lx6", "6; 1500 ml; pack 6"},
		{"sugar 5g×20×10", "200; 5 g; pack 200"},
		{"model 12mx40", ""}, // no content of a pack
		{"可乐 6罐装", "6; pack 6"},
		{"1.5 L", "1500 ml"},
		{"64 fl. oz", "1892.706 ml"},
		{"2 lb", "907.185 g"},
		{"case of 12", "12; pack 12"},
		{"pack of 6 bottles", "6; pack 6"},
		{"12/case", "12; pack 12"},
		{"24 per box", "24; pack 24"},
		{"30pk", "30; pack 30"},
		{"6 pack, 12 pack", "6; 12"}, // two packs: none is believed
		{"1 pack", ""},
		{"24\" monitor", "609.6 mm"},
		{"2-1/2'' driver", "63.5 mm"},
		{"1/2 inch drive", "12.7 mm"},
		{"10 x 20 x 30 cm", "100 mm; 200 mm; 300 mm"},
		{"1920 x 1080", "1920; 1080"},
		{"4x16GB kit", "4; 16000 MB; pack 4"},
		{"24x dvd", "24 x"},
		{"8-port switch", "8"},
		{"v10 deluxe", "10"},
		{"office 2007", "2007"},
		{"2 in 1", "2; 1"},
		{"1,000 sheets", "1000; pack 1000"},
		{"10/100 lan", "10; 100"},
		{"version 10.0.1", ""},
		{"model 350h", ""},
		{"am53bk", ""},
		{"99999999999999999999 g", ""},
		{"0 g", ""},
		{"", ""},
		{"5", "5"},
		{"5 ", "5"},
		{"5 x", "5 x"},
		{"x5", ""},
	} {
		if got := spelled(Read(c.in)); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestRoundedMeasuresAreTheSame(t *testing.T) {
	a, b := Read("64 fl oz").Measures[0], Read("1.89 l").Measures[0]
	if !a.same(b) || !b.same(a) {
		t.Error("64 fl oz is 1.89 l")
	}
	for _, other := range []string{"1.8 l", "1.89 kg"} {
		if a.same(Read(other).Measures[0]) {
			t.Errorf("64 fl oz is not %s", other)
		}
	}
}

// Whatever the text, what is read is finite and positive, packs are whole numbers above one, and not more is read than the bound.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"6 x 330 ml", "2-1/2''", "case of 12", "1,000.50kg", "x", "9x9x9x9x9", "1/0", "5\"", "1 个", "12/", "3 per ", "7-", "0.0.0.0", "１２瓶", "1\xff", "6x\xff", "of 5", " of 5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Read(s)
		if n := len(r.Measures) + len(r.Numbers); n > 2*mostTerms+8 {
			t.Errorf("%d numbers", n)
		}
		for _, m := range r.Measures {
			if !(m.Value > 0) || math.IsInf(m.Value, 0) || m.dimension == plainNumber {
				t.Errorf("%q has the measure %v", s, m)
			}
		}
		for _, n := range r.Numbers {
			if n < 0 || math.IsNaN(n) || math.IsInf(n, 0) {
				t.Errorf("%q has the number %v", s, n)
			}
		}
		if r.Pack != 0 && (r.Pack < 2 || r.Pack != math.Trunc(r.Pack)) {
			t.Errorf("%q has a pack of %v", s, r.Pack)
		}
	})
}

func TestGTIN(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"4006381333931", "04006381333931"},
		{" 400638133393-1 ", "04006381333931"},
		{"036000291452", "00036000291452"},
		{"14006381333938", "14006381333938"},
		{"96385074", "00000096385074"},
		{"4006381333932", ""}, // check digit
		{"2000000000008", ""}, // a shop's own
		{"0200000000004", ""}, // the same, as 13 digits of a 12-digit number
		{"0412345678903", ""}, // 04
		{"12345670", ""},      // counting up
		{"0000000000000", ""}, // nothing
		{"1111111111116", ""}, // one digit over and over
		{"40063813339", ""},   // length
		{"４００６３８１３３３９３１", ""}, // as written by nobody
		{"40063813339a1", ""},
		{"", ""},
	} {
		got, ok := GTIN(c.in)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, %v, want %q", c.in, got, ok, c.want)
		}
	}
}

// Of all last digits exactly one is right, and a right number stays the same when it is read again.
func FuzzGTIN(f *testing.F) {
	f.Add("400638133393")
	f.Add("03600029145")
	f.Add("9638507")
	f.Fuzz(func(t *testing.T, body string) {
		right := 0
		for d := range 10 {
			if code, ok := GTIN(fmt.Sprint(body, d)); ok {
				right++
				if again, ok := GTIN(code); !strings.HasPrefix(code, "000000") && (!ok || again != code) {
					t.Errorf("%q reads as %q, %v", code, again, ok)
				}
			}
		}
		if right > 1 {
			t.Errorf("%q has %d check digits", body, right)
		}
	})
}

func TestPartNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"PS-LX350H": "pslx350h", " ps lx.350/h ": "pslx350h", "N/A": "", "none": "", "ab": "", "abcd": "", "abcde": "abcde", "0000": "", "7a1": "7a1",
	} {
		if got := PartNumber(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if lookAlike(PartNumber("00-1O5l")) != lookAlike(PartNumber("1051")) {
		t.Error("O and 0, l and 1, leading zeros")
	}
}

func TestBrandWords(t *testing.T) {
	for in, want := range map[string]string{
		"Sony Corporation": "sony", "The Learning Company, Inc.": "learning", "Company": "company", "": "", "3M Co": "3m",
	} {
		if got := strings.Join(brandWords(in), " "); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestModelCodes(t *testing.T) {
	for in, want := range map[string]bool{"lx350h": true, "12345": true, "1234": false, "sony": false, "a1": false, "ab12": true, "abc1x": true, "x2": false} {
		if modelCode(in) != want {
			t.Errorf("%q: %v", in, !want)
		}
	}
	if !isMeasure("500gb") || isMeasure("gb500") || isMeasure("500") {
		t.Error("500gb is a measure, gb500 and 500 are none")
	}
}
