package basket

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/terms"
	"manifold/tenants"
)

// Sellers reads who shows the buyer something, how each prices, and what each asks for beside prices.
func (SQL) Sellers(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID) ([]Seller, error) {
	refs, err := grant.Sellers(ctx, tx, buyer)
	if err != nil {
		return nil, err
	}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	out := make([]Seller, len(refs))
	for i, r := range refs {
		out[i] = Seller{SupplierRef: r.SupplierRef, Region: r.Region, Look: r.Look, Protection: Protection{By: pricing.ByOrderDate}}
	}
	at := places(out)
	if err := policies(ctx, db, out, at); err != nil {
		return nil, fmt.Errorf("basket: policies: %w", err)
	}
	rates, err := references(ctx, db, tx.Now())
	if err != nil {
		return nil, fmt.Errorf("basket: rates: %w", err)
	}
	said, err := pricing.Said(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("basket: conditions: %w", err)
	}
	for i, r := range refs {
		out[i].asked(said[r.ID].Under(r.Terms), r.Terms, rates, tx.Now())
	}
	return out, nil
}

// policies reads how suppliers price; the margin under which they do not go stays theirs.
func policies(ctx context.Context, db pgx.Tx, sellers []Seller, at map[id.CompanyID]int) error {
	rows, err := db.Query(ctx, "SELECT tenant_id, precedence, kinds, floored, shows_list, protection, notice_days, version FROM pricing_policy")
	if err != nil {
		return err
	}
	var tenant [16]byte
	var precedence, protection string
	var kinds []string
	var floored, shows bool
	var notice int
	var version int64
	_, err = pgx.ForEachRow(rows, []any{&tenant, &precedence, &kinds, &floored, &shows, &protection, &notice, &version}, func() error {
		if i, known := at[company(tenant)]; known {
			p := resolve.Policy{Precedence: resolve.Precedence(precedence), ShowsList: shows, Version: version}
			for _, k := range kinds {
				p.Order = append(p.Order, resolve.Kind(k))
			}
			sellers[i].Policy, sellers[i].Floored = p, floored
			sellers[i].Protection = Protection{By: pricing.Protection(protection), NoticeDays: notice}
		}
		return nil
	})
	return err
}

// asked turns what a supplier asks for beside prices into the seller's conditions, all in one currency; what has no rate is left out.
func (s *Seller) asked(c pricing.Conditions, t terms.Terms, rates map[money.Currency]Reference, at time.Time) {
	out := Conditions{LeadDays: c.LeadDays, PaymentDays: paymentDays(t, at)}
	s.Currency = currencyOf(c, t)
	in := func(a money.Amount) *int64 {
		rate, ok := rateOf(a.Currency(), s.Currency, rates)
		if !ok {
			return nil
		}
		minor := rate.apply(a.Minor())
		return &minor
	}
	if m := c.MinimumOrder; m != nil {
		out.MinimumOrder = in(*m)
	}
	if f := c.SmallOrderFee; f != nil {
		out.FeeBelow = in(f.Below)
		if fee := in(f.Fee); fee != nil {
			out.Fee = *fee
		}
	}
	if f := c.Freight; f != nil {
		out.Freight = &Tariff{By: TariffBy(f.By)}
		steps := f.Steps
		if f.By == pricing.FlatFreight {
			steps = []pricing.FreightStep{{Fee: f.Fee}}
		}
		for _, step := range steps {
			if cost := in(step.Fee); cost != nil {
				out.Freight.Steps = append(out.Freight.Steps, TariffStep{From: step.From, Cost: *cost})
			}
		}
		if f.FreeFrom != nil {
			out.FreeFrom = in(*f.FreeFrom)
		}
	}
	if t.FreeFreightFrom != nil {
		out.FreeFrom = in(*t.FreeFreightFrom)
	}
	if d := c.CashDiscount; d != nil {
		out.Percent, out.PercentDays = d.Percent, d.Days
	}
	s.Conditions = out
}

// currencyOf is the currency that conditions are in: the first that one of them names.
func currencyOf(c pricing.Conditions, t terms.Terms) money.Currency {
	switch {
	case c.Freight != nil && c.Freight.By == pricing.FlatFreight:
		return c.Freight.Fee.Currency()
	case c.Freight != nil && len(c.Freight.Steps) > 0:
		return c.Freight.Steps[0].Fee.Currency()
	case c.MinimumOrder != nil:
		return c.MinimumOrder.Currency()
	case c.SmallOrderFee != nil:
		return c.SmallOrderFee.Fee.Currency()
	case t.FreeFreightFrom != nil:
		return t.FreeFreightFrom.Currency()
	default:
		return money.Currency{}
	}
}

// paymentDays is how long after the order is paid; nil where nothing is agreed.
func paymentDays(t terms.Terms, at time.Time) *int {
	days := 0
	if t.PaymentDays != nil {
		days = *t.PaymentDays
	}
	switch t.Payment {
	case "prepaid", "on_delivery":
		days = 0
	case "days":
	case "month_end":
		day := at.UTC()
		end := time.Date(day.Year(), day.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		days += int(end.Sub(day.Truncate(24*time.Hour)).Hours()/24) - 1
	default:
		if t.PaymentDays == nil {
			return nil
		}
	}
	return &days
}
