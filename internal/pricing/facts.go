package pricing

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Sought is an item of a supplier whose price is sought.
type Sought struct {
	Supplier id.CompanyID
	Item     id.ItemID
}

// Standing is as what somebody stands at a supplier: it decides which lists and conditions apply. What is zero has none.
type Standing struct {
	Customer id.CustomerID
	Group    id.GroupID
	Region   string
}

// Disclosed leaves of facts what a decision lets a buyer have: the base prices, all that apply, or nothing; never the cost.
func Disclosed(d grant.Disclosure, f resolve.Facts) resolve.Facts {
	f.Prices = grant.PricesOf(d, f.Prices, func(p resolve.Price) bool { return p.Kind == resolve.Base })
	f.Cost = nil
	return f
}

// ForBuyer answers what there is to know of prices for the buyer of a pair or buyer scope, as far as the grants of the suppliers disclose it. An item
// that nothing is known of is missing. Of rules it knows what they came to; what is under a supplier's floor is left out.
func ForBuyer(tx *tenants.Tx, sought []Sought, at time.Time) (map[Sought]resolve.Facts, error) {
	if len(sought) == 0 {
		return map[Sought]resolve.Facts{}, nil
	}
	out, err := buyersPrices(tx, sought, at)
	if err != nil {
		return nil, err
	}
	policies, err := policiesOf(tx, suppliersOf(sought))
	if err != nil {
		return nil, err
	}
	for of, f := range out {
		f.Policy = policies[of.Supplier].Policy
		out[of] = f
	}
	if err := leaveUnderFloor(tx, out, policies); err != nil {
		return nil, err
	}
	return out, addRates(tx, out, at)
}

// ForStanding answers, in a supplier's own scope, what there is to know of prices for somebody, with the rules themselves and the cost.
func ForStanding(tx *tenants.Tx, tenant id.CompanyID, who Standing, items []id.ItemID, at time.Time) (map[id.ItemID]resolve.Facts, error) {
	if len(items) == 0 {
		return map[id.ItemID]resolve.Facts{}, nil
	}
	found, err := standingsPrices(tx, tenant, who, items, at)
	if err != nil {
		return nil, err
	}
	policy, err := PolicyOf(tx, tenant)
	if err != nil {
		return nil, err
	}
	costs, err := CostsOf(tx, tenant, items)
	if err != nil {
		return nil, err
	}
	out := make(map[id.ItemID]resolve.Facts, len(found))
	for of, f := range found {
		f.Policy = policy.Policy
		if cost, there := costs[of.Item]; there {
			f.Cost = &cost
		}
		found[of] = f
	}
	if err := addRates(tx, found, at); err != nil {
		return nil, err
	}
	for of, f := range found {
		out[of.Item] = f
	}
	return out, nil
}

// ladderOf is a price with all its breaks as a buyer is shown it: what Resolve says at each quantity where it could say something else.
func ladderOf(f resolve.Facts, at time.Time, least, multiple decimal.Decimal) (Price, resolve.Result, bool) {
	rungs, first, ok := resolve.Ladder(f, at, least, multiple)
	if !ok {
		return Price{}, resolve.Result{}, false
	}
	out := Price{Amount: first.Unit}
	for _, r := range rungs {
		out.Breaks = append(out.Breaks, Break{r.From, r.Unit})
	}
	return out, first, true
}

// Offered is the price that a buyer is offered, out of what is disclosed to it, for the least that can be ordered, with its breaks net of tax, and how the first
// of them came about. multiple is the step in which quantities go up.
func Offered(d grant.Disclosure, f resolve.Facts, at time.Time, least, multiple decimal.Decimal) (Price, resolve.Result, bool) {
	cost := f.Cost
	f = Disclosed(d, f)
	f.Cost = cost // the floor holds in a supplier's preview as it does for the buyer, from whom the database keeps what is under it
	return ladderOf(f, at, least, multiple)
}

