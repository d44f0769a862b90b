package identity

import (
	"context"
	"errors"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// Topics of events. The object is the written id of the seat or company.
const (
	TopicSeatTaken        = "identity.seat_taken"        // an invitation was accepted
	TopicInvited          = "identity.invited"           // an invitation was sent, again or for the first time, or taken back
	TopicSeatChanged      = "identity.seat_changed"      // roles differ
	TopicSeatRemoved      = "identity.seat_removed"      // somebody left
	TopicCompanyChanged   = "identity.company_changed"   // the company's own file differs
	TopicCompanySuspended = "identity.company_suspended" // by the operator
	TopicCompanyOpen      = "identity.company_open"      // reopened by the operator
)

// SessionEndedTopic says that a session was signed out, revoked or reused. The event is the person's own; the object is the session.
const SessionEndedTopic = "identity.session_ended"

// TellOwners mails the owners of a company that somebody took a seat there. Delivered twice, they read it twice: no harm.
func (s *Service) TellOwners(ctx context.Context, d outbox.Delivered) error {
	seat, err := id.Parse[id.Seat](d.Object)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, d.CounterpartScope(), func(ctx context.Context, tx *tenants.Tx) error {
		company, err := readCompany(tx, d.Counterpart)
		if err != nil {
			return err
		}
		joined, err := readSeat(tx, d.Counterpart, seat)
		if errors.Is(err, fault.NotFound) { // gone again: nothing to tell
			return nil
		}
		if err != nil {
			return err
		}
		owners, err := listOwners(tx, d.Counterpart)
		if err != nil {
			return err
		}
		for _, o := range owners {
			if o.Person == joined.Person {
				continue
			}
			if err := s.mail.Send(ctx, tx, mailJoined(chineseIf(company.Country), o.Email, joined.Name, company.Name, s.issuer)); err != nil {
				return err
			}
		}
		return nil
	})
}

// chineseIf is the language a company is written to when its reader's own is not known.
func chineseIf(country string) string {
	if country == "CN" || country == "HK" || country == "TW" || country == "MO" {
		return chinese
	}
	return "en"
}
