package credit

import (
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
)

// Ask is what an order wants of its buyer's credit at a supplier.
type Ask struct {
	Supplier id.CompanyID
	Order    id.OrderID
	Amount   money.Amount // all that is paid for it
}

// Outcome is all that is said to an Ask.
type Outcome string

// Outcomes.
const (
	OutcomeNone       Outcome = "none"
	OutcomeSoft       Outcome = "soft"
	OutcomeHard       Outcome = "hard"    // placed, it waits
	OutcomeRefused    Outcome = "refused" // it is not to be placed
	OutcomeNotOffered Outcome = "not_offered"
	OutcomeNoRate     Outcome = "no_rate"
	outcomeLifted     Outcome = "lifted" // another one, that waits no longer
)

// Held is what an order takes of an account, and how it stands.
type Held struct {
	Order     id.OrderID
	Number    string
	Buyer     id.CompanyID
	BuyerName string
	Currency  money.Currency // of the account
	Amount    int64          // what the order comes to
	Reserved  int64
	Passed    int64 // delivered or invoiced
	Hold      Hold
	Reasons   []Reason
	Since     time.Time
	Decision  string
	Reason    string
	Person    string
	DecidedAt time.Time
}

// Waits is what of it waits for room.
func (h Held) Waits() int64 { return max(h.Amount-h.Passed-h.Reserved, 0) }

// Decision is what the credit desk says to a hold.
type Decision string

// Decisions.
const (
	Release Decision = "released"
	Reject  Decision = "refused"
)

func checkReason(reason string) error {
	if reason == "" {
		return fault.Invalid.With(fault.Field{Path: "/reason", Code: "required", Message: "Say why."})
	}
	return nil
}
