package inventory

import (
	"context"
	"encoding/json"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/internal/kernel/page"
	"manifold/tenants"
)

// holdJSON is a hold as the database's function takes it.
type holdJSON struct {
	ID       string `json:"id"`
	Supplier string `json:"supplier"`
	Item     string `json:"item"`
	Quantity string `json:"quantity"`
}

// Reserve holds quantities until a moment, in the scope of the buyer, and answers the outcome of each and nothing more. Each is held or not
// for itself; a caller that needs all of them rolls back. Rows are locked in one order for everybody, until the caller's transaction ends.
//
// Whether there was enough is more than a band says, so this is for the act that commits the buyer and for nothing that can be asked freely.
func Reserve(tx *tenants.Tx, holds []Hold, until time.Time) (map[id.ReservationID]Outcome, error) {
	lines := make([]holdJSON, len(holds))
	for i, h := range holds {
		lines[i] = holdJSON{h.ID.UUID(), h.Supplier.UUID(), h.Item.UUID(), h.Quantity.String()}
	}
	text, err := json.Marshal(lines)
	if err != nil {
		return nil, err
	}
	return outcomes[Outcome](tx, "SELECT id, outcome FROM sec.hold_stock(?::jsonb, ?, ?)", string(text), until, tx.Now())
}

// Capture sells what is held for the scope's buyer: it leaves what lies there. Answered is how each stands afterwards; one that had run out
// is Expired, and its quantity is free for others.
func Capture(tx *tenants.Tx, ids []id.ReservationID) (map[id.ReservationID]ReservationState, error) {
	return end(tx, ids, Captured)
}

// Release lets go of what is held for the scope's buyer or at its supplier. Answered is how each stands afterwards.
func Release(tx *tenants.Tx, ids []id.ReservationID) (map[id.ReservationID]ReservationState, error) {
	return end(tx, ids, Released)
}

func end(tx *tenants.Tx, ids []id.ReservationID, wanted ReservationState) (map[id.ReservationID]ReservationState, error) {
	return outcomes[ReservationState](tx, "SELECT id, outcome FROM sec.end_holds(?::uuid[], ?, ?)", reservationUUIDs(ids), string(wanted), tx.Now())
}

func reservationUUIDs(ids []id.ReservationID) tenants.TextArray {
	out := make(tenants.TextArray, len(ids))
	for i, one := range ids {
		out[i] = one.UUID()
	}
	return out
}

func outcomes[T ~string](tx *tenants.Tx, query string, args ...any) (map[id.ReservationID]T, error) {
	var rows []struct {
		ID      id.ReservationID
		Outcome string
	}
	err := tx.Gorm().Raw(query, args...).Scan(&rows).Error
	out := make(map[id.ReservationID]T, len(rows))
	for _, r := range rows {
		out[r.ID] = T(r.Outcome)
	}
	return out, err
}

// Expire ends all holds that have run out and answers how many. The hub runs it each minute; until then a hold that has run out is in the way
// of nobody who holds the same item, but is left out of what buyers see.
func Expire(ctx context.Context, db *tenants.DB) (ended int64, err error) {
	err = db.InScope(ctx, tenants.Projector(tenants.ProjectorSweep), func(_ context.Context, tx *tenants.Tx) error {
		return tx.Gorm().Raw("SELECT sec.expire_holds(?)", tx.Now()).Scan(&ended).Error
	})
	return ended, err
}

// reservationRow is a reservation as its supplier reads it.
type reservationRow struct {
	ID        id.ReservationID
	ItemID    id.ItemID
	SKU       string `gorm:"column:sku"`
	Name      string
	Unit      string
	BuyerID   id.CompanyID
	BuyerName string
	Quantity  decimal.Decimal
	State     string
	HeldAt    time.Time
	ExpiresAt time.Time
	EndedAt   *time.Time
	Shares    string
}

// shareJSON is what is held in a warehouse.
type shareJSON struct {
	Warehouse string          `json:"warehouse"`
	Quantity  decimal.Decimal `json:"quantity"`
}

func (r reservationRow) reservation(now time.Time) (Reservation, error) {
	out := Reservation{
		ID: r.ID, Item: r.ItemID, SKU: r.SKU, Name: r.Name, Unit: r.Unit, Buyer: r.BuyerID, BuyerName: r.BuyerName, Quantity: r.Quantity, State: ReservationState(r.State),
		HeldAt: r.HeldAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(), EndedAt: optional.Value(r.EndedAt).UTC(),
	}
	if r.EndedAt == nil {
		out.EndedAt = time.Time{}
		if !now.Before(r.ExpiresAt) { // not swept yet
			out.State, out.EndedAt = Expired, out.ExpiresAt
		}
	}
	var shares []shareJSON
	if err := json.Unmarshal([]byte(r.Shares), &shares); err != nil {
		return Reservation{}, err
	}
	for _, s := range shares {
		var warehouse id.WarehouseID
		if err := warehouse.Scan(s.Warehouse); err != nil {
			return Reservation{}, err
		}
		out.Shares = append(out.Shares, Share{warehouse, s.Quantity})
	}
	return out, nil
}

// listReservations is a page of what is or was held at a supplier, the newest first.
func listReservations(tx *tenants.Tx, tenant id.CompanyID, state ReservationState, r page.Request) (page.Page[Reservation], error) {
	text, args := `SELECT v.id, v.item_id, i.sku, i.name, i.unit, v.buyer_id, coalesce(b.buyer_name, '') AS buyer_name, v.quantity, v.state, v.held_at, v.expires_at, v.ended_at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('warehouse', a.warehouse_id, 'quantity', a.quantity::text) ORDER BY a.quantity DESC, a.warehouse_id), '[]')::text
   FROM inventory_allocation a WHERE a.tenant_id = v.tenant_id AND a.reservation_id = v.id) AS shares
FROM inventory_reservation v JOIN catalog_item i ON i.tenant_id = v.tenant_id AND i.id = v.item_id
LEFT JOIN trading_relationship b ON b.tenant_id = v.tenant_id AND b.buyer_id = v.buyer_id WHERE v.tenant_id = ?`, []any{tenant}
	switch state {
	case "":
	case Held:
		text, args = text+" AND v.state = 'held' AND v.expires_at > ?", append(args, tx.Now())
	case Expired:
		text, args = text+" AND (v.state = 'expired' OR v.state = 'held' AND v.expires_at <= ?)", append(args, tx.Now())
	default:
		text, args = text+" AND v.state = ?", append(args, string(state))
	}
	if !r.After.IsZero() {
		var at time.Time
		var after id.ReservationID
		if err := r.After.Into(&at, &after); err != nil {
			return page.Page[Reservation]{}, err
		}
		text, args = text+" AND (v.held_at, v.id) < (?, ?::uuid)", append(args, at, after)
	}
	var rows []reservationRow
	if err := tx.Gorm().Raw(text+" ORDER BY v.held_at DESC, v.id DESC LIMIT ?", append(args, r.Fetch())...).Scan(&rows).Error; err != nil {
		return page.Page[Reservation]{}, err
	}
	list := make([]Reservation, len(rows))
	for i, row := range rows {
		var err error
		if list[i], err = row.reservation(tx.Now()); err != nil {
			return page.Page[Reservation]{}, err
		}
	}
	return page.Of(r, list, func(v Reservation) page.Cursor { return page.After(v.HeldAt, v.ID) }), nil
}
