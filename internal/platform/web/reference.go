package web

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"

	"manifold/internal/kernel/fault"
	"manifold/internal/platform/authz"
)

//go:embed reference
var referenceFiles embed.FS

// reference is the page for people who write programs against the hub. It is made of the contract that the server itself uses, and
// needs no other host.
type reference struct {
	groups  []referenceGroup
	schemas []referenceSchema
	pages   map[string][]byte // by language
}

type referenceGroup struct {
	Name, Description string
	Operations        []referenceOperation
}

type referenceOperation struct {
	ID, Method, Path, Summary, Description string
	Access                                 authz.Access
	Upload                                 int64
	Params                                 []referenceField
	Body                                   []referenceType // one per media type
	BodyRequired                           bool
	Answers                                []referenceAnswer
}

type referenceAnswer struct {
	Status, Description string
	Types               []referenceType
}

type referenceSchema struct {
	Name, Description string
	Type              referenceType
	Fields            []referenceField
}

type referenceField struct {
	Name, In, Description string
	Required              bool
	Type                  referenceType
}

// referenceType is a type in words: "list of" Seat, "text, 3 to 254 characters".
type referenceType struct {
	Media  string // content type of a body
	Before string // "list of "
	Schema string // name of a schema of the contract, linked
	Text   string // or the type itself
}

func newReference(document *openapi3.T) (*reference, error) {
	page, err := template.ParseFS(referenceFiles, "reference/reference.html")
	if err != nil {
		return nil, fmt.Errorf("web: reference page: %w", err)
	}
	r := &reference{pages: map[string][]byte{}}
	for _, tag := range document.Tags {
		r.groups = append(r.groups, referenceGroup{Name: tag.Name, Description: tag.Description, Operations: operationsOf(document, tag.Name)})
	}
	if document.Components != nil {
		for _, name := range slices.Sorted(maps.Keys(document.Components.Schemas)) {
			r.schemas = append(r.schemas, newReferenceSchema(name, document.Components.Schemas[name].Value))
		}
	}
	for language, texts := range words {
		if r.pages[language], err = r.render(page, texts); err != nil {
			return nil, fmt.Errorf("web: reference page: %w", err)
		}
	}
	return r, nil
}

