import { expect, test } from 'vitest'
import type { Cell, RowView } from './board'
import { changeOf } from './since'

const cell = (supplier: string, amount: string, more: Partial<Cell> = {}) => ({ supplier, item: `${supplier} item`, unit: 'C62', price: { amount, currency: 'EUR' }, cost: amount, rank: Number(amount), ...more }) as Cell

/** A line that was bought at `a` for one euro. */
function row(cells: Cell[], counts: Cell | undefined, more: Partial<RowView['line']> = {}): RowView {
  const line = { key: '1', text: '', quantity: '1', unit: '', paid: { supplier: 'a', item: 'a item', amount: '1', currency: 'EUR', unit: 'C62' }, ...more }
  return { line, said: { key: '1', state: 'matched', quantity: '1', questions: [], cells }, cells: new Map(), chosen: counts && { cell: counts, chosen: true, others: 0 }, offers: cells.length, fresh: true } as RowView
}

test('what costs up to five per cent more is taken without asking', () => {
  const a = cell('a', '1.05')
  expect(changeOf(row([a], a))).toBeUndefined()
})

test('what costs more is asked, the offer that counts first', () => {
  const [a, b] = [cell('a', '1.06'), cell('b', '1.2')]
  expect(changeOf(row([b, a], a))).toMatchObject({ what: 'dearer', cells: [a, b] })
  expect(changeOf(row([b, a], a))?.rose).toBeCloseTo(0.06)
})

test('a rise at who had it does not matter where another one counts', () => {
  const [a, b] = [cell('a', '2'), cell('b', '0.9')]
  expect(changeOf(row([a, b], b))).toBeUndefined()
})

test('who has too few is asked, with who has it', () => {
  const [a, b] = [cell('a', '1', { available: 'short' }), cell('b', '1.5')]
  expect(changeOf(row([a, b], b))).toMatchObject({ what: 'elsewhere', cells: [b] })
  expect(changeOf(row([b], b))).toMatchObject({ what: 'elsewhere' })
  // A plan may have no line that is short: then the first that is there is proposed.
  expect(changeOf(row([a, b], a))).toMatchObject({ what: 'elsewhere', cells: [b] })
})

test('what nobody has is told', () => {
  const a = cell('a', '1', { available: 'short' })
  expect(changeOf(row([a], a))).toEqual({ what: 'gone', rose: 0, cells: [] })
})

test('nothing is asked once somebody chose, or of what was never bought', () => {
  const a = cell('a', '2')
  expect(changeOf(row([a], a, { chosen: { supplier: 'a', item: 'a item' } }))).toBeUndefined()
  expect(changeOf(row([a], a, { paid: undefined }))).toBeUndefined()
})

test('another currency or unit is no rise', () => {
  const a = cell('a', '9', { price: { amount: '9', currency: 'CNY' } })
  expect(changeOf(row([a], a))).toBeUndefined()
  expect(changeOf(row([cell('a', '9', { unit: 'XBX' })], cell('a', '9', { unit: 'XBX' })))).toBeUndefined()
})
