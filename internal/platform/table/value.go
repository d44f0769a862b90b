package table

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"manifold/internal/kernel/money"
)

// NumberStyle is how the numbers of a column are written.
type NumberStyle struct {
	Point rune // before the decimals: '.' or ','
	Group rune // between thousands: ',' or '.'; spaces and apostrophes are always taken for that
	Sure  bool // false: every value can be read both ways ("1.234"), or some need the one way and some the other
}

// number is a cell that is a number in some style.
type number struct {
	sign     string
	digits   string // with what stands between them; ASCII digits, points and commas
	currency string // ISO 4217, or the sign as it stands if several currencies have it
	percent  bool
}

// signsOf are signs and words of money and what they mean; a sign of several currencies means none.
var signsOf = map[string]string{
	"¥": "¥", "$": "$", "€": "EUR", "£": "GBP", "₪": "ILS", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₫": "VND", "฿": "THB", "zł": "PLN", "kč": "CZK",
	"ft": "HUF", "元": "CNY", "人民币": "CNY", "rmb": "CNY", "us$": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "c$": "CAD", "s$": "SGD", "円": "JPY",
	"美元": "USD", "欧元": "EUR", "港币": "HKD", "日元": "JPY", "英镑": "GBP", "nis": "ILS", "лв": "BGN", "руб": "RUB", "руб.": "RUB", "fr.": "CHF", "sfr.": "CHF",
	"cn¥": "CNY", "jp¥": "JPY",
}

// currencyOf gives what a sign, word or code of money means, or "".
func currencyOf(text string) string {
	if known := signsOf[strings.ToLower(text)]; known != "" {
		return known
	}
	if c, err := money.ParseCurrency(strings.ToUpper(text)); err == nil && len(text) == 3 {
		return c.Code()
	}
	return ""
}

var numberForm = regexp.MustCompile(`^([^0-9.,()+\-\s]{0,8}?)\s*(\(?)([+\-−]?)\s*([^0-9.,()+\-\s]{0,8}?)\s*((?:[0-9]|[.,][0-9])(?:[0-9.,'’ \x{a0}\x{202f}]*[0-9])?)(-?)(\)?)\s*(%?)\s*([^0-9()\s]{0,8})$`)

var ungrouped = strings.NewReplacer(" ", "", "'", "", "’", "", "\u00a0", "", "\u202f", "")

// bareNumber takes sign, currency and percent off a number. A cell with other words is none.
func bareNumber(cell string) (n number, ok bool) {
	if len(cell) > 60 {
		return n, false
	}
	if digitsOnly(cell) { // most cells
		return number{digits: cell}, true
	}
	cell = strings.TrimSpace(norm.NFKC.String(cell))
	m := numberForm.FindStringSubmatch(cell)
	if m == nil || (m[2] == "") != (m[7] == "") {
		return n, false
	}
	for _, word := range []string{m[1], m[4], m[9]} {
		if word == "" {
			continue
		}
		c := currencyOf(word)
		if c == "" {
			return n, false
		}
		if n.currency == "" || len(c) == 3 {
			n.currency = c
		}
	}
	n.percent = m[8] != ""
	if m[2] != "" || m[3] == "-" || m[3] == "−" || m[6] != "" {
		n.sign = "-"
	}
	n.digits = ungrouped.Replace(m[5])
	if strings.ContainsAny(m[5], " \u00a0\u202f") && !spaced.MatchString(m[5]) {
		return n, false // groups of other lengths: a phone, or several numbers
	}
	return n, true
}

var spaced = regexp.MustCompile(`^[0-9]{1,3}([ \x{a0}\x{202f}][0-9]{3})*([.,][0-9]+)?$`)

var (
	pointGroups = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{3})*(,[0-9]+)?$`)
	commaGroups = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})*(\.[0-9]+)?$`)
)

func (n number) integer() bool {
	return digitsOnly(n.digits) || commaGroups.MatchString(n.digits) && !strings.Contains(n.digits, ".")
}

