package id_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
)

const sample = "com_01jdabcdefghjkmnpqrstvwxyz"

func TestKinds(t *testing.T) {
	t.Parallel()
	at := time.Now()
	for prefix, text := range map[string]string{
		"com": id.New[id.Company](at).String(), "per": id.New[id.Person](at).String(), "sea": id.New[id.Seat](at).String(),
		"ses": id.New[id.Session](at).String(), "job": id.New[id.Job](at).String(), "evt": id.New[id.Event](at).String(),
		"aud": id.New[id.Audit](at).String(), "inv": id.NewRandom[id.Invitation]().String(), "blb": id.New[id.Blob](at).String(),
	} {
		if !strings.HasPrefix(text, prefix+"_") || len(text) != len(prefix)+1+26 {
			t.Errorf("%q is not %s_ and 26 characters", text, prefix)
		}
	}
}

func TestParseIsStrict(t *testing.T) {
	t.Parallel()
	if parsed, err := id.Parse[id.Company](sample); err != nil || parsed.String() != sample {
		t.Fatalf("Parse(%s) = %v, %v", sample, parsed, err)
	}
	for name, text := range map[string]string{
		"empty": "", "prefix only": "com_", "no prefix": sample[4:], "other kind": "per_" + sample[4:], "no underscore": "com" + sample[4:],
		"upper case": strings.ToUpper(sample), "upper digits": "com_" + strings.ToUpper(sample[4:]), "too short": sample[:29], "too long": sample + "0",
		"alias i": strings.Replace(sample, "1", "i", 1), "alias l": strings.Replace(sample, "1", "l", 1), "alias o": strings.Replace(sample, "0", "o", 1),
		"letter u": sample[:29] + "u", "hyphen": sample[:15] + "-" + sample[16:], "space": " " + sample, "line end": sample + "\n",
		"overflow": "com_8" + sample[5:], "all bits": "com_" + strings.Repeat("z", 26), "zero": "com_" + strings.Repeat("0", 26),
		"multibyte": "com_" + strings.Repeat("é", 13), "uuid": "01930a5b-0000-7000-8000-000000000000",
	} {
		if parsed, err := id.Parse[id.Company](text); !errors.Is(err, id.ErrMalformed) || !parsed.IsZero() {
			t.Errorf("%s: Parse(%q) = %v, %v; want ErrMalformed", name, text, parsed, err)
		}
	}
}

func TestKnownText(t *testing.T) {
	t.Parallel()
	rows := map[string][16]byte{
		"com_00000000000000000000000001": {15: 1},
		"com_00000000000000000000000010": {15: 32},
		"com_7zzzzzzzzzzzzzzzzzzzzzzzzz": [16]byte(bytes.Repeat([]byte{0xff}, 16)),
		"com_40000000000000000000000000": {0: 0x80},
	}
	for text, uuid := range rows {
		if got := id.FromUUID[id.Company](uuid).String(); got != text {
			t.Errorf("%x is written %s, want %s", uuid, got, text)
		}
	}
}

func TestRoundTripsAndOrder(t *testing.T) {
	t.Parallel()
	draw := rapid.Custom(func(t *rapid.T) id.SeatID {
		return id.FromUUID[id.Seat]([16]byte(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "uuid")))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		x, y := a.Bytes(), b.Bytes()
		if !a.IsZero() && !b.IsZero() && strings.Compare(a.String(), b.String()) != bytes.Compare(x[:], y[:]) {
			t.Fatalf("%s and %s do not sort as their bytes", a, b)
		}
		var back id.SeatID
		text, _ := a.MarshalText()
		if err := back.UnmarshalText(text); err != nil || back != a {
			t.Fatalf("text: %v, %v", back, err)
		}
		value, _ := a.Value()
		for _, src := range []any{value, a.UUID(), []byte(a.UUID()), x, x[:]} {
			back = id.NewRandom[id.Seat]()
			if err := back.Scan(src); err != nil || back != a {
				t.Fatalf("scan %T: %v, %v", src, back, err)
			}
		}
	})
}

