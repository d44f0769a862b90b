import { expect, test } from 'vitest'
import type { Conditions } from '../queries'
import { checks, draftOf, saysNothing, sent, type Draft } from './draft'

const all: Conditions = {
  minimum_order: { amount: '500', currency: 'EUR' }, small_order_fee: { below: '200', fee: '15', currency: 'EUR' },
  freight: { by: 'weight', currency: 'EUR', steps: [{ from: '0', fee: '8' }, { from: '10', fee: '14.5' }], free_from: '1000' }, lead_days: 3, cash_discount: { percent: '2', days: 10 },
}
const none = draftOf({}, 'CNY')
const wrong = (change: Partial<Draft>) => Object.entries(checks({ ...none, ...change })).filter(([, code]) => code).map(([path, code]) => `${path.split('/')[2]} ${code}`)

test('what is read and not touched is sent as it was', () => {
  expect(sent(draftOf(all, 'CNY'))).toEqual(all)
  expect(sent(draftOf({ freight: { by: 'flat', currency: 'EUR', fee: '9.000000' } }, 'CNY'))).toEqual({ freight: { by: 'flat', currency: 'EUR', fee: '9' } })
})

test('a level that says nothing inherits everything', () => {
  expect(sent(none)).toEqual({})
  expect(saysNothing(none)).toBe(true)
  expect(saysNothing(draftOf(all, 'CNY'))).toBe(false)
  expect(none.currency).toBe('CNY')
})

test('what is switched on has to be said', () => {
  expect(wrong({ minimum: { on: true, amount: '' } })).toEqual(['minimum_order required'])
  expect(wrong({ lead: { on: true, days: '2.5' } })).toEqual(['lead_days out_of_range'])
  expect(wrong({ cash: { on: true, percent: '100', days: '10' } })).toEqual(['cash_discount out_of_range'])
  expect(wrong({ small: { on: true, below: '100', fee: '-1' } })).toEqual(['small_order_fee out_of_range'])
})

test('steps of freight begin at nothing and go up', () => {
  const table = (...froms: string[]): Draft['freight'] => ({ on: true, by: 'value', fee: '', freeFrom: '', steps: froms.map((from) => ({ from, fee: '5' })) })
  expect(wrong({ freight: table('0', '10', '20') })).toEqual([])
  expect(wrong({ freight: table('5', '10') })).toEqual(['freight out_of_range'])
  expect(wrong({ freight: table('0', '10', '10') })).toEqual(['freight out_of_range'])
  expect(wrong({ freight: table('0', 'x') })).toEqual(['freight wrong_form'])
})
