package basket

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/inventory"
	"manifold/internal/kernel/quantity"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
)

// Ware is what an item is for every buyer that sees it. Once it is prepared it does not change, so that any number of requests may share it.
type Ware struct {
	Thing
	Category string
	Family   string
	Unit     quantity.Unit
	Minimum  decimal.Decimal
	Multiple decimal.Decimal
	Case     decimal.Decimal  // units in a case; zero: none
	Weight   *decimal.Decimal // kilograms of one unit; nil: not told
	Contents []measure.Content

	prepared bool
	whole    wholeWare
}

// Offer is what there is to know of an item for one buyer, as a book answers it.
type Offer struct {
	*Ware
	Supplier int             // its place among the suppliers
	Prices   []resolve.Price // that are disclosed
	PricedAt time.Time
	Stock    grant.StockView
	LeadDays *int
	Arrivals []inventory.Arrival // what is on its way, as the grant shows it

	there   int64 // millionths that certainly lie in stock
	counted bool  // there is prepared, and fits
}

// Prepare brings the numbers of an item into the form in which baskets are reckoned. Whoever makes a Ware calls it last, before anybody else sees it; one that
// was not prepared is reckoned all the same, only slower.
func (w *Ware) Prepare() {
	w.whole, w.prepared = w.wholly(), true
	if slices.ContainsFunc(w.Contents, func(c measure.Content) bool { return !(&c).Prepared() }) { // else others may share them
		w.Contents = slices.Clone(w.Contents)
		for i := range w.Contents {
			w.Contents[i].Prepare()
		}
	}
}

// Prepare does the same for an offer: its item, where nobody did that yet, and its prices.
func (o *Offer) Prepare() {
	if !o.prepared {
		o.Ware.Prepare()
	}
	o.there, o.counted = certain(&o.Stock)
	for i := range o.Prices {
		if p := &o.Prices[i]; !p.Prepared() {
			p.Prepare()
		}
	}
}

// certain is how much certainly lies in stock, in millionths; false where that does not fit.
func certain(v *grant.StockView) (int64, bool) {
	if v.Class != grant.Exactly && v.Class != grant.InBand {
		return -1, true
	}
	floor, fits := quantity.Scaled(v.Floor, microPlaces)
	if v.Class != grant.Exactly {
		return floor, fits
	}
	exact, fitsToo := quantity.Scaled(v.Exact, microPlaces)
	return min(floor, exact), fits && fitsToo
}

// wholeWare is a Ware in whole numbers.
type wholeWare struct {
	minimum, multiple int64 // millionths of a unit; a multiple of 0: they do not fit, and decimals say what is ordered
	size              int64 // of a case, in millionths of a unit; 0: it comes in none; wide where it does not fit
	weight            int64 // of a unit, in units of the last of weightPlaces of a kilogram; wide where it does not fit
}

// microPlaces are the decimal places of quantities in whole numbers: millionths of a unit.
const microPlaces = 6

// weightPlaces are the decimal places that the weight of a unit has at most: those of a decimal's division.
const weightPlaces = 16

const wide = -1

func (w *Ware) wholly() (out wholeWare) {
	minimum, fits := quantity.Scaled(w.Minimum, microPlaces)
	multiple, fitsToo := quantity.Scaled(w.Multiple, microPlaces)
	if fits && fitsToo && minimum >= 0 && multiple > 0 {
		out.minimum, out.multiple = minimum, multiple
	}
	out.size, out.weight = wide, wide
	if size, fits := quantity.Scaled(w.Case, microPlaces); fits && size >= 0 {
		out.size = size
	}
	if w.Weight != nil {
		if weight, fits := quantity.Scaled(*w.Weight, weightPlaces); fits && weight >= 0 {
			out.weight = weight
		}
	}
	return out
}
