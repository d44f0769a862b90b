import { expect, test } from 'vitest'
import { line } from '../../testing/ordering'
import { actsOf, answerOf, tallyOf, wrongOf, wrongs, type AllTyped } from './answer'

const today = '2026-11-22'
const one = line(1)

test('what is not touched is accepted; another quantity or price is a proposal; none at all is a refusal', () => {
  expect(answerOf(one, {})).toBe('accept')
  expect(answerOf(one, { quantity: '10', price: '1.70' })).toBe('accept')
  expect(answerOf(one, { quantity: '８' })).toBe('counter')
  expect(answerOf(one, { price: '1.8' })).toBe('counter')
  expect(answerOf(one, { quantity: '0' })).toBe('refuse')
  expect(answerOf(one, { quantity: '8', answer: 'later' })).toBe('later')
})

test('a refusal says why, a back-order says when, and a number is a number', () => {
  expect(wrongOf(one, { answer: 'refuse' }, 'reason', today)).toBe('reasonNeeded')
  expect(wrongOf(one, { answer: 'refuse', reason: ' sold out ' }, 'reason', today)).toBeUndefined()
  expect(wrongOf(one, { answer: 'backorder' }, 'day', today)).toBe('dayNeeded')
  expect(wrongOf(one, { day: '31.31.' }, 'day', today)).toBe('day')
  expect(wrongOf(one, { price: 'cheap' }, 'price', today)).toBe('number')
  expect(wrongOf(one, { price: 'cheap', answer: 'later' }, 'price', today)).toBeUndefined()
})

test('only what differs is sent, and what is left for later is not', () => {
  const lines = [line(1), line(2), line(3), line(4), line(5)]
  const all: AllTyped = new Map([
    [2, { quantity: '８', reason: 'All there is' }],
    [3, { quantity: '0', reason: 'Sold out' }],
    [4, { answer: 'backorder', day: '12-01' }],
    [5, { answer: 'later' }],
  ])
  expect(wrongs(lines, all, today)).toEqual([])
  expect(wrongs(lines, new Map([[3, { quantity: '0' }]]), today)).toEqual([{ line: 3, field: 'reason' }])
  expect(actsOf(lines, all, today)).toEqual([
    { line: 1, act: 'accept', promised_on: undefined, reason: undefined },
    { line: 2, act: 'counter', quantity: '8', price: undefined, promised_on: undefined, reason: 'All there is' },
    { line: 3, act: 'refuse', promised_on: undefined, reason: 'Sold out' },
    { line: 4, act: 'backorder', promised_on: '2026-12-01', reason: undefined },
  ])
  expect(tallyOf(lines, all)).toEqual(['accept', 'counter', 'backorder', 'refuse', 'later'].map((answer) => ({ answer, count: 1 })))
})

test('a price is proposed in the currency of the order', () => {
  expect(actsOf([one], new Map([[1, { price: '£1.85' }]]), today)).toEqual([{ line: 1, act: 'counter', quantity: undefined, price: { amount: '1.85', currency: 'GBP' }, promised_on: undefined, reason: undefined }])
})
