package trading

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// NewApplication is an application to many suppliers.
type NewApplication struct {
	Suppliers []id.CompanyID
	Note      string                  // for all of them
	Notes     map[id.CompanyID]string // instead, for one
}

func (n NewApplication) noteFor(supplier id.CompanyID) string {
	if own, has := n.Notes[supplier]; has {
		return strings.TrimSpace(own)
	}
	return strings.TrimSpace(n.Note)
}

// Outcome is what came of an application to one supplier.
type Outcome struct {
	Supplier id.CompanyID
	Name     string
	Result   string         // applied, already, not_accepting, missing, closed or not_found
	State    standing.State // where the two stand now; "": nowhere
	Missing  []string       // asks that the file does not answer
}

// Results of applying to a supplier.
const (
	OutcomeApplied      = "applied"
	OutcomeAlready      = "already"
	OutcomeNotAccepting = "not_accepting"
	OutcomeMissing      = "missing"
	OutcomeClosed       = "closed" // by the hub; to a company that has had to do with it
	OutcomeNotFound     = "not_found"
)

// Apply sends the company file to suppliers, in one act: each gets its own application and decides alone. What is in the way at one does
// not stop the others. The outcomes stand in the order asked.
func (s *Service) Apply(ctx context.Context, company id.CompanyID, n NewApplication) ([]Outcome, error) {
	scope, err := authz.Acting(ctx, company, mayApply)
	if err != nil {
		return nil, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) ([]Outcome, error) {
		dossier, err := readInForce(tx, company)
		if err != nil {
			return nil, err
		}
		if f := dossier.File; f.LegalName == "" || f.Country == "" {
			return nil, errFileIncomplete.With(missingBasics(f)...)
		}
		found, err := readDirectory(tx, company, n.Suppliers)
		if err != nil {
			return nil, err
		}
		before, err := lockMine(tx, company, n.Suppliers)
		if err != nil {
			return nil, err
		}
		outcomes := map[id.CompanyID]Outcome{}
		for _, entry := range found { // by id, as everybody locks
			out, err := s.applyTo(ctx, tx, entry, before[entry.Supplier], dossier, n.noteFor(entry.Supplier), company)
			if err != nil {
				return nil, err
			}
			outcomes[entry.Supplier] = out
		}
		return inOrder(n.Suppliers, outcomes), nil
	})
}

func missingBasics(f CompanyFile) []fault.Field {
	var out []fault.Field
	for _, each := range []struct{ path, text string }{{"/legal_name", f.LegalName}, {"/country", f.Country}} {
		if each.text == "" {
			out = append(out, fault.Field{Path: each.path, Code: "required", Message: "The company file lacks this."})
		}
	}
	return out
}

func inOrder(suppliers []id.CompanyID, outcomes map[id.CompanyID]Outcome) []Outcome {
	out := make([]Outcome, len(suppliers))
	for i, supplier := range suppliers {
		one, known := outcomes[supplier]
		if !known {
			one = Outcome{Supplier: supplier, Result: OutcomeNotFound, Missing: []string{}}
		}
		out[i] = one
	}
	return out
}

func (s *Service) applyTo(ctx context.Context, tx *tenants.Tx, entry DirectoryEntry, before Relationship, dossier Dossier, note string, company id.CompanyID) (Outcome, error) {
	out := Outcome{Supplier: entry.Supplier, Name: entry.Name, State: before.State, Missing: dossier.Missing(entry.Asks)}
	entry.State = before.State
	_, can := before.State.Next(standing.SideBuyer, standing.ActApply)
	switch {
	case entry.Closed:
		out.Result, out.Missing = OutcomeClosed, []string{}
		return out, nil
	case !can || before.State == standing.StateMoreAsked:
		out.Result, out.Missing = OutcomeAlready, []string{}
		return out, nil
	case !entry.open():
		out.Result, out.Missing = OutcomeNotAccepting, []string{}
		return out, nil
	case len(out.Missing) > 0:
		out.Result = OutcomeMissing
		return out, nil
	}
	before.Supplier, before.Buyer, before.BuyerName = entry.Supplier, company, cmp.Or(dossier.File.TradeName, dossier.File.LegalName)
	after, event, err := before.move(tx.Now(), standing.SideBuyer, standing.ActApply, "")
	if err != nil {
		return out, err
	}
	if before.State == "" {
		opened, err := insertRelationship(tx, after)
		if err != nil || !opened { // a colleague was first
			out.Result, out.State = OutcomeAlready, standing.StateApplied
			return out, err
		}
	} else if err := writeMove(tx, after); err != nil {
		return out, err
	}
	out.Result, out.State = OutcomeApplied, after.State
	if err := s.sendFile(tx, after, note, dossier); err != nil {
		return out, err
	}
	return out, s.record(ctx, tx, after, event)
}

