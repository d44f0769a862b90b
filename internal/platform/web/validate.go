package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
)

// holdAgainstContract refuses what the contract does not describe: parameters in path, query and headers, and the body. It reports
// everything at once, each with its place. A body of JSON is read here, once; what reaches the handler are the same bytes.
func (s *Server) holdAgainstContract(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		x := exchangeOf(c)
		if x.operation == nil {
			return next(c)
		}
		path, err := pathParams(c)
		if err != nil {
			return fault.NotFound
		}
		if err := x.operation.checkPath(c.Request(), path); err != nil {
			return err
		}
		x.company = path["company"]
		wrong, err := x.operation.checkQueryAndHeaders(c.Request())
		if err != nil {
			return err
		}
		more, err := x.readBody(c)
		if err != nil {
			return err
		}
		if wrong = append(wrong, more...); len(wrong) > 0 {
			return refusal(wrong)
		}
		return next(c)
	}
}

// maxFields is how many places an answer names; the last entry says how many more there are.
const maxFields = 50

func refusal(wrong []fault.Field) *fault.Fault {
	kind := fault.UnknownField
	if slices.ContainsFunc(wrong, func(f fault.Field) bool { return f.Code != "unknown" }) {
		kind = fault.Invalid
	}
	if more := len(wrong) - maxFields; more > 0 {
		wrong = append(wrong[:maxFields:maxFields], fault.Field{Code: "more", Message: fmt.Sprintf("And %d more.", more)})
	}
	return kind.With(wrong...)
}

// pathParams returns the parameters of the path, unescaped as generated code will read them.
func pathParams(c echo.Context) (map[string]string, error) {
	values := map[string]string{}
	for i, name := range c.ParamNames() {
		value := c.ParamValues()[i]
		if c.Request().URL.RawPath != "" {
			plain, err := url.PathUnescape(value)
			if err != nil {
				return nil, err
			}
			value = plain
		}
		values[name] = value
	}
	return values, nil
}

// checkPath answers fault.NotFound for a path that cannot name anything, with the reason.
func (op *operation) checkPath(r *http.Request, values map[string]string) error {
	var wrong []fault.Field
	for _, p := range op.params {
		if p.In == openapi3.ParameterInPath {
			wrong = append(wrong, checkParam(p, &openapi3filter.RequestValidationInput{Request: r, PathParams: values})...)
		}
	}
	if len(wrong) > 0 {
		return fault.NotFound.With(wrong...)
	}
	return nil
}

func (op *operation) checkQueryAndHeaders(r *http.Request) ([]fault.Field, error) {
	if op.foreign {
		return nil, nil
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, fault.Malformed.Sentence("The query of the address cannot be read.")
	}
	var wrong []fault.Field
	for name, values := range query {
		switch {
		case op.param(openapi3.ParameterInQuery, name) == nil:
			wrong = append(wrong, fault.Field{Path: cut(name, maxName), Code: "unknown", Message: "This parameter is not known here."})
		case slices.ContainsFunc(values, unstorable):
			wrong = append(wrong, fault.Field{Path: name, Code: "wrong_form", Message: "This text holds characters that cannot be kept."})
		case len(values) > 1 && !op.takesList(name):
			wrong = append(wrong, fault.Field{Path: name, Code: "duplicate", Message: "This parameter stands more than once."})
		}
	}
	slices.SortFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	input := &openapi3filter.RequestValidationInput{Request: r, QueryParams: query}
	for _, p := range op.params {
		if p.In == openapi3.ParameterInQuery || p.In == openapi3.ParameterInHeader {
			wrong = append(wrong, checkParam(p, input)...)
		}
	}
	return wrong, nil
}

func (op *operation) takesList(name string) bool {
	p := op.param(openapi3.ParameterInQuery, name)
	return p.Schema != nil && p.Schema.Value.Type.Is(openapi3.TypeArray)
}

