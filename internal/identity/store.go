package identity

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// Look-ups before anybody is known: one row for one exact secret.

type loginRow struct {
	PersonID     id.PersonID
	PasswordHash string
	Locale       string
	Email        string
}

func findLogin(tx *tenants.Tx, login string) (loginRow, bool, error) {
	var rows []loginRow
	err := tx.Gorm().Raw("SELECT person_id, password_hash, locale, email FROM sec.find_login(?)", login).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return loginRow{}, false, err
	}
	return rows[0], true, nil
}

type sessionSeat struct {
	Seat    string   `json:"seat"`
	Company string   `json:"company"`
	Roles   []string `json:"roles"`
	Parts   []string `json:"parts"`
	State   string   `json:"state"`
}

func findSession(tx *tenants.Tx, session id.SessionID) (id.PersonID, []sessionSeat, bool, error) {
	var rows []struct {
		PersonID id.PersonID
		Seats    []byte
	}
	err := tx.Gorm().Raw("SELECT person_id, seats FROM sec.find_session(?, ?)", session, tx.Now()).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return id.PersonID{}, nil, false, err
	}
	var seats []sessionSeat
	err = json.Unmarshal(rows[0].Seats, &seats)
	return rows[0].PersonID, seats, err == nil, err
}

type refreshOwner struct {
	PersonID  id.PersonID
	SessionID id.SessionID
}

func findRefresh(tx *tenants.Tx, hash digest) (refreshOwner, bool, error) {
	var rows []refreshOwner
	err := tx.Gorm().Raw("SELECT person_id, session_id FROM sec.find_refresh(?)", hash).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return refreshOwner{}, false, err
	}
	return rows[0], true, nil
}

func findOneTime(tx *tenants.Tx, purpose string, hash digest) (id.PersonID, error) {
	var rows []struct{ Person id.PersonID }
	err := tx.Gorm().Raw("SELECT sec.find_one_time(?, ?, ?) AS person", purpose, hash, tx.Now()).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return id.PersonID{}, err
	}
	return rows[0].Person, nil
}

type signUpRow struct {
	Email   string
	Name    string
	Locale  string
	Company []byte
}

func findSignUp(tx *tenants.Tx, hash digest) (signUpRow, bool, error) {
	return oneSignUp(tx, "SELECT email, name, locale, company FROM sec.find_signup(?, ?)", hash)
}

func takeSignUp(tx *tenants.Tx, hash digest) (signUpRow, bool, error) {
	return oneSignUp(tx, "SELECT email, name, locale, company FROM sec.take_signup(?, ?)", hash)
}

func oneSignUp(tx *tenants.Tx, query string, hash digest) (signUpRow, bool, error) {
	var rows []signUpRow
	err := tx.Gorm().Raw(query, hash, tx.Now()).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return signUpRow{}, false, err
	}
	return rows[0], true, nil
}

type invitationPreview struct {
	CompanyID id.CompanyID
	Company   string
	Email     string
	InvitedBy string
	Known     bool
}

func findInvitation(tx *tenants.Tx, hash digest) (invitationPreview, bool, error) {
	var rows []invitationPreview
	err := tx.Gorm().Raw("SELECT company_id, company, email, invited_by, known FROM sec.find_invitation(?, ?)", hash, tx.Now()).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return invitationPreview{}, false, err
	}
	return rows[0], true, nil
}

type acceptedSeat struct {
	CompanyID id.CompanyID
	ID        id.SeatID
	Roles     tenants.TextArray
}

func acceptInvitation(tx *tenants.Tx, hash digest, seat id.SeatID) (acceptedSeat, bool, error) {
	var rows []acceptedSeat
	err := tx.Gorm().Raw("SELECT company_id, id, roles FROM sec.accept_invitation(?, ?, ?)", hash, seat, tx.Now()).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return acceptedSeat{}, false, err
	}
	return rows[0], true, nil
}

func insertSignUp(tx *tenants.Tx, hash digest, email, name, locale string, company NewCompany) error {
	text, err := json.Marshal(company)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO identity_signup (token_hash, email, name, locale, company, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		hash, email, name, locale, string(text), tx.Now(), tx.Now().Add(signUpLife)).Error
}

// Persons.

