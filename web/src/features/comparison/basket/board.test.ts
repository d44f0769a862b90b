import { expect, test, vi } from 'vitest'
import { createBoard, figure, orderOf, rowOf, type Answer, type AnsweredLine, type Cell, type Supplier } from './board'
import { createDraft, type Line } from './draft'

const line = (key: string, change: Partial<Line> = {}): Line => ({ key, text: key, quantity: '10', unit: '', ...change })
const cell = (supplier: string, cost: string | undefined, change: Partial<Cell> = {}): Cell => ({
  supplier, item: `itm_${supplier}`, sku: supplier, name: supplier, unit: 'C62', cost, per_unit: cost && String(Number(cost) / 10), order: '10', holds: '1', price: { amount: cost ? String((Number(cost) - 2) / 10) : '0', currency: 'CNY' }, ...change,
})
const said = (key: string, ...cells: Cell[]): AnsweredLine => ({ key, state: 'matched', quantity: '10', unit: 'C62', per: 'C62', questions: [], cells })
const supplier = (id: string, change: Partial<Supplier> = {}): Supplier => ({
  supplier: id, name: id, epoch: 1, shows: { catalogue: 'all', price: 'own', stock: 'exact', lead_time: true, promotions: true, documents: true }, offers: 1, wins: 0,
  chosen: { lines: 0, goods: '0', promotions: '0', freight: '0', fee: '0', payment: '0', total: '0' }, ...change,
})
const answerOf = (suppliers: Supplier[], ...lines: AnsweredLine[]): Answer => ({
  at: '2026-11-22T03:00:00Z', currency: 'CNY', rates: [{ currency: 'USD', rate: '7', day: '2026-11-20' }], suppliers, lines, settings: { version: 0, currency: 'CNY', yearly_rate: '0', day_cost: '0', order_cost: '0' },
  total: { lines: lines.length, matched: lines.length, questions: 0, unpriced: 0, suppliers: 1, best: '0', chosen: '42', order_cost: '0' },
})
const none = new Set<string>()
const row = (l: Line, s: AnsweredLine, off: ReadonlySet<string> = none) => rowOf(l, s, new Map([['USD', 7]]), off)

test('the lowest true cost is the best, others say by how much they are dearer', () => {
  const r = row(line('x'), said('x', cell('a', '22', { best: 'certain' }), cell('b', '33'), cell('c', undefined, { why: 'price_hidden' })))
  expect(r.cells.get('a')).toMatchObject({ best: 'certain', chosen: true, delta: 0, total: 22 })
  expect(r.cells.get('b')?.delta).toBeCloseTo(0.5)
  expect(r.cells.get('c')).toMatchObject({ cell: { why: 'price_hidden' }, total: undefined, chosen: false })
  expect(r).toMatchObject({ fresh: true, offers: 2, middle: 33 })
})

test('what rests on a guess or is old does not win unmarked, and is not taken by itself', () => {
  const r = row(line('x'), said('x', cell('a', '20', { guess: true, best: 'guess' }), cell('b', '21', { stale: true }), cell('c', '25', { best: 'certain' })))
  expect(r.cells.get('a')).toMatchObject({ best: 'guess', chosen: false })
  expect(r.cells.get('c')).toMatchObject({ best: 'certain', chosen: true })
  expect(r.cells.get('b')?.best).toBeUndefined()
  expect(row(line('x'), said('x', cell('a', '20', { guess: true, best: 'guess' }))).chosen).toBeUndefined()
})

test('a choice counts, whatever it costs; a choice that is gone lets the best count', () => {
  const cells = [cell('a', '22', { best: 'certain' }), cell('b', '33')]
  expect(row(line('x', { chosen: { supplier: 'b', item: 'itm_b' } }), said('x', ...cells)).chosen?.cell.supplier).toBe('b')
  expect(row(line('x', { chosen: { supplier: 'z', item: 'itm_z' } }), said('x', ...cells)).chosen?.cell.supplier).toBe('a')
})

