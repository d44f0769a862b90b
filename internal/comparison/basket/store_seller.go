package basket

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// Sellers reads who shows the buyer something, how each prices, and what each asks for beside prices.
func (SQL) Sellers(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID) ([]Seller, error) {
	refs, err := grant.Sellers(tx, buyer)
	if err != nil {
		return nil, err
	}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	out := make([]Seller, len(refs))
	for i, r := range refs {
		out[i] = Seller{SupplierRef: r.SupplierRef, Look: r.Look}
	}
	at := places(out)
	if err := policies(ctx, db, out, at); err != nil {
		return nil, fmt.Errorf("basket: policies: %w", err)
	}
	rates, err := references(ctx, db, tx.Now())
	if err != nil {
		return nil, fmt.Errorf("basket: rates: %w", err)
	}
	asks, err := conditions(ctx, db)
	if err != nil {
		return nil, fmt.Errorf("basket: conditions: %w", err)
	}
	for i, r := range refs {
		asks[r.ID].over(r.Terms).into(&out[i], rates, tx.Now())
	}
	return out, nil
}

// policies reads how suppliers price; the margin under which they do not go stays theirs.
func policies(ctx context.Context, db pgx.Tx, sellers []Seller, at map[id.CompanyID]int) error {
	rows, err := db.Query(ctx, "SELECT tenant_id, precedence, kinds, floored, shows_list, version FROM pricing_policy")
	if err != nil {
		return err
	}
	var tenant [16]byte
	var precedence string
	var kinds []string
	var floored, shows bool
	var version int64
	_, err = pgx.ForEachRow(rows, []any{&tenant, &precedence, &kinds, &floored, &shows, &version}, func() error {
		if i, known := at[company(tenant)]; known {
			p := resolve.Policy{Precedence: resolve.Precedence(precedence), ShowsList: shows, Version: version}
			for _, k := range kinds {
				p.Order = append(p.Order, resolve.Kind(k))
			}
			sellers[i].Policy, sellers[i].Floored = p, floored
		}
		return nil
	})
	return err
}

// asks are conditions as they stand in the database; a field that is missing is inherited.
type asks struct {
	MinimumOrder *sum `json:"minimum_order"`
	SmallOrder   *struct {
		Below    decimal.Decimal `json:"below"`
		Fee      decimal.Decimal `json:"fee"`
		Currency string          `json:"currency"`
	} `json:"small_order_fee"`
	Freight *struct {
		By       string           `json:"by"`
		Currency string           `json:"currency"`
		Fee      *decimal.Decimal `json:"fee"`
		Steps    []struct {
			From decimal.Decimal `json:"from"`
			Fee  decimal.Decimal `json:"fee"`
		} `json:"steps"`
		FreeFrom *decimal.Decimal `json:"free_from"`
	} `json:"freight"`
	LeadDays     *int `json:"lead_days"`
	CashDiscount *struct {
		Percent decimal.Decimal `json:"percent"`
		Days    int             `json:"days"`
	} `json:"cash_discount"`

	freeFrom *sum // of the agreed terms
	payment  string
	days     *int
}

// sum is an amount with its currency.
type sum struct {
	Amount   decimal.Decimal `json:"amount"`
	Currency string          `json:"currency"`
}

// conditions reads those that are for the buyer, the nearer level over the farther.
func conditions(ctx context.Context, db pgx.Tx) (map[id.CompanyID]asks, error) {
	rows, err := db.Query(ctx, "SELECT tenant_id, conditions::text FROM pricing_condition ORDER BY tenant_id, array_position('{default,region,group,customer}', level), length(region)")
	if err != nil {
		return nil, err
	}
	out := map[id.CompanyID]asks{}
	var tenant [16]byte
	var text string
	_, err = pgx.ForEachRow(rows, []any{&tenant, &text}, func() error {
		of := out[company(tenant)]
		err := json.Unmarshal([]byte(text), &of) // fields that are missing stay as they are
		out[company(tenant)] = of
		return err
	})
	return out, err
}

// over puts the agreed terms over conditions: what they say the same, the terms say.
func (a asks) over(t terms.Terms) asks {
	if t.MinimumOrder != nil {
		a.MinimumOrder = &sum{t.MinimumOrder.Decimal(), t.MinimumOrder.Currency().Code()}
	}
	if t.FreeFreightFrom != nil {
		a.freeFrom = &sum{t.FreeFreightFrom.Decimal(), t.FreeFreightFrom.Currency().Code()}
	}
	a.payment, a.days = t.Payment, t.PaymentDays
	return a
}

// currency is the one that conditions are in: the first that one of them names.
func (a asks) currency() money.Currency {
	var names []string
	if a.Freight != nil {
		names = append(names, a.Freight.Currency)
	}
	if a.MinimumOrder != nil {
		names = append(names, a.MinimumOrder.Currency)
	}
	if a.SmallOrder != nil {
		names = append(names, a.SmallOrder.Currency)
	}
	if a.freeFrom != nil {
		names = append(names, a.freeFrom.Currency)
	}
	for _, name := range names {
		if c, err := money.ParseCurrency(name); err == nil {
			return c
		}
	}
	return money.Currency{}
}

// into gives a seller its conditions, all in one currency; what has no rate is left out.
func (a asks) into(s *Seller, rates map[money.Currency]Reference, at time.Time) {
	c := Conditions{LeadDays: a.LeadDays, PaymentDays: a.paymentDays(at)}
	s.Currency = a.currency()
	in := func(value decimal.Decimal, code string) *int64 {
		from, err := money.ParseCurrency(code)
		if err != nil {
			return nil
		}
		amount, err := money.Round(value, from, money.HalfUp)
		rate, ok := rateOf(from, s.Currency, rates)
		if err != nil || !ok {
			return nil
		}
		minor := rate.apply(amount.Minor())
		return &minor
	}
	if m := a.MinimumOrder; m != nil {
		c.MinimumOrder = in(m.Amount, m.Currency)
	}
	if f := a.SmallOrder; f != nil {
		c.FeeBelow = in(f.Below, f.Currency)
		if fee := in(f.Fee, f.Currency); fee != nil {
			c.Fee = *fee
		}
	}
	if f := a.Freight; f != nil {
		c.Freight = &Tariff{By: TariffBy(f.By)}
		if f.Fee != nil {
			if cost := in(*f.Fee, f.Currency); cost != nil {
				c.Freight.Steps = append(c.Freight.Steps, TariffStep{Cost: *cost})
			}
		}
		for _, step := range f.Steps {
			if cost := in(step.Fee, f.Currency); cost != nil {
				c.Freight.Steps = append(c.Freight.Steps, TariffStep{From: step.From, Cost: *cost})
			}
		}
		if f.FreeFrom != nil {
			c.FreeFrom = in(*f.FreeFrom, f.Currency)
		}
	}
	if f := a.freeFrom; f != nil {
		c.FreeFrom = in(f.Amount, f.Currency)
	}
	if d := a.CashDiscount; d != nil {
		c.Percent, c.PercentDays = d.Percent, d.Days
	}
	s.Conditions = c
}

// paymentDays is how long after the order is paid; nil where nothing is agreed.
func (a asks) paymentDays(at time.Time) *int {
	days := 0
	if a.days != nil {
		days = *a.days
	}
	switch a.payment {
	case "prepaid", "on_delivery":
		days = 0
	case "days":
	case "month_end":
		day := at.UTC()
		end := time.Date(day.Year(), day.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		days += int(end.Sub(day.Truncate(24*time.Hour)).Hours()/24) - 1
	default:
		if a.days == nil {
			return nil
		}
	}
	return &days
}