func TestScanRefuses(t *testing.T) {
	t.Parallel()
	good := id.NewRandom[id.Job]().UUID()
	for _, src := range []any{"", good[:35], good + "0", strings.ReplaceAll(good, "-", "_"), "{" + good[:34] + "}", []byte{1, 2}, 7, "g" + good[1:], sample} {
		before := id.NewRandom[id.Job]()
		after := before
		if err := after.Scan(src); !errors.Is(err, id.ErrMalformed) || after != before {
			t.Errorf("Scan(%v) = %v, and the id is %v", src, err, after)
		}
	}
}

func TestZeroIsNone(t *testing.T) {
	t.Parallel()
	var none id.CompanyID
	value, err := none.Value()
	if !none.IsZero() || none.String() != "" || value != nil || err != nil {
		t.Errorf("zero: %q, %v, %v", none.String(), value, err)
	}
	scanned := id.NewRandom[id.Company]()
	if err := scanned.Scan(nil); err != nil || scanned != none {
		t.Errorf("Scan(NULL) = %v, %v", scanned, err)
	}
	type row struct {
		Company id.CompanyID            `json:"company"`
		Seats   map[id.SeatID]string    `json:"seats"`
		Absent  *id.PersonID            `json:"absent,omitempty"`
		Set     map[id.CompanyID]string `json:"set"`
	}
	want := id.New[id.Company](time.Now())
	data, err := json.Marshal(row{Set: map[id.CompanyID]string{want: "x"}})
	if err != nil {
		t.Fatal(err)
	}
	var got row
	if err := json.Unmarshal(data, &got); err != nil || got.Company != none || got.Set[want] != "x" {
		t.Errorf("%s → %+v, %v", data, got, err)
	}
}

func TestNewSortsByTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		micros := rapid.Int64Range(0, (1<<48)*1000-2)
		at := micros.Draw(t, "at")
		later := min(at+rapid.Int64Range(1, 3000).Draw(t, "step"), (1<<48)*1000-1)
		a, b := id.New[id.Event](time.UnixMicro(at)), id.New[id.Event](time.UnixMicro(later))
		if a.UUID() >= b.UUID() {
			t.Fatalf("%s at %d does not come before %s at %d", a.UUID(), at, b.UUID(), later)
		}
	})
}

func TestVersionsAndVariants(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 2, 25, 0, 999999000, time.UTC)
	seen := map[string]bool{}
	for range 1000 {
		seven, four := id.New[id.Event](at).UUID(), id.NewRandom[id.Invitation]().UUID()
		if seven[14] != '7' || four[14] != '4' || !strings.Contains("89ab", seven[19:20]) || !strings.Contains("89ab", four[19:20]) {
			t.Fatalf("wrong version or variant: %s %s", seven, four)
		}
		seen[seven], seen[four] = true, true
	}
	if len(seen) != 2000 {
		t.Errorf("%d different ids of 2000", len(seen))
	}
	bytes := id.New[id.Event](at).Bytes()
	millis := int64(0)
	for _, b := range bytes[:6] {
		millis = millis<<8 | int64(b)
	}
	if millis != at.UnixMilli() {
		t.Errorf("the id says %d ms, the clock %d ms", millis, at.UnixMilli())
	}
}

func TestNewOutsideTheRange(t *testing.T) {
	t.Parallel()
	before, after := id.New[id.Event](time.Time{}).UUID(), id.New[id.Event](time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC)).UUID()
	if !strings.HasPrefix(before, "00000000-0000-70") || !strings.HasPrefix(after, "ffffffff-ffff-7f") {
		t.Errorf("%s, %s", before, after)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{sample, "com_", "", strings.ToUpper(sample), "com_8" + sample[5:]} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := id.Parse[id.Company](text)
		if err != nil {
			return
		}
		if parsed.String() != text || parsed.IsZero() {
			t.Fatalf("%q was read, but is written %q", text, parsed)
		}
	})
}
