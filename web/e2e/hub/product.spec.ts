// One product of two suppliers, as a buyer works with it, against a running hub: HUB_URL.
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { found, newBrowser } from './people'

test.setTimeout(180_000)

const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }
type Supplier = { context: BrowserContext; id: string; name: string }

async function supplier(browser: Browser, name: string, lines: object[]): Promise<Supplier> {
  const context = await newBrowser(browser)
  const { company: id } = await found(context, name, ['supplier'])
  const profile = { name, listed: true, accepting: true, summary: name, trades: ['tools'], regions: [], terms_summary: '30 days', minimum_order: '', languages: ['en'], asks: [] }
  expect((await context.request.put(`/api/companies/${id}/profile`, { headers: { ...headers, 'If-Match': '"0"' }, data: profile })).status()).toBe(200)
  expect((await context.request.put(`/api/companies/${id}/sheet`, { headers, data: { lines } })).status()).toBe(200)
  return { context, id, name }
}

/** The buyer applies to all of them, and all approve. */
async function trade(buyer: BrowserContext, company: string, suppliers: Supplier[]) {
  const file = { legal_name: 'Product Shop', country: 'GB', tax_number: 'GB434031494', phone: '+44 20 7946 0000', email: 'office@shop.example', contacts: [{ name: 'Olga', email: 'olga@shop.example' }] }
  expect((await buyer.request.put(`/api/companies/${company}/file`, { headers: { ...headers, 'If-Match': '"0"' }, data: file })).ok()).toBe(true)
  expect((await buyer.request.post(`/api/companies/${company}/applications`, { headers, data: { suppliers: suppliers.map((s) => s.id), note: 'Hello.' } })).ok()).toBe(true)
  for (const s of suppliers) {
    const path = `/api/companies/${s.id}/relationships/${company}`
    const { row } = await (await s.context.request.get(path)).json()
    expect((await s.context.request.post(`${path}/decision`, { headers: { ...headers, 'If-Match': row.etag }, data: { decision: 'approve' } })).status()).toBe(200)
  }
}

/** A barcode that nothing else has. */
function barcode() {
  const digits = `590${String(Date.now()).slice(-9)}`
  const sum = [...digits].reduce((n, d, i) => n + Number(d) * (i % 2 ? 3 : 1), 0)
  return digits + ((10 - (sum % 10)) % 10)
}

const offers = (page: Page) => page.getByRole('region', { name: 'Who has it' }).getByRole('row')
const line = (sku: string, name: string, amount: string, more: object = {}) => ({ sku, name, category: 'Batteries', price: { currency: 'GBP', amount }, stock: '20', ...more })

