import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import type { Seat } from '../../../shell/session'
import type { Customer } from '../supplierQueries'
import { PricesTab } from './PricesTab'

const hub = fakeHub()
const at = `/api/companies/${company}`
const prices = `${at}/sheet/own-prices`
type Line = { sku: string; remove?: boolean; price?: { amount: string; currency: string; breaks?: object[] } }
type Own = { item: string; sku: string; name: string; price: { currency: string; amount: string; breaks?: { from: string; amount: string }[] }; list?: { currency: string; amount: string }; updated_at: string }

const updated_at = '2026-11-22T03:00:00Z'
const cny = (amount: string, breaks?: { from: string; amount: string }[]) => ({ currency: 'CNY', amount, breaks })
const catalogue = [
  { item: 'itm_1', sku: 'A-1', name: 'Hex bolt', price: cny('10.000000') },
  { item: 'itm_2', sku: 'A-2', name: 'Washer', price: cny('2.000000') },
  { item: 'itm_3', sku: 'B-7', name: 'Nut', price: cny('4.000000') },
].map((i) => ({ ...i, category: '', unit: 'C62', minimum: '1', multiple: '1', state: 'active', updated_at }))
const customer = (own = {}) => ({ customer: { id: 'cus_a', name: 'Ash & Co', ...own }, effective_terms: {} }) as unknown as Customer

/** A hub that keeps the prices of one customer as the real one does. */
function keeps(first: Own[]) {
  let now = first
  hub.answer(`GET ${prices}`, () => json({ items: now.toSorted((a, b) => a.sku.localeCompare(b.sku)) }))
  hub.answer(`GET ${at}/sheet`, () => json({ items: catalogue }))
  hub.answer(`PUT ${prices}`, (body) => {
    const lines = (body as { lines: Line[] }).lines.map((line, n) => {
      const item = catalogue.find((i) => i.sku === line.sku)
      if (!item) return { line: n, outcome: 'flagged', problems: [{ path: '/sku', code: 'unknown', message: 'There is no item with this SKU.' }] }
      now = now.filter((o) => o.item !== item.item)
      if (line.price) now = [...now, { item: item.item, sku: item.sku, name: item.name, price: { ...(line.price as Own['price']), currency: line.price.currency || item.price.currency }, list: item.price, updated_at }]
      return { line: n, outcome: 'accepted' }
    })
    return json({ lines, accepted: lines.filter((l) => l.outcome === 'accepted').length, flagged: lines.filter((l) => l.outcome === 'flagged').length })
  })
}
const bolt: Own = { item: 'itm_1', sku: 'A-1', name: 'Hex bolt', price: cny('9.000000', [{ from: '100', amount: '8.500000' }]), list: cny('10.000000'), updated_at }
const washer: Own = { item: 'itm_2', sku: 'A-2', name: 'Washer', price: cny('2.500000'), list: cny('2.000000'), updated_at }
const draw = (seat: Seat = supplier(), whose = customer()) => drawSigned(() => <PricesTab seat={seat} customer={whose} />, '/c/$company/customers/$customer', { texts: ['customers', 'trading'], seats: [seat] })
const sent = () => (hub.sent(`PUT ${prices}`) as { customer: string; lines: Line[] }[]).map((b) => b.lines)
const cell = (name: string) => page.getByRole('textbox', { name })
const gridcell = (name: string) => page.getByRole('gridcell', { name, exact: true })

beforeEach(() => localStorage.clear())

test('own prices stand beside the list price, and those above it are told', async () => {
  keeps([bolt, washer])
  await draw()
  await expect.element(gridcell('−10%')).toBeVisible()
  await expect.element(gridcell('+25% above list')).toBeVisible()
  await expect.element(page.getByText('1 own price is above the list price.')).toBeVisible()
  await everywhere()
})

test('a price is typed over by keyboard and saved with its breaks; undo gives back what it was', async () => {
  keeps([bolt])
  await draw()
  await gridcell('¥9.00').click()
  await userEvent.keyboard('8.8{Enter}')
  await expect.element(page.getByText('1 price not saved')).toBeVisible()
  await expect.element(gridcell('−12%')).toBeVisible()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await page.getByRole('listitem').filter({ hasText: '1 price saved.' }).getByRole('button', { name: 'Undo' }).click()
  const breaks = [{ from: '100', amount: '8.5' }]
  await expect.poll(sent).toEqual([[{ sku: 'A-1', price: { amount: '8.8', currency: 'CNY', breaks } }], [{ sku: 'A-1', price: { amount: '9', currency: 'CNY', breaks } }]])
  await expect.element(page.getByText('1 price is as it was.')).toBeVisible()
})

