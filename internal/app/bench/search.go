package bench

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"manifold/internal/app"
	"manifold/internal/catalog"
	"manifold/internal/comparison"
	"manifold/internal/identity"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/page"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Sizes of the search bench. A buyer sees all items of all suppliers, which is the hardest case.
const (
	searchSuppliers  = 20
	searchItems      = 100_000
	searchItemsLarge = 1_000_000
	searchAtOnce     = 1000
	searchBuyers     = 6
	searchTyped      = 4000 // wares that questions are about
	searchRounds     = 60   // questions of each kind
)

// searching measures how soon a buyer has an answer while it types, over real items and their variations.
func searching(ctx context.Context, hub *app.App, o Options) ([]Figure, error) {
	items := searchItems
	if o.Large {
		items = searchItemsLarge
	}
	source, err := readWares(o.Data)
	if err != nil {
		return nil, err
	}
	b := searchBench{hub: hub, random: rand.New(rand.NewPCG(4, 2)), wares: source} //nolint:gosec // the same items each time
	if err := b.market(ctx); err != nil {
		return nil, err
	}
	defer func() { _ = b.admin.Close(context.WithoutCancel(ctx)) }()
	var there int
	if err := b.admin.QueryRow(ctx, "SELECT count(*) FROM hub.catalog_item").Scan(&there); err != nil {
		return nil, err
	}
	if there > items {
		return nil, fmt.Errorf("the kept folder has %d items, more than %d; name another one", there, items)
	}
	var figures []Figure
	if there < items {
		took := stopwatch()
		if err := b.fill(ctx, there, items); err != nil {
			return nil, err
		}
		figures = append(figures, Figure{fmt.Sprintf("%d items of %d suppliers written with what they are found by", items-there, searchSuppliers), float64(items-there) / took().Seconds(), "items/s", "", true})
	}
	for range searchTyped {
		b.typed = append(b.typed, b.variation(b.random.IntN(items)))
	}
	asked, err := b.ask(ctx)
	return append(figures, asked...), err
}

type searchBench struct {
	hub       *app.App
	admin     *pgx.Conn
	random    *rand.Rand
	wares     []ware
	suppliers []id.CompanyID
	buyers    []buyer // in turns: one alone would ask more than a supplier lets one ask in a minute
	typed     []ware  // what questions are about
}

type buyer struct {
	ctx context.Context
	id  id.CompanyID
}

// market founds the companies, and lets the buyer trade with all suppliers. Those of a kept folder stand already.
func (b *searchBench) market(ctx context.Context) (err error) {
	if b.admin, err = pgx.Connect(ctx, b.hub.Config.DatabaseURL); err != nil {
		return err
	}
	for i := range searchBuyers {
		buying, company, _, err := b.found(ctx, fmt.Sprintf("Buyer %d", i), authz.PartBuyer)
		if err != nil {
			return err
		}
		b.buyers = append(b.buyers, buyer{buying, company})
	}
	for i := range searchSuppliers {
		selling, supplier, stood, err := b.found(ctx, fmt.Sprintf("Supplier %02d", i), authz.PartSupplier)
		if err != nil {
			return err
		}
		b.suppliers = append(b.suppliers, supplier)
		if stood {
			continue
		}
		if _, err := b.admin.Exec(ctx, "INSERT INTO hub.trading_supplier_profile (tenant_id, name, updated_at) VALUES ($1, 'Supplier', now())", supplier.UUID()); err != nil {
			return err
		}
		for _, buying := range b.buyers {
			if err := b.join(ctx, supplier, buying.id); err != nil {
				return err
			}
		}
		if _, err := b.hub.Grants.PutGrant(selling, supplier, grant.LevelDefault, "", nil, grant.Grant{}); err != nil {
			return err
		}
	}
	return nil
}

// join lets two companies trade, as an application that was approved does.
func (b *searchBench) join(ctx context.Context, supplier, buyer id.CompanyID) error {
	customer := id.New[id.Customer](b.hub.DB.Now())
	for _, text := range []string{
		"INSERT INTO hub.trading_customer (tenant_id, id, code, name, buyer_id, source, code_key, name_key, created_at, updated_at) VALUES ($1, $3, $2::uuid::text, 'Buyer', $2, 'manual', $2::uuid::text, 'B', now(), now())",
		"INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, applied_at, decided_at, changed_at) VALUES ($1, $2, 'approved', 'Buyer', $3, now(), now(), now())",
	} {
		if _, err := b.admin.Exec(ctx, text, supplier.UUID(), buyer.UUID(), customer.UUID()); err != nil {
			return err
		}
	}
	return nil
}

