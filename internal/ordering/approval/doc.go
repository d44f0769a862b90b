// Package approval is which purchases of a buyer need the word of others, what waits for it, and who said what.
//
// Owns: the rules of a buyer's company, what they ask of a purchase, requests with their events, whose turn it is and until when, who stands in for whom, and the links in mails
// that take one person's word.
//
// Does not own: what a purchase costs and how it is placed (ordering); who works for a company with which roles (identity).
//
// Invariants: a purchase that a rule applies to is not placed without the words that the rule asks for; while it waits nothing is held and no supplier learns of it; it is placed in the
// transaction of the last word, by what places every purchase, at prices taken anew, once; what costs more than what was approved is asked again, what costs less is not; a word
// is given to one edition; nobody approves what it ordered itself unless the rule says so, not by standing in either; every rule that applies counts, in no order; a rule more
// never takes away what another asks for.
//
// The times: due is until when those whose turn it is should answer, after which others are asked too; absences are from a moment until before another.
package approval
