// A supplier's day against a running hub: HUB_URL.
import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { clean } from '../looks'
import { found, newBrowser } from './people'

test.setTimeout(90_000)

const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }

async function ok(answer: Awaited<ReturnType<APIRequestContext['get']>>) {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer
}

/** A supplier that is listed and has two items. */
async function open(request: APIRequestContext, company: string, name: string) {
  const at = `/api/companies/${company}`
  await ok(await request.put(`${at}/profile`, { headers: { ...headers, 'If-Match': '"0"' }, data: { name, listed: true, accepting: true, asks: ['phone'] } }))
  const line = (sku: string, item: string, amount: string) => ({ sku, name: item, category: 'lifts', price: { currency: 'GBP', amount }, stock: '120' })
  await ok(await request.put(`${at}/sheet`, { headers, data: { lines: [line('L-1', 'Lift rope', '12.30'), line('L-2', 'Guide shoe', '4.10')] } }))
}

/** A buyer that applies there. */
async function apply(request: APIRequestContext, company: string, name: string, supplier: string) {
  const at = `/api/companies/${company}`
  const file = await ok(await request.get(`${at}/file`))
  await ok(await request.put(`${at}/file`, { headers: { ...headers, 'If-Match': file.headers().etag ?? '' }, data: { legal_name: name, country: 'GB', phone: '+442079460100' } }))
  await ok(await request.post(`${at}/applications`, { headers, data: { suppliers: [supplier], note: 'We mend lifts.' } }))
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

test('a list is imported, its errors are mended in place, and an application becomes the customer that was there', async ({ browser }) => {
  const sam = await newBrowser(browser)
  const supplier = await found(sam, 'Rope Works', ['supplier'])
  await open(sam.request, supplier.company, 'Rope Works')
  const page = await sam.newPage()

  await page.goto(`/c/${supplier.company}/customers/imports`)
  const csv = 'No,Company,E-mail\nK-1,Moss Lifts,moss@moss-lifts.example\nK-2,Beech Labs,not an address\n'
  await page.locator('input[type=file]').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await expect(page.getByRole('combobox', { name: 'Column “Company” is' })).toHaveValue('name')
  await page.getByRole('button', { name: 'Take 2 rows in' }).click()
  await expect(page.getByText('1 row needs you')).toBeVisible({ timeout: 20_000 })
  await clean(page)
  await page.getByRole('gridcell', { name: 'not an address' }).click()
  await page.keyboard.type('beech@beech.example')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('1 row is settled.')).toBeVisible()
  await expect(page.getByRole('group', { name: 'Rows in and what became of them' })).toHaveText(/2Rows in=2Created\+0Merged\+0Flagged/)

  const olga = await newBrowser(browser)
  const buyer = await found(olga, 'Moss Lifts', ['buyer'])
  await page.goto(`/c/${supplier.company}/applications`)
  await expect(page.getByText(/No application waits for you/)).toBeVisible()
  await apply(olga.request, buyer.company, 'Moss Lifts', supplier.company)
  // Nobody reloads the page: the hub tells it.
  await expect(row(page, 'Moss Lifts').getByText('Known customer?')).toBeVisible({ timeout: 10_000 })

  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('a')
  await expect(page.getByRole('radio', { name: /Moss Lifts/ })).toBeChecked()
  await clean(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Moss Lifts is approved.')).toBeVisible()

  // What the supplier is shown as the buyer's view is what the buyer gets.
  const offers = await (await ok(await olga.request.get(`/api/companies/${buyer.company}/suppliers/${supplier.company}/offers`))).text()
  const preview = await (await ok(await sam.request.post(`/api/companies/${supplier.company}/preview`, { headers, data: { buyer: buyer.company } }))).text()
  expect(preview).toBe(offers)

  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Suspend' }).click()
  await page.getByLabel('Reason').fill('Overdue invoices')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: 'Reopen' })).toHaveCount(0)
  await expect(page.getByRole('main').getByText('Reopened')).toBeVisible()
})

test('saving what everybody sees names how many it concerns, and is taken back', async ({ browser }) => {
  const sam = await newBrowser(browser)
  const supplier = await found(sam, 'Shoe Works', ['supplier'])
  await open(sam.request, supplier.company, 'Shoe Works')
  const page = await sam.newPage()
  await page.goto(`/c/${supplier.company}/grants`)
  await page.getByLabel('Stock', { exact: true }).selectOption('exact')
  await expect(row(page, 'Lift rope').getByText('120')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('What buyers see is saved.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Stock', { exact: true })).toHaveValue('band')
  await expect(row(page, 'Lift rope').getByText('120')).toHaveCount(0)
})

test('a customer gets prices of its own, and reads them at once', async ({ browser }) => {
  const sam = await newBrowser(browser)
  const supplier = await found(sam, 'Price Works', ['supplier'])
  await open(sam.request, supplier.company, 'Price Works')
  const olga = await newBrowser(browser)
  const buyer = await found(olga, 'Birch Lifts', ['buyer'])
  await apply(olga.request, buyer.company, 'Birch Lifts', supplier.company)
  const at = `/api/companies/${supplier.company}`
  await ok(await sam.request.post(`${at}/relationships/${buyer.company}/decision`, { headers, data: { decision: 'approve' } }))
  const { items } = (await (await ok(await sam.request.get(`${at}/customers`))).json()) as { items: { id: string }[] }
  const page = await sam.newPage()
  await page.goto(`/c/${supplier.company}/customers/${items[0]?.id}?tab=prices`)
  await expect(page.getByText(/^No own prices yet/)).toBeVisible()
  await page.getByRole('combobox', { name: /^Add an item/ }).fill('rope')
  await page.getByRole('option', { name: /Lift rope/ }).click()
  await expect(page.getByRole('textbox', { name: 'Lift rope · Own price' })).toBeFocused()
  await page.keyboard.type('11.07')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('gridcell', { name: '−10%' })).toBeVisible()
  await page.getByRole('button', { name: 'Paste a list' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('L-2 4.51 100 4')
  await page.getByRole('button', { name: 'Take 1 line over' }).click()
  await page.getByRole('button', { name: 'Save 2 prices' }).click()
  await expect(page.getByText('2 prices saved.')).toBeVisible()
  await expect(page.getByRole('gridcell', { name: '+10% above list' })).toBeVisible()
  await clean(page)

  const offered = async () => {
    const answer = await ok(await olga.request.get(`/api/companies/${buyer.company}/suppliers/${supplier.company}/offers`))
    return ((await answer.json()) as { items: { price?: { amount: string } }[] }).items.map((i) => Number(i.price?.amount))
  }
  expect(await offered()).toEqual([11.07, 4.51])
  await page.getByRole('button', { name: 'Remove the own price of Guide shoe' }).click()
  await expect(page.getByText('Guide shoe costs this customer the list price again.')).toBeVisible()
  expect(await offered()).toEqual([11.07, 4.1])
})
