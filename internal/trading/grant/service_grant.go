package grant

import (
	"context"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// TopicGrantChanged is published to the supplier whenever it changes what it discloses, and to the buyer when that is said of its own
// customer record. The object is the written id of the group or customer; "" for the default.
const TopicGrantChanged = "trading.grant_changed"

// Grants is what a supplier says at all levels.
type Grants struct {
	Default   SubjectGrant
	Groups    []SubjectGrant
	Customers page.Page[SubjectGrant] // those with a grant of their own
}

// Grants lists what a supplier's buyers may see.
func (s *Service) Grants(ctx context.Context, company id.CompanyID, q string, r page.Request) (Grants, error) {
	scope, err := authz.Acting(ctx, company, mayReadGrants)
	if err != nil {
		return Grants{}, err
	}
	name, after, err := placeByName[id.Customer](r)
	if err != nil {
		return Grants{}, err
	}
	var out Grants
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if out.Default, err = findSubject(tx, company, LevelDefault, ""); err != nil {
			return err
		}
		if out.Groups, err = listGroupGrants(tx, company); err != nil {
			return err
		}
		rows, err := listCustomerGrants(tx, company, q, name, after, r.Fetch())
		if err != nil {
			return err
		}
		out.Customers = page.Of(r, rows, func(g SubjectGrant) page.Cursor { return page.After(g.Name, customerNamed(g.Subject)) })
		return nil
	})
	return out, err
}

// customerNamed reads a subject as the id of a customer; zero for none.
func customerNamed(subject string) id.CustomerID {
	var out id.CustomerID
	if out.Scan(subject) != nil {
		return id.CustomerID{}
	}
	return out
}

// groupNamed reads a subject as the id of a group; zero for none.
func groupNamed(subject string) id.GroupID {
	var out id.GroupID
	if out.Scan(subject) != nil {
		return id.GroupID{}
	}
	return out
}

// PutGrant sets what one level discloses, if it still has the version that the caller read; nil asks for none.
func (s *Service) PutGrant(ctx context.Context, company id.CompanyID, level Level, subject string, wanted *int64, g Grant) (SubjectGrant, error) {
	var out SubjectGrant
	err := s.changeGrant(ctx, company, level, subject, func(ctx context.Context, tx *tenants.Tx) error {
		before, err := findSubject(tx, company, level, subject)
		if err != nil {
			return err
		}
		if wanted != nil && *wanted != before.Version {
			return fault.Stale
		}
		if err := Put(tx, company, level, subject, g); err != nil {
			return err
		}
		if err := ScheduleEnd(ctx, tx, level, subject, g.ExpiresAt); err != nil {
			return err
		}
		out, err = findSubject(tx, company, level, subject)
		return err
	})
	return out, err
}

// DeleteGrant lets a group or a customer inherit everything.
func (s *Service) DeleteGrant(ctx context.Context, company id.CompanyID, level Level, subject string) error {
	return s.changeGrant(ctx, company, level, subject, func(_ context.Context, tx *tenants.Tx) error {
		if _, err := findSubject(tx, company, level, subject); err != nil {
			return err
		}
		had, err := deleteGrant(tx, company, level, subject)
		if err == nil && !had {
			return fault.NotFound
		}
		return err
	})
}

// changeGrant runs change alone among the supplier's changes of grants, resolves what it concerns, and writes it down.
func (s *Service) changeGrant(ctx context.Context, company id.CompanyID, level Level, subject string, change func(context.Context, *tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, mayWriteGrants)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := Lock(tx, company); err != nil {
			return err
		}
		if err := change(ctx, tx); err != nil {
			return err
		}
		if err := projectSubject(tx, company, level, subject); err != nil {
			return err
		}
		after, err := readGrant(tx, company, level, subject)
		if err != nil {
			return err
		}
		object := ObjectOf(level, subject)
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "trading.grant_changed", Object: object, Data: after.InWords()}); err != nil {
			return err
		}
		event := outbox.Event{Topic: TopicGrantChanged, Object: object, Payload: map[string]string{"level": string(level)}}
		if level == LevelCustomer {
			if event.Counterpart, err = buyerOf(tx, company, customerNamed(subject)); err != nil {
				return err
			}
		}
		return outbox.Publish(ctx, tx, event)
	})
}

// projectSubject resolves the grants of all customers that one level and subject concern.
func projectSubject(tx *tenants.Tx, company id.CompanyID, level Level, subject string) error {
	switch level {
	case LevelCustomer:
		return Project(tx, company, []id.CustomerID{customerNamed(subject)})
	case LevelGroup:
		customers, err := customersOfGroup(tx, company, subject)
		if err != nil || len(customers) == 0 {
			return err
		}
		return Project(tx, company, customers)
	default:
		return Project(tx, company, nil)
	}
}

