package tenants

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Class says what kind of company owns the rows of a table.
type Class string

// Classes of tables. The lint refuses a table without one.
const (
	ClassTenant   Class = "tenant"   // one supplier's rows
	ClassPair     Class = "pair"     // rows of a supplier and a buyer; keys may start with either
	ClassBuyer    Class = "buyer"    // one buyer's rows
	ClassBrand    Class = "brand"    // one brand's rows
	ClassCompany  Class = "company"  // rows of any company, whatever its part, or of a person
	ClassHub      Class = "hub"      // hub-wide rows that scopes or sign-in depend on
	ClassOperator Class = "operator" // the operator's own
)

// Table declares who may do what with the rows of one table: the source of every grant and policy.
type Table struct {
	Schema string // "hub" unless said
	Name   string
	Class  Class
	Owner  string // column that every key, unique and index of the table starts with
	// Exceptions are keys and indexes that do not start with the owner, each with the reason.
	Exceptions map[string]string
	Access     []Access
}

// Access lets roles do something with rows. Columns "*" means all; nil means none.
type Access struct {
	Roles  []Role
	Rows   Rows
	Check  Rows // what a written row must satisfy besides Rows; nil for nothing more
	Select []string
	Insert []string
	Update []string
	Delete bool
	Why    string // becomes the comment of the policy
}

// Rows is a flat predicate on the row's own columns, for one role.
type Rows func(Role) string

// Own shows a role the rows whose column carries the id of its scope.
func Own(column string) Rows {
	return func(r Role) string { return fmt.Sprintf("%s = (SELECT %s)", column, ownFunction[r]) }
}

// AnyOf shows the rows whose column is in the answer of an array function.
func AnyOf(column, function string) Rows {
	return func(Role) string { return fmt.Sprintf("%s = ANY ((SELECT %s)::uuid[])", column, function) }
}

// among is AnyOf for policies under which many rows are looked up by their keys: = ANY (array) would become a part of each look-up of an index, which sorts the array anew;
// this one is a table of hashes that a statement makes once.
func among(value, function, kind string) string {
	return fmt.Sprintf("%s IN (SELECT unnest((SELECT %s)::%s[]))", value, function, kind)
}

// OwnPair shows the rows of one buyer at one supplier, while their relationship is approved.
func OwnPair(tenant, buyer string) Rows {
	return func(Role) string {
		return fmt.Sprintf("%s = (SELECT sec.pair_supplier_id()) AND %s = (SELECT sec.pair_buyer_id())", tenant, buyer)
	}
}

// OwnOrWith shows rows that the scope's company owns or is the counterpart of.
func OwnOrWith(owner, counterpart string) Rows {
	return func(r Role) string {
		return fmt.Sprintf("(%s = (SELECT %s) OR %s = (SELECT %[2]s))", owner, ownFunction[r], counterpart)
	}
}

// OwnOrMine lets a person write rows of its own and of companies it has a seat in.
func OwnOrMine(owner string) Rows {
	return func(r Role) string {
		return fmt.Sprintf("(%s = (SELECT %s) OR %[1]s = ANY ((SELECT sec.my_companies())::uuid[]))", owner, ownFunction[r])
	}
}

// AllOf shows every row, to a scope of the role's own kind only.
func AllOf() Rows {
	return func(r Role) string { return fmt.Sprintf("(SELECT %s) IS NOT NULL", ownFunction[r]) }
}

// Named shows every row to one projector.
func Named(projectors ...string) Rows {
	quoted := make([]string, len(projectors))
	for i, p := range projectors {
		quoted[i] = "'" + p + "'"
	}
	return func(Role) string { return fmt.Sprintf("(SELECT sec.projector()) IN (%s)", strings.Join(quoted, ", ")) }
}

// Both joins two predicates.
func Both(a, b Rows) Rows { return func(r Role) string { return a(r) + " AND " + b(r) } }

// In shows the rows whose column has one of a few values.
func In(column string, values ...string) Rows {
	return func(Role) string { return fmt.Sprintf("%s IN (%s)", column, quoteAll(values)) }
}

// OwnOrRelated shows a buyer, or its worker, the rows of suppliers it has or had to do with, and what is for everybody; and a supplier's worker its own.
func OwnOrRelated(tenant, open string) Rows {
	return func(r Role) string {
		text := fmt.Sprintf("%s = ANY ((SELECT sec.related_suppliers())::uuid[])", tenant)
		if r == RoleWorker {
			return fmt.Sprintf("(%s OR %s)", Own(tenant)(r), text)
		}
		return fmt.Sprintf("(%s AND (SELECT %s) IS NOT NULL OR %s)", open, ownFunction[r], text)
	}
}

// PairItems shows a pair the items that are for sale and in a category that the grant lets it see.
func PairItems(Role) string {
	return "tenant_id = (SELECT sec.pair_supplier_id()) AND state = 'active' AND (category = ANY ((SELECT sec.pair_categories())::text[]) OR '*' = ANY ((SELECT sec.pair_categories())::text[]))"
}

// PairSupplier shows a pair rows of the supplier that are read joined to its items.
func PairSupplier(Role) string { return "tenant_id = (SELECT sec.pair_supplier_id())" }

// PairCategories shows a pair the categories that the grant lets it see.
func PairCategories(Role) string {
	return "tenant_id = (SELECT sec.pair_supplier_id()) AND (name = ANY ((SELECT sec.pair_categories())::text[]) OR '*' = ANY ((SELECT sec.pair_categories())::text[]))"
}

// PairPrices shows a pair the prices of a supplier at the levels.
func PairPrices(levels ...string) Rows {
	return func(Role) string {
		return fmt.Sprintf("tenant_id = (SELECT sec.pair_supplier_id()) AND (SELECT sec.pair_price_level()) IN (%s)", quoteAll(levels))
	}
}

// BuyerItems shows a buyer, across its suppliers, the items that are for sale and in categories that the grants let it see.
func BuyerItems(Role) string {
	return "state = 'active' AND (" + among("tenant_id", "sec.my_whole_suppliers()", "uuid") + " OR " + among("((tenant_id::text || '/') || category)", "sec.my_categories()", "text") + ")"
}

// BuyerSuppliers shows a buyer rows of all suppliers that disclose something to it: rows that are read joined to their items.
func BuyerSuppliers(Role) string {
	return among("tenant_id", "sec.my_open_suppliers()", "uuid")
}

// BuyerPrices shows a buyer prices of the suppliers that show theirs at the level: "list" for whoever sees prices at all, "own" for
// whoever sees its own.
func BuyerPrices(level string) Rows {
	return func(Role) string {
		return among("tenant_id", "sec.my_"+level+"_suppliers()", "uuid")
	}
}

// PairPromotions shows a pair the running promotions that are for it, where the grant shows promotions, and a price beside.
func PairPromotions(Role) string {
	return "tenant_id = (SELECT sec.pair_supplier_id()) AND id = ANY ((SELECT sec.pair_promotions())::uuid[])"
}

// BuyerPromotions shows a buyer the running promotions that are for it, of the suppliers that show theirs, and a price beside.
func BuyerPromotions(Role) string {
	return among("((tenant_id::text || '/') || id::text)", "sec.my_promotions()", "text")
}

// BuyerCustomer shows a buyer the rows of its own customer records at the suppliers that show it own prices.
func BuyerCustomer(Role) string {
	return among("((tenant_id::text || '/') || customer_id::text)", "sec.my_customers()", "text")
}

// PairLists shows a pair the rows of price lists that are for it, at the level of its grant.
func PairLists(list string) Rows {
	return func(Role) string {
		return fmt.Sprintf("tenant_id = (SELECT sec.pair_supplier_id()) AND %s = ANY ((SELECT sec.pair_price_lists())::uuid[])", list)
	}
}

// BuyerLists shows a buyer the rows of price lists of its suppliers that are for it, at the levels of their grants.
func BuyerLists(list string) Rows {
	return func(Role) string {
		return among("((tenant_id::text || '/') || "+list+"::text)", "sec.my_price_lists()", "text")
	}
}

// begun is what does not begin later.
func begun(Role) string { return "(valid_from IS NULL OR valid_from <= transaction_timestamp())" }

// Everything shows every row: only for the roles that own the scope and look-up functions, which nobody can become.
func Everything() Rows { return func(Role) string { return "true" } }

// Projectors of the platform.
const (
	ProjectorRelay  = "relay"  // numbers outbox events
	ProjectorSealer = "sealer" // chains audit entries
	ProjectorKeys   = "keys"   // reads and makes signing keys
	ProjectorSweep  = "sweep"  // deletes what has expired

	ProjectorMatching = "matching" // compares the items of all suppliers
	ProjectorFloors   = "floors"   // keeps promotions over the floors that no buyer's role may read
	ProjectorBook     = "book"     // copies items and prices into the price book
)

var all = []string{"*"}

// ownedRoles write rows of the platform (audit, outbox, jobs, idempotency) for whoever acts.
var ownedRoles = []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleOperator, RoleWorker, RolePerson, RoleAnonymous}

// supplierAndWorker are a supplier's people and its jobs.
var supplierAndWorker = []Role{RoleSupplier, RoleWorker}

// relationshipOfSupplier are the columns of a relationship that change on the supplier's side; which invite it came by is not among them.
var relationshipOfSupplier = []string{"state", "version", "buyer_name", "customer_id", "customer_code", "region", "salesperson", "terms", "reason", "question", "applied_at", "decided_at", "changed_at",
	"epoch", "sees_categories", "sees_price", "sees_stock", "stock_steps", "sees_lead_time", "sees_promotions", "sees_documents", "purpose", "grant_expires_at"}

