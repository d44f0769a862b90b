package basket

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/comparison/measure"
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
		suppliers[i], items[i] = uuid(r.Supplier.UUID()), uuid(r.Item.UUID())
	}
	return suppliers, items
}

func uuid(text string) (out pgtype.UUID) {
	_ = out.Scan(text) // ids are uuids
	return out
}

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

// Offers reads items, then what each kind of fact says of them.
func (SQL) Offers(ctx context.Context, tx *tenants.Tx, sellers []Seller, refs []own.Ref) ([]*Offer, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	r := newReading(tx, db, sellers, refs)
	for _, step := range []func(context.Context) error{r.readItems, r.readPacks, r.readOwn, r.readLists, r.readRules, r.readStock, r.readWords, r.readFloors} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("basket: %w", err)
		}
	}
	out := make([]*Offer, 0, len(r.found))
	for _, ref := range refs {
		if o := r.found[ref]; o != nil {
			r.finish(o)
			out = append(out, o)
			delete(r.found, ref)
		}
	}
	return out, nil
}

// reading is one reading of items on its way.
type reading struct {
	db               pgx.Tx
	at               map[id.CompanyID]int
	sellers          []Seller
	moment           time.Time
	suppliers, items []pgtype.UUID
	found            map[own.Ref]*Offer
	details          map[own.Ref]*catalog.Details
	said             map[own.Ref]*own.Content
}

func newReading(tx *tenants.Tx, db pgx.Tx, sellers []Seller, refs []own.Ref) *reading {
	r := &reading{db: db, at: places(sellers), sellers: sellers, moment: tx.Now(), found: make(map[own.Ref]*Offer, len(refs))}
	r.suppliers, r.items = columns(refs)
	return r
}

// each runs a query over the refs and a function for each row.
func (r *reading) each(ctx context.Context, text string, dest []any, fn func() error, args ...any) error {
	rows, err := r.db.Query(ctx, text, append([]any{r.suppliers, r.items}, args...)...)
	if err != nil {
		return err
	}
	_, err = pgx.ForEachRow(rows, dest, fn)
	return err
}

func (r *reading) readItems(ctx context.Context) error {
	r.details = map[own.Ref]*catalog.Details{}
	var tenant, item_ [16]byte
	var sku, name, brand, mpn, code, category, family, unit string
	var minimum, multiple, nominal, price pgtype.Numeric
	var lead *int
	var weighed bool
	var currency, breaks *string
	var since *time.Time
	return r.each(ctx, `
SELECT i.tenant_id, i.id, i.sku, i.name, i.brand, i.mpn, i.gtin, i.category, i.family, i.unit, i.minimum, i.multiple, i.lead_days, i.catch_weight, i.nominal,
  p.currency, p.price, p.breaks::text, p.updated_at
FROM `+asked+itemOf+`
LEFT JOIN LATERAL (SELECT * FROM pricing_list_price p WHERE p.tenant_id = a.tenant_id AND p.item_id = a.item_id OFFSET 0) p ON true`,
		[]any{&tenant, &item_, &sku, &name, &brand, &mpn, &code, &category, &family, &unit, &minimum, &multiple, &lead, &weighed, &nominal, &currency, &price, &breaks, &since}, func() error {
			ref := own.Ref{Supplier: company(tenant), Item: item(item_)}
			at, known := r.at[ref.Supplier]
			if !known || !r.sellers[at].Look.Sees(category) {
				return nil
			}
			sold, err := quantity.ParseUnit(unit)
			if err != nil {
				return err
			}
			ware := &Ware{Thing: Thing{ref, sku, name, brand, mpn, code}, Category: category, Family: family, Unit: sold, Minimum: number(minimum), Multiple: number(multiple)}
			o := &Offer{Ware: ware, Supplier: at, LeadDays: r.sellers[at].Look.LeadTime(lead)}
			if weighed {
				r.details[ref] = &catalog.Details{CatchWeight: true, Nominal: number(nominal)}
			}
			r.found[ref] = o
			if currency == nil {
				return nil
			}
			return r.add(o, resolve.Price{Kind: resolve.Base}, *currency, price, *breaks, *since)
		})
}

