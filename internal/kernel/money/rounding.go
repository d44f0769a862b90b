package money

import "math/big"

// Rounding names how to round. It is a word, so that a price receipt can say which was used.
type Rounding string

// The ways of rounding. Halves are halves of the last place kept; all treat negatives as the mirror of positives.
const (
	HalfUp   Rounding = "half_up"   // to the nearest, halves away from zero
	HalfEven Rounding = "half_even" // to the nearest, halves to the even neighbour
	Down     Rounding = "down"      // towards zero
	Up       Rounding = "up"        // away from zero
)

// Roundings returns all ways of rounding.
func Roundings() []Rounding { return []Rounding{HalfUp, HalfEven, Down, Up} }

// Whole returns the whole number that x rounds to, or ErrRounding.
func (r Rounding) Whole(x *big.Rat) (*big.Int, error) { return r.round(x) }

// round returns the whole number that x rounds to.
func (r Rounding) round(x *big.Rat) (*big.Int, error) {
	whole, rest := new(big.Int).QuoRem(x.Num(), x.Denom(), new(big.Int))
	half := new(big.Int).Abs(rest)
	half.Lsh(half, 1)
	side := half.Cmp(x.Denom()) // -1 below, 0 at, +1 above the half
	var away bool
	switch r {
	case HalfUp:
		away = side >= 0
	case HalfEven:
		away = side > 0 || side == 0 && whole.Bit(0) == 1
	case Down:
		away = false
	case Up:
		away = rest.Sign() != 0
	default:
		return nil, ErrRounding
	}
	if away {
		whole.Add(whole, big.NewInt(int64(x.Sign())))
	}
	return whole, nil
}

// scaled returns x times 10^places, rounded to a whole number of 64 bits.
func (r Rounding) scaled(x *big.Rat, places int) (int64, error) {
	whole, err := r.round(new(big.Rat).Mul(x, new(big.Rat).SetInt(pow10(places))))
	if err != nil {
		return 0, err
	}
	if !whole.IsInt64() {
		return 0, ErrOverflow
	}
	return whole.Int64(), nil
}

// exact returns x times 10^places, or ErrTooPrecise when that is no whole number.
func exact(x *big.Rat, places int) (int64, error) {
	shifted := new(big.Rat).Mul(x, new(big.Rat).SetInt(pow10(places)))
	if !shifted.IsInt() {
		return 0, ErrTooPrecise
	}
	if !shifted.Num().IsInt64() {
		return 0, ErrOverflow
	}
	return shifted.Num().Int64(), nil
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
