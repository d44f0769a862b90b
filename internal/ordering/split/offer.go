package split

import "math/bits"

// MostMoney is the greatest figure that a basket may name or come to, in minor units; and the greatest quantity.
const MostMoney = 1 << 40

// buy says how much of an offer is bought for a line, and what the goods cost: the cheapest of the smallest quantity that can be bought and
// the smallest ones at each lower price up to what the line allows; of equals the smallest. It is false if the offer cannot serve the line.
func (o Offer) buy(l Line) (quantity, amount int64, ok bool) {
	pack := max(o.Pack, 1)
	up := func(q int64) int64 { return (q + pack - 1) / pack * pack }
	least := up(max(l.Quantity, o.Minimum))
	for i := -1; i < len(o.Prices); i++ {
		q := least
		if i >= 0 {
			q = up(o.Prices[i].From)
		}
		if q < least || i >= 0 && q > max(l.UpTo, least) || o.Stock != nil && q > *o.Stock {
			continue
		}
		if a, fits := o.goods(q); fits && (!ok || a < amount || a == amount && q < quantity) {
			quantity, amount, ok = q, a, true
		}
	}
	return quantity, amount, ok
}

// goods is the price of a quantity, rounded half up; it is false where that is more than MostMoney or there is no price.
func (o Offer) goods(q int64) (int64, bool) {
	unit := int64(-1)
	for _, p := range o.Prices {
		if q >= p.From {
			unit = p.Unit
		}
	}
	if unit < 0 || q < 0 {
		return 0, false
	}
	hi, lo := bits.Mul64(uint64(q), uint64(unit))
	if hi > 0 || lo/UnitScale > MostMoney {
		return 0, false
	}
	return int64((lo + UnitScale/2) / UnitScale), true
}
