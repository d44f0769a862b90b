package bench

import (
	"bytes"
	"context"
	"crypto/md5" //nolint:gosec // names, as PostgreSQL makes them
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app"
	"manifold/internal/identity"
	"manifold/internal/kernel/id"
)

//go:embed prices.sql
var priceLists string

// Sizes of the prices bench, full and small: lists of the supplier, its items, how many of them stand in every list, and how many items each list has.
var (
	pricesLarge = pricesSize{10_000, 20_000, 40, 100}
	pricesSmall = pricesSize{600, 2_000, 10, 60}
)

type pricesSize struct{ lists, items, popular, each int }

const (
	pricesBuyers = 8 // so many that none comes to the limit of what a relationship may ask
	pricesRounds = 400
	pricesWarm   = 40
)

// prices measures how long somebody waits for one price of a supplier that has many lists: over HTTP, in the product's own way, of items that stand in every list
// and of others.
func prices(ctx context.Context, hub *app.App, o Options) ([]Figure, error) {
	b := pricesBench{hub: hub, size: pricesSmall, random: rand.New(rand.NewPCG(20261122, 11))} //nolint:gosec // the same items each time
	if o.Large {
		b.size = pricesLarge
	}
	took := stopwatch()
	entries, err := b.lay(ctx)
	if err != nil {
		return nil, err
	}
	figures := []Figure{{fmt.Sprintf("%d lists with %d prices laid in", b.size.lists, entries), took().Seconds(), "s", "", true}}
	for _, kind := range []struct {
		name string
		item func() id.ItemID
		ask  func(pricesBuyer, id.ItemID) (method, path string, body any)
	}{
		{"price with its receipt, item in every list", b.popular, b.receipt}, {"price with its receipt, other item", b.other, b.receipt},
		{"basket of one line, item in every list", b.popular, b.compare}, {"basket of one line, other item", b.other, b.compare},
		{"basket of one line with its receipt, item in every list", b.popular, b.compared},
	} {
		times := make([]time.Duration, 0, pricesRounds)
		for i := range pricesWarm + pricesRounds {
			by := b.buyers[i%len(b.buyers)]
			method, path, body := kind.ask(by, kind.item())
			spent, err := b.send(ctx, by, method, path, body)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", kind.name, err)
			}
			if i >= pricesWarm { // the first fill caches of plans
				times = append(times, spent)
			}
		}
		slices.Sort(times)
		figures = append(figures, Figure{kind.name + ", p50", median(times), "ms", "", true}, atMost(kind.name+", p99", float64(times[len(times)*99/100].Microseconds())/1000, 20))
	}
	return figures, nil
}

type pricesBench struct {
	hub    *app.App
	size   pricesSize
	random *rand.Rand
	buyers []pricesBuyer
}

type pricesBuyer struct {
	company  id.CompanyID
	supplier id.CompanyID
	token    string
}

// lay makes the supplier and its buyers, and answers how many prices stand in lists.
func (b *pricesBench) lay(ctx context.Context) (entries int64, err error) {
	admin, err := pgx.Connect(ctx, b.hub.Config.DatabaseURL)
	if err != nil {
		return 0, err
	}
	defer func() { _ = admin.Close(context.WithoutCancel(ctx)) }()
	n := strconv.Itoa
	text := strings.NewReplacer("{lists}", n(b.size.lists), "{items}", n(b.size.items), "{popular}", n(b.size.popular), "{each}", n(b.size.each), "{entries}", n(b.size.lists*b.size.each)).Replace(priceLists)
	if _, err := admin.PgConn().Exec(ctx, text).ReadAll(); err != nil {
		return 0, err
	}
	for i := range pricesBuyers {
		if err := b.buyer(ctx, admin, i+1); err != nil {
			return 0, err
		}
	}
	for _, table := range append(read, "trading_customer", "trading_group") {
		if _, err := admin.Exec(ctx, "VACUUM (ANALYZE) hub."+table); err != nil {
			return 0, err
		}
	}
	if _, err := admin.Exec(ctx, "CHECKPOINT"); err != nil { // or what was laid in would be written while requests are measured
		return 0, err
	}
	return entries, admin.QueryRow(ctx, "SELECT count(*) FROM hub.pricing_entry").Scan(&entries)
}

