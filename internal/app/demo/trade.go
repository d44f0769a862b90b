package demo

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/app"
	"manifold/internal/catalog"
	"manifold/internal/comparison"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/page"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/sso"
	"manifold/internal/trading"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/grant"
	"manifold/internal/trading/standing"
	"manifold/internal/trading/terms"
)

//go:embed offers.csv
var offersFile string

//go:embed licence.pdf
var licence []byte

// trader loads who trades with whom, each deed as the person who would do it. It keeps the first error.
type trader struct {
	ctx context.Context //nolint:containedctx // lives as long as one load
	hub *app.App
	err error
}

// loadTrade makes suppliers' listings and sheets, a buyer's file and applications, and what came of them. What stands is left alone.
func loadTrade(ctx context.Context, hub *app.App, shop, second id.CompanyID) error {
	t := &trader{ctx: ctx, hub: hub}
	sellers, err := sellers()
	if err != nil {
		return err
	}
	sheets, err := sheets()
	if err != nil {
		return err
	}
	suppliers := map[string]id.CompanyID{}
	for _, s := range sellers {
		suppliers[s.Name] = t.supplier(s, electronics(s, len(sheets[s.Name])), sheets[s.Name])
	}
	t.shop(shop, suppliers)
	t.prices(shop)
	t.stocks(shop)
	t.lists(shop)
	t.orders(shop)
	t.waiting(second, suppliers["Farnell"])
	return t.err
}

// as is the context of a person at work, and the company with that part it works for first.
func (t *trader) as(email, part string) (context.Context, id.CompanyID) {
	if t.err != nil {
		return t.ctx, id.CompanyID{}
	}
	caller, err := t.hub.Identity.ProvisionedCaller(t.ctx, email)
	if err != nil {
		t.err = fmt.Errorf("%s: %w", email, err)
		return t.ctx, id.CompanyID{}
	}
	at := slices.IndexFunc(caller.Seats, func(s authz.Seat) bool { return slices.Contains(s.Parts, part) })
	if at < 0 {
		return t.ctx, id.CompanyID{}
	}
	return authz.With(t.ctx, caller), caller.Seats[at].Company
}

// try notes the first error, with what was done.
func (t *trader) try(what string, err error) {
	if t.err == nil && err != nil {
		t.err = fmt.Errorf("%s: %w", what, err)
	}
}

// regions are where sellers of a country deliver; none: everywhere.
var regions = map[string][]string{"CN": nil, "GB": {"GB", "IE", "CN"}, "DE": {"DE", "AT", "CH", "CN"}, "PL": {"PL", "DE", "CN"}, "EE": {"EE", "CN"}, "BE": {"BE", "NL", "CN"}}

// electronics is how a seller of electronic parts presents itself.
func electronics(s seller, lines int) trading.Profile {
	asks := []string{"tax_number", "phone"}
	if s.Country == "US" {
		asks = append(asks, "site:delivery")
	}
	return trading.Profile{
		Name: s.Name, Listed: true, Accepting: true, Summary: fmt.Sprintf("Electronic components, %d lines from stock and to order.", lines),
		Trades: []string{"electronics"}, Regions: regions[s.Country], TermsSummary: "Prepaid for the first orders, then 30 days", MinimumOrder: "None; small orders pay freight",
		Languages: []string{"en"}, Contact: trading.Contact{Name: s.Name + " sales desk", Email: "sales@" + s.domain, Phone: "+442079460100"}, Asks: asks,
	}
}

// supplier lists one seller with its sheet, once.
func (t *trader) supplier(s seller, listing trading.Profile, sheet []comparison.SheetDraft) id.CompanyID {
	owner := "owner@" + s.domain
	ctx, company := t.as(owner, "supplier")
	if t.err != nil || company.IsZero() {
		return company
	}
	profile, err := t.hub.Trading.Profile(ctx, company)
	if err != nil && !errors.Is(err, fault.NotFound) || profile.Version > 0 {
		t.try(s.Name, err)
		return company
	}
	_, err = t.hub.Trading.PutProfile(ctx, company, nil, listing)
	t.try(s.Name+": profile", err)
	for part := range slices.Chunk(sheet, 500) {
		if t.err != nil {
			return company
		}
		outcomes, _, err := t.hub.Comparison.PutSheet(ctx, company, part)
		t.try(s.Name+": sheet", err)
		for _, o := range outcomes {
			if len(o.Problems) > 0 {
				t.try(s.Name+": sheet", fmt.Errorf("%s: %v", o.SKU, o.Problems))
			}
		}
	}
	if slices.Contains(described, s.Name) {
		t.details(ctx, company, sheet)
	}
	return company
}

