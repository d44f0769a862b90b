package tenants

// Role is a database role that a transaction can become.
type Role string

// Roles without a login. Each row that one may see is named in access.go.
const (
	RoleSupplier  Role = "hub_supplier"
	RolePair      Role = "hub_pair"
	RoleBuyer     Role = "hub_buyer"
	RoleBrand     Role = "hub_brand"
	RoleOperator  Role = "hub_operator"
	RoleWorker    Role = "hub_worker"
	RolePerson    Role = "hub_person"
	RoleGuest     Role = "hub_guest"
	RoleAnonymous Role = "hub_anonymous"
	RoleProjector Role = "hub_projector"

	roleOwner   Role = "hub_owner"   // owns every object; nobody logs in as it
	roleRLS     Role = "hub_rls"     // owns the functions that read the scope
	roleAuth    Role = "hub_auth"    // owns the look-ups before anybody is known
	roleReserve Role = "hub_reserve" // owns the functions that hold stock and credit for a purchase
)

// SeatRoles are the roles of a company at work through a seat, whatever part it plays.
var SeatRoles = []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleOperator}

// Login is a database login of a server process.
type Login string

// Logins. Each has a pool of its own and may become only the roles named in loginRoles.
const (
	LoginServer    Login = "hub_login"
	LoginOperator  Login = "hub_operator_login"
	LoginProjector Login = "hub_projector_login"
	LoginQueue     Login = "hub_queue"
	LoginMigrator  Login = "hub_migrator"
)

// loginRoles says which roles a login may become with SET ROLE. hub_login can never become an operator.
var loginRoles = map[Login][]Role{
	LoginServer:    {RoleSupplier, RolePair, RoleBuyer, RoleBrand, RoleWorker, RolePerson, RoleGuest, RoleAnonymous},
	LoginOperator:  {RoleOperator},
	LoginProjector: {RoleProjector},
	LoginQueue:     {},
	LoginMigrator:  {roleOwner},
}

// scopeRole says what a scope becomes, and through which login.
var scopeRole = map[kind]struct {
	role  Role
	login Login
}{
	kindSupplier:  {RoleSupplier, LoginServer},
	kindPair:      {RolePair, LoginServer},
	kindBuyer:     {RoleBuyer, LoginServer},
	kindBrand:     {RoleBrand, LoginServer},
	kindWorker:    {RoleWorker, LoginServer},
	kindPerson:    {RolePerson, LoginServer},
	kindGuest:     {RoleGuest, LoginServer},
	kindAnonymous: {RoleAnonymous, LoginServer},
	kindOperator:  {RoleOperator, LoginOperator},
	kindProjector: {RoleProjector, LoginProjector},
}

// ownFunction is the sec function that gives the uuid a role's own rows carry.
var ownFunction = map[Role]string{
	RoleSupplier:  "sec.supplier_id()",
	RoleBuyer:     "sec.buyer_id()",
	RoleBrand:     "sec.brand_id()",
	RoleOperator:  "sec.operator_id()",
	RoleWorker:    "sec.worker_id()",
	RolePerson:    "sec.person_id()",
	RoleGuest:     "sec.guest_id()",
	RoleAnonymous: "sec.anonymous_id()",
}