// relationshipForBuyer is all of a relationship but the number of the supplier's own record, and the edges of the stock bands: with a band, they
// would tell both ends.
var relationshipForBuyer = []string{"tenant_id", "buyer_id", "state", "version", "buyer_name", "customer_code", "region", "salesperson", "terms", "reason", "question", "invite_id", "invite_version",
	"applied_at", "decided_at", "changed_at", "epoch", "sees_categories", "sees_price", "sees_stock", "sees_lead_time", "sees_promotions", "sees_documents", "purpose", "grant_expires_at"}

// listForBuyer is all of a price list but its rule, and how it is found.
var listForBuyer = []string{"tenant_id", "id", "kind", "name", "currency", "tax_included", "tax_rate", "valid_from", "valid_to", "priority", "family_breaks", "state", "version", "updated_at"}

// policyForBuyer is all of a policy but its margin.
var policyForBuyer = []string{"tenant_id", "precedence", "kinds", "floored", "shows_list", "protection", "notice_days", "version", "updated_at"}

// promotionOfSupplier are the columns of a promotion that its supplier writes; the first two name it.
var promotionOfSupplier = []string{"tenant_id", "id", "name", "note", "kind", "state", "archived", "currency", "priority", "rule", "coupon", "groups", "regions", "newcomers", "away_days",
	"valid_from", "valid_until", "per_buyer", "uses_limit", "budget", "by_supplier", "by_brand", "by_hub", "brand", "version", "created_by", "created_at", "updated_at"}

// promotionForBuyer is what a buyer needs to know of a promotion that is for it.
var promotionForBuyer = []string{"tenant_id", "id", "name", "kind", "state", "archived", "currency", "priority", "rule", "asks_coupon", "newcomers", "away_days", "valid_from", "valid_until", "per_buyer",
	"used_up", "version", "updated_at"}

// orderForSupplier is all of an order but the buyer's act that it is of: that is the same at all suppliers of the act.
var orderForSupplier = append([]string{"tenant_id", "id", "buyer_id", "number", "supplier_name", "buyer_name", "customer_code", "person_name", "reference", "note", "needed_by", "currency", "freight",
	"freight_unknown", "fee", "terms", "answer_hours", "lines", "created_at"}, orderSums...)

// orderSums are the columns of an order that follow from its lines.
var orderSums = []string{"status", "waits_supplier", "waits_buyer", "due_at", "goods", "saved", "tax", "total", "version", "changed_at"}

// orderAgreed are the columns of a line of an order that both sides move.
var orderAgreed = []string{"quantity", "shipped", "received", "price", "goods", "saved", "tax", "promotions", "state", "due_at", "promised_on", "reason", "proposal"}

// creditTerms are the columns of a credit account that its supplier writes.
var creditTerms = []string{"currency", "credit_limit", "limit_until", "over_limit", "overdue", "overdue_days", "on_hard", "prepaid_only", "stopped", "shown", "note", "version", "terms_at", "updated_at"}

// matchedTexts are the columns of an item that matching looks at.
var matchedTexts = []string{"tenant_id", "id", "sku", "name", "brand", "mpn", "gtin", "category", "unit", "description", "attributes", "state", "version"}

// matchedPacks are the columns of a pack that matching looks at.
var matchedPacks = []string{"tenant_id", "item_id", "level", "contains", "gtin"}

// matchingOwn is what the projector of matching and the operator both do with a table of matching.
func matchingOwn(why string, update ...string) []Access {
	one := Access{Select: all, Insert: all, Update: update, Delete: true, Why: why}
	projector, operator := one, one
	projector.Roles, projector.Rows = []Role{RoleProjector}, Named(ProjectorMatching)
	operator.Roles, operator.Rows = []Role{RoleOperator}, AllOf()
	return []Access{projector, operator}
}

