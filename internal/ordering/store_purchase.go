package ordering

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/matching/own"
	"manifold/internal/pricing"
	"manifold/internal/promotion"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// readFloors reads what no promotion takes the prices of a draft's items below. It is read apart: no buyer's scope sees one, and none leaves.
func readFloors(ctx context.Context, db *tenants.DB, d Draft) (*facts, error) {
	out := &facts{}
	keys := make([]promotion.Key, len(d.Lines))
	for i, l := range d.Lines {
		keys[i] = promotion.Key{Supplier: l.Supplier, Item: l.Item}
	}
	return out, db.Read(ctx, tenants.Projector(tenants.ProjectorFloors), func(_ context.Context, tx *tenants.Tx) (err error) {
		out.floors, err = promotion.FloorsOf(tx, keys)
		return err
	})
}

// read takes all that a draft is priced from, in the buyer's scope, from PostgreSQL.
func (f *facts) read(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID, d Draft) error {
	f.at = tx.Now()
	book := basket.SQL{}
	all, err := book.Sellers(ctx, tx, buyer)
	if err != nil {
		return err
	}
	asked, refs := d.names()
	var sellers []basket.Seller
	for _, s := range all {
		if asked[s.ID] {
			sellers = append(sellers, s)
		}
	}
	if err := promoted(tx, buyer, sellers); err != nil {
		return err
	}
	offers, err := book.Offers(ctx, tx, sellers, refs)
	if err != nil {
		return err
	}
	f.sellers, f.offers = map[id.CompanyID]*basket.Seller{}, map[own.Ref]*basket.Offer{}
	var suppliers tenants.TextArray
	for i := range sellers {
		f.sellers[sellers[i].ID] = &sellers[i]
		suppliers = append(suppliers, sellers[i].ID.UUID())
	}
	for _, o := range offers {
		f.offers[o.Ref] = o
	}
	if f.rates, err = basket.References(ctx, tx); err != nil {
		return err
	}
	if err := f.readTerms(ctx, tx, buyer); err != nil {
		return err
	}
	return f.readWays(tx, suppliers)
}

// names are the suppliers and items that a draft names.
func (d *Draft) names() (suppliers map[id.CompanyID]bool, refs []own.Ref) {
	suppliers = map[id.CompanyID]bool{}
	known := map[own.Ref]bool{}
	for _, l := range d.Lines {
		suppliers[l.Supplier] = true
		if ref := (own.Ref{Supplier: l.Supplier, Item: l.Item}); !known[ref] {
			known[ref] = true
			refs = append(refs, ref)
		}
	}
	return suppliers, refs
}

// promoted gives sellers the promotions that they show the buyer.
func promoted(tx *tenants.Tx, buyer id.CompanyID, sellers []basket.Seller) error {
	var showing []id.CompanyID
	for _, s := range sellers {
		if shown := s.Look.Shown(); shown.Promotions && (shown.Price == grant.PriceList || shown.Price == grant.PriceOwn) {
			showing = append(showing, s.ID)
		}
	}
	if len(showing) == 0 {
		return nil
	}
	offered, err := promotion.For(tx, LastOrders, buyer, showing, tx.Now())
	for i, s := range sellers {
		if o, some := offered[s.ID]; some {
			sellers[i].Promotions, sellers[i].Together, sellers[i].Who = o.Promotions, o.Policy, o.Buyer
		}
	}
	return err
}

// readTerms reads on which terms the buyer trades with its suppliers.
func (f *facts) readTerms(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID) error {
	agreed, err := grant.Sellers(ctx, tx, buyer)
	if err != nil {
		return err
	}
	f.terms = map[id.CompanyID]Terms{}
	for _, a := range agreed {
		s := f.sellers[a.ID]
		if s == nil {
			continue
		}
		t := Terms{Payment: a.Terms.Payment, PaymentDays: a.Terms.PaymentDays, Incoterm: a.Terms.Incoterm, DeliveryPlace: a.Terms.DeliveryPlace, DeliveryDays: s.Conditions.LeadDays}
		if s.Conditions.Percent.IsPositive() {
			t.DiscountPercent, t.DiscountDays = s.Conditions.Percent.String(), s.Conditions.PercentDays
		}
		f.terms[a.ID] = t
	}
	return nil
}

