// Package letter is how mails to trading companies look.
//
// Owns: the form of a mail with one message, one quotation and one button, and in which language a company is written to.
//
// Does not own: what the mails say (customer, grant, trading), or how they go out (platform/mail).
//
// Invariants: words of others are escaped; every mail is text and HTML of the same content.
package letter
