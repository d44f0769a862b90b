package bench

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/shopspring/decimal"

	"manifold/internal/app"
	"manifold/internal/catalog"
	"manifold/internal/comparison"
	"manifold/internal/comparison/basket"
	"manifold/internal/identity"
	"manifold/internal/kernel/gtin"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/promotion"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/customer"
	"manifold/tenants"
)

// comparingReal compares what real buyers buy at real sellers: eight bills of materials over all sellers of ec-nexar, and the groceries that at least four
// chains sell, with their promotions of the day; in small one barcode in twelve, for matching all of them takes minutes. Without the data it measures nothing.
func comparingReal(ctx context.Context, o Options) ([]Figure, error) {
	dir := cmp.Or(o.Data, marketData)
	var figures []Figure
	for _, measure := range []func(*realBench, context.Context, string) error{(*realBench).boards, (*realBench).groceries} {
		err := onHub(ctx, func(hub *app.App) error {
			admin, err := pgx.Connect(ctx, hub.Config.DatabaseURL)
			if err != nil {
				return err
			}
			defer func() { _ = admin.Close(context.WithoutCancel(ctx)) }()
			b := &realBench{matchingHub: matchingHub{hub: hub, admin: admin}, suppliers: map[string]realSupplier{}, taken: map[string]map[string]id.ItemID{}, refused: map[string]int{}, one: groceryOne}
			if o.Large {
				b.one = 1
			}
			err = measure(b, ctx, dir)
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			figures = append(figures, b.figures...)
			return err
		})
		if err != nil {
			return figures, err
		}
	}
	return figures, nil
}

// realBench is a hub with real sellers and somebody who buys of all of them.
type realBench struct {
	matchingHub
	suppliers map[string]realSupplier
	taken     map[string]map[string]id.ItemID // items by supplier and SKU
	refused   map[string]int                  // lines of sheets, by why
	one       int                             // barcode in so many
}

type realSupplier struct {
	ctx     context.Context //nolint:containedctx // its owner at work, as long as one measurement
	company id.CompanyID
}

func (b *realBench) figure(name string, value float64, unit, target string, ok bool) {
	b.figures = append(b.figures, Figure{name, value, unit, target, ok})
}

// sell founds a supplier with a sheet, and asks for its items to be matched.
func (b *realBench) sell(ctx context.Context, name string, sheet []comparison.SheetDraft) error {
	as, company, err := b.company(ctx, name, authz.PartSupplier)
	if err != nil {
		return err
	}
	b.suppliers[name], b.taken[name] = realSupplier{as, company}, map[string]id.ItemID{}
	for part := range slices.Chunk(sheet, 500) {
		outcomes, _, err := b.hub.Comparison.PutSheet(as, company, part)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, o := range outcomes {
			if len(o.Problems) > 0 {
				b.refused[o.Problems[0].Path+" "+o.Problems[0].Code]++
				continue
			}
			b.taken[name][o.SKU] = o.Item
		}
	}
	return b.hub.Matching.Want(ctx, tenants.Worker(company, id.New[id.Job](b.hub.DB.Now())))
}

// buyer founds a company that every supplier shows all it has to, promotions only where they are wanted.
func (b *realBench) buyer(ctx context.Context, mail, currency string, promotions bool) (buyer, error) {
	_, own, err := b.hub.Identity.Provision(ctx, identity.Person{Email: mail, Name: "Buyer", Locale: "en"}, benchPassword, identity.NewCompany{Name: mail, Country: "GB", Parts: []string{authz.PartBuyer}})
	if err != nil {
		return buyer{}, err
	}
	in, err := b.hub.Identity.SignIn(ctx, mail, benchPassword, "")
	if err != nil {
		return buyer{}, err
	}
	caller, err := b.hub.Identity.Authenticate(ctx, in.Access)
	if err != nil {
		return buyer{}, err
	}
	out := buyer{authz.With(ctx, caller), own[0].ID}
	for _, s := range b.suppliers {
		if _, err := b.admin.Exec(ctx, `
WITH made AS (INSERT INTO hub.trading_customer (tenant_id, id, code, name, buyer_id, source, code_key, name_key, created_at, updated_at)
  VALUES ($1, gen_random_uuid(), $2::text, 'Buyer', $3, 'manual', $2::text, 'B', now(), now()) RETURNING tenant_id, id, buyer_id)
INSERT INTO hub.trading_relationship (tenant_id, buyer_id, state, buyer_name, customer_id, region, applied_at, decided_at, changed_at, sees_categories, sees_price, sees_stock, sees_lead_time, sees_promotions)
SELECT tenant_id, buyer_id, 'approved', 'Buyer', id, '', now(), now(), now(), '{*}', 'own', 'exact', true, $4 FROM made`, s.company.UUID(), mail, own[0].ID.UUID(), promotions); err != nil {
			return buyer{}, err
		}
	}
	_, err = b.hub.Baskets.PutSettings(out.ctx, out.id, nil, basket.SettingDraft{Currency: currency, YearlyRate: "0", DayCost: "0", OrderCost: "0"})
	return out, err
}

