package app

import (
	"manifold/internal/catalog"
	"manifold/internal/credit"
	"manifold/internal/identity"
	"manifold/internal/ordering"
	"manifold/internal/platform/outbox"
	"manifold/internal/sso"
	"manifold/internal/trading"
)

// subscriptions says who hears which event, one line each.
func (a *App) subscriptions() []outbox.Subscription {
	return []outbox.Subscription{
		{Name: "identity.tell_owners", Topic: identity.TopicSeatTaken, Handle: a.Identity.TellOwners},
		{Name: "trading.tell_other_side", Topic: trading.TopicRelationshipChanged, Handle: a.Trading.TellOtherSide},
		{Name: "trading.tell_of_file", Topic: trading.TopicFileJudged, Handle: a.Trading.TellOfFile},
		{Name: "sso.session_ended", Topic: identity.SessionEndedTopic, Handle: a.SSO.SessionEnded},
		{Name: "sso.seat_removed", Topic: identity.TopicSeatRemoved, Handle: a.SSO.SeatRemoved},
		{Name: "sso.company_suspended", Topic: identity.TopicCompanySuspended, Handle: a.SSO.CompanySuspended},
		{Name: "sso.relationship_changed", Topic: sso.TopicRelationshipChanged, Handle: a.SSO.RelationshipChanged},
		{Name: "matching.items_changed", Topic: catalog.TopicItemsChanged, Handle: a.Matching.ItemsChanged},
		{Name: "ordering.received", Topic: ordering.TopicPlaced, Handle: a.Orders.Received},
		{Name: "ordering.tell_other_side", Topic: ordering.TopicMoved, Handle: a.Orders.TellOtherSide},
		{Name: "ordering.credit_lifted", Topic: credit.TopicLifted, Handle: a.Orders.CreditLifted},
		{Name: "ordering.tell_of_message", Topic: ordering.TopicWritten, Handle: a.Orders.TellOfMessage},
		{Name: "trading.finish_claim", Topic: trading.TopicRelationshipChanged, Handle: a.Trading.FinishClaim},
	}
}
