package promotion

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/money"
	"manifold/internal/promotion/combine"
)

// State is how a promotion stands at a moment.
type State string

// The states. Scheduled and Running are both live: the dates part them.
const (
	Draft     State = "draft"
	Scheduled State = "scheduled"
	Running   State = "running"
	Paused    State = "paused"
	Ended     State = "ended"
	Archived  State = "archived"
)

// live is what is kept of Scheduled and Running.
const live = "live"

// Deed is what is done to a promotion.
type Deed string

// The deeds.
const (
	Start     Deed = "start"
	Pause     Deed = "pause"
	End       Deed = "end"
	Archive   Deed = "archive"
	Unarchive Deed = "unarchive"
)

// Rule is what a promotion does. Its fields are those of combine.Promotion.
type Rule struct {
	On      combine.Selection
	Measure combine.Measure
	Tiers   []combine.Tier
	Each    bool
	Take    int64
	Pay     int64
	Parts   []combine.Part
	Price   decimal.Decimal
	Gift    combine.Given
	Most    int64
	Alone   bool
}

// Terms are what a supplier says of a promotion.
type Terms struct {
	Name, Note  string
	Kind        combine.Kind
	Currency    money.Currency
	Priority    int
	Rule        Rule
	Coupon      string // in capitals; "": none
	Groups      []id.GroupID
	Regions     []string
	New         bool
	AwayDays    int
	From, Until *time.Time
	PerBuyer    int
	Limit       int64
	Budget      *decimal.Decimal
	Funding     combine.Funding
	Brand       string
}

// Promotion is a promotion of a supplier as the supplier sees it.
type Promotion struct {
	Terms
	ID                   id.PromotionID
	kept                 string // draft, live, paused or ended
	archived             bool
	Uses                 int64
	Spent                decimal.Decimal
	Version              int64
	CreatedAt, UpdatedAt time.Time
}

// State is how it stands at a moment.
func (p Promotion) State(now time.Time) State {
	switch {
	case p.archived:
		return Archived
	case p.kept == string(Ended), p.kept != string(Draft) && p.Until != nil && !now.Before(*p.Until):
		return Ended
	case p.kept == live && p.From != nil && now.Before(*p.From):
		return Scheduled
	case p.kept == live:
		return Running
	}
	return State(p.kept)
}

var (
	errRunning  = fault.Define(fault.KindConflict, "promotion.running", "A promotion that runs does not change. Pause it first.")
	errOver     = fault.Define(fault.KindConflict, "promotion.over", "This promotion has ended. Copy it to use it again.")
	errDeed     = fault.Define(fault.KindConflict, "promotion.not_now", "This is not possible in the present state of the promotion.")
	errNotDraft = fault.Define(fault.KindConflict, "promotion.not_draft", "Only a draft can be thrown away. End or archive the promotion instead.")
	errCode     = fault.Define(fault.KindInvalid, "promotion.unknown_code", "This code fits no promotion that is for your company.")
	errUse      = fault.Define(fault.KindConflict, "promotion.not_usable", "A promotion can no longer be used as it was shown. Look at the prices again.")
	errTaken    = fault.Invalid.With(fault.Field{Path: "/coupon", Code: "duplicate", Message: "Another promotion has this code."})
)

// act is the state and the shelf after a deed, or why there is none.
func (p Promotion) act(deed Deed, now time.Time) (kept string, archived bool, err error) {
	state := p.State(now)
	allowed := map[Deed][]State{
		Start: {Draft, Paused}, Pause: {Scheduled, Running}, End: {Scheduled, Running, Paused}, Archive: {Draft, Ended}, Unarchive: {Archived},
	}
	switch {
	case !slices.Contains(allowed[deed], state):
		return "", false, errDeed
	case deed == Start && p.Until != nil && !now.Before(*p.Until):
		return "", false, errOver
	}
	switch deed {
	case Start:
		return live, false, nil
	case Pause:
		return string(Paused), false, nil
	case End:
		return string(Ended), false, nil
	default:
		return p.kept, deed == Archive, nil
	}
}

// mayChange says why the terms of a promotion cannot change now.
func (p Promotion) mayChange(now time.Time) error {
	switch p.State(now) {
	case Running:
		return errRunning
	case Ended, Archived:
		return errOver
	default:
		return nil
	}
}

