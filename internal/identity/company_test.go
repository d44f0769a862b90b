package identity

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
)

func TestParseWebsite(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		in, want string
		wrong    bool
	}{
		{"", "", false},
		{"  ", "", false},
		{"www.example.com", "https://www.example.com", false},
		{"http://example.com/a?b=c#d", "http://example.com/a?b=c#d", false},
		{"https://例子.中国/路", "https://例子.中国/%E8%B7%AF", false},
		{"javascript:alert(1)", "", true},
		{"javascript://example.com/%0aalert(1)", "", true},
		{"data:text/html,x", "", true},
		{"ftp://example.com", "", true},
		{"https://", "", true},
		{"https://localhost", "", true},
		{"https://user:password@example.com", "", true},
		{"https://example.com:x", "", true},
		{"https://exa mple.com", "", true},
		{"https://example.com\r\nX: y", "", true},
	} {
		got, err := parseWebsite(row.in)
		if row.wrong != errors.Is(err, fault.Invalid) || got != row.want {
			t.Errorf("parseWebsite(%q) = %q, %v", row.in, got, err)
		}
	}
}

func TestNewCompanyCheck(t *testing.T) {
	t.Parallel()
	good := NewCompany{Name: " Ann  Ltd ", Country: "GB", Parts: []string{"supplier", "buyer", "supplier"}}
	got, err := good.check()
	if err != nil || got.Name != "Ann Ltd" || !slices.Equal(got.Parts, []string{"buyer", "supplier"}) {
		t.Errorf("%+v, %v", got, err)
	}
	for want, n := range map[string]NewCompany{
		"/company/name name":       {Name: " ", Country: "GB", Parts: []string{"buyer"}},
		"/company/country country": {Name: "x", Country: "UK", Parts: []string{"buyer"}},
		"/company/parts part":      {Name: "x", Country: "GB"},
	} {
		if _, err := n.check(); !slices.Equal(fieldCodes(err), []string{want}) {
			t.Errorf("%+v: %v, want %s", n, err, want)
		}
	}
	for _, part := range []string{"operator", "Supplier", "", "god"} {
		n := NewCompany{Name: "x", Country: "GB", Parts: []string{"buyer", part}}
		if _, err := n.check(); !slices.Equal(fieldCodes(err), []string{"/company/parts part"}) {
			t.Errorf("part %q: %v", part, err)
		}
	}
}

func TestCompanyApply(t *testing.T) {
	t.Parallel()
	before := Company{Name: "Old", Country: "GB", Parts: []string{"buyer"}, Phone: "+442079460000", Address: "1 Road", Website: "https://example.com", Version: 3}
	operator := before
	operator.Parts = []string{"supplier", "operator"} // in the order that making an operator leaves
	text := func(s string) *string { return &s }
	for _, row := range []struct {
		name    string
		from    Company
		change  CompanyChange
		changed []string
		after   func(Company) Company
		err     error
	}{
		{"nothing", before, CompanyChange{}, nil, nil, nil},
		{"the same again", before, CompanyChange{Name: text(" Old "), Country: text("GB"), Phone: text("+44 20 7946 0000"), Address: text("1 Road "), Website: text("example.com"), Parts: []string{"buyer"}}, nil, nil, nil},
		{"name", before, CompanyChange{Name: text("New")}, []string{"name"}, func(c Company) Company { c.Name = "New"; return c }, nil},
		{"all", before, CompanyChange{Name: text("New"), Country: text("CN"), Phone: text("13800000000"), Address: text("2 Road"), Website: text("b.example.com"), Parts: []string{"supplier", "buyer"}},
			[]string{"name", "country", "phone", "address", "website", "parts"},
			func(c Company) Company {
				c.Name, c.Country, c.Phone, c.Address, c.Website, c.Parts = "New", "CN", "+8613800000000", "2 Road", "https://b.example.com", []string{"buyer", "supplier"}
				return c
			}, nil},
		{"taken out", before, CompanyChange{Phone: text(" "), Address: text(""), Website: text("")}, []string{"phone", "address", "website"},
			func(c Company) Company { c.Phone, c.Address, c.Website = "", "", ""; return c }, nil},
		{"no name", before, CompanyChange{Name: text(" ")}, nil, nil, fault.Invalid},
		{"no country", before, CompanyChange{Country: text("ZZ")}, nil, nil, fault.Invalid},
		{"no phone", before, CompanyChange{Phone: text("x")}, nil, nil, fault.Invalid},
		{"no website", before, CompanyChange{Website: text("javascript:1")}, nil, nil, fault.Invalid},
		{"a part taken away", before, CompanyChange{Parts: []string{"supplier"}}, nil, nil, errPartStays},
		{"the operator keeps its part", operator, CompanyChange{Parts: []string{"supplier"}}, nil, nil, nil},
		{"and gains others", operator, CompanyChange{Parts: []string{"supplier", "buyer"}}, []string{"parts"},
			func(c Company) Company { c.Parts = []string{"buyer", "operator", "supplier"}; return c }, nil},
	} {
		got, changed, err := row.from.apply(row.change)
		if !errors.Is(err, row.err) || !slices.Equal(changed, row.changed) {
			t.Errorf("%s: %v, %v", row.name, changed, err)
			continue
		}
		want := row.from
		if row.after != nil {
			want = row.after(want)
		}
		if err == nil && (got.Name != want.Name || got.Country != want.Country || got.Phone != want.Phone || got.Address != want.Address || got.Website != want.Website || !slices.Equal(got.Parts, want.Parts) || got.Version != want.Version) {
			t.Errorf("%s: %+v, want %+v", row.name, got, want)
		}
	}
}

