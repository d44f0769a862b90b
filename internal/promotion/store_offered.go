package promotion

import (
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion/combine"
	"manifold/tenants"
)

// Offered are the promotions of a supplier that are for a buyer, with all that combine needs to know of both.
type Offered struct {
	Promotions []combine.Promotion
	Policy     combine.Policy
	Buyer      combine.Buyer
}

// offeredColumns are those that a buyer's scope reads.
const offeredColumns = "tenant_id, id, name, kind, state, archived, currency, priority, rule::text AS rule, asks_coupon, newcomers, away_days, valid_from, valid_until, per_buyer, used_up, version, updated_at"

// shown is a promotion as a buyer's scope reads it.
type shown struct {
	Promotion
	byCode, usedUp bool
}

// weighed is what combine needs. Groups, regions and codes were looked at by the database: what is not for the buyer is not there.
func (s shown) weighed() combine.Promotion {
	out := s.Terms.weighed(s.ID, s.Version)
	out.Running, out.UsedUp, out.Funding = true, s.usedUp, combine.Funding{}
	return out
}

// Channel is how buyers of the hub come.
const Channel = "hub"

// For reads, in a buyer's scope, the promotions of suppliers that are for its buyer now. A supplier without any is not in the answer. Whether
// promotions of a supplier may be shown at all, grant.Disclosure decides once more. What a floor forbids is not looked at here: see Floors.
func For(tx *tenants.Tx, orders Orders, buyer id.CompanyID, suppliers []id.CompanyID, now time.Time) (map[id.CompanyID]Offered, error) {
	out, err := Standing(tx, buyer, suppliers, now)
	if err != nil {
		return nil, err
	}
	return out, orders.Date(tx, buyer, out)
}

// Standing reads what For reads but for when the buyer last ordered, which each day changes and Orders.Date adds: this alone is good until an event tells that
// promotions moved, or one begins or ends.
func Standing(tx *tenants.Tx, buyer id.CompanyID, suppliers []id.CompanyID, now time.Time) (map[id.CompanyID]Offered, error) {
	found, err := offered(tx, suppliers)
	if err != nil {
		return nil, err
	}
	used, err := usedBy(tx, buyer, suppliers)
	if err != nil {
		return nil, err
	}
	policies, err := policiesOf(tx, suppliers)
	if err != nil {
		return nil, err
	}
	out := map[id.CompanyID]Offered{}
	for supplier, promotions := range found {
		o := Offered{Policy: policies[supplier].Policy, Buyer: combine.Buyer{Channel: Channel, Used: used[supplier]}}
		if o.Policy.Mode == "" {
			o.Policy = usual.Policy
		}
		for _, s := range promotions {
			if s.State(now) == Running {
				o.Promotions = append(o.Promotions, s.weighed())
			}
		}
		out[supplier] = o
	}
	return out, nil
}

// offered reads what a pair's or a buyer's scope is shown of suppliers' promotions.
func offered(tx *tenants.Tx, suppliers []id.CompanyID) (map[id.CompanyID][]shown, error) {
	var rows []row
	err := tx.Gorm().Raw("SELECT "+offeredColumns+" FROM promotion_action WHERE tenant_id = ANY (?::uuid[]) ORDER BY tenant_id, name, id", texts(suppliers)).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := map[id.CompanyID][]shown{}
	for _, r := range rows {
		p, err := r.promotion()
		if err != nil {
			return nil, err
		}
		out[r.TenantID] = append(out[r.TenantID], shown{p, r.AsksCoupon, r.UsedUp})
	}
	return out, nil
}

// usedBy counts how often a buyer used promotions of suppliers.
func usedBy(tx *tenants.Tx, buyer id.CompanyID, suppliers []id.CompanyID) (map[id.CompanyID]map[id.PromotionID]int, error) {
	var rows []struct {
		TenantID    id.CompanyID
		PromotionID id.PromotionID
		N           int
	}
	err := tx.Gorm().Raw("SELECT tenant_id, promotion_id, count(*) AS n FROM promotion_use WHERE buyer_id = ? AND tenant_id = ANY (?::uuid[]) AND released_at IS NULL GROUP BY 1, 2",
		buyer, texts(suppliers)).Scan(&rows).Error
	out := map[id.CompanyID]map[id.PromotionID]int{}
	for _, r := range rows {
		if out[r.TenantID] == nil {
			out[r.TenantID] = map[id.PromotionID]int{}
		}
		out[r.TenantID][r.PromotionID] = r.N
	}
	return out, err
}

// companyOf is the company that trades as a customer; zero for none.
func companyOf(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) (buyer id.CompanyID, err error) {
	var found []id.CompanyID
	err = tx.Gorm().Raw("SELECT buyer_id FROM trading_relationship WHERE tenant_id = ? AND customer_id = ? ORDER BY state = 'approved' DESC, buyer_id LIMIT 1", tenant, customer).Scan(&found).Error
	if len(found) > 0 {
		buyer = found[0]
	}
	return buyer, err
}

