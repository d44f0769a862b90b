// Package outbox carries events from the transaction of a deed to whoever wants to know of it.
//
// Owns: events as they are written (Publish), the one order in which everybody sees them (Relay), the source of the live
// streams of screens (Stream), and how long events are kept.
//
// Does not own: who hears which event (internal/app lists the subscriptions), the queue that deliveries run in
// (platform/job), server-sent events as such (platform/web).
//
// Invariants: an event stands in the transaction of its deed, so neither exists without the other; a number is given after the
// commit, by one relay at a time, so whoever has read up to a number never finds an event below it later; the number and the
// deliveries of an event stand in one transaction, so each subscription gets each event enqueued exactly once. A delivery runs
// at least once: after a crash it runs again, and a handler must bear that. Deliveries run side by side, in no promised order.
// An event with a counterpart is read by both companies whole: publish nothing that one of them may not see.
// Wake-ups carry ids only and may be lost; everything they announce is also found by looking.
//
// What the times mean: At is when the transaction of the deed began. Events go seven days after it.
package outbox
