package basket

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/catalog"
	"manifold/internal/comparison/measure"
	"manifold/internal/kernel/id"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// ordered is SQL that makes the refs a table with their places, by which answers are found again sooner than by two ids.
const ordered = "unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS a(tenant_id, item_id, n)"

// offerQueries are what is read of items, each with the function that takes a row. They go to the database together.
var offerQueries = []struct {
	text   string
	moment bool // is the third argument
	take   func(*sweep, *cells) error
}{
	{"SELECT n, sku, name, brand, mpn, gtin, category, family, unit, minimum, multiple, lead_days, catch_weight, nominal, currency, price, breaks, priced_at, stock, floor, exact, as_of FROM sec.my_offers($1, $2)", false, (*sweep).item},
	{"SELECT n, list_id, kind, name, version, priority, family_breaks, tax_included, tax_rate, valid_from, valid_to, currency, price, breaks, begins, ends, remaining, priced_at FROM sec.my_prices($1, $2, $3)", true, (*sweep).price},
	{"SELECT a.n, p.level, p.contains, p.unit, p.gtin, p.gross_weight FROM " + ordered + `
CROSS JOIN LATERAL (SELECT * FROM catalog_pack p WHERE p.tenant_id = a.tenant_id AND p.item_id = a.item_id OFFSET 0) p`, false, (*sweep).pack},
	{"SELECT a.n, o.holds, o.holds_unit FROM " + ordered + `
CROSS JOIN LATERAL (SELECT * FROM matching_own_item o WHERE o.buyer_id = (SELECT sec.buyer_id()) AND o.tenant_id = a.tenant_id AND o.item_id = a.item_id AND o.holds IS NOT NULL OFFSET 0) o
WHERE (SELECT EXISTS (SELECT FROM matching_own_item WHERE buyer_id = (SELECT sec.buyer_id()) AND holds IS NOT NULL))`, false, (*sweep).said},
}

// Offers reads items, and what each kind of fact says of them.
func (SQL) Offers(ctx context.Context, tx *tenants.Tx, sellers []Seller, refs []own.Ref) ([]*Offer, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	s := newSweep(sellers, refs)
	if err := s.read(ctx, db, tx.Now()); err != nil {
		return nil, fmt.Errorf("basket: %w", err)
	}
	found := s.found()
	if err := expect(ctx, db, sellers, found); err != nil {
		return nil, err
	}
	if err := underFloors(ctx, db, sellers, found); err != nil {
		return nil, fmt.Errorf("basket: floors: %w", err)
	}
	for _, o := range found {
		o.Prepare()
	}
	return found, nil
}

// sweep is one reading of items on its way; everything stands at the place of its ref.
type sweep struct {
	sellers []Seller
	levels  []grant.PriceLevel // of sellers
	refs    []own.Ref
	at      []int // the seller's place; -1: none
	rows    []swept
	offers  []Offer // where those of rows lie, and below their items and list prices: three pieces of memory for all
	wares   []Ware
	prices  []resolve.Price
}

// swept is what was read of one item.
type swept struct {
	offer   *Offer // nil: the buyer does not see it
	details catalog.Details
	own     *own.Content
}

func newSweep(sellers []Seller, refs []own.Ref) *sweep {
	s := &sweep{sellers: sellers, levels: make([]grant.PriceLevel, len(sellers)), refs: refs, at: make([]int, len(refs)), rows: make([]swept, len(refs)),
		offers: make([]Offer, len(refs)), wares: make([]Ware, len(refs)), prices: make([]resolve.Price, len(refs))}
	for i := range sellers {
		s.levels[i] = sellers[i].Look.Shown().Price
	}
	places := places(sellers)
	for i, r := range refs {
		at, known := places[r.Supplier]
		if !known {
			at = -1
		}
		s.at[i] = at
	}
	return s
}

// read sends all queries at once, and takes their answers.
func (s *sweep) read(ctx context.Context, db pgx.Tx, moment time.Time) (err error) {
	suppliers, items := arrays(s.refs)
	var batch pgx.Batch
	for _, q := range offerQueries {
		if q.moment {
			batch.Queue(q.text, suppliers, items, moment)
		} else {
			batch.Queue(q.text, suppliers, items)
		}
	}
	answers := db.SendBatch(ctx, &batch)
	defer func() { err = errors.Join(err, answers.Close()) }()
	for _, q := range offerQueries {
		rows, err := answers.Query()
		var c cells
		if err := c.each(rows, err, func(c *cells) error { return q.take(s, c) }); err != nil {
			return err
		}
	}
	return nil
}

