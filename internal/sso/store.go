package sso

import (
	"crypto/sha256"
	"database/sql/driver"
	"encoding/json"
	"net/url"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// digest is SHA-256 of a secret: a value of its own for SQL, as the object mapper takes a plain byte slice after a parenthesis for a
// list of numbers.
type digest []byte

// Value implements driver.Valuer.
func (d digest) Value() (driver.Value, error) { return []byte(d), nil }

// hashOf needs no salt: what is hashed has 256 random bits.
func hashOf(text string) digest {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

// Clients.

type clientRow struct {
	TenantID       id.CompanyID
	ID             ClientID
	Name           string
	HomeURI        string
	AuthMethod     string
	RedirectURIs   tenants.TextArray `gorm:"column:redirect_uris"`
	PostLogoutURIs tenants.TextArray `gorm:"column:post_logout_uris"`
	BackChannelURI string
	Scopes         tenants.TextArray
	Refresh        bool
	State          string
	Version        int64
	CreatedAt      time.Time
	UpdatedAt      time.Time
}

func (clientRow) TableName() string { return "sso_client" }

func (r clientRow) client() Client {
	return Client{
		ID: r.ID, Tenant: r.TenantID, Name: r.Name, HomeURI: r.HomeURI, Method: r.AuthMethod, RedirectURIs: r.RedirectURIs, PostLogoutURIs: r.PostLogoutURIs,
		BackChannelURI: r.BackChannelURI, Scopes: r.Scopes, Refresh: r.Refresh, State: r.State, Version: r.Version, CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt,
	}
}

func insertClient(tx *tenants.Tx, c Client) error {
	return tx.Gorm().Create(&clientRow{
		TenantID: c.Tenant, ID: c.ID, Name: c.Name, HomeURI: c.HomeURI, AuthMethod: c.Method, RedirectURIs: c.RedirectURIs, PostLogoutURIs: c.PostLogoutURIs,
		BackChannelURI: c.BackChannelURI, Scopes: c.Scopes, Refresh: c.Refresh, State: c.State, Version: c.Version, CreatedAt: tx.Now(), UpdatedAt: tx.Now(),
	}).Error
}

// updateClient writes the changed client if it still has the version it was read with.
func updateClient(tx *tenants.Tx, c Client) error {
	got := tx.Gorm().Model(&clientRow{}).Where("tenant_id = ? AND id = ? AND version = ? AND state <> ?", c.Tenant, c.ID, c.Version, stateRemoved).Updates(map[string]any{
		"name": c.Name, "home_uri": c.HomeURI, "auth_method": c.Method, "redirect_uris": tenants.TextArray(c.RedirectURIs),
		"post_logout_uris": tenants.TextArray(c.PostLogoutURIs), "back_channel_uri": c.BackChannelURI, "scopes": tenants.TextArray(c.Scopes),
		"refresh": c.Refresh, "state": c.State, "version": c.Version + 1, "updated_at": tx.Now(),
	})
	if got.Error == nil && got.RowsAffected != 1 {
		return fault.Stale
	}
	return got.Error
}

func listClients(tx *tenants.Tx, tenant id.CompanyID) ([]Client, error) {
	var rows []clientRow
	if err := tx.Gorm().Where("tenant_id = ? AND state <> ?", tenant, stateRemoved).Order("name, id").Find(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Client, len(rows))
	for i, r := range rows {
		out[i] = r.client()
	}
	return out, addTimes(tx, tenant, out)
}

func readClient(tx *tenants.Tx, tenant id.CompanyID, client ClientID) (Client, error) {
	var row clientRow
	if err := tx.Gorm().Where("tenant_id = ? AND id = ? AND state <> ?", tenant, client, stateRemoved).Take(&row).Error; err != nil {
		return Client{}, err
	}
	one := []Client{row.client()}
	err := addTimes(tx, tenant, one)
	return one[0], err
}

// addTimes puts in what stands beside the clients: their secrets' times, and when somebody last signed in.
func addTimes(tx *tenants.Tx, tenant id.CompanyID, clients []Client) error {
	var secrets []struct {
		ClientID  ClientID
		CreatedAt time.Time
		ExpiresAt *time.Time
	}
	err := tx.Gorm().Raw("SELECT client_id, created_at, expires_at FROM sso_secret WHERE tenant_id = ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY expires_at DESC NULLS FIRST", tenant, tx.Now()).Scan(&secrets).Error
	if err != nil {
		return err
	}
	var used []struct {
		ClientID ClientID
		At       time.Time
	}
	err = tx.Gorm().Raw("SELECT client_id, max(created_at) AS at FROM sso_sign_in WHERE tenant_id = ? GROUP BY client_id", tenant).Scan(&used).Error
	for i := range clients {
		for _, s := range secrets {
			if s.ClientID == clients[i].ID {
				clients[i].Secrets = append(clients[i].Secrets, SecretEntry{s.CreatedAt, moment(s.ExpiresAt)})
			}
		}
		for _, u := range used {
			if u.ClientID == clients[i].ID {
				clients[i].LastSignInAt = u.At
			}
		}
	}
	return err
}

func insertSecret(tx *tenants.Tx, c Client, hash digest) error {
	return tx.Gorm().Exec("INSERT INTO sso_secret (tenant_id, client_id, hash, created_at) VALUES (?, ?, ?, ?)", c.Tenant, c.ID, hash, tx.Now()).Error
}

// endSecrets lets the present secrets of a client end at a moment, those that end earlier excepted; false when there are none.
func endSecrets(tx *tenants.Tx, c Client, at time.Time) (bool, error) {
	got := tx.Gorm().Exec("UPDATE sso_secret SET expires_at = ? WHERE tenant_id = ? AND client_id = ? AND (expires_at IS NULL OR expires_at > ?)", at, c.Tenant, c.ID, at)
	return got.RowsAffected > 0, got.Error
}

// findClient is the client with an exact id, for whoever is not its supplier.
func findClient(tx *tenants.Tx, client ClientID) (Client, bool, error) {
	var rows []struct {
		TenantID       id.CompanyID
		Supplier       string
		SupplierState  string
		Name           string
		HomeURI        string
		AuthMethod     string
		RedirectURIs   tenants.TextArray `gorm:"column:redirect_uris"`
		PostLogoutURIs tenants.TextArray `gorm:"column:post_logout_uris"`
		BackChannelURI string
		Scopes         tenants.TextArray
		Refresh        bool
		State          string
	}
	err := tx.Gorm().Raw(`SELECT tenant_id, supplier, supplier_state, name, home_uri, auth_method, redirect_uris, post_logout_uris, back_channel_uri, scopes, refresh, state
		FROM sec.find_sso_client(?)`, client).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return Client{}, false, err
	}
	r := rows[0]
	return Client{
		ID: client, Tenant: r.TenantID, Supplier: r.Supplier, Name: r.Name, HomeURI: r.HomeURI, Method: r.AuthMethod, RedirectURIs: r.RedirectURIs,
		PostLogoutURIs: r.PostLogoutURIs, BackChannelURI: r.BackChannelURI, Scopes: r.Scopes, Refresh: r.Refresh, State: r.State, supplierOpen: r.SupplierState == "open",
	}, true, nil
}

func secretFits(tx *tenants.Tx, client ClientID, hash digest) (bool, error) {
	var fits bool
	err := tx.Gorm().Raw("SELECT sec.sso_secret_fits(?, ?, ?)", client, hash, tx.Now()).Scan(&fits).Error
	return fits, err
}

// Requests that wait.

const (
	kindSignIn  = "sign_in"
	kindSignOut = "sign_out"
)

// waiting is a request of a client that waits for a person.
type waiting struct {
	kind      string
	client    ClientID
	form      url.Values
	createdAt time.Time
	expiresAt time.Time
}

func insertRequest(tx *tenants.Tx, hash digest, w waiting) error {
	form, err := json.Marshal(w.form)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("INSERT INTO sso_request (token_hash, kind, client_id, form, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
		hash, w.kind, w.client, string(form), tx.Now(), tx.Now().Add(requestLife)).Error
}

// claimRequest shows a request to the person of the scope, who is the only one to see it from then on.
func claimRequest(tx *tenants.Tx, hash digest) (waiting, error) {
	return oneRequest(tx, "SELECT kind, client_id, form, created_at, expires_at FROM sec.claim_sso_request(?, ?)", hash)
}

// takeRequest takes a request out, once.
func takeRequest(tx *tenants.Tx, hash digest) (waiting, error) {
	return oneRequest(tx, "SELECT kind, client_id, form, created_at, expires_at FROM sec.take_sso_request(?, ?)", hash)
}

func oneRequest(tx *tenants.Tx, query string, hash digest) (waiting, error) {
	var rows []struct {
		Kind      string
		ClientID  ClientID
		Form      []byte
		CreatedAt time.Time
		ExpiresAt time.Time
	}
	if err := tx.Gorm().Raw(query, hash, tx.Now()).Scan(&rows).Error; err != nil {
		return waiting{}, err
	}
	if len(rows) == 0 {
		return waiting{}, errRequestOver
	}
	w := waiting{kind: rows[0].Kind, client: rows[0].ClientID, createdAt: rows[0].CreatedAt, expiresAt: rows[0].ExpiresAt}
	return w, json.Unmarshal(rows[0].Form, &w.form)
}

// The person, its companies and its consents.

func readPerson(tx *tenants.Tx, who id.PersonID) (person, error) {
	var row struct {
		Name      string
		Email     string
		Phone     string
		Locale    string
		UpdatedAt time.Time
	}
	err := tx.Gorm().Raw("SELECT name, email, coalesce(phone, '') AS phone, locale, updated_at FROM identity_person WHERE id = ?", who).Scan(&row).Error
	return person{id: who, name: row.Name, email: row.Email, phone: row.Phone, locale: row.Locale, updatedAt: row.UpdatedAt}, err
}

// livingSession is when a session of the person began; false when it is over.
func livingSession(tx *tenants.Tx, who id.PersonID, session id.SessionID) (time.Time, bool, error) {
	var rows []struct{ CreatedAt time.Time }
	err := tx.Gorm().Raw("SELECT created_at FROM identity_session WHERE person_id = ? AND id = ? AND revoked_at IS NULL AND expires_at > ?", who, session, tx.Now()).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return time.Time{}, false, err
	}
	return rows[0].CreatedAt, true, nil
}

