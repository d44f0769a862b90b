package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"manifold/api"
	"manifold/internal/kernel/fault"
)

const problemType = "application/problem+json"

// answerProblem writes an error as problem+json. A fault says itself what it is; of anything else the caller learns nothing.
func (s *Server) answerProblem(c echo.Context, err error) {
	x := exchangeOf(c)
	f := faultOf(x, err)
	x.fault = f
	if c.Response().Committed || c.Request().Context().Err() != nil && f.Kind() == fault.KindInternal {
		return // nothing can be said any more
	}
	header := c.Response().Header()
	for _, name := range []string{"Content-Length", "Content-Encoding", "Content-Disposition", "ETag"} {
		header.Del(name) // of the answer that was to be
	}
	status := f.Kind().Status()
	if status == http.StatusUnauthorized {
		header.Set("WWW-Authenticate", challenge(x))
	}
	if retry := f.Retry(); retry > 0 {
		header.Set("Retry-After", seconds(retry))
	}
	header.Set("Content-Type", problemType)
	header.Set("Cache-Control", "private, no-store")
	text, err := json.Marshal(problem(f, x.id))
	if err != nil {
		text = []byte("{}") // a struct of strings cannot fail
	}
	if c.Request().Method == http.MethodHead {
		text = nil
	}
	c.Response().WriteHeader(status)
	_, _ = c.Response().Write(append(text, '\n')) // a client that left is no error of ours
}

func problem(f *fault.Fault, requestID string) api.Problem {
	p := api.Problem{
		Type: "urn:manifold:problem:" + f.Code(), Title: http.StatusText(f.Kind().Status()), Status: f.Kind().Status(),
		Code: f.Code(), Detail: f.Text(), RequestID: requestID,
	}
	if fields := f.Fields(); len(fields) > 0 {
		shown := make([]api.ProblemField, len(fields))
		for i, field := range fields {
			shown[i] = api.ProblemField{Path: field.Path, Code: field.Code, Message: field.Message}
		}
		p.Fields = &shown
	}
	return p
}

func challenge(x *exchange) string {
	if x.token {
		return `Bearer realm="manifold", error="invalid_token"`
	}
	return `Bearer realm="manifold"`
}

// seconds rounds up: whoever waits as long as told is let in.
func seconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }

// faultOf turns echo's own errors (no route, no such method, a parameter that generated code could not read) into faults.
func faultOf(x *exchange, err error) *fault.Fault {
	var f *fault.Fault
	var h *echo.HTTPError
	if errors.As(err, &f) || !errors.As(err, &h) {
		return fault.From(err)
	}
	switch h.Code {
	case http.StatusNotFound:
		return fault.NotFound
	case http.StatusMethodNotAllowed:
		return fault.MethodNotAllowed
	case http.StatusBadRequest:
		return unreadable(x, fmt.Sprint(h.Message))
	default:
		return fault.Unexpected.Because(err)
	}
}

// unread finds the parameter's name in what generated code says about one it could not read.
var unread = regexp.MustCompile(`(?:parameter|Query argument|Header parameter|value for) ([A-Za-z0-9_-]+)`)

// unreadable is for parameters that keep the letter of the contract and still are none, such as the 31st of February.
func unreadable(x *exchange, said string) *fault.Fault {
	found := unread.FindStringSubmatch(said)
	if found == nil {
		return fault.Malformed
	}
	name := strings.TrimSuffix(found[1], ":")
	field := fault.Field{Path: name, Code: "wrong_form", Message: "This value cannot be read."}
	if x.operation != nil && x.operation.inPath(name) {
		return fault.NotFound.With(field)
	}
	return fault.Invalid.With(field)
}