type personRow struct {
	ID           id.PersonID
	Name         string
	Email        string
	Phone        *string
	Locale       string
	PasswordHash string `gorm:"->:false;<-"` // written, never read
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

func (personRow) TableName() string { return "identity_person" }

func (r personRow) person() Person {
	p := Person{ID: r.ID, Name: r.Name, Email: r.Email, Locale: r.Locale, CreatedAt: r.CreatedAt}
	if r.Phone != nil {
		p.Phone = *r.Phone
	}
	return p
}

func insertPerson(tx *tenants.Tx, p Person, hash string) error {
	row := personRow{ID: p.ID, Name: p.Name, Email: p.Email, Locale: p.Locale, PasswordHash: hash, CreatedAt: tx.Now(), UpdatedAt: tx.Now()}
	if err := tx.Gorm().Create(&row).Error; err != nil {
		return err
	}
	return insertLogin(tx, p.ID, p.Email)
}

func insertLogin(tx *tenants.Tx, person id.PersonID, login string) error {
	return tx.Gorm().Exec("INSERT INTO identity_login (login, person_id) VALUES (?, ?)", login, person).Error
}

// ifTaken gives a violated unique key the name that it has for the user; other trouble stays what it is.
func ifTaken(err error, taken *fault.Fault) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.Code == "23505" {
		return taken.Because(err)
	}
	return err
}

func deleteLogin(tx *tenants.Tx, person id.PersonID, login string) error {
	return tx.Gorm().Exec("DELETE FROM identity_login WHERE person_id = ? AND login = ?", person, login).Error
}

func readPerson(tx *tenants.Tx, person id.PersonID) (Person, error) {
	var row personRow
	err := tx.Gorm().Select("id, name, email, phone, locale, created_at, updated_at").Where("id = ?", person).Take(&row).Error
	return row.person(), err
}

func updatePerson(tx *tenants.Tx, person id.PersonID, columns map[string]any) error {
	columns["updated_at"] = tx.Now()
	return exactlyOne(tx.Gorm().Model(&personRow{}).Where("id = ?", person).Updates(columns))
}

// exactlyOne turns a write that found no row into a not-found: gorm calls it no error.
func exactlyOne(got *gorm.DB) error {
	if got.Error == nil && got.RowsAffected != 1 {
		return fault.NotFound
	}
	return got.Error
}

// One-time secrets: the newest of a person for a purpose counts.

const (
	purposeReset = "password_reset"
	purposePhone = "phone"
)

func putOneTime(tx *tenants.Tx, person id.PersonID, purpose string, hash digest, detail string, life time.Duration) error {
	return tx.Gorm().Exec(`INSERT INTO identity_one_time (person_id, purpose, token_hash, detail, tries, created_at, expires_at) VALUES (?, ?, ?, ?, 0, ?, ?)
		ON CONFLICT (person_id, purpose) DO UPDATE SET token_hash = EXCLUDED.token_hash, detail = EXCLUDED.detail, tries = 0, created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at`,
		person, purpose, hash, detail, tx.Now(), tx.Now().Add(life)).Error
}

// takeOneTime uses a secret up; false when another request was first, or it has run out or was counted too often.
func takeOneTime(tx *tenants.Tx, person id.PersonID, purpose string, hash digest) (detail string, ok bool, err error) {
	var rows []struct{ Detail string }
	err = tx.Gorm().Raw("DELETE FROM identity_one_time WHERE person_id = ? AND purpose = ? AND token_hash = ? AND expires_at > ? AND tries <= ? RETURNING detail",
		person, purpose, hash, tx.Now(), codeTries).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return "", false, err
	}
	return rows[0].Detail, true, nil
}

func countTry(tx *tenants.Tx, person id.PersonID, purpose string) error {
	return tx.Gorm().Exec("UPDATE identity_one_time SET tries = tries + 1 WHERE person_id = ? AND purpose = ?", person, purpose).Error
}

// Sessions and refresh tokens.

type sessionRow struct {
	PersonID   id.PersonID
	ID         id.SessionID
	CreatedAt  time.Time
	LastUsedAt time.Time
	ExpiresAt  time.Time
	RevokedAt  *time.Time
	IP         string
	Agent      string
}

func (sessionRow) TableName() string { return "identity_session" }