func TestCheckRoles(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		roles, parts, want []string
	}{
		{[]string{"owner"}, []string{"buyer"}, []string{"owner"}},
		{[]string{"sales", "admin", "sales"}, []string{"supplier"}, []string{"admin", "sales"}},
		{[]string{"buyer", "approver", "warehouse", "finance"}, []string{"buyer"}, []string{"approver", "buyer", "finance", "warehouse"}},
		{[]string{"marketing"}, []string{"brand"}, []string{"marketing"}},
		{[]string{"service"}, []string{"operator"}, []string{"service"}},
		{[]string{"sales"}, []string{"buyer"}, nil},
		{[]string{"buyer"}, []string{"supplier", "brand"}, nil},
		{[]string{"pricing"}, []string{"brand", "operator"}, nil},
		{[]string{"owner", "god"}, []string{"supplier", "buyer"}, nil},
		{[]string{""}, []string{"supplier"}, nil},
	} {
		got, err := checkRoles(row.roles, row.parts)
		if (row.want == nil) != errors.Is(err, errRoleUnknown) || !slices.Equal(got, row.want) {
			t.Errorf("checkRoles(%v, %v) = %v, %v", row.roles, row.parts, got, err)
		}
	}
}

// TestOwnershipNeverEnds plays a company's team at random: whatever anybody tries, an owner stays, and only owners made or unmade one.
func TestOwnershipNeverEnds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		roles := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"owner", "admin", "finance"}), 1, 3, rapid.ID)
		team := map[int][]string{0: {"owner"}, 1: {"admin"}, 2: {"finance"}}
		owners := func(but int) (n int) {
			for who, has := range team {
				if who != but && slices.Contains(has, roleOwner) {
					n++
				}
			}
			return n
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			actor, on := rapid.IntRange(0, 4).Draw(t, "actor"), rapid.IntRange(0, 4).Draw(t, "on")
			if team[actor] == nil {
				continue
			}
			var after []string
			if rapid.Bool().Draw(t, "stays") {
				after = roles.Draw(t, "after")
			}
			was, will := slices.Contains(team[on], roleOwner), slices.Contains(after, roleOwner)
			err := checkOwnership(authz.Seat{ID: id.New[id.Seat](at), Roles: asRoles(team[actor])}, team[on], after, owners(on))
			if was != will && !slices.Contains(team[actor], roleOwner) && !errors.Is(err, errOwnersOnly) {
				t.Fatalf("%v made %v into %v: %v", team[actor], team[on], after, err)
			}
			if was == will && err != nil {
				t.Fatalf("%v could not make %v into %v: %v", team[actor], team[on], after, err)
			}
			if err == nil {
				team[on] = after
			}
			if owners(-1) == 0 {
				t.Fatalf("nobody owns the company: %v", team)
			}
		}
	})
}
