package pricing

import (
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/tenants"
)

// Fields of a list price in the history of its item. Each is a text; "" is none.
const (
	fieldPrice     = "price"     // "12.3 CNY"
	fieldBreaks    = "breaks"    // "10:11.9 100:11.5"
	fieldPromotion = "promotion" // as it is told
)

// Fields are those of a list price in the history of its item.
var Fields = []string{fieldPrice, fieldBreaks, fieldPromotion}

// Revise sets list prices as part of an act, or takes them away where they are nil, and writes down what differs.
func Revise(tx *tenants.Tx, r catalog.Revision, wanted map[id.ItemID]*List) error {
	if len(wanted) == 0 {
		return nil
	}
	items := make([]id.ItemID, 0, len(wanted))
	for item := range wanted {
		items = append(items, item)
	}
	stand, err := ListOf(tx, r.Tenant(), items)
	if err != nil {
		return err
	}
	put, gone := map[id.ItemID]List{}, []id.ItemID{}
	var facts []catalog.Fact
	for item, is := range wanted {
		var was *List
		if old, there := stand[item]; there {
			was = &old
		}
		before, after := texts(was), texts(is)
		differs := false
		for _, field := range Fields {
			if before[field] != after[field] {
				facts = append(facts, catalog.Fact{Item: item, Field: field, Before: before[field], After: after[field]})
				differs = true
			}
		}
		switch {
		case !differs:
		case is == nil:
			gone = append(gone, item)
		default:
			put[item] = *is
		}
	}
	if err := PutList(tx, r.Tenant(), put); err != nil {
		return err
	}
	if err := ClearList(tx, r.Tenant(), gone); err != nil {
		return err
	}
	return catalog.Note(tx, r, facts)
}

// Facts brings them back for catalog.
type Facts struct{}

var _ catalog.Figures = Facts{}

// Restore implements catalog.Figures: it sets what an earlier act changed of list prices back to what stood before it, where that is still so, and answers what it left.
func (Facts) Restore(tx *tenants.Tx, r catalog.Revision, facts []catalog.Fact) (kept []catalog.Fact, err error) {
	items := make([]id.ItemID, len(facts))
	for i, f := range facts {
		items[i] = f.Item
	}
	stand, err := ListOf(tx, r.Tenant(), items)
	if err != nil {
		return nil, err
	}
	wanted := map[id.ItemID]map[string]string{}
	for _, f := range facts {
		now, there := wanted[f.Item]
		if !there {
			var was *List
			if old, there := stand[f.Item]; there {
				was = &old
			}
			now = texts(was)
			wanted[f.Item] = now
		}
		if now[f.Field] != f.After {
			kept = append(kept, f)
			continue
		}
		now[f.Field] = f.Before
	}
	out := make(map[id.ItemID]*List, len(wanted))
	for item, fields := range wanted {
		if out[item], err = fromTexts(fields); err != nil {
			return nil, err
		}
	}
	return kept, Revise(tx, r, out)
}

func texts(l *List) map[string]string {
	if l == nil {
		return map[string]string{}
	}
	breaks := make([]string, len(l.Breaks))
	for i, b := range l.Breaks {
		breaks[i] = b.From.String() + ":" + b.Amount.Decimal().String()
	}
	return map[string]string{
		fieldPrice: l.Amount.Decimal().String() + " " + l.Amount.Currency().Code(), fieldBreaks: strings.Join(breaks, " "), fieldPromotion: l.Promotion,
	}
}

// fromTexts is the way back of texts.
func fromTexts(fields map[string]string) (*List, error) {
	if fields[fieldPrice] == "" {
		return nil, nil
	}
	amount, code, _ := strings.Cut(fields[fieldPrice], " ")
	currency, err := money.ParseCurrency(code)
	if err != nil {
		return nil, err
	}
	out := &List{Promotion: fields[fieldPromotion]}
	if out.Amount, err = money.ParseUnitPrice(amount, currency); err != nil {
		return nil, err
	}
	for _, text := range strings.Fields(fields[fieldBreaks]) {
		from, amount, _ := strings.Cut(text, ":")
		b := Break{}
		if b.From, err = decimal.NewFromString(from); err != nil {
			return nil, err
		}
		if b.Amount, err = money.ParseUnitPrice(amount, currency); err != nil {
			return nil, err
		}
		out.Breaks = append(out.Breaks, b)
	}
	return out, nil
}
