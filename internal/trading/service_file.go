package trading

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/tenants"
)

var (
	errFileIncomplete = fault.Define(fault.KindInvalid, "trading.file_incomplete", "The company file lacks something. Complete it first.")
	errFileSubmitted  = fault.Define(fault.KindConflict, "trading.file_submitted", "The company file is submitted or verified as it stands.")
)

// FileView is the company file with what is missing or wrong, for the company itself.
type FileView struct {
	Dossier
	Problems []Problem
	Readers  int // how many suppliers read it
}

// File is the company's own file.
func (s *Service) File(ctx context.Context, company id.CompanyID) (FileView, error) {
	scope, err := authz.Acting(ctx, company, mayReadFile)
	if err != nil {
		return FileView{}, err
	}
	var out FileView
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = viewFile(tx, company)
		return err
	})
	return out, err
}

func viewFile(tx *tenants.Tx, company id.CompanyID) (FileView, error) {
	dossier, err := readDossier(tx, company)
	if err != nil {
		return FileView{}, err
	}
	readers, err := countReaders(tx, company)
	return FileView{dossier, dossier.Problems(), readers}, err
}

// changeFile runs fn alone among the changes of a company's file, documents and sites, if the file still has the version that the caller
// read; nil asks for none. What fn did comes before the suppliers that read the file.
func (s *Service) changeFile(ctx context.Context, company id.CompanyID, wanted *int64, fn func(context.Context, *tenants.Tx, CompanyFile) error) (FileView, error) {
	scope, err := authz.Acting(ctx, company, mayWriteFile)
	if err != nil {
		return FileView{}, err
	}
	var out FileView
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		out, err = changeFileIn(ctx, tx, company, wanted, fn)
		return err
	})
	return out, err
}

func changeFileIn(ctx context.Context, tx *tenants.Tx, company id.CompanyID, wanted *int64, fn func(context.Context, *tenants.Tx, CompanyFile) error) (FileView, error) {
	if err := lockFile(tx, company); err != nil {
		return FileView{}, err
	}
	before, err := readFile(tx, company)
	if err != nil {
		return FileView{}, err
	}
	if wanted != nil && *wanted != before.Version {
		return FileView{}, fault.Stale
	}
	if err := fn(ctx, tx, before); err != nil {
		return FileView{}, err
	}
	out, err := viewFile(tx, company)
	if err != nil {
		return FileView{}, err
	}
	return out, refreshCopies(tx, company, out.Dossier)
}

// PutFile saves the particulars as they are, complete or not. Saving what stands there already changes nothing.
func (s *Service) PutFile(ctx context.Context, company id.CompanyID, wanted *int64, p Particulars) (FileView, error) {
	p = p.tidy()
	return s.changeFile(ctx, company, wanted, func(ctx context.Context, tx *tenants.Tx, before CompanyFile) error {
		fields := changedParticulars(before.Particulars, p)
		if len(fields) == 0 && before.Version > 0 {
			return nil
		}
		if err := writeFile(tx, company, p); err != nil {
			return err
		}
		if before.State == FileDraft && before.Version > 0 { // each step of the autosave would drown the trail
			return nil
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "trading.file_changed", Object: company.String(), Data: map[string]any{"fields": fields, "before": string(before.State)}})
	})
}

// changedParticulars names the fields that differ, as the contract does.
func changedParticulars(a, b Particulars) []string {
	var out []string
	for _, each := range []struct {
		name string
		same bool
	}{
		{"legal_name", a.LegalName == b.LegalName}, {"trade_name", a.TradeName == b.TradeName}, {"country", a.Country == b.Country}, {"tax_number", a.TaxNumber == b.TaxNumber},
		{"registration_number", a.RegistrationNumber == b.RegistrationNumber}, {"founded", a.Founded == b.Founded}, {"trades", slices.Equal(a.Trades, b.Trades)},
		{"website", a.Website == b.Website}, {"phone", a.Phone == b.Phone}, {"email", a.Email == b.Email}, {"contacts", slices.Equal(a.Contacts, b.Contacts)},
		{"bank", reflect.DeepEqual(a.Bank, b.Bank)}, {"share_bank", a.ShareBank == b.ShareBank}, {"extra", slices.Equal(a.Extra, b.Extra)},
	} {
		if !each.same {
			out = append(out, each.name)
		}
	}
	return out
}

