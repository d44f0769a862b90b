package trading

import (
	"context"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/tenants"
)

// What the parts of this package want of each other. Whoever writes one takes it, with its types, into the file it names; at the end
// this file is gone.

// CustomerChoice says which customer a buyer is approved as, and what changes of that customer with it. (service_customer.go)
type CustomerChoice struct {
	ID          id.CustomerID // one there is; zero: the one the buyer has already or was invited as, else a new one
	Code        string        // of a new one; "": a free one
	Group       *id.GroupID   // nil: as it is; zero: none
	Region      *string       // nil: as it is; "": none
	Salesperson *id.PersonID  // nil: as it is; zero: nobody
	Terms       *Terms        // nil: as they are

	// Particulars of a new one, out of the company file.
	Name, Country, TaxNumber, Email, Phone, ContactName, Address string
}

// linkCustomer makes the buyer that customer, in the supplier's transaction, and answers which it is. A customer that another buyer
// has, and a second customer for the same buyer, are refused. The relationship's customer_id and its projections are written here,
// too (projectCustomers). (service_customer.go)
func (s *Service) linkCustomer(_ context.Context, _ *tenants.Tx, _, _ id.CompanyID, _ CustomerChoice) (id.CustomerID, error) {
	return id.CustomerID{}, fault.Unavailable
}

// projectCustomers writes onto the relationships what their buyers may read of the customer records: code, region, salesperson,
// effective terms. None given: all customers of the supplier. Set-based. (store_customer.go)
func projectCustomers(_ *tenants.Tx, _ id.CompanyID, _ []id.CustomerID) error {
	return fault.Unavailable
}

// suggestCode answers a customer code that is free, in the manner of those the supplier has. (store_customer.go)
func suggestCode(_ *tenants.Tx, _ id.CompanyID) (string, error) { return "", fault.Unavailable }

// putGrant writes a grant in place of the one that level and subject (uuid of the group or customer, "" for default) have. It does not
// resolve it (projectGrants). (store_grant.go)
func putGrant(_ *tenants.Tx, _ id.CompanyID, _ GrantLevel, _ string, _ Grant) error {
	return fault.Unavailable
}

// projectGrants resolves default, group and customer grants onto the relationships of these customers and raises the epoch where
// something differs. None given: all customers of the supplier. Set-based. (store_grant.go)
func projectGrants(_ *tenants.Tx, _ id.CompanyID, _ []id.CustomerID) error { return fault.Unavailable }
