package promotion

import (
	"context"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/cache"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Shown is a promotion as a buyer reads it.
type Shown struct {
	Terms
	ID     id.PromotionID
	ByCode bool
	Used   int
	UsedUp bool
	Items  []Item // that it names and that the buyer sees
}

// Offered are a supplier's running promotions that are for a buyer, by name; with an item only those that it counts for. Without an approved relationship it is
// fault.NotFound; where the grant shows no promotions there are none.
func (s *Service) Offered(ctx context.Context, buyer, supplier id.CompanyID, item id.ItemID) (out []Shown, policy Policy, err error) {
	scope, err := authz.Looking(ctx, buyer, supplier, mayLook)
	if err != nil {
		return nil, Policy{}, err
	}
	policy = usual
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier, buyer)
		if err != nil {
			return err
		}
		if !Discloses(look.Disclosure) {
			return nil
		}
		if policy, err = readPolicy(tx, supplier); err != nil {
			return err
		}
		out, err = s.shown(tx, buyer, supplier)
		if err != nil || item.IsZero() {
			return err
		}
		out, err = thatCount(tx, supplier, out, item)
		return err
	})
	return out, policy, err
}

// Discloses tells whether a grant lets promotions leave at all: where it shows them, and a price beside.
func Discloses(d grant.Disclosure) bool { return d.Promotion("x") != "" }

func (s *Service) shown(tx *tenants.Tx, buyer, supplier id.CompanyID) ([]Shown, error) {
	found, err := offered(tx, []id.CompanyID{supplier})
	if err != nil {
		return nil, err
	}
	used, err := usedBy(tx, buyer, []id.CompanyID{supplier})
	if err != nil {
		return nil, err
	}
	var items []id.ItemID
	for _, p := range found[supplier] {
		items = append(items, p.named()...)
	}
	names, err := namesOf(tx, supplier, items)
	if err != nil {
		return nil, err
	}
	var out []Shown
	for _, p := range found[supplier] {
		if p.State(s.clock.Now()) == Running {
			out = append(out, Shown{p.Terms, p.ID, p.byCode, used[supplier][p.ID], p.usedUp, pickNames(names, p.Terms)})
		}
	}
	return out, nil
}

// thatCount keeps the promotions that an item counts for; of an item that the buyer does not see, none.
func thatCount(tx *tenants.Tx, supplier id.CompanyID, all []Shown, item id.ItemID) ([]Shown, error) {
	family, category, there, err := familyOf(tx, supplier, item)
	if err != nil || !there {
		return nil, err
	}
	var out []Shown
	for _, p := range all {
		if p.counts(item, family, category) {
			out = append(out, p)
		}
	}
	return out, nil
}

const (
	codeTries  = 30
	codeWindow = time.Hour
)

// GiveCoupon notes that a buyer gave a code, and answers its promotion. Codes that fit nothing are counted per person.
func (s *Service) GiveCoupon(ctx context.Context, buyer, supplier id.CompanyID, code string) (Shown, error) {
	scope, err := authz.Acting(ctx, buyer, mayGiveCodes)
	if err != nil {
		return Shown{}, err
	}
	if err := s.trades(ctx, buyer, supplier); err != nil {
		return Shown{}, err
	}
	key := cache.Key("coupon", scope.PersonID().String(), buyer.String())
	if tries, wait := s.counter.Add(ctx, key, codeWindow); tries > codeTries {
		return Shown{}, fault.TooMany.RetryAfter(wait)
	}
	var out Shown
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		promotion, err := claim(tx, supplier, code)
		if err != nil {
			return err
		}
		all, err := s.shown(tx, buyer, supplier)
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.ID == promotion {
				out = p
			}
		}
		if out.ID.IsZero() {
			return errCode
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "promotion.code_given", Object: promotion.String(), Data: map[string]any{"name": out.Name}})
	})
	return out, err
}

// trades is fault.NotFound without an approved relationship.
func (s *Service) trades(ctx context.Context, buyer, supplier id.CompanyID) error {
	scope, err := authz.Looking(ctx, buyer, supplier, mayLook)
	if err != nil {
		return err
	}
	return s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		_, err := grant.InPair(tx, supplier, buyer)
		return err
	})
}