// ObjectOf names, for the audit, whose grant it is; subject is the uuid of the group or customer, "" of the default.
func ObjectOf(level Level, subject string) string {
	switch level {
	case LevelCustomer:
		return customerNamed(subject).String()
	case LevelGroup:
		return groupNamed(subject).String()
	default:
		return ""
	}
}

// InWords is a grant for the audit trail.
func (g Grant) InWords() map[string]any {
	out := map[string]any{"level": string(g.Level)}
	put := func(name Field, given bool, v any) {
		if given {
			out[string(name)] = v
		}
	}
	put(FieldCategories, g.Categories != nil, g.Categories)
	put(FieldPrice, g.Price != nil, g.Price)
	put(FieldStock, g.Stock != nil, g.Stock)
	put(FieldSteps, g.Steps != nil, g.Steps)
	put(FieldLeadTime, g.LeadTime != nil, g.LeadTime)
	put(FieldPromotions, g.Promotions != nil, g.Promotions)
	put(FieldDocuments, g.Documents != nil, g.Documents)
	put(FieldPurpose, g.Purpose != nil, g.Purpose)
	put(FieldExpiresAt, g.ExpiresAt != nil, g.ExpiresAt)
	return out
}

// grantEnds resolves again what a grant concerned, at its end. Until then the relationship discloses nothing: its own end has come, too.
type grantEnds struct {
	Level   Level  `json:"level"`
	Subject string `json:"subject"`
}

// Kind names the ends of grants in the queue.
func (grantEnds) Kind() string { return "trading_grant_ends" }

// ScheduleEnd resolves a grant again when it ends; nil never ends. In the transaction that writes the grant.
func ScheduleEnd(ctx context.Context, tx *tenants.Tx, level Level, subject string, at *time.Time) error {
	if at == nil {
		return nil
	}
	return job.EnqueueAt(ctx, tx, grantEnds{level, subject}, *at)
}

func (s *Service) endGrant(ctx context.Context, c job.Context, args grantEnds) error {
	return s.db.InScope(ctx, c.Scope(), func(_ context.Context, tx *tenants.Tx) error {
		if err := Lock(tx, c.Company); err != nil {
			return err
		}
		return projectSubject(tx, c.Company, args.Level, args.Subject)
	})
}

// BuyerSight is what one buyer sees now, with where each field comes from.
type BuyerSight struct {
	Buyer     id.CompanyID
	State     standing.State
	Discloses bool
	Sees      Sees // what the grant says, whether it discloses or not
	Sources   []Source
	Epoch     int64
	parties
}

// BuyerSight answers what one buyer sees now. A relationship that is not approved discloses nothing; Sees is then what it would see.
func (s *Service) BuyerSight(ctx context.Context, company, buyer id.CompanyID) (BuyerSight, error) {
	scope, err := authz.Acting(ctx, company, mayReadGrants)
	if err != nil {
		return BuyerSight{}, err
	}
	out := BuyerSight{Buyer: buyer}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		now, err := ReadSight(tx, company, buyer, true)
		if err != nil {
			return err
		}
		if out.parties, err = readParties(tx, company, buyer); err != nil {
			return err
		}
		out.State, out.Epoch, out.Discloses = now.State, now.Epoch, now.At(tx.Now()).Open()
		out.Sees, out.Sources, err = resolveFor(tx, company, out.GroupID, out.CustomerID, nil)
		if out.Discloses {
			out.Sees = now.Sees
		}
		return err
	})
	return out, err
}

// resolveFor resolves the grants of a customer of a group, each zero for none. A draft stands in for the grant at its level.
func resolveFor(tx *tenants.Tx, company id.CompanyID, group id.GroupID, customer id.CustomerID, draft *Grant) (Sees, []Source, error) {
	levels := []Grant{{Level: LevelDefault}, {Level: LevelGroup}, {Level: LevelCustomer}}
	if !group.IsZero() {
		levels[1].Subject = group.UUID()
	}
	if !customer.IsZero() {
		levels[2].Subject = customer.UUID()
	}
	for i, level := range levels {
		if draft != nil && draft.Level == level.Level {
			levels[i] = *draft
			continue
		}
		kept, err := readGrant(tx, company, level.Level, level.Subject)
		if err != nil {
			return Sees{}, nil, err
		}
		levels[i] = kept
	}
	sees, sources := Resolve(tx.Now(), levels[0], levels[1], levels[2])
	return sees, sources, nil
}

// Viewers is a page of who sees prices, with how many there are.
type Viewers struct {
	page.Page[Viewer]
	List, Own int64
}

// Viewers answers who sees prices of a category now; "" is any, and so is an empty level.
func (s *Service) Viewers(ctx context.Context, company id.CompanyID, category string, level PriceLevel, r page.Request) (Viewers, error) {
	scope, err := authz.Acting(ctx, company, mayReadGrants)
	if err != nil {
		return Viewers{}, err
	}
	name, after, err := placeByName[id.Company](r)
	if err != nil {
		return Viewers{}, err
	}
	var out Viewers
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		rows, err := listViewers(tx, company, category, level, name, after, r.Fetch())
		if err != nil {
			return err
		}
		out.Page = page.Of(r, rows, func(v Viewer) page.Cursor { return page.After(v.BuyerName, v.Buyer) })
		out.List, out.Own, err = countViewers(tx, company, category)
		return err
	})
	return out, err
}

