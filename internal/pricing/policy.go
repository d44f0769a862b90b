package pricing

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing/resolve"
	"manifold/tenants"
)

// Protection says which price holds for an order.
type Protection string

// Protections.
const (
	ByOrderDate Protection = "order_date"
	ByShipDate  Protection = "ship_date"
	ByNotice    Protection = "notice" // the old price holds until so many days after the change was told
)

// Policy is how a supplier prices. Its floor is nil in a buyer's scope, which learns from Floored that there is one.
type Policy struct {
	resolve.Policy
	Floored    bool
	Protection Protection
	NoticeDays int
}

// standard is the policy of a supplier that has not said anything.
func standard() Policy {
	return Policy{Policy: resolve.Policy{Precedence: resolve.Priority, Order: resolve.Kinds()}, Protection: ByOrderDate}
}

// PolicyOf reads the policy of a supplier, in its own scope.
func PolicyOf(tx *tenants.Tx, tenant id.CompanyID) (Policy, error) { return readPolicy(tx, tenant) }

// PolicyDraft is a policy as it came.
type PolicyDraft struct {
	Precedence  resolve.Precedence
	Order       []resolve.Kind
	FloorMargin string // "": no floor
	ShowsList   bool
	Protection  Protection
	NoticeDays  int
}

func (d PolicyDraft) read() (Policy, []fault.Field) {
	out := Policy{Policy: resolve.Policy{Precedence: d.Precedence, Order: d.Order, ShowsList: d.ShowsList}, Protection: d.Protection, NoticeDays: d.NoticeDays}
	var wrong []fault.Field
	order := slices.Clone(d.Order)
	slices.Sort(order)
	every := resolve.Kinds()
	slices.Sort(every)
	if !slices.Equal(order, every) {
		wrong = append(wrong, fault.Field{Path: "/order", Code: "incomplete", Message: "Name each kind of price once."})
	}
	if strings.TrimSpace(d.FloorMargin) != "" {
		margin, field := readMargin("/floor_margin", d.FloorMargin)
		if field != nil {
			wrong = append(wrong, *field)
		}
		out.Floor, out.Floored = &margin, true
	}
	if d.Protection == ByNotice && d.NoticeDays == 0 {
		wrong = append(wrong, fault.Field{Path: "/notice_days", Code: "required", Message: "Say how many days before a change you tell of it."})
	}
	if d.Protection != ByNotice {
		out.NoticeDays = 0
	}
	return out, wrong
}

// percentPlaces is how many decimal places a percentage has at most.
const percentPlaces = 4

// readMargin understands a margin: percent of the price, below 100.
func readMargin(path, text string) (decimal.Decimal, *fault.Field) {
	out, field := readPercent(path, text)
	if field == nil && !out.LessThan(decimal.NewFromInt(100)) {
		field = &fault.Field{Path: path, Code: "out_of_range", Message: "A margin is below 100 percent of the price."}
	}
	return out, field
}

// readPercent understands a percentage between -1,000 and 10,000, with at most four decimal places.
func readPercent(path, text string) (decimal.Decimal, *fault.Field) {
	out, err := quantity.ReadNumber(strings.TrimSuffix(strings.TrimSpace(quantity.Narrow(text)), "%"))
	switch {
	case err != nil:
		return out, &fault.Field{Path: path, Code: "wrong_form", Message: "This is not a percentage."}
	case out.LessThanOrEqual(decimal.NewFromInt(-1000)) || out.GreaterThan(decimal.NewFromInt(10_000)) || !out.Equal(out.Truncate(percentPlaces)):
		return out, &fault.Field{Path: path, Code: "out_of_range", Message: "This percentage is too large, too small or too exact."}
	}
	return out, nil
}

// Policy answers how a supplier prices, and whether the caller may know its margin.
func (s *Service) Policy(ctx context.Context, company id.CompanyID) (out Policy, margin bool, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		out, err = readPolicy(tx, company)
		return err
	})
	return out, s.seesCost(ctx, company), err
}