// Tables is the list. A table that stands in the database and not here fails the lint, and the other way round.
var Tables = []Table{
	{Schema: "sec", Name: "scope_key", Class: ClassHub, Owner: "kid", Access: []Access{
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.scope verifies signatures"},
		{Roles: []Role{roleOwner}, Rows: Everything(), Select: all, Insert: all, Update: []string{"not_after"}, Why: "hub migrate brings the key of the secret"},
	}},
	{Schema: "sec", Name: "access_applied", Class: ClassHub, Owner: "relation", Access: []Access{
		{Roles: []Role{roleOwner}, Rows: Everything(), Select: all, Insert: all, Update: all, Why: "hub migrate notes what it laid"},
	}},
	{Schema: "sec", Name: "migration", Class: ClassHub, Owner: "version", Access: []Access{
		{Roles: []Role{roleOwner}, Rows: Everything(), Select: all, Insert: all, Why: "hub migrate notes what it ran"},
	}},

	{Name: "trading_relationship", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "pair and buyer scopes depend on it"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: []string{"tenant_id", "buyer_id", "state", "region", "sees_categories", "grant_expires_at"}, Why: "holds are for whom the supplier approved"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all,
			Insert: []string{"tenant_id", "buyer_id", "state", "buyer_name", "invite_id", "invite_version", "applied_at", "changed_at"},
			Update: []string{"state", "version", "reason", "question", "invite_id", "invite_version", "applied_at", "changed_at"}, Why: "claiming an exact invite"},
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Update: relationshipOfSupplier, Why: "a supplier sees and decides on its relationships"},
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Check: In("state", "invited"), Insert: all, Why: "of itself, a supplier can only invite"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Why: "work of either side"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Update: relationshipOfSupplier, Why: "a supplier's jobs finish what its people decided"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Check: In("state", "applied", "closed"), Select: relationshipForBuyer,
			Insert: []string{"tenant_id", "buyer_id", "state", "version", "buyer_name", "applied_at", "changed_at"},
			Update: []string{"state", "version", "buyer_name", "reason", "question", "applied_at", "decided_at", "changed_at"},
			Why:    "a buyer sees its relationships, applies, answers and closes"},
		{Roles: []Role{RolePair}, Rows: OwnPair("tenant_id", "buyer_id"), Select: relationshipForBuyer, Why: "what the grant discloses, and its epoch"},
		{Roles: []Role{RoleProjector}, Rows: Both(Named(ProjectorBook), In("sees_stock", "band")), Select: []string{"tenant_id", "buyer_id", "epoch", "sees_stock", "stock_steps"}, Why: "the edges of stock bands, for the price book"},
	}},
	{Name: "trading_relationship_event", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "buyer_id", "at", "state"}, Why: "sec.pair_price_changes begins where the relationship began"},
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Check: In("side", "supplier"), Select: all, Insert: all, Why: "a supplier's side of what happened"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Check: In("side", "buyer"), Select: all, Insert: all, Why: "a buyer's side of what happened"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Insert: all, Why: "work of either side"},
	}},
	{Name: "trading_application", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Why: "a supplier reads what was sent to it"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Why: "work of either side"},
		{Roles: []Role{RoleWorker}, Rows: Own("buyer_id"), Update: []string{"file", "file_version", "updated_at"}, Why: "the hub's word on a file goes to the suppliers that read it"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"note", "answer", "file", "file_version", "updated_at"}, Why: "a buyer's own applications"},
	}},
	{Name: "trading_supplier_profile", Class: ClassHub, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"name", "listed", "accepting", "summary", "trades", "regions", "terms_summary", "minimum_order", "languages", "contact", "website", "asks", "version", "updated_at"}, Why: "a supplier's own page"},
		{Roles: []Role{RoleBuyer, RoleWorker}, Rows: OwnOrRelated("tenant_id", "listed AND NOT (tenant_id = ANY ((SELECT sec.closed_suppliers())::uuid[]))"), Select: all, Why: "listed suppliers, and those a buyer has to do with"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Insert: all, Why: "a job that invites customers says who does"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: []string{"tenant_id", "name"}, Why: "the name behind an exact invite"},
	}},
	{Name: "trading_company_file", Class: ClassCompany, Owner: "company_id", Access: []Access{
		{Roles: []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleWorker}, Rows: Own("company_id"), Check: In("state", "draft", "submitted"), Select: all,
			Insert: []string{"company_id", "state", "extra", "version", "updated_at"},
			Update: []string{"legal_name", "trade_name", "country", "tax_number", "registration_number", "founded", "trades", "website", "phone", "email", "contacts",
				"bank", "share_bank", "extra", "state", "reason", "version", "updated_at"}, Why: "a company's own file; verifying is not its own"},
		{Roles: []Role{RoleOperator}, Rows: Both(AllOf(), In("state", "submitted", "verified", "returned")), Check: In("state", "verified", "returned"), Select: all,
			Update: []string{"state", "reason", "verified", "verified_at", "version", "updated_at"}, Why: "the operator verifies what was submitted"},
	}},
	{Name: "trading_company_document", Class: ClassCompany, Owner: "company_id", Access: []Access{
		{Roles: []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleWorker}, Rows: Own("company_id"), Select: all,
			Insert: []string{"company_id", "id", "kind", "name", "content_type", "size", "file_blob", "created_at"}, Update: []string{"name", "kind", "submitted_at"}, Delete: true, Why: "a company's own papers"},
		{Roles: []Role{RoleOperator}, Rows: Both(AllOf(), func(Role) string { return "submitted_at IS NOT NULL" }), Select: all, Update: []string{"verified_at"}, Why: "papers that were submitted to be verified"},
	}},
	{Name: "trading_site", Class: ClassCompany, Owner: "company_id", Access: []Access{
		{Roles: []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleWorker}, Rows: Own("company_id"), Select: all, Insert: all,
			Update: []string{"name", "kind", "country", "region", "city", "street", "postcode", "contact", "phone", "opening", "is_default", "archived_at", "version", "updated_at"}, Why: "a company's own sites"},
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: all, Why: "the operator compares addresses when it verifies a file"},
	}},
	{Name: "trading_group", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"name", "terms", "position", "version", "updated_at"}, Delete: true, Why: "a supplier's own groups"},
	}},
	{Name: "trading_customer", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"code", "name", "country", "region", "tax_number", "email", "phone", "contact_name", "address", "note", "tags", "group_id", "salesperson_id", "head_office_id",
				"terms", "buyer_id", "invited_at", "blocked", "blocked_reason", "code_key", "tax_key", "name_key", "version", "updated_at"}, Delete: true, Why: "a supplier's own customers"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: []string{"tenant_id", "id", "name", "buyer_id"}, Why: "the customer behind an exact invite"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "id", "group_id"}, Why: "which price lists are for whom"},
	}},
	{Name: "trading_grant", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"categories", "price", "stock", "stock_steps", "lead_time", "promotions", "documents", "purpose", "expires_at", "version", "updated_at"}, Delete: true, Why: "what a supplier discloses to whom"},
	}},
	{Name: "trading_invite", Class: ClassTenant, Owner: "tenant_id",
		Exceptions: map[string]string{"trading_invite_token": "found by the hash of a random secret"},
		Access: []Access{
			{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"token_hash", "revoked_at", "group_id"}, Delete: true, Why: "a supplier's own invites; only a claim counts a use"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Update: []string{"uses"}, Why: "preview and claim by the exact link"},
		}},
	{Name: "trading_block", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Delete: true, Why: "whom a supplier does not want"},
	}},
	{Name: "trading_disclosure", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees where its prices went"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Why: "a buyer's exports and prints"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Insert: all, Why: "exports that run as jobs"},
		{Roles: []Role{RolePair}, Rows: OwnPair("tenant_id", "buyer_id"), Insert: all, Why: "written where it is disclosed"},
	}},
	{Name: "trading_reading", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees who reads how much"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"requests", "items", "devices", "networks", "countries"}, Why: "the supplier's side counts"},
	}},
	{Name: "trading_reading_item", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees who reads what"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Select: all, Insert: all, Why: "the supplier's side counts"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"day"}, Delete: true, Why: "gone after 30 days"},
	}},
	{Name: "trading_notice", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Update: []string{"seen_at"}, Why: "a supplier's own notices"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Insert: all, Why: "raised where reading is counted"},
	}},
	{Name: "trading_watch", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier's own limits, also where its reading is counted"},
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Insert: all, Update: []string{"share_day", "share_week", "smallest", "devices", "networks", "countries", "version", "updated_at"}, Why: "set by its people"},
	}},
	{Name: "trading_customer_import", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"source_blob", "layout", "state", "rows_in", "created", "merged", "flagged", "dropped", "job_id", "finished_at"}, Delete: true, Why: "a supplier's own imports"},
	}},
	{Name: "trading_customer_import_line", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"outcome", "customer_id", "cells", "problems"}, Delete: true, Why: "a supplier's own lines"},
	}},
	{Name: "trading_import_layout", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"columns", "updated_at"}, Delete: true, Why: "what a supplier taught"},
	}},

	{Name: "catalog_item", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"sku", "name", "brand", "mpn", "gtin", "category", "unit", "minimum", "multiple", "lead_days", "datasheet", "description", "family", "attributes", "catch_weight", "nominal",
				"state", "version", "updated_at"}, Delete: true, Why: "a supplier's own items"},
		{Roles: []Role{RolePair}, Rows: PairItems, Select: all, Why: "items for sale, of the categories that the grant names"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerItems, Select: all, Why: "items for sale, of the categories that the grants of its suppliers name"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorMatching, ProjectorBook), Select: append(slices.Clone(matchedTexts), "family", "minimum", "multiple", "lead_days", "catch_weight", "nominal"),
			Why: "matching compares texts, and the price book keeps what is on sale; no price, no stock"},
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: matchedTexts, Why: "the operator sees the texts that it is asked about"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "id", "sku", "name", "brand", "mpn", "gtin", "category", "family", "unit", "minimum", "multiple", "lead_days", "catch_weight", "nominal", "state"},
			Why: "sec.pair_stock and sec.my_offers"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: []string{"tenant_id", "id", "category", "state"}, Why: "holds are of items that the buyer is offered"},
	}},
	{Name: "catalog_search", Class: ClassTenant, Owner: "tenant_id",
		Exceptions: map[string]string{"catalog_search_tokens": "each token begins with its owner, so that a look-up meets one supplier's alone"},
		Access: []Access{
			{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"active", "name", "brand", "category", "traits", "tokens", "version"}, Why: "what a supplier's own items are found by"},
			{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.search_items and its kin, which answer what the scope may see"},
		}},
	{Name: "catalog_search_own", Class: ClassBuyer, Owner: "buyer_id",
		Exceptions: map[string]string{"catalog_search_own_tokens": "each token begins with its owner, so that a look-up meets one buyer's alone"},
		Access: []Access{
			{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"tokens", "version"}, Delete: true, Why: "what a buyer's own names are found by"},
			{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.search_items, in the scope of that buyer"},
		}},
	{Name: "catalog_word", Class: ClassTenant, Owner: "tenant_id",
		Exceptions: map[string]string{"catalog_word_near": "trigrams of words; what is near and in no item in sight never leaves sec.search_words"},
		Access: []Access{
			{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Why: "the words of a supplier's own items"},
			{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.search_words"},
		}},
	{Name: "catalog_pack", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorMatching, ProjectorBook), Select: append(slices.Clone(matchedPacks), "unit", "gross_weight"), Why: "what one item holds and weighs, and its barcode"},
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: matchedPacks, Why: "the operator sees the texts that it is asked about"},
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"contains", "unit", "gtin", "gross_weight"}, Delete: true, Why: "packs of a supplier's own items"},
		{Roles: []Role{RolePair}, Rows: PairSupplier, Select: all, Why: "packs of items for sale, read joined to catalog_item, whose policy knows the category"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerSuppliers, Select: all, Why: "packs of items for sale, read joined to catalog_item, whose policy knows the category"},
	}},
	{Name: "catalog_category", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"heading", "attributes", "version", "updated_at"}, Why: "what a supplier says of its categories"},
		{Roles: []Role{RolePair}, Rows: PairCategories, Select: []string{"tenant_id", "name", "heading", "attributes"}, Why: "what the categories mean that the grant names"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "name", "heading"}, Why: "sec.search_items counts headings"},
	}},
	{Name: "catalog_media", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"title", "alt", "position"}, Delete: true, Why: "pictures and documents of a supplier's own items"},
		{Roles: []Role{RolePair}, Rows: PairSupplier, Select: all, Why: "pictures of items for sale, read joined to catalog_item, whose policy knows the category"},
	}},
	{Name: "catalog_media_past", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Delete: true, Why: "what a supplier removed and may bring back"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"tenant_id", "file_blob", "thumb_blob", "removed_at"}, Delete: true, Why: "gone after 30 days"},
	}},
	{Name: "catalog_revision", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"items", "kept", "undone_by"}, Delete: true, Why: "what was done to a supplier's items"},
	}},
	{Name: "catalog_item_change", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"before", "after"}, Why: "what a deed changed; more of the same deed joins it"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "item_id", "revision_id"}, Why: "which items the price book reads again"},
	}},
	{Name: "pricing_list_price", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"currency", "price", "breaks", "promotion", "updated_at"}, Delete: true, Why: "a supplier's own list"},
		{Roles: []Role{RolePair}, Rows: PairPrices("list", "own"), Select: all, Why: "list prices where the grant discloses prices"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerPrices("list"), Select: all, Why: "list prices of the suppliers whose grants disclose prices"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "item_id", "currency", "price", "breaks", "updated_at"}, Why: "the price book"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "item_id", "currency", "price", "breaks", "updated_at"}, Why: "what rules reckon with, and sec.my_offers"},
	}},
	{Name: "pricing_own_price", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"currency", "price", "breaks", "updated_at"}, Delete: true, Why: "a supplier's prices for one customer"},
		{Roles: []Role{RolePair}, Rows: Both(PairPrices("own"), func(Role) string { return "customer_id = (SELECT sec.pair_customer_id())" }), Select: all, Why: "a buyer's own prices where the grant discloses them"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerCustomer, Select: all, Why: "a buyer's own prices at the suppliers whose grants disclose them"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "customer_id", "item_id", "currency", "price", "breaks", "updated_at"}, Why: "the price book"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.pair_price_changes tells of one kind of price; sec.my_prices"},
	}},
	{Name: "pricing_price_change", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"currency", "price", "breaks"}, Why: "a supplier's own prices as they moved; the last word of one moment counts"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.pair_price_changes, which tells what the grant discloses"},
	}},
	{Name: "pricing_list", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"name", "region", "channel", "group_id", "customer_id", "currency", "tax_included", "tax_rate", "round_mode", "round_step", "round_ending", "rule", "valid_from", "valid_to",
				"priority", "family_breaks", "state", "live_since", "version", "updated_at"}, Delete: true, Why: "a supplier's own price lists"},
		{Roles: []Role{RolePair}, Rows: PairLists("id"), Select: listForBuyer, Why: "lists that are for the buyer; not by which rule they reckon"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerLists("id"), Select: listForBuyer, Why: "lists of its suppliers that are for the buyer; not by which rule they reckon"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "which lists are for whom, and what their rules reckon"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "id", "rule"}, Why: "which lists reckon: their prices are not in the price book"},
	}},
	{Name: "pricing_entry", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"valid_to", "price", "breaks", "agreed", "called", "since", "updated_at"}, Delete: true, Why: "prices in a supplier's own lists"},
		{Roles: []Role{RolePair}, Rows: Both(PairLists("list_id"), begun), Select: all, Why: "prices in lists that are for the buyer, not before they begin; read joined to catalog_item, whose policy knows the category"},
		{Roles: []Role{RoleBuyer}, Rows: Both(BuyerLists("list_id"), begun), Select: all, Why: "prices in lists that are for the buyer, not before they begin; read joined to catalog_item, whose policy knows the category"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "list_id", "item_id", "valid_from", "valid_to", "price", "breaks", "agreed", "called", "updated_at"}, Why: "the price book"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "list_id", "item_id", "valid_from", "valid_to", "price", "breaks", "agreed", "called", "since", "updated_at"}, Why: "what rules reckon with, sec.pair_entries and sec.my_prices"},
	}},
	{Name: "pricing_entry_past", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Why: "what a supplier's own lists said before"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.pair_entries, which tells what the grant discloses"},
	}},
	{Name: "pricing_cost", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"currency", "cost", "updated_at"}, Delete: true, Why: "what a supplier's items cost it; no buyer's role has a right here"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "item_id", "currency", "cost"}, Why: "what rules reckon with, and which prices are under the floor"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorFloors), Select: []string{"tenant_id", "item_id", "currency", "cost"}, Why: "promotions stay over the floor; it never leaves the server"},
	}},
	{Name: "pricing_policy", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: []string{"tenant_id", "precedence", "kinds", "floor_margin", "shows_list", "protection", "notice_days", "version", "updated_at"},
			Update: []string{"precedence", "kinds", "floor_margin", "shows_list", "protection", "notice_days", "version", "updated_at"}, Why: "how a supplier prices"},
		{Roles: []Role{RolePair}, Rows: PairSupplier, Select: policyForBuyer, Why: "which of several prices holds; not the margin"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerSuppliers, Select: policyForBuyer, Why: "which of several prices holds; not the margin"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "floor_margin"}, Why: "sec.under_floor"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorFloors), Select: []string{"tenant_id", "floor_margin"}, Why: "promotions stay over the floor; it never leaves the server"},
	}},
	{Name: "pricing_rate", Class: ClassHub, Owner: "currency", Access: []Access{
		{Roles: []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleWorker, RolePerson}, Rows: AllOf(), Select: all, Why: "reference rates are for everybody who is signed in"},
		{Roles: []Role{RolePair}, Rows: func(Role) string { return "(SELECT sec.pair_supplier_id()) IS NOT NULL" }, Select: all, Why: "prices of several currencies are compared"},
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: all, Insert: all, Update: []string{"per_eur", "source", "posted_at"}, Why: "the operator posts them"},
	}},
	{Name: "pricing_condition", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"conditions", "version", "updated_at"}, Delete: true, Why: "what a supplier asks for beside prices"},
		{Roles: []Role{RolePair}, Rows: func(Role) string {
			return "tenant_id = (SELECT sec.pair_supplier_id()) AND id = ANY ((SELECT sec.pair_conditions())::uuid[])"
		}, Select: all, Why: "the conditions that are for the buyer"},
		{Roles: []Role{RoleBuyer}, Rows: func(Role) string {
			return among("((tenant_id::text || '/') || id::text)", "sec.my_conditions()", "text")
		}, Select: all, Why: "the conditions of its suppliers that are for the buyer"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "id", "level", "region", "group_id", "customer_id"}, Why: "which conditions are for whom"},
	}},
	{Name: "pricing_change_set", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"name", "state", "lines", "kept", "publish_at", "published_at", "rolled_back_at", "failure", "tally", "version", "updated_at"}, Delete: true, Why: "changes of a supplier's own prices"},
	}},
	{Name: "pricing_change_line", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"price", "breaks", "before"}, Delete: true, Why: "changes of a supplier's own prices"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "set_id", "item_id"}, Why: "which items the price book reads again"},
	}},
	{Name: "promotion_action", Class: ClassTenant, Owner: "tenant_id", Exceptions: map[string]string{
		"promotion_action_begins": "which began in the last moments, at whomever",
		"promotion_action_ends":   "which ended in the last moments, at whomever",
	}, Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: promotionOfSupplier, Update: promotionOfSupplier[2:], Why: "a supplier's own promotions; what was used of them is not its to write"},
		{Roles: supplierAndWorker, Rows: Both(Own("tenant_id"), In("state", "draft")), Delete: true, Why: "what nobody was ever shown can go"},
		{Roles: []Role{RolePair}, Rows: PairPromotions, Select: promotionForBuyer, Why: "running promotions that are for the buyer; neither codes, budgets, nor who pays"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerPromotions, Select: promotionForBuyer, Why: "running promotions of its suppliers that are for the buyer; neither codes, budgets, nor who pays"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "id", "state", "archived", "valid_from", "valid_until", "groups", "regions", "coupon"}, Why: "which promotions are for whom"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Update: []string{"uses", "spent"}, Why: "uses are counted under its lock"},
	}},
	{Name: "promotion_policy", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"mode", "most_per_line", "most_percent", "version", "updated_at"}, Why: "how a supplier's promotions go together"},
		{Roles: []Role{RolePair}, Rows: PairSupplier, Select: all, Why: "how the promotions that the buyer is shown go together"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerSuppliers, Select: all, Why: "how the promotions that the buyer is shown go together"},
	}},
	{Name: "promotion_claim", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees who gave its codes"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Why: "a buyer sees which codes it gave"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "promotion_id", "buyer_id"}, Why: "a promotion with a code is there for whoever gave it"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Why: "sec.claim_coupon"},
	}},
	{Name: "promotion_use", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees what its promotions did"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Why: "a buyer sees which promotions it used"},
		{Roles: []Role{RolePair}, Rows: OwnPair("tenant_id", "buyer_id"), Select: all, Why: "how often the buyer used a promotion"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Update: []string{"released_at"}, Why: "the only ones that count, and give back"},
	}},
	{Name: "inventory_warehouse", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all,
			Update: []string{"code", "name", "place", "regions", "serving", "main", "quiet_hours", "fed_at", "fed_lines", "version", "updated_at"}, Delete: true, Why: "a supplier's own warehouses"},
		{Roles: []Role{roleRLS, roleReserve}, Rows: Everything(), Select: []string{"tenant_id", "id", "regions", "serving"}, Why: "which warehouses serve a buyer"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "id", "regions", "serving"}, Why: "the price book"},
	}},
	{Name: "inventory_stock", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: []string{"tenant_id", "warehouse_id", "item_id", "on_hand", "as_of"}, Update: []string{"on_hand", "as_of"}, Why: "a supplier's own stock; what is held of it is not its to write"},
		{Roles: supplierAndWorker, Rows: Both(Own("tenant_id"), func(Role) string { return "reserved = 0" }), Delete: true, Why: "figures of which nothing is held are forgotten"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.pair_stock, which tells what the grant discloses"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Update: []string{"on_hand", "reserved"}, Why: "holds lock it and count on it"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "item_id", "warehouse_id", "on_hand", "reserved", "as_of"}, Why: "the price book, out of which grant.Disclosure decides what a buyer is told"},
	}},
	{Name: "inventory_incoming", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"warehouse_id", "quantity", "due", "reference", "state", "version", "updated_at"}, Why: "what is on its way to a supplier"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"tenant_id", "warehouse_id", "item_id", "quantity", "due", "state"}, Why: "sec.pair_incoming and sec.my_incoming, which tell what the grant discloses"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorBook), Select: []string{"tenant_id", "warehouse_id", "item_id", "quantity", "due", "state"}, Why: "the price book, out of which grant.Disclosure decides what a buyer is told"},
	}},
	{Name: "inventory_reservation", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees what is held at it"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Why: "a buyer sees what is held for it"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Update: []string{"quantity", "state", "expires_at", "ended_at"}, Why: "the only ones that hold, and end holds"},
	}},
	{Name: "inventory_allocation", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "where a supplier's stock is held"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Update: []string{"quantity"}, Delete: true, Why: "the only ones that hold, and sell what is held part by part"},
	}},
	{Name: "inventory_shipped", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Why: "what left a supplier's own warehouses"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Update: []string{"free"}, Delete: true, Why: "the only ones that ship out of the stock, and give back"},
	}},

	{Name: "matching_own_item", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"code", "name", "holds", "holds_unit", "person_id", "updated_at"}, Delete: true, Why: "what a buyer calls things, for itself"},
	}},
	{Name: "matching_own_link", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"says", "person_id", "at"}, Delete: true, Why: "what is the same for a buyer, and what is not"},
	}},
	{Name: "matching_own_alternate", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Delete: true, Why: "what a buyer takes in the place of something"},
	}},

	{Name: "comparison_setting", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all,
			Update: []string{"currency", "yearly_rate", "day_cost", "order_cost", "stale_days", "version", "person_id", "updated_at"}, Why: "what money and time are worth to a buyer"},
	}},
	{Name: "comparison_list", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"name", "note", "lines", "version", "updated_by", "updated_at"}, Delete: true, Why: "a buyer's own lists"},
	}},
	{Name: "comparison_list_line", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"quantity", "unit", "chosen_tenant_id", "chosen_item_id"}, Delete: true, Why: "what a buyer's lists are made of"},
	}},

	{Name: "matching_edge", Class: ClassHub, Owner: "id",
		Exceptions: map[string]string{
			"matching_edge_left_tenant_left_item_right_tenant_right_item_key": "an edge is found from either of its items, by the projector and the operator only",
			"matching_edge_right":    "an edge is found from either of its items, by the projector and the operator only",
			"matching_edge_queue":    "the operator's questions in order",
			"matching_edge_answered": "what trains, and how much of it is new",
		},
		Access: matchingOwn("edges join items of several suppliers; none of them sees one",
			"verdict", "ground", "confidence", "evidence", "contradictions", "blocked", "state", "answer", "answered_as", "answered_by", "answered_for", "answered_at", "despite",
			"left_text", "right_text", "doubt", "worth", "skipped_at", "model", "version", "updated_at")},
	{Name: "matching_product", Class: ClassHub, Owner: "id", Exceptions: map[string]string{"matching_product_changed": "the operator's list, latest first"},
		Access: matchingOwn("products join items of several suppliers; none of them sees one", "brand", "name", "mpn", "gtin", "pack", "unit", "items", "suppliers", "changed_at")},
	{Name: "matching_member", Class: ClassTenant, Owner: "tenant_id", Exceptions: map[string]string{"matching_member_part": "the items of a product, over suppliers; for the projector and the operator"},
		Access: []Access{
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorMatching, ProjectorBook), Select: all, Why: "products are made over suppliers, and the price book keeps which items are one"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorMatching), Insert: all, Update: []string{"product_id", "shown", "since"}, Delete: true, Why: "products are made over suppliers"},
			{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: all, Insert: all, Update: []string{"product_id", "shown", "since"}, Delete: true, Why: "products are made over suppliers"},
			{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Delete: true, Why: "how a supplier's own items stand; it takes them out"},
			{Roles: []Role{RolePair}, Rows: PairSupplier, Select: []string{"tenant_id", "item_id", "product_id"}, Why: "which items of the supplier are a product the buyer looks at"},
			{Roles: []Role{RoleBuyer}, Rows: BuyerSuppliers, Select: []string{"tenant_id", "item_id", "product_id"}, Why: "which items of its suppliers are one product"},
		}},
	{Name: "matching_item", Class: ClassTenant, Owner: "tenant_id", Access: matchingOwn("how far items have been matched", "version", "content", "run", "gone", "pending", "unasked", "matched_at")},
	{Name: "matching_mark", Class: ClassTenant, Owner: "tenant_id", Access: matchingOwn("which suppliers' changes wait", "run", "wanted_at", "matched_at")},
	{Name: "matching_policy", Class: ClassOperator, Owner: "one", Access: []Access{
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: all, Update: []string{"precision", "automatic", "version", "updated_at", "updated_by"}, Why: "the operator says how careful to be"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorMatching), Select: all, Why: "matching is as careful"},
	}},
	{Name: "matching_model", Class: ClassOperator, Owner: "version", Access: []Access{
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: all, Why: "the operator sees how good the model is"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorMatching), Select: all, Insert: all, Delete: true, Why: "matching learns, and forgets old models"},
	}},
	{Name: "matching_ask", Class: ClassTenant, Owner: "tenant_id",
		Access: append(matchingOwn("what suppliers are asked, and what they said", "edge_id", "shown", "reasons", "contradictions", "confidence", "verdict", "asked_at", "answered_at", "answered_by"),
			Access{Roles: supplierAndWorker, Rows: Own("tenant_id"),
				Select: []string{"tenant_id", "id", "item_id", "shown", "reasons", "contradictions", "confidence", "verdict", "asked_at", "answered_at", "answered_by"},
				Insert: []string{"tenant_id", "id", "item_id", "verdict", "asked_at", "answered_at", "answered_by"},
				Update: []string{"verdict", "answered_at", "answered_by"}, Delete: true, Why: "a supplier is asked about its own items; the edge behind it is not its to know"})},
	{Name: "matching_deed", Class: ClassOperator, Owner: "id", Access: []Access{
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: all, Insert: all, Update: []string{"undone_at"}, Why: "what the operator's people did, and the way back"},
	}},

	{Name: "ordering_purchase", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Why: "a buyer's own acts; no supplier knows what else is in one"},
	}},
	{Name: "ordering_order", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: orderForSupplier, Update: orderSums, Why: "a supplier sees and answers what is ordered at it; not which act of the buyer it is of"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Update: orderSums, Why: "a buyer sees and answers what it ordered"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Check: BuyerSuppliers, Insert: all, Why: "a buyer orders where it is shown something"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: orderForSupplier, Why: "mails and exports of either side"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Update: orderSums, Why: "a supplier's rules accept"},
	}},
	{Name: "ordering_line", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Update: orderAgreed, Why: "a supplier sees and answers what is ordered at it"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Update: orderAgreed, Why: "a buyer sees and answers what it ordered"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Check: BuyerSuppliers, Insert: all, Why: "a buyer orders where it is shown something"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Why: "mails and exports of either side"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Update: orderAgreed, Why: "a supplier's rules accept"},
	}},
	{Name: "ordering_event", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Check: In("side", "supplier"), Select: all, Insert: all, Why: "a supplier's side of what happened"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Check: In("side", "buyer"), Select: all, Insert: all, Why: "a buyer's side of what happened"},
		{Roles: []Role{RoleWorker}, Rows: Own("tenant_id"), Check: In("side", "supplier"), Insert: all, Why: "a supplier's rules accept"},
	}},
	{Name: "ordering_message", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Check: In("side", "supplier"), Select: all, Insert: all, Why: "what a supplier wrote, and was written"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Check: In("side", "buyer"), Select: all, Insert: all, Why: "what a buyer wrote, and was written"},
	}},
	{Name: "ordering_setting", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "how a supplier answers, also where its rules do"},
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Insert: all, Update: []string{"auto_accept", "answer_hours", "version", "updated_at"}, Why: "set by its people"},
		{Roles: []Role{RoleBuyer}, Rows: BuyerSuppliers, Select: []string{"tenant_id", "answer_hours"}, Why: "by when a buyer has an answer"},
	}},
	{Name: "ordering_counter", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Update: []string{"last"}, Why: "sec.order_number, which gives numbers to those who trade with the supplier"},
	}},

	{Name: "fulfilment_shipment", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"number", "carrier", "tracking", "expected_on", "note", "state", "open_cases", "version", "changed_at"}, Why: "a supplier ships what is ordered at it"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Update: []string{"state", "open_cases", "received_by", "received_at", "version", "changed_at"}, Why: "a buyer receives what it ordered"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Why: "exports of either side"},
	}},
	{Name: "fulfilment_line", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Insert: []string{"tenant_id", "shipment_id", "line", "buyer_id", "order_id", "quantity", "weight", "goods", "saved", "tax"}, Why: "what a supplier ships; what came, the buyer says"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Update: []string{"counted", "damaged", "wrong", "note"}, Why: "what a buyer counts"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Why: "exports of either side"},
	}},
	{Name: "fulfilment_photo", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Why: "a supplier looks at what came of its shipments"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Delete: true, Why: "a buyer shows what it got"},
	}},
	{Name: "fulfilment_case", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Update: []string{"state", "remedy", "due_at", "changed_at", "version"}, Why: "a supplier answers"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"state", "due_at", "changed_at", "version"}, Why: "a buyer opens cases, and agrees or does not"},
	}},
	{Name: "fulfilment_case_event", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Check: In("side", "supplier"), Select: all, Insert: all, Why: "a supplier's side of a case"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Check: In("side", "buyer"), Select: all, Insert: all, Why: "a buyer's side of a case"},
	}},

	{Name: "approval_rule", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"name", "active", "condition", "stages", "escalate", "within_hours", "own", "version", "updated_at", "updated_by"}, Delete: true, Why: "a buyer's own rules"},
		{Roles: []Role{RoleWorker}, Rows: Own("buyer_id"), Select: all, Why: "what is late is asked of others"},
	}},
	{Name: "approval_request", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer, RoleWorker}, Rows: Own("buyer_id"), Select: all, Update: []string{"state", "edition", "draft", "snapshot", "needs", "votes", "reason", "purchase_id", "due_at", "changed_at"}, Why: "a buyer's own; no supplier knows of it"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Insert: all, Why: "its people ask"},
	}},
	{Name: "approval_event", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer, RoleWorker}, Rows: Own("buyer_id"), Select: all, Insert: all, Why: "what a buyer's people said, and what the hub did"},
	}},
	{Name: "approval_link", Class: ClassBuyer, Owner: "buyer_id",
		Exceptions: map[string]string{"approval_link_token": "found by the hash of a random secret"},
		Access: []Access{
			{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Select: all, Insert: all, Update: []string{"used_at"}, Why: "made with the mail, used once"},
			{Roles: []Role{RoleWorker}, Rows: Own("buyer_id"), Insert: all, Why: "mails about what is late"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "sec.find_approval_link finds one by its exact secret"},
		}},
	{Name: "approval_absence", Class: ClassBuyer, Owner: "buyer_id", Access: []Access{
		{Roles: []Role{RoleBuyer, RoleWorker}, Rows: Own("buyer_id"), Select: all, Why: "whose turn it is"},
		{Roles: []Role{RoleBuyer}, Rows: Own("buyer_id"), Insert: all, Update: []string{"stand_in_id", "from_at", "until_at"}, Delete: true, Why: "said by its people"},
	}},

	{Name: "credit_account", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees what its customers owe"},
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Insert: append([]string{"tenant_id", "buyer_id"}, creditTerms...), Update: creditTerms, Why: "a supplier sets terms; the sums are not its to write"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: []string{"tenant_id", "buyer_id", "currency", "updated_at"}, Update: []string{"invoiced", "delivered", "reserved", "prepaid", "agreed", "entries", "updated_at"}, Why: "orders and entries lock it and count on it"},
	}},
	{Name: "credit_entry", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier reads its ledger"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Why: "the only ones that write the ledger, and never change it"},
	}},
	{Name: "credit_invoice", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier reads what is open"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: all, Update: []string{"open", "void"}, Why: "entries open and settle them"},
	}},
	{Name: "credit_reservation", Class: ClassPair, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Why: "a supplier sees which orders take credit at it, and which wait"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: all, Insert: []string{"tenant_id", "order_id", "buyer_id", "rate", "amount", "reserved", "since"},
			Update: []string{"number", "amount", "reserved", "shipped", "billed", "hold", "reasons", "since", "decision", "reason", "person", "decided_at"}, Why: "the only ones that take credit, and let go of it"},
	}},

	{Name: "integration_import", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"state", "problem", "reading", "shape", "signature", "choice", "counts", "guards", "job_id", "kept", "valid_from", "committed_at"},
			Delete: true, Why: "a supplier's own price files"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"tenant_id", "id", "created_at"}, Why: "old lines go"},
	}},
	{Name: "integration_import_line", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"sku", "name", "item_id", "outcome", "cells", "problems", "changes", "moved", "recoined", "priced"}, Delete: true, Why: "lines of a supplier's own price files"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"tenant_id", "import_id"}, Delete: true, Why: "old lines go"},
	}},
	{Name: "integration_layout", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"choice", "updated_at"}, Why: "what a supplier chose for its columns"},
	}},
	{Name: "integration_import_change", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: supplierAndWorker, Rows: Own("tenant_id"), Select: all, Insert: all, Update: []string{"after"}, Why: "the way back from a supplier's own imports"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"tenant_id", "import_id"}, Delete: true, Why: "the way back ends"},
	}},

	{Name: "identity_person", Class: ClassHub, Owner: "id", Access: []Access{
		{Roles: []Role{RolePerson}, Rows: Own("id"),
			Select: []string{"id", "name", "email", "phone", "locale", "created_at", "updated_at"},
			Insert: []string{"id", "name", "email", "phone", "locale", "password_hash", "created_at", "updated_at"},
			Update: []string{"name", "phone", "locale", "password_hash", "updated_at"},
			Why:    "a person is its own; the hash is written, never read"},
		{Roles: append([]Role{RoleWorker}, SeatRoles...), Rows: AnyOf("id", "sec.colleagues()"), Select: []string{"id", "name", "email"},
			Why: "colleagues see each other's names"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "sec.find_login reads one by its exact login"},
	}},
	{Name: "identity_login", Class: ClassHub, Owner: "login",
		Exceptions: map[string]string{
			"identity_login_person":         "a person finds its own logins; hub-wide table",
			"identity_login_person_id_fkey": "points at a hub-wide table; only the person itself can be named",
		},
		Access: []Access{
			{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Delete: true, Why: "a person's own logins"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "look-up of one exact login"},
		}},
	{Name: "identity_company", Class: ClassHub, Owner: "id", Access: []Access{
		{Roles: []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleWorker}, Rows: Own("id"), Select: all,
			Update: []string{"name", "country", "parts", "phone", "address", "website", "logo_blob", "logo_type", "version", "updated_at"},
			Why:    "a company's own file; its state is not its own to change"},
		{Roles: []Role{RoleOperator}, Rows: AllOf(), Select: all,
			Update: []string{"state", "state_reason", "name", "country", "phone", "address", "website", "logo_blob", "logo_type", "version", "updated_at"},
			Why:    "the operator reviews companies"},
		{Roles: []Role{RolePerson}, Rows: AnyOf("id", "sec.my_companies()"), Select: all, Why: "a person sees the companies it has a seat in"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorMatching), Select: []string{"id", "name"}, Why: "no supplier's name goes out in what matching asks another"},
		{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"id", "parts", "state"}, Why: "nothing of a supplier that the hub has closed is shown"},
		{Roles: []Role{roleReserve}, Rows: Everything(), Select: []string{"id", "state"}, Why: "nothing is held at a supplier that the hub has closed"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Insert: all, Update: []string{"parts"}, Why: "founding, names behind exact links, and hub admin operator"},
	}},
	{Name: "identity_seat", Class: ClassCompany, Owner: "company_id",
		Exceptions: map[string]string{
			"identity_seat_person":         "a person's seats over all companies, at each sign-in",
			"identity_seat_person_id_fkey": "points at a hub-wide table; only sec functions make seats, for the person of the scope",
		},
		Access: []Access{
			{Roles: append([]Role{RoleWorker}, SeatRoles...), Rows: Own("company_id"), Select: all, Update: []string{"roles", "removed_at"}, Why: "a company's own team"},
			{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Why: "a person's own seats"},
			{Roles: []Role{roleRLS}, Rows: Everything(), Select: all, Why: "sec.my_companies and sec.colleagues"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Insert: all, Why: "founding a company and accepting an invitation"},
		}},
	{Name: "identity_invitation", Class: ClassCompany, Owner: "company_id",
		Exceptions: map[string]string{"identity_invitation_token": "found by the hash of a random secret"},
		Access: []Access{
			{Roles: SeatRoles, Rows: Own("company_id"), Select: all, Insert: all, Update: []string{"token_hash", "created_at", "expires_at", "roles"}, Delete: true, Why: "a company's own invitations"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Delete: true, Why: "preview and acceptance by the exact link"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"expires_at"}, Delete: true, Why: "expired invitations go"},
		}},
	{Name: "identity_signup", Class: ClassHub, Owner: "token_hash", Access: []Access{
		{Roles: []Role{RoleAnonymous}, Rows: AllOf(), Insert: all, Why: "somebody signs up; nothing can be read back"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Delete: true, Why: "preview and confirmation by the exact link"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"expires_at"}, Delete: true, Why: "expired sign-ups go"},
	}},
	{Name: "identity_one_time", Class: ClassHub, Owner: "person_id",
		Exceptions: map[string]string{"identity_one_time_token": "found by the hash of a random secret"},
		Access: []Access{
			{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Update: []string{"token_hash", "detail", "tries", "created_at", "expires_at"}, Delete: true, Why: "a person's own one-time secrets"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "look-up by the exact secret"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"expires_at"}, Delete: true, Why: "expired secrets go"},
		}},
	{Name: "identity_session", Class: ClassHub, Owner: "person_id",
		Exceptions: map[string]string{"identity_session_id": "checked by its exact random id on every request"},
		Access: []Access{
			{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Update: []string{"last_used_at", "expires_at", "revoked_at", "ip", "agent"}, Why: "a person's own sessions"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "the session of a request"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"person_id", "id", "expires_at", "revoked_at"}, Delete: true, Why: "ended sessions go after 90 days"},
		}},
	{Name: "identity_refresh", Class: ClassHub, Owner: "person_id",
		Exceptions: map[string]string{"identity_refresh_token": "found by the hash of a random secret"},
		Access: []Access{
			{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Update: []string{"used_at"}, Why: "a person's own tokens"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "the session of one exact token"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"person_id", "session_id"}, Delete: true, Why: "tokens go with their session"},
		}},
	{Name: "identity_signing_key", Class: ClassHub, Owner: "kid", Access: []Access{
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorKeys), Select: all, Insert: all, Update: []string{"retires_at"}, Delete: true, Why: "the keys of access tokens"},
	}},

	{Name: "audit_entry", Class: ClassCompany, Owner: "owner_id", Exceptions: map[string]string{"audit_entry_latest": "the sealer looks for the latest entries of all"}, Access: []Access{
		{Roles: []Role{RoleSupplier, RoleBuyer, RoleBrand, RoleWorker, RoleAnonymous}, Rows: Own("owner_id"), Select: all, Insert: all, Why: "own trail: written and read, never changed"},
		{Roles: []Role{RolePerson}, Rows: Own("owner_id"), Select: all, Why: "a person reads its own trail"},
		{Roles: []Role{RolePerson}, Rows: OwnOrMine("owner_id"), Insert: all, Why: "a person writes its own trail, and that it joined into the company's"},
		{Roles: []Role{RoleOperator}, Rows: OwnOrWith("owner_id", "operator_id"), Select: all, Insert: all, Why: "the operator's own trail, and its deeds in the trails of others"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSealer), Select: all, Why: "the sealer chains entries"},
	}},
	{Name: "audit_seal", Class: ClassCompany, Owner: "owner_id", Access: []Access{
		{Roles: append([]Role{RoleWorker, RolePerson}, SeatRoles...), Rows: Own("owner_id"), Select: all, Why: "own chain"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSealer), Select: all, Insert: all, Why: "the sealer lays the chain"},
	}},
	{Name: "audit_person_key", Class: ClassHub, Owner: "person_id", Access: []Access{
		{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Delete: true, Why: "a person's own key, to write and to erase"},
		{Roles: append([]Role{RoleWorker}, SeatRoles...), Rows: AnyOf("person_id", "sec.colleagues()"), Select: all, Why: "a company reads its own trail"},
	}},
	{Name: "outbox_event", Class: ClassPair, Owner: "owner_id",
		Exceptions: map[string]string{"outbox_event_number": "the one order of all events, for projectors that follow them"},
		Access: []Access{
			{Roles: []Role{RolePerson, RoleAnonymous}, Rows: Own("owner_id"), Insert: all, Why: "events of a person"},
			{Roles: append([]Role{RoleWorker}, SeatRoles...), Rows: OwnOrWith("owner_id", "counterpart_id"), Select: all, Insert: all, Why: "own events and those with the company as counterpart"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorRelay, ProjectorSweep, ProjectorBook), Select: all, Why: "the relay numbers events; the sweep deletes old ones; the price book follows them"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorRelay, ProjectorSweep), Update: []string{"number"}, Delete: true, Why: "the relay numbers events; the sweep deletes old ones"},
			{Roles: []Role{roleRLS}, Rows: Everything(), Select: []string{"owner_id", "counterpart_id", "number", "topic"}, Why: "whether a copy is up to date"},
			{Roles: []Role{roleReserve}, Rows: In("topic", "inventory.stock_moved", "promotion.moved"), Insert: []string{"owner_id", "id", "counterpart_id", "topic", "payload", "at"}, Why: "whatever holds stock or counts promotions tells"},
			{Roles: []Role{RoleProjector}, Rows: Both(Named(ProjectorMatching), In("topic", "matching.product_changed")), Insert: all, Why: "each supplier hears that products of its items changed"},
		}},
	{Name: "outbox_head", Class: ClassHub, Owner: "name", Access: []Access{
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorRelay), Select: all, Update: []string{"number"}, Why: "the relay counts"},
	}},
	{Name: "job_run", Class: ClassCompany, Owner: "owner_id", Access: []Access{
		{Roles: append([]Role{RoleWorker}, SeatRoles...), Rows: Own("owner_id"), Select: all, Insert: all,
			Update: []string{"state", "done", "total", "problem", "result_blob", "result_type", "file_name", "started_at", "finished_at"}, Why: "own jobs"},
	}},
	{Name: "idempotency_key", Class: ClassCompany, Owner: "owner_id", Access: []Access{
		{Roles: ownedRoles, Rows: Own("owner_id"), Select: all, Insert: all, Update: []string{"outcome", "refused"}, Why: "own keys"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"created_at"}, Delete: true, Why: "keys go after 24 hours"},
	}},

	{Name: "sso_client", Class: ClassTenant, Owner: "tenant_id",
		Exceptions: map[string]string{
			"sso_client_id": "found by its exact random id, which every client names",
		},
		Access: []Access{
			{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: all, Insert: all,
				Update: []string{"name", "home_uri", "auth_method", "redirect_uris", "post_logout_uris", "back_channel_uri", "scopes", "refresh", "state", "version", "updated_at"},
				Why:    "a supplier's own clients"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "the client of a request, by its exact id; names for those who let it in"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"tenant_id", "id", "state"}, Why: "consents of removed clients go"},
		}},
	{Name: "sso_secret", Class: ClassTenant, Owner: "tenant_id", Access: []Access{
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"), Select: []string{"tenant_id", "client_id", "created_at", "expires_at"}, Insert: all, Update: []string{"expires_at"}, Delete: true, Why: "a supplier makes secrets and ends them; it reads none back"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "sec.sso_secret_fits compares one exact secret"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"expires_at"}, Delete: true, Why: "expired secrets go"},
	}},
	{Name: "sso_request", Class: ClassHub, Owner: "token_hash", Access: []Access{
		{Roles: []Role{RoleAnonymous}, Rows: AllOf(), Insert: all, Why: "a browser comes from a client; nothing can be read back"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Update: []string{"person_id"}, Delete: true, Why: "opened and answered by its exact secret"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"expires_at"}, Delete: true, Why: "expired requests go"},
	}},
	{Name: "sso_consent", Class: ClassHub, Owner: "person_id", Access: []Access{
		{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Update: []string{"buyer_name", "scopes", "granted_at", "used_at"}, Delete: true, Why: "a person's own consents"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "sec.sso_known_clients"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"tenant_id", "client_id"}, Delete: true, Why: "consents of removed clients go"},
	}},
	{Name: "sso_sign_in", Class: ClassPair, Owner: "person_id", Access: []Access{
		{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Update: []string{"buyer_name", "person_name", "last_used_at", "ended_at"}, Why: "a person's own sign-ins"},
		{Roles: []Role{RoleSupplier}, Rows: Own("tenant_id"),
			Select: []string{"id", "tenant_id", "client_id", "buyer_id", "buyer_name", "person_name", "subject", "created_at", "last_used_at", "ended_at"}, Update: []string{"ended_at"},
			Why: "a supplier sees who signed in at its clients, as its clients know them, and ends it"},
		{Roles: []Role{RoleWorker}, Rows: OwnOrWith("tenant_id", "buyer_id"), Select: all, Update: []string{"ended_at"}, Why: "a relationship, a seat or a company ended"},
		{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "sec.sso_known_clients"},
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"person_id", "id", "session_id", "client_id", "subject", "ended_at"}, Update: []string{"ended_at"}, Delete: true, Why: "sign-ins end with their session, and go after 90 days"},
	}},
	{Name: "sso_token", Class: ClassHub, Owner: "person_id",
		Exceptions: map[string]string{"sso_token_hash": "found by the hash of a random secret"},
		Access: []Access{
			{Roles: []Role{RolePerson}, Rows: Own("person_id"), Select: all, Insert: all, Update: []string{"used_at"}, Delete: true, Why: "tokens of a person's own sign-ins"},
			{Roles: []Role{roleAuth}, Rows: Everything(), Select: all, Why: "the person of one exact token"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorSweep), Select: []string{"person_id", "sign_in_id", "expires_at"}, Delete: true, Why: "expired tokens go, and those of sign-ins that go"},
		}},
	{Name: "sso_signing_key", Class: ClassHub, Owner: "kid", Access: []Access{
		{Roles: []Role{RoleProjector}, Rows: Named(ProjectorKeys), Select: all, Insert: all, Update: []string{"signs_at", "retires_at"}, Delete: true, Why: "the keys of ID tokens"},
	}},

	// Queue: class local, exempt from FORCE and owner-first keys (house.md). Scope roles may enqueue for their own company only.
	{Schema: "river", Name: "river_job", Class: ClassCompany, Owner: "id",
		Exceptions: map[string]string{"*": "River's own table"},
		Access: []Access{
			// River's insert has an ON CONFLICT that writes the kind back onto itself.
			{Roles: ownedRoles, Rows: ownJob, Select: all, Insert: all, Update: []string{"kind"}, Why: "enqueue for the scope's own company"},
			{Roles: []Role{RoleProjector}, Rows: Named(ProjectorRelay, ProjectorSweep), Select: all, Insert: all, Update: []string{"kind"}, Why: "the relay enqueues deliveries"},
		}},
}

