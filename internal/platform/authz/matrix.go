package authz

// every stands for all roles.
var every = []Role{Owner, Admin, Buyer, Approver, Sales, Pricing, Warehouse, Finance, Service, Marketing}

// grant is one line of the matrix.
type grant struct {
	permission Permission
	parts      []string // parts of companies it makes sense for; none: all parts
	writes     bool     // a suspended company loses it
	roles      []Role   // besides owner and admin, who may everything that their company's parts allow
}

const (
	reads  = false
	writes = true
)

// matrix says which role may do what. It is the only place that does; a permission that is not here does not exist.
var matrix = []grant{
	//  permission              parts of the company  kind    roles
	{"identity.company.read", nil, reads, every},
	{"identity.company.write", nil, writes, nil},
	{"identity.seat.read", nil, reads, every},
	{"identity.seat.write", nil, writes, nil},
	{"identity.tenant.read", []string{PartOperator}, reads, []Role{Service, Finance}},
	{"identity.tenant.write", []string{PartOperator}, writes, nil},
	{"audit.read", nil, reads, []Role{Finance}},
	{"audit.export", nil, reads, []Role{Finance}},
	{"job.read", nil, reads, every},
	{"job.cancel", nil, writes, every},
	{"hub.events.read", nil, reads, every},
	{"sso.client.read", []string{PartSupplier}, reads, []Role{Sales, Service}},
	{"sso.client.write", []string{PartSupplier}, writes, nil},
	{"sso.key.read", []string{PartOperator}, reads, nil},
	{"sso.key.write", []string{PartOperator}, writes, nil},
}
