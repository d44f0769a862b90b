package find

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/mozillazg/go-pinyin"
	"pgregory.net/rapid"

	"manifold/internal/platform/localpg/pgtest"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Café CRÈME": "cafe creme", "ＡＢＣ１２３": "abc123", "ﬁx": "fix", "Straße": "straße", "Møller": "moller", "10 kΩ": "10 kω", "M8×40": "m8x40", "한국": "한국", "ガラス": "ガラス", "ｶﾞﾗｽ": "ガラス",
		"电阻": "电阻", "電阻": "电阻", "開關電源線": "开关电源线", "裏裡里": "里里里", "臺灣製": "台湾制", "著名": "著名", "ΣΊΣΥΦΟΣ": "σισυφοσ", "שלום": "שלום",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

func TestFoldIsStable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		once := Fold(rapid.String().Draw(t, "text"))
		if again := Fold(once); again != once {
			t.Fatalf("%q folds on to %q", once, again)
		}
	})
}

func TestReadings(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"电阻": {"dianzu", "zu"}, "重庆": {"chongqing", "zhongqing"}, "银行": {"yinhang", "yinxing"}, "绿色": {"lvse"}, "长城": {"changcheng", "zhangcheng"},
	} {
		var got []string
		spells(name, func(s string) { got = append(got, s) }, func(string) {})
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s is not read as %s: %v", name, w, got)
			}
		}
	}
	for text, want := range map[string]bool{"dianzu": true, "dianz": true, "d": false, "resistor": false, "tiepian": true, "xian": true, "bolt": false, "lv": true, "hm": false, strings.Repeat("dian", 20): false} {
		if isPinyin(text) != want {
			t.Errorf("%s is pinyin: %v", text, !want)
		}
	}
	for text, want := range map[string]bool{"dz": true, "tpdz": true, "d": false, "vip": false, "abcdefgh": false, "d1": false} {
		if isInitials(text) != want {
			t.Errorf("%s are initials: %v", text, !want)
		}
	}
}

func TestMixtures(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"dzu": "[{dz [zu]}]", "dianzq": "[{dzq [dianz]}]", "tpianz": "[{tpz [pianz]}]", "dianzu": "[]", "dz": "[]", "m8x": "[]", "dianzdianr": "[{dzdr [dianz dianr]}]",
	} {
		if got := fmt.Sprint(mixtures(word)[:min(1, len(mixtures(word)))]); got != want {
			t.Errorf("%s is read as %s, want %s", word, got, want)
		}
	}
	for _, word := range []string{"aoeaoeaoeaoe", strings.Repeat("an", 12), "resistor", strings.Repeat("a", 24)} {
		if n := len(mixtures(word)); n > mostMixed {
			t.Errorf("%s is read in %d ways", word, n)
		}
	}
}

// The list of syllables is that of the dictionary.
func TestSyllables(t *testing.T) {
	t.Parallel()
	odd := []string{"m", "n", "ng", "hm", "hng", "r"}
	spelt := map[string]bool{}
	for r := range pinyin.PinyinDict {
		for _, s := range readings(rune(r)) {
			spelt[s] = true
			if !syllables[s] && !slices.Contains(odd, s) {
				t.Errorf("%c is read %s, which is no syllable", r, s)
			}
		}
	}
	for s := range syllables {
		if !spelt[s] {
			t.Errorf("nothing is read %s", s)
		}
	}
}

