package trading

import (
	"context"
	"errors"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/letter"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// Topics of events that two companies read.
const (
	// TopicRelationshipChanged: a relationship moved. The object is the buyer, the counterpart the side that did not move it.
	TopicRelationshipChanged = "trading.relationship_changed"
	// TopicFileJudged: the hub verified a company file or sent it back. Object and counterpart are the company.
	TopicFileJudged = "trading.file_judged"
)

// relationshipChanged is the payload of TopicRelationshipChanged.
type relationshipChanged struct {
	Tenant  id.CompanyID   `json:"tenant"`
	Buyer   id.CompanyID   `json:"buyer"`
	State   standing.State `json:"state"`
	Version int64          `json:"version"`
	Act     standing.Act   `json:"act"`
	Side    standing.Side  `json:"side"`
}

// fileJudged is the payload of TopicFileJudged.
type fileJudged struct {
	State  string `json:"state"`
	Reason string `json:"reason,omitempty"`
}

// TellOtherSide mails those of the other company whom a move of a relationship concerns. Delivered twice, they read it twice: no harm.
func (s *Service) TellOtherSide(ctx context.Context, d outbox.Delivered) error {
	var moved relationshipChanged
	if err := d.Into(&moved); err != nil {
		return err
	}
	return s.db.InScope(ctx, d.CounterpartScope(), func(ctx context.Context, tx *tenants.Tx) error {
		company, err := readOwnCompany(tx, d.Counterpart)
		if err != nil {
			return err
		}
		news, err := readNews(tx, moved)
		if errors.Is(err, fault.NotFound) || isNone(err) {
			return nil
		}
		if err != nil {
			return err
		}
		roles := []string{"sales"}
		if d.Counterpart == moved.Buyer {
			roles = []string{"buyer"}
		}
		readers, err := readReaders(tx, d.Counterpart, roles...)
		if err != nil {
			return err
		}
		for _, r := range readers {
			text, wanted := s.letterOf(letter.LocaleOf(company.Country), moved, news)
			if !wanted {
				return nil
			}
			if err := s.mail.Send(ctx, tx, text.Message(letter.LocaleOf(company.Country), r.Email)); err != nil {
				return err
			}
		}
		return nil
	})
}

// TellOfFile mails a company what the hub said of its file, and brings it before the suppliers that read the file.
func (s *Service) TellOfFile(ctx context.Context, d outbox.Delivered) error {
	var judged fileJudged
	if err := d.Into(&judged); err != nil {
		return err
	}
	return s.db.InScope(ctx, d.CounterpartScope(), func(ctx context.Context, tx *tenants.Tx) error {
		dossier, err := readInForce(tx, d.Counterpart)
		if err != nil {
			return err
		}
		if err := refreshCopies(tx, d.Counterpart, dossier); err != nil {
			return err
		}
		company, err := readOwnCompany(tx, d.Counterpart)
		if err != nil {
			return err
		}
		readers, err := readReaders(tx, d.Counterpart, "buyer")
		if err != nil {
			return err
		}
		for _, r := range readers {
			if err := s.mail.Send(ctx, tx, s.fileLetter(letter.LocaleOf(company.Country), d.Counterpart, judged).Message(letter.LocaleOf(company.Country), r.Email)); err != nil {
				return err
			}
		}
		return nil
	})
}