// readWays reads which price suppliers let hold, and within which time they answer.
func (f *facts) readWays(tx *tenants.Tx, suppliers tenants.TextArray) error {
	f.protects, f.answers = map[id.CompanyID]protection{}, map[id.CompanyID]time.Duration{}
	var protects []struct {
		TenantID   id.CompanyID
		Protection pricing.Protection
		NoticeDays int
	}
	if err := tx.Gorm().Raw("SELECT tenant_id, protection, notice_days FROM pricing_policy WHERE tenant_id = ANY (?::uuid[])", suppliers).Scan(&protects).Error; err != nil {
		return err
	}
	for _, p := range protects {
		f.protects[p.TenantID] = protection{p.Protection, p.NoticeDays}
	}
	var answers []struct {
		TenantID    id.CompanyID
		AnswerHours int
	}
	if err := tx.Gorm().Raw("SELECT tenant_id, answer_hours FROM ordering_setting WHERE tenant_id = ANY (?::uuid[])", suppliers).Scan(&answers).Error; err != nil {
		return err
	}
	for _, a := range answers {
		f.answers[a.TenantID] = time.Duration(a.AnswerHours) * time.Hour
	}
	return nil
}

// called is what the buyer of the scope is called at its suppliers.
type called struct{ Name, Code string }

func readCalled(tx *tenants.Tx, buyer id.CompanyID) (map[id.CompanyID]called, error) {
	var rows []struct {
		TenantID     id.CompanyID
		BuyerName    string
		CustomerCode string
	}
	err := tx.Gorm().Raw("SELECT tenant_id, buyer_name, customer_code FROM trading_relationship WHERE buyer_id = ?", buyer).Scan(&rows).Error
	out := make(map[id.CompanyID]called, len(rows))
	for _, r := range rows {
		out[r.TenantID] = called{r.BuyerName, r.CustomerCode}
	}
	return out, err
}

// number gives orders the next numbers of their suppliers, which are locked in the order in which the orders stand; fault.NotFound where the buyer of the scope does not trade
// with one.
func number(tx *tenants.Tx, orders []drawn) error {
	year := tx.Now().UTC().Year()
	suppliers := make(tenants.TextArray, len(orders))
	for i, o := range orders {
		suppliers[i] = o.Supplier.Company.UUID()
	}
	var next []*int64
	if err := tx.Gorm().Raw("SELECT sec.order_number(s, ?) FROM unnest(?::uuid[]) WITH ORDINALITY u(s, n)", year, suppliers).Scan(&next).Error; err != nil {
		return err
	}
	for i, n := range next {
		if n == nil {
			return fault.NotFound
		}
		orders[i].Number = fmt.Sprintf("PO %d-%06d", year, *n)
	}
	return nil
}

type purchaseRow struct {
	BuyerID    id.CompanyID
	ID         id.PurchaseID
	Mode       string
	Reference  string
	PersonID   id.PersonID
	PersonName string
	LeftOut    string    `gorm:"type:jsonb"`
	CreatedAt  time.Time `gorm:"autoCreateTime:false"`
}

// TableName names the table.
func (purchaseRow) TableName() string { return "ordering_purchase" }

// leftOutJSON is how a row holds a line that was not ordered.
type leftOutJSON struct {
	Index    int          `json:"index"`
	Key      string       `json:"key,omitempty"`
	Supplier id.CompanyID `json:"supplier"`
	Item     id.ItemID    `json:"item"`
	Quantity string       `json:"quantity"`
	Code     Code         `json:"code"`
}

