import { expect, test } from 'vitest'
import { readCosts } from './pasted'

test('two columns of a spreadsheet are items and costs, with or without headings', () => {
  const lines = [{ line: 1, sku: 'A1', cost: '3.5' }, { line: 2, sku: 'A2', cost: '4' }]
  expect(readCosts('A1\t3.50\nA2\t4\n')).toEqual({ lines, odd: [] })
  expect(readCosts('SKU\tCost\nA1\t¥3.50\nA2\t４\n').lines.map((l) => [l.line, l.sku, l.cost])).toEqual([[2, 'A1', '3.5'], [3, 'A2', '4']])
})

test('the cost is found behind a name, and a currency beside it', () => {
  expect(readCosts('A1\tBolt M8\t3.50\teur\nA2\tNut M8\t4\tEUR').lines).toEqual([{ line: 1, sku: 'A1', cost: '3.5', currency: 'EUR' }, { line: 2, sku: 'A2', cost: '4', currency: 'EUR' }])
})

test('semicolons and commas divide where there are no tabs', () => {
  expect(readCosts('A1;3.5\nA2;4').lines).toHaveLength(2)
  expect(readCosts('A1,3.5\nA2,4').lines).toHaveLength(2)
})

test('a line that is no cost is a question; none is lost', () => {
  const { lines, odd } = readCosts('A1\t3\n\nA1\t4\n\t5\nA3\tsoon\nA4\t-2\n')
  expect(lines).toHaveLength(1)
  expect(odd.map((o) => [o.line, o.why])).toEqual([[3, 'twice'], [4, 'no_sku'], [5, 'no_cost'], [6, 'negative']])
})

test('nothing pasted is nothing', () => {
  expect(readCosts('')).toEqual({ lines: [], odd: [] })
})