// unstorable tells text that PostgreSQL would refuse.
func unstorable(text string) bool { return strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) }

// visit are the settings of every validation: all violations, as a request, with times that exist.
var visit = []openapi3.SchemaValidationOption{
	openapi3.MultiErrors(), openapi3.VisitAsRequest(), openapi3.EnableFormatValidation(),
	openapi3.WithStringFormatValidator("date-time", openapi3.NewCallbackValidator(timeIn(time.RFC3339))),
	openapi3.WithStringFormatValidator("date", openapi3.NewCallbackValidator(timeIn(time.DateOnly))),
}

func timeIn(layout string) func(string) error {
	return func(text string) error {
		_, err := time.Parse(layout, text)
		return err
	}
}

var paramOptions = &openapi3filter.Options{MultiError: true, SkipSettingDefaults: true, SchemaValidationOptions: visit}

func checkParam(p *openapi3.Parameter, input *openapi3filter.RequestValidationInput) []fault.Field {
	input.Options = paramOptions
	err := openapi3filter.ValidateParameter(input.Request.Context(), input, p)
	var unread *openapi3filter.ParseError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, openapi3filter.ErrInvalidRequired):
		return []fault.Field{{Path: p.Name, Code: "required", Message: "This parameter is required."}}
	case errors.Is(err, openapi3filter.ErrInvalidEmptyValue):
		return []fault.Field{{Path: p.Name, Code: "required", Message: "This parameter is empty."}}
	case errors.As(err, &unread) && p.Schema != nil:
		return []fault.Field{{Path: p.Name, Code: "wrong_type", Message: needs(p.Schema.Value)}}
	}
	var request *openapi3filter.RequestError
	if !errors.As(err, &request) {
		return []fault.Field{{Path: p.Name, Code: "wrong_form", Message: "This value cannot be read."}}
	}
	wrong := violations(request.Err)
	for i := range wrong {
		wrong[i].Path = p.Name + wrong[i].Path
	}
	return wrong
}

