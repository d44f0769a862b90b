package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"manifold/internal/app"
	"manifold/internal/kernel/id"
)

// What one act of ordering is measured with, and how long it may take at most, but for one time in a hundred.
const (
	orderSuppliers = 20
	orderLines     = 200 // over all suppliers
	orderRounds    = 100
	orderMost      = 300 // ms
	pastedLines    = 500
	pastedRounds   = 5
	pastedMost     = 2000 // ms
	sheetLines     = 5_000
	sheetRounds    = 3
	sheetMost      = 15_000 // ms
)

// ordering measures how long a buyer waits for its order of many lines at many suppliers: prices taken anew, stock held, orders written, all in one transaction.
func ordering(ctx context.Context, hub *app.App, _ Options) ([]Figure, error) {
	b := compareBench{hub: hub, random: rand.New(rand.NewPCG(20261122, 8)), suppliers: compareSuppliersSmall, products: compareProductsSmall} //nolint:gosec // the same orders each time
	if err := b.lay(ctx); err != nil {
		return nil, err
	}
	defer func() { _ = b.admin.Close(context.WithoutCancel(ctx)) }()
	if _, err := b.admin.Exec(ctx, "UPDATE hub.inventory_stock SET on_hand = 1000000"); err != nil {
		return nil, err
	}
	var seeing, ordering []time.Duration
	var orders, lines int
	for i := range orderRounds {
		body, err := b.orderOf(ctx)
		if err != nil {
			return nil, err
		}
		took := stopwatch()
		seen, err := b.asked(i, "/purchases/preview", http.StatusOK, body)
		if err != nil {
			return nil, err
		}
		seeing = append(seeing, took())
		if err := body.agree(seen); err != nil {
			return nil, err
		}
		took = stopwatch()
		placed, err := b.asked(i, "/purchases", http.StatusCreated, body)
		if err != nil {
			return nil, err
		}
		ordering = append(ordering, took())
		var purchase struct {
			Orders []struct{ Lines int }
		}
		if err := json.Unmarshal(placed, &purchase); err != nil {
			return nil, err
		}
		orders += len(purchase.Orders)
		for _, o := range purchase.Orders {
			lines += o.Lines
		}
	}
	pasted, err := each(pastedRounds, func(i int) error { return b.pasted(ctx, i, pastedLines) })
	if err != nil {
		return nil, err
	}
	sheet, err := each(sheetRounds, func(i int) error { return b.pasted(ctx, i, sheetLines) })
	if err != nil {
		return nil, err
	}
	slices.Sort(seeing)
	slices.Sort(ordering)
	at := func(times []time.Duration, part int) float64 {
		return float64(times[min(len(times)-1, len(times)*part/100)].Microseconds()) / 1000
	}
	return []Figure{
		{"lines of an act of ordering", float64(lines) / orderRounds, "", fmt.Sprintf("= %d", orderLines), lines == orderRounds*orderLines},
		{"orders of an act of ordering", float64(orders) / orderRounds, "", fmt.Sprintf("= %d", orderSuppliers), orders == orderRounds*orderSuppliers},
		{"what it would come to, p50", at(seeing, 50), "ms", "", true},
		{"what it would come to, p99", at(seeing, 99), "ms", "", true},
		{"ordering, p50", at(ordering, 50), "ms", "", true},
		atMost("ordering, p99", at(ordering, 99), orderMost),
		atMost(fmt.Sprintf("%d pasted lines over %d suppliers to plans, and the recommended one looked over, p50", pastedLines, compareSees), median(pasted), pastedMost),
		atMost(fmt.Sprintf("%d pasted lines, the same, p50", sheetLines), median(sheet), sheetMost),
	}, nil
}

// pasted has plans made of lines as they are pasted, by manufacturers' numbers, and looks over what the recommended one orders.
func (b *compareBench) pasted(ctx context.Context, i, count int) error {
	type line struct {
		Key      string `json:"key"`
		Text     string `json:"text"`
		Quantity string `json:"quantity"`
	}
	var lines []line
	for n, product := range b.basket(count) {
		lines = append(lines, line{strconv.Itoa(n), "M" + strconv.Itoa(product), "60"})
	}
	made, err := b.asked(i, "/purchases/plans", http.StatusOK, map[string]any{"lines": lines})
	if err != nil {
		return err
	}
	var answer struct {
		Plans []struct{ Lines []orderLine }
		Left  []json.RawMessage
	}
	if err := json.Unmarshal(made, &answer); err != nil {
		return err
	}
	if len(answer.Plans) == 0 || len(answer.Plans[0].Lines)+len(answer.Left) != count || len(answer.Left) > count/10 {
		return fmt.Errorf("%d pasted lines became %d plans, %d lines left", count, len(answer.Plans), len(answer.Left))
	}
	body := orderBody{Mode: "all_or_nothing", Lines: answer.Plans[0].Lines}
	for n := range body.Lines {
		body.Lines[n].Price = unseen
	}
	_, err = b.asked(i, "/purchases/preview", http.StatusOK, body)
	return err
}

// unseen stands for a price that is not known yet.
var unseen = json.RawMessage(`{"amount":"1","currency":"CNY"}`)

// orderBody is what is ordered, as JSON.
type orderBody struct {
	Mode  string      `json:"mode"`
	Lines []orderLine `json:"lines"`
}

type orderLine struct {
	Supplier string          `json:"supplier"`
	Item     string          `json:"item"`
	Quantity string          `json:"quantity"`
	Price    json.RawMessage `json:"price"`
}

// orderOf draws as many lines of each supplier, of so many of each that no order is below its least.
func (b *compareBench) orderOf(ctx context.Context) (*orderBody, error) {
	rows, err := b.admin.Query(ctx, `SELECT i.tenant_id, i.id FROM generate_series(1, $1::int) s
		CROSS JOIN LATERAL (SELECT tenant_id, id FROM hub.catalog_item WHERE tenant_id = md5('supplier' || s)::uuid ORDER BY md5(id::text || $3::int) LIMIT $2::int) i ORDER BY md5(i.id::text || 'line')`,
		orderSuppliers, orderLines/orderSuppliers, b.random.IntN(1<<30))
	if err != nil {
		return nil, err
	}
	out := &orderBody{Mode: "all_or_nothing"}
	var tenant, item [16]byte
	_, err = pgx.ForEachRow(rows, []any{&tenant, &item}, func() error {
		out.Lines = append(out.Lines, orderLine{id.FromUUID[id.Company](tenant).String(), id.FromUUID[id.Item](item).String(), "120", unseen})
		return nil
	})
	return out, err
}

// agree puts the prices that were seen on the lines.
func (o *orderBody) agree(seen []byte) error {
	var preview struct {
		Orders []struct {
			Lines []struct {
				Index int
				Price json.RawMessage
			}
		}
	}
	if err := json.Unmarshal(seen, &preview); err != nil {
		return err
	}
	for _, of := range preview.Orders {
		for _, l := range of.Lines {
			o.Lines[l.Index].Price = l.Price
		}
	}
	return nil
}

func (b *compareBench) asked(i int, path string, status int, body any) ([]byte, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return b.sent(i, http.MethodPost, path, status, text)
}