func (b *realBench) refusals() (sum int) {
	for _, n := range b.refused {
		sum += n
	}
	return sum
}

// settled finishes matching, and brings the database's knowledge of its tables up to date.
func (b *realBench) settled(ctx context.Context) error {
	if err := b.hub.Matching.Finish(ctx); err != nil {
		return err
	}
	_, err := b.admin.Exec(ctx, "ANALYZE")
	return err
}

// answered says what became of the lines of a comparison. Each either has a price, or it is said why not.
type answered struct {
	lines, priced, asked, unknown, unpriced, silent int
	offers                                          int
}

func (a *answered) add(c basket.Comparison) {
	for _, l := range c.Lines {
		a.lines++
		a.offers += len(l.Cells)
		switch {
		case l.Chosen != nil:
			a.priced++
		case l.State == basket.Question && len(l.Questions) > 0:
			a.asked++
		case l.State == basket.Unknown:
			a.unknown++
		case l.Problem != "" || !slices.ContainsFunc(l.Cells, func(x basket.Cell) bool { return x.Why == "" }):
			a.unpriced++
		default:
			a.silent++
		}
	}
}

// String is the sum: lines in = lines with a price + lines that say why they have none.
func (a *answered) String() string {
	return fmt.Sprintf("%d lines = %d priced + %d asked about + %d nobody sells + %d without a price", a.lines, a.priced, a.asked, a.unknown, a.unpriced)
}

func (a *answered) whole() bool { return a.silent == 0 && a.lines > 0 }

// ofEach is how many boards are built.
const ofEach = 10

// boards prices bills of materials over all sellers in dollars.
func (b *realBench) boards(ctx context.Context, dir string) error {
	sheets, err := nexarSheets(filepath.Join(dir, "ec-nexar", "nexar.jsonl.gz"))
	if err != nil {
		return err
	}
	if err := b.rates(ctx, filepath.Join(dir, "ec-nexar", "ecb-reference-rates-2021-04-08.xml")); err != nil {
		return err
	}
	offers := 0
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		offers += len(sheets[name])
		if err := b.sell(ctx, name, sheets[name]); err != nil {
			return err
		}
	}
	who, err := b.buyer(ctx, "maker@example.com", "USD", true)
	if err != nil {
		return err
	}
	if err := b.settled(ctx); err != nil {
		return err
	}
	b.figure(fmt.Sprintf("ec-nexar: %d sellers, %d offers laid in, refused %v", len(sheets), offers, b.refused), float64(b.refusals()), "offers", "0", b.refusals() == 0)
	files, err := os.ReadDir(filepath.Join(dir, "ec-nexar", "boms"))
	if err != nil {
		return err
	}
	for _, f := range files {
		lines, err := bill(filepath.Join(dir, "ec-nexar", "boms", f.Name()))
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		took := stopwatch()
		c, err := b.hub.Baskets.Compare(who.ctx, who.id, basket.Request{Lines: lines, Best: 3})
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		ms := float64(took().Microseconds()) / 1000
		var a answered
		a.add(c)
		total := decimal.New(c.Total.Chosen, -int32(c.Currency.Digits())).InexactFloat64()
		b.figure(fmt.Sprintf("%s for %d: %s, at %d sellers", f.Name(), ofEach, &a, c.Total.Suppliers), total, c.Currency.Code(), "each line says", a.whole())
		b.figure(f.Name()+", wall", ms, "ms", "", true)
	}
	return nil
}

