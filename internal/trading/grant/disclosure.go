package grant

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"
)

// PriceLevel says which prices a buyer is shown.
type PriceLevel string

// Price levels, each more than the one before.
const (
	PriceNone PriceLevel = "none"
	PriceList PriceLevel = "list" // the list price
	PriceOwn  PriceLevel = "own"  // the buyer's own price, or the list price where it has none; the list price beside it only where the supplier's policy says so
)

// StockLevel says how much of a supplier's stock a buyer is shown.
type StockLevel string

// Stock levels, each more than the one before.
const (
	StockNone  StockLevel = "none"
	StockYesNo StockLevel = "yes_no" // whether there is any
	StockBand  StockLevel = "band"   // at least so many
	StockExact StockLevel = "exact"  // so many
)

// everything stands for all categories.
const everything = "*"

// Sees is a resolved grant: what a buyer is shown while the relationship is approved. The zero Sees shows nothing.
type Sees struct {
	Categories []string // of items; "*" for all
	Price      PriceLevel
	Stock      StockLevel
	Steps      []decimal.Decimal // lower edges of the stock bands, ascending
	LeadTime   bool
	Promotions bool
	Documents  bool
	Purpose    string    // what the supplier shows it for; shown to the buyer
	Until      time.Time // from then on nothing of this holds; zero for no end
}

// Disclosure is the one place that decides what of a supplier leaves for a buyer. Every outlet asks it: offers, search, export, print,
// mail, error text, and the supplier's own preview. The zero Disclosure discloses nothing, and so does that of a relationship that is not
// approved at this moment or whose grant has run out. It does not change once made.
type Disclosure struct {
	open  bool
	sees  Sees
	epoch int64
}

// NewDisclosure decides for one relationship at one moment. epoch counts the changes of what it shows.
func NewDisclosure(approved bool, sees Sees, epoch int64, now time.Time) Disclosure {
	if !approved || sees.expired(now) {
		return Disclosure{epoch: epoch}
	}
	return Disclosure{true, sees, epoch}
}

func (s Sees) expired(now time.Time) bool { return !s.Until.IsZero() && !now.Before(s.Until) }

// Open tells whether anything at all may be disclosed.
func (d Disclosure) Open() bool { return d.open }

// Epoch rises with every change of what is disclosed; every answer that is kept carries it.
func (d Disclosure) Epoch() int64 { return d.epoch }

// Shown is the resolved grant as the buyer may read it; nothing while the disclosure is closed. The edges of the stock bands are not part
// of it: whoever knows them knows, from the band of an item, both ends of its stock.
func (d Disclosure) Shown() Sees {
	if !d.open {
		return Sees{Price: PriceNone, Stock: StockNone}
	}
	shown := d.sees
	shown.Categories, shown.Steps = slices.Clone(shown.Categories), nil
	return shown
}

// Sees tells whether items of a category are disclosed.
func (d Disclosure) Sees(category string) bool {
	return d.open && (slices.Contains(d.sees.Categories, everything) || slices.Contains(d.sees.Categories, category))
}

// Categories are those whose items are disclosed; all says that it is every one.
func (d Disclosure) Categories() (names []string, all bool) {
	if !d.open {
		return nil, false
	}
	return slices.Clone(d.sees.Categories), slices.Contains(d.sees.Categories, everything)
}

// PriceOf picks the one price that is disclosed, out of the list price and the buyer's own, each nil where there is none; nil for none.
func PriceOf[T any](d Disclosure, list, own *T) *T {
	switch {
	case !d.open:
		return nil
	case d.sees.Price == PriceOwn && own != nil:
		return own
	case d.sees.Price == PriceOwn, d.sees.Price == PriceList:
		return list
	default:
		return nil
	}
}

// PricesOf passes on the prices that are disclosed, out of all that apply to the buyer: the base prices alone, all, or none.
func PricesOf[T any](d Disclosure, all []T, base func(T) bool) []T {
	switch {
	case d.open && d.sees.Price == PriceOwn:
		return all
	case d.open && d.sees.Price == PriceList:
		var out []T
		for _, p := range all {
			if base(p) {
				out = append(out, p)
			}
		}
		return out
	default:
		return nil
	}
}

// StockClass is what a StockView tells.
type StockClass string

// Classes of stock views. Unsaid is that of an item whose stock is not disclosed, or not kept.
const (
	Unsaid     StockClass = ""
	InStock    StockClass = "yes"
	OutOfStock StockClass = "no"
	InBand     StockClass = "band"
	Exactly    StockClass = "exact"
)

// StockView is what is disclosed of the stock of one item, in its unit.
type StockView struct {
	Class StockClass
	Floor decimal.Decimal // of InBand and Exactly: at least so many are there
	Exact decimal.Decimal // of Exactly: so many
	AsOf  time.Time       // of Exactly: when that was counted. The other classes tell no time: it would tell each movement
}

