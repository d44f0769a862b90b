package fulfilment

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"manifold/internal/credit"
	"manifold/internal/inventory"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/ordering"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// heldAgain is how long what came back from a void shipment is held.
const heldAgain = 90 * 24 * time.Hour

// Ship ships lines of an order, and says of which the rest does not come.
func (s *Service) Ship(ctx context.Context, supplier id.CompanyID, order id.OrderID, d Draft) (Shipment, error) {
	scope, err := authz.Acting(ctx, supplier, mayShip)
	if err != nil {
		return Shipment{}, err
	}
	return tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (Shipment, error) {
		o, err := ordering.ToDeliver(tx, ordering.Supplier, supplier, order)
		if err != nil {
			return Shipment{}, err
		}
		shipment, err := s.ship(ctx, tx, o, func(map[int]Tally) Draft { return d })
		if err == nil && shipment.ID.IsZero() {
			err = fault.Invalid.With(fault.Field{Path: "/lines", Code: "required", Message: "Say what ships."})
		}
		return shipment, err
	})
}

// ship ships what choose makes of an order that is locked; the zero Shipment where that is nothing.
func (s *Service) ship(ctx context.Context, tx *tenants.Tx, o ordering.Order, choose func(map[int]Tally) Draft) (Shipment, error) {
	person, _, err := grant.Actor(tx)
	if err != nil {
		return Shipment{}, err
	}
	tallies, err := readTallies(tx, o, true)
	if err != nil {
		return Shipment{}, err
	}
	d := choose(tallies)
	lines, err := pack(o, tallies, d.Lines)
	if err != nil || len(lines) == 0 {
		return Shipment{}, err
	}
	out := Shipment{Lines: lines, Summary: Summary{
		ID: id.New[id.Shipment](tx.Now()), Order: o.ID, OrderNumber: o.Number, Supplier: o.Supplier, Buyer: o.Buyer, Reference: o.Reference, Currency: o.Currency, State: UnderWay, LineCount: len(lines),
		ShippedBy: person, ShippedAt: tx.Now(), Version: 1, ChangedAt: tx.Now(),
	}}
	if err := out.describe(tx, o, d.trimmed()); err != nil {
		return out, err
	}
	if err := insertShipment(tx, out); err != nil {
		return out, err
	}
	leaving, done := make([]inventory.Leaving, len(lines)), make([]ordering.Delivered, len(lines))
	for i, l := range lines {
		tallies[l.Number] = tallies[l.Number].with(l)
		leaving[i] = inventory.Leaving{Line: l.Number, Reservation: o.Lines[l.Number-1].Reservation, Item: l.Item, Quantity: l.Shipped}
		done[i] = tallies[l.Number].tells(l.Number, ordering.Ship, l.Shipped, "")
	}
	if err := inventory.Ship(tx, out.ID, leaving); err != nil {
		return out, err
	}
	if o, err = s.Orders.Deliver(ctx, tx, ordering.Supplier, person, o, done); err != nil {
		return out, err
	}
	if err := s.close(ctx, tx, person, o, tallies, d.Close, d.Reason); err != nil {
		return out, err
	}
	if err := publish(ctx, tx, TopicShipped, ordering.Supplier, out, o); err != nil {
		return out, err
	}
	return out, s.Audit.Write(ctx, tx, audit.Entry{Action: "fulfilment.shipped", Object: out.ID.String(), Data: map[string]any{"number": out.Number, "order": o.Number, "lines": len(lines)}})
}

// describe says what is said of the shipment; a number that nobody said is made from that of the order.
func (s *Shipment) describe(tx *tenants.Tx, o ordering.Order, d Details) error {
	s.Number, s.Carrier, s.Tracking, s.ExpectedOn, s.Note = d.Number, d.Carrier, d.Tracking, d.ExpectedOn, d.Note
	if s.Number != "" {
		return nil
	}
	n, err := countShipments(tx, o)
	s.Number = fmt.Sprintf("%s-%d", o.Number, n+1)
	return err
}

// close tells ordering that the rest of lines does not come.
func (s *Service) close(ctx context.Context, tx *tenants.Tx, person string, o ordering.Order, tallies map[int]Tally, lines []int, reason string) error {
	done, err := closing(o, tallies, lines, strings.TrimSpace(reason))
	if err != nil || len(done) == 0 {
		return err
	}
	_, err = s.Orders.Deliver(ctx, tx, ordering.Supplier, person, o, done)
	return err
}

// Close says that the rest of lines of an order does not come.
func (s *Service) Close(ctx context.Context, supplier id.CompanyID, order id.OrderID, lines []int, reason string) (out OrderDelivery, err error) {
	scope, err := authz.Acting(ctx, supplier, mayShip)
	if err != nil {
		return out, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		o, err := ordering.ToDeliver(tx, ordering.Supplier, supplier, order)
		if err != nil {
			return err
		}
		tallies, err := readTallies(tx, o, false)
		if err != nil {
			return err
		}
		person, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		if err := s.close(ctx, tx, person, o, tallies, lines, reason); err != nil {
			return err
		}
		if err := s.Audit.Write(ctx, tx, audit.Entry{Action: "fulfilment.closed_short", Object: order.String(), Data: map[string]any{"number": o.Number, "lines": len(lines)}}); err != nil {
			return err
		}
		if o, err = ordering.Read(tx, ordering.Supplier, supplier, order); err != nil {
			return err
		}
		out, err = deliveryOf(tx, ordering.Supplier, o)
		return err
	})
	return out, err
}