// ownJob reads the owner out of a job's arguments; job.Insert puts it there.
func ownJob(r Role) string {
	return fmt.Sprintf("(args->>'owner')::uuid = (SELECT %s)", ownFunction[r])
}

// functionGrants says which roles may call which sec functions beside those that every scope role needs.
var functionGrants = map[string][]Role{
	"sec.find_login(text)":                                           {RoleAnonymous, RolePerson},
	"sec.find_session(uuid, timestamptz)":                            {RoleAnonymous},
	"sec.find_refresh(bytea)":                                        {RoleAnonymous},
	"sec.find_one_time(text, bytea, timestamptz)":                    {RoleAnonymous},
	"sec.find_signup(bytea, timestamptz)":                            {RoleAnonymous},
	"sec.find_invitation(bytea, timestamptz)":                        {RoleAnonymous},
	"sec.take_signup(bytea, timestamptz)":                            {RolePerson},
	"sec.found_company(uuid, uuid, text, text, text[], timestamptz)": {RolePerson},
	"sec.accept_invitation(bytea, uuid, timestamptz)":                {RolePerson},
	"sec.find_sso_client(uuid)":                                      {RoleAnonymous, RolePerson},
	"sec.sso_secret_fits(uuid, bytea, timestamptz)":                  {RoleAnonymous, RolePerson},
	"sec.find_sso_token(bytea)":                                      {RoleAnonymous},
	"sec.claim_sso_request(bytea, timestamptz)":                      {RolePerson},
	"sec.take_sso_request(bytea, timestamptz)":                       {RolePerson},
	"sec.sso_companies(uuid)":                                        {RolePerson},
	"sec.sso_known_clients()":                                        {RolePerson},
	"sec.find_trading_invite(bytea, timestamptz)":                    {RoleAnonymous, RolePerson, RoleBuyer},
	"sec.claim_trading_invite(bytea, timestamptz)":                   {RoleBuyer},
	"sec.find_approval_link(bytea, timestamptz)":                     {RoleAnonymous},
}

