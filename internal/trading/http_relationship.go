package trading

import (
	"context"

	contract "manifold/api/trading"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/web"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/standing"
	"manifold/internal/trading/terms"
)

// ListSuppliers answers listSuppliers.
func (h Handler) ListSuppliers(ctx context.Context, r contract.ListSuppliersRequestObject) (contract.ListSuppliersResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	f := DirectoryFilter{Q: optional.Value(r.Params.Q), Trade: word(r.Params.Trade), Region: optional.Value(r.Params.Region), State: word(r.Params.State)}
	got, err := h.service.Directory(ctx, r.Company, f, request)
	return contract.ListSuppliers200JSONResponse{Items: convert(got.Items, showCard), Next: optional.Word[string](got.Next)}, err
}

// GetSupplier answers getSupplier.
func (h Handler) GetSupplier(ctx context.Context, r contract.GetSupplierRequestObject) (contract.GetSupplierResponseObject, error) {
	v, err := h.service.Supplier(ctx, r.Company, r.Supplier)
	return contract.GetSupplier200JSONResponse{Body: showSupplier(v), Headers: contract.GetSupplier200ResponseHeaders{ETag: tag(v.Relationship.Events)}}, err
}

// AnswerSupplier answers answerSupplier.
func (h Handler) AnswerSupplier(ctx context.Context, r contract.AnswerSupplierRequestObject) (contract.AnswerSupplierResponseObject, error) {
	v, err := h.service.AnswerSupplier(ctx, r.Company, r.Supplier, r.Body.Answer)
	return contract.AnswerSupplier200JSONResponse{Body: showSupplier(v), Headers: contract.AnswerSupplier200ResponseHeaders{ETag: tag(v.Relationship.Events)}}, err
}

// CloseSupplier answers closeSupplier.
func (h Handler) CloseSupplier(ctx context.Context, r contract.CloseSupplierRequestObject) (contract.CloseSupplierResponseObject, error) {
	v, err := h.service.CloseSupplier(ctx, r.Company, r.Supplier, optional.Value(r.Body.Reason))
	return contract.CloseSupplier200JSONResponse{Body: showSupplier(v), Headers: contract.CloseSupplier200ResponseHeaders{ETag: tag(v.Relationship.Events)}}, err
}

// Apply answers apply.
func (h Handler) Apply(ctx context.Context, r contract.ApplyRequestObject) (contract.ApplyResponseObject, error) {
	n := NewApplication{Suppliers: r.Body.Suppliers, Note: optional.Value(r.Body.Note), Notes: map[id.CompanyID]string{}}
	for name, note := range optional.Value(r.Body.Notes) {
		supplier, err := id.Parse[id.Company](name)
		if err != nil {
			return nil, fault.Invalid.With(fault.Field{Path: "/notes", Code: "wrong_form", Message: "Notes are named by the ids of suppliers."})
		}
		n.Notes[supplier] = note
	}
	all, err := h.service.Apply(ctx, r.Company, n)
	out := contract.Apply200JSONResponse{Outcomes: convert(all, func(o Outcome) contract.AppliedTo {
		return contract.AppliedTo{Supplier: o.Supplier, Name: optional.Word[string](o.Name), Outcome: contract.ApplicationOutcome(o.Result), State: optional.Word[contract.RelationshipState](o.State), Missing: o.Missing}
	})}
	for _, o := range all {
		if o.Result == OutcomeApplied {
			out.Applied++
		}
	}
	return out, err
}

// GetBoard answers getBoard.
func (h Handler) GetBoard(ctx context.Context, r contract.GetBoardRequestObject) (contract.GetBoardResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	b, err := h.service.Board(ctx, r.Company, optional.Value(r.Params.Q), words[string](optional.Value(r.Params.State)), request)
	return contract.GetBoard200JSONResponse{Counts: showCounts(b.Counts), Items: convert(b.Items, showBoardEntry), Next: optional.Word[string](b.Next)}, err
}

// GetProfile answers getProfile.
func (h Handler) GetProfile(ctx context.Context, r contract.GetProfileRequestObject) (contract.GetProfileResponseObject, error) {
	p, err := h.service.Profile(ctx, r.Company)
	return contract.GetProfile200JSONResponse{Body: showProfile(p), Headers: contract.GetProfile200ResponseHeaders{ETag: tag(p.Version)}}, err
}