// companiesAt are the buyer companies of the person of the scope, as they stand with a supplier.
func companiesAt(tx *tenants.Tx, tenant id.CompanyID) ([]company, error) {
	var rows []struct {
		BuyerID      id.CompanyID
		Name         string
		Country      string
		Address      string
		State        string
		Roles        tenants.TextArray
		Relationship string
		CustomerCode string
	}
	err := tx.Gorm().Raw("SELECT buyer_id, name, country, address, state, roles, relationship, customer_code FROM sec.sso_companies(?)", tenant).Scan(&rows).Error
	out := make([]company, len(rows))
	for i, r := range rows {
		out[i] = company{id: r.BuyerID, name: r.Name, country: r.Country, address: r.Address, open: r.State == "open", roles: r.Roles, relationship: r.Relationship, code: r.CustomerCode}
	}
	return out, err
}

type consentRow struct {
	PersonID  id.PersonID
	ID        AppID
	TenantID  id.CompanyID
	ClientID  ClientID
	BuyerID   id.CompanyID
	BuyerName string
	Scopes    tenants.TextArray
	GrantedAt time.Time
	UsedAt    time.Time
}

func (consentRow) TableName() string { return "sso_consent" }

// consentsFor are what a person agreed to for a client, last used first.
func consentsFor(tx *tenants.Tx, who id.PersonID, client ClientID) ([]consent, error) {
	var rows []consentRow
	err := tx.Gorm().Where("person_id = ? AND client_id = ?", who, client).Order("used_at DESC, id").Find(&rows).Error
	out := make([]consent, len(rows))
	for i, r := range rows {
		out[i] = consent{id: r.ID, buyer: r.BuyerID, scopes: r.Scopes, granted: r.GrantedAt, used: r.UsedAt}
	}
	return out, err
}

