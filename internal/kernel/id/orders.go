package id

// The kinds of things that ordering keeps. They stand here because the contract's types name them.
type (
	// Purchase is what a buyer orders in one act.
	Purchase struct{}
	// Order is what of a purchase goes to one supplier.
	Order struct{}
)

// Prefix returns "pur".
func (Purchase) Prefix() string { return "pur" }

// Prefix returns "ord".
func (Order) Prefix() string { return "ord" }

// Their ids.
type (
	// PurchaseID names a Purchase.
	PurchaseID = ID[Purchase]
	// OrderID names an Order.
	OrderID = ID[Order]
)
