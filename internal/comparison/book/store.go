package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/comparison/measure"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching"
	"manifold/internal/pricing"
	"manifold/internal/trading"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

const mostEvents = 500

// topics are those that tell of something that is in the book.
var topics = []string{
	catalog.TopicItemsChanged, pricing.TopicPricesChanged, matching.TopicProductChanged, inventory.TopicStockMoved, grant.TopicGrantChanged, trading.TopicRelationshipChanged,
}

// payloads are the topics of which the book reads what they say.
var payloads = []string{matching.TopicProductChanged, inventory.TopicStockMoved}

type event struct {
	number        int64
	supplier      id.CompanyID
	topic, object string
	payload       *string // where the book needs it
}

func lastNumber(ctx context.Context, tx *tenants.Tx) (n int64, err error) {
	db, err := tx.PGX()
	if err != nil {
		return 0, err
	}
	err = db.QueryRow(ctx, "SELECT coalesce(max(number), 0) FROM outbox_event").Scan(&n)
	return n, err
}

func eventsAfter(ctx context.Context, tx *tenants.Tx, after int64, limit int) ([]event, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, "SELECT number, owner_id, topic, object, CASE WHEN topic = ANY ($3) THEN payload::text END FROM outbox_event WHERE number > $1 ORDER BY number LIMIT $2",
		after, limit, payloads)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (e event, err error) {
		var owner [16]byte
		err = row.Scan(&e.number, &owner, &e.topic, &e.object, &e.payload)
		e.supplier = id.FromUUID[id.Company](owner)
		return e, err
	})
}

// touching is what an event is about: items as far as it says, all of its supplier, or its ways.
type touching struct {
	items     []id.ItemID
	all, ways bool
}

func touched(ctx context.Context, tx *tenants.Tx, e event) (t touching, err error) {
	switch e.topic {
	case matching.TopicProductChanged:
		t.items, t.all, err = matching.ProductItems(*e.payload)
		return t, err
	case inventory.TopicStockMoved:
		t.items, t.all, t.ways, err = inventory.StockMoved(*e.payload)
		return t, err
	case grant.TopicGrantChanged, trading.TopicRelationshipChanged:
		return touching{ways: true}, nil
	}
	var query, object string
	if revision, err := id.Parse[id.Revision](e.object); err == nil {
		query, object = "SELECT item_id FROM catalog_item_change WHERE tenant_id = $1 AND revision_id = $2 LIMIT $3", revision.UUID()
	} else if set, err := id.Parse[id.ChangeSet](e.object); err == nil {
		query, object = "SELECT DISTINCT item_id FROM pricing_change_line WHERE tenant_id = $1 AND set_id = $2 LIMIT $3", set.UUID()
	} else {
		_, list := id.Parse[id.PriceList](e.object)
		_, customer := id.Parse[id.Customer](e.object)
		return touching{all: list == nil || customer == nil}, nil // policies, conditions and costs are not in the book
	}
	db, err := tx.PGX()
	if err != nil {
		return t, err
	}
	rows, err := db.Query(ctx, query, e.supplier.UUID(), object, mostApart+1)
	if err != nil {
		return t, err
	}
	t.items, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (id.ItemID, error) {
		var of [16]byte
		err := row.Scan(&of)
		return id.FromUUID[id.Item](of), err
	})
	t.all = len(t.items) > mostApart
	return t, err
}

// allSuppliers are those that have items, found by stepping from one to the next in the key.
func allSuppliers(ctx context.Context, tx *tenants.Tx) ([]id.CompanyID, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, `
WITH RECURSIVE step AS (
  (SELECT tenant_id FROM catalog_item ORDER BY tenant_id LIMIT 1)
  UNION ALL SELECT (SELECT i.tenant_id FROM catalog_item i WHERE i.tenant_id > s.tenant_id ORDER BY i.tenant_id LIMIT 1) FROM step s WHERE s.tenant_id IS NOT NULL)
SELECT tenant_id FROM step WHERE tenant_id IS NOT NULL`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (id.CompanyID, error) {
		var of [16]byte
		err := row.Scan(&of)
		return id.FromUUID[id.Company](of), err
	})
}