// rates posts the reference rates of a day.
func (b *realBench) rates(ctx context.Context, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var file struct {
		Cubes []struct {
			Time  string `xml:"time,attr"`
			Rates []struct {
				Currency string `xml:"currency,attr"`
				Rate     string `xml:"rate,attr"`
			} `xml:"Cube"`
		} `xml:"Cube>Cube"`
	}
	if err := xml.Unmarshal(text, &file); err != nil {
		return err
	}
	operator, company, err := b.company(ctx, "Operator", authz.PartOperator)
	if err != nil {
		return err
	}
	for _, cube := range file.Cubes {
		day, err := time.Parse(time.DateOnly, cube.Time)
		if err != nil {
			return err
		}
		var drafts []pricing.RateDraft
		for _, r := range cube.Rates {
			if _, err := money.ParseCurrency(r.Currency); err == nil { // currencies have gone since
				drafts = append(drafts, pricing.RateDraft{Currency: r.Currency, PerEUR: r.Rate})
			}
		}
		if _, err := b.hub.Pricing.PostRates(operator, company, day, "European Central Bank", drafts); err != nil {
			return err
		}
	}
	return nil
}

// nexarSheets reads recorded answers: the offers of each seller, every number of a seller once.
func nexarSheets(path string) (map[string][]comparison.SheetDraft, error) {
	text, err := unpack(path)
	if err != nil {
		return nil, err
	}
	out, seen := map[string][]comparison.SheetDraft{}, map[string]bool{}
	lines := json.NewDecoder(bytes.NewReader(text))
	for {
		var line struct {
			Response struct {
				Parts []struct {
					MPN, ShortDescription string
					Manufacturer          struct{ Name string }
					Sellers               []struct {
						Company struct{ Name string }
						Offers  []nexarOffer
					}
				}
			}
		}
		if err := lines.Decode(&line); err != nil {
			if errors.Is(err, io.EOF) {
				return out, nil
			}
			return nil, err
		}
		for _, p := range line.Response.Parts {
			for _, s := range p.Sellers {
				if _, there := out[s.Company.Name]; !there {
					out[s.Company.Name] = nil
				}
				for _, o := range s.Offers {
					if key := s.Company.Name + "\x00" + o.SKU; o.SKU != "" && !seen[key] {
						seen[key] = true
						d := o.draft()
						d.Name, d.Brand, d.MPN = cmp.Or(p.ShortDescription, p.MPN), p.Manufacturer.Name, p.MPN
						out[s.Company.Name] = append(out[s.Company.Name], d)
					}
				}
			}
		}
	}
}

type nexarOffer struct {
	SKU                 string
	InventoryLevel, MOQ int64
	OrderMultiple       int64
	Prices              []struct {
		Quantity int64
		Price    json.Number
		Currency string
	}
}

// draft is an offer as a line of a sheet. Where it has prices in several currencies, the first one holds.
func (o nexarOffer) draft() comparison.SheetDraft {
	d := comparison.SheetDraft{Draft: catalog.Draft{SKU: o.SKU, Category: "parts", Unit: "H87"}, Stock: strconv.FormatInt(max(0, o.InventoryLevel), 10)}
	least := max(o.MOQ, 1)
	for i, p := range o.Prices {
		switch {
		case i == 0:
			d.Price = &pricing.Draft{Currency: p.Currency, Amount: p.Price.String()}
			least = max(least, p.Quantity)
		case p.Currency == d.Price.Currency && p.Quantity > o.Prices[i-1].Quantity:
			d.Price.Breaks = append(d.Price.Breaks, pricing.BreakDraft{From: strconv.FormatInt(p.Quantity, 10), Amount: p.Price.String()})
		}
	}
	step := max(o.OrderMultiple, 1)
	d.Minimum, d.Multiple = strconv.FormatInt((least+step-1)/step*step, 10), strconv.FormatInt(step, 10)
	return d
}