// Outcome is what became of one of many orders.
type Outcome struct {
	Order    id.OrderID
	Result   string
	Shipment id.ShipmentID
}

// Results of shipping many orders.
const (
	ResultShipped  = "shipped"
	ResultNothing  = "nothing"
	ResultStale    = "stale"
	ResultOnHold   = "on_hold" // it waits for credit
	ResultNotFound = "not_found"
)

// ShipAll ships all that is open of several orders, each for itself, as it was seen.
func (s *Service) ShipAll(ctx context.Context, supplier id.CompanyID, orders []ordering.Picked, details Details) ([]Outcome, error) {
	scope, err := authz.Acting(ctx, supplier, mayShip)
	if err != nil {
		return nil, err
	}
	out := make([]Outcome, len(orders))
	for i, p := range orders {
		out[i] = Outcome{Order: p.Order, Result: ResultShipped}
		err := s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
			o, err := ordering.ToDeliver(tx, ordering.Supplier, supplier, p.Order)
			if err != nil {
				return err
			}
			if err := stale(&p.Version, o.Version); err != nil {
				return err
			}
			shipment, err := s.ship(ctx, tx, o, func(tallies map[int]Tally) Draft { return Draft{Details: details, Lines: allOpen(o, tallies)} })
			out[i].Shipment = shipment.ID
			return err
		})
		switch {
		case errors.Is(err, fault.Stale):
			out[i].Result = ResultStale
		case errors.Is(err, credit.ErrOnHold):
			out[i].Result = ResultOnHold
		case errors.Is(err, fault.NotFound):
			out[i].Result = ResultNotFound
		case err != nil:
			return nil, err
		case out[i].Shipment.IsZero():
			out[i].Result = ResultNothing
		}
	}
	return out, nil
}

// allOpen is all of an order that can be shipped now.
func allOpen(o ordering.Order, tallies map[int]Tally) (out []LineDraft) {
	for _, l := range o.Lines {
		if t := tallies[l.Number]; t.ships(l) {
			out = append(out, LineDraft{Line: l.Number, Quantity: t.open(l)})
		}
	}
	return out
}

// moving locks the order of a shipment of a side and reads both, so that a shipment moves once at a time.
func moving(tx *tenants.Tx, side ordering.Side, company id.CompanyID, shipment id.ShipmentID) (ordering.Order, Shipment, error) {
	found, err := readSummary(tx, side, company, shipment)
	if err != nil {
		return ordering.Order{}, Shipment{}, err
	}
	o, err := ordering.ToDeliver(tx, side, company, found.Order)
	if err != nil {
		return o, Shipment{}, err
	}
	whole, err := readShipment(tx, side, company, shipment)
	return o, whole, err
}

// Change corrects what is said of a shipment that is under way, over a version that was seen; nil for any.
func (s *Service) Change(ctx context.Context, supplier id.CompanyID, shipment id.ShipmentID, version *int64, change func(Details) Details) (out Shipment, err error) {
	return s.move(ctx, supplier, shipment, version, "fulfilment.shipment_changed", func(_ context.Context, _ *tenants.Tx, _ ordering.Order, x *Shipment) error {
		d := change(Details{x.Number, x.Carrier, x.Tracking, x.ExpectedOn, x.Note}).trimmed()
		if d.Number == "" {
			d.Number = x.Number
		}
		x.Number, x.Carrier, x.Tracking, x.ExpectedOn, x.Note = d.Number, d.Carrier, d.Tracking, d.ExpectedOn, d.Note
		return nil
	})
}

// Void takes a shipment back that is under way: what left lies there again.
func (s *Service) Void(ctx context.Context, supplier id.CompanyID, shipment id.ShipmentID, reason string) (Shipment, error) {
	return s.move(ctx, supplier, shipment, nil, "fulfilment.shipment_voided", func(ctx context.Context, tx *tenants.Tx, o ordering.Order, x *Shipment) error {
		x.State = Void
		tallies, err := readTallies(tx, o, false)
		if err != nil {
			return err
		}
		done := make([]ordering.Delivered, len(x.Lines))
		for i, l := range x.Lines {
			done[i] = tallies[l.Number].without(l).tells(l.Number, ordering.Unship, l.Shipped, strings.TrimSpace(reason))
		}
		if err := inventory.Unship(tx, x.ID, tx.Now().Add(heldAgain)); err != nil {
			return err
		}
		person, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		if o, err = s.Orders.Deliver(ctx, tx, ordering.Supplier, person, o, done); err != nil {
			return err
		}
		return publish(ctx, tx, TopicVoided, ordering.Supplier, *x, o)
	})
}

// move does something to a shipment that is under way, in the supplier's scope.
func (s *Service) move(ctx context.Context, supplier id.CompanyID, shipment id.ShipmentID, version *int64, action string, do func(context.Context, *tenants.Tx, ordering.Order, *Shipment) error) (out Shipment, err error) {
	scope, err := authz.Acting(ctx, supplier, mayShip)
	if err != nil {
		return out, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		o, x, err := moving(tx, ordering.Supplier, supplier, shipment)
		if err != nil {
			return err
		}
		if err := stale(version, x.Version); err != nil {
			return err
		}
		if x.State != UnderWay {
			return ErrNotNow
		}
		x.Version, x.ChangedAt = x.Version+1, tx.Now()
		if err := do(ctx, tx, o, &x); err != nil {
			return err
		}
		if err := saveShipment(tx, x); err != nil {
			return err
		}
		out = x
		return s.Audit.Write(ctx, tx, audit.Entry{Action: action, Object: shipment.String(), Data: map[string]any{"number": x.Number}})
	})
	return out, err
}
