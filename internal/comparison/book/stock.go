package book

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/grant"
)

// ways are what of a supplier decides, beside its items, what somebody is told of stock: where it delivers from, and the edges of bands.
type ways struct {
	warehouses map[[16]byte]warehouse
	bands      map[id.CompanyID]bands // by buyer
}

// warehouse says whose stock it is.
type warehouse struct {
	serving bool
	regions []string // empty: all
}

// bands are the edges in which a buyer is shown stock, at an epoch of its grant.
type bands struct {
	epoch int64
	steps []decimal.Decimal
}

// serves tells whether what lies there is for a customer in a region: a warehouse serves regions such as SE-AB, or countries such as SE.
func (w warehouse) serves(region string) bool {
	if !w.serving || len(w.regions) == 0 {
		return w.serving
	}
	country, _, _ := strings.Cut(region, "-")
	return slices.Contains(w.regions, region) || slices.Contains(w.regions, country)
}

// disclose puts into an item what its reader is told of stock, and takes out what it is not. The edges of bands are good for one epoch of a grant: with another one
// the book cannot say.
func (w *ways) disclose(words *words, r Reader, out *Item) {
	look := r.Look
	switch look.StockShown() {
	case grant.StockNone, "":
	case grant.StockBand:
		known, some := w.bands[r.Buyer]
		if out.Unsure = !some || known.epoch != look.Epoch(); !out.Unsure {
			look = look.Banded(known.steps)
			w.tell(words, look, r.Region, out)
		}
	default:
		w.tell(words, look, r.Region, out)
	}
	out.lies, out.coming = out.lies[:0], out.coming[:0]
}

// tell decides what is told of the stock for a region.
func (w *ways) tell(words *words, look grant.Disclosure, region string, out *Item) {
	var free decimal.Decimal
	var oldest time.Time
	counted := false
	for i := range out.lies {
		l := &out.lies[i]
		if !w.warehouses[words.warehouses.all[l.warehouse]].serves(region) {
			continue
		}
		if !counted {
			free, oldest, counted = l.free, l.asOf, true
			continue
		}
		free = free.Add(l.free)
		if l.asOf.Before(oldest) {
			oldest = l.asOf
		}
	}
	if counted {
		out.Stock = look.Stock(&free, oldest)
	}
	for i := 0; i < len(out.coming); {
		day, sum := out.coming[i].day, decimal.Decimal{}
		for ; i < len(out.coming) && out.coming[i].day == day; i++ {
			if c := &out.coming[i]; w.warehouses[words.warehouses.all[c.warehouse]].serves(region) {
				sum = sum.Add(c.quantity)
			}
		}
		if shown, some := look.Arriving(sum); some {
			out.Arrivals = append(out.Arrivals, inventory.Arrival{Due: time.Unix(day*secondsOfDay, 0).UTC(), Quantity: shown})
		}
	}
}

const secondsOfDay = 24 * 60 * 60

// lead makes a shelf read under other ways.
func (s *shelf) lead(w ways) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ways = w
}
