// Package basket compares a basket over all suppliers of a buyer: what each of them really takes for each line, and why.
//
// Owns: what the lines of a basket mean, the true cost of an offer (goods, what packs add, promotions, freight, small orders, payment, waiting), the order of
// offers and which one is the best, what the chosen offers come to at each supplier, a buyer's settings, and its saved lists.
//
// Does not own: what one price is (pricing/resolve), what a sold unit holds (measure), which promotions go together (promotion/combine), what may be seen (grant.Disclosure), items,
// prices, stock, conditions.
//
// Invariants: lines in = matched + questions; everything is read in the buyer's own scope, where the database has cut already, and the decision cuts once more; the terms of a
// true cost add up to it, to the cent; an offer that rests on a guess or is stale never wins without a mark; what another supplier offers changes nothing
// in what one supplier's offer costs; no supplier sees any of it.
//
// The times: all figures of an answer are of the moment of its transaction.
package basket
