package demo

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"manifold/internal/app"
	"manifold/internal/identity"
	"manifold/tenants"
)

// Password opens every account of the demo.
const Password = "manifold demo 2026"

//go:embed sellers.csv
var sellersFile string

// secondShop is the other company of the shop's owner.
const secondShop = "街角维修 Corner Repairs Ltd"

// login is one line of the table of who logs in as what.
type login struct{ who, email string }

var logins = []login{
	{"shop owner, buyer in two companies", "lin@corner-shop.example"},
	{"buyer who needs approvals", "wang@corner-shop.example"},
	{"approver and finance", "zhao@corner-shop.example"},
	{"supplier, owner (Farnell)", "owner@farnell.example"},
	{"supplier, sales and pricing", "sales@farnell.example"},
	{"supplier, owner (Mouser)", "owner@mouser.example"},
	{"grocer, buyer of seven chains", grocer},
	{"supplier, owner (Shufersal)", "owner@shufersal.example"},
	{"brand, owner", "owner@brand.example"},
	{"operator of the hub", "operator@hub.example"},
}

// Load makes what is missing of the demo.
func Load(ctx context.Context, hub *app.App, database tenants.Config) error {
	d := loader{ctx: ctx, service: hub.Identity}
	lin := d.person("lin@corner-shop.example", "林晓", "zh-CN",
		identity.NewCompany{Name: "街角五金店", Country: "CN", Parts: []string{"buyer"}},
		identity.NewCompany{Name: secondShop, Country: "GB", Parts: []string{"buyer"}})
	shop := d.company(lin, "街角五金店")
	d.seat(lin, shop, d.person("wang@corner-shop.example", "王芳", "zh-CN"), "buyer")
	d.seat(lin, shop, d.person("zhao@corner-shop.example", "赵敏", "zh-CN"), "approver", "finance")
	sellers, err := sellers()
	if err != nil {
		return err
	}
	for _, s := range sellers {
		owner := d.person("owner@"+s.domain, s.Name+" owner", "en", s.NewCompany)
		if s.Name == "Farnell" {
			d.seat(owner, d.company(owner, s.Name), d.person("sales@"+s.domain, "Sam Reed", "en"), "sales", "pricing")
		}
	}
	dana := d.person(grocer, "Dana Levi", "en", identity.NewCompany{Name: grocery, Country: "IL", Parts: []string{"buyer"}})
	for _, c := range chains {
		s := newSeller(c, "IL")
		d.person("owner@"+s.domain, s.Name+" owner", "en", s.NewCompany)
	}
	d.person("owner@brand.example", "Mia Roth", "en", identity.NewCompany{Name: "ALPS ALPINE", Country: "JP", Parts: []string{"brand"}})
	operator := d.person("operator@hub.example", "何静", "zh-CN", identity.NewCompany{Name: "Manifold", Country: "CN", Parts: []string{"buyer"}})
	if d.err != nil {
		return d.err
	}
	own := d.company(operator, "Manifold")
	if !slices.Contains(own.Parts, "operator") {
		if err := tenants.MakeOperator(ctx, database, own.ID); err != nil {
			return err
		}
	}
	if err := loadTrade(ctx, hub, shop.ID, d.company(lin, secondShop).ID); err != nil {
		return err
	}
	return loadGroceries(ctx, hub, d.company(dana, grocery).ID)
}

// loader keeps the first error, so that the list of who is in the demo reads as a list.
type loader struct {
	ctx     context.Context
	service *identity.Service
	own     map[string][]identity.Company
	err     error
}

func (d *loader) person(email, name, locale string, companies ...identity.NewCompany) identity.Person {
	if d.err != nil {
		return identity.Person{}
	}
	p, own, err := d.service.Provision(d.ctx, identity.Person{Email: email, Name: name, Locale: locale}, Password, companies...)
	if err != nil {
		d.err = fmt.Errorf("%s: %w", email, err)
	}
	if d.own == nil {
		d.own = map[string][]identity.Company{}
	}
	d.own[p.Email] = own
	return p
}

func (d *loader) company(owner identity.Person, name string) identity.Company {
	at := slices.IndexFunc(d.own[owner.Email], func(c identity.Company) bool { return c.Name == name })
	if at < 0 {
		return identity.Company{}
	}
	return d.own[owner.Email][at]
}

func (d *loader) seat(owner identity.Person, company identity.Company, p identity.Person, roles ...string) {
	if d.err != nil || company.ID.IsZero() { // renamed by somebody who looked around: leave it
		return
	}
	if err := d.service.ProvisionSeat(d.ctx, owner, company, p, roles...); err != nil {
		d.err = fmt.Errorf("seat of %s: %w", p.Email, err)
	}
}

type seller struct {
	identity.NewCompany
	domain string
}

func sellers() ([]seller, error) {
	rows, err := readTable(sellersFile)
	if err != nil {
		return nil, err
	}
	out := make([]seller, len(rows))
	for i, row := range rows {
		out[i] = newSeller(row[0], row[1])
	}
	return out, nil
}

func newSeller(name, country string) seller {
	domain := strings.ToLower(strings.NewReplacer(" ", "-", ".", "").Replace(name)) + ".example"
	return seller{identity.NewCompany{Name: name, Country: country, Parts: []string{"supplier"}}, domain}
}

// readTable reads one of the embedded tables, without its heading.
func readTable(text string) ([][]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	return rows[1:], nil
}

// Print writes who logs in as what.
func Print(w io.Writer, address string) {
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	_, _ = fmt.Fprintf(t, "LOG IN AS\tE-MAIL (password: %s)\n", Password)
	for _, l := range logins {
		_, _ = fmt.Fprintf(t, "%s\t%s\n", l.who, l.email)
	}
	_ = t.Flush()
	_, _ = fmt.Fprintf(w, "\nSign in at %s/login; what the hub sends lies in %s/mailbox\n", address, address)
}