// sendFile puts the company file before the supplier, with the application that the relationship has now.
func (s *Service) sendFile(tx *tenants.Tx, r Relationship, note string, dossier Dossier) error {
	copied, err := copyOf(dossier)
	if err != nil {
		return err
	}
	return putApplication(tx, r, note, copied, dossier.File.Version)
}

// Applied completes an application that taking up an invitation has opened, in the buyer's transaction: the file goes to the supplier, and
// the event, the trail and both companies' pages know of it. The relationship is in the state applied already.
func (s *Service) applied(ctx context.Context, tx *tenants.Tx, buyer, supplier id.CompanyID) (Relationship, error) {
	dossier, err := readInForce(tx, buyer)
	if err != nil {
		return Relationship{}, err
	}
	r, err := readMine(tx, buyer, supplier)
	if err != nil {
		return Relationship{}, err
	}
	if err := s.sendFile(tx, r, "", dossier); err != nil {
		return Relationship{}, err
	}
	event := Event{At: tx.Now(), Side: standing.SideBuyer, Act: standing.ActApply, State: r.State, Version: r.Version}
	if err := s.record(ctx, tx, r, event); err != nil {
		return Relationship{}, err
	}
	return readMine(tx, buyer, supplier)
}

// record writes what a move leaves behind: the event for both sides, the trail of the side that moved, and the news.
func (s *Service) record(ctx context.Context, tx *tenants.Tx, r Relationship, e Event) error {
	if err := insertEvent(tx, r.Supplier, r.Buyer, e); err != nil {
		return err
	}
	object, other := r.Supplier, r.Supplier
	if e.Side == standing.SideSupplier {
		object, other = r.Buyer, r.Buyer
	}
	data := map[string]any{"state": string(e.State), "version": e.Version}
	if e.Reason != "" {
		data["reason"] = e.Reason
	}
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: "trading.relationship_" + string(e.Act), Object: object.String(), Data: data}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicRelationshipChanged, Object: r.Buyer.String(), Counterpart: other, Payload: relationshipChanged{
		Tenant: r.Supplier, Buyer: r.Buyer, State: e.State, Version: e.Version, Act: e.Act, Side: e.Side,
	}})
}

// Board is a page of all that a buyer has to do with, latest change first.
type Board struct {
	page.Page[Relationship]
	Counts map[standing.State]int64
}

// Board lists a buyer's applications and relationships.
func (s *Service) Board(ctx context.Context, company id.CompanyID, q string, in []string, r page.Request) (Board, error) {
	scope, err := authz.Acting(ctx, company, mayReadBoard)
	if err != nil {
		return Board{}, err
	}
	before, last, err := placeByTime[id.Company](r, s.clock.Now())
	if err != nil {
		return Board{}, err
	}
	var out Board
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		rows, err := listBoard(tx, company, q, in, before, last, r.Fetch())
		if err != nil {
			return err
		}
		out.Page = page.Of(r, rows, func(r Relationship) page.Cursor { return page.After(r.ChangedAt, r.Supplier) })
		out.Counts, err = countStates(tx, standing.SideBuyer, company)
		return err
	})
	return out, err
}

// AnswerSupplier answers what a supplier asked; the application goes back into its queue with the file in force.
func (s *Service) AnswerSupplier(ctx context.Context, company, supplier id.CompanyID, answer string) (SupplierView, error) {
	return s.moveMine(ctx, company, supplier, standing.ActAnswer, answer)
}

// CloseSupplier takes an application back or ends a relationship.
func (s *Service) CloseSupplier(ctx context.Context, company, supplier id.CompanyID, reason string) (SupplierView, error) {
	return s.moveMine(ctx, company, supplier, standing.ActClose, reason)
}

func (s *Service) moveMine(ctx context.Context, company, supplier id.CompanyID, act standing.Act, text string) (SupplierView, error) {
	scope, err := authz.Acting(ctx, company, mayApply)
	if err != nil {
		return SupplierView{}, err
	}
	var out SupplierView
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockRelationship(tx, supplier, company); err != nil {
			return err
		}
		before, err := readMine(tx, company, supplier)
		if err != nil {
			return err
		}
		if before.Closed && act != standing.ActClose {
			return errClosed
		}
		after, event, err := before.move(tx.Now(), standing.SideBuyer, act, strings.TrimSpace(text))
		if err != nil {
			return err
		}
		if err := writeMove(tx, after); err != nil {
			return err
		}
		if act == standing.ActAnswer {
			if err := writeAnswer(tx, after); err != nil {
				return err
			}
		}
		if err := s.record(ctx, tx, after, event); err != nil {
			return err
		}
		out, err = viewSupplier(tx, company, supplier)
		return err
	})
	return out, err
}

