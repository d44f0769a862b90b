package combine

import (
	"errors"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// Version rises whenever the same input may give another answer; a receipt carries it.
const Version = 1

// Kind is what a promotion does.
type Kind string

// The kinds of promotions.
const (
	Percent     Kind = "percent"      // so many percent off
	Amount      Kind = "amount"       // so much off, once or for each
	FixedPrice  Kind = "fixed_price"  // each costs so much
	NForM       Kind = "n_for_m"      // take so many, pay for fewer; the cheapest are free
	Bundle      Kind = "bundle"       // a set of parts for one price
	Gift        Kind = "gift"         // something is given with it
	FreeFreight Kind = "free_freight" // no freight is charged
)

// Kinds returns all kinds.
func Kinds() []Kind { return []Kind{Percent, Amount, FixedPrice, NForM, Bundle, Gift, FreeFreight} }

// Measure is in what a promotion counts.
type Measure string

// The measures. A line without cases does not count where cases do.
const (
	Units Measure = "unit" // the unit that the item's price is for
	Cases Measure = "case"
	Spend Measure = "amount" // money, at the prices before promotions; for thresholds only
)

// Selection names lines: all, or those of items, families or categories; and not those of a few items. The zero Selection names none.
type Selection struct {
	All        bool
	Items      []id.ItemID
	Families   []string
	Categories []string
	Not        []id.ItemID
}

// Tier is what a promotion gives from a threshold on. From zero: always.
type Tier struct {
	From    decimal.Decimal // in the promotion's Measure
	Percent decimal.Decimal // of Percent: more than 0, at most 100
	Amount  decimal.Decimal // of Amount and FixedPrice: major units
}

// Part is a part of a bundle: so many of any of these.
type Part struct {
	On    Selection
	Count int64
}

// Given is what a promotion gives along.
type Given struct {
	Item  id.ItemID
	Count decimal.Decimal // in the item's unit, for each set
	Worth decimal.Decimal // of one unit, in major units: what it counts for where promotions are weighed; zero: nothing
}

// Funding says who pays for what a promotion takes off, in percent that add up to 100. The zero Funding is the supplier alone.
type Funding struct{ Supplier, Brand, Hub int64 }

// Promotion is a promotion as it stands at the moment that is asked about.
type Promotion struct {
	ID       id.PromotionID
	Name     string
	Version  int64
	Kind     Kind
	Currency money.Currency
	Priority int // the lower comes first where promotions are put over each other

	On      Selection // the lines that count, and whose price it changes
	Measure Measure
	Tiers   []Tier          // ascending; of Gift, FreeFreight and NForM at most one, which says from when it holds
	Each    bool            // of Amount: for each unit or case, not once
	Take    int64           // of NForM
	Pay     int64           // of NForM, less than Take
	Parts   []Part          // of Bundle; On is not used
	Price   decimal.Decimal // of Bundle
	Gift    Given           // of Gift
	Most    int64           // at most so many sets (n for m, bundles, gifts) in one basket; 0: no limit
	Alone   bool            // shares no line with another, whatever the policy says

	Coupon   bool         // only for whoever gives its code
	Groups   []id.GroupID // only for these customer groups; none: for all
	Regions  []string     // such as SE-AB, or a country, such as SE, which holds for its regions too
	Channels []string
	New      bool // only for a first order
	Away     int  // only for whoever has not ordered for so many days; 0: for all

	Running     bool // neither draft, paused, ended nor archived
	From, Until time.Time
	PerBuyer    int           // uses by one buyer; 0: no limit
	UsedUp      bool          // the uses in total, or the budget, are spent
	Left        *money.Amount // what is left of the budget; nil: not known here, or no limit
	Funding     Funding
}

// Mode is how promotions of a supplier go together.
type Mode string

// The modes.
const (
	Best  Mode = "best"      // each line takes one promotion, the best
	Stack Mode = "stack"     // they are put over each other, within limits
	One   Mode = "exclusive" // one promotion for the whole basket, the best
)

// Policy is how promotions of a supplier go together. Free freight takes no line, so it goes with everything but in mode One.
type Policy struct {
	Mode        Mode
	MostPerLine int             // of Stack: at most so many on one line; 0: no limit
	MostPercent decimal.Decimal // of Stack: at most so much off a line; 0: no limit
}

// Buyer is what is known of who buys.
type Buyer struct {
	Group           id.GroupID
	Region, Channel string
	FirstOrder      bool
	DaysSinceOrder  *int // nil: it never ordered
	Used            map[id.PromotionID]int
	Coupons         []id.PromotionID // promotions whose code was given
}

// Line is a line of the basket.
type Line struct {
	Key      string // names the line in the answer; each its own
	Item     id.ItemID
	Family   string
	Category string
	Quantity decimal.Decimal // in the unit that Price is for, at most six decimal places
	Case     decimal.Decimal // units in a case; zero: it comes in none
	Price    money.UnitPrice // as resolved, net of tax
	Floor    *money.UnitPrice
}

// Basket is what is asked about: lines of one supplier in one currency.
type Basket struct {
	Currency   money.Currency
	Lines      []Line
	Freight    money.Amount // what freight would cost; zero Amount: nothing or not known
	Promotions []Promotion
	Policy     Policy
	Buyer      Buyer
	At         time.Time
}

// Adjustment is what a promotion takes off a line.
type Adjustment struct {
	Line   string
	Saving money.Amount
}

// Shares is what each side pays of a saving; they add up to it.
type Shares struct{ Supplier, Brand, Hub money.Amount }

// GiftLine is something that is given along.
type GiftLine struct {
	Item     id.ItemID
	Quantity decimal.Decimal
}

// Applied is a promotion that applies.
type Applied struct {
	Promotion   id.PromotionID
	Name        string
	Version     int64
	Kind        Kind
	Saving      money.Amount // off the lines, and off the freight
	Lines       []Adjustment // in the order of the basket
	Sets        int64        // of n for m, bundles and gifts
	Gift        *GiftLine
	FreeFreight bool
	Shares      Shares
	Next        *Gap // what a little more would bring; nil: nothing more
}

// Reason is why a promotion does not apply.
type Reason string

// The reasons.
const (
	NotRunning    Reason = "not_running"
	NotStarted    Reason = "not_started"
	Ended         Reason = "ended"
	OtherCurrency Reason = "other_currency"
	OtherGroup    Reason = "other_group"
	OtherRegion   Reason = "other_region"
	OtherChannel  Reason = "other_channel"
	NotNew        Reason = "not_first_order"
	NotAway       Reason = "ordered_lately"
	NoCoupon      Reason = "coupon_missing"
	UsedByBuyer   Reason = "used_by_buyer"
	Spent         Reason = "used_up"
	OverBudget    Reason = "over_budget"
	NothingHere   Reason = "no_line"
	NoCase        Reason = "no_case"
	Below         Reason = "below_threshold" // Gap says how much is missing
	UnderFloor    Reason = "under_floor"
	Cheaper       Reason = "already_cheaper" // the price is as low without it
	NoFreight     Reason = "no_freight"
	Beaten        Reason = "beaten" // By are those that were better together
)

// Gap is what is missing, and what it would bring.
type Gap struct {
	Measure Measure
	Missing decimal.Decimal // units, cases or major units of money
	Line    string          // the line to which it could be added; "": none in particular
	Saving  money.Amount    // what this promotion, looked at alone, would take off more
	Gift    *GiftLine
	Days    int // of NotAway: in so many days
}

// NotApplied is a promotion that does not apply, and why.
type NotApplied struct {
	Promotion id.PromotionID
	Name      string
	Kind      Kind
	Reason    Reason
	By        []id.PromotionID // of Beaten
	Gap       *Gap
}

// LineResult is a line with what was taken off.
type LineResult struct {
	Line       string
	Before     money.Amount
	After      money.Amount
	Promotions []id.PromotionID
}

// Result is the best legal combination.
type Result struct {
	Before, Saving, After money.Amount // of the lines
	Freight               money.Amount // what is left of it
	Lines                 []LineResult // in the order of the basket
	Applied               []Applied    // in the order in which they were put over each other
	Not                   []NotApplied // by name, then id
	Gifts                 []GiftLine
	Proven                bool         // no legal combination is better
	AtMostBetter          money.Amount // where it is not proven: none is better by more than this
}

// Hints are what more there could be: promotions that do not apply, and the next steps of those that do, which are not reached.
func (r Result) Hints() []NotApplied {
	out := slices.Clip(r.Not)
	for _, a := range r.Applied {
		if a.Next != nil {
			out = append(out, NotApplied{Promotion: a.Promotion, Name: a.Name, Kind: a.Kind, Reason: Below, Gap: a.Next})
		}
	}
	return out
}

// The errors of Combine; test with errors.Is.
var (
	ErrLine      = errors.New("combine: a line cannot be counted")
	ErrPromotion = errors.New("combine: a promotion cannot be applied")
	ErrOverflow  = errors.New("combine: too large")
)
