package receipt

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/pricing/resolve"
)

// View says whose eyes a receipt is for.
type View string

// Views.
const (
	ForBuyer    View = "buyer"
	ForSupplier View = "supplier"
)

// ExtraKind says what an Extra is.
type ExtraKind string

// Kinds of what comes to a line beside its price.
const (
	Promotion ExtraKind = "promotion"
	Freight   ExtraKind = "freight"
	Fee       ExtraKind = "fee"
)

// Extra is what comes to a line beside its price, or off it.
type Extra struct {
	Kind    ExtraKind
	Ref     string // written id of what it comes from; may be empty
	Name    string
	Version int64
	Amount  money.Amount // less than zero for what comes off
}

// Line is what a line comes to at its price.
type Line struct {
	Unit     money.UnitPrice // net of tax
	Quantity decimal.Decimal
	Net      money.Amount
	Tax      *money.Amount    // of Net; nil where the price names no rate
	TaxRate  *decimal.Decimal // percent
}

// Outcome is what an order makes of a line.
type Outcome struct {
	Net      money.Amount  // the line at its price, in the currency of the order
	Extras   []Extra       // in that currency
	Tax      *money.Amount // on the goods after promotions; nil where no rate is named
	Compared *money.Amount // what it comes to in the currency in which it was compared; nil where that is the same
}

// Order is the order that a line stands in, out of which promotions and freight come to it. It is written into the receipt as JSON, and read back to work
// the receipt out again.
type Order interface {
	json.Marshaler
	// Reckon works out what comes to the line, out of nothing but what is written.
	Reckon(Line) (Outcome, error)
}

// Reader reads an order back. Receipts without one need none.
type Reader func(order []byte) (Order, error)

// Party is a company in a receipt.
type Party struct{ ID, Name string }

// Subject is what a receipt is about.
type Subject struct {
	Issuer   string // address of the hub
	Supplier Party
	Buyer    Party // zero for nobody in particular
	ItemID   string
	SKU      string
	Name     string
	Unit     string // UN/ECE Recommendation 20 code
}

// Receipt is how a price came about. It does not change once made.
type Receipt struct{ document documentJSON }

// ErrNoPrice says that no price applies.
var ErrNoPrice = errors.New("receipt: no price applies")

// Make prices a line and writes down how. For a buyer the facts must be what is disclosed to it (pricing.ForBuyer, then pricing.Disclosed); of them it
// keeps the price that won, and the base price where the supplier shows it beside. A nil order: the price alone.
func Make(view View, s Subject, f resolve.Facts, a resolve.Ask, order Order, issuedAt time.Time) (Receipt, error) {
	got, ok := resolve.Resolve(f, a)
	if !ok {
		return Receipt{}, ErrNoPrice
	}
	if view == ForBuyer {
		unit := got.Unit
		f = shown(f, got)
		if got, ok = resolve.Resolve(f, a); !ok || got.Unit != unit {
			return Receipt{}, fmt.Errorf("receipt: what a buyer sees does not come to %s", unit)
		}
	}
	line, err := lineOf(got, a.Quantity)
	if err != nil {
		return Receipt{}, err
	}
	out := documentJSON{
		Format: Format, View: view, Issuer: s.Issuer, IssuedAt: issuedAt.UTC(), Supplier: partyJSON(s.Supplier), Item: itemJSON{s.ItemID, s.SKU, s.Name, s.Unit}, Rules: resolve.Version,
		Ask: askJSON{Quantity: a.Quantity, At: a.At.UTC()}, Facts: writeFacts(f), Result: writeResult(f, got), Line: line, Extras: []extraJSON{},
	}
	if s.Buyer != (Party{}) {
		buyer := partyJSON(s.Buyer)
		out.Buyer = &buyer
	}
	if !a.FamilyQuantity.IsZero() {
		out.Ask.Family = &a.FamilyQuantity
	}
	if order != nil {
		if out.Order, err = canonical(order); err != nil {
			return Receipt{}, err
		}
	}
	if err := out.conclude(got, order); err != nil {
		return Receipt{}, err
	}
	return Receipt{out}, nil
}