// SubmitFile asks the hub to verify the file.
func (s *Service) SubmitFile(ctx context.Context, company id.CompanyID, wanted *int64) (FileView, error) {
	return s.changeFile(ctx, company, wanted, func(ctx context.Context, tx *tenants.Tx, _ CompanyFile) error {
		dossier, err := readDossier(tx, company)
		if err != nil {
			return err
		}
		if dossier.File.State == FileSubmitted || dossier.File.State == FileVerified {
			return errFileSubmitted
		}
		if all := dossier.Problems(); !complete(all) {
			return errFileIncomplete.With(fieldsOf(all)...)
		}
		if err := submitFile(tx, company); err != nil {
			return err
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "trading.file_submitted", Object: company.String()})
	})
}

func fieldsOf(all []Problem) []fault.Field {
	var out []fault.Field
	for _, p := range all {
		if p.Severity != SeverityHint {
			out = append(out, fault.Field{Path: p.Path, Code: p.Code, Message: p.Message})
		}
	}
	return out
}

// Documents lists the papers of the company's own file.
func (s *Service) Documents(ctx context.Context, company id.CompanyID) ([]Document, error) {
	view, err := s.File(ctx, company)
	return view.Documents, err
}

// AddDocument keeps a paper. What it is is told by its bytes, not by what the sender calls it.
func (s *Service) AddDocument(ctx context.Context, company id.CompanyID, kind DocumentKind, name string, body io.Reader) (Document, error) {
	if _, err := authz.Acting(ctx, company, mayWriteFile); err != nil {
		return Document{}, err
	}
	name = strings.TrimSpace(name)
	if name == "" {
		return Document{}, fault.Invalid.With(fault.Field{Path: "name", Code: "required", Message: "This is needed."})
	}
	content := bufio.NewReaderSize(body, 512)
	head, err := content.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return Document{}, err
	}
	contentType := http.DetectContentType(head)
	if !slices.Contains(documentTypes, contentType) {
		return Document{}, errDocumentFormat
	}
	key := blob.Key{Company: company, Blob: id.NewRandom[id.Blob]()}
	info, err := s.blobs.Put(ctx, key, content, DocumentBytes, contentType)
	if err != nil {
		return Document{}, err
	}
	var out Document
	_, err = s.changeFile(ctx, company, nil, func(ctx context.Context, tx *tenants.Tx, _ CompanyFile) error {
		have, err := readDocuments(tx, company)
		if err != nil {
			return err
		}
		if len(have) >= mostDocuments {
			return errTooManyDocuments
		}
		out = Document{ID: id.NewRandom[id.Document](), Kind: kind, Name: name, ContentType: contentType, Size: info.Size, Blob: key.Blob, CreatedAt: tx.Now()}
		if err := insertDocument(tx, company, out); err != nil {
			return err
		}
		return s.changedDocuments(ctx, tx, company, "trading.document_added", out)
	})
	if err != nil {
		_ = s.blobs.Delete(ctx, key) // nobody will ask for it
	}
	return out, err
}

func (s *Service) changedDocuments(ctx context.Context, tx *tenants.Tx, company id.CompanyID, action string, d Document) error {
	if err := redraft(tx, company); err != nil {
		return err
	}
	return s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: d.ID.String(), Data: map[string]any{"kind": string(d.Kind), "name": d.Name}})
}

// Document opens a paper of the company's own file; the caller closes it.
func (s *Service) Document(ctx context.Context, company id.CompanyID, document id.DocumentID) (Document, io.ReadCloser, error) {
	all, err := s.Documents(ctx, company)
	if err != nil {
		return Document{}, nil, err
	}
	return s.openDocument(ctx, company, all, document)
}

// openDocument opens one of the papers that a row under the caller's scope named.
func (s *Service) openDocument(ctx context.Context, of id.CompanyID, all []Document, document id.DocumentID) (Document, io.ReadCloser, error) {
	at := slices.IndexFunc(all, func(d Document) bool { return d.ID == document })
	if at < 0 {
		return Document{}, nil, fault.NotFound
	}
	body, _, err := s.blobs.Open(ctx, blob.Key{Company: of, Blob: all[at].Blob})
	return all[at], body, err
}

