import { expect, test } from 'vitest'
import { readRates } from './pasted'

test('a currency and a figure a line, divided in any way', () => {
  expect(readRates('USD 1.0421\ncny\t7.55\n\nGBP;0.83215\nJPY = 161.2').rates).toEqual([{ currency: 'USD', perEUR: '1.0421' }, { currency: 'CNY', perEUR: '7.55' }, { currency: 'GBP', perEUR: '0.83215' }, { currency: 'JPY', perEUR: '161.2' }])
})

test('any other line is a question', () => {
  const { rates, odd } = readRates('USD 1.04\nUSD 1.05\nEUR 1\nCHF\n0.9\nSEK 0\n')
  expect(rates).toHaveLength(1)
  expect(odd.map((o) => o.line)).toEqual([2, 3, 4, 5, 6])
})
