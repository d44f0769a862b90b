package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"manifold/api"
	"manifold/internal/kernel/fault"
)

// Long answers that read in the name of a company are packed for whoever takes it; what may hold a secret, or was asked for by another site, never is.
func TestPacked(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.fake.long = strings.Repeat(" and more", 1000)
	things := "/api/companies/" + ours.String() + "/things"
	with := func(more ...string) map[string]string {
		h := map[string]string{"Accept-Encoding": "gzip"}
		for i := 0; i < len(more); i += 2 {
			h[more[i]] = more[i+1]
		}
		return h
	}
	for _, row := range []struct {
		name   string
		ask    ask
		packed bool
	}{
		{"a list", ask{path: things, header: with()}, true},
		{"a list that our own page asks for", ask{path: things, header: with("Sec-Fetch-Site", "same-origin")}, true},
		{"a list that another site asks for", ask{path: things, header: with("Sec-Fetch-Site", "cross-site")}, false},
		{"a list that a neighbouring site asks for", ask{path: things, header: with("Sec-Fetch-Site", "same-site")}, false},
		{"a list for whoever takes no packing", ask{path: things, header: with("Accept-Encoding", "identity")}, false},
		{"who I am", ask{path: "/api/me", header: with()}, false},
		{"what was made", ask{method: "POST", path: things, body: `{"name":"a"}`, header: with()}, false},
	} {
		row.ask.token = "good"
		got := s.do(row.ask)
		text := got.text
		if packed := got.Header.Get("Content-Encoding") == "gzip"; packed != row.packed {
			t.Errorf("%s: packed %v, want %v", row.name, packed, row.packed)
		} else if packed {
			if len(text) > len(s.fake.long)/5 {
				t.Errorf("%s: %d bytes are left of %d", row.name, len(text), len(s.fake.long))
			}
			text = unpack(t, text)
		}
		if !strings.Contains(text, s.fake.long) {
			t.Errorf("%s: the answer is not whole: %.80q", row.name, text)
		}
	}
}

// What is short goes out as it is, and so does a problem, with its length, after the packing step was begun.
func TestPackedLeavesBe(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	things := ask{path: "/api/companies/" + ours.String() + "/things", token: "good", header: map[string]string{"Accept-Encoding": "gzip"}}
	if got := s.do(things); got.Header.Get("Content-Encoding") != "" || got.text != "\"things\"\n" {
		t.Errorf("short: %q %q", got.Header.Get("Content-Encoding"), got.text)
	}
	s.fake.refuse = fault.Conflict.Sentence(strings.Repeat("No. ", 1000))
	if got := s.do(things); got.StatusCode != http.StatusConflict || got.Header.Get("Content-Encoding") != "" || len(got.problem.Detail) < 4000 {
		t.Errorf("problem: %d %q, %d characters", got.StatusCode, got.Header.Get("Content-Encoding"), len(got.problem.Detail))
	}
}

func unpack(t *testing.T, text string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

// No answer of the hub's contract that is packed has a field for a secret; and what is long, such as a comparison, is packed.
func TestPackedHoldsNoSecret(t *testing.T) {
	t.Parallel()
	document, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	operations, err := readContract(document)
	if err != nil {
		t.Fatal(err)
	}
	packed := map[string]bool{}
	for _, op := range operations {
		packed[op.id] = op.packed
		if !op.packed {
			continue
		}
		answer := op.spec.Responses.Value("200").Value.Content.Get(mediaJSON).Schema.Value
		for _, name := range secretsIn(answer, map[*openapi3.Schema]bool{}) {
			t.Errorf("%s answers %s, and is packed", op.id, name)
		}
	}
	for id, want := range map[string]bool{"compareBasket": true, "listItems": true, "signIn": false, "rotateSecret": false, "exportComparison": false} {
		if got, there := packed[id]; !there || got != want {
			t.Errorf("%s: there %v, packed %v, want %v", id, there, got, want)
		}
	}
}

// secretsIn are the names in a schema that stand for something to be kept secret.
func secretsIn(s *openapi3.Schema, seen map[*openapi3.Schema]bool) []string {
	if s == nil || seen[s] {
		return nil
	}
	seen[s] = true
	var found []string
	for name, property := range s.Properties {
		switch name {
		case "secret", "client_secret", "password", "token", "access_token", "refresh_token", "id_token", "recovery_codes":
			found = append(found, name)
		}
		found = append(found, secretsIn(property.Value, seen)...)
	}
	if s.Items != nil {
		found = append(found, secretsIn(s.Items.Value, seen)...)
	}
	for _, parts := range []openapi3.SchemaRefs{s.AllOf, s.OneOf, s.AnyOf} {
		for _, part := range parts {
			found = append(found, secretsIn(part.Value, seen)...)
		}
	}
	return found
}
