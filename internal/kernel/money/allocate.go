package money

import (
	"math/big"
	"slices"
)

// Weights turns whole numbers into weights for Allocate.
func Weights(numbers ...int64) []*big.Rat {
	weights := make([]*big.Rat, len(numbers))
	for i, n := range numbers {
		weights[i] = new(big.Rat).SetInt64(n)
	}
	return weights
}

// Allocate splits total in proportion to weights, by largest remainder: the shares add up to
// total exactly, each is within one minor unit of its exact share, equal remainders go
// to the earlier weight first, a weight of zero gets nothing, and a negative total splits as the
// mirror of the positive one. It answers ErrWeights.
func Allocate(total Amount, weights []*big.Rat) ([]Amount, error) {
	sum := new(big.Rat)
	for _, w := range weights {
		if w.Sign() < 0 {
			return nil, ErrWeights
		}
		sum.Add(sum, w)
	}
	if sum.Sign() == 0 {
		return nil, ErrWeights
	}
	sign := big.NewInt(int64(total.Sign()))
	size := new(big.Int).Abs(big.NewInt(total.minor))
	shares := make([]Amount, len(weights))
	for i, n := range apportion(size, weights, sum) {
		// Each share lies between zero and total, so it fits.
		shares[i] = Amount{n.Mul(n, sign).Int64(), total.currency}
	}
	return shares, nil
}

// apportion splits size, which is not negative, by weights with the given sum.
func apportion(size *big.Int, weights []*big.Rat, sum *big.Rat) []*big.Int {
	left := new(big.Int).Set(size)
	parts := make([]*big.Int, len(weights))
	rests := make([]*big.Rat, len(weights))
	order := make([]int, len(weights))
	for i, w := range weights {
		share := new(big.Rat).SetInt(size)
		share.Mul(share, w).Quo(share, sum)
		parts[i] = new(big.Int).Quo(share.Num(), share.Denom())
		rests[i] = share.Sub(share, new(big.Rat).SetInt(parts[i]))
		order[i] = i
		left.Sub(left, parts[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return rests[b].Cmp(rests[a]) })
	// Less is left than there are remainders above zero.
	for _, i := range order[:left.Int64()] {
		parts[i].Add(parts[i], big.NewInt(1))
	}
	return parts
}
