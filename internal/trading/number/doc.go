// Package number tells whether a tax number or a bank account can exist.
//
// Owns: forms and check digits of tax numbers by country and of IBANs.
//
// Does not own: whether a number was ever given out, or to whom: that is verified by people (trading).
//
// Invariants: pure, no input makes it fail; without a rule it says so instead of guessing.
package number
