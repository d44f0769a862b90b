// Package check works a plan and its certificate out again, as a second program that shares nothing with the search but the types.
//
// Owns: what a plan comes to by its own reading of the basket; the bound that a certificate proves.
//
// Does not own: finding plans (split).
//
// Invariants: takes nothing from the plan on trust: every amount is worked out from the basket, every case of the certificate is bounded by
// what its worths prove (weak duality: any worths prove some bound), and the cases must leave nothing out. Bounds are sums of floating-point
// figures, moved down by more than their error can be.
package check
