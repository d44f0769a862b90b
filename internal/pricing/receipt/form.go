package receipt

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
)

// Format names the form of receipts.
const Format = "manifold-price-receipt/1"

// The forms below are what stands in a receipt. Times that are zero and figures that are not known are left out.
type (
	documentJSON struct {
		Format    string          `json:"format"`
		View      View            `json:"view"`
		Issuer    string          `json:"issuer"`
		IssuedAt  time.Time       `json:"issued_at"`
		Supplier  partyJSON       `json:"supplier"`
		Buyer     *partyJSON      `json:"buyer,omitempty"`
		Item      itemJSON        `json:"item"`
		Rules     int             `json:"rules"`
		Ask       askJSON         `json:"ask"`
		Facts     factsJSON       `json:"facts"`
		Result    resultJSON      `json:"result"`
		Line      lineJSON        `json:"line"`
		Order     json.RawMessage `json:"order,omitempty"`
		Converted *money.Amount   `json:"converted,omitempty"` // the line in the currency of the order
		Extras    []extraJSON     `json:"extras"`
		Total     money.Amount    `json:"total"`
		Tax       *money.Amount   `json:"tax,omitempty"`
		Compared  *money.Amount   `json:"compared,omitempty"`
		Margin    *marginJSON     `json:"margin,omitempty"`
		Left      *leftJSON       `json:"left,omitempty"`
	}
	partyJSON struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	itemJSON struct {
		ID   string `json:"id"`
		SKU  string `json:"sku"`
		Name string `json:"name"`
		Unit string `json:"unit"`
	}
	askJSON struct {
		Quantity decimal.Decimal  `json:"quantity"`
		Family   *decimal.Decimal `json:"family_quantity,omitempty"`
		At       time.Time        `json:"at"`
	}
	factsJSON struct {
		Prices []priceJSON      `json:"prices"`
		Policy policyJSON       `json:"policy"`
		Rates  []rateJSON       `json:"rates,omitempty"`
		Cost   *money.UnitPrice `json:"cost,omitempty"`
	}
	policyJSON struct {
		Precedence resolve.Precedence `json:"precedence"`
		Order      []resolve.Kind     `json:"order,omitempty"`
		Floor      *decimal.Decimal   `json:"floor,omitempty"`
		ShowsList  bool               `json:"shows_list"`
		Version    int64              `json:"version"`
	}
	priceJSON struct {
		List         string           `json:"list,omitempty"`
		Kind         resolve.Kind     `json:"kind"`
		Name         string           `json:"name"`
		Version      int64            `json:"version"`
		Priority     int              `json:"priority"`
		Unit         money.UnitPrice  `json:"unit"`
		Breaks       []breakJSON      `json:"breaks,omitempty"`
		From         *time.Time       `json:"from,omitempty"`
		Until        *time.Time       `json:"until,omitempty"`
		Left         *decimal.Decimal `json:"left,omitempty"`
		FamilyBreaks bool             `json:"family_breaks"`
		TaxIncluded  bool             `json:"tax_included"`
		TaxRate      decimal.Decimal  `json:"tax_rate"`
		Rule         *ruleJSON        `json:"rule,omitempty"`
		Rounding     *roundingJSON    `json:"rounding,omitempty"`
	}
	breakJSON struct {
		From decimal.Decimal `json:"from"`
		Unit money.UnitPrice `json:"unit"`
	}
	ruleJSON struct {
		Basis   resolve.Basis   `json:"basis"`
		Percent decimal.Decimal `json:"percent"`
		Floor   boundJSON       `json:"floor"`
		Ceiling boundJSON       `json:"ceiling"`
	}
	boundJSON struct {
		Margin *decimal.Decimal `json:"margin,omitempty"`
		Amount *decimal.Decimal `json:"amount,omitempty"`
	}
	roundingJSON struct {
		Mode   money.Rounding  `json:"mode"`
		Step   decimal.Decimal `json:"step"`
		Ending decimal.Decimal `json:"ending"`
	}
	rateJSON struct {
		Currency money.Currency  `json:"currency"`
		PerEUR   decimal.Decimal `json:"per_eur"`
		Day      time.Time       `json:"day"`
	}
	resultJSON struct {
		Unit  money.UnitPrice  `json:"unit"`
		Gross *money.UnitPrice `json:"gross,omitempty"`
		From  int              `json:"from"` // which of the prices
		Break decimal.Decimal  `json:"break"`
		Next  *breakJSON       `json:"next,omitempty"`
		Steps []stepJSON       `json:"steps"`
		Not   []rejectedJSON   `json:"not"`
	}
	stepJSON struct {
		Code  resolve.StepCode `json:"code"`
		Value decimal.Decimal  `json:"value"`
		Unit  money.UnitPrice  `json:"unit"`
	}
	rejectedJSON struct {
		Price  int              `json:"price"`
		Reason resolve.Reason   `json:"reason"`
		Unit   *money.UnitPrice `json:"unit,omitempty"`
	}
	lineJSON struct {
		Net      money.Amount   `json:"net"`
		Tax      *money.Amount  `json:"tax,omitempty"`
		Gross    *money.Amount  `json:"gross,omitempty"`
		Rounding money.Rounding `json:"rounding"`
	}
	extraJSON struct {
		Kind    ExtraKind    `json:"kind"`
		Ref     string       `json:"ref,omitempty"`
		Name    string       `json:"name"`
		Version int64        `json:"version"`
		Amount  money.Amount `json:"amount"`
	}
	leftJSON struct { // of the goods after promotions
		Cost    money.Amount    `json:"cost"`
		Amount  money.Amount    `json:"amount"`
		Percent decimal.Decimal `json:"percent"`
	}
	marginJSON struct {
		Unit    money.UnitPrice `json:"unit"`
		Percent decimal.Decimal `json:"percent"`
	}
)