// reckonedLists are the lists of a supplier that have a rule.
func reckonedLists(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID) (map[id.PriceListID]struct{}, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	rows, err := db.Query(ctx, "SELECT id FROM pricing_list WHERE tenant_id = $1 AND rule IS NOT NULL", supplier.UUID())
	if err != nil {
		return nil, err
	}
	out := map[id.PriceListID]struct{}{}
	var list [16]byte
	_, err = pgx.ForEachRow(rows, []any{&list}, func() error {
		out[id.FromUUID[id.PriceList](list)] = struct{}{}
		return nil
	})
	return out, err
}

// readWays reads where a supplier delivers from, and the edges of bands.
func readWays(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID) (ways, error) {
	out := ways{warehouses: map[[16]byte]warehouse{}, bands: map[id.CompanyID]bands{}}
	db, err := tx.PGX()
	if err != nil {
		return out, err
	}
	rows, err := db.Query(ctx, "SELECT id, serving, regions FROM inventory_warehouse WHERE tenant_id = $1", supplier.UUID())
	if err != nil {
		return out, err
	}
	var of [16]byte
	var serving bool
	var regions []string
	_, err = pgx.ForEachRow(rows, []any{&of, &serving, &regions}, func() error {
		out.warehouses[of] = warehouse{serving, slices.Clone(regions)}
		return nil
	})
	if err != nil {
		return out, err
	}
	if rows, err = db.Query(ctx, "SELECT buyer_id, epoch, stock_steps FROM trading_relationship WHERE tenant_id = $1 AND sees_stock = 'band'", supplier.UUID()); err != nil {
		return out, err
	}
	var epoch int64
	var steps []pgtype.Numeric
	_, err = pgx.ForEachRow(rows, []any{&of, &epoch, &steps}, func() error {
		b := bands{epoch, make([]decimal.Decimal, len(steps))}
		for i, s := range steps {
			b.steps[i] = number(s)
		}
		out.bands[id.FromUUID[id.Company](of)] = b
		return nil
	})
	return out, err
}

// readItems reads active items of a supplier: all of them where nil is asked for.
func readItems(ctx context.Context, tx *tenants.Tx, supplier id.CompanyID, asked []id.ItemID) (map[id.ItemID]*Item, error) {
	db, err := tx.PGX()
	if err != nil {
		return nil, err
	}
	r := loading{db: db, supplier: supplier.UUID(), items: map[id.ItemID]*Item{}, details: map[id.ItemID]*catalog.Details{}}
	if asked != nil {
		r.asked = make([]string, len(asked))
		for i, of := range asked {
			r.asked[i] = of.UUID()
		}
	}
	for _, ask := range []func(){r.askItems, r.askPacks, r.askEntries, r.askOwn, r.askStock, r.askComing} {
		ask()
	}
	if err := r.read(ctx); err != nil {
		return nil, fmt.Errorf("book: %w", err)
	}
	for of, item := range r.items {
		shape := measure.ShapeOf(catalog.Item{Name: item.Name, Unit: item.Unit, GTIN: item.GTIN}, r.details[of], nil)
		item.Contents, item.Case, item.Weight = shape.Contents, shape.Case, shape.Weight
	}
	return r.items, nil
}

// loading is one reading of a supplier's items.
type loading struct {
	db       pgx.Tx
	supplier string
	asked    []string // nil: all
	items    map[id.ItemID]*Item
	details  map[id.ItemID]*catalog.Details
	batch    pgx.Batch
	takes    []taking // of the rows of each query in the batch
}

// taking is what to do with each row of an answer.
type taking struct {
	dest []any
	fn   func() error
}

