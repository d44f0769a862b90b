package integration

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/catalog/attribute"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/pricing"
	"manifold/tenants"
)

// snapshot is an item with price and stock as it stood at a moment, for the way back.
type snapshot struct {
	SKU       string       `json:"sku"`
	Name      string       `json:"name"`
	Brand     string       `json:"brand"`
	MPN       string       `json:"mpn"`
	GTIN      string       `json:"gtin"`
	Category  string       `json:"category"`
	Unit      string       `json:"unit"`
	Minimum   string       `json:"minimum"`
	Multiple  string       `json:"multiple"`
	LeadDays  *int         `json:"lead_days"`
	Datasheet string       `json:"datasheet"`
	State     string       `json:"state"`
	Price     *priceFigure `json:"price"`
	Stock     *string      `json:"stock"`
	Details   *details     `json:"details,omitempty"` // nil: the import says nothing of them
}

// details are an item's details as texts.
type details struct {
	Description string           `json:"description"`
	Family      string           `json:"family"`
	Attributes  attribute.Values `json:"attributes"`
	CatchWeight bool             `json:"catch_weight"`
	Nominal     string           `json:"nominal"`
	Packs       []packFigure     `json:"packs"`
}

// packFigure is a pack as texts.
type packFigure struct {
	Level    catalog.Level `json:"level"`
	Contains string        `json:"contains"`
	Unit     string        `json:"unit"`
	GTIN     string        `json:"gtin"`
	Weight   string        `json:"weight"`
}

func detailsOf(d *catalog.Details) *details {
	if d == nil {
		return nil
	}
	out := &details{Description: d.Description, Family: d.Family, Attributes: d.Attributes, CatchWeight: d.CatchWeight, Nominal: d.Nominal.String(), Packs: []packFigure{}}
	if out.Attributes == nil {
		out.Attributes = attribute.Values{}
	}
	for _, p := range d.Packs {
		out.Packs = append(out.Packs, packFigure{p.Level, p.Contains.String(), p.Unit.Code(), p.GTIN, p.GrossWeight.String()})
	}
	return out
}

func (d *details) read() (*catalog.Details, error) {
	if d == nil {
		return nil, nil //nolint:nilnil // the import says nothing of them
	}
	out := &catalog.Details{Description: d.Description, Family: d.Family, Attributes: d.Attributes, CatchWeight: d.CatchWeight, Nominal: number(d.Nominal)}
	for _, p := range d.Packs {
		unit, err := quantity.LookupUnit(p.Unit)
		if err != nil {
			return nil, err
		}
		out.Packs = append(out.Packs, catalog.Pack{Level: p.Level, Contains: number(p.Contains), Unit: unit, GTIN: p.GTIN, GrossWeight: number(p.Weight)})
	}
	return out, nil
}

// priceFigure is a list price as texts.
type priceFigure struct {
	Currency  string      `json:"currency"`
	Amount    string      `json:"amount"`
	Breaks    [][2]string `json:"breaks"` // from, amount
	Promotion string      `json:"promotion"`
}

func snapshotOf(k known) snapshot {
	i := k.item
	s := snapshot{
		SKU: i.SKU, Name: i.Name, Brand: i.Brand, MPN: i.MPN, GTIN: i.GTIN, Category: i.Category, Unit: i.Unit.Code(), Minimum: i.Minimum.String(), Multiple: i.Multiple.String(),
		LeadDays: i.LeadDays, Datasheet: i.Datasheet, State: string(i.State), Details: detailsOf(i.Details),
	}
	if p := k.price; p != nil {
		s.Price = &priceFigure{Currency: p.Amount.Currency().Code(), Amount: p.Amount.Decimal().String(), Breaks: [][2]string{}, Promotion: p.Promotion}
		for _, b := range p.Breaks {
			s.Price.Breaks = append(s.Price.Breaks, [2]string{b.From.String(), b.Amount.Decimal().String()})
		}
	}
	if k.stock != nil {
		text := k.stock.String()
		s.Stock = &text
	}
	return s
}

// known brings a snapshot back to what can be written.
func (s snapshot) known() (known, error) {
	unit, err := quantity.LookupUnit(s.Unit)
	if err != nil {
		return known{}, err
	}
	k := known{item: catalog.Item{
		SKU: s.SKU, Name: s.Name, Brand: s.Brand, MPN: s.MPN, GTIN: s.GTIN, Category: s.Category, Unit: unit, Minimum: number(s.Minimum), Multiple: number(s.Multiple),
		LeadDays: s.LeadDays, Datasheet: s.Datasheet, State: catalog.State(s.State),
	}}
	if k.item.Details, err = s.Details.read(); err != nil {
		return known{}, err
	}
	if s.Price != nil {
		if k.price, err = s.Price.list(); err != nil {
			return known{}, err
		}
	}
	if s.Stock != nil {
		figure := number(*s.Stock)
		k.stock = &figure
	}
	return k, nil
}

