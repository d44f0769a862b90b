// Package find is how items are found by what somebody types: codes, barcodes, words, pinyin and its initials, also with typing errors.
//
// Owns: the tokens of an item and of a question, the rows that they are kept in (catalog_search, catalog_search_own, catalog_word), the
// Finder that answers candidates, and which part of a text a question has matched.
//
// Does not own: items (catalog), what a buyer may see of them (grant decides; sec.search_items applies it to candidates, and whoever asks
// reads each hit again in the scope of its reader), prices and stock, a buyer's own names (matching/own says them here).
//
// Invariants: rows are written in the transaction that writes the item; a token begins with eight characters of its owner, so that what a
// rival has lengthens no look-up; an answer is made of nothing that the scope may not see: what it may not see changes no byte, neither
// by counts nor by corrections; whatever is typed is understood, and none of it is read as a query language.
//
// The times: none; answers are of the moment of their transaction.
package find