// seesCost tells whether the caller may know costs and margins.
func (s *Service) seesCost(ctx context.Context, company id.CompanyID) bool {
	_, err := authz.Acting(ctx, company, mayReadCost)
	return err == nil
}

// SetPolicy says how a supplier prices; nil for whatever version.
func (s *Service) SetPolicy(ctx context.Context, company id.CompanyID, version *int64, draft PolicyDraft) (out Policy, err error) {
	policy, wrong := draft.read()
	err = s.write(ctx, company, maySetPolicy, func(ctx context.Context, tx *tenants.Tx) error {
		if len(wrong) > 0 {
			return fault.Invalid.With(wrong...)
		}
		stood, err := readPolicy(tx, company)
		if err != nil {
			return err
		}
		if version != nil && *version != stood.Version {
			return fault.Stale
		}
		if err := putPolicy(tx, company, policy, stood.Version); err != nil {
			return err
		}
		out = policy
		out.Version = stood.Version + 1
		data := map[string]any{"precedence": string(policy.Precedence), "floored": policy.Floored, "protection": string(policy.Protection), "notice_days": policy.NoticeDays}
		if err := s.note(ctx, tx, "pricing.policy_changed", "", data); err != nil {
			return err
		}
		return changed(ctx, tx, company.String())
	})
	return out, err
}

// Rate is a reference rate with what is said of it.
type Rate struct {
	resolve.Rate
	Source   string
	PostedAt time.Time
}

// Rates answers the latest reference rates up to a day; the zero time is now.
func (s *Service) Rates(ctx context.Context, day time.Time) (out []Rate, err error) {
	scope, err := authz.Self(ctx)
	if err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if day.IsZero() {
			day = tx.Now()
		}
		out, err = RatesOn(tx, day)
		return err
	})
	return out, err
}

// RateDraft is a rate as it came.
type RateDraft struct{ Currency, PerEUR string }

// PostRates posts the reference rates of a day, in the place of those of the same day.
func (s *Service) PostRates(ctx context.Context, operator id.CompanyID, day time.Time, source string, drafts []RateDraft) (out []Rate, err error) {
	rates, wrong := readRates(day, drafts)
	err = s.write(ctx, operator, mayPostRates, func(ctx context.Context, tx *tenants.Tx) error {
		if day.After(tx.Now().AddDate(0, 0, 1)) {
			wrong = append(wrong, fault.Field{Path: "/day", Code: "out_of_range", Message: "This day has not come yet."})
		}
		if len(wrong) > 0 {
			return fault.Invalid.With(wrong...)
		}
		if err := PutRates(tx, rates, strings.TrimSpace(source)); err != nil {
			return err
		}
		if err := s.note(ctx, tx, "pricing.rates_posted", "", map[string]any{"day": day.Format(time.DateOnly), "rates": len(rates)}); err != nil {
			return err
		}
		out, err = RatesOn(tx, day)
		return err
	})
	return out, err
}

func readRates(day time.Time, drafts []RateDraft) (out []resolve.Rate, wrong []fault.Field) {
	seen := map[money.Currency]bool{}
	for i, d := range drafts {
		path := "/rates/" + itoa(i)
		currency, err := money.ParseCurrency(d.Currency)
		per, fields := catalog.ReadQuantity(path+"/per_eur", d.PerEUR)
		wrong = append(wrong, fields...)
		switch {
		case err != nil || currency == money.EUR:
			wrong = append(wrong, fault.Field{Path: path + "/currency", Code: "unknown", Message: "This is no currency of ISO 4217, or the euro itself."})
		case seen[currency]:
			wrong = append(wrong, fault.Field{Path: path + "/currency", Code: "duplicate", Message: "This currency has a rate already."})
		}
		seen[currency] = true
		out = append(out, resolve.Rate{Currency: currency, PerEUR: per, Day: day})
	}
	return out, wrong
}
