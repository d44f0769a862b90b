import { expect, test, vi } from 'vitest'
import { createDraft, linesOf, withLines, withQuantities, type Line } from './draft'
import { mostLines } from './paste'

const line = (key: string, change: Partial<Line> = {}): Line => ({ key, text: key, quantity: '1', unit: '', ...change })
const [a, b, c] = [{ supplier: 'com_a', item: 'itm_a' }, { supplier: 'com_b', item: 'itm_b' }, { supplier: 'com_a', item: 'itm_c' }]

test('typing a quantity is one step back, each choice is one', () => {
  const draft = createDraft([line('x'), line('y')])
  for (const q of ['2', '25', '250']) draft.setQuantity('x', q)
  draft.setQuantity('y', '7')
  draft.choose('x', a)
  expect(draft.line('x')).toMatchObject({ quantity: '250', chosen: a })
  draft.undo()
  expect(draft.line('x')?.chosen).toBeUndefined()
  draft.undo()
  expect(draft.line('y')?.quantity).toBe('1')
  draft.undo()
  expect(draft.line('x')?.quantity).toBe('1')
  draft.redo()
  expect(draft.line('x')?.quantity).toBe('250')
})

test('choosing the same again lets the best count; so does choosing the cheapest for all', () => {
  const draft = createDraft([line('x'), line('y')])
  draft.choose('x', a)
  draft.choose('x', a)
  expect(draft.line('x')?.chosen).toBeUndefined()
  draft.choose('x', a)
  draft.choose('y', b)
  draft.chooseBest()
  expect(draft.lines().some((l) => l.chosen)).toBe(false)
  draft.undo()
  expect(draft.lines().map((l) => l.chosen)).toEqual([a, b])
})

test('tells who listens and keeps each state; nothing changed tells nobody', () => {
  const keep = vi.fn<(lines: readonly Line[]) => void>()
  const heard = vi.fn<() => void>()
  const draft = createDraft([line('x')], keep)
  const stop = draft.subscribe(heard)
  draft.setQuantity('x', '1')
  draft.chooseBest()
  expect(heard).not.toHaveBeenCalled()
  draft.setQuantity('x', '2')
  draft.remove(['x'])
  stop()
  draft.undo()
  expect(heard).toHaveBeenCalledTimes(2)
  expect(keep.mock.lastCall?.[0]).toEqual([line('x', { quantity: '2' })])
})

test('more lines: the same item or the same words is more of it, and nothing is lost in silence', () => {
  const now = [line('x', { text: 'Cola', quantity: '2' }), line('y', { ref: a, quantity: '0.1' })]
  const more = withLines(now, [line('1', { text: 'ＣＯＬＡ', quantity: '3' }), line('2', { ref: a, quantity: '0.2' }), line('3', { ref: c })])
  expect(more.lines.map((l) => [l.key, l.quantity])).toEqual([['x', '5'], ['y', '0.3'], ['3', '1']])
  expect(more).toMatchObject({ joined: 2, left: 0 })
  const many = linesOf(Array.from({ length: mostLines + 3 }, (_, i) => ({ text: `t${i}`, name: '', quantity: '1' })))
  expect(withLines([], many)).toMatchObject({ joined: 0, left: 3 })
})

test('a column of quantities goes down the lines as they are shown', () => {
  const now = [line('x'), line('y'), line('z')]
  expect(withQuantities(now, ['z', 'y', 'x'], 'y', ['5', '6', '7']).map((l) => l.quantity)).toEqual(['6', '5', '1'])
})
