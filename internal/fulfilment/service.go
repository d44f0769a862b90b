package fulfilment

import (
	"context"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/ordering"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/blob"
	"manifold/tenants"
)

// What the operations ask for.
const (
	mayRead    = authz.Permission("fulfilment.shipment.read")
	mayShip    = authz.Permission("fulfilment.shipment.write")
	mayAnswer  = authz.Permission("fulfilment.case.write")
	mayReadOwn = authz.Permission("fulfilment.delivery.read")
	mayReceive = authz.Permission("fulfilment.delivery.write")
)

// Config is what the service works with.
type Config struct {
	DB     *tenants.DB
	Audit  *audit.Trail
	Blobs  blob.Store
	Orders *ordering.Service
}

// Service has one method per use case.
type Service struct{ Config }

// New makes the service.
func New(c Config) *Service { return &Service{c} }

func reads(side ordering.Side) authz.Permission {
	if side == ordering.Buyer {
		return mayReadOwn
	}
	return mayRead
}

func (s *Service) read(ctx context.Context, side ordering.Side, company id.CompanyID, fn func(tx *tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, reads(side))
	if err != nil {
		return err
	}
	return s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

// Listed is a page of shipments with how many there are in all.
type Listed struct {
	page.Page[Summary]
	Counts Counts
}

// List is a page of the shipments of a side.
func (s *Service) List(ctx context.Context, side ordering.Side, company id.CompanyID, f Filter, r page.Request) (out Listed, err error) {
	err = s.read(ctx, side, company, func(tx *tenants.Tx) error {
		f = f.at(tx.Now())
		if out.Page, err = listShipments(tx, side, company, f, r); err != nil {
			return err
		}
		out.Counts, err = countShipmentsOf(tx, side, company, f.Today)
		return err
	})
	return out, err
}

// at is the filter with the day it is in UTC where none is said.
func (f Filter) at(now time.Time) Filter {
	if f.Today.IsZero() {
		f.Today = now.UTC()
	}
	return f
}

// Get is a shipment of a side.
func (s *Service) Get(ctx context.Context, side ordering.Side, company id.CompanyID, shipment id.ShipmentID) (out Shipment, err error) {
	err = s.read(ctx, side, company, func(tx *tenants.Tx) error {
		out, err = readShipment(tx, side, company, shipment)
		return err
	})
	return out, err
}

// OrderDelivery is an order with what was delivered of it.
type OrderDelivery struct {
	Order     ordering.Order
	Tallies   map[int]Tally
	Shipments []Summary
	Cases     []Case
}

// OfOrder says what was delivered of an order of a side.
func (s *Service) OfOrder(ctx context.Context, side ordering.Side, company id.CompanyID, order id.OrderID) (out OrderDelivery, err error) {
	err = s.read(ctx, side, company, func(tx *tenants.Tx) error {
		if out.Order, err = ordering.Read(tx, side, company, order); err != nil {
			return err
		}
		out, err = deliveryOf(tx, side, out.Order)
		return err
	})
	return out, err
}

func deliveryOf(tx *tenants.Tx, side ordering.Side, o ordering.Order) (OrderDelivery, error) {
	out, err := OrderDelivery{Order: o}, error(nil)
	if out.Tallies, err = readTallies(tx, o, side == ordering.Supplier); err != nil {
		return out, err
	}
	if out.Shipments, err = shipmentsOf(tx, o); err != nil {
		return out, err
	}
	out.Cases, err = casesWhere(tx, "c.tenant_id = ? AND c.order_id = ? AND c.state <> 'withdrawn' ORDER BY c.opened_at DESC, c.line, c.kind", o.Supplier.Company, o.ID)
	return out, err
}

// OrdersToShip is a page of orders with something that is agreed and not shipped, and how many there are.
func (s *Service) OrdersToShip(ctx context.Context, supplier id.CompanyID, words string, r page.Request) (out page.Page[ToShip], total int, err error) {
	err = s.read(ctx, ordering.Supplier, supplier, func(tx *tenants.Tx) error {
		out, total, err = listToShip(tx, supplier, words, r)
		return err
	})
	return out, total, err
}

// Cases is a page of the cases of a side, and how many wait for it.
func (s *Service) Cases(ctx context.Context, side ordering.Side, company id.CompanyID, f CaseFilter, r page.Request) (out page.Page[Case], mine int, err error) {
	err = s.read(ctx, side, company, func(tx *tenants.Tx) error {
		out, mine, err = listCases(tx, side, company, f, r)
		return err
	})
	return out, mine, err
}

// stale is fault.Stale where another version stands than was seen; nil for any.
func stale(seen *int64, stands int64) error {
	if seen != nil && *seen != stands {
		return fault.Stale
	}
	return nil
}