// DeleteDocument takes a paper away; suppliers that read the file read it no more.
func (s *Service) DeleteDocument(ctx context.Context, company id.CompanyID, document id.DocumentID) error {
	var gone Document
	_, err := s.changeFile(ctx, company, nil, func(ctx context.Context, tx *tenants.Tx, _ CompanyFile) error {
		all, err := readDocuments(tx, company)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(d Document) bool { return d.ID == document })
		if at < 0 {
			return fault.NotFound
		}
		gone = all[at]
		if err := deleteDocument(tx, company, document); err != nil {
			return err
		}
		return s.changedDocuments(ctx, tx, company, "trading.document_removed", gone)
	})
	if err == nil {
		_ = s.blobs.Delete(ctx, blob.Key{Company: company, Blob: gone.Blob}) // one that stays behind takes room and harms nobody
	}
	return err
}

// Sites lists the company's own sites by name, with archived ones if asked.
func (s *Service) Sites(ctx context.Context, company id.CompanyID, archived bool) ([]Site, error) {
	scope, err := authz.Acting(ctx, company, mayReadFile)
	if err != nil {
		return nil, err
	}
	var out []Site
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = readSites(tx, company, archived)
		return err
	})
	return out, err
}

// AddSite adds one.
func (s *Service) AddSite(ctx context.Context, company id.CompanyID, site Site) (Site, error) {
	scope, err := authz.Acting(ctx, company, mayWriteFile)
	if err != nil {
		return Site{}, err
	}
	site = site.tidy()
	if err := site.check(); err != nil {
		return Site{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Site, error) {
		site.ID = id.New[id.Site](tx.Now())
		_, err := changeFileIn(ctx, tx, company, nil, func(ctx context.Context, tx *tenants.Tx, _ CompanyFile) error {
			have, err := readSites(tx, company, false)
			if err != nil {
				return err
			}
			if len(have) >= mostSites {
				return errTooManySites
			}
			return s.putSite(ctx, tx, company, site, insertSite, "trading.site_added")
		})
		if err != nil {
			return Site{}, err
		}
		return readSite(tx, company, site.ID)
	})
}

func (s *Service) putSite(ctx context.Context, tx *tenants.Tx, company id.CompanyID, site Site, write func(*tenants.Tx, id.CompanyID, Site) error, action string) error {
	if site.IsDefault {
		if err := clearDefault(tx, company, site.Kind, site.ID); err != nil {
			return err
		}
	}
	if err := write(tx, company, site); err != nil {
		return err
	}
	return s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: site.ID.String(), Data: map[string]any{"name": site.Name, "kind": string(site.Kind)}})
}

// PutSite changes a site in use if it still has the version that the caller read; nil asks for none.
func (s *Service) PutSite(ctx context.Context, company id.CompanyID, wanted *int64, site Site) (Site, error) {
	site = site.tidy()
	if err := site.check(); err != nil {
		return Site{}, err
	}
	var out Site
	_, err := s.changeFile(ctx, company, nil, func(ctx context.Context, tx *tenants.Tx, _ CompanyFile) error {
		before, err := readSite(tx, company, site.ID)
		if err != nil {
			return err
		}
		if !before.ArchivedAt.IsZero() {
			return fault.NotFound
		}
		if wanted != nil && *wanted != before.Version {
			return fault.Stale
		}
		if err := s.putSite(ctx, tx, company, site, updateSite, "trading.site_changed"); err != nil {
			return err
		}
		out, err = readSite(tx, company, site.ID)
		return err
	})
	return out, err
}

// ArchiveSite takes a site out of use.
func (s *Service) ArchiveSite(ctx context.Context, company id.CompanyID, site id.SiteID) error {
	_, err := s.changeFile(ctx, company, nil, func(ctx context.Context, tx *tenants.Tx, _ CompanyFile) error {
		if err := archiveSite(tx, company, site); err != nil {
			return err
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "trading.site_archived", Object: site.String()})
	})
	return err
}

// RestoreSite takes an archived site back into use, as none of the defaults. One in use stays as it is.
func (s *Service) RestoreSite(ctx context.Context, company id.CompanyID, site id.SiteID) (Site, error) {
	var out Site
	_, err := s.changeFile(ctx, company, nil, func(ctx context.Context, tx *tenants.Tx, _ CompanyFile) error {
		have, err := readSites(tx, company, false)
		if err != nil {
			return err
		}
		if out, err = readSite(tx, company, site); err != nil || out.ArchivedAt.IsZero() {
			return err
		}
		if len(have) >= mostSites {
			return errTooManySites
		}
		if err := restoreSite(tx, company, site); err != nil {
			return err
		}
		if out, err = readSite(tx, company, site); err != nil {
			return err
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "trading.site_restored", Object: site.String(), Data: map[string]any{"name": out.Name, "kind": string(out.Kind)}})
	})
	return out, err
}