func listConsents(tx *tenants.Tx, who id.PersonID) ([]consentRow, error) {
	var rows []consentRow
	err := tx.Gorm().Where("person_id = ?", who).Order("granted_at DESC, id").Find(&rows).Error
	return rows, err
}

// putConsent remembers what a person agreed to: scopes of before stay.
func putConsent(tx *tenants.Tx, who id.PersonID, c Client, buyer company, agreed []string) error {
	return tx.Gorm().Exec(`INSERT INTO sso_consent (person_id, id, tenant_id, client_id, buyer_id, buyer_name, scopes, granted_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (person_id, client_id, buyer_id) DO UPDATE SET scopes = ARRAY(SELECT DISTINCT unnest(sso_consent.scopes || EXCLUDED.scopes)),
			buyer_name = EXCLUDED.buyer_name, granted_at = EXCLUDED.granted_at, used_at = EXCLUDED.used_at`,
		who, id.New[AppKind](tx.Now()), c.Tenant, c.ID, buyer.id, buyer.name, tenants.TextArray(agreed), tx.Now(), tx.Now()).Error
}

func useConsent(tx *tenants.Tx, who id.PersonID, client ClientID, buyer id.CompanyID) error {
	return tx.Gorm().Exec("UPDATE sso_consent SET used_at = ? WHERE person_id = ? AND client_id = ? AND buyer_id = ?", tx.Now(), who, client, buyer).Error
}

