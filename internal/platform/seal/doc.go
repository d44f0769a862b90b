// Package seal hides short values: what is written into the database and must not be read out of it.
//
// Owns: the form of a sealed value (AES-256-GCM with a random nonce in front) and its binding to the place where it lies.
//
// Does not own: keys. Whoever seals derives a key of its own from the hub's secret, one per purpose.
//
// Invariants: a value opens only with the key and the binding it was sealed with; a changed byte is an error, never other data.
package seal