// However many readings its characters have, a name stays small.
func TestReadingsAreBounded(t *testing.T) {
	t.Parallel()
	n := 0
	many := strings.Repeat("长重行单率", 100)
	spells(many, func(string) { n++ }, func(string) {})
	if most := 500 * mostSpells; n > most {
		t.Errorf("%d spellings", n)
	}
	b := tokensOf("00000000", Doc{Name: many, Description: strings.Repeat("word ", 5000)})
	if len(b.order) > mostTokens {
		t.Errorf("%d tokens", len(b.order))
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"RC0603FR-0710KL": "rc0603fr0710kl", "1.5KE200A": "15ke200a", "  ": "", "№ 12/б": "no12б"} {
		if got := Code(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "abc", 3}, {"bolt", "bolt", 0}, {"bolt", "blot", 1}, {"resistor", "resitsor", 1}, {"resistor", "resitor", 1}, {"keyboard", "keybord", 1}, {"ca", "abc", 3}, {"größe", "grosse", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%s to %s is %d, want %d", c.a, c.b, got, c.want)
		}
	}
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcd")), 0, 9, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		there, back := distance(a, b), distance(b, a)
		if there != back || (there == 0) != (a == b) || there > max(len(a), len(b)) || there < max(len(a)-len(b), len(b)-len(a)) {
			t.Fatalf("%q and %q: %d, %d", a, b, there, back)
		}
	})
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed string
		words []string
		want  []string
	}{
		{"keybord", []string{"keyboard", "keyboards", "skateboard"}, []string{"keyboard"}},
		{"resitr", []string{"resistor", "visitor"}, []string{"resistor"}},
		{"bolt", []string{"bolt", "volt", "halt"}, []string{"volt"}}, // itself is no correction, two errors are too many
		{"abcd", nil, nil},
	} {
		if got := nearest(c.typed, c.words); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.typed, got, c.want)
		}
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ q, text, want string }{
		{"bolt", "Hex bolt M8", "Hex [bolt] M8"}, {"bol", "Hex Bolt", "Hex [Bol]t"}, {"olt", "Hex bolt", "Hex bolt"}, {"电阻", "贴片电阻器", "贴片[电阻]器"}, {"dz", "贴片电阻", "贴片[电阻]"},
		{"dianz", "贴片电阻", "贴片[电阻]"}, {"dzu", "贴片电阻", "贴片[电阻]"}, {"tpianz", "贴片电阻", "贴片电阻"}, {"dianzq", "贴片電阻器", "贴片[電阻器]"}, {"电阻", "貼片電阻", "貼片[電阻]"}, {"m8 hex", "Hex bolt M8", "[Hex] bolt [M8]"}, {"4090", "GeForce RTX4090", "GeForce RTX[4090]"}, {"creme", "😀 Crème", "😀 [Crème]"}, {"wifi", "WiFi", "[WiFi]"},
		{"ａｂ", "ab", "[ab]"}, {"fi", "ﬁx", "[ﬁ]x"},
	} {
		units := utf16.Encode([]rune(c.text))
		got, at := "", 0
		for _, m := range Understand(c.q).Marks(c.text, nil) {
			got += string(utf16.Decode(units[at:m.From])) + "[" + string(utf16.Decode(units[m.From:m.To])) + "]"
			at = m.To
		}
		if got += string(utf16.Decode(units[at:])); got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.q, c.text, got, c.want)
		}
	}
}

var anyText = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"bolt", "电阻", "RC-0603.7", "10k", "'", "\\", ":*", "&|!()", "~w", "ｶﾞ", "한국어", "şş", "İ", "\u0000", "٣", "4006381333931", "a"})), 0, 6).Draw(t, "parts")
	return strings.Join(parts, rapid.SampledFrom([]string{"", " ", "-"}).Draw(t, "between"))
})

func TestMarksStayInTheText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := anyText.Draw(t, "text")
		at := 0
		for _, m := range Understand(anyText.Draw(t, "q")).Marks(text, nil) {
			if m.From < at || m.From >= m.To || m.To > len(utf16.Encode([]rune(text))) {
				t.Fatalf("%+v after %d in %q", m, at, text)
			}
			at = m.To + 1
		}
	})
}

// lexemes are all that a written query may consist of.
var lexemes = regexp.MustCompile(`'~[a-z][\pL\pN\pM.]+'(:\*?A?)?`)

// harmless tells whether nothing of what was typed is read as a query.
func harmless(query string) bool {
	return strings.Trim(lexemes.ReplaceAllString(query, ""), "()|& ") == ""
}

// Whatever is typed is understood, and PostgreSQL reads what is made of it, as it reads what is kept of any item.
func TestPostgreSQLReadsAll(t *testing.T) {
	admin := pgtest.Admin(t, pgtest.Open(t))
	rapid.Check(t, func(t *rapid.T) {
		q := Understand(anyText.Draw(t, "q"))
		near := map[string][]string{"bolt": {"volt"}}
		for _, s := range append(q.stages(nil), q.stages(near)...) {
			for _, text := range []string{s.Wanted, s.InName, s.Rest} {
				if !harmless(text) {
					t.Fatalf("%q", text)
				}
				if text != "" {
					ask(t, admin, "SELECT $1::text::tsquery IS NOT NULL", text)
				}
			}
		}
		d := Doc{SKU: anyText.Draw(t, "sku"), Name: anyText.Draw(t, "name"), Category: anyText.Draw(t, "category"), Traits: []Trait{{"k", anyText.Draw(t, "value")}}}
		ask(t, admin, "SELECT $1::text::tsvector IS NOT NULL", tokensOf("0a1b2c3d", d).vector())
	})
}

func ask(t *rapid.T, admin *pgx.Conn, text string, args ...any) (out bool) {
	if err := admin.QueryRow(context.Background(), text, args...).Scan(&out); err != nil {
		t.Fatalf("%s %q: %v", text, args, err)
	}
	return out
}