// reserveGrants says which roles may call the functions of hub_reserve; one that only its kin call is granted to nobody.
var reserveGrants = map[string][]Role{
	"sec.hold_stock(jsonb, timestamptz, timestamptz)": {RoleBuyer},
	"sec.end_holds(uuid[], text, timestamptz)":        {RoleBuyer, RoleSupplier},
	"sec.expire_holds(timestamptz)":                   {RoleProjector},
	"sec.drop_overdue(uuid, uuid, timestamptz)":       {},

	"sec.keep_holds(uuid[], timestamptz, timestamptz)": {RoleSupplier, RoleWorker},
	"sec.order_number(uuid, integer)":                  {RoleBuyer},

	"sec.ship_stock(uuid, jsonb, timestamptz)":         {RoleSupplier},
	"sec.unship_stock(uuid, timestamptz, timestamptz)": {RoleSupplier},

	"sec.use_promotions(jsonb, timestamptz)":            {RoleBuyer},
	"sec.release_promotions(uuid, uuid[], timestamptz)": {RoleBuyer, RoleSupplier},
	"sec.claim_coupon(uuid, text, timestamptz)":         {RoleBuyer},

	"sec.reserve_credit(jsonb, timestamptz)":                 {RoleBuyer},
	"sec.name_credit(jsonb)":                                 {RoleBuyer},
	"sec.follow_credit(uuid, bigint, bigint, timestamptz)":   {RoleBuyer, RoleSupplier, RoleWorker},
	"sec.enter_credit(uuid, jsonb, timestamptz)":             {RoleSupplier, RoleWorker},
	"sec.recheck_credit(uuid, timestamptz)":                  {RoleSupplier},
	"sec.decide_credit(uuid, text, text, text, timestamptz)": {RoleSupplier},
	"sec.my_credit(timestamptz)":                             {RoleBuyer},
	"sec.my_credit_currencies(uuid[])":                       {RoleBuyer},
	"sec.my_credit_invoices()":                               {RoleBuyer},
	"sec.my_credit_holds()":                                  {RoleBuyer},

	"sec.credit_gate(uuid, uuid, bigint, timestamptz)":          {},
	"sec.credit_post(uuid, uuid, jsonb, bigint[], timestamptz)": {},
	"sec.credit_set(uuid, uuid, bigint, bigint, timestamptz)":   {},
	"sec.credit_lift(uuid, uuid, timestamptz)":                  {},
	"sec.credit_settle(uuid, uuid, text, bigint)":               {},
}