func (p priceFigure) list() (*pricing.List, error) {
	currency, err := money.ParseCurrency(p.Currency)
	if err != nil {
		return nil, err
	}
	amount, err := money.ParseUnitPrice(p.Amount, currency)
	if err != nil {
		return nil, err
	}
	out := &pricing.List{Price: pricing.Price{Amount: amount}, Promotion: p.Promotion}
	for _, b := range p.Breaks {
		amount, err := money.ParseUnitPrice(b[1], currency)
		if err != nil {
			return nil, err
		}
		out.Breaks = append(out.Breaks, pricing.Break{From: number(b[0]), Amount: amount})
	}
	return out, nil
}

// standing reads what there is of SKUs, with prices and stock, and with details where they are of interest.
func standing(tx *tenants.Tx, tenant id.CompanyID, skus []string, detailed bool) (map[string]known, error) {
	if err := freshPlans(tx); err != nil {
		return nil, err
	}
	items, err := catalog.BySKU(tx, tenant, skus)
	if err != nil || len(items) == 0 {
		return map[string]known{}, err
	}
	ids := make([]id.ItemID, 0, len(items))
	for _, i := range items {
		ids = append(ids, i.ID)
	}
	prices, err := pricing.ListOf(tx, tenant, ids)
	if err != nil {
		return nil, err
	}
	stocks, err := inventory.Of(tx, tenant, ids)
	if err != nil {
		return nil, err
	}
	details := map[id.ItemID]catalog.Details{}
	if detailed {
		if details, err = catalog.DetailsOf(tx, tenant, ids); err != nil {
			return nil, err
		}
	}
	out := make(map[string]known, len(items))
	for sku, i := range items {
		if d, ok := details[i.ID]; ok {
			i.Details = &d
		}
		out[sku] = knownOf(i, prices, stocks)
	}
	return out, nil
}

func knownOf(i catalog.Item, prices map[id.ItemID]pricing.List, stocks map[id.ItemID]inventory.Stock) known {
	k := known{item: i}
	if p, ok := prices[i.ID]; ok {
		k.price = &p
	}
	if s, ok := stocks[i.ID]; ok {
		k.stock = &s.OnHand
	}
	return k
}

// write sets items with their prices and stock to what is given, by SKU.
func write(tx *tenants.Tx, r catalog.Revision, wanted []known) (map[string]id.ItemID, error) {
	items := make([]catalog.Item, len(wanted))
	for i, w := range wanted {
		items[i] = w.item
	}
	ids, err := catalog.Put(tx, r, items)
	if err != nil {
		return nil, err
	}
	prices, stocks := map[id.ItemID]*pricing.List{}, map[id.ItemID]*decimal.Decimal{}
	for _, w := range wanted {
		if w.price != nil {
			prices[ids[w.item.SKU]] = w.price
		}
		if w.stock != nil {
			stocks[ids[w.item.SKU]] = w.stock
		}
	}
	return ids, catalog.Gather(tx, r, func(r catalog.Revision) error {
		if err := pricing.Revise(tx, r, prices); err != nil {
			return err
		}
		return inventory.Revise(tx, r, stocks)
	})
}

// batch is how many lines are worked on at a time: enough for few statements, few enough for little memory.
const batch = 2000

// takeIn writes good lines of an import and keeps the way back. Each is judged again, for the catalogue may have changed since; what came
// out differently is kept so.
func takeIn(tx *tenants.Tx, r catalog.Revision, i Import, lines []Line) error {
	tenant := r.Tenant()
	skus := make([]string, len(lines))
	for n, l := range lines {
		skus[n] = l.SKU
	}
	stands, err := standing(tx, tenant, skus, i.Choice.detailed())
	if err != nil {
		return err
	}
	here, err := around(tx, tenant, *i.Choice, lines, stands, true)
	if err != nil {
		return err
	}
	var wanted []known
	var gone []string
	var other []lineJSON
	for _, l := range lines {
		if l.Outcome == LineWithdrawn {
			gone = append(gone, l.SKU)
			continue
		}
		j := judge(l.Cells, *i.Choice, pointer(stands, l.SKU), here)
		if j.outcome == LineNew || j.outcome == LineChanged {
			wanted = append(wanted, j.known)
		}
		if j.outcome != l.Outcome {
			other = append(other, lineOf(l.Number, l.SKU, l.Cells, j))
		}
	}
	if err := putLines(tx, tenant, i.ID, other); err != nil {
		return err
	}
	ids, err := write(tx, r, wanted)
	if err != nil {
		return err
	}
	if _, err := catalog.Withdraw(tx, r, gone); err != nil {
		return err
	}
	changes := make([]changeJSON, 0, len(wanted)+len(gone))
	for _, w := range wanted {
		c := changeJSON{Item: ids[w.item.SKU].UUID(), After: snapshotOf(w)}
		if old, ok := stands[w.item.SKU]; ok {
			before := snapshotOf(old)
			c.Before = &before
		}
		changes = append(changes, c)
	}
	for _, sku := range gone {
		old, ok := stands[sku]
		if !ok {
			continue
		}
		before, after := snapshotOf(old), snapshotOf(old)
		after.State = string(catalog.Withdrawn)
		changes = append(changes, changeJSON{Item: old.item.ID.UUID(), Before: &before, After: after})
	}
	return putChanges(tx, tenant, i.ID, changes)
}

