import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { setPrefs } from '../../../lib/prefs'
import { answerTo, supplierName, type Request } from '../../../testing/basket'
import { fakeHub, json } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { drawSigned } from '../../../testing/signed'
import { at, buyer, supplierId } from '../../../testing/trading'
import { Page } from '../../comparison/basket/Compare'
import type { PlanRequest, Plans } from './plans'

const hub = fakeHub()
const seat = { ...buyer, permissions: [...buyer.permissions, 'comparison.own.write', 'ordering.purchase.read', 'ordering.purchase.write'] }
const texts = ['basket', 'product', 'offers', 'trading', 'job', 'plan']
const compare = `POST ${at}/comparison`
const plan = `POST ${at}/purchases/plans`
const asked = () => hub.sent(plan).at(-1) as PlanRequest

/** One supplier that has the lines; the cheapest plan takes another. */
const whole = (lines: PlanRequest['lines'], n: number) => lines.map((l) => ({ key: l.key, supplier: supplierId(n), item: `itm_${/\d+/.exec(l.text ?? '')?.[0]}_${n}`, quantity: l.quantity }))
const money = { currency: 'CNY', goods: '90.00', promotions: '0.00', freight: '10.00', freight_unknown: false, fee: '0.00', tax: '0.00', total: '100.00', pay: '100.00' }
const answer = ({ lines, rules = [] }: PlanRequest): Plans => ({
  at: '2026-11-22T03:00:00Z', currency: 'CNY', order_cost: '15.00',
  plans: ([['recommended', 1, 'proven'], ['cheapest', 3, 'unproven'], ['fewest', 1, 'proven'], ['usual', 1, 'bounded']] as const).map(([aim, n, stands]) => ({
    aim, stands, gap: stands === 'bounded' ? '0.50' : undefined, because: stands === 'unproven' ? [{ code: 'promotions' as const, supplier: supplierId(n) }] : [], pay: n === 3 ? '95.00' : '100.00', cost: '115.00', saving: '4.00',
    orders: [{ ...money, supplier: supplierId(n), name: supplierName(n), lines: lines.length }], lines: whole(lines, n),
  })),
  rules: rules.map((_, rule) => ({ rule, saving: '7.20', exact: true, blocks: false })), left: [], single: { supplier: supplierId(1), name: supplierName(1), pay: '104.00' },
})

beforeEach(async () => {
  localStorage.clear()
  setPrefs({ lang: 'en', theme: 'light', density: 'comfortable' })
  await page.viewport(1440, 900)
  hub.answer(`GET ${at}/board`, () => json({ counts: [{ state: 'approved', count: 12 }], items: [] }))
  hub.answer(`GET ${at}/lists`, () => json({ items: [] }))
  hub.answer(compare, (body) => json(answerTo(body as Request, 6)))
})

async function start() {
  await drawSigned(Page, '/compare', { texts, seats: [seat] })
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill('Code 1\t5\nCode 2\t7')
  await page.getByRole('button', { name: /^Compare 2 lines/ }).click()
}

test('the recommended plan marks its cells and says what is known of it; another one is a touch away', async () => {
  hub.answer(plan, (body) => json(answer(body as PlanRequest)))
  await start()
  await expect.element(page.getByText('Recommended, with nothing that is short: ¥100.00 in 1 order.')).toBeVisible()
  await page.getByRole('button', { name: 'Follow it' }).click()
  await expect.element(page.getByText('Proven: no split is better.')).toBeVisible()
  // The comparison is asked again with what the plan chose, so that its totals are of that.
  await expect.poll(() => (hub.sent(compare).at(-1) as Request).lines.map((l) => l.chosen?.supplier)).toEqual([supplierId(1), supplierId(1)])
  expect(asked().lines[0]).not.toHaveProperty('chosen')
  await page.getByRole('button', { name: 'Recommended' }).click()
  await expect.element(page.getByText(/¥4.00 less than all at/).first()).toBeVisible()
  await clean()
  await page.getByRole('radio', { name: /^Cheapest/ }).click()
  await expect.poll(() => (hub.sent(compare).at(-1) as Request).lines.map((l) => l.chosen?.supplier)).toEqual([supplierId(3), supplierId(3)])
  await expect.element(page.getByText(/promotions over several lines are priced, but cannot be searched through/)).toBeVisible()
  await page.getByRole('radio', { name: /^Best of each line/ }).click()
  await expect.poll(() => (hub.sent(compare).at(-1) as Request).lines.map((l) => l.chosen)).toEqual([undefined, undefined])
})

test('a rule says what it costs today', async () => {
  hub.answer(plan, (body) => json(answer(body as PlanRequest)))
  await start()
  await page.getByRole('button', { name: 'Follow it' }).click()
  await page.getByRole('button', { name: 'Recommended' }).click()
  await page.getByRole('combobox', { name: /^At most/ }).selectOptions('2 suppliers')
  await expect.element(page.getByText('+¥7.20')).toBeVisible()
  expect(asked().rules).toEqual([{ kind: 'at_most', count: 2 }])
})

test('without plans each line stays where it costs least, and says so', async () => {
  await page.viewport(390, 844)
  hub.answer(plan, () => json({}, 500))
  await start()
  await expect.element(page.getByText('The plans could not be made. Each line stays where it costs least.')).toBeVisible()
  await clean()
})
