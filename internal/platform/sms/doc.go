// Package sms sends text messages to phones, or keeps them in the mailbox.
//
// Owns: the Message, the Sender interface, the webhook that a gateway of the
// operator's offers, and the way into platform/mail's mailbox.
//
// Does not own: what is written to whom; retries; how many a person may get.
//
// Invariants: numbers are E.164; the webhook is https, follows no redirect and
// has five seconds; its address, which may hold a key, is in no error.
//
// Times: none are kept.
package sms
