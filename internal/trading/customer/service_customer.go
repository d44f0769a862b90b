package customer

import (
	"context"
	"errors"
	"reflect"
	"slices"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// TopicCustomersChanged is published to a supplier whose customers, groups or imports differ; the object is the id of what differs, or empty for many.
const TopicCustomersChanged = "trading.customers_changed"

// Filter chooses customers; what is zero does not narrow. It survives JSON.
type Filter struct {
	IDs           []id.CustomerID // nil: whatever their id
	Q             string          // part of code, name, tax number, mail or phone
	Group         id.GroupID
	NoGroup       bool
	Region        string // with its parts
	Salesperson   id.PersonID
	NoSalesperson bool
	States        []State
	Tag           string
	HeadOffice    id.CustomerID
}

// List is a page of customers with the figures of the list.
type List struct {
	page.Page[Customer]
	Total  int64 // what the filter finds
	States map[State]int64
}

// Customers lists a supplier's customers.
func (s *Service) Customers(ctx context.Context, company id.CompanyID, f Filter, order Sort, r page.Request) (List, error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return List{}, err
	}
	var out List
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		rows, err := listCustomers(ctx, tx, company, f, order, r)
		if err != nil {
			return err
		}
		out.Page = page.Of(r, rows, order.key)
		out.Total, out.States, err = countCustomers(ctx, tx, company, f)
		return err
	})
	return out, err
}

// Customer reads one with what is around it.
func (s *Service) Customer(ctx context.Context, company id.CompanyID, customer id.CustomerID) (Detail, error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return Detail{}, err
	}
	var out Detail
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		out, err = customerDetail(ctx, tx, company, customer)
		return err
	})
	return out, err
}

func customerDetail(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customer id.CustomerID) (d Detail, err error) {
	if d.Customer, err = readCustomer(ctx, tx, company, customer, false); err != nil {
		return d, err
	}
	levels, heads, err := levelsOf(ctx, tx, company, d.Customer)
	if err != nil {
		return d, err
	}
	d.HeadOffices = heads
	d.Effective, d.Sources = effective(levels)
	if d.Branches, d.BranchCount, err = branches(ctx, tx, company, customer, 50); err != nil {
		return d, err
	}
	d.Duplicates, err = lookAlikes(ctx, tx, company, d.Customer)
	return d, err
}

// AddCustomer makes a record.
func (s *Service) AddCustomer(ctx context.Context, company id.CompanyID, change Change) (Detail, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return Detail{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Detail, error) {
		c := Customer{ID: id.New[id.Customer](tx.Now()), Source: FromHand}
		change.apply(&c)
		if err := s.prepare(ctx, tx, company, Customer{}, c); err != nil {
			return Detail{}, err
		}
		if err := insertCustomer(ctx, tx, company, c); err != nil {
			return Detail{}, err
		}
		if err := s.customerEvent(ctx, tx, "trading.customer_added", c.ID.String(), map[string]any{"code": c.Code}); err != nil {
			return Detail{}, err
		}
		return customerDetail(ctx, tx, company, c.ID)
	})
}

// prepare holds a record to the rules before it is written; what did not change is not asked about again.
func (s *Service) prepare(ctx context.Context, tx *tenants.Tx, company id.CompanyID, before, after Customer) error {
	if err := after.check(); err != nil {
		return err
	}
	if after.Salesperson != before.Salesperson && !after.Salesperson.IsZero() {
		works, err := isColleague(ctx, tx, company, after.Salesperson)
		if err != nil {
			return err
		}
		if !works {
			return fault.Invalid.With(fault.Field{Path: "/salesperson", Code: "unknown", Message: "Nobody of this id works here."})
		}
	}
	if after.HeadOffice == before.HeadOffice || after.HeadOffice.IsZero() {
		return nil
	}
	h, err := lockHierarchy(ctx, tx, company)
	if err != nil {
		return err
	}
	return h.set(after.ID, after.HeadOffice)
}

// UpdateCustomer changes a record, if its version is still the wanted one (0: whichever). What the buyer may read of it, and what it
// may see, change in the same moment.
func (s *Service) UpdateCustomer(ctx context.Context, company id.CompanyID, customer id.CustomerID, version int64, change Change) (Detail, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return Detail{}, err
	}
	var out Detail
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		before, err := readCustomer(ctx, tx, company, customer, true)
		if err != nil {
			return err
		}
		if version != 0 && version != before.Version {
			return fault.Stale
		}
		after := before
		change.apply(&after)
		if err := s.change(ctx, tx, company, before, after); err != nil {
			return err
		}
		if err := s.customerEvent(ctx, tx, "trading.customer_changed", customer.String(), map[string]any{"fields": changedFields(before, after)}); err != nil {
			return err
		}
		out, err = customerDetail(ctx, tx, company, customer)
		return err
	})
	return out, err
}

// change writes a record that was read for it, with everything that follows from it.
func (s *Service) change(ctx context.Context, tx *tenants.Tx, company id.CompanyID, before, after Customer) error {
	if err := s.prepare(ctx, tx, company, before, after); err != nil {
		return err
	}
	if err := updateCustomer(ctx, tx, company, after); err != nil {
		return err
	}
	if err := Project(tx, company, []id.CustomerID{after.ID}); err != nil {
		return err
	}
	if before.Group == after.Group && before.Buyer == after.Buyer {
		return nil
	}
	return grant.Project(tx, company, []id.CustomerID{after.ID})
}