// An item is found by each of its numbers, whole and without signs, and by words of its name in any order, the last as far as it was typed.
func TestItemsAreFoundByWhatTheyAre(t *testing.T) {
	admin := pgtest.Admin(t, pgtest.Open(t))
	word := rapid.OneOf(rapid.StringMatching(`[A-Za-z]{2,9}`), rapid.StringMatching(`[a-z]{2,4}[0-9]{2,4}`), rapid.StringMatching(`[电阻容感开关螺栓母泵阀重行长]{2,5}`), rapid.SampledFrom([]string{"Crème", "10kΩ", "4.7k", "wi-fi", "ＡＢ"}))
	number := rapid.StringMatching(`[A-Z0-9]{2,6}([-/. ][A-Z0-9]{1,6}){0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 1, 6).Draw(t, "words")
		d := Doc{SKU: number.Draw(t, "sku"), MPN: number.Draw(t, "mpn"), GTIN: "4006381333931", Name: strings.Join(words, " "), Brand: word.Draw(t, "brand")}
		vector := tokensOf("0a1b2c3d", d).vector()
		found := func(q string) {
			t.Helper()
			query := strings.ReplaceAll(Understand(q).anywhere(), "~", "0a1b2c3d")
			if !ask(t, admin, "SELECT $1::text::tsvector @@ $2::text::tsquery", vector, query) {
				t.Fatalf("%+v is not found by %q: %s\n%s", d, q, query, vector)
			}
		}
		for _, n := range []string{d.SKU, d.MPN, strings.ToLower(d.SKU), strings.NewReplacer("-", "", "/", "", ".", "", " ", "").Replace(d.MPN), d.GTIN, "0" + d.GTIN} {
			found(n)
		}
		mixed := rapid.Permutation(append(words, d.Brand)).Draw(t, "order")
		found(strings.Join(mixed, " "))
		last := []rune(mixed[len(mixed)-1])
		if from := 2; len(last) > from && last[0] < 0x80 && strings.IndexFunc(string(last), func(r rune) bool { return r == '-' || r == '.' || r >= 0x80 }) < 0 {
			mixed[len(mixed)-1] = string(last[:rapid.IntRange(from, len(last)).Draw(t, "typed")])
			found(strings.Join(mixed, " "))
		}
	})
}

// A Chinese name is found by the spelling and by the initials of any of its parts, and by both mixed.
func TestNamesAreFoundByPinyin(t *testing.T) {
	admin := pgtest.Admin(t, pgtest.Open(t))
	rapid.Check(t, func(t *rapid.T) {
		name := []rune(rapid.StringMatching(`[电阻容感开关螺栓母泵阀贴片国巨]{2,8}`).Draw(t, "name"))
		from := rapid.IntRange(0, len(name)-2).Draw(t, "from")
		to := rapid.IntRange(from+2, min(from+longSpell, len(name))).Draw(t, "to")
		var full, initials, mixed string
		for _, r := range name[from:to] {
			syllable := readings(r)[0]
			full, initials = full+syllable, initials+syllable[:1]
			mixed += rapid.SampledFrom([]string{syllable, syllable[:1]}).Draw(t, "as")
		}
		vector := tokensOf("0a1b2c3d", Doc{Name: string(name)}).vector()
		typed := []string{initials}
		if !isPinyin(mixed) || mixed == full {
			typed = append(typed, mixed)
		}
		if len(full) <= longPinyin {
			typed = append(typed, full, full[:len(full)-1])
		}
		for _, q := range typed {
			query := strings.ReplaceAll(Understand(q).anywhere(), "~", "0a1b2c3d")
			if !ask(t, admin, "SELECT $1::text::tsvector @@ $2::text::tsquery", vector, query) {
				t.Fatalf("%s is not found by %s: %s", string(name), q, query)
			}
		}
	})
}

func FuzzUnderstand(f *testing.F) {
	for _, seed := range []string{"", "bolt m8", "RC0603FR-0710KL", "4006381333931", "10k dz", "电阻 dianzu", "'); DROP", "a:* & !b", "\xff\xfe", strings.Repeat("x ", 5000), "ﷺ", "İstanbul", "½"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, typed, text string) {
		q := Understand(typed)
		if len(q.terms) > mostTerms {
			t.Errorf("%d terms", len(q.terms))
		}
		for _, s := range q.stages(map[string][]string{typed: {"volt"}}) {
			if !harmless(s.Wanted) || !harmless(s.InName) || !harmless(s.Rest) {
				t.Errorf("%q", s)
			}
		}
		b := tokensOf("0a1b2c3d", Doc{SKU: typed, Name: text, Description: typed + text})
		for _, token := range b.order {
			if !utf8.ValidString(token) || len(token) > longToken+1 || strings.ContainsAny(token, "'\\ ") {
				t.Errorf("%q", token)
			}
		}
		for _, m := range q.Marks(text, nil) {
			if m.From < 0 || m.From >= m.To {
				t.Error(fmt.Sprint(m))
			}
		}
	})
}
