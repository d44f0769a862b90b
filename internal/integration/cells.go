package integration

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/table"
)

// Cells are what a line says, by field; prices of breaks as "price_from:100". Numbers that could be read have a decimal point; what could
// not be read is left as it came. A field that the file does not have, or an empty cell, is not there and says nothing.
type Cells map[string]string

// reader takes the cells out of the rows of one file.
type reader struct {
	choice  Choice
	columns map[int]table.Column
}

func newReader(l table.Layout, choice Choice) reader {
	r := reader{choice: choice, columns: map[int]table.Column{}}
	for _, c := range choice.Columns {
		column := table.Column{Index: c.Index}
		if c.Index < len(l.Columns) {
			column = l.Columns[c.Index]
		}
		switch c.Numbers {
		case "point":
			column.Number = table.NumberStyle{Point: '.', Group: ',', Sure: true}
		case "comma":
			column.Number = table.NumberStyle{Point: ',', Group: '.', Sure: true}
		}
		r.columns[c.Index] = column
	}
	return r
}

// cells takes a row apart.
func (r reader) cells(row table.Row) Cells {
	out := make(Cells, len(r.choice.Columns))
	for _, c := range r.choice.Columns {
		text := row.Cell(c.Index)
		if c.Field == Skip || saysNothing(c.Field, text) {
			continue
		}
		switch c.Field {
		case Amount, PriceFrom:
			number, currency, ok := r.columns[c.Index].Money(row)
			if !ok {
				break
			}
			text = number
			if from, paired := c.fromColumn(); paired {
				quantity, known := table.Column{Index: from, Number: r.columns[c.Index].Number}.Decimal(row)
				if !known {
					continue
				}
				c.From = quantity
			}
			if code := currencyOfSign(currency, r.choice.Currency); code != "" && out[string(Currency)] == "" {
				out[string(Currency)] = code
			}
		case Stock, Minimum, Multiple, Inner, Pack, Pallet:
			if number, ok := r.columns[c.Index].Decimal(row); ok {
				text = number
			}
		case ValidFrom, ValidTo:
			if day, ok := r.columns[c.Index].Day(row); ok {
				text = day
			}
		default: // as it stands
		}
		switch before := out[c.key()]; {
		case before == "" || c.Field == Currency:
			out[c.key()] = text
		case c.Field == Name && !strings.Contains(before, text):
			out[c.key()] = before + " " + text
		case c.Field == Description && before != text:
			out[c.key()] = before + "\n" + text
		}
	}
	return out
}

var (
	nothing = regexp.MustCompile(`(?i)^(-+|–|—|n/?a|#n/a|null|none|nil|无|暂无|没有)$`)
	noPrice = regexp.MustCompile(`(?i)^(面议|询价|电议|待定|暂无报价|call|call us|poa|on request|upon request|ask|tbd|tba|auf anfrage)\.?$`)
)

// saysNothing tells cells that people fill where there is nothing to say. Of a stock, none is a figure.
func saysNothing(f Field, text string) bool {
	switch f {
	case Stock, Name, SKU:
		return text == ""
	case Amount, PriceFrom, Breaks:
		return text == "" || len(text) <= 40 && (nothing.MatchString(text) || noPrice.MatchString(text))
	default:
		return text == "" || len(text) <= 10 && nothing.MatchString(text)
	}
}

// currencyOfSign is the currency of a sign beside a price. A sign of several currencies follows what the supplier said.
func currencyOfSign(sign, fallback string) string {
	switch {
	case sign == "":
		return ""
	case len(sign) == 3 && isCurrency(sign):
		return sign
	case sign == "¥" && (fallback == "CNY" || fallback == "JPY"):
		return fallback
	case sign == "$" && slices.Contains([]string{"USD", "CAD", "AUD", "SGD", "HKD", "NZD", "TWD", "MXN"}, fallback):
		return fallback
	}
	return sign
}

func isCurrency(code string) bool {
	_, err := money.ParseCurrency(code)
	return err == nil
}

// breakText is a quantity and its price, as texts with decimal points; the currency where it says one.
type breakText struct{ from, amount, currency string }

// breaks are the prices by quantity that a line gives, by quantity.
func (c Cells) breaks() (out []breakText, ok bool) {
	for key, text := range c {
		if from, is := strings.CutPrefix(key, string(PriceFrom)+":"); is {
			out = append(out, breakText{from: from, amount: text})
		}
	}
	if text := c[string(Breaks)]; text != "" {
		found, ok := readBreaks(text)
		if !ok {
			return nil, false
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, func(a, b breakText) int { return number(a.from).Cmp(number(b.from)) })
	return out, true
}

func number(text string) decimal.Decimal {
	d, _ := readNumber(text)
	return d
}

// readNumber understands a decimal, with an exponent as JSON may have it. One that would need a book to be written out is none.
func readNumber(text string) (decimal.Decimal, bool) {
	d, err := quantity.ReadDecimal(text)
	return d, err == nil
}

var (
	breakPair  = regexp.MustCompile(`([0-9]+)(?:\s*[-~–]\s*[0-9]+)?\s*\+?\s*(?:pcs|个|件)?\s*[:=@：]\s*[^0-9\s]{0,3}\s*([0-9]+(?:\.[0-9]+)?)`)
	breakRest  = regexp.MustCompile(`^[\s;,|/，；]*$`)
	fromNames  = []string{"from", "quantity", "qty", "startNumber", "start_number", "min_qty", "minQuantity", "break"}
	coinNames  = []string{"currency", "currencyCode", "currency_code"}
	priceNames = []string{"price", "amount", "productPrice", "unit_price", "unitPrice", "unit price"}
)

// readBreaks understands "1:0.20 10:0.18", "1-9: $0.20; 10+: $0.18" and JSON such as [{"quantity": 10, "price": 0.18}].
func readBreaks(text string) (out []breakText, ok bool) {
	text = norm.NFKC.String(strings.TrimSpace(text))
	if strings.HasPrefix(text, "[") {
		return readJSONBreaks(text)
	}
	for _, m := range breakPair.FindAllStringSubmatch(text, -1) {
		out = append(out, breakText{from: m[1], amount: m[2]})
	}
	return out, len(out) > 0 && breakRest.MatchString(breakPair.ReplaceAllString(text, ""))
}

func readJSONBreaks(text string) (out []breakText, ok bool) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var rows []map[string]any
	if d.Decode(&rows) != nil {
		return nil, false
	}
	for _, row := range rows {
		from, amount := first(row, fromNames), first(row, priceNames)
		if from == "" || amount == "" {
			return nil, false
		}
		out = append(out, breakText{from, amount, strings.ToUpper(first(row, coinNames))})
	}
	return out, true // an empty list is none
}

