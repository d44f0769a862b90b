package approval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/platform/authz"
)

// Period is a stretch of time that a budget is for; "" is none: each purchase for itself.
type Period string

// Periods, by the calendar in UTC.
const (
	Month   Period = "month"
	Quarter Period = "quarter"
	Year    Period = "year"
)

// since is when the running period began.
func (p Period) since(now time.Time) time.Time {
	year, month, _ := now.UTC().Date()
	switch p {
	case Quarter:
		month -= (month - 1) % 3
	case Year:
		month = time.January
	case Month:
	}
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
}

// Above is an amount above which a rule applies, in major units.
type Above struct {
	Amount   decimal.Decimal
	Currency money.Currency
	Period   Period
}

// Condition says which purchases a rule applies to: all that is said has to hold, and nothing said is every purchase.
type Condition struct {
	Above       *Above
	Suppliers   []id.CompanyID
	NewSupplier bool // nothing was ordered there yet
	Categories  []string
	Seats       []id.SeatID  // who orders
	Roles       []authz.Role // who orders
}

// Who is a seat, or everybody with a role.
type Who struct {
	Seat id.SeatID
	Role authz.Role
}

// Stage is who is asked together, and how many of them have to say yes; 0 is all.
type Stage struct {
	Who    []Who
	Quorum int
}

// Rule says when a purchase needs the word of others, and of whom: stage after stage.
type Rule struct {
	ID        id.ApprovalRuleID
	Name      string
	Active    bool
	When      Condition
	Stages    []Stage
	Within    time.Duration // so long each stage has before others are asked too
	Escalate  []Who         // these; nobody is owners and admins
	Own       bool          // who orders may be one of those who approve
	Version   int64
	UpdatedAt time.Time
	UpdatedBy string
}

// Spent is what was ordered before: of a person at a supplier in a period.
type Spent struct {
	Period   Period
	Supplier id.CompanyID
	Person   id.PersonID
	Currency money.Currency
	Minor    int64
}

// Basket is all of a purchase that rules ask about.
type Basket struct {
	Person id.PersonID
	Seat   id.SeatID
	Roles  []authz.Role
	Parts  []Part
	New    map[id.CompanyID]bool // suppliers that nothing was ordered at yet
	Spent  []Spent
	PerEUR map[money.Currency]decimal.Decimal // units of a currency for a euro
}

// applies tells whether a rule is about a basket. It never stops to be when the basket grows.
func (r *Rule) applies(b Basket) bool {
	if !r.Active || !r.When.of(b) {
		return false
	}
	some := false
	sum := total{to: r.When.Above, rates: b.PerEUR}
	for _, p := range b.Parts {
		some = r.When.count(p, b.New[p.Supplier], &sum) || some
	}
	if !some || r.When.Above == nil {
		return some
	}
	for _, s := range b.Spent {
		if s.Period == r.When.Above.Period && r.When.counts(s, b.Person) {
			sum.add(s.Minor, s.Currency)
		}
	}
	return sum.above()
}

// of tells whether a condition is about who orders.
func (c Condition) of(b Basket) bool {
	if len(c.Seats)+len(c.Roles) == 0 || slices.Contains(c.Seats, b.Seat) {
		return true
	}
	return slices.ContainsFunc(c.Roles, func(r authz.Role) bool { return slices.Contains(b.Roles, r) })
}

// count adds what of a part a condition is about, and answers whether that is anything.
func (c Condition) count(p Part, fresh bool, sum *total) bool {
	if len(c.Suppliers) > 0 && !slices.Contains(c.Suppliers, p.Supplier) || c.NewSupplier && !fresh {
		return false
	}
	some := false
	for _, l := range p.Lines {
		if len(c.Categories) == 0 || slices.ContainsFunc(c.Categories, func(word string) bool { return holds(l.Category, word) }) {
			some = true
			sum.add(l.Total, p.Currency)
		}
	}
	if some {
		sum.add(p.Freight+p.Fee, p.Currency)
	}
	return some
}

// counts tells whether what was ordered before counts in the budget of a condition.
func (c Condition) counts(s Spent, orderer id.PersonID) bool {
	if len(c.Suppliers) > 0 && !slices.Contains(c.Suppliers, s.Supplier) {
		return false
	}
	return len(c.Seats)+len(c.Roles) == 0 || s.Person == orderer
}

func holds(category, word string) bool {
	return strings.Contains(strings.ToLower(category), strings.ToLower(word))
}

// total is a sum in the currency of an amount. What has no rate is not known to be below.
type total struct {
	to      *Above
	rates   map[money.Currency]decimal.Decimal
	sum     decimal.Decimal
	unknown bool
}

func (t *total) add(minor int64, of money.Currency) {
	if t.to == nil || minor == 0 {
		return
	}
	amount := money.New(minor, of).Decimal()
	if of == t.to.Currency {
		t.sum = t.sum.Add(amount)
		return
	}
	from, known := t.rate(of)
	to, knownTo := t.rate(t.to.Currency)
	if !known || !knownTo {
		t.unknown = true
		return
	}
	t.sum = t.sum.Add(amount.Mul(to).DivRound(from, 12))
}

func (t *total) rate(of money.Currency) (decimal.Decimal, bool) {
	if of == money.EUR {
		return decimal.NewFromInt(1), true
	}
	rate, known := t.rates[of]
	return rate, known && rate.IsPositive()
}

func (t *total) above() bool { return t.unknown || t.sum.GreaterThan(t.to.Amount) }

// check refuses what makes no rule.
func (r *Rule) check() error {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	if r.Name = strings.TrimSpace(r.Name); r.Name == "" {
		refuse("/name", "required", "Give it a name.")
	}
	if a := r.When.Above; a != nil && a.Period != "" && len(r.When.Categories) > 0 {
		refuse("/when/categories", "not_together", "A budget is not of categories: what was ordered before is not known by them.")
	}
	for i, c := range r.When.Categories {
		if r.When.Categories[i] = strings.TrimSpace(c); r.When.Categories[i] == "" {
			refuse(fmt.Sprintf("/when/categories/%d", i), "required", "Say which.")
		}
	}
	whom := func(path string, all []Who) {
		for i, w := range all {
			if w.Seat.IsZero() == (w.Role == "") {
				refuse(fmt.Sprintf("%s/%d", path, i), "required", "Say either a person or a role.")
			}
		}
	}
	for i, s := range r.Stages {
		whom(fmt.Sprintf("/stages/%d/who", i), s.Who)
	}
	whom("/escalate", r.Escalate)
	if len(wrong) > 0 {
		return fault.Invalid.With(wrong...)
	}
	return nil
}

// Chain is what one rule asks for, as it stood.
type Chain struct {
	Rule     id.ApprovalRuleID
	Name     string
	Own      bool
	Within   time.Duration
	Escalate []Who
	Stages   []Stage
}

// evaluate answers what rules ask for, in an order that does not depend on theirs.
func evaluate(rules []Rule, b Basket) []Chain {
	var out []Chain
	for _, r := range rules {
		if r.applies(b) {
			out = append(out, Chain{r.ID, r.Name, r.Own, r.Within, r.Escalate, r.Stages})
		}
	}
	slices.SortFunc(out, func(x, y Chain) int { return cmp.Compare(x.Rule.UUID(), y.Rule.UUID()) })
	return out
}
