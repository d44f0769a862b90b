package pricing

import (
	"context"

	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// TopicPricesChanged is published to a supplier once for each act that changes what its buyers pay; its object is the change set or the list it was done to, or
// the supplier itself. It says no price.
const TopicPricesChanged = "pricing.prices_changed"

func changed(ctx context.Context, tx *tenants.Tx, object string) error {
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicPricesChanged, Object: object})
}
