package api_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/getkin/kin-openapi/openapi3"

	"manifold/api"
)

func TestDocument(t *testing.T) {
	t.Parallel()
	document, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	if document.Info.Title != "Manifold" {
		t.Errorf("title %q", document.Info.Title)
	}
	operations := map[string]bool{}
	for at, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			if operation.OperationID == "" || operations[operation.OperationID] {
				t.Errorf("%s %s: operation id %q is missing or stands twice", method, at, operation.OperationID)
			}
			operations[operation.OperationID] = true
			if len(operation.Tags) != 1 {
				t.Errorf("%s %s: tags %v", method, at, operation.Tags)
			}
		}
	}
	for _, id := range []string{"signIn", "getHub", "listAudit", "getJob"} {
		if !operations[id] {
			t.Errorf("operation %s is missing", id)
		}
	}
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	if found := regexp.MustCompile(`"\$ref":"[^#][^"]*"|"x-go-[^"]*"`).FindString(string(text)); found != "" {
		t.Errorf("the document is not self-contained: %s", found)
	}
	if _, err := openapi3.NewLoader().LoadFromData(text); err != nil {
		t.Errorf("the document as served cannot be read: %v", err)
	}
}

// TestIDsInQueriesAreNotExploded: generated code takes the type of an id for an object in an exploded parameter, and reads nothing.
func TestIDsInQueriesAreNotExploded(t *testing.T) {
	t.Parallel()
	document, err := api.Document()
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for at, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			for _, p := range operation.Parameters {
				if p.Value.In != "query" || !strings.HasSuffix(p.Value.Schema.Ref, "ID") {
					continue
				}
				if looked++; p.Value.Explode == nil || *p.Value.Explode {
					t.Errorf("%s %s: %s needs explode: false", method, at, p.Value.Name)
				}
			}
		}
	}
	if looked < 7 {
		t.Errorf("only %d parameters looked at", looked)
	}
}

func TestBundleRefuses(t *testing.T) {
	t.Parallel()
	const head = "openapi: 3.0.3\ninfo: {title: x, version: '1'}\n"
	path := func(at string) string {
		return head + "paths: {" + at + ": {get: {operationId: x, responses: {default: {description: x}}}}}\n"
	}
	component := func(kind string) string {
		return head + "paths: {}\ncomponents: {schemas: {Thing: {type: " + kind + "}}}\n"
	}
	rows := map[string]struct{ one, two, want string }{
		"one path twice":         {path("/api/x"), path("/api/x"), "two files"},
		"one name for two":       {component("string"), component("integer"), "differs"},
		"a reference to nothing": {head + "paths: {}\ncomponents: {schemas: {Thing: {$ref: 'two.yaml#/components/schemas/None'}}}\n", head, "None"},
		"no YAML":                {"a: [", head, "one.yaml"},
		"no OpenAPI":             {component("strange"), head, "strange"},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := api.Bundle(fstest.MapFS{"openapi/one.yaml": {Data: []byte(row.one)}, "openapi/two.yaml": {Data: []byte(row.two)}})
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("error %v, want one about %q", err, row.want)
			}
		})
	}
}