// each asks a query that ends in a condition, to which the items are added that are asked for, and then an order.
func (r *loading) each(query, column, order string, dest []any, fn func() error) {
	args := []any{r.supplier}
	if r.asked != nil {
		query += " AND " + column + " = ANY ($2::uuid[])"
		args = append(args, r.asked)
	}
	r.batch.Queue(query+order, args...)
	r.takes = append(r.takes, taking{dest, fn})
}

// read sends what was asked to the database at once, and takes the answers in their order.
func (r *loading) read(ctx context.Context) (err error) {
	answers := r.db.SendBatch(ctx, &r.batch)
	defer func() { err = errors.Join(err, answers.Close()) }()
	for _, t := range r.takes {
		rows, err := answers.Query()
		if err != nil {
			return err
		}
		if _, err := pgx.ForEachRow(rows, t.dest, t.fn); err != nil {
			return err
		}
	}
	return nil
}

func (r *loading) askItems() {
	var of [16]byte
	var i Item
	var unit string
	var minimum, multiple, nominal pgtype.Numeric
	var weighed bool
	var product pgtype.UUID
	var price priceRow
	r.each(`
SELECT i.id, i.sku, i.name, i.brand, i.mpn, i.gtin, i.category, i.family, i.unit, i.minimum, i.multiple, i.lead_days, i.catch_weight, i.nominal, m.product_id, p.currency, p.price, p.breaks::text, p.updated_at
FROM catalog_item i LEFT JOIN matching_member m ON m.tenant_id = i.tenant_id AND m.item_id = i.id LEFT JOIN pricing_list_price p ON p.tenant_id = i.tenant_id AND p.item_id = i.id WHERE i.tenant_id = $1 AND i.state = 'active'`, "i.id", "",
		[]any{&of, &i.SKU, &i.Name, &i.Brand, &i.MPN, &i.GTIN, &i.Category, &i.Family, &unit, &minimum, &multiple, &i.LeadDays, &weighed, &nominal, &product, &price.currency, &price.price, &price.breaks, &price.since}, func() (err error) {
			item := i
			if item.Unit, err = quantity.ParseUnit(unit); err != nil {
				return err
			}
			item.Minimum, item.Multiple = number(minimum), number(multiple)
			if product.Valid {
				item.product = id.FromUUID[id.Product](product.Bytes)
			}
			at := id.FromUUID[id.Item](of)
			r.items[at] = &item
			if weighed {
				r.details[at] = &catalog.Details{CatchWeight: true, Nominal: number(nominal)}
			}
			if price.currency == nil {
				return nil
			}
			return price.add(&item, Price{Kind: Base})
		})
}

// priceRow is a price as it is read.
type priceRow struct {
	currency, breaks *string
	price            pgtype.Numeric
	since            *time.Time
}

// add gives an item the price that was read; with one that the book cannot hold, it cannot hold the item.
func (p priceRow) add(item *Item, price Price) error {
	err := p.into(item, price)
	if errors.Is(err, errOdd) {
		item.odd = true
		return nil
	}
	return err
}

func (p priceRow) into(item *Item, price Price) (err error) {
	if p.currency != nil {
		if price.Currency, err = money.ParseCurrency(*p.currency); err != nil {
			return err
		}
	}
	if price.Millionths, err = millionths(number(p.price)); err != nil {
		return err
	}
	if p.breaks != nil && *p.breaks != "[]" {
		var steps []struct{ From, Price decimal.Decimal }
		if err := json.Unmarshal([]byte(*p.breaks), &steps); err != nil {
			return err
		}
		for _, s := range steps {
			m, err := millionths(s.Price)
			if err != nil {
				return err
			}
			price.Breaks = append(price.Breaks, Break{s.From, m})
		}
	}
	if p.since != nil {
		price.Since = p.since.UTC()
	}
	item.Prices = append(item.Prices, price)
	return nil
}