func insertPurchase(tx *tenants.Tx, buyer id.CompanyID, by id.PersonID, p Purchase) error {
	left := make([]leftOutJSON, len(p.LeftOut))
	for i, l := range p.LeftOut {
		left[i] = leftOutJSON(l)
	}
	text, err := written(left)
	if err != nil {
		return err
	}
	return tx.Gorm().Create(&purchaseRow{
		BuyerID: buyer, ID: p.ID, Mode: string(p.Mode), Reference: p.Reference, PersonID: by, PersonName: p.Person, LeftOut: text, CreatedAt: p.CreatedAt,
	}).Error
}

// rowsAtOnce are as many rows as one statement writes: each has up to forty columns, and a statement holds no more than 65,535 values.
const rowsAtOnce = 1000

// insertOrders writes the orders of a purchase with their lines and the event that each line begins with.
func insertOrders(tx *tenants.Tx, purchase id.PurchaseID, orders []drawn) error {
	var bought []boughtRow
	var lines []lineRow
	var events []eventRow
	for _, o := range orders {
		row, err := rowOf(o.Order)
		if err != nil {
			return err
		}
		bought = append(bought, boughtRow{row, purchase})
		for i, l := range o.Lines {
			line, err := lineRowOf(o.Order, l, o.receipts[i])
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
		begun, err := eventRowsOf(o.Order, o.Events)
		if err != nil {
			return err
		}
		events = append(events, begun...)
	}
	for _, rows := range []any{&bought, &lines, &events} {
		if err := tx.Gorm().CreateInBatches(rows, rowsAtOnce).Error; err != nil {
			return err
		}
	}
	return nil
}

// readPurchases reads acts of a buyer with their orders: one, or a page of them, the newest first.
func readPurchases(tx *tenants.Tx, buyer id.CompanyID, only id.PurchaseID, r page.Request) (page.Page[Purchase], error) {
	text, args := "SELECT id, mode, reference, person_name, left_out::text AS left_out, created_at FROM ordering_purchase WHERE buyer_id = ?", []any{buyer}
	if !only.IsZero() {
		text, args = text+" AND id = ?", append(args, only)
	}
	if !r.After.IsZero() {
		var at time.Time
		var last id.PurchaseID
		if err := r.After.Into(&at, &last); err != nil {
			return page.Page[Purchase]{}, err
		}
		text, args = text+" AND (created_at, id) < (?, ?::uuid)", append(args, at, last)
	}
	var rows []purchaseRow
	if err := tx.Gorm().Raw(text+" ORDER BY created_at DESC, id DESC LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error; err != nil {
		return page.Page[Purchase]{}, err
	}
	cut := page.Of(r, rows, func(p purchaseRow) page.Cursor { return page.After(p.CreatedAt, p.ID) })
	out := page.Page[Purchase]{Next: cut.Next, Items: make([]Purchase, len(cut.Items))}
	ids := make(tenants.TextArray, len(cut.Items))
	at := map[id.PurchaseID]int{}
	for i, row := range cut.Items {
		var err error
		if out.Items[i], err = row.purchase(); err != nil {
			return out, err
		}
		ids[i], at[row.ID] = row.ID.UUID(), i
	}
	var orders []boughtRow
	if err := tx.Gorm().Raw("SELECT "+orderColumns+", o.purchase_id FROM ordering_order o WHERE o.buyer_id = ? AND o.purchase_id = ANY (?::uuid[]) ORDER BY o.supplier_name, o.id", buyer, ids).Scan(&orders).Error; err != nil {
		return out, err
	}
	for _, o := range orders {
		summary := o.Order.summary()
		summary.Purchase = o.PurchaseID
		p := &out.Items[at[o.PurchaseID]]
		p.Orders = append(p.Orders, summary)
	}
	return out, nil
}

func (r purchaseRow) purchase() (Purchase, error) {
	out := Purchase{ID: r.ID, CreatedAt: r.CreatedAt.UTC(), Mode: Mode(r.Mode), Reference: r.Reference, Person: r.PersonName}
	var left []leftOutJSON
	err := json.Unmarshal([]byte(r.LeftOut), &left)
	for _, l := range left {
		out.LeftOut = append(out.LeftOut, LeftOut(l))
	}
	return out, err
}
