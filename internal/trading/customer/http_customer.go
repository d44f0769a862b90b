package customer

import (
	"context"
	"maps"
	"slices"
	"strings"

	contract "manifold/api/trading"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/web"
	"manifold/internal/trading/terms"
)

// The contract's types without a name.
type (
	customerCount = struct {
		Count int64                  `json:"count"`
		State contract.CustomerState `json:"state"`
	}
	skippedCustomer = struct {
		Code     string               `json:"code"`
		Customer contract.CustomerRef `json:"customer"`
		Message  string               `json:"message"`
	}
)

// ListCustomers answers listCustomers.
func (h Handler) ListCustomers(ctx context.Context, r contract.ListCustomersRequestObject) (contract.ListCustomersResponseObject, error) {
	wanted, err := web.Page(r.Params.Limit, r.Params.After)
	if err != nil {
		return nil, err
	}
	p := r.Params
	filter, err := takeFilter(&contract.CustomerFilter{Q: p.Q, Group: p.Group, Region: p.Region, Salesperson: p.Salesperson, State: p.State, Tag: p.Tag, HeadOffice: p.HeadOffice})
	if err != nil {
		return nil, err
	}
	by, down := strings.CutPrefix(word(p.Sort), "-")
	list, err := h.service.Customers(ctx, r.Company, filter, Sort{by, down}, wanted)
	if err != nil {
		return nil, err
	}
	answer := contract.ListCustomers200JSONResponse{Items: make([]contract.CustomerRow, len(list.Items)), Next: optional.Word[string](list.Next), Total: list.Total}
	for i, c := range list.Items {
		answer.Items[i] = showCustomerRow(c)
	}
	answer.Counts = []customerCount{}
	for _, state := range slices.Sorted(maps.Keys(list.States)) {
		answer.Counts = append(answer.Counts, customerCount{list.States[state], contract.CustomerState(state)})
	}
	return answer, nil
}

// GetCustomer answers getCustomer.
func (h Handler) GetCustomer(ctx context.Context, r contract.GetCustomerRequestObject) (contract.GetCustomerResponseObject, error) {
	c, err := h.service.Customer(ctx, r.Company, r.Customer)
	return contract.GetCustomer200JSONResponse{Body: showCustomer(c), Headers: contract.GetCustomer200ResponseHeaders{ETag: optional.Word[string](web.ETag(c.Version))}}, err
}

// AddCustomer answers addCustomer.
func (h Handler) AddCustomer(ctx context.Context, r contract.AddCustomerRequestObject) (contract.AddCustomerResponseObject, error) {
	b := r.Body
	terms, err := terms.Take(b.Terms, "/terms")
	if err != nil {
		return nil, err
	}
	c, err := h.service.AddCustomer(ctx, r.Company, Change{
		Code: b.Code, Name: &b.Name, Country: b.Country, Region: b.Region, TaxNumber: b.TaxNumber, Email: b.Email, Phone: b.Phone, ContactName: b.ContactName, Address: b.Address,
		Note: b.Note, Tags: b.Tags, Group: b.Group, Salesperson: b.Salesperson, HeadOffice: b.HeadOffice, Terms: &terms,
	})
	return contract.AddCustomer201JSONResponse{Body: showCustomer(c), Headers: contract.AddCustomer201ResponseHeaders{ETag: optional.Word[string](web.ETag(c.Version))}}, err
}

// UpdateCustomer answers updateCustomer.
func (h Handler) UpdateCustomer(ctx context.Context, r contract.UpdateCustomerRequestObject) (contract.UpdateCustomerResponseObject, error) {
	version, _, err := web.WantedVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	b := r.Body
	change := Change{
		Code: b.Code, Name: b.Name, Country: b.Country, Region: b.Region, TaxNumber: b.TaxNumber, Email: b.Email, Phone: b.Phone, ContactName: b.ContactName, Address: b.Address,
		Note: b.Note, Tags: b.Tags, Group: b.Group, Salesperson: b.Salesperson, HeadOffice: b.HeadOffice, Blocked: b.Blocked, Reason: b.BlockedReason,
	}
	if b.Terms != nil {
		terms, err := terms.Take(b.Terms, "/terms")
		if err != nil {
			return nil, err
		}
		change.Terms = &terms
	}
	c, err := h.service.UpdateCustomer(ctx, r.Company, r.Customer, version, change)
	return contract.UpdateCustomer200JSONResponse{Body: showCustomer(c), Headers: contract.UpdateCustomer200ResponseHeaders{ETag: optional.Word[string](web.ETag(c.Version))}}, err
}

