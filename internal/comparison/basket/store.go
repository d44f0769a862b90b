package basket

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Book answers what there is to know of suppliers and items for the buyer of a scope: PostgreSQL, or a copy of it in memory that says the same.
type Book interface {
	// Sellers are the suppliers that show the buyer something now, by id.
	Sellers(ctx context.Context, tx *tenants.Tx, buyer id.CompanyID) ([]Seller, error)
	// Offers are those of the items that the buyer sees, in the order of the refs; what it does not see is left out.
	Offers(ctx context.Context, tx *tenants.Tx, sellers []Seller, refs []own.Ref) ([]*Offer, error)
	// Members are those of the items that the buyer sees, each with the product that it is in; sellers are all that Sellers answered.
	Members(ctx context.Context, tx *tenants.Tx, sellers []Seller, refs []own.Ref) ([]own.Member, error)
	// Within are the items of products that the buyer sees.
	Within(ctx context.Context, tx *tenants.Tx, sellers []Seller, products []id.ProductID) ([]own.Member, error)
}

// SQL is the book that PostgreSQL is: a fixed number of statements, whatever the number of suppliers, each under row security.
type SQL struct{}

var _ Book = SQL{}

// places finds sellers by id.
func places(sellers []Seller) map[id.CompanyID]int {
	out := make(map[id.CompanyID]int, len(sellers))
	for i, s := range sellers {
		out[s.ID] = i
	}
	return out
}

// columns are refs as two arrays of SQL.
func columns(refs []own.Ref) (suppliers, items []pgtype.UUID) {
	suppliers, items = make([]pgtype.UUID, len(refs)), make([]pgtype.UUID, len(refs))
	for i, r := range refs {
		suppliers[i], items[i] = uuid(r.Supplier.Bytes()), uuid(r.Item.Bytes())
	}
	return suppliers, items
}

func uuid(bytes [16]byte) pgtype.UUID { return pgtype.UUID{Bytes: bytes, Valid: true} }

func company(u [16]byte) id.CompanyID { return id.FromUUID[id.Company](u) }
func item(u [16]byte) id.ItemID       { return id.FromUUID[id.Item](u) }

// number is a numeric column; NULL is zero.
func number(n pgtype.Numeric) decimal.Decimal {
	if !n.Valid || n.Int == nil {
		return decimal.Zero
	}
	return decimal.NewFromBigInt(n.Int, n.Exp)
}

// asked is SQL that makes the refs a table.
const asked = "unnest($1::uuid[], $2::uuid[]) AS a(tenant_id, item_id)"

// itemOf looks each item up by its key. OFFSET 0 keeps the planner to that, here and below: it knows too little of what row security lets through, and would rather read
// whole tables once for each ref.
const itemOf = " CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = a.tenant_id AND i.id = a.item_id OFFSET 0) i"

// reading is one reading of items on its way.
type reading struct {
	db      pgx.Tx
	at      map[id.CompanyID]int
	sellers []Seller
	moment  time.Time
	refs    []own.Ref
	found   map[own.Ref]*Offer
	said    map[own.Ref]*own.Content
}

func newReading(tx *tenants.Tx, db pgx.Tx, sellers []Seller, refs []own.Ref) *reading {
	return &reading{db: db, at: places(sellers), sellers: sellers, moment: tx.Now(), refs: refs, found: make(map[own.Ref]*Offer, len(refs))}
}

// see gives an offer a price, where the decision lets it be seen.
func (r *reading) see(o *Offer, p resolve.Price, since time.Time) {
	level := r.sellers[o.Supplier].Look.Shown().Price
	if level != grant.PriceOwn && (level != grant.PriceList || p.Kind != resolve.Base) {
		return
	}
	o.Prices = append(o.Prices, p)
	if since.After(o.PricedAt) {
		o.PricedAt = since.UTC()
	}
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// earlier is the earlier end; zero is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// readStock asks the database what is told of the stock of offers, and of what is on its way.
func (r *reading) readStock(ctx context.Context, offers []*Offer) error {
	if len(offers) == 0 {
		return nil
	}
	refs := make([]own.Ref, len(offers))
	for i, o := range offers {
		refs[i], o.Stock, o.Arrivals = o.Ref, grant.StockView{}, nil
	}
	if err := expect(ctx, r.db, r.sellers, offers); err != nil {
		return err
	}
	suppliers, items := columns(refs)
	rows, err := r.db.Query(ctx, "SELECT tenant_id, item_id, class, floor, exact, as_of FROM sec.my_stock($1::uuid[], $2::uuid[])", suppliers, items)
	if err != nil {
		return err
	}
	var tenant, item_ [16]byte
	var class string
	var floor, exact pgtype.Numeric
	var as *time.Time
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item_, &class, &floor, &exact, &as}, func() error {
		if o := r.found[own.Ref{Supplier: company(tenant), Item: item(item_)}]; o != nil {
			o.Stock = r.sellers[o.Supplier].Look.Narrow(grant.StockView{Class: grant.StockClass(class), Floor: number(floor), Exact: number(exact), AsOf: moment(as)})
		}
		return nil
	})
	return err
}