func deleteConsent(tx *tenants.Tx, who id.PersonID, app AppID) (consentRow, error) {
	var rows []consentRow
	err := tx.Gorm().Raw("DELETE FROM sso_consent WHERE person_id = ? AND id = ? RETURNING *", who, app).Scan(&rows).Error
	if err == nil && len(rows) == 0 {
		return consentRow{}, fault.NotFound
	}
	if err != nil {
		return consentRow{}, err
	}
	return rows[0], nil
}

// knownClients are the clients that a person has let in or signed in at, by id.
func knownClients(tx *tenants.Tx) (map[ClientID]Client, error) {
	var rows []struct {
		ClientID ClientID
		TenantID id.CompanyID
		Supplier string
		Name     string
		HomeURI  string
		State    string
	}
	err := tx.Gorm().Raw("SELECT client_id, tenant_id, supplier, name, home_uri, state FROM sec.sso_known_clients()").Scan(&rows).Error
	out := map[ClientID]Client{}
	for _, r := range rows {
		out[r.ClientID] = Client{ID: r.ClientID, Tenant: r.TenantID, Supplier: r.Supplier, Name: r.Name, HomeURI: r.HomeURI, State: r.State}
	}
	return out, err
}

// Sign-ins.

type signInRow struct {
	PersonID   id.PersonID
	ID         SignInID
	SessionID  id.SessionID
	TenantID   id.CompanyID
	ClientID   ClientID
	BuyerID    id.CompanyID
	BuyerName  string
	PersonName string
	Subject    string
	CreatedAt  time.Time
	LastUsedAt time.Time
	EndedAt    *time.Time
}

func (signInRow) TableName() string { return "sso_sign_in" }

