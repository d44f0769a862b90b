package trading

import (
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/number"
)

// FileState is how far a company file is.
type FileState string

// The states of a company file. What a company saves is a draft again; what the hub verified before stays in force beside it.
const (
	FileDraft     FileState = "draft"
	FileSubmitted FileState = "submitted"
	FileVerified  FileState = "verified"
	FileReturned  FileState = "returned"
)

// Particulars are what a company says of itself, once for all suppliers. All of it may be missing while it is a draft.
type Particulars struct {
	LegalName, TradeName          string
	Country                       string // ISO 3166-1
	TaxNumber, RegistrationNumber string
	Founded                       string // 1998, 1998-04 or 1998-04-17
	Trades                        []string
	Website, Phone, Email         string
	Contacts                      []FileContact
	Bank                          Bank
	ShareBank                     bool // suppliers get bank account and documents of kind bank
	Extra                         []ExtraField
}

// FileContact is a person to talk to at the company.
type FileContact struct{ Name, Post, Role, Phone, Email string }

// Bank is where the company is paid.
type Bank struct{ Holder, IBAN, Account, Bank, BIC, Country, Currency string }

// ExtraField is one that not all suppliers ask for, by its label.
type ExtraField struct{ Label, Value string }

// CompanyFile is the file of a company as it stands.
type CompanyFile struct {
	Particulars
	State      FileState
	Reason     string // why it came back
	Version    int64  // 0: never saved
	Verified   *VerifiedFile
	VerifiedAt time.Time // when the hub verified what is in force; zero: nothing is
	UpdatedAt  time.Time
}

// VerifiedFile is what the hub verified last, which is in force whatever the company has changed since; nil where it verified nothing.
type VerifiedFile struct {
	Particulars
	Papers int // how many documents it had
}

// verified tells whether the hub has verified the file as it stands.
func (f CompanyFile) verified() bool { return f.State == FileVerified }

// DocumentKind says what a document shows.
type DocumentKind string

// Kinds of documents.
const (
	DocumentLicence DocumentKind = "licence"
	DocumentTax     DocumentKind = "tax"
	DocumentBank    DocumentKind = "bank"
	DocumentOther   DocumentKind = "other"
)

// Document is one of the company file.
type Document struct {
	ID          id.DocumentID
	Kind        DocumentKind
	Name        string
	ContentType string
	Size        int64
	Blob        id.BlobID
	CreatedAt   time.Time
	VerifiedAt  time.Time // when the hub verified a file with it; zero: not yet
}

// What a document may be.
const (
	DocumentBytes = 10 << 20
	mostDocuments = 20
)

// Faults of documents.
var (
	errDocumentFormat   = fault.Define(fault.KindUnsupported, "trading.document_format", "A document is a PDF, PNG, JPEG or WebP file.")
	errTooManyDocuments = fault.Define(fault.KindConflict, "trading.too_many_documents", "A company file holds at most 20 documents. Take one away first.")
)

// documentTypes are what a document may be, by its bytes.
var documentTypes = []string{"application/pdf", "image/png", "image/jpeg", "image/webp"}

// Dossier is a company file with what belongs to it: what an application carries.
type Dossier struct {
	File      CompanyFile
	Documents []Document
	Sites     []Site
}

// settled is the dossier with its state as it shows: a draft that is the same as what the hub verified is verified.
func (d Dossier) settled() Dossier {
	if f := d.File; f.Verified != nil && f.State != FileSubmitted && len(d.Changes()) == 0 {
		d.File.State, d.File.Reason = FileVerified, ""
	}
	return d
}

// Changes names what differs from the verified file, fields as the contract does and documents; empty where the hub has verified none.
func (d Dossier) Changes() []string {
	out := []string{}
	was := d.File.Verified
	if was == nil {
		return out
	}
	now := d.File.Particulars
	now.ShareBank = was.ShareBank // what suppliers get is the company's own to say, at once
	out = append(out, changedParticulars(was.Particulars, now)...)
	unknown := slices.ContainsFunc(d.Documents, func(x Document) bool { return x.VerifiedAt.IsZero() })
	if unknown || len(d.Documents) != was.Papers {
		out = append(out, "documents")
	}
	return out
}

// InForce is the dossier that suppliers get: what the hub verified last while changes wait for its word, and otherwise what stands.
// Sites, documents taken away and share_bank do not wait.
func (d Dossier) InForce() Dossier {
	was := d.File.Verified
	if was == nil || d.File.State == FileVerified {
		return d
	}
	share := d.File.ShareBank
	d.File.Particulars, d.File.State, d.File.Reason = was.Particulars, FileVerified, ""
	d.File.ShareBank = share
	d.Documents = slices.DeleteFunc(slices.Clone(d.Documents), func(x Document) bool { return x.VerifiedAt.IsZero() })
	return d
}