func insertSession(tx *tenants.Tx, row sessionRow) error { return tx.Gorm().Create(&row).Error }

func insertRefresh(tx *tenants.Tx, person id.PersonID, session id.SessionID, hash digest) error {
	return tx.Gorm().Exec("INSERT INTO identity_refresh (person_id, token_hash, session_id, issued_at) VALUES (?, ?, ?, ?)", person, hash, session, tx.Now()).Error
}

// useRefresh marks a token used. Of any number of parallel callers exactly one gets true.
func useRefresh(tx *tenants.Tx, person id.PersonID, hash digest) (bool, error) {
	got := tx.Gorm().Exec("UPDATE identity_refresh SET used_at = ? WHERE person_id = ? AND token_hash = ? AND used_at IS NULL", tx.Now(), person, hash)
	return got.RowsAffected == 1, got.Error
}

func refreshUsedAt(tx *tenants.Tx, person id.PersonID, hash digest) (time.Time, error) {
	var row struct{ UsedAt *time.Time }
	err := tx.Gorm().Raw("SELECT used_at FROM identity_refresh WHERE person_id = ? AND token_hash = ?", person, hash).Scan(&row).Error
	if err != nil || row.UsedAt == nil {
		return time.Time{}, err
	}
	return *row.UsedAt, nil
}

// touchSession moves the end of a living session; false when it is over.
func touchSession(tx *tenants.Tx, person id.PersonID, session id.SessionID, ip, agent string) (bool, error) {
	got := tx.Gorm().Exec("UPDATE identity_session SET last_used_at = ?, expires_at = ?, ip = ?, agent = ? WHERE person_id = ? AND id = ? AND revoked_at IS NULL AND expires_at > ?",
		tx.Now(), tx.Now().Add(sessionLife), ip, agent, person, session, tx.Now())
	return got.RowsAffected == 1, got.Error
}

func listSessions(tx *tenants.Tx, person id.PersonID) ([]sessionRow, error) {
	var rows []sessionRow
	err := tx.Gorm().Where("person_id = ? AND revoked_at IS NULL AND expires_at > ?", person, tx.Now()).Order("last_used_at DESC, id").Find(&rows).Error
	return rows, err
}

func revokeSession(tx *tenants.Tx, person id.PersonID, session id.SessionID) (bool, error) {
	got := tx.Gorm().Exec("UPDATE identity_session SET revoked_at = ? WHERE person_id = ? AND id = ? AND revoked_at IS NULL", tx.Now(), person, session)
	return got.RowsAffected == 1, got.Error
}