// scopeFunctions are what policies call; owned by hub_rls, callable by every scope role.
var scopeFunctions = []string{
	"sec.scope()", "sec.supplier_id()", "sec.buyer_id()", "sec.brand_id()", "sec.operator_id()", "sec.worker_id()", "sec.person_id()",
	"sec.guest_id()", "sec.anonymous_id()", "sec.projector()", "sec.pair_buyer_id()", "sec.pair_supplier_id()", "sec.my_suppliers()",
	"sec.my_companies()", "sec.colleagues()", "sec.related_suppliers()", "sec.closed_suppliers()",
	"sec.pair_price_level()", "sec.pair_categories()", "sec.pair_customer_id()", "sec.pair_stock(uuid[])", "sec.pair_incoming(uuid[])", "sec.pair_price_changes(uuid[], timestamptz)",
	"sec.my_sight()", "sec.my_open_suppliers()", "sec.my_whole_suppliers()", "sec.my_categories()", "sec.my_list_suppliers()", "sec.my_own_suppliers()",
	"sec.my_news(bigint, bigint, timestamptz)", "sec.my_promotion_suppliers()", "sec.applying_promotions(uuid, uuid[], uuid[], text[])", "sec.pair_promotions()", "sec.my_promotions()", "sec.my_customers()", "sec.my_stock(uuid[], uuid[])",
	"sec.my_incoming(uuid[], uuid[])", "sec.pair_entries(uuid[], timestamptz)", "sec.my_offers(uuid[], uuid[])", "sec.my_prices(uuid[], uuid[], timestamptz)",
	"sec.applying_lists(uuid[], uuid[], uuid[], text[])", "sec.applying_conditions(uuid[], uuid[], uuid[], text[])", "sec.my_standing()", "sec.pair_price_lists()", "sec.my_price_lists()",
	"sec.pair_conditions()", "sec.my_conditions()", "sec.price_at_margin(numeric, numeric)", "sec.price_point(numeric, text, numeric, numeric)",
	"sec.rule_price(jsonb, numeric, numeric, text, numeric, numeric)", "sec.rule_prices(uuid[], uuid[], uuid[], timestamptz)", "sec.my_rule_prices(uuid[], uuid[], timestamptz)",
	"sec.under_floor(uuid[], uuid[], numeric[], text[])",
	"sec.search_sight()", "sec.search_items(jsonb)", "sec.match_items(uuid, text)", "sec.search_words(text[])", "sec.unsearched_suppliers(smallint)", "sec.unsearched_buyers(smallint)", "sec.search_everywhere(text, integer)",
}

