package ordering

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"manifold/internal/credit"
	"manifold/internal/inventory"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/outbox"
	"manifold/internal/promotion"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// keptFor is how long what is held stays held for a line that the supplier accepted: until it is shipped, or given up.
const keptFor = 90 * 24 * time.Hour

// reads and writes are the permissions of a side.
func (s Side) reads() authz.Permission {
	if s == Buyer {
		return mayReadOwn
	}
	return mayRead
}

func (s Side) writes() authz.Permission {
	if s == Buyer {
		return mayOrder
	}
	return mayAnswer
}

// Get is an order of a side.
func (s *Service) Get(ctx context.Context, side Side, company id.CompanyID, order id.OrderID) (out Order, err error) {
	err = s.read(ctx, company, side.reads(), func(tx *tenants.Tx) error {
		out, err = readWhole(tx, side, company, order)
		return err
	})
	return out, err
}

// Act does all of the deeds to an order, over a version that was seen; nil for any. What ends lets go of stock, and an order that ends of its promotions.
func (s *Service) Act(ctx context.Context, side Side, company id.CompanyID, order id.OrderID, version *int64, deeds []Deed) (out Order, err error) {
	scope, err := authz.Acting(ctx, company, side.writes())
	if err != nil {
		return Order{}, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		person, _, err := grant.Actor(tx)
		if err != nil {
			return err
		}
		if _, err := s.act(ctx, tx, side, company, person, order, version, func(Order) []Deed { return deeds }); err != nil {
			return err
		}
		out, err = readWhole(tx, side, company, order)
		return err
	})
	return out, err
}

// act locks an order, does what choose makes of it, and writes all that follows. It answers how many lines moved.
func (s *Service) act(ctx context.Context, tx *tenants.Tx, side Side, company id.CompanyID, person string, order id.OrderID, version *int64, choose func(Order) []Deed) (int, error) {
	before, err := readOrder(tx, side, company, order, true)
	if err != nil {
		return 0, err
	}
	if version != nil && *version != before.Version {
		return 0, fault.Stale
	}
	deeds := choose(before)
	if len(deeds) == 0 {
		return 0, nil
	}
	for i := range deeds {
		deeds[i].Reason = strings.TrimSpace(deeds[i].Reason)
	}
	if side == Supplier && slices.ContainsFunc(deeds, Deed.commits) {
		if err := waitsForCredit(tx, before); err != nil {
			return 0, err
		}
	}
	after, events, err := before.act(side, person, deeds, tx.Now())
	if err != nil {
		return 0, err
	}
	if err := saveMove(tx, after, events); err != nil {
		return 0, err
	}
	if err := follow(ctx, tx, side, after, events); err != nil {
		return 0, err
	}
	other := after.Buyer.Company
	if side == Buyer {
		other = after.Supplier.Company
	}
	if err := outbox.Publish(ctx, tx, outbox.Event{Topic: TopicMoved, Object: order.String(), Counterpart: other, Payload: movedOf(after, side, events)}); err != nil {
		return 0, err
	}
	acts := map[string]any{}
	for _, e := range events {
		n, _ := acts[string(e.Act)].(int)
		acts[string(e.Act)] = n + 1
	}
	return len(events), s.Audit.Write(ctx, tx, audit.Entry{Action: "ordering.order_moved", Object: order.String(), Data: map[string]any{"number": after.Number, "acts": acts, "status": string(after.Status)}})
}

// ToDeliver reads an order of a side for delivery and locks it, so that all that delivers of it comes one after the other. The caller's transaction is of that side.
func ToDeliver(tx *tenants.Tx, side Side, company id.CompanyID, order id.OrderID) (Order, error) {
	return readOrder(tx, side, company, order, true)
}

// Read reads an order of a side with its lines, in the caller's transaction, or fault.NotFound.
func Read(tx *tenants.Tx, side Side, company id.CompanyID, order id.OrderID) (Order, error) {
	return readOrder(tx, side, company, order, false)
}

// Deliver writes what delivery did to lines of an order that ToDeliver locked, and answers the order as it is since. Whoever delivers has reckoned the quantities under that lock.
func (s *Service) Deliver(ctx context.Context, tx *tenants.Tx, side Side, person string, o Order, done []Delivered) (Order, error) {
	if slices.ContainsFunc(done, func(d Delivered) bool { return d.Act == Ship }) {
		if err := waitsForCredit(tx, o); err != nil {
			return o, err
		}
	}
	o, events, err := o.deliver(side, person, done, tx.Now())
	if err != nil {
		return o, err
	}
	if err := saveMove(tx, o, events); err != nil {
		return o, err
	}
	if err := follow(ctx, tx, side, o, events); err != nil {
		return o, err
	}
	other := o.Buyer.Company
	if side == Buyer {
		other = o.Supplier.Company
	}
	return o, outbox.Publish(ctx, tx, outbox.Event{Topic: TopicMoved, Object: o.ID.String(), Counterpart: other, Payload: movedOf(o, side, events)})
}

