// Package heading is the tree of the Harmonized System: what goods are, the same for all suppliers.
//
// Owns: its chapters, headings and subheadings with their names, the search among them, and the guess which of them a category of a
// supplier stands for.
//
// Does not own: which heading a category has (catalog); customs tariffs, which nations write below six digits.
//
// Invariants: no I/O beyond what is embedded; codes have two, four or six digits; the same words find the same headings in the same order.
//
// hs.tsv.gz is made from github.com/datasets/harmonized-system at 905e5a0 (data/harmonized-system.csv; Public Domain Dedication and
// License 1.0), codes and English names unchanged. The Chinese names and words of zh.tsv are ours.
package heading
