import { expect, test } from 'vitest'
import { choose, columnsOf, headings, hindrance, layoutOf, rowsOf, type Sheet } from './layout'

const sheet: Sheet = {
  name: 'Kunden', rows: 2, header_row: 1, sample: [['1', 'Lin', 'x'], ['2', 'Moss', 'y']],
  columns: [
    { index: 0, header: 'No', field: 'code', confidence: 'sure', samples: ['1'] },
    { index: 1, header: 'Name', field: 'name', confidence: 'sure', samples: ['Lin'] },
    { index: 2, header: '?', field: 'ignore', confidence: 'none', samples: ['x'] },
  ],
}

test('a field stands in one column only; many columns may be left out', () => {
  const moved = choose(columnsOf(sheet), 2, 'name')
  expect(moved).toEqual({ 0: 'code', 1: 'ignore', 2: 'name' })
  expect(choose(moved, 0, 'ignore')).toEqual({ 0: 'ignore', 1: 'ignore', 2: 'name' })
})

test('rows keep their place in the file, and headings may stand elsewhere', () => {
  expect(rowsOf(sheet).map((r) => [r.row, r.cells[1]])).toEqual([[1, 'Name'], [2, 'Lin'], [3, 'Moss']])
  expect(rowsOf({ ...sheet, header_row: 0 }).map((r) => r.row)).toEqual([1, 2])
  expect(headings({ ...sheet, header_row: 3 }).map((r) => r.row)).toEqual([1, 2, 3, 4, 5])
})

test('without a name and a code nobody is known', () => {
  expect(hindrance(columnsOf(sheet))).toBeNull()
  expect(hindrance({ 0: 'email', 1: 'ignore' })).toBe('noName')
})

test('what is sent names each column and the options', () => {
  expect(layoutOf(sheet, 1, columnsOf(sheet), { create_groups: true })).toEqual({
    sheet: 'Kunden', header_row: 1, create_groups: true,
    columns: [{ index: 0, field: 'code' }, { index: 1, field: 'name' }, { index: 2, field: 'ignore' }],
  })
})
