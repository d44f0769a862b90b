import { expect, test } from 'vitest'
import { ended, secondsLeft, share } from './progress'

const started_at = '2026-11-22T03:00:00Z'
const at = (seconds: number) => new Date(Date.parse(started_at) + seconds * 1000)

test('a share is known once the total is, and is whole at the end', () => {
  expect(share({ done: 10, total: 0, state: 'running' })).toBeNull()
  expect(share({ done: 10, total: 40, state: 'running' })).toBe(0.25)
  expect(share({ done: 50, total: 40, state: 'running' })).toBe(1)
  expect(share({ done: 0, total: 0, state: 'succeeded' })).toBe(1)
})

test('what is left follows the pace so far', () => {
  expect(secondsLeft({ done: 25, total: 100, started_at }, at(10))).toBe(30)
  expect(secondsLeft({ done: 0, total: 100, started_at }, at(10))).toBeNull()
  expect(secondsLeft({ done: 25, total: 100, started_at }, at(0.5))).toBeNull()
  expect(secondsLeft({ done: 25, total: 0, started_at }, at(10))).toBeNull()
  expect(secondsLeft({ done: 25, total: 100 }, at(10))).toBeNull()
})

test('three states are the end', () => {
  expect((['waiting', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled'] as const).filter((state) => ended({ state }))).toEqual(['succeeded', 'failed', 'cancelled'])
})
