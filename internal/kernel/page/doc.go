// Package page cuts lists into pages that follow a cursor.
//
// Owns: the page request and its limits, the cursor's written form, and cutting a page out of rows.
//
// Does not own: the SQL of a list. A store asks for Request.Fetch() rows after the
// cursor's keys, in the order of exactly these keys, the last of which is unique.
//
// Invariants: a cursor holds the sort keys of the last row shown and no authority: whoever
// forges one sees only what the scope shows anyway, so it carries no signature.
// Whatever does not fit the list is fault.BadCursor, never a surprise further down.
// A page never has more items than the limit; Next is empty exactly on the last page.
//
// What the times mean: a time in a cursor is a sort key, nothing else.
package page