test('a buyer compares, sets right, names, parts and replaces; what a supplier hides is gone without a trace', async ({ browser }) => {
  const mark = Date.now().toString(36)
  const gtin = barcode()
  const brand = `Voltix${mark}`
  const [alpha, beta] = await Promise.all([
    supplier(browser, `Alpha ${mark}`, [line('A-1', `${brand} battery AA`, '0.60', { gtin, brand }), line('A-2', `${brand} charger`, '9.00', { brand })]),
    supplier(browser, `Beta ${mark}`, [line('B-1', `${brand} battery AA single`, '0.70', { gtin, brand }), line('B-4', `${brand} batteries AA, 4 pack`, '2.00', { brand }), line('B-9', `${brand} torch`, '5.00', { brand })]),
  ])
  const olga = await newBrowser(browser)
  const { company } = await found(olga, `Buyer ${mark}`, ['buyer'])
  await trade(olga, company, [alpha, beta])
  const page = await olga.newPage()

  // From a search to the page; the hub joins equal barcodes by itself.
  await page.goto(`/suppliers/offers?q=${brand}`)
  await page.getByRole('link', { name: `${brand} battery AA`, exact: true }).click()
  await expect(page).toHaveURL(/\/suppliers\/com_[^/]+\/items\/itm_/)
  await expect(async () => {
    await page.reload()
    await expect(offers(page)).toHaveCount(3, { timeout: 2000 })
  }).toPass({ timeout: 90_000 })
  await expect(offers(page).nth(1)).toContainText(/Alpha.*£0\.60.*Best price/)
  await expect(page.getByText(`Same barcode ${gtin}`)).toBeVisible()
  await clean(page)

  // Another offer is said to be the same: what its name says of the pack is a guess until it is set right.
  await page.getByRole('combobox', { name: /Also the same/ }).fill(`${brand} 4 pack`)
  await page.getByRole('option', { name: /4 pack/ }).click()
  await expect(page.getByText('Best if the guess is right')).toBeVisible()
  await expect(offers(page).nth(1)).toContainText(/≈ £0\.50.*Guess: 4 pc in one pc, read from the name/)
  await page.getByRole('button', { name: /^Set right .*4 pack/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(offers(page).nth(1)).toContainText(/£0\.50.*Best price.*4 pc in one pc, say you/)
  await expect(page.getByText('Best if the guess is right')).toHaveCount(0)

  // Not the same for us, and back again.
  await page.getByRole('button', { name: /^Not the same for us .*single/ }).click()
  await expect(page.getByRole('heading', { name: 'Another product for us' })).toBeVisible()
  await expect(offers(page)).toHaveCount(3)
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(offers(page)).toHaveCount(4)

  // What is taken in its place, in order, moved by the keyboard.
  const add = page.getByRole('combobox', { name: /Add something/ })
  for (const name of ['charger', 'torch']) {
    await add.fill(`${brand} ${name}`)
    await page.getByRole('option', { name: new RegExp(name) }).click()
    await expect(page.getByRole('list', { name: 'In its place' })).toContainText(name)
  }
  const up = page.getByRole('button', { name: new RegExp(`^Move up .*torch`) })
  await up.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'In its place' }).getByRole('listitem').first()).toContainText('torch')

  // A code of our own: it is searched by, and listed.
  await page.getByRole('button', { name: 'Give a code' }).click()
  await page.getByLabel('Our code').fill(`OUR-${mark}`)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`OUR-${mark}`)).toBeVisible()
  const address = page.url()
  await page.goto('/suppliers/products')
  await expect(page.getByRole('rowheader', { name: `OUR-${mark}` })).toBeVisible()
  await page.getByRole('button', { name: 'Paste a list' }).click()
  await page.getByLabel('Lines').fill(`P-1\tB-9\tTorch\nP-2\tno such number\nP-3\t${gtin}`)
  await page.getByRole('button', { name: 'Find 3 lines' }).click()
  await expect(page.getByText('3 lines: 2 found, 1 question')).toBeVisible()
  await page.getByRole('button', { name: 'Take in 3 items' }).click()
  await expect(page.getByText('3 items taken in, none left out.')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await clean(page)

  // A supplier shows these goods no longer: nothing tells of them, and what was said of them stays our own.
  const grant = { categories: ['Something else'] }
  expect((await beta.context.request.put(`/api/companies/${beta.id}/grants/default`, { headers: { ...headers, 'If-Match': '"0"' }, data: grant })).ok()).toBe(true)
  await page.goto(address)
  await expect(offers(page)).toHaveCount(2)
  await expect(page.getByRole('list', { name: 'In its place' }).getByText('Not offered to you at the moment')).toBeVisible()
  expect(await page.locator('main').textContent()).not.toContain('Beta')

  for (const [lang, width] of [['zh-CN', 390], ['en', 320]] as const) {
    await page.evaluate((l) => localStorage.setItem('hub.prefs', JSON.stringify({ lang: l, density: 'touch' })), lang)
    await page.setViewportSize({ width, height: 844 })
    await page.reload()
    await expect(page.getByText(`OUR-${mark}`).or(page.getByText('P-3'))).toBeVisible()
    await clean(page)
    await fits(page)
  }
})