// counted is a part number with how many of it go into one: "2:ABC".
var counted = regexp.MustCompile(`^\s*(\d+)\s*:\s*(.+)$`)

// bill reads a bill of materials: parts of a drawing as KiCad writes it, or a list. A part without a number is asked for by its value.
func bill(path string) ([]basket.Asked, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var order []string
	number := map[string]int{}
	add := func(part string) {
		n := 1
		if m := counted.FindStringSubmatch(part); m != nil {
			n, _ = strconv.Atoi(m[1]) // digits
			part = m[2]
		}
		if part = strings.TrimSpace(part); part == "" {
			return
		}
		if number[part] == 0 {
			order = append(order, part)
		}
		number[part] += n
	}
	if strings.HasSuffix(path, ".xml") {
		err = drawing(text, add)
	} else {
		err = partList(text, add)
	}
	out := make([]basket.Asked, len(order))
	for i, part := range order {
		out[i] = basket.Asked{Key: strconv.Itoa(i), Text: part, Quantity: strconv.Itoa(number[part] * ofEach)}
	}
	return out, err
}

func drawing(text []byte, add func(string)) error {
	var file struct {
		Components []struct {
			Value  string `xml:"value"`
			Fields []struct {
				Name string `xml:"name,attr"`
				Text string `xml:",chardata"`
			} `xml:"fields>field"`
		} `xml:"components>comp"`
	}
	if err := xml.Unmarshal(text, &file); err != nil {
		return err
	}
	for _, c := range file.Components {
		at := slices.IndexFunc(c.Fields, func(f struct {
			Name string `xml:"name,attr"`
			Text string `xml:",chardata"`
		},
		) bool {
			return strings.TrimPrefix(strings.ToLower(f.Name), "kicost:") == "manf#"
		})
		if at < 0 {
			add(c.Value)
			continue
		}
		const kept = "\x00" // a comma of a number itself is written \,
		for _, part := range strings.FieldsFunc(strings.ReplaceAll(c.Fields[at].Text, `\,`, kept), func(r rune) bool { return r == ',' || r == ';' }) {
			add(strings.ReplaceAll(part, kept, ","))
		}
	}
	return nil
}

func partList(text []byte, add func(string)) error {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	for _, row := range rows {
		if row[0] != "manf#" {
			add(row[0])
		}
	}
	return err
}

// Sizes of what a grocer orders, and in how many chains a barcode has to be.
const (
	groceryChains = 4
	groceryLines  = 50
	groceryNeed   = "2"
	groceryDay    = "2026-08-10"
	groceryOne    = 12
)

// grocer is a day of the chains: what each asks for a barcode, and what it takes off.
type grocer struct {
	sheets     map[string][]comparison.SheetDraft
	prices     map[string]map[string]decimal.Decimal // by barcode and chain
	codes      []string
	promotions map[string][]groceryPromotion // by chain
}

type groceryPromotion struct {
	number, name string
	quantity     int64
	price        decimal.Decimal
	club         bool
	codes        []string
}

// groceries compares all barcodes that at least four chains sell, once with and once without the promotions of the day.
func (b *realBench) groceries(ctx context.Context, dir string) error {
	g, err := readGrocer(filepath.Join(dir, "grocery-il"), b.one)
	if err != nil {
		return err
	}
	offers := 0
	for _, chain := range slices.Sorted(maps.Keys(g.sheets)) {
		offers += len(g.sheets[chain])
		if err := b.sell(ctx, chain, g.sheets[chain]); err != nil {
			return err
		}
	}
	running := 0
	took := stopwatch()
	for chain, all := range g.promotions {
		n, err := b.promote(chain, all)
		if err != nil {
			return err
		}
		running += n
	}
	b.figure(fmt.Sprintf("grocery-il: %d barcodes of %d chains, %d offers laid in, refused %v", len(g.codes), len(g.sheets), offers, b.refused), float64(b.refusals()), "offers", "", true)
	b.figure("grocery-il: promotions of "+groceryDay+" that are cheaper than the price, started", float64(running), "promotions", "", running > 0)
	b.figure("grocery-il: starting them", took().Seconds(), "s", "", true)
	with, err := b.buyer(ctx, "with@example.com", "ILS", true)
	if err != nil {
		return err
	}
	without, err := b.buyer(ctx, "without@example.com", "ILS", false)
	if err != nil {
		return err
	}
	took = stopwatch()
	if err := b.settled(ctx); err != nil {
		return err
	}
	b.figure("grocery-il: matching all of it", took().Seconds(), "s", "", true)
	return b.shop(with, without, g)
}