// usedByCustomer counts what the company of a customer used of promotions, and names those whose code it gave.
func usedByCustomer(tx *tenants.Tx, tenant id.CompanyID, customer id.CustomerID) (used map[id.PromotionID]int, given []id.PromotionID, err error) {
	var rows []struct {
		PromotionID id.PromotionID
		N           int
		Given       bool
	}
	err = tx.Gorm().Raw(`WITH who AS (SELECT buyer_id FROM trading_relationship WHERE tenant_id = @tenant AND customer_id = @customer)
SELECT promotion_id, count(*) AS n, false AS given FROM promotion_use WHERE tenant_id = @tenant AND buyer_id IN (SELECT buyer_id FROM who) AND released_at IS NULL GROUP BY 1
UNION ALL SELECT DISTINCT promotion_id, 0, true FROM promotion_claim WHERE tenant_id = @tenant AND buyer_id IN (SELECT buyer_id FROM who) ORDER BY 3, 1`,
		map[string]any{"tenant": tenant, "customer": customer}).Scan(&rows).Error
	used = map[id.PromotionID]int{}
	for _, r := range rows {
		if r.Given {
			given = append(given, r.PromotionID)
		} else {
			used[r.PromotionID] = r.N
		}
	}
	return used, given, err
}

func policiesOf(tx *tenants.Tx, suppliers []id.CompanyID) (map[id.CompanyID]Policy, error) {
	var rows []policyRow
	err := tx.Gorm().Raw("SELECT tenant_id, mode, most_per_line, most_percent, version FROM promotion_policy WHERE tenant_id = ANY (?::uuid[])", texts(suppliers)).Scan(&rows).Error
	out := map[id.CompanyID]Policy{}
	for _, r := range rows {
		out[r.TenantID] = r.policy()
	}
	return out, err
}

// Key names an item of a supplier.
type Key struct {
	Supplier id.CompanyID
	Item     id.ItemID
}

// FloorsOf reads the floors of items, in the scope of their supplier or of the projector of floors: the price that leaves the supplier's least margin over the
// cost. Items without a cost, or of suppliers without a margin, have none.
func FloorsOf(tx *tenants.Tx, items []Key) (map[Key]money.UnitPrice, error) {
	suppliers, names := make(tenants.TextArray, len(items)), make(tenants.TextArray, len(items))
	for i, k := range items {
		suppliers[i], names[i] = k.Supplier.UUID(), k.Item.UUID()
	}
	var rows []struct {
		TenantID id.CompanyID
		ItemID   id.ItemID
		Currency money.Currency
		Cost     decimal.Decimal
		Margin   decimal.Decimal
	}
	err := tx.Gorm().Raw(`SELECT c.tenant_id, c.item_id, c.currency, c.cost, p.floor_margin AS margin
FROM unnest(?::uuid[], ?::uuid[]) AS w(tenant_id, item_id) JOIN pricing_policy p ON p.tenant_id = w.tenant_id AND p.floor_margin IS NOT NULL
JOIN pricing_cost c ON c.tenant_id = w.tenant_id AND c.item_id = w.item_id`, suppliers, names).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make(map[Key]money.UnitPrice, len(rows))
	for _, r := range rows {
		cost, err := money.NewUnitPrice(r.Cost, r.Currency)
		if err != nil {
			return nil, err
		}
		if floor, ok := resolve.AtMargin(cost, r.Margin); ok {
			out[Key{r.TenantID, r.ItemID}] = floor
		}
	}
	return out, nil
}

// useJSON is a use as the function that counts reads it.
type useJSON struct {
	Supplier  string `json:"supplier"`
	Promotion string `json:"promotion"`
	Order     string `json:"order"`
	Currency  string `json:"currency"`
	Amount    string `json:"amount"`
}

// count asks the database to count uses, and answers their outcomes.
func count(tx *tenants.Tx, uses []useJSON) (outcomes []struct{ Promotion, Outcome string }, err error) {
	text, err := json.Marshal(uses)
	if err != nil {
		return nil, err
	}
	return outcomes, tx.Gorm().Raw("SELECT promotion::text AS promotion, outcome FROM sec.use_promotions(?::jsonb, ?)", string(text), tx.Now()).Scan(&outcomes).Error
}

func release(tx *tenants.Tx, supplier id.CompanyID, orders []string) (freed int64, err error) {
	return freed, tx.Gorm().Raw("SELECT sec.release_promotions(?, ?::uuid[], ?)", supplier, tenants.TextArray(orders), tx.Now()).Scan(&freed).Error
}

// claim notes a code; errCode where it fits nothing.
func claim(tx *tenants.Tx, supplier id.CompanyID, code string) (id.PromotionID, error) {
	var found []*id.PromotionID
	if err := tx.Gorm().Raw("SELECT sec.claim_coupon(?, ?, ?)", supplier, code, tx.Now()).Scan(&found).Error; err != nil {
		return id.PromotionID{}, err
	}
	if len(found) == 0 || found[0] == nil || found[0].IsZero() {
		return id.PromotionID{}, errCode.With(fault.Field{Path: "/code", Code: "unknown", Message: errCode.Text()})
	}
	return *found[0], nil
}
