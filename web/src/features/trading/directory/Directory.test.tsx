import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { at, buyer, card, supplierId } from '../../../testing/trading'
import { applicationOf, changeApplication } from '../application'
import { Page } from './Directory'

const hub = fakeHub()
const texts = ['directory', 'trading']
const fresh = () => changeApplication(company, { chosen: [], note: '', notes: {} })

function suppliers(...cards: ReturnType<typeof card>[]) {
  fresh()
  hub.answer(`GET ${at}/suppliers`, () => json({ items: cards }))
  hub.answer(`GET ${at}/board`, () => json({ counts: [{ state: 'more_asked', count: 2 }], items: [] }))
}

test('says in words what each supplier asks and where one stands, and offers a box only where an application is possible', async () => {
  suppliers(card(1, { asks: ['tax_number', 'document:licence', 'extra:staff_count'], missing: ['document:licence'] }), card(2, { state: 'approved', customer_code: 'K-7' }), card(3, { accepting: false }))
  await drawSigned(Page, '/suppliers', { texts, seats: [buyer] })
  const first = page.getByRole('listitem').filter({ hasText: 'Supplier 1' }).first()
  await expect.element(first.getByText('tax number, copy of the business licence, Number of staff')).toBeVisible()
  await expect.element(first.getByText('Your file lacks: copy of the business licence')).toBeVisible()
  await expect.element(page.getByText('Shanghai, United Kingdom').first()).toBeVisible()
  await expect.element(page.getByText('Customer K-7')).toBeVisible()
  await expect.element(page.getByText('By invitation only')).toBeVisible()
  expect(page.getByRole('checkbox', { name: /^Choose Supplier/ }).elements()).toHaveLength(1)
  await expect.element(page.getByText('2 need you')).toBeInTheDocument()
  await everywhere()
})

test('choosing is kept, and the bar says how many and leads on', async () => {
  suppliers(card(1), card(2))
  await drawSigned(Page, '/suppliers', { texts, seats: [buyer] })
  await page.getByRole('checkbox', { name: 'Choose Supplier 1' }).click()
  await expect.element(page.getByRole('link', { name: 'Apply to 1' })).toHaveAttribute('href', '/suppliers/apply')
  expect(applicationOf(company).chosen).toEqual([{ id: supplierId(1), name: 'Supplier 1' }])
  await page.getByRole('checkbox', { name: 'All that take applications' }).click()
  await expect.element(page.getByText('2 suppliers chosen')).toBeVisible()
  await page.getByRole('button', { name: 'Choose none' }).click()
  await expect.element(page.getByRole('link', { name: /^Apply to/ })).not.toBeInTheDocument()
  await clean()
})

test('“all” means all that fit, not only those on the first page', async () => {
  fresh()
  hub.answer(`GET ${at}/board`, () => json({ counts: [], items: [] }))
  const first = Array.from({ length: 3 }, (_, i) => card(i + 1))
  let asked = 0
  hub.answer(`GET ${at}/suppliers`, () => {
    asked += 1
    // The first page for the list; then both pages again for "all".
    return json(asked === 3 ? { items: [card(4), card(5, { accepting: false })] } : { items: first, next: 'more' })
  })
  await drawSigned(Page, '/suppliers', { texts, seats: [buyer], search: '?trade=bearings' })
  await page.getByRole('checkbox', { name: 'All that fit and take applications' }).click()
  await expect.element(page.getByRole('link', { name: 'Apply to 4' })).toBeVisible()
})

test('whoever may not apply chooses nobody', async () => {
  suppliers(card(1))
  await drawSigned(Page, '/suppliers', { texts, seats: [{ ...buyer, roles: ['approver'], permissions: ['trading.directory.read'] }] })
  await expect.element(page.getByRole('link', { name: 'Supplier 1' })).toBeVisible()
  expect(page.getByRole('checkbox').elements()).toEqual([])
})

test('nobody fits, an error, an address of nonsense', async () => {
  suppliers()
  await drawSigned(Page, '/suppliers', { texts, seats: [buyer], search: '?q=zzz&trade=nonsense&state=lost&region=%3Cb%3E' })
  await expect.element(page.getByText('No supplier fits the filters.')).toBeVisible()
  await expect.element(page.getByRole('combobox', { name: 'Trade' })).toHaveValue('all')
  hub.answer(`GET ${at}/suppliers`, () => problem(503, 'hub.unavailable'))
})

test('without a company that buys it says so', async () => {
  await drawSigned(Page, '/suppliers', { texts, seats: [{ ...buyer, company: { ...buyer.company, parts: ['supplier'] } }] })
  await expect.element(page.getByRole('link', { name: 'Add buying' })).toBeVisible()
  await clean()
})