func (r *loading) askPacks() {
	var of [16]byte
	var level, unit, code string
	var contains, weight pgtype.Numeric
	r.each("SELECT item_id, level, contains, unit, gtin, gross_weight FROM catalog_pack WHERE tenant_id = $1", "item_id", " ORDER BY array_position('{each,inner,case,pallet}', level)",
		[]any{&of, &level, &contains, &unit, &code, &weight}, func() error {
			at := id.FromUUID[id.Item](of)
			if r.items[at] == nil {
				return nil
			}
			in, err := quantity.ParseUnit(unit)
			if err != nil {
				return err
			}
			d := r.details[at]
			if d == nil {
				d = &catalog.Details{}
				r.details[at] = d
			}
			d.Packs = append(d.Packs, catalog.Pack{Level: catalog.Level(level), Contains: number(contains), Unit: in, GTIN: code, GrossWeight: number(weight)})
			return nil
		})
}

func (r *loading) askEntries() {
	var of, list [16]byte
	var price priceRow
	var from, until *time.Time
	var left pgtype.Numeric
	r.each("SELECT item_id, list_id, price, breaks::text, valid_from, valid_to, agreed - least(called, agreed), updated_at FROM pricing_entry WHERE tenant_id = $1", "item_id", "",
		[]any{&of, &list, &price.price, &price.breaks, &from, &until, &left, &price.since}, func() error {
			item := r.items[id.FromUUID[id.Item](of)]
			if item == nil {
				return nil
			}
			p := Price{Kind: Entry, Of: list, From: moment(from), Until: moment(until)}
			if left.Valid {
				n := number(left)
				p.Left = &n
			}
			return price.add(item, p)
		})
}

func (r *loading) askOwn() {
	var of, customer [16]byte
	var price priceRow
	r.each("SELECT item_id, customer_id, currency, price, breaks::text, updated_at FROM pricing_own_price WHERE tenant_id = $1", "item_id", "",
		[]any{&of, &customer, &price.currency, &price.price, &price.breaks, &price.since}, func() error {
			item := r.items[id.FromUUID[id.Item](of)]
			if item == nil {
				return nil
			}
			return price.add(item, Price{Kind: Own, Of: customer})
		})
}

func (r *loading) askStock() {
	var of, warehouse [16]byte
	var free pgtype.Numeric
	var as time.Time
	r.each("SELECT item_id, warehouse_id, greatest(on_hand - reserved, 0), as_of FROM inventory_stock WHERE tenant_id = $1", "item_id", "", []any{&of, &warehouse, &free, &as}, func() error {
		if item := r.items[id.FromUUID[id.Item](of)]; item != nil {
			item.lies = append(item.lies, lying{of: warehouse, free: number(free), asOf: as})
		}
		return nil
	})
}

func (r *loading) askComing() {
	var of, warehouse [16]byte
	var due time.Time
	var quantity pgtype.Numeric
	r.each("SELECT item_id, warehouse_id, due, sum(quantity) FROM inventory_incoming WHERE tenant_id = $1 AND state = 'expected'", "item_id", " GROUP BY item_id, warehouse_id, due ORDER BY due", []any{&of, &warehouse, &due, &quantity}, func() error {
		if item := r.items[id.FromUUID[id.Item](of)]; item != nil {
			item.coming = append(item.coming, coming{of: warehouse, day: due.Unix() / secondsOfDay, quantity: number(quantity)})
		}
		return nil
	})
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

// number is a numeric column; NULL is zero.
func number(n pgtype.Numeric) decimal.Decimal {
	if !n.Valid || n.Int == nil {
		return decimal.Zero
	}
	return decimal.NewFromBigInt(n.Int, n.Exp)
}

// millionths is a price of at most six places.
func millionths(price decimal.Decimal) (int64, error) {
	whole := price.Shift(6)
	if !whole.IsInteger() || !whole.BigInt().IsInt64() {
		return 0, errOdd
	}
	return whole.IntPart(), nil
}
