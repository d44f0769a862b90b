package inventory

import (
	"context"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

// Warehouses answers all of a supplier, the main one first.
func (s *Service) Warehouses(ctx context.Context, company id.CompanyID) (out []Warehouse, err error) {
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		out, err = warehouses(tx, company)
		return err
	})
	return out, err
}

// AddWarehouse adds one. The first becomes the main one.
func (s *Service) AddWarehouse(ctx context.Context, company id.CompanyID, d WarehouseDraft) (Warehouse, error) {
	scope, err := authz.Acting(ctx, company, mayWrite)
	if err != nil {
		return Warehouse{}, err
	}
	if d, err = d.tidy(); err != nil {
		return Warehouse{}, err
	}
	fresh, err := tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (id.WarehouseID, error) {
		if err := lockWarehouses(tx, company); err != nil {
			return id.WarehouseID{}, err
		}
		all, err := warehouses(tx, company)
		if err != nil {
			return id.WarehouseID{}, err
		}
		if len(all) == 0 {
			d.Main, d.Serving = true, true
		}
		if d.Main {
			if err := noMain(tx, company); err != nil {
				return id.WarehouseID{}, err
			}
		}
		fresh := id.New[id.Warehouse](tx.Now())
		if err := insertWarehouse(tx, company, fresh, d); err != nil {
			return fresh, err
		}
		return fresh, s.note(ctx, tx, "inventory.warehouse_added", fresh.String(), map[string]any{"code": d.Code})
	})
	if err != nil {
		return Warehouse{}, err
	}
	return s.warehouse(ctx, company, fresh)
}

func (s *Service) warehouse(ctx context.Context, company id.CompanyID, wanted id.WarehouseID) (out Warehouse, err error) {
	err = s.read(ctx, company, func(tx *tenants.Tx) error {
		out, err = findWarehouse(tx, company, wanted)
		return err
	})
	return out, err
}

// ChangeWarehouse changes one over a version that was seen; nil for any.
func (s *Service) ChangeWarehouse(ctx context.Context, company id.CompanyID, wanted id.WarehouseID, version *int64, d WarehouseDraft) (out Warehouse, err error) {
	if d, err = d.tidy(); err != nil {
		return Warehouse{}, err
	}
	err = s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockWarehouses(tx, company); err != nil {
			return err
		}
		stood, err := findWarehouse(tx, company, wanted)
		switch {
		case err != nil:
			return err
		case version != nil && *version != stood.Version:
			return fault.Stale
		case stood.Main && !d.Main:
			return errMain
		case d.Main && !stood.Main:
			if err := noMain(tx, company); err != nil {
				return err
			}
		}
		if _, err := updateWarehouse(tx, company, wanted, version, d); err != nil {
			return err
		}
		if out, err = findWarehouse(tx, company, wanted); err != nil {
			return err
		}
		return s.note(ctx, tx, "inventory.warehouse_changed", wanted.String(), map[string]any{"code": d.Code, "serving": d.Serving, "main": d.Main})
	})
	return out, err
}

// RemoveWarehouse removes one that was never used.
func (s *Service) RemoveWarehouse(ctx context.Context, company id.CompanyID, wanted id.WarehouseID) error {
	return s.write(ctx, company, mayWrite, func(ctx context.Context, tx *tenants.Tx) error {
		if err := lockWarehouses(tx, company); err != nil {
			return err
		}
		stood, err := findWarehouse(tx, company, wanted)
		switch {
		case err != nil:
			return err
		case stood.Main:
			return errMain
		}
		if err := deleteWarehouse(tx, company, wanted); err != nil {
			return err
		}
		return s.note(ctx, tx, "inventory.warehouse_removed", wanted.String(), map[string]any{"code": stood.Code})
	})
}
