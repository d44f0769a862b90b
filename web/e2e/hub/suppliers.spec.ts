// A new buyer among suppliers, against a running hub with its demo: HUB_URL.
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { found, newBrowser } from './people'

test.setTimeout(120_000)

const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }
type Profile = { asks?: string[]; accepting?: boolean }
type Supplier = { context: BrowserContext; id: string; name: string }

/** A supplier that stands in the directory. */
async function supplier(browser: Browser, name: string, { asks = [], accepting = true }: Profile = {}): Promise<Supplier> {
  const context = await newBrowser(browser)
  const { company: id } = await found(context, name, ['supplier'])
  const data = { name, listed: true, accepting, summary: `All of ${name}`, trades: ['tools'], regions: [], terms_summary: '30 days', minimum_order: '', languages: ['en'], asks }
  expect((await context.request.put(`/api/companies/${id}/profile`, { headers: { ...headers, 'If-Match': '"0"' }, data })).status()).toBe(200)
  return { context, id, name }
}

async function decide({ context, id }: Supplier, buyer: string, data: object) {
  const path = `/api/companies/${id}/relationships/${buyer}`
  const { row } = await (await context.request.get(path)).json()
  expect((await context.request.post(`${path}/decision`, { headers: { ...headers, 'If-Match': row.etag }, data })).status()).toBe(200)
}

const entry = (page: Page, name: string) => page.getByRole('listitem', { name, exact: true })

test('one form for many: what is missing is said, each answers alone, and the buyer sees exactly what each grants', async ({ browser }) => {
  const mark = Date.now().toString(36)
  const [own, bare, strict, asking, no] = await Promise.all([
    supplier(browser, `Own ${mark}`), supplier(browser, `Bare ${mark}`), supplier(browser, `Strict ${mark}`, { asks: ['tax_number'] }), supplier(browser, `Asking ${mark}`), supplier(browser, `No ${mark}`),
  ])
  const olga = await newBrowser(browser)
  const { company } = await found(olga, `Buyer ${mark}`, ['buyer'])
  const page = await olga.newPage()

  await page.goto(`/suppliers?q=${mark}&state=open`)
  await page.getByRole('checkbox', { name: 'All that fit and take applications' }).click()
  await clean(page)
  await page.getByRole('link', { name: 'Apply to 5' }).click()
  await expect(page.getByText('1 thing is missing for 1 of your suppliers: tax number')).toBeVisible()
  await page.getByLabel('For all of them').fill('A repair shop in Leeds')
  await page.reload()
  await expect(page.getByLabel('For all of them')).toHaveValue('A repair shop in Leeds')
  await page.getByRole('link', { name: 'Complete the file' }).click()
  await expect(page.getByLabel('Legal name')).toHaveValue(`Buyer ${mark}`)
  await page.getByLabel('Tax number').fill('GB434031494')
  await expect(page.getByText('Good: VAT registration number')).toBeVisible()
  await expect(page.getByText(/^Saved \d\d:\d\d/)).toBeVisible()
  await page.goto('/suppliers/apply')
  await expect(page.getByText('Each gets your application file.')).toBeVisible()
  await page.getByRole('button', { name: 'Apply to 5' }).click()
  await expect(page.getByText('5 of 5 sent')).toBeVisible()

  const line = { sku: 'M8', name: 'Hex bolt', category: 'Fasteners', price: { currency: 'GBP', amount: '1.25' }, stock: '37' }
  for (const s of [own, bare]) expect((await s.context.request.put(`/api/companies/${s.id}/sheet`, { headers, data: { lines: [line] } })).status()).toBe(200)
  await page.getByRole('link', { name: 'See the answers' }).click()
  await expect(entry(page, own.name).getByText('Their turn')).toBeVisible()
  // Nobody reloads the page: the hub tells it.
  await decide(own, company, { decision: 'approve', customer: { code: 'C-1' }, terms: { payment: 'days', payment_days: 30 }, grant: { stock: 'exact' } })
  await decide(bare, company, { decision: 'approve', grant: { price: 'none', stock: 'none', lead_time: false } })
  await decide(no, company, { decision: 'reject', reason: 'Outside our region' })
  await decide(asking, company, { decision: 'ask_more', question: 'Which machines?' })
  await expect(entry(page, own.name).getByText('30 days after the invoice')).toBeVisible({ timeout: 15_000 })
  await expect(entry(page, no.name).getByText('Outside our region')).toBeVisible()
  await entry(page, asking.name).getByLabel('Your answer').fill('Lathes and mills')
  await clean(page)
  await entry(page, asking.name).getByRole('button', { name: 'Send the answer' }).click()
  await expect(entry(page, asking.name).getByText('Applied')).toBeVisible()
  await expect(entry(page, strict.name).getByText('Applied')).toBeVisible()

  await entry(page, own.name).getByRole('link', { name: /^Offers/ }).click()
  await expect(page.getByText('£1.25')).toBeVisible()
  await page.getByLabel('How many of Hex bolt?').fill('38')
  await expect(page.getByText('Short: 37 pc there')).toBeVisible()
  await clean(page)
  await fits(page)
  await page.goto(`/suppliers/${bare.id}?tab=offers`)
  await expect(page.getByText('Not shown by this supplier: prices, stock, lead times.')).toBeVisible()
  await expect(page.getByRole('table')).not.toContainText('1.25')
  await page.goto('/suppliers/offers?q=hex')
  await expect(page.getByRole('row').filter({ hasText: bare.name })).toContainText('Not shown by this supplier')

  await page.goto(`/suppliers/${own.id}?tab=offers`)
  await expect(page.getByText('£1.25')).toBeVisible()
  await decide(own, company, { decision: 'suspend', reason: 'Late payment' })
  await expect(page.getByText('Reason: Late payment')).toBeVisible({ timeout: 15_000 })
  await expect(page.getByText('£1.25')).toHaveCount(0)
})

test('an invite link: through signing in to an open account', async ({ browser }) => {
  const mark = Date.now().toString(36)
  const inviting = await supplier(browser, `Inviting ${mark}`, { accepting: false })
  const made = await inviting.context.request.post(`/api/companies/${inviting.id}/invites`, { headers, data: { channel: 'link', approve: true } })
  const { link } = (await made.json()) as { link: string }
  const olga = await newBrowser(browser)
  await found(olga, `Invited ${mark}`, ['buyer'])
  const page = await olga.newPage()
  await page.goto(link.replace(/^https?:\/\/[^/]+/, ''))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Inviting ${mark} invites you`)
  await clean(page)
  await page.getByRole('button', { name: 'Take up the invitation' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Inviting ${mark} has opened an account for Invited ${mark}`, { timeout: 15_000 })
})
