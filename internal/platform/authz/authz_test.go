package authz_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/tenants"
)

var (
	at      = time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	company = id.New[id.Company](at)
	other   = id.New[id.Company](at)
	seatID  = id.New[id.Seat](at)
	person  = id.New[id.Person](at)
)

func seat(parts []string, roles ...authz.Role) authz.Seat {
	return authz.Seat{ID: seatID, Company: company, Parts: parts, Roles: roles}
}

func as(seats ...authz.Seat) context.Context {
	return authz.With(context.Background(), &authz.Principal{Person: person, Seats: seats})
}

func TestActing(t *testing.T) {
	t.Parallel()
	suspended := seat([]string{"supplier"}, authz.Owner)
	suspended.Suspended = true
	rows := []struct {
		name       string
		ctx        context.Context
		company    id.CompanyID
		permission authz.Permission
		want       tenants.Scope
		err        error
	}{
		{"nobody", context.Background(), company, "identity.company.read", tenants.Scope{}, fault.Unauthenticated},
		{"no principal in the context", authz.With(context.Background(), nil), company, "identity.company.read", tenants.Scope{}, fault.Unauthenticated},
		{"no seat there", as(seat([]string{"buyer"}, authz.Owner)), other, "identity.company.read", tenants.Scope{}, fault.NotFound},
		{"no company", as(authz.Seat{Roles: []authz.Role{authz.Owner}, Parts: []string{"buyer"}}), id.CompanyID{}, "identity.company.read", tenants.Scope{}, fault.NotFound},
		{"a company without parts", as(seat(nil, authz.Owner)), company, "identity.company.read", tenants.Scope{}, fault.NotFound},
		{"every role reads the company", as(seat([]string{"buyer"}, authz.Warehouse)), company, "identity.company.read", tenants.Buyer(company, seatID), nil},
		{"but does not write it", as(seat([]string{"buyer"}, authz.Warehouse)), company, "identity.company.write", tenants.Scope{}, fault.Forbidden},
		{"no role at all", as(seat([]string{"buyer"})), company, "identity.company.write", tenants.Scope{}, fault.Forbidden},
		{"an unknown role", as(seat([]string{"buyer"}, "god")), company, "identity.company.read", tenants.Scope{}, fault.Forbidden},
		{"finance exports the audit trail", as(seat([]string{"supplier"}, authz.Finance)), company, "audit.export", tenants.Supplier(company, seatID), nil},
		{"sales does not", as(seat([]string{"supplier"}, authz.Sales)), company, "audit.export", tenants.Scope{}, fault.Forbidden},
		{"supplier before buyer", as(seat([]string{"brand", "buyer", "supplier"}, authz.Admin)), company, "identity.seat.write", tenants.Supplier(company, seatID), nil},
		{"buyer before brand", as(seat([]string{"brand", "buyer"}, authz.Admin)), company, "identity.seat.write", tenants.Buyer(company, seatID), nil},
		{"brand", as(seat([]string{"brand"}, authz.Admin)), company, "identity.seat.write", tenants.Brand(company, seatID), nil},
		{"the operator's own company", as(seat([]string{"operator"}, authz.Sales)), company, "identity.company.read", tenants.Operator(company, seatID, "identity.company.read"), nil},
		{"an operator's permission", as(seat([]string{"supplier", "operator"}, authz.Owner)), company, "identity.tenant.write", tenants.Operator(company, seatID, "identity.tenant.write"), nil},
		{"is nothing for a supplier's owner", as(seat([]string{"supplier"}, authz.Owner)), company, "identity.tenant.read", tenants.Scope{}, fault.Forbidden},
		{"a suspended company reads", as(suspended), company, "audit.read", tenants.Supplier(company, seatID), nil},
		{"and does not write", as(suspended), company, "identity.seat.write", tenants.Scope{}, authz.CompanySuspended},
		{"a supplier that also buys, as a buyer", as(seat([]string{"supplier", "buyer"}, authz.Buyer)), company, "comparison.offer.read", tenants.Buyer(company, seatID), nil},
		{"and as a supplier", as(seat([]string{"supplier", "buyer"}, authz.Pricing)), company, "comparison.sheet.write", tenants.Supplier(company, seatID), nil},
		{"a buyer has no sheet", as(seat([]string{"buyer"}, authz.Owner)), company, "comparison.sheet.read", tenants.Scope{}, fault.Forbidden},
		{"a permission that is not in the matrix", as(seat([]string{"buyer"}, authz.Owner)), company, "identity.seat.eat", tenants.Scope{}, fault.Unexpected},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got, err := authz.Acting(row.ctx, row.company, row.permission)
			if !errors.Is(err, row.err) {
				t.Fatalf("error %v, want %v", err, row.err)
			}
			want := row.want
			if err == nil {
				want = want.By(person)
			}
			if got != want {
				t.Errorf("scope %s, want %s", got, want)
			}
			if err := authz.Check(row.ctx, authz.Access(row.permission), row.company); !errors.Is(err, row.err) {
				t.Errorf("Check: %v, want %v", err, row.err)
			}
		})
	}
}

