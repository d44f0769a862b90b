// A promotion from its draft to the buyer's comparison and to its end, against a running hub, HUB_URL. Who makes it is in marketing, and sees no prices otherwise.
import { expect as quick, test, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { freshEmail } from './mailbox'
import { accept, found, newBrowser } from './people'

test.setTimeout(90_000)
const expect = quick.configure({ timeout: 15_000 })
const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }

async function ok(answer: Awaited<ReturnType<APIRequestContext['get']>>) {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer
}

/** A supplier with two items for a buyer that sees its prices and promotions; and somebody of its marketing. */
async function market(browser: Browser) {
  const mark = Date.now().toString(36)
  const sam = await newBrowser(browser)
  const { company } = await found(sam, `Bolts ${mark}`, ['supplier'])
  const at = `/api/companies/${company}`
  const line = (n: number, amount: string) => ({ sku: `M${n}-${mark}`, name: `Hex bolt M${n} ${mark}`, category: 'Fasteners', price: { currency: 'GBP', amount } })
  await ok(await sam.request.put(`${at}/sheet`, { headers, data: { lines: [line(8, '10'), line(10, '4')] } }))
  await ok(await sam.request.put(`${at}/profile`, { headers: { ...headers, 'If-Match': '"0"' }, data: { name: `Bolts ${mark}`, listed: true, accepting: true, summary: 'Bolts', trades: ['tools'], regions: [], terms_summary: '', minimum_order: '', languages: ['en'], asks: [] } }))
  const lin = await newBrowser(browser)
  const { company: buyer } = await found(lin, `Shop ${mark}`, ['buyer'])
  await ok(await lin.request.put(`/api/companies/${buyer}/file`, { headers: { ...headers, 'If-Match': '"0"' }, data: { legal_name: `Shop ${mark}`, country: 'GB', tax_number: 'GB434031494', phone: '+442079460000', email: `shop@example.org`, contacts: [{ name: 'Lin', email: 'lin@example.org' }] } }))
  await ok(await lin.request.post(`/api/companies/${buyer}/applications`, { headers, data: { suppliers: [company], note: '' } }))
  const { row } = (await (await sam.request.get(`${at}/relationships/${buyer}`)).json()) as { row: { etag: string } }
  await ok(await sam.request.post(`${at}/relationships/${buyer}/decision`, { headers: { ...headers, 'If-Match': row.etag }, data: { decision: 'approve', grant: { categories: ['*'], price: 'own', stock: 'yes_no', promotions: true } } }))
  await ok(await sam.request.post(`${at}/groups`, { headers, data: { name: 'Workshops', terms: {}, position: 1 } }))
  const email = freshEmail('marketing')
  await ok(await sam.request.post(`${at}/invitations`, { headers: { ...headers, 'Idempotency-Key': email }, data: { email, roles: ['marketing'], locale: 'en' } }))
  const mara = await newBrowser(browser)
  await accept(mara, email, 'Mara Marketing')
  return { mark, company, mara, lin }
}

async function compare(page: Page, list: string) {
  // The last list is still there: this is another one. It is forgotten on a page that doesn't hold it, or that page would keep it again.
  await page.goto('/today')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() => Object.keys(localStorage).filter((k) => k.startsWith('hub.basket.')).forEach((k) => localStorage.removeItem(k)))
  await page.goto('/compare')
  const answered = page.waitForResponse((a) => a.url().endsWith('/comparison') && a.request().method() === 'POST')
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill(list)
  await page.keyboard.press('Control+Enter')
  expect((await answered).status()).toBe(200)
}

