package trading

import (
	"encoding/json"
	"time"

	"gorm.io/gorm"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// exactlyOne turns a write that found no row into a not-found: gorm calls it no error.
func exactlyOne(got *gorm.DB) error {
	if got.Error == nil && got.RowsAffected != 1 {
		return fault.NotFound
	}
	return got.Error
}

// The company that acts.

// ownCompany is what trading reads of a company's own file at identity.
type ownCompany struct{ Name, Country string }

func readOwnCompany(tx *tenants.Tx, company id.CompanyID) (ownCompany, error) {
	var row ownCompany
	err := tx.Gorm().Table("identity_company").Select("name, country").Where("id = ?", company).Take(&row).Error
	return row, err
}

// reader is somebody a mail goes to.
type reader struct{ Name, Email string }

// readReaders are the people of a company with one of the roles, owners and administrators among them.
func readReaders(tx *tenants.Tx, company id.CompanyID, roles ...string) ([]reader, error) {
	var rows []reader
	err := tx.Gorm().Raw(`SELECT p.name, p.email FROM identity_seat t JOIN identity_person p ON p.id = t.person_id
		WHERE t.company_id = ? AND t.removed_at IS NULL AND t.roles && ?::text[] ORDER BY t.id`, company, tenants.TextArray(append(roles, "owner", "admin"))).Scan(&rows).Error
	return rows, err
}

// The supplier's profile.

type contactPointJSON struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

type profileRow struct {
	TenantID     id.CompanyID
	Name         string
	Listed       bool
	Accepting    bool
	Summary      string
	Trades       tenants.TextArray
	Regions      tenants.TextArray
	TermsSummary string
	MinimumOrder string
	Languages    tenants.TextArray
	Contact      string
	Website      string
	Asks         tenants.TextArray
	Version      int64
	UpdatedAt    time.Time

	State        standing.State `gorm:"->"`
	CustomerCode string         `gorm:"->"`
	ChangedAt    *time.Time     `gorm:"->"`
	Closed       bool           `gorm:"->"`
}

const profileColumns = `p.tenant_id, p.name, p.listed, p.accepting, p.summary, p.trades, p.regions, p.terms_summary, p.minimum_order, p.languages, p.contact::text AS contact, p.website, p.asks, p.version, p.updated_at`

func (r profileRow) profile() (Profile, error) {
	contact, err := readContact(r.Contact)
	return Profile{Supplier: r.TenantID, Name: r.Name, Listed: r.Listed, Accepting: r.Accepting, Summary: r.Summary, Trades: r.Trades, Regions: r.Regions, TermsSummary: r.TermsSummary,
		MinimumOrder: r.MinimumOrder, Languages: r.Languages, Contact: contact, Website: r.Website, Asks: r.Asks, Version: r.Version, UpdatedAt: r.UpdatedAt.UTC()}, err
}

func readContact(text string) (Contact, error) {
	var c contactPointJSON
	if text == "" {
		return Contact{}, nil
	}
	err := json.Unmarshal([]byte(text), &c)
	return Contact(c), err
}

// readProfile answers an unlisted profile of version 0 with the company's name for a supplier that has saved none.
func readProfile(tx *tenants.Tx, tenant id.CompanyID) (Profile, error) {
	var row profileRow
	err := tx.Gorm().Table("trading_supplier_profile p").Select(profileColumns).Where("p.tenant_id = ?", tenant).Take(&row).Error
	if isNone(err) {
		company, err := readOwnCompany(tx, tenant)
		return Profile{Supplier: tenant, Name: company.Name, Accepting: true}, err
	}
	if err != nil {
		return Profile{}, err
	}
	return row.profile()
}

// lockProfile answers the profile that a save is held against.
func lockProfile(tx *tenants.Tx, tenant id.CompanyID) (Profile, error) {
	if err := customer.EnsureProfile(tx, tenant); err != nil {
		return Profile{}, err
	}
	if err := tx.Gorm().Exec("SELECT FROM trading_supplier_profile WHERE tenant_id = ? FOR UPDATE", tenant).Error; err != nil {
		return Profile{}, err
	}
	return readProfile(tx, tenant)
}

func writeProfile(tx *tenants.Tx, p Profile) error {
	contact, err := json.Marshal(contactPointJSON(p.Contact))
	if err != nil {
		return err
	}
	return exactlyOne(tx.Gorm().Exec(`UPDATE trading_supplier_profile SET name = ?, listed = ?, accepting = ?, summary = ?, trades = ?, regions = ?, terms_summary = ?, minimum_order = ?, languages = ?,
		contact = ?::jsonb, website = ?, asks = ?, version = version + 1, updated_at = ? WHERE tenant_id = ?`,
		p.Name, p.Listed, p.Accepting, p.Summary, tenants.TextArray(p.Trades), tenants.TextArray(p.Regions), p.TermsSummary, p.MinimumOrder, tenants.TextArray(p.Languages),
		string(contact), p.Website, tenants.TextArray(p.Asks), tx.Now(), p.Supplier))
}

// closedByHub tells of each of the suppliers p whether the hub has closed it.
const closedByHub = "coalesce(p.tenant_id = ANY ((SELECT sec.closed_suppliers())::uuid[]), false)"

// The directory, for a buyer: row security leaves what is listed, if the hub has not closed it, and what the buyer has to do with.

func directory(tx *tenants.Tx, buyer id.CompanyID) *gorm.DB {
	return tx.Gorm().Table("trading_supplier_profile p").Select(profileColumns+", r.state, r.customer_code, r.changed_at, "+closedByHub+" AS closed").
		Joins("LEFT JOIN trading_relationship r ON r.tenant_id = p.tenant_id AND r.buyer_id = ?", buyer).
		Where("p.tenant_id <> ? AND (p.listed OR r.tenant_id IS NOT NULL)", buyer)
}

func listDirectory(tx *tenants.Tx, buyer id.CompanyID, f DirectoryFilter, afterName string, after id.CompanyID, limit int) ([]DirectoryEntry, error) {
	query := directory(tx, buyer).Where("NOT " + closedByHub)
	if f.Q != "" {
		like := tenants.Containing(f.Q)
		query = query.Where("(p.name ILIKE ? OR p.summary ILIKE ?)", like, like)
	}
	if f.Trade != "" {
		query = query.Where("? = ANY (p.trades)", f.Trade)
	}
	if f.Region != "" {
		query = query.Where("(p.regions = '{}' OR ? = ANY (p.regions) OR left(?, 2) = ANY (p.regions) OR length(?) = 2 AND EXISTS (SELECT FROM unnest(p.regions) x WHERE x LIKE ? || '-%'))",
			f.Region, f.Region, f.Region, f.Region)
	}
	switch f.State {
	case "":
	case "none":
		query = query.Where("r.tenant_id IS NULL")
	case "open":
		query = query.Where("(r.tenant_id IS NULL OR r.state IN ('rejected','closed')) AND p.accepting OR r.state = 'invited'")
	default:
		query = query.Where("r.state = ?", f.State)
	}
	if !after.IsZero() {
		query = query.Where("(p.name, p.tenant_id) > (?, ?::uuid)", afterName, after)
	}
	var rows []profileRow
	if err := query.Order("p.name, p.tenant_id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, err
	}
	return entries(rows)
}

func entries(rows []profileRow) ([]DirectoryEntry, error) {
	out := make([]DirectoryEntry, 0, len(rows))
	for _, r := range rows {
		p, err := r.profile()
		if err != nil {
			return nil, err
		}
		out = append(out, DirectoryEntry{Profile: p, State: r.State, CustomerCode: r.CustomerCode, ChangedAt: instant(r.ChangedAt), Closed: r.Closed})
	}
	return out, nil
}

// readDirectory are some suppliers of the directory, by id.
func readDirectory(tx *tenants.Tx, buyer id.CompanyID, suppliers []id.CompanyID) ([]DirectoryEntry, error) {
	var rows []profileRow
	if err := directory(tx, buyer).Where("p.tenant_id = ANY (?::uuid[])", tenants.TextArray(uuids(suppliers))).Order("p.tenant_id").Find(&rows).Error; err != nil {
		return nil, err
	}
	return entries(rows)
}

// The blocked list.

type blockRow struct {
	TenantID  id.CompanyID
	ID        id.BlockID
	Kind      BlockKind
	Value     string
	Reason    string
	CreatedAt time.Time
}

func (blockRow) TableName() string { return "trading_block" }

func (r blockRow) entry() BlockEntry {
	return BlockEntry{r.ID, r.Kind, r.Value, r.Reason, r.CreatedAt.UTC()}
}

func listBlocks(tx *tenants.Tx, tenant id.CompanyID, q, kind string, before time.Time, beforeID id.BlockID, limit int) ([]BlockEntry, error) {
	query := tx.Gorm().Table("trading_block").Where("tenant_id = ?", tenant)
	if q != "" {
		like := tenants.Containing(q)
		query = query.Where("(value ILIKE ? OR reason ILIKE ?)", like, like)
	}
	if kind != "" {
		query = query.Where("kind = ?", kind)
	}
	if !beforeID.IsZero() {
		query = query.Where("(created_at, id) < (?, ?::uuid)", before, beforeID)
	}
	var rows []blockRow
	err := query.Order("created_at DESC, id DESC").Limit(limit).Find(&rows).Error
	return convert(rows, blockRow.entry), err
}

func allBlocks(tx *tenants.Tx, tenant id.CompanyID) ([]BlockEntry, error) {
	var rows []blockRow
	err := tx.Gorm().Table("trading_block").Where("tenant_id = ?", tenant).Find(&rows).Error
	return convert(rows, blockRow.entry), err
}

func insertBlock(tx *tenants.Tx, tenant id.CompanyID, b BlockEntry) error {
	got := tx.Gorm().Exec("INSERT INTO trading_block (tenant_id, id, kind, value, reason, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant_id, kind, value) DO NOTHING",
		tenant, b.ID, b.Kind, b.Value, b.Reason, b.CreatedAt)
	if got.Error == nil && got.RowsAffected == 0 {
		return errBlocked
	}
	return got.Error
}

func deleteBlock(tx *tenants.Tx, tenant id.CompanyID, block id.BlockID) (BlockEntry, error) {
	var row blockRow
	if err := tx.Gorm().Table("trading_block").Where("tenant_id = ? AND id = ?", tenant, block).Take(&row).Error; err != nil {
		return BlockEntry{}, err
	}
	return row.entry(), exactlyOne(tx.Gorm().Exec("DELETE FROM trading_block WHERE tenant_id = ? AND id = ?", tenant, block))
}

// uuids are ids as a uuid[] argument; none are NULL.
func uuids[K id.Kind](ids []id.ID[K]) []string {
	if ids == nil {
		return nil
	}
	out := make([]string, len(ids))
	for i, one := range ids {
		out[i] = one.UUID()
	}
	return out
}
