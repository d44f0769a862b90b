package web

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"manifold/internal/platform/authz"
)

// Verify compares the contract, the registered routes, the capabilities' route tables and the permission matrix, each with each.
// Call it after the last Register; the error lists everything that differs, one per line.
func (s *Server) Verify() error {
	v := verification{
		operations: s.operations, registered: s.registered, tables: s.tables, known: s.known,
		byID: map[string]*operation{}, served: map[string]bool{},
	}
	v.checkContract()
	v.checkRoutes()
	v.checkTables()
	v.checkMatrix()
	if len(v.wrong) == 0 {
		return nil
	}
	slices.Sort(v.wrong)
	return errors.New("contract, routes and permissions differ:\n  - " + strings.Join(slices.Compact(v.wrong), "\n  - "))
}

type verification struct {
	operations map[string]*operation
	registered []registration
	tables     []Route
	known      []authz.Permission

	byID   map[string]*operation
	served map[string]bool // by method and echo path
	wrong  []string
}

func (v *verification) say(format string, args ...any) {
	v.wrong = append(v.wrong, fmt.Sprintf(format, args...))
}

func (v *verification) checkContract() {
	for _, at := range slices.Sorted(maps.Keys(v.operations)) {
		op := v.operations[at]
		name := op.method + " " + op.path
		if op.id == "" {
			v.say("contract: %s has no operationId", name)
		}
		if other := v.byID[op.id]; other != nil {
			v.say("contract: operationId %s stands at %s %s and at %s", op.id, other.method, other.path, name)
		}
		v.byID[op.id] = op
		if !op.access.Valid() {
			v.say("contract: %s asks for %q, which is neither public, session, trial nor in the permission matrix", op.id, op.access)
		}
		v.checkOperation(op)
	}
}

// checkOperation holds one operation to what the server relies on.
func (v *verification) checkOperation(op *operation) {
	if _, asks := op.access.Permission(); asks && !op.inPath("company") {
		v.say("contract: %s asks for permission %s, but its path names no {company} to have it in", op.id, op.access)
	}
	if op.upload > 0 && op.takesKey() {
		v.say("contract: %s streams its body and takes an Idempotency-Key, which needs the whole body", op.id)
	}
	if op.upload > 0 && op.body == nil {
		v.say("contract: %s has x-upload and no body", op.id)
	}
	if op.foreign && op.access != authz.Public {
		v.say("contract: %s has x-foreign and is not public", op.id)
	}
	if op.body != nil && op.upload == 0 && !op.foreign && op.schema() == nil {
		v.say("contract: %s takes a body that is neither JSON nor an upload (x-upload)", op.id)
	}
	if !strings.HasPrefix(op.path, "/api/") && !strings.HasPrefix(op.path, "/.well-known/") {
		v.say("contract: %s is served at %s, outside /api/ and /.well-known/", op.id, op.path)
	}
	if schema := op.schema(); schema != nil {
		v.checkClosed(op, schema, "body", map[*openapi3.Schema]bool{})
	}
}

// checkClosed finds objects in a body that say nothing about further fields: an unknown field would pass unnoticed.
func (v *verification) checkClosed(op *operation, s *openapi3.Schema, at string, seen map[*openapi3.Schema]bool) {
	if s == nil || seen[s] {
		return
	}
	seen[s] = true
	if s.Type.Is(openapi3.TypeObject) && s.AdditionalProperties.Has == nil && s.AdditionalProperties.Schema == nil {
		v.say("contract: %s: %s lacks additionalProperties", op.id, at)
	}
	for name, child := range s.Properties {
		v.checkClosed(op, child.Value, at+"."+name, seen)
	}
	for _, refs := range [][]*openapi3.SchemaRef{s.AllOf, s.AnyOf, s.OneOf, {s.Items}, {s.AdditionalProperties.Schema}} {
		for _, child := range refs {
			if child != nil {
				v.checkClosed(op, child.Value, at+"[]", seen)
			}
		}
	}
}

func (v *verification) checkRoutes() {
	for _, route := range v.registered {
		at := route.method + " " + route.path
		op := v.operations[at]
		switch {
		case op == nil:
			v.say("routes: %s is served, but the contract does not have it", at)
		case v.served[at]:
			v.say("routes: %s is registered twice", at)
		case !strings.EqualFold(op.id, route.handler):
			v.say("routes: %s is served by %s, but the contract calls it %s (run make gen)", at, route.handler, op.id)
		}
		v.served[at] = true
	}
	for at, op := range v.operations {
		if !v.served[at] {
			v.say("routes: %s (%s) is in the contract, but nothing serves it", at, op.id)
		}
	}
}

func (v *verification) checkTables() {
	listed := map[string]bool{}
	for _, line := range v.tables {
		op := v.byID[line.Operation]
		switch {
		case op == nil:
			v.say("route table: %s is no operation of the contract", line.Operation)
		case listed[line.Operation]:
			v.say("route table: %s stands there twice", line.Operation)
		case op.access != line.Access:
			v.say("route table: %s needs %q, but the contract says %q", line.Operation, line.Access, op.access)
		}
		listed[line.Operation] = true
	}
	for id := range v.byID {
		if !listed[id] {
			v.say("route table: %s of the contract stands in none", id)
		}
	}
}

func (v *verification) checkMatrix() {
	used := map[authz.Permission]bool{}
	for _, op := range v.operations {
		if p, asks := op.access.Permission(); asks {
			used[p] = true
		}
	}
	for _, p := range v.known {
		if !used[p] {
			v.say("permissions: no operation asks for %s", p)
		}
	}
}