// revokeSessions ends all sessions of a person but one and returns them; the zero id keeps none.
func revokeSessions(tx *tenants.Tx, person id.PersonID, but id.SessionID) ([]id.SessionID, error) {
	var rows []struct{ ID id.SessionID }
	err := tx.Gorm().Raw("UPDATE identity_session SET revoked_at = ? WHERE person_id = ? AND id IS DISTINCT FROM ? AND revoked_at IS NULL RETURNING id", tx.Now(), person, but).Scan(&rows).Error
	out := make([]id.SessionID, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out, err
}

// Companies.

type companyRow struct {
	ID          id.CompanyID
	Name        string
	Country     string
	Parts       tenants.TextArray
	State       string
	StateReason string
	Phone       string
	Address     string
	Website     string
	LogoBlob    id.BlobID
	LogoType    string
	FounderID   id.PersonID
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

func (companyRow) TableName() string { return "identity_company" }

func (r companyRow) company() Company {
	return Company{ID: r.ID, Name: r.Name, Country: r.Country, Parts: r.Parts, State: r.State, StateReason: r.StateReason, Phone: r.Phone, Address: r.Address,
		Website: r.Website, Logo: r.LogoBlob, LogoType: r.LogoType, Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt}
}

func foundCompany(tx *tenants.Tx, company id.CompanyID, seat id.SeatID, n NewCompany) error {
	return tx.Gorm().Exec("SELECT sec.found_company(?, ?, ?, ?, ?, ?)", company, seat, n.Name, n.Country, tenants.TextArray(n.Parts), tx.Now()).Error
}

func readCompany(tx *tenants.Tx, company id.CompanyID) (Company, error) {
	var row companyRow
	err := tx.Gorm().Where("id = ?", company).Take(&row).Error
	return row.company(), err
}

// updateCompany writes the changed company if it still has the version it was read with.
func updateCompany(tx *tenants.Tx, c Company) error {
	got := tx.Gorm().Model(&companyRow{}).Where("id = ? AND version = ?", c.ID, c.Version).Updates(map[string]any{
		"name": c.Name, "country": c.Country, "phone": c.Phone, "address": c.Address, "website": c.Website, "parts": tenants.TextArray(c.Parts),
		"version": c.Version + 1, "updated_at": tx.Now(),
	})
	return unlessStale(got)
}

func updateLogo(tx *tenants.Tx, c Company) error {
	got := tx.Gorm().Model(&companyRow{}).Where("id = ? AND version = ?", c.ID, c.Version).Updates(map[string]any{
		"logo_blob": c.Logo, "logo_type": c.LogoType, "version": c.Version + 1, "updated_at": tx.Now(),
	})
	return unlessStale(got)
}

func updateState(tx *tenants.Tx, company id.CompanyID, state, reason string) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE identity_company SET state = ?, state_reason = ?, version = version + 1, updated_at = ? WHERE id = ?", state, reason, tx.Now(), company))
}

func unlessStale(got *gorm.DB) error {
	if got.Error == nil && got.RowsAffected != 1 {
		return fault.Stale
	}
	return got.Error
}

func listCompanies(tx *tenants.Tx, q, part, afterName string, after id.CompanyID, limit int) ([]Company, error) {
	query := tx.Gorm().Model(&companyRow{})
	if q != "" {
		query = query.Where("name ILIKE ?", tenants.Containing(q))
	}
	if part != "" {
		query = query.Where("? = ANY (parts)", part)
	}
	if !after.IsZero() {
		query = query.Where("(name, id) > (?, ?::uuid)", afterName, after)
	}
	var rows []companyRow
	err := query.Order("name, id").Limit(limit).Find(&rows).Error
	out := make([]Company, len(rows))
	for i, r := range rows {
		out[i] = r.company()
	}
	return out, err
}

// mySeats are a person's own seats with their companies, by name.
func mySeats(tx *tenants.Tx, person id.PersonID) ([]MySeat, error) {
	var rows []struct {
		Company companyRow `gorm:"embedded"`
		SeatID  id.SeatID
		Roles   tenants.TextArray
	}
	err := tx.Gorm().Raw(`SELECT c.*, t.id AS seat_id, t.roles FROM identity_seat t JOIN identity_company c ON c.id = t.company_id
		WHERE t.person_id = ? AND t.removed_at IS NULL ORDER BY c.name, c.id`, person).Scan(&rows).Error
	out := make([]MySeat, len(rows))
	for i, r := range rows {
		out[i] = MySeat{ID: r.SeatID, Company: r.Company.company(), Roles: r.Roles}
	}
	return out, err
}

// Seats.

type seatRow struct {
	ID        id.SeatID
	PersonID  id.PersonID
	Name      string
	Email     string
	Roles     tenants.TextArray
	CreatedAt time.Time
}

func (r seatRow) seat() Seat {
	return Seat{ID: r.ID, Person: r.PersonID, Name: r.Name, Email: r.Email, Roles: r.Roles, CreatedAt: r.CreatedAt}
}

func listSeats(tx *tenants.Tx, company id.CompanyID, q, afterName string, after id.SeatID, limit int) ([]Seat, error) {
	query := tx.Gorm().Table("identity_seat t").Select("t.id, t.person_id, p.name, p.email, t.roles, t.created_at").
		Joins("JOIN identity_person p ON p.id = t.person_id").Where("t.company_id = ? AND t.removed_at IS NULL", company)
	if q != "" {
		like := tenants.Containing(q)
		query = query.Where("(p.name ILIKE ? OR p.email ILIKE ?)", like, like)
	}
	if !after.IsZero() {
		query = query.Where("(p.name, t.id) > (?, ?::uuid)", afterName, after)
	}
	var rows []seatRow
	err := query.Order("p.name, t.id").Limit(limit).Find(&rows).Error
	out := make([]Seat, len(rows))
	for i, r := range rows {
		out[i] = r.seat()
	}
	return out, err
}

// listOwners are the owners of a company.
func listOwners(tx *tenants.Tx, company id.CompanyID) ([]Seat, error) {
	var rows []seatRow
	err := tx.Gorm().Raw(`SELECT t.id, t.person_id, p.name, p.email, t.roles, t.created_at FROM identity_seat t JOIN identity_person p ON p.id = t.person_id
		WHERE t.company_id = ? AND t.removed_at IS NULL AND 'owner' = ANY (t.roles) ORDER BY t.id`, company).Scan(&rows).Error
	out := make([]Seat, len(rows))
	for i, r := range rows {
		out[i] = r.seat()
	}
	return out, err
}

// lockOwners locks the owners' seats of a company in one order, so that two owners can't unmake each other at once.
func lockOwners(tx *tenants.Tx, company id.CompanyID) ([]id.SeatID, error) {
	var rows []struct{ ID id.SeatID }
	err := tx.Gorm().Raw("SELECT id FROM identity_seat WHERE company_id = ? AND removed_at IS NULL AND 'owner' = ANY (roles) ORDER BY id FOR UPDATE", company).Scan(&rows).Error
	out := make([]id.SeatID, len(rows))
	for i, r := range rows {
		out[i] = r.ID
	}
	return out, err
}

func readSeat(tx *tenants.Tx, company id.CompanyID, seat id.SeatID) (Seat, error) {
	var rows []seatRow
	err := tx.Gorm().Raw(`SELECT t.id, t.person_id, p.name, p.email, t.roles, t.created_at FROM identity_seat t JOIN identity_person p ON p.id = t.person_id
		WHERE t.company_id = ? AND t.id = ? AND t.removed_at IS NULL`, company, seat).Scan(&rows).Error
	if err != nil {
		return Seat{}, err
	}
	if len(rows) == 0 {
		return Seat{}, fault.NotFound
	}
	return rows[0].seat(), nil
}

func updateRoles(tx *tenants.Tx, company id.CompanyID, seat id.SeatID, roles []string) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE identity_seat SET roles = ? WHERE company_id = ? AND id = ? AND removed_at IS NULL", tenants.TextArray(roles), company, seat))
}

