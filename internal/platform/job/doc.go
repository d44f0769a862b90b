// Package job runs work in the background.
//
// Owns: what enters the queue and how (Enqueue, in the caller's transaction), who works on it (Registry, Runner), the record of
// long work that a screen follows and can cancel (Start, HandleLong, Run), and the deliveries of the outbox.
//
// Does not own: what a job does, the queue's tables and workings (River), or events as such (platform/outbox).
//
// Invariants: a job exists exactly if the transaction that enqueued it was committed; it carries the owner of that transaction's
// scope and can open no other company's; it runs at least once, and again after a crash, so a handler must bear a second run. A
// process says every few seconds which jobs it works on; what nobody has worked on for half a minute goes back into the queue, so
// no Run stays "running" for ever. A job that fails is tried again, ever later, for some six hours, unless its error is Permanent
// or a refusal; what is given up is logged once. Work that nobody waits for (Aside) has a queue of its own, one at a time.
//
// What the times mean: CreatedAt, StartedAt and FinishedAt of a Run come from the hub's clock; StartedAt is the first attempt's.
// Delays between attempts, and the half minute, are the database's wall time.
package job
