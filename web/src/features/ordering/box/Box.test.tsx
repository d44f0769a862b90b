import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { setPrefs } from '../../../lib/prefs'
import { answerTo, type Request } from '../../../testing/basket'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { at, buyer, supplierId } from '../../../testing/trading'
import { readKept } from '../../comparison/basket/draft'
import { Page } from './Box'

const hub = fakeHub()
const seat = { ...buyer, permissions: [...buyer.permissions, 'box.list.read'] }
const last = {
  at: '2026-11-20T03:00:00Z', reference: 'Weekly restock',
  lines: [1, 2].map((n) => ({ supplier: supplierId(1), supplier_name: 'Supplier 1', item: `itm_${n}`, sku: `S-${n}`, name: `Bolt ${n}`, quantity: '12', unit: 'C62', price: { amount: '1.5', currency: 'CNY' }, at: '2026-11-20T03:00:00Z' })),
}

beforeEach(async () => {
  localStorage.clear()
  setPrefs({ lang: 'en', theme: 'light', density: 'comfortable' })
  await page.viewport(1280, 900)
  hub.answer(`GET ${at}/board`, () => json({ counts: [{ state: 'approved', count: 2 }], items: [] }))
  hub.answer(`GET ${at}/lists`, () => json({ items: [] }))
  hub.answer(`GET ${at}/order-box/last`, () => json({ lines: [] }))
  hub.answer(`POST ${at}/order-box/bought`, () => json({ lines: [] }))
})

const draw = () => drawSigned(Page, '/order', { texts: ['box', 'basket', 'trading', 'places'], seats: [seat] })
const kept = () => readKept(company, 'per_1').lines
const box = () => page.getByRole('combobox', { name: /^Code, barcode/ })

function paste(text: string) {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}

test('the last purchase is one press away: its lines come with what was paid, and what is not clear is asked next', async () => {
  hub.answer(`GET ${at}/order-box/last`, () => json(last))
  await draw()
  await expect.element(page.getByRole('heading', { name: 'Weekly restock' })).toBeVisible()
  await clean()
  await page.getByRole('button', { name: 'Order it again' }).click()
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent('/compare?ask=true')
  expect(kept()).toMatchObject([1, 2].map((n) => ({ ref: { supplier: supplierId(1), item: `itm_${n}` }, quantity: '12', paid: { amount: '1.5', currency: 'CNY', unit: 'C62' } })))
  expect(JSON.parse(localStorage.getItem(`hub.plan.${company}`) ?? '{}')).toMatchObject({ aim: 'recommended' })
})

test('five thousand pasted lines are five thousand lines; what finds no room, and what is no line, is told', async () => {
  await draw()
  await expect.element(box()).toHaveFocus()
  paste(['Code\tQty', ...Array.from({ length: 5_001 }, (_, i) => `C-${i}\t${1 + (i % 9)}`), 'C-7\t2', '\t40,000'].join('\n'))
  await expect.element(page.getByTestId('elsewhere')).toBeVisible()
  expect(kept()).toHaveLength(5_000)
  expect(kept()[7]).toMatchObject({ text: 'C-7', quantity: '10' })
  await expect.element(page.getByText(/^5,?000 lines taken\. 1 equal one is added up\. 1 found no room: a list holds 5,000 lines\. 1 row has numbers only and is no line\.$/)).toBeVisible()
})

test('a code is looked up, put onto the list with Enter, and nothing that is unknown is lost', async () => {
  hub.answer(`POST ${at}/comparison`, (body) => json(answerTo(body as Request, 3)))
  await draw()
  await userEvent.fill(box(), 'NE555P 4')
  await userEvent.keyboard('{Enter}')
  const card = page.getByRole('region').filter({ has: page.getByRole('list', { name: 'Offers' }) })
  await expect.element(card.getByRole('spinbutton')).toHaveValue('4')
  await expect.element(card.getByRole('button', { name: 'Add to the list' })).toBeEnabled()
  await clean()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('1 line is on your list')).toBeVisible()
  await userEvent.fill(box(), '??nothing')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText(/^Nothing that your suppliers show you has this/)).toBeVisible()
  await page.getByRole('button', { name: 'Add to the list' }).click()
  await expect.element(page.getByText('2 lines are on your list')).toBeVisible()
  expect(kept().map((l) => l.quantity)).toEqual(['4', '1'])
})

test('an unreachable hub is told, and the box works', async () => {
  hub.answer(`GET ${at}/order-box/last`, () => problem(403, 'hub.forbidden'))
  await draw()
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect.element(box()).toBeVisible()
})

test('without a supplier the way to one is shown', async () => {
  hub.answer(`GET ${at}/board`, () => json({ counts: [], items: [] }))
  hub.answer(`GET ${at}/company`, () => problem(404, 'hub.not_found'))
  await draw()
  await expect.element(page.getByText(/No supplier has opened an account for you yet/)).toBeVisible()
})
