import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { actions, companyActions, wordsOf } from './actions'

const go = readdirSync('../internal', { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.go') && !f.endsWith('_test.go'))
  .map((f) => readFileSync(join('../internal', f), 'utf8'))
const written = new Set([
  ...go.flatMap((text) => [...text.matchAll(/Action:\s*"(\w+\.\w+)"(?!\s*\+)/g)].map((m) => m[1] ?? '')),
  ...go.flatMap((text) => [...text.matchAll(/Topic\w+\s*=\s*"(identity\.\w+)"/g)].map((m) => m[1] ?? '')),
])

test('every deed that the hub writes down has words', () => {
  expect(written.size).toBeGreaterThan(15)
  expect([...written].filter((a) => wordsOf(a) === null)).toEqual([])
})

test('a deed without words is shown as it is', () => {
  expect(wordsOf('pricing.changed')).toBeNull()
})

test('a company filters by what can stand in its trail', () => {
  expect(companyActions).toContain('identity.seat_removed')
  expect(companyActions).not.toContain('identity.signed_in')
  expect(new Set(actions).size).toBe(actions.length)
})
