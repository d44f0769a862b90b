package approval

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

type ruleRow struct {
	BuyerID     id.CompanyID
	ID          id.ApprovalRuleID
	Name        string
	Active      bool
	Condition   string `gorm:"type:jsonb"`
	Stages      string `gorm:"type:jsonb"`
	Escalate    string `gorm:"type:jsonb"`
	WithinHours int
	Own         bool
	Version     int64
	UpdatedAt   time.Time `gorm:"autoUpdateTime:false"`
	UpdatedBy   string
}

// TableName names the table.
func (ruleRow) TableName() string { return "approval_rule" }

// written is what a column of JSON holds; lists are never null.
func written[T any](v []T) (string, error) {
	if v == nil {
		v = []T{}
	}
	text, err := json.Marshal(v)
	return string(text), err
}

func ruleRowOf(buyer id.CompanyID, r Rule) (ruleRow, error) {
	condition, err := json.Marshal(r.When)
	if err != nil {
		return ruleRow{}, err
	}
	stages, err := written(r.Stages)
	if err != nil {
		return ruleRow{}, err
	}
	escalate, err := written(r.Escalate)
	return ruleRow{buyer, r.ID, r.Name, r.Active, string(condition), stages, escalate, int(r.Within / time.Hour), r.Own, r.Version, r.UpdatedAt, r.UpdatedBy}, err
}

func (r ruleRow) rule() (Rule, error) {
	out := Rule{ID: r.ID, Name: r.Name, Active: r.Active, Within: time.Duration(r.WithinHours) * time.Hour, Own: r.Own, Version: r.Version, UpdatedAt: r.UpdatedAt.UTC(), UpdatedBy: r.UpdatedBy}
	return out, errors.Join(json.Unmarshal([]byte(r.Condition), &out.When), json.Unmarshal([]byte(r.Stages), &out.Stages), json.Unmarshal([]byte(r.Escalate), &out.Escalate))
}

