package engine

import "manifold/internal/kernel/money"

// Record is what one supplier says about one thing it sells, as far as matching looks at it. Only Name is needed.
type Record struct {
	Supplier   string          // whose record; codes of the same supplier mean something, across suppliers they don't
	Code       string          // the supplier's own code, never compared across suppliers
	GTIN       string          // barcode as written
	MPN        string          // the maker's part number as written
	Brand      string          // brand or maker as written
	Name       string          // what people read first
	Pack       string          // as written: "6 x 330 ml", "case of 12"
	Unit       string          // the unit it is sold by: UN/ECE code, symbol or name
	Price      money.UnitPrice // zero when unknown
	Attributes []Attribute     // further texts, such as a description or a colour
}

// Attribute is one further text of a record. Attributes of equal names are compared with each other.
type Attribute struct{ Name, Value string }
