package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
)

// maxDepth is how deep a body may be nested.
const maxDepth = 32

// binder fills a body struct from the request's body and from nothing else: path and query are no business of a body.
type binder struct{}

// Bind reads one JSON value strictly: no unknown or repeated names, nothing behind it. An empty body is io.EOF, which generated code
// takes for "no body given".
func (binder) Bind(into any, c echo.Context) error {
	data, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return io.EOF
	}
	if _, err := readJSON(data); err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return undecodable(err)
	}
	return nil
}

// undecodable explains a value that the contract let pass and the Go type does not take. What the decoder says may quote the input,
// so only the place is passed on.
func undecodable(err error) error {
	var mistyped *json.UnmarshalTypeError
	if errors.As(err, &mistyped) {
		path := "/" + strings.ReplaceAll(mistyped.Field, ".", "/")
		return fault.Invalid.With(fault.Field{Path: path, Code: "wrong_type", Message: "This value is not of the right type; " + typeName(mistyped.Type) + " is needed."})
	}
	if name, found := strings.CutPrefix(err.Error(), "json: unknown field "); found {
		if plain, err := strconv.Unquote(name); err == nil {
			return fault.UnknownField.With(unknownField("/" + escapePointer(plain)))
		}
	}
	return fault.Invalid.Sentence("A value in the body cannot be read.")
}

func typeName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return "a whole number"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	default:
		return "text"
	}
}

// readJSON reads exactly one JSON value: maps, slices, strings, json.Number, booleans, nil. Text that is no JSON is fault.Malformed
// with line and column; so is a name that stands twice in one object, which two readers may understand differently.
func readJSON(data []byte) (any, error) {
	if at := invalidUTF8(data); at >= 0 {
		return nil, malformedAt(data, at, "text that is not UTF-8")
	}
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		return nil, malformedJSON(data, err)
	}
	reader := jsonReader{json.NewDecoder(bytes.NewReader(whole))}
	reader.UseNumber()
	return reader.value("", 0)
}

func malformedJSON(data []byte, err error) *fault.Fault {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return fault.Malformed.Because(err)
	}
	if strings.Contains(syntax.Error(), "unexpected end") {
		return malformedAt(data, len(data), "it ends too early")
	}
	return malformedAt(data, max(int(syntax.Offset)-1, 0), syntax.Error())
}

// malformedAt names a place as people count: lines and columns from 1.
func malformedAt(data []byte, at int, what string) *fault.Fault {
	before := data[:min(at, len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	sentence := fmt.Sprintf("The body is not valid JSON: line %d, column %d: %s.", line, column, what)
	return fault.Malformed.Sentence(sentence).With(fault.Field{Path: "", Code: "json", Message: sentence})
}

func invalidUTF8(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// jsonReader walks through text that is known to be JSON.
type jsonReader struct{ *json.Decoder }

func (r jsonReader) value(path string, depth int) (any, error) {
	token, err := r.Token()
	if err != nil {
		return nil, fault.Malformed.Because(err)
	}
	if depth > maxDepth {
		return nil, refuseAt(path, "too_deep", fmt.Sprintf("The body is nested deeper than %d levels.", maxDepth))
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' {
			return r.object(path, depth)
		}
		return r.list(path, depth)
	case string:
		if strings.IndexByte(token, 0) >= 0 {
			return nil, refuseAt(path, "wrong_form", "The character NUL is not accepted in text.")
		}
		return token, nil
	default:
		return token, nil
	}
}

func (r jsonReader) object(path string, depth int) (any, error) {
	entries := map[string]any{}
	for r.More() {
		token, err := r.Token()
		name, ok := token.(string)
		if err != nil || !ok {
			return nil, fault.Malformed.Because(err)
		}
		at := path + "/" + escapePointer(name)
		if _, twice := entries[name]; twice {
			return nil, refuseAt(at, "duplicate", "This name stands twice in one object.")
		}
		if entries[name], err = r.value(at, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := r.Token()
	return entries, err
}

func (r jsonReader) list(path string, depth int) (any, error) {
	items := []any{}
	for r.More() {
		item, err := r.value(path+"/"+strconv.Itoa(len(items)), depth+1)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	_, err := r.Token()
	return items, err
}

func refuseAt(path, code, message string) *fault.Fault {
	return fault.Malformed.Sentence(message).With(fault.Field{Path: path, Code: code, Message: message})
}

// maxName bounds, in bytes, how much of a name out of the input is repeated in an answer.
const maxName = 100

// escapePointer writes a name as a part of a JSON pointer (RFC 6901).
func escapePointer(name string) string { return pointerEscapes.Replace(cut(name, maxName)) }

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

func unknownField(path string) fault.Field {
	return fault.Field{Path: path, Code: "unknown", Message: "This field is not known here."}
}
