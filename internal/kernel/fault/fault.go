package fault

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// Field says what is wrong with one part of the input.
type Field struct {
	Path    string `json:"path"`    // a JSON pointer into the body ("/lines/0/quantity") or a parameter's name
	Code    string `json:"code"`    // a stable word for translation ("required", "too_long")
	Message string `json:"message"` // the same in an English sentence
}

// Fault is an error that may be shown to the caller. It does not change once
// made and is safe for concurrent use. It comes from Define, From or Decode.
type Fault struct {
	kind   Kind
	code   string
	text   string
	fields []Field
	retry  time.Duration
	cause  error
}

// With returns a copy that names further fields that are wrong.
func (f *Fault) With(fields ...Field) *Fault {
	c := *f
	c.fields = slices.Concat(f.fields, fields)
	return &c
}

// Because returns a copy that carries a cause for the log. The cause is never shown to the caller.
func (f *Fault) Because(cause error) *Fault {
	c := *f
	c.cause = cause
	return &c
}

// Sentence returns a copy with a more exact sentence. The code, by which screens translate, stays.
func (f *Fault) Sentence(s string) *Fault {
	c := *f
	c.text = s
	return &c
}

// RetryAfter returns a copy that says how long to wait before trying again. Negative counts as none.
func (f *Fault) RetryAfter(d time.Duration) *Fault {
	c := *f
	c.retry = max(d, 0)
	return &c
}

// Kind returns the sort of failure.
func (f *Fault) Kind() Kind { return f.kind }

// Code returns the stable code, such as "hub.not_found".
func (f *Fault) Code() string { return f.code }

// Text returns the English sentence for the caller.
func (f *Fault) Text() string { return f.text }

// Fields returns what is wrong with parts of the input, in the order in which it was found; a copy.
func (f *Fault) Fields() []Field { return slices.Clone(f.fields) }

// Retry returns how long to wait before trying again; zero says nothing about it.
func (f *Fault) Retry() time.Duration { return f.retry }

// Error returns code, sentence and cause, for the log. Show Text to callers instead.
// Field messages are left out: they may quote the input.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(f.code + ": " + f.text)
	if f.cause != nil {
		b.WriteString(": " + f.cause.Error())
	}
	return b.String()
}

// Unwrap returns the cause, or nil.
func (f *Fault) Unwrap() error { return f.cause }

// Is reports whether target is a Fault with the same code, so that
// errors.Is(err, fault.NotFound) holds for every copy of it.
func (f *Fault) Is(target error) bool {
	t, ok := target.(*Fault)
	return ok && t != nil && t.code == f.code
}

// From returns the outermost Fault in err's chain, or Unexpected with err as its cause. From(nil) is nil.
func From(err error) *Fault {
	if err == nil {
		return nil
	}
	var f *Fault
	if errors.As(err, &f) && f != nil {
		return f
	}
	return Unexpected.Because(err)
}
