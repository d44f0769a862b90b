package inventory

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/trading/grant"
)

// Arrival is what is on its way and due on a day (UTC, midnight), in the item's unit.
type Arrival struct {
	Due      time.Time
	Quantity decimal.Decimal
}

// PromiseClass says what a promise rests on.
type PromiseClass string

// Classes of promises.
const (
	PromisedNow      PromiseClass = "now"       // it lies there
	PromisedIncoming PromiseClass = "incoming"  // with what is on its way, by a day
	PromisedLeadTime PromiseClass = "lead_time" // on the supplier's lead time, by a day
	Unpromised       PromiseClass = "unknown"   // what is known says nothing
)

// Promise is when a quantity can be had.
type Promise struct {
	Class PromiseClass
	By    time.Time // day (UTC, midnight); zero for now and unknown
}

// Shown passes on of arrivals what a decision lets through of each day's: with grant.Disclosure.Arriving of a supplier's own figures, with NarrowArriving of what
// the database told.
func Shown(arrivals []Arrival, let func(decimal.Decimal) (decimal.Decimal, bool)) []Arrival {
	var out []Arrival
	for _, a := range arrivals {
		if shown, some := let(a.Quantity); some {
			out = append(out, Arrival{a.Due, shown})
		}
	}
	return out
}

// PromiseOf answers when a quantity can be had, from nothing but what is disclosed: the view of what is free, arrivals as the grant shows
// them, and lead days where they are shown (nil: not). So it cannot tell more than these do. What was due before today is not counted on. With
// a supplier's own figures it is the supplier's own promise.
func PromiseOf(view grant.StockView, arrivals []Arrival, leadDays *int, quantity decimal.Decimal, now time.Time) Promise {
	if view.Available(quantity) == grant.Available {
		return Promise{Class: PromisedNow}
	}
	today := now.UTC().Truncate(24 * time.Hour)
	out := Promise{Class: Unpromised}
	if leadDays != nil {
		out = Promise{PromisedLeadTime, today.AddDate(0, 0, *leadDays)}
	}
	if by, ok := reached(view.Floor, arrivals, quantity, today); ok && (out.Class == Unpromised || !by.After(out.By)) {
		out = Promise{PromisedIncoming, by}
	}
	return out
}

// reached is the first day by which what is there and what arrives come to a quantity.
func reached(there decimal.Decimal, arrivals []Arrival, quantity decimal.Decimal, today time.Time) (time.Time, bool) {
	byDay := slices.Clone(arrivals)
	slices.SortStableFunc(byDay, func(a, b Arrival) int { return a.Due.Compare(b.Due) })
	for _, a := range byDay {
		if a.Due.Before(today) {
			continue
		}
		if there = there.Add(a.Quantity); there.GreaterThanOrEqual(quantity) {
			return a.Due, true
		}
	}
	return time.Time{}, false
}
