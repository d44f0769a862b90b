package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/shopspring/decimal"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/id"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// The layout floor is the least that this layout of tables costs: past row security, of the same items that the path is asked for, what layout O of the trial read of an offer.
// That is minimum and multiple, lead time, the base price with its breaks, stock; the prices of the buyer's lists (region, group, contract) and its own; and packs.
// Which lists those are is known, as the trial kept an offer's groups and regions in the price's own row. It reads no names, no conditions, no promotions, and asks nobody
// who may see what: all that the path does beside is held against it. The three statements are prepared and
// go together, as the path's four do; OFFSET 0 keeps the planner to keys, where it would compare each price with each list.
var layoutFloor = []string{`
SELECT a.n, i.minimum, i.multiple, i.unit, i.lead_days, p.currency, p.price, p.breaks, k.on_hand - k.reserved AS stock
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS a(tenant_id, item_id, n)
JOIN hub.catalog_item i ON i.tenant_id = a.tenant_id AND i.id = a.item_id AND i.state = 'active'
LEFT JOIN hub.pricing_list_price p ON p.tenant_id = a.tenant_id AND p.item_id = a.item_id
LEFT JOIN hub.inventory_stock k ON k.tenant_id = a.tenant_id AND k.item_id = a.item_id`, `
SELECT a.n, e.price, e.breaks, e.valid_from, e.valid_to, e.agreed - e.called AS left_over
FROM unnest($3::uuid[], $4::uuid[]) AS l(tenant_id, id) JOIN unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS a(tenant_id, item_id, n) ON a.tenant_id = l.tenant_id
CROSS JOIN LATERAL (SELECT * FROM hub.pricing_entry e WHERE e.tenant_id = a.tenant_id AND e.list_id = l.id AND e.item_id = a.item_id OFFSET 0) e
UNION ALL
SELECT a.n, o.price, o.breaks, NULL, NULL, NULL
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS a(tenant_id, item_id, n) JOIN unnest($5::uuid[], $6::uuid[]) AS c(tenant_id, id) ON c.tenant_id = a.tenant_id
CROSS JOIN LATERAL (SELECT * FROM hub.pricing_own_price o WHERE o.tenant_id = a.tenant_id AND o.customer_id = c.id AND o.item_id = a.item_id OFFSET 0) o`, `
SELECT a.n, p.level, p.contains, p.gross_weight
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS a(tenant_id, item_id, n) JOIN hub.catalog_pack p ON p.tenant_id = a.tenant_id AND p.item_id = a.item_id`}

// layoutOffer, layoutPrice and layoutPack are rows of the floor.
type (
	layoutOffer struct {
		N                 int64
		Minimum, Multiple decimal.Decimal
		Unit              string
		LeadDays          *int
		Currency          string
		Price             decimal.Decimal
		Breaks            string
		Stock             decimal.Decimal
	}
	layoutPrice struct {
		N                  int64
		Price              decimal.Decimal
		Breaks             string
		ValidFrom, ValidTo *time.Time
		LeftOver           decimal.NullDecimal
	}
	layoutPack struct {
		N           int64
		Level       string
		Contains    decimal.Decimal
		GrossWeight decimal.Decimal
	}
)

// layoutAsk is what the floor is asked for: a basket's refs, and the lists and customer records that are its buyer's.
type layoutAsk struct{ suppliers, items, listed, lists, known, customers []pgtype.UUID }

func (a layoutAsk) args(statement int) []any {
	if statement == 1 {
		return []any{a.suppliers, a.items, a.listed, a.lists, a.known, a.customers}
	}
	return []any{a.suppliers, a.items}
}

