package app

import (
	"manifold/internal/identity"
	"manifold/internal/platform/outbox"
	"manifold/internal/sso"
)

// subscriptions says who hears which event, one line each.
func (a *App) subscriptions() []outbox.Subscription {
	return []outbox.Subscription{
		{Name: "identity.tell_owners", Topic: identity.TopicSeatTaken, Handle: a.Identity.TellOwners},
		{Name: "sso.session_ended", Topic: identity.TopicSessionEnded, Handle: a.SSO.SessionEnded},
		{Name: "sso.seat_removed", Topic: identity.TopicSeatRemoved, Handle: a.SSO.SeatRemoved},
		{Name: "sso.company_suspended", Topic: identity.TopicCompanySuspended, Handle: a.SSO.CompanySuspended},
		{Name: "sso.relationship_changed", Topic: sso.TopicRelationshipChanged, Handle: a.SSO.RelationshipChanged},
	}
}