// Stock is the view of an item of which so many are there; nil when nobody keeps its stock. The database says the same to a buyer
// (sec.pair_stock) and lets it read nothing else.
func (d Disclosure) Stock(onHand *decimal.Decimal, asOf time.Time) StockView {
	if !d.open || onHand == nil {
		return StockView{}
	}
	switch d.sees.Stock {
	case StockYesNo:
		if onHand.IsPositive() {
			return StockView{Class: InStock}
		}
		return StockView{Class: OutOfStock}
	case StockBand:
		return StockView{Class: InBand, Floor: floorOf(d.sees.Steps, *onHand)}
	case StockExact:
		return StockView{Class: Exactly, Floor: *onHand, Exact: *onHand, AsOf: asOf}
	default:
		return StockView{}
	}
}

// Banded is the same decision with the edges of its stock bands, which a buyer's scope does not read; a decision that shows no bands stays as it is.
func (d Disclosure) Banded(steps []decimal.Decimal) Disclosure {
	if d.sees.Stock == StockBand {
		d.sees.Steps = steps
	}
	return d
}

// StockShown is the level at which stock is disclosed.
func (d Disclosure) StockShown() StockLevel {
	if !d.open {
		return StockNone
	}
	return d.sees.Stock
}

// floorOf is the highest edge that onHand reaches; zero below the first.
func floorOf(steps []decimal.Decimal, onHand decimal.Decimal) decimal.Decimal {
	floor := decimal.Zero
	for _, edge := range steps {
		if edge.LessThanOrEqual(onHand) && edge.GreaterThan(floor) {
			floor = edge
		}
	}
	return floor
}

// Narrow lets through of a view, made elsewhere under the same grant, only what this disclosure allows: a view of another class than the
// grant's is none at all. So the database's answer and this decision have to agree before a figure leaves.
func (d Disclosure) Narrow(v StockView) StockView {
	if !d.open {
		return StockView{}
	}
	switch {
	case d.sees.Stock == StockYesNo && (v.Class == InStock || v.Class == OutOfStock):
		return StockView{Class: v.Class}
	case d.sees.Stock == StockBand && v.Class == InBand:
		return StockView{Class: InBand, Floor: v.Floor}
	case d.sees.Stock == StockExact && v.Class == Exactly:
		return v
	default:
		return StockView{}
	}
}

// Arriving is what is disclosed of a quantity that is on its way and due on one day: all of it beside exact stock, the edge that it reaches by
// itself beside a band, so that nothing is learned of what lies there; false for nothing. The database says the same to a buyer (sec.pair_incoming).
func (d Disclosure) Arriving(quantity decimal.Decimal) (decimal.Decimal, bool) {
	switch {
	case d.open && d.sees.Stock == StockExact:
		return quantity, quantity.IsPositive()
	case d.open && d.sees.Stock == StockBand:
		edge := floorOf(d.sees.Steps, quantity)
		return edge, edge.IsPositive()
	default:
		return decimal.Zero, false
	}
}

// NarrowArriving lets through of such a quantity, as the database tells it, only what this disclosure allows.
func (d Disclosure) NarrowArriving(quantity decimal.Decimal) (decimal.Decimal, bool) {
	if !d.open || d.sees.Stock != StockExact && d.sees.Stock != StockBand {
		return decimal.Zero, false
	}
	return quantity, quantity.IsPositive()
}

// Answer is what is said to a quantity that a buyer asks for.
type Answer string

// Answers. Short is said only where exact stock is disclosed; everywhere else what is not certain from the view alone is subject to
// confirmation, with the same words whatever lies in stock.
const (
	Available             Answer = "available"
	Short                 Answer = "short"
	SubjectToConfirmation Answer = "subject_to_confirmation"
)

// Available answers from a view and nothing else, so it cannot tell more than the view. quantity is in the item's unit.
func (v StockView) Available(quantity decimal.Decimal) Answer {
	switch {
	case v.Class == Exactly && quantity.GreaterThan(v.Exact):
		return Short
	case (v.Class == Exactly || v.Class == InBand) && quantity.LessThanOrEqual(v.Floor):
		return Available
	default:
		return SubjectToConfirmation
	}
}

// LeadTime passes on the days until an item leaves, where lead times are disclosed; nil for none.
func (d Disclosure) LeadTime(days *int) *int {
	if !d.open || !d.sees.LeadTime {
		return nil
	}
	return days
}

// Promotion passes on what is told about an action, where promotions are disclosed and so is a price.
func (d Disclosure) Promotion(text string) string {
	if !d.open || !d.sees.Promotions || d.sees.Price != PriceList && d.sees.Price != PriceOwn {
		return ""
	}
	return text
}

// Document passes on the address of a document, where documents are disclosed.
func (d Disclosure) Document(address string) string {
	if !d.open || !d.sees.Documents {
		return ""
	}
	return address
}
