// Flow F6 against a running hub, HUB_URL: three hundred prices of one customer group change in at most seven interactions and ninety seconds.
import { expect as quick, test, type APIRequestContext, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { found, newBrowser } from './people'

test.setTimeout(240_000)
const expect = quick.configure({ timeout: 15_000 })
const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }

async function ok(answer: Awaited<ReturnType<APIRequestContext['get']>>) {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer
}

const pad = (n: number) => String(n).padStart(3, '0')
const items = 300
const thin = 12

/** A supplier with 300 items of one brand and some of another, their costs, a least margin, a group, and a list in force for it. */
async function stock(request: APIRequestContext, company: string) {
  const at = `/api/companies/${company}`
  const line = (n: number, brand: string) => ({ sku: `${brand}-${pad(n)}`, name: `${brand} part ${n}`, category: 'parts', brand, price: { currency: 'EUR', amount: '10' } })
  const lines = [...Array.from({ length: items }, (_, i) => line(i + 1, 'Borg')), ...Array.from({ length: 20 }, (_, i) => line(i + 1, 'Lind'))]
  await ok(await request.put(`${at}/sheet`, { headers, data: { lines } }))
  // Nine euros with three percent more is 9.27: twelve of them cost so much that less than a tenth is left.
  await ok(await request.put(`${at}/pricing/costs`, { headers, data: { lines: lines.map((l, i) => ({ sku: l.sku, currency: 'EUR', amount: i < thin ? '8.9' : '6' })) } }))
  const policy = await ok(await request.get(`${at}/pricing/policy`))
  const { precedence, order } = (await policy.json()) as { precedence: string; order: string[] }
  await ok(await request.put(`${at}/pricing/policy`, { headers: { ...headers, 'If-Match': policy.headers().etag ?? '' }, data: { precedence, order, floor_margin: '10', shows_list: false, protection: 'order_date', notice_days: 0 } }))
  await ok(await request.post(`${at}/groups`, { headers, data: { name: 'Workshops', terms: {}, position: 1 } }))
  const groups = (await (await ok(await request.get(`${at}/groups`))).json()) as { items: { id: string }[] }
  const list = (await (await ok(await request.post(`${at}/pricing/lists`, { headers, data: { kind: 'group', name: 'Workshops', group: groups.items[0]?.id, currency: 'EUR', rounding: { mode: 'half_up', step: '0.01' } } }))).json()) as { id: string }
  await ok(await request.put(`${at}/pricing/lists/${list.id}/entries`, { headers, data: { lines: lines.map((l) => ({ sku: l.sku, amount: '9' })) } }))
  const now = await ok(await request.get(`${at}/pricing/lists/${list.id}`))
  await ok(await request.put(`${at}/pricing/lists/${list.id}/state`, { headers: { ...headers, 'If-Match': now.headers().etag ?? '' }, data: { state: 'live' } }))
  return list.id
}

const price = async (page: Page, company: string, list: string, sku: string) => {
  const answer = await ok(await page.request.get(`/api/companies/${company}/pricing/grid?lists=${list}&words=${sku}`))
  const { items: rows } = (await answer.json()) as { items: { sku: string; lists: { amount?: string }[] }[] }
  return Number(rows.find((r) => r.sku === sku)?.lists[0]?.amount)
}

test('three hundred prices of a group go up by three percent, what is under the least margin stays, and all of it is rolled back', async ({ browser }) => {
  const sam = await newBrowser(browser)
  const { company } = await found(sam, 'Price Works', ['supplier'])
  const list = await stock(sam.request, company)
  const page = await sam.newPage()
  await page.goto(`/c/${company}/prices`)
  await expect(page.getByText('320 items')).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Prices' })).toBeVisible()

  let interactions = 0
  const counted = async (act: () => Promise<unknown>) => {
    interactions++
    await act()
  }
  const started = Date.now()
  await counted(() => page.getByRole('combobox', { name: 'Brand' }).fill('Borg'))
  await expect(page.getByText('300 items')).toBeVisible()
  await counted(() => page.getByRole('button', { name: 'Choose the column Workshops' }).click())
  await counted(() => page.keyboard.type('+3%\n'))
  await expect(page.getByRole('region', { name: 'Changed prices' })).toContainText('300 prices changed in one list')
  await expect(page.getByRole('region', { name: 'Changed prices' })).toContainText('12 under the least margin')
  await counted(() => page.getByRole('button', { name: 'Preview 300 prices' }).click())
  await expect(page.getByRole('group', { name: 'Prices and what becomes of them' })).toContainText('300Prices=300Raised')
  await counted(() => page.getByRole('button', { name: 'Leave these 12 out' }).click())
  await expect(page.getByText('12 lines were left out: nothing changes there.')).toBeVisible()
  // The sixth would be a day; left empty, it holds at once.
  await counted(() => page.getByRole('button', { name: 'Publish 288 prices' }).click())
  await expect(page.getByText('288 prices are in force. You can roll back for 24 hours.')).toBeVisible()
  const seconds = (Date.now() - started) / 1000
  expect(interactions).toBeLessThanOrEqual(6)
  expect(seconds).toBeLessThanOrEqual(90)
  await clean(page)
  expect(await price(page, company, list, 'Borg-300')).toBe(9.27)
  expect(await price(page, company, list, 'Borg-001')).toBe(9)
  expect(await price(page, company, list, 'Lind-001')).toBe(9)

  await page.getByRole('button', { name: 'Roll back' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click()
  await expect(page.getByText('288 prices are as they were.')).toBeVisible()
  expect(await price(page, company, list, 'Borg-300')).toBe(9)
})

test('a change is scheduled for a day, waits, and is taken off the schedule; the other pages stand', async ({ browser }) => {
  const sam = await newBrowser(browser)
  const { company } = await found(sam, 'Later Works', ['supplier'])
  const list = await stock(sam.request, company)
  const page = await sam.newPage()
  await page.goto(`/c/${company}/prices`)
  await page.getByRole('button', { name: 'Change a column' }).click()
  await page.getByRole('textbox', { name: 'What happens to them' }).fill('-1%')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: /under the least margin/ }).check()
  await page.getByRole('textbox', { name: 'In force from' }).fill('2027-03-01')
  await page.getByRole('button', { name: 'Schedule 320 prices for 2027-03-01' }).click()
  await expect(page.getByText('Scheduled: in force from 2027-03-01.')).toBeVisible()
  await clean(page)
  expect(await price(page, company, list, 'Borg-300')).toBe(9)
  await page.getByRole('button', { name: 'Do not publish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Do not publish' }).click()
  await expect(page.getByText('Dropped before it was in force.')).toBeVisible()

  for (const [name, heading] of [['Lists', 'Price lists'], ['Changes', 'Price changes'], ['Conditions', 'Conditions'], ['How a price is found', 'How a price is found'], ['Costs', 'Costs']] as const) {
    await page.getByRole('navigation', { name: 'Parts of prices' }).getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await clean(page)
  }
  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of ['', '/lists', `/lists/${list}`, '/changes', '/conditions', '/policy', '/costs']) {
    await page.goto(`/c/${company}/prices${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await fits(page)
  }
})
