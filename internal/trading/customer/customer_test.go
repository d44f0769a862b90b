package customer

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/trading/terms"
)

func customers(n int) []id.CustomerID {
	out := make([]id.CustomerID, n)
	for i := range out {
		out[i] = id.NewRandom[id.Customer]()
	}
	return out
}

// TestHierarchy: whatever is tried, there is never a circle and never a ninth level.
func TestHierarchy(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := customers(12)
		h := newHierarchy()
		for range rapid.IntRange(1, 60).Draw(t, "moves") {
			c := rapid.SampledFrom(all).Draw(t, "customer")
			head := rapid.SampledFrom(append(slices.Clone(all), id.CustomerID{})).Draw(t, "head")
			before := h.head[c]
			if err := h.set(c, head); err != nil && h.head[c] != before {
				t.Fatalf("refused (%v) and moved", err)
			}
			for _, one := range all {
				levels := 1
				for at := h.head[one]; !at.IsZero(); at = h.head[at] {
					if levels++; levels > mostLevels || at == one {
						t.Fatalf("%d levels, or a circle, over %s", levels, one)
					}
				}
			}
		}
	})
}

func TestHierarchyRefuses(t *testing.T) {
	t.Parallel()
	c := customers(10)
	h := newHierarchy()
	for i := 1; i < 8; i++ {
		if err := h.set(c[i], c[i-1]); err != nil {
			t.Fatalf("level %d: %v", i+1, err)
		}
	}
	for name, row := range map[string]struct {
		customer, head id.CustomerID
		want           error
	}{
		"itself": {c[3], c[3], errCircle}, "own branch": {c[0], c[7], errCircle}, "ninth level": {c[8], c[7], errTooDeep},
		"under another": {c[0], c[9], errTooDeep}, "as deep as may be": {c[8], c[6], nil}, "none": {c[3], id.CustomerID{}, nil},
	} {
		at := newHierarchy()
		for k, v := range h.head {
			at.put(k, v)
		}
		if err := at.set(row.customer, row.head); !errors.Is(err, row.want) || (err == nil) != (row.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, row.want)
		}
	}
}

func TestTermsAreInherited(t *testing.T) {
	t.Parallel()
	days := 30
	terms, sources := effective([]level{
		{"own", "", terms.Terms{Currency: "EUR"}},
		{"head_office", "Gamma Group", terms.Terms{Currency: "GBP", PaymentDays: &days}},
		{"group", "Trade", terms.Terms{PaymentDays: new(int), Incoterm: "DAP"}},
	})
	if terms.Currency != "EUR" || *terms.PaymentDays != 30 || terms.Incoterm != "DAP" {
		t.Errorf("%+v", terms)
	}
	want := []TermsSource{{"currency", "own", ""}, {"payment_days", "head_office", "Gamma Group"}, {"incoterm", "group", "Trade"}}
	if !reflect.DeepEqual(sources, want) {
		t.Errorf("%+v", sources)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ got, want string }{
		"code": {codeKey(" ｃ-001 "), "C-001"}, "tax": {TaxKey("gb 123-456 789"), "GB123456789"}, "name": {NameKey("ＡＢＣ Co., Ltd."), "abccoltd"},
		"chinese": {NameKey("浙江海天（集团）"), "浙江海天集团"}, "marks stay": {NameKey("Malmö"), "malmö"},
	} {
		if row.got != row.want {
			t.Errorf("%s: %q, want %q", name, row.got, row.want)
		}
	}
}

func TestLogins(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, country, want string }{
		{"Wang.Fang@Haitian.Example", "", "wang.fang@haitian.example"}, {"138 0000 0001", "CN", "+8613800000001"}, {"13800000001", "", "+8613800000001"},
		{"13800000001", "GB", ""}, {"+44 (0)20", "GB", ""}, {"+44 20 7946 0000", "GB", "+442079460000"}, {"0046701740601", "SE", "+46701740601"}, {"", "CN", ""}, {"call me", "", ""},
	} {
		if got := loginOf(row.text, row.country); got != row.want {
			t.Errorf("%q in %q is %q, want %q", row.text, row.country, got, row.want)
		}
	}
}