// asks turns baskets into what the floor is asked for.
func (b *compareBench) asks(ctx context.Context, baskets [][]own.Ref) ([]layoutAsk, error) {
	out := make([]layoutAsk, len(baskets))
	for i, refs := range baskets {
		a := &out[i]
		for _, r := range refs {
			a.suppliers, a.items = append(a.suppliers, pgtype.UUID{Bytes: r.Supplier.Bytes(), Valid: true}), append(a.items, pgtype.UUID{Bytes: r.Item.Bytes(), Valid: true})
		}
		err := b.admin.QueryRow(ctx, `
WITH r AS (SELECT r.tenant_id, r.customer_id, r.region, c.group_id FROM hub.trading_relationship r JOIN hub.trading_customer c ON c.tenant_id = r.tenant_id AND c.id = r.customer_id WHERE r.buyer_id = $1::uuid),
  l AS (SELECT l.tenant_id, l.id FROM r JOIN hub.pricing_list l ON l.tenant_id = r.tenant_id AND (l.region = r.region OR l.group_id = r.group_id OR l.customer_id = r.customer_id)),
  c AS (SELECT DISTINCT o.tenant_id, o.customer_id FROM r JOIN hub.pricing_own_price o ON o.tenant_id = r.tenant_id AND o.customer_id = r.customer_id)
SELECT (SELECT array_agg(tenant_id) FROM l), (SELECT array_agg(id) FROM l), (SELECT array_agg(tenant_id) FROM c), (SELECT array_agg(customer_id) FROM c)`, b.buyers[i%len(b.buyers)].id.UUID()).
			Scan(&a.listed, &a.lists, &a.known, &a.customers)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// layoutRows are what the floor has read.
type layoutRows struct {
	offers []layoutOffer
	prices []layoutPrice
	packs  []layoutPack
}

// byPGX reads the floor as one does with pgx.
func (b *compareBench) byPGX(ctx context.Context, a layoutAsk) (out layoutRows, err error) {
	var batch pgx.Batch
	for i, text := range layoutFloor {
		batch.Queue(text, a.args(i)...)
	}
	answers := b.admin.SendBatch(ctx, &batch)
	defer func() { err = errors.Join(err, answers.Close()) }()
	var minimum, multiple, price, stock pgtype.Numeric
	number := func(n pgtype.Numeric) decimal.Decimal {
		if !n.Valid {
			return decimal.Decimal{}
		}
		return decimal.NewFromBigInt(n.Int, n.Exp)
	}
	each := func(dest []any, fn func()) error {
		rows, err := answers.Query()
		if err != nil {
			return err
		}
		_, err = pgx.ForEachRow(rows, dest, func() error { fn(); return nil })
		return err
	}
	var o layoutOffer
	err = each([]any{&o.N, &minimum, &multiple, &o.Unit, &o.LeadDays, &o.Currency, &price, &o.Breaks, &stock}, func() {
		o.Minimum, o.Multiple, o.Price, o.Stock = number(minimum), number(multiple), number(price), number(stock)
		out.offers = append(out.offers, o)
	})
	if err != nil {
		return out, err
	}
	var p layoutPrice
	err = each([]any{&p.N, &price, &p.Breaks, &p.ValidFrom, &p.ValidTo, &stock}, func() {
		p.Price, p.LeftOver = number(price), decimal.NullDecimal{Decimal: number(stock), Valid: stock.Valid}
		out.prices = append(out.prices, p)
	})
	if err != nil {
		return out, err
	}
	var k layoutPack
	return out, each([]any{&k.N, &k.Level, &price, &stock}, func() {
		k.Contains, k.GrossWeight = number(price), number(stock)
		out.packs = append(out.packs, k)
	})
}

// byGorm reads the same with Raw and Scan.
func byGorm(db *gorm.DB, a layoutAsk) (out layoutRows, err error) {
	// gorm would take a slice apart into one argument for each element.
	pick := func(statement int) *gorm.DB {
		args := a.args(statement)
		for i, arg := range args {
			if ids, ok := arg.([]pgtype.UUID); ok {
				args[i] = tenants.TextArray(uuids(ids))
			}
		}
		text := layoutFloor[statement]
		for i := len(args); i > 0; i-- {
			text = strings.ReplaceAll(text, "$"+strconv.Itoa(i)+"::", "(@p"+strconv.Itoa(i)+")::")
		}
		named := map[string]any{}
		for i, arg := range args {
			named["p"+strconv.Itoa(i+1)] = arg
		}
		return db.Raw(text, named)
	}
	return out, errors.Join(pick(0).Scan(&out.offers).Error, pick(1).Scan(&out.prices).Error, pick(2).Scan(&out.packs).Error)
}

func uuids(all []pgtype.UUID) []string {
	out := make([]string, len(all))
	for i, u := range all {
		out[i] = u.String()
	}
	return out
}

// statements measures the reading alone: the floor of the layout by pgx and by gorm, and the path in the buyer's scope with row security on and off. They take turns, so that
// whatever else the machine does hits all of them.
func (b *compareBench) statements(ctx context.Context) ([]Figure, error) {
	baskets, err := b.baskets(ctx)
	if err != nil {
		return nil, err
	}
	asks, err := b.asks(ctx, baskets)
	if err != nil {
		return nil, err
	}
	admin, err := gorm.Open(postgres.New(postgres.Config{Conn: stdlib.OpenDB(*b.admin.Config())}), &gorm.Config{SkipDefaultTransaction: true, Logger: logger.Discard})
	if err != nil {
		return nil, err
	}
	pool, err := admin.DB()
	if err != nil {
		return nil, err
	}
	defer func() { _ = pool.Close() }()
	pool.SetMaxOpenConns(1)
	path := func(i int) error {
		_, err := b.reads(i, basket.SQL{}, baskets[i])
		return err
	}
	rows, offers := 0, 0
	ways := []way{
		{name: "layout floor by pgx", do: func(i int) error {
			got, err := b.byPGX(ctx, asks[i])
			rows, offers = rows+len(got.offers)+len(got.prices)+len(got.packs), offers+len(got.offers)
			return err
		}},
		{name: "layout floor by gorm", do: func(i int) error {
			_, err := byGorm(admin, asks[i])
			return err
		}},
		{name: "SQL path with row security", do: path},
		{name: "SQL path without row security", do: path, before: func() error { return b.security(ctx, "DISABLE") }, after: func() error { return b.security(ctx, "ENABLE") }},
		{name: "an empty scope", do: func(i int) error {
			by := b.buyers[i%len(b.buyers)]
			scope, err := authz.Acting(by.ctx, by.id, "comparison.offer.read")
			if err != nil {
				return err
			}
			return b.hub.DB.Read(by.ctx, scope, func(context.Context, *tenants.Tx) error { return nil })
		}},
	}
	if err := b.inTurns(ways, compareRounds); err != nil {
		return nil, err
	}
	reads := float64(turns * (warming + 1 + compareRounds))
	figures := []Figure{{"offers of a basket of 50 lines", float64(offers) / reads, "offers", "", true}, {"rows of the layout floor", float64(rows) / reads, "rows", "", true}}
	for _, w := range ways {
		figures = append(figures, Figure{w.name + ", database", w.database, "ms CPU", "", true}, Figure{w.name + ", hub", w.hub, "ms CPU", "", true})
	}
	floor, on, off := ways[0], ways[2], ways[3]
	return append(figures,
		ratio("SQL path : layout floor, all in", (on.database+on.hub)/(floor.database+floor.hub), 1.5), ratio("row security on : off, database", on.database/max(off.database, 0.001), 1.25),
		Figure{"layout floor by gorm : by pgx, hub", ways[1].hub / max(floor.hub, 0.001), "×", "", true}), nil
}

// baskets are the refs of all that is offered for the products of each.
func (b *compareBench) baskets(ctx context.Context) ([][]own.Ref, error) {
	out := make([][]own.Ref, compareRounds)
	for i := range out {
		rows, err := b.admin.Query(ctx, "SELECT md5('product' || p)::uuid::text FROM unnest($1::int[]) p", b.basket(50))
		if err != nil {
			return nil, err
		}
		products, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return nil, err
		}
		if out[i], err = b.members(ctx, products); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (b *compareBench) members(ctx context.Context, products []string) ([]own.Ref, error) {
	rows, err := b.admin.Query(ctx, "SELECT tenant_id, item_id FROM hub.matching_member WHERE product_id = ANY ($1::uuid[]) AND tenant_id IN (SELECT md5('supplier' || s)::uuid FROM generate_series(1, $2::int) s)", products, compareSees)
	if err != nil {
		return nil, err
	}
	var out []own.Ref
	var tenant, item [16]byte
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item}, func() error {
		out = append(out, own.Ref{Supplier: id.FromUUID[id.Company](tenant), Item: id.FromUUID[id.Item](item)})
		return nil
	})
	return out, err
}

// security switches row security of what is read on or off.
func (b *compareBench) security(ctx context.Context, what string) error {
	for _, table := range read {
		if _, err := b.admin.Exec(ctx, "ALTER TABLE hub."+table+" "+what+" ROW LEVEL SECURITY"); err != nil {
			return err
		}
	}
	return nil
}

// way is one of several ways to do the same, with the CPU of one time in milliseconds.
type way struct {
	name          string
	do            func(int) error
	before, after func() error
	hub, database float64
}

const (
	turns   = 3
	warming = 7 // after so many the plans of prepared statements are made
)

// inTurns measures ways one after the other, several times.
func (b *compareBench) inTurns(ways []way, rounds int) error {
	for range turns {
		for i := range ways {
			w := &ways[i]
			if w.before != nil {
				if err := w.before(); err != nil {
					return err
				}
			}
			for n := range warming {
				if err := w.do(n % rounds); err != nil {
					return err
				}
			}
			hub, database, err := b.perRound(rounds, w.do)
			if w.after != nil {
				err = errors.Join(err, w.after())
			}
			if err != nil {
				return err
			}
			w.hub, w.database = w.hub+hub/turns, w.database+database/turns
		}
	}
	return nil
}

// perRound is the CPU of one of so many, in milliseconds, in the hub and in the database.
func (b *compareBench) perRound(rounds int, do func(int) error) (hub, database float64, err error) {
	if err := do(0); err != nil { // the first fills caches of plans
		return 0, 0, err
	}
	hubBefore, dbBefore := b.spent()
	for i := range rounds {
		if err := do(i); err != nil {
			return 0, 0, err
		}
	}
	hubAfter, dbAfter := b.spent()
	in := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(rounds) }
	return in(hubAfter - hubBefore), in(dbAfter - dbBefore), nil
}

