package credit

import (
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/tenants"
)

// mineRow is an account as its buyer may read it.
type mineRow struct {
	TenantID    id.CompanyID
	Name        string
	Shown       bool
	Currency    money.Currency
	CreditLimit *int64
	LimitUntil  *time.Time
	OverLimit   *string
	Overdue     *string
	OverdueDays *int
	OnHard      *string
	PrepaidOnly *bool
	Stopped     *bool
	Invoiced    *int64
	Delivered   *int64
	Reserved    *int64
	Prepaid     *int64
	Agreed      *int64
	Late        bool
}

func (r mineRow) mine() Mine {
	return Mine{Supplier: r.TenantID, Name: r.Name, Account: Account{
		Terms: Terms{
			Currency: r.Currency, Limit: r.CreditLimit, LimitUntil: optional.Value(r.LimitUntil), OverLimit: Hold(optional.Value(r.OverLimit)), Overdue: Hold(optional.Value(r.Overdue)), OverdueDays: optional.Value(r.OverdueDays),
			OnHard: OnHard(optional.Value(r.OnHard)), PrepaidOnly: optional.Value(r.PrepaidOnly), Stopped: optional.Value(r.Stopped), Shown: r.Shown,
		},
		Sums: Sums{optional.Value(r.Invoiced), optional.Value(r.Delivered), optional.Value(r.Reserved), optional.Value(r.Prepaid), optional.Value(r.Agreed)},
		Late: r.Late,
	}}
}

// readMine reads the accounts of the buyer of the scope, by the supplier's name, with what is open and what waits.
func readMine(tx *tenants.Tx) ([]Mine, error) {
	var rows []mineRow
	err := tx.Gorm().Raw(`SELECT c.*, coalesce(p.name, '') AS name FROM sec.my_credit(?) c LEFT JOIN trading_supplier_profile p ON p.tenant_id = c.tenant_id ORDER BY name, c.tenant_id`, tx.Now()).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Mine, len(rows))
	at := map[id.CompanyID]int{}
	for i, r := range rows {
		out[i], at[r.TenantID] = r.mine(), i
	}
	var invoices []invoiceRow
	if err := tx.Gorm().Raw("SELECT tenant_id, number, amount, open, issued_on, due_on FROM sec.my_credit_invoices()").Scan(&invoices).Error; err != nil {
		return nil, err
	}
	for _, r := range invoices {
		if i, known := at[r.TenantID]; known {
			out[i].Invoices = append(out[i].Invoices, r.invoice())
		}
	}
	var holds []struct {
		TenantID id.CompanyID
		OrderID  id.OrderID
		Number   string
		Since    time.Time
		Reasons  tenants.TextArray
		Amount   *int64
		Waits    *int64
	}
	if err := tx.Gorm().Raw("SELECT tenant_id, order_id, number, since, reasons, amount, waits FROM sec.my_credit_holds()").Scan(&holds).Error; err != nil {
		return nil, err
	}
	for _, h := range holds {
		i, known := at[h.TenantID]
		if !known {
			continue
		}
		waiting := Waiting{Order: h.OrderID, Number: h.Number, Since: h.Since.UTC(), Amount: h.Amount, Waits: h.Waits}
		for _, r := range h.Reasons {
			waiting.Reasons = append(waiting.Reasons, Reason(r))
		}
		out[i].Waiting = append(out[i].Waiting, waiting)
	}
	return out, nil
}