// Disclosures is the log of price lists that left, newest first; a zero buyer is all.
func (s *Service) Disclosures(ctx context.Context, company, buyer id.CompanyID, r page.Request) (page.Page[DisclosureEntry], error) {
	scope, err := authz.Acting(ctx, company, mayReadGrants)
	if err != nil {
		return page.Page[DisclosureEntry]{}, err
	}
	before, last, err := placeByTime[id.Event](r, s.clock.Now())
	if err != nil {
		return page.Page[DisclosureEntry]{}, err
	}
	var rows []DisclosureEntry
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		rows, err = listDisclosures(tx, company, buyer, before, last.UUID(), r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[DisclosureEntry]{}, err
	}
	return page.Of(r, rows, func(e DisclosureEntry) page.Cursor { return page.After(e.At, eventID(e.ID)) }), nil
}

func eventID(uuid string) id.EventID {
	var out id.EventID
	if out.Scan(uuid) != nil {
		return id.EventID{}
	}
	return out
}

// Looking is what comparison builds an answer from: the decision for one buyer, and what stands on its relationship.
type Looking struct {
	Disclosure
	Customer id.CustomerID // in the supplier's scope only
}

// InPair reads the decision for a buyer, in its scope or that of the pair; fault.NotFound when their relationship is not approved, as if
// there were none.
func InPair(tx *tenants.Tx, supplier, buyer id.CompanyID) (Looking, error) {
	s, err := ReadSight(tx, supplier, buyer, false)
	if err != nil {
		return Looking{}, err
	}
	if s.State != standing.StateApproved {
		return Looking{}, fault.NotFound
	}
	return Looking{Disclosure: s.At(tx.Now())}, nil
}

// Subject is whom a supplier previews: exactly one of the fields is given.
type Subject struct {
	Buyer    id.CompanyID
	Customer id.CustomerID
	Group    id.GroupID
	Default  bool
}

var errSubject = fault.Invalid.With(fault.Field{Path: "", Code: "one_of", Message: "Name exactly one of buyer, customer, group and default."})

func (s Subject) check() error {
	n := 0
	for _, given := range []bool{!s.Buyer.IsZero(), !s.Customer.IsZero(), !s.Group.IsZero(), s.Default} {
		if given {
			n++
		}
	}
	if n != 1 {
		return errSubject
	}
	return nil
}

// Previewed is the decision that a supplier previews, in its own scope. For a buyer without a draft it is that buyer's own, and fault.NotFound
// when the relationship is not approved; everything else is what somebody would see whose application is approved.
func Previewed(tx *tenants.Tx, supplier id.CompanyID, of Subject, draft *Grant) (Looking, error) {
	if err := of.check(); err != nil {
		return Looking{}, err
	}
	if of.Buyer.IsZero() {
		return previewOf(tx, supplier, of.Group, of.Customer, 0, draft)
	}
	s, err := ReadSight(tx, supplier, of.Buyer, true)
	if err != nil {
		return Looking{}, err
	}
	if draft != nil {
		return previewOf(tx, supplier, id.GroupID{}, s.Customer, s.Epoch, draft)
	}
	if s.State != standing.StateApproved {
		return Looking{}, fault.NotFound
	}
	return Looking{s.At(tx.Now()), s.Customer}, nil
}

func previewOf(tx *tenants.Tx, supplier id.CompanyID, group id.GroupID, customer id.CustomerID, epoch int64, draft *Grant) (Looking, error) {
	level := LevelDefault
	switch {
	case !customer.IsZero():
		var err error
		if group, err = groupOf(tx, supplier, customer); err != nil {
			return Looking{}, err
		}
		level = LevelCustomer
	case !group.IsZero():
		if _, err := findSubject(tx, supplier, LevelGroup, group.UUID()); err != nil {
			return Looking{}, err
		}
		level = LevelGroup
	}
	if draft != nil {
		tidy := *draft
		tidy.Level = level
		tidy, err := tidy.Tidy(tx.Now())
		if err != nil {
			return Looking{}, Under("/draft", err)
		}
		draft = &tidy
	}
	sees, _, err := resolveFor(tx, supplier, group, customer, draft)
	if err != nil {
		return Looking{}, err
	}
	return Looking{NewDisclosure(true, sees, epoch, tx.Now()), customer}, nil
}

// Under puts the fields of a fault below a path of the body.
func Under(path string, err error) error {
	f := fault.From(err)
	if len(f.Fields()) == 0 {
		return err
	}
	var moved []fault.Field
	for _, field := range f.Fields() {
		field.Path = path + field.Path
		moved = append(moved, field)
	}
	return fault.Invalid.With(moved...)
}
