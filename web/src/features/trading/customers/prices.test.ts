import { expect, test } from 'vitest'
import type { Row } from '../../comparison/sheet/lines'
import { apart, itemOf, listCells, ownLine, readList, wrongIn, type OwnPrice } from './prices'

const own: OwnPrice = { item: 'itm_1', sku: 'A-1', name: 'Bolt', price: { amount: '9.000000', currency: 'CNY', breaks: [{ from: '100', amount: '8.500000' }] }, list: { amount: '10.000000', currency: 'CNY' }, updated_at: '2026-11-22T03:00:00Z' }
const row = (typed: Row['typed'] = {}): Row => ({ key: 'itm_1', item: itemOf(own), typed })

test('a line keeps the breaks that nobody touched; an emptied price is taken away', () => {
  expect(ownLine(row({ price: '9.5' }), 'CNY')).toEqual({ sku: 'A-1', price: { amount: '9.5', currency: 'CNY', breaks: [{ from: '100', amount: '8.5' }] } })
  expect(ownLine(row({ from2: '500', at2: '8' }), 'CNY').price?.breaks).toEqual([{ from: '100', amount: '8.5' }, { from: '500', amount: '8' }])
  expect(ownLine(row({ price: '' }), 'CNY')).toEqual({ sku: 'A-1', remove: true })
  expect(ownLine({ key: 'new0', typed: { sku: 'B-2', price: '4' } }, 'EUR')).toEqual({ sku: 'B-2', price: { amount: '4', currency: 'EUR', breaks: undefined } })
})

test('how far from the list price, only in the same money', () => {
  expect(apart(row(), own.list, 'EUR')).toBeCloseTo(-0.1)
  expect(apart(row({ price: '１２' }), own.list, 'EUR')).toBeCloseTo(0.2)
  expect(apart(row({ currency: 'EUR' }), own.list, 'EUR')).toBeNull()
  expect(apart(row({ price: '' }), own.list, 'EUR')).toBeNull()
  expect(apart(row(), undefined, 'EUR')).toBeNull()
  expect(apart(row(), { amount: '0.000000', currency: 'CNY' }, 'EUR')).toBeNull()
})

test('what is surely wrong: a new line without SKU or price, breaks without a price, half a break, no number', () => {
  expect(wrongIn({ key: 'new0', typed: { sku: 'B-2' } }, 'price')).toBe('required')
  expect(wrongIn({ key: 'new0', typed: { price: '2' } }, 'sku')).toBe('required')
  expect(wrongIn(row({ price: '' }), 'price')).toBeUndefined()
  expect(wrongIn(row({ price: '', at1: '7' }), 'price')).toBe('required')
  expect(wrongIn(row({ from2: '500' }), 'at2')).toBe('required')
  expect(wrongIn(row({ price: 'cheap' }), 'price')).toBe('wrong_form')
  expect(wrongIn(row({ price: '-1' }), 'price')).toBe('out_of_range')
  expect(wrongIn(row(), 'price')).toBeUndefined()
})

test('a list is read from a spreadsheet, from words, with breaks and with a heading', () => {
  expect(readList('SKU\tPrice\r\nA-1\t9.5\r\nB 2\t¥1,200.50\t100\t1100\r\n')).toEqual([['A-1', '9.5'], ['B 2', '¥1,200.50', '100', '1100']])
  expect(readList('A-1 9.5\n\nM8 x 40 0.42\nB-2；3')).toEqual([['A-1', '9.5'], ['M8 x 40', '0.42'], ['B-2', '3']])
  expect(readList('货号 价格\n4711 12')).toEqual([['4711', '12']])
  expect(readList('A-1,9.5\nB-2,1,200\nC-3 1,200 100 1,100.5\nD-4, 7')).toEqual([['A-1', '9.5'], ['B-2,1,200'], ['C-3', '1,200', '100', '1,100.5'], ['D-4', '7']])
  expect(readList('A-1')).toEqual([['A-1']])
  expect(listCells([['A-1', '9'], ['B', '1', '100', '2', '500']])).toEqual(['sku', 'price', 'from1', 'at1', 'from2', 'at2'])
})
