package identity

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
)

// Company is a legal entity on the hub.
type Company struct {
	ID          id.CompanyID
	Name        string
	Country     string // ISO 3166-1 alpha-2
	Parts       []string
	State       string // open, suspended
	StateReason string
	Phone       string
	Address     string
	Website     string
	Logo        id.BlobID
	LogoType    string
	Version     int64
	CreatedAt   time.Time
	UpdatedAt   time.Time
}

// Parts that a company may choose itself. An operator is made by `hub admin operator`.
const (
	partSupplier = authz.PartSupplier
	partBuyer    = authz.PartBuyer
	partBrand    = authz.PartBrand
	partOperator = authz.PartOperator
)

const (
	stateOpen      = "open"
	stateSuspended = "suspended"
)

// NewCompany is what somebody gives to open a company.
type NewCompany struct {
	Name    string
	Country string
	Parts   []string
}

func (n NewCompany) check() (NewCompany, error) {
	name, err := cleanName("/company/name", n.Name, companyNameMost)
	if err != nil {
		return n, err
	}
	n.Name = name
	if !slices.Contains(countries, n.Country) {
		return n, fault.Invalid.With(fault.Field{Path: "/company/country", Code: "country", Message: "This is not a country code of ISO 3166-1."})
	}
	n.Parts = slices.Compact(slices.Sorted(slices.Values(n.Parts)))
	for _, p := range n.Parts {
		if p != partSupplier && p != partBuyer && p != partBrand {
			return n, fault.Invalid.With(fault.Field{Path: "/company/parts", Code: "part", Message: "A company is a supplier, a buyer or a brand."})
		}
	}
	if len(n.Parts) == 0 {
		return n, fault.Invalid.With(fault.Field{Path: "/company/parts", Code: "part", Message: "Say what the company does: sells, buys, or has brands."})
	}
	return n, nil
}

// CompanyChange holds what shall change; nil stays as it is.
type CompanyChange struct {
	Name, Country, Phone, Address, Website *string
	Parts                                  []string
}

// apply returns the company after the change and the names of the fields that differ.
func (c Company) apply(change CompanyChange) (Company, []string, error) {
	before := c
	if change.Name != nil {
		name, err := cleanName("/name", *change.Name, companyNameMost)
		if err != nil {
			return c, nil, err
		}
		c.Name = name
	}
	if change.Country != nil {
		if !slices.Contains(countries, *change.Country) {
			return c, nil, fault.Invalid.With(fault.Field{Path: "/country", Code: "country", Message: "This is not a country code of ISO 3166-1."})
		}
		c.Country = *change.Country
	}
	if change.Phone != nil {
		c.Phone = strings.TrimSpace(*change.Phone)
		if c.Phone != "" {
			phone, err := parsePhone(c.Phone)
			if err != nil {
				return c, nil, err
			}
			c.Phone = phone
		}
	}
	if change.Address != nil {
		c.Address = strings.TrimSpace(*change.Address)
	}
	if change.Website != nil {
		site, err := parseWebsite(*change.Website)
		if err != nil {
			return c, nil, err
		}
		c.Website = site
	}
	if change.Parts != nil {
		parts := slices.Compact(slices.Sorted(slices.Values(change.Parts)))
		for _, p := range before.Parts {
			if p != partOperator && !slices.Contains(parts, p) {
				return c, nil, errPartStays
			}
		}
		if slices.Contains(before.Parts, partOperator) { // which nobody can choose, nor lay down here
			parts = append(parts, partOperator)
		}
		if slices.Sort(parts); !slices.Equal(parts, slices.Sorted(slices.Values(before.Parts))) {
			c.Parts = parts
		}
	}
	var changed []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"name", c.Name == before.Name}, {"country", c.Country == before.Country}, {"phone", c.Phone == before.Phone},
		{"address", c.Address == before.Address}, {"website", c.Website == before.Website}, {"parts", slices.Equal(c.Parts, before.Parts)},
	} {
		if !f.same {
			changed = append(changed, f.name)
		}
	}
	return c, changed, nil
}

var errPartStays = fault.Define(fault.KindConflict, "identity.part_stays", "A part can be added, not taken away: orders and prices hang on it.")

// parseWebsite accepts http and https addresses; the scheme may be left out.
func parseWebsite(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || !hostForm.MatchString(u.Hostname()) || u.User != nil || strings.ContainsAny(text, "\"<>\\^`{|} ") {
		return "", fault.Invalid.With(fault.Field{Path: "/website", Code: "website", Message: "Give an address like www.example.com."})
	}
	return readable(u), nil
}

// readable writes an address without escaping its host, which people write in their own letters.
func readable(u *url.URL) string {
	host := u.Host
	u.Host = "host"
	return strings.Replace(u.String(), "://host", "://"+host, 1)
}

// countries of ISO 3166-1, alpha-2.
var countries = strings.Fields(`AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN
GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV
LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US
UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`)