// readWords reads how much the buyer says that things hold. Most buyers say nothing of the kind, and then a thousand refs need not be sent.
func (r *reading) readWords(ctx context.Context) error {
	var some bool
	if err := r.db.QueryRow(ctx, "SELECT EXISTS (SELECT FROM matching_own_item WHERE buyer_id = (SELECT sec.buyer_id()) AND holds IS NOT NULL)").Scan(&some); err != nil || !some {
		return err
	}
	r.said = map[own.Ref]*own.Content{}
	suppliers, items := columns(r.refs)
	var tenant, item_ [16]byte
	var holds pgtype.Numeric
	var unit string
	rows, err := r.db.Query(ctx, `
SELECT o.tenant_id, o.item_id, o.holds, o.holds_unit FROM `+asked+`
CROSS JOIN LATERAL (SELECT * FROM matching_own_item o WHERE o.buyer_id = (SELECT sec.buyer_id()) AND o.tenant_id = a.tenant_id AND o.item_id = a.item_id AND o.holds IS NOT NULL OFFSET 0) o`, suppliers, items)
	if err != nil {
		return err
	}
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item_, &holds, &unit}, func() error {
		of, err := quantity.ParseUnit(unit)
		r.said[own.Ref{Supplier: company(tenant), Item: item(item_)}] = &own.Content{Amount: number(holds), Unit: of}
		return err
	})
	return err
}

// readFloors asks for the offers that were found.
func (r *reading) readFloors(ctx context.Context) error {
	return underFloors(ctx, r.db, r.sellers, slices.Collect(maps.Values(r.found)))
}

// underFloors takes away prices and breaks that leave less than the margin of their supplier; which they are the database says, and nothing of why.
func underFloors(ctx context.Context, db pgx.Tx, sellers []Seller, offers []*Offer) error {
	type place struct {
		offer       *Offer
		price, rung int // rung -1: the price itself
	}
	var at []place
	var suppliers, items []pgtype.UUID
	var prices, currencies []string
	ask := func(o *Offer, price, step int, unit money.UnitPrice) {
		net, ok := resolve.Net(unit, o.Prices[price])
		if !ok {
			return
		}
		at = append(at, place{o, price, step})
		suppliers, items = append(suppliers, uuid(o.Thing.Supplier.Bytes())), append(items, uuid(o.Item.Bytes()))
		prices, currencies = append(prices, net.Decimal().String()), append(currencies, net.Currency().Code())
	}
	for _, o := range offers {
		if sellers[o.Supplier].Floored {
			for i, p := range o.Prices {
				ask(o, i, -1, p.Unit)
				for n, b := range p.Breaks {
					ask(o, i, n, b.Unit)
				}
			}
		}
	}
	if len(at) == 0 {
		return nil
	}
	var under []bool
	if err := db.QueryRow(ctx, "SELECT sec.under_floor($1::uuid[], $2::uuid[], $3::numeric[], $4::text[])", suppliers, items, prices, currencies).Scan(&under); err != nil {
		return err
	}
	gone := map[*Offer]map[int]bool{}
	for i := len(at) - 1; i >= 0; i-- { // from the back: what is taken out shifts what comes after
		p := at[i]
		switch {
		case !under[i]:
		case p.rung >= 0:
			breaks := p.offer.Prices[p.price].Breaks
			p.offer.Prices[p.price].Breaks = append(breaks[:p.rung:p.rung], breaks[p.rung+1:]...)
		default:
			if gone[p.offer] == nil {
				gone[p.offer] = map[int]bool{}
			}
			gone[p.offer][p.price] = true
		}
	}
	for o, out := range gone {
		kept := o.Prices[:0:0]
		for i, p := range o.Prices {
			if !out[i] {
				kept = append(kept, p)
			}
		}
		o.Prices = kept
	}
	return nil
}

// Members looks each item up by its key.
func (SQL) Members(ctx context.Context, tx *tenants.Tx, _ []Seller, refs []own.Ref) ([]own.Member, error) {
	suppliers, items := columns(refs)
	return members(ctx, tx, `
SELECT i.tenant_id, i.id, m.product_id FROM `+asked+itemOf+`
LEFT JOIN LATERAL (SELECT m.product_id FROM matching_member m WHERE m.tenant_id = a.tenant_id AND m.item_id = a.item_id OFFSET 0) m ON true`, suppliers, items)
}