// found founds a company, unless it stands already, and answers its owner.
func (b *searchBench) found(ctx context.Context, name, part string) (owner context.Context, company id.CompanyID, stood bool, err error) {
	var person id.PersonID
	err = b.admin.QueryRow(ctx, "SELECT c.id::text, c.founder_id::text FROM hub.identity_company c WHERE c.name = $1", name).Scan(&company, &person)
	if stood = err == nil; !stood && !errors.Is(err, pgx.ErrNoRows) {
		return nil, company, false, err
	}
	if !stood {
		founder, own, err := b.hub.Identity.Provision(ctx, identity.Person{Email: strings.ReplaceAll(strings.ToLower(name), " ", "") + "@example.com", Name: name, Locale: "en"}, benchPassword,
			identity.NewCompany{Name: name, Country: "GB", Parts: []string{part}})
		if err != nil {
			return nil, company, false, err
		}
		person, company = founder.ID, own[0].ID
	}
	seat := authz.Seat{ID: id.New[id.Seat](b.hub.DB.Now()), Company: company, Parts: []string{part}, Roles: []authz.Role{authz.Owner}}
	return authz.With(ctx, &authz.Principal{Person: person, Seats: []authz.Seat{seat}}), company, stood, nil
}

// fill writes the items from one number to another, with prices, as imports do.
func (b *searchBench) fill(ctx context.Context, first, items int) error {
	currency, err := money.ParseCurrency("EUR")
	if err != nil {
		return err
	}
	for from := first; from < items; from += searchAtOnce {
		supplier := b.suppliers[from/searchAtOnce%len(b.suppliers)]
		batch := make([]catalog.Item, min(searchAtOnce, items-from))
		for i := range batch {
			batch[i] = b.variation(from + i).item()
		}
		err := b.hub.DB.InScope(ctx, tenants.Worker(supplier, id.New[id.Job](b.hub.DB.Now())), func(ctx context.Context, tx *tenants.Tx) error {
			_, err := catalog.Revise(ctx, tx, supplier, catalog.ByImport, "", func(r catalog.Revision) error {
				ids, err := catalog.Put(tx, r, batch)
				if err != nil {
					return err
				}
				prices := make(map[id.ItemID]pricing.List, len(ids))
				for _, item := range ids {
					amount, err := money.NewUnitPrice(decimal.New(int64(1+b.random.IntN(99_999)), -2), currency)
					if err != nil {
						return err
					}
					prices[item] = pricing.List{Price: pricing.Price{Amount: amount}}
				}
				return pricing.PutList(tx, supplier, prices)
			})
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, text := range []string{"VACUUM ANALYZE hub.catalog_search", "VACUUM ANALYZE hub.catalog_word", "VACUUM ANALYZE hub.catalog_item", "VACUUM ANALYZE hub.pricing_list_price"} {
		if _, err := b.admin.Exec(ctx, text); err != nil { // as the server does by itself soon after
			return err
		}
	}
	return nil
}

// ask asks questions of each kind, as somebody types them, and one by one.
func (b *searchBench) ask(ctx context.Context) ([]Figure, error) {
	var figures []Figure
	var all []time.Duration
	for _, k := range kindsOfQuestion {
		questions := k.of(b)
		var times []time.Duration
		for i, q := range append(questions[:min(5, len(questions))], questions...) {
			by := b.buyers[i%len(b.buyers)]
			took := stopwatch()
			found, err := b.hub.Comparison.Suggest(by.ctx, by.id, q, 8)
			if err != nil {
				return nil, fmt.Errorf("%s %q: %w", k.name, q, err)
			}
			if i >= 5 { // the first are to fill caches of plans
				times = append(times, took())
			}
			if k.finds && len(found.Items) == 0 {
				return nil, fmt.Errorf("%s %q finds nothing", k.name, q)
			}
		}
		all = append(all, times...)
		figures = append(figures, Figure{k.name + ", p50", percentile(times, 50), "ms", "", true}, Figure{k.name + ", p95", percentile(times, 95), "ms", "", true},
			Figure{k.name + ", p99", percentile(times, 99), "ms", "", true})
	}
	figures = append(figures, Figure{"suggestions of all kinds, p50", percentile(all, 50), "ms", "", true}, atMost("suggestions of all kinds, p95", percentile(all, 95), 50),
		Figure{"suggestions of all kinds, p99", percentile(all, 99), "ms", "", true})
	var pages []time.Duration
	for i, q := range wordsOf(b) {
		by := b.buyers[i%len(b.buyers)]
		took := stopwatch()
		if _, err := b.hub.Comparison.Search(by.ctx, by.id, comparison.Wanted{Words: q, Facets: true}, firstPage()); err != nil {
			return nil, err
		}
		pages = append(pages, took())
	}
	return append(figures, Figure{"a page of 50 with facets, p50", percentile(pages, 50), "ms", "", true}, Figure{"a page of 50 with facets, p95", percentile(pages, 95), "ms", "", true}), ctx.Err()
}

func firstPage() page.Request {
	r, err := page.NewRequest(50, "")
	if err != nil {
		panic(err) // two constants
	}
	return r
}

func percentile(times []time.Duration, p int) float64 {
	sorted := slices.Sorted(slices.Values(times))
	return float64(sorted[min(len(sorted)*p/100, len(sorted)-1)].Microseconds()) / 1000
}

// item is the ware as an import writes it.
func (w ware) item() catalog.Item {
	unit, err := quantity.ParseUnit("H87")
	if err != nil {
		panic(err) // a code of the list
	}
	one := decimal.NewFromInt(1)
	return catalog.Item{SKU: w.sku, Name: w.name, Brand: w.brand, MPN: w.mpn, GTIN: w.gtin, Category: w.category, Unit: unit, Minimum: one, Multiple: one, State: catalog.Active}
}
