import { expect, test } from 'vitest'
import { breaksShown, cellOf, cellOfPath, cellsWith, fits, isChanged, joined, lineOf, narrowed, rowsOf, typeInto, wrongWith, type Item, type Row } from './lines'

const item: Item = {
  item: 'itm_1', sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'H87', minimum: '10.000000', multiple: '5', lead_days: 0, state: 'active', stock: '100.000000',
  price: { amount: '12.300000', currency: 'EUR', breaks: [{ from: '100', amount: '11' }] }, promotion: 'now', updated_at: '2026-11-22T00:00:00Z',
}
const row: Row = { key: 'itm_1', item, typed: {} }

test('figures are written short, and zero days are days', () => {
  expect([cellOf(row, 'price'), cellOf(row, 'minimum'), cellOf(row, 'stock'), cellOf(row, 'lead_days')]).toEqual(['12.3', '10', '100', '0'])
})

test('typed back to what it was is no change', () => {
  const changed = typeInto(row, 'price', '13')
  expect(isChanged(changed)).toBe(true)
  expect(isChanged(typeInto(changed, 'price', '12.3'))).toBe(false)
})

test('a line sets all of the item, and keeps breaks and promotion', () => {
  expect(lineOf(typeInto(row, 'price', '13'), 'CNY')).toEqual({
    sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'H87', minimum: '10', multiple: '5', lead_days: '0', stock: '100',
    price: { amount: '13', currency: 'EUR', promotion: 'now', breaks: [{ from: '100', amount: '11' }] },
  })
})

test('an emptied price or stock is no longer kept; one that never was is nothing to clear', () => {
  expect(lineOf(typeInto(typeInto(row, 'price', ''), 'stock', ''), 'CNY').clear).toEqual(['price', 'stock'])
  expect(lineOf({ key: 'new', typed: { sku: 'B', name: 'Nut' } }, 'CNY')).toEqual({ sku: 'B', name: 'Nut' })
})

test('a new line has the usual currency where none is typed', () => {
  expect(lineOf({ key: 'new', typed: { sku: 'B', name: 'Nut', price: '1' } }, 'CNY').price).toEqual({ amount: '1', currency: 'CNY', promotion: undefined, breaks: undefined })
})

test('pasted lines beyond the sheet are new rows, and a known SKU goes into its own row without losing what is not said', () => {
  let n = 0
  const pasted = rowsOf([['A1', '', '', '14'], ['B2', 'Nut', 'fasteners', '0.5']], 'sku', () => `new${n++}`)
  const rows = joined([row, ...pasted])
  expect(rows.map((r) => [r.key, r.typed])).toEqual([['itm_1', { price: '14' }], ['new1', { sku: 'B2', name: 'Nut', category: 'fasteners', price: '0.5' }]])
})

test('quantity breaks have two columns each, and one pair more to type into', () => {
  expect(breaksShown([row])).toBe(2)
  expect(cellsWith(1).slice(3, 8)).toEqual(['price', 'currency', 'from1', 'at1', 'stock'])
  expect([cellOf(row, 'from1'), cellOf(row, 'at1'), cellOf(row, 'from2')]).toEqual(['100', '11', ''])
  expect(breaksShown([typeInto(row, 'from2', '500')])).toBe(3)
})

test('breaks are sent by quantity, and what the hub says of one finds its columns', () => {
  const typed = typeInto(typeInto(row, 'from2', '50'), 'at2', '11.5')
  expect(lineOf(typed, 'CNY').price?.breaks).toEqual([{ from: '50', amount: '11.5' }, { from: '100', amount: '11' }])
  expect(cellOfPath('/price/breaks/0/amount', typed)).toBe('at2')
  expect(cellOfPath('/price/breaks/1/from', typed)).toBe('from1')
  expect(lineOf(typeInto(typeInto(row, 'from1', ''), 'at1', ''), 'CNY').price?.breaks).toBeUndefined()
})

test('what is surely wrong is said before it is sent, and only of lines that are sent', () => {
  expect(wrongWith({ ...row, item: { ...item, name: '' } }, 'name')).toBeUndefined()
  expect(wrongWith(typeInto(row, 'price', 'cheap'), 'price')).toBe('wrong_form')
  expect(wrongWith(typeInto(row, 'stock', '-1'), 'stock')).toBe('out_of_range')
  expect(wrongWith(typeInto(row, 'price', '１２．５元'), 'price')).toBeUndefined()
  expect(wrongWith(typeInto(row, 'from2', '500'), 'at2')).toBe('required')
  expect(wrongWith({ key: 'new', typed: { sku: 'B' } }, 'name')).toBe('required')
})

test('rows are narrowed by words and figures above their columns, but what is not saved stays', () => {
  expect(fits('M8 Bolt', 'bolt')).toBe(true)
  expect([fits('12.30', '>12'), fits('12.30', '<= 12.3'), fits('', '>0'), fits('', '='), fits('x', '*'), fits('12.3', '=１２．３０')]).toEqual([true, true, false, true, true, true])
  const other: Row = { key: 'o', item: { ...item, item: 'o', name: 'Nut' }, typed: {} }
  expect(narrowed([row, other], { name: 'nut' })).toEqual([other])
  expect(narrowed([typeInto(row, 'price', '1'), other], { name: 'nut' }).length).toBe(2)
  expect(narrowed([row, other], { name: ' ' }).length).toBe(2)
})
