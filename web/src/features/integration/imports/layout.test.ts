import { expect, test } from 'vitest'
import { choiceOf, choose, currencyOpen, draftOf, figureOf, hindrance, keyOf, partsOf, type Draft } from './layout'
import type { Column } from './queries'

const column = (index: number, heading: string, change: Partial<Column> = {}): Column => ({ index, heading, field: 'skip', confidence: 0, reason: 'none', examples: [], ...change })
const columns = [
  column(0, 'Artikelnr', { field: 'sku', reason: 'heading_alike', confidence: 0.6, numbers: 'unsure' }),
  column(1, 'Preis', { field: 'price', reason: 'heading_same', confidence: 1, numbers: 'comma' }),
  column(2, 'ab 10', { field: 'price_from', from: '10', reason: 'heading_alike', confidence: 0.8, numbers: 'unsure' }),
  column(3, 'Bemerkung'),
]
const draft = (change: Partial<Draft> = {}): Draft => ({ ...draftOf({ columns, currency: 'EUR' }), ...change })

test('the guess becomes the choice, and what is unsure is not said', () => {
  expect(choiceOf(draft())).toEqual({
    columns: [
      { index: 0, field: 'sku', from: undefined, numbers: undefined },
      { index: 1, field: 'price', from: undefined, numbers: 'comma' },
      { index: 2, field: 'price_from', from: '10', numbers: undefined },
    ],
    currency: 'EUR', unit: undefined, category: undefined, whole: undefined,
  })
})

test('what was chosen before for this file stands, also that a column is left out', () => {
  const again = draftOf({ columns, currency: 'EUR', choice: { columns: [{ index: 0, field: 'name' }], currency: 'CNY', whole: true } })
  expect(again.columns[0]?.field).toBe('name')
  expect(again.columns[1]?.field).toBe('skip')
  expect(again).toMatchObject({ currency: 'CNY', whole: true })
})

test('a field stands in one column, but there are several prices from quantities', () => {
  const twice = choose(draft().columns, 3, 'price')
  expect([twice[1]?.field, twice[3]?.field]).toEqual(['skip', 'price'])
  const breaks = choose(draft().columns, 3, 'price_from')
  expect([breaks[2]?.field, breaks[3]?.field]).toEqual(['price_from', 'price_from'])
})

test('what hinders is a line without a key and a price without its quantity', () => {
  expect(hindrance(draft())).toBeNull()
  expect(hindrance(draft({ columns: { 1: { field: 'price' } } }))).toBe('noKey')
  expect(hindrance(draft({ columns: choose(draft().columns, 3, 'price_from') }))).toBe('noQuantity')
  expect(hindrance(draft({ columns: { ...draft().columns, 3: { field: 'price_from', from: '#1' } } }))).toBeNull()
  expect(hindrance(draft({ columns: { ...draft().columns, 3: { field: 'price_from', from: '0' } } }))).toBe('noQuantity')
  expect(choiceOf(draft({ columns: { 3: { field: 'price_from', from: '１００' } } })).columns).toEqual([{ index: 3, field: 'price_from', from: '100', numbers: undefined }])
})

test('a currency is missing only where there are prices and nobody says it', () => {
  expect(currencyOpen(draft({ currency: '' }))).toBe(true)
  expect(currencyOpen(draft())).toBe(false)
  expect(currencyOpen(draft({ currency: '', columns: choose(draft().columns, 3, 'currency') }))).toBe(false)
  expect(currencyOpen(draft({ currency: '', columns: { 0: { field: 'sku' } } }))).toBe(false)
})

test.each([
  ['12,5', 'comma', '12.5'], ['12.5', 'comma', '12.5'], ['1.234,5', 'comma', '1234.5'], ['1,234.5', 'comma', '1234.5'], ['1.234,50', 'point', '1234.5'],
  ['1,234', 'point', '1234'], ['１２．５', undefined, '12.5'], ['¥3', undefined, '3'], ['2 weeks', 'comma', '2 weeks'], ['', 'comma', ''],
] as const)('%s, written with %s, is %s', (typed, numbers, out) => {
  expect(figureOf(typed, numbers)).toBe(out)
})

test('a cell is named by its field and the quantity of a break', () => {
  expect(partsOf(keyOf('price_from', '10'))).toEqual({ field: 'price_from', from: '10' })
  expect(partsOf(keyOf('name'))).toEqual({ field: 'name', from: undefined })
})
