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
	"manifold/internal/pricing/resolve"
)

// ListState is how far a price list is.
type ListState string

// States of lists: draft → live ↔ archived.
const (
	DraftList    ListState = "draft"
	LiveList     ListState = "live"
	ArchivedList ListState = "archived"
)

// PriceList is a list of prices beside the base prices, for some of a supplier's buyers.
type PriceList struct {
	ID           id.PriceListID
	Kind         resolve.Kind
	Name         string
	Region       string
	Channel      string
	Group        id.GroupID
	GroupName    string
	Customer     id.CustomerID
	CustomerName string
	Currency     money.Currency
	TaxIncluded  bool
	TaxRate      decimal.Decimal // percent
	Rounding     resolve.Rounding
	Rule         *resolve.Rule
	From, Until  time.Time // zero: no bound
	Priority     int
	FamilyBreaks bool
	State        ListState
	Version      int64
	Entries      int64
	UpdatedAt    time.Time
}

// ListDraft is a list as it came.
type ListDraft struct {
	Kind                   resolve.Kind
	Name, Region, Channel  string
	Group                  id.GroupID
	Customer               id.CustomerID
	Currency               string
	TaxIncluded            bool
	TaxRate                string
	RoundMode              money.Rounding
	RoundStep, RoundEnding string
	Rule                   *RuleDraft
	From, Until            time.Time
	Priority               int
	FamilyBreaks           bool
}

// RuleDraft is a rule as it came.
type RuleDraft struct {
	Basis          resolve.Basis
	Percent        string
	Floor, Ceiling BoundDraft
}

// BoundDraft is a bound as it came; "" for none.
type BoundDraft struct{ Margin, Amount string }

func itoa(n int) string { return strconv.Itoa(n) }

// read understands a draft, or says for each field why not.
func (d ListDraft) read() (PriceList, []fault.Field) {
	r := reader{}
	out := PriceList{
		Kind: d.Kind, Name: strings.TrimSpace(d.Name), Region: strings.TrimSpace(d.Region), Channel: strings.ToLower(strings.TrimSpace(d.Channel)), Group: d.Group, Customer: d.Customer,
		TaxIncluded: d.TaxIncluded, From: d.From, Until: d.Until, Priority: d.Priority, FamilyBreaks: d.FamilyBreaks, State: DraftList,
	}
	if out.Name == "" || utf8.RuneCountInString(out.Name) > 200 {
		r.refuse("/name", "required", "Give the list a name of at most 200 characters.")
	}
	r.forWhom(d.Kind, "/region", resolve.Region, out.Region != "")
	r.forWhom(d.Kind, "/channel", resolve.Channel, out.Channel != "")
	r.forWhom(d.Kind, "/group", resolve.Group, !d.Group.IsZero())
	if d.Kind == resolve.Contract {
		r.forWhom(d.Kind, "/customer", resolve.Contract, !d.Customer.IsZero())
	} else {
		r.forWhom(d.Kind, "/customer", resolve.Customer, !d.Customer.IsZero())
	}
	out.Currency = r.currency(d.Currency)
	out.TaxRate = r.rate("/tax_rate", d.TaxRate)
	out.Rounding = r.rounding("/rounding", d.RoundMode, d.RoundStep, d.RoundEnding)
	if d.Rule != nil {
		rule := r.rule("/rule", *d.Rule)
		out.Rule = &rule
		switch {
		case d.Kind == resolve.Base:
			r.refuse("/rule", "not_here", "The list of base prices has no rule: rules begin with base prices.")
		case d.TaxIncluded:
			r.refuse("/rule", "not_here", "A list with a rule is net of tax.")
		}
	}
	if !d.From.IsZero() && !d.Until.IsZero() && !d.Until.After(d.From) {
		r.refuse("/valid_to", "not_after", "A list ends after it begins.")
	}
	return out, r.wrong
}

// forWhom wants a field where the list is of its kind, and nowhere else.
func (r *reader) forWhom(kind resolve.Kind, path string, of resolve.Kind, given bool) {
	switch {
	case kind == of && !given:
		r.refuse(path, "required", "Say whom the list is for.")
	case kind != of && given:
		r.refuse(path, "not_here", "A list of this kind is not for that.")
	}
}

func (r *reader) rate(path, text string) decimal.Decimal {
	if strings.TrimSpace(text) == "" {
		return decimal.Zero
	}
	out, field := readPercent(path, text)
	if field == nil && (out.IsNegative() || out.GreaterThan(decimal.NewFromInt(100)) || !out.Equal(out.Truncate(3))) {
		field = &fault.Field{Path: path, Code: "out_of_range", Message: "A tax rate lies between 0 and 100 percent, with at most three decimal places."}
	}
	if field != nil {
		r.wrong = append(r.wrong, *field)
	}
	return out
}

