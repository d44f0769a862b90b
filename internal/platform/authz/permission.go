package authz

import (
	"slices"
	"strings"
)

// Permission names one thing that a seat may do, such as "identity.seat.write": capability, noun, verb.
type Permission string

// Role is what a person does in a company.
type Role string

// The roles. Owner and Admin may everything that their company's parts allow; the others have what the matrix gives them.
const (
	Owner     Role = "owner"
	Admin     Role = "admin"
	Buyer     Role = "buyer"
	Approver  Role = "approver"
	Sales     Role = "sales"
	Pricing   Role = "pricing"
	Warehouse Role = "warehouse"
	Finance   Role = "finance"
	Service   Role = "service"
	Marketing Role = "marketing"
)

// The parts that a company can play.
const (
	PartSupplier = "supplier"
	PartBuyer    = "buyer"
	PartBrand    = "brand"
	PartOperator = "operator"
)

// Known returns every permission of the matrix, sorted.
func Known() []Permission {
	all := make([]Permission, 0, len(matrix))
	for _, line := range matrix {
		all = append(all, line.permission)
	}
	slices.Sort(all)
	return all
}

// Permissions returns what a seat may do now, sorted, for the answer about the session. A suspended company only reads.
func Permissions(seat Seat) []Permission {
	may := []Permission{}
	for _, line := range matrix {
		if line.allows(seat) && !(line.writes && seat.Suspended) {
			may = append(may, line.permission)
		}
	}
	slices.Sort(may)
	return may
}

// find returns the line of a permission; false when the matrix does not know it.
func find(p Permission) (grant, bool) {
	at := slices.IndexFunc(matrix, func(line grant) bool { return line.permission == p })
	if at < 0 {
		return grant{}, false
	}
	return matrix[at], true
}

// allows tells whether a seat's roles and its company's parts give the permission, suspended or not.
func (g grant) allows(seat Seat) bool {
	if len(g.parts) > 0 && !overlap(g.parts, seat.Parts) {
		return false
	}
	return overlap([]Role{Owner, Admin}, seat.Roles) || overlap(g.roles, seat.Roles)
}

// operator tells whether the permission is one of the hub's own staff only.
func (g grant) operator() bool { return slices.Equal(g.parts, []string{PartOperator}) }

func overlap[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(each T) bool { return slices.Contains(b, each) })
}

// Access is what an operation asks of its caller: Public, Session, Trial, or the name of a Permission.
type Access string

// The kinds of access that are no permission.
const (
	Public  Access = "public"  // anybody
	Session Access = "session" // anybody who is signed in, with or without a seat
	Trial   Access = "trial"   // anybody, but only while the built-in mailbox is on
)

// Permission returns the permission that is asked for; false for Public, Session and Trial.
func (a Access) Permission() (Permission, bool) {
	return Permission(a), strings.Contains(string(a), ".")
}

// Valid tells whether the access is one of the three words or a permission of the matrix.
func (a Access) Valid() bool {
	if p, asks := a.Permission(); asks {
		_, known := find(p)
		return known
	}
	return a == Public || a == Session || a == Trial
}
