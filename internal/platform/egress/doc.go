// Package egress makes calls to addresses that others gave the hub: clients of single sign-on, pictures of items.
//
// Owns: the guard against being sent where only the hub can reach (SSRF), and the bounds of such calls.
//
// Does not own: what is sent and to whom (capabilities), when it is tried again (job).
//
// Invariants: an address is judged when it is dialled, after names were resolved, so a name that changes its mind gains nothing; only
// public unicast addresses are called, and networks that the setting HUB_EGRESS_ALLOW names; no proxy of the environment is
// used, no redirect followed; an answer is read up to 64 KiB, a file as far as its caller said; nothing takes longer than five seconds, a
// file no longer than a minute.
package egress
