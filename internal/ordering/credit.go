package ordering

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"manifold/internal/credit"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/outbox"
	"manifold/tenants"
)

// lend takes credit for the orders of a plan, supplier by supplier in the order in which everybody locks, and gives back what was taken for one that is no more. It answers true where
// an order is not to be placed: its lines are left out. One that waits for credit is placed.
func (b *buying) lend(p Plan) (bool, error) {
	asks := map[id.CompanyID]credit.Ask{}
	for supplier, order := range b.ids {
		asks[supplier] = credit.Ask{Supplier: supplier, Order: order, Amount: money.New(0, b.lent[supplier].Currency())}
	}
	lines := map[id.OrderID]*Planned{}
	for i := range p.Orders {
		o := &p.Orders[i]
		if len(o.orders) == 0 {
			continue
		}
		order := b.orderID(o.Supplier)
		lines[order] = o
		b.lent[o.Supplier] = money.New(o.Total(), o.Currency)
		asks[o.Supplier] = credit.Ask{Supplier: o.Supplier, Order: order, Amount: b.lent[o.Supplier]}
	}
	sorted := make([]credit.Ask, 0, len(asks))
	for _, a := range asks {
		sorted = append(sorted, a)
	}
	slices.SortFunc(sorted, func(x, y credit.Ask) int { return cmp.Compare(x.Supplier.UUID(), y.Supplier.UUID()) })
	outcomes, err := credit.Reserve(b.tx, sorted)
	if err != nil {
		return false, err
	}
	more := false
	for order, o := range lines {
		problem, stops := notLent[outcomes[order]]
		if !stops {
			continue
		}
		more = true
		for _, at := range o.orders {
			b.out[o.Lines[at].Index] = problem
		}
	}
	return more, nil
}

// notLent is what is in the way of an order that gets no credit.
var notLent = map[credit.Outcome]Problem{
	credit.OutcomeRefused:    {Code: NoCredit, Message: "This comes to more than the credit that the supplier gives you."},
	credit.OutcomeNoRate:     {Code: NoRate, Message: "The hub has no rate between the currency of the order and the one that the supplier keeps your account in."},
	credit.OutcomeNotOffered: {Code: NotOffered, Message: "You are not offered this."},
}

// orderID is the id of the order at a supplier: it has one before it is drawn up.
func (b *buying) orderID(supplier id.CompanyID) id.OrderID {
	if b.ids == nil {
		b.ids, b.lent = map[id.CompanyID]id.OrderID{}, map[id.CompanyID]money.Amount{}
	}
	if b.ids[supplier].IsZero() {
		b.ids[supplier] = id.New[id.Order](b.tx.Now())
	}
	return b.ids[supplier]
}

// nameCredit says which numbers the orders got that credit was taken for.
func nameCredit(tx *tenants.Tx, orders []drawn) error {
	numbers := make(map[id.OrderID]string, len(orders))
	for _, o := range orders {
		numbers[o.ID] = o.Number
	}
	return credit.Number(tx, numbers)
}

// followCredit lets the credit of an order follow what it comes to, and what of that was shipped.
func followCredit(ctx context.Context, tx *tenants.Tx, o Order) error {
	shipped, err := o.shippedSum()
	if err != nil {
		return err
	}
	return credit.Follow(ctx, tx, o.Supplier.Company, o.Buyer.Company, o.ID, o.Total, shipped)
}

// shippedSum is what the shipped part of an order comes to, in minor units of its currency; with the last of it comes what it costs beside its lines.
func (o Order) shippedSum() (int64, error) {
	sum, all := int64(0), true
	for _, l := range o.Lines {
		switch {
		case l.State.Ended():
		case l.Shipped.GreaterThanOrEqual(l.Quantity):
			sum += l.Goods - l.Saved + l.Tax
		case l.Shipped.IsPositive():
			goods, saved, tax, err := l.SumsOf(l.Shipped, o.Currency)
			if err != nil {
				return 0, err
			}
			sum += goods - saved + tax
			all = false
		default:
			all = false
		}
	}
	if all {
		return o.Total, nil
	}
	return sum, nil
}

// waitsForCredit is credit.ErrOnHold where an order waits for credit at the supplier of the scope.
func waitsForCredit(tx *tenants.Tx, o Order) error {
	hold, err := credit.HoldOf(tx, o.Supplier.Company, o.ID)
	if err == nil && hold == credit.Hard {
		err = credit.ErrOnHold
	}
	return err
}

// commits tells whether a supplier takes on to deliver by a deed.
func (d Deed) commits() bool { return d.Act == Accept || d.Act == BackOrder }

// Refuse refuses what can still be refused of an order, in the scope of its supplier; ErrNotNow where nothing can.
func (s *Service) Refuse(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID, order id.OrderID, person, reason string) error {
	n, err := s.act(ctx, tx, Supplier, supplier, person, order, nil, func(o Order) []Deed {
		var out []Deed
		for _, l := range o.Lines {
			if _, can := l.State.Next(Supplier, Refuse); can {
				out = append(out, Deed{Line: l.Number, Act: Refuse, Reason: reason})
			}
		}
		return out
	})
	if err == nil && n == 0 {
		err = ErrNotNow
	}
	return err
}

// CreditLifted does what a supplier's rules say to an order that waits for credit no longer.
func (s *Service) CreditLifted(ctx context.Context, d outbox.Delivered) error {
	var l credit.Lifted
	if err := d.Into(&l); err != nil {
		return err
	}
	scope := d.Scope()
	if d.Counterpart == l.Supplier {
		scope = d.CounterpartScope()
	}
	return s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		settings, err := readSettings(tx, l.Supplier)
		if err != nil || !settings.AutoAccept {
			return err
		}
		if err := s.acceptCertain(ctx, tx, l.Supplier, l.Order); !errors.Is(err, credit.ErrOnHold) {
			return err
		}
		return nil
	})
}