// relation is the schema-qualified name.
func (t Table) relation() string {
	if t.Schema == "" {
		return "hub." + t.Name
	}
	return t.Schema + "." + t.Name
}

// local tables are River's: row security is on but not forced.
func (t Table) local() bool { return t.Schema == "river" }

// policy is one permissive policy for one role and command.
type policy struct {
	name, role, command, using, check, why string
	rows                                   string // check without what Check adds
}

// policies lays out the list of a table; two for the same role and command are an error in the list.
func (t Table) policies() ([]policy, error) {
	var out []policy
	seen := map[string]bool{}
	for _, a := range t.Access {
		for _, r := range a.Roles {
			rows := a.Rows(r)
			written := rows
			if a.Check != nil {
				written = rows + " AND " + a.Check(r)
			}
			add := func(command, using, check string) error {
				key := string(r) + " " + command
				if seen[key] {
					return fmt.Errorf("%s: two policies for %s", t.relation(), key)
				}
				seen[key] = true
				out = append(out, policy{strings.TrimPrefix(string(r), "hub_") + "_" + strings.ToLower(command), string(r), command, using, check, a.Why, rows})
				return nil
			}
			steps := []struct {
				on                    bool
				command, using, check string
			}{
				{a.Select != nil, "SELECT", rows, ""},
				{a.Insert != nil, "INSERT", "", written},
				{a.Update != nil, "UPDATE", rows, written},
				{a.Delete, "DELETE", rows, ""},
			}
			for _, s := range steps {
				if s.on {
					if err := add(s.command, s.using, s.check); err != nil {
						return nil, err
					}
				}
			}
		}
	}
	return out, nil
}

