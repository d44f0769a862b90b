import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { setPrefs } from '../../../lib/prefs'
import { answerTo, supplierName, type Request } from '../../../testing/basket'
import { fakeHub, json } from '../../../testing/hub'
import { clean, compose } from '../../../testing/screen'
import { drawSigned } from '../../../testing/signed'
import { at, buyer, supplierId } from '../../../testing/trading'
import { Page } from './Compare'

const hub = fakeHub()
const seat = { ...buyer, permissions: [...buyer.permissions, 'comparison.own.write'] }
const texts = ['basket', 'product', 'offers', 'trading', 'job']
const post = `POST ${at}/comparison`
const list = { list: 'lst_06evk3q2b5vt8h0000000000a0', name: 'Weekly restock', note: '', version: 3, updated_at: '2026-11-22T03:00:00Z' }

beforeEach(async () => {
  localStorage.clear()
  setPrefs({ lang: 'en', theme: 'light', density: 'comfortable' })
  await page.viewport(1440, 900)
  hub.answer(`GET ${at}/board`, () => json({ counts: [{ state: 'approved', count: 12 }], items: [] }))
  hub.answer(`GET ${at}/lists`, () => json({ items: [{ ...list, lines: 2 }] }))
  hub.answer(`GET ${at}/lists/${list.list}`, () => json({ ...list, lines: [{ text: 'Code 1', quantity: '12' }, { text: 'Code 2', quantity: '3', chosen: { supplier: supplierId(1), item: 'itm_2_1' } }] }))
})

const sell = (suppliers = 12) => hub.answer(post, (body) => json(answerTo(body as Request, suppliers)))
const draw = (search = '') => drawSigned(Page, '/compare', { texts, seats: [seat], search })
const pasted = (count: number) => Array.from({ length: count }, (_, i) => `Code ${i + 1}\t${1 + ((i * 7) % 40)}`).join('\n')
const lastAsked = () => hub.sent(post).at(-1) as Request

/** Lines are pasted into the box of the first page. */
async function start(text: string) {
  await draw()
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill(text)
  await page.getByRole('button', { name: /^Compare \d+ lines?/ }).click()
  await expect.element(page.getByRole('grid')).toBeVisible()
}

const cells = () => document.querySelectorAll<HTMLElement>('[role=gridcell][aria-selected]')
const chosenIn = (row: number) => document.querySelector(`[aria-rowindex="${row + 2}"] [aria-selected=true]`)

test('a pasted list is priced at once: the best of each line is marked in words and counts', async () => {
  sell()
  await start(pasted(60))
  expect(lastAsked().lines).toHaveLength(60)
  await expect.element(page.getByText('60 lines', { exact: true })).toBeVisible()
  expect(chosenIn(0)?.textContent).toContain('Best')
  await expect.element(page.getByRole('region', { name: 'What it comes to' })).toHaveTextContent(/¥[\d,]+\.\d\d.*orders.*less than the middle offers/)
  // Twelve suppliers, but only the columns in sight are there, and only some rows.
  expect(cells().length).toBeLessThan(25 * 12)
  await clean()
})

test('keys alone: arrows move, Enter takes an offer, digits change the quantity, Ctrl+Z takes back', async () => {
  sell()
  await start(pasted(20))
  const field = page.getByRole('spinbutton').first()
  ;(field.element() as HTMLElement).focus()
  await userEvent.keyboard('{ArrowRight}')
  const first = chosenIn(0)
  const other = [...document.querySelectorAll<HTMLElement>('[aria-rowindex="2"] [aria-selected=false]')].findIndex((c) => c.textContent?.includes('+'))
  expect(document.activeElement?.getAttribute('data-column')).toBe('0')
  const column = Number([...document.querySelectorAll<HTMLElement>('[aria-rowindex="2"] [aria-selected=false]')][other]?.dataset.column)
  for (let i = 0; i < column; i++) await userEvent.keyboard('{ArrowRight}')
  await userEvent.keyboard('{Enter}')
  expect(document.activeElement?.getAttribute('aria-selected')).toBe('true')
  expect(chosenIn(0)).not.toBe(first)
  await userEvent.keyboard('25{Enter}')
  await expect.element(field).toHaveValue('25')
  expect(document.activeElement?.closest('[data-row]')?.getAttribute('aria-rowindex')).toBe('3')
  await expect.poll(() => lastAsked().lines[0]).toMatchObject({ quantity: '25', chosen: { supplier: expect.any(String) } })
  await userEvent.keyboard('{Control>}z{/Control}')
  await expect.element(field).toHaveValue('1')
  await userEvent.keyboard('{Control>}z{/Control}')
  await expect.poll(() => chosenIn(0)).toBe(first)
  await userEvent.keyboard('{Control>}{End}{/Control}')
})

