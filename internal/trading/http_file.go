package trading

import (
	"context"
	"mime"

	contract "manifold/api/trading"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/web"
	"manifold/internal/trading/number"
)

// version reads If-Match as the version that the caller has seen; nil when any will do.
func version(header *string) (*int64, error) {
	wanted, given, err := web.WantedVersion(header)
	if err != nil || !given {
		return nil, err
	}
	return &wanted, nil
}

func tag(version int64) *string { return optional.Word[string](web.ETag(version)) }

// GetFile answers getFile.
func (h Handler) GetFile(ctx context.Context, r contract.GetFileRequestObject) (contract.GetFileResponseObject, error) {
	f, err := h.service.File(ctx, r.Company)
	return contract.GetFile200JSONResponse{Body: showFile(f), Headers: contract.GetFile200ResponseHeaders{ETag: tag(f.File.Version)}}, err
}

// PutFile answers putFile.
func (h Handler) PutFile(ctx context.Context, r contract.PutFileRequestObject) (contract.PutFileResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	f, err := h.service.PutFile(ctx, r.Company, wanted, takeParticulars(*r.Body))
	return contract.PutFile200JSONResponse{Body: showFile(f), Headers: contract.PutFile200ResponseHeaders{ETag: tag(f.File.Version)}}, err
}

// SubmitFile answers submitFile.
func (h Handler) SubmitFile(ctx context.Context, r contract.SubmitFileRequestObject) (contract.SubmitFileResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	f, err := h.service.SubmitFile(ctx, r.Company, wanted)
	return contract.SubmitFile200JSONResponse{Body: showFile(f), Headers: contract.SubmitFile200ResponseHeaders{ETag: tag(f.File.Version)}}, err
}

// ListDocuments answers listDocuments.
func (h Handler) ListDocuments(ctx context.Context, r contract.ListDocumentsRequestObject) (contract.ListDocumentsResponseObject, error) {
	all, err := h.service.Documents(ctx, r.Company)
	return contract.ListDocuments200JSONResponse{Items: convert(all, showDocument)}, err
}

// AddDocument answers addDocument.
func (h Handler) AddDocument(ctx context.Context, r contract.AddDocumentRequestObject) (contract.AddDocumentResponseObject, error) {
	d, err := h.service.AddDocument(ctx, r.Company, DocumentKind(r.Params.Kind), r.Params.Name, r.Body)
	return contract.AddDocument201JSONResponse(showDocument(d)), err
}

// GetDocument answers getDocument.
func (h Handler) GetDocument(ctx context.Context, r contract.GetDocumentRequestObject) (contract.GetDocumentResponseObject, error) {
	d, body, err := h.service.Document(ctx, r.Company, r.Document)
	return contract.GetDocument200AsteriskResponse{Body: body, ContentType: d.ContentType, ContentLength: d.Size, Headers: contract.GetDocument200ResponseHeaders{ContentDisposition: attachment(d)}}, err
}