// Queue is a page of a supplier's relationships.
type Queue struct {
	page.Page[Applicant]
	Counts map[standing.State]int64
}

// Relationships lists the buyers who apply to or trade with a supplier. Those that wait carry their checks.
func (s *Service) Relationships(ctx context.Context, company id.CompanyID, f QueueFilter, r page.Request) (Queue, error) {
	scope, err := authz.Acting(ctx, company, mayReadRelationships)
	if err != nil {
		return Queue{}, err
	}
	place, last, err := placeByName[id.Company](r)
	if err != nil {
		return Queue{}, err
	}
	if place != "" && !isDecimal(place) {
		return Queue{}, fault.BadCursor
	}
	var out Queue
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		rows, err := listApplicants(tx, company, f, place, last, r.Fetch())
		if err != nil {
			return err
		}
		if err := check(tx, company, rows); err != nil {
			return err
		}
		out.Page = page.Of(r, rows, func(a Applicant) page.Cursor { return page.After(a.place, a.Buyer) })
		out.Counts, err = countStates(tx, standing.SideSupplier, company)
		return err
	})
	return out, err
}

func isDecimal(text string) bool {
	whole, part, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	return whole != "" && digits(whole) == whole && digits(part) == part && len(text) < 40
}

// check holds those who wait against the supplier's profile, blocked list and customers.
func check(tx *tenants.Tx, company id.CompanyID, all []Applicant) error {
	var waiting []applicant
	for _, a := range all {
		if a.State.Waits() {
			waiting = append(waiting, a.applicant())
		}
	}
	if len(waiting) == 0 {
		return nil
	}
	g, err := readGround(tx, company, waiting)
	if err != nil {
		return err
	}
	for i, a := range all {
		if a.State.Waits() {
			all[i].Checks = g.checks(a.applicant(), a.Dossier)
		}
	}
	return nil
}

func readGround(tx *tenants.Tx, company id.CompanyID, all []applicant) (ground, error) {
	profile, err := readProfile(tx, company)
	if err != nil {
		return ground{}, err
	}
	blocks, err := allBlocks(tx, company)
	if err != nil {
		return ground{}, err
	}
	customers, err := suspects(tx, company, all)
	return ground{asks: profile.Asks, regions: profile.Regions, blocks: blocks, customers: customers}, err
}

// Relationship is one buyer as a supplier sees it, with all that a decision needs.
func (s *Service) Relationship(ctx context.Context, company, buyer id.CompanyID) (Applicant, error) {
	scope, err := authz.Acting(ctx, company, mayReadRelationships)
	if err != nil {
		return Applicant{}, err
	}
	var out Applicant
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = viewApplicant(tx, company, buyer)
		return err
	})
	return out, err
}

func viewApplicant(tx *tenants.Tx, company, buyer id.CompanyID) (Applicant, error) {
	a, err := readApplicant(tx, company, buyer)
	if err != nil {
		return Applicant{}, err
	}
	g, err := readGround(tx, company, []applicant{a.applicant()})
	if err != nil {
		return Applicant{}, err
	}
	a.Checks = g.checks(a.applicant(), a.Dossier)
	if a.History, err = readEvents(tx, company, buyer); err != nil {
		return Applicant{}, err
	}
	seen, err := grant.ReadSight(tx, company, buyer, true)
	if err != nil {
		return Applicant{}, err
	}
	decision := seen.At(tx.Now())
	a.Sees, a.Discloses = decision.Shown(), decision.Open()
	if a.Customer.ID.IsZero() && a.State.Waits() {
		a.SuggestedCode, err = customer.SuggestCode(tx, company)
	}
	return a, err
}

// ApplicantDocument opens a paper of a buyer's file, as it was sent to the supplier; the caller closes it.
func (s *Service) ApplicantDocument(ctx context.Context, company, buyer id.CompanyID, document id.DocumentID) (Document, io.ReadCloser, error) {
	scope, err := authz.Acting(ctx, company, mayReadRelationships)
	if err != nil {
		return Document{}, nil, err
	}
	var a Applicant
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		a, err = readApplicant(tx, company, buyer)
		return err
	})
	if err != nil {
		return Document{}, nil, err
	}
	return s.openDocument(ctx, buyer, a.Dossier.Documents, document)
}

