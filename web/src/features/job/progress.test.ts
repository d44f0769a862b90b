import { expect, test } from 'vitest'
import { ended, pace, share } from './progress'

test('a share is known once the total is, and is whole at the end', () => {
  expect(share({ done: 10, total: 0, state: 'running' })).toBeNull()
  expect(share({ done: 10, total: 40, state: 'running' })).toBe(0.25)
  expect(share({ done: 50, total: 40, state: 'running' })).toBe(1)
  expect(share({ done: 0, total: 0, state: 'succeeded' })).toBe(1)
})

test('what is left follows the pace since it was first seen', () => {
  const seen = (seconds: number, done: number) => ({ at: 1_000_000 + seconds * 1000, done })
  expect(pace(seen(0, 0), seen(10, 25), 100)).toEqual({ rate: 2.5, left: 30 })
  expect(pace(seen(0, 50), seen(10, 75), 100)).toEqual({ rate: 2.5, left: 10 })
  expect(pace(seen(0, 0), seen(0.5, 25), 100)).toBeNull()
  expect(pace(seen(0, 25), seen(10, 25), 100)).toBeNull()
  // How much there is may be unknown, or an estimate that is passed.
  expect(pace(seen(0, 0), seen(10, 25), 0)).toEqual({ rate: 2.5, left: null })
  expect(pace(seen(0, 0), seen(10, 25), 20)).toEqual({ rate: 2.5, left: null })
})

test('three states are the end', () => {
  expect((['waiting', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled'] as const).filter((state) => ended({ state }))).toEqual(['succeeded', 'failed', 'cancelled'])
})
