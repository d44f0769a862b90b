// Package fault is the one type in which the hub tells a caller that something went wrong.
//
// Owns: kinds (what sort of failure, with its HTTP status), stable codes, the
// English sentence of each code, and the general faults that any operation may answer.
//
// Does not own: the problem+json encoding and headers (platform/web), the
// Chinese text (web, by code), or the faults of a capability, which defines its own with Define.
//
// Invariants: a Fault never changes after it was made, every method returns a copy;
// a code is defined once in the whole program; a cause is for the log and never leaves
// through Text, Fields or JSON; a Fault decoded from its JSON answers as the first one did.
//
// What the times mean: Retry is a duration counted from the moment of the answer.
package fault