test('an item is found and gets a price and a break; undo takes them away', async () => {
  keeps([])
  await draw()
  await expect.element(page.getByText(/^No own prices yet/)).toBeVisible()
  await clean()
  await page.getByRole('combobox', { name: /^Add an item/ }).fill('nut')
  await page.getByRole('option', { name: /Nut/ }).click()
  await expect.element(cell('Nut · Own price')).toHaveFocus()
  await userEvent.keyboard('3.6{Tab}{ArrowRight}50{Tab}3.2{Enter}')
  await clean()
  await page.getByRole('button', { name: 'Save 1 price' }).click()
  await expect.poll(sent).toEqual([[{ sku: 'B-7', price: { amount: '3.6', currency: 'CNY', breaks: [{ from: '50', amount: '3.2' }] } }]])
  await page.getByRole('listitem').filter({ hasText: '1 price saved.' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => sent()[1]).toEqual([{ sku: 'B-7', remove: true }])
  await expect.element(page.getByText(/^No own prices yet/)).toBeVisible()
})

test('a pasted list fills lines that are there and adds others; what is unknown is marked and stays', async () => {
  keeps([bolt])
  await draw()
  await page.getByRole('button', { name: 'Paste a list' }).click()
  await page.getByRole('dialog').getByLabelText('SKU and price, one line each').fill('SKU\tPrice\nA-1\t8\nA-2\t1.9\nZ-9\t1')
  await clean()
  await page.getByRole('button', { name: 'Take 3 lines over' }).click()
  await page.getByRole('button', { name: 'Save 3 prices' }).click()
  await expect.poll(sent).toEqual([[
    { sku: 'A-1', price: { amount: '8', currency: 'CNY', breaks: [{ from: '100', amount: '8.5' }] } }, { sku: 'A-2', price: { amount: '1.9', currency: '' } }, { sku: 'Z-9', price: { amount: '1', currency: '' } },
  ]])
  await expect.element(page.getByRole('alert')).toHaveTextContent('1 line was not taken.')
  await page.getByRole('button', { name: '1 cell needs you' }).click()
  await expect.element(cell('Z-9 · SKU')).toHaveAccessibleDescription('You have no item with this SKU.')
  await clean()
})

test('removing gives the list price back, and can be undone', async () => {
  keeps([bolt, washer])
  await draw()
  await page.getByRole('button', { name: 'Remove the own price of Washer' }).click()
  await expect.element(page.getByRole('rowheader', { name: 'A-2' })).not.toBeInTheDocument()
  await page.getByRole('listitem').filter({ hasText: 'Washer costs this customer the list price again.' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(sent).toEqual([[{ sku: 'A-2', remove: true }], [{ sku: 'A-2', price: { amount: '2.5', currency: 'CNY' } }]])
  await expect.element(page.getByRole('rowheader', { name: 'A-2' })).toBeVisible()
})

test('what cannot be a price is said in its cell and not sent; a refusal keeps what was typed', async () => {
  keeps([bolt, washer])
  await draw()
  await gridcell('¥9.00').click()
  await userEvent.keyboard('cheap{Enter}2.2{Enter}')
  await expect.element(page.getByRole('button', { name: '1 cell needs you' })).toBeVisible()
  hub.answer(`PUT ${prices}`, () => problem(503, 'hub.unavailable'))
  await page.getByRole('button', { name: 'Save 1 price' }).click()
  await expect.element(page.getByRole('alert').first()).toHaveTextContent('busy')
  await expect.element(page.getByText('2 prices not saved')).toBeVisible()
  expect(sent()[0]).toEqual([{ sku: 'A-2', price: { amount: '2.2', currency: 'CNY' } }])
})

test('who may only read changes nothing; who is shown list prices is told of', async () => {
  keeps([bolt])
  hub.answer(`GET ${at}/relationships/com_b/disclosure`, () => json({ sees: { discloses: true, categories: ['*'], price: 'list', stock: 'none', lead_time: false, promotions: false, documents: false }, stock_steps: [], sources: [] }))
  await draw(supplier({ permissions: ['trading.customer.read', 'trading.grant.read', 'comparison.sheet.read'] }), customer({ buyer: { id: 'com_b', name: 'Ash' } }))
  await expect.element(page.getByText('This customer is not shown own prices at the moment.')).toBeVisible()
  await expect.element(gridcell('−10%')).toBeVisible()
  expect(page.getByRole('button', { name: /Remove|Paste|Save/ }).elements()).toEqual([])
  await everywhere()
})

test('a list that does not come can be asked for again', async () => {
  hub.answer(`GET ${prices}`, () => problem(503, 'hub.unavailable'))
  await draw()
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  keeps([bolt])
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByRole('rowheader', { name: 'A-1' })).toBeVisible()
})