// openSignIn gives the living sign-in of a person at a client for a company in a session; true when it is new.
func openSignIn(tx *tenants.Tx, r signInRow) (SignInID, bool, error) {
	var rows []struct {
		ID    SignInID
		Fresh bool
	}
	err := tx.Gorm().Raw(`INSERT INTO sso_sign_in (person_id, id, session_id, tenant_id, client_id, buyer_id, buyer_name, person_name, subject, created_at, last_used_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (person_id, session_id, client_id, buyer_id) WHERE ended_at IS NULL
		DO UPDATE SET last_used_at = EXCLUDED.last_used_at, buyer_name = EXCLUDED.buyer_name, person_name = CASE WHEN EXCLUDED.person_name <> '' THEN EXCLUDED.person_name ELSE sso_sign_in.person_name END
		RETURNING id, created_at = last_used_at AND id = ? AS fresh`,
		r.PersonID, r.ID, r.SessionID, r.TenantID, r.ClientID, r.BuyerID, r.BuyerName, r.PersonName, r.Subject, tx.Now(), tx.Now(), r.ID).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return SignInID{}, false, err
	}
	return rows[0].ID, rows[0].Fresh, nil
}

// readSignIn is a sign-in that has not ended; false when it has.
func readSignIn(tx *tenants.Tx, who id.PersonID, signIn SignInID) (signInRow, bool, error) {
	var rows []signInRow
	err := tx.Gorm().Where("person_id = ? AND id = ? AND ended_at IS NULL", who, signIn).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return signInRow{}, false, err
	}
	return rows[0], true, nil
}

func touchSignIn(tx *tenants.Tx, who id.PersonID, signIn SignInID) error {
	return tx.Gorm().Exec("UPDATE sso_sign_in SET last_used_at = ? WHERE person_id = ? AND id = ?", tx.Now(), who, signIn).Error
}

func listSignIns(tx *tenants.Tx, who id.PersonID) ([]signInRow, error) {
	var rows []signInRow
	err := tx.Gorm().Where(`person_id = ? AND ended_at IS NULL AND EXISTS (SELECT FROM identity_session s
		WHERE s.person_id = sso_sign_in.person_id AND s.id = sso_sign_in.session_id AND s.revoked_at IS NULL AND s.expires_at > ?)`, who, tx.Now()).
		Order("last_used_at DESC, id").Find(&rows).Error
	return rows, err
}

// clientSignIns are the sign-ins at a client as its supplier sees them, newest first.
func clientSignIns(tx *tenants.Tx, tenant id.CompanyID, client ClientID, beforeAt time.Time, before SignInID, limit int) ([]ClientSignIn, error) {
	query := tx.Gorm().Table("sso_sign_in s").Select(`s.id, s.buyer_id, s.buyer_name, s.person_name, s.created_at, s.last_used_at, s.ended_at, coalesce(r.customer_code, '') AS customer_code`).
		Joins("LEFT JOIN trading_relationship r ON r.tenant_id = s.tenant_id AND r.buyer_id = s.buyer_id").Where("s.tenant_id = ? AND s.client_id = ?", tenant, client)
	if !before.IsZero() {
		query = query.Where("(s.last_used_at, s.id) < (?, ?::uuid)", beforeAt, before)
	}
	var rows []struct {
		ID           SignInID
		BuyerID      id.CompanyID
		BuyerName    string
		PersonName   string
		CustomerCode string
		CreatedAt    time.Time
		LastUsedAt   time.Time
		EndedAt      *time.Time
	}
	err := query.Order("s.last_used_at DESC, s.id DESC").Limit(limit).Scan(&rows).Error
	out := make([]ClientSignIn, len(rows))
	for i, r := range rows {
		out[i] = ClientSignIn{ID: r.ID, Person: r.PersonName, Customer: r.BuyerID, CustomerName: r.BuyerName, CustomerCode: r.CustomerCode, CreatedAt: r.CreatedAt, LastUsedAt: r.LastUsedAt, EndedAt: moment(r.EndedAt)}
	}
	return out, err
}

// ended is a sign-in that just ended, as its client has to be told.
type ended struct {
	ID       SignInID
	ClientID ClientID
	Subject  string
}