// Beside is the list price that may stand beside a price of another kind that a buyer is offered; nil where the supplier's policy does not show it, or where
// there is none.
func Beside(d grant.Disclosure, f resolve.Facts, of resolve.Kind, at time.Time, least, multiple decimal.Decimal) *Price {
	if !f.Policy.ShowsList || of == resolve.Base {
		return nil
	}
	f.Prices = slices.DeleteFunc(slices.Clone(f.Prices), func(p resolve.Price) bool { return p.Kind != resolve.Base })
	price, _, ok := Offered(d, f, at, least, multiple)
	if !ok {
		return nil
	}
	return &price
}

func suppliersOf(sought []Sought) []id.CompanyID {
	seen := map[id.CompanyID]bool{}
	var out []id.CompanyID
	for _, s := range sought {
		if !seen[s.Supplier] {
			seen[s.Supplier] = true
			out = append(out, s.Supplier)
		}
	}
	return out
}

// leaveUnderFloor takes out of a buyer's facts what leaves less than the margin of its supplier.
func leaveUnderFloor(tx *tenants.Tx, facts map[Sought]resolve.Facts, policies map[id.CompanyID]Policy) error {
	cut, err := floored(tx, facts, policies)
	for of, rungs := range cut {
		f := facts[of]
		f.Prices = without(f.Prices, rungs)
		facts[of] = f
	}
	return err
}

// floored says which prices of facts, and which of their breaks, leave less than the margin of their supplier: by price and rung, 0 being the price itself.
func floored(tx *tenants.Tx, facts map[Sought]resolve.Facts, policies map[id.CompanyID]Policy) (map[Sought]map[[2]int]bool, error) {
	var asked []floorAsk
	for of, f := range facts {
		if !policies[of.Supplier].Floored {
			continue
		}
		for i, p := range f.Prices {
			for n, unit := range figures(p) {
				if net, ok := resolve.Net(unit, p); ok {
					asked = append(asked, floorAsk{of, i, n, net})
				}
			}
		}
	}
	under, err := underFloor(tx, asked)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	cut := map[Sought]map[[2]int]bool{}
	for i, a := range asked {
		if under[i] {
			if cut[a.of] == nil {
				cut[a.of] = map[[2]int]bool{}
			}
			cut[a.of][[2]int{a.price, a.rung}] = true
		}
	}
	return cut, nil
}

// figures are a price and those of its breaks.
func figures(p resolve.Price) []money.UnitPrice {
	out := []money.UnitPrice{p.Unit}
	for _, b := range p.Breaks {
		out = append(out, b.Unit)
	}
	return out
}

// without is prices less some of their rungs, named by price and rung; a price whose first rung goes goes whole.
func without(prices []resolve.Price, cut map[[2]int]bool) []resolve.Price {
	var out []resolve.Price
	for i, p := range prices {
		if cut[[2]int{i, 0}] {
			continue
		}
		var breaks []resolve.Break
		for n, b := range p.Breaks {
			if !cut[[2]int{i, n + 1}] {
				breaks = append(breaks, b)
			}
		}
		p.Breaks = breaks
		out = append(out, p)
	}
	return out
}

// addRates gives facts of several currencies the rates to compare them with.
func addRates(tx *tenants.Tx, facts map[Sought]resolve.Facts, at time.Time) error {
	var rates []Rate
	for of, f := range facts {
		if !mixed(f.Prices) {
			continue
		}
		if rates == nil {
			var err error
			if rates, err = RatesOn(tx, at); err != nil {
				return err
			}
		}
		for _, r := range rates {
			f.Rates = append(f.Rates, r.Rate)
		}
		facts[of] = f
	}
	return nil
}

func mixed(prices []resolve.Price) bool {
	for _, p := range prices {
		if p.Unit.Currency() != prices[0].Unit.Currency() {
			return true
		}
	}
	return false
}
