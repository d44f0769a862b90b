package inventory

import (
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/optional"
	"manifold/tenants"
)

// warehouseRow is a warehouse as it is read, with what lies there.
type warehouseRow struct {
	ID         id.WarehouseID
	Code       string
	Name       string
	Place      string
	Regions    string
	Serving    bool
	Main       bool
	QuietHours int64
	FedAt      *time.Time
	FedLines   int64
	Version    int64
	Items      int64
	Held       int64
	Oldest     *time.Time
	Newest     *time.Time
}

func (r warehouseRow) warehouse() (Warehouse, error) {
	out := Warehouse{
		ID: r.ID, WarehouseDraft: WarehouseDraft{Code: r.Code, Name: r.Name, Place: r.Place, Serving: r.Serving, Main: r.Main, Quiet: time.Duration(r.QuietHours) * time.Hour},
		Items: r.Items, Held: r.Held, Oldest: optional.Value(r.Oldest), Newest: optional.Value(r.Newest), FedAt: optional.Value(r.FedAt), FedLines: r.FedLines, Version: r.Version,
	}
	return out, json.Unmarshal([]byte(r.Regions), &out.Regions)
}

// warehouses are all of a supplier, the main one first, then by code.
func warehouses(tx *tenants.Tx, tenant id.CompanyID) ([]Warehouse, error) {
	var rows []warehouseRow
	err := tx.Gorm().Raw(`SELECT w.id, w.code, w.name, w.place, array_to_json(w.regions)::text AS regions, w.serving, w.main, w.quiet_hours, w.fed_at, w.fed_lines, w.version,
  coalesce(s.items, 0) AS items, coalesce(s.held, 0) AS held, s.oldest, s.newest
FROM inventory_warehouse w LEFT JOIN (
  SELECT warehouse_id, count(*) AS items, count(*) FILTER (WHERE reserved > 0) AS held, min(as_of) AS oldest, max(as_of) AS newest FROM inventory_stock WHERE tenant_id = ? GROUP BY warehouse_id
) s ON s.warehouse_id = w.id
WHERE w.tenant_id = ? ORDER BY w.main DESC, w.code COLLATE "C"`, tenant, tenant).Scan(&rows).Error
	if err != nil {
		return nil, err
	}
	out := make([]Warehouse, len(rows))
	for i, r := range rows {
		if out[i], err = r.warehouse(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// findWarehouse answers one, or fault.NotFound.
func findWarehouse(tx *tenants.Tx, tenant id.CompanyID, wanted id.WarehouseID) (Warehouse, error) {
	all, err := warehouses(tx, tenant)
	if err != nil {
		return Warehouse{}, err
	}
	for _, w := range all {
		if w.ID == wanted {
			return w, nil
		}
	}
	return Warehouse{}, fault.NotFound
}

// lockWarehouses makes changes of a supplier's warehouses wait for each other, so that there is one main one.
func lockWarehouses(tx *tenants.Tx, tenant id.CompanyID) error {
	return tx.Gorm().Exec("SELECT pg_advisory_xact_lock(hashtextextended('inventory.warehouses ' || ?::text, 0))", tenant.UUID()).Error
}

func insertWarehouse(tx *tenants.Tx, tenant id.CompanyID, fresh id.WarehouseID, d WarehouseDraft) error {
	err := codeTaken(tx.Gorm().Exec(`INSERT INTO inventory_warehouse (tenant_id, id, code, name, place, regions, serving, main, quiet_hours, updated_at) VALUES (?, ?, ?, ?, ?, ?::text[], ?, ?, ?, ?)`,
		tenant, fresh, d.Code, d.Name, d.Place, tenants.TextArray(d.Regions), d.Serving, d.Main, int64(d.Quiet/time.Hour), tx.Now()).Error)
	if err != nil {
		return err
	}
	return movedWarehouses(tx, tenant)
}

// updateWarehouse changes one over a version, nil for any; false when there is none of it.
func updateWarehouse(tx *tenants.Tx, tenant id.CompanyID, wanted id.WarehouseID, version *int64, d WarehouseDraft) (bool, error) {
	got := tx.Gorm().Exec(`UPDATE inventory_warehouse SET code = @code, name = @name, place = @place, regions = (@regions)::text[], serving = @serving, main = @main, quiet_hours = @quiet,
  version = version + 1, updated_at = @now WHERE tenant_id = @tenant AND id = @id AND version = coalesce((@version)::bigint, version)`,
		sql.Named("code", d.Code), sql.Named("name", d.Name), sql.Named("place", d.Place), sql.Named("regions", tenants.TextArray(d.Regions)), sql.Named("serving", d.Serving),
		sql.Named("main", d.Main), sql.Named("quiet", int64(d.Quiet/time.Hour)), sql.Named("now", tx.Now()), sql.Named("tenant", tenant), sql.Named("id", wanted), sql.Named("version", version))
	if got.Error != nil {
		return false, codeTaken(got.Error)
	}
	return got.RowsAffected > 0, movedWarehouses(tx, tenant)
}

// noMain takes being the main one from whichever is.
func noMain(tx *tenants.Tx, tenant id.CompanyID) error {
	return tx.Gorm().Exec("UPDATE inventory_warehouse SET main = false, version = version + 1, updated_at = ? WHERE tenant_id = ? AND main", tx.Now(), tenant).Error
}

// deleteWarehouse removes one that nothing points at; errUsed where something does.
func deleteWarehouse(tx *tenants.Tx, tenant id.CompanyID, wanted id.WarehouseID) error {
	got := tx.Gorm().Exec(`DELETE FROM inventory_warehouse w WHERE w.tenant_id = ? AND w.id = ?
  AND NOT EXISTS (SELECT FROM inventory_stock s WHERE s.tenant_id = w.tenant_id AND s.warehouse_id = w.id)
  AND NOT EXISTS (SELECT FROM inventory_incoming n WHERE n.tenant_id = w.tenant_id AND n.warehouse_id = w.id)
  AND NOT EXISTS (SELECT FROM inventory_allocation a WHERE a.tenant_id = w.tenant_id AND a.warehouse_id = w.id)`, tenant, wanted)
	switch {
	case got.Error != nil:
		return got.Error
	case got.RowsAffected == 0:
		return errUsed
	}
	return movedWarehouses(tx, tenant)
}

// fedNow notes that a feed brought figures.
func fedNow(tx *tenants.Tx, tenant id.CompanyID, lines map[id.WarehouseID]int64) error {
	for w, n := range lines {
		if err := tx.Gorm().Exec("UPDATE inventory_warehouse SET fed_at = ?, fed_lines = ? WHERE tenant_id = ? AND id = ?", tx.Now(), n, tenant, w).Error; err != nil {
			return err
		}
	}
	return nil
}

func codeTaken(err error) error {
	if pg := new(pgconn.PgError); errors.As(err, &pg) && pg.Code == "23505" {
		return errCodeTaken
	}
	return err
}
