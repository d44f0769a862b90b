import { expect, test } from 'vitest'
import { over, readSteps, same, usual, withField } from './draft'

const now = new Date('2026-11-22T00:00:00Z')

test('a draft lies over what it inherits, field by field', () => {
  expect(over(usual, { price: 'list', lead_time: false }, now)).toEqual({ ...usual, price: 'list', lead_time: false })
})

test('an expired override is as if it were not there', () => {
  expect(over(usual, { price: 'none', expires_at: '2026-11-21T00:00:00Z' }, now)).toBe(usual)
  expect(over(usual, { price: 'none', expires_at: '2026-11-23T00:00:00Z' }, now).price).toBe('none')
})

test('a field without a value is inherited again, and false is a value', () => {
  expect(withField({ price: 'list', documents: true }, 'price', undefined)).toEqual({ documents: true })
  expect(withField({}, 'documents', false)).toEqual({ documents: false })
})

test('drafts are the same whatever the order of their fields', () => {
  expect(same({ price: 'list', documents: true }, { documents: true, price: 'list' })).toBe(true)
  expect(same({ stock_steps: ['1'] }, { stock_steps: ['1', '5'] })).toBe(false)
})

test('bands are typed with any comma and in full width, and must go up', () => {
  expect(readSteps('1, 10,50、100')).toEqual(['1', '10', '50', '100'])
  expect(readSteps('0.5 2')).toEqual(['0.5', '2'])
  for (const bad of ['', '10, 5', '1, 1', '0, 5', 'many']) expect(readSteps(bad)).toBeNull()
})
