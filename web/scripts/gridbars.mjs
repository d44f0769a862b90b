// How much script the compare screen takes for a frame of scrolling and for a key in a quantity: with a running hub for everything but the answer, which is made
// here, so that the size of the grid is what is measured and not the demo.
import { chromium } from 'playwright'
import { launchOptions } from './chromium.mjs'
import { password, people } from './pages.mjs'

/** The sizes that the interface design names; the first is the everyday one. */
const grids = [
  { lines: 60, suppliers: 12 },
  { lines: 12, suppliers: 60 },
  { lines: 500, suppliers: 60 },
]

/** Milliseconds of script: a third of what a frame has. */
const most = 8

/** Milliseconds of script for an answer of thirty thousand cells: what nobody takes for a stop. */
const mostForAnswer = 200
const steps = 40

const digits = '0123456789abcdefghjkmnpqrstvwxyz'
const id = (prefix, n) => `${prefix}_${'0'.repeat(23)}${[100, 10, 1].map((d) => digits[Math.floor(n / d) % 10]).join('')}`
const shows = { catalogue: 'all', price: 'own', stock: 'exact', lead_time: true, promotions: true, documents: true }
const money = (n) => n.toFixed(2)

/** An answer with an offer of every supplier for every line, of all that cells have. */
function answer(asked, suppliers) {
  const cell = (line, l, s) => {
    const price = 1 + ((l * 7 + s * 13) % 97) / 10
    const quantity = Number(line.quantity)
    return {
      supplier: id('com', s), item: id('itm', (l * 61 + s) % 1000), sku: `S${s}-${l}`, name: `Part ${l} of supplier ${s}`, unit: 'H87', rank: s + 1, cost: money(price * quantity + 3), per_unit: (price + 3 / quantity).toFixed(6),
      order: String(quantity), packs: String(quantity), holds: '1', source: 'unit', price: { amount: price.toFixed(6), currency: 'CNY' }, list: 'group', breaks: [{ from: '100', amount: (price * 0.9).toFixed(6) }], minimum: '1', multiple: '1',
      stock: { class: 'exact', exact: '40' }, available: quantity > 40 ? 'short' : 'available', promise: quantity > 40 ? { class: 'lead_time', by: '2030-01-09' } : { class: 'now' }, days: 3, priced_at: '2026-11-20T08:00:00Z',
    }
  }
  const lines = asked.lines.map((line, l) => {
    const cells = Array.from({ length: suppliers }, (_, s) => cell(line, l, s)).toSorted((a, b) => Number(a.cost) - Number(b.cost)).map((c, i) => ({ ...c, rank: i + 1, ...(i === 0 && { best: 'certain' }) }))
    return { key: line.key, state: 'matched', by: 'sku', quantity: line.quantity, unit: 'H87', per: 'H87', sku: `L${l}`, name: `Part ${l}`, mpn: `MPN-${l}`, questions: [], cells, chosen: { supplier: cells[0].supplier, item: cells[0].item } }
  })
  const share = { lines: 1, goods: '1.00', promotions: '0.00', freight: '0.00', fee: '0.00', payment: '0.00', total: '1.00' }
  return {
    at: '2026-11-22T08:00:00Z', currency: 'CNY', settings: { version: 0, currency: 'CNY', yearly_rate: '0', day_cost: '0', order_cost: '0' }, rates: [],
    suppliers: Array.from({ length: suppliers }, (_, s) => ({ supplier: id('com', s), name: `Supplier ${s}`, epoch: 1, shows, offers: lines.length, wins: 1, freight: 'unknown', chosen: share })),
    lines, total: { lines: lines.length, matched: lines.length, questions: 0, unpriced: 0, suppliers, best: '1.00', chosen: '1.00', order_cost: '0.00' },
  }
}

/** Script that ran on the page's thread so far, in milliseconds of its own clock. */
async function scripted(client) {
  const { metrics } = await client.send('Performance.getMetrics')
  return 1000 * (metrics.find((m) => m.name === 'ScriptDuration')?.value ?? 0)
}

/** The script of each of many steps, on the average. */
async function each(client, page, n, step) {
  const before = await scripted(client)
  for (let i = 0; i < n; i++) {
    await step(i)
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  return ((await scripted(client)) - before) / n
}

async function measure(browser, hub, { lines, suppliers }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Shanghai' })
  await context.addInitScript(() => localStorage.setItem('hub.prefs', JSON.stringify({ lang: 'en', theme: 'light' })))
  const signed = await context.request.post(`${hub}/api/session`, { headers: { 'X-Hub-Request': '1', Origin: hub }, data: { login: people.buyer, password } })
  if (!signed.ok()) throw new Error(`the buyer cannot sign in at ${hub} (${signed.status()}): is the demo loaded?`)
  const page = await context.newPage()
  let held = Promise.resolve()
  await page.route('**/comparison', async (route) => {
    await held
    await route.fulfill({ contentType: 'application/json', body: JSON.stringify(answer(route.request().postDataJSON(), suppliers)) }).catch(() => undefined) // of a question that a later one took the place of
  })
  await page.goto(`${hub}/compare`)
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill(Array.from({ length: lines }, (_, i) => `code-${i}\t${10 + (i % 50)}`).join('\n'))
  await page.keyboard.press('Control+Enter')
  const grid = page.getByRole('grid')
  await grid.getByRole('gridcell', { name: /Best/ }).first().waitFor()
  const client = await context.newCDPSession(page)
  await client.send('Performance.enable', { timeDomain: 'threadTicks' })
  const box = await grid.boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  // As far as there is something to see: a wheel that moves nothing takes nothing. The first way there builds what later frames use again.
  const room = await grid.evaluate((e) => ({ down: e.scrollHeight - e.clientHeight, across: e.scrollWidth - e.clientWidth }))
  const step = (way) => Math.min(240, Math.floor(way / steps))
  const move = (x, y) => each(client, page, steps, () => page.mouse.wheel(x, y))
  await move(0, step(room.down))
  const up = await move(0, -step(room.down))
  const down = await move(0, step(room.down))
  const right = await move(step(room.across), 0)
  const back = await move(-step(room.across), 0)
  await page.evaluate(() => document.querySelector('[role=grid]')?.scrollTo(0, 0))
  await grid.getByRole('spinbutton').first().click()
  await page.keyboard.press('Control+a')
  // The hub answers when the typing is over: what its answer takes is another figure.
  let release = () => {}
  held = new Promise((done) => (release = done))
  const key = await each(client, page, 12, (i) => page.keyboard.press(i % 6 === 5 ? 'Control+a' : String((i % 9) + 1)))
  const before = await scripted(client)
  release()
  await page.waitForFunction(() => document.querySelector('h1 ~ [role=status]')?.textContent === '')
  const taken = (await scripted(client)) - before
  await context.close()
  const where = `/compare, ${lines} × ${suppliers}`
  const row = (what, ms, bar = most) => ({ what, where, value: `${ms.toFixed(1)} ms`, bar: `≤ ${bar} ms`, good: ms <= bar })
  return [row('script a frame, down', Math.max(down, up)), row('script a frame, across', Math.max(right, back)), row('script a key', key), row('script an answer', taken, mostForAnswer)]
}

/** Rows of [what, where, value, bar] for the compare screen of a hub with the demo loaded. Short: the largest grid. */
export async function gridBars(hub, short) {
  const browser = await chromium.launch(launchOptions)
  try {
    const rows = []
    for (const grid of short ? grids.slice(-1) : grids) rows.push(...(await measure(browser, hub, grid)))
    return rows
  } finally {
    await browser.close()
  }
}
