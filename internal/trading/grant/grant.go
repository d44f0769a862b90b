package grant

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
)

// Level is where a grant stands: each level overrides the ones before it, field by field.
type Level string

// Grant levels, from the widest to the nearest.
const (
	LevelDefault  Level = "default"  // every buyer
	LevelGroup    Level = "group"    // the customers of a group
	LevelCustomer Level = "customer" // one customer
)

// Field names a field of a grant.
type Field string

// The fields of a grant.
const (
	FieldCategories Field = "categories"
	FieldPrice      Field = "price"
	FieldStock      Field = "stock"
	FieldSteps      Field = "stock_steps"
	FieldLeadTime   Field = "lead_time"
	FieldPromotions Field = "promotions"
	FieldDocuments  Field = "documents"
	FieldPurpose    Field = "purpose"
	FieldExpiresAt  Field = "expires_at"
)

// Grant is what a supplier discloses at one level. A field that is nil is inherited. It survives JSON.
type Grant struct {
	Level   Level
	Subject string // uuid of the group or the customer; "" of the default

	Categories []string // nil inherits; empty shows none; "*" alone shows all
	Price      *PriceLevel
	Stock      *StockLevel
	Steps      []decimal.Decimal // nil inherits
	LeadTime   *bool
	Promotions *bool
	Documents  *bool
	Purpose    *string
	ExpiresAt  *time.Time // from then on the grant is as if it were not there

	Version   int64 // 0 for one that is not kept
	UpdatedAt time.Time
}

// Source says which level a field of a resolved grant comes from.
type Source struct {
	Field Field
	Level Level
}

const (
	mostCategories = 1000
	mostSteps      = 20
	longCategory   = 200 // characters
	longPurpose    = 500
)

// houseSteps are the edges of stock bands of a supplier that names none.
var houseSteps = []decimal.Decimal{decimal.NewFromInt(1), decimal.NewFromInt(10), decimal.NewFromInt(50), decimal.NewFromInt(100), decimal.NewFromInt(500)}

// HouseGrant is the default of a supplier that has said nothing yet, and what fields inherit that its default leaves out: the whole
// catalogue, own prices, stock in bands, lead times, promotions and documents, to approved buyers only.
func HouseGrant() Grant {
	price, stock, yes, purpose := PriceOwn, StockBand, true, ""
	return Grant{
		Level:      LevelDefault,
		Categories: []string{everything}, Price: &price, Stock: &stock, Steps: slices.Clone(houseSteps),
		LeadTime: &yes, Promotions: &yes, Documents: &yes, Purpose: &purpose,
	}
}

// Resolve lays the levels over each other: the customer's over its group's over the default over the house's. A grant whose end has come
// is as if it were not there. The sources name the level of each field; the end of the whole is the first end of the levels it rests on.
func Resolve(now time.Time, byDefault, group, customer Grant) (Sees, []Source) {
	r := resolution{sources: map[Field]Level{}}
	for _, g := range []struct {
		Level
		Grant
	}{{LevelDefault, HouseGrant()}, {LevelDefault, byDefault}, {LevelGroup, group}, {LevelCustomer, customer}} {
		if !g.expired(now) {
			r.lay(g.Level, g.Grant)
		}
	}
	return r.sees, r.list()
}

// resolution is a grant while its levels are laid over each other.
type resolution struct {
	sees    Sees
	sources map[Field]Level
}

