package credit

import (
	"context"
	"encoding/json"
	"math/big"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/optional"
	"manifold/internal/pricing"
	"manifold/tenants"
)

// askJSON is an ask as the database's function takes it.
type askJSON struct {
	Supplier string `json:"supplier"`
	Order    string `json:"order"`
	Currency string `json:"currency"`
	Amount   int64  `json:"amount"`
	To       string `json:"to,omitempty"`
	Rate     string `json:"rate,omitempty"`
}

// Reserve takes credit for orders in the scope of their buyer, and answers the outcome of each and nothing more. The same order again is set anew; zero gives all back. A caller that
// needs all of them rolls back. Accounts are locked in one order for everybody, until the caller's transaction ends. Where an account is in another currency than its order, the hub's
// reference rate of the day counts, and is frozen.
func Reserve(tx *tenants.Tx, asks []Ask) (map[id.OrderID]Outcome, error) {
	currencies, err := currenciesOf(tx, asks)
	if err != nil {
		return nil, err
	}
	var rates map[money.Currency]decimal.Decimal
	lines := make([]askJSON, len(asks))
	for i, a := range asks {
		lines[i] = askJSON{Supplier: a.Supplier.UUID(), Order: a.Order.UUID(), Currency: a.Amount.Currency().Code(), Amount: a.Amount.Minor()}
		to := currencies[a.Supplier]
		if to.IsZero() || to == a.Amount.Currency() {
			continue
		}
		if rates == nil {
			if rates, err = perEUR(tx); err != nil {
				return nil, err
			}
		}
		if rate, known := minorRate(a.Amount.Currency(), to, rates); known {
			lines[i].To, lines[i].Rate = to.Code(), rate.FloatString(12)
		}
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return nil, err
	}
	return outcomes(tx, "SELECT id, outcome FROM sec.reserve_credit(?::jsonb, ?)", string(text), tx.Now())
}

func currenciesOf(tx *tenants.Tx, asks []Ask) (map[id.CompanyID]money.Currency, error) {
	suppliers := make(tenants.TextArray, len(asks))
	for i, a := range asks {
		suppliers[i] = a.Supplier.UUID()
	}
	var rows []struct {
		TenantID id.CompanyID
		Currency money.Currency
	}
	err := tx.Gorm().Raw("SELECT tenant_id, currency FROM sec.my_credit_currencies(?::uuid[])", suppliers).Scan(&rows).Error
	out := make(map[id.CompanyID]money.Currency, len(rows))
	for _, r := range rows {
		out[r.TenantID] = r.Currency
	}
	return out, err
}

// perEUR is how much of each currency a euro is today.
func perEUR(tx *tenants.Tx) (map[money.Currency]decimal.Decimal, error) {
	rates, err := pricing.RatesOn(tx, tx.Now())
	out := map[money.Currency]decimal.Decimal{money.EUR: decimal.NewFromInt(1)}
	for _, r := range rates {
		out[r.Currency] = r.PerEUR
	}
	return out, err
}

// minorRate is how many minor units of one currency are a minor unit of another; false where the hub has no rate.
func minorRate(from, to money.Currency, rates map[money.Currency]decimal.Decimal) (*big.Rat, bool) {
	a, b := rates[from], rates[to]
	if !a.IsPositive() || !b.IsPositive() {
		return nil, false
	}
	shift := decimal.New(1, int32(to.Digits()-from.Digits())).Rat()
	return new(big.Rat).Mul(new(big.Rat).Quo(b.Rat(), a.Rat()), shift), true
}

