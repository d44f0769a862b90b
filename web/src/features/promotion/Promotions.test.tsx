import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json, problem } from '../../testing/hub'
import { bolt, nut, outcome, promotion, rule } from '../../testing/promotion'
import { clean } from '../../testing/screen'
import { company, drawSigned } from '../../testing/signed'
import { supplier as supplierSeat } from '../../testing/supplierSeat'
import { Page as Editor } from './PromotionPage'
import { Page } from './Promotions'
import { Running } from './Running'

const hub = fakeHub()
const promoter = (permissions = ['promotion.action.read', 'promotion.action.write', 'promotion.policy.write', 'trading.group.read', 'trading.customer.read', 'pricing.list.read', 'catalog.item.read']) => supplierSeat({ permissions })
const at = `/api/companies/${company}/promotions`
const one = `${at}/${promotion().id}`
const texts = ['promotion', 'pricing', 'customers', 'trading', 'job']
const path = '/c/$company/prices'

function asked(items = [promotion()]) {
  hub.answer(`GET ${at}`, () => json({ items, counts: { draft: 1, running: 0 } }))
  hub.answer(`GET /api/companies/${company}/groups`, () => json({ items: [{ id: 'grp_06evk3q2b5vt8h0000000000a1', name: 'Gold', terms: {}, position: 0, customers: 1, version: 1 }] }))
  hub.answer(`GET /api/companies/${company}/items`, () => json({ items: [] }))
  hub.answer(`GET /api/companies/${company}/categories`, () => json({ items: [] }))
  hub.answer(`GET /api/companies/${company}/pricing/grid`, () => json({ items: [] }))
  hub.answer(`GET /api/companies/${company}/pricing/lists`, () => json({ items: [] }))
}

test('each promotion says itself in one sentence, and is started, ended and copied', async () => {
  const running = promotion({ id: 'prm_06evk3q2b5vt8h0000000000a2', state: 'running', uses: 3, spent: '36', rule: rule({ name: 'Six for five', kind: 'n_for_m', tiers: undefined, take: 6, pay: 5, groups: ['grp_06evk3q2b5vt8h0000000000a1'], on: { items: [bolt.id], not: [nut.id] }, limit: 100, budget: '500', per_buyer: 1 }) })
  asked([promotion(), running])
  hub.answer(`POST ${one}/act`, () => json(promotion({ state: 'running' })))
  await drawSigned(Page, path, { texts, seats: [promoter()] })
  await expect.element(page.getByRole('row', { name: /Spring/ })).toHaveTextContent('10 % off from 12 units on: everything')
  const row = page.getByRole('row', { name: /Six for five/ })
  await expect.element(row).toHaveTextContent(/Buy 5 units, get 1 free: .*Hex bolt.*, but not .*Nut.*, for group Gold, once for each buyer/)
  await expect.element(row).toHaveTextContent('3 of 100')
  await expect.element(row).toHaveTextContent('€36.00 of €500.00')
  await clean()
  await page.getByRole('button', { name: 'Acts of Spring' }).click()
  await page.getByRole('menuitem', { name: 'Start' }).click()
  await expect.element(page.getByText('Spring is started.')).toBeVisible()
  expect(hub.sent(`POST ${one}/act`)).toEqual([{ deed: 'start' }])
})

test('what refuses a deed stands where the eyes are, and who may only read has no deeds', async () => {
  asked()
  hub.answer(`POST ${one}/act`, () => problem(409, 'promotion.over'))
  const drawn = await drawSigned(Page, path, { texts, seats: [promoter()] })
  await page.getByRole('button', { name: 'Acts of Spring' }).click()
  await page.getByRole('menuitem', { name: 'Start' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('This promotion has ended. Copy it to use it again.')
  await drawn.unmount()
  await drawSigned(Page, path, { texts, seats: [promoter(['promotion.action.read'])] })
  await expect.element(page.getByRole('row', { name: /Spring/ })).toBeVisible()
  expect(page.getByRole('button', { name: /Acts of|New promotion/ }).elements()).toEqual([])
})

test('a draft is tried on a basket: what is missing, what that brings, and why it does not apply', async () => {
  asked()
  hub.answer(`GET ${one}`, () => json(promotion({ rule: rule({ away_days: 90 }) })))
  hub.answer(`GET /api/companies/${company}/items`, () => json({ items: [{ ...bolt, state: 'active', category: 'Fasteners', unit: 'H87', minimum: '1', multiple: '1', version: 1, updated_at: '2026-11-22T03:00:00Z' }] }))
  hub.answer(`POST ${at}/preview`, () => json(outcome()))
  await drawSigned(() => <Editor id={promotion().id} />, path, { texts, seats: [promoter()] })
  await expect.element(page.getByText('10 % off from 12 units on: everything, for who has not ordered for 90 days')).toBeVisible()
  await expect.element(page.getByLabelText('Only for who has not ordered for so many days')).toHaveValue('90')
  await page.getByLabelText('How many days ago the last order was').fill('１００')
  await page.getByRole('combobox', { name: 'Items' }).fill('Hex')
  await page.getByRole('option', { name: /Hex bolt/ }).click()
  await page.getByLabelText('Quantity').fill('8')
  await page.getByRole('button', { name: 'Add to the basket' }).click()
  await expect.element(page.getByText('Not enough yet.')).toBeVisible()
  await expect.element(page.getByText(/4 units more of .*Hex bolt.* → −€12\.00/)).toBeVisible()
  expect(hub.sent(`POST ${at}/preview`)[0]).toMatchObject({ lines: [{ item: bolt.id, quantity: '8' }], replaces: promotion().id, first_order: false, days_since_order: 100, draft: { away_days: 90 } })
  await clean()
})

test('marketing, that sees no customers, still gives a promotion to a group', async () => {
  asked()
  hub.answer(`GET ${one}`, () => json(promotion()))
  await drawSigned(() => <Editor id={promotion().id} />, path, { texts, seats: [promoter(['promotion.action.read', 'promotion.action.write', 'trading.group.read', 'catalog.item.read'])] })
  await expect.element(page.getByRole('checkbox', { name: 'Gold' })).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Add to the basket' })).toBeVisible()
  expect(page.getByRole('combobox', { name: 'Customer' }).elements()).toEqual([])
})

test('a buyer reads what runs for it, and gives a code', async () => {
  const supplier = 'com_06evk3q2b5vt8h0000000000b0'
  const offered = `/api/companies/${company}/suppliers/${supplier}`
  const shown = { id: promotion().id, rule: rule(), items: [], by_code: false, used: 1, used_up: false }
  hub.answer(`GET ${offered}/promotions`, () => json({ items: [shown], policy: { mode: 'best', most_per_line: 0, most_percent: '0' } }))
  hub.answer(`POST ${offered}/coupons`, () => json({ ...shown, rule: rule({ name: 'Fair' }) }))
  const seat = { ...promoter(['promotion.offer.read', 'promotion.coupon.write']) }
  await drawSigned(() => <Running seat={seat} supplier={supplier} />, path, { texts, seats: [seat] })
  await expect.element(page.getByText('10 % off from 12 units on: everything')).toBeVisible()
  await expect.element(page.getByText('Used once')).toBeVisible()
  await expect.element(page.getByText('Each line takes the promotion that saves most.')).toBeVisible()
  await page.getByLabelText('Coupon code').fill('fair-1')
  await page.getByRole('button', { name: 'Use the code' }).click()
  await expect.element(page.getByText('Fair is there for you now.')).toBeVisible()
  expect(hub.sent(`POST ${offered}/coupons`)).toEqual([{ code: 'fair-1' }])
  await clean()
})
