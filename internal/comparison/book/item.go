package book

import (
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/trading/grant"
)

// Item is what the book holds of an active item, with the prices that its reader may see.
type Item struct {
	SKU, Name, Brand, MPN, GTIN, Category, Family string
	Unit                                          quantity.Unit
	Minimum, Multiple                             decimal.Decimal
	LeadDays                                      *int
	Case                                          decimal.Decimal  // units in a case; zero: none
	Weight                                        *decimal.Decimal // kilograms of one unit; nil: not told
	Contents                                      []measure.Content
	Prices                                        []Price
	Stock                                         grant.StockView     // as far as its reader is told
	Arrivals                                      []inventory.Arrival // the same of what is on its way
	Unsure                                        bool                // the book cannot say what its reader is told of stock; ask PostgreSQL

	lies    []lying
	coming  []coming
	product id.ProductID // it is in; zero: none
	part    uint64       // its number
	odd     bool         // the book cannot hold it
}

// lying is what is free of an item in a warehouse.
type lying struct {
	warehouse uint64 // as the words of its shelf number it
	of        [16]byte
	free      decimal.Decimal
	asOf      time.Time
}

// coming is what is on its way to a warehouse, due on one day.
type coming struct {
	warehouse uint64
	of        [16]byte
	day       int64 // since 1970
	quantity  decimal.Decimal
}

// Kind says where a price stands.
type Kind byte

// Kinds of prices.
const (
	Base  Kind = iota // the item's list price
	Entry             // in a price list, in the currency of that
	Own               // for one customer
)

// Price is a price of an item as it stands, in or out of its time.
type Price struct {
	Kind        Kind
	Of          [16]byte       // the list or the customer; zero for Base
	Currency    money.Currency // zero for Entry
	Millionths  int64          // of the major unit of the currency
	Breaks      []Break
	From, Until time.Time // zero: no bound
	Since       time.Time
	Left        *decimal.Decimal // of what a contract agreed; nil: nothing was
}

// Break is another price from a quantity on.
type Break struct {
	From       decimal.Decimal
	Millionths int64
}

// Reader is for whom an item is read: nobody sees a price that it does not name, nor of stock what its disclosure does not say.
type Reader struct {
	Base     bool
	Lists    map[id.PriceListID]struct{}
	Customer id.CustomerID // zero: none
	Buyer    id.CompanyID
	Region   string           // where the supplier delivers to the buyer
	Look     grant.Disclosure // decides of stock; the zero one tells nothing of it
}

// sees tells whether a price is for the reader.
func (r Reader) sees(k Kind, of [16]byte) bool {
	switch k {
	case Base:
		return r.Base
	case Entry:
		_, ok := r.Lists[id.FromUUID[id.PriceList](of)]
		return ok
	default:
		return !r.Customer.IsZero() && r.Customer.Bytes() == of
	}
}
