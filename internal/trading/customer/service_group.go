package customer

import (
	"context"
	"strings"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Groups lists all customer groups in their order, and how many customers are in none.
func (s *Service) Groups(ctx context.Context, company id.CompanyID) (groups []Group, without int64, err error) {
	scope, err := authz.Acting(ctx, company, mayReadGroups)
	if err != nil {
		return nil, 0, err
	}
	err = s.db.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) (err error) {
		groups, without, err = listGroups(ctx, tx, company)
		return err
	})
	return groups, without, err
}

// AddGroup makes a group of the name, terms and position of g.
func (s *Service) AddGroup(ctx context.Context, company id.CompanyID, g Group) (Group, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return Group{}, err
	}
	if g.Name, err = groupName(g.Name); err != nil {
		return Group{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (Group, error) {
		g.ID = id.New[id.Group](tx.Now())
		if err := insertGroup(ctx, tx, company, g); err != nil {
			return Group{}, err
		}
		if err := s.customerEvent(ctx, tx, "trading.group_added", g.ID.String(), map[string]any{"name": g.Name}); err != nil {
			return Group{}, err
		}
		return readGroup(ctx, tx, company, g.ID)
	})
}

func groupName(name string) (string, error) {
	if name = strings.TrimSpace(name); name == "" {
		return "", fault.Invalid.With(fault.Field{Path: "/name", Code: "required", Message: "A group has a name."})
	}
	return name, nil
}

// PutGroup gives a group another name, position and terms, if its version is still the wanted one (0: whichever). What its customers'
// buyers read changes in the same moment.
func (s *Service) PutGroup(ctx context.Context, company id.CompanyID, version int64, g Group) (Group, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return Group{}, err
	}
	if g.Name, err = groupName(g.Name); err != nil {
		return Group{}, err
	}
	var out Group
	err = s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		if _, err := readGroup(ctx, tx, company, g.ID); err != nil {
			return err
		}
		if err := updateGroup(ctx, tx, company, g, version); err != nil {
			return err
		}
		if err := s.projectMembers(ctx, tx, company, g.ID); err != nil {
			return err
		}
		if err := s.customerEvent(ctx, tx, "trading.group_changed", g.ID.String(), map[string]any{"name": g.Name}); err != nil {
			return err
		}
		out, err = readGroup(ctx, tx, company, g.ID)
		return err
	})
	return out, err
}

func (s *Service) projectMembers(ctx context.Context, tx *tenants.Tx, company id.CompanyID, group id.GroupID) error {
	members, err := membersOf(ctx, tx, company, group)
	if err != nil || len(members) == 0 {
		return err
	}
	return Project(tx, company, members)
}

// DeleteGroup deletes a group; its customers are in none then, and its grant is gone.
func (s *Service) DeleteGroup(ctx context.Context, company id.CompanyID, group id.GroupID) error {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return err
	}
	return s.db.InScope(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
		g, err := readGroup(ctx, tx, company, group)
		if err != nil {
			return err
		}
		members, err := membersOf(ctx, tx, company, group)
		if err != nil {
			return err
		}
		if err := dissolve(ctx, tx, company, group); err != nil {
			return err
		}
		if len(members) > 0 {
			if err := Project(tx, company, members); err != nil {
				return err
			}
			if err := grant.Project(tx, company, members); err != nil {
				return err
			}
		}
		return s.customerEvent(ctx, tx, "trading.group_deleted", group.String(), map[string]any{"name": g.Name, "customers": len(members)})
	})
}
