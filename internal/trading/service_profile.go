package trading

import (
	"context"
	"errors"
	"slices"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/audit"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/standing"
	"manifold/tenants"
)

// Profile is what buyers read of a supplier, for the supplier itself.
func (s *Service) Profile(ctx context.Context, company id.CompanyID) (Profile, error) {
	scope, err := authz.Acting(ctx, company, mayReadProfile)
	if err != nil {
		return Profile{}, err
	}
	var out Profile
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = readProfile(tx, company)
		return err
	})
	return out, err
}

// PutProfile saves it if it still has the version that the caller read; nil asks for none.
func (s *Service) PutProfile(ctx context.Context, company id.CompanyID, wanted *int64, p Profile) (Profile, error) {
	scope, err := authz.Acting(ctx, company, mayWriteProfile)
	if err != nil {
		return Profile{}, err
	}
	p = p.tidy()
	p.Supplier = company
	if err := p.check(); err != nil {
		return Profile{}, err
	}
	var out Profile
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		before, err := lockProfile(tx, company)
		if err != nil {
			return err
		}
		if wanted != nil && *wanted != before.Version {
			return fault.Stale
		}
		if err := writeProfile(tx, p); err != nil {
			return err
		}
		data := map[string]any{"listed": p.Listed, "accepting": p.Accepting}
		if err := s.audit.Write(ctx, tx, audit.Entry{Action: "trading.profile_changed", Object: company.String(), Data: data}); err != nil {
			return err
		}
		out, err = readProfile(tx, company)
		return err
	})
	return out, err
}

// Directory lists the suppliers that a buyer can apply to or has to do with, by name, each with what of its asks the file lacks.
func (s *Service) Directory(ctx context.Context, company id.CompanyID, f DirectoryFilter, r page.Request) (page.Page[DirectoryEntry], error) {
	scope, err := authz.Acting(ctx, company, mayReadDirectory)
	if err != nil {
		return page.Page[DirectoryEntry]{}, err
	}
	name, after, err := placeByName[id.Company](r)
	if err != nil {
		return page.Page[DirectoryEntry]{}, err
	}
	var rows []DirectoryEntry
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		if rows, err = listDirectory(tx, company, f, name, after, r.Fetch()); err != nil {
			return err
		}
		dossier, err := readInForce(tx, company)
		for i := range rows {
			rows[i].Missing = dossier.Missing(rows[i].Asks)
		}
		return err
	})
	if err != nil {
		return page.Page[DirectoryEntry]{}, err
	}
	return page.Of(r, rows, func(e DirectoryEntry) page.Cursor { return page.After(e.Name, e.Supplier) }), nil
}

// SupplierView is one supplier as a buyer sees it.
type SupplierView struct {
	Entry        DirectoryEntry
	Relationship Relationship // zero State: none
	History      []Event      // latest first
	Sees         grant.Sees
	Discloses    bool
}

// May lists what the buyer can do now.
func (v SupplierView) May() []standing.Act {
	switch {
	case v.Entry.open() && v.Relationship.State == "":
		return []standing.Act{standing.ActApply}
	case v.Entry.open():
		return v.Relationship.mayBuyer()
	default:
		return butNot(v.Relationship.mayBuyer(), standing.ActApply)
	}
}

// mayBuyer lists what the buyer can do with a relationship: nothing but end it at a supplier that the hub has closed.
func (r Relationship) mayBuyer() []standing.Act {
	acts := standing.May(standing.SideBuyer, r.State)
	if r.Closed {
		return butNot(acts, standing.ActApply, standing.ActAnswer)
	}
	return acts
}

func butNot(acts []standing.Act, those ...standing.Act) []standing.Act {
	out := []standing.Act{}
	for _, a := range acts {
		if !slices.Contains(those, a) {
			out = append(out, a)
		}
	}
	return out
}

