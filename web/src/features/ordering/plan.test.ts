import { expect, test } from 'vitest'
import { plannedLine, plannedOrder, preview, sellerId } from '../../testing/ordering'
import { planOf, type HandedLine } from './handed'
import { covers, orderOf, questionOf, roseFrom, seenBefore, standingOf, withQuantity, without } from './plan'

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const handed = (n: number, change: Partial<HandedLine> = {}): HandedLine => ({ key: `l${n}`, supplier: sellerId(1), item: `itm_${n}`, sku: `F-${n}`, name: `Bolt ${n}`, quantity: '10', unit: 'C62', seen: gbp('1.50'), ...change })

test('a price that rose since it was seen wants a tick, and only up to what was agreed', () => {
  expect(roseFrom(plannedLine(0, { seen: gbp('1.50') }))).toEqual(gbp('1.50'))
  expect(roseFrom(plannedLine(0, { seen: gbp('1.70') }))).toBeUndefined()
  expect(roseFrom(plannedLine(0))).toBeUndefined()
  expect(covers(gbp('1.70'), gbp('1.700000'))).toBe(true)
  expect(covers(gbp('1.70'), gbp('1.71'))).toBe(false)
  expect(covers({ amount: '9', currency: 'EUR' }, gbp('1'))).toBe(false)
})

test('another quantity has another price: the one that was seen says nothing any more', () => {
  const plan = withQuantity({ ...planOf([handed(0, { agreed: gbp('1.70') }), handed(1)], 0), totals: { [sellerId(1)]: gbp('9') } }, 'l0', '12')
  expect(plan.lines[0]).toMatchObject({ quantity: '12', seen: undefined, agreed: undefined })
  expect(plan.lines[1]).toMatchObject({ seen: gbp('1.50') })
  expect(questionOf(plan).orders).toEqual([])
})

test('what is ordered names the prices and totals that stand on the screen', () => {
  const plan = { ...planOf([handed(0, { seen: undefined }), handed(1, { agreed: gbp('1.70') })], 0), reference: ' B-77 ', neededBy: '2026-12-01', notes: { [sellerId(1)]: 'Ring the bell.' } }
  const sent = orderOf(plan, preview([plannedOrder({ lines: [plannedLine(0), plannedLine(1)] })]))
  expect(sent).toMatchObject({ mode: 'all_or_nothing', reference: 'B-77', lines: [{ price: gbp('1.700000') }, { price: gbp('1.50'), agreed: gbp('1.70') }] })
  expect(sent.orders).toEqual([{ supplier: sellerId(1), note: 'Ring the bell.', needed_by: '2026-12-01', total: gbp('25.20'), agreed: undefined }])
})

test('found dearer, what stood on the screen is what was seen', () => {
  const plan = seenBefore(planOf([handed(0, { seen: undefined }), handed(1)], 0), preview([plannedOrder({ lines: [plannedLine(0), plannedLine(1)] })]))
  expect(plan.lines.map((l) => l.seen)).toEqual([gbp('1.700000'), gbp('1.50')])
  expect(questionOf(plan).orders).toEqual([{ supplier: sellerId(1), total: gbp('25.20'), agreed: undefined }])
})

test('all or nothing is held by any problem; otherwise the rest goes, and is what it comes to', () => {
  const short = plannedLine(1, { problems: [{ code: 'short', message: '' }] })
  const orders = [plannedOrder({ lines: [plannedLine(0), short] }), plannedOrder({ supplier: sellerId(2), currency: 'EUR', total: '10.00', problems: [{ code: 'below_minimum', message: '' }] })]
  expect(standingOf(preview(orders))).toMatchObject({ problems: 2, ready: false })
  expect(standingOf(preview(orders, 'those_that_accept'))).toMatchObject({ problems: 2, ready: true, orders: 1, lines: 1, totals: [{ currency: 'GBP', amount: '25.2000' }] })
  expect(standingOf(preview([plannedOrder()]))).toMatchObject({ problems: 0, ready: true, orders: 1, lines: 1 })
})

test('lines are taken out by their keys', () => {
  expect(without(planOf([handed(0), handed(1)], 0), new Set(['l0'])).lines.map((l) => l.key)).toEqual(['l1'])
})
