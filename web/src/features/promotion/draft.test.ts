import { expect, test } from 'vitest'
import { addDays, dayOf, deviceZone, startOfDay } from '../../lib/dates'
import { bolt, nut, promotion, rule } from '../../testing/promotion'
import { draftOf, freshDraft, freshPart, itemsOf, ruleOf } from './draft'
import type { Kind, Rule } from './queries'

/** One rule of each kind, with all that the kind knows. */
const rules: Record<Kind, Partial<Rule>> = {
  percent: { tiers: [{ from: '0', percent: '5' }, { from: '100', percent: '7.5' }] },
  amount: { tiers: [{ from: '50', amount: '3' }], each: true },
  fixed_price: { measure: 'case', tiers: [{ from: '2', amount: '9.9' }] },
  n_for_m: { tiers: undefined, take: 6, pay: 5, most: 3 },
  bundle: { on: undefined, tiers: undefined, price: '25', most: 2, parts: [{ on: { items: [bolt.id] }, count: 2 }, { on: { families: ['nuts'], not: [nut.id] }, count: 1 }] },
  gift: { tiers: [{ from: '20' }], gift: { item: nut.id, count: '2' }, most: 1 },
  free_freight: { measure: 'amount', tiers: [{ from: '200' }] },
}

const bare = (r: Rule) => JSON.parse(JSON.stringify(r)) as Rule

test.each(Object.keys(rules) as Kind[])('what is typed of %s is what was read of it', (kind) => {
  const day = dayOf(new Date('2027-03-01T12:00:00Z'), deviceZone)
  const whole = rule({
    kind, ...rules[kind], note: 'ours', alone: true, coupon: 'FAIR-1', groups: ['grp_06evk3q2b5vt8h0000000000a1'], regions: ['GB'], new_buyers: true, away_days: 90, per_buyer: 2, limit: 100, budget: '500',
    funding: { supplier: 60, brand: 40, hub: 0 }, brand: 'Acme', from: startOfDay(day), until: startOfDay(addDays(day, 8)),
  })
  const draft = draftOf(promotion({ rule: whole }))
  expect(bare(ruleOf(draft))).toEqual(bare(whole))
  // The last day is the one on which it still holds.
  expect(draft.until).toBe(addDays(day, 7))
})

test('a fresh draft is a percentage on everything, at our expense', () => {
  const sent = bare(ruleOf({ ...freshDraft('GBP'), name: ' Spring ', tiers: [{ from: '', value: '5' }] }))
  expect(sent).toEqual({ name: 'Spring', kind: 'percent', currency: 'GBP', priority: 100, measure: 'unit', on: { all: true }, tiers: [{ from: '0', percent: '5' }], funding: { supplier: 100, brand: 0, hub: 0 } })
})

test('families are told apart by commas of both scripts, and fields of other kinds are not sent', () => {
  const draft = { ...freshDraft('EUR'), kind: 'gift' as const, on: { all: false, items: [bolt], categories: ['Fasteners'], families: 'M8 bolts, M10 bolts,六角', not: [nut] }, gift: nut, giftCount: '2', pay: '5', take: '6', price: '9', parts: [freshPart()] }
  const sent = bare(ruleOf(draft))
  expect(sent.on).toEqual({ items: [bolt.id], categories: ['Fasteners'], families: ['M8 bolts', 'M10 bolts', '六角'], not: [nut.id] })
  expect(sent.gift).toEqual({ item: nut.id, count: '2' })
  expect([sent.pay, sent.take, sent.price, sent.parts, sent.tiers]).toEqual([undefined, undefined, undefined, undefined, undefined])
  expect(itemsOf(draft)).toEqual([bolt, nut, nut])
})