// promote starts the promotions of a chain.
func (b *realBench) promote(chain string, all []groceryPromotion) (started int, err error) {
	s := b.suppliers[chain]
	members, err := b.hub.Customers.AddGroup(s.ctx, s.company, customer.Group{Name: "Club"})
	if err != nil {
		return 0, err
	}
	for _, p := range all {
		terms, named := p.terms(b.taken[chain])
		if !named {
			continue
		}
		if p.club {
			terms.Groups = []id.GroupID{members.ID}
		}
		made, err := b.hub.Promotions.Create(s.ctx, s.company, terms)
		if err != nil {
			return started, fmt.Errorf("%s %s: %w", chain, p.number, err)
		}
		if _, err := b.hub.Promotions.Act(s.ctx, s.company, made.ID, nil, promotion.Start); err != nil {
			return started, fmt.Errorf("%s %s: %w", chain, p.number, err)
		}
		started++
	}
	return started, nil
}

// terms say a promotion in the words of the hub: so many for a price, or each for one.
func (p groceryPromotion) terms(items map[string]id.ItemID) (promotion.Terms, bool) {
	on := combine.Selection{}
	for _, code := range p.codes {
		if item, there := items[code]; there {
			on.Items = append(on.Items, item)
		}
	}
	out := promotion.Terms{Name: p.name, Note: p.number, Currency: mustILS, Priority: 100, Kind: combine.Bundle, Rule: promotion.Rule{Price: p.price, Parts: []combine.Part{{On: on, Count: p.quantity}}}}
	if p.quantity == 1 {
		out.Kind, out.Rule = combine.FixedPrice, promotion.Rule{On: on, Tiers: []combine.Tier{{Amount: p.price}}}
	}
	return out, len(on.Items) > 0
}

var mustILS = func() money.Currency {
	c, err := money.ParseCurrency("ILS")
	if err != nil {
		panic(err)
	}
	return c
}()

