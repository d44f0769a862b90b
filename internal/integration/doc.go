// Package integration brings in what other systems know: price files, as suppliers have them.
//
// Owns: price imports from the file to the commit and back: what the columns of a file hold, what each line means for an item, its
// price and its stock, the guards before a commit, and the way back afterwards. Tables integration_*.
//
// Does not own: how a table is read (platform/table), items (catalog), prices (pricing), stock (inventory); it writes them through their
// own functions, in one transaction.
//
// Invariants:
//   - Nothing is lost in silence: lines in = new + changed + unchanged + flagged + dropped, in the database and in every answer.
//   - Nothing is taken in before a commit, and a commit takes in all good lines or none.
//   - What a file does not say of an item stays as it is; only a file that is said to be the whole catalogue withdraws items.
//   - The same file twice changes nothing.
//   - Memory does not depend on the size of the file.
//   - Rolling back restores what nobody changed since the commit, and counts the rest.
//
// Times: rollback_until is exclusive. Prices that begin later wait as a scheduled import.
package integration
