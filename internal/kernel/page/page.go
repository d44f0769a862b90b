package page

import (
	"fmt"

	"manifold/internal/kernel/fault"
)

const (
	// DefaultLimit is how many items a page has when the caller does not say.
	DefaultLimit = 50
	// MaxLimit is how many items a caller may ask for; more is refused, not cut.
	MaxLimit = 200
)

// Request asks for one page. The zero Request asks for the first one with DefaultLimit items.
type Request struct {
	Limit int    // items wanted, 1 to MaxLimit; 0 means DefaultLimit
	After Cursor // the last item seen; the zero Cursor means from the start
}

// NewRequest reads the parameters "limit" (0 when absent) and "after" ("" when absent).
// It answers fault.Invalid for the limit and fault.BadCursor for the cursor.
func NewRequest(limit int, after string) (Request, error) {
	if limit < 0 || limit > MaxLimit {
		return Request{}, fault.Invalid.With(fault.Field{
			Path: "limit", Code: "out_of_range", Message: fmt.Sprintf("Ask for 1 to %d items.", MaxLimit),
		})
	}
	cursor, err := ParseCursor(after)
	if err != nil {
		return Request{}, err
	}
	return Request{Limit: limit, After: cursor}, nil
}

// Size returns how many items the page holds at most: Limit, or DefaultLimit, never above MaxLimit.
func (r Request) Size() int {
	if r.Limit <= 0 {
		return DefaultLimit
	}
	return min(r.Limit, MaxLimit)
}

// Fetch returns how many rows to read: one more than Size, which tells whether a next page exists.
func (r Request) Fetch() int { return r.Size() + 1 }

// Page is one page of a list.
type Page[T any] struct {
	Items []T    // never nil
	Next  string // the cursor of the next page; "" on the last page
}

// Of cuts the page that r asked for out of the rows read (r.Fetch() of them). The
// function key makes the cursor of a row from its sort keys, with After.
func Of[T any](r Request, rows []T, key func(T) Cursor) Page[T] {
	if len(rows) == 0 {
		return Page[T]{Items: []T{}}
	}
	size := r.Size()
	if len(rows) <= size {
		return Page[T]{Items: rows}
	}
	return Page[T]{Items: rows[:size:size], Next: key(rows[size-1]).String()}
}

// Map returns the page with every item changed by fn; the cursor stays.
func Map[A, B any](p Page[A], fn func(A) B) Page[B] {
	items := make([]B, len(p.Items))
	for i, item := range p.Items {
		items[i] = fn(item)
	}
	return Page[B]{Items: items, Next: p.Next}
}