// shop compares baskets of fifty barcodes, two of each.
func (b *realBench) shop(with, without buyer, g grocer) error {
	var sum answered
	var took []time.Duration
	promoted, moved, saved := 0, 0, int64(0)
	for codes := range slices.Chunk(g.codes, groceryLines) {
		lines := make([]basket.Asked, len(codes))
		for i, code := range codes {
			lines[i] = basket.Asked{Key: strconv.Itoa(i), Text: code, Quantity: groceryNeed}
		}
		watch := stopwatch()
		c, err := b.hub.Baskets.Compare(with.ctx, with.id, basket.Request{Lines: lines})
		if err != nil {
			return err
		}
		took = append(took, watch())
		sum.add(c)
		plain, err := b.hub.Baskets.Compare(without.ctx, without.id, basket.Request{Lines: lines})
		if err != nil {
			return err
		}
		for i, l := range c.Lines {
			if len(l.Cells) == 0 || l.Cells[0].Best != basket.CertainBest || len(plain.Lines[i].Cells) == 0 {
				continue
			}
			promoted += asInt(l.Cells[0].Promoted)
			moved += asInt(plain.Lines[i].Cells[0].Supplier != l.Cells[0].Supplier)
		}
		saved += plain.Total.Best - c.Total.Best
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.figure(fmt.Sprintf("grocery-il: %s, %d offers", &sum, sum.offers), float64(sum.priced), "lines", "each line says", sum.whole())
	b.figure("grocery-il: best prices that come from a promotion", float64(promoted), "lines", "> 0", promoted > 0)
	b.figure("grocery-il: lines whose cheapest chain is another for the promotions", float64(moved), "lines", "", true)
	b.figure("grocery-il: what promotions take off all best prices", decimal.New(saved, -2).InexactFloat64(), "ILS", "> 0", saved > 0)
	b.figure("grocery-il: basket of 50 barcodes over all chains, median", ms(took[len(took)/2]), "ms", "", true)
	b.figure("grocery-il: basket of 50 barcodes over all chains, p99", ms(took[len(took)*99/100]), "ms", "", true)
	return nil
}

// readGrocer reads the prices and promotions of a day, of one barcode in so many. Only barcodes whose check digit is right are the same goods in several chains.
func readGrocer(dir string, one int) (grocer, error) {
	g := grocer{sheets: map[string][]comparison.SheetDraft{}, prices: map[string]map[string]decimal.Decimal{}, promotions: map[string][]groceryPromotion{}}
	drafts := map[string]map[string]comparison.SheetDraft{}
	err := eachRow(filepath.Join(dir, "israeli_prices_"+groceryDay+".csv.gz"), func(row []string) {
		chain, code, name := row[0], zeroed(row[3]), strings.TrimSpace(row[4])
		price, err := decimal.NewFromString(strings.TrimSpace(row[10]))
		if !gtin.Sized(code) || !gtin.Checked(code) || name == "" || err != nil || !price.IsPositive() {
			return
		}
		if g.prices[code] == nil {
			g.prices[code], drafts[code] = map[string]decimal.Decimal{}, map[string]comparison.SheetDraft{}
		}
		g.prices[code][chain] = price
		drafts[code][chain] = comparison.SheetDraft{Draft: catalog.Draft{SKU: code, GTIN: code, Name: name, Brand: strings.TrimSpace(row[5]), Category: "groceries", Unit: "H87"}, Price: &pricing.Draft{Currency: "ILS", Amount: price.String()}}
	})
	if err != nil {
		return g, err
	}
	for code, chains := range drafts {
		if len(chains) < groceryChains || spread(code)%uint32(one) != 0 {
			delete(g.prices, code)
			continue
		}
		g.codes = append(g.codes, code)
	}
	slices.Sort(g.codes)
	for _, code := range g.codes {
		for chain, d := range drafts[code] {
			g.sheets[chain] = append(g.sheets[chain], d)
		}
	}
	return g, g.readPromotions(filepath.Join(dir, "israeli_promos_"+groceryDay+".csv.gz"))
}

// zeroed gives back the zeros that chains drop before American barcodes.
func zeroed(code string) string {
	if n := len(code); n > 8 && n < 12 {
		return strings.Repeat("0", 12-n) + code
	}
	return code
}

// readPromotions keeps those that are for all or for club members, without a coupon, and cheaper than the chain's own price.
func (g *grocer) readPromotions(path string) error {
	text, err := unpack(path)
	if err != nil {
		return err
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	found, order := map[[2]string]*groceryPromotion{}, [][2]string{}
	for _, row := range rows[1:] {
		if len(row) < 12 || row[11] != "0" {
			continue
		}
		code := zeroed(row[3])
		before, there := g.prices[code][row[0]]
		quantity, err := decimal.NewFromString(row[7])
		price, err2 := decimal.NewFromString(row[8])
		if !there || err != nil || err2 != nil || !quantity.IsInteger() || !quantity.IsPositive() || !price.IsPositive() || price.GreaterThanOrEqual(before.Mul(quantity)) {
			continue
		}
		key := [2]string{row[0], row[4]}
		p := found[key]
		if p == nil {
			p = &groceryPromotion{number: row[4], name: cmp.Or(strings.TrimSpace(row[5]), row[4]), quantity: quantity.IntPart(), price: price, club: row[10] == "1"}
			found[key], order = p, append(order, key)
		}
		if !slices.Contains(p.codes, code) {
			p.codes = append(p.codes, code)
		}
	}
	for _, key := range order {
		g.promotions[key[0]] = append(g.promotions[key[0]], *found[key])
	}
	return nil
}
