package credit

import (
	"context"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// Topics of events that both sides of an account read; the object is the other side, or the order.
const (
	// TopicChanged: an account changed, by terms, an entry, a decision or an order. It says nothing of what.
	TopicChanged = "credit.changed"
	// TopicLifted: an order waits for credit no longer.
	TopicLifted = "credit.lifted"
)

// Lifted is the payload of TopicLifted.
type Lifted struct {
	Supplier id.CompanyID `json:"supplier"`
	Buyer    id.CompanyID `json:"buyer"`
	Order    id.OrderID   `json:"order"`
}

// tellChanged tells both sides that an account changed, and of the orders that wait no longer by it.
func tellChanged(ctx context.Context, tx *tenants.Tx, supplier, buyer id.CompanyID, lifted []id.OrderID) error {
	other := buyer
	if tx.Scope().Owner() == buyer.UUID() {
		other = supplier
	}
	if err := outbox.Publish(ctx, tx, outbox.Event{Topic: TopicChanged, Object: other.String(), Counterpart: other, Payload: struct{}{}}); err != nil {
		return err
	}
	for _, order := range lifted {
		if err := outbox.Publish(ctx, tx, outbox.Event{Topic: TopicLifted, Object: order.String(), Counterpart: other, Payload: Lifted{supplier, buyer, order}}); err != nil {
			return err
		}
	}
	return nil
}