// TestBulkUndo: what an act on many changed, its undo puts back, and matched = changed + skipped.
func TestBulkUndo(t *testing.T) {
	t.Parallel()
	groups := []id.GroupID{{}, id.NewRandom[id.Group](), id.NewRandom[id.Group]()}
	tags := []string{"a", "b", "c", "d"}
	rapid.Check(t, func(t *rapid.T) {
		ids := customers(rapid.IntRange(0, 12).Draw(t, "customers"))
		now := make([]Customer, len(ids))
		for i := range now {
			now[i] = Customer{ID: ids[i], Name: "x", Country: rapid.SampledFrom([]string{"", "GB", "SE"}).Draw(t, "country"), Group: rapid.SampledFrom(groups).Draw(t, "group"),
				Tags: tidyTags(rapid.SliceOfN(rapid.SampledFrom(tags), 0, 3).Draw(t, "tags")), Blocked: rapid.Bool().Draw(t, "blocked")}
			if now[i].Blocked {
				now[i].Reason = rapid.SampledFrom([]string{"", "late"}).Draw(t, "reason")
			}
		}
		region, group := rapid.SampledFrom([]string{"", "GB-LND", "SE"}).Draw(t, "region"), rapid.SampledFrom(groups).Draw(t, "to")
		b := BulkChange{
			Action: rapid.SampledFrom([]BulkAction{SetGroup, SetRegion, AddTags, RemoveTags, Block, Unblock}).Draw(t, "action"),
			Group:  &group, Region: &region, Tags: rapid.SliceOfN(rapid.SampledFrom(tags), 1, 2).Draw(t, "with"), Reason: "spam",
		}
		before := map[id.CustomerID]Customer{}
		for _, c := range now {
			before[c.ID] = c
		}
		changed, out := b.apply(now, newHierarchy())
		if out.Matched != out.Changed+int64(len(out.Skipped)) || out.Matched != int64(len(now)) {
			t.Fatalf("%+v", out)
		}
		after := map[id.CustomerID]Customer{}
		for _, c := range changed {
			after[c.ID] = c
		}
		for _, u := range out.Undo {
			var those []Customer
			for _, one := range u.Filter.IDs {
				those = append(those, after[one])
			}
			back, undone := u.apply(those, newHierarchy())
			if len(undone.Skipped) > 0 {
				t.Fatalf("the undo skips: %+v", undone)
			}
			for _, c := range back {
				after[c.ID] = c
			}
		}
		for one, c := range after {
			slices.Sort(c.Tags)
			was := before[one]
			was.Tags = slices.Sorted(slices.Values(was.Tags))
			if fields := changedFields(was, c); len(fields) > 0 {
				t.Fatalf("%s left %v of %+v as %+v", b.Action, fields, was, c)
			}
		}
	})
}

func TestDeletable(t *testing.T) {
	t.Parallel()
	c := customers(4) // 1 and 2 under 0, 3 under 2
	h := newHierarchy()
	h.put(c[1], c[0])
	h.put(c[2], c[0])
	h.put(c[3], c[2])
	all := []Customer{{ID: c[0]}, {ID: c[1]}, {ID: c[2]}, {ID: c[3], Buyer: id.NewRandom[id.Company]()}}
	gone, stay := deletable(all, h)
	if len(gone) != 1 || gone[0].ID != c[1] || !errors.Is(stay[c[3]], errConnected) || !errors.Is(stay[c[2]], errHasBranches) || !errors.Is(stay[c[0]], errHasBranches) {
		t.Errorf("gone %v, stay %v", gone, stay)
	}
	if gone, _ := deletable(all[1:2], h); len(gone) != 1 {
		t.Errorf("alone: %v", gone)
	}
}

