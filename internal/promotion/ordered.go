package promotion

import (
	"slices"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/promotion/combine"
	"manifold/tenants"
)

// Dated tells whether when its buyer last ordered matters to any of the promotions.
func (o Offered) Dated() bool {
	return slices.ContainsFunc(o.Promotions, func(p combine.Promotion) bool { return p.New || p.Away > 0 })
}

// Orders answers, in a scope of the buyer or of the supplier, when a buyer last ordered at suppliers what was not refused or withdrawn whole; a supplier at which it
// never did is missing. Ordering answers it, which comes after promotions and so is handed in.
type Orders func(tx *tenants.Tx, buyer id.CompanyID, suppliers []id.CompanyID) (map[id.CompanyID]time.Time, error)

// Date adds when a buyer last ordered. It asks only of suppliers that have a promotion for new buyers or for those that have been away.
func (o Orders) Date(tx *tenants.Tx, buyer id.CompanyID, found map[id.CompanyID]Offered) error {
	var asked []id.CompanyID
	for supplier, offered := range found {
		if offered.Dated() {
			asked = append(asked, supplier)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	last, err := o(tx, buyer, asked)
	if err != nil {
		return err
	}
	for _, supplier := range asked {
		offered := found[supplier]
		at, ordered := last[supplier]
		offered.Buyer.FirstOrder = !ordered
		if ordered {
			days := max(0, int(tx.Now().Sub(at)/(24*time.Hour)))
			offered.Buyer.DaysSinceOrder = &days
		}
		found[supplier] = offered
	}
	return nil
}

// forCustomer is the buyer of what is offered with what its orders tell, in the supplier's own scope; a customer that no company trades as never ordered.
func (o Orders) forCustomer(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID, offered Offered) (combine.Buyer, error) {
	buyer, err := companyOf(tx, tenant, customer)
	offered.Buyer.FirstOrder, offered.Buyer.DaysSinceOrder = buyer.IsZero(), nil
	if err != nil || buyer.IsZero() {
		return offered.Buyer, err
	}
	of := map[id.CompanyID]Offered{tenant: offered}
	err = o.Date(tx, buyer, of)
	return of[tenant].Buyer, err
}