test('another quantity is priced at once by breaks, in the buyer\'s money, and marked as reckoned here', () => {
  const usd = cell('a', '72', { price: { amount: '1', currency: 'USD' }, breaks: [{ from: '20', amount: '0.5' }] })
  const r = row(line('x', { quantity: '20' }), said('x', usd, cell('b', '80', { price: { amount: '7', currency: 'CNY' } })))
  // 20 × 0.5 USD at 7 and what was beside the goods; the other one pays 7 for each.
  expect(r.cells.get('a')?.total).toBeCloseTo(20 * 0.5 * 7 + 2)
  expect(r.cells.get('b')?.total).toBeCloseTo(20 * 7 + 10)
  expect(r.fresh).toBe(false)
  expect(r.cells.get('a')).toMatchObject({ best: 'certain', chosen: true })
})

test('packs: units of comparison are not the units that are asked for or sold', () => {
  // 10 cases of 24 are asked for; sold by 12.
  const c = cell('a', '480', { per_unit: '2', holds: '12', order: '20', price: { amount: '24', currency: 'CNY' } })
  const l = line('x', { quantity: '11' })
  const r = row(l, said('x', c))
  const view = r.cells.get('a')
  expect(view && orderOf(view, l, said('x', c))).toBe('22')
  expect(view?.total).toBeCloseTo(22 * 24)
  expect(view?.perUnit).toBeCloseTo(2)
})

test('several offers of one supplier: the cheapest stands for them, or the one that was chosen', () => {
  const two = [cell('a', '22', { best: 'certain' }), cell('a', '30', { item: 'itm_2' }), cell('b', '40')]
  expect(row(line('x'), said('x', ...two)).cells.get('a')).toMatchObject({ cell: { item: 'itm_a' }, others: 1 })
  expect(row(line('x', { chosen: { supplier: 'a', item: 'itm_2' } }), said('x', ...two)).cells.get('a')).toMatchObject({ cell: { item: 'itm_2' }, others: 1, chosen: true })
})

test('who is left out neither wins nor counts', () => {
  const r = row(line('x'), said('x', cell('a', '22', { best: 'certain' }), cell('b', '33')), new Set(['a']))
  expect([...r.cells.keys()]).toEqual(['b'])
  expect(r.cells.get('b')).toMatchObject({ best: 'certain', chosen: true, delta: 0 })
})

test('fractions and what is missing', () => {
  expect(figure('1/4', 9)).toBe(0.25)
  expect(figure(undefined, 9)).toBe(9)
  expect(figure('x', 9)).toBe(9)
})

test('a key draws one row anew: others keep their view, totals follow at once', () => {
  const draft = createDraft([line('x'), line('y')])
  const board = createBoard(draft)
  const heard = vi.fn<() => void>()
  board.subscribe(heard)
  board.take(answerOf([supplier('a', { wins: 2, chosen: { lines: 2, goods: '40', promotions: '0', freight: '4', fee: '0', payment: '0', total: '44' } }), supplier('b')], said('x', cell('a', '22', { best: 'certain' }), cell('b', '30')), said('y', cell('a', '20', { best: 'certain' }))))
  expect(board.totals()).toMatchObject({ lines: 2, pay: 44, cost: 42, saving: 8, suppliers: 1, unpriced: 0, fresh: true })
  const [x, y, keys] = [board.row('x'), board.row('y'), board.keys()]
  draft.setQuantity('x', '20')
  expect(heard).toHaveBeenCalledTimes(2)
  expect(board.row('y')).toBe(y)
  expect(board.row('x')).not.toBe(x)
  expect(board.keys()).toBe(keys)
  expect(board.totals().fresh).toBe(false)
  expect(board.totals().cost).toBeCloseTo(20 * 2 + 2 + 20)
  draft.remove(['y'])
  expect(board.keys()).toEqual(['x'])
})

test('columns keep their places while figures change; who is left out stays known', () => {
  const board = createBoard(createDraft([line('x')]))
  const share = { lines: 1, goods: '9', promotions: '0', freight: '0', fee: '0', payment: '0', total: '9' }
  board.take(answerOf([supplier('a'), supplier('b', { chosen: share })], said('x')))
  expect(board.order()).toEqual(['b', 'a'])
  const before = board.order()
  board.take(answerOf([supplier('a', { chosen: { ...share, total: '90' } }), supplier('b')], said('x')))
  expect(board.order()).toBe(before)
  board.take(answerOf([supplier('a'), supplier('c')], said('x')))
  expect(board.order()).toEqual(['b', 'a', 'c'])
  expect(board.supplier('b')?.name).toBe('b')
  board.sort()
  expect(board.order()).toEqual(['a', 'b', 'c'])
})