// moment is a time of a receipt; the zero time is none.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func time0(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}

func writeFacts(f resolve.Facts) factsJSON {
	out := factsJSON{
		Prices: make([]priceJSON, len(f.Prices)), Cost: f.Cost,
		Policy: policyJSON{f.Policy.Precedence, f.Policy.Order, f.Policy.Floor, f.Policy.ShowsList, f.Policy.Version},
	}
	for i, p := range f.Prices {
		out.Prices[i] = writePrice(p)
	}
	for _, r := range f.Rates {
		out.Rates = append(out.Rates, rateJSON{r.Currency, r.PerEUR, r.Day.UTC()})
	}
	return out
}

func writePrice(p resolve.Price) priceJSON {
	out := priceJSON{
		Kind: p.Kind, Name: p.Name, Version: p.Version, Priority: p.Priority, Unit: p.Unit, From: moment(p.From), Until: moment(p.Until), Left: p.Left,
		FamilyBreaks: p.FamilyBreaks, TaxIncluded: p.TaxIncluded, TaxRate: p.TaxRate,
	}
	if !p.List.IsZero() {
		out.List = p.List.String()
	}
	for _, b := range p.Breaks {
		out.Breaks = append(out.Breaks, breakJSON(b))
	}
	if p.Rule != nil {
		out.Rule = &ruleJSON{p.Rule.Basis, p.Rule.Percent, boundJSON(p.Rule.Floor), boundJSON(p.Rule.Ceiling)}
		out.Rounding = &roundingJSON{p.Rounding.Mode, p.Rounding.Step, p.Rounding.Ending}
	}
	return out
}

func (f factsJSON) facts() (resolve.Facts, error) {
	out := resolve.Facts{Cost: f.Cost, Policy: resolve.Policy{Precedence: f.Policy.Precedence, Order: f.Policy.Order, Floor: f.Policy.Floor, ShowsList: f.Policy.ShowsList, Version: f.Policy.Version}}
	for _, p := range f.Prices {
		price, err := p.price()
		if err != nil {
			return resolve.Facts{}, err
		}
		out.Prices = append(out.Prices, price)
	}
	for _, r := range f.Rates {
		out.Rates = append(out.Rates, resolve.Rate{Currency: r.Currency, PerEUR: r.PerEUR, Day: r.Day.UTC()})
	}
	return out, nil
}

func (p priceJSON) price() (resolve.Price, error) {
	out := resolve.Price{
		Kind: p.Kind, Name: p.Name, Version: p.Version, Priority: p.Priority, Unit: p.Unit, From: time0(p.From), Until: time0(p.Until), Left: p.Left,
		FamilyBreaks: p.FamilyBreaks, TaxIncluded: p.TaxIncluded, TaxRate: p.TaxRate,
	}
	if p.List != "" {
		list, err := id.Parse[id.PriceList](p.List)
		if err != nil {
			return out, fmt.Errorf("the list %q: %w", p.List, err)
		}
		out.List = list
	}
	for _, b := range p.Breaks {
		out.Breaks = append(out.Breaks, resolve.Break(b))
	}
	if p.Rule != nil {
		out.Rule = &resolve.Rule{Basis: p.Rule.Basis, Percent: p.Rule.Percent, Floor: resolve.Bound(p.Rule.Floor), Ceiling: resolve.Bound(p.Rule.Ceiling)}
	}
	if p.Rounding != nil {
		out.Rounding = resolve.Rounding{Mode: p.Rounding.Mode, Step: p.Rounding.Step, Ending: p.Rounding.Ending}
	}
	return out, nil
}

// writeResult names prices by their place among the facts; equal ones stand for each other.
func writeResult(f resolve.Facts, r resolve.Result) resultJSON {
	free := make([]bool, len(f.Prices))
	for i := range free {
		free[i] = true
	}
	place := func(p resolve.Price) int {
		for i, other := range f.Prices {
			if free[i] && reflect.DeepEqual(p, other) {
				free[i] = false
				return i
			}
		}
		return -1
	}
	out := resultJSON{Unit: r.Unit, Gross: r.Gross, From: place(r.From), Break: r.Break, Steps: []stepJSON{}, Not: []rejectedJSON{}}
	if r.Next != nil {
		next := breakJSON(*r.Next)
		out.Next = &next
	}
	for _, s := range r.Steps {
		out.Steps = append(out.Steps, stepJSON(s))
	}
	for _, n := range r.Not {
		out.Not = append(out.Not, rejectedJSON{place(n.Price), n.Reason, n.Unit})
	}
	slices.SortFunc(out.Not, func(a, b rejectedJSON) int { return a.Price - b.Price })
	return out
}
