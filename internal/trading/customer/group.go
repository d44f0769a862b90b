package customer

import (
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/terms"
)

var errGroupNameTaken = fault.Define(fault.KindConflict, "trading.group_name_taken", "Another group has this name.")

// Group is a group of customers, with the terms that they inherit. It survives JSON.
type Group struct {
	ID        id.GroupID
	Name      string
	Terms     terms.Terms
	Position  int // small ones first
	Version   int64
	UpdatedAt time.Time

	Customers, Connected int64 // how many are in it, and how many of them trade here
	HasGrant             bool
}
