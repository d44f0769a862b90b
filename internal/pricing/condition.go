package pricing

import (
	"context"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// Conditions are what a supplier asks for beside prices. A nil field is inherited.
type Conditions struct {
	MinimumOrder  *money.Amount
	SmallOrderFee *SmallOrderFee
	Freight       *Freight
	LeadDays      *int // on the way
	CashDiscount  *CashDiscount
}

// SmallOrderFee is asked for below a value of goods.
type SmallOrderFee struct{ Below, Fee money.Amount }

// CashDiscount is so many percent less when it is paid within so many days.
type CashDiscount struct {
	Percent decimal.Decimal
	Days    int
}

// FreightBy says what freight is reckoned by.
type FreightBy string

// Kinds of freight tables.
const (
	FlatFreight     FreightBy = "flat"
	FreightByWeight FreightBy = "weight" // of the goods, in kilograms
	FreightByValue  FreightBy = "value"  // of the goods
)

// Freight is a table of what delivery of one order costs.
type Freight struct {
	By       FreightBy
	Fee      money.Amount  // of a flat one
	Steps    []FreightStep // ascending; the first from nothing
	FreeFrom *money.Amount // from this value of goods on there is none
}

// FreightStep is a fee from a value or weight on.
type FreightStep struct {
	From decimal.Decimal
	Fee  money.Amount
}

// Of is the freight of an order of goods of a value and, where it is known, a weight in kilograms; false where it cannot be said: the weight is not
// known, or the goods are of another currency than the table.
func (f Freight) Of(goods money.Amount, kilograms *decimal.Decimal) (money.Amount, bool) {
	if f.FreeFrom != nil {
		if free, err := goods.Cmp(*f.FreeFrom); err == nil && free >= 0 {
			return money.New(0, goods.Currency()), true
		}
	}
	measure := goods.Decimal()
	switch f.By {
	case FlatFreight:
		return f.Fee, true
	case FreightByWeight:
		if kilograms == nil {
			return money.Amount{}, false
		}
		measure = *kilograms
	case FreightByValue:
		if len(f.Steps) == 0 || f.Steps[0].Fee.Currency() != goods.Currency() {
			return money.Amount{}, false
		}
	}
	var out money.Amount
	found := false
	for _, s := range f.Steps {
		if s.From.LessThanOrEqual(measure) {
			out, found = s.Fee, true
		}
	}
	return out, found
}

// Over returns the conditions with what is missing taken from below.
func (c Conditions) Over(below Conditions) Conditions {
	c.MinimumOrder = given(c.MinimumOrder, below.MinimumOrder)
	c.SmallOrderFee = given(c.SmallOrderFee, below.SmallOrderFee)
	c.Freight = given(c.Freight, below.Freight)
	c.LeadDays = given(c.LeadDays, below.LeadDays)
	c.CashDiscount = given(c.CashDiscount, below.CashDiscount)
	return c
}

func given[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

// Under puts agreed terms over the conditions, where they say the same.
func (c Conditions) Under(t terms.Terms) Conditions {
	c.MinimumOrder = given(t.MinimumOrder, c.MinimumOrder)
	if t.FreeFreightFrom != nil && c.Freight != nil {
		freight := *c.Freight
		freight.FreeFrom = t.FreeFreightFrom
		c.Freight = &freight
	}
	return c
}

// ConditionLevel is where conditions are said; each over those before.
type ConditionLevel string

// Levels of conditions.
const (
	ByDefault  ConditionLevel = "default"
	ByRegion   ConditionLevel = "region"
	ByGroup    ConditionLevel = "group"
	ByCustomer ConditionLevel = "customer"
)

// Condition is what one level says.
type Condition struct {
	ID           id.ConditionID
	Level        ConditionLevel
	Region       string
	Group        id.GroupID
	GroupName    string
	Customer     id.CustomerID
	CustomerName string
	Conditions   Conditions
	Version      int64
	UpdatedAt    time.Time
}

// SumDraft is a sum as it came.
type SumDraft struct{ Amount, Currency string }

// ConditionDraft is a level as it came.
type ConditionDraft struct {
	Level         ConditionLevel
	Region        string
	Group         id.GroupID
	Customer      id.CustomerID
	MinimumOrder  *SumDraft
	SmallOrderFee *FeeDraft
	Freight       *FreightDraft
	LeadDays      *int
	CashDiscount  *CashDiscountDraft
}

// FeeDraft is a small-order fee as it came.
type FeeDraft struct{ Below, Fee, Currency string }

// CashDiscountDraft is a cash discount as it came.
type CashDiscountDraft struct {
	Percent string
	Days    int
}

// FreightDraft is a freight table as it came.
type FreightDraft struct {
	By                      FreightBy
	Currency, Fee, FreeFrom string
	Steps                   []StepDraft
}

// StepDraft is a step of freight as it came.
type StepDraft struct{ From, Fee string }

func (d ConditionDraft) read() (Condition, []fault.Field) {
	r := reader{}
	out := Condition{Level: d.Level, Region: strings.TrimSpace(d.Region), Group: d.Group, Customer: d.Customer}
	r.level(d.Level, "/region", ByRegion, out.Region != "")
	r.level(d.Level, "/group", ByGroup, !d.Group.IsZero())
	r.level(d.Level, "/customer", ByCustomer, !d.Customer.IsZero())
	r.path = "/conditions"
	c := &out.Conditions
	if d.MinimumOrder != nil {
		c.MinimumOrder = r.money("/minimum_order/amount", d.MinimumOrder.Amount, r.currency(d.MinimumOrder.Currency))
	}
	if f := d.SmallOrderFee; f != nil {
		currency := r.currency(f.Currency)
		below, fee := r.money("/small_order_fee/below", f.Below, currency), r.money("/small_order_fee/fee", f.Fee, currency)
		if below != nil && fee != nil {
			c.SmallOrderFee = &SmallOrderFee{*below, *fee}
		}
	}
	if d.Freight != nil {
		c.Freight = r.freight(*d.Freight)
	}
	c.LeadDays = d.LeadDays
	if d.CashDiscount != nil {
		percent, field := readPercent("/conditions/cash_discount/percent", d.CashDiscount.Percent)
		if field == nil && (!percent.IsPositive() || percent.GreaterThanOrEqual(decimal.NewFromInt(100))) {
			field = &fault.Field{Path: "/conditions/cash_discount/percent", Code: "out_of_range", Message: "A discount lies between 0 and 100 percent."}
		}
		if field != nil {
			r.wrong = append(r.wrong, *field)
		}
		c.CashDiscount = &CashDiscount{percent, d.CashDiscount.Days}
	}
	return out, r.wrong
}

// level wants a field where the level is its own, and nowhere else.
func (r *reader) level(level ConditionLevel, path string, of ConditionLevel, given bool) {
	switch {
	case level == of && !given:
		r.refuse(path, "required", "Say whom this is for.")
	case level != of && given:
		r.refuse(path, "not_here", "This level is not for that.")
	}
}

// money understands a sum of zero or more.
func (r *reader) money(path, text string, currency money.Currency) *money.Amount {
	if currency.IsZero() {
		return nil
	}
	out, err := money.Parse(text, currency)
	if err != nil || out.Sign() < 0 {
		r.refuse(path, "wrong_form", "This is no amount of its currency.")
		return nil
	}
	return &out
}

func (r *reader) freight(d FreightDraft) *Freight {
	currency := r.currency(d.Currency)
	if currency.IsZero() {
		return nil
	}
	out := &Freight{By: d.By}
	if strings.TrimSpace(d.FreeFrom) != "" {
		out.FreeFrom = r.money("/freight/free_from", d.FreeFrom, currency)
	}
	if d.By == FlatFreight {
		if fee := r.money("/freight/fee", d.Fee, currency); fee != nil {
			out.Fee = *fee
		}
		return out
	}
	if len(d.Steps) == 0 {
		r.refuse("/freight/steps", "required", "Say what freight costs from which value or weight on.")
	}
	for i, s := range d.Steps {
		path := "/freight/steps/" + itoa(i)
		from, wrong := catalog.ReadAmount(r.path+path+"/from", s.From)
		r.wrong = append(r.wrong, wrong...)
		if wrong == nil && (i == 0 && !from.IsZero() || i > 0 && !from.GreaterThan(out.Steps[i-1].From)) {
			r.refuse(path+"/from", "not_ascending", "The first step is from 0, each other one above the one before.")
		}
		step := FreightStep{From: from}
		if fee := r.money(path+"/fee", s.Fee, currency); fee != nil {
			step.Fee = *fee
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// Conditions answers what a supplier says level by level, from the default to the nearest.
func (s *Service) Conditions(ctx context.Context, company id.CompanyID) (out []Condition, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		out, err = listConditions(tx, company)
		return err
	})
	return out, err
}

// PutCondition says what one level says; a version that is given has to be that which stands.
func (s *Service) PutCondition(ctx context.Context, company id.CompanyID, version *int64, draft ConditionDraft) (out Condition, err error) {
	err = s.write(ctx, company, maySetConditions, func(ctx context.Context, tx *tenants.Tx) error {
		condition, wrong := draft.read()
		strange, err := strangers(tx, company, condition.Group, condition.Customer)
		if err != nil {
			return err
		}
		if wrong = append(wrong, strange...); len(wrong) > 0 {
			return fault.Invalid.With(wrong...)
		}
		if out, err = putCondition(tx, company, condition, version); err != nil {
			return err
		}
		if err := s.note(ctx, tx, "pricing.conditions_changed", out.ID.String(), map[string]any{"level": string(out.Level)}); err != nil {
			return err
		}
		return changed(ctx, tx, out.ID.String())
	})
	return out, err
}

// DeleteCondition lets a level inherit everything.
func (s *Service) DeleteCondition(ctx context.Context, company id.CompanyID, of id.ConditionID) error {
	return s.write(ctx, company, maySetConditions, func(ctx context.Context, tx *tenants.Tx) error {
		level, err := deleteCondition(tx, company, of)
		if err != nil {
			return err
		}
		if err := s.note(ctx, tx, "pricing.conditions_removed", of.String(), map[string]any{"level": string(level)}); err != nil {
			return err
		}
		return changed(ctx, tx, of.String())
	})
}

// Resolved is what holds for one relationship beside prices.
type Resolved struct {
	Conditions Conditions
	Policy     Policy
}

// ConditionsFor answers what holds for a customer: all levels and the agreed terms put over each other.
func (s *Service) ConditionsFor(ctx context.Context, company id.CompanyID, customer id.CustomerID) (out Resolved, err error) {
	err = s.read(ctx, company, mayRead, func(tx *tenants.Tx) error {
		strange, err := strangers(tx, company, id.GroupID{}, customer)
		if err != nil {
			return err
		}
		if len(strange) > 0 {
			return fault.NotFound
		}
		who, err := StandingOf(tx, company, customer)
		if err != nil {
			return err
		}
		if out.Conditions, _, err = ForCustomer(tx, company, who); err != nil {
			return err
		}
		out.Policy, err = readPolicy(tx, company)
		return err
	})
	return out, err
}

// ForCustomer answers, in the supplier's own scope, what is asked of a customer beside prices, and the terms agreed with it, which are in that already.
func ForCustomer(tx *tenants.Tx, tenant id.CompanyID, who Standing) (Conditions, terms.Terms, error) {
	out, err := conditionsOf(tx, tenant, who)
	if err != nil || who.Customer.IsZero() {
		return out, terms.Terms{}, err
	}
	agreed, err := termsOf(tx, tenant, who.Customer)
	return out.Under(agreed), agreed, err
}

// ConditionsHere answers what a supplier asks of a buyer; fault.NotFound without an approved relationship.
func (s *Service) ConditionsHere(ctx context.Context, buyer, supplier id.CompanyID) (out Resolved, err error) {
	scope, err := authz.Looking(ctx, buyer, supplier, mayReadConditions)
	if err != nil {
		return out, err
	}
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if _, err := grant.InPair(tx, supplier, buyer); err != nil {
			return err
		}
		found, err := ForRelationships(tx, []id.CompanyID{supplier})
		if err != nil {
			return err
		}
		here, there := found[supplier]
		if !there {
			return fault.NotFound
		}
		out = here
		return nil
	})
	return out, err
}
