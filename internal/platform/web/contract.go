package web

import (
	"errors"
	"fmt"
	"maps"
	"mime"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"manifold/internal/platform/authz"
)

// operation is one operation of the contract, made ready once at start.
type operation struct {
	id      string
	method  string
	path    string // as in the contract: /api/companies/{company}
	access  authz.Access
	upload  int64 // bytes of a streamed body; 0: the body is JSON, or there is none
	careful bool  // x-limit: sign-in
	foreign bool  // x-foreign: speaks a protocol of others; its handler checks parameters and forms
	packed  bool  // its answers may be compressed
	params  []*openapi3.Parameter
	body    *openapi3.RequestBody // nil: takes none
	spec    *openapi3.Operation
}

// The extensions of the contract that the server reads.
const (
	extensionAccess = "x-access" // what the caller needs: public, session, trial or a permission
	extensionUpload = "x-upload" // largest body in bytes; it is streamed
	extensionLimit  = "x-limit"  // "sign-in": guessing would pay here, so the tight limit holds
	// true: the operation speaks OAuth or the like, whose clients are no pages of ours. They send forms and parameters that we do not
	// know, and no X-Hub-Request; so such an operation is public and may change nothing on the word of a cookie.
	extensionForeign = "x-foreign"
)

const idempotencyHeader = "Idempotency-Key"

// readContract makes the operations ready, by method and path in echo's form.
func readContract(document *openapi3.T) (map[string]*operation, error) {
	operations := map[string]*operation{}
	var wrong []error
	for _, path := range slices.Sorted(maps.Keys(document.Paths.Map())) {
		item := document.Paths.Value(path)
		for method, spec := range item.Operations() {
			op, err := newOperation(method, path, item, spec)
			if err != nil {
				wrong = append(wrong, fmt.Errorf("web: contract: %s %s: %w", method, path, err))
				continue
			}
			operations[method+" "+echoPath(path)] = op
		}
	}
	return operations, errors.Join(wrong...)
}

func newOperation(method, path string, item *openapi3.PathItem, spec *openapi3.Operation) (*operation, error) {
	op := &operation{id: spec.OperationID, method: method, path: path, spec: spec}
	access, ok := spec.Extensions[extensionAccess].(string)
	if !ok {
		return nil, errors.New("x-access is missing")
	}
	op.access = authz.Access(access)
	op.packed = packs(op.access, spec)
	if given, has := spec.Extensions[extensionUpload]; has {
		size, ok := given.(float64)
		if !ok || size < 1 {
			return nil, errors.New("x-upload is no number of bytes")
		}
		op.upload = int64(size)
	}
	if given, has := spec.Extensions[extensionLimit]; has {
		if given != "sign-in" {
			return nil, errors.New(`x-limit can only be "sign-in"`)
		}
		op.careful = true
	}
	op.foreign, _ = spec.Extensions[extensionForeign].(bool)
	for _, list := range []openapi3.Parameters{item.Parameters, spec.Parameters} {
		for _, ref := range list {
			op.params = append(op.params, ref.Value)
		}
	}
	if spec.RequestBody != nil {
		op.body = spec.RequestBody.Value
	}
	return op, nil
}

// echoPath writes {company} as :company.
func echoPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}

func (op *operation) param(in, name string) *openapi3.Parameter {
	at := slices.IndexFunc(op.params, func(p *openapi3.Parameter) bool { return p.In == in && p.Name == name })
	if at < 0 {
		return nil
	}
	return op.params[at]
}

func (op *operation) inPath(name string) bool { return op.param(openapi3.ParameterInPath, name) != nil }

func (op *operation) takesKey() bool {
	return op.param(openapi3.ParameterInHeader, idempotencyHeader) != nil
}

// schema returns the schema of a JSON body; nil when the operation takes none.
func (op *operation) schema() *openapi3.Schema {
	if op.body == nil || op.upload > 0 {
		return nil
	}
	media := op.body.Content.Get("application/json")
	if media == nil || media.Schema == nil {
		return nil
	}
	return media.Schema.Value
}

// reads tells whether the operation takes a body of this content type, given as the header says it.
func (op *operation) reads(contentType string) bool {
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil || op.body == nil {
		return false
	}
	if charset := parameters["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
		return false
	}
	return op.body.Content.Get(kind) != nil
}

// mediaTypes lists what the operation reads, for the message.
func (op *operation) mediaTypes() string {
	return strings.Join(slices.Sorted(maps.Keys(op.body.Content)), ", ")
}
