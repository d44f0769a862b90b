package pricing

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
)

// Price is what one unit of an item costs.
type Price struct {
	Amount money.UnitPrice
	Breaks []Break // ascending
}

// Break is another price from a quantity on.
type Break struct {
	From   decimal.Decimal
	Amount money.UnitPrice
}

// List is the price of an item for everybody who may see list prices.
type List struct {
	Price
	Promotion string // what is told about an action; "": nothing
}

// Own is the price of an item for one customer, as the supplier keeps it.
type Own struct {
	Item      id.ItemID
	SKU, Name string
	Price     Price
	UpdatedAt time.Time
}

// Draft is a price as it came, in texts.
type Draft struct {
	Currency, Amount, Promotion string
	Breaks                      []BreakDraft
}

// BreakDraft is a quantity break as it came.
type BreakDraft struct{ From, Amount string }

const (
	mostBreaks    = 20
	longPromotion = 500 // characters
)

// mostPrice bounds a price, in major units: what the table's column holds.
var mostPrice = decimal.New(1, 12)

// Read understands a price, or says for each text why not; paths begin with path.
func Read(path string, d Draft) (List, []fault.Field) {
	r := reader{path: path}
	currency := r.currency(d.Currency)
	if len(r.wrong) > 0 {
		return List{}, r.wrong
	}
	out := List{Price: Price{Amount: r.amount("/amount", d.Amount, currency)}, Promotion: strings.TrimSpace(d.Promotion)}
	if utf8.RuneCountInString(out.Promotion) > longPromotion {
		r.refuse("/promotion", "too_long", "At most 500 characters.")
	}
	if len(d.Breaks) > mostBreaks {
		r.refuse("/breaks", "too_many", "At most 20 breaks.")
	}
	last := decimal.Zero
	for i, b := range d.Breaks {
		at := "/breaks/" + strconv.Itoa(i)
		from, wrong := catalog.ReadQuantity(path+at+"/from", b.From)
		r.wrong = append(r.wrong, wrong...)
		if wrong == nil && !from.GreaterThan(last) {
			r.refuse(at+"/from", "not_ascending", "Each break begins above the one before.")
		}
		last = from
		out.Breaks = append(out.Breaks, Break{from, r.amount(at+"/amount", b.Amount, currency)})
	}
	return out, r.wrong
}

// reader collects what is wrong with a price.
type reader struct {
	path  string
	wrong []fault.Field
}

func (r *reader) refuse(at, code, message string) {
	r.wrong = append(r.wrong, fault.Field{Path: r.path + at, Code: code, Message: message})
}

func (r *reader) currency(text string) money.Currency {
	currency, err := money.ParseCurrency(strings.ToUpper(strings.TrimSpace(quantity.Narrow(text))))
	if err != nil || currency.IsZero() {
		r.refuse("/currency", "unknown", "This currency is not known. Give an ISO 4217 code, such as CNY.")
	}
	return currency
}

func (r *reader) amount(at, text string, currency money.Currency) money.UnitPrice {
	price, err := money.ParseUnitPrice(text, currency)
	switch {
	case err != nil:
		r.refuse(at, "wrong_form", "This is not a price of that currency with at most six decimal places.")
	case price.Sign() < 0 || price.Decimal().GreaterThanOrEqual(mostPrice):
		r.refuse(at, "out_of_range", "This price is below zero or too large.")
	}
	return price
}
