package split

// Basket is what is to be bought, who offers it, and what the buyer wants. All money is in minor units of one currency.
type Basket struct {
	Lines     []Line
	Suppliers []Supplier
	Rules     []Rule
	Aim       Aim
}

// Aim is what a plan is best at.
type Aim int

// Aims. With each the cost decides among plans that are equal in what comes first.
const (
	Recommended Aim = iota // money to be paid, plus Extra and what each order costs the buyer
	Cheapest               // money to be paid
	Fewest                 // as few suppliers as can be, then Recommended
	Usual                  // as few lines as can be away from usual suppliers, then Recommended
)

// Line is one line of a basket.
type Line struct {
	Key      string // names the line in this basket
	Quantity int64  // asked for, in the smallest unit that is counted; at least 1
	UpTo     int64  // how much may be bought to reach a lower price; 0: no more than packs ask for
	Offers   []Offer
}

// Offer is what one supplier asks for a line. A supplier has at most one for a line.
type Offer struct {
	Supplier int     // place in Basket.Suppliers
	Prices   []Price // by rising From; the first holds from the smallest quantity on
	Pack     int64   // is sold in multiples of this; 0: of 1
	Minimum  int64   // is sold from this quantity on
	Stock    *int64  // no more can be had; nil: not known
	Load     int64   // what the line takes of Supplier.Capacity
	Late     bool    // comes after the day that is asked for
	// Extra is what it costs the buyer besides what is paid: waiting, and what of paying later is lost against the best terms for the line. It counts for every aim
	// but Cheapest.
	Extra int64
}

// UnitScale is how many units of a Price make one minor unit.
const UnitScale = 10_000

// Price is a unit price for a quantity, by the quantity that is really bought.
type Price struct {
	From int64 // quantity
	Unit int64 // money for one, in 1/UnitScale of a minor unit: of a currency with two digits, millionths of the major unit
}

// Supplier is the terms of one. Thresholds look at the goods at their prices, before rebates.
type Supplier struct {
	Key        string // names the supplier in this basket
	Freight    []Freight
	Minimum    Minimum
	SmallOrder SmallOrder
	OrderCost  int64 // what one order costs the buyer
	Rebates    []Rebate
	Room       *int64 // most that may be payable (goods, less rebates, plus freight, fees and top-up); nil: no limit
	Capacity   int64  // most that the Loads of its lines may come to; 0: no limit
	Usual      bool   // the buyer orders there already
}

// Freight is what delivery costs from a value of goods on. The steps rise by From; below the first it is nothing.
type Freight struct{ From, Cost int64 }

// Minimum is the smallest order of a supplier.
type Minimum struct {
	Value int64 // of goods; 0: none
	Below Below
	Fee   int64 // of Charged
}

// Below is what happens to an order under the minimum.
type Below int

// What happens to an order under the minimum.
const (
	Refused  Below = iota // cannot be placed
	ToppedUp              // what is missing is paid all the same
	Charged               // costs a fee
)

// SmallOrder is a fee for orders under a value of goods.
type SmallOrder struct{ Below, Fee int64 }

// RateScale is the whole of a Rate.
const RateScale = 1_000_000

// Rebate is taken off when the goods of some lines reach a step. Rebates of a supplier add up.
type Rebate struct {
	Lines []int // places in Basket.Lines; nil: all
	Steps []RebateStep
}

// RebateStep holds for goods of From and more; the last one that is reached counts. A share is rounded down to whole money.
type RebateStep struct {
	From   int64
	Rate   int64 // in 1/RateScale of the goods of the rebate's lines
	Amount int64 // at most From
}

// Rule is one wish of the buyer.
type Rule struct {
	Kind     RuleKind
	Supplier int // place, of MustUse, Never, Keep
	Line     int // place, of Keep; of OnTime, -1: all lines
	Count    int // of AtMost
}

// RuleKind is what a Rule asks for.
type RuleKind int

// Kinds of rules.
const (
	MustUse RuleKind = iota // at least one line at the supplier
	Never                   // no line at the supplier
	AtMost                  // no more than Count suppliers
	Keep                    // the line at the supplier
	OnTime                  // no late offer, for a line or for all
)