// TestIntake: over random lists, with every kind of contradiction, each line has one outcome; a line that came to a record never makes
// another one when the list comes again.
func TestIntake(t *testing.T) {
	t.Parallel()
	text := func(t *rapid.T, label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	rapid.Check(t, func(t *rapid.T) {
		lines := make([]ImportLine, rapid.IntRange(1, 14).Draw(t, "lines"))
		for n := range lines {
			lines[n] = ImportLine{Line: n + 2, Outcome: LineWaiting, Cells: map[ImportField]string{
				fieldCode: text(t, "code", "", "", "1", "2", "Ｃ3", "c3"), fieldName: text(t, "name", "Acme", "ACME", "Bolt", "Cog", ""), fieldCountry: text(t, "country", "", "SE", "Sweden", "Nowhere"),
				fieldTax: text(t, "tax", "", "", "", "SE1", "se-1", "SE2"), fieldHeadOffice: text(t, "head", "", "", "", "1", "Bolt", "none"), fieldEmail: text(t, "mail", "", "a@b.example", "ab"),
			}}
		}
		var records []Customer
		flagged := map[int]bool{}
		for run := range 2 {
			taken := slices.Clone(lines)
			k := newIntake(time.Now(), slices.Clone(records))
			for _, c := range records {
				k.heads.put(c.ID, c.HeadOffice)
			}
			for last := false; ; {
				waiting, before := 0, count(taken, LineWaiting)
				for n := range taken {
					if taken[n].Outcome == LineWaiting {
						k.take(&taken[n], last)
					}
				}
				if waiting = count(taken, LineWaiting); waiting == 0 {
					break
				}
				if last {
					t.Fatalf("%d wait after the last round", waiting)
				}
				last = waiting == before
			}
			if total := count(taken, LineCreated) + count(taken, LineMerged) + count(taken, LineFlagged); total != len(lines) {
				t.Fatalf("%d of %d lines came to something", total, len(lines))
			}
			if made := count(taken, LineCreated); made != len(k.created) {
				t.Fatalf("%d created, %d records", made, len(k.created))
			}
			for _, l := range taken {
				if run == 0 {
					flagged[l.Line] = l.Outcome == LineFlagged
				} else if l.Outcome == LineCreated && !flagged[l.Line] {
					t.Fatalf("line %d was a record and makes another one: %+v", l.Line, taken)
				}
			}
			records = nil
			codes := map[string]bool{}
			for _, c := range k.records {
				records = append(records, *c)
				if key := codeKey(c.Code); key != "" && codes[key] {
					t.Fatalf("two customers of code %s", key)
				} else {
					codes[key] = true
				}
				if c.Name == "" || strings.Contains(c.Email, "ab") {
					t.Fatalf("a record that cannot be: %+v", c)
				}
			}
		}
	})
}

// TestTheSameListAgain: a list without contradictions is all records, and only merges when it comes again.
func TestTheSameListAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var lines []ImportLine
		for n := range rapid.IntRange(1, 20).Draw(t, "customers") {
			cells := map[ImportField]string{fieldName: fmt.Sprintf("Shop %d", n), fieldCountry: rapid.SampledFrom([]string{"", "SE"}).Draw(t, "country")}
			if rapid.Bool().Draw(t, "has code") {
				cells[fieldCode] = fmt.Sprintf("K-%d", n)
			}
			if rapid.Bool().Draw(t, "has tax") {
				cells[fieldTax] = fmt.Sprintf("SE%d", n)
			}
			for range rapid.IntRange(1, 2).Draw(t, "times") {
				lines = append(lines, ImportLine{Line: len(lines) + 2, Outcome: LineWaiting, Cells: cells})
			}
		}
		names := len(lines)
		var records []Customer
		for run := range 2 {
			k := newIntake(time.Now(), records)
			taken := slices.Clone(lines)
			for n := range taken {
				k.take(&taken[n], true)
			}
			if count(taken, LineFlagged) > 0 || run == 1 && count(taken, LineMerged) != names {
				t.Fatalf("run %d: %+v", run+1, taken)
			}
			records = nil
			for _, c := range k.records {
				records = append(records, *c)
			}
		}
	})
}

func TestMatches(t *testing.T) {
	t.Parallel()
	acme := Customer{ID: id.NewRandom[id.Customer](), Code: "1", Name: "Acme", Country: "SE", TaxNumber: "SE1"}
	bare := Customer{ID: id.NewRandom[id.Customer](), Name: "Bolt"}
	twin, twin2 := Customer{ID: id.NewRandom[id.Customer](), Code: "8", Name: "Cog"}, Customer{ID: id.NewRandom[id.Customer](), Code: "9", Name: "Cog"}
	for name, row := range map[string]struct {
		code, tax, called, country string
		want                       *Customer
		problem                    string
	}{
		"by code":              {"1", "", "ACME", "", &acme, ""},
		"by tax":               {"", "se-1", "Acme", "SE", &acme, ""},
		"by name":              {"", "", "Acme", "SE", &acme, ""},
		"another country":      {"", "", "Acme", "GB", nil, ""},
		"another code":         {"2", "", "Acme", "SE", nil, ""},
		"another tax number":   {"", "SE2", "Acme", "SE", nil, ""},
		"fills code and tax":   {"5", "SE5", "Bolt", "SE", &bare, ""},
		"code of another name": {"1", "", "Axle", "", nil, "name conflict"},
		"code, other tax":      {"1", "SE2", "Acme", "", nil, "tax_number conflict"},
		"code, other country":  {"1", "", "Acme", "GB", nil, "country conflict"},
		"tax, other code":      {"2", "SE1", "Acme", "SE", nil, "tax_number duplicate"},
		"one of two":           {"", "", "Cog", "", nil, "name ambiguous"},
		"the second of two":    {"9", "", "Cog", "", &twin2, ""},
	} {
		k := newIntake(time.Now(), []Customer{acme, bare, twin, twin2})
		got, problem := k.match(Change{Code: &row.code, TaxNumber: &row.tax, Name: &row.called, Country: &row.country})
		said := ""
		if problem != nil {
			said = fmt.Sprint(problem.Field, " ", problem.Code)
			got = nil
		}
		if said != row.problem || (got == nil) != (row.want == nil) || got != nil && got.ID != row.want.ID {
			t.Errorf("%s: %v, %q", name, got, said)
		}
	}
}

