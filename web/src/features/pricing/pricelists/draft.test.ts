import { expect, test } from 'vitest'
import { startOfDay } from '../../../lib/dates'
import type { PriceList } from '../queries'
import { checks, draftOf, fresh, sent } from './draft'

const list: PriceList = {
  id: 'prl_1' as PriceList['id'], kind: 'group', name: 'Gold', group: 'grp_1' as PriceList['group'], group_name: 'Gold customers', currency: 'EUR', tax_included: false, tax_rate: '25.000', rounding: { mode: 'up', step: '1.000000', ending: '0.990000' },
  rule: { basis: 'cost', percent: '30', floor: { margin: '10' } }, valid_from: startOfDay('2026-12-01'), valid_to: startOfDay('2027-01-01'), priority: 5, family_breaks: true, state: 'live', version: 3, entries: 12, updated_at: '2026-11-22T03:00:00Z',
}

test('a list that is read and not touched is sent as it was', () => {
  expect(sent(draftOf(list))).toEqual({
    kind: 'group', name: 'Gold', group: 'grp_1', currency: 'EUR', tax_included: false, tax_rate: '25', rounding: { mode: 'up', step: '1', ending: '0.99' }, rule: { basis: 'cost', percent: '30', floor: { margin: '10', amount: undefined }, ceiling: undefined },
    valid_from: list.valid_from, valid_to: list.valid_to, priority: 5, family_breaks: true,
  })
})

test('people say the last day, the hub up to when', () => {
  expect(draftOf(list).until).toBe('2026-12-31')
})

test('only what belongs to the kind is sent', () => {
  const d = { ...fresh('CNY'), kind: 'region' as const, name: ' North ', region: 'SE-AB', group: 'grp_1' }
  expect(sent(d)).toMatchObject({ kind: 'region', name: 'North', region: 'SE-AB', currency: 'CNY', tax_rate: '0', priority: 0 })
  expect(sent(d)).not.toHaveProperty('group')
  expect(sent({ ...d, kind: 'base' })).not.toHaveProperty('region')
})

const wrong = (change: Partial<ReturnType<typeof fresh>>) => Object.entries(checks({ ...fresh('CNY'), name: 'x', group: 'g', ...change })).filter(([, code]) => code).map(([path, code]) => `${path} ${code}`)

test('what is surely wrong is said before the hub is asked', () => {
  expect(wrong({})).toEqual([])
  expect(wrong({ name: ' ', group: '' })).toEqual(['/name required', '/group required'])
  expect(wrong({ kind: 'contract' })).toEqual(['/customer required'])
  expect(wrong({ step: '1', ending: '1' })).toEqual(['/rounding/ending out_of_range'])
  expect(wrong({ ending: '0.99' })).toEqual(['/rounding/step required'])
  expect(wrong({ ruled: true, percent: 'much', floorMargin: '100' })).toEqual(['/rule/percent wrong_form', '/rule/floor/margin out_of_range'])
  expect(wrong({ percent: 'much' })).toEqual([])
  expect(wrong({ from: '2026-12-02', until: '2026-12-01' })).toEqual(['/valid_to out_of_range'])
  expect(wrong({ priority: '1001', taxRate: '-1' })).toEqual(['/tax_rate out_of_range', '/priority out_of_range'])
})
