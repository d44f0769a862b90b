package instance

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"manifold/internal/ordering/split"
)

// Form is how a file of a location problem is laid out.
type Form int

// The two forms of the sets that the optimiser is measured with.
const (
	Delmaire Form = iota // customers and sites; costs by customer; demands; fixed costs; capacities
	Holmberg             // sites and customers; capacity and fixed cost of each site; demands; costs by site
)

// Location reads a single-source capacitated location problem as a basket: a site is a supplier with a capacity and a cost per order, a
// customer is a line. What stands after the problem is left alone: some of the published files are filled up with zeros, closed by a mark, or go on
// with figures that belong to nothing.
func Location(r io.Reader, form Form) (split.Basket, error) {
	scan := bufio.NewScanner(r)
	scan.Split(bufio.ScanWords)
	var failed error
	next := func() int64 {
		if !scan.Scan() {
			failed = fmt.Errorf("the file ends early: %w", io.ErrUnexpectedEOF)
			return 0
		}
		v, err := strconv.ParseFloat(scan.Text(), 64)
		if err != nil {
			failed = err
		}
		return int64(v)
	}
	first, second := next(), next()
	if form == Delmaire {
		first, second = second, first
	}
	if failed != nil || first < 1 || first > split.MostSuppliers || second < 1 || second > split.MostLines {
		return split.Basket{}, fmt.Errorf("no such size: %d sites, %d customers: %w", first, second, failed)
	}
	b := split.Basket{Suppliers: make([]split.Supplier, first), Lines: make([]split.Line, second)}
	for i := range b.Suppliers {
		b.Suppliers[i].Key = fmt.Sprintf("site %03d", i)
	}
	for j := range b.Lines {
		b.Lines[j] = split.Line{Key: fmt.Sprintf("customer %03d", j), Quantity: 1, Offers: make([]split.Offer, first)}
	}
	if form == Delmaire {
		delmaire(&b, next)
	} else {
		holmberg(&b, next)
	}
	return b, failed
}

func delmaire(b *split.Basket, next func() int64) {
	for j := range b.Lines {
		for i := range b.Suppliers {
			b.Lines[j].Offers[i] = site(i, next())
		}
	}
	demands(b, next)
	for i := range b.Suppliers {
		b.Suppliers[i].OrderCost = next()
	}
	for i := range b.Suppliers {
		b.Suppliers[i].Capacity = next()
	}
}

func holmberg(b *split.Basket, next func() int64) {
	for i := range b.Suppliers {
		b.Suppliers[i].Capacity, b.Suppliers[i].OrderCost = next(), next()
	}
	var demand []int64
	for range b.Lines {
		demand = append(demand, next())
	}
	for i := range b.Suppliers {
		for j := range b.Lines {
			b.Lines[j].Offers[i] = site(i, next())
			b.Lines[j].Offers[i].Load = demand[j]
		}
	}
}

func site(i int, cost int64) split.Offer {
	return split.Offer{Supplier: i, Prices: []split.Price{{Unit: cost * split.UnitScale}}}
}

func demands(b *split.Basket, next func() int64) {
	for j := range b.Lines {
		load := next()
		for i := range b.Lines[j].Offers {
			b.Lines[j].Offers[i].Load = load
		}
	}
}
