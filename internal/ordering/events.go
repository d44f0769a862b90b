package ordering

import (
	"context"
	"errors"
	"slices"
	"time"

	"manifold/internal/credit"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/letter"
	"manifold/tenants"
)

// Topics of events that the two companies of an order read. The object is the order, the counterpart the other side.
const (
	// TopicPlaced: a buyer ordered. The payload has all that was frozen.
	TopicPlaced = "ordering.placed"
	// TopicMoved: one side acted on lines. The payload has what stands since.
	TopicMoved = "ordering.moved"
	// TopicWritten: one side wrote a message. The payload does not have its text.
	TopicWritten = "ordering.written"
)

// placed is the payload of TopicPlaced.
type placed struct {
	Order    id.OrderID   `json:"order"`
	Number   string       `json:"number"`
	Supplier id.CompanyID `json:"supplier"`
	Buyer    id.CompanyID `json:"buyer"`
	frozen
	Terms termsJSON `json:"terms"`
}

// moved is the payload of TopicMoved: the acts, and the order as it stands since.
type moved struct {
	Order    id.OrderID   `json:"order"`
	Number   string       `json:"number"`
	Supplier id.CompanyID `json:"supplier"`
	Buyer    id.CompanyID `json:"buyer"`
	Side     Side         `json:"side"`
	Acts     []actJSON    `json:"acts"`
	frozen
}

// writtenTo is the payload of TopicWritten.
type writtenTo struct {
	Order    id.OrderID   `json:"order"`
	Number   string       `json:"number"`
	Supplier id.CompanyID `json:"supplier"`
	Buyer    id.CompanyID `json:"buyer"`
	Side     Side         `json:"side"`
	Person   string       `json:"person"`
}

// actJSON is what happened to a line.
type actJSON struct {
	Line   int    `json:"line"`
	Act    Act    `json:"act"`
	State  State  `json:"state"`
	Reason string `json:"reason,omitempty"`
}

// frozen is what invoices and returns will be reckoned from: amounts as the order has them at that moment.
type frozen struct {
	Version  int64          `json:"version"`
	Status   Status         `json:"status"`
	Currency money.Currency `json:"currency"`
	Freight  money.Amount   `json:"freight"`
	Fee      money.Amount   `json:"fee"`
	Tax      money.Amount   `json:"tax"`
	Total    money.Amount   `json:"total"`
	Lines    []frozenLine   `json:"lines"`
}

type frozenLine struct {
	Line       int             `json:"line"`
	Item       id.ItemID       `json:"item"`
	SKU        string          `json:"sku"`
	Name       string          `json:"name"`
	Unit       string          `json:"unit"`
	Quantity   string          `json:"quantity"`
	Shipped    string          `json:"shipped"`
	Received   string          `json:"received"`
	Price      money.UnitPrice `json:"price"`
	Goods      money.Amount    `json:"goods"`
	Saved      money.Amount    `json:"saved"`
	TaxRate    *string         `json:"tax_rate,omitempty"`
	Tax        money.Amount    `json:"tax"`
	Promotions []takenJSON     `json:"promotions,omitempty"`
	Protection string          `json:"protection"`
	NoticeDays int             `json:"notice_days,omitempty"`
	State      State           `json:"state"`
	PromisedOn *time.Time      `json:"promised_on,omitempty"`
}

