package pricing

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/tenants"
)

// changeRow is a change as a pair is told of it.
type changeRow struct {
	ItemID   id.ItemID
	Own      bool
	At       time.Time
	Currency money.Currency
	Price    decimal.NullDecimal
	Breaks   string
}

// Moves answers how the prices of items moved since a time, as far as the pair scope may know, by item, the oldest first. In any other scope
// nothing moved.
func Moves(tx *tenants.Tx, items []id.ItemID, since time.Time) (map[id.ItemID][]Move, error) {
	var rows []changeRow
	err := tx.Gorm().Raw("SELECT item_id, own, at, currency, price, breaks::text AS breaks FROM sec.pair_price_changes(?::uuid[], ?)", catalog.UUIDs(items), since).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b changeRow) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ItemID.UUID(), b.ItemID.UUID()))
	})
	out := map[id.ItemID][]Move{}
	for _, r := range rows {
		move := Move{At: r.At.UTC(), Own: r.Own}
		if r.Price.Valid {
			price, err := priceRow{Currency: r.Currency, Price: r.Price.Decimal, Breaks: r.Breaks}.price()
			if err != nil {
				return nil, err
			}
			move.Price = &price
		}
		out[r.ItemID] = append(out[r.ItemID], move)
	}
	return out, nil
}
