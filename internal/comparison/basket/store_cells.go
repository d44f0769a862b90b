package basket

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"

	"manifold/internal/kernel/money"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/pricing/resolve"
)

// key16 is an id as it goes into an array of SQL.
type key16 [16]byte

// UUIDValue lets pgx write it.
func (k *key16) UUIDValue() (pgtype.UUID, error) { return pgtype.UUID{Bytes: *k, Valid: true}, nil }

// keys are an array of SQL. pgx would take a slice as well, and look at the type of each element again.
type keys []key16

// Dimensions, Index and IndexType let pgx write it.
func (k keys) Dimensions() []pgtype.ArrayDimension {
	return []pgtype.ArrayDimension{{Length: int32(len(k)), LowerBound: 1}}
}

// Index is an element.
func (k keys) Index(i int) any { return &k[i] }

// IndexType is the type of elements.
func (k keys) IndexType() any { return (*key16)(nil) }

// arrays are refs as two arrays of SQL.
func arrays(refs []own.Ref) (suppliers, items keys) {
	suppliers, items = make(keys, len(refs)), make(keys, len(refs))
	for i, r := range refs {
		suppliers[i], items[i] = r.Supplier.Bytes(), r.Item.Bytes()
	}
	return suppliers, items
}

// cells are the values of a row, taken one after the other in the form in which pgx asks for them: binary, and JSON as text. A basket reads some ten thousand numbers;
// reading them through general types took three times as long as all that the database does.
type cells struct {
	of  [][]byte
	err error
	// What most rows have in common is made once.
	money   money.Currency
	measure quantity.Unit
}

var errCells = errors.New("a value is not of the form that was asked for")

// each takes the cells of all rows.
func (c *cells) each(rows pgx.Rows, err error, take func(c *cells) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		c.of = rows.RawValues()
		if err := errors.Join(take(c), c.err); err != nil {
			return err
		}
	}
	return rows.Err()
}

// next is the next value; nil is NULL.
func (c *cells) next() []byte {
	v := c.of[0]
	c.of = c.of[1:]
	return v
}

// sized is the next value if it is so long. NULL is nil as well.
func (c *cells) sized(n int) []byte {
	v := c.next()
	if v != nil && len(v) != n {
		c.err = errCells
		return nil
	}
	return v
}

func (c *cells) text() string { return string(c.next()) }

// texts are the next few, in one piece of memory.
func (c *cells) texts(dest ...*string) {
	size := 0
	for i := range dest {
		size += len(c.of[i])
	}
	var all strings.Builder
	all.Grow(size)
	for i := range dest {
		all.Write(c.of[i])
	}
	from := all.String()
	for _, d := range dest {
		n := len(c.next())
		*d, from = from[:n], from[n:]
	}
}

func (c *cells) uuid() (out [16]byte) {
	copy(out[:], c.sized(16))
	return out
}

func (c *cells) truth() bool {
	v := c.sized(1)
	return v != nil && v[0] != 0
}

// long is a bigint; NULL is zero.
func (c *cells) long() int64 {
	v := c.sized(8)
	if v == nil {
		return 0
	}
	return int64(binary.BigEndian.Uint64(v))
}

// short is an int.
func (c *cells) short() *int {
	v := c.sized(4)
	if v == nil {
		return nil
	}
	out := int(int32(binary.BigEndian.Uint32(v)))
	return &out
}

// since is what PostgreSQL counts microseconds from.
var since = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// time is a moment; NULL is zero.
func (c *cells) time() time.Time {
	v := c.sized(8)
	if v == nil {
		return time.Time{}
	}
	micros := int64(binary.BigEndian.Uint64(v))
	return time.Unix(since.Unix()+micros/1_000_000, micros%1_000_000*1000).UTC()
}

// parts are a numeric as coefficient × 10^exponent, without zeros behind the point; big holds what has no room.
func (c *cells) parts() (coefficient int64, exponent int, big *big.Int) {
	v := c.next()
	if v == nil {
		return 0, 0, nil
	}
	if len(v) < 8 || len(v) != 8+2*int(binary.BigEndian.Uint16(v)) {
		c.err = errCells
		return 0, 0, nil
	}
	digits, weight, sign := v[8:], int(int16(binary.BigEndian.Uint16(v[2:]))), binary.BigEndian.Uint16(v[4:])
	if sign != 0 && sign != 0x4000 {
		c.err = errCells // neither NaN nor infinite stand in our tables
		return 0, 0, nil
	}
	exponent = 4 * (weight + 1 - len(digits)/2)
	if len(digits) > 8 { // of ten thousand each
		return 0, exponent, whole(digits, sign != 0)
	}
	for ; len(digits) > 0; digits = digits[2:] {
		coefficient = coefficient*10_000 + int64(binary.BigEndian.Uint16(digits))
	}
	for ; exponent < 0 && coefficient%10 == 0 && coefficient != 0; exponent++ {
		coefficient /= 10
	}
	if coefficient == 0 {
		exponent = 0
	}
	if sign != 0 {
		coefficient = -coefficient
	}
	return coefficient, exponent, nil
}

