package trading

import (
	"slices"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/trading/customer"
	"manifold/internal/trading/number"
)

// CheckKind is what a check of an application looks at.
type CheckKind string

// The checks, in the order in which they are shown.
const (
	CheckBlocked   CheckKind = "blocked"    // does the blocked list name it
	CheckDuplicate CheckKind = "duplicate"  // is it a customer already
	CheckTax       CheckKind = "tax_number" // can its tax number be
	CheckTerritory CheckKind = "territory"  // is it where the supplier delivers
	CheckMissing   CheckKind = "missing"    // does the file have what the supplier asks for
	CheckVerified  CheckKind = "verified"   // has the hub verified the file
)

// Judgement is what a check comes to. A stop is advice too: the supplier decides.
type Judgement string

// Judgements.
const (
	JudgeGood Judgement = "good"
	JudgeWarn Judgement = "warn"
	JudgeStop Judgement = "stop"
)

// Check is one thing to know before a decision.
type Check struct {
	Kind       CheckKind
	Verdict    Judgement
	Duplicates []Duplicate  // for CheckDuplicate
	Blocks     []BlockEntry // for CheckBlocked
	Missing    []string     // for CheckMissing
	Country    string       // for CheckTerritory
	Number     number.Check // for CheckTax
	FileState  FileState    // for CheckVerified
}

// Duplicate is a customer that may be the applicant.
type Duplicate struct {
	Customer customer.Ref
	Because  []string // tax_number, email, email_domain, phone, name, invite
	Claimed  bool     // another buyer has it
}

// BlockKind is what an entry of the blocked list compares.
type BlockKind string

// Kinds of entries of the blocked list.
const (
	BlockTaxNumber BlockKind = "tax_number"
	BlockEmail     BlockKind = "email"
	BlockDomain    BlockKind = "domain"
	BlockPhone     BlockKind = "phone"
	BlockName      BlockKind = "name"
)

// BlockEntry is one line of a supplier's list of whom it does not want.
type BlockEntry struct {
	ID        id.BlockID
	Kind      BlockKind
	Value     string
	Reason    string
	CreatedAt time.Time
}

var errBlocked = fault.Define(fault.KindConflict, "trading.blocked_already", "This stands on the blocked list already.")

// tidy writes the value as it is compared and read.
func (b BlockEntry) tidy() (BlockEntry, error) {
	b.Value, b.Reason = strings.TrimSpace(b.Value), strings.TrimSpace(b.Reason)
	good := true
	switch b.Kind {
	case BlockTaxNumber:
		b.Value = customer.TaxKey(b.Value)
		good = b.Value != ""
	case BlockEmail:
		b.Value = strings.ToLower(b.Value)
		good = customer.LikeMail(b.Value)
	case BlockDomain:
		b.Value = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(b.Value), "@"), "www.")
		good = customer.LikeMail("a@" + b.Value)
	case BlockPhone:
		good = phoneKey(b.Value) != ""
	case BlockName:
		good = customer.NameKey(b.Value) != ""
	}
	if !good {
		return b, fault.Invalid.With(fault.Field{Path: "/value", Code: "wrong_form", Message: "This is not what such an entry compares."})
	}
	return b, nil
}

// hits tells whether the entry names the applicant.
func (b BlockEntry) hits(a applicant) bool {
	switch b.Kind {
	case BlockTaxNumber:
		return slices.Contains(a.taxKeys, customer.TaxKey(b.Value))
	case BlockEmail:
		return slices.Contains(a.emails, b.Value)
	case BlockDomain:
		return slices.ContainsFunc(a.emails, func(e string) bool {
			_, domain, _ := strings.Cut(e, "@")
			return domain == b.Value || strings.HasSuffix(domain, "."+b.Value)
		}) || a.website == b.Value || strings.HasSuffix(a.website, "."+b.Value)
	case BlockPhone:
		return slices.Contains(a.phones, phoneKey(b.Value))
	case BlockName:
		return slices.Contains(a.names, customer.NameKey(b.Value)) || slices.Contains(a.bareNames, bareName(b.Value))
	}
	return false
}

// applicant is a company as the checks compare it.
type applicant struct {
	taxKeys                 []string
	emails, domains, phones []string
	names, bareNames        []string
	website                 string
	buyer                   id.CompanyID
	invited                 id.CustomerID
}

func newApplicant(buyer id.CompanyID, invited id.CustomerID, f Particulars, name string) applicant {
	a := applicant{buyer: buyer, invited: invited}
	for _, number := range []string{customer.TaxKey(f.TaxNumber), number.CheckTax(f.Country, f.TaxNumber).Normal} {
		a.taxKeys = with(a.taxKeys, number)
	}
	for _, e := range append([]string{f.Email}, contactTexts(f.Contacts, func(c FileContact) string { return c.Email })...) {
		a.emails, a.domains = with(a.emails, strings.ToLower(e)), with(a.domains, domainOf(e))
	}
	for _, p := range append([]string{f.Phone}, contactTexts(f.Contacts, func(c FileContact) string { return c.Phone })...) {
		a.phones = with(a.phones, phoneKey(p))
	}
	for _, n := range []string{f.LegalName, f.TradeName, name} {
		a.names, a.bareNames = with(a.names, customer.NameKey(n)), with(a.bareNames, bareName(n))
	}
	a.website = strings.TrimPrefix(hostOf(f.Website), "www.")
	return a
}