// buyer founds a buyer that is the n-th customer: lists for it alone, for its group and for its region apply.
func (b *pricesBench) buyer(ctx context.Context, admin *pgx.Conn, n int) error {
	mail := fmt.Sprintf("buyer%d@example.com", n)
	_, own, err := b.hub.Identity.Provision(ctx, identity.Person{Email: mail, Name: "Buyer", Locale: "en"}, benchPassword, identity.NewCompany{Name: mail, Country: "CN", Parts: []string{"buyer"}})
	if err != nil {
		return err
	}
	in, err := b.hub.Identity.SignIn(ctx, mail, benchPassword, "")
	if err != nil {
		return err
	}
	var supplier [16]byte
	err = admin.QueryRow(ctx, `
WITH linked AS (UPDATE hub.trading_customer SET buyer_id = $1::uuid WHERE tenant_id = md5('supplier1')::uuid AND id = md5('customer' || $2::int)::uuid RETURNING tenant_id, id)
INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, region, applied_at, decided_at, changed_at, sees_categories, sees_price, sees_stock, sees_lead_time, sees_promotions)
SELECT tenant_id, $1::uuid, 'approved', 'Buyer', id, 'R' || $2::int * 20, now(), now(), now(), '{*}', 'own', 'exact', true, true FROM linked RETURNING tenant_id`, own[0].ID.UUID(), n).Scan(&supplier)
	b.buyers = append(b.buyers, pricesBuyer{own[0].ID, id.FromUUID[id.Company](supplier), in.Access})
	return err
}

func (b *pricesBench) popular() id.ItemID { return pricesItem(1 + b.random.IntN(b.size.popular)) }

func (b *pricesBench) other() id.ItemID {
	return pricesItem(b.size.popular + 1 + b.random.IntN(b.size.items-b.size.popular))
}

// pricesItem is the id that prices.sql gives an item.
func pricesItem(n int) id.ItemID {
	return id.FromUUID[id.Item](md5.Sum([]byte("item" + strconv.Itoa(n)))) //nolint:gosec // a name and no secret
}

// receipt asks why one item costs what it does, compare what a basket of it costs, compared why that is so.
func (b *pricesBench) receipt(by pricesBuyer, item id.ItemID) (method, path string, body any) {
	return http.MethodGet, fmt.Sprintf("/api/companies/%s/suppliers/%s/items/%s/receipt?quantity=25", by.company, by.supplier, item), nil
}

func (b *pricesBench) compare(by pricesBuyer, item id.ItemID) (method, path string, body any) {
	line := map[string]any{"key": "1", "quantity": "25", "item": map[string]any{"supplier": by.supplier, "item": item}}
	return http.MethodPost, fmt.Sprintf("/api/companies/%s/comparison", by.company), map[string]any{"lines": []any{line}}
}

func (b *pricesBench) compared(by pricesBuyer, item id.ItemID) (method, path string, body any) {
	_, path, basket := b.compare(by, item)
	return http.MethodPost, path + "/receipt", map[string]any{"basket": basket, "line": "1", "supplier": by.supplier, "item": item}
}

// send sends a request as a buyer, and answers how long its answer took.
func (b *pricesBench) send(ctx context.Context, by pricesBuyer, method, path string, body any) (time.Duration, error) {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		sent = bytes.NewReader(text)
	}
	r := httptest.NewRequestWithContext(ctx, method, path, sent)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Authorization", "Bearer "+by.token)
	w := httptest.NewRecorder()
	took := stopwatch()
	b.hub.Web.Handler().ServeHTTP(w, r)
	spent := took()
	if w.Code != http.StatusOK {
		return spent, fmt.Errorf("%s answers %d: %s", path, w.Code, w.Body.Bytes()[:min(300, w.Body.Len())])
	}
	return spent, nil
}