// spent is what the hub and all of its database's processes have worked so far; also those that have ended.
func (b *compareBench) spent() (hub, database time.Duration) {
	var use syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &use) // cannot fail for oneself
	hub = time.Duration(use.Utime.Nano() + use.Stime.Nano())
	processes, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, p := range processes {
		text, err := os.ReadFile(p)
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(text), ") ")
		field := strings.Fields(rest)
		if len(field) < 13 || field[1] != b.postmaster {
			continue
		}
		if exact, err := os.ReadFile(filepath.Dir(p) + "/schedstat"); err == nil { // nanoseconds
			var ran int64
			if _, err := fmt.Sscan(string(exact), &ran); err == nil && ran > 0 {
				b.note(p, time.Duration(ran))
				continue
			}
		}
		user, _ := strconv.ParseInt(field[11], 10, 64)
		system, _ := strconv.ParseInt(field[12], 10, 64)
		b.note(p, time.Duration(user+system)*10*time.Millisecond) // ticks of a hundredth of a second
	}
	return hub, b.database
}

// note adds what a process of the database has worked since it was seen last.
func (b *compareBench) note(process string, ran time.Duration) {
	if b.seen == nil {
		b.seen = map[string]time.Duration{}
	}
	b.database += max(0, ran-b.seen[process])
	b.seen[process] = ran
}
