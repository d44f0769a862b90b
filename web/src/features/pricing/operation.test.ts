import { expect, test } from 'vitest'
import { read, write, type Exact } from './exact'
import { operate, readOperation, type Operation } from './operation'

const of = (text: string) => read(text) as Exact
const known = { own: of('10'), cost: of('6'), base: of('12') }
const made = (text: string, from: Parameters<typeof operate>[1] = known) => {
  const operation = readOperation(text)
  const price = operation && operate(operation, from)
  return price && write(price)
}

test.each([
  ['+3%', '10.3'], ['-5 %', '9.5'], ['*1.02', '10.2'], ['×1.1', '11'], ['/4', '2.5'], ['+0.50', '10.5'], ['-0.5', '9.5'], ['=9.90', '9.9'],
  ['＋３％', '10.3'], ['＝９．９０', '9.9'], ['=cost+25%', '7.5'], ['=成本*1.5', '9'], ['=base-10%', '10.8'], ['=基准价', '12'], ['=base', '12'], ['=margin 40%', '10'], ['=毛利率40%', '10'], ['= ¥8', '8'],
])('%s makes %s of 10', (text, price) => {
  expect(made(text)).toBe(price)
})

test.each(['', '9.90', '３', 'abc', '%', '+', '+%', '*3%', '/0', '=', '=cost+', '=margin', '=margin 100%', '=margin 120%', '=-3', '+-3%'])('%s is no operation, or none that makes a price', (text) => {
  expect(made(text)).toBeNull()
})

test('where what it counts from is not known, nothing comes out', () => {
  expect(made('+3%', {})).toBeNull()
  expect(made('=cost+25%', { own: of('10') })).toBeNull()
  expect(made('=margin 20%', { own: of('10') })).toBeNull()
  expect(made('=9.90', {})).toBe('9.9')
})

test('no price comes out below zero', () => {
  expect(made('-11')).toBeNull()
  expect(made('-150%')).toBeNull()
  expect(made('-10')).toBe('0')
})

test('three per cent of a price is exact', () => {
  const up = readOperation('+3%') as Operation
  expect(write(operate(up, { own: of('0.333333') }) as Exact)).toBe('0.343333')
  expect(write(operate(up, { own: of('1999999999.99') }) as Exact)).toBe('2059999999.9897')
})