func removeSeat(tx *tenants.Tx, company id.CompanyID, seat id.SeatID) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE identity_seat SET removed_at = ? WHERE company_id = ? AND id = ? AND removed_at IS NULL", tx.Now(), company, seat))
}

func seatExists(tx *tenants.Tx, company id.CompanyID, email string) (bool, error) {
	var n int64
	err := tx.Gorm().Raw(`SELECT count(*) FROM identity_seat t JOIN identity_person p ON p.id = t.person_id
		WHERE t.company_id = ? AND t.removed_at IS NULL AND p.email = ?`, company, email).Scan(&n).Error
	return n > 0, err
}

// Invitations.

type invitationRow struct {
	CompanyID   id.CompanyID
	ID          id.InvitationID
	Email       string
	Roles       tenants.TextArray
	InvitedBy   id.PersonID
	InviterName string `gorm:"->"`
	Locale      string
	TokenHash   digest
	CreatedAt   time.Time
	ExpiresAt   time.Time
}

func (invitationRow) TableName() string { return "identity_invitation" }

func (r invitationRow) invitation() Invitation {
	return Invitation{ID: r.ID, Email: r.Email, Roles: r.Roles, Locale: r.Locale, InvitedBy: r.InviterName, CreatedAt: r.CreatedAt, ExpiresAt: r.ExpiresAt}
}

// putInvitation opens an invitation and returns its id. One to the same address takes the place of the one before; of two at the same
// time, the later one's link and roles count, under the id of the first.
func putInvitation(tx *tenants.Tx, row invitationRow) (id.InvitationID, error) {
	got := tx.Gorm().Exec("DELETE FROM identity_invitation WHERE company_id = ? AND email = ?", row.CompanyID, row.Email)
	if got.Error != nil {
		return id.InvitationID{}, got.Error
	}
	var made struct{ ID id.InvitationID }
	err := tx.Gorm().Raw(`INSERT INTO identity_invitation (company_id, id, email, roles, invited_by, locale, token_hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (company_id, email) DO UPDATE SET token_hash = EXCLUDED.token_hash, roles = EXCLUDED.roles, created_at = EXCLUDED.created_at, expires_at = EXCLUDED.expires_at
		RETURNING id`, row.CompanyID, row.ID, row.Email, row.Roles, row.InvitedBy, row.Locale, row.TokenHash, row.CreatedAt, row.ExpiresAt).Scan(&made).Error
	return made.ID, err
}

