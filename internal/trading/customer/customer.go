package customer

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/terms"
)

var (
	errCodeTaken     = fault.Define(fault.KindConflict, "trading.code_taken", "Another customer has this code.")
	errCustomerTaken = fault.Define(fault.KindConflict, "trading.customer_taken", "Another buyer has this customer record already.")
	errConnected     = fault.Define(fault.KindConflict, "trading.customer_connected", "This customer belongs to a buyer and cannot be deleted.")
	errHasBranches   = fault.Define(fault.KindConflict, "trading.customer_has_branches", "Other customers have this one as their head office.")
	errBuyerLinked   = fault.Define(fault.KindConflict, "trading.buyer_linked", "This buyer has another customer record already.")
	errCircle        = fault.Define(fault.KindConflict, "trading.head_office_circle", "A customer cannot be a branch of itself or of its own branches.")
	errTooDeep       = fault.Define(fault.KindConflict, "trading.head_office_too_deep", "Head offices and branches go eight levels deep at most.")
	errChoice        = fault.Define(fault.KindInvalid, "trading.customers_or_filter", "Name either customers or a filter.")
	errMissingValue  = fault.Define(fault.KindInvalid, "trading.value_missing", "This action needs its value.")
)

// State says how far a customer is on its way to trade here.
type State string

// States of customers. They follow from the record and its relationship and are kept nowhere.
const (
	Unclaimed         State = "unclaimed" // nobody has joined for it
	CustomerInvited   State = "invited"
	CustomerConnected State = "connected" // trades here
	CustomerSuspended State = "suspended"
	CustomerClosed    State = "closed"  // has traded here
	CustomerBlocked   State = "blocked" // is not to be invited or let in by itself
)

// Source says how a record came.
type Source string

// Sources of customers.
const (
	FromHand        Source = "manual"
	FromImport      Source = "import"
	FromApplication Source = "application"
)

// Customer is a supplier's own record of somebody it sells to. It survives JSON.
type Customer struct {
	ID          id.CustomerID
	Code        string // unique for the supplier, whatever case and width; may be empty
	Name        string
	Country     string // ISO 3166-1, or empty
	Region      string // ISO 3166-1 or -2, or empty
	TaxNumber   string
	Email       string
	Phone       string
	ContactName string
	Address     string
	Note        string // for the supplier only
	Tags        []string
	Group       id.GroupID // zero: none
	Salesperson id.PersonID
	HeadOffice  id.CustomerID
	Terms       terms.Terms // own ones
	Buyer       id.CompanyID
	InvitedAt   time.Time
	Blocked     bool
	Reason      string // of the block
	Source      Source
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time

	// What belongs to it, read with it.
	State           State
	GroupName       string
	SalespersonName string
	HeadOfficeCode  string
	HeadOfficeName  string
	BuyerName       string
	Relationship    string // state; "" without a buyer
}

// Ref names a customer.
type Ref struct {
	ID         id.CustomerID
	Code, Name string
}

// Detail is a customer with what is around it.
type Detail struct {
	Customer
	HeadOffices []Ref // from near to far
	Branches    []Ref // the first 50
	BranchCount int64
	Duplicates  []Ref // others with its tax number or name
	Effective   terms.Terms
	Sources     []TermsSource
}

// MayDelete tells whether the record may go.
func (c Detail) MayDelete() bool { return c.Buyer.IsZero() && c.BranchCount == 0 }

// TermsSource says where a field of effective terms comes from.
type TermsSource struct {
	Field string
	Level string // own, head_office or group
	Name  string // of the head office or group
}

// level is one that terms are inherited from.
type level struct {
	kind, name string
	terms      terms.Terms
}

// effective lays levels over each other, the first over the second and so on, and says where each field comes from.
func effective(levels []level) (terms.Terms, []TermsSource) {
	var terms terms.Terms
	var sources []TermsSource
	for _, l := range levels {
		above := map[string]bool{}
		for _, f := range terms.Fields() {
			above[f] = true
		}
		for _, f := range l.terms.Fields() {
			if !above[f] {
				sources = append(sources, TermsSource{f, l.kind, l.name})
			}
		}
		terms = terms.Over(l.terms)
	}
	return terms, sources
}

// Change is what is to change of a customer; nil stays as it is.
type Change struct {
	Code, Name, Country, Region, TaxNumber, Email, Phone, ContactName, Address, Note *string
	Tags                                                                             *[]string
	Group                                                                            *id.GroupID
	Salesperson                                                                      *id.PersonID
	HeadOffice                                                                       *id.CustomerID
	Terms                                                                            *terms.Terms
	Blocked                                                                          *bool
	Reason                                                                           *string
}