// add gives an offer a price as it was read.
func (r *reading) add(o *Offer, p resolve.Price, currency string, amount pgtype.Numeric, breaks string, since time.Time) error {
	c, err := money.ParseCurrency(currency)
	if err != nil {
		return err
	}
	if p.Unit, err = money.NewUnitPrice(number(amount), c); err != nil {
		return err
	}
	if breaks != "[]" && breaks != "" {
		var steps []struct{ From, Price decimal.Decimal }
		if err := json.Unmarshal([]byte(breaks), &steps); err != nil {
			return err
		}
		for _, s := range steps {
			unit, err := money.NewUnitPrice(s.Price, c)
			if err != nil {
				return err
			}
			p.Breaks = append(p.Breaks, resolve.Break{From: s.From, Unit: unit})
		}
	}
	r.see(o, p, since)
	return nil
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

func (r *reading) readPacks(ctx context.Context) error {
	var tenant, item_ [16]byte
	var level, unit, code string
	var contains, weight pgtype.Numeric
	return r.each(ctx, `
SELECT p.tenant_id, p.item_id, p.level, p.contains, p.unit, p.gtin, p.gross_weight
FROM `+asked+` CROSS JOIN LATERAL (SELECT * FROM catalog_pack p WHERE p.tenant_id = a.tenant_id AND p.item_id = a.item_id OFFSET 0) p
ORDER BY p.tenant_id, p.item_id, array_position('{each,inner,case,pallet}', p.level)`,
		[]any{&tenant, &item_, &level, &contains, &unit, &code, &weight}, func() error {
			ref := own.Ref{Supplier: company(tenant), Item: item(item_)}
			if r.found[ref] == nil {
				return nil
			}
			of, err := quantity.ParseUnit(unit)
			if err != nil {
				return err
			}
			d := r.details[ref]
			if d == nil {
				d = &catalog.Details{}
				r.details[ref] = d
			}
			d.Packs = append(d.Packs, catalog.Pack{Level: catalog.Level(level), Contains: number(contains), Unit: of, GTIN: code, GrossWeight: number(weight)})
			return nil
		})
}

func (r *reading) readOwn(ctx context.Context) error {
	var tenant, item_ [16]byte
	var currency, breaks string
	var price pgtype.Numeric
	var since time.Time
	return r.each(ctx, `
SELECT o.tenant_id, o.item_id, o.currency, o.price, o.breaks::text, o.updated_at
FROM sec.my_standing() s JOIN `+asked+` ON a.tenant_id = s.tenant_id
CROSS JOIN LATERAL (SELECT * FROM pricing_own_price o WHERE o.tenant_id = a.tenant_id AND o.customer_id = s.customer_id AND o.item_id = a.item_id OFFSET 0) o`,
		[]any{&tenant, &item_, &currency, &price, &breaks, &since}, func() error {
			if o := r.found[own.Ref{Supplier: company(tenant), Item: item(item_)}]; o != nil {
				return r.add(o, resolve.Price{Kind: resolve.Own}, currency, price, breaks, since)
			}
			return nil
		})
}

// list is a price list that is for the buyer.
type list struct {
	price    resolve.Price
	currency money.Currency
}

// lists reads the lists that are for the buyer.
func (r *reading) lists(ctx context.Context) (map[own.Ref]list, error) {
	out := map[own.Ref]list{} // by supplier and list
	rows, err := r.db.Query(ctx, "SELECT tenant_id, id, kind, name, currency, tax_included, tax_rate, valid_from, valid_to, priority, family_breaks, version FROM pricing_list WHERE state = 'live'")
	if err != nil {
		return nil, err
	}
	var tenant, named [16]byte
	var kind, name, currency string
	var taxed, families bool
	var rate pgtype.Numeric
	var from, until *time.Time
	var priority int
	var version int64
	_, err = pgx.ForEachRow(rows, []any{&tenant, &named, &kind, &name, &currency, &taxed, &rate, &from, &until, &priority, &families, &version}, func() error {
		in, err := money.ParseCurrency(currency)
		if err != nil {
			return err
		}
		p := resolve.Price{
			List: id.FromUUID[id.PriceList](named), Kind: resolve.Kind(kind), Name: name, Version: version, Priority: priority, FamilyBreaks: families, TaxIncluded: taxed, TaxRate: number(rate),
			From: moment(from), Until: moment(until),
		}
		out[own.Ref{Supplier: company(tenant), Item: item(named)}] = list{p, in}
		return nil
	})
	return out, err
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func (r *reading) readLists(ctx context.Context) error {
	lists, err := r.lists(ctx)
	if err != nil || len(lists) == 0 {
		return err
	}
	named := make([]pgtype.UUID, 0, len(lists))
	owners := make([]pgtype.UUID, 0, len(lists))
	for ref := range lists {
		owners, named = append(owners, uuid(ref.Supplier.UUID())), append(named, uuid(ref.Item.UUID()))
	}
	var tenant, of, item_ [16]byte
	var breaks string
	var price, left pgtype.Numeric
	var from, until *time.Time
	var since time.Time
	return r.each(ctx, `
SELECT e.tenant_id, e.list_id, e.item_id, e.price, e.breaks::text, e.valid_from, e.valid_to, e.agreed - least(e.called, e.agreed), e.updated_at
FROM unnest($3::uuid[], $4::uuid[]) AS l(tenant_id, id) JOIN `+asked+` ON a.tenant_id = l.tenant_id
CROSS JOIN LATERAL (SELECT * FROM pricing_entry e WHERE e.tenant_id = a.tenant_id AND e.list_id = l.id AND e.item_id = a.item_id OFFSET 0) e`,
		[]any{&tenant, &of, &item_, &price, &breaks, &from, &until, &left, &since}, func() error {
			o, l := r.found[own.Ref{Supplier: company(tenant), Item: item(item_)}], lists[own.Ref{Supplier: company(tenant), Item: item(of)}]
			if o == nil || l.currency.IsZero() {
				return nil
			}
			p := l.price
			p.From, p.Until = later(p.From, moment(from)), earlier(p.Until, moment(until))
			if left.Valid && p.Kind == resolve.Contract {
				n := number(left)
				p.Left = &n
			}
			return r.add(o, p, l.currency.Code(), price, breaks, since)
		}, owners, named)
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

// readRules reads what rules of lists reckon for items that the lists have no price of their own for.
func (r *reading) readRules(ctx context.Context) error {
	lists, err := r.lists(ctx)
	if err != nil || len(lists) == 0 {
		return err
	}
	var tenant, of, item_ [16]byte
	var breaks string
	var price pgtype.Numeric
	return r.each(ctx, "SELECT p.tenant_id, p.list_id, p.item_id, p.price, p.breaks::text FROM sec.my_rule_prices($1::uuid[], $2::uuid[], $3) p",
		[]any{&tenant, &of, &item_, &price, &breaks}, func() error {
			o, l := r.found[own.Ref{Supplier: company(tenant), Item: item(item_)}], lists[own.Ref{Supplier: company(tenant), Item: item(of)}]
			if o == nil || l.currency.IsZero() {
				return nil
			}
			p := l.price
			p.TaxIncluded = false // rules reckon net of tax
			return r.add(o, p, l.currency.Code(), price, breaks, time.Time{})
		}, r.moment)
}

func (r *reading) readStock(ctx context.Context) error {
	var tenant, item_ [16]byte
	var class string
	var floor, exact pgtype.Numeric
	var as *time.Time
	return r.each(ctx, "SELECT tenant_id, item_id, class, floor, exact, as_of FROM sec.my_stock($1::uuid[], $2::uuid[])",
		[]any{&tenant, &item_, &class, &floor, &exact, &as}, func() error {
			if o := r.found[own.Ref{Supplier: company(tenant), Item: item(item_)}]; o != nil {
				o.Stock = r.sellers[o.Supplier].Look.Narrow(grant.StockView{Class: grant.StockClass(class), Floor: number(floor), Exact: number(exact), AsOf: moment(as)})
			}
			return nil
		})
}

// readWords reads how much the buyer says that things hold.
func (r *reading) readWords(ctx context.Context) error {
	r.said = map[own.Ref]*own.Content{}
	var tenant, item_ [16]byte
	var holds pgtype.Numeric
	var unit string
	return r.each(ctx, `
SELECT o.tenant_id, o.item_id, o.holds, o.holds_unit FROM `+asked+`
CROSS JOIN LATERAL (SELECT * FROM matching_own_item o WHERE o.buyer_id = (SELECT sec.buyer_id()) AND o.tenant_id = a.tenant_id AND o.item_id = a.item_id OFFSET 0) o WHERE o.holds IS NOT NULL`,
		[]any{&tenant, &item_, &holds, &unit}, func() error {
			of, err := quantity.ParseUnit(unit)
			r.said[own.Ref{Supplier: company(tenant), Item: item(item_)}] = &own.Content{Amount: number(holds), Unit: of}
			return err
		})
}

// readFloors takes away prices and breaks that leave less than the margin of their supplier; which they are the database says, and nothing of why.
func (r *reading) readFloors(ctx context.Context) error {
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
		suppliers, items = append(suppliers, uuid(o.Thing.Supplier.UUID())), append(items, uuid(o.Item.UUID()))
		prices, currencies = append(prices, net.Decimal().String()), append(currencies, net.Currency().Code())
	}
	for _, o := range r.found {
		if r.sellers[o.Supplier].Floored {
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
	if err := r.db.QueryRow(ctx, "SELECT sec.under_floor($1::uuid[], $2::uuid[], $3::numeric[], $4::text[])", suppliers, items, prices, currencies).Scan(&under); err != nil {
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

// finish says what one sold unit of an item holds, and weighs.
func (r *reading) finish(o *Offer) {
	of := catalog.Item{Name: o.Name, Unit: o.Unit, GTIN: o.GTIN}
	d := r.details[o.Ref]
	var packed []measure.Content
	if d != nil {
		packed = measure.Packed(of, *d)
		o.pack(*d)
	}
	o.Contents = measure.Contents(of, packed, r.said[o.Ref])
	if o.Unit.Kind() == quantity.Mass && o.Weight == nil {
		if kilo, err := quantity.Of(1, o.Unit).Convert(quantity.Kilogram); err == nil {
			if weight, err := kilo.Decimal(); err == nil {
				o.Weight = &weight
			}
		}
	}
	o.Prepare()
}

// pack takes from packs what a case holds and a unit weighs: of the smallest pack that says so.
func (o *Offer) pack(d catalog.Details) {
	for _, p := range d.Packs {
		if p.Level == catalog.Case {
			o.Case = p.Contains
		}
		if o.Weight == nil && p.GrossWeight.IsPositive() && p.Contains.IsPositive() && !d.CatchWeight {
			weight := p.GrossWeight.Div(p.Contains)
			o.Weight = &weight
		}
	}
}

// seen answers those of the refs that the buyer sees, with the product that each is in.
func seen(ctx context.Context, db pgx.Tx, refs []own.Ref) ([]own.Member, error) {
	suppliers, items := columns(refs)
	return members(ctx, db, `
SELECT i.tenant_id, i.id, m.product_id FROM `+asked+itemOf+`
LEFT JOIN LATERAL (SELECT m.product_id FROM matching_member m WHERE m.tenant_id = a.tenant_id AND m.item_id = a.item_id OFFSET 0) m ON true`, suppliers, items)
}

// within answers what the buyer sees of products.
func within(ctx context.Context, db pgx.Tx, products []pgtype.UUID) ([]own.Member, error) {
	return members(ctx, db, `
SELECT i.tenant_id, i.id, m.product_id FROM unnest($1::uuid[]) AS l(product_id)
CROSS JOIN LATERAL (SELECT m.tenant_id, m.item_id, m.product_id FROM matching_member m WHERE m.product_id = l.product_id OFFSET 0) m
CROSS JOIN LATERAL (SELECT * FROM catalog_item i WHERE i.tenant_id = m.tenant_id AND i.id = m.item_id OFFSET 0) i`, products)
}

func members(ctx context.Context, db pgx.Tx, text string, args ...any) ([]own.Member, error) {
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
	rows, err := db.Query(ctx, "SELECT DISTINCT ON (currency) currency, per_eur, day FROM pricing_rate WHERE day <= $1::date ORDER BY currency, day DESC", at)
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