// sheets are the recorded offers by seller.
func sheets() (map[string][]comparison.SheetDraft, error) {
	rows, err := readTable(offersFile)
	if err != nil {
		return nil, err
	}
	out := map[string][]comparison.SheetDraft{}
	for _, row := range rows {
		price := &pricing.Draft{Currency: row[9], Amount: row[10]}
		for _, each := range strings.Fields(row[11]) {
			from, amount, _ := strings.Cut(each, ":")
			price.Breaks = append(price.Breaks, pricing.BreakDraft{From: from, Amount: amount})
		}
		out[row[0]] = append(out[row[0]], comparison.SheetDraft{
			Draft: catalog.Draft{SKU: row[1], MPN: row[2], Brand: row[3], Name: row[4], Category: row[5], Unit: "H87", Minimum: row[6], Multiple: row[7], Datasheet: row[12]},
			Price: price, Stock: row[8],
		})
	}
	return out, nil
}

const shopOwner = "lin@corner-shop.example"

// shop fills in the buyer's file, lets it be verified, applies to many suppliers at once, and lets some of them decide.
func (t *trader) shop(shop id.CompanyID, suppliers map[string]id.CompanyID) {
	ctx, _ := t.as(shopOwner, "buyer")
	if !t.untouched(ctx, shop) {
		return
	}
	_, err := t.hub.Trading.PutFile(ctx, shop, nil, trading.Particulars{
		LegalName: "街角五金店", TradeName: "Corner Hardware", Country: "CN", TaxNumber: "91310115MA1K0DEM19", Founded: "2011", Trades: []string{"electronics", "tools"},
		Phone: "+862155550123", Email: shopOwner, Contacts: []trading.FileContact{{Name: "林晓", Post: "店主", Phone: "+862155550123", Email: shopOwner}},
	})
	t.try("file", err)
	for _, site := range []trading.Site{
		{Name: "张江门店", Kind: "delivery", Country: "CN", Region: "CN-SH", City: "上海", Street: "碧波路 690 号", Postcode: "201203", Contact: "王芳", Phone: "+862155550124", Opening: "09:00–18:00", IsDefault: true},
		{Name: "嘉定仓库", Kind: "branch", Country: "CN", Region: "CN-SH", City: "上海", Street: "曹安公路 4800 号", Postcode: "201804", Contact: "王芳"},
	} {
		_, err := t.hub.Trading.AddSite(ctx, shop, site)
		t.try("site", err)
	}
	t.verified(ctx, shop, "营业执照.pdf")
	t.apply(ctx, shop, suppliers, "We repair household electronics in Shanghai and buy small lots each week.",
		"Farnell", "Mouser", "TME", "RS Components", "Verical", "Distrelec", "Avnet", "Win Source Electronics") //nolint:misspell // a company is called Verical
	t.farnell(shop)
	t.decide("mouser.example", shop, trading.Decision{Act: standing.ActApprove, Customer: customer.Choice{Code: "CN-2041", Terms: &terms.Terms{Payment: "prepaid", Currency: "USD"}},
		Grant: &grant.Grant{Price: of(grant.PriceList), Stock: of(grant.StockYesNo), Promotions: of(false)}})
	t.decide("tme.example", shop, trading.Decision{Act: standing.ActApprove, Customer: customer.Choice{Code: "PL77120"},
		Grant: &grant.Grant{Categories: []string{"Capacitors", "Resistors"}, Price: of(grant.PriceOwn), Stock: of(grant.StockBand), Steps: steps(1, 100, 1000, 10_000)}})
	t.decide("rs-components.example", shop, trading.Decision{Act: standing.ActAskMore, Text: "Which delivery address should we use for goods that need a signature?"})
	t.decide("verical.example", shop, trading.Decision{Act: standing.ActReject, Text: "We only deliver within North America."})
	t.decide("distrelec.example", shop, trading.Decision{Act: standing.ActApprove, Grant: &grant.Grant{Price: of(grant.PriceNone), Stock: of(grant.StockNone), LeadTime: of(true)}})
}