// readRules reads the rules of the buyer of the scope, by name.
func readRules(tx *tenants.Tx, buyer id.CompanyID) ([]Rule, error) {
	var rows []ruleRow
	err := tx.Gorm().Raw("SELECT buyer_id, id, name, active, condition::text AS condition, stages::text AS stages, escalate::text AS escalate, within_hours, own, version, updated_at, updated_by FROM approval_rule WHERE buyer_id = ? ORDER BY name, id", buyer).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Rule, len(rows))
	for i, row := range rows {
		if out[i], err = row.rule(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func insertRule(tx *tenants.Tx, buyer id.CompanyID, r Rule) error {
	row, err := ruleRowOf(buyer, r)
	if err != nil {
		return err
	}
	return tx.Gorm().Create(&row).Error
}

// updateRule writes a rule over the version that was seen, or over any where that is nil: fault.NotFound where there is none, fault.Stale where another stands.
func updateRule(tx *tenants.Tx, buyer id.CompanyID, seen *int64, r *Rule) error {
	var stands []int64
	if err := tx.Gorm().Raw("SELECT version FROM approval_rule WHERE buyer_id = ? AND id = ? FOR UPDATE", buyer, r.ID).Scan(&stands).Error; err != nil {
		return err
	}
	switch {
	case len(stands) == 0:
		return fault.NotFound
	case seen != nil && *seen != stands[0]:
		return fault.Stale
	}
	r.Version = stands[0] + 1
	row, err := ruleRowOf(buyer, *r)
	if err != nil {
		return err
	}
	return tx.Gorm().Model(&ruleRow{}).Where("buyer_id = ? AND id = ?", buyer, r.ID).Updates(map[string]any{
		"name": row.Name, "active": row.Active, "condition": row.Condition, "stages": row.Stages, "escalate": row.Escalate, "within_hours": row.WithinHours, "own": row.Own, "version": row.Version, "updated_at": row.UpdatedAt,
		"updated_by": row.UpdatedBy,
	}).Error
}

func deleteRule(tx *tenants.Tx, buyer id.CompanyID, rule id.ApprovalRuleID) (name string, err error) {
	var names []string
	err = tx.Gorm().Raw("DELETE FROM approval_rule WHERE buyer_id = ? AND id = ? RETURNING name", buyer, rule).Scan(&names).Error
	if err == nil && len(names) == 0 {
		err = fault.NotFound
	}
	if err != nil {
		return "", err
	}
	return names[0], nil
}

// readTeam reads who works for the buyer of the scope, and who is away.
func readTeam(tx *tenants.Tx, buyer id.CompanyID) (Team, error) {
	var members []struct {
		Seat        id.SeatID
		Person      id.PersonID
		Name, Email string
		Roles       tenants.TextArray
	}
	err := tx.Gorm().Raw(`SELECT t.id AS seat, t.person_id AS person, p.name, p.email, t.roles FROM identity_seat t JOIN identity_person p ON p.id = t.person_id
WHERE t.company_id = ? AND t.removed_at IS NULL ORDER BY p.name, t.id`, buyer).Scan(&members).Error
	if err != nil {
		return Team{}, err
	}
	out := Team{At: tx.Now()}
	for _, m := range members {
		member := Member{Seat: m.Seat, Person: m.Person, Name: m.Name, Email: m.Email}
		for _, r := range m.Roles {
			member.Roles = append(member.Roles, authz.Role(r))
		}
		out.Members = append(out.Members, member)
	}
	if out.Away, err = readAbsences(tx, buyer); err != nil {
		return out, err
	}
	return out, tx.Gorm().Raw("SELECT country FROM identity_company WHERE id = ?", buyer).Scan(&out.Country).Error
}

// readAbsences reads who is away or will be.
func readAbsences(tx *tenants.Tx, buyer id.CompanyID) ([]Absence, error) {
	var rows []struct {
		SeatID, StandInID id.SeatID
		FromAt, UntilAt   time.Time
	}
	err := tx.Gorm().Raw("SELECT seat_id, stand_in_id, from_at, until_at FROM approval_absence WHERE buyer_id = ? AND until_at > ? ORDER BY from_at, seat_id", buyer, tx.Now()).Scan(&rows).Error
	out := make([]Absence, len(rows))
	for i, r := range rows {
		out[i] = Absence{r.SeatID, r.StandInID, r.FromAt.UTC(), r.UntilAt.UTC()}
	}
	return out, err
}

func putAbsence(tx *tenants.Tx, buyer id.CompanyID, a Absence) error {
	return tx.Gorm().Exec(`INSERT INTO approval_absence (buyer_id, seat_id, stand_in_id, from_at, until_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (buyer_id, seat_id) DO UPDATE SET stand_in_id = excluded.stand_in_id, from_at = excluded.from_at, until_at = excluded.until_at`, buyer, a.Seat, a.StandIn, a.From, a.Until).Error
}

func deleteAbsence(tx *tenants.Tx, buyer id.CompanyID, seat id.SeatID) error {
	return tx.Gorm().Exec("DELETE FROM approval_absence WHERE buyer_id = ? AND seat_id = ?", buyer, seat).Error
}

// readGround adds to a basket what the buyer ordered before, and the rates.
func readGround(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, rules []Rule, b *Basket) error {
	references, err := basket.References(ctx, tx)
	if err != nil {
		return err
	}
	b.PerEUR = map[money.Currency]decimal.Decimal{}
	for c, r := range references {
		b.PerEUR[c] = r.PerEUR
	}
	var known []id.CompanyID
	if err := tx.Gorm().Raw("SELECT DISTINCT tenant_id FROM ordering_order WHERE buyer_id = ?", buyer).Scan(&known).Error; err != nil {
		return err
	}
	b.New = map[id.CompanyID]bool{}
	for _, p := range b.Parts {
		b.New[p.Supplier] = true
	}
	for _, k := range known {
		delete(b.New, k)
	}
	periods := map[Period]bool{}
	for _, r := range rules {
		if a := r.When.Above; r.Active && a != nil && a.Period != "" && !periods[a.Period] {
			periods[a.Period] = true
			if err := b.readSpent(tx, buyer, a.Period); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *Basket) readSpent(tx *tenants.Tx, buyer id.CompanyID, period Period) error {
	var rows []struct {
		TenantID id.CompanyID
		PersonID id.PersonID
		Currency money.Currency
		Total    int64
	}
	err := tx.Gorm().Raw(`SELECT o.tenant_id, p.person_id, o.currency, sum(o.total)::bigint AS total FROM ordering_order o JOIN ordering_purchase p ON p.buyer_id = o.buyer_id AND p.id = o.purchase_id
WHERE o.buyer_id = ? AND o.created_at >= ? GROUP BY 1, 2, 3`, buyer, period.since(tx.Now())).Scan(&rows).Error
	for _, r := range rows {
		b.Spent = append(b.Spent, Spent{period, r.TenantID, r.PersonID, r.Currency, r.Total})
	}
	return err
}

// Supplier is one that the buyer trades with.
type Supplier struct {
	ID   id.CompanyID
	Name string
}

type requestRow struct {
	BuyerID    id.CompanyID
	ID         id.ApprovalID
	State      string
	Edition    int64
	SeatID     id.SeatID
	PersonID   id.PersonID
	PersonName string
	Note       string
	Draft      string `gorm:"type:jsonb"`
	Snapshot   string `gorm:"type:jsonb"`
	Needs      string `gorm:"type:jsonb"`
	Votes      string `gorm:"type:jsonb"`
	Reason     string
	PurchaseID *id.PurchaseID
	DueAt      *time.Time
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
	ChangedAt  time.Time
}

// TableName names the table.
func (requestRow) TableName() string { return "approval_request" }

const requestColumns = "buyer_id, id, state, edition, seat_id, person_id, person_name, note, draft::text AS draft, snapshot::text AS snapshot, needs::text AS needs, votes::text AS votes, reason, purchase_id, due_at, created_at, changed_at"

func (r requestRow) request() (Request, error) {
	out := Request{
		ID: r.ID, State: State(r.State), Edition: r.Edition, Seat: r.SeatID, Person: r.PersonID, Name: r.PersonName, Note: r.Note, Reason: r.Reason, Purchase: optional.Value(r.PurchaseID), Due: optional.Value(r.DueAt).UTC(),
		CreatedAt: r.CreatedAt.UTC(), ChangedAt: r.ChangedAt.UTC(),
	}
	return out, errors.Join(
		json.Unmarshal([]byte(r.Draft), &out.Draft), json.Unmarshal([]byte(r.Snapshot), &out.Snapshot), json.Unmarshal([]byte(r.Needs), &out.Chains), json.Unmarshal([]byte(r.Votes), &out.Steps),
	)
}

func requestRowOf(buyer id.CompanyID, r Request) (requestRow, error) {
	draft, err := json.Marshal(r.Draft)
	if err != nil {
		return requestRow{}, err
	}
	snapshot, err := json.Marshal(r.Snapshot)
	if err != nil {
		return requestRow{}, err
	}
	chains, err := written(r.Chains)
	if err != nil {
		return requestRow{}, err
	}
	steps, err := written(r.Steps)
	row := requestRow{
		BuyerID: buyer, ID: r.ID, State: string(r.State), Edition: r.Edition, SeatID: r.Seat, PersonID: r.Person, PersonName: r.Name, Note: r.Note, Draft: string(draft), Snapshot: string(snapshot), Needs: chains, Votes: steps,
		Reason: r.Reason, DueAt: optional.Time(r.Due), CreatedAt: r.CreatedAt, ChangedAt: r.ChangedAt,
	}
	if !r.Purchase.IsZero() {
		row.PurchaseID = &r.Purchase
	}
	return row, err
}

func insertRequest(tx *tenants.Tx, buyer id.CompanyID, r Request) error {
	row, err := requestRowOf(buyer, r)
	if err != nil {
		return err
	}
	return tx.Gorm().Create(&row).Error
}

func updateRequest(tx *tenants.Tx, buyer id.CompanyID, r Request) error {
	row, err := requestRowOf(buyer, r)
	if err != nil {
		return err
	}
	return tx.Gorm().Model(&requestRow{}).Where("buyer_id = ? AND id = ?", buyer, r.ID).Updates(map[string]any{
		"state": row.State, "edition": row.Edition, "draft": row.Draft, "snapshot": row.Snapshot, "needs": row.Needs, "votes": row.Votes, "reason": row.Reason, "purchase_id": row.PurchaseID, "due_at": row.DueAt, "changed_at": row.ChangedAt,
	}).Error
}

// readRequest reads one with its events, locked where lock is true; fault.NotFound.
func readRequest(tx *tenants.Tx, buyer id.CompanyID, approval id.ApprovalID, lock bool) (Request, error) {
	text := "SELECT " + requestColumns + " FROM approval_request WHERE buyer_id = ? AND id = ?"
	if lock {
		text += " FOR UPDATE"
	}
	var rows []requestRow
	if err := tx.Gorm().Raw(text, buyer, approval).Scan(&rows).Error; err != nil {
		return Request{}, err
	}
	if len(rows) == 0 {
		return Request{}, fault.NotFound
	}
	out, err := rows[0].request()
	if err != nil {
		return out, err
	}
	out.Events, err = readEvents(tx, buyer, approval)
	return out, err
}

// asked narrows a list of requests.
type asked struct {
	waiting  bool
	by       id.PersonID
	purchase id.PurchaseID
	page     page.Request
}

// readRequests reads a page of requests, the newest first; those that wait all at once.
func readRequests(tx *tenants.Tx, buyer id.CompanyID, a asked) (page.Page[Request], error) {
	text, args := "SELECT "+requestColumns+" FROM approval_request WHERE buyer_id = ?", []any{buyer}
	also := func(more string, values ...any) { text, args = text+more, append(args, values...) }
	if a.waiting {
		also(" AND state = 'waiting'")
	}
	if !a.by.IsZero() {
		also(" AND person_id = ?", a.by)
	}
	if !a.purchase.IsZero() {
		also(" AND purchase_id = ?", a.purchase)
	}
	if !a.page.After.IsZero() {
		var at time.Time
		var last id.ApprovalID
		if err := a.page.After.Into(&at, &last); err != nil {
			return page.Page[Request]{}, err
		}
		also(" AND (created_at, id) < (?, ?::uuid)", at, last)
	}
	also(" ORDER BY created_at DESC, id DESC")
	if !a.waiting {
		also(" LIMIT ?", a.page.Fetch())
	}
	var rows []requestRow
	if err := tx.Gorm().Raw(text, args...).Scan(&rows).Error; err != nil {
		return page.Page[Request]{}, err
	}
	cut := page.Page[requestRow]{Items: rows}
	if !a.waiting {
		cut = page.Of(a.page, rows, func(r requestRow) page.Cursor { return page.After(r.CreatedAt, r.ID) })
	}
	out := page.Page[Request]{Next: cut.Next, Items: make([]Request, len(cut.Items))}
	for i, row := range cut.Items {
		var err error
		if out.Items[i], err = row.request(); err != nil {
			return out, err
		}
	}
	return out, nil
}

type eventRow struct {
	BuyerID    id.CompanyID
	RequestID  id.ApprovalID
	Number     int
	Edition    int64
	Act        string
	SeatID     *id.SeatID
	PersonName string
	InsteadOf  string
	ByMail     bool
	Reason     string
	Changes    string `gorm:"type:jsonb"`
	At         time.Time
}

// TableName names the table.
func (eventRow) TableName() string { return "approval_event" }

func insertEvent(tx *tenants.Tx, buyer id.CompanyID, approval id.ApprovalID, number int, e Event) error {
	changes, err := written(e.Changes)
	if err != nil {
		return err
	}
	row := eventRow{buyer, approval, number, e.Edition, string(e.Act), nil, e.Person, e.InsteadOf, e.ByMail, e.Reason, changes, e.At}
	if !e.Seat.IsZero() {
		row.SeatID = &e.Seat
	}
	return tx.Gorm().Create(&row).Error
}

func readEvents(tx *tenants.Tx, buyer id.CompanyID, approval id.ApprovalID) ([]Event, error) {
	var rows []eventRow
	err := tx.Gorm().Raw("SELECT number, edition, act, seat_id, person_name, instead_of, by_mail, reason, changes::text AS changes, at FROM approval_event WHERE buyer_id = ? AND request_id = ? ORDER BY number", buyer, approval).Scan(&rows).Error
	out := make([]Event, len(rows))
	for i, r := range rows {
		out[i] = Event{Act(r.Act), r.Edition, optional.Value(r.SeatID), r.PersonName, r.InsteadOf, r.ByMail, r.Reason, nil, r.At.UTC()}
		err = errors.Join(err, json.Unmarshal([]byte(r.Changes), &out[i].Changes))
	}
	return out, err
}

// attempt runs fn, and takes back all that it wrote where it is refused.
func attempt(tx *tenants.Tx, fn func() error) error {
	if err := tx.Gorm().SavePoint("attempt").Error; err != nil {
		return err
	}
	err := fn()
	if err == nil {
		return nil
	}
	if back := tx.Gorm().RollbackTo("attempt").Error; back != nil {
		return errors.Join(err, back)
	}
	return err
}

// digest is SHA-256 of the secret of a link.
type digest []byte

// Value implements driver.Valuer.
func (d digest) Value() (driver.Value, error) { return []byte(d), nil }

func hashed(token string) digest {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

func insertLink(tx *tenants.Tx, buyer id.CompanyID, token string, r Request, seat id.SeatID, expires time.Time) error {
	return tx.Gorm().Exec("INSERT INTO approval_link (buyer_id, token_hash, request_id, edition, seat_id, expires_at) VALUES (?, ?, ?, ?, ?, ?)", buyer, hashed(token), r.ID, r.Edition, seat, expires).Error
}

// useLink closes a link; false where it was closed already.
func useLink(tx *tenants.Tx, buyer id.CompanyID, token string) (bool, error) {
	got := tx.Gorm().Exec("UPDATE approval_link SET used_at = ? WHERE buyer_id = ? AND token_hash = ? AND used_at IS NULL", tx.Now(), buyer, hashed(token))
	return got.RowsAffected == 1, got.Error
}

// link is what an open link stands for, with the seat as it is now.
type link struct {
	Buyer   id.CompanyID
	Request id.ApprovalID
	Edition int64
	Seat    authz.Seat
	Person  id.PersonID
}

// findLink reads the link with a secret; ErrLinkOver where none is open.
func findLink(ctx context.Context, db *tenants.DB, token string) (link, error) {
	var rows []struct {
		BuyerID      id.CompanyID
		RequestID    id.ApprovalID
		Edition      int64
		SeatID       id.SeatID
		PersonID     id.PersonID
		Roles, Parts tenants.TextArray
		State        string
	}
	err := db.Read(ctx, tenants.Anonymous(), func(_ context.Context, tx *tenants.Tx) error {
		return tx.Gorm().Raw("SELECT * FROM sec.find_approval_link(?, ?)", hashed(token), tx.Now()).Scan(&rows).Error
	})
	if err == nil && len(rows) == 0 {
		err = ErrLinkOver
	}
	if err != nil {
		return link{}, err
	}
	r := rows[0]
	out := link{Buyer: r.BuyerID, Request: r.RequestID, Edition: r.Edition, Person: r.PersonID, Seat: authz.Seat{ID: r.SeatID, Company: r.BuyerID, Parts: r.Parts, Suspended: r.State == "suspended"}}
	for _, role := range r.Roles {
		out.Seat.Roles = append(out.Seat.Roles, authz.Role(role))
	}
	return out, nil
}