// PutProfile answers putProfile.
func (h Handler) PutProfile(ctx context.Context, r contract.PutProfileRequestObject) (contract.PutProfileResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := r.Body
	p, err := h.service.PutProfile(ctx, r.Company, wanted, Profile{
		Name: b.Name, Listed: b.Listed, Accepting: b.Accepting, Summary: optional.Value(b.Summary), Trades: words[string](optional.Value(b.Trades)), Regions: optional.Value(b.Regions), TermsSummary: optional.Value(b.TermsSummary),
		MinimumOrder: optional.Value(b.MinimumOrder), Languages: optional.Value(b.Languages), Contact: takeContact(b.Contact), Website: optional.Value(b.Website), Asks: optional.Value(b.Asks),
	})
	return contract.PutProfile200JSONResponse{Body: showProfile(p), Headers: contract.PutProfile200ResponseHeaders{ETag: tag(p.Version)}}, err
}

// ListRelationships answers listRelationships.
func (h Handler) ListRelationships(ctx context.Context, r contract.ListRelationshipsRequestObject) (contract.ListRelationshipsResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	f := QueueFilter{States: words[string](optional.Value(r.Params.State)), Q: optional.Value(r.Params.Q), Group: optional.Value(r.Params.Group), Region: optional.Value(r.Params.Region), Salesperson: optional.Value(r.Params.Salesperson)}
	got, err := h.service.Relationships(ctx, r.Company, f, request)
	return contract.ListRelationships200JSONResponse{Counts: showCounts(got.Counts), Items: convert(got.Items, showApplicantRow), Next: optional.Word[string](got.Next)}, err
}

// GetRelationship answers getRelationship.
func (h Handler) GetRelationship(ctx context.Context, r contract.GetRelationshipRequestObject) (contract.GetRelationshipResponseObject, error) {
	a, err := h.service.Relationship(ctx, r.Company, r.Buyer)
	return contract.GetRelationship200JSONResponse{Body: showApplicant(a), Headers: contract.GetRelationship200ResponseHeaders{ETag: tag(a.Events)}}, err
}

// GetApplicantDocument answers getApplicantDocument.
func (h Handler) GetApplicantDocument(ctx context.Context, r contract.GetApplicantDocumentRequestObject) (contract.GetApplicantDocumentResponseObject, error) {
	d, body, err := h.service.ApplicantDocument(ctx, r.Company, r.Buyer, r.Document)
	return contract.GetApplicantDocument200AsteriskResponse{Body: body, ContentType: d.ContentType, ContentLength: d.Size, Headers: contract.GetApplicantDocument200ResponseHeaders{ContentDisposition: attachment(d)}}, err
}

