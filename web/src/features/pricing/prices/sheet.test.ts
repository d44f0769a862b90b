import { expect, test } from 'vitest'
import { read, write, type Exact } from '../exact'
import { readOperation, type Operation } from '../operation'
import { baseColumn, counted, isUnder, linesOf, marginIn, textIn, typeInto, wrongWith, type SheetList, type SheetRow, type Typed } from './sheet'

const list: SheetList = { id: 'l1', name: 'Gold', currency: 'EUR', taxIncluded: false, taxRate: '0', rounding: { mode: 'half_up', step: read('0.05') } }
const row = (change: Partial<SheetRow> = {}): SheetRow => ({
  item: 'i1', sku: 'A1', name: 'Bolt', brand: '', unit: 'H87', cost: { amount: '6', currency: 'EUR' },
  prices: { [baseColumn]: { amount: '12.000000', currency: 'EUR', breaks: [] }, l1: { amount: '10.000000', currency: 'EUR', breaks: [] } }, ...change,
})
const none: Typed = new Map()
const op = (text: string) => readOperation(text) as Operation
const typing = (r: SheetRow, text: string, typed = none) => typeInto(typed, new Map([[r.item, r]]), [{ row: r.item, column: 'l1', text }])

test('what is typed stands in the cell, and typed back it is no change', () => {
  const typed = typing(row(), '１１．５')
  expect(textIn(row(), 'l1', typed)).toBe('11.5')
  expect(linesOf(typed)).toEqual([{ item: 'i1', list: 'l1', price: '11.5' }])
  expect(typing(row(), '10.00', typed).size).toBe(0)
})

test('an emptied cell takes its price away, a wrong one is not sent', () => {
  expect(linesOf(typing(row(), ''))).toEqual([{ item: 'i1', list: 'l1' }])
  expect(linesOf(typing(row(), 'soon'))).toEqual([])
  expect([wrongWith('soon'), wrongWith('-1'), wrongWith(''), wrongWith('3')]).toEqual(['wrong_form', 'out_of_range', undefined, undefined])
})

test('an operation counts from what stands there, from what was typed, from a rule’s figure, and is rounded as the list rounds', () => {
  expect(counted(op('+3%'), row(), list, none)).toBe('10.3')
  expect(counted(op('+3.3%'), row(), list, none)).toBe('10.35')
  expect(counted(op('+10%'), row(), list, typing(row(), '20'))).toBe('22')
  const reckoned = row({ prices: { l1: { amount: '8', currency: 'EUR', reckoned: true, breaks: [] } } })
  expect(textIn(reckoned, 'l1', none)).toBe('')
  expect(counted(op('+10%'), reckoned, list, none)).toBe('8.8')
  expect(counted(op('+10%'), row({ prices: {} }), list, none)).toBeNull()
})

test('cost and base price count only in the money of the list', () => {
  expect(counted(op('=cost+50%'), row(), list, none)).toBe('9')
  expect(counted(op('=base-10%'), row(), list, none)).toBe('10.8')
  expect(counted(op('=cost+50%'), row({ cost: { amount: '6', currency: 'USD' } }), list, none)).toBeNull()
})

test('the margin is of the price without its tax', () => {
  expect(write(marginIn(row(), list, none) as Exact, 2)).toBe('40')
  expect(write(marginIn(row(), { ...list, taxIncluded: true, taxRate: '25' }, none) as Exact, 2)).toBe('25')
  expect(marginIn(row({ cost: undefined }), list, none)).toBeNull()
  expect(marginIn(row(), list, typing(row(), '0'))).toBeNull()
})

test('a price is under the floor when less than the least margin is left', () => {
  expect(isUnder(marginIn(row(), list, none), read('40'))).toBe(false)
  expect(isUnder(marginIn(row(), list, typing(row(), '9.99')), read('40'))).toBe(true)
  expect(isUnder(null, read('40'))).toBe(false)
  expect(isUnder(marginIn(row(), list, none), null)).toBe(false)
})