func count(lines []ImportLine, o LineOutcome) (n int) {
	for _, l := range lines {
		if l.Outcome == o {
			n++
		}
	}
	return n
}

func TestLinesAreRead(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		cells   map[ImportField]string
		want    func(reading) bool
		problem string // field and code
	}{
		"china":      {map[ImportField]string{fieldName: "海天", fieldCountry: "中国", fieldRegion: "广东省"}, func(r reading) bool { return *r.change.Country == "CN" && *r.change.Region == "CN-GD" }, ""},
		"region":     {map[ImportField]string{fieldName: "x", fieldRegion: "GB-LND"}, func(r reading) bool { return *r.change.Country == "GB" }, ""},
		"elsewhere":  {map[ImportField]string{fieldName: "x", fieldCountry: "SE", fieldRegion: "广东"}, nil, "region wrong_country"},
		"no region":  {map[ImportField]string{fieldName: "x", fieldRegion: "the north"}, nil, "region unknown"},
		"month end":  {map[ImportField]string{fieldName: "x", fieldPayment: "月结30天"}, func(r reading) bool { return r.terms.Payment == "month_end" && *r.terms.PaymentDays == 30 }, ""},
		"net":        {map[ImportField]string{fieldName: "x", fieldPayment: "Net 60"}, func(r reading) bool { return r.terms.Payment == "days" && *r.terms.PaymentDays == 60 }, ""},
		"before":     {map[ImportField]string{fieldName: "x", fieldPayment: "款到发货", fieldCurrency: "人民币"}, func(r reading) bool { return r.terms.Payment == "prepaid" && r.terms.Currency == "CNY" }, ""},
		"delivery":   {map[ImportField]string{fieldName: "x", fieldPayment: "Cash on delivery"}, func(r reading) bool { return r.terms.Payment == "on_delivery" }, ""},
		"no payment": {map[ImportField]string{fieldName: "x", fieldPayment: "barter"}, nil, "payment unknown"},
		"days":       {map[ImportField]string{fieldName: "x", fieldPaymentDays: "45 天"}, func(r reading) bool { return *r.terms.PaymentDays == 45 }, ""},
		"many days":  {map[ImportField]string{fieldName: "x", fieldPaymentDays: "999"}, nil, "payment_days wrong_number"},
		"currency":   {map[ImportField]string{fieldName: "x", fieldCurrency: "doubloon"}, nil, "currency unknown"},
		"tags":       {map[ImportField]string{fieldName: "x", fieldTags: "key； new,key"}, func(r reading) bool { return slices.Equal(*r.change.Tags, []string{"key", "new"}) }, ""},
		"long code":  {map[ImportField]string{fieldName: "x", fieldCode: strings.Repeat("9", 41)}, nil, "code too_long"},
		"nameless":   {map[ImportField]string{fieldCode: "1"}, nil, "name required"},
		"mail":       {map[ImportField]string{fieldName: "x", fieldEmail: "a@b"}, nil, "email wrong_form"},
	} {
		r := read(row.cells)
		problem := ""
		if len(r.problems) > 0 {
			problem = fmt.Sprint(r.problems[0].Field, " ", r.problems[0].Code)
		}
		if problem != row.problem || row.want != nil && !row.want(r) {
			t.Errorf("%s: %+v, problem %q", name, r.change, problem)
		}
	}
}

func TestQRCode(t *testing.T) {
	t.Parallel()
	svg, err := qrCode(inviteLink("https://hub.example", newToken().text))
	if err != nil || !strings.HasPrefix(svg, "<svg ") || !strings.Contains(svg, `d="M4 4h7v1h-7z`) {
		t.Errorf("%v %.200s", err, svg)
	}
}
