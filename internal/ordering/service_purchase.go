package ordering

import (
	"context"
	"slices"
	"strings"

	"manifold/internal/inventory"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/internal/pricing/receipt"
	"manifold/internal/promotion"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Preview answers what a purchase would come to now, without any effect. It is watched as other reading of prices.
func (s *Service) Preview(ctx context.Context, buyer id.CompanyID, d Draft) (Plan, error) {
	scope, err := authz.Acting(ctx, buyer, mayOrder)
	if err != nil {
		return Plan{}, err
	}
	f, err := s.prepare(ctx, &d, false)
	if err != nil {
		return Plan{}, err
	}
	err = s.DB.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error { return f.read(ctx, tx, buyer, d) })
	if err != nil {
		return Plan{}, err
	}
	out, err := f.plan(d, nil)
	if err != nil {
		return Plan{}, err
	}
	return out, s.watch(ctx, buyer, out)
}

// prepare understands a draft, and reads what its pricing needs that no buyer may see.
func (s *Service) prepare(ctx context.Context, d *Draft, seen bool) (*facts, error) {
	quantities, err := d.check(s.Clock.Now(), seen)
	if err != nil {
		return nil, err
	}
	f, err := readFloors(ctx, s.DB, *d)
	f.issuer, f.quantities = s.PublicURL, quantities
	return f, err
}

// watch counts what was shown in the limit of each supplier, and notes it for its watch.
func (s *Service) watch(ctx context.Context, buyer id.CompanyID, p Plan) error {
	read := map[id.CompanyID][]id.ItemID{}
	var suppliers []id.CompanyID
	for _, o := range p.Orders {
		for _, l := range o.Lines {
			if l.Priced {
				read[o.Supplier] = append(read[o.Supplier], l.Draft.Item)
			}
		}
		if len(read[o.Supplier]) > 0 {
			suppliers = append(suppliers, o.Supplier)
		}
	}
	for _, pace := range s.Grants.Paces(ctx, suppliers, buyer) {
		if err := pace.Err(); err != nil {
			return err
		}
	}
	for supplier, items := range read {
		s.Grants.Saw(ctx, supplier, buyer, items)
	}
	return nil
}

// Create orders in one transaction: prices are taken anew, stock is held, promotions are counted, or nothing is.
func (s *Service) Create(ctx context.Context, buyer id.CompanyID, d Draft) (Purchase, error) {
	scope, err := authz.Acting(ctx, buyer, mayOrder)
	if err != nil {
		return Purchase{}, err
	}
	f, err := s.prepare(ctx, &d, true)
	if err != nil {
		return Purchase{}, err
	}
	made, err := tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (id.PurchaseID, error) {
		if err := f.read(ctx, tx, buyer, d); err != nil {
			return id.PurchaseID{}, err
		}
		b := s.buying(tx, buyer, d, f)
		b.gate = s.Gate
		return b.buy(ctx)
	})
	if err != nil {
		return Purchase{}, err
	}
	return s.Purchase(ctx, buyer, made)
}

// Purchase is one act of the buyer with its orders.
func (s *Service) Purchase(ctx context.Context, buyer id.CompanyID, purchase id.PurchaseID) (out Purchase, err error) {
	err = s.read(ctx, buyer, mayReadOwn, func(tx *tenants.Tx) error {
		found, err := readPurchases(tx, buyer, purchase, page.Request{Limit: 1})
		if err != nil {
			return err
		}
		if len(found.Items) == 0 {
			return fault.NotFound
		}
		out = found.Items[0]
		return nil
	})
	return out, err
}

// Purchases is a page of the buyer's acts, the newest first.
func (s *Service) Purchases(ctx context.Context, buyer id.CompanyID, r page.Request) (out page.Page[Purchase], err error) {
	err = s.read(ctx, buyer, mayReadOwn, func(tx *tenants.Tx) error {
		out, err = readPurchases(tx, buyer, id.PurchaseID{}, r)
		return err
	})
	return out, err
}

// buying is a purchase on its way, in its transaction.
type buying struct {
	service *Service
	gate    Gate     // nil: the word that it needs was given
	orderer *Orderer // nil: who acts
	tx      *tenants.Tx
	buyer   id.CompanyID
	draft   Draft
	facts   *facts
	out     map[int]Problem          // lines that are left out
	held    map[int]id.ReservationID // what was asked to be held for lines
	ids     map[id.CompanyID]id.OrderID
	lent    map[id.CompanyID]money.Amount // what credit was asked for, last
}