// changedFields names what differs, for the trail; the values are the supplier's own and stay where they are.
func changedFields(a, b Customer) []string {
	var out []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"code", a.Code == b.Code}, {"name", a.Name == b.Name}, {"country", a.Country == b.Country}, {"region", a.Region == b.Region}, {"tax_number", a.TaxNumber == b.TaxNumber},
		{"email", a.Email == b.Email}, {"phone", a.Phone == b.Phone}, {"contact_name", a.ContactName == b.ContactName}, {"address", a.Address == b.Address}, {"note", a.Note == b.Note},
		{"tags", slices.Equal(a.Tags, b.Tags)}, {"group", a.Group == b.Group}, {"salesperson", a.Salesperson == b.Salesperson}, {"head_office", a.HeadOffice == b.HeadOffice},
		{"terms", reflect.DeepEqual(a.Terms, b.Terms)}, {"blocked", a.Blocked == b.Blocked && a.Reason == b.Reason},
	} {
		if !f.same {
			out = append(out, f.name)
		}
	}
	return out
}

// DeleteCustomer deletes a record that no buyer has.
func (s *Service) DeleteCustomer(ctx context.Context, company id.CompanyID, customer id.CustomerID) error {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		c, err := readCustomer(ctx, tx, company, customer, true)
		if err != nil {
			return err
		}
		if !c.Buyer.IsZero() {
			return errConnected
		}
		gone, err := deleteCustomers(ctx, tx, company, []id.CustomerID{customer})
		if err != nil {
			return err
		}
		if len(gone) == 0 {
			return errHasBranches
		}
		return s.customerEvent(ctx, tx, "trading.customer_deleted", customer.String(), map[string]any{"code": c.Code})
	})
}

// customerEvent puts a deed into the trail and tells open pages.
func (s *Service) customerEvent(ctx context.Context, tx *tenants.Tx, action, object string, data map[string]any) error {
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: object, Data: data}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicCustomersChanged, Object: object})
}

// Choice says which customer a buyer is approved as, and what changes of that customer with it.
type Choice struct {
	ID          id.CustomerID // one there is; zero: the one the buyer has already or was invited as, else a new one
	Code        string        // of a new one; "": a free one
	Group       *id.GroupID   // nil: as it is; zero: none
	Region      *string       // nil: as it is; "": none
	Salesperson *id.PersonID  // nil: as it is; zero: nobody
	Terms       *terms.Terms  // nil: as they are

	// Particulars of a new one, out of the company file.
	Name, Country, TaxNumber, Email, Phone, ContactName, Address string
}

// Link makes the buyer that customer, in the supplier's transaction, and answers which it is. A customer that another buyer
// has, and a second customer for the same buyer, are refused. The relationship's customer_id and its projections are written here,
// too (Project, grant.Project).
func (s *Service) Link(ctx context.Context, tx *tenants.Tx, company, buyer id.CompanyID, choice Choice) (id.CustomerID, error) {
	has, linked, err := customerOf(ctx, tx, company, buyer)
	if err != nil {
		return id.CustomerID{}, err
	}
	invited, group, err := invitedAs(ctx, tx, company, buyer)
	if err != nil {
		return id.CustomerID{}, err
	}
	if choice.Group == nil && !group.IsZero() {
		choice.Group = &group
	}
	switch {
	case linked && !choice.ID.IsZero() && choice.ID != has:
		return id.CustomerID{}, errBuyerLinked
	case linked:
		return has, s.claimCustomer(ctx, tx, company, buyer, has, choice)
	case !choice.ID.IsZero():
		return choice.ID, s.claimCustomer(ctx, tx, company, buyer, choice.ID, choice)
	case !invited.IsZero() && choice.Code == "":
		err := s.claimCustomer(ctx, tx, company, buyer, invited, choice)
		if !errors.Is(err, errCustomerTaken) {
			return invited, err
		}
	}
	return s.newCustomerFor(ctx, tx, company, buyer, choice)
}

// claimCustomer gives a record that stands to a buyer.
func (s *Service) claimCustomer(ctx context.Context, tx *tenants.Tx, company, buyer id.CompanyID, customer id.CustomerID, choice Choice) error {
	before, err := readCustomer(ctx, tx, company, customer, true)
	if errors.Is(err, fault.NotFound) {
		return fault.Invalid.With(fault.Field{Path: "/customer/id", Code: "unknown", Message: "There is no such customer."})
	}
	if err != nil {
		return err
	}
	if !before.Buyer.IsZero() && before.Buyer != buyer {
		return errCustomerTaken
	}
	after := before
	choice.change().apply(&after)
	after.Buyer = buyer
	return s.change(ctx, tx, company, before, after)
}

func (c Choice) change() Change {
	return Change{Group: c.Group, Region: c.Region, Salesperson: c.Salesperson, Terms: c.Terms}
}

func (s *Service) newCustomerFor(ctx context.Context, tx *tenants.Tx, company, buyer id.CompanyID, choice Choice) (id.CustomerID, error) {
	code := choice.Code
	if code == "" {
		var err error
		if code, err = SuggestCode(tx, company); err != nil {
			return id.CustomerID{}, err
		}
	}
	c := Customer{
		ID: id.New[id.Customer](tx.Now()), Code: code, Name: choice.Name, Country: choice.Country, TaxNumber: choice.TaxNumber, Email: choice.Email, Phone: choice.Phone,
		ContactName: choice.ContactName, Address: choice.Address, Buyer: buyer, Source: FromApplication,
	}
	if !LikeMail(c.Email) {
		c.Email = "" // what a buyer wrote there is not the supplier's to mend
	}
	choice.change().apply(&c)
	if err := s.prepare(ctx, tx, company, Customer{}, c); err != nil {
		return c.ID, err
	}
	if err := insertCustomer(ctx, tx, company, c); err != nil {
		return c.ID, err
	}
	if err := Project(tx, company, []id.CustomerID{c.ID}); err != nil {
		return c.ID, err
	}
	return c.ID, grant.Project(tx, company, []id.CustomerID{c.ID})
}
