// Package report lets a company read its audit trail: the list, the check of the chain, and the export.
//
// Owns: the operations of audit.yaml, and the form of the exported file.
//
// Does not own: the trail and its chain (platform/audit), how long work runs and where its file is fetched (platform/job).
//
// Invariants: every row comes under the reader's own scope; no cell of the file is run as a formula by a spreadsheet; an export that
// fails or is cancelled leaves no file.
//
// What the times mean: all in UTC, by the hub's clock; From is included, To is not.
package report
