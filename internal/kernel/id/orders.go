package id

// The kinds of things that ordering keeps. They stand here because the contract's types name them.
type (
	// Purchase is what a buyer orders in one act.
	Purchase struct{}
	// Order is what of a purchase goes to one supplier.
	Order struct{}
	// Approval is a purchase that waits, or waited, for the word of others.
	Approval struct{}
	// ApprovalRule says which purchases of a buyer do.
	ApprovalRule struct{}
)

// Prefix returns "pur".
func (Purchase) Prefix() string { return "pur" }

// Prefix returns "ord".
func (Order) Prefix() string { return "ord" }

// Prefix returns "apv".
func (Approval) Prefix() string { return "apv" }

// Prefix returns "apr".
func (ApprovalRule) Prefix() string { return "apr" }

// Their ids.
type (
	// PurchaseID names a Purchase.
	PurchaseID = ID[Purchase]
	// OrderID names an Order.
	OrderID = ID[Order]
	// ApprovalID names an Approval.
	ApprovalID = ID[Approval]
	// ApprovalRuleID names an ApprovalRule.
	ApprovalRuleID = ID[ApprovalRule]
)
