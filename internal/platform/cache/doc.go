// Package cache keeps what may be lost: counters with an end, in Redis, shared by all instances of the hub.
//
// Owns: the form of keys (who it belongs to comes first) and what happens when Redis is away.
//
// Does not own: anything that must not be lost; that is in PostgreSQL. Request limits (platform/web).
//
// Invariants: Redis may vanish at any time: a counter then goes on inside the process, so limits still hold there.
package cache
