import { expect, test } from 'vitest'
import { formatDelta, formatMoney, formatNumber, formatUnitPrice, parseDecimal } from './money'

test('money is exact and has a true minus', () => {
  expect(formatMoney('zh-CN', { amount: '20371.73', currency: 'CNY' })).toBe('¥20,371.73')
  expect(formatMoney('en', { amount: '-0.10', currency: 'CNY' })).toBe('−¥0.10')
  expect(formatMoney('en', { amount: '9007199254740993.01', currency: 'CNY' })).toBe('¥9,007,199,254,740,993.01')
  expect(formatMoney('en', { amount: '1200', currency: 'JPY' })).toBe('¥1,200')
})

test('a unit price keeps the decimals it was quoted with', () => {
  expect(formatUnitPrice('en', { amount: '0.012345', currency: 'CNY' })).toBe('¥0.012345')
  expect(formatUnitPrice('zh-CN', { amount: '12.3', currency: 'CNY' })).toBe('¥12.30')
})

test('change always has a sign, but nothing has none', () => {
  expect([0.06, -0.12, 0].map((d) => formatDelta('en', d))).toEqual(['+6%', '−12%', '0%'])
  expect(formatNumber('en', '1234.5')).toBe('1,234.5')
})

test.each([
  ['１２．５', '12.5'],
  ['¥ 1,234.50元', '1234.5'],
  ['2１。5', '21.5'],
  ['−3', '-3'],
  ['.5', '0.5'],
  ['007', '7'],
  ['-0', '0'],
  ['', null],
  ['.', null],
  ['1.2.3', null],
  ['12 Kisten', null],
  ['0.1234567', null],
])('%s is read as %s', (typed, want) => {
  expect(parseDecimal(typed)).toBe(want)
})
