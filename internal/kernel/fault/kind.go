package fault

import "fmt"

// Kind says what sort of failure a Fault is. Its number is the HTTP status (RFC 9110).
type Kind int

// The kinds. Each general fault of the same name (without "Kind") is of that kind.
const (
	KindMalformed            Kind = 400 // cannot be read: syntax, unknown field, bad cursor
	KindUnauthenticated      Kind = 401 // nobody is signed in, or no longer
	KindForbidden            Kind = 403 // the seat lacks the permission
	KindNotFound             Kind = 404 // missing, or not the caller's to see
	KindMethodNotAllowed     Kind = 405 // the resource has no such operation
	KindConflict             Kind = 409 // the state of the thing does not allow it
	KindStale                Kind = 412 // If-Match names another version
	KindTooLarge             Kind = 413 // the body is larger than the limit
	KindUnsupported          Kind = 415 // a media type that is not read here
	KindInvalid              Kind = 422 // can be read, but breaks a rule
	KindPreconditionRequired Kind = 428 // If-Match or Idempotency-Key is missing
	KindTooMany              Kind = 429 // a rate limit is exhausted
	KindInternal             Kind = 500 // our mistake
	KindUnavailable          Kind = 503 // a part of the hub cannot be reached now
)

var kindNames = map[Kind]string{
	KindMalformed:            "malformed",
	KindUnauthenticated:      "unauthenticated",
	KindForbidden:            "forbidden",
	KindNotFound:             "not_found",
	KindMethodNotAllowed:     "method_not_allowed",
	KindConflict:             "conflict",
	KindStale:                "stale",
	KindTooLarge:             "too_large",
	KindUnsupported:          "unsupported",
	KindInvalid:              "invalid",
	KindPreconditionRequired: "precondition_required",
	KindTooMany:              "too_many",
	KindInternal:             "internal",
	KindUnavailable:          "unavailable",
}

// Status returns the HTTP status of the kind.
func (k Kind) Status() int { return int(k) }

// String returns the kind's stable name, as it is stored.
func (k Kind) String() string {
	if name, ok := kindNames[k]; ok {
		return name
	}
	return fmt.Sprintf("kind(%d)", int(k))
}

// MarshalText writes the name. An undefined kind is an error.
func (k Kind) MarshalText() ([]byte, error) {
	name, ok := kindNames[k]
	if !ok {
		return nil, fmt.Errorf("fault: undefined kind %d", int(k))
	}
	return []byte(name), nil
}

// UnmarshalText reads a name written by MarshalText.
func (k *Kind) UnmarshalText(text []byte) error {
	for kind, name := range kindNames {
		if name == string(text) {
			*k = kind
			return nil
		}
	}
	return fmt.Errorf("fault: unknown kind %q", text)
}
