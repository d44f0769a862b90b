package split

// Status is how much is known of a plan.
type Status int

// What is known of a plan.
const (
	Proven     Status = iota // no plan is better
	Feasible                 // a better one is not ruled out; Bound says how much better at most
	Impossible               // proven: no plan keeps the rules and terms; the Plan has no choice
	Unknown                  // none was found, which proves nothing; the Plan has no choice
)

// Plan is a division of a basket.
type Plan struct {
	Status Status
	Choice []Chosen // for each line
	Bills  []Bill   // for each supplier that is used, by its place
	Pay    int64    // all that is paid to suppliers
	Total  int64    // Pay plus what the orders cost the buyer
	Score  int64    // what was made small: see Aim and Weight
	Bound  int64    // no plan has a smaller Score
	Steps  int64    // work that was done, in offers looked at
	// Certificate lets check.Certificate work Bound out again.
	Certificate Certificate
}

// Chosen is how a line is bought.
type Chosen struct {
	Supplier int
	Quantity int64 // that is really bought
	Amount   int64 // goods
}

// Bill is what a plan comes to at one supplier.
type Bill struct {
	Supplier  int
	Lines     int
	Goods     int64
	Rebate    int64
	Freight   int64
	Fees      int64 // under the minimum or the value of a small order
	TopUp     int64
	OrderCost int64 // of the buyer, not payable
}

// Payable is what the supplier is paid.
func (b Bill) Payable() int64 { return b.Goods - b.Rebate + b.Freight + b.Fees + b.TopUp }

// Gap is how much of its score a better plan could save at most, as a share of it; 0 for Proven, 1 where there is no plan.
func (p Plan) Gap() float64 {
	switch {
	case p.Status == Proven:
		return 0
	case p.Choice == nil || p.Score <= 0:
		return 1
	}
	return float64(p.Score-p.Bound) / float64(p.Score)
}

// Certificate shows that a Bound holds: a tree of cases that leave nothing out, and for each end of it prices from which its bound follows.
type Certificate struct {
	Cases []Case // the first is the root; none: nothing is claimed
	Lines [][]float64
	Cores [][][]float64
}

// Case is one case of a certificate, or the question that divides it in two.
type Case struct {
	Question Question
	Supplier int
	Rebate   int   // of WorthOf, place in Supplier.Rebates
	At       int64 // money, of Worth and WorthOf
	Line     int   // of Bought
	No, Yes  int   // places of the two cases
	// Prices is the place in Certificate.Lines of what each line is worth, of Priced; in Cores of what each supplier's thresholds are worth, of
	// Weighed and Searched: its goods, its load, and the goods of each of its rebates.
	Prices int
}

// Question divides a case.
type Question int

// Questions, and the kinds of ends.
const (
	Priced   Question = iota // an end: the bound follows from the worth of lines
	Weighed                  // an end: the bound follows from the worth of thresholds
	Searched                 // an end: all plans that could be better were gone through under the worth of thresholds
	Used                     // is anything ordered there?
	Worth                    // do all goods there come to At or more?
	WorthOf                  // do the goods there of a rebate come to At or more?
	Bought                   // is the line bought there?
)