// whole is a number of many digits.
func whole(digits []byte, negative bool) *big.Int {
	out, base := new(big.Int), big.NewInt(10_000)
	for ; len(digits) > 0; digits = digits[2:] {
		out.Add(out.Mul(out, base), big.NewInt(int64(binary.BigEndian.Uint16(digits))))
	}
	if negative {
		out.Neg(out)
	}
	return out
}

// number is a numeric; NULL is zero.
func (c *cells) number() decimal.Decimal {
	coefficient, exponent, big := c.parts()
	switch {
	case big != nil:
		return decimal.NewFromBigInt(big, int32(exponent))
	case coefficient == 0:
		return decimal.Decimal{}
	case exponent == 0 && coefficient > 0 && coefficient < int64(len(smallNumbers)):
		return smallNumbers[coefficient]
	}
	return decimal.New(coefficient, int32(exponent))
}

// smallNumbers are those that minimums, multiples and stock mostly are; a decimal never changes.
var smallNumbers = func() (out [1024]decimal.Decimal) {
	for i := range out {
		out[i] = decimal.New(int64(i), 0)
	}
	return out
}()

// some is a numeric that may be missing.
func (c *cells) some() *decimal.Decimal {
	if c.of[0] == nil {
		c.next()
		return nil
	}
	n := c.number()
	return &n
}

// price is a numeric as a price.
func (c *cells) price(in money.Currency) money.UnitPrice {
	before := c.of
	coefficient, exponent, big := c.parts()
	if n, fits := millionths(coefficient, exponent); fits && big == nil {
		return money.FromMillionths(n, in)
	}
	c.of = before
	return c.priced(c.number(), in)
}

func (c *cells) priced(n decimal.Decimal, in money.Currency) money.UnitPrice {
	out, err := money.NewUnitPrice(n, in)
	if err != nil {
		c.err = err
	}
	return out
}

// millionths is coefficient × 10^exponent in millionths, where that is a whole number that fits.
func millionths(coefficient int64, exponent int) (int64, bool) {
	for exponent += microPlaces; exponent > 0; exponent-- {
		if coefficient > math.MaxInt64/10 || coefficient < math.MinInt64/10 {
			return 0, false
		}
		coefficient *= 10
	}
	return coefficient, exponent == 0
}

// currency is a currency's code; NULL is none.
func (c *cells) currency() money.Currency {
	v := c.next()
	if v == nil {
		return money.Currency{}
	}
	if string(v) != c.money.Code() {
		var err error
		if c.money, err = money.ParseCurrency(string(v)); err != nil {
			c.err = err
		}
	}
	return c.money
}

// unit is a unit's code.
func (c *cells) unit() quantity.Unit {
	v := c.next()
	if string(v) != c.measure.Code() {
		var err error
		if c.measure, err = quantity.ParseUnit(string(v)); err != nil {
			c.err = err
		}
	}
	return c.measure
}

// breaks are the steps of a price.
func (c *cells) breaks(in money.Currency) []resolve.Break {
	v := c.next()
	if len(v) <= len("[]") {
		return nil
	}
	if out, usual := printed(v, in); usual {
		return out
	}
	var steps []struct{ From, Price decimal.Decimal }
	if err := json.Unmarshal(v, &steps); err != nil {
		c.err = err
		return nil
	}
	out := make([]resolve.Break, len(steps))
	for i, s := range steps {
		out[i] = resolve.Break{From: s.From, Unit: c.priced(s.Price, in)}
	}
	return out
}

// printed reads breaks of texts in the way that PostgreSQL prints them; false for what looks otherwise.
func printed(v []byte, in money.Currency) (out []resolve.Break, usual bool) {
	for before := `[{"from": "`; ; before = `, {"from": "` {
		rest, ok := bytes.CutPrefix(v, []byte(before))
		if !ok {
			return out, string(v) == "]" && len(out) > 0
		}
		from, places, rest, _ := literal(rest) // what it leaves does not go on as it should
		if rest, ok = bytes.CutPrefix(rest, []byte(`", "price": "`)); !ok {
			return nil, false
		}
		price, of, rest, _ := literal(rest)
		if v, ok = bytes.CutPrefix(rest, []byte(`"}`)); !ok {
			return nil, false
		}
		unit, ok := millionths(price, -of)
		if !ok {
			return nil, false
		}
		out = append(out, resolve.Break{From: decimal.New(from, int32(-places)), Unit: money.FromMillionths(unit, in)})
	}
}

// literal reads a number of at most 18 digits at the beginning of a text; what is longer, or no plain number, it leaves.
func literal(v []byte) (coefficient int64, places int, rest []byte, ok bool) {
	point := -1
	for i, b := range v {
		switch {
		case b == '.' && point < 0 && i > 0:
			point = i
		case b >= '0' && b <= '9' && i < 19:
			coefficient = coefficient*10 + int64(b-'0')
		default:
			if point >= 0 {
				places = i - point - 1
			}
			for ; places > 0 && coefficient%10 == 0; places-- {
				coefficient /= 10
			}
			return coefficient, places, v[i:], i > 0
		}
	}
	return 0, 0, v, false
}