// conclude works out what follows from the price: what the order does, the total, and in a supplier's view the margin.
func (d *documentJSON) conclude(got resolve.Result, order Order) error {
	d.Extras, d.Total, d.Converted, d.Tax, d.Compared, d.Margin, d.Left = []extraJSON{}, d.Line.Net, nil, nil, nil, nil, nil
	if d.View == ForSupplier {
		d.Margin = marginOf(got.Unit, d.Facts.Cost)
	}
	if order == nil {
		return nil
	}
	line := Line{Unit: got.Unit, Quantity: d.Ask.Quantity, Net: d.Line.Net, Tax: d.Line.Tax}
	if got.Gross != nil {
		line.TaxRate = &got.From.TaxRate
	}
	does, err := order.Reckon(line)
	if err != nil {
		return err
	}
	d.Tax, d.Compared = does.Tax, does.Compared
	if does.Net.Currency() != line.Net.Currency() {
		d.Converted = &does.Net
	}
	d.Total = does.Net
	saved := does.Net
	for _, e := range does.Extras {
		if d.Total, err = d.Total.Add(e.Amount); err != nil {
			return err
		}
		if e.Kind == Promotion {
			if saved, err = saved.Add(e.Amount); err != nil {
				return err
			}
		}
		d.Extras = append(d.Extras, extraJSON(e))
	}
	if d.View == ForSupplier {
		d.Left = leftOver(saved, d.Ask.Quantity, d.Facts.Cost)
	}
	return nil
}

// shown is what a buyer's receipt holds of the facts: the price that won, and the base price where the supplier shows it.
func shown(f resolve.Facts, got resolve.Result) resolve.Facts {
	out := resolve.Facts{Prices: []resolve.Price{got.From}, Policy: resolve.Policy{Precedence: f.Policy.Precedence, Order: f.Policy.Order, ShowsList: f.Policy.ShowsList, Version: f.Policy.Version}}
	if !f.Policy.ShowsList || got.From.Kind == resolve.Base {
		return out
	}
	for _, n := range got.Not {
		if n.Price.Kind == resolve.Base && n.Price.Rule == nil && n.Reason != resolve.UnderFloor && n.Reason != resolve.Superseded {
			out.Prices = append(out.Prices, n.Price)
			if n.Price.Unit.Currency() != got.From.Unit.Currency() {
				out.Rates = f.Rates
			}
			break
		}
	}
	return out
}

// lineOf multiplies the price out, halves up in the minor unit of its currency.
func lineOf(r resolve.Result, quantity decimal.Decimal) (lineJSON, error) {
	out := lineJSON{Rounding: money.HalfUp}
	var err error
	if out.Net, err = money.Round(r.Unit.Decimal().Mul(quantity), r.Unit.Currency(), money.HalfUp); err != nil || r.Gross == nil {
		return out, err
	}
	gross, err := money.Round(r.Gross.Decimal().Mul(quantity), r.Gross.Currency(), money.HalfUp)
	if err != nil {
		return out, err
	}
	tax, err := gross.Sub(out.Net)
	out.Gross, out.Tax = &gross, &tax
	return out, err
}

// leftOver is what is left of goods after promotions over what they cost; nil where the cost is not known in their currency.
func leftOver(goods money.Amount, quantity decimal.Decimal, cost *money.UnitPrice) *leftJSON {
	if cost == nil || cost.Currency() != goods.Currency() {
		return nil
	}
	whole, err := money.Round(cost.Decimal().Mul(quantity), cost.Currency(), money.HalfUp)
	if err != nil {
		return nil
	}
	left, err := goods.Sub(whole)
	if err != nil {
		return nil
	}
	out := leftJSON{Cost: whole, Amount: left}
	if goods.Sign() > 0 {
		out.Percent = left.Decimal().Mul(decimal.NewFromInt(100)).DivRound(goods.Decimal(), 2)
	}
	return &out
}