// Decision is what a supplier decides about a buyer.
type Decision struct {
	Act      standing.Act // approve, ask_more, reject, suspend, reopen or close
	Text     string       // reason, or question for ask_more
	Customer customer.Choice
	Grant    *grant.Grant // of its own for this customer; nil: inherited
}

// errOnlyApproving refuses particulars of a customer with any other decision.
var errOnlyApproving = fault.Define(fault.KindInvalid, "trading.only_approving", "Customer, group, region, salesperson, terms and grant can only be given when approving.")

// Decide does what the supplier decided, if the relationship still has the version that the caller read; nil asks for none.
func (s *Service) Decide(ctx context.Context, company, buyer id.CompanyID, wanted *int64, d Decision) (Applicant, error) {
	scope, err := authz.Acting(ctx, company, mayDecide)
	if err != nil {
		return Applicant{}, err
	}
	if d.Grant != nil {
		if _, err := authz.Acting(ctx, company, mayWriteGrants); err != nil {
			return Applicant{}, err
		}
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Applicant, error) {
		if err := s.decide(ctx, tx, company, buyer, wanted, d); err != nil {
			return Applicant{}, err
		}
		return viewApplicant(tx, company, buyer)
	})
}

// decide is Decide in the transaction of the supplier, or of a job of its.
func (s *Service) decide(ctx context.Context, tx *tenants.Tx, company, buyer id.CompanyID, wanted *int64, d Decision) error {
	if err := lockRelationship(tx, company, buyer); err != nil {
		return err
	}
	before, err := readApplicant(tx, company, buyer)
	if err != nil {
		return err
	}
	if wanted != nil && *wanted != before.Events {
		return fault.Stale
	}
	after, event, err := before.move(tx.Now(), standing.SideSupplier, d.Act, strings.TrimSpace(d.Text))
	if err != nil {
		return err
	}
	if err := writeMove(tx, after); err != nil {
		return err
	}
	if d.Act == standing.ActApprove {
		if err := s.admit(ctx, tx, company, before, d); err != nil {
			return err
		}
	}
	return s.record(ctx, tx, after, event)
}

// admit makes an approved buyer a customer, with the grant that was decided.
func (s *Service) admit(ctx context.Context, tx *tenants.Tx, company id.CompanyID, a Applicant, d Decision) error {
	record, err := s.customers.Link(ctx, tx, company, a.Buyer, filled(d.Customer, a))
	if err != nil {
		return err
	}
	if d.Grant != nil {
		if err := grant.Lock(tx, company); err != nil {
			return err
		}
		own, err := d.Grant.Tidy(tx.Now())
		if err != nil {
			return grant.Under("/grant", err)
		}
		if err := grant.Put(tx, company, grant.LevelCustomer, record.UUID(), own); err != nil {
			return err
		}
		if err := grant.ScheduleEnd(ctx, tx, grant.LevelCustomer, record.UUID(), own.ExpiresAt); err != nil {
			return err
		}
		entry := audit.Entry{Action: "trading.grant_changed", Object: grant.ObjectOf(grant.LevelCustomer, record.UUID()), Data: own.InWords()}
		if err := s.audit.Write(ctx, tx, entry); err != nil {
			return err
		}
	}
	if err := customer.Project(tx, company, []id.CustomerID{record}); err != nil {
		return err
	}
	return grant.Project(tx, company, []id.CustomerID{record})
}

// filled takes what a new customer record needs, and was not said, out of the file that was sent.
func filled(c customer.Choice, a Applicant) customer.Choice {
	f := a.Dossier.File
	c.Name = cmp.Or(c.Name, cmp.Or(f.LegalName, a.BuyerName))
	c.Country, c.TaxNumber, c.Email, c.Phone = f.Country, f.TaxNumber, f.Email, f.Phone
	if len(f.Contacts) > 0 {
		c.ContactName = f.Contacts[0].Name
	}
	if at := slices.IndexFunc(a.Dossier.Sites, func(s Site) bool { return s.Kind == "head_office" || s.IsDefault }); at >= 0 {
		site := a.Dossier.Sites[at]
		c.Address = strings.Join(slices.DeleteFunc([]string{site.Street, site.Postcode, site.City, site.Region, site.Country}, func(t string) bool { return t == "" }), ", ")
	}
	return c
}