// apply changes a customer, with texts tidied.
func (ch Change) apply(c *Customer) {
	for _, t := range []struct {
		to   *string
		from *string
	}{{&c.Code, ch.Code}, {&c.Name, ch.Name}, {&c.Country, ch.Country}, {&c.Region, ch.Region}, {&c.TaxNumber, ch.TaxNumber}, {&c.Email, ch.Email}, {&c.Phone, ch.Phone},
		{&c.ContactName, ch.ContactName}, {&c.Address, ch.Address}, {&c.Note, ch.Note}, {&c.Reason, ch.Reason}} {
		if t.from != nil {
			*t.to = strings.TrimSpace(*t.from)
		}
	}
	if ch.Email != nil {
		c.Email = strings.ToLower(c.Email)
	}
	if ch.Tags != nil {
		c.Tags = tidyTags(*ch.Tags)
	}
	if ch.Group != nil {
		c.Group = *ch.Group
	}
	if ch.Salesperson != nil {
		c.Salesperson = *ch.Salesperson
	}
	if ch.HeadOffice != nil {
		c.HeadOffice = *ch.HeadOffice
	}
	if ch.Terms != nil {
		c.Terms = *ch.Terms
	}
	if ch.Blocked != nil {
		c.Blocked = *ch.Blocked
		if !c.Blocked {
			c.Reason = ""
		}
	}
}

// check refuses what a record cannot be, whoever asks.
func (c Customer) check() error {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	if c.Name == "" {
		refuse("/name", "required", "A customer has a name.")
	}
	if c.Email != "" && !LikeMail(c.Email) {
		refuse("/email", "wrong_form", "This is no e-mail address.")
	}
	if c.Country != "" && c.Region != "" && !strings.HasPrefix(c.Region, c.Country) {
		refuse("/region", "wrong_country", "This region is in another country.")
	}
	if len(wrong) > 0 {
		return fault.Invalid.With(wrong...)
	}
	return nil
}

// LikeMail tells whether a text has the form of an e-mail address; whether mail arrives there is another question.
func LikeMail(s string) bool {
	local, host, ok := strings.Cut(s, "@")
	return ok && local != "" && strings.Contains(strings.Trim(host, "."), ".") && !strings.ContainsAny(s, " \t\r\n,;<>\"()") && strings.Count(s, "@") == 1 && len(s) <= 254
}

func tidyTags(tags []string) []string {
	out := make([]string, 0, len(tags))
	seen := map[string]bool{}
	for _, t := range tags {
		if t = strings.TrimSpace(t); t != "" && !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

// The keys by which records are compared: never more alike than a reader would say without thinking.

// codeKey is a customer code without differences of case, width and space around it.
func codeKey(code string) string { return strings.ToUpper(strings.TrimSpace(norm.NFKC.String(code))) }

// TaxKey is a tax number's letters and digits.
func TaxKey(number string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, norm.NFKC.String(number))
}

// NameKey is a name's letters and digits in lower case.
func NameKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(name))
}

// mostLevels is how many levels a head office and its branches may have.
const mostLevels = 8

// hierarchy knows the head office of each customer that has one.
type hierarchy struct {
	head     map[id.CustomerID]id.CustomerID
	branches map[id.CustomerID]map[id.CustomerID]bool
}

func newHierarchy() *hierarchy {
	return &hierarchy{map[id.CustomerID]id.CustomerID{}, map[id.CustomerID]map[id.CustomerID]bool{}}
}

// put makes head the head office of customer without a question; zero for none.
func (h *hierarchy) put(customer, head id.CustomerID) {
	if old, had := h.head[customer]; had {
		delete(h.branches[old], customer)
		delete(h.head, customer)
	}
	if head.IsZero() {
		return
	}
	h.head[customer] = head
	if h.branches[head] == nil {
		h.branches[head] = map[id.CustomerID]bool{}
	}
	h.branches[head][customer] = true
}

// set is put, unless it made a circle or too many levels.
func (h *hierarchy) set(customer, head id.CustomerID) error {
	above := 0
	for at := head; !at.IsZero(); at = h.head[at] {
		if at == customer {
			return errCircle
		}
		if above++; above > mostLevels {
			return errTooDeep
		}
	}
	if above > 0 && above+h.height(customer) > mostLevels {
		return errTooDeep
	}
	h.put(customer, head)
	return nil
}

// height counts the levels from a customer down.
func (h *hierarchy) height(customer id.CustomerID) int {
	most := 0
	for branch := range h.branches[customer] {
		most = max(most, h.height(branch))
	}
	return most + 1
}
