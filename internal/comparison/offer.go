package comparison

import (
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Offer is one item of one supplier as one buyer may see it. What is not granted is nil, "" or Unsaid.
type Offer struct {
	Item      id.ItemID
	SKU       string
	Name      string
	Category  string
	Brand     string
	MPN       string
	GTIN      string
	Unit      string // UN/ECE Recommendation 20 code
	Minimum   decimal.Decimal
	Multiple  decimal.Decimal
	Price     *pricing.Price
	ListPrice *pricing.Price // beside another price, where the supplier's policy shows it
	Promotion string
	LeadDays  *int
	Datasheet string
	Stock     grant.StockView
	Promise   inventory.Promise // of the least that can be ordered

	arrivals []inventory.Arrival
	from     resolve.Price // what Price came from
	at       time.Time
}

// promised is when a quantity of the offer can be had, from what the offer discloses and what the grant does of what is on its way.
func (o Offer) promised(quantity decimal.Decimal) inventory.Promise {
	return inventory.PromiseOf(o.Stock, o.arrivals, o.LeadDays, quantity, o.at)
}

// facts are what there is to say about an item beyond itself, before the decision.
type facts struct {
	at        time.Time
	prices    resolve.Facts
	promotion string // told with the list price
	stock     grant.StockView
	arrivals  []inventory.Arrival // as the database, or in a preview the decision, let them through
}

// offerOf is the one function that makes an offer. It is false for an item that is not offered to this buyer at all.
func offerOf(d grant.Disclosure, item catalog.Item, f facts) (Offer, bool) {
	if item.State != catalog.Active || !d.Sees(item.Category) {
		return Offer{}, false
	}
	offer := Offer{
		Item: item.ID, SKU: item.SKU, Name: item.Name, Category: item.Category, Brand: item.Brand, MPN: item.MPN, GTIN: item.GTIN, Unit: item.Unit.Code(),
		Minimum: item.Minimum, Multiple: item.Multiple, LeadDays: d.LeadTime(item.LeadDays), Datasheet: d.Document(item.Datasheet), Stock: d.Narrow(f.stock),
		arrivals: inventory.Shown(f.arrivals, d.NarrowArriving), at: f.at,
	}
	least := resolve.Orderable(item.Minimum, item.Multiple)
	offer.Promise = offer.promised(least)
	if price, how, priced := pricing.Offered(d, f.prices, f.at, least, item.Multiple); priced {
		offer.Price, offer.from = &price, how.From
		offer.ListPrice = pricing.Beside(d, f.prices, how.From.Kind, f.at, least, item.Multiple)
		if how.From.Kind == resolve.Base && how.From.List.IsZero() { // an action on the list price says nothing to whom has another
			offer.Promotion = d.Promotion(f.promotion)
		}
	}
	return offer, true
}

// view is one reader's sight of one supplier, in one transaction.
type view struct {
	tx       *tenants.Tx
	supplier id.CompanyID
	look     grant.Looking
	preview  bool             // in the supplier's own scope
	standing pricing.Standing // as what the buyer stands at the supplier; in a preview only
}

// filter is which items the view shows.
func (v view) filter(words, category string) catalog.Filter {
	names, all := v.look.Categories()
	return catalog.Filter{Words: words, Category: category, Categories: names, AllCategories: all, State: catalog.Active}
}

// offers makes offers of items, in their order.
func (v view) offers(items []catalog.Item) ([]Offer, error) {
	wanted := make([]id.ItemID, len(items))
	for i, item := range items {
		wanted[i] = item.ID
	}
	lists, err := pricing.ListOf(v.tx, v.supplier, wanted)
	if err != nil {
		return nil, err
	}
	prices, err := v.prices(wanted)
	if err != nil {
		return nil, err
	}
	stocks, err := v.stocks(wanted)
	if err != nil {
		return nil, err
	}
	arrivals, err := v.arrivals(wanted)
	if err != nil {
		return nil, err
	}
	out := make([]Offer, 0, len(items))
	for _, item := range items {
		f := facts{at: v.tx.Now(), prices: prices[item.ID], promotion: lists[item.ID].Promotion, stock: stocks[item.ID], arrivals: arrivals[item.ID]}
		if offer, offered := offerOf(v.look.Disclosure, item, f); offered {
			out = append(out, offer)
		}
	}
	return out, nil
}

// prices reads what there is to know of prices: as the database discloses it in a pair, as the supplier knows it in a preview.
func (v view) prices(items []id.ItemID) (map[id.ItemID]resolve.Facts, error) {
	if v.preview {
		return pricing.ForStanding(v.tx, v.supplier, v.standing, items, v.tx.Now())
	}
	sought := make([]pricing.Sought, len(items))
	for i, item := range items {
		sought[i] = pricing.Sought{Supplier: v.supplier, Item: item}
	}
	found, err := pricing.ForBuyer(v.tx, sought, v.tx.Now())
	out := make(map[id.ItemID]resolve.Facts, len(found))
	for of, f := range found {
		out[of.Item] = f
	}
	return out, err
}

// stocks reads views: the database's own in a pair, the decision's from the figures in a preview.
func (v view) stocks(items []id.ItemID) (map[id.ItemID]grant.StockView, error) {
	if !v.preview {
		return inventory.Views(v.tx, items)
	}
	figures, err := inventory.Free(v.tx, v.supplier, v.standing.Region, items)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ItemID]grant.StockView, len(figures))
	for item, figure := range figures {
		out[item] = v.look.Stock(&figure.OnHand, figure.AsOf)
	}
	return out, nil
}

// arrivals reads what is on its way: as the database tells it in a pair, as the decision lets it through of the figures in a preview.
func (v view) arrivals(items []id.ItemID) (map[id.ItemID][]inventory.Arrival, error) {
	if !v.preview {
		return inventory.Arrivals(v.tx, items)
	}
	coming, err := inventory.ComingTo(v.tx, v.supplier, v.standing.Region, items)
	for item, all := range coming {
		coming[item] = inventory.Shown(all, v.look.Arriving)
	}
	return coming, err
}

// Asked is a quantity of an item that a buyer asks for, in the item's unit.
type Asked struct {
	Item     id.ItemID
	Quantity decimal.Decimal
	Text     string // the quantity as it was written
}

// NotOffered answers for every item that is not offered to the buyer, for whatever reason.
const NotOffered grant.Answer = "not_offered"

// Answered is what is said to one Asked.
type Answered struct {
	Asked
	Answer grant.Answer
	Exact  *decimal.Decimal // so many are there, with grant.Short
	When   inventory.Promise
}

// answer says whether a quantity can be had, from the offer alone; offered is false where there is none.
func answer(a Asked, offer Offer, offered bool) Answered {
	if !offered {
		return Answered{Asked: a, Answer: NotOffered}
	}
	out := Answered{Asked: a, Answer: offer.Stock.Available(a.Quantity), When: offer.promised(a.Quantity)}
	if out.Answer == grant.Short {
		out.Exact = &offer.Stock.Exact
	}
	return out
}

// Mark says for whom a file or a page was made. It is told in plain words and nowhere else: the recipient sees that it is marked.
type Mark struct {
	Code    string // under which the supplier finds the entry
	Company string
	Person  string
	At      time.Time
}
