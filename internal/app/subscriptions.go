package app

import (
	"manifold/internal/identity"
	"manifold/internal/platform/outbox"
)

// subscriptions says who hears which event, one line each.
func (a *App) subscriptions() []outbox.Subscription {
	return []outbox.Subscription{
		{Name: "identity.tell_owners", Topic: identity.TopicSeatTaken, Handle: a.Identity.TellOwners},
	}
}
