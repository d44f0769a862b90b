package table

import "strings"

// Column is what the sampled values of a column have in common.
type Column struct {
	Index    int    // from 0
	Name     string // from the heading; empty without one
	Kind     Kind
	Share    float64 // of the values that are of that kind, 0 to 1
	Blank    float64 // share of the rows without a value
	Distinct float64 // share of the values that are there once or for the first time
	Number   NumberStyle
	Date     DateOrder
	DateSure bool     // false: days and months could be the other way round
	Examples []string // the first different values, five at most

	shares map[Kind]float64
	style  tally // values that need a point for their decimals, and a comma
}

// columnOf looks at the values of a column.
func columnOf(index int, name string, rows []Row) Column {
	c := Column{Index: index, Name: name, shares: map[Kind]float64{}}
	seen := map[string]bool{}
	var order tally
	values, exact, realCountry := 0, 0, false
	for _, row := range rows {
		cell := row.Cell(index)
		if cell == "" {
			continue
		}
		values++
		if !seen[cell] {
			seen[cell] = true
			if len(c.Examples) < 5 {
				c.Examples = append(c.Examples, cell)
			}
		}
		for _, kind := range kindsOf(cell) {
			c.shares[kind]++
			realCountry = realCountry || kind == KindCountry && !unitLike(cell)
		}
		if row.exact(index) {
			exact++
			continue
		}
		if n, ok := bareNumber(cell); ok {
			c.style.add(n.evidence())
		}
		order.add(orderEvidence(cell))
	}
	if !realCountry {
		delete(c.shares, KindCountry)
	}
	for kind := range c.shares {
		c.shares[kind] /= float64(max(values, 1))
	}
	c.Blank = 1 - float64(values)/float64(max(len(rows), 1))
	c.Distinct = float64(len(seen)) / float64(max(values, 1))
	c.Number, c.Date = c.style.numbers(), DayFirst
	var dayFirst bool
	if dayFirst, c.DateSure = majority(order.first, order.second, order.both); !dayFirst {
		c.Date = MonthFirst
	}
	c.Kind, c.Share = c.kind(values)
	return c
}

// tally counts the values that speak for one of two ways, and those that can be read both ways.
type tally struct{ first, second, both int }

func (t *tally) add(first, second, both bool) {
	switch {
	case first:
		t.first++
	case second:
		t.second++
	case both:
		t.both++
	}
}

func (t *tally) numbers() NumberStyle {
	point, sure := majority(t.first, t.second, t.both)
	if point {
		return NumberStyle{Point: '.', Group: ',', Sure: sure}
	}
	return NumberStyle{Point: ',', Group: '.', Sure: sure}
}

// kind is the most telling one that enough values have.
func (c Column) kind(values int) (Kind, float64) {
	if values == 0 {
		return KindEmpty, 1
	}
	for _, s := range specific {
		share := c.shares[s.kind]
		switch {
		case share < s.need, s.kind == KindCode && c.Distinct < .5, s.kind == KindMoney && c.shares[KindDecimal] < .8:
			continue
		}
		return s.kind, share
	}
	return KindText, 1
}

// fits says how well the values go with a kind that a field expects, 0 to 1.
func (c Column) fits(kind Kind) float64 {
	numeric := c.shares[KindDecimal]
	switch kind {
	case "":
		return .5
	case KindMoney:
		switch {
		case c.shares[KindMoney] > .5:
			return numeric
		case c.shares[KindInteger] > .95 && (c.shares[KindBarcode] > .5 || c.Distinct > .98 && c.Kind == KindInteger):
			return .4 * numeric // more likely a code
		case c.shares[KindInteger] > .95:
			return .8 * numeric
		}
		return .95 * numeric
	case KindDecimal:
		return max(numeric, c.shares[KindPercent])
	case KindPercent:
		return max(.7*numeric, c.shares[KindPercent])
	case KindCode:
		return max(c.shares[KindCode]*(.4+.6*c.Distinct)-.3*float64(c.points()), 0)
	case KindText:
		return 1 - max(numeric, c.shares[KindDate], c.shares[KindEmail], c.shares[KindURL], c.shares[KindPhone])
	default:
		return c.shares[kind]
	}
}

// points is 1 for a column of decimals, which are no codes.
func (c Column) points() int {
	if c.shares[KindDecimal] > .8 && c.shares[KindInteger] < .8 {
		return 1
	}
	return 0
}

// Decimal reads a number of this column as a decimal with a point and without groups, such as "-1234.50"; false if the cell is none.
// A percentage gives the number before the sign.
func (c Column) Decimal(r Row) (string, bool) {
	number, _, ok := c.Money(r)
	return number, ok
}

// Money is Decimal with the currency that stands beside the number: its code, a sign that several currencies have ("$", "¥"), or
// empty.
func (c Column) Money(r Row) (number, currency string, ok bool) {
	n, ok := bareNumber(r.Cell(c.Index))
	if !ok {
		return "", "", false
	}
	style := c.Number
	if r.exact(c.Index) || style.Point == 0 {
		style = NumberStyle{Point: '.'}
	}
	number, ok = n.canonical(style)
	return number, n.currency, ok
}

// Day reads a date of this column as 2026-11-22; false if the cell is none.
func (c Column) Day(r Row) (string, bool) {
	order := c.Date
	if order == "" {
		order = DayFirst
	}
	return readDate(r.Cell(c.Index), order)
}

// Country reads a country of this column as its alpha-2 code; false if the cell is none.
func (c Column) Country(r Row) (string, bool) {
	code := countryOf(strings.TrimSpace(r.Cell(c.Index)))
	return code, code != ""
}
