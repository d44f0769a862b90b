package arch

// capabilities is the one table of who may import whom among the capabilities of internal/. It lists every one of them;
// arrows go down only, and a test refuses a circle. Talk in the other direction is an event. Add an arrow together with the
// code that needs it.
var capabilities = map[string][]string{
	// Who somebody is, and who trades with whom.
	"identity": {},
	"trading":  {"identity"},
	"sso":      {"identity", "trading"},

	// What there is to buy, and at what price, for this buyer.
	"catalog":    {"trading"},
	"matching":   {"catalog"},
	"pricing":    {"catalog", "trading"},
	"promotion":  {"catalog", "pricing", "trading"},
	"inventory":  {"catalog", "trading"},
	"credit":     {"pricing", "trading"},
	"comparison": {"catalog", "matching", "pricing", "inventory", "promotion", "trading"},
	"placement":  {"catalog", "matching", "trading"},

	// Asking, buying, delivering, paying.
	"rfq":        {"catalog", "matching", "pricing", "trading"},
	"ordering":   {"catalog", "comparison", "credit", "inventory", "matching", "pricing", "promotion", "trading"},
	"fulfilment": {"catalog", "comparison", "credit", "inventory", "ordering", "trading"},
	"billing":    {"credit", "fulfilment", "ordering", "placement", "trading"},
	"statement":  {"billing", "credit", "ordering", "trading"},

	// Around the trade.
	"notification": {"identity"},
	"integration":  {"billing", "catalog", "fulfilment", "inventory", "ordering", "pricing", "trading"},
	"crm":          {"identity", "trading"},
	"routing":      {"identity"},
	"servicedesk":  {"crm", "identity", "routing", "trading"},
	"workflow":     {"identity"},
	"analytics":    {"catalog", "ordering", "placement", "pricing", "rfq", "trading"},
}

// layer is a part of the tree and the parts below it. A part may always import itself.
type layer struct {
	path string   // folder; packages in and below it belong to the layer that matches longest
	may  []string // layers it may import
}

// layers are the arrows between the big parts: cmd → app → capabilities → platform → tenants → kernel. The three folders of data
// (api, migrations, web) carry no behaviour and lie beside the kernel.
var layers = []layer{
	{"internal/kernel", nil},
	{"migrations", nil},
	{"web", nil},
	{"api", []string{"internal/kernel"}},
	{"tenants", []string{"internal/kernel", "migrations"}},
	{"internal/platform", []string{"internal/kernel", "tenants", "api", "migrations", "web"}},
	{capability, []string{"internal/kernel", "tenants", "api", "internal/platform"}},
	{"internal/app", []string{"internal/kernel", "tenants", "api", "migrations", "web", "internal/platform", capability}},
	{"internal/arch", nil},
	{"cmd", []string{"internal/kernel", "tenants", "api", "migrations", "web", "internal/platform", capability, "internal/app"}},
}

// capability is the layer of every folder of internal/ that no other layer names.
const capability = "internal/<capability>"

// library is a third-party module that a layer may import, and in which files.
type library struct {
	path string
	role string // file role that may import it, such as "store"; empty: every file
	why  string
}

// kernelLibraries are all that the kernel may import besides the standard library.
var kernelLibraries = []library{
	{"github.com/shopspring/decimal", "", "exact decimals; the standard library has none"},
}

// tenantsLibraries are all that tenants may import besides the standard library.
var tenantsLibraries = []library{
	{"github.com/jackc/pgx/v5", "", "the driver, and the transaction that River joins"},
	{"gorm.io", "", "the handle that store.go files get"},
	{"github.com/riverqueue/river", "", "the job queue's own tables, made with the others"},
}

// capabilityLibraries are all that a capability's own package may import besides the standard library. A vendor's SDK is not
// among them: it stands in a package below the capability, named like the vendor.
var capabilityLibraries = []library{
	{"gorm.io/gorm", "store", "rows"},
	{"github.com/jackc/pgx/v5", "store", "hot or hard reads in SQL"},
	{"github.com/labstack/echo/v4", "http", "route tables and request contexts"},
	{"github.com/oapi-codegen/runtime", "http", "types of the generated contract"},
	{"github.com/riverqueue/river", "jobs", "job arguments and workers"},
	{"github.com/shopspring/decimal", "", "exact decimals"},
	{"github.com/golang-jwt/jwt/v5", "", "access tokens of identity"},
	{"rsc.io/qr", "invite", "QR codes of invitations; no code of a vendor"},
	{"github.com/mozillazg/go-pinyin", "pinyin", "readings of Chinese characters, for search"},
	{"golang.org/x", "", "the standard library's annex: argon2id, semaphores, text normalisation"},
}
