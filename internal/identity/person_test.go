package identity

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
)

func TestParseEmail(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ in, want string }{ // "" is refused
		{"ann@example.com", "ann@example.com"},
		{" Ann@Example.COM ", "ann@example.com"},
		{"ＡＮＮ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ann@example.com"},
		{"ann+tag@example.com", "ann+tag@example.com"},
		{"a.b@mail.example.co.uk", "a.b@mail.example.co.uk"},
		{"张三@例子.中国", "张三@例子.中国"},
		{strings.Repeat("a", 64) + "@example.com", strings.Repeat("a", 64) + "@example.com"},
		{"", ""},
		{"ann", ""},
		{"@example.com", ""},
		{"ann@", ""},
		{"ann@localhost", ""},
		{"ann@example.com, bob@example.com", ""},
		{"Ann <ann@example.com>", ""},
		{"<ann@example.com>", ""},
		{"ann@example.com (Ann)", ""},
		{`"ann"@example.com`, ""},
		{`"ann @"@example.com`, ""},
		{"ann@bob@example.com", ""},
		{"ann @example.com", ""},
		{"ann@exam ple.com", ""},
		{"ann@example.com\r\nBcc: bob@example.com", ""},
		{"ann\x00@example.com", ""},
		{"ann@[192.0.2.1]", ""},
		{"ann@.com", ""},
		{"ann@example..com", ""},
		{"ann@example.com.", ""},
		{strings.Repeat("a", 250) + "@example.com", ""},
	} {
		got, err := parseEmail(row.in)
		if row.want == "" {
			if codes := fieldCodes(err); !errors.Is(err, fault.Invalid) || len(codes) != 1 || codes[0] != "/email email" {
				t.Errorf("parseEmail(%q) = %q, %v, want a refusal of /email", row.in, got, err)
			}
			continue
		}
		if err != nil || got != row.want {
			t.Errorf("parseEmail(%q) = %q, %v, want %q", row.in, got, err, row.want)
		}
	}
}

func TestParsePhone(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ in, want string }{
		{"+8613800000000", "+8613800000000"},
		{"13800000000", "+8613800000000"},
		{"１３８００００００００", "+8613800000000"},
		{"＋８６ １３８－００００－００００", "+8613800000000"},
		{"0086 138 0000 0000", "+8613800000000"},
		{" +44 (20) 7946-0000 ", "+442079460000"},
		{"+1.212.555.0100", "+12125550100"},
		{"", ""},
		{"+", ""},
		{"+0123456789", ""},
		{"+12345", ""},
		{"+1234567890123456", ""},
		{"020 7946 0000", ""},
		{"+44 20 7946 000x", ""},
		{"+44\n2079460000", ""},
		{"1380000000", ""},
	} {
		got, err := parsePhone(row.in)
		if row.want == "" {
			if codes := fieldCodes(err); !errors.Is(err, fault.Invalid) || len(codes) != 1 || codes[0] != "/phone phone" {
				t.Errorf("parsePhone(%q) = %q, %v, want a refusal of /phone", row.in, got, err)
			}
			continue
		}
		if err != nil || got != row.want {
			t.Errorf("parsePhone(%q) = %q, %v, want %q", row.in, got, err, row.want)
		}
	}
}