// At is the promotion as combine weighs it. asIf weighs it as if it ran, whatever its state.
func (p Promotion) At(now time.Time, asIf bool) combine.Promotion {
	out := p.weighed(p.ID, p.Version)
	out.Groups, out.Coupon = p.Groups, p.Coupon != ""
	out.Running = asIf || p.kept == live && !p.archived
	out.UsedUp = p.Limit > 0 && p.Uses >= p.Limit || p.Budget != nil && p.Spent.GreaterThanOrEqual(*p.Budget)
	if p.Budget != nil {
		if left, err := money.Round(decimal.Max(p.Budget.Sub(p.Spent), decimal.Zero), p.Currency, money.Down); err == nil {
			out.Left = &left
		}
	}
	if asIf {
		out.From, out.Until = time.Time{}, time.Time{}
	}
	return out
}

// weighed is what of terms combine needs and what does not hang on its state.
func (t Terms) weighed(of id.PromotionID, version int64) combine.Promotion {
	r := t.Rule
	out := combine.Promotion{
		ID: of, Name: t.Name, Version: version, Kind: t.Kind, Currency: t.Currency, Priority: t.Priority, On: r.On, Measure: r.Measure, Tiers: r.Tiers, Each: r.Each, Take: r.Take, Pay: r.Pay,
		Parts: r.Parts, Price: r.Price, Gift: r.Gift, Most: r.Most, Alone: r.Alone, Regions: t.Regions, New: t.New, Away: t.AwayDays, PerBuyer: t.PerBuyer, Funding: t.Funding,
	}
	if t.From != nil {
		out.From = *t.From
	}
	if t.Until != nil {
		out.Until = *t.Until
	}
	return out
}

// named are the items that a promotion names.
func (t Terms) named() []id.ItemID {
	out := slices.Concat(t.Rule.On.Items, t.Rule.On.Not)
	for _, part := range t.Rule.Parts {
		out = append(append(out, part.On.Items...), part.On.Not...)
	}
	if !t.Rule.Gift.Item.IsZero() {
		out = append(out, t.Rule.Gift.Item)
	}
	slices.SortFunc(out, func(a, b id.ItemID) int { return strings.Compare(a.UUID(), b.UUID()) })
	return slices.Compact(out)
}

// counts tells whether an item, with its family and category, counts for a promotion.
func (t Terms) counts(item id.ItemID, family, category string) bool {
	if t.Kind != combine.Bundle {
		return t.Rule.On.Names(item, family, category)
	}
	return slices.ContainsFunc(t.Rule.Parts, func(p combine.Part) bool { return p.On.Names(item, family, category) })
}

var couponForm = regexp.MustCompile(`^[0-9A-Z-]{4,40}$`)

// reader collects what is wrong with terms.
type reader struct{ wrong []fault.Field }

func (r *reader) refuse(path, code, message string) {
	r.wrong = append(r.wrong, fault.Field{Path: path, Code: code, Message: message})
}

// code is the coupon in the form in which it is kept.
func (t Terms) code() string { return strings.ToUpper(strings.TrimSpace(t.Coupon)) }

// tidy brings terms into the form in which they are kept, or says what is wrong with them.
func (t Terms) tidy() (Terms, []fault.Field) {
	r := &reader{}
	t.Name, t.Note, t.Brand = strings.TrimSpace(t.Name), strings.TrimSpace(t.Note), strings.TrimSpace(t.Brand)
	t.Coupon = t.code()
	switch {
	case t.Name == "":
		r.refuse("/name", "required", "A promotion has a name.")
	case utf8.RuneCountInString(t.Name) > 200:
		r.refuse("/name", "too_long", "At most 200 characters.")
	}
	if t.Coupon != "" && !couponForm.MatchString(t.Coupon) {
		r.refuse("/coupon", "wrong_form", "A code has 4 to 40 letters, digits and hyphens.")
	}
	if t.From != nil && t.Until != nil && !t.Until.After(*t.From) {
		r.refuse("/until", "not_after", "The end comes after the beginning.")
	}
	if t.Funding == (combine.Funding{}) {
		t.Funding.Supplier = 100
	}
	if f := t.Funding; f.Supplier < 0 || f.Brand < 0 || f.Hub < 0 || f.Supplier+f.Brand+f.Hub != 100 {
		r.refuse("/funding", "not_whole", "The shares add up to 100 percent.")
	}
	if t.Budget != nil && (t.Budget.Sign() <= 0 || t.Budget.Exponent() < -6) {
		r.refuse("/budget", "out_of_range", "A budget is above zero, with at most six decimal places.")
	}
	t.Rule = t.Rule.only(t.Kind)
	t.checkRule(r)
	return t, r.wrong
}