// endWhere ends the living sign-ins that a condition of the caller's names, and returns them.
func endWhere(tx *tenants.Tx, condition string, args ...any) ([]ended, error) {
	var rows []ended
	err := tx.Gorm().Raw("UPDATE sso_sign_in SET ended_at = ? WHERE ended_at IS NULL AND "+condition+" RETURNING id, client_id, subject", append([]any{tx.Now()}, args...)...).Scan(&rows).Error
	return rows, err
}

// seatPerson is who has or had a seat of the company of the scope; zero for none.
func seatPerson(tx *tenants.Tx, company id.CompanyID, seat id.SeatID) (id.PersonID, error) {
	var row struct{ PersonID id.PersonID }
	err := tx.Gorm().Raw("SELECT person_id FROM identity_seat WHERE company_id = ? AND id = ?", company, seat).Scan(&row).Error
	return row.PersonID, err
}

// hasSeat tells whether a person works for the company of the scope now.
func hasSeat(tx *tenants.Tx, company id.CompanyID, who id.PersonID) (bool, error) {
	var has bool
	err := tx.Gorm().Raw("SELECT EXISTS (SELECT FROM identity_seat WHERE company_id = ? AND person_id = ? AND removed_at IS NULL)", company, who).Scan(&has).Error
	return has, err
}

// Codes and tokens.

type tokenRow struct {
	PersonID  id.PersonID
	Hash      []byte
	SignInID  SignInID
	Kind      Kind
	Scopes    tenants.TextArray
	Form      []byte `gorm:"type:jsonb"`
	AuthAt    time.Time
	IssuedAt  time.Time
	ExpiresAt time.Time
	UsedAt    *time.Time
}

func (tokenRow) TableName() string { return "sso_token" }

// findToken is the person of one exact code or token; zero when nobody's.
func findToken(tx *tenants.Tx, hash digest) (id.PersonID, error) {
	var rows []struct{ Person id.PersonID }
	err := tx.Gorm().Raw("SELECT sec.find_sso_token(?) AS person", hash).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return id.PersonID{}, err
	}
	return rows[0].Person, nil
}

func insertToken(tx *tenants.Tx, who id.PersonID, kind Kind, hash digest, k Kept, life time.Duration) error {
	form, err := json.Marshal(k.Form)
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("INSERT INTO sso_token (person_id, hash, sign_in_id, kind, scopes, form, auth_at, issued_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		who, hash, k.SignIn, kind, tenants.TextArray(k.Scopes), string(form), k.AuthAt, tx.Now(), tx.Now().Add(life)).Error
}

// readToken is a token that has not run out; false when there is none.
func readToken(tx *tenants.Tx, who id.PersonID, kind Kind, hash digest) (tokenRow, bool, error) {
	var rows []tokenRow
	err := tx.Gorm().Where("person_id = ? AND hash = ? AND kind = ?", who, hash, kind).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return tokenRow{}, false, err
	}
	return rows[0], true, nil
}

// useToken marks a code or refresh token used. Of any number of parallel callers exactly one gets true.
func useToken(tx *tenants.Tx, who id.PersonID, kind Kind, hash digest) (bool, error) {
	got := tx.Gorm().Exec("UPDATE sso_token SET used_at = ? WHERE person_id = ? AND hash = ? AND kind = ? AND used_at IS NULL", tx.Now(), who, hash, kind)
	return got.RowsAffected == 1, got.Error
}

func deleteToken(tx *tenants.Tx, who id.PersonID, hash digest) error {
	return tx.Gorm().Exec("DELETE FROM sso_token WHERE person_id = ? AND hash = ?", who, hash).Error
}

func deleteTokens(tx *tenants.Tx, who id.PersonID, signIn SignInID) error {
	return tx.Gorm().Exec("DELETE FROM sso_token WHERE person_id = ? AND sign_in_id = ?", who, signIn).Error
}

// Signing keys.

type keyRow struct {
	Kid       string
	Private   []byte
	CreatedAt time.Time
	SignsAt   *time.Time
	RetiresAt *time.Time
}

func (keyRow) TableName() string { return "sso_signing_key" }

