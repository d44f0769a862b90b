package trading

import (
	"time"

	"gorm.io/gorm"

	"manifold/internal/kernel/id"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/standing"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

type relationshipRow struct {
	TenantID     id.CompanyID
	BuyerID      id.CompanyID
	SupplierName string `gorm:"->"`
	BuyerName    string
	State        standing.State
	Version      int64
	Events       int64 `gorm:"->"`
	Reason       string
	Question     string
	Note         string `gorm:"->"`
	Answer       string `gorm:"->"`
	CustomerCode string
	Region       string
	Salesperson  string
	Terms        terms.Column
	AppliedAt    *time.Time
	DecidedAt    *time.Time
	ChangedAt    *time.Time
	Closed       bool `gorm:"->"`
}

const relationshipColumns = `r.tenant_id, r.buyer_id, r.buyer_name, r.state, r.version, r.reason, r.question, r.customer_code, r.region, r.salesperson::text AS salesperson, r.terms, r.applied_at, r.decided_at, r.changed_at,
	coalesce(a.note, '') AS note, coalesce(a.answer, '') AS answer,
	(SELECT count(*) FROM trading_relationship_event e WHERE e.tenant_id = r.tenant_id AND e.buyer_id = r.buyer_id) AS events`

func (r relationshipRow) relationship() (Relationship, error) {
	person, err := readContact(r.Salesperson)
	return Relationship{Supplier: r.TenantID, Buyer: r.BuyerID, SupplierName: r.SupplierName, BuyerName: r.BuyerName, State: r.State, Version: r.Version, Events: r.Events,
		Reason: r.Reason, Question: r.Question, Note: r.Note, Answer: r.Answer, CustomerCode: r.CustomerCode, Region: r.Region, Salesperson: person, Terms: terms.Terms(r.Terms),
		AppliedAt: instant(r.AppliedAt), DecidedAt: instant(r.DecidedAt), ChangedAt: instant(r.ChangedAt), Closed: r.Closed}, err
}

// mine are a buyer's relationships with the names of its suppliers.
func mine(tx *tenants.Tx, buyer id.CompanyID) *gorm.DB {
	return tx.Gorm().Table("trading_relationship r").Select(relationshipColumns+", coalesce(p.name, '') AS supplier_name, r.tenant_id = ANY ((SELECT sec.closed_suppliers())::uuid[]) AS closed").
		Joins("LEFT JOIN trading_application a ON a.tenant_id = r.tenant_id AND a.buyer_id = r.buyer_id AND a.number = r.version").
		Joins("LEFT JOIN trading_supplier_profile p ON p.tenant_id = r.tenant_id").Where("r.buyer_id = ?", buyer)
}

func relationships(rows []relationshipRow) ([]Relationship, error) {
	out := make([]Relationship, 0, len(rows))
	for _, row := range rows {
		r, err := row.relationship()
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func listBoard(tx *tenants.Tx, buyer id.CompanyID, q string, in []string, before time.Time, beforeID id.CompanyID, limit int) ([]Relationship, error) {
	query := mine(tx, buyer)
	if q != "" {
		query = query.Where("p.name ILIKE ?", tenants.Containing(q))
	}
	if len(in) > 0 {
		query = query.Where("r.state = ANY (?)", tenants.TextArray(in))
	}
	if !beforeID.IsZero() {
		query = query.Where("(coalesce(r.changed_at, 'epoch'), r.tenant_id) < (?, ?::uuid)", before, beforeID)
	}
	var rows []relationshipRow
	if err := query.Order("coalesce(r.changed_at, 'epoch') DESC, r.tenant_id DESC").Limit(limit).Find(&rows).Error; err != nil {
		return nil, err
	}
	return relationships(rows)
}

// readMine is a buyer's relationship with one supplier; fault.NotFound if there is none.
func readMine(tx *tenants.Tx, buyer, supplier id.CompanyID) (Relationship, error) {
	var row relationshipRow
	if err := mine(tx, buyer).Where("r.tenant_id = ?", supplier).Take(&row).Error; err != nil {
		return Relationship{}, err
	}
	return row.relationship()
}

// countStates counts the relationships of a company by state, on its side.
func countStates(tx *tenants.Tx, side standing.Side, company id.CompanyID) (map[standing.State]int64, error) {
	column := "tenant_id"
	if side == standing.SideBuyer {
		column = "buyer_id"
	}
	var rows []struct {
		State standing.State
		N     int64
	}
	err := tx.Gorm().Table("trading_relationship").Select("state, count(*) AS n").Where(column+" = ?", company).Group("state").Find(&rows).Error
	out := map[standing.State]int64{}
	for _, r := range rows {
		out[r.State] = r.N
	}
	return out, err
}

func readEvents(tx *tenants.Tx, tenant, buyer id.CompanyID) ([]Event, error) {
	var rows []struct {
		At      time.Time
		Side    standing.Side
		Kind    standing.Act
		State   standing.State
		Reason  string
		Version int64
	}
	err := tx.Gorm().Table("trading_relationship_event").Where("tenant_id = ? AND buyer_id = ?", tenant, buyer).Order("at DESC, id DESC").Limit(mostEvents).Find(&rows).Error
	out := make([]Event, len(rows))
	for i, r := range rows {
		out[i] = Event{r.At.UTC(), r.Side, r.Kind, r.State, r.Reason, r.Version}
	}
	return out, err
}

// mostEvents bounds how much of a history is shown.
const mostEvents = 500

// lockRelationship locks the row that orders lock, too; whoever moves a relationship has come through here.
func lockRelationship(tx *tenants.Tx, tenant, buyer id.CompanyID) error {
	var rows []struct{ State standing.State }
	err := tx.Gorm().Raw("SELECT state FROM trading_relationship WHERE tenant_id = ? AND buyer_id = ? FOR UPDATE", tenant, buyer).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		return gorm.ErrRecordNotFound
	}
	return err
}

// lockMine locks a buyer's relationships with these suppliers, in one order for everybody.
func lockMine(tx *tenants.Tx, buyer id.CompanyID, suppliers []id.CompanyID) (map[id.CompanyID]Relationship, error) {
	given := tenants.TextArray(uuids(suppliers))
	if err := tx.Gorm().Exec("SELECT FROM (SELECT FROM trading_relationship WHERE buyer_id = ? AND tenant_id = ANY (?::uuid[]) ORDER BY tenant_id FOR UPDATE) x", buyer, given).Error; err != nil {
		return nil, err
	}
	var rows []relationshipRow
	if err := mine(tx, buyer).Where("r.tenant_id = ANY (?::uuid[])", given).Find(&rows).Error; err != nil {
		return nil, err
	}
	all, err := relationships(rows)
	out := map[id.CompanyID]Relationship{}
	for _, r := range all {
		out[r.Supplier] = r
	}
	return out, err
}

// insertRelationship opens a relationship; false if somebody else has meanwhile, whose then stands.
func insertRelationship(tx *tenants.Tx, r Relationship) (bool, error) {
	got := tx.Gorm().Exec(`INSERT INTO trading_relationship (tenant_id, buyer_id, state, version, buyer_name, applied_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, buyer_id) DO NOTHING`, r.Supplier, r.Buyer, r.State, r.Version, r.BuyerName, r.AppliedAt, r.ChangedAt)
	return got.RowsAffected == 1, got.Error
}

// writeMove writes what a move changed.
func writeMove(tx *tenants.Tx, r Relationship) error {
	return exactlyOne(tx.Gorm().Exec(`UPDATE trading_relationship SET state = ?, version = ?, buyer_name = ?, reason = ?, question = ?, applied_at = ?, decided_at = ?, changed_at = ? WHERE tenant_id = ? AND buyer_id = ?`,
		r.State, r.Version, r.BuyerName, r.Reason, r.Question, some(r.AppliedAt), some(r.DecidedAt), r.ChangedAt, r.Supplier, r.Buyer))
}

// some is NULL for the zero time.
func some(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

func insertEvent(tx *tenants.Tx, tenant, buyer id.CompanyID, e Event) error {
	return tx.Gorm().Exec("INSERT INTO trading_relationship_event (tenant_id, buyer_id, id, at, side, kind, state, reason, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		tenant, buyer, id.New[id.Event](e.At), e.At, e.Side, e.Act, e.State, e.Reason, e.Version).Error
}

// putApplication writes what a buyer sends with the present application; an invitation may have opened it before.
func putApplication(tx *tenants.Tx, r Relationship, note, copied string, fileVersion int64) error {
	return tx.Gorm().Exec(`INSERT INTO trading_application (tenant_id, buyer_id, number, note, file, file_version, created_at, updated_at) VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
		ON CONFLICT (tenant_id, buyer_id, number) DO UPDATE SET note = EXCLUDED.note, file = EXCLUDED.file, file_version = EXCLUDED.file_version, updated_at = EXCLUDED.updated_at`,
		r.Supplier, r.Buyer, r.Version, note, copied, fileVersion, tx.Now(), tx.Now()).Error
}

func writeAnswer(tx *tenants.Tx, r Relationship) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE trading_application SET answer = ?, updated_at = ? WHERE tenant_id = ? AND buyer_id = ? AND number = ?", r.Answer, tx.Now(), r.Supplier, r.Buyer, r.Version))
}

// The supplier's side.

type applicantRow struct {
	Relationship relationshipRow `gorm:"embedded"`
	CustomerID   id.CustomerID
	CustomerName string
	GroupID      id.GroupID
	GroupName    string
	PersonID     id.PersonID
	PersonName   string
	InviteID     id.InviteID
	Invited      id.CustomerID // whose invitation was taken up
	File         string
	FileVersion  int64
	Place        string // in the order of the queue
}

// queueOrder puts the waiting ones first, oldest first, and the others behind them, latest change first.
const queueOrder = `(CASE WHEN r.state IN ('applied','more_asked') THEN extract(epoch FROM coalesce(r.applied_at, 'epoch')) ELSE 100000000000 - extract(epoch FROM coalesce(r.changed_at, 'epoch')) END)`

const applicantColumns = relationshipColumns + `, r.customer_id, coalesce(c.name, '') AS customer_name, c.group_id, coalesce(g.name, '') AS group_name, c.salesperson_id AS person_id,
	coalesce(p.name, '') AS person_name, r.invite_id, i.customer_id AS invited, coalesce(a.file::text, '{}') AS file, coalesce(a.file_version, 0) AS file_version, ` + queueOrder + `::text AS place`

func theirs(tx *tenants.Tx, tenant id.CompanyID) *gorm.DB {
	return tx.Gorm().Table("trading_relationship r").Select(applicantColumns).
		Joins("LEFT JOIN trading_application a ON a.tenant_id = r.tenant_id AND a.buyer_id = r.buyer_id AND a.number = r.version").
		Joins("LEFT JOIN trading_customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id").
		Joins("LEFT JOIN trading_group g ON g.tenant_id = c.tenant_id AND g.id = c.group_id").
		Joins("LEFT JOIN identity_person p ON p.id = c.salesperson_id").
		Joins("LEFT JOIN trading_invite i ON i.tenant_id = r.tenant_id AND i.id = r.invite_id AND r.invite_version = r.version").
		Where("r.tenant_id = ?", tenant)
}

func (r applicantRow) applicant() (Applicant, error) {
	rel, err := r.Relationship.relationship()
	if err != nil {
		return Applicant{}, err
	}
	dossier, err := readCopy(r.File, r.FileVersion)
	return Applicant{Relationship: rel, Customer: customer.Ref{ID: r.CustomerID, Code: rel.CustomerCode, Name: r.CustomerName}, Group: r.GroupID, GroupName: r.GroupName,
		Person: r.PersonID, PersonName: r.PersonName, Invite: r.InviteID, Invited: r.Invited, Dossier: dossier, place: r.Place}, err
}

func listApplicants(tx *tenants.Tx, tenant id.CompanyID, f QueueFilter, after string, afterID id.CompanyID, limit int) ([]Applicant, error) {
	query := theirs(tx, tenant)
	if len(f.States) > 0 {
		query = query.Where("r.state = ANY (?)", tenants.TextArray(f.States))
	}
	if f.Q != "" {
		like := tenants.Containing(f.Q)
		query = query.Where("(r.buyer_name ILIKE ? OR r.customer_code ILIKE ? OR a.file->>'tax_number' ILIKE ? OR a.file->>'legal_name' ILIKE ?)", like, like, like, like)
	}
	if !f.Group.IsZero() {
		query = query.Where("c.group_id = ?", f.Group)
	}
	if f.Region != "" {
		query = query.Where("r.region = ?", f.Region)
	}
	if !f.Salesperson.IsZero() {
		query = query.Where("c.salesperson_id = ?", f.Salesperson)
	}
	if !afterID.IsZero() {
		query = query.Where("("+queueOrder+", r.buyer_id) > (?::numeric, ?::uuid)", after, afterID)
	}
	var rows []applicantRow
	if err := query.Order(queueOrder + ", r.buyer_id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Applicant, 0, len(rows))
	for _, row := range rows {
		a, err := row.applicant()
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func readApplicant(tx *tenants.Tx, tenant, buyer id.CompanyID) (Applicant, error) {
	var row applicantRow
	if err := theirs(tx, tenant).Where("r.buyer_id = ?", buyer).Take(&row).Error; err != nil {
		return Applicant{}, err
	}
	return row.applicant()
}

// suspects are the customers that one of the applicants may be; which and why, alike decides.
func suspects(tx *tenants.Tx, tenant id.CompanyID, all []applicant) ([]known, error) {
	var taxes, names, prefixes, emails, domains, phones, invited []string
	for _, a := range all {
		taxes, names, emails, domains, phones = append(taxes, a.taxKeys...), append(names, a.names...), append(emails, a.emails...), append(domains, a.domains...), append(phones, a.phones...)
		for _, n := range a.bareNames {
			prefixes = append(prefixes, n+"%")
		}
		if !a.invited.IsZero() {
			invited = append(invited, a.invited.UUID())
		}
	}
	var rows []struct {
		ID                                        id.CustomerID
		Code, Name, TaxKey, NameKey, Email, Phone string
		BuyerID                                   id.CompanyID
	}
	err := tx.Gorm().Raw(`SELECT id, code, name, tax_key, name_key, email, phone, buyer_id FROM trading_customer WHERE tenant_id = ? AND (tax_key = ANY (?) OR name_key = ANY (?) OR name_key LIKE ANY (?)
		OR lower(email) = ANY (?) OR split_part(lower(email), '@', 2) = ANY (?) OR right(regexp_replace(phone, '[^0-9]', '', 'g'), 8) = ANY (?) OR id = ANY (?::uuid[])) ORDER BY name, id LIMIT ?`,
		tenant, array(taxes), array(names), array(prefixes), array(emails), array(domains), array(phones), array(invited), mostSuspects).Scan(&rows).Error
	out := make([]known, len(rows))
	for i, r := range rows {
		out[i] = known{customer.Ref{ID: r.ID, Code: r.Code, Name: r.Name}, r.TaxKey, r.NameKey, r.Email, r.Phone, r.BuyerID}
	}
	return out, err
}

// mostSuspects bounds how many customers are looked at for one page of the queue.
const mostSuspects = 2000

// array is a text[] that is never NULL.
func array(in []string) tenants.TextArray {
	if in == nil {
		in = []string{}
	}
	return in
}

// news is what a mail about a relationship says.
type news struct{ Supplier, Buyer, Reason, Question, Answer string }

// readNews reads it for either side, whose scope decides what it may read; fault.NotFound when there is nothing.
func readNews(tx *tenants.Tx, moved relationshipChanged) (news, error) {
	var row news
	err := tx.Gorm().Table("trading_relationship r").Select("coalesce(p.name, '') AS supplier, r.buyer_name AS buyer, r.reason, r.question, coalesce(a.answer, '') AS answer").
		Joins("LEFT JOIN trading_supplier_profile p ON p.tenant_id = r.tenant_id").
		Joins("LEFT JOIN trading_application a ON a.tenant_id = r.tenant_id AND a.buyer_id = r.buyer_id AND a.number = r.version").
		Where("r.tenant_id = ? AND r.buyer_id = ?", moved.Tenant, moved.Buyer).Take(&row).Error
	return row, err
}