func (r *reader) rounding(path string, mode money.Rounding, step, ending string) resolve.Rounding {
	out := resolve.Rounding{Mode: mode}
	if mode == "" {
		out.Mode = money.HalfUp
	}
	out.Step, out.Ending = r.sum(path+"/step", step), r.sum(path+"/ending", ending)
	if !out.Ending.IsZero() && !out.Ending.LessThan(out.Step) {
		r.refuse(path+"/ending", "out_of_range", "An ending is below the step.")
	}
	return out
}

// sum understands a number of zero or more; "" is zero.
func (r *reader) sum(path, text string) decimal.Decimal {
	if strings.TrimSpace(text) == "" {
		return decimal.Zero
	}
	out, wrong := catalog.ReadAmount(r.path+path, text)
	r.wrong = append(r.wrong, wrong...)
	return out
}

func (r *reader) rule(path string, d RuleDraft) resolve.Rule {
	out := resolve.Rule{Basis: d.Basis}
	percent, field := readPercent(r.path+path+"/percent", d.Percent)
	if field != nil {
		r.wrong = append(r.wrong, *field)
	}
	out.Percent, out.Floor, out.Ceiling = percent, r.bound(path+"/floor", d.Floor), r.bound(path+"/ceiling", d.Ceiling)
	return out
}

func (r *reader) bound(path string, d BoundDraft) resolve.Bound {
	var out resolve.Bound
	if strings.TrimSpace(d.Margin) != "" {
		margin, field := readMargin(r.path+path+"/margin", d.Margin)
		if field != nil {
			r.wrong = append(r.wrong, *field)
		}
		out.Margin = &margin
	}
	if strings.TrimSpace(d.Amount) != "" {
		amount := r.sum(path+"/amount", d.Amount)
		out.Amount = &amount
	}
	return out
}

// Entry is a price of an item in a list.
type Entry struct {
	ID              id.PriceEntryID
	List            id.PriceListID
	Item            id.ItemID
	SKU, Name, Unit string
	From, Until     time.Time // zero: no bound
	Price           Price
	Agreed          *decimal.Decimal // of a contract: what may be called off; nil: no bound
	Called          decimal.Decimal
	UpdatedAt       time.Time
}

// EntryLine is a price of a list as it came. An empty Amount takes the price away that begins at From.
type EntryLine struct {
	Item        id.ItemID // or SKU
	SKU         string
	From, Until time.Time
	Amount      string
	Breaks      []BreakDraft
	Agreed      string
}

// written is an entry to write; without a price it is taken away.
type written struct {
	item        id.ItemID
	from, until time.Time
	price       *Price
	agreed      *decimal.Decimal
}

// read understands a line of a list.
func (l EntryLine) read(list PriceList) (written, []fault.Field) {
	out := written{from: l.From, until: l.Until}
	var wrong []fault.Field
	if !l.From.IsZero() && !l.Until.IsZero() && !l.Until.After(l.From) {
		wrong = append(wrong, fault.Field{Path: "/valid_to", Code: "not_after", Message: "A price ends after it begins."})
	}
	if strings.TrimSpace(l.Agreed) != "" {
		agreed, fields := catalog.ReadQuantity("/agreed", l.Agreed)
		wrong = append(wrong, fields...)
		if list.Kind != resolve.Contract {
			wrong = append(wrong, fault.Field{Path: "/agreed", Code: "not_here", Message: "Only a contract agrees on a quantity."})
		}
		out.agreed = &agreed
	}
	if strings.TrimSpace(l.Amount) == "" {
		return out, wrong
	}
	price, fields := Read("", Draft{Currency: list.Currency.Code(), Amount: l.Amount, Breaks: l.Breaks})
	out.price = &price.Price
	return out, append(wrong, fields...)
}

// LineOutcome says what became of a line; Problems are empty where it was taken.
type LineOutcome struct {
	Line     int
	Item     id.ItemID
	SKU      string
	Problems []fault.Field
}

func counts(outcomes []LineOutcome) (accepted, flagged int) {
	for _, o := range outcomes {
		if len(o.Problems) == 0 {
			accepted++
		} else {
			flagged++
		}
	}
	return accepted, flagged
}

// named is what lines name items by.
type named struct {
	item id.ItemID
	sku  string
}

// find says which item a line means, or why none.
func (n named) find(known catalogue) (knownItem, []fault.Field) {
	var found knownItem
	switch {
	case !n.item.IsZero():
		found = known.byID[n.item]
	case n.sku != "":
		found = known.bySKU[n.sku]
	default:
		return found, []fault.Field{{Path: "/item", Code: "required", Message: "Name an item."}}
	}
	if found.id.IsZero() {
		path := "/item"
		if n.item.IsZero() {
			path = "/sku"
		}
		return found, []fault.Field{{Path: path, Code: "unknown", Message: "There is no such item."}}
	}
	return found, nil
}

var errTwice = fault.Field{Path: "/item", Code: "duplicate", Message: "An earlier line has this price already."}
