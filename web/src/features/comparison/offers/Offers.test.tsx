import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { drawSigned } from '../../../testing/signed'
import { at, buyer, supplierId } from '../../../testing/trading'
import { Offers } from './Offers'
import { Page as Search } from './Search'
import type { Offer, Search as Asked, Shows } from './queries'

const hub = fakeHub()
const texts = ['offers', 'trading', 'job']
const supplier = { id: supplierId(1), name: 'Farnell' }
const path = `${at}/suppliers/${supplier.id}`
const all: Shows = { catalogue: 'all', price: 'own', stock: 'band', lead_time: true, promotions: true, documents: true }
const bolt: Offer = {
  item: 'itm_1', sku: 'M8-40', name: 'Hex bolt M8 × 40', category: 'Fasteners', brand: 'Würth', unit: 'C62', minimum: '10', multiple: '5',
  price: { currency: 'CNY', amount: '0.125000', breaks: [{ from: '100', amount: '0.110000' }] }, stock: { class: 'band', floor: '50' }, lead_days: 2, datasheet: 'https://farnell.example/m8.pdf',
}
const seen: Asked[] = []
const Tab = () => <Offers seat={buyer} supplier={supplier} search={{}} onSearch={(s) => seen.push(s)} />
const offers = (shows: Shows, ...items: Offer[]) => hub.answer(`GET ${path}/offers`, () => json({ epoch: 7, shows, items }))
const draw = () => drawSigned(Tab, '/suppliers/x', { texts, seats: [buyer] })

test('shows price, breaks, stock and lead time as they are granted', async () => {
  offers(all, bolt, { ...bolt, item: 'itm_2', sku: 'M9', name: 'Nut', category: 'Nuts', price: undefined, stock: { class: 'band', floor: '0' }, lead_days: undefined, datasheet: undefined, minimum: '1', multiple: '1' })
  await draw()
  await expect.element(page.getByText('¥0.125')).toBeVisible()
  await expect.element(page.getByText('from 100: ¥0.11')).toBeVisible()
  await expect.element(page.getByText('50 pc or more')).toBeVisible()
  await expect.element(page.getByText('From 10 pc, in steps of 5')).toBeVisible()
  await expect.element(page.getByText('No price given')).toBeVisible()
  await expect.element(page.getByText('Ask for it')).toBeVisible()
  expect(page.getByText(/Not shown by this supplier/).elements()).toEqual([])
  await everywhere()
})

test('what is hidden is said once, has no column, and is never called missing', async () => {
  offers({ ...all, price: 'none', stock: 'none', documents: false }, { ...bolt, price: undefined, stock: undefined, datasheet: undefined })
  await draw()
  await expect.element(page.getByText('Not shown by this supplier: prices, stock, data sheets.')).toBeVisible()
  expect(page.getByRole('columnheader', { name: /Price|Stock/ }).elements()).toEqual([])
  expect(page.getByText('No price given').elements()).toEqual([])
  await clean()
})

test('asks for a quantity while it is typed, full-width digits too, and says what came back in words', async () => {
  offers(all, bolt)
  hub.answer(`POST ${path}/availability`, (body) => {
    const [line] = (body as { lines: { quantity: string; item: string }[] }).lines
    const short = Number(line?.quantity) > 1000
    return json({ epoch: 7, lines: [{ ...line, answer: short ? 'short' : Number(line?.quantity) > 50 ? 'subject_to_confirmation' : 'available', ...(short && { exact: '820' }) }] })
  })
  await draw()
  const box = page.getByLabelText('How many of Hex bolt M8 × 40?')
  await box.fill('４0')
  await expect.element(page.getByText('Available')).toBeVisible()
  await box.fill('60')
  await expect.element(page.getByText('Subject to confirmation')).toBeVisible()
  await box.fill('2,000')
  await expect.element(page.getByText('Short: 820 pc there')).toBeVisible()
  await box.fill('5')
  await expect.element(page.getByText('Sold from 10 on')).toBeVisible()
  await expect.element(page.getByText('Available')).toBeVisible()
  await box.fill('many')
  await expect.element(page.getByText('That is no quantity')).toBeVisible()
  await clean()
  expect(hub.sent(`POST ${path}/availability`)).toEqual(['40', '60', '2000', '5'].map((quantity) => ({ lines: [{ item: 'itm_1', quantity }] })))
})

