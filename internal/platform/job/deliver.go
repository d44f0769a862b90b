package job

import (
	"context"
	"fmt"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// Deliver runs the deliveries of the outbox as jobs of the event's owner, each on its own, so that one subscriber's trouble does
// not hold up another. It gives what the relay enqueues with.
func Deliver(r *Registry, subscriptions []outbox.Subscription) outbox.Enqueue {
	byName := map[string]outbox.Subscription{}
	for _, s := range subscriptions {
		byName[s.Name] = s
	}
	Handle(r, func(ctx context.Context, c Context, d outbox.Delivery) error {
		s, known := byName[d.Subscription]
		if !known { // left over from a version that had it
			return Permanent(fmt.Errorf("job: nobody is subscribed as %q", d.Subscription))
		}
		return s.Handle(ctx, outbox.Delivered{Stored: d.Event, Job: c.Job, Attempt: c.Attempt})
	})
	return enqueueDeliveries
}

func enqueueDeliveries(ctx context.Context, tx *tenants.Tx, deliveries []outbox.Delivery) error {
	parcels := make([]parcel[Args], len(deliveries))
	for i, d := range deliveries {
		parcels[i] = parcel[Args]{Owner: d.Event.Owner.UUID(), Job: id.New[id.Job](tx.Now()), Args: d}
	}
	return insert(ctx, tx, queueShort, parcels...)
}
