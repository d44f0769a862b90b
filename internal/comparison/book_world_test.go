package comparison

import (
	"context"
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	contract "manifold/api/comparison"
	"manifold/internal/comparison/basket"
	"manifold/internal/comparison/book"
	"manifold/internal/platform/outbox"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// booked gives the world a second way to compare, that reads from a price book in memory which follows the events as a serving hub's does.
func (b *bazaarOf) booked(t *testing.T) (Handler, *book.Book) {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	stream := outbox.NewStream(b.db, nil, log)
	relay, err := outbox.NewRelay(b.db, nil, func(context.Context, *tenants.Tx, []outbox.Delivery) error { return nil }, stream, log)
	if err != nil {
		t.Fatal(err)
	}
	copied := book.New(book.Config{DB: b.db, Events: stream, Log: log})
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	t.Cleanup(func() { stop(); running.Wait() })
	for _, loop := range []func(context.Context){relay.Run, stream.Run, copied.Run} {
		running.Go(func() { loop(ctx) })
	}
	b.until(t, copied.Ready)
	baskets := basket.New(basket.Config{DB: b.db, Counter: b.counter, Grants: b.grants, Book: basket.NewMemory(copied)})
	return NewHandler(b.service, baskets), copied
}

// caughtUp waits until a book knows everything that happened.
func (b *bazaarOf) caughtUp(t *testing.T, copied *book.Book) {
	t.Helper()
	b.until(t, func() bool {
		var last int64
		var waiting bool
		if err := b.admin.QueryRow(context.Background(), "SELECT coalesce(max(number), 0), bool_or(number IS NULL) FROM hub.outbox_event").Scan(&last, &waiting); err != nil {
			t.Fatal(err)
		}
		return !waiting && copied.Number() >= last
	})
}

func (b *bazaarOf) until(t *testing.T, true func() bool) {
	t.Helper()
	for range 2000 {
		if true() {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("it did not happen within ten seconds")
}

// says is one comparison by a handler, without the moment in which it was made.
func (b *bazaarOf) says(h Handler, buyer party, body contract.CompareRequest) string {
	b.unpaceAll()
	sql := b.http
	b.http = h
	defer func() { b.http = sql }()
	answer := b.compared(buyer, body)
	answer.At = time.Time{}
	text, err := json.Marshal(answer)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}

// regroup puts an item of each supplier into a product, the first or the second; 0 takes both out of theirs.
func (b *bazaarOf) regroup(product int, items ...int) {
	for i, s := range b.suppliers {
		of := b.item(s, b.skus[6*i+items[i]])
		do, args := "DELETE FROM hub.matching_member WHERE tenant_id = $1 AND item_id = $3", []any{s.id.UUID(), of.String(), of.UUID()}
		if product > 0 {
			do = "INSERT INTO hub.matching_member (tenant_id, item_id, product_id, since) VALUES ($1, $3, md5('product' || $4::int)::uuid, now()) ON CONFLICT (tenant_id, item_id) DO UPDATE SET product_id = EXCLUDED.product_id"
			args = append(args, product)
		}
		b.exec(`WITH told AS (INSERT INTO hub.outbox_event (owner_id, id, topic, payload, at)
			VALUES ($1, gen_random_uuid(), 'matching.product_changed', jsonb_build_object('items', jsonb_build_array($2::text)), now())) `+do, args...)
	}
}

// While prices, lists, products, promotions, stock, holds, warehouses, grants and relationships change all the time, a comparison out of memory is to the letter what PostgreSQL says under row security, before
// or after it. HUB_SOAK_ROUNDS makes it longer.
func TestBookSaysWhatPostgresSays(t *testing.T) {
	t.Parallel()
	b := newBazaar(t)
	memory, copied := b.booked(t)
	rounds := 60
	if n, err := strconv.Atoi(os.Getenv("HUB_SOAK_ROUNDS")); err == nil {
		rounds = n
	}
	other := *b.world // a second hand, for says changes the handler of the first
	changing := &bazaarOf{world: &other, suppliers: b.suppliers, buyers: b.buyers, skus: b.skus, inventory: b.inventory, coming: b.coming}
	stop, done := make(chan struct{}), make(chan struct{})
	var begun, ended atomic.Int64 // changes
	go func() {
		defer close(done)
		random := rand.New(rand.NewPCG(1, 2))
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Duration(random.IntN(60)) * time.Millisecond):
				begun.Add(1)
				if random.IntN(4) == 0 {
					changing.regroup(random.IntN(3), random.IntN(6), random.IntN(6))
				} else {
					changing.change(func(_ string, n int) int { return random.IntN(n) })
				}
				ended.Add(1)
			}
		}
	}()
	random, compared := rand.New(rand.NewPCG(3, 4)), 0
	for n := range rounds {
		if n > 0 && n%1000 == 0 {
			t.Logf("%d of %d baskets compared, 0 differ, during %d changes", compared, n, ended.Load())
		}
		body := basketOf([]string{"1", "6", "30", "48"}[random.IntN(4)])
		for _, sku := range b.skus {
			if random.IntN(2) == 0 {
				body.Lines = append(body.Lines, contract.CompareLineDraft{Text: &sku, Quantity: strconv.Itoa(1 + random.IntN(60))})
			}
		}
		buyer := b.buyers[random.IntN(2)]
		before := ended.Load()
		said, got := b.says(b.http, buyer, body), b.says(memory, buyer, body)
		if got != said && begun.Load() != before {
			continue // something changed in between, and may have changed back since
		}
		compared++
		if got != said {
			t.Fatalf("for %s\nPostgreSQL says %s\nthe book says  %s", buyer.name, said, got)
		}
	}
	close(stop)
	<-done
	t.Logf("%d of %d baskets compared, 0 differ, during %d changes", compared, rounds, ended.Load())
	if ended.Load() < int64(rounds/6) || compared < rounds/6 {
		t.Errorf("%d changes, %d baskets compared of %d: nothing was proved", ended.Load(), compared, rounds)
	}

	// The comparison bites, and it is memory that answers: a product that falls apart, or stock or a price that moves, behind the events' back is noticed.
	b.exec("UPDATE hub.trading_relationship SET state = 'approved', epoch = epoch + 1")
	for _, s := range b.suppliers {
		b.grant(s, grant.LevelDefault, "", grant.Grant{Price: ref(grant.PriceOwn), Stock: ref(grant.StockExact), Categories: []string{"*"}})
	}
	all := basketOf("6", b.skus...)
	agree := func() bool { return b.says(b.http, b.buyer, all) == b.says(memory, b.buyer, all) }
	b.regroup(1, 2, 2)
	b.caughtUp(t, copied)
	b.until(t, agree)
	b.exec("DELETE FROM hub.matching_member")
	b.until(t, func() bool { return !agree() })
	for n := range 6 {
		b.regroup(0, n, n)
	}
	b.caughtUp(t, copied)
	b.until(t, agree)
	b.exec("UPDATE hub.promotion_action SET state = 'paused'")
	for _, s := range b.suppliers {
		b.promote(s, "live", "bolts", 20)
		b.told(s, "promotion.changed", "UPDATE hub.promotion_action SET groups = '{}', coupon = '', per_buyer = 0, uses_limit = 0, budget = NULL WHERE tenant_id = $1")
	}
	b.caughtUp(t, copied)
	b.until(t, agree)
	b.exec("UPDATE hub.promotion_action SET rule = jsonb_set(rule, '{tiers,0,percent}', '\"30\"')")
	b.until(t, func() bool { return !agree() })
	b.exec("UPDATE hub.promotion_action SET rule = jsonb_set(rule, '{tiers,0,percent}', '\"20\"')")
	b.until(t, agree)
	for _, turn := range []string{"valid_from = NULL, valid_until", "valid_until = NULL, valid_from"} { // nobody tells that a promotion ends or begins, and no answer comes late for that
		before := b.says(b.http, b.buyer, all)
		b.told(b.supplier, "promotion.changed", "UPDATE hub.promotion_action SET "+turn+" = now() + interval '300 milliseconds' WHERE tenant_id = $1")
		b.caughtUp(t, copied)
		b.says(memory, b.buyer, all)
		b.until(t, func() bool { return b.says(b.http, b.buyer, all) != before })
		if !agree() {
			t.Errorf("a promotion turned (%s), and the book does not say so", turn)
		}
	}
	b.exec("UPDATE hub.inventory_stock SET on_hand = on_hand + 1")
	b.until(t, func() bool { return !agree() })
	b.exec("UPDATE hub.inventory_stock SET on_hand = on_hand - 1")
	b.until(t, agree)
	b.exec("UPDATE hub.pricing_list_price SET price = price + 1")
	b.exec("UPDATE hub.pricing_entry SET price = price + 1")
	b.exec("UPDATE hub.pricing_own_price SET price = price + 1")
	b.until(t, func() bool { return b.says(b.http, b.buyer, all) != b.says(memory, b.buyer, all) })
}