func (r *resolution) lay(level Level, g Grant) {
	take := func(field Field, given bool) bool {
		if given {
			r.sources[field] = level
		}
		return given
	}
	s := &r.sees
	if take(FieldCategories, g.Categories != nil) {
		s.Categories = slices.Clone(g.Categories)
	}
	if take(FieldPrice, g.Price != nil) {
		s.Price = *g.Price
	}
	if take(FieldStock, g.Stock != nil) {
		s.Stock = *g.Stock
	}
	if take(FieldSteps, g.Steps != nil) {
		s.Steps = slices.Clone(g.Steps)
	}
	if take(FieldLeadTime, g.LeadTime != nil) {
		s.LeadTime = *g.LeadTime
	}
	if take(FieldPromotions, g.Promotions != nil) {
		s.Promotions = *g.Promotions
	}
	if take(FieldDocuments, g.Documents != nil) {
		s.Documents = *g.Documents
	}
	if take(FieldPurpose, g.Purpose != nil) {
		s.Purpose = *g.Purpose
	}
	if g.ExpiresAt != nil && (s.Until.IsZero() || g.ExpiresAt.Before(s.Until)) {
		s.Until = *g.ExpiresAt
		r.sources[FieldExpiresAt] = level
	}
}

// list orders the sources as the fields stand in Grant.
func (r *resolution) list() []Source {
	var out []Source
	for _, field := range []Field{
		FieldCategories, FieldPrice, FieldStock, FieldSteps, FieldLeadTime, FieldPromotions, FieldDocuments, FieldPurpose, FieldExpiresAt,
	} {
		if level, said := r.sources[field]; said {
			out = append(out, Source{field, level})
		}
	}
	return out
}

func (g Grant) expired(now time.Time) bool { return g.ExpiresAt != nil && !now.Before(*g.ExpiresAt) }

// Tidy returns the grant with its texts in their kept form, or fault.Invalid naming each field that cannot be kept. A grant is meant for
// the future: one that has ended already is refused. The default has no end: what should stand in its place?
func (g Grant) Tidy(now time.Time) (Grant, error) {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	g.Categories = tidyCategories(g.Categories, refuse)
	if g.Price != nil && !slices.Contains([]PriceLevel{PriceNone, PriceList, PriceOwn}, *g.Price) {
		refuse("/price", "unknown", "A price level is none, list or own.")
	}
	if g.Stock != nil && !slices.Contains([]StockLevel{StockNone, StockYesNo, StockBand, StockExact}, *g.Stock) {
		refuse("/stock", "unknown", "A stock level is none, yes_no, band or exact.")
	}
	checkSteps(g.Steps, refuse)
	if g.Purpose != nil {
		purpose := strings.TrimSpace(*g.Purpose)
		g.Purpose = &purpose
		if utf8.RuneCountInString(purpose) > longPurpose {
			refuse("/purpose", "too_long", "A purpose has at most 500 characters.")
		}
	}
	switch {
	case g.ExpiresAt == nil:
	case g.Level == LevelDefault:
		refuse("/expires_at", "no_end", "The default has no end. Give a group or a customer one.")
	case !g.ExpiresAt.After(now):
		refuse("/expires_at", "past", "This time is over already.")
	}
	if len(wrong) > 0 {
		return Grant{}, fault.Invalid.With(wrong...)
	}
	return g, nil
}

func tidyCategories(names []string, refuse func(path, code, message string)) []string {
	if names == nil {
		return nil
	}
	out := make([]string, 0, len(names))
	for i, name := range names {
		name = strings.TrimSpace(name)
		path := "/categories/" + strconv.Itoa(i)
		switch {
		case name == "":
			refuse(path, "required", "A category has a name.")
		case utf8.RuneCountInString(name) > longCategory:
			refuse(path, "too_long", "The name of a category has at most 200 characters.")
		default:
			out = append(out, name)
		}
	}
	if len(names) > mostCategories {
		refuse("/categories", "too_many", "A grant names at most 1,000 categories.")
	}
	if slices.Contains(out, everything) {
		return []string{everything}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func checkSteps(steps []decimal.Decimal, refuse func(path, code, message string)) {
	if steps == nil {
		return
	}
	if len(steps) == 0 || len(steps) > mostSteps {
		refuse("/stock_steps", "wrong_number", "Give 1 to 20 edges.")
	}
	last := decimal.Zero
	for i, edge := range steps {
		if !edge.GreaterThan(last) {
			refuse("/stock_steps/"+strconv.Itoa(i), "not_ascending", "Edges are above zero, each above the one before.")
		}
		last = edge
	}
}
