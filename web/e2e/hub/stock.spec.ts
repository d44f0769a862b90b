// Stock from a warehouse to the buyer's band, against a running hub, HUB_URL.
import { expect as quick, test, type APIRequestContext } from '@playwright/test'
import { clean, fits } from '../looks'
import { found, newBrowser } from './people'

test.setTimeout(90_000)
const expect = quick.configure({ timeout: 15_000 })
const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }

async function ok(answer: Awaited<ReturnType<APIRequestContext['get']>>) {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer
}

test('a warehouse is made, its stock counted and a delivery announced; the buyer is shown the band that its grant allows, and no figure', async ({ browser }) => {
  const mark = Date.now().toString(36)
  const sam = await newBrowser(browser)
  const { company } = await found(sam, `Store ${mark}`, ['supplier'])
  const at = `/api/companies/${company}`
  const line = (n: number) => ({ sku: `S${n}-${mark}`, name: `Shelf bolt ${n} ${mark}`, category: 'Fasteners', price: { currency: 'GBP', amount: '2' } })
  await ok(await sam.request.put(`${at}/sheet`, { headers, data: { lines: [line(1), line(2)] } }))
  await ok(await sam.request.put(`${at}/profile`, { headers: { ...headers, 'If-Match': '"0"' }, data: { name: `Store ${mark}`, listed: true, accepting: true, summary: 'Bolts', trades: ['tools'], regions: [], terms_summary: '', minimum_order: '', languages: ['en'], asks: [] } }))
  const lin = await newBrowser(browser)
  const { company: buyer } = await found(lin, `Buys ${mark}`, ['buyer'])
  await ok(await lin.request.put(`/api/companies/${buyer}/file`, { headers: { ...headers, 'If-Match': '"0"' }, data: { legal_name: `Buys ${mark}`, country: 'GB', tax_number: 'GB434031494', phone: '+442079460000', email: 'buys@example.org', contacts: [{ name: 'Lin', email: 'lin@example.org' }] } }))
  await ok(await lin.request.post(`/api/companies/${buyer}/applications`, { headers, data: { suppliers: [company], note: '' } }))
  const { row } = (await (await sam.request.get(`${at}/relationships/${buyer}`)).json()) as { row: { etag: string } }
  await ok(await sam.request.post(`${at}/relationships/${buyer}/decision`, { headers: { ...headers, 'If-Match': row.etag }, data: { decision: 'approve', grant: { categories: ['*'], price: 'own', stock: 'band', stock_steps: ['10', '100'] } } }))

  const page = await sam.newPage()
  await page.goto(`/c/${company}/stock?part=warehouses`)
  await page.getByRole('button', { name: 'Add a warehouse' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Code').fill('NORTH')
  await dialog.getByLabel('Name', { exact: true }).fill('North hall')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('North hall').first()).toBeVisible()
  await clean(page)

  // Counted in the grid, in the column of the warehouse.
  await page.goto(`/c/${company}/stock`)
  await page.getByRole('button', { name: 'Paste a list' }).click()
  await page.getByLabel('Lines').fill(`S1-${mark}\t137`)
  await page.getByRole('button', { name: 'Set 1 count' }).click()
  await expect(page.getByText('1 count changed')).toBeVisible()
  await expect(page.getByRole('grid')).toContainText('137')
  await clean(page)

  await page.goto(`/c/${company}/stock?part=incoming`)
  await page.getByRole('button', { name: 'Announce a delivery' }).first().click()
  await dialog.getByLabel('SKU').fill(`S2-${mark}`)
  await dialog.getByLabel('Quantity').fill('40')
  await dialog.getByRole('textbox', { name: 'Due' }).fill('2027-03-01')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: new RegExp(`Shelf bolt 2 ${mark}`) })).toContainText('40')
  await clean(page)

  // The buyer: at least 100 of what is 137, of the other none now.
  const shop = await lin.newPage()
  await shop.goto(`/suppliers/${company}?tab=offers`)
  await expect(shop.getByRole('link', { name: `Shelf bolt 1 ${mark}` })).toBeVisible()
  await expect(shop.getByRole('cell', { name: '100 pc or more' })).toBeVisible()
  await expect(shop.getByRole('row', { name: new RegExp(`Shelf bolt 2 ${mark}`) })).toContainText('from what is on its way')
  await expect(shop.getByText('137')).toHaveCount(0)
  await clean(shop)

  for (const [lang, width] of [['zh-CN', 390], ['en', 320]] as const) {
    await page.evaluate((l) => localStorage.setItem('hub.prefs', JSON.stringify({ lang: l, density: 'touch' })), lang)
    await page.setViewportSize({ width, height: 844 })
    for (const part of ['', '?part=incoming', '?part=held', '?part=warehouses']) {
      await page.goto(`/c/${company}/stock${part}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await fits(page)
    }
  }
})