test('marketing drafts a promotion, tries it on a basket and starts it; the buyer sees what is missing, then what it saves, then nothing more', async ({ browser }) => {
  const { mark, company, mara, lin } = await market(browser)
  const page = await mara.newPage()
  await page.goto(`/c/${company}/today`)
  await page.getByRole('navigation').getByRole('link', { name: 'Prices', exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Promotions' })).toBeVisible()
  await page.getByRole('button', { name: 'New promotion' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill(`Spring ${mark}`)
  await page.getByLabel('Currency').fill('GBP')
  await page.getByLabel('From', { exact: true }).first().fill('12')
  await page.getByLabel('Percent off', { exact: true }).fill('10')
  await expect(page.getByText('10 % off from 12 units on: everything')).toBeVisible()
  // Whom it is for can be a group, though marketing sees no customers.
  await expect(page.getByRole('checkbox', { name: 'Workshops' })).toBeVisible()
  await expect(page.getByText('has not ordered').first()).toBeVisible()

  const preview = page.locator('section', { has: page.getByRole('heading', { name: 'What would it do to this basket?' }) })
  await preview.getByRole('combobox', { name: 'Items' }).fill('M8')
  await page.getByRole('option', { name: new RegExp(`Hex bolt M8 ${mark}`) }).click()
  await preview.getByLabel('Quantity').fill('8')
  await preview.getByRole('button', { name: 'Add to the basket' }).click()
  await expect(preview.getByText('Not enough yet.')).toBeVisible()
  await expect(preview.getByText(/4 units more of .*Hex bolt M8.* → −£12\.00/)).toBeVisible()
  await clean(page)
  await page.getByRole('button', { name: 'Save and start' }).click()
  await expect(page.getByText(`Spring ${mark} is started.`)).toBeVisible()
  await expect(page.getByText('This promotion runs. Pause it to change it.')).toBeVisible()

  // The buyer: eight are not enough, and the comparison says how many more and what that brings.
  const shop = await lin.newPage()
  await compare(shop, `M8-${mark}\t8`)
  await expect(shop.getByText('1 line', { exact: true })).toBeVisible()
  await expect(shop.getByText('4 more → −£12.00').first()).toBeVisible()
  await shop.locator('[aria-selected=true]').first().focus()
  await shop.keyboard.press(' ')
  const dialog = shop.getByRole('dialog')
  await expect(dialog.getByRole('region', { name: 'Nearly reached' }).or(dialog.getByText('Nearly reached')).first()).toBeVisible()
  await expect(dialog.getByText(/4 more → −£12\.00/)).toBeVisible()
  await clean(shop)
  await shop.keyboard.press('Escape')
  await compare(shop, `M8-${mark}\t12`)
  await shop.locator('[aria-selected=true]').first().focus()
  await shop.keyboard.press(' ')
  await expect(dialog.getByRole('table', { name: 'What the true cost is made of' })).toContainText(`Spring ${mark}`)
  await expect(dialog.getByRole('table', { name: 'What the true cost is made of' })).toContainText('−')
  await shop.keyboard.press('Escape')
  await shop.goto(`/suppliers/${company}?tab=offers`)
  await expect(shop.getByText('10 % off from 12 units on: everything')).toBeVisible()

  // Stopped, it is gone from what the buyer sees.
  await page.goto(`/c/${company}/prices/promotions`)
  await page.getByRole('button', { name: `Acts of Spring ${mark}` }).click()
  await page.getByRole('menuitem', { name: 'End for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End for good' }).click()
  await expect(page.getByText(`Spring ${mark} has ended.`)).toBeVisible()
  await clean(page)
  await compare(shop, `M8-${mark}\t12`)
  await shop.locator('[aria-selected=true]').first().focus()
  await shop.keyboard.press(' ')
  await expect(dialog.getByRole('table', { name: 'What the true cost is made of' })).toBeVisible()
  await expect(dialog.getByText(`Spring ${mark}`)).toHaveCount(0)

  for (const [lang, width] of [['zh-CN', 390], ['en', 320]] as const) {
    await page.evaluate((l) => localStorage.setItem('hub.prefs', JSON.stringify({ lang: l, density: 'touch' })), lang)
    await page.setViewportSize({ width, height: 844 })
    for (const path of ['promotions', 'promotions/new', 'promotions?policy=1']) {
      await page.goto(`/c/${company}/prices/${path}`)
      // Behind an open dialog there is no heading of the page.
      await expect(path.includes('policy') ? page.getByRole('dialog') : page.getByRole('heading', { level: 1 })).toBeVisible()
      await clean(page)
      await fits(page)
    }
  }
})

test('a code is kept from buyers until they give it', async ({ browser }) => {
  const { mark, company, mara, lin } = await market(browser)
  const page = await mara.newPage()
  await page.goto(`/c/${company}/prices/promotions/new`)
  await page.getByLabel('Name', { exact: true }).fill(`Fair ${mark}`)
  await page.getByLabel('Currency').fill('GBP')
  await page.getByLabel('Kind').selectOption({ label: 'Some free (6 for 5)' })
  await page.getByLabel('Only with the code').fill('fair-2026')
  await page.getByRole('button', { name: 'Save and start' }).click()
  await expect(page.getByText(`Fair ${mark} is started.`)).toBeVisible()
  const shop = await lin.newPage()
  await shop.goto(`/suppliers/${company}?tab=offers`)
  await expect(shop.getByLabel('Coupon code')).toBeVisible()
  await expect(shop.getByText(`Fair ${mark}`)).toHaveCount(0)
  await shop.getByLabel('Coupon code').fill('wrong-1')
  await shop.keyboard.press('Enter')
  await expect(shop.getByRole('alert')).toContainText('fits no promotion')
  await shop.getByLabel('Coupon code').fill('Fair-2026')
  await shop.keyboard.press('Enter')
  await expect(shop.getByText(`Fair ${mark} is there for you now.`)).toBeVisible()
  await expect(shop.getByText('Buy 5 units, get 1 free: everything')).toBeVisible()
  await clean(shop)
  await fits(shop)
})
