package fault_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
)

func TestGeneralFaults(t *testing.T) {
	t.Parallel()
	want := map[string]int{
		"hub.malformed": 400, "hub.unknown_field": 400, "hub.bad_cursor": 400,
		"hub.unauthenticated": 401, "hub.forbidden": 403, "hub.csrf": 403, "hub.not_found": 404,
		"hub.method_not_allowed": 405, "hub.conflict": 409, "hub.stale": 412, "hub.too_large": 413,
		"hub.unsupported_media": 415, "hub.invalid": 422, "hub.idempotency_mismatch": 422,
		"hub.precondition_required": 428, "hub.too_many": 429, "hub.unexpected": 500, "hub.unavailable": 503,
	}
	found := 0
	for _, f := range fault.All() {
		status, ok := want[f.Code()]
		if !ok {
			continue
		}
		found++
		if f.Kind().Status() != status {
			t.Errorf("%s has status %d, want %d", f.Code(), f.Kind().Status(), status)
		}
	}
	if found != len(want) {
		t.Errorf("All() holds %d of the %d general faults", found, len(want))
	}
}

func TestAllIsSortedByCode(t *testing.T) {
	t.Parallel()
	sorted := slices.IsSortedFunc(fault.All(), func(a, b *fault.Fault) int { return strings.Compare(a.Code(), b.Code()) })
	if !sorted {
		t.Error("All() is not sorted")
	}
}

func TestDefineRefusesMistakes(t *testing.T) {
	t.Parallel()
	rows := map[string]struct {
		kind           fault.Kind
		code, sentence string
	}{
		"taken":          {fault.KindNotFound, "hub.not_found", "Again."},
		"no area":        {fault.KindConflict, "quote_expired", "The quote has expired."},
		"upper case":     {fault.KindConflict, "rfq.QuoteExpired", "The quote has expired."},
		"trailing line":  {fault.KindConflict, "rfq.quote\n", "The quote has expired."},
		"no sentence":    {fault.KindConflict, "faulttest.silent", " "},
		"undefined kind": {fault.Kind(418), "faulttest.teapot", "I am a teapot."},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("Define did not panic")
				}
			}()
			fault.Define(row.kind, row.code, row.sentence)
		})
	}
}

func TestCopiesLeaveTheOriginalAlone(t *testing.T) {
	t.Parallel()
	cause := errors.New("disk full")
	first := fault.Invalid.With(fault.Field{Path: "/name", Code: "required", Message: "Say a name."})
	second := first.With(fault.Field{Path: "/mail"}).Because(cause).Sentence("Two things are missing.").RetryAfter(time.Minute)
	third := first.With(fault.Field{Path: "/phone"}) // must not write into second's fields

	if len(fault.Invalid.Fields()) != 0 || len(first.Fields()) != 1 || fault.Invalid.Text() == second.Text() {
		t.Error("a copy changed its original")
	}
	if got := second.Fields()[1].Path; got != "/mail" {
		t.Errorf("second copy names %s", got)
	}
	if got := third.Fields()[1].Path; got != "/phone" {
		t.Errorf("third copy names %s", got)
	}
	second.Fields()[0].Path = "/changed"
	if second.Fields()[0].Path != "/name" {
		t.Error("Fields() hands out its own memory")
	}
	if second.Retry() != time.Minute || first.Retry() != 0 || first.RetryAfter(-1).Retry() != 0 {
		t.Error("wrong retry")
	}
	if !errors.Is(second, fault.Invalid) || !errors.Is(second, cause) || errors.Is(second, fault.NotFound) || errors.Is(first, cause) {
		t.Error("errors.Is does not follow code and cause")
	}
	if !strings.Contains(second.Error(), "disk full") || strings.Contains(second.Text(), "disk full") {
		t.Error("the cause belongs into Error and not into Text")
	}
	if strings.Contains(first.Error(), "Say a name.") {
		t.Error("Error quotes a field's message, which may quote the input")
	}
}

func TestFrom(t *testing.T) {
	t.Parallel()
	stale := fault.Stale.Sentence("Someone saved before you.")
	plain := errors.New("connection reset")
	if got := fault.From(fmt.Errorf("saving: %w", stale)); got != stale {
		t.Errorf("From did not find the fault in the chain: %v", got)
	}
	if got := fault.From(plain); !errors.Is(got, fault.Unexpected) || !errors.Is(got, plain) || got.Text() != fault.Unexpected.Text() {
		t.Errorf("From(plain) = %v", got)
	}
	if got := fault.From(nil); got != nil {
		t.Errorf("From(nil) = %v", got)
	}
	var typedNil *fault.Fault
	if got := fault.From(fmt.Errorf("saving: %w", error(typedNil))); !errors.Is(got, fault.Unexpected) {
		t.Errorf("From(nil fault in a chain) = %v", got)
	}
}

func TestJSONRoundTrip(t *testing.T) {
	t.Parallel()
	all := fault.All()
	rapid.Check(t, func(t *rapid.T) {
		field := rapid.Custom(func(t *rapid.T) fault.Field {
			return fault.Field{Path: rapid.String().Draw(t, "path"), Code: rapid.String().Draw(t, "code"), Message: rapid.String().Draw(t, "message")}
		})
		f := rapid.SampledFrom(all).Draw(t, "fault").
			With(rapid.SliceOfN(field, 0, 3).Draw(t, "fields")...).
			Sentence("So: " + rapid.String().Draw(t, "sentence")).
			RetryAfter(time.Duration(rapid.Int64Min(0).Draw(t, "retry"))).
			Because(errors.New("secret cause"))
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "secret cause") {
			t.Fatalf("the cause leaves: %s", data)
		}
		got, err := fault.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		same := got.Kind() == f.Kind() && got.Code() == f.Code() && got.Text() == f.Text() && got.Retry() == f.Retry() && slices.Equal(got.Fields(), f.Fields())
		if !same {
			t.Fatalf("got %#v, want %#v", got, f)
		}
	})
}

func TestDecode(t *testing.T) {
	t.Parallel()
	old, err := fault.Decode([]byte(`{"kind":"conflict","code":"rfq.gone_since_long","text":"Closed."}`))
	if err != nil || old.Kind() != fault.KindConflict || old.Code() != "rfq.gone_since_long" {
		t.Errorf("a code that is not defined any more: %v, %v", old, err)
	}
	for _, bad := range []string{
		``, `null`, `[]`, `{}`, `{"kind":409,"code":"a.b","text":"x"}`, `{"kind":"teapot","code":"a.b","text":"x"}`,
		`{"kind":"conflict","code":"ab","text":"x"}`, `{"kind":"conflict","code":"a.b","text":""}`,
		`{"kind":"conflict","code":"a.b","text":"x","retry_after_ns":-1}`, `{"kind":"conflict","code":"a.b","text":"x"} x`,
	} {
		if f, err := fault.Decode([]byte(bad)); err == nil {
			t.Errorf("Decode(%s) = %v, want an error", bad, f)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"kind":"conflict","code":"a.b","text":"x","fields":[{"path":"/a"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		decoded, err := fault.Decode(data)
		if err != nil {
			return
		}
		again, err := json.Marshal(decoded)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fault.Decode(again); err != nil {
			t.Fatalf("what was decoded cannot be decoded again: %v", err)
		}
	})
}