func operationsOf(document *openapi3.T, tag string) []referenceOperation {
	var all []referenceOperation
	for path, item := range document.Paths.Map() {
		for method, spec := range item.Operations() {
			if !slices.Contains(spec.Tags, tag) {
				continue
			}
			op, err := newOperation(method, path, item, spec)
			if err != nil {
				continue // New has refused such a contract already
			}
			all = append(all, newReferenceOperation(op))
		}
	}
	slices.SortFunc(all, func(a, b referenceOperation) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	return all
}

func newReferenceOperation(op *operation) referenceOperation {
	shown := referenceOperation{
		ID: op.id, Method: op.method, Path: op.path, Summary: op.spec.Summary, Description: op.spec.Description, Access: op.access, Upload: op.upload,
	}
	for _, p := range op.params {
		shown.Params = append(shown.Params, referenceField{Name: p.Name, In: p.In, Description: p.Description, Required: p.Required, Type: typeOf(p.Schema)})
	}
	if op.body != nil {
		shown.Body, shown.BodyRequired = contentTypes(op.body.Content), op.body.Required
	}
	for _, status := range slices.Sorted(maps.Keys(op.spec.Responses.Map())) {
		answer := op.spec.Responses.Value(status).Value
		one := referenceAnswer{Status: status, Types: contentTypes(answer.Content)}
		if answer.Description != nil {
			one.Description = *answer.Description
		}
		shown.Answers = append(shown.Answers, one)
	}
	return shown
}

func contentTypes(content openapi3.Content) []referenceType {
	var types []referenceType
	for _, media := range slices.Sorted(maps.Keys(content)) {
		kind := typeOf(content[media].Schema)
		kind.Media = media
		types = append(types, kind)
	}
	return types
}

func newReferenceSchema(name string, s *openapi3.Schema) referenceSchema {
	shown := referenceSchema{Name: name, Description: s.Description, Type: typeOf(&openapi3.SchemaRef{Value: s})}
	for _, field := range slices.Sorted(maps.Keys(s.Properties)) {
		ref := s.Properties[field]
		shown.Fields = append(shown.Fields, referenceField{
			Name: field, Description: ref.Value.Description, Required: slices.Contains(s.Required, field), Type: typeOf(ref),
		})
	}
	return shown
}

func typeOf(ref *openapi3.SchemaRef) referenceType {
	switch {
	case ref == nil || ref.Value == nil:
		return referenceType{}
	case ref.Ref != "":
		return referenceType{Schema: schemaName(ref)}
	case ref.Value.Type.Is(openapi3.TypeArray):
		inner := typeOf(ref.Value.Items)
		inner.Before = "list of " + inner.Before
		return inner
	default:
		return referenceType{Text: describe(ref.Value)}
	}
}

// describe writes a simple type with its bounds.
func describe(s *openapi3.Schema) string {
	words := strings.Join(s.Type.Slice(), " or ")
	if s.Format != "" {
		words += " (" + s.Format + ")"
	}
	if len(s.Enum) > 0 {
		return words + ": " + choices(s.Enum)
	}
	if s.MinLength > 0 || s.MaxLength != nil {
		words += ", " + spread(float64(s.MinLength), number(s.MaxLength)) + " characters"
	}
	if s.Min != nil || s.Max != nil {
		least := 0.0
		if s.Min != nil {
			least = *s.Min
		}
		words += ", " + spread(least, s.Max)
	}
	if s.Pattern != "" {
		words += ", " + s.Pattern
	}
	return words
}

func number(n *uint64) *float64 {
	if n == nil {
		return nil
	}
	f := float64(*n)
	return &f
}

func spread(least float64, most *float64) string {
	plain := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	if most == nil {
		return "at least " + plain(least)
	}
	return plain(least) + " to " + plain(*most)
}

// words are the page's own texts. What the contract says stands in the contract's language.
var words = map[string]map[string]string{
	"en": {
		"lang": "en", "other": "zh-CN", "otherName": "中文", "title": "Manifold API reference",
		"lead":    "Everything a program can ask of the hub, made from the contract that the server itself uses.",
		"conduct": "Sign in for an access token and send it as Authorization: Bearer …, or use the browser's cookies. A change that is sent without an Authorization header needs the header X-Hub-Request: 1. The same Idempotency-Key does a thing once. Limits stand in the RateLimit headers.",
		"filter":  "Filter operations and types", "none": "Nothing matches.", "contract": "The contract as OpenAPI", "contents": "Contents",
		"operations": "Operations", "schemas": "Types", "problems": "Problem codes", "access": "Access", "params": "Parameters", "body": "Request body",
		"answers": "Answers", "name": "Name", "in": "In", "type": "Type", "meaning": "Meaning", "required": "required", "optional": "optional",
		"status": "Status", "code": "Code", "upload": "Streamed body, at most this many bytes:", "skip": "Skip to the operations",
	},
	"zh-CN": {
		"lang": "zh-CN", "other": "en", "otherName": "English", "title": "万汇 API 参考",
		"lead":    "程序可以向本平台请求的全部内容，由服务器自身使用的接口契约生成。",
		"conduct": "登录取得访问令牌后以 Authorization: Bearer … 发送，或使用浏览器的 Cookie。不带 Authorization 头的修改请求须带 X-Hub-Request: 1。相同的 Idempotency-Key 只执行一次。限额见 RateLimit 响应头。",
		"filter":  "筛选操作和类型", "none": "没有匹配的内容。", "contract": "OpenAPI 契约文件", "contents": "目录",
		"operations": "操作", "schemas": "类型", "problems": "错误代码", "access": "权限", "params": "参数", "body": "请求正文",
		"answers": "响应", "name": "名称", "in": "位置", "type": "类型", "meaning": "含义", "required": "必填", "optional": "可选",
		"status": "状态", "code": "代码", "upload": "流式正文，最大字节数：", "skip": "跳到操作列表",
	},
}

// language takes ?lang=, else the first language of Accept-Language that the page has, else English.
func language(r *http.Request) string {
	asked := append([]string{r.URL.Query().Get("lang")}, strings.Split(r.Header.Get("Accept-Language"), ",")...)
	for _, each := range asked {
		switch tag, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(each)), ";"); {
		case tag == "zh" || strings.HasPrefix(tag, "zh-"):
			return "zh-CN"
		case tag == "en" || strings.HasPrefix(tag, "en-"):
			return "en"
		}
	}
	return "en"
}

// render makes the page in one language. Every fault is defined by the time a server is made.
func (r *reference) render(template *template.Template, texts map[string]string) ([]byte, error) {
	var out bytes.Buffer
	err := template.Execute(&out, map[string]any{"T": texts, "Groups": r.groups, "Schemas": r.schemas, "Problems": fault.All()})
	return out.Bytes(), err
}

func (r *reference) page(c echo.Context) error {
	c.Response().Header().Set("Vary", "Accept-Language")
	return c.HTMLBlob(http.StatusOK, r.pages[language(c.Request())])
}

func (r *reference) file(name, kind string) echo.HandlerFunc {
	return func(c echo.Context) error {
		content, err := referenceFiles.ReadFile("reference/" + name)
		if err != nil {
			return err
		}
		return c.Blob(http.StatusOK, kind, content)
	}
}
