package table

import (
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"

	"manifold/internal/kernel/gtin"
)

// Kind is what the values of a column look like.
type Kind string

// The kinds.
const (
	KindEmpty    Kind = "empty"
	KindText     Kind = "text"
	KindCode     Kind = "code" // no spaces, digits or capitals, seldom the same
	KindInteger  Kind = "integer"
	KindDecimal  Kind = "decimal"
	KindPercent  Kind = "percent"
	KindMoney    Kind = "money" // a number; in the values of a column: one with a currency
	KindCurrency Kind = "currency"
	KindDate     Kind = "date"
	KindEmail    Kind = "email"
	KindPhone    Kind = "phone"
	KindURL      Kind = "url"
	KindBarcode  Kind = "barcode" // 8, 12, 13 or 14 digits with the right check digit
	KindCountry  Kind = "country" // code of ISO 3166-1, or a name in English or Chinese
)

// specific are the kinds that a column may be called by, the most telling first, each with the share of values that it needs.
var specific = []struct {
	kind Kind
	need float64
}{
	{KindEmail, .8}, {KindURL, .8}, {KindDate, .8}, {KindPercent, .8}, {KindMoney, .5}, {KindBarcode, .7}, {KindCurrency, .9}, {KindCountry, .9},
	{KindPhone, .8}, {KindInteger, .9}, {KindDecimal, .8}, {KindCode, .8},
}

// kindsOf gives every kind that a cell may be of, without KindText.
func kindsOf(cell string) []Kind {
	cell = strings.TrimSpace(norm.NFKC.String(cell))
	var kinds []Kind
	add := func(is bool, k Kind) {
		if is {
			kinds = append(kinds, k)
		}
	}
	n, numeric := bareNumber(cell)
	if numeric {
		_, whole := n.canonical(NumberStyle{Point: '.', Group: ','})
		add(n.currency != "", KindMoney)
		add(n.percent, KindPercent)
		add(whole && n.integer() && !n.percent, KindInteger)
		add(!n.percent, KindDecimal)
	}
	digits := digitsOnly(cell)
	add(digits && barcode(cell), KindBarcode)
	_, date := readDate(cell, DayFirst)
	add(date && !digits, KindDate)
	if !numeric || digits || strings.HasPrefix(cell, "+") || strings.Contains(cell, "-") || strings.Contains(cell, " ") {
		add(!date && phone(cell), KindPhone)
	}
	if numeric || date {
		add(code(cell), KindCode)
		return kinds
	}
	add(email(cell), KindEmail)
	add(address(cell), KindURL)
	add(currencyOf(cell) != "", KindCurrency)
	add(countryOf(cell) != "", KindCountry)
	add(code(cell), KindCode)
	return kinds
}

func email(cell string) bool {
	if !strings.Contains(cell, "@") || len(cell) > 254 {
		return false
	}
	a, err := mail.ParseAddress(cell)
	return err == nil && strings.Contains(a.Address[strings.LastIndexByte(a.Address, '@'):], ".")
}

func address(cell string) bool {
	if strings.HasPrefix(cell, "www.") {
		cell = "http://" + cell
	}
	if !strings.HasPrefix(cell, "http://") && !strings.HasPrefix(cell, "https://") {
		return false
	}
	u, err := url.Parse(cell)
	return err == nil && u.Host != ""
}

var (
	phoneForm = regexp.MustCompile(`^\+?[0-9(][0-9 ()/.\-]{5,22}[0-9]( ?(x|ext\.?|转) ?[0-9]{1,6})?$`)
	mobile    = regexp.MustCompile(`^1[3-9][0-9]{9}$`) // of China, which is written without anything between
)

// phone recognises numbers with a country code, with something between their groups, or of Chinese mobiles.
func phone(cell string) bool {
	if !phoneForm.MatchString(cell) || strings.ContainsAny(cell, ".") && strings.Count(cell, ".") < 2 {
		return false
	}
	n := 0
	for i := range len(cell) {
		if cell[i] >= '0' && cell[i] <= '9' {
			n++
		}
	}
	return n >= 7 && n <= 20 && (cell[0] == '+' || mobile.MatchString(cell) || cell[0] == '0' && n >= 9 && n <= 12 || strings.ContainsAny(cell, " -()/"))
}

// barcode tells a GTIN; zeros alone are a blank.
func barcode(digits string) bool {
	return gtin.Sized(digits) && gtin.Checked(digits) && strings.Trim(digits, "0") != ""
}

// code is an identifier: short, without spaces, with a digit or in capitals.
func code(cell string) bool {
	if cell == "" || len(cell) > 40 || strings.ContainsFunc(cell, unicode.IsSpace) {
		return false
	}
	digit, lower := false, false
	for _, r := range cell {
		switch {
		case r > unicode.MaxASCII || strings.ContainsRune("@,;:?!=", r):
			return false
		case r >= '0' && r <= '9':
			digit = true
		case r >= 'a' && r <= 'z':
			lower = true
		}
	}
	return digit || !lower
}

// countries are the codes, and the names in English and Chinese, of ISO 3166-1.
var countries = sync.OnceValue(func() map[string]string {
	known := map[string]string{}
	english, chinese := display.English.Regions(), display.Chinese.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			r, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !r.IsCountry() || r.Canonicalize() != r {
				continue
			}
			for _, name := range []string{r.String(), r.ISO3(), english.Name(r), chinese.Name(r)} {
				known[strings.ToUpper(name)] = r.String()
			}
		}
	}
	for name, r := range map[string]string{
		"UK": "GB", "ENGLAND": "GB", "GREAT BRITAIN": "GB", "UNITED STATES OF AMERICA": "US", "P.R. CHINA": "CN", "PR CHINA": "CN", "P.R.C.": "CN",
		"中国大陆": "CN", "中华人民共和国": "CN", "HONG KONG": "HK", "香港": "HK", "MACAU": "MO", "MACAO": "MO", "澳门": "MO", "TAIWAN": "TW", "KOREA": "KR",
		"SOUTH KOREA": "KR", "CZECH REPUBLIC": "CZ", "HOLLAND": "NL", "TURKEY": "TR", "VIET NAM": "VN",
	} {
		known[name] = r
	}
	return known
})

// countryOf gives the alpha-2 code, or "".
func countryOf(cell string) string {
	if len(cell) < 2 || len(cell) > 60 {
		return ""
	}
	return countries()[strings.ToUpper(cell)]
}

// units are abbreviations of units that are country codes too: a column with nothing else is no column of countries.
const units = " KG MG GM GR LB ML CL CM MM ST PR PK BT CT MT GT CA EA BG BX PC SA "

func unitLike(cell string) bool { return strings.Contains(units, " "+strings.ToUpper(cell)+" ") }
