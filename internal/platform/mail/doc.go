// Package mail sends mail, or keeps it where a page can show it.
//
// Owns: the Message, the Sender interface, SMTP, and the built-in mailbox that
// make run and the tests use (text messages land there too, see platform/sms).
//
// Does not own: what is written to whom, and when; retries (a job's affair).
//
// Invariants: no text of a user's can add a header or a recipient; a message
// goes to exactly one address; SMTP speaks TLS unless its URL says otherwise;
// neither addresses nor bodies are logged.
//
// Times: Item.At is when the hub handed the message over, by the clock passed in.
package mail