func (s *sweep) item(c *cells) error {
	n := c.long() - 1
	at := s.at[n]
	if at < 0 {
		return nil
	}
	look := s.sellers[at].Look
	w := &s.wares[n]
	w.Ref = s.refs[n]
	c.texts(&w.SKU, &w.Name, &w.Brand, &w.MPN, &w.GTIN, &w.Category, &w.Family)
	w.Unit, w.Minimum, w.Multiple = c.unit(), c.number(), c.number()
	if !look.Sees(w.Category) {
		return nil
	}
	o, row := &s.offers[n], &s.rows[n]
	o.Ware, o.Supplier, o.LeadDays, o.Prices = w, at, look.LeadTime(c.short()), s.prices[n:n:n+1]
	row.offer = o
	row.details.CatchWeight, row.details.Nominal = c.truth(), c.number()
	currency := c.currency()
	unit, breaks, since := c.price(currency), c.breaks(currency), c.time()
	if !currency.IsZero() {
		s.see(o, resolve.Price{Kind: resolve.Base, Unit: unit, Breaks: breaks}, since)
	}
	o.Stock = look.Narrow(grant.StockView{Class: grant.StockClass(c.text()), Floor: c.number(), Exact: c.number(), AsOf: c.time()})
	return nil
}

// see gives an offer a price, where the decision lets it be seen.
func (s *sweep) see(o *Offer, p resolve.Price, since time.Time) {
	if level := s.levels[o.Supplier]; level != grant.PriceOwn && (level != grant.PriceList || p.Kind != resolve.Base) {
		return
	}
	o.Prices = append(o.Prices, p)
	if since.After(o.PricedAt) {
		o.PricedAt = since
	}
}

func (s *sweep) price(c *cells) error {
	o := s.rows[c.long()-1].offer
	if o == nil {
		return nil
	}
	p := resolve.Price{
		List: id.FromUUID[id.PriceList](c.uuid()), Kind: resolve.Kind(c.text()), Name: c.text(), Version: c.long(), Priority: *c.short(), FamilyBreaks: c.truth(), TaxIncluded: c.truth(), TaxRate: c.number(),
		From: c.time(), Until: c.time(),
	}
	currency := c.currency()
	p.Unit, p.Breaks = c.price(currency), c.breaks(currency)
	p.From, p.Until, p.Left = later(p.From, c.time()), earlier(p.Until, c.time()), c.some()
	s.see(o, p, c.time())
	return nil
}

func (s *sweep) pack(c *cells) error {
	row := &s.rows[c.long()-1]
	if row.offer != nil {
		row.details.Packs = append(row.details.Packs, catalog.Pack{Level: catalog.Level(c.text()), Contains: c.number(), Unit: c.unit(), GTIN: c.text(), GrossWeight: c.number()})
	}
	return nil
}

// said takes how much the buyer says that a thing holds.
func (s *sweep) said(c *cells) error {
	row := &s.rows[c.long()-1]
	row.own = &own.Content{Amount: c.number(), Unit: c.unit()}
	return nil
}

// found are the offers that the buyer sees, in the order of the refs, each of which counts once.
func (s *sweep) found() []*Offer {
	out := make([]*Offer, 0, len(s.rows))
	shapes := measure.Shapes{}
	for i := range s.rows {
		if row := &s.rows[i]; row.offer != nil {
			row.finish(shapes)
			out = append(out, row.offer)
		}
	}
	return out
}

// levels are those of packs, the smallest first.
var levels = []catalog.Level{catalog.Each, catalog.Inner, catalog.Case, catalog.Pallet}

// finish says what one sold unit of an item holds, and weighs.
func (row *swept) finish(shapes measure.Shapes) {
	o := row.offer
	slices.SortFunc(row.details.Packs, func(a, b catalog.Pack) int { return slices.Index(levels, a.Level) - slices.Index(levels, b.Level) })
	shape := shapes.Of(catalog.Item{Name: o.Name, Unit: o.Unit, GTIN: o.GTIN}, &row.details, row.own)
	o.Contents, o.Case, o.Weight = shape.Contents, shape.Case, shape.Weight
}