// attachment lets a browser keep the file under its name and never run it.
func attachment(d Document) *string {
	return optional.Word[string](mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
}

// DeleteDocument answers deleteDocument.
func (h Handler) DeleteDocument(ctx context.Context, r contract.DeleteDocumentRequestObject) (contract.DeleteDocumentResponseObject, error) {
	return contract.DeleteDocument204Response{}, h.service.DeleteDocument(ctx, r.Company, r.Document)
}

// ListSites answers listSites.
func (h Handler) ListSites(ctx context.Context, r contract.ListSitesRequestObject) (contract.ListSitesResponseObject, error) {
	all, err := h.service.Sites(ctx, r.Company, optional.Value(r.Params.Archived))
	return contract.ListSites200JSONResponse{Items: convert(all, showSite)}, err
}

// AddSite answers addSite.
func (h Handler) AddSite(ctx context.Context, r contract.AddSiteRequestObject) (contract.AddSiteResponseObject, error) {
	s, err := h.service.AddSite(ctx, r.Company, takeSite(*r.Body))
	return contract.AddSite201JSONResponse{Body: showSite(s), Headers: contract.AddSite201ResponseHeaders{ETag: tag(s.Version)}}, err
}

// PutSite answers putSite.
func (h Handler) PutSite(ctx context.Context, r contract.PutSiteRequestObject) (contract.PutSiteResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	site := takeSite(*r.Body)
	site.ID = r.Site
	s, err := h.service.PutSite(ctx, r.Company, wanted, site)
	return contract.PutSite200JSONResponse{Body: showSite(s), Headers: contract.PutSite200ResponseHeaders{ETag: tag(s.Version)}}, err
}

// ArchiveSite answers archiveSite.
func (h Handler) ArchiveSite(ctx context.Context, r contract.ArchiveSiteRequestObject) (contract.ArchiveSiteResponseObject, error) {
	return contract.ArchiveSite204Response{}, h.service.ArchiveSite(ctx, r.Company, r.Site)
}

// RestoreSite answers restoreSite.
func (h Handler) RestoreSite(ctx context.Context, r contract.RestoreSiteRequestObject) (contract.RestoreSiteResponseObject, error) {
	s, err := h.service.RestoreSite(ctx, r.Company, r.Site)
	return contract.RestoreSite200JSONResponse{Body: showSite(s), Headers: contract.RestoreSite200ResponseHeaders{ETag: tag(s.Version)}}, err
}

// ListFiles answers listFiles.
func (h Handler) ListFiles(ctx context.Context, r contract.ListFilesRequestObject) (contract.ListFilesResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	state := FileState(word(r.Params.State))
	if state == "" {
		state = FileSubmitted
	}
	got, err := h.service.Files(ctx, r.Company, state, optional.Value(r.Params.Q), request)
	return contract.ListFiles200JSONResponse{Items: convert(got.Items, showFileForHub), Next: optional.Word[string](got.Next), Waiting: got.Waiting}, err
}

// GetCompanyFile answers getCompanyFile.
func (h Handler) GetCompanyFile(ctx context.Context, r contract.GetCompanyFileRequestObject) (contract.GetCompanyFileResponseObject, error) {
	f, err := h.service.FileOf(ctx, r.Company, r.Tenant)
	return contract.GetCompanyFile200JSONResponse{Body: showVerification(f), Headers: contract.GetCompanyFile200ResponseHeaders{ETag: tag(f.File.Version)}}, err
}

// GetCompanyDocument answers getCompanyDocument.
func (h Handler) GetCompanyDocument(ctx context.Context, r contract.GetCompanyDocumentRequestObject) (contract.GetCompanyDocumentResponseObject, error) {
	d, body, err := h.service.DocumentOf(ctx, r.Company, r.Tenant, r.Document)
	return contract.GetCompanyDocument200AsteriskResponse{Body: body, ContentType: d.ContentType, ContentLength: d.Size, Headers: contract.GetCompanyDocument200ResponseHeaders{ContentDisposition: attachment(d)}}, err
}

// VerifyFile answers verifyFile.
func (h Handler) VerifyFile(ctx context.Context, r contract.VerifyFileRequestObject) (contract.VerifyFileResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	f, err := h.service.VerifyFile(ctx, r.Company, r.Tenant, wanted, FileState(r.Body.State), optional.Value(r.Body.Reason))
	return contract.VerifyFile200JSONResponse{Body: showVerification(f), Headers: contract.VerifyFile200ResponseHeaders{ETag: tag(f.File.Version)}}, err
}

func takeParticulars(d contract.CompanyFileDraft) Particulars {
	b := optional.Value(d.Bank)
	return Particulars{
		LegalName: optional.Value(d.LegalName), TradeName: optional.Value(d.TradeName), Country: optional.Value(d.Country), TaxNumber: optional.Value(d.TaxNumber), RegistrationNumber: optional.Value(d.RegistrationNumber),
		Founded: optional.Value(d.Founded), Trades: words[string](optional.Value(d.Trades)), Website: optional.Value(d.Website), Phone: optional.Value(d.Phone), Email: optional.Value(d.Email), ShareBank: optional.Value(d.ShareBank),
		Bank: Bank{optional.Value(b.Holder), optional.Value(b.Iban), optional.Value(b.Account), optional.Value(b.Bank), optional.Value(b.Bic), optional.Value(b.Country), optional.Value(b.Currency)},
		Contacts: convert(optional.Value(d.Contacts), func(c contract.FileContact) FileContact {
			return FileContact{c.Name, optional.Value(c.Post), word(c.Role), optional.Value(c.Phone), optional.Value(c.Email)}
		}),
		Extra: convert(optional.Value(d.Extra), func(e contract.ExtraField) ExtraField { return ExtraField(e) }),
	}
}

func showParticulars(p Particulars) contract.CompanyFileDraft {
	trades := words[contract.Trade](p.Trades)
	contacts := convert(p.Contacts, func(c FileContact) contract.FileContact {
		return contract.FileContact{Name: c.Name, Post: optional.Word[string](c.Post), Role: optional.Word[contract.FileContactRole](c.Role), Phone: optional.Word[string](c.Phone), Email: optional.Word[string](c.Email)}
	})
	extra := convert(p.Extra, func(e ExtraField) contract.ExtraField { return contract.ExtraField(e) })
	b := p.Bank
	out := contract.CompanyFileDraft{
		LegalName: optional.Word[string](p.LegalName), TradeName: optional.Word[string](p.TradeName), Country: optional.Word[string](p.Country), TaxNumber: optional.Word[string](p.TaxNumber),
		RegistrationNumber: optional.Word[string](p.RegistrationNumber), Founded: optional.Word[string](p.Founded), Trades: &trades, Website: optional.Word[string](p.Website), Phone: optional.Word[string](p.Phone),
		Email: optional.Word[string](p.Email), Contacts: &contacts, ShareBank: &p.ShareBank, Extra: &extra,
	}
	if b != (Bank{}) {
		out.Bank = &contract.BankAccount{Holder: optional.Word[string](b.Holder), Iban: optional.Word[string](b.IBAN), Account: optional.Word[string](b.Account), Bank: optional.Word[string](b.Bank), Bic: optional.Word[string](b.BIC),
			Country: optional.Word[string](b.Country), Currency: optional.Word[string](b.Currency)}
	}
	return out
}

func showFile(f FileView) contract.CompanyFile {
	out := contract.CompanyFile{
		State: contract.FileState(f.File.State), Reason: optional.Word[string](f.File.Reason), Version: f.File.Version, Draft: showParticulars(f.File.Particulars),
		Documents: convert(f.Documents, showDocument), Sites: len(f.Sites), Problems: convert(f.Problems, showProblem), Complete: complete(f.Problems), SharedWith: &f.Readers,
		VerifiedAt: optional.Time(f.File.VerifiedAt), UpdatedAt: optional.Time(f.File.UpdatedAt),
		Changes: words[contract.FileChange](f.Changes()),
	}
	if f.File.TaxNumber != "" {
		out.TaxCheck = showNumber(number.CheckTax(f.File.Country, f.File.TaxNumber))
	}
	if f.File.Bank.IBAN != "" {
		out.IbanCheck = showNumber(number.CheckIBAN(f.File.Bank.IBAN))
	}
	return out
}

func showNumber(n number.Check) *contract.NumberCheck {
	return &contract.NumberCheck{Verdict: contract.NumberCheckVerdict(n.Verdict), Kind: contract.NumberCheckKind(n.Kind), Normal: optional.Word[string](n.Normal)}
}

func showProblem(p Problem) contract.FileProblem {
	return contract.FileProblem{Path: p.Path, Code: contract.FileProblemCode(p.Code), Message: p.Message, Severity: contract.FileProblemSeverity(p.Severity)}
}

func showDocument(d Document) contract.Document {
	return contract.Document{ID: d.ID, Kind: contract.DocumentKind(d.Kind), Name: d.Name, ContentType: d.ContentType, Size: d.Size, CreatedAt: d.CreatedAt}
}

func takeSite(s contract.SiteDraft) Site {
	return Site{Name: s.Name, Kind: SiteKind(s.Kind), Country: s.Country, Region: optional.Value(s.Region), City: s.City, Street: s.Street, Postcode: optional.Value(s.Postcode), Contact: optional.Value(s.Contact),
		Phone: optional.Value(s.Phone), Opening: optional.Value(s.Opening), IsDefault: optional.Value(s.IsDefault)}
}

func showSiteDraft(s Site) contract.SiteDraft {
	return contract.SiteDraft{Name: s.Name, Kind: contract.SiteKind(s.Kind), Country: s.Country, Region: optional.Word[string](s.Region), City: s.City, Street: s.Street, Postcode: optional.Word[string](s.Postcode),
		Contact: optional.Word[string](s.Contact), Phone: optional.Word[string](s.Phone), Opening: optional.Word[string](s.Opening), IsDefault: &s.IsDefault}
}

func showSite(s Site) contract.Site {
	return contract.Site{ID: s.ID, Site: showSiteDraft(s), Version: s.Version, ArchivedAt: optional.Time(s.ArchivedAt), UpdatedAt: s.UpdatedAt}
}

func showFileForHub(f fileForHub) contract.VerificationRow {
	return contract.VerificationRow{
		Company: showCompany(CompanyRef{f.Company, f.Name}), LegalName: f.File.LegalName, Country: f.File.Country, TaxNumber: f.File.TaxNumber, State: contract.FileState(f.File.State),
		Documents: f.Documents, Version: f.File.Version, TaxCheck: showNumber(number.CheckTax(f.File.Country, f.File.TaxNumber)), VerifiedAt: optional.Time(f.File.VerifiedAt), UpdatedAt: f.File.UpdatedAt,
	}
}

func showVerification(f FileForHub) contract.VerificationDetail {
	return contract.VerificationDetail{
		Row: showFileForHub(f.fileForHub), Reason: optional.Word[string](f.File.Reason), File: showParticulars(f.File.Particulars), Documents: convert(f.Papers, showDocument),
		Sites: convert(f.Sites, showSiteDraft), Problems: convert(f.Problems, showProblem), Changes: words[contract.FileChange](f.Changes), SameTaxNumber: convert(f.Same, showCompany),
	}
}

func showCompany(c CompanyRef) contract.CompanyRef {
	return contract.CompanyRef{ID: c.ID, Name: c.Name}
}