// readBody reads and checks the body that the operation asks for. Uploads are left to be streamed.
func (x *exchange) readBody(c echo.Context) ([]fault.Field, error) {
	op, r := x.operation, c.Request()
	if op.body == nil {
		return nil, refuseBody(r)
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, fault.UnsupportedMedia.Sentence("A compressed request body is not accepted.")
	}
	if op.foreign && r.ContentLength == 0 {
		return nil, nil
	}
	if op.foreign || op.upload > 0 {
		return nil, op.checkMedia(r)
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	x.body = data
	r.Body = io.NopCloser(bytes.NewReader(data))
	if len(data) == 0 {
		if op.body.Required {
			return nil, refuseAt("", "required", "The request has no body, and one is needed here.")
		}
		return nil, nil
	}
	if err := op.checkMedia(r); err != nil {
		return nil, err
	}
	value, err := readJSON(data)
	if err != nil {
		return nil, err
	}
	if schema := op.schema(); schema != nil {
		return violations(schema.VisitJSON(value, visit...)), nil
	}
	return nil, nil
}

func (op *operation) checkMedia(r *http.Request) error {
	if op.reads(r.Header.Get("Content-Type")) {
		return nil
	}
	return fault.UnsupportedMedia.Sentence("This content type is not accepted here. Send " + op.mediaTypes() + ".")
}

func refuseBody(r *http.Request) error {
	var one [1]byte
	n, err := io.ReadFull(r.Body, one[:])
	if n > 0 {
		return refuseAt("", "unknown", "This operation takes no request body.")
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// violations lists what a schema does not allow, in the order of the schema. Messages never repeat a value: it may be a password.
func violations(err error) []fault.Field {
	var several openapi3.MultiError
	var one *openapi3.SchemaError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &one) && !isMulti(err):
		return []fault.Field{violation(one)}
	case errors.As(err, &several):
		var wrong []fault.Field
		for _, each := range several {
			wrong = append(wrong, violations(each)...)
		}
		return wrong
	default:
		return []fault.Field{{Code: "wrong_form", Message: "This value cannot be read."}}
	}
}

func isMulti(err error) bool {
	_, ok := err.(openapi3.MultiError) //nolint:errorlint // the outermost error decides, not one further in
	return ok
}

func violation(e *openapi3.SchemaError) fault.Field {
	var path strings.Builder
	for _, part := range e.JSONPointer() {
		path.WriteString("/" + escapePointer(part))
	}
	at := path.String()
	if e.SchemaField == "properties" {
		return unknownField(at + "/" + escapePointer(unknownName(e.Reason)))
	}
	code, message := explain(e.SchemaField, e.Schema)
	return fault.Field{Path: at, Code: code, Message: message}
}

// unknownName takes the name out of the library's sentence: property "x" is unsupported.
func unknownName(reason string) string {
	quoted, err := strconv.QuotedPrefix(strings.TrimPrefix(reason, "property "))
	if err != nil {
		return ""
	}
	name, err := strconv.Unquote(quoted)
	if err != nil {
		return ""
	}
	return name
}

// explain gives the stable word and the sentence for the rule of the schema that was broken.
func explain(rule string, s *openapi3.Schema) (code, message string) {
	switch rule {
	case "required":
		return "required", "This is required."
	case "type":
		return "wrong_type", needs(s)
	case "nullable":
		return "wrong_type", "This may not be null."
	case "enum":
		return "not_one_of", "This must be one of: " + choices(s.Enum) + "."
	case "pattern":
		return "wrong_form", "This does not have the right form" + exampleOf(s) + "."
	case "format":
		return "wrong_form", "This is no " + formatName(s.Format) + "."
	case "minLength":
		return "too_short", fmt.Sprintf("This must have at least %d characters.", s.MinLength)
	case "maxLength":
		return "too_long", fmt.Sprintf("This must have at most %d characters.", *s.MaxLength)
	case "minItems":
		return "too_few", fmt.Sprintf("At least %d entries are needed.", s.MinItems)
	case "maxItems":
		return "too_many", fmt.Sprintf("At most %d entries are taken.", *s.MaxItems)
	case "uniqueItems":
		return "duplicate", "An entry stands twice."
	case "minProperties":
		return "too_few", fmt.Sprintf("Give at least %d of the fields.", s.MinProps)
	case "minimum", "exclusiveMinimum":
		return "too_small", "This is too small" + bound("at least", s.Min) + "."
	case "maximum", "exclusiveMaximum":
		return "too_large", "This is too large" + bound("at most", s.Max) + "."
	default:
		return "wrong_form", "This is not what the contract describes."
	}
}

func needs(s *openapi3.Schema) string {
	names := map[string]string{
		openapi3.TypeString: "text", openapi3.TypeInteger: "a whole number", openapi3.TypeNumber: "a number",
		openapi3.TypeBoolean: "true or false", openapi3.TypeArray: "a list", openapi3.TypeObject: "an object",
	}
	if s.Type != nil {
		for _, kind := range s.Type.Slice() {
			return "This must be " + names[kind] + "."
		}
	}
	return "This is not of the right type."
}

func choices(values []any) string {
	names := make([]string, len(values))
	for i, value := range values {
		names[i] = fmt.Sprint(value)
	}
	return strings.Join(names, ", ")
}

func exampleOf(s *openapi3.Schema) string {
	if s.Example == nil {
		return ""
	}
	return fmt.Sprintf("; an example is %v", s.Example)
}

func formatName(format string) string {
	switch format {
	case "date-time":
		return "point in time such as 2026-11-22T08:30:00Z"
	case "date":
		return "day such as 2026-11-22"
	default:
		return format
	}
}

func bound(words string, value *float64) string {
	if value == nil {
		return ""
	}
	return ": " + words + " " + strconv.FormatFloat(*value, 'f', -1, 64)
}