// untouched tells whether a buyer has asked no supplier yet.
func (t *trader) untouched(ctx context.Context, buyer id.CompanyID) bool {
	if t.err != nil || buyer.IsZero() {
		return false
	}
	board, err := t.hub.Trading.Board(ctx, buyer, "", nil, page.Request{Limit: 1})
	t.try("board", err)
	return err == nil && len(board.Items) == 0
}

// verified puts a licence into a file and hands it in, and the operator finds it right.
func (t *trader) verified(ctx context.Context, buyer id.CompanyID, name string) {
	if t.err != nil {
		return
	}
	_, err := t.hub.Trading.AddDocument(ctx, buyer, trading.DocumentLicence, name, bytes.NewReader(licence))
	t.try("licence", err)
	if t.err == nil {
		_, err = t.hub.Trading.SubmitFile(ctx, buyer, nil)
		t.try("submit file", err)
	}
	operator, hub := t.as("operator@hub.example", "operator")
	if t.err == nil {
		_, err = t.hub.Trading.VerifyFile(operator, hub, buyer, nil, trading.FileVerified, "")
		t.try("verify file", err)
	}
}

// waiting is an application that nobody has decided on.
func (t *trader) waiting(buyer, supplier id.CompanyID) {
	ctx, _ := t.as(shopOwner, "buyer")
	if supplier.IsZero() || !t.untouched(ctx, buyer) {
		return
	}
	_, err := t.hub.Trading.PutFile(ctx, buyer, nil, trading.Particulars{
		LegalName: "Corner Repairs Ltd", Country: "GB", TaxNumber: "GB980780684", Trades: []string{"electronics"}, Phone: "+442079460177", Email: shopOwner,
	})
	t.try("second file", err)
	if t.err == nil {
		_, err = t.hub.Trading.Apply(ctx, buyer, trading.NewApplication{Suppliers: []id.CompanyID{supplier}, Note: "Our workshop in Bristol needs parts by the day."})
		t.try("second application", err)
	}
}

// apply asks several suppliers at once.
func (t *trader) apply(ctx context.Context, buyer id.CompanyID, suppliers map[string]id.CompanyID, note string, names ...string) {
	if t.err != nil {
		return
	}
	wanted := trading.NewApplication{Note: note}
	for _, name := range names {
		if company := suppliers[name]; !company.IsZero() {
			wanted.Suppliers = append(wanted.Suppliers, company)
		}
	}
	outcomes, err := t.hub.Trading.Apply(ctx, buyer, wanted)
	t.try("apply", err)
	for _, o := range outcomes {
		if o.Result != trading.OutcomeApplied {
			t.try("apply to "+o.Name, errors.New(o.Result))
		}
	}
}

// decide lets the owner of a supplier decide on the shop.
func (t *trader) decide(domain string, shop id.CompanyID, d trading.Decision) {
	ctx, company := t.as("owner@"+domain, "supplier")
	if t.err != nil || company.IsZero() {
		return
	}
	_, err := t.hub.Trading.Decide(ctx, company, shop, nil, d)
	t.try(domain+" decides", err)
}

