import { expect, test } from 'vitest'
import { begun, boxOf, copied, countedAnew, drawnOut, filledDown, gone, pasted, redone, undone, undoSteps, type Cells } from './EditGridBlock'

type Row = { id: string; sku: string; price: string; note: string; fixed?: boolean }
const cells = (n: number, fixed: readonly number[] = []): Cells<Row> => ({
  rows: Array.from({ length: n }, (_, i) => ({ id: `r${i}`, sku: `A${i}`, price: String(i + 1), note: '', fixed: fixed.includes(i) })),
  rowKey: (r) => r.id,
  columns: [
    { key: 'sku', text: (r) => r.sku },
    { key: 'price', text: (r) => r.price, edit: (r) => !r.fixed },
    { key: 'note', text: (r) => r.note, edit: true },
  ],
})
const at = (r: number, c: number, r2 = r, c2 = c) => boxOf({ r, c }, { r: r2, c: c2 })
const seen = (changes: { row: string; column: string; text: string }[]) => changes.map((c) => `${c.row}.${c.column}=${c.text}`)

test('a block is pasted from its corner on, and what lies below the last row is handed over', () => {
  const { changes, beyond, from, lost } = pasted(cells(2), at(1, 1), [['10', 'red'], ['20', 'green']])
  expect(seen(changes)).toEqual(['r1.price=10', 'r1.note=red'])
  expect([beyond, from, lost]).toEqual([[['20', 'green']], 'price', 0])
})

test('one cell fills all that is chosen; a block that fits several times is repeated', () => {
  expect(seen(pasted(cells(3), at(0, 1, 2, 2), [['7']]).changes)).toEqual(['r0.price=7', 'r0.note=7', 'r1.price=7', 'r1.note=7', 'r2.price=7', 'r2.note=7'])
  expect(seen(pasted(cells(4), at(0, 1, 3, 1), [['1'], ['2']]).changes)).toEqual(['r0.price=1', 'r1.price=2', 'r2.price=1', 'r3.price=2'])
  expect(seen(pasted(cells(4), at(0, 1, 2, 1), [['1'], ['2']]).changes)).toEqual(['r0.price=1', 'r1.price=2'])
})

test('cells that find no place are counted, but not those that say what stands there already', () => {
  expect(pasted(cells(1), at(0, 2), [['x', 'y', '']]).lost).toBe(1)
  expect(pasted(cells(2, [0]), at(0, 1), [['1'], ['5']])).toMatchObject({ lost: 0, changes: [{ row: 'r1', text: '5' }] })
  expect(pasted(cells(2, [0]), at(0, 1), [['9'], ['5']]).lost).toBe(1)
})

test('the first line comes down over the box; one line alone takes the line above', () => {
  expect(seen(filledDown(cells(3), at(0, 1, 2, 2)))).toEqual(['r1.price=1', 'r1.note=', 'r2.price=1', 'r2.note='])
  expect(seen(filledDown(cells(3), at(2, 1)))).toEqual(['r2.price=2'])
  expect(filledDown(cells(3), at(0, 1))).toEqual([])
})

test('a box is drawn out up and down, its lines over and over, past what cannot be changed', () => {
  expect(seen(drawnOut(cells(5, [3]), at(0, 1, 1, 1), 4))).toEqual(['r2.price=1', 'r4.price=1'])
  expect(seen(drawnOut(cells(5), at(3, 1, 4, 1), 0))).toEqual(['r0.price=5', 'r1.price=4', 'r2.price=5'])
  expect(drawnOut(cells(5), at(1, 1, 3, 1), 2)).toEqual([])
})

test('what is copied is what stands in the box', () => {
  expect(copied(cells(2), at(0, 0, 1, 1))).toEqual([['A0', '1'], ['A1', '2']])
})

test('fifty steps back and forth; a new step forgets what was taken back', () => {
  let h = begun(0)
  for (let i = 1; i <= 60; i++) h = gone(h, i)
  for (let i = 0; i < 70; i++) h = undone(h)
  expect([h.now, h.future.length]).toEqual([60 - undoSteps, undoSteps])
  h = redone(redone(h))
  expect(h.now).toBe(12)
  expect(gone(h, 99).future).toEqual([])
})

test('a box is counted anew, each cell by itself; what cannot be changed or comes to nothing stays', () => {
  const twice = (row: Row, column: string) => (column === 'price' ? String(Number(row.price) * 2) : null)
  expect(seen(countedAnew(cells(3, [1]), at(0, 0, 2, 2), twice))).toEqual(['r0.price=2', 'r0.note=', 'r1.note=', 'r2.price=6', 'r2.note='])
})