// canonical writes the number in a style as a decimal; false if it is none in that style.
func (n number) canonical(s NumberStyle) (string, bool) {
	point := string(s.Point)
	if n.digits != "" && !digitsOnly(n.digits) {
		groups := commaGroups
		if s.Point == ',' {
			groups = pointGroups
		}
		if i := strings.Index(n.digits, point); i < 0 || strings.ContainsAny(n.digits[:i], ".,") || strings.ContainsAny(n.digits[i+1:], ".,") {
			if !groups.MatchString(n.digits) {
				return "", false
			}
		}
	}
	digits := n.digits
	if s.Point == ',' {
		digits = strings.ReplaceAll(strings.ReplaceAll(digits, ".", ""), ",", ".")
	} else {
		digits = strings.ReplaceAll(digits, ",", "")
	}
	if strings.HasPrefix(digits, ".") {
		digits = "0" + digits
	}
	return n.sign + digits, true
}

// evidence says which styles a number speaks for: none if both read it, or it needs neither.
func (n number) evidence() (point, comma, both bool) {
	if digitsOnly(n.digits) {
		return false, false, false
	}
	_, point = n.canonical(NumberStyle{Point: '.'})
	_, comma = n.canonical(NumberStyle{Point: ','})
	if point && comma && strings.HasPrefix(n.digits, "0") { // "0.125": no thousands begin with a zero
		point, comma = strings.Contains(n.digits, "."), strings.Contains(n.digits, ",")
	}
	return point && !comma, comma && !point, point && comma
}

// DateOrder is how the dates of a column are written whose parts are all numbers.
type DateOrder string

// The orders. Dates that begin with a year of four digits are read in each.
const (
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
)

var (
	yearFirst = regexp.MustCompile(`^([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:[T ].*)?$`)
	yearLast  = regexp.MustCompile(`^([0-9]{1,2})([-/.])([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})(?: .*)?$`)
	compact   = regexp.MustCompile(`^(19|20)([0-9]{2})(0[1-9]|1[0-2])([0-2][0-9]|3[01])$`)
	dayName   = regexp.MustCompile(`(?i)^([0-9]{1,2})(?:st|nd|rd|th)?[-\s.]+([a-z]{3,9})\.?[-\s,.]+([0-9]{4}|[0-9]{2})$`)
	nameDay   = regexp.MustCompile(`(?i)^([a-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})$`)
)

// readDate reads a date as 2026-11-22. A time of day behind it is left out.
func readDate(cell string, order DateOrder) (string, bool) {
	if len(cell) < 6 || len(cell) > 40 {
		return "", false
	}
	cell = strings.TrimSpace(norm.NFKC.String(cell))
	if m := yearFirst.FindStringSubmatch(cell); m != nil {
		return ymd(m[1], m[2], m[3])
	}
	if m := yearLast.FindStringSubmatch(cell); m != nil {
		if order == MonthFirst {
			return ymd(m[4], m[1], m[3])
		}
		return ymd(m[4], m[3], m[1])
	}
	if m := compact.FindStringSubmatch(cell); m != nil {
		return ymd(m[1]+m[2], m[3], m[4])
	}
	if m := dayName.FindStringSubmatch(cell); m != nil {
		return ymd(m[3], monthOf(m[2]), m[1])
	}
	if m := nameDay.FindStringSubmatch(cell); m != nil {
		return ymd(m[3], monthOf(m[1]), m[2])
	}
	return "", false
}

// monthOf gives the number of an English month by its first three letters.
func monthOf(name string) string {
	i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))
	if i < 0 || i%3 != 0 || !strings.HasPrefix(strings.ToLower(time.Month(i/3+1).String()), strings.ToLower(name)) && len(name) > 4 {
		return "0"
	}
	return strconv.Itoa(i/3 + 1)
}

func ymd(year, month, day string) (string, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if len(year) == 2 {
		y += 2000
		if y >= 2080 {
			y -= 100
		}
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Month() != time.Month(m) || t.Day() != d || y < 1000 {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// orderEvidence says which orders a date speaks for.
func orderEvidence(cell string) (dayFirst, monthFirst, both bool) {
	if !yearLast.MatchString(cell) {
		return false, false, false
	}
	_, dayFirst = readDate(cell, DayFirst)
	_, monthFirst = readDate(cell, MonthFirst)
	if dayFirst && monthFirst && strings.Count(cell, ".") >= 2 { // the point is the sign of countries that begin with the day
		monthFirst = false
	}
	return dayFirst && !monthFirst, monthFirst && !dayFirst, dayFirst && monthFirst
}

// majority decides between two ways by the values that allow only one. It is sure if all of those agree and there is one, or if no
// value can be read both ways.
func majority(first, second, both int) (isFirst, sure bool) {
	if first+second == 0 {
		return true, both == 0
	}
	return first >= second, first == 0 || second == 0
}