func listInvitations(tx *tenants.Tx, company id.CompanyID, before time.Time, beforeID id.InvitationID, limit int) ([]Invitation, error) {
	query := invitations(tx, company).Where("i.expires_at > ?", tx.Now())
	if !beforeID.IsZero() {
		query = query.Where("(i.created_at, i.id) < (?, ?::uuid)", before, beforeID)
	}
	var rows []invitationRow
	err := query.Order("i.created_at DESC, i.id DESC").Limit(limit).Find(&rows).Error
	out := make([]Invitation, len(rows))
	for i, r := range rows {
		out[i] = r.invitation()
	}
	return out, err
}

func readInvitation(tx *tenants.Tx, company id.CompanyID, invitation id.InvitationID) (Invitation, error) {
	var row invitationRow
	err := invitations(tx, company).Where("i.id = ?", invitation).Take(&row).Error
	return row.invitation(), err
}

func invitations(tx *tenants.Tx, company id.CompanyID) *gorm.DB {
	return tx.Gorm().Table("identity_invitation i").Select("i.*, coalesce(p.name, '') AS inviter_name").
		Joins("LEFT JOIN identity_person p ON p.id = i.invited_by").Where("i.company_id = ?", company)
}

func renewInvitation(tx *tenants.Tx, company id.CompanyID, invitation id.InvitationID, hash digest) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE identity_invitation SET token_hash = ?, created_at = ?, expires_at = ? WHERE company_id = ? AND id = ?",
		hash, tx.Now(), tx.Now().Add(inviteLife), company, invitation))
}

func deleteInvitation(tx *tenants.Tx, company id.CompanyID, invitation id.InvitationID) error {
	return exactlyOne(tx.Gorm().Exec("DELETE FROM identity_invitation WHERE company_id = ? AND id = ?", company, invitation))
}

// Signing keys.

type signingKey struct {
	Kid       string
	Public    []byte
	Private   []byte
	CreatedAt time.Time
	RetiresAt time.Time
}

func readKeys(tx *tenants.Tx) ([]signingKey, error) {
	var rows []signingKey
	err := tx.Gorm().Raw("SELECT kid, public, private, created_at, retires_at FROM identity_signing_key ORDER BY created_at DESC, kid").Scan(&rows).Error
	return rows, err
}

// insertKeyUnlessNewer keeps two instances from turning the ring at once.
func insertKeyUnlessNewer(tx *tenants.Tx, k signingKey, than time.Time) error {
	if err := tx.Gorm().Exec("SELECT pg_advisory_xact_lock(hashtextextended('identity signing key', 0))").Error; err != nil {
		return err
	}
	return tx.Gorm().Exec(`INSERT INTO identity_signing_key (kid, public, private, created_at, retires_at)
		SELECT ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT FROM identity_signing_key WHERE created_at > ?)`,
		k.Kid, k.Public, k.Private, k.CreatedAt, k.RetiresAt, than).Error
}

// sweep deletes what has run out.
func sweep(ctx context.Context, tx *tenants.Tx) error {
	now := tx.Now()
	old := now.Add(-90 * 24 * time.Hour)
	for _, s := range []struct {
		query string
		args  []any
	}{
		{"DELETE FROM identity_signup WHERE expires_at < ?", []any{now}},
		{"DELETE FROM identity_invitation WHERE expires_at < ?", []any{now}},
		{"DELETE FROM identity_one_time WHERE expires_at < ?", []any{now}},
		{`DELETE FROM identity_refresh r USING identity_session s WHERE s.person_id = r.person_id AND s.id = r.session_id AND (s.expires_at < ? OR s.revoked_at < ?)`, []any{old, old}},
		{"DELETE FROM identity_session WHERE expires_at < ? OR revoked_at < ?", []any{old, old}},
	} {
		if err := tx.Gorm().WithContext(ctx).Exec(s.query, s.args...).Error; err != nil {
			return err
		}
	}
	return nil
}
