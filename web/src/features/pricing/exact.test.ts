import { expect, test } from 'vitest'
import { compare, minus, over, plus, read, roughly, times, whole, write, type Exact } from './exact'

const of = (text: string) => read(text) as Exact

test('a plain decimal is read and written as it is', () => {
  for (const text of ['0', '1', '12.3', '0.000001', '-4.5', '123456789012345.678901']) expect(write(of(text))).toBe(text)
  expect(write(of('12.300000'))).toBe('12.3')
  expect(write(of('-0.0000001'))).toBe('0')
  for (const text of ['', 'a', '1.', '.5', '1e3', '１']) expect(read(text)).toBeNull()
})

test('nothing is lost where floating point loses it', () => {
  expect(write(plus(of('0.1'), of('0.2')))).toBe('0.3')
  expect(write(times(of('1.005'), of('100')))).toBe('100.5')
  expect(write(minus(of('0.3'), of('0.1')))).toBe('0.2')
})

test('the half goes away from zero', () => {
  expect(write(of('2.5'), 0)).toBe('3')
  expect(write(of('-2.5'), 0)).toBe('-3')
  expect(write(of('1.005'), 2)).toBe('1.01')
  expect(write(of('1.0049'), 2)).toBe('1')
})

test('what is divided by nothing is nothing', () => {
  expect(over(of('1'), whole(0))).toBeNull()
  expect(write(over(of('1'), of('-4')) as Exact)).toBe('-0.25')
  expect(write(over(of('1'), of('3')) as Exact)).toBe('0.333333')
})

test('figures are compared by value', () => {
  expect(compare(of('1.10'), of('1.1'))).toBe(0)
  expect(compare(of('-1'), of('0'))).toBe(-1)
  expect(compare(of('2'), of('1.999999'))).toBe(1)
  expect(roughly(of('0.25'))).toBe(0.25)
})