// statements are what lays the table's grants and policies anew, after everything older was dropped.
func (t Table) statements() ([]string, error) { return t.statementsOn(t.relation()) }

// statementsOn are the statements for another table of the same columns.
func (t Table) statementsOn(rel string) ([]string, error) {
	sql := []string{"ALTER TABLE " + rel + " ENABLE ROW LEVEL SECURITY"}
	if !t.local() {
		sql = append(sql, "ALTER TABLE "+rel+" FORCE ROW LEVEL SECURITY")
	}
	for _, a := range t.Access {
		for _, r := range a.Roles {
			for _, g := range []struct {
				verb    string
				columns []string
			}{{"SELECT", a.Select}, {"INSERT", a.Insert}, {"UPDATE", a.Update}} {
				switch {
				case g.columns == nil:
				case slices.Equal(g.columns, all):
					sql = append(sql, fmt.Sprintf("GRANT %s ON %s TO %s", g.verb, rel, r))
				default:
					sql = append(sql, fmt.Sprintf("GRANT %s (%s) ON %s TO %s", g.verb, strings.Join(g.columns, ", "), rel, r))
				}
			}
			if a.Delete {
				sql = append(sql, fmt.Sprintf("GRANT DELETE ON %s TO %s", rel, r))
			}
		}
	}
	policies, err := t.policies()
	if err != nil {
		return nil, err
	}
	for _, p := range policies {
		text := fmt.Sprintf("CREATE POLICY %s ON %s AS PERMISSIVE FOR %s TO %s", p.name, rel, p.command, p.role)
		if p.using != "" {
			text += " USING (" + p.using + ")"
		}
		if p.check != "" {
			text += " WITH CHECK (" + p.check + ")"
		}
		sql = append(sql, text, fmt.Sprintf("COMMENT ON POLICY %s ON %s IS %s", p.name, rel, quote(p.why)))
	}
	if t.local() { // the queue's own login works on every job
		sql = append(sql,
			fmt.Sprintf("GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %s", rel, LoginQueue),
			fmt.Sprintf("CREATE POLICY queue_all ON %s FOR ALL TO %s USING (true) WITH CHECK (true)", rel, LoginQueue),
			fmt.Sprintf("COMMENT ON POLICY queue_all ON %s IS 'the queue fetches and ends every job'", rel))
	}
	return sql, nil
}

// fingerprint changes when any of the statements does.
func fingerprint(statements []string) string {
	sum := sha256.Sum256([]byte(strings.Join(statements, ";\n")))
	return hex.EncodeToString(sum[:])
}

// AccessFingerprint changes when any grant or policy of the list does.
func AccessFingerprint() (string, error) {
	lines := functionStatements()
	slices.Sort(lines)
	for _, t := range Tables {
		statements, err := t.statements()
		if err != nil {
			return "", err
		}
		lines = append(lines, statements...)
	}
	return fingerprint(lines), nil
}
