// Package blob keeps files: uploads, exports, documents, pictures.
//
// Owns: the Store interface, where a blob lies (owner first), and two stores: a
// directory, and a bucket of an S3-compatible service.
//
// Does not own: who may read a blob. Its row in a capability's table, read under
// a scope, says that it exists and is the caller's; a store must only be asked
// for keys that came from such a row. Nothing here lists.
//
// Invariants:
//   - a blob is written once, whole or not at all, and never changed;
//   - content is streamed: no request holds it in memory;
//   - what is read is what was written: a reader fails at the end if the sum differs;
//   - the path is built in one place from two parsed ids, so no text of a user's
//     can climb out of the owner's directory.
//
// Times: none are kept.
package blob
