package web

import (
	"strconv"
	"strings"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/page"
)

// ETag writes a version as the value of the ETag header.
func ETag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// IfMatch holds the If-Match parameter of a request against the present version: fault.Stale if another one is wanted. Without the
// header, and for "*", every version will do. What ETag cannot have written is fault.Malformed.
func IfMatch(header *string, present int64) error {
	version, given, err := WantedVersion(header)
	if err != nil {
		return err
	}
	if given && version != present {
		return fault.Stale
	}
	return nil
}

// WantedVersion reads the If-Match parameter for a store that compares in its UPDATE; false when any version will do. Weak tags and
// lists, which no client of ours needs, are fault.Malformed like everything that ETag cannot have written.
func WantedVersion(header *string) (version int64, given bool, err error) {
	if header == nil || *header == "*" {
		return 0, false, nil
	}
	version, err = strconv.ParseInt(strings.Trim(*header, `"`), 10, 64)
	if err != nil || ETag(version) != *header {
		message := "Give the ETag as it was answered, with its quotation marks."
		return 0, false, fault.Malformed.Sentence(message).With(fault.Field{Path: "If-Match", Code: "wrong_form", Message: message})
	}
	return version, true, nil
}

// Page reads the parameters limit and after of a list, as generated code has them. Errors are those of page.NewRequest.
func Page(limit *int, after *string) (page.Request, error) {
	var size int
	var cursor string
	if limit != nil {
		size = *limit
	}
	if after != nil {
		cursor = *after
	}
	return page.NewRequest(size, cursor)
}