// Number says which numbers orders got that the buyer of the scope took credit for.
func Number(tx *tenants.Tx, numbers map[id.OrderID]string) error {
	type named struct {
		Order  string `json:"order"`
		Number string `json:"number"`
	}
	var all []named
	for order, number := range numbers {
		all = append(all, named{order.UUID(), number})
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	var n int64
	return tx.Gorm().Raw("SELECT sec.name_credit(?::jsonb)", string(text)).Scan(&n).Error
}

// Follow lets the credit of an order follow what it comes to now and what of that has left, in minor units of the order's currency, in the scope of either side. Where it comes to more,
// it passes the gate: ErrRefused where it is not to. Orders that wait no longer, because room came, are told of. Of an order that took no credit nothing happens.
func Follow(ctx context.Context, tx *tenants.Tx, supplier, buyer id.CompanyID, order id.OrderID, total, shipped int64) error {
	got, err := outcomes(tx, "SELECT id, outcome FROM sec.follow_credit(?, ?, ?, ?)", order, total, shipped, tx.Now())
	if err != nil || len(got) == 0 {
		return err
	}
	if got[order] == OutcomeRefused {
		return ErrRefused
	}
	var lifted []id.OrderID
	for other, outcome := range got {
		if outcome == outcomeLifted {
			lifted = append(lifted, other)
		}
	}
	return tellChanged(ctx, tx, supplier, buyer, lifted)
}

func outcomes(tx *tenants.Tx, query string, args ...any) (map[id.OrderID]Outcome, error) {
	var rows []struct {
		ID      id.OrderID
		Outcome string
	}
	err := tx.Gorm().Raw(query, args...).Scan(&rows).Error
	out := make(map[id.OrderID]Outcome, len(rows))
	for _, r := range rows {
		out[r.ID] = Outcome(r.Outcome)
	}
	return out, err
}

// HoldOf is what an order meets at the supplier of the scope; NoHold where it took no credit.
func HoldOf(tx *tenants.Tx, supplier id.CompanyID, order id.OrderID) (Hold, error) {
	var found []string
	err := tx.Gorm().Raw("SELECT hold FROM credit_reservation WHERE tenant_id = ? AND order_id = ?", supplier, order).Scan(&found).Error
	if err != nil || len(found) == 0 {
		return NoHold, err
	}
	return Hold(found[0]), nil
}

// heldRow is a reservation as its supplier reads it.
type heldRow struct {
	OrderID   id.OrderID
	Number    string
	BuyerID   id.CompanyID
	BuyerName string
	Currency  money.Currency
	Amount    int64
	Reserved  int64
	Passed    int64
	Hold      string
	Reasons   tenants.TextArray
	Since     time.Time
	Decision  string
	Reason    string
	Person    string
	DecidedAt *time.Time
}

func (r heldRow) held() Held {
	out := Held{
		Order: r.OrderID, Number: r.Number, Buyer: r.BuyerID, BuyerName: r.BuyerName, Currency: r.Currency, Amount: r.Amount, Reserved: r.Reserved, Passed: r.Passed, Hold: Hold(r.Hold),
		Since: r.Since.UTC(), Decision: r.Decision, Reason: r.Reason, Person: r.Person, DecidedAt: optional.Value(r.DecidedAt).UTC(),
	}
	if r.DecidedAt == nil {
		out.DecidedAt = time.Time{}
	}
	for _, reason := range r.Reasons {
		out.Reasons = append(out.Reasons, Reason(reason))
	}
	return out
}

const heldSelect = `SELECT v.order_id, v.number, v.buyer_id, coalesce(b.buyer_name, '') AS buyer_name, a.currency, v.amount, v.reserved, v.passed, v.hold, v.reasons, v.since, v.decision, v.reason, v.person, v.decided_at
FROM credit_reservation v JOIN credit_account a ON a.tenant_id = v.tenant_id AND a.buyer_id = v.buyer_id
LEFT JOIN trading_relationship b ON b.tenant_id = v.tenant_id AND b.buyer_id = v.buyer_id WHERE v.tenant_id = ?`

// heldBy are the orders that meet a hold at a supplier, those that have waited longest first; of one buyer, or of all.
func heldBy(tx *tenants.Tx, supplier, buyer id.CompanyID) ([]Held, error) {
	text, args := heldSelect+" AND v.hold <> 'none'", []any{supplier}
	if !buyer.IsZero() {
		text, args = text+" AND v.buyer_id = ?", append(args, buyer)
	}
	return readHeld(tx, text+" ORDER BY v.since, v.order_id LIMIT 500", args...)
}

// oneHeld is what an order takes at a supplier, or fault.NotFound.
func oneHeld(tx *tenants.Tx, supplier id.CompanyID, order id.OrderID) (Held, error) {
	found, err := readHeld(tx, heldSelect+" AND v.order_id = ?", supplier, order)
	if err != nil {
		return Held{}, err
	}
	if len(found) == 0 {
		return Held{}, fault.NotFound
	}
	return found[0], nil
}

func readHeld(tx *tenants.Tx, text string, args ...any) ([]Held, error) {
	var rows []heldRow
	err := tx.Gorm().Raw(text, args...).Scan(&rows).Error
	out := make([]Held, len(rows))
	for i, r := range rows {
		out[i] = r.held()
	}
	return out, err
}

// decide notes what the desk said; false where there is nothing to decide.
func decide(tx *tenants.Tx, order id.OrderID, d Decision, reason, person string) (bool, error) {
	var outcome string
	err := tx.Gorm().Raw("SELECT sec.decide_credit(?, ?, ?, ?, ?)", order, string(d), reason, person, tx.Now()).Scan(&outcome).Error
	return outcome == "decided", err
}