// Shared is the dossier as suppliers get it: without share_bank neither the account nor the bank's papers.
func (d Dossier) Shared() Dossier {
	if d.File.ShareBank {
		return d
	}
	d.File.Bank = Bank{}
	d.Documents = slices.DeleteFunc(slices.Clone(d.Documents), func(x Document) bool { return x.Kind == DocumentBank })
	return d
}

// Severity says how much a problem matters.
type Severity string

// Severities. Only a hint does not stand in the way of submission.
const (
	SeverityMissing Severity = "missing"
	SeverityWrong   Severity = "wrong"
	SeverityHint    Severity = "hint"
)

// Problem is what is missing or wrong in a company file.
type Problem struct {
	Path, Code, Message string
	Severity            Severity
}

// Problems lists what is missing or wrong, in the order of the form.
func (d Dossier) Problems() []Problem {
	p := problems{}
	f := d.File.Particulars
	p.require("/legal_name", f.LegalName)
	p.require("/country", f.Country)
	if p.require("/tax_number", f.TaxNumber) {
		if got := number.CheckTax(f.Country, f.TaxNumber); got.Verdict == number.VerdictWrong {
			p.wrong("/tax_number", "wrong_check_digit", "This cannot be a "+got.Kind.Name()+".")
		}
	}
	if p.require("/phone", f.Phone) {
		p.phone("/phone", f.Phone)
	}
	if p.require("/email", f.Email) {
		p.email("/email", f.Email)
	}
	if f.Website != "" && !likeWebsite(f.Website) {
		p.wrong("/website", "wrong_form", "This is no web address.")
	}
	if f.Founded != "" && !likeDate(f.Founded) {
		p.wrong("/founded", "wrong_form", "Write a year, a month or a day: 1998, 1998-04, 1998-04-17.")
	}
	p.contacts(f.Contacts)
	p.bank(f.Bank)
	p.extra(f.Extra)
	if !slices.ContainsFunc(d.Documents, func(x Document) bool { return x.Kind == DocumentLicence }) {
		p.add("documents", "required", "A business licence is needed.", SeverityMissing)
	}
	if len(f.Trades) == 0 {
		p.add("/trades", "recommended", "Suppliers look at what you deal in.", SeverityHint)
	}
	if f.RegistrationNumber == "" && f.Country != "CN" { // in China it is the tax number
		p.add("/registration_number", "recommended", "Many suppliers ask for it.", SeverityHint)
	}
	if len(d.Sites) == 0 {
		p.add("sites", "recommended", "A delivery address saves a question.", SeverityHint)
	}
	return p
}

// complete tells whether nothing stands in the way of submission.
func complete(all []Problem) bool {
	return !slices.ContainsFunc(all, func(p Problem) bool { return p.Severity != SeverityHint })
}

type problems []Problem

func (p *problems) add(path, code, message string, s Severity) {
	*p = append(*p, Problem{path, code, message, s})
}

func (p *problems) wrong(path, code, message string) { p.add(path, code, message, SeverityWrong) }

// require answers whether there is something to look at.
func (p *problems) require(path, text string) bool {
	if text == "" {
		p.add(path, "required", "This is needed.", SeverityMissing)
	}
	return text != ""
}

func (p *problems) email(path, text string) {
	if !customer.LikeMail(text) {
		p.wrong(path, "wrong_form", "This is no e-mail address.")
	}
}

func (p *problems) phone(path, text string) {
	if n := len(digits(text)); n < 5 || n > 15 {
		p.wrong(path, "wrong_form", "This is no phone number.")
	}
}

func (p *problems) contacts(all []FileContact) {
	if len(all) == 0 {
		p.add("/contacts", "required", "At least one person to talk to is needed.", SeverityMissing)
	}
	for i, c := range all {
		at := "/contacts/" + strconv.Itoa(i)
		p.require(at+"/name", c.Name)
		if c.Email != "" {
			p.email(at+"/email", c.Email)
		}
		if c.Phone != "" {
			p.phone(at+"/phone", c.Phone)
		}
		if c.Email == "" && c.Phone == "" {
			p.add(at, "required", "An e-mail address or a phone number is needed.", SeverityMissing)
		}
	}
}