// DeleteCustomer answers deleteCustomer.
func (h Handler) DeleteCustomer(ctx context.Context, r contract.DeleteCustomerRequestObject) (contract.DeleteCustomerResponseObject, error) {
	return contract.DeleteCustomer204Response{}, h.service.DeleteCustomer(ctx, r.Company, r.Customer)
}

// ChangeCustomers answers changeCustomers.
func (h Handler) ChangeCustomers(ctx context.Context, r contract.ChangeCustomersRequestObject) (contract.ChangeCustomersResponseObject, error) {
	b := r.Body
	filter, err := takeChoice(b.Customers, b.Filter)
	if err != nil {
		return nil, err
	}
	out, err := h.service.ChangeCustomers(ctx, r.Company, BulkChange{
		Filter: filter, Action: BulkAction(b.Action), Group: b.Group, Region: b.Region, Salesperson: b.Salesperson, HeadOffice: b.HeadOffice, Tags: optional.Value(b.Tags), Reason: optional.Value(b.Reason),
	})
	if err != nil {
		return nil, err
	}
	return contract.ChangeCustomers200JSONResponse(showBulk(out)), nil
}

// ListGroups answers listGroups.
func (h Handler) ListGroups(ctx context.Context, r contract.ListGroupsRequestObject) (contract.ListGroupsResponseObject, error) {
	groups, without, err := h.service.Groups(ctx, r.Company)
	if err != nil {
		return nil, err
	}
	answer := contract.ListGroups200JSONResponse{Items: make([]contract.CustomerGroup, len(groups)), WithoutGroup: &without}
	for i, g := range groups {
		answer.Items[i] = showGroup(g)
	}
	return answer, nil
}

// AddGroup answers addGroup.
func (h Handler) AddGroup(ctx context.Context, r contract.AddGroupRequestObject) (contract.AddGroupResponseObject, error) {
	g, err := takeGroup(r.Body)
	if err != nil {
		return nil, err
	}
	g, err = h.service.AddGroup(ctx, r.Company, g)
	return contract.AddGroup201JSONResponse{Body: showGroup(g), Headers: contract.AddGroup201ResponseHeaders{ETag: optional.Word[string](web.ETag(g.Version))}}, err
}