test('a quantity takes full-width digits and Chinese composition; breaks price it before the hub answers', async () => {
  let hold: (() => void) | undefined
  sell()
  await start('Code 1\t10\nCode 2\t5')
  const before = chosenIn(0)?.textContent ?? ''
  hub.answer(post, async (body) => {
    await new Promise<void>((done) => (hold = done))
    return json(answerTo(body as Request, 12))
  })
  const field = page.getByRole('spinbutton').first()
  await field.click()
  await userEvent.keyboard('{Control>}a{/Control}')
  await compose(['1', '10', '100'], '１００')
  await expect.element(field).toHaveValue('100')
  expect(chosenIn(0)?.textContent).not.toBe(before)
  await expect.element(page.getByText('Prices are being brought up to date')).toBeVisible()
  await expect.poll(() => hold).toBeDefined()
  hold?.()
  await expect.poll(() => page.getByText('Prices are being brought up to date').elements()).toEqual([])
  expect(lastAsked().lines[0]?.quantity).toBe('100')
})

test('the foot opens into what is paid at each supplier, and what is weighed but never paid', async () => {
  sell()
  await start('Code 1\t10')
  await page.getByRole('button', { name: /^True cost/ }).click()
  const dialog = page.getByRole('dialog', { name: 'What it comes to' })
  await expect.element(dialog.getByRole('region', { name: /./ }).first()).toHaveTextContent(/1 line.*Goods, in whole packs.*Freight.*To pay/)
  await expect.element(dialog.getByText('Without tax. The order shows it for each supplier before anything is sent.')).toBeVisible()
  await expect.element(dialog.getByText('Not paid, but weighed')).toBeVisible()
  await clean()
})

test('Space opens the true cost, term by term, and the offer can be taken from there', async () => {
  sell()
  hub.answer(`GET ${at}/suppliers/${supplierId(0)}/items/itm_1_0/price-history`, () => json({ points: [] }))
  await start('Code 1\t10')
  const cell = chosenIn(0) as HTMLElement
  cell.focus()
  await userEvent.keyboard(' ')
  const dialog = page.getByRole('dialog')
  await expect.element(dialog.getByRole('table', { name: 'What the true cost is made of' })).toHaveTextContent(/Goods.*Freight share.*¥3\.00.*Waiting.*the supplier says nothing.*True cost/)
  expect((hub.sent(post).at(-1) as Request).explain).toEqual([lastAsked().lines[0]?.key])
  await expect.element(dialog.getByText('price of your customer group')).toBeVisible()
  await expect.element(dialog.getByText(/90 pc more/)).toBeVisible()
  await expect.element(dialog.getByText('Price billed')).toBeVisible()
  await clean()
  // Each term says what it is made of, and what is not known.
  await dialog.getByRole('button', { name: /^Goods/ }).click()
  await expect.element(dialog.getByText(/^10 pc at ¥[\d.]+ each\.$/)).toBeVisible()
  await dialog.getByRole('button', { name: /^Freight share/ }).click()
  await expect.element(dialog.getByText(/^One sum for each order\./)).toBeVisible()
  await expect.element(dialog.getByText(/Reckoned for an order of the one line that this supplier has/)).toBeVisible()
  await dialog.getByRole('button', { name: /^Waiting/ }).click()
  await expect.element(dialog.getByText('How often this supplier keeps its word is not on record yet.')).toBeVisible()
  await dialog.getByRole('button', { name: /^Waiting/ }).click()
  await expect.poll(() => dialog.getByText('The supplier does not say when it can send that many.').elements()).toEqual([])
})