// around reads what is the case where lines are judged; held until the transaction ends where they are written too.
func around(tx *tenants.Tx, tenant id.CompanyID, choice Choice, lines []Line, stands map[string]known, held bool) (circumstances, error) {
	out := circumstances{today: day(tx.Now())}
	if !choice.has(Attribute) {
		return out, nil
	}
	names := map[string]bool{catalog.General: true, choice.Category: true}
	for _, l := range lines {
		names[tidy(l.Cells[string(Category)])] = true
	}
	for _, k := range stands {
		names[k.item.Category] = true
	}
	if held {
		if err := catalog.Hold(tx, tenant, slices.Collect(maps.Keys(names))); err != nil {
			return out, err
		}
	}
	var err error
	out.said, err = catalog.SaidOf(tx, tenant, slices.Collect(maps.Keys(names)))
	return out, err
}

// day is the day of a moment, where the hub is.
func day(at time.Time) string { return at.UTC().Format(time.DateOnly) }

func pointer(stands map[string]known, sku string) *known {
	if k, ok := stands[sku]; ok {
		return &k
	}
	return nil
}

// takeBack restores what stood before an import where nobody has changed it since, and answers how many items stay as they are.
func takeBack(ctx context.Context, tx *tenants.Tx, r catalog.Revision, of id.PriceImportID, told func(int)) (kept int64, err error) {
	var after id.ItemID
	for done := 0; ; {
		items, changes, err := listChanges(tx, r.Tenant(), of, after, batch)
		if err != nil || len(items) == 0 {
			return kept, err
		}
		if err := ctx.Err(); err != nil {
			return kept, err
		}
		n, err := restore(tx, r, items, changes)
		if err != nil {
			return kept, err
		}
		kept, after, done = kept+n, items[len(items)-1], done+len(items)
		told(done)
	}
}

func restore(tx *tenants.Tx, r catalog.Revision, items []id.ItemID, changes []changeJSON) (kept int64, err error) {
	skus := make([]string, len(changes))
	for i, c := range changes {
		skus[i] = c.After.SKU
	}
	detailed := slices.ContainsFunc(changes, func(c changeJSON) bool { return c.After.Details != nil })
	stands, err := standing(tx, r.Tenant(), skus, detailed)
	if err != nil {
		return 0, err
	}
	var wanted []known
	var gone []string
	unpriced, uncounted := map[id.ItemID]*pricing.List{}, map[id.ItemID]*decimal.Decimal{}
	for i, c := range changes {
		now, ok := stands[c.After.SKU]
		switch {
		case !ok || !same(snapshotOf(now), c.After):
			kept++
		case c.Before == nil:
			gone = append(gone, c.After.SKU)
		default:
			old, err := c.Before.known()
			if err != nil {
				return 0, err
			}
			if old.item.State == catalog.Withdrawn {
				gone = append(gone, old.item.SKU)
			}
			if old.price == nil && now.price != nil {
				unpriced[items[i]] = nil
			}
			if old.stock == nil && now.stock != nil {
				uncounted[items[i]] = nil
			}
			wanted = append(wanted, old)
		}
	}
	if _, err := write(tx, r, wanted); err != nil {
		return 0, err
	}
	if _, err := catalog.Withdraw(tx, r, gone); err != nil {
		return 0, err
	}
	if err := pricing.Revise(tx, r, unpriced); err != nil {
		return 0, err
	}
	return kept, inventory.Revise(tx, r, uncounted)
}

// same compares what two snapshots say. Stock moves by itself and is no reason to keep a price.
func same(a, b snapshot) bool {
	a.Stock, b.Stock = nil, nil
	if b.Details == nil {
		a.Details = nil
	}
	x, errA := text(a)
	y, errB := text(b)
	return errA == nil && errB == nil && x == y
}
