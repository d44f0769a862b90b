package basket

import (
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/comparison/measure"
	"manifold/internal/inventory"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion/combine"
	"manifold/internal/trading/grant"
)

// MostLines is how many lines are compared at once.
const MostLines = 5000

// Asked is a line as it came.
type Asked struct {
	Key      string
	Item     *own.Ref // nil: the text says what is meant
	Text     string
	Name     string // what stood beside the code
	Quantity string
	Unit     string
	Chosen   *own.Ref
}

// Request is what is to be compared.
type Request struct {
	Lines     []Asked
	Currency  string // "": the buyer's
	Best      int    // offers of each line; 0: all
	Suppliers []id.CompanyID
	InStock   bool
	LeadDays  *int
	OnAccount bool
	Region    string   // where suppliers deliver to; "": anywhere
	Explain   []string // keys of lines
}

// State says whether a line is understood.
type State string

// States of lines.
const (
	Matched  State = "matched"
	Question State = "question"
	Unknown  State = "unknown"
)

// By says what a line was understood by, the surest first.
type By string

// Ways of understanding.
const (
	ByItem By = "item"
	ByOwn  By = "own"
	ByGTIN By = "gtin"
	BySKU  By = "sku"
	ByMPN  By = "mpn"
	ByText By = "text"
)

// Thing is an item as the buyer sees it.
type Thing struct {
	own.Ref
	SKU, Name, Brand, MPN, GTIN string
}

// Line is a line with what every supplier offers for it.
type Line struct {
	Key       string
	State     State
	By        By
	Guess     bool
	Quantity  string
	Unit      string
	Per       quantity.Unit // zero: nothing to compare in
	About     *Thing
	OwnCode   string
	Questions []Thing
	Cells     []Cell
	More      int
	Chosen    *own.Ref
	Problem   Problem
}

// Problem is why a line that is understood has no offers at all.
type Problem string

// Problems.
const (
	WrongQuantity Problem = "quantity"
	WrongUnit     Problem = "unit"
)

// Why is what an offer lacks.
type Why string

// What offers lack.
const (
	PriceHidden Why = "price_hidden" // the supplier shows no prices
	NoPrice     Why = "no_price"     // none applies to this quantity
	UnitsDiffer Why = "units_differ" // nothing says how much of what is asked for is in it
	NoRate      Why = "no_rate"      // its currency cannot be converted
	NotInStock  Why = "stock"        // filtered: so many are not shown to be there
	TooLate     Why = "lead_time"    // filtered
	NotAccount  Why = "account"      // filtered
)

// Best says whether an offer has the lowest true cost.
type Best string

// A guess is never the best without saying so.
const (
	NotBest     Best = ""
	CertainBest Best = "certain"
	GuessedBest Best = "guess"
)

// Cell is one offer for one line.
type Cell struct {
	*Ware         // never written to
	Rank      int // from 1; 0 without a true cost
	Best      Best
	Cost      int64 // minor units of the comparison's currency
	PerUnit   string
	Why       Why // "" with a true cost
	Order     decimal.Decimal
	Packs     decimal.Decimal
	Over      decimal.Decimal
	Holds     string
	Source    measure.Source
	Guess     bool
	Stale     bool
	Price     *Paid // nil without one
	Breaks    []resolve.Break
	Promoted  bool
	Stock     grant.StockView
	Available grant.Answer
	Promise   inventory.Promise
	ListPrice *resolve.Result // beside Price, where the supplier shows it
	Days      *int
	PricedAt  time.Time
	Terms     []Term // where they were asked for

	need  amountOf
	offer *Offer
}

// Paid is what one unit costs.
type Paid struct {
	Unit money.UnitPrice // net of tax, in the currency of its list
	From *resolve.Price  // the offer's; never written to
	Told *resolve.Result // how it came about; nil where terms were not asked for
}

// Supplier is a supplier that shows something, and what the chosen cells come to there.
type Supplier struct {
	ID         id.CompanyID
	Name       string
	Region     string // where it delivers to the buyer
	Protection Protection
	Epoch      int64
	Shows      grant.Sees
	Currency   money.Currency
	Conditions Conditions
	Offers     int
	Wins       int
	Chosen     Share
}

// Share is what the chosen cells come to at one supplier, in minor units of the comparison's currency.
type Share struct {
	Lines                                           int
	Goods, Promotions, Freight, Fee, Payment, Total int64
	Missing                                         *money.Amount // of the least order, in the supplier's currency
	Hints                                           []combine.NotApplied
}

// Comparison is what was compared.
type Comparison struct {
	At        time.Time
	Currency  money.Currency
	Setting   Setting
	Version   int64 // of the setting; 0: nobody has set anything
	ChangedAt time.Time
	Rates     []Rate
	Suppliers []Supplier
	Lines     []Line
	Total     Total
	Tag       string // changes with the epoch of any supplier
}

// Total is over all lines, in minor units of the comparison's currency.
type Total struct {
	Matched, Questions, Unpriced, Suppliers int
	Best, Chosen, OrderCost                 int64
}

// Protection says which day's price a supplier bills for every line that is ordered from it.
type Protection struct {
	By         pricing.Protection
	NoticeDays int // how long the old price holds after a change was told, by notice
}

// Seller is what there is to know of a supplier for one buyer.
type Seller struct {
	grant.SupplierRef
	Region     string // where it delivers to the buyer; "" where that is not agreed
	Look       grant.Disclosure
	Policy     resolve.Policy
	Protection Protection
	Floored    bool           // it has a margin under which it does not go
	Currency   money.Currency // of its conditions; zero: it has none
	Conditions Conditions
	Promotions []combine.Promotion
	Together   combine.Policy
	Who        combine.Buyer

	promoted bool        // Promotions were read
	weighed  combine.Set // of Promotions; empty: nobody made it yet
	copied   *copied     // where its items and prices are read in memory; nil: not at all
}
