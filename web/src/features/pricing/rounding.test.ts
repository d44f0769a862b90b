import { expect, test } from 'vitest'
import { read, write, type Exact } from './exact'
import { rounded, type RoundingMode } from './rounding'

const of = (text: string) => read(text) as Exact
const at = (price: string, mode: RoundingMode, step: string, ending = '0') => write(rounded(of(price), { mode, step: of(step), ending: of(ending) }))

test('without a step a price stays as it is', () => {
  expect(write(rounded(of('1.234567'), { mode: 'half_up' }))).toBe('1.234567')
  expect(at('1.234567', 'up', '0')).toBe('1.234567')
})

test('a price goes to the nearest step, or to the next one up or down', () => {
  expect(at('10.325', 'half_up', '0.05')).toBe('10.35')
  expect(at('10.324', 'half_up', '0.05')).toBe('10.3')
  expect(at('10.325', 'down', '0.05')).toBe('10.3')
  expect(at('10.301', 'up', '0.05')).toBe('10.35')
  expect(at('10.3', 'up', '0.05')).toBe('10.3')
})

test('the half goes up, or to the even step', () => {
  expect([at('0.5', 'half_up', '1'), at('1.5', 'half_up', '1')]).toEqual(['1', '2'])
  expect([at('0.5', 'half_even', '1'), at('1.5', 'half_even', '1')]).toEqual(['0', '2'])
})

test('prices end as the list says, and never below the first ending', () => {
  expect(at('10.30', 'half_up', '1', '0.99')).toBe('9.99')
  expect(at('10.60', 'half_up', '1', '0.99')).toBe('10.99')
  expect(at('10.30', 'up', '1', '0.99')).toBe('10.99')
  expect(at('10.30', 'down', '10', '9.9')).toBe('9.9')
  expect(at('0.10', 'down', '1', '0.99')).toBe('0.99')
})
