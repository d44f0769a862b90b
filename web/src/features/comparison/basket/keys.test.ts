import { expect, test } from 'vitest'
import { columnsInSight, move, nameColumn, quantityColumn } from './keys'

const size = { rows: 60, columns: 12 }
const from = (row: number, column: number) => (key: string, more: object = {}) => move({ row, column }, { key, ...more }, size, null)

test('arrows move and stop at the edges', () => {
  expect(from(0, 0)('ArrowDown')).toEqual({ row: 1, column: 0 })
  expect(from(0, 0)('ArrowLeft')).toEqual({ row: 0, column: quantityColumn })
  expect(from(0, nameColumn)('ArrowLeft')).toEqual({ row: 0, column: nameColumn })
  expect(from(59, 11)('ArrowRight')).toEqual({ row: 59, column: 11 })
  expect(from(5, 3)('PageDown')).toEqual({ row: 15, column: 3 })
  expect(from(5, 3)('x')).toBeNull()
})

test('Home, End and Ctrl go to the edges', () => {
  expect(from(5, 3)('Home')).toEqual({ row: 5, column: nameColumn })
  expect(from(5, 3)('End')).toEqual({ row: 5, column: 11 })
  expect(from(5, 3)('End', { ctrlKey: true })).toEqual({ row: 59, column: 11 })
  expect(from(5, 3)('ArrowUp', { metaKey: true })).toEqual({ row: 0, column: 3 })
})

test('in a quantity Enter goes down, arrows sideways leave at the ends only', () => {
  const field = (key: string, start: number, end: number, more: object = {}) => move({ row: 2, column: quantityColumn }, { key, ...more }, size, { start, end, length: 3 })
  expect(field('Enter', 3, 3)).toEqual({ row: 3, column: quantityColumn })
  expect(field('Enter', 3, 3, { shiftKey: true })).toEqual({ row: 1, column: quantityColumn })
  expect(field('ArrowRight', 1, 1)).toBeNull()
  expect(field('ArrowRight', 3, 3)).toEqual({ row: 2, column: 0 })
  expect(field('ArrowRight', 0, 3)).toEqual({ row: 2, column: 0 })
  expect(field('ArrowLeft', 2, 2)).toBeNull()
  expect(field('ArrowLeft', 0, 0)).toEqual({ row: 2, column: nameColumn })
  expect(field('Escape', 1, 1)).toEqual({ row: 2, column: nameColumn })
  expect(field('Home', 1, 1)).toBeNull()
  expect(field('ArrowDown', 1, 1, { shiftKey: true })).toBeNull()
})

test('columns in sight, and one on each side', () => {
  expect(columnsInSight({ scrolled: 0, room: 50, width: 7.25, count: 60 })).toEqual({ first: 0, last: 7 })
  expect(columnsInSight({ scrolled: 72.5, room: 50, width: 7.25, count: 60 })).toEqual({ first: 9, last: 17 })
  expect(columnsInSight({ scrolled: 0, room: -3, width: 7.25, count: 0 })).toEqual({ first: 0, last: 0 })
})
