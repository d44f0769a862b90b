package trading

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/standing"
)

// Profile is what a supplier tells buyers before they trade.
type Profile struct {
	Supplier     id.CompanyID
	Name         string
	Listed       bool // buyers find it in the directory
	Accepting    bool // buyers without an invitation can apply
	Summary      string
	Trades       []string
	Regions      []string // ISO 3166-1 or -2, where it delivers; none: everywhere
	TermsSummary string
	MinimumOrder string
	Languages    []string // ISO 639-1
	Contact      Contact
	Website      string
	Asks         []string // what an application must have
	Version      int64    // 0: never saved
	UpdatedAt    time.Time
}

func (p Profile) tidy() Profile {
	for _, text := range []*string{&p.Name, &p.Summary, &p.TermsSummary, &p.MinimumOrder, &p.Website, &p.Contact.Name, &p.Contact.Email, &p.Contact.Phone} {
		*text = strings.TrimSpace(*text)
	}
	for _, each := range []*[]string{&p.Trades, &p.Regions, &p.Languages, &p.Asks} {
		if *each == nil {
			*each = []string{}
		}
	}
	return p
}

func (p Profile) check() error {
	var wrong []fault.Field
	refuse := func(path, code, message string) {
		wrong = append(wrong, fault.Field{Path: path, Code: code, Message: message})
	}
	if p.Name == "" {
		refuse("/name", "required", "This is needed.")
	}
	if p.Website != "" && !likeWebsite(p.Website) {
		refuse("/website", "wrong_form", "This is no web address.")
	}
	if p.Contact.Email != "" && !customer.LikeMail(p.Contact.Email) {
		refuse("/contact/email", "wrong_form", "This is no e-mail address.")
	}
	for i, r := range p.Regions {
		if country, _, part := strings.Cut(r, "-"); part && slices.Contains(p.Regions, country) {
			refuse("/regions/"+strconv.Itoa(i), "duplicate", "The whole country stands there already.")
		}
	}
	if len(wrong) > 0 {
		return fault.Invalid.With(wrong...)
	}
	return nil
}

// DirectoryFilter narrows the directory. Empty fields don't.
type DirectoryFilter struct{ Q, Trade, Region, State string }

// DirectoryEntry is a supplier as a buyer finds it.
type DirectoryEntry struct {
	Profile
	State        standing.State // "": nothing yet
	CustomerCode string
	ChangedAt    time.Time
	Missing      []string // asks that the buyer's file does not answer
	Closed       bool     // by the hub: nobody applies, and nothing of it is shown
}

// open tells whether the buyer can apply now. Who was invited can, whether or not others may; at a supplier that the hub has closed nobody.
func (e DirectoryEntry) open() bool {
	if e.Closed {
		return false
	}
	if e.State == standing.StateInvited {
		return true
	}
	_, can := e.State.Next(standing.SideBuyer, standing.ActApply)
	return can && e.State != standing.StateMoreAsked && e.Accepting
}
