// Package table reads and writes tables: files of rows and columns that people exchange.
//
// Owns: what a price list or a customer list is as a file (delimited text, XLSX, JSON, JSON lines), its encoding and delimiter,
// the guess of what its columns mean, the form of numbers and dates in a column, and the two forms of table that the hub hands out.
//
// Does not own: what a row means (the capability that imports it), where files lie (platform/blob), how long work runs (platform/job).
//
// Invariants: every line that is not blank is yielded once, in order, with its number; nothing is dropped, cut or joined without a
// [Flaw] on the row or a fault that names the line. Memory does not depend on the size of the file: rows stream, and what has to be
// held (shared strings, names of columns) has a limit in [Options]. A cell of XLSX is the exact decimal or date that the sheet shows.
// What is guessed is reported as a guess. No cell that is written is run as a formula by a spreadsheet, and reading it again gives
// what was written.
package table