// Within looks up what is in products.
func (SQL) Within(ctx context.Context, tx *tenants.Tx, _ []Seller, products []id.ProductID) ([]own.Member, error) {
	wanted := make([]pgtype.UUID, len(products))
	for i, p := range products {
		wanted[i] = uuid(p.Bytes())
	}
	return members(ctx, tx, `
SELECT i.tenant_id, i.id, m.product_id FROM unnest($1::uuid[]) AS l(product_id)
CROSS JOIN LATERAL (SELECT m.tenant_id, m.item_id, m.product_id FROM matching_member m WHERE m.product_id = l.product_id OFFSET 0) m
CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = m.tenant_id AND i.id = m.item_id OFFSET 0) i`, wanted)
}

func members(ctx context.Context, tx *tenants.Tx, text string, args ...any) ([]own.Member, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	var out []own.Member
	var tenant, item_ [16]byte
	var product pgtype.UUID
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item_, &product}, func() error {
		m := own.Member{Ref: own.Ref{Supplier: company(tenant), Item: item(item_)}}
		if product.Valid {
			m.Product = id.FromUUID[id.Product](product.Bytes)
		}
		out = append(out, m)
		return nil
	})
	return out, err
}

// coded is an item that a code names.
type coded struct {
	own.Ref
	code string // as it was asked for
	by   By
}

// named answers which items that the buyer sees a code names: as its own code, as a barcode, as a supplier's or a manufacturer's number.
// barcodes and their codes are parallel.
func named(ctx context.Context, db pgx.Tx, codes, barcodes, barcodeOf []string) ([]coded, error) {
	rows, err := db.Query(ctx, `
WITH here AS MATERIALIZED (SELECT unnest(sec.my_open_suppliers()) AS tenant_id)
SELECT o.tenant_id, o.item_id, o.code, 'own' FROM matching_own_item o CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = o.tenant_id AND i.id = o.item_id OFFSET 0) i
WHERE o.buyer_id = (SELECT sec.buyer_id()) AND o.code COLLATE "C" = ANY ($1::text[]) AND o.code <> ''
UNION ALL
SELECT i.tenant_id, i.id, c.code, 'gtin' FROM here h CROSS JOIN unnest($2::text[], $3::text[]) AS c(gtin, code) CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = h.tenant_id AND i.gtin = c.gtin AND i.gtin <> '' OFFSET 0) i
UNION ALL
SELECT i.tenant_id, i.id, i.sku, 'sku' FROM here h CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = h.tenant_id AND i.sku = ANY ($1::text[]) OFFSET 0) i
UNION ALL
SELECT i.tenant_id, i.id, i.mpn, 'mpn' FROM here h CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = h.tenant_id AND i.mpn = ANY ($1::text[]) AND i.mpn <> '' OFFSET 0) i`, codes, barcodes, barcodeOf)
	if err != nil {
		return nil, err
	}
	var out []coded
	var tenant, item_ [16]byte
	var code, by string
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item_, &code, &by}, func() error {
		out = append(out, coded{own.Ref{Supplier: company(tenant), Item: item(item_)}, code, By(by)})
		return nil
	})
	return out, err
}

// things reads how items that the buyer sees are called.
func things(ctx context.Context, db pgx.Tx, refs []own.Ref) (map[own.Ref]Thing, error) {
	suppliers, items := columns(refs)
	rows, err := db.Query(ctx, "SELECT i.tenant_id, i.id, i.sku, i.name, i.brand, i.mpn, i.gtin FROM "+asked+itemOf, suppliers, items)
	if err != nil {
		return nil, err
	}
	out := make(map[own.Ref]Thing, len(refs))
	var tenant, item_ [16]byte
	var t Thing
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item_, &t.SKU, &t.Name, &t.Brand, &t.MPN, &t.GTIN}, func() error {
		t.Ref = own.Ref{Supplier: company(tenant), Item: item(item_)}
		out[t.Ref] = t
		return nil
	})
	return out, err
}

// references are the latest rates of currencies at a moment.
func references(ctx context.Context, db pgx.Tx, at time.Time) (map[money.Currency]Reference, error) {
	// From one currency to the next, and to its last day: twenty years of days are not read.
	rows, err := db.Query(ctx, `WITH RECURSIVE known(currency) AS (
	SELECT min(currency) FROM pricing_rate UNION ALL SELECT (SELECT min(r.currency) FROM pricing_rate r WHERE r.currency > k.currency) FROM known k WHERE k.currency IS NOT NULL)
SELECT r.currency, r.per_eur, r.day FROM known k CROSS JOIN LATERAL (SELECT * FROM pricing_rate r WHERE r.currency = k.currency AND r.day <= $1::date ORDER BY r.day DESC LIMIT 1) r`, at)
	if err != nil {
		return nil, err
	}
	out := map[money.Currency]Reference{}
	var code string
	var rate pgtype.Numeric
	var day time.Time
	_, err = pgx.ForEachRow(rows, []any{&code, &rate, &day}, func() error {
		c, err := money.ParseCurrency(strings.TrimSpace(code))
		out[c] = Reference{number(rate), day}
		return err
	})
	return out, err
}