// Supplier is one supplier of the directory; fault.NotFound for one that is neither listed nor related.
func (s *Service) Supplier(ctx context.Context, company, supplier id.CompanyID) (SupplierView, error) {
	scope, err := authz.Acting(ctx, company, mayReadDirectory)
	if err != nil {
		return SupplierView{}, err
	}
	var out SupplierView
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		out, err = viewSupplier(tx, company, supplier)
		return err
	})
	return out, err
}

func viewSupplier(tx *tenants.Tx, company, supplier id.CompanyID) (SupplierView, error) {
	found, err := readDirectory(tx, company, []id.CompanyID{supplier})
	if err != nil {
		return SupplierView{}, err
	}
	if len(found) == 0 {
		return SupplierView{}, fault.NotFound
	}
	out := SupplierView{Entry: found[0]}
	dossier, err := readInForce(tx, company)
	if err != nil {
		return out, err
	}
	out.Entry.Missing = dossier.Missing(out.Entry.Asks)
	out.Relationship, err = readMine(tx, company, supplier)
	if isNone(err) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	if out.History, err = readEvents(tx, supplier, company); err != nil {
		return out, err
	}
	seen, err := grant.ReadSight(tx, supplier, company, false)
	if err != nil {
		return out, err
	}
	decision := seen.At(tx.Now())
	out.Sees, out.Discloses = decision.Shown(), decision.Open() && !out.Entry.Closed
	return out, nil
}

// Blocks lists a supplier's blocked list, newest first.
func (s *Service) Blocks(ctx context.Context, company id.CompanyID, q, kind string, r page.Request) (page.Page[BlockEntry], error) {
	scope, err := authz.Acting(ctx, company, mayReadRelationships)
	if err != nil {
		return page.Page[BlockEntry]{}, err
	}
	before, last, err := placeByTime[id.Block](r, s.clock.Now())
	if err != nil {
		return page.Page[BlockEntry]{}, err
	}
	var rows []BlockEntry
	err = s.db.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		rows, err = listBlocks(tx, company, q, kind, before, last, r.Fetch())
		return err
	})
	if err != nil {
		return page.Page[BlockEntry]{}, err
	}
	return page.Of(r, rows, func(b BlockEntry) page.Cursor { return page.After(b.CreatedAt, b.ID) }), nil
}

// AddBlock puts somebody on the blocked list.
func (s *Service) AddBlock(ctx context.Context, company id.CompanyID, b BlockEntry) (BlockEntry, error) {
	scope, err := authz.Acting(ctx, company, mayDecide)
	if err != nil {
		return BlockEntry{}, err
	}
	if b, err = b.tidy(); err != nil {
		return BlockEntry{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (BlockEntry, error) {
		b.ID, b.CreatedAt = id.New[id.Block](tx.Now()), tx.Now()
		if err := insertBlock(tx, company, b); err != nil {
			return BlockEntry{}, err
		}
		return b, s.audit.Write(ctx, tx, audit.Entry{Action: "trading.block_added", Object: b.ID.String(), Data: map[string]any{"kind": string(b.Kind), "reason": b.Reason}})
	})
}

// DeleteBlock takes somebody from the blocked list.
func (s *Service) DeleteBlock(ctx context.Context, company id.CompanyID, block id.BlockID) error {
	scope, err := authz.Acting(ctx, company, mayDecide)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		gone, err := deleteBlock(tx, company, block)
		if errors.Is(err, fault.NotFound) || err != nil {
			return err
		}
		return s.audit.Write(ctx, tx, audit.Entry{Action: "trading.block_removed", Object: block.String(), Data: map[string]any{"kind": string(gone.Kind)}})
	})
}

// placeByName reads the cursor of a list by name and id.
func placeByName[K id.Kind](r page.Request) (name string, after id.ID[K], err error) {
	if r.After.IsZero() {
		return "", after, nil
	}
	return name, after, r.After.Into(&name, &after)
}

// placeByTime reads the cursor of a list that begins with the newest.
func placeByTime[K id.Kind](r page.Request, now time.Time) (before time.Time, last id.ID[K], err error) {
	if r.After.IsZero() {
		return now.Add(time.Hour), last, nil
	}
	return before, last, r.After.Into(&before, &last)
}
