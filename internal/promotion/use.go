package promotion

import (
	"fmt"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/tenants"
)

// Used is a promotion that comes to an order.
type Used struct {
	Supplier  id.CompanyID
	Promotion id.PromotionID
	Order     string       // uuid
	Amount    money.Amount // what it takes off there
}

// Use counts promotions that come to orders, in the scope of their buyer, each under the lock of its promotion; the same promotion at the same order twice is one
// use. Where one is not for the buyer any more, or its limit or budget would be broken, it answers promotion.not_usable, naming which, and the caller has to
// give up its transaction.
func Use(tx *tenants.Tx, used []Used) error {
	if len(used) == 0 {
		return nil
	}
	uses := make([]useJSON, len(used))
	for i, u := range used {
		uses[i] = useJSON{u.Supplier.UUID(), u.Promotion.UUID(), u.Order, u.Amount.Currency().Code(), u.Amount.Decimal().String()}
	}
	outcomes, err := count(tx, uses)
	if err != nil {
		return err
	}
	if len(outcomes) != len(uses) {
		return fmt.Errorf("promotion: %d uses have %d outcomes", len(uses), len(outcomes))
	}
	var wrong []fault.Field
	for _, o := range outcomes {
		if o.Outcome != "used" {
			wrong = append(wrong, fault.Field{Path: "/promotions/" + o.Promotion, Code: o.Outcome, Message: errUse.Text()})
		}
	}
	if len(wrong) > 0 {
		return errUse.With(wrong...)
	}
	return nil
}

// Release gives back what orders (uuids) of a supplier used, in the scope of that supplier or of the buyer, and answers how many uses that were.
func Release(tx *tenants.Tx, supplier id.CompanyID, orders []string) (int64, error) {
	return release(tx, supplier, orders)
}
