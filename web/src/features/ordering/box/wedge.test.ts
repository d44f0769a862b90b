import { expect, test } from 'vitest'
import { createWedge } from './wedge'

/** Types a text with so many milliseconds between keys; the answer of the last. */
const typed = (text: string, ms: number, take = createWedge()) => [...text, 'Enter'].map((key, i) => take(key, i * ms)).at(-1)

test('a burst that Enter ends is a scan', () => {
  expect(typed('7290000419107', 5)).toBe('7290000419107')
})

test('a hand, a short burst and a late Enter are none', () => {
  expect(typed('7290000419107', 120)).toBeNull()
  expect(typed('12345', 5)).toBeNull()
  const take = createWedge()
  for (const [i, key] of [...'7290000419107'].entries()) take(key, i * 5)
  expect(take('Enter', 1000)).toBeNull()
})

test('what was typed before a pause is no part of a code, and Shift is no key of it', () => {
  const take = createWedge()
  take('x', 0)
  let at = 500
  for (const key of ['Shift', ...'AB123456']) take(key, (at += 5))
  expect(take('Enter', at + 5)).toBe('AB123456')
})