// Decide answers decide.
func (h Handler) Decide(ctx context.Context, r contract.DecideRequestObject) (contract.DecideResponseObject, error) {
	wanted, err := version(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	d, err := takeDecision(r.Body)
	if err != nil {
		return nil, err
	}
	a, err := h.service.Decide(ctx, r.Company, r.Buyer, wanted, d)
	return contract.Decide200JSONResponse{Body: showApplicant(a), Headers: contract.Decide200ResponseHeaders{ETag: tag(a.Events)}}, err
}

func takeDecision(b *contract.Decision) (Decision, error) {
	d := Decision{Act: standing.Act(b.Decision), Text: optional.Value(b.Reason)}
	if d.Act == standing.ActAskMore {
		d.Text = optional.Value(b.Question)
	}
	if d.Act != standing.ActApprove {
		if b.Customer != nil || b.Group != nil || b.Region != nil || b.Salesperson != nil || b.Terms != nil || b.Grant != nil {
			return Decision{}, errOnlyApproving
		}
		return d, nil
	}
	d.Customer = customer.Choice{Group: b.Group, Region: b.Region, Salesperson: b.Salesperson}
	if c := b.Customer; c != nil {
		d.Customer.ID, d.Customer.Code, d.Customer.Name = optional.Value(c.ID), optional.Value(c.Code), optional.Value(c.Name)
	}
	if b.Terms != nil {
		terms, err := terms.Take(b.Terms, "/terms")
		if err != nil {
			return Decision{}, err
		}
		d.Customer.Terms = &terms
	}
	own, err := grant.From(b.Grant)
	if err != nil {
		return Decision{}, grant.Under("/grant", err)
	}
	d.Grant = own
	return d, nil
}

// ListBlocks answers listBlocks.
func (h Handler) ListBlocks(ctx context.Context, r contract.ListBlocksRequestObject) (contract.ListBlocksResponseObject, error) {
	request, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	got, err := h.service.Blocks(ctx, r.Company, optional.Value(r.Params.Q), word(r.Params.Kind), request)
	return contract.ListBlocks200JSONResponse{Items: convert(got.Items, showBlock), Next: optional.Word[string](got.Next)}, err
}

// AddBlock answers addBlock.
func (h Handler) AddBlock(ctx context.Context, r contract.AddBlockRequestObject) (contract.AddBlockResponseObject, error) {
	b, err := h.service.AddBlock(ctx, r.Company, BlockEntry{Kind: BlockKind(r.Body.Kind), Value: r.Body.Value, Reason: optional.Value(r.Body.Reason)})
	return contract.AddBlock201JSONResponse(showBlock(b)), err
}

// DeleteBlock answers deleteBlock.
func (h Handler) DeleteBlock(ctx context.Context, r contract.DeleteBlockRequestObject) (contract.DeleteBlockResponseObject, error) {
	return contract.DeleteBlock204Response{}, h.service.DeleteBlock(ctx, r.Company, r.Block)
}

func showBlock(b BlockEntry) contract.Block {
	return contract.Block{ID: b.ID, Kind: contract.BlockKind(b.Kind), Value: b.Value, Reason: b.Reason, CreatedAt: b.CreatedAt}
}

func showCard(e DirectoryEntry) contract.SupplierCard {
	return contract.SupplierCard{
		Supplier: showCompany(CompanyRef{e.Supplier, e.Name}), Summary: e.Summary, Trades: words[contract.Trade](e.Trades), Regions: words[string](e.Regions), TermsSummary: e.TermsSummary,
		MinimumOrder: e.MinimumOrder, Languages: words[string](e.Languages), Website: optional.Word[string](e.Website), Listed: e.Listed, Accepting: e.Accepting, Asks: words[string](e.Asks),
		Missing: words[string](e.Missing), State: optional.Word[contract.RelationshipState](e.State), CustomerCode: optional.Word[string](e.CustomerCode), ChangedAt: optional.Time(e.ChangedAt), Closed: e.Closed,
	}
}

func showSupplier(v SupplierView) contract.SupplierDetail {
	out := contract.SupplierDetail{Card: showCard(v.Entry), Contact: showContact(v.Entry.Contact), Events: convert(v.History, showEvent), May: words[contract.RelationshipAct](v.May())}
	if v.Relationship.State != "" {
		mine, sees := showMine(v.Relationship), showSees(v.Sees, v.Discloses)
		out.Relationship, out.Sees = &mine, &sees
	}
	return out
}

// showMine is a relationship as the buyer reads it.
func showMine(r Relationship) contract.MyRelationship {
	return contract.MyRelationship{
		State: contract.RelationshipState(r.State), Version: r.Version, Reason: optional.Word[string](r.Reason), Question: optional.Word[string](r.Question), Note: optional.Word[string](r.Note), Answer: optional.Word[string](r.Answer),
		CustomerCode: optional.Word[string](r.CustomerCode), Region: optional.Word[string](r.Region), Salesperson: showContact(r.Salesperson), Terms: terms.Show(r.Terms),
		AppliedAt: optional.Time(r.AppliedAt), DecidedAt: optional.Time(r.DecidedAt), ChangedAt: r.ChangedAt,
	}
}

func showBoardEntry(r Relationship) contract.BoardEntry {
	waits := contract.BoardEntryWaitsForNobody
	if side := r.State.WaitsFor(); side != "" {
		waits = contract.BoardEntryWaitsFor(side)
	}
	return contract.BoardEntry{Supplier: showCompany(CompanyRef{r.Supplier, r.SupplierName}), Relationship: showMine(r), WaitsFor: waits, May: words[contract.RelationshipAct](r.mayBuyer()), Closed: r.Closed}
}

func showEvent(e Event) contract.RelationshipEvent {
	return contract.RelationshipEvent{At: e.At, Side: contract.Party(e.Side), Act: contract.RelationshipAct(e.Act), State: contract.RelationshipState(e.State), Reason: optional.Word[string](e.Reason), Version: e.Version}
}

func showSees(s grant.Sees, discloses bool) contract.Sees {
	return contract.Sees{
		Discloses: discloses, Categories: words[string](s.Categories), Price: contract.PriceLevel(s.Price), Stock: contract.StockLevel(s.Stock), LeadTime: s.LeadTime, Promotions: s.Promotions,
		Documents: s.Documents, Purpose: optional.Word[string](s.Purpose), ExpiresAt: optional.Time(s.Until),
	}
}

func takeContact(c *contract.ContactPoint) Contact {
	if c == nil {
		return Contact{}
	}
	return Contact{optional.Value(c.Name), optional.Value(c.Email), optional.Value(c.Phone)}
}

func showContact(c Contact) *contract.ContactPoint {
	if c == (Contact{}) {
		return nil
	}
	return &contract.ContactPoint{Name: optional.Word[string](c.Name), Email: optional.Word[string](c.Email), Phone: optional.Word[string](c.Phone)}
}

func showProfile(p Profile) contract.Profile {
	trades, regions, languages, asks := words[contract.Trade](p.Trades), words[string](p.Regions), words[string](p.Languages), words[string](p.Asks)
	return contract.Profile{Version: p.Version, UpdatedAt: optional.Time(p.UpdatedAt), Profile: contract.ProfileDraft{
		Name: p.Name, Listed: p.Listed, Accepting: p.Accepting, Summary: optional.Word[string](p.Summary), Trades: &trades, Regions: &regions, TermsSummary: optional.Word[string](p.TermsSummary),
		MinimumOrder: optional.Word[string](p.MinimumOrder), Languages: &languages, Contact: showContact(p.Contact), Website: optional.Word[string](p.Website), Asks: &asks,
	}}
}

func showCounts(counts map[standing.State]int64) []contract.StateCount {
	out := []contract.StateCount{}
	for _, s := range standing.States {
		if n := counts[s]; n > 0 {
			out = append(out, contract.StateCount{State: contract.RelationshipState(s), Count: n})
		}
	}
	return out
}

func showApplicantRow(a Applicant) contract.RelationshipRow {
	trades := words[contract.Trade](a.Dossier.File.Trades)
	out := contract.RelationshipRow{
		Buyer: showCompany(CompanyRef{a.Buyer, a.BuyerName}), State: contract.RelationshipState(a.State), Version: a.Version, Etag: web.ETag(a.Events), Country: optional.Word[string](a.Dossier.File.Country),
		Trades: &trades, Note: optional.Word[string](a.Note), Answer: optional.Word[string](a.Answer), Reason: optional.Word[string](a.Reason), Question: optional.Word[string](a.Question), FileVerified: a.Dossier.File.verified(),
		Flags: words[contract.CheckKind](flags(a.Checks)), Region: optional.Word[string](a.Region), AppliedAt: optional.Time(a.AppliedAt), DecidedAt: optional.Time(a.DecidedAt), ChangedAt: a.ChangedAt,
	}
	if !a.State.Waits() {
		out.Flags = []contract.CheckKind{}
	}
	if !a.Customer.ID.IsZero() {
		customer := customer.ShowRef(a.Customer)
		out.Customer = &customer
	}
	if !a.Group.IsZero() {
		out.Group = &contract.GroupRef{ID: a.Group, Name: a.GroupName}
	}
	if !a.Person.IsZero() {
		out.Salesperson = &contract.PersonRef{ID: a.Person, Name: a.PersonName}
	}
	return out
}

func showApplicant(a Applicant) contract.RelationshipDetail {
	terms, sees := terms.Show(a.Terms), showSees(a.Sees, a.Discloses)
	out := contract.RelationshipDetail{
		Row: showApplicantRow(a), Checks: convert(a.Checks, showCheck), Events: convert(a.History, showEvent), May: words[contract.RelationshipAct](standing.May(standing.SideSupplier, a.State)),
		Terms: &terms, Sees: &sees, SuggestedCode: optional.Word[string](a.SuggestedCode),
	}
	if !a.Invite.IsZero() {
		out.Invite = &a.Invite
	}
	if f := a.Dossier; f.File.Version > 0 {
		out.File = &contract.SharedFile{File: showParticulars(f.File.Particulars), Documents: convert(f.Documents, showDocument), Sites: convert(f.Sites, showSiteDraft), Version: f.File.Version}
		if f.File.verified() {
			out.File.VerifiedAt = optional.Time(f.File.VerifiedAt)
		}
	}
	return out
}

func showCheck(c Check) contract.Check {
	out := contract.Check{Kind: contract.CheckKind(c.Kind), Verdict: contract.CheckVerdict(c.Verdict)}
	switch c.Kind {
	case CheckDuplicate:
		all := convert(c.Duplicates, func(d Duplicate) contract.PossibleDuplicate {
			return contract.PossibleDuplicate{Customer: customer.ShowRef(d.Customer), Because: words[contract.Likeness](d.Because), Claimed: d.Claimed}
		})
		out.Customers = &all
	case CheckBlocked:
		all := convert(c.Blocks, showBlock)
		out.Blocks = &all
	case CheckMissing:
		out.Missing = &c.Missing
	case CheckTerritory:
		out.Country = optional.Word[string](c.Country)
	case CheckTax:
		out.Number = showNumber(c.Number)
	case CheckVerified:
		out.FileState = optional.Word[contract.FileState](c.FileState)
	}
	return out
}

// ClaimInvite answers customer.Claim.
func (h Handler) ClaimInvite(ctx context.Context, r contract.ClaimInviteRequestObject) (contract.ClaimInviteResponseObject, error) {
	mine, err := h.service.Claim(ctx, r.Company, r.Body.Token)
	return contract.ClaimInvite200JSONResponse{Supplier: contract.CompanyRef{ID: mine.Supplier, Name: mine.SupplierName}, Relationship: showMine(mine)}, err
}
