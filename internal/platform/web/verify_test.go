package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"manifold/internal/platform/authz"
)

// Each row plants one mismatch; Verify has to name it, and nothing else.
func TestVerifyFindsEachMismatch(t *testing.T) {
	t.Parallel()
	open := func(d *openapi3.T) *openapi3.Operation { return d.Paths.Value("/api/open").Get }
	rows := []struct {
		name     string
		contract func(*openapi3.T)
		mount    func(r Router, f *fake)
		table    func([]Route) []Route
		known    []authz.Permission
		want     []string
	}{
		{name: "nothing"},
		{name: "an operation nobody serves", contract: func(d *openapi3.T) {
			d.Paths.Set("/api/new", &openapi3.PathItem{Get: &openapi3.Operation{OperationID: "getNew", Responses: openapi3.NewResponses(), Extensions: map[string]any{"x-access": "public"}}})
		}, want: []string{"routes: GET /api/new (getNew) is in the contract, but nothing serves it", "route table: getNew of the contract stands in none"}},
		{name: "a path that is served and not in the contract", mount: func(r Router, f *fake) { r.GET("/api/secret", f.GetOpen) },
			want: []string{"routes: GET /api/secret is served, but the contract does not have it"}},
		{name: "a method that is served and not in the contract", mount: func(r Router, f *fake) { r.POST("/api/open", f.GetOpen) },
			want: []string{"routes: POST /api/open is served, but the contract does not have it"}},
		{name: "a route twice", mount: func(r Router, f *fake) { r.GET("/api/open", f.GetOpen) }, want: []string{"routes: GET /api/open is registered twice"}},
		{name: "another operation behind the path", contract: func(d *openapi3.T) { open(d).OperationID = "getClosed" },
			table: func(all []Route) []Route { all[0].Operation = "getClosed"; return all },
			want:  []string{"routes: GET /api/open is served by GetOpen, but the contract calls it getClosed (run make gen)"}},
		{name: "an operation in no table", table: func(all []Route) []Route { return all[1:] }, want: []string{"route table: getOpen of the contract stands in none"}},
		{name: "an operation twice in a table", table: func(all []Route) []Route { return append(all, all[0]) }, want: []string{"route table: getOpen stands there twice"}},
		{name: "a line about no operation", table: func(all []Route) []Route { return append(all, Route{"getNothing", authz.Public}) },
			want: []string{"route table: getNothing is no operation of the contract"}},
		{name: "another access in the table", table: func(all []Route) []Route { all[7].Access = "identity.seat.write"; return all },
			want: []string{`route table: listThings needs "identity.seat.write", but the contract says "audit.read"`}},
		{name: "an access nobody knows", contract: func(d *openapi3.T) { open(d).Extensions["x-access"] = "friends" },
			table: func(all []Route) []Route { all[0].Access = "friends"; return all },
			want:  []string{`contract: getOpen asks for "friends", which is neither public, session, trial nor in the permission matrix`}},
		{name: "a permission that is not in the matrix and without a company", contract: func(d *openapi3.T) { open(d).Extensions["x-access"] = "thing.read" },
			table: func(all []Route) []Route { all[0].Access = "thing.read"; return all },
			want: []string{`contract: getOpen asks for "thing.read", which is neither public, session, trial nor in the permission matrix`,
				"contract: getOpen asks for permission thing.read, but its path names no {company} to have it in"}},
		{name: "a permission nobody asks for", known: []authz.Permission{"audit.read", "identity.seat.write", "hub.events.read", "job.read"},
			want: []string{"permissions: no operation asks for job.read"}},
		{name: "an operation id twice", contract: func(d *openapi3.T) { d.Paths.Value("/api/me").Get.OperationID = "getOpen" },
			table: func(all []Route) []Route {
				return slices.DeleteFunc(all, func(r Route) bool { return r.Operation == "getMe" || r.Operation == "getOpen" })
			},
			want: []string{"contract: operationId getOpen stands at GET /api/me and at GET /api/open", "routes: GET /api/me is served by GetMe, but the contract calls it getOpen (run make gen)",
				"route table: getOpen of the contract stands in none"}},
		{name: "a body that lets more through", contract: func(d *openapi3.T) {
			d.Components.Schemas["NewThing"].Value.Properties["lines"].Value.Items.Value.AdditionalProperties = openapi3.BoolSchema{}
		}, want: []string{"contract: makeThing: body.lines[] lacks additionalProperties"}},
		{name: "an upload with a key", contract: func(d *openapi3.T) {
			put := d.Paths.Value("/api/companies/{company}/picture").Put
			put.Parameters = append(put.Parameters, &openapi3.ParameterRef{Value: openapi3.NewHeaderParameter(idempotencyHeader)})
		}, want: []string{"contract: putPicture streams its body and takes an Idempotency-Key, which needs the whole body"}},
		{name: "an upload that says nothing of its size", contract: func(d *openapi3.T) {
			delete(d.Paths.Value("/api/companies/{company}/picture").Put.Extensions, extensionUpload)
		}, want: []string{"contract: putPicture takes a body that is neither JSON nor an upload (x-upload)"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			cfg := newSite(t).cfg
			cfg.Document = contract(t)
			if row.contract != nil {
				row.contract(cfg.Document)
			}
			s, err := New(cfg)
			if err != nil {
				t.Fatal(err)
			}
			s.known = []authz.Permission{"audit.read", "identity.seat.write", "hub.events.read"}
			if row.known != nil {
				s.known = row.known
			}
			lines, f := slices.Clone(table), &fake{}
			if row.table != nil {
				lines = row.table(lines)
			}
			s.Register(lines, func(r Router) {
				f.mount(r)
				if row.mount != nil {
					row.mount(r, f)
				}
			})
			err = s.Verify()
			if len(row.want) == 0 {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil {
				t.Fatal("not noticed")
			}
			found := strings.Split(err.Error(), "\n  - ")[1:]
			slices.Sort(row.want)
			if !slices.Equal(found, row.want) {
				t.Errorf("found\n  %s\nwant\n  %s", strings.Join(found, "\n  "), strings.Join(row.want, "\n  "))
			}
		})
	}
}

func TestRouterTakesEveryMethod(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	before := len(s.registered)
	h := func(echo.Context) error { return nil }
	s.Register(nil, func(r Router) {
		for _, add := range []func(string, echo.HandlerFunc, ...echo.MiddlewareFunc) *echo.Route{r.CONNECT, r.DELETE, r.GET, r.HEAD, r.OPTIONS, r.PATCH, r.POST, r.PUT, r.TRACE} {
			add("/x", h)
		}
	})
	var methods []string
	for _, each := range s.registered[before:] {
		methods = append(methods, each.method)
	}
	want := []string{http.MethodConnect, http.MethodDelete, http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPatch, http.MethodPost, http.MethodPut, http.MethodTrace}
	if !slices.Equal(methods, want) {
		t.Errorf("%v", methods)
	}
}

func TestEndpoints(t *testing.T) {
	t.Parallel()
	all, err := Endpoints(contract(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != len(table) {
		t.Fatalf("%d endpoints, want %d", len(all), len(table))
	}
	at := slices.IndexFunc(all, func(e Endpoint) bool { return e.Operation == "makeThing" })
	e := all[at]
	if e.Method != "POST" || e.Path != "/api/companies/{company}/things" || e.Access != "identity.seat.write" || e.Body == nil ||
		len(e.Params) != 2 || e.Params[0].Name != "company" || e.Params[0].In != "path" || e.Params[0].Type != "CompanyID" || !e.Params[0].Required {
		t.Errorf("%+v", e)
	}
}