func (b *buying) buy(ctx context.Context) (id.PurchaseID, error) {
	none := id.PurchaseID{}
	person, company, err := grant.Actor(b.tx)
	if err != nil {
		return none, err
	}
	by := b.tx.Scope().PersonID()
	if b.orderer != nil {
		by, person = b.orderer.Person, b.orderer.Name
	}
	b.facts.buyer = receipt.Party{ID: b.buyer.String(), Name: company}
	plan, err := b.settle()
	if err != nil {
		return none, err
	}
	if b.gate != nil {
		if err := b.gate.Pass(ctx, b.tx, b.buyer, plan); err != nil {
			return none, err
		}
	}
	p := Purchase{ID: id.New[id.Purchase](b.tx.Now()), CreatedAt: b.tx.Now(), Mode: b.draft.Mode, Reference: b.draft.Reference, Person: person, LeftOut: b.leftOut()}
	orders, err := b.orders(plan, person, company)
	if err != nil {
		return none, err
	}
	if err := b.use(plan, orders); err != nil {
		return none, err
	}
	if err := insertPurchase(b.tx, b.buyer, by, p); err != nil {
		return none, err
	}
	slices.SortFunc(orders, func(x, y drawn) int { return strings.Compare(x.Supplier.Company.UUID(), y.Supplier.Company.UUID()) })
	if err := number(b.tx, orders); err != nil {
		return none, err
	}
	if err := nameCredit(b.tx, orders); err != nil {
		return none, err
	}
	if err := insertOrders(b.tx, p.ID, orders); err != nil {
		return none, err
	}
	numbers := make([]string, len(orders))
	for i, o := range orders {
		numbers[i] = o.Number
		if err := outbox.Publish(ctx, b.tx, outbox.Event{Topic: TopicPlaced, Object: o.ID.String(), Counterpart: o.Supplier.Company, Payload: placedOf(o.Order)}); err != nil {
			return none, err
		}
	}
	data := map[string]any{"orders": numbers, "lines": len(b.draft.Lines) - len(b.out), "left_out": len(b.out), "mode": string(p.Mode)}
	return p.ID, b.service.Audit.Write(ctx, b.tx, audit.Entry{Action: "ordering.purchased", Object: p.ID.String(), Data: data})
}

// priced finds what can be ordered by what is shown: it prices, and leaves out what cannot be had where the buyer chose that.
func (b *buying) priced() (Plan, error) {
	for {
		plan, err := b.facts.plan(b.draft, b.out)
		if err != nil {
			return plan, err
		}
		if b.draft.Mode == ThoseThatAccept && b.leave(plan) {
			continue
		}
		if err := plan.refusal(); err != nil {
			return plan, err
		}
		if len(b.out) == len(b.draft.Lines) {
			plan.Mode = AllOrNothing // nothing is left: told as such
			return plan, plan.refusal()
		}
		return plan, nil
	}
}

// settle finds what is ordered: it prices, and holds what can be had, until nothing is in the way.
func (b *buying) settle() (Plan, error) {
	for {
		plan, err := b.priced()
		if err != nil {
			return plan, err
		}
		more, err := b.hold(plan)
		if err != nil {
			return plan, err
		}
		if !more {
			more, err = b.lend(plan)
		}
		if err != nil {
			return plan, err
		}
		if !more {
			return plan, b.letGo()
		}
	}
}

// leave leaves out what is in its own way, and answers whether that is more than before.
func (b *buying) leave(p Plan) bool {
	before := len(b.out)
	for _, o := range p.Orders {
		var all *Problem
		for i := range o.Problems {
			if !o.Problems[i].Code.asks() {
				all = &o.Problems[i]
			}
		}
		for i := range o.Lines {
			l := &o.Lines[i]
			if _, gone := b.out[l.Index]; gone {
				continue
			}
			at := slices.IndexFunc(l.Problems, func(x Problem) bool { return !x.Code.asks() })
			switch {
			case at >= 0:
				b.out[l.Index] = l.Problems[at]
			case all != nil && l.Priced:
				b.out[l.Index] = *all
			}
		}
	}
	return len(b.out) > before
}

