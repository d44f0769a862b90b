// From a comparison to orders at two suppliers, answered line by line, agreed and ordered again, against a running demo hub: HUB_URL. Counts what each side has to do for it.
import { expect, test, type Locator, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { demoPassword, newBrowser, signIn } from './people'

test.setTimeout(240_000)

/** What comes by itself, over the outbox and the event stream. */
const byItself = { timeout: 20_000 }

/** Four parts: both suppliers offer each of them. */
const parts = 'C0603C103K5RACTU\t2\nC0603C330J5GACTU\t3\nHLMP-K150\t4\nNC7SZ74K8X\t2'

/** A click, a chord, a paste or one burst of typing each count once. */
function counted() {
  let n = 0
  const one = <T>(deed: Promise<T>) => {
    n++
    return deed
  }
  return { one, count: () => n }
}

async function looks(page: Page, lang: 'en' | 'zh-CN', width: number, seen: Locator) {
  await page.evaluate(([l, touch]) => localStorage.setItem('hub.prefs', JSON.stringify({ lang: l, ...(touch ? { density: 'touch' } : {}) })), [lang, width < 640] as const)
  await page.setViewportSize({ width, height: 844 })
  await page.reload()
  await expect(seen).toBeVisible()
  await clean(page)
  await fits(page)
}

/** As it is looked at otherwise. */
async function back(page: Page, seen: Locator) {
  await page.evaluate(() => localStorage.setItem('hub.prefs', JSON.stringify({ lang: 'en' })))
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.reload()
  await expect(seen).toBeVisible()
}

test('compared, ordered at two suppliers, answered, agreed, ordered again', async ({ browser }) => {
  const reference = `B-${Date.now().toString(36)}`
  const lin = await newBrowser(browser)
  await signIn(lin, 'lin@corner-shop.example', demoPassword)
  const page = await lin.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
  const buyer = counted()

  // Compared; all but one line at Farnell, the last where it is.
  await page.goto('/compare')
  await buyer.one(page.getByRole('textbox', { name: /^Paste a list/ }).fill(parts))
  const answered = page.waitForResponse((r) => r.url().endsWith('/comparison') && r.request().method() === 'POST')
  await buyer.one(page.keyboard.press('Control+Enter'))
  expect((await answered).status()).toBe(200)
  const columns = page.getByRole('columnheader')
  await expect(columns.filter({ hasText: 'Farnell' })).toBeVisible()
  const order = (await columns.allTextContents()).slice(2)
  const cell = (row: number, supplier: string) => page.locator(`[aria-rowindex="${row + 2}"] [data-column="${order.findIndex((h) => h.includes(supplier))}"]`)
  for (const [row, supplier] of [[0, 'Farnell'], [1, 'Farnell'], [2, 'Farnell'], [3, 'Mouser']] as const) {
    if ((await cell(row, supplier).getAttribute('aria-selected')) === 'true') continue
    await buyer.one(cell(row, supplier).click())
    await expect(cell(row, supplier)).toHaveAttribute('aria-selected', 'true')
  }
  await expect(page.getByText('Prices are being brought up to date')).toHaveCount(0)
  await buyer.one(page.getByRole('button', { name: 'Order from 2 suppliers' }).click())

  // Looked over: a block for each supplier. Others at work on the same hub may have moved a price; then it is agreed to.
  await expect(page.getByRole('region', { name: 'Farnell' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Mouser' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Lines for Farnell' }).getByRole('listitem')).toHaveCount(3)
  const place = page.getByRole('button', { name: /^Place \d orders?$/ })
  await clean(page)
  await looks(page, 'zh-CN', 390, page.getByRole('heading', { name: '核对下单' }))
  await looks(page, 'en', 390, page.getByRole('heading', { name: 'Check and order' }))
  await back(page, page.getByRole('region', { name: 'Farnell' }))
  await buyer.one(page.getByLabel('Your own order number').fill(reference))
  for (const rise of await page.getByRole('checkbox', { name: /I agree/ }).all()) await rise.check()
  await expect(place).toHaveText('Place 2 orders')
  await buyer.one(place.dblclick())
  await expect(page.getByRole('heading', { name: 'Your 2 orders are placed' })).toBeVisible()
  expect(buyer.count()).toBeLessThanOrEqual(8)
  await clean(page)
  const numbers = page.getByRole('list', { name: 'Orders' }).getByRole('listitem')
  await expect(numbers).toHaveCount(2)

  // Pressed twice, ordered once.
  await page.goto(`/orders?q=${reference}`)
  await expect(page.getByRole('row', { name: /Farnell/ })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /Mouser/ })).toHaveCount(1)
  await clean(page)

  // Farnell: by keys, one line is accepted, one changed, one refused.
  const farnell = await newBrowser(browser)
  const [company] = await signIn(farnell, 'owner@farnell.example', demoPassword)
  const desk = await farnell.newPage()
  await desk.setViewportSize({ width: 1440, height: 900 })
  const seller = counted()
  await desk.goto(`/c/${company?.id}/orders`)
  await expect(desk.getByRole('table')).toBeVisible()
  await clean(desk)
  await seller.one(desk.getByRole('searchbox', { name: 'Number, reference or name' }).fill(reference))
  const found = desk.getByRole('row', { name: new RegExp(reference) })
  await expect(found).toHaveCount(1)
  await seller.one(found.getByRole('link').click())
  await expect(desk.getByRole('button', { name: 'Accept all 3 lines' })).toBeVisible()
  await clean(desk)
  await looks(desk, 'zh-CN', 390, desk.getByRole('button', { name: /全部接受/ }))
  await looks(desk, 'en', 320, desk.getByRole('button', { name: 'Accept all 3 lines' }))
  await back(desk, desk.getByRole('grid'))
  await seller.one(desk.getByRole('grid').locator('input').first().focus())
  await seller.one(desk.keyboard.press('ArrowDown'))
  await seller.one(desk.keyboard.type('1'))
  await seller.one(desk.keyboard.press('Enter'))
  await seller.one(desk.keyboard.type('0'))
  await seller.one(desk.keyboard.press('Enter'))
  await expect(desk.getByText('1 is accepted, 1 change is proposed, 1 is refused')).toBeVisible()
  await seller.one(desk.keyboard.press('Control+Enter'))
  await expect(desk.getByText('1 cell needs you.')).toBeVisible()
  await seller.one(desk.keyboard.type('Sold out'))
  await seller.one(desk.keyboard.press('Enter'))
  await seller.one(desk.keyboard.press('Control+Enter'))
  await expect(desk.getByText('Answered: 1 accepted, 1 change proposed, 1 refused.')).toBeVisible()
  expect(seller.count()).toBeLessThanOrEqual(12)
  await clean(desk)
  await expect(desk.getByText('“Sold out”').first()).toBeVisible()

  // The buyer, on the phone and in Chinese: what was ordered beside what is proposed, and one press.
  const answer = counted()
  await page.goto(`/orders?q=${reference}&view=waiting`)
  await expect(page.getByRole('link', { name: 'Farnell' })).toBeVisible()
  await looks(page, 'zh-CN', 390, page.getByRole('link', { name: 'Farnell' }))
  await answer.one(page.getByRole('link', { name: 'Farnell' }).click())
  const proposal = page.getByRole('table', { name: /^下单与变更对照/ })
  await expect(proposal).toContainText('1')
  await clean(page)
  await fits(page)
  await answer.one(page.getByRole('button', { name: /^接受变更/ }).click())
  await expect(page.getByText('已接受 1 项变更。')).toBeVisible()
  await expect(proposal).toHaveCount(0)
  expect(answer.count()).toBeLessThanOrEqual(2)
  await looks(page, 'en', 320, page.getByRole('heading', { level: 1, name: 'Farnell' }))

  // Farnell sees it without asking again.
  await expect(desk.getByText('Accepted the change')).toBeVisible(byItself)

  // A word to each other.
  await page.getByLabel('Write to the supplier').fill('Thank you!')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(desk.getByText('Thank you!')).toBeVisible(byItself)

  // Ordered again: the lines are in the comparison, at today's prices.
  await page.getByRole('button', { name: 'Order again' }).click()
  await expect(page).toHaveURL(/\/compare/)
  await expect(page.locator('[aria-posinset]')).toHaveCount(3)
})