// only keeps of a rule what a kind knows.
func (r Rule) only(k combine.Kind) Rule {
	if r.Measure == "" {
		r.Measure = combine.Units
	}
	out := Rule{On: r.On, Measure: r.Measure, Tiers: r.Tiers, Alone: r.Alone}
	switch k {
	case combine.Amount:
		out.Each = r.Each
	case combine.NForM:
		out.Take, out.Pay, out.Most = r.Take, r.Pay, r.Most
	case combine.Bundle:
		out.On, out.Parts, out.Price, out.Most = combine.Selection{}, r.Parts, r.Price, r.Most
	case combine.Gift:
		out.Gift, out.Most = r.Gift, r.Most
	case combine.Percent, combine.FixedPrice, combine.FreeFreight:
	}
	return out
}

// checkRule says what is wrong in words, and asks combine, which has the last word, whether it could weigh it.
func (t Terms) checkRule(r *reader) {
	rule := t.Rule
	valued := t.Kind == combine.Percent || t.Kind == combine.Amount || t.Kind == combine.FixedPrice
	if t.Kind != combine.Bundle && rule.On.Empty() {
		r.refuse("/on", "required", "Say which items count.")
	}
	if valued && len(rule.Tiers) == 0 {
		r.refuse("/tiers", "required", "Say how much it takes off.")
	}
	for i, tier := range rule.Tiers {
		at := "/tiers/" + strconv.Itoa(i)
		switch {
		case i > 0 && !tier.From.GreaterThan(rule.Tiers[i-1].From):
			r.refuse(at+"/from", "not_ascending", "Each step begins above the one before.")
		case rule.Measure == combine.Cases && !tier.From.IsInteger():
			r.refuse(at+"/from", "wrong_form", "Cases are whole ones.")
		case t.Kind == combine.Percent && (!tier.Percent.IsPositive() || tier.Percent.GreaterThan(decimal.NewFromInt(100)) || tier.Percent.Exponent() < -4):
			r.refuse(at+"/percent", "out_of_range", "More than 0 and at most 100 percent, with at most four decimal places.")
		case t.Kind == combine.Amount && !tier.Amount.IsPositive():
			r.refuse(at+"/amount", "out_of_range", "More than nothing.")
		}
	}
	if !valued && len(rule.Tiers) > 1 {
		r.refuse("/tiers", "too_many", "One threshold at most.")
	}
	switch t.Kind {
	case combine.NForM:
		if rule.Take < 2 || rule.Pay < 0 || rule.Pay >= rule.Take {
			r.refuse("/pay", "out_of_range", "Fewer are paid for than are taken.")
		}
		if rule.Measure == combine.Spend {
			r.refuse("/measure", "unknown", "It counts units or cases.")
		}
	case combine.Bundle:
		if len(rule.Parts) == 0 || slices.ContainsFunc(rule.Parts, func(p combine.Part) bool { return p.On.Empty() || p.Count < 1 }) {
			r.refuse("/parts", "required", "Say what is in the bundle, and how many of each.")
		}
		if rule.Measure == combine.Spend {
			r.refuse("/measure", "unknown", "It counts units or cases.")
		}
	case combine.Gift:
		if rule.Gift.Item.IsZero() || !rule.Gift.Count.IsPositive() {
			r.refuse("/gift", "required", "Say what is given, and how many.")
		}
	case combine.Percent, combine.Amount, combine.FixedPrice, combine.FreeFreight:
	}
	if len(r.wrong) == 0 {
		if err := combine.Check(t.weighed(id.PromotionID{}, 0)); err != nil {
			r.refuse("", "cannot_be_weighed", "This is too large or too exact to be counted.")
		}
	}
}

// Policy is how the promotions of a supplier go together.
type Policy struct {
	combine.Policy
	Version int64
}

// check says what is wrong with a policy.
func (p Policy) check() []fault.Field {
	r := &reader{}
	if !slices.Contains([]combine.Mode{combine.Best, combine.Stack, combine.One}, p.Mode) {
		r.refuse("/mode", "unknown", "A policy is best, stack or exclusive.")
	}
	if p.MostPercent.IsNegative() || p.MostPercent.GreaterThan(decimal.NewFromInt(100)) || p.MostPercent.Exponent() < -4 {
		r.refuse("/most_percent", "out_of_range", "From 0 to 100 percent, with at most four decimal places.")
	}
	if p.MostPerLine < 0 || p.MostPerLine > 20 {
		r.refuse("/most_per_line", "out_of_range", "From 0 to 20.")
	}
	return r.wrong
}