// marginOf is what a price leaves over the cost; nil where that is not known in its currency.
func marginOf(unit money.UnitPrice, cost *money.UnitPrice) *marginJSON {
	if cost == nil || cost.Currency() != unit.Currency() {
		return nil
	}
	left, err := money.NewUnitPrice(unit.Decimal().Sub(cost.Decimal()), unit.Currency())
	if err != nil {
		return nil
	}
	out := marginJSON{Unit: left}
	if unit.Sign() > 0 {
		out.Percent = left.Decimal().Mul(decimal.NewFromInt(100)).DivRound(unit.Decimal(), 2)
	}
	return &out
}

// Unit is the price that the receipt comes to, net of tax.
func (r Receipt) Unit() money.UnitPrice { return r.document.Result.Unit }

// Total is what the line comes to, net of tax.
func (r Receipt) Total() money.Amount { return r.document.Total }

// View says whose eyes it is for.
func (r Receipt) View() View { return r.document.View }

// ErrReplay says that a receipt does not come to the figure that stands in it.
var ErrReplay = errors.New("receipt: the figures do not come out as they stand")

// Replay works the receipt out again from what it was reckoned from; read is for the order, where there is one. It answers ErrReplay where anything comes
// out otherwise.
func (r Receipt) Replay(read Reader) error {
	d := r.document
	if d.Format != Format {
		return fmt.Errorf("receipt: the form %q is not known here", d.Format)
	}
	if d.Rules != resolve.Version {
		return fmt.Errorf("receipt: it was reckoned by version %d of the rules; this program has version %d", d.Rules, resolve.Version)
	}
	facts, err := d.Facts.facts()
	if err != nil {
		return err
	}
	ask := resolve.Ask{Quantity: d.Ask.Quantity, At: d.Ask.At}
	if d.Ask.Family != nil {
		ask.FamilyQuantity = *d.Ask.Family
	}
	got, ok := resolve.Resolve(facts, ask)
	if !ok {
		return fmt.Errorf("%w: no price applies", ErrReplay)
	}
	again := d
	again.Result = writeResult(facts, got)
	if again.Line, err = lineOf(got, ask.Quantity); err != nil {
		return err
	}
	order, err := d.order(read)
	if err != nil {
		return err
	}
	if err := again.conclude(got, order); err != nil {
		return fmt.Errorf("%w: %w", ErrReplay, err)
	}
	return d.same(again)
}

// order reads the order back; nil where there is none.
func (d *documentJSON) order(read Reader) (Order, error) {
	if d.Order == nil {
		return nil, nil
	}
	if read == nil {
		return nil, fmt.Errorf("%w: what its order is made of is not known here", ErrForm)
	}
	order, err := read(d.Order)
	if err != nil {
		return nil, errors.Join(ErrForm, err)
	}
	return order, nil
}

// same compares two documents as they would be written.
func (d *documentJSON) same(other documentJSON) error {
	a, err := json.Marshal(d)
	if err != nil {
		return err
	}
	b, err := json.Marshal(other)
	if err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		return fmt.Errorf("%w: %s for one and %s in all are worked out, %s and %s stand there", ErrReplay, other.Result.Unit, other.Total, d.Result.Unit, d.Total)
	}
	return nil
}

// canonical is a value as JSON with sorted keys and without white space.
func canonical(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return sorted(text)
}

// sorted writes JSON anew with sorted keys and without white space. Numbers stay as they are written.
func sorted(text []byte) ([]byte, error) {
	read := json.NewDecoder(bytes.NewReader(text))
	read.UseNumber()
	var v any
	if err := read.Decode(&v); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	write := json.NewEncoder(&out)
	write.SetEscapeHTML(false)
	if err := write.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(out.Bytes(), "\n"), nil
}

// WithOrder is the receipt with another order, whose figures need not come out: for tests of what Verify finds.
func (r Receipt) WithOrder(order []byte) Receipt {
	r.document.Order = order
	return r
}
