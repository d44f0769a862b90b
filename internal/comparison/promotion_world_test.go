package comparison

import (
	"context"
	"strconv"

	"manifold/internal/kernel/id"
	"manifold/internal/promotion"
	"manifold/tenants"
)

// changePromotions does one random thing to what promotions a buyer has at a supplier: another one, for a group, by a code, with limits; a code given; a use, or an order
// given up; another group.
func (b *bazaarOf) changePromotions(s, buyer party, pick func(name string, n int) int) {
	switch pick("promotions change", 6) {
	case 0:
		b.promote(s, []string{"live", "live", "paused"}[pick("promotion", 3)], categoryNames[pick("promoted", 3)], 1+pick("percent", 40))
	case 1:
		b.told(s, "promotion.changed", "UPDATE hub.promotion_action SET groups = $2, coupon = $3 WHERE tenant_id = $1",
			[][]string{{}, {}, {b.group.UUID()}}[pick("for groups", 3)], []string{"", "", "SAVE-NOW"}[pick("code", 3)])
	case 2:
		b.told(s, "promotion.changed", "UPDATE hub.promotion_action SET per_buyer = $2, uses_limit = $3, budget = $4 WHERE tenant_id = $1",
			pick("for each buyer", 3), pick("in all", 4), []any{nil, nil, "9"}[pick("budget", 3)])
	case 3:
		b.asBuyer(buyer, func(ctx context.Context, tx *tenants.Tx) error {
			db, err := tx.PGX()
			if err == nil {
				_, err = db.Exec(ctx, "SELECT sec.claim_coupon($1, 'save-now', now())", s.id.UUID())
			}
			return err
		})
	case 4:
		b.use(s, buyer, 1+pick("order", 5), pick("given up", 3) == 0)
	case 5:
		b.told(s, "trading.customers_changed", "UPDATE hub.trading_customer SET group_id = $2 WHERE tenant_id = $1 AND buyer_id = $3", []any{nil, b.groupOf(s)}[pick("group", 2)], buyer.id.UUID())
	}
}

// groupOf is the group that a supplier has, if any.
func (b *bazaarOf) groupOf(s party) any {
	if s.id != b.supplier.id {
		return nil
	}
	return b.group.UUID()
}

// told does something of a supplier, its first argument, together with the event that tells it.
func (b *bazaarOf) told(s party, topic, text string, args ...any) {
	b.t.Helper()
	tx, err := b.admin.Begin(context.Background())
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	if _, err := tx.Exec(context.Background(), "INSERT INTO hub.outbox_event (owner_id, id, topic, at) VALUES ($1, gen_random_uuid(), $2, now())", s.id.UUID(), topic); err != nil {
		b.t.Fatal(err)
	}
	if _, err := tx.Exec(context.Background(), text, append([]any{s.id.UUID()}, args...)...); err != nil {
		b.t.Fatalf("%s: %v", text, err)
	}
	if err := tx.Commit(context.Background()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bazaarOf) asBuyer(buyer party, fn func(context.Context, *tenants.Tx) error) {
	b.t.Helper()
	if err := b.db.InScope(b.t.Context(), tenants.Buyer(buyer.id, id.SeatID{}), fn); err != nil {
		b.t.Fatal(err)
	}
}

// use counts the promotion of a supplier for one of a few orders, as far as its limits let it, or gives that order's use back.
func (b *bazaarOf) use(s, buyer party, order int, back bool) {
	b.t.Helper()
	of := "00000000-0000-4000-8000-00000000000" + strconv.Itoa(order)
	b.asBuyer(buyer, func(ctx context.Context, tx *tenants.Tx) error {
		if back {
			_, err := promotion.Release(tx, s.id, []string{of})
			return err
		}
		db, err := tx.PGX()
		if err == nil {
			_, err = db.Exec(ctx, `SELECT sec.use_promotions(jsonb_build_array(jsonb_build_object('supplier', $1::text, 'promotion', md5($1::uuid::text)::uuid, 'order', $2::text, 'currency', 'CNY', 'amount', 3)), now())`, s.id.UUID(), of)
		}
		return err
	})
}
