package catalog

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/gtin"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
)

// State says whether an item is for sale.
type State string

// States of items.
const (
	Active    State = "active"
	Withdrawn State = "withdrawn"
)

// General is the category of items that have no other.
const General = "general"

// Item is one supplier's product record.
type Item struct {
	ID        id.ItemID
	SKU       string
	Name      string
	Brand     string // "": not told, as the fields below
	MPN       string
	GTIN      string
	Category  string
	Unit      quantity.Unit   // what is counted and priced
	Minimum   decimal.Decimal // smallest quantity, above zero
	Multiple  decimal.Decimal // quantities go up in these steps, above zero
	LeadDays  *int            // until it leaves; nil: not told
	Datasheet string          // https address
	State     State
	Version   int64
	UpdatedAt time.Time
	Details   *Details // nil: not read; where it is written, what stands stays
}

// Draft is a line of a sheet as it came, in texts.
type Draft struct {
	SKU, Name, Brand, MPN, GTIN, Category, Unit, Minimum, Multiple, LeadDays, Datasheet string
}

// Draft is the item as texts that Read understands.
func (i Item) Draft() Draft {
	days := ""
	if i.LeadDays != nil {
		days = strconv.Itoa(*i.LeadDays)
	}
	return Draft{
		SKU: i.SKU, Name: i.Name, Brand: i.Brand, MPN: i.MPN, GTIN: i.GTIN, Category: i.Category, Unit: i.Unit.Code(), Minimum: i.Minimum.String(), Multiple: i.Multiple.String(),
		LeadDays: days, Datasheet: i.Datasheet,
	}
}

// Bounds, in characters.
const (
	longSKU       = 100
	longName      = 500
	longBrand     = 200
	longMPN       = 100
	longCategory  = 200
	longDatasheet = 1000
	mostLeadDays  = 3650
)

var one = decimal.NewFromInt(1)

// mostQuantity bounds what a quantity may be; no trade comes near it.
var mostQuantity = decimal.New(1, 12)

// Read understands a line, or says for each text why not. What is empty gets its default: one piece, no minimum, the general category.
func Read(d Draft) (Item, []fault.Field) {
	r := reader{}
	item := Item{
		SKU: r.sku(d.SKU), Name: r.text("/name", d.Name, longName), Brand: r.text("/brand", d.Brand, longBrand), MPN: r.text("/mpn", d.MPN, longMPN),
		GTIN: r.gtin(d.GTIN), Category: r.text("/category", d.Category, longCategory), Unit: r.unit(d.Unit),
		Minimum: r.quantity("/minimum", d.Minimum), Multiple: r.quantity("/multiple", d.Multiple), LeadDays: r.leadDays(d.LeadDays),
		Datasheet: r.address(d.Datasheet), State: Active,
	}
	if item.Name == "" {
		r.refuse("/name", "required", "An item has a name.")
	}
	switch item.Category {
	case "":
		item.Category = General
	case "*":
		r.refuse("/category", "wrong_form", "The name * stands for all categories.")
	}
	return item, r.wrong
}

// ReadSKU understands a SKU alone, or says why not.
func ReadSKU(text string) (string, []fault.Field) {
	r := reader{}
	return r.sku(text), r.wrong
}

// reader collects what is wrong with a line.
type reader struct{ wrong []fault.Field }

func (r *reader) refuse(path, code, message string) {
	r.wrong = append(r.wrong, fault.Field{Path: path, Code: code, Message: message})
}

func (r *reader) sku(text string) string {
	out := r.text("/sku", text, longSKU)
	if out == "" {
		r.refuse("/sku", "required", "A line needs a SKU.")
	}
	return out
}

// text tidies one line of text.
func (r *reader) text(path, text string, most int) string {
	out := strings.Join(strings.FieldsFunc(text, unicode.IsSpace), " ")
	switch {
	case utf8.RuneCountInString(out) > most:
		r.refuse(path, "too_long", "At most "+strconv.Itoa(most)+" characters.")
	case strings.ContainsFunc(out, func(c rune) bool { return unicode.IsControl(c) }):
		r.refuse(path, "wrong_form", "There is a character that cannot be printed.")
	}
	return out
}

var withoutGaps = strings.NewReplacer(" ", "", "-", "")

func (r *reader) gtin(text string) string { return r.gtinAt("/gtin", text) }

func (r *reader) gtinAt(path, text string) string {
	out := withoutGaps.Replace(quantity.Narrow(strings.TrimSpace(text)))
	switch {
	case out == "":
	case strings.Trim(out, "0123456789") != "" || !gtin.Sized(out):
		r.refuse(path, "wrong_form", "A GTIN has 8, 12, 13 or 14 digits.")
	case !gtin.Checked(out):
		r.refuse(path, "check_digit", "The check digit of this GTIN is wrong; one digit may be mistyped.")
	}
	return out
}

func (r *reader) unit(text string) quantity.Unit {
	text = strings.TrimSpace(text)
	if text == "" {
		text = "H87"
	}
	return r.unitAt("/unit", text)
}

func (r *reader) unitAt(path, text string) quantity.Unit {
	unit, err := quantity.LookupUnit(strings.TrimSpace(text))
	if err != nil {
		r.refuse(path, "unknown", "This unit is not known. Give a code of UN/ECE Recommendation 20, such as H87 for a piece or KGM for a kilogram.")
	}
	return unit
}

func (r *reader) quantity(path, text string) decimal.Decimal {
	if strings.TrimSpace(text) == "" {
		return one
	}
	out, fields := ReadQuantity(path, text)
	r.wrong = append(r.wrong, fields...)
	return out
}

// ReadQuantity understands a quantity above zero with at most six decimal places, or says why not.
func ReadQuantity(path, text string) (decimal.Decimal, []fault.Field) {
	out, wrong := ReadAmount(path, text)
	if wrong == nil && !out.IsPositive() {
		return out, []fault.Field{{Path: path, Code: "out_of_range", Message: "A quantity is above zero."}}
	}
	return out, wrong
}

// ReadAmount understands a number of zero or more with at most six decimal places, or says why not.
func ReadAmount(path, text string) (decimal.Decimal, []fault.Field) {
	out, err := quantity.ReadNumber(strings.TrimSpace(text))
	switch {
	case err != nil:
		return decimal.Zero, []fault.Field{{Path: path, Code: "wrong_form", Message: "This is not a number."}}
	case out.IsNegative() || out.GreaterThanOrEqual(mostQuantity):
		return decimal.Zero, []fault.Field{{Path: path, Code: "out_of_range", Message: "This number is below zero or too large."}}
	case !out.Equal(out.Truncate(6)):
		return decimal.Zero, []fault.Field{{Path: path, Code: "too_precise", Message: "At most six decimal places."}}
	}
	return out, nil
}

func (r *reader) leadDays(text string) *int {
	text = strings.TrimSpace(quantity.Narrow(text))
	if text == "" {
		return nil
	}
	days, err := strconv.Atoi(text)
	if err != nil || days < 0 || days > mostLeadDays {
		r.refuse("/lead_days", "out_of_range", "Days are a whole number from 0 to 3650.")
		return nil
	}
	return &days
}

func (r *reader) address(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	at, err := url.Parse(text)
	if err != nil || at.Scheme != "https" || at.Hostname() == "" || at.User != nil || len(text) > longDatasheet || strings.ContainsFunc(text, unicode.IsControl) {
		r.refuse("/datasheet", "wrong_form", "A data sheet is an https address of at most 1,000 characters.")
		return ""
	}
	return at.String()
}
