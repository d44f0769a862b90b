package promotion

import (
	"context"
	"time"

	"manifold/internal/kernel/clock"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/cache"
	"manifold/internal/platform/outbox"
	"manifold/internal/pricing"
	"manifold/internal/promotion/combine"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB      *tenants.DB
	Clock   clock.Clock
	Audit   *audit.Trail
	Counter *cache.Counter
	Orders  Orders // what a preview for a customer asks
}

// Service has one method per use case.
type Service struct {
	db      *tenants.DB
	clock   clock.Clock
	audit   *audit.Trail
	counter *cache.Counter
	orders  Orders
}

// New makes the service.
func New(c Config) *Service {
	return &Service{db: c.DB, clock: c.Clock, audit: c.Audit, counter: c.Counter, orders: c.Orders}
}

const (
	mayRead      = authz.Permission("promotion.action.read")
	mayWrite     = authz.Permission("promotion.action.write")
	mayPutPolicy = authz.Permission("promotion.policy.write")
	mayLook      = authz.Permission("promotion.offer.read")
	mayGiveCodes = authz.Permission("promotion.coupon.write")
)

// Named is a promotion with the items that it names.
type Named struct {
	Promotion
	State State
	Items []Item
}

// List is a page of promotions, the newest first, with numbers of all by state.
func (s *Service) List(ctx context.Context, company id.CompanyID, words string, state State, r page.Request) (out page.Page[Named], counts map[State]int, err error) {
	now := s.clock.Now()
	before, last := now.Add(time.Hour), id.PromotionID{}
	if !r.After.IsZero() {
		if err := r.After.Into(&before, &last); err != nil {
			return out, nil, err
		}
	}
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		found, err := list(tx, company, words, state, now, before, last, r.Fetch())
		if err != nil {
			return err
		}
		cut := page.Of(r, found, func(p Promotion) page.Cursor { return page.After(p.CreatedAt, p.ID) })
		out.Next = cut.Next
		if out.Items, err = s.named(tx, company, cut.Items); err != nil {
			return err
		}
		counts, err = counted(tx, company, now)
		return err
	})
	return out, counts, err
}

// named adds what items are called.
func (s *Service) named(tx *tenants.Tx, company id.CompanyID, promotions []Promotion) ([]Named, error) {
	var items []id.ItemID
	for _, p := range promotions {
		items = append(items, p.named()...)
	}
	names, err := namesOf(tx, company, items)
	if err != nil {
		return nil, err
	}
	out := make([]Named, len(promotions))
	for i, p := range promotions {
		out[i] = Named{p, p.State(s.clock.Now()), pickNames(names, p.Terms)}
	}
	return out, nil
}

func pickNames(names map[id.ItemID]Item, t Terms) []Item {
	out := []Item{}
	for _, item := range t.named() {
		if name, there := names[item]; there {
			out = append(out, name)
		}
	}
	return out
}

// Get is one promotion.
func (s *Service) Get(ctx context.Context, company id.CompanyID, promotion id.PromotionID) (out Named, err error) {
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		out, err = s.again(tx, company, promotion)
		return err
	})
	return out, err
}

func (s *Service) again(tx *tenants.Tx, company id.CompanyID, promotion id.PromotionID) (Named, error) {
	p, err := read(tx, company, promotion, false)
	if err != nil {
		return Named{}, err
	}
	one, err := s.named(tx, company, []Promotion{p})
	if err != nil {
		return Named{}, err
	}
	return one[0], nil
}

// Create drafts a promotion.
func (s *Service) Create(ctx context.Context, company id.CompanyID, t Terms) (Named, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Named{}, err
	}
	t, wrong := t.tidy()
	if len(wrong) > 0 {
		return Named{}, fault.Invalid.With(wrong...)
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Named, error) {
		return s.draft(ctx, tx, company, t, "promotion.drafted")
	})
}

func (s *Service) draft(ctx context.Context, tx *tenants.Tx, company id.CompanyID, t Terms, action string) (Named, error) {
	t, err := s.settled(tx, company, t)
	if err != nil {
		return Named{}, err
	}
	promotion := id.New[id.Promotion](tx.Now())
	if err := insert(tx, company, promotion, t); err != nil {
		return Named{}, err
	}
	if err := s.note(ctx, tx, action, promotion, t); err != nil {
		return Named{}, err
	}
	return s.again(tx, company, promotion)
}

// settled checks that the items that terms name are the supplier's own, and says what a gift is worth where that was not said: its base price.
func (s *Service) settled(tx *tenants.Tx, company id.CompanyID, t Terms) (Terms, error) {
	items := t.named()
	names, err := namesOf(tx, company, items)
	if err != nil {
		return t, err
	}
	if len(names) != len(items) {
		return t, fault.Invalid.With(fault.Field{Path: "/on/items", Code: "unknown", Message: "One of these items is not there."})
	}
	if t.Kind != combine.Gift || !t.Rule.Gift.Worth.IsZero() {
		return t, nil
	}
	prices, err := pricing.ListOf(tx, company, []id.ItemID{t.Rule.Gift.Item})
	if base, there := prices[t.Rule.Gift.Item]; there && base.Amount.Currency() == t.Currency {
		t.Rule.Gift.Worth = base.Amount.Decimal()
	}
	return t, err
}