// farnell has groups, customers of its own, special prices for the shop and a portal.
func (t *trader) farnell(shop id.CompanyID) {
	ctx, company := t.as("owner@farnell.example", "supplier")
	if t.err != nil || company.IsZero() {
		return
	}
	days := 30
	key, err := t.hub.Customers.AddGroup(ctx, company, customer.Group{Name: "Key accounts", Terms: terms.Terms{Payment: "days", PaymentDays: &days, Currency: "GBP"}})
	t.try("group", err)
	retail, err := t.hub.Customers.AddGroup(ctx, company, customer.Group{Name: "Retail", Terms: terms.Terms{Payment: "prepaid", Currency: "GBP"}, Position: 1})
	t.try("group", err)
	if t.err != nil {
		return
	}
	_, err = t.hub.Grants.PutGrant(ctx, company, grant.LevelGroup, key.ID.UUID(), nil, grant.Grant{Stock: of(grant.StockExact), Purpose: of("Planning of repeat orders")})
	t.try("grant", err)
	t.customers(ctx, company, retail.ID)
	sales, _ := t.as("sales@farnell.example", "supplier")
	caller, _ := authz.From(sales)
	d := trading.Decision{Act: standing.ActApprove, Customer: customer.Choice{Code: "SH-0007", Group: &key.ID, Region: of("CN-SH")}}
	if caller != nil {
		d.Customer.Salesperson = &caller.Person
	}
	t.decide("farnell.example", shop, d)
	t.ownPrices(ctx, company, shop)
	_, err = t.hub.SSO.CreateClient(ctx, company, sso.NewClient{
		Name: "Farnell order desk", HomeURI: "https://portal.farnell.example/", Method: "client_secret_basic", RedirectURIs: []string{"https://portal.farnell.example/callback"},
		PostLogoutURIs: []string{"https://portal.farnell.example/"}, BackChannelURI: "https://portal.farnell.example/logout", Scopes: []string{"openid", "profile", "email", "customer"},
	})
	t.try("portal", err)
}

// customers are some that Farnell has and that have not joined.
func (t *trader) customers(ctx context.Context, company id.CompanyID, group id.GroupID) {
	var head id.CustomerID
	for i, c := range []struct{ code, name, country, email string }{
		{"UK-1001", "Harbour Electronics Ltd", "GB", "orders@harbour-electronics.example"}, {"UK-1002", "Harbour Electronics Leeds", "GB", "leeds@harbour-electronics.example"},
		{"DE-2001", "Werkstatt Nord GmbH", "DE", "einkauf@werkstatt-nord.example"}, {"FR-3001", "Atelier Lumière", "FR", "achats@atelier-lumiere.example"},
		{"CN-4001", "苏州工园电子", "CN", "caigou@suzhou-gongyuan.example"}, {"SG-5001", "Jurong Repair Hub", "SG", "buy@jurong-repair.example"},
	} {
		if t.err != nil {
			return
		}
		change := customer.Change{Code: &c.code, Name: &c.name, Country: &c.country, Email: &c.email, Group: &group}
		if i == 1 {
			change.HeadOffice = &head
		}
		made, err := t.hub.Customers.AddCustomer(ctx, company, change)
		t.try(c.name, err)
		if i == 0 {
			head = made.ID
		}
	}
}

// ownPrices gives the shop a twentieth off the first items of Farnell.
func (t *trader) ownPrices(ctx context.Context, company, shop id.CompanyID) {
	if t.err != nil {
		return
	}
	applicant, err := t.hub.Trading.Relationship(ctx, company, shop)
	t.try("relationship", err)
	items, err := t.hub.Comparison.Sheet(ctx, company, "", "", catalog.Active, page.Request{Limit: 12})
	t.try("sheet", err)
	if t.err != nil {
		return
	}
	var drafts []comparison.OwnDraft
	for _, item := range items.Items {
		if item.List == nil {
			continue
		}
		amount := item.List.Amount
		off := amount.Decimal().Mul(decimal.RequireFromString("0.95")).Round(4)
		drafts = append(drafts, comparison.OwnDraft{SKU: item.SKU, Price: &pricing.Draft{Currency: amount.Currency().Code(), Amount: off.String()}})
	}
	_, err = t.hub.Comparison.PutOwnPrices(ctx, company, applicant.Customer.ID, drafts)
	t.try("own prices", err)
}

func of[T any](v T) *T { return &v }

func steps(edges ...int64) []decimal.Decimal {
	out := make([]decimal.Decimal, len(edges))
	for i, e := range edges {
		out[i] = decimal.NewFromInt(e)
	}
	return out
}
