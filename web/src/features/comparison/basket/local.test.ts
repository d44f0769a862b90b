import { expect, test } from 'vitest'
import { priceAt, soldFor, totalAt, type Known } from './local'

const tiers = [{ from: 1, price: 0.5 }, { from: 10, price: 0.4 }, { from: 100, price: 0.2 }]
const known: Known = { holds: 1, minimum: 1, multiple: 1, tiers, price: 0.5, goods: 2.5, total: 4 }

test('whole steps, at least the minimum; decimals make no dust', () => {
  expect(soldFor(7, { holds: 1, minimum: 5, multiple: 5 })).toBe(10)
  expect(soldFor(2, { holds: 1, minimum: 5, multiple: 5 })).toBe(5)
  expect(soldFor(25, { holds: 24, minimum: 1, multiple: 1 })).toBe(2)
  expect(soldFor(0.3, { holds: 0.1, minimum: 0, multiple: 1 })).toBe(3)
  expect(soldFor(1.05, { holds: 1, minimum: 0, multiple: 0.05 })).toBe(1.05)
})

test('the price of the quantity that is bought', () => {
  expect([1, 9.99, 10, 500].map((q) => priceAt(tiers, q, 9))).toEqual([0.5, 0.5, 0.4, 0.2])
  expect(priceAt([], 5, 9)).toBe(9)
})

test('more of it at once costs by the next break; freight and terms stay until the hub answers', () => {
  expect(totalAt(known, 5)).toBeCloseTo(4)
  expect(totalAt(known, 10)).toBeCloseTo(5.5)
  expect(totalAt(known, 100)).toBeCloseTo(21.5)
})

test('more never costs less per unit than a lower break promises, for ascending quantities', () => {
  let last = Infinity
  for (let q = 1; q <= 300; q++) {
    const unit = (totalAt(known, q) - 1.5) / q
    expect(unit).toBeLessThanOrEqual(last + 1e-9)
    last = unit
  }
})