// follow lets go of what is held for lines that ended or are closed short, keeps what is held for those that were accepted, lets credit follow, and gives back the promotions of an order that ended.
func follow(ctx context.Context, tx *tenants.Tx, side Side, o Order, events []Event) error {
	if ended := o.holds(events, func(e Event) bool { return e.State.Ended() || e.Act == CloseShort }); len(ended) > 0 {
		if _, err := inventory.Release(tx, ended); err != nil {
			return err
		}
	}
	if side == Supplier {
		if goOn := o.holds(events, func(e Event) bool {
			return e.State == Accepted || e.State == BackOrdered || e.State == Countered || e.State == PartShipped
		}); len(goOn) > 0 {
			if err := keepHolds(tx, goOn, tx.Now().Add(keptFor)); err != nil {
				return err
			}
		}
	}
	if err := followCredit(ctx, tx, o); err != nil {
		return err
	}
	if o.Status == StatusRefused || o.Status == StatusWithdrawn {
		_, err := promotion.Release(tx, o.Supplier.Company, []string{o.ID.UUID()})
		return err
	}
	return nil
}

// waiting are deeds that accept all that a supplier has not answered.
func waiting(o Order) []Deed {
	var out []Deed
	for _, l := range o.Lines {
		if l.State == Submitted {
			out = append(out, Deed{Line: l.Number, Act: Accept})
		}
	}
	return out
}

// Picked is an order that was seen in a version.
type Picked struct {
	Order   id.OrderID
	Version int64
}

// Outcome is what became of one of many orders.
type Outcome struct {
	Order  id.OrderID
	Result string
	Lines  int
}

// Results of accepting many orders.
const (
	ResultAccepted = "accepted"
	ResultNothing  = "nothing"
	ResultStale    = "stale"
	ResultOnHold   = "on_hold" // it waits for credit
	ResultNotFound = "not_found"
)

// AcceptAll accepts all that waits in several orders, each for itself.
func (s *Service) AcceptAll(ctx context.Context, supplier id.CompanyID, orders []Picked) ([]Outcome, error) {
	scope, err := authz.Acting(ctx, supplier, mayAnswer)
	if err != nil {
		return nil, err
	}
	out := make([]Outcome, len(orders))
	for i, p := range orders {
		out[i] = Outcome{Order: p.Order, Result: ResultAccepted}
		err := s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
			person, _, err := grant.Actor(tx)
			if err != nil {
				return err
			}
			out[i].Lines, err = s.act(ctx, tx, Supplier, supplier, person, p.Order, &p.Version, waiting)
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
		case out[i].Lines == 0:
			out[i].Result = ResultNothing
		}
	}
	return out, nil
}

// Write writes to the other side of an order.
func (s *Service) Write(ctx context.Context, side Side, company id.CompanyID, order id.OrderID, text string) (Message, error) {
	scope, err := authz.Acting(ctx, company, side.writes())
	if err != nil {
		return Message{}, err
	}
	if text = strings.TrimSpace(text); text == "" {
		return Message{}, fault.Invalid.With(fault.Field{Path: "/text", Code: "required", Message: "Write something."})
	}
	return tenants.Once(ctx, s.DB, scope, func(ctx context.Context, tx *tenants.Tx) (Message, error) {
		o, err := readOrder(tx, side, company, order, true)
		if err != nil {
			return Message{}, err
		}
		person, _, err := grant.Actor(tx)
		if err != nil {
			return Message{}, err
		}
		m := Message{At: tx.Now(), Side: side, Person: person, Text: text}
		if err := insertMessage(tx, o, m); err != nil {
			return m, err
		}
		event := outbox.Event{Topic: TopicWritten, Object: order.String(), Counterpart: o.Buyer.Company, Payload: writtenTo{order, o.Number, o.Supplier.Company, o.Buyer.Company, side, person}}
		if side == Buyer {
			event.Counterpart = o.Supplier.Company
		}
		if err := outbox.Publish(ctx, tx, event); err != nil {
			return m, err
		}
		return m, s.Audit.Write(ctx, tx, audit.Entry{Action: "ordering.message_sent", Object: order.String(), Data: map[string]any{"number": o.Number}})
	})
}

// Receipt is why a line was priced as it was, as it was signed when it was ordered.
func (s *Service) Receipt(ctx context.Context, side Side, company id.CompanyID, order id.OrderID, line int) (out []byte, err error) {
	err = s.read(ctx, company, side.reads(), func(tx *tenants.Tx) error {
		out, err = readReceipt(tx, side, company, order, line)
		return err
	})
	return out, err
}

// Settings are how the supplier answers orders.
func (s *Service) Settings(ctx context.Context, supplier id.CompanyID) (out Settings, err error) {
	err = s.read(ctx, supplier, mayRead, func(tx *tenants.Tx) error {
		out, err = readSettings(tx, supplier)
		return err
	})
	return out, err
}

// PutSettings says how the supplier answers orders, over a version that was seen; nil for any.
func (s *Service) PutSettings(ctx context.Context, supplier id.CompanyID, version *int64, wanted Settings) (Settings, error) {
	scope, err := authz.Acting(ctx, supplier, maySet)
	if err != nil {
		return Settings{}, err
	}
	err = s.DB.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		stood, err := readSettings(tx, supplier)
		if err != nil {
			return err
		}
		if version != nil && *version != stood.Version {
			return fault.Stale
		}
		wanted.Version = stood.Version
		switch written, err := putSettings(tx, supplier, wanted); {
		case err != nil:
			return err
		case !written:
			return fault.Stale
		}
		wanted.Version++
		return s.Audit.Write(ctx, tx, audit.Entry{Action: "ordering.settings_changed", Data: map[string]any{"auto_accept": wanted.AutoAccept, "answer_hours": int(wanted.AnswerWithin / time.Hour)}})
	})
	return wanted, err
}