// PutGroup answers putGroup.
func (h Handler) PutGroup(ctx context.Context, r contract.PutGroupRequestObject) (contract.PutGroupResponseObject, error) {
	version, _, err := web.WantedVersion(r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	g, err := takeGroup(r.Body)
	if err != nil {
		return nil, err
	}
	g.ID = r.Group
	g, err = h.service.PutGroup(ctx, r.Company, version, g)
	return contract.PutGroup200JSONResponse{Body: showGroup(g), Headers: contract.PutGroup200ResponseHeaders{ETag: optional.Word[string](web.ETag(g.Version))}}, err
}

// DeleteGroup answers deleteGroup.
func (h Handler) DeleteGroup(ctx context.Context, r contract.DeleteGroupRequestObject) (contract.DeleteGroupResponseObject, error) {
	return contract.DeleteGroup204Response{}, h.service.DeleteGroup(ctx, r.Company, r.Group)
}

func takeGroup(b *contract.GroupDraft) (Group, error) {
	terms, err := terms.Take(b.Terms, "/terms")
	return Group{Name: b.Name, Terms: terms, Position: optional.Value(b.Position)}, err
}

func showGroup(g Group) contract.CustomerGroup {
	return contract.CustomerGroup{ID: g.ID, Name: g.Name, Terms: terms.Show(g.Terms), Position: g.Position, Customers: g.Customers, Connected: g.Connected, HasGrant: g.HasGrant,
		Version: g.Version, UpdatedAt: g.UpdatedAt}
}

// takeChoice reads either customers or a filter.
func takeChoice(customers *contract.CustomerIDs, filter *contract.CustomerFilter) (Filter, error) {
	switch {
	case customers != nil && filter == nil:
		return Filter{IDs: *customers}, nil
	case customers == nil && filter != nil:
		return takeFilter(filter)
	default:
		return Filter{}, errChoice
	}
}

// takeFilter reads a filter; without one it finds everybody.
func takeFilter(in *contract.CustomerFilter) (Filter, error) {
	if in == nil {
		return Filter{}, nil
	}
	f := Filter{Q: strings.TrimSpace(optional.Value(in.Q)), Region: optional.Value(in.Region), Tag: optional.Value(in.Tag), HeadOffice: optional.Value(in.HeadOffice), States: words[State](optional.Value(in.State))}
	var err error
	if f.Group, f.NoGroup, err = orNone[id.Group](in.Group, "group"); err != nil {
		return f, err
	}
	f.Salesperson, f.NoSalesperson, err = orNone[id.Person](in.Salesperson, "salesperson")
	return f, err
}

// orNone reads an id or the word none.
func orNone[K id.Kind](text *string, name string) (one id.ID[K], none bool, err error) {
	switch optional.Value(text) {
	case "":
		return one, false, nil
	case "none":
		return one, true, nil
	}
	if one, err = id.Parse[K](*text); err != nil {
		return one, false, fault.Malformed.With(fault.Field{Path: name, Code: "wrong_form", Message: "This is no id."})
	}
	return one, false, nil
}

func showBulk(out BulkOutcome) contract.BulkOutcome {
	answer := contract.BulkOutcome{Matched: out.Matched, Changed: out.Changed, Undo: make([]contract.BulkChange, len(out.Undo))}
	answer.Skipped = []skippedCustomer{}
	for _, k := range out.Skipped {
		answer.Skipped = append(answer.Skipped, skippedCustomer{k.Code, ShowRef(k.Customer), k.Message})
	}
	for i, u := range out.Undo {
		ids := u.Filter.IDs
		answer.Undo[i] = contract.BulkChange{Action: contract.BulkChangeAction(u.Action), Customers: &ids, Group: u.Group, Region: u.Region, Salesperson: u.Salesperson, HeadOffice: u.HeadOffice,
			Reason: optional.Word[string](u.Reason)}
		if u.Tags != nil {
			answer.Undo[i].Tags = &u.Tags
		}
	}
	return answer
}

func showCustomerRow(c Customer) contract.CustomerRow {
	row := contract.CustomerRow{
		ID: c.ID, Code: c.Code, Name: c.Name, State: contract.CustomerState(c.State), Country: optional.Word[string](c.Country), Region: optional.Word[string](c.Region), TaxNumber: optional.Word[string](c.TaxNumber),
		Email: optional.Word[string](c.Email), Phone: optional.Word[string](c.Phone), ContactName: optional.Word[string](c.ContactName), Tags: tidyTags(c.Tags), Source: contract.CustomerRowSource(c.Source),
		CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Relationship: optional.Word[contract.RelationshipState](c.Relationship),
	}
	if !c.Group.IsZero() {
		row.Group = &contract.GroupRef{ID: c.Group, Name: c.GroupName}
	}
	if !c.Salesperson.IsZero() {
		row.Salesperson = &contract.PersonRef{ID: c.Salesperson, Name: c.SalespersonName}
	}
	if !c.HeadOffice.IsZero() {
		row.HeadOffice = &contract.CustomerRef{ID: c.HeadOffice, Code: c.HeadOfficeCode, Name: c.HeadOfficeName}
	}
	if !c.Buyer.IsZero() {
		row.Buyer = &contract.CompanyRef{ID: c.Buyer, Name: c.BuyerName}
	}
	if !c.InvitedAt.IsZero() {
		row.InvitedAt = &c.InvitedAt
	}
	return row
}

func showCustomer(c Detail) contract.Customer {
	heads, alike := showRefs(c.HeadOffices), showRefs(c.Duplicates)
	out := contract.Customer{
		Customer: showCustomerRow(c.Customer), Address: c.Address, Note: c.Note, BlockedReason: optional.Word[string](c.Reason), Terms: terms.Show(c.Terms), EffectiveTerms: terms.Show(c.Effective),
		TermsSources: make([]contract.TermsSource, len(c.Sources)), HeadOffices: &heads, Branches: showRefs(c.Branches), BranchCount: c.BranchCount, PossibleDuplicates: &alike,
		Version: c.Version, MayDelete: c.MayDelete(),
	}
	for i, s := range c.Sources {
		out.TermsSources[i] = contract.TermsSource{Field: contract.TermsField(s.Field), Level: contract.TermsSourceLevel(s.Level), Name: optional.Word[string](s.Name)}
	}
	return out
}

func showRefs(refs []Ref) []contract.CustomerRef {
	out := make([]contract.CustomerRef, len(refs))
	for i, r := range refs {
		out[i] = ShowRef(r)
	}
	return out
}

// ShowRef shows a customer by its code and name.
func ShowRef(r Ref) contract.CustomerRef {
	return contract.CustomerRef{ID: r.ID, Code: r.Code, Name: r.Name}
}