func frozenOf(o Order) frozen {
	in := func(minor int64) money.Amount { return money.New(minor, o.Currency) }
	out := frozen{Version: o.Version, Status: o.Status, Currency: o.Currency, Freight: in(o.Freight), Fee: in(o.Fee), Tax: in(o.Tax), Total: in(o.Total)}
	for _, l := range o.Lines {
		line := frozenLine{
			Line: l.Number, Item: l.Item, SKU: l.SKU, Name: l.Name, Unit: l.Unit, Quantity: l.Quantity.String(), Shipped: l.Shipped.String(), Received: l.Received.String(), Price: l.Price, Goods: in(l.Goods), Saved: in(l.Saved), Tax: in(l.Tax),
			Protection: string(l.Protection), NoticeDays: l.NoticeDays, State: l.State, PromisedOn: optional.Time(l.PromisedOn),
		}
		if l.TaxRate != nil {
			line.TaxRate = optional.Of(l.TaxRate.String())
		}
		for _, t := range l.Promotions {
			line.Promotions = append(line.Promotions, takenJSON(t))
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

func placedOf(o Order) placed {
	return placed{o.ID, o.Number, o.Supplier.Company, o.Buyer.Company, frozenOf(o), termsJSON(o.Terms)}
}

func movedOf(o Order, side Side, events []Event) moved {
	out := moved{Order: o.ID, Number: o.Number, Supplier: o.Supplier.Company, Buyer: o.Buyer.Company, Side: side, frozen: frozenOf(o)}
	for _, e := range events {
		out.Acts = append(out.Acts, actJSON{e.Line, e.Act, e.State, e.Reason})
	}
	return out
}

// Received does what a supplier's rules say to a new order, and mails those who answer orders. Delivered twice, it accepts once and they read it twice: no harm.
func (s *Service) Received(ctx context.Context, d outbox.Delivered) error {
	var p placed
	if err := d.Into(&p); err != nil {
		return err
	}
	return s.DB.InScope(ctx, d.CounterpartScope(), func(ctx context.Context, tx *tenants.Tx) error {
		settings, err := readSettings(tx, p.Supplier)
		if err != nil {
			return err
		}
		if settings.AutoAccept {
			if err := s.acceptCertain(ctx, tx, p.Supplier, p.Order); err != nil && !errors.Is(err, credit.ErrOnHold) {
				return err
			}
		}
		o, err := readOrder(tx, Supplier, p.Supplier, p.Order, false)
		if err != nil {
			return err
		}
		return s.mail(ctx, tx, p.Supplier, []string{"sales"}, func(locale string) letter.Letter { return s.newOrder(locale, o) })
	})
}

// acceptCertain accepts the lines of a new order that stock is held for, and of which the buyer knew that so many are there: whether the others are held is not to be learned from it.
func (s *Service) acceptCertain(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID, order id.OrderID) error {
	o, err := readOrder(tx, Supplier, supplier, order, true)
	if err != nil {
		return err
	}
	held, err := heldOf(tx, o)
	if err != nil {
		return err
	}
	if err := waitsForCredit(tx, o); err != nil {
		return err
	}
	_, err = s.act(ctx, tx, Supplier, supplier, "", order, nil, func(o Order) []Deed {
		return slices.DeleteFunc(waiting(o), func(d Deed) bool { return !held[d.Line] || !o.Lines[d.Line-1].Available })
	})
	return err
}

// TellOtherSide mails the other side what one side did with lines.
func (s *Service) TellOtherSide(ctx context.Context, d outbox.Delivered) error {
	var m moved
	if err := d.Into(&m); err != nil {
		return err
	}
	return s.tell(ctx, d, m.Side.other(), m.Order, func(locale string, o Order) letter.Letter { return s.movedLetter(locale, o, m) })
}

// TellOfMessage mails the other side that something was written.
func (s *Service) TellOfMessage(ctx context.Context, d outbox.Delivered) error {
	var w writtenTo
	if err := d.Into(&w); err != nil {
		return err
	}
	return s.tell(ctx, d, w.Side.other(), w.Order, func(locale string, o Order) letter.Letter { return s.messageLetter(locale, o, w) })
}

func (s *Service) tell(ctx context.Context, d outbox.Delivered, to Side, order id.OrderID, words func(string, Order) letter.Letter) error {
	return s.DB.InScope(ctx, d.CounterpartScope(), func(ctx context.Context, tx *tenants.Tx) error {
		o, err := readOrder(tx, to, d.Counterpart, order, false)
		if err != nil {
			return err
		}
		return s.mail(ctx, tx, d.Counterpart, to.readers(), func(locale string) letter.Letter { return words(locale, o) })
	})
}

// mail writes to those of the scope's company who have one of the roles.
func (s *Service) mail(ctx context.Context, tx *tenants.Tx, company id.CompanyID, roles []string, words func(locale string) letter.Letter) error {
	readers, err := readReaders(tx, company, roles...)
	if err != nil {
		return err
	}
	for _, r := range readers {
		locale := letter.LocaleOf(r.Country)
		if err := s.Mail.Send(ctx, tx, words(locale).Message(locale, r.Email)); err != nil {
			return err
		}
	}
	return nil
}

func (s Side) other() Side {
	if s == Buyer {
		return Supplier
	}
	return Buyer
}

// readers are the roles that are written to.
func (s Side) readers() []string {
	if s == Buyer {
		return []string{"buyer"}
	}
	return []string{"sales"}
}
