package fulfilment

import (
	"context"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/ordering"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// Topics of events that the two companies of a shipment read. The counterpart is the other side. All sums are at what was frozen in the order.
const (
	// TopicShipped: a supplier shipped. The object is the shipment, as of the next three.
	TopicShipped = "fulfilment.shipped"
	// TopicVoided: a supplier took a shipment back before it was received.
	TopicVoided = "fulfilment.voided"
	// TopicReceived: a buyer received. Lines say what came; cases what is not as it should be.
	TopicReceived = "fulfilment.received"
	// TopicReceiptUndone: a buyer took a receipt back; its cases are withdrawn.
	TopicReceiptUndone = "fulfilment.receipt_undone"
	// TopicCaseMoved: one side acted on a case. The object is the case.
	TopicCaseMoved = "fulfilment.case_moved"
)

// shipped is the payload of the topics of shipments.
type shipped struct {
	Shipment    id.ShipmentID  `json:"shipment"`
	Number      string         `json:"number"`
	State       State          `json:"state"`
	Order       id.OrderID     `json:"order"`
	OrderNumber string         `json:"order_number"`
	Supplier    id.CompanyID   `json:"supplier"`
	Buyer       id.CompanyID   `json:"buyer"`
	ShippedAt   time.Time      `json:"shipped_at"`
	ReceivedAt  *time.Time     `json:"received_at,omitempty"`
	Currency    money.Currency `json:"currency"`
	Goods       money.Amount   `json:"goods"`
	Saved       money.Amount   `json:"saved"`
	Tax         money.Amount   `json:"tax"`
	Total       money.Amount   `json:"total"`
	Lines       []shippedLine  `json:"lines"`
	Cases       []caseJSON     `json:"cases,omitempty"`
	Terms       termsJSON      `json:"terms"`
}

// termsJSON is how the order is paid, as agreed when it was ordered.
type termsJSON struct {
	Payment         string `json:"payment,omitempty"`
	PaymentDays     *int   `json:"payment_days,omitempty"`
	DiscountPercent string `json:"discount_percent,omitempty"`
	DiscountDays    int    `json:"discount_days,omitempty"`
}

type shippedLine struct {
	Line     int             `json:"line"`
	Item     id.ItemID       `json:"item"`
	SKU      string          `json:"sku"`
	Name     string          `json:"name"`
	Unit     string          `json:"unit"`
	Quantity string          `json:"quantity"`
	Weight   string          `json:"weight,omitempty"`
	Price    money.UnitPrice `json:"price"`
	TaxRate  string          `json:"tax_rate,omitempty"`
	Goods    money.Amount    `json:"goods"`
	Saved    money.Amount    `json:"saved"`
	Tax      money.Amount    `json:"tax"`
	Counted  string          `json:"counted,omitempty"`
	Good     string          `json:"good,omitempty"`
}

// caseJSON is a case, and its amount with tax.
type caseJSON struct {
	Case     id.CaseID    `json:"case"`
	Line     int          `json:"line"`
	Kind     Kind         `json:"kind"`
	Quantity string       `json:"quantity"`
	State    CaseState    `json:"state"`
	Remedy   Remedy       `json:"remedy,omitempty"`
	Amount   money.Amount `json:"amount"`
}

// caseMoved is the payload of TopicCaseMoved.
type caseMoved struct {
	caseJSON
	Act      CaseAct       `json:"act"`
	Side     ordering.Side `json:"side"`
	Shipment id.ShipmentID `json:"shipment"`
	Order    id.OrderID    `json:"order"`
	Supplier id.CompanyID  `json:"supplier"`
	Buyer    id.CompanyID  `json:"buyer"`
}

func (c Case) json() caseJSON {
	return caseJSON{c.ID, c.Line, c.Kind, c.Quantity.String(), c.State, c.Remedy, money.New(c.Amount, c.Currency)}
}

// sums are goods, saved and tax of all lines.
func (s *Shipment) sums() (goods, saved, tax int64) {
	for _, l := range s.Lines {
		goods, saved, tax = goods+l.Goods, saved+l.Saved, tax+l.Tax
	}
	return goods, saved, tax
}

// publish tells the other side, and those who reckon with it, what a side did with a shipment of an order.
func publish(ctx context.Context, tx *tenants.Tx, topic string, side ordering.Side, s Shipment, o ordering.Order) error {
	in := func(minor int64) money.Amount { return money.New(minor, s.Currency) }
	goods, saved, tax := s.sums()
	out := shipped{
		Shipment: s.ID, Number: s.Number, State: s.State, Order: s.Order, OrderNumber: s.OrderNumber, Supplier: s.Supplier.Company, Buyer: s.Buyer.Company, ShippedAt: s.ShippedAt, ReceivedAt: optional.Time(s.ReceivedAt),
		Currency: s.Currency, Goods: in(goods), Saved: in(saved), Tax: in(tax), Total: in(goods - saved + tax), Terms: termsJSON{o.Terms.Payment, o.Terms.PaymentDays, o.Terms.DiscountPercent, o.Terms.DiscountDays},
	}
	for _, l := range s.Lines {
		ordered := o.Lines[l.Number-1]
		line := shippedLine{Line: l.Number, Item: l.Item, SKU: l.SKU, Name: l.Name, Unit: l.Unit, Quantity: l.Shipped.String(), Price: ordered.Price, Goods: in(l.Goods), Saved: in(l.Saved), Tax: in(l.Tax)}
		if ordered.TaxRate != nil {
			line.TaxRate = ordered.TaxRate.String()
		}
		if l.Weight != nil {
			line.Weight = l.Weight.String()
		}
		if l.Counted != nil {
			line.Counted, line.Good = l.Counted.String(), l.Good().String()
		}
		out.Lines = append(out.Lines, line)
	}
	for _, c := range s.Cases {
		out.Cases = append(out.Cases, c.json())
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: topic, Object: s.ID.String(), Counterpart: counterpart(side, s.Supplier, s.Buyer), Payload: out})
}

func publishCase(ctx context.Context, tx *tenants.Tx, side ordering.Side, act CaseAct, c Case) error {
	return outbox.Publish(ctx, tx, outbox.Event{
		Topic: TopicCaseMoved, Object: c.ID.String(), Counterpart: counterpart(side, c.Supplier, c.Buyer),
		Payload: caseMoved{c.json(), act, side, c.Shipment, c.Order, c.Supplier.Company, c.Buyer.Company},
	})
}

func counterpart(side ordering.Side, supplier, buyer ordering.Party) id.CompanyID {
	if side == ordering.Buyer {
		return supplier.Company
	}
	return buyer.Company
}