func (p *problems) bank(b Bank) {
	if b.IBAN != "" {
		if got := number.CheckIBAN(b.IBAN); got.Verdict == number.VerdictWrong {
			p.wrong("/bank/iban", "wrong_check_digit", "This cannot be an "+got.Kind.Name()+".")
		} else if b.Country != "" && !strings.HasPrefix(got.Normal, b.Country) {
			p.wrong("/bank/iban", "wrong_country", "This account is in another country.")
		}
	}
	if b.BIC != "" && !likeBIC(b.BIC) {
		p.wrong("/bank/bic", "wrong_form", "This is no BIC (ISO 9362).")
	}
	if b.Currency != "" {
		if _, err := money.ParseCurrency(b.Currency); err != nil {
			p.wrong("/bank/currency", "unknown", "This is no currency of ISO 4217.")
		}
	}
	if (b.IBAN != "" || b.Account != "") && b.Holder == "" {
		p.add("/bank/holder", "required", "Whose account is it?", SeverityMissing)
	}
}

func (p *problems) extra(all []ExtraField) {
	seen := map[string]bool{}
	for i, e := range all {
		if seen[e.Label] {
			p.wrong("/extra/"+strconv.Itoa(i)+"/label", "duplicate", "This stands there already.")
		}
		seen[e.Label] = true
	}
}

// likeBIC is the form of ISO 9362: four letters, country, two signs of place, and three of the branch.
func likeBIC(text string) bool {
	text = number.Plain(text)
	if len(text) != 8 && len(text) != 11 || strings.Contains(text, "?") {
		return false
	}
	for _, c := range []byte(text[4:6]) {
		if !isLetter(c) {
			return false
		}
	}
	return true
}

func likeWebsite(text string) bool {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && strings.Contains(strings.Trim(u.Hostname(), "."), ".") && u.User == nil
}

// likeDate takes a year, a month or a day.
func likeDate(text string) bool {
	return slices.ContainsFunc([]string{"2006", "2006-01", time.DateOnly}, func(layout string) bool {
		_, err := time.Parse(layout, text)
		return err == nil
	})
}

// digits takes the digits out of a text.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// tidy takes out what nobody means: spaces around, empty entries.
func (p Particulars) tidy() Particulars {
	for _, text := range []*string{&p.LegalName, &p.TradeName, &p.Founded, &p.TaxNumber, &p.RegistrationNumber, &p.Website, &p.Phone, &p.Email, &p.Bank.Holder, &p.Bank.IBAN, &p.Bank.Account, &p.Bank.Bank, &p.Bank.BIC} {
		*text = strings.TrimSpace(*text)
	}
	p.Email = strings.ToLower(p.Email)
	contacts := []FileContact{}
	for _, c := range p.Contacts {
		c.Name, c.Post, c.Phone, c.Email = strings.TrimSpace(c.Name), strings.TrimSpace(c.Post), strings.TrimSpace(c.Phone), strings.ToLower(strings.TrimSpace(c.Email))
		if c != (FileContact{}) {
			contacts = append(contacts, c)
		}
	}
	extra := []ExtraField{}
	for _, e := range p.Extra {
		e.Label, e.Value = strings.TrimSpace(e.Label), strings.TrimSpace(e.Value)
		if e.Label != "" {
			extra = append(extra, e)
		}
	}
	p.Contacts, p.Extra = contacts, extra
	if p.Trades == nil {
		p.Trades = []string{}
	}
	return p
}

// Asks of suppliers, beside the fields of the file.
const (
	askDocument = "document:"
	askSite     = "site:"
	askExtra    = "extra:"
)

// Missing lists which of a supplier's asks the dossier does not answer, in their order.
func (d Dossier) Missing(asks []string) []string {
	out := []string{}
	for _, ask := range asks {
		if !d.answers(ask) {
			out = append(out, ask)
		}
	}
	return out
}

func (d Dossier) answers(ask string) bool {
	f := d.File.Particulars
	if kind, is := strings.CutPrefix(ask, askDocument); is {
		return slices.ContainsFunc(d.Shared().Documents, func(x Document) bool { return string(x.Kind) == kind })
	}
	if kind, is := strings.CutPrefix(ask, askSite); is {
		return slices.ContainsFunc(d.Sites, func(s Site) bool { return string(s.Kind) == kind })
	}
	if label, is := strings.CutPrefix(ask, askExtra); is {
		return slices.ContainsFunc(f.Extra, func(e ExtraField) bool { return e.Label == label && e.Value != "" })
	}
	switch ask {
	case "tax_number":
		return f.TaxNumber != ""
	case "registration_number":
		return f.RegistrationNumber != ""
	case "founded":
		return f.Founded != ""
	case "website":
		return f.Website != ""
	case "phone":
		return f.Phone != ""
	case "email":
		return f.Email != ""
	case "contacts":
		return len(f.Contacts) > 0
	case "bank":
		return f.ShareBank && (f.Bank.IBAN != "" || f.Bank.Account != "")
	case "trades":
		return len(f.Trades) > 0
	}
	return false // an ask that this version does not know is nothing a file can have
}