// hold holds stock for the lines of a plan that nothing was held for yet, supplier by supplier in the order in which everybody locks. Of what is not there it answers true where
// that is in the way: where the supplier shows exactly what is there. Elsewhere the line is subject to confirmation, and the buyer does not learn whether it is held.
func (b *buying) hold(p Plan) (bool, error) {
	orders := slices.Clone(p.Orders)
	slices.SortFunc(orders, func(x, y Planned) int { return strings.Compare(x.Supplier.UUID(), y.Supplier.UUID()) })
	var holds []inventory.Hold
	lines := map[id.ReservationID]*PlannedLine{}
	more := false
	for i, o := range orders {
		for _, at := range o.orders {
			l := &o.Lines[at]
			if _, asked := b.held[l.Index]; asked {
				continue
			}
			hold := inventory.Hold{ID: id.New[id.Reservation](b.tx.Now()), Supplier: o.Supplier, Item: l.Draft.Item, Quantity: l.quantity}
			b.held[l.Index], lines[hold.ID] = hold.ID, l
			holds = append(holds, hold)
		}
		if last := i == len(orders)-1; !last && orders[i+1].AnswerWithin == o.AnswerWithin || len(holds) == 0 {
			continue // with those of the next, which are held as long
		}
		outcomes, err := inventory.Reserve(b.tx, holds, b.tx.Now().Add(o.AnswerWithin))
		if err != nil {
			return false, err
		}
		for _, hold := range holds {
			more = b.heard(lines[hold.ID], outcomes[hold.ID]) || more
		}
		holds = nil
	}
	return more, nil
}

// heard takes what came of holding stock for a line, and answers whether that is in the way.
func (b *buying) heard(l *PlannedLine, outcome inventory.Outcome) bool {
	switch {
	case outcome == inventory.OutcomeHeld, outcome == inventory.OutcomeShort && !l.exact:
		return false
	case outcome == inventory.OutcomeShort:
		b.out[l.Index] = Problem{Code: Short, Message: "So much is not in stock."}
	default:
		b.out[l.Index] = Problem{Code: NotOffered, Message: "You are not offered this."}
	}
	return true
}

// letGo releases what was held for lines that were left out afterwards.
func (b *buying) letGo() error {
	var ids []id.ReservationID
	for index := range b.out {
		if held, asked := b.held[index]; asked {
			ids = append(ids, held)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	_, err := inventory.Release(b.tx, ids)
	return err
}

func (b *buying) leftOut() []LeftOut {
	var out []LeftOut
	for i, l := range b.draft.Lines {
		if problem, gone := b.out[i]; gone {
			out = append(out, LeftOut{i, l.Key, l.Supplier, l.Item, l.Quantity, problem.Code})
		}
	}
	return out
}

// drawn is an order with the receipts of its lines.
type drawn struct {
	Order
	receipts []string
}

// orders draws up an order for each supplier of which something is ordered.
func (b *buying) orders(p Plan, person, company string) ([]drawn, error) {
	names, err := readCalled(b.tx, b.buyer)
	if err != nil {
		return nil, err
	}
	var out []drawn
	for _, planned := range p.Orders {
		if len(planned.orders) == 0 {
			continue
		}
		of := names[planned.Supplier]
		if of.Name == "" {
			of.Name = company
		}
		o, err := b.draw(planned, of, person)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

func (b *buying) draw(p Planned, of called, person string) (drawn, error) {
	now := b.tx.Now()
	out := drawn{Order: Order{
		Summary: Summary{
			ID: b.orderID(p.Supplier), Supplier: Party{p.Supplier, p.Name}, Buyer: Party{b.buyer, of.Name}, CustomerCode: of.Code, Person: person, Reference: p.draft.Reference, CreatedAt: now, ChangedAt: now,
			Currency: p.Currency, Version: 1,
		},
		Freight: p.Freight, FreightUnknown: p.FreightUnknown, Fee: p.Fee, Note: p.draft.Note, NeededBy: p.draft.NeededBy, Terms: p.terms, AnswerWithin: p.AnswerWithin,
	}}
	for n, at := range p.orders {
		l := &p.Lines[at]
		line := l.Line
		line.Number, line.Reservation = n+1, b.held[l.Index]
		line.Due = line.due(now, p.AnswerWithin)
		document, err := l.document()
		if err != nil {
			return out, err
		}
		signed, err := document.Sign(b.service.Key)
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, line)
		out.receipts = append(out.receipts, string(signed))
		out.Events = append(out.Events, line.event(1, Buyer, person, Submit, now))
	}
	out.Summary.Lines = len(out.Order.Lines)
	out.Order = out.settled()
	return out, nil
}

// use counts the promotions that come to the orders; one that is used up by now gives up the whole purchase.
func (b *buying) use(p Plan, orders []drawn) error {
	var used []promotion.Used
	for _, o := range orders {
		at := slices.IndexFunc(p.Orders, func(x Planned) bool { return x.Supplier == o.Supplier.Company })
		for _, a := range p.Orders[at].applied {
			used = append(used, promotion.Used{Supplier: o.Supplier.Company, Promotion: a.Promotion, Order: o.ID.UUID(), Amount: a.Saving})
		}
	}
	return promotion.Use(b.tx, used)
}

// read runs fn in the scope that a permission opens.
func (s *Service) read(ctx context.Context, company id.CompanyID, may authz.Permission, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, may)
	if err != nil {
		return err
	}
	return s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}
