package trading

import (
	"encoding/json"
	"errors"
	"time"

	"gorm.io/gorm"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/customer"
	"manifold/tenants"
)

// JSON columns: how lists lie in the database, and the copy of a dossier that an application carries.

type contactJSON struct {
	Name  string `json:"name,omitempty"`
	Post  string `json:"post,omitempty"`
	Role  string `json:"role,omitempty"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
}

type bankJSON struct {
	Holder   string `json:"holder,omitempty"`
	IBAN     string `json:"iban,omitempty"`
	Account  string `json:"account,omitempty"`
	Bank     string `json:"bank,omitempty"`
	BIC      string `json:"bic,omitempty"`
	Country  string `json:"country,omitempty"`
	Currency string `json:"currency,omitempty"`
}

type extraJSON struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

type documentJSON struct {
	ID          id.DocumentID `json:"id"`
	Kind        DocumentKind  `json:"kind"`
	Name        string        `json:"name"`
	ContentType string        `json:"content_type"`
	Size        int64         `json:"size"`
	Blob        id.BlobID     `json:"blob"`
	CreatedAt   time.Time     `json:"created_at"`
	VerifiedAt  time.Time     `json:"verified_at,omitzero"`
}

type siteJSON struct {
	Name      string   `json:"name"`
	Kind      SiteKind `json:"kind"`
	Country   string   `json:"country"`
	Region    string   `json:"region,omitempty"`
	City      string   `json:"city"`
	Street    string   `json:"street"`
	Postcode  string   `json:"postcode,omitempty"`
	Contact   string   `json:"contact,omitempty"`
	Phone     string   `json:"phone,omitempty"`
	Opening   string   `json:"opening,omitempty"`
	IsDefault bool     `json:"is_default,omitempty"`
}

// dossierJSON is the copy of the company file in an application.
type dossierJSON struct {
	LegalName          string         `json:"legal_name"`
	TradeName          string         `json:"trade_name,omitempty"`
	Country            string         `json:"country"`
	TaxNumber          string         `json:"tax_number"`
	RegistrationNumber string         `json:"registration_number,omitempty"`
	Founded            string         `json:"founded,omitempty"`
	Trades             []string       `json:"trades"`
	Website            string         `json:"website,omitempty"`
	Phone              string         `json:"phone,omitempty"`
	Email              string         `json:"email,omitempty"`
	Contacts           []contactJSON  `json:"contacts"`
	Bank               bankJSON       `json:"bank"`
	ShareBank          bool           `json:"share_bank"`
	Extra              []extraJSON    `json:"extra"`
	State              FileState      `json:"state,omitempty"`
	VerifiedAt         time.Time      `json:"verified_at,omitzero"`
	Documents          []documentJSON `json:"documents,omitempty"`
	Sites              []siteJSON     `json:"sites,omitempty"`
}

// verifiedJSON is what the hub verified; which documents, they say themselves.
type verifiedJSON struct {
	dossierJSON
	Papers int `json:"papers"`
}

// list writes a list as JSON; none as an empty one.
func list[T any](in []T) (string, error) {
	if in == nil {
		in = []T{}
	}
	text, err := json.Marshal(in)
	return string(text), err
}

func convert[A, B any](in []A, to func(A) B) []B {
	out := make([]B, len(in))
	for i, each := range in {
		out[i] = to(each)
	}
	return out
}

// copyOf writes what suppliers get.
func copyOf(d Dossier) (string, error) {
	text, err := json.Marshal(jsonOf(d.Shared()))
	return string(text), err
}

func jsonOf(d Dossier) dossierJSON {
	f := d.File
	return dossierJSON{
		LegalName: f.LegalName, TradeName: f.TradeName, Country: f.Country, TaxNumber: f.TaxNumber, RegistrationNumber: f.RegistrationNumber, Founded: f.Founded, Trades: f.Trades,
		Website: f.Website, Phone: f.Phone, Email: f.Email, Bank: bankJSON(f.Bank), ShareBank: f.ShareBank, State: f.State, VerifiedAt: f.VerifiedAt,
		Contacts:  convert(f.Contacts, func(c FileContact) contactJSON { return contactJSON(c) }),
		Extra:     convert(f.Extra, func(e ExtraField) extraJSON { return extraJSON(e) }),
		Documents: convert(d.Documents, func(x Document) documentJSON { return documentJSON(x) }),
		Sites: convert(d.Sites, func(s Site) siteJSON {
			return siteJSON{s.Name, s.Kind, s.Country, s.Region, s.City, s.Street, s.Postcode, s.Contact, s.Phone, s.Opening, s.IsDefault}
		}),
	}
}

// readCopy is the opposite of copyOf.
func readCopy(text string, version int64) (Dossier, error) {
	var c dossierJSON
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return Dossier{}, err
	}
	return Dossier{
		File:      CompanyFile{State: c.State, Version: version, VerifiedAt: c.VerifiedAt, Particulars: c.particulars()},
		Documents: convert(c.Documents, func(x documentJSON) Document { return Document(x) }),
		Sites: convert(c.Sites, func(s siteJSON) Site {
			return Site{Name: s.Name, Kind: s.Kind, Country: s.Country, Region: s.Region, City: s.City, Street: s.Street, Postcode: s.Postcode, Contact: s.Contact, Phone: s.Phone, Opening: s.Opening, IsDefault: s.IsDefault}
		}),
	}, nil
}

func (c dossierJSON) particulars() Particulars {
	return Particulars{
		LegalName: c.LegalName, TradeName: c.TradeName, Country: c.Country, TaxNumber: c.TaxNumber, RegistrationNumber: c.RegistrationNumber, Founded: c.Founded, Trades: c.Trades,
		Website: c.Website, Phone: c.Phone, Email: c.Email, Bank: Bank(c.Bank), ShareBank: c.ShareBank,
		Contacts: convert(c.Contacts, func(x contactJSON) FileContact { return FileContact(x) }),
		Extra:    convert(c.Extra, func(x extraJSON) ExtraField { return ExtraField(x) }),
	}
}

// The company file.

type fileRow struct {
	CompanyID          id.CompanyID
	LegalName          string
	TradeName          string
	Country            string
	TaxNumber          string
	RegistrationNumber string
	Founded            string
	Trades             tenants.TextArray
	Website            string
	Phone              string
	Email              string
	Contacts           string
	Bank               string
	ShareBank          bool
	Extra              string
	State              FileState
	Reason             string
	Verified           *string
	VerifiedAt         *time.Time
	Version            int64
	UpdatedAt          time.Time
	CompanyName        string `gorm:"->"`
	Documents          int    `gorm:"->"`
}

const fileColumns = `f.company_id, f.legal_name, f.trade_name, f.country, f.tax_number, f.registration_number, f.founded, f.trades, f.website, f.phone, f.email,
	f.contacts::text AS contacts, f.bank::text AS bank, f.share_bank, f.extra::text AS extra, f.state, f.reason, f.verified::text AS verified, f.verified_at, f.version, f.updated_at`

func (r fileRow) file() (CompanyFile, error) {
	var contacts []contactJSON
	var bank bankJSON
	var extra []extraJSON
	var verified *VerifiedFile
	err := errors.Join(json.Unmarshal([]byte(r.Contacts), &contacts), json.Unmarshal([]byte(r.Bank), &bank), json.Unmarshal([]byte(r.Extra), &extra))
	if r.Verified != nil {
		var was verifiedJSON
		err = errors.Join(err, json.Unmarshal([]byte(*r.Verified), &was))
		verified = &VerifiedFile{was.particulars(), was.Papers}
	}
	return CompanyFile{State: r.State, Reason: r.Reason, Version: r.Version, Verified: verified, VerifiedAt: instant(r.VerifiedAt), UpdatedAt: r.UpdatedAt.UTC(), Particulars: Particulars{
		LegalName: r.LegalName, TradeName: r.TradeName, Country: r.Country, TaxNumber: r.TaxNumber, RegistrationNumber: r.RegistrationNumber, Founded: r.Founded, Trades: r.Trades,
		Website: r.Website, Phone: r.Phone, Email: r.Email, Bank: Bank(bank), ShareBank: r.ShareBank,
		Contacts: convert(contacts, func(c contactJSON) FileContact { return FileContact(c) }),
		Extra:    convert(extra, func(e extraJSON) ExtraField { return ExtraField(e) }),
	}}, err
}

// instant is a time that may be missing.
func instant(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return at.UTC()
}

// readFile answers an empty draft of version 0 for a company that has saved none.
func readFile(tx *tenants.Tx, company id.CompanyID) (CompanyFile, error) {
	var row fileRow
	err := tx.Gorm().Table("trading_company_file f").Select(fileColumns).Where("f.company_id = ?", company).Take(&row).Error
	if isNone(err) {
		return CompanyFile{State: FileDraft, Particulars: Particulars{}.tidy()}, nil
	}
	if err != nil {
		return CompanyFile{}, err
	}
	return row.file()
}

// lockFile makes sure that there is a file and locks it; who changes documents or sites, and who saves, wait for each other here.
func lockFile(tx *tenants.Tx, company id.CompanyID) error {
	err := tx.Gorm().Exec("INSERT INTO trading_company_file (company_id, extra, version, updated_at) VALUES (?, '[]', 0, ?) ON CONFLICT (company_id) DO NOTHING", company, tx.Now()).Error
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("SELECT FROM trading_company_file WHERE company_id = ? FOR UPDATE", company).Error
}

// writeFile saves particulars as a draft of the next version.
func writeFile(tx *tenants.Tx, company id.CompanyID, p Particulars) error {
	contacts, err := list(convert(p.Contacts, func(c FileContact) contactJSON { return contactJSON(c) }))
	if err != nil {
		return err
	}
	extra, err := list(convert(p.Extra, func(e ExtraField) extraJSON { return extraJSON(e) }))
	if err != nil {
		return err
	}
	bank, err := json.Marshal(bankJSON(p.Bank))
	if err != nil {
		return err
	}
	return exactlyOne(tx.Gorm().Exec(`UPDATE trading_company_file SET legal_name = ?, trade_name = ?, country = ?, tax_number = ?, registration_number = ?, founded = ?, trades = ?, website = ?, phone = ?, email = ?,
		contacts = ?::jsonb, bank = ?::jsonb, share_bank = ?, extra = ?::jsonb, state = 'draft', version = version + 1, updated_at = ? WHERE company_id = ?`,
		p.LegalName, p.TradeName, p.Country, p.TaxNumber, p.RegistrationNumber, p.Founded, tenants.TextArray(p.Trades), p.Website, p.Phone, p.Email,
		contacts, string(bank), p.ShareBank, extra, tx.Now(), company))
}

// redraft makes the file a draft of the next version, because what belongs to it has changed.
func redraft(tx *tenants.Tx, company id.CompanyID) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE trading_company_file SET state = 'draft', version = version + 1, updated_at = ? WHERE company_id = ?", tx.Now(), company))
}

// submitFile puts the file and its documents before the hub.
func submitFile(tx *tenants.Tx, company id.CompanyID) error {
	err := exactlyOne(tx.Gorm().Exec("UPDATE trading_company_file SET state = 'submitted', reason = '', version = version + 1, updated_at = ? WHERE company_id = ?", tx.Now(), company))
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("UPDATE trading_company_document SET submitted_at = ? WHERE company_id = ?", tx.Now(), company).Error
}

// returnFile sends the file back. What was verified before its changes stays in force; the file that is itself verified is so no more.
func returnFile(tx *tenants.Tx, company id.CompanyID, reason string) error {
	return exactlyOne(tx.Gorm().Exec(`UPDATE trading_company_file SET state = 'returned', reason = ?, verified = CASE WHEN state = 'submitted' THEN verified END,
		verified_at = CASE WHEN state = 'submitted' THEN verified_at END, version = version + 1, updated_at = ? WHERE company_id = ?`, reason, tx.Now(), company))
}

// verifyFile puts the dossier in force as it stands.
func verifyFile(tx *tenants.Tx, company id.CompanyID, d Dossier) error {
	verified, err := json.Marshal(verifiedJSON{jsonOf(Dossier{File: CompanyFile{Particulars: d.File.Particulars}}), len(d.Documents)})
	if err != nil {
		return err
	}
	err = exactlyOne(tx.Gorm().Exec("UPDATE trading_company_file SET state = 'verified', reason = '', verified = ?::jsonb, verified_at = ?, version = version + 1, updated_at = ? WHERE company_id = ?",
		string(verified), tx.Now(), tx.Now(), company))
	if err != nil {
		return err
	}
	return tx.Gorm().Exec("UPDATE trading_company_document SET verified_at = ? WHERE company_id = ?", tx.Now(), company).Error
}

func readDocuments(tx *tenants.Tx, company id.CompanyID) ([]Document, error) {
	var rows []documentRow
	err := tx.Gorm().Table("trading_company_document").Where("company_id = ?", company).Order("created_at, id").Find(&rows).Error
	return convert(rows, documentRow.document), err
}

type documentRow struct {
	CompanyID   id.CompanyID
	ID          id.DocumentID
	Kind        DocumentKind
	Name        string
	ContentType string
	Size        int64
	FileBlob    id.BlobID
	CreatedAt   time.Time
	VerifiedAt  *time.Time `gorm:"->"`
}

func (documentRow) TableName() string { return "trading_company_document" }

func (r documentRow) document() Document {
	return Document{r.ID, r.Kind, r.Name, r.ContentType, r.Size, r.FileBlob, r.CreatedAt.UTC(), instant(r.VerifiedAt)}
}

func insertDocument(tx *tenants.Tx, company id.CompanyID, d Document) error {
	return tx.Gorm().Create(&documentRow{CompanyID: company, ID: d.ID, Kind: d.Kind, Name: d.Name, ContentType: d.ContentType, Size: d.Size, FileBlob: d.Blob, CreatedAt: d.CreatedAt}).Error
}

func deleteDocument(tx *tenants.Tx, company id.CompanyID, document id.DocumentID) error {
	return exactlyOne(tx.Gorm().Exec("DELETE FROM trading_company_document WHERE company_id = ? AND id = ?", company, document))
}

// Sites.

type siteRow struct {
	CompanyID  id.CompanyID
	ID         id.SiteID
	Name       string
	Kind       SiteKind
	Country    string
	Region     string
	City       string
	Street     string
	Postcode   string
	Contact    string
	Phone      string
	Opening    string
	IsDefault  bool
	ArchivedAt *time.Time
	Version    int64
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

func (siteRow) TableName() string { return "trading_site" }

func (r siteRow) site() Site {
	return Site{r.ID, r.Name, r.Kind, r.Country, r.Region, r.City, r.Street, r.Postcode, r.Contact, r.Phone, r.Opening, r.IsDefault, instant(r.ArchivedAt), r.Version, r.UpdatedAt.UTC()}
}

func readSites(tx *tenants.Tx, company id.CompanyID, archived bool) ([]Site, error) {
	query := tx.Gorm().Table("trading_site").Where("company_id = ?", company)
	if !archived {
		query = query.Where("archived_at IS NULL")
	}
	var rows []siteRow
	err := query.Order("name, id").Limit(mostSites).Find(&rows).Error
	return convert(rows, siteRow.site), err
}

func readSite(tx *tenants.Tx, company id.CompanyID, site id.SiteID) (Site, error) {
	var row siteRow
	err := tx.Gorm().Table("trading_site").Where("company_id = ? AND id = ?", company, site).Take(&row).Error
	return row.site(), err
}

// clearDefault lets another site of the kind be the one that is used when nothing is said.
func clearDefault(tx *tenants.Tx, company id.CompanyID, kind SiteKind, but id.SiteID) error {
	return tx.Gorm().Exec("UPDATE trading_site SET is_default = false WHERE company_id = ? AND kind = ? AND is_default AND id <> ?", company, kind, but).Error
}

func insertSite(tx *tenants.Tx, company id.CompanyID, s Site) error {
	return tx.Gorm().Create(&siteRow{CompanyID: company, ID: s.ID, Name: s.Name, Kind: s.Kind, Country: s.Country, Region: s.Region, City: s.City, Street: s.Street, Postcode: s.Postcode,
		Contact: s.Contact, Phone: s.Phone, Opening: s.Opening, IsDefault: s.IsDefault, Version: 1, CreatedAt: tx.Now(), UpdatedAt: tx.Now()}).Error
}

func updateSite(tx *tenants.Tx, company id.CompanyID, s Site) error {
	return exactlyOne(tx.Gorm().Exec(`UPDATE trading_site SET name = ?, kind = ?, country = ?, region = ?, city = ?, street = ?, postcode = ?, contact = ?, phone = ?, opening = ?, is_default = ?,
		version = version + 1, updated_at = ? WHERE company_id = ? AND id = ?`,
		s.Name, s.Kind, s.Country, s.Region, s.City, s.Street, s.Postcode, s.Contact, s.Phone, s.Opening, s.IsDefault, tx.Now(), company, s.ID))
}

func restoreSite(tx *tenants.Tx, company id.CompanyID, site id.SiteID) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE trading_site SET archived_at = NULL, version = version + 1, updated_at = ? WHERE company_id = ? AND id = ? AND archived_at IS NOT NULL", tx.Now(), company, site))
}

func archiveSite(tx *tenants.Tx, company id.CompanyID, site id.SiteID) error {
	return exactlyOne(tx.Gorm().Exec("UPDATE trading_site SET archived_at = ?, is_default = false, version = version + 1, updated_at = ? WHERE company_id = ? AND id = ? AND archived_at IS NULL",
		tx.Now(), tx.Now(), company, site))
}

// readDossier is the file with all that belongs to it.
func readDossier(tx *tenants.Tx, company id.CompanyID) (Dossier, error) {
	file, err := readFile(tx, company)
	if err != nil {
		return Dossier{}, err
	}
	documents, err := readDocuments(tx, company)
	if err != nil {
		return Dossier{}, err
	}
	sites, err := readSites(tx, company, false)
	return Dossier{file, documents, sites}.settled(), err
}

// readInForce is the file that suppliers get.
func readInForce(tx *tenants.Tx, company id.CompanyID) (Dossier, error) {
	d, err := readDossier(tx, company)
	return d.InForce(), err
}

// refreshCopies brings the file in force before every supplier with whom an application or relationship lives.
func refreshCopies(tx *tenants.Tx, company id.CompanyID, d Dossier) error {
	text, err := copyOf(d.InForce())
	if err != nil {
		return err
	}
	return tx.Gorm().Exec(`UPDATE trading_application a SET file = ?::jsonb, file_version = ?, updated_at = ? FROM trading_relationship r
		WHERE a.buyer_id = ? AND r.tenant_id = a.tenant_id AND r.buyer_id = a.buyer_id AND r.version = a.number AND r.state IN ('applied','more_asked','approved','suspended')`,
		text, d.File.Version, tx.Now(), company).Error
}

// countReaders is how many suppliers read the file.
func countReaders(tx *tenants.Tx, company id.CompanyID) (n int, err error) {
	err = tx.Gorm().Raw("SELECT count(*) FROM trading_relationship WHERE buyer_id = ? AND state IN ('applied','more_asked','approved','suspended')", company).Scan(&n).Error
	return n, err
}

// The hub's queue.

type fileForHub struct {
	Company   id.CompanyID
	Name      string
	Documents int
	File      CompanyFile
}

func hubFiles(tx *tenants.Tx) *gorm.DB {
	return tx.Gorm().Table("trading_company_file f").Joins("JOIN identity_company c ON c.id = f.company_id").
		Select(fileColumns + `, c.name AS company_name, (SELECT count(*) FROM trading_company_document d WHERE d.company_id = f.company_id) AS documents`)
}

func (r fileRow) forHub() (fileForHub, error) {
	f, err := r.file()
	return fileForHub{r.CompanyID, r.CompanyName, r.Documents, f}, err
}

func listHubFiles(tx *tenants.Tx, state FileState, q string, after time.Time, afterID id.CompanyID, limit int) ([]fileForHub, error) {
	query := hubFiles(tx).Where("f.state = ?", state)
	if q != "" {
		like := tenants.Containing(q)
		query = query.Where("(c.name ILIKE ? OR f.legal_name ILIKE ? OR f.tax_number ILIKE ?)", like, like, like)
	}
	if !afterID.IsZero() {
		query = query.Where("(f.updated_at, f.company_id) > (?, ?::uuid)", after, afterID)
	}
	var rows []fileRow
	if err := query.Order("f.updated_at, f.company_id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]fileForHub, 0, len(rows))
	for _, r := range rows {
		f, err := r.forHub()
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

func countHubFiles(tx *tenants.Tx, state FileState) (n int64, err error) {
	err = tx.Gorm().Raw("SELECT count(*) FROM trading_company_file WHERE state = ?", state).Scan(&n).Error
	return n, err
}

func readHubFile(tx *tenants.Tx, company id.CompanyID) (fileForHub, error) {
	var row fileRow
	if err := hubFiles(tx).Where("f.company_id = ?", company).Take(&row).Error; err != nil {
		return fileForHub{}, err
	}
	return row.forHub()
}

func lockHubFile(tx *tenants.Tx, company id.CompanyID) error {
	return tx.Gorm().Exec("SELECT FROM trading_company_file WHERE company_id = ? FOR UPDATE", company).Error
}

// sameTaxNumber are other companies whose file says the same number.
func sameTaxNumber(tx *tenants.Tx, company id.CompanyID, number string) ([]CompanyRef, error) {
	out := []CompanyRef{}
	if customer.TaxKey(number) == "" {
		return out, nil
	}
	err := tx.Gorm().Raw(`SELECT c.id, c.name FROM trading_company_file f JOIN identity_company c ON c.id = f.company_id
		WHERE f.company_id <> ? AND upper(regexp_replace(f.tax_number, '[^0-9A-Za-z]', '', 'g')) = ? ORDER BY c.name LIMIT 20`, company, customer.TaxKey(number)).Scan(&out).Error
	return out, err
}

// CompanyRef names a company.
type CompanyRef struct {
	ID   id.CompanyID
	Name string
}

// isNone tells a row that is not there from an error; the door to rows turns the one into fault.NotFound.
func isNone(err error) bool {
	return errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, fault.NotFound)
}
