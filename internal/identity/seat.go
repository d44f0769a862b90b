package identity

import (
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
)

// Seat is a person working for a company, as colleagues see it.
type Seat struct {
	ID        id.SeatID
	Person    id.PersonID
	Name      string
	Email     string
	Roles     []string
	CreatedAt time.Time
}

// Invitation is an open offer of a seat.
type Invitation struct {
	ID        id.InvitationID
	Email     string
	Roles     []string
	Locale    string
	InvitedBy string // name of the colleague
	CreatedAt time.Time
	ExpiresAt time.Time
}

const roleOwner = string(authz.Owner)

var (
	errRoleUnknown = fault.Define(fault.KindInvalid, "identity.role_not_here", "This role does not exist in a company of this kind.")
	errLastOwner   = fault.Define(fault.KindConflict, "identity.last_owner", "A company needs an owner. Make somebody else an owner first.")
	errOwnersOnly  = fault.Define(fault.KindForbidden, "identity.owners_only", "Only an owner can make or unmake an owner.")
	errSeatExists  = fault.Define(fault.KindConflict, "identity.seat_exists", "This person works here already.")
)

// checkRoles returns the roles sorted and once each; a role that no part of the company has is refused.
func checkRoles(roles, parts []string) ([]string, error) {
	roles = slices.Compact(slices.Sorted(slices.Values(roles)))
	for _, r := range roles {
		if !roleFits(r, parts) {
			return nil, errRoleUnknown.With(fault.Field{Path: "/roles", Code: "role", Message: "The role " + r + " does not exist in this company."})
		}
	}
	return roles, nil
}

// checkOwnership refuses a change of ownership by somebody who is not an owner, and one that leaves no owner.
func checkOwnership(actor authz.Seat, before, after []string, otherOwners int) error {
	was, will := slices.Contains(before, roleOwner), slices.Contains(after, roleOwner)
	if was == will {
		return nil
	}
	if !slices.Contains(actor.Roles, authz.Owner) {
		return errOwnersOnly
	}
	if was && otherOwners == 0 {
		return errLastOwner
	}
	return nil
}

// rolesOfPart are the roles that a company has for each part it plays; owner, admin and finance exist in all.
var rolesOfPart = map[string][]authz.Role{
	partBuyer:    {authz.Buyer, authz.Approver, authz.Warehouse},
	partSupplier: {authz.Sales, authz.Pricing, authz.Warehouse, authz.Service, authz.Marketing},
	partBrand:    {authz.Marketing},
	partOperator: {authz.Service},
}

func roleFits(role string, parts []string) bool {
	r := authz.Role(role)
	if r == authz.Owner || r == authz.Admin || r == authz.Finance {
		return true
	}
	return slices.ContainsFunc(parts, func(p string) bool { return slices.Contains(rolesOfPart[p], r) })
}
