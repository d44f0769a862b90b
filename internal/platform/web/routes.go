package web

import (
	"cmp"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"manifold/internal/platform/authz"
)

// Route is one line of a capability's route table: an operation of the contract and what its caller needs. The contract says the same
// in x-access; Verify compares.
type Route struct {
	Operation string
	Access    authz.Access
}

// Router is what generated code registers its routes with.
type Router interface {
	CONNECT(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	DELETE(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	GET(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	HEAD(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	OPTIONS(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	PATCH(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	POST(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	PUT(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
	TRACE(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route
}

// Register takes a capability in: its route table, and a function that hands the router to generated code:
//
//	server.Register(Routes, func(r web.Router) { api.RegisterHandlers(r, api.NewStrictHandler(handlers, nil)) })
func (s *Server) Register(table []Route, mount func(Router)) {
	s.tables = append(s.tables, table...)
	mount(recorder{s})
}

// registration is a route as generated code registered it.
type registration struct {
	method, path string
	handler      string // name of the generated method, such as "GetHub"
}

// recorder passes routes on to echo and notes them for Verify.
type recorder struct{ server *Server }

func (r recorder) add(method, path string, h echo.HandlerFunc, m []echo.MiddlewareFunc) *echo.Route {
	r.server.registered = append(r.server.registered, registration{method, path, methodName(h)})
	return r.server.echo.Add(method, path, h, m...)
}

// methodName takes "GetHub" out of "manifold/api/hub.(*ServerInterfaceWrapper).GetHub-fm".
func methodName(h echo.HandlerFunc) string {
	name := runtime.FuncForPC(reflect.ValueOf(h).Pointer()).Name()
	return strings.TrimSuffix(name[strings.LastIndex(name, ".")+1:], "-fm")
}

// CONNECT notes and passes on a route.
func (r recorder) CONNECT(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodConnect, path, h, m)
}

// DELETE notes and passes on a route.
func (r recorder) DELETE(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodDelete, path, h, m)
}

// GET notes and passes on a route.
func (r recorder) GET(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodGet, path, h, m)
}

// HEAD notes and passes on a route.
func (r recorder) HEAD(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodHead, path, h, m)
}

// OPTIONS notes and passes on a route.
func (r recorder) OPTIONS(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodOptions, path, h, m)
}

// PATCH notes and passes on a route.
func (r recorder) PATCH(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodPatch, path, h, m)
}

// POST notes and passes on a route.
func (r recorder) POST(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodPost, path, h, m)
}

// PUT notes and passes on a route.
func (r recorder) PUT(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodPut, path, h, m)
}

// TRACE notes and passes on a route.
func (r recorder) TRACE(path string, h echo.HandlerFunc, m ...echo.MiddlewareFunc) *echo.Route {
	return r.add(http.MethodTrace, path, h, m)
}

// Endpoint describes an operation for people (`hub routes`) and for the generator of hostile requests.
type Endpoint struct {
	Method, Path string // path as in the contract: /api/companies/{company}
	Operation    string
	Access       authz.Access
	Params       []Param // in path, query and headers
	Body         *openapi3.Schema
	Upload       int64 // bytes of a streamed body; 0: none is taken, or JSON
}

// Param is one parameter of an Endpoint.
type Param struct {
	Name, In string // in is path, query or header
	Type     string // name of its schema in the contract, such as "CompanyID"; "" for one without a name
	Required bool
	Schema   *openapi3.Schema
}

// Endpoints returns every operation of a contract, sorted by path and method.
func Endpoints(contract *openapi3.T) ([]Endpoint, error) {
	operations, err := readContract(contract)
	if err != nil {
		return nil, err
	}
	var all []Endpoint
	for _, op := range operations {
		e := Endpoint{Method: op.method, Path: op.path, Operation: op.id, Access: op.access, Body: op.schema(), Upload: op.upload}
		for _, p := range op.params {
			e.Params = append(e.Params, newParam(p))
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Endpoint) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method)) })
	return all, nil
}

func newParam(p *openapi3.Parameter) Param {
	named := Param{Name: p.Name, In: p.In, Required: p.Required}
	if p.Schema != nil {
		named.Type, named.Schema = schemaName(p.Schema), p.Schema.Value
	}
	return named
}

func schemaName(ref *openapi3.SchemaRef) string {
	return ref.Ref[strings.LastIndexByte(ref.Ref, '/')+1:]
}
