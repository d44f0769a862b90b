package fault

// The general faults, which any operation may answer.
var (
	// Malformed: the request cannot be read.
	Malformed = Define(KindMalformed, "hub.malformed", "The request cannot be read.")
	// UnknownField: the body has a field that the operation does not know; Fields names it.
	UnknownField = Define(KindMalformed, "hub.unknown_field", "The request has a field that is not known here.")
	// BadCursor: the list cursor was not made by this list.
	BadCursor = Define(KindMalformed, "hub.bad_cursor", "This page marker is not valid. Start again from the first page.")
	// Invalid: the request can be read but breaks a rule; Fields says which.
	Invalid = Define(KindInvalid, "hub.invalid", "Some of the input is not valid.")
	// IdempotencyMismatch: the Idempotency-Key was used before for another request.
	IdempotencyMismatch = Define(KindInvalid, "hub.idempotency_mismatch", "This idempotency key was already used for a different request.")
	// Unauthenticated: nobody is signed in, or no longer.
	Unauthenticated = Define(KindUnauthenticated, "hub.unauthenticated", "Sign in to continue.")
	// Forbidden: the seat lacks the permission. Rows that are not the caller's answer NotFound instead.
	Forbidden = Define(KindForbidden, "hub.forbidden", "Your role does not allow this.")
	// CSRF: a cookie-borne request did not come from one of our own pages.
	CSRF = Define(KindForbidden, "hub.csrf", "This request did not come from a page of this site. Reload the page and try again.")
	// NotFound: missing, or not the caller's to see; the two look alike.
	NotFound = Define(KindNotFound, "hub.not_found", "There is nothing here.")
	// MethodNotAllowed: the path exists, the method does not.
	MethodNotAllowed = Define(KindMethodNotAllowed, "hub.method_not_allowed", "This method is not allowed here.")
	// Conflict: the state of the thing does not allow it.
	Conflict = Define(KindConflict, "hub.conflict", "This is not possible in the present state.")
	// Stale: If-Match names another version than the present one.
	Stale = Define(KindStale, "hub.stale", "This was changed in the meantime. Load it again and repeat your change.")
	// PreconditionRequired: If-Match or Idempotency-Key is missing; Fields says which.
	PreconditionRequired = Define(KindPreconditionRequired, "hub.precondition_required", "A required request header is missing.")
	// TooLarge: the body is larger than the limit of the operation.
	TooLarge = Define(KindTooLarge, "hub.too_large", "The request is too large.")
	// UnsupportedMedia: the operation does not read this content type.
	UnsupportedMedia = Define(KindUnsupported, "hub.unsupported_media", "This content type is not accepted here.")
	// TooMany: a rate limit is exhausted; Retry says how long to wait.
	TooMany = Define(KindTooMany, "hub.too_many", "Too many requests. Wait a moment and try again.")
	// Unexpected: our mistake; the cause is in the log.
	Unexpected = Define(KindInternal, "hub.unexpected", "Something went wrong on our side.")
	// Unavailable: a part of the hub cannot be reached now.
	Unavailable = Define(KindUnavailable, "hub.unavailable", "This is not available right now. Try again shortly.")
)