func TestParseLogin(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Ann@Example.com": "ann@example.com",
		"ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ": "ann@example.com",
		"138 0000 0000":        "+8613800000000",
		"１３８００００００００":          "+8613800000000",
		"ann":                  "",
		"ann@":                 "",
		"' OR 1=1 --":          "",
		"ann@example.com\x00":  "",
		"+86 138 0000 0000 00": "+861380000000000",
	} {
		if got := parseLogin(in); got != want {
			t.Errorf("parseLogin(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCleanName(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ in, want, code string }{
		{"Ann", "Ann", ""},
		{"  Ann \t  Li\n", "Ann Li", ""},
		{"上海 贸易", "上海 贸易", ""},
		{"Rene\u0301", "Ren\u00e9", ""},
		{"<b>Ann</b> & Söhne \"Q\"", "<b>Ann</b> & Söhne \"Q\"", ""},
		{"می\u200cخواهم", "می\u200cخواهم", ""}, // a zero-width non-joiner is spelling
		{"😀", "😀", ""},
		{"", "", "name"},
		{"  \u3000 ", "", "name"},
		{"\u200b\u200d", "", "name"},
		{"Ann\x00", "", "name"},
		{"Ann\x07Li", "", "name"},
		{"Ann\u009bLi", "", "name"},
		{"Ann\u202egro.elpmaxe", "", "name"},
		{"Ann\u2066Li", "", "name"},
		{"Ann\xff", "", "name"},
		{strings.Repeat("张", 100), strings.Repeat("张", 100), ""},
		{strings.Repeat("a", 101), "", "too_long"},
		{strings.Repeat("\u0958", 60), "", "too_long"}, // 60 characters that normalise to 120
	} {
		got, err := cleanName("/name", row.in, personNameMost)
		if row.code != "" {
			if codes := fieldCodes(err); len(codes) != 1 || codes[0] != "/name "+row.code {
				t.Errorf("cleanName(%q) = %q, %v, want %s", row.in, got, err, row.code)
			}
			continue
		}
		if err != nil || got != row.want {
			t.Errorf("cleanName(%q) = %q, %v, want %q", row.in, got, err, row.want)
		}
	}
}

// settled tells that a parser takes its own answers and leaves them as they are: a login that was stored is found again.
func settled(t interface{ Fatalf(string, ...any) }, name, in string, parse func(string) (string, error)) (string, bool) {
	once, err := parse(in)
	if err != nil {
		return "", false
	}
	if twice, err := parse(once); err != nil || twice != once {
		t.Fatalf("%s(%q) = %q, and of that %q, %v", name, in, once, twice, err)
	}
	return once, true
}

func checkEmail(t interface{ Fatalf(string, ...any) }, in string) {
	got, ok := settled(t, "parseEmail", in, parseEmail)
	if !ok {
		return
	}
	if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) || strings.Count(got, "@") != 1 || len(got) > 254 || !utf8.ValidString(got) {
		t.Fatalf("parseEmail(%q) = %q", in, got)
	}
	if upper, err := parseEmail(strings.ToUpper(got)); isASCII(got) && (err != nil || upper != got) {
		t.Fatalf("parseEmail(%q) differs in capitals: %q, %v", got, upper, err)
	}
	if parseLogin(got) != got {
		t.Fatalf("parseLogin(%q) = %q", got, parseLogin(got))
	}
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

func checkPhone(t interface{ Fatalf(string, ...any) }, in string) {
	if got, ok := settled(t, "parsePhone", in, parsePhone); ok && (!phoneForm.MatchString(got) || parseLogin(got) != got) {
		t.Fatalf("parsePhone(%q) = %q, parseLogin %q", in, got, parseLogin(got))
	}
}

func checkName(t interface{ Fatalf(string, ...any) }, in string) {
	name := func(s string) (string, error) { return cleanName("/name", s, personNameMost) }
	got, ok := settled(t, "cleanName", in, name)
	if !ok {
		return
	}
	if n := utf8.RuneCountInString(got); n == 0 || n > personNameMost || strings.ContainsAny(got, "\r\n\x00\u202e\u2028") || !norm.NFC.IsNormalString(got) {
		t.Fatalf("cleanName(%q) = %q", in, got)
	}
}

func checkWebsite(t interface{ Fatalf(string, ...any) }, in string) {
	got, ok := settled(t, "parseWebsite", in, parseWebsite)
	if !ok || got == "" {
		return
	}
	if !strings.HasPrefix(got, "http://") && !strings.HasPrefix(got, "https://") || strings.ContainsAny(got, " \r\n\x00<>\"") {
		t.Fatalf("parseWebsite(%q) = %q", in, got)
	}
}

// likely makes texts that come near to what the parsers take.
func likely() *rapid.Generator[string] {
	part := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-Z0-9@.+ ＠．İßſKΣ\x{0345}<>"()\-]{0,12}`), rapid.SampledFrom([]string{"@", "example.com", "www.", "https://", "+86", "138 0000 0000", "\u0130", "\u1e9e", "\ufdfa", "\u0958"}))
	return rapid.Map(rapid.SliceOfN(part, 0, 5), func(parts []string) string { return strings.Join(parts, "") })
}

func TestParsersSettle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := likely().Draw(t, "in")
		checkEmail(t, in)
		checkPhone(t, in)
		checkName(t, in)
		checkWebsite(t, in)
	})
}

func fuzz(f *testing.F, check func(interface{ Fatalf(string, ...any) }, string), seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) { check(t, in) })
}

func FuzzParseEmail(f *testing.F) {
	fuzz(f, checkEmail, "ann@example.com", "ＡＮＮ＠ｅｘａｍｐｌｅ．ｃｏｍ", "İ@example.com", "ſ@example.com", `"a"@b.c`, "a@\u0345.com", "ᾳ@b.co")
}

func FuzzParsePhone(f *testing.F) {
	fuzz(f, checkPhone, "+8613800000000", "00 44 20", "(1)", "１３８")
}

func FuzzCleanName(f *testing.F) { fuzz(f, checkName, "Ann", "a\u0301", "\u0958", "a\x85b", "\u2028") }

func FuzzParseWebsite(f *testing.F) {
	fuzz(f, checkWebsite, "www.example.com", "http://a.b/?q=1#x", "javascript:alert(1)", "https://a.b/ü%zz", "//a.b", "a.b:80/..")
}