func readKeys(tx *tenants.Tx) ([]keyRow, error) {
	var rows []keyRow
	err := tx.Gorm().Order("created_at DESC, kid").Find(&rows).Error
	return rows, err
}

// turnKeys lets the oldest of the keys to come sign, retires the one that did, and takes from fresh what the ring then lacks; on a new
// hub one of fresh signs. Nothing happens when the present key has signed for less than least: another instance was first.
func turnKeys(tx *tenants.Tx, fresh []keyRow, least time.Duration) error {
	if err := tx.Gorm().Exec("SELECT pg_advisory_xact_lock(hashtext('sso_signing_key'))").Error; err != nil {
		return err
	}
	var young bool
	err := tx.Gorm().Raw("SELECT EXISTS (SELECT FROM sso_signing_key WHERE signs_at > ? AND retires_at IS NULL)", tx.Now().Add(-least)).Scan(&young).Error
	if err != nil || young && least > 0 {
		return err
	}
	if err := tx.Gorm().Exec("UPDATE sso_signing_key SET retires_at = ? WHERE signs_at IS NOT NULL AND retires_at IS NULL", tx.Now().Add(keyAfter)).Error; err != nil {
		return err
	}
	var coming []keyRow
	if err := tx.Gorm().Where("signs_at IS NULL").Order("created_at, kid").Find(&coming).Error; err != nil {
		return err
	}
	if len(coming) == 0 {
		coming, fresh = fresh[:1], fresh[1:]
		if err := insertKeys(tx, coming); err != nil {
			return err
		}
	}
	if err := tx.Gorm().Exec("UPDATE sso_signing_key SET signs_at = ? WHERE kid = ?", tx.Now(), coming[0].Kid).Error; err != nil {
		return err
	}
	return insertKeys(tx, fresh[:keysAhead+1-len(coming)])
}

func insertKeys(tx *tenants.Tx, keys []keyRow) error {
	for _, k := range keys {
		k.CreatedAt = tx.Now()
		if err := tx.Gorm().Create(&k).Error; err != nil {
			return err
		}
	}
	return nil
}

// sweep deletes what has run out, ends the sign-ins of sessions that are over by themselves, and returns these.
func sweep(tx *tenants.Tx) ([]ended, error) {
	now := tx.Now()
	over, err := endWhere(tx, `NOT EXISTS (SELECT FROM identity_session s WHERE s.person_id = sso_sign_in.person_id AND s.id = sso_sign_in.session_id AND s.revoked_at IS NULL AND s.expires_at > ?)`, now)
	if err != nil {
		return nil, err
	}
	for _, q := range []struct {
		sql string
		at  time.Time
	}{
		{"DELETE FROM sso_request WHERE expires_at < ?", now},
		{"DELETE FROM sso_secret WHERE expires_at < ?", now},
		{"DELETE FROM sso_token WHERE expires_at < ?", now.Add(-usedKept)},
		{"DELETE FROM sso_token t USING sso_sign_in s WHERE s.person_id = t.person_id AND s.id = t.sign_in_id AND s.ended_at < ?", now.Add(-signInKept)},
		{"DELETE FROM sso_sign_in WHERE ended_at < ?", now.Add(-signInKept)},
	} {
		if err := tx.Gorm().Exec(q.sql, q.at).Error; err != nil {
			return nil, err
		}
	}
	return over, tx.Gorm().Exec("DELETE FROM sso_consent a USING sso_client c WHERE c.tenant_id = a.tenant_id AND c.id = a.client_id AND c.state = ?", stateRemoved).Error
}

func sweepKeys(tx *tenants.Tx) error {
	return tx.Gorm().Exec("DELETE FROM sso_signing_key WHERE retires_at < ?", tx.Now().Add(-keyKept)).Error
}

// form is what the token keeps of its authorization request.
func (r tokenRow) form() (url.Values, error) {
	var form url.Values
	err := json.Unmarshal(r.Form, &form)
	if form == nil {
		form = url.Values{}
	}
	return form, err
}
