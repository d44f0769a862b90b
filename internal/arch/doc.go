// Package arch holds the rules of the house as code, so that a test says when one is broken and why it stands.
//
// Owns: the table of who may import whom (imports.go, the only one), the roles that files have by their name, where a word must
// appear again, what every package says about itself, and how migrations may change. To allow something new, change a table
// here and give the reason in its line.
//
// Does not own: rules that need types (golangci-lint, see .golangci.yml) or a database (the catalogue lint of tenants).
//
// Invariants: a rule reads only the tree it is given, so that the repository and a planted tree pass through the same code;
// every rule is shown to bite by at least one planted tree (rules_test.go); test files and generated files are judged only
// where a rule says so.
package arch
