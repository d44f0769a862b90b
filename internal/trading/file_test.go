package trading

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"manifold/internal/kernel/id"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/terms"
)

// whole is a dossier that lacks nothing.
func whole() Dossier {
	return Dossier{
		File: CompanyFile{State: FileDraft, Version: 3, Particulars: Particulars{
			LegalName: "Corner Shop GmbH", TradeName: "Corner Shop", Country: "DE", TaxNumber: "DE 136 695 976", RegistrationNumber: "HRB 1", Founded: "1998-04", Trades: []string{"office"},
			Website: "www.corner-shop.example", Phone: "+49 30 123456", Email: "lin@corner-shop.example",
			Contacts: []FileContact{{Name: "Lin", Email: "lin@corner-shop.example"}}, Bank: Bank{Holder: "Corner Shop GmbH", IBAN: "DE89 3704 0044 0532 0130 00", Country: "DE"}, ShareBank: true,
			Extra: []ExtraField{{"staff_count", "12"}},
		}},
		Documents: []Document{{ID: id.NewRandom[id.Document](), Kind: DocumentLicence}, {ID: id.NewRandom[id.Document](), Kind: DocumentBank}},
		Sites:     []Site{{Name: "Shop", Kind: "delivery", Country: "DE", City: "Berlin", Street: "Here 1"}},
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	if got := whole().Problems(); len(got) != 0 {
		t.Errorf("a whole file: %v", got)
	}
	rows := []struct {
		name   string
		change func(*Dossier)
		want   string // path, code and severity
	}{
		{"no name", func(d *Dossier) { d.File.LegalName = "" }, "/legal_name required missing"},
		{"no country", func(d *Dossier) { d.File.Country = ""; d.File.Bank = Bank{} }, "/country required missing"},
		{"no tax number", func(d *Dossier) { d.File.TaxNumber = "" }, "/tax_number required missing"},
		{"bad tax number", func(d *Dossier) { d.File.TaxNumber = "DE136695978" }, "/tax_number wrong_check_digit wrong"},
		{"bad phone", func(d *Dossier) { d.File.Phone = "12" }, "/phone wrong_form wrong"},
		{"bad mail", func(d *Dossier) { d.File.Email = "lin" }, "/email wrong_form wrong"},
		{"bad website", func(d *Dossier) { d.File.Website = "javascript:alert(1)" }, "/website wrong_form wrong"},
		{"bad date", func(d *Dossier) { d.File.Founded = "1998-13" }, "/founded wrong_form wrong"},
		{"nobody", func(d *Dossier) { d.File.Contacts = nil }, "/contacts required missing"},
		{"somebody without a name", func(d *Dossier) { d.File.Contacts[0].Name = "" }, "/contacts/0/name required missing"},
		{"somebody who cannot be reached", func(d *Dossier) { d.File.Contacts[0].Email = "" }, "/contacts/0 required missing"},
		{"bad account", func(d *Dossier) { d.File.Bank.IBAN = "DE89370400440532013001" }, "/bank/iban wrong_check_digit wrong"},
		{"account elsewhere", func(d *Dossier) { d.File.Bank.Country = "FR" }, "/bank/iban wrong_country wrong"},
		{"nobody's account", func(d *Dossier) { d.File.Bank.Holder = "" }, "/bank/holder required missing"},
		{"bad BIC", func(d *Dossier) { d.File.Bank.BIC = "DEUT12FF" }, "/bank/bic wrong_form wrong"},
		{"no such currency", func(d *Dossier) { d.File.Bank.Currency = "XYZ" }, "/bank/currency unknown wrong"},
		{"a field twice", func(d *Dossier) { d.File.Extra = append(d.File.Extra, d.File.Extra[0]) }, "/extra/1/label duplicate wrong"},
		{"no licence", func(d *Dossier) { d.Documents = d.Documents[1:] }, "documents required missing"},
		{"no site", func(d *Dossier) { d.Sites = nil }, "sites recommended hint"},
		{"no trade", func(d *Dossier) { d.File.Trades = nil }, "/trades recommended hint"},
		{"a country without a rule", func(d *Dossier) { d.File.Country, d.File.TaxNumber, d.File.Bank = "BR", "16.727.230/0001-97", Bank{} }, ""},
	}
	for _, row := range rows {
		d := whole()
		row.change(&d)
		var got []string
		for _, p := range d.Problems() {
			got = append(got, p.Path+" "+p.Code+" "+string(p.Severity))
		}
		if strings.Join(got, "; ") != row.want {
			t.Errorf("%s: %v, want %q", row.name, got, row.want)
		}
		if complete(d.Problems()) != (row.want == "" || strings.HasSuffix(row.want, "hint")) {
			t.Errorf("%s: complete %v", row.name, complete(d.Problems()))
		}
	}
}

func TestMissingAsks(t *testing.T) {
	t.Parallel()
	all := []string{"tax_number", "registration_number", "founded", "website", "phone", "email", "contacts", "bank", "trades", "document:licence", "document:bank", "site:delivery", "extra:staff_count"}
	if got := whole().Missing(all); len(got) != 0 {
		t.Errorf("a whole file lacks %v", got)
	}
	if got := (Dossier{}).Missing(all); !slices.Equal(got, all) {
		t.Errorf("an empty file answers something: lacks only %v", got)
	}
	hidden := whole()
	hidden.File.ShareBank = false
	if got := hidden.Missing(all); !slices.Equal(got, []string{"bank", "document:bank"}) {
		t.Errorf("a file that keeps its bank to itself lacks %v", got)
	}
	if got := whole().Missing([]string{"document:tax", "site:billing", "extra:x", "unheard of"}); len(got) != 4 {
		t.Errorf("lacks %v", got)
	}
}

// What the file keeps to itself does not stand in the copy, and what stands there is read back as it was.
func TestCopies(t *testing.T) {
	t.Parallel()
	text, err := copyOf(whole())
	if err != nil {
		t.Fatal(err)
	}
	back, err := readCopy(text, 3)
	again, _ := copyOf(back)
	if err != nil || again != text {
		t.Errorf("%v: %s\nread back: %s", err, text, again)
	}
	hidden := whole()
	hidden.File.ShareBank = false
	text, err = copyOf(hidden)
	if err != nil || strings.Contains(text, "DE89") || strings.Contains(text, `"kind":"bank"`) || !strings.Contains(text, `"kind":"licence"`) {
		t.Errorf("%v: %s", err, text)
	}
}

func TestNamesWithoutLegalForm(t *testing.T) {
	t.Parallel()
	rows := [][2]string{
		{"Corner Shop GmbH", "cornershop"}, {"Corner Shop GmbH & Co. KG", "cornershop"}, {"CORNER-SHOP Ltd.", "cornershop"}, {"Corner Shop", "cornershop"}, {"S.A.", "s"},
		{"上海拐角商店有限公司", "上海拐角商店"}, {"上海拐角商店股份有限公司", "上海拐角商店"}, {"有限公司", "有限公司"}, {"", ""},
	}
	for _, row := range rows {
		if got := bareName(row[0]); got != row[1] {
			t.Errorf("%q: %q, want %q", row[0], got, row[1])
		}
	}
}

func TestChecks(t *testing.T) {
	t.Parallel()
	buyer, other := id.NewRandom[id.Company](), id.NewRandom[id.Company]()
	customer := func(name, tax, email, phone string, of id.CompanyID) known {
		return known{customer.Ref{ID: id.NewRandom[id.Customer](), Code: "C1", Name: name}, customer.TaxKey(tax), customer.NameKey(name), email, phone, of}
	}
	none := id.CompanyID{}
	rows := []struct {
		name   string
		ground ground
		change func(*Dossier)
		want   string // flags
	}{
		{"nothing to say", ground{}, func(d *Dossier) { d.File.State = FileVerified }, ""},
		{"not verified", ground{}, nil, "verified"},
		{"same tax number", ground{customers: []known{customer("Other", "136695976", "", "", none)}}, nil, "duplicate verified"},
		{"same domain", ground{customers: []known{customer("Other", "", "sales@corner-shop.example", "", none)}}, nil, "duplicate verified"},
		{"same phone without country code", ground{customers: []known{customer("Other", "", "", "030/123 456", none)}}, nil, "duplicate verified"},
		{"another phone", ground{customers: []known{customer("Other", "", "", "+49 30 123457", none)}}, nil, "verified"},
		{"same phone", ground{customers: []known{customer("Other", "", "", "0049 30 123456", none)}}, nil, "duplicate verified"},
		{"same name", ground{customers: []known{customer("corner shop ag", "", "", "", none)}}, nil, "duplicate verified"},
		{"itself", ground{customers: []known{customer("Corner Shop GmbH", "", "", "", buyer)}}, nil, "verified"},
		{"another's", ground{customers: []known{customer("Corner Shop GmbH", "", "", "", other)}}, nil, "duplicate verified"},
		{"public mail", ground{customers: []known{customer("Other", "", "x@gmail.com", "", none)}}, func(d *Dossier) { d.File.Email, d.File.Contacts = "y@gmail.com", nil }, "verified"},
		{"blocked number", ground{blocks: []BlockEntry{{Kind: BlockTaxNumber, Value: "DE136695976"}}}, nil, "blocked verified"},
		{"blocked domain", ground{blocks: []BlockEntry{{Kind: BlockDomain, Value: "shop.example"}}}, nil, "verified"},
		{"blocked domain above", ground{blocks: []BlockEntry{{Kind: BlockDomain, Value: "corner-shop.example"}}}, nil, "blocked verified"},
		{"blocked mail", ground{blocks: []BlockEntry{{Kind: BlockEmail, Value: "lin@corner-shop.example"}}}, nil, "blocked verified"},
		{"blocked phone", ground{blocks: []BlockEntry{{Kind: BlockPhone, Value: "+4930123456"}}}, nil, "blocked verified"},
		{"blocked name", ground{blocks: []BlockEntry{{Kind: BlockName, Value: "Corner Shop"}}}, nil, "blocked verified"},
		{"within the territory", ground{regions: []string{"FR", "DE"}}, nil, "verified"},
		{"in a part of it", ground{regions: []string{"DE-BE"}}, nil, "territory verified"},
		{"outside", ground{regions: []string{"FR"}}, nil, "territory verified"},
		{"bad number", ground{}, func(d *Dossier) { d.File.TaxNumber = "1" }, "tax_number verified"},
		{"an ask", ground{asks: []string{"document:tax"}}, nil, "missing verified"},
	}
	for _, row := range rows {
		d := whole()
		if row.change != nil {
			row.change(&d)
		}
		var got []string
		for _, f := range flags(row.ground.checks(newApplicant(buyer, id.CustomerID{}, d.File.Particulars, ""), d)) {
			got = append(got, string(f))
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: %v, want %q", row.name, got, row.want)
		}
	}
}

func TestBlocksAreTidied(t *testing.T) {
	t.Parallel()
	rows := []struct {
		kind        BlockKind
		value, want string // "": refused
	}{
		{BlockTaxNumber, " de 136-695-976 ", "DE136695976"},
		{BlockTaxNumber, "--", ""},
		{BlockEmail, "Lin@Shop.example", "lin@shop.example"},
		{BlockEmail, "lin", ""},
		{BlockDomain, "@WWW.Shop.example", "shop.example"},
		{BlockDomain, "www.Shop.example", "shop.example"},
		{BlockDomain, "shop", ""},
		{BlockPhone, "+49 30 123456", "+49 30 123456"},
		{BlockPhone, "12", ""},
		{BlockName, " Bad Shop ", "Bad Shop"},
		{BlockName, "!!", ""},
	}
	for _, row := range rows {
		got, err := BlockEntry{Kind: row.kind, Value: row.value}.tidy()
		if (err == nil) != (row.want != "") || err == nil && got.Value != row.want {
			t.Errorf("%s %q: %q, %v; want %q", row.kind, row.value, got.Value, err, row.want)
		}
	}
}

// Terms that are laid over others keep what they say and take the rest.
func TestTermsOver(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) terms.Terms {
			out := terms.Terms{Payment: rapid.SampledFrom([]string{"", "prepaid", "days"}).Draw(t, name), Note: rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, name)}
			if rapid.Bool().Draw(t, name) {
				days := rapid.IntRange(0, 90).Draw(t, name)
				out.PaymentDays = &days
			}
			return out
		}
		a, b, c := draw("a"), draw("b"), draw("c")
		if a.Over(b).Over(c) != a.Over(b.Over(c)) || a.Over(terms.Terms{}) != a || (terms.Terms{}).Over(a) != a {
			t.Fatalf("%+v %+v %+v", a, b, c)
		}
		if got := a.Over(b).Fields(); len(got) < len(a.Fields()) || len(got) < len(b.Fields()) {
			t.Fatalf("lost a field: %v of %v and %v", got, a.Fields(), b.Fields())
		}
	})
}