test('an export is a job, and a print carries its mark', async () => {
  offers(all, bolt)
  hub.answer(`POST ${path}/offers/export`, () => json({ id: 'job_1', kind: 'comparison_export', state: 'succeeded', done: 1, total: 1, created_at: '2026-11-22T03:00:00Z', file_name: 'farnell.xlsx', result: '/x' }, 202))
  hub.answer(`GET ${at}/jobs/job_1`, () => json({ id: 'job_1', kind: 'comparison_export', state: 'succeeded', done: 1, total: 1, created_at: '2026-11-22T03:00:00Z', file_name: 'farnell.xlsx', result: '/x' }))
  hub.answer(`POST ${path}/offers/print`, () => json({ epoch: 7, shows: all, mark: { code: 'K7QX', company: 'Corner Shop', person: 'Ada', at: '2026-11-22T03:00:00Z' }, items: [bolt] }))
  const printed = vi.spyOn(window, 'print').mockImplementation(() => undefined)
  await draw()
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /Excel/ }).click()
  await expect.element(page.getByText('farnell.xlsx')).toBeVisible()
  expect(hub.sent(`POST ${path}/offers/export`)).toEqual([{ format: 'xlsx' }])
  await page.getByRole('button', { name: 'Print' }).click()
  await expect.poll(() => printed.mock.calls.length).toBe(1)
  // What a browser would print by itself is no way around the mark.
  expect(page.getByRole('region', { name: 'Offers of Farnell' }).element().closest('.print\\:hidden')).not.toBeNull()
  expect(document.querySelector('[data-paper]')?.textContent).toContain('For Corner Shop · Ada · 2026-11-22 11:00 · K7QX')
  dispatchEvent(new Event('afterprint'))
  await expect.poll(() => document.querySelector('[data-paper]')).toBeNull()
})

test('one search over all suppliers: each shows what it shows, and hidden is said per row', async () => {
  hub.answer(`GET ${at}/board`, () => json({ counts: [{ state: 'approved', count: 2 }], items: [] }))
  hub.answer(`GET ${at}/offers`, () =>
    json({
      suppliers: [{ supplier: supplier.id, name: 'Farnell', epoch: 1, shows: all }, { supplier: supplierId(2), name: 'Mouser', epoch: 1, shows: { ...all, price: 'none', stock: 'none', lead_time: false } }],
      total: 2, more: false, corrected: [],
      items: [{ supplier: supplier.id, offer: bolt, marks: [] }, { marks: [], supplier: supplierId(2), offer: { ...bolt, item: 'itm_3', price: undefined, stock: undefined, lead_days: undefined } }],
    }),
  )
  await drawSigned(Search, '/suppliers/offers', { texts, seats: [buyer], search: '?q=bolt' })
  await expect.element(page.getByRole('link', { name: 'Mouser' })).toHaveAttribute('href', `/suppliers/${supplierId(2)}?tab=offers&q=bolt`)
  expect(page.getByText('Not shown by this supplier').elements()).toHaveLength(3)
  await clean()
})

test('before anything is typed it says how many suppliers are searched, or leads to the first', async () => {
  hub.answer(`GET ${at}/board`, () => json({ counts: [], items: [] }))
  await drawSigned(Search, '/suppliers/offers', { texts, seats: [buyer] })
  await expect.element(page.getByRole('link', { name: 'Find suppliers' })).toBeVisible()
  await clean()
})