// inCurrency are the breaks of one currency where they name several: of the wanted one if they have it, of the first otherwise.
func inCurrency(breaks []breakText, wanted string) ([]breakText, string) {
	if len(breaks) == 0 || breaks[0].currency == "" {
		return breaks, ""
	}
	if !slices.ContainsFunc(breaks, func(b breakText) bool { return b.currency == wanted }) {
		wanted = breaks[0].currency
	}
	return slices.DeleteFunc(slices.Clone(breaks), func(b breakText) bool { return b.currency != wanted }), wanted
}

func first(row map[string]any, names []string) string {
	for _, name := range names {
		switch v := row[name].(type) {
		case json.Number:
			return plain(v.String())
		case string:
			return v
		}
	}
	return ""
}

// plain writes a number of JSON without an exponent.
func plain(text string) string {
	d, ok := readNumber(text)
	if !ok {
		return text
	}
	return d.String()
}

var (
	inStock  = regexp.MustCompile(`(?i)^(in stock|available|yes|y|true|有货|有|现货|充足|是|在库)$`)
	outStock = regexp.MustCompile(`(?i)^(out of stock|not available|unavailable|no|n|none|false|无货|无|缺货|没货|否|售罄|sold out|-)$`)
	atLeast  = regexp.MustCompile(`^(?:>|≥|>=|over\s+)?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(?:\+|以上|pcs?|个|件)?$`)
)

// stockFigure understands a stock: a number, which may be below zero, "> 100" and "100+" as the number that is there at least, "in stock" as one, "out of stock" as none.
func stockFigure(text string) (decimal.Decimal, bool) {
	text = norm.NFKC.String(strings.TrimSpace(text))
	switch {
	case inStock.MatchString(text):
		return decimal.NewFromInt(1), true
	case outStock.MatchString(text):
		return decimal.Zero, true
	}
	if m := atLeast.FindStringSubmatch(text); m != nil {
		text = strings.ReplaceAll(m[1], ",", "")
	}
	return readNumber(text)
}

var leadTime = regexp.MustCompile(`(?i)^([0-9]{1,4})(?:\s*[-~–]\s*([0-9]{1,4}))?\s*(d|days?|working days?|tage?|天|日|个工作日|工作日|w|weeks?|wks?|wochen?|周|星期|个星期|months?|个?月)?$`)

// leadDays understands "3", "3 days", "2-4 weeks", "2周": the longest, in days.
func leadDays(text string) (string, bool) {
	m := leadTime.FindStringSubmatch(norm.NFKC.String(strings.TrimSpace(text)))
	if m == nil {
		return "", false
	}
	most := m[1]
	if m[2] != "" {
		most = m[2]
	}
	n, _ := strconv.Atoi(most)
	switch unit := strings.ToLower(m[3]); {
	case strings.HasPrefix(unit, "w") && !strings.HasPrefix(unit, "working"), unit == "周", strings.HasSuffix(unit, "星期"):
		n *= 7
	case strings.HasPrefix(unit, "month"), strings.HasSuffix(unit, "月"):
		n *= 30
	}
	return strconv.Itoa(n), true
}

// unitWords are what price files call units, in lower case.
var unitWords = map[string]string{
	"pc": "H87", "pcs": "H87", "piece": "H87", "pieces": "H87", "ea": "H87", "each": "H87", "stk": "H87", "st": "H87", "unit": "H87", "units": "H87", "个": "H87", "件": "H87", "只": "H87", "支": "H87", "台": "H87", "块": "H87", "条": "H87", "把": "H87",
	"kg": "KGM", "kilo": "KGM", "kilogram": "KGM", "公斤": "KGM", "千克": "KGM", "g": "GRM", "gram": "GRM", "克": "GRM", "t": "TNE", "吨": "TNE", "lb": "LBR", "lbs": "LBR",
	"l": "LTR", "litre": "LTR", "liter": "LTR", "升": "LTR", "ml": "MLT", "毫升": "MLT", "m": "MTR", "meter": "MTR", "metre": "MTR", "米": "MTR", "cm": "CMT", "mm": "MMT", "ft": "FOT",
	"m2": "MTK", "m²": "MTK", "平方米": "MTK", "m3": "MTQ", "m³": "MTQ", "立方米": "MTQ", "set": "SET", "套": "SET", "pair": "PR", "pr": "PR", "双": "PR", "对": "PR", "dozen": "DZN", "dz": "DZN", "打": "DZN",
}

// unitCode is the code of UN/ECE Recommendation 20 for a word, or the text itself.
func unitCode(text string) string {
	word := strings.ToLower(strings.Trim(norm.NFKC.String(strings.TrimSpace(text)), ". "))
	if code := unitWords[word]; code != "" {
		return code
	}
	return strings.ToUpper(quantity.Narrow(strings.TrimSpace(text)))
}