func TestCheckWithoutPermission(t *testing.T) {
	t.Parallel()
	rows := []struct {
		access authz.Access
		ctx    context.Context
		want   error
	}{
		{authz.Public, context.Background(), nil},
		{authz.Trial, context.Background(), nil},
		{authz.Session, context.Background(), fault.Unauthenticated},
		{authz.Session, as(), nil},
		{"whatever", as(seat([]string{"buyer"}, authz.Owner)), fault.Unexpected},
		{"", as(), fault.Unexpected},
	}
	for _, row := range rows {
		if err := authz.Check(row.ctx, row.access, id.CompanyID{}); !errors.Is(err, row.want) {
			t.Errorf("Check(%q) = %v, want %v", row.access, err, row.want)
		}
	}
}

func TestSelf(t *testing.T) {
	t.Parallel()
	if _, err := authz.Self(context.Background()); !errors.Is(err, fault.Unauthenticated) {
		t.Errorf("nobody: %v", err)
	}
	if got, err := authz.Self(as()); err != nil || got != tenants.Person(person) {
		t.Errorf("Self = %s, %v", got, err)
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	readers := []authz.Permission{"hub.events.read", "identity.company.read", "identity.seat.read", "job.cancel", "job.read"}
	suspended := seat([]string{"buyer"}, authz.Buyer)
	suspended.Suspended = true
	rows := []struct {
		name string
		seat authz.Seat
		want []authz.Permission
	}{
		{"no role", seat([]string{"buyer"}), []authz.Permission{}},
		{"buyer", seat([]string{"buyer"}, authz.Buyer), readers},
		{"suspended", suspended, []authz.Permission{"hub.events.read", "identity.company.read", "identity.seat.read", "job.read"}},
		{"finance", seat([]string{"supplier"}, authz.Finance), sorted(append([]authz.Permission{"audit.read", "audit.export"}, readers...))},
		{"two roles", seat([]string{"supplier"}, authz.Sales, authz.Finance), sorted(append([]authz.Permission{"audit.read", "audit.export"}, readers...))},
		{"operator's service", seat([]string{"operator"}, authz.Service), sorted(append([]authz.Permission{"identity.tenant.read"}, readers...))},
		{"operator's owner", seat([]string{"operator"}, authz.Owner), ofPlatform(authz.Known())},
		{"supplier's owner", seat([]string{"supplier"}, authz.Owner), without(ofPlatform(authz.Known()), "identity.tenant.read", "identity.tenant.write")},
		{"supplier's admin", seat([]string{"supplier"}, authz.Admin), without(ofPlatform(authz.Known()), "identity.tenant.read", "identity.tenant.write")},
	}
	for _, row := range rows {
		if got := ofPlatform(authz.Permissions(row.seat)); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
}

// What only one part of companies makes sense for is given to that part, whatever the role, and the hub's own to its staff only.
func TestPermissionsOfParts(t *testing.T) {
	t.Parallel()
	offer, sheet, verification := authz.Permission("comparison.offer.read"), authz.Permission("comparison.sheet.write"), authz.Permission("trading.verification.read")
	rows := []struct {
		seat        authz.Seat
		has, hasNot []authz.Permission
	}{
		{seat([]string{"buyer"}, authz.Owner), []authz.Permission{offer}, []authz.Permission{sheet, verification}},
		{seat([]string{"buyer"}, authz.Warehouse), nil, []authz.Permission{offer, sheet, verification}},
		{seat([]string{"supplier"}, authz.Owner), []authz.Permission{sheet}, []authz.Permission{offer, verification}},
		{seat([]string{"supplier", "buyer"}, authz.Owner), []authz.Permission{sheet, offer}, []authz.Permission{verification}},
		{seat([]string{"operator"}, authz.Owner), []authz.Permission{verification}, []authz.Permission{offer, sheet}},
	}
	for _, row := range rows {
		got := authz.Permissions(row.seat)
		for _, p := range row.has {
			if !slices.Contains(got, p) {
				t.Errorf("%v lacks %s", row.seat, p)
			}
		}
		for _, p := range row.hasNot {
			if slices.Contains(got, p) {
				t.Errorf("%v has %s", row.seat, p)
			}
		}
	}
}

// ofPlatform leaves out what the capabilities on top of the platform bring.
func ofPlatform(all []authz.Permission) []authz.Permission {
	return slices.DeleteFunc(slices.Clone(all), func(p authz.Permission) bool {
		word, _, _ := strings.Cut(string(p), ".")
		return !slices.Contains([]string{"identity", "audit", "job", "hub"}, word)
	})
}

func TestAccess(t *testing.T) {
	t.Parallel()
	for access, want := range map[authz.Access]bool{
		authz.Public: true, authz.Session: true, authz.Trial: true, "audit.read": true, "": false, "anybody": false, "audit.eat": false,
	} {
		if access.Valid() != want {
			t.Errorf("%q.Valid() = %v", access, !want)
		}
	}
}

func TestMatrixNamesEachPermissionOnce(t *testing.T) {
	t.Parallel()
	all := authz.Known()
	if len(slices.Compact(slices.Clone(all))) != len(all) {
		t.Errorf("twice in the matrix: %v", all)
	}
}

func sorted(p []authz.Permission) []authz.Permission { slices.Sort(p); return p }

func without(all []authz.Permission, not ...authz.Permission) []authz.Permission {
	return slices.DeleteFunc(slices.Clone(all), func(p authz.Permission) bool { return slices.Contains(not, p) })
}