// Update changes what a promotion says, over a version that was seen; nil for any.
func (s *Service) Update(ctx context.Context, company id.CompanyID, promotion id.PromotionID, version *int64, t Terms) (out Named, err error) {
	t, wrong := t.tidy()
	if len(wrong) > 0 {
		return Named{}, fault.Invalid.With(wrong...)
	}
	err = s.change(ctx, company, promotion, version, func(ctx context.Context, tx *tenants.Tx, p Promotion) error {
		if err := p.mayChange(s.clock.Now()); err != nil {
			return err
		}
		if p.Uses > 0 && (t.Currency != p.Currency) {
			return fault.Invalid.With(fault.Field{Path: "/currency", Code: "in_use", Message: "It was used in this currency already."})
		}
		if t, err = s.settled(tx, company, t); err != nil {
			return err
		}
		if err := update(tx, company, promotion, t); err != nil {
			return err
		}
		if err := s.note(ctx, tx, "promotion.changed", promotion, t); err != nil {
			return err
		}
		out, err = s.again(tx, company, promotion)
		return err
	})
	return out, err
}

// change runs fn on a promotion whose row is locked and whose version is the wanted one.
func (s *Service) change(ctx context.Context, company id.CompanyID, promotion id.PromotionID, version *int64, fn func(context.Context, *tenants.Tx, Promotion) error) error {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		p, err := read(tx, company, promotion, true)
		if err != nil {
			return err
		}
		if version != nil && *version != p.Version {
			return fault.Stale
		}
		return fn(ctx, tx, p)
	})
}

// Act starts, pauses, ends or archives a promotion, or brings it back.
func (s *Service) Act(ctx context.Context, company id.CompanyID, promotion id.PromotionID, version *int64, deed Deed) (out Named, err error) {
	actions := map[Deed]string{
		Start: "promotion.started", Pause: "promotion.paused", End: "promotion.ended", Archive: "promotion.archived", Unarchive: "promotion.unarchived",
	}
	err = s.change(ctx, company, promotion, version, func(ctx context.Context, tx *tenants.Tx, p Promotion) error {
		kept, archived, err := p.act(deed, s.clock.Now())
		if err != nil {
			return err
		}
		if err := putState(tx, company, promotion, kept, archived); err != nil {
			return err
		}
		if err := s.note(ctx, tx, actions[deed], promotion, p.Terms); err != nil {
			return err
		}
		out, err = s.again(tx, company, promotion)
		return err
	})
	return out, err
}

// Delete throws a draft away.
func (s *Service) Delete(ctx context.Context, company id.CompanyID, promotion id.PromotionID) error {
	return s.change(ctx, company, promotion, nil, func(ctx context.Context, tx *tenants.Tx, p Promotion) error {
		gone, err := remove(tx, company, promotion)
		if err != nil {
			return err
		}
		if !gone {
			return errNotDraft
		}
		return s.note(ctx, tx, "promotion.deleted", promotion, p.Terms)
	})
}

// Copy drafts another one like a promotion, without its code and its dates.
func (s *Service) Copy(ctx context.Context, company id.CompanyID, promotion id.PromotionID) (Named, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Named{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Named, error) {
		p, err := read(tx, company, promotion, false)
		if err != nil {
			return Named{}, err
		}
		t := p.Terms
		t.Coupon, t.From, t.Until = "", nil, nil
		return s.draft(ctx, tx, company, t, "promotion.copied")
	})
}

// Policy says how a supplier's promotions go together.
func (s *Service) Policy(ctx context.Context, company id.CompanyID) (out Policy, err error) {
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		out, err = readPolicy(tx, company)
		return err
	})
	return out, err
}

// PutPolicy says it anew, over a version that was seen; nil for any.
func (s *Service) PutPolicy(ctx context.Context, company id.CompanyID, version *int64, p Policy) (out Policy, err error) {
	scope, err := authz.Acting(ctx, company, mayPutPolicy)
	if err != nil {
		return Policy{}, err
	}
	if wrong := p.check(); len(wrong) > 0 {
		return Policy{}, fault.Invalid.With(wrong...)
	}
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if err := putPolicy(tx, company, p, version); err != nil {
			return err
		}
		data := map[string]any{"mode": string(p.Mode), "most_per_line": p.MostPerLine, "most_percent": p.MostPercent.String()}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "promotion.policy_changed", Data: data}); err != nil {
			return err
		}
		if err := outbox.Publish(ctx, tx, outbox.Event{Topic: TopicChanged}); err != nil {
			return err
		}
		out, err = readPolicy(tx, company)
		return err
	})
	return out, err
}

// Floors reads the floors of items for whoever weighs promotions for a buyer. It opens a scope of its own, that of the projector of floors, because no buyer's role
// may read them; they must not leave the server.
func (s *Service) Floors(ctx context.Context, items []Key) (out map[Key]money.UnitPrice, err error) {
	err = s.db.Read(ctx, tenants.Projector(tenants.ProjectorFloors), func(_ context.Context, tx *tenants.Tx) error {
		out, err = FloorsOf(tx, items)
		return err
	})
	return out, err
}

// read runs fn in the supplier's scope.
func (s *Service) read(ctx context.Context, company id.CompanyID, fn func(*tenants.Tx) error) error {
	scope, err := authz.Acting(ctx, company, mayRead)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error { return fn(tx) })
}

// note writes down what was done and tells the screens.
func (s *Service) note(ctx context.Context, tx *tenants.Tx, action string, promotion id.PromotionID, t Terms) error {
	data := map[string]any{"name": t.Name, "kind": string(t.Kind)}
	if err := s.audit.Write(ctx, tx, audit.Entry{Action: action, Object: promotion.String(), Data: data}); err != nil {
		return err
	}
	return outbox.Publish(ctx, tx, outbox.Event{Topic: TopicChanged, Object: promotion.String()})
}
