import { expect, test } from 'vitest'
import { change, drawable, marksOf, steps } from './course'
import type { Point } from './queries'

const point = (day: number, amount?: string, currency = 'CNY'): Point => ({ at: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`, ...(amount && { price: { currency, amount } }) })
const until = Date.parse('2026-11-11T00:00:00Z')

test('a price stands until the next one, and the last until now', () => {
  expect(steps(marksOf([point(1, '2'), point(6, '4')]), until, 100, 20)).toBe('M0 20H50V0H100')
})

test('where there was no price the line is broken', () => {
  expect(steps(marksOf([point(1, '2'), point(3), point(6, '4')]), until, 100, 20)).toBe('M0 20H20M50 0H100')
})

test('one price lies in the middle, and none draws nothing', () => {
  expect(steps(marksOf([point(1, '2')]), until, 100, 20)).toBe('M0 10H100')
  expect(steps([], until, 100, 20)).toBe('')
  expect(steps(marksOf([point(1)]), until, 100, 20)).toBe('')
})

test('two currencies are not drawn as one', () => {
  expect(drawable(marksOf([point(1, '2'), point(2, '2', 'USD')]))).toBe(false)
  expect(drawable(marksOf([point(1, '2'), point(2)]))).toBe(true)
})

test('a change is told where there are two prices of one currency', () => {
  const points = [point(1, '2'), point(2, '3'), point(3), point(4, '3'), point(5, '1', 'USD'), point(6, '0', 'USD'), point(7, '1', 'USD')]
  expect(points.map((_, i) => change(points, i))).toEqual([null, 0.5, null, null, null, -1, null])
})
