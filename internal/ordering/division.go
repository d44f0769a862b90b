package ordering

import (
	"time"

	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/ordering/split"
)

// Aim is what a division of a basket over suppliers is best at.
type Aim string

// Aims. With each the cost decides among divisions that are equal in what comes first.
const (
	Recommended Aim = "recommended" // what is paid, what waiting costs less what paying later is worth, and what each order costs the buyer
	Cheapest    Aim = "cheapest"    // what is paid
	Fewest      Aim = "fewest"      // as few suppliers as can be
	Usual       Aim = "usual"       // as few lines as can be away from suppliers that the buyer ordered from before
)

// aims are all of them, in the order in which they are shown.
var aims = []Aim{Recommended, Cheapest, Fewest, Usual}

var splitAims = map[Aim]split.Aim{Recommended: split.Recommended, Cheapest: split.Cheapest, Fewest: split.Fewest, Usual: split.Usual}

// WishKind is what a rule of the buyer asks for.
type WishKind string

// Kinds of rules.
const (
	WishKeep   WishKind = "keep"     // the line at the supplier
	WishNever  WishKind = "never"    // nothing at the supplier
	WishMust   WishKind = "must_use" // something at the supplier
	WishAtMost WishKind = "at_most"  // no more than Count suppliers
	WishBy     WishKind = "needed_by"
)

// Wish is a rule of the buyer.
type Wish struct {
	Kind     WishKind
	Supplier id.CompanyID // of WishKeep, WishNever, WishMust
	Line     string       // key, of WishKeep; of WishBy "" is every line that has none of its own
	Item     id.ItemID    // of WishKeep; zero: the supplier's best
	Count    int          // of WishAtMost
	By       time.Time    // of WishBy
}

// MostWishes is how many rules a basket has, MostPriced for how many of them it is said what they cost.
const (
	MostWishes = 1000
	MostPriced = 12
)

// Asked is a basket that is to be divided.
type Asked struct {
	Basket basket.Request
	Wishes []Wish
	Priced Aim // of which division it is said what the rules cost; "": of none
}

// Standing says what is known of a division.
type Standing string

// What is known of a division.
const (
	Proven     Standing = "proven"     // there is none that is better
	Bounded    Standing = "bounded"    // one that is better is so by no more than Gap
	Unproven   Standing = "unproven"   // Because says why nothing is promised
	Impossible Standing = "impossible" // none keeps the rules and the least orders; where there are orders, some are below the least
)

// Doubt is why nothing is promised of a division.
type Doubt string

// Doubts. Those of a supplier hold where the basket might go there.
const (
	DoubtPromotions Doubt = "promotions" // its promotions weigh several lines together
	DoubtFamilies   Doubt = "families"   // its prices count lines of a family together
	DoubtFreight    Doubt = "freight"    // its freight goes by weight, or has too many steps
	DoubtCurrency   Doubt = "currency"   // in which currency it bills depends on what is ordered, or its rate is too rough
	DoubtReckoned   Doubt = "reckoned"   // its order comes to something else than was searched with
	DoubtEnded      Doubt = "ended"      // the search ended before it could tell
)

// Because is a doubt with the supplier that it is about; zero for none.
type Because struct {
	Code     Doubt
	Supplier id.CompanyID
}

// Bought is where a line is bought in a division.
type Bought struct {
	Key      string
	Supplier id.CompanyID
	Item     id.ItemID
	Quantity string // in the unit that the item is sold in
}

// Division is a way to divide a basket. Amounts are in minor units of the currency of the answer; those of its orders in their own.
type Division struct {
	Aim     Aim
	Stands  Standing
	Because []Because
	Gap     int64   // of what the aim makes small, where Stands is Bounded
	Pay     int64   // all that is paid, net of tax
	Cost    int64   // Pay, with waiting, the worth of paying later, and what the orders cost the buyer
	Orders  []Share // none: there is no division
	Lines   []Bought
}

// Share is what a division orders at one supplier.
type Share struct {
	Planned
	Pay     int64 // in the currency of the answer, net of tax
	Missing int64 // of the least order, in the order's currency
}

// WishPrice is what a rule costs now: so much less the division for the same aim costs without it.
type WishPrice struct {
	Wish    int // place among those that were asked for
	Saving  int64
	Known   bool // Saving is: there is a division with the rule and one without it
	Exact   bool // it is the difference of two divisions that are proven
	Blocked bool // only without it there is a division
}

// Unplaced is a line that no division has, and why.
type Unplaced struct {
	Key string
	Why NoPlace
}

// NoPlace is why a line is in no division.
type NoPlace string

// Why lines are in no division.
const (
	NotUnderstood NoPlace = "question"
	NoOffer       NoPlace = "no_offer" // that is certain, fresh and has a price
	NotThere      NoPlace = "stock"    // there are offers, but none shows so much
)

// Single is the cheapest supplier that could have all lines of the divisions alone.
type Single struct {
	Supplier id.CompanyID
	Name     string
	Pay      int64
}

// Divided is a basket with the ways to divide it. Lines in = lines of each division + Left.
type Divided struct {
	At        time.Time
	Currency  money.Currency
	OrderCost int64 // of one more order
	Divisions []Division
	Prices    []WishPrice
	Left      []Unplaced
	Single    *Single // nil: nobody has all lines
}

// ErrTooLarge says that a basket cannot be divided for its figures.
var ErrTooLarge = fault.Define(fault.KindInvalid, "ordering.too_large", "The figures of this basket are too large to divide it.")