func contactTexts(all []FileContact, of func(FileContact) string) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = of(c)
	}
	return out
}

// with adds a text that is something and not there yet.
func with(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

func hostOf(website string) string {
	_, rest, had := strings.Cut(website, "://")
	if !had {
		rest = website
	}
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.ToLower(host)
}

// known is a customer as the checks compare it.
type known struct {
	customer.Ref
	taxKey, nameKey, email, phone string
	buyer                         id.CompanyID
}

// alike says why a customer may be the applicant; empty if it may not.
func (a applicant) alike(c known) []string {
	because := []string{}
	if c.ID == a.invited && !c.ID.IsZero() {
		because = append(because, "invite")
	}
	if slices.Contains(a.taxKeys, c.taxKey) && c.taxKey != "" {
		because = append(because, "tax_number")
	}
	email := strings.ToLower(c.email)
	switch {
	case email != "" && slices.Contains(a.emails, email):
		because = append(because, "email")
	case domainOf(email) != "" && slices.Contains(a.domains, domainOf(email)):
		because = append(because, "email_domain")
	}
	if key := phoneKey(c.phone); key != "" && slices.Contains(a.phones, key) {
		because = append(because, "phone")
	}
	if slices.Contains(a.names, c.nameKey) || slices.Contains(a.bareNames, bareName(c.Name)) {
		because = append(because, "name")
	}
	return because
}

// ground is what a supplier holds applications against.
type ground struct {
	asks, regions []string
	blocks        []BlockEntry
	customers     []known // that may be somebody who applies
}

// checks looks at an application; what the applicant is itself is no duplicate.
func (g ground) checks(a applicant, d Dossier) []Check {
	return []Check{g.blocked(a), g.duplicate(a), taxCheck(d.File), g.territory(d.File), g.missing(d), verifiedCheck(d.File)}
}

func (g ground) blocked(a applicant) Check {
	out := Check{Kind: CheckBlocked, Verdict: JudgeGood}
	for _, b := range g.blocks {
		if b.hits(a) {
			out.Blocks, out.Verdict = append(out.Blocks, b), JudgeStop
		}
	}
	return out
}

// mostDuplicates bounds how many customers a check names.
const mostDuplicates = 20

func (g ground) duplicate(a applicant) Check {
	out := Check{Kind: CheckDuplicate, Verdict: JudgeGood}
	for _, c := range g.customers {
		if c.buyer == a.buyer {
			continue
		}
		if because := a.alike(c); len(because) > 0 {
			out.Duplicates, out.Verdict = append(out.Duplicates, Duplicate{c.Ref, because, !c.buyer.IsZero()}), JudgeWarn
		}
	}
	slices.SortStableFunc(out.Duplicates, func(a, b Duplicate) int { return len(b.Because) - len(a.Because) })
	out.Duplicates = out.Duplicates[:min(len(out.Duplicates), mostDuplicates)]
	return out
}

func taxCheck(f CompanyFile) Check {
	out := Check{Kind: CheckTax, Verdict: JudgeGood, Number: number.CheckTax(f.Country, f.TaxNumber)}
	if f.TaxNumber == "" || out.Number.Verdict == number.VerdictWrong {
		out.Verdict = JudgeStop
	}
	return out
}

// territory looks where the company is: within what the supplier serves, or in a country of which it serves some part.
func (g ground) territory(f CompanyFile) Check {
	out := Check{Kind: CheckTerritory, Verdict: JudgeStop, Country: f.Country}
	switch {
	case len(g.regions) == 0, slices.Contains(g.regions, f.Country):
		out.Verdict = JudgeGood
	case f.Country != "" && slices.ContainsFunc(g.regions, func(r string) bool { return strings.HasPrefix(r, f.Country+"-") }):
		out.Verdict = JudgeWarn
	}
	return out
}

func (g ground) missing(d Dossier) Check {
	out := Check{Kind: CheckMissing, Verdict: JudgeGood, Missing: d.Missing(g.asks)}
	if len(out.Missing) > 0 {
		out.Verdict = JudgeWarn
	}
	return out
}

func verifiedCheck(f CompanyFile) Check {
	out := Check{Kind: CheckVerified, Verdict: JudgeWarn, FileState: f.State}
	if f.verified() {
		out.Verdict = JudgeGood
	}
	return out
}

// flags names the checks that are not good.
func flags(all []Check) []CheckKind {
	out := []CheckKind{}
	for _, c := range all {
		if c.Verdict != JudgeGood {
			out = append(out, c.Kind)
		}
	}
	return out
}
