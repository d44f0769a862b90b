import { expect, test } from 'vitest'
import { readSum, sameTerms, withTerm } from './terms'

test('a term is set and inherited again; zero days are days', () => {
  expect(withTerm({ payment: 'days' }, 'payment_days', 0)).toEqual({ payment: 'days', payment_days: 0 })
  expect(withTerm({ payment: 'days', payment_days: 30 }, 'payment_days', undefined)).toEqual({ payment: 'days' })
  expect(withTerm({ note: 'x' }, 'note', '')).toEqual({})
})

test('terms are the same whatever the order of their fields', () => {
  expect(sameTerms({ payment: 'days', currency: 'CNY' }, { currency: 'CNY', payment: 'days' })).toBe(true)
  expect(sameTerms({ minimum_order: { amount: '1', currency: 'CNY' } }, { minimum_order: { amount: '1', currency: 'EUR' } })).toBe(false)
})

test('a sum is read as people write it', () => {
  expect(readSum('¥1,000.50', 'CNY')).toEqual({ amount: '1000.5', currency: 'CNY' })
  expect(readSum(' ', 'CNY')).toBeUndefined()
  expect(readSum('-3', 'CNY')).toBeNull()
  expect(readSum('much', 'CNY')).toBeNull()
})