test('lines that are not clear are asked about: the best guess stands, Enter accepts it and goes on', async () => {
  sell()
  await start('?bolt\t5\n?nut\t6\n??nothing\t1\nCode 1\t2')
  await expect.element(page.getByText('3 lines have questions.')).toBeVisible()
  await page.getByRole('button', { name: 'Answer' }).click()
  await expect.element(page.getByRole('dialog', { name: '3 questions' })).toBeVisible()
  await expect.poll(() => document.activeElement?.getAttribute('type')).toBe('radio')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('dialog', { name: '2 questions' })).toBeVisible()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await expect.element(page.getByRole('dialog', { name: '1 question' })).toBeVisible()
  await expect.poll(() => lastAsked().lines.map((l) => l.item?.item)).toEqual(['itm_one', 'itm_two', undefined, undefined])
  await clean()
})

test('suppliers are left out at once and stay there to be taken in again; filters go to the hub and into the address', async () => {
  sell()
  await start(pasted(5))
  const panel = page.getByRole('complementary', { name: 'Suppliers' })
  await panel.getByRole('checkbox', { name: supplierName(1) }).click()
  await expect.poll(() => page.getByRole('columnheader', { name: new RegExp(supplierName(1)) }).elements()).toEqual([])
  await expect.poll(() => lastAsked().suppliers?.includes(supplierId(1))).toBe(false)
  await expect.element(panel.getByText('11/12')).toBeVisible()
  await expect.element(panel.getByText(/price changes told 14 days ahead/).first()).toBeVisible()
  await panel.getByRole('checkbox', { name: 'In stock', exact: true }).click()
  await expect.poll(() => lastAsked().in_stock).toBe(true)
  await panel.getByRole('checkbox', { name: 'Used suppliers only' }).click()
  await expect.poll(() => page.getByRole('columnheader').elements().length).toBeLessThan(9)
  await clean()
})

test('a list is opened by its address, kept again, and one step back brings what was there', async () => {
  sell()
  hub.answer(`PUT ${at}/lists/${list.list}`, (body) => json({ ...list, ...(body as object), version: 4 }))
  await draw(`?list=${list.list}`)
  await expect.element(page.getByRole('heading', { name: 'Weekly restock' })).toBeVisible()
  await expect.element(page.getByRole('grid')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Save' })).toBeDisabled()
  const field = page.getByRole('spinbutton').first()
  await expect.element(field).toHaveValue('12')
  await field.fill('20')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByText('Weekly restock is saved.')).toBeVisible()
  expect(hub.sent(`PUT ${at}/lists/${list.list}`)).toEqual([
    { name: 'Weekly restock', note: '', lines: [{ text: 'Code 1', quantity: '20' }, { text: 'Code 2', quantity: '3', chosen: { supplier: supplierId(1), item: 'itm_2_1' } }] },
  ])
})

test('a phone has one card for each line; its offers unfold, a touch takes one', async () => {
  await page.viewport(390, 844)
  setPrefs({ density: 'touch' })
  sell()
  await draw(`?list=${list.list}`)
  const cards = page.getByRole('list', { name: 'Lines and suppliers' })
  await expect.element(cards).toBeVisible()
  await page.getByRole('button', { name: /other offers/ }).first().click()
  const offers = page.getByRole('list', { name: /^Offers for/ })
  const second = offers.getByRole('button', { name: /\+\d/ }).first()
  expect((second.element() as HTMLElement).getBoundingClientRect().height).toBeGreaterThanOrEqual(44)
  await second.click()
  await expect.poll(() => lastAsked().lines[0]?.chosen).toBeDefined()
  expect(document.documentElement.scrollWidth).toBe(390)
  await clean()
})

test('nothing yet: a box, a search and the lists; an unreachable hub says that the lines are safe', async () => {
  hub.answer(post, () => json({}, 500))
  await draw()
  await expect.element(page.getByRole('textbox', { name: /^Paste a list/ })).toHaveFocus()
  await expect.element(page.getByRole('button', { name: /^Weekly restock/ })).toBeVisible()
  await clean()
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill('Code 1')
  await page.getByRole('button', { name: 'Compare 1 line' }).click()
  await expect.element(page.getByText('Your lines are saved on this device.')).toBeVisible()
  expect(localStorage.length).toBeGreaterThan(0)
})
