package promotion

import (
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/promotion/combine"
	"manifold/tenants"
)

// ForCustomer reads, in the supplier's own scope, all promotions that run now as they are weighed for a customer: with its group and region, the codes that
// its company gave, what it used and when it last ordered. A zero customer is nobody in particular, who never ordered. The channel is the hub's.
func ForCustomer(tx *tenants.Tx, orders Orders, tenant id.CompanyID, customer id.CustomerID, group id.GroupID, region string, now time.Time) (Offered, error) {
	policy, err := readPolicy(tx, tenant)
	if err != nil {
		return Offered{}, err
	}
	out := Offered{Policy: policy.Policy, Buyer: combine.Buyer{Group: group, Region: region, Channel: Channel, FirstOrder: true}}
	found, err := list(tx, tenant, "", Running, now, now.Add(time.Hour), id.PromotionID{}, mostRunning)
	if err != nil {
		return Offered{}, err
	}
	for _, p := range found {
		out.Promotions = append(out.Promotions, p.At(now, false))
	}
	if out.Buyer.Used, out.Buyer.Coupons, err = usedByCustomer(tx, tenant, customer); err != nil {
		return Offered{}, err
	}
	out.Buyer, err = orders.forCustomer(tx, tenant, customer, out)
	return out, err
}