// SiteKind says what a site is for.
type SiteKind string

// Site is where a company is or takes goods.
type Site struct {
	ID                                id.SiteID
	Name                              string
	Kind                              SiteKind
	Country, Region, City, Street     string
	Postcode, Contact, Phone, Opening string
	IsDefault                         bool
	ArchivedAt                        time.Time // zero: in use
	Version                           int64
	UpdatedAt                         time.Time
}

// mostSites bounds what a list shows and an application carries.
const mostSites = 500

var errTooManySites = fault.Define(fault.KindConflict, "trading.too_many_sites", "A company has at most 500 sites here. Archive one first.")

func (s Site) tidy() Site {
	for _, text := range []*string{&s.Name, &s.Region, &s.City, &s.Street, &s.Postcode, &s.Contact, &s.Phone, &s.Opening} {
		*text = strings.TrimSpace(*text)
	}
	return s
}

func (s Site) check() error {
	var wrong []fault.Field
	for _, each := range []struct{ path, text string }{{"/name", s.Name}, {"/city", s.City}, {"/street", s.Street}} {
		if each.text == "" {
			wrong = append(wrong, fault.Field{Path: each.path, Code: "required", Message: "This is needed."})
		}
	}
	if len(wrong) > 0 {
		return fault.Invalid.With(wrong...)
	}
	return nil
}

// domainOf is the domain of an e-mail address in lower case; "" for none, and for the big public mail hosts, which say nothing of a company.
func domainOf(address string) string {
	parsed, err := mail.ParseAddress(address)
	if err != nil {
		return ""
	}
	_, domain, _ := strings.Cut(strings.ToLower(parsed.Address), "@")
	if publicMail[domain] {
		return ""
	}
	return domain
}

var publicMail = map[string]bool{
	"163.com": true, "126.com": true, "qq.com": true, "foxmail.com": true, "sina.com": true, "sohu.com": true, "aliyun.com": true, "139.com": true, "189.cn": true, "yeah.net": true,
	"gmail.com": true, "googlemail.com": true, "outlook.com": true, "hotmail.com": true, "live.com": true, "yahoo.com": true, "icloud.com": true, "me.com": true,
	"gmx.de": true, "gmx.net": true, "web.de": true, "t-online.de": true, "orange.fr": true, "free.fr": true, "wanadoo.fr": true, "libero.it": true, "proton.me": true, "protonmail.com": true, "aol.com": true, "mail.ru": true, "yandex.ru": true,
}

// phoneKey is the end of a phone number, which is the same with and without country code; "" for one too short to compare.
func phoneKey(phone string) string {
	all := digits(phone)
	if len(all) < 7 {
		return ""
	}
	return all[max(0, len(all)-8):]
}

// bareName is a company name without the word for its legal form, as customer.NameKey writes names.
func bareName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for len(words) > 1 && legalForms[words[len(words)-1]] {
		words = words[:len(words)-1]
	}
	bare := customer.NameKey(strings.Join(words, ""))
	for _, form := range chineseForms {
		if bare == form {
			return bare
		}
		if cut, had := strings.CutSuffix(bare, form); had && cut != "" {
			return cut
		}
	}
	return bare
}

var legalForms = map[string]bool{
	"ltd": true, "limited": true, "co": true, "company": true, "inc": true, "incorporated": true, "corp": true, "corporation": true, "llc": true, "llp": true, "plc": true, "lp": true,
	"gmbh": true, "ag": true, "kg": true, "ohg": true, "ug": true, "se": true, "mbh": true, "sa": true, "sas": true, "sarl": true, "srl": true, "spa": true, "sl": true, "bv": true, "nv": true,
	"ab": true, "as": true, "oy": true, "oyj": true, "aps": true, "sp": true, "zoo": true, "lda": true, "kk": true, "pte": true, "pty": true, "bhd": true, "sdn": true, "v": true, "b": true, "r": true, "l": true, "s": true, "a": true,
}

// chineseForms, the longest first.
var chineseForms = []string{"股份有限公司", "有限责任公司", "有限公司", "总公司", "公司", "厂"}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' }
