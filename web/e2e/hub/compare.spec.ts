// A buyer compares real lists over its suppliers, against a running demo hub: HUB_URL.
import { expect, test, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { demoPassword, newBrowser, signIn } from './people'

test.setTimeout(120_000)

/** A bill of materials as an engineer has it: the head says what is what, some parts come twice. */
const bill = `Item,Qty,Part number,Description
1,20,HLMP-K150,LED red 3 mm
2,75,C0603C103K5RACTU,10 nF
3,22,C0603C330J5GACTU,33 pF
4,10,NC7SZ74K8X,flip flop
5,30,C0603C103K5RACTU,10 nF again
6,1,no such part 4711,`

const cells = (page: Page, row: number) => page.locator(`[aria-rowindex="${row + 2}"] [role=gridcell][aria-selected]`)
const chosen = (page: Page, row: number) => page.locator(`[aria-rowindex="${row + 2}"] [aria-selected=true]`)
const saved = (answer: { url: () => string; request: () => { method: () => string } }) => answer.url().endsWith('/comparison') && answer.request().method() === 'POST'

test('a bill of materials: pasted, compared, changed by keys, explained, kept, shared and brought back', async ({ browser }) => {
  const lin = await newBrowser(browser)
  await signIn(lin, 'lin@corner-shop.example', demoPassword)
  const page = await lin.newPage()
  await page.goto('/compare')
  await expect(page.getByRole('textbox', { name: /^Paste a list/ })).toBeFocused()
  await clean(page)
  const answered = page.waitForResponse(saved)
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill(bill)
  await expect(page.getByText('1 equal line added up')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  expect((await answered).status()).toBe(200)

  // Lines in = lines matched + lines shown as questions.
  await expect(page.getByText('5 lines', { exact: true })).toBeVisible()
  await expect(page.getByText('1 line has a question.')).toBeVisible()
  await expect(page.getByRole('spinbutton').nth(1)).toHaveValue('105')
  await expect(chosen(page, 1)).toContainText(/Best/)
  await clean(page)

  // By keys alone: from the quantity to the first supplier, another offer, and back again.
  const quantity = page.getByRole('spinbutton').nth(1)
  await quantity.focus()
  const best = await chosen(page, 1).getAttribute('data-column')
  await page.keyboard.press('ArrowRight')
  if (best === '0') await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(chosen(page, 1)).not.toHaveAttribute('data-column', best ?? '')
  await page.keyboard.press('Control+z')
  await expect(chosen(page, 1)).toHaveAttribute('data-column', best ?? '')
  await page.keyboard.type('200')
  await expect(quantity).toHaveValue('200')
  await page.waitForResponse(saved)

  // Why it costs that: the terms add up to the true cost.
  await chosen(page, 1).focus()
  await page.keyboard.press(' ')
  const dialog = page.getByRole('dialog')
  const terms = dialog.getByRole('table', { name: 'What the true cost is made of' })
  await expect(terms).toBeVisible()
  const amounts = await terms.locator('td').allTextContents()
  const cents = amounts.map((a) => Math.round(Number(a.replace('\u2212', '-').replaceAll(/[^\d.-]/g, '')) * 100))
  expect(cents.slice(0, -1).reduce((sum, c) => sum + c, 0)).toBe(cents.at(-1))
  await clean(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  // Who is left out is gone at once, and the address says so.
  const columns = await page.getByRole('columnheader').count()
  await page.getByRole('complementary', { name: 'Suppliers' }).getByRole('checkbox').nth(3).click()
  await expect(page.getByRole('columnheader')).toHaveCount(columns - 1)
  await expect(page).toHaveURL(/without=com_/)
  await page.getByRole('complementary', { name: 'Suppliers' }).getByRole('checkbox').nth(3).click()

  // Kept for colleagues, by its address.
  const name = `Bill ${Date.now().toString(36)}`
  await page.getByRole('button', { name: 'Save as a list' }).click()
  await page.getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await expect(page).toHaveURL(/list=lst_/)
  const address = page.url()
  const other = await lin.newPage()
  await other.goto(address)
  await expect(other.getByRole('heading', { name })).toBeVisible()
  await expect(other.getByRole('spinbutton').nth(1)).toHaveValue('200')
  await other.close()

  // Dropped, and brought back.
  await page.getByRole('button', { name: 'Lists', exact: true }).click()
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText(`${name} is deleted.`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(page.getByRole('list', { name: 'Lists' }).getByText(name)).toBeVisible()
  await page.keyboard.press('Escape')
  expect(await cells(page, 1).count()).toBeGreaterThan(1)

  for (const [lang, width] of [['zh-CN', 390], ['en', 320]] as const) {
    await page.evaluate((l) => localStorage.setItem('hub.prefs', JSON.stringify({ lang: l, density: 'touch' })), lang)
    await page.setViewportSize({ width, height: 844 })
    await page.reload()
    await expect(page.locator('[aria-posinset="1"]')).toBeVisible()
    await clean(page)
    await fits(page)
  }
})

/** Barcodes that several chains of the demo sell. */
const groceries = '7290000419107\t3\n4061445096689\t2'

test('a shop compares groceries by barcode on a phone', async ({ browser }) => {
  const dana = await newBrowser(browser)
  await signIn(dana, 'dana@galil-market.example', demoPassword)
  const page = await dana.newPage()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/compare')
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill(groceries)
  await page.getByRole('button', { name: 'Compare 2 lines' }).click()
  await expect(page.locator('[aria-posinset]')).toHaveCount(2)
  await page.getByRole('button', { name: /other offers?/ }).first().click()
  const offers = page.getByRole('list', { name: /^Offers for/ })
  await offers.getByRole('button', { name: /\+\d+%/ }).first().click()
  await expect(page.getByRole('button', { name: 'Cheapest of each line' })).toBeEnabled()
  await clean(page)
  await fits(page)
})
