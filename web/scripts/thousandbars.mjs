// How long a thousand lines take over twenty suppliers, from Ctrl+Enter to the last cell in sight, with the hub's own answer: who sells, what each has and the
// accounts are made here by the hub's own API, once, in companies of somebody new.
import { chromium } from 'playwright'
import { launchOptions } from './chromium.mjs'

const lines = 1000
const suppliers = 20
const times = 3

/** Milliseconds: what the issue names for all of it, in the browser. */
const most = 3000

/** What an answered line carries in the column of each supplier. */
const cellsOf = 'div[role=row][data-row] [role=gridcell][aria-selected]'
const password = 'four words by heart'

/** A caller of the hub as somebody signed in sees it; whatever is not well ends the measurement. */
function caller(request, hub) {
  return async (method, path, data, headers = {}) => {
    const answer = await request.fetch(hub + path, { method, data, headers: { 'X-Hub-Request': '1', Origin: hub, ...headers }, timeout: 120_000 })
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
    const text = await answer.text()
    return { body: text ? JSON.parse(text) : undefined, etag: answer.headers().etag }
  }
}

async function until(what, ready, patience = 900_000) {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    const found = await ready()
    if (found) return found
    await new Promise((done) => setTimeout(done, 500))
  }
  throw new Error(`${what}: not within ${patience / 1000} s`)
}

/** Somebody new with a company that buys; the link comes out of the built-in mailbox. */
async function signUp(call, mark) {
  const email = `thousand-${mark}@shop.example`
  await call('POST', '/api/signup', { email, name: 'Thea Thousand', locale: 'en', company: { name: `Buys ${mark}`, country: 'GB', parts: ['buyer'] } })
  const token = await until('the mail', async () => {
    const { body } = await call('GET', `/api/mailbox?to=${encodeURIComponent(email)}`)
    return body.items.map((m) => /\/welcome#(\S+)/.exec(m.text)?.[1]).find(Boolean)
  })
  const { body } = await call('POST', '/api/signup/confirm', { token, password })
  return body.session.seats[0].company.id
}

/** A barcode that nobody else has: 13 figures, the last of which checks the others. */
function barcode(mark, l) {
  const figures = `590${String(Number.parseInt(mark, 36) % 1_000_000).padStart(6, '0')}${String(l).padStart(3, '0')}`
  const sum = [...figures].reduce((n, figure, i) => n + Number(figure) * (i % 2 === 0 ? 1 : 3), 0)
  return figures + String((10 - (sum % 10)) % 10)
}

/** A supplier with an item for every line, dearer and cheaper by turns, in steps and with breaks. */
async function open(call, mark, s) {
  const { body } = await call('POST', '/api/companies', { name: `Sells ${s} ${mark}`, country: 'GB', parts: ['supplier'] }, { 'Idempotency-Key': crypto.randomUUID() })
  const at = `/api/companies/${body.id}`
  await call('PUT', `${at}/profile`, { name: `Sells ${s} ${mark}`, listed: true, accepting: true, summary: '', trades: [], regions: [], terms_summary: '', minimum_order: '', languages: ['en'], asks: [] }, { 'If-Match': '"0"' })
  await call('PUT', `${at}/sheet`, {
    lines: Array.from({ length: lines }, (_, l) => {
      const price = 1 + ((l * 7 + s * 13) % 97) / 10
      return {
        sku: `S${s}-${l}`, name: `Part ${l} of ${mark}`, gtin: barcode(mark, l), category: 'parts', multiple: s % 3 === 0 ? '5' : '1', stock: String((l * s) % 400),
        price: { currency: s % 4 === 0 ? 'EUR' : 'CNY', amount: price.toFixed(2), breaks: [{ from: '20', amount: (price * 0.95).toFixed(4) }, { from: '100', amount: (price * 0.9).toFixed(4) }] },
      }
    }),
  })
  return body.id
}

async function found(call) {
  const mark = Date.now().toString(36)
  const buyer = await signUp(call, mark)
  const at = `/api/companies/${buyer}`
  await call('PUT', `${at}/file`, { legal_name: `Buys ${mark}`, country: 'GB', tax_number: 'GB434031494', phone: '+442079460000', email: 'buys@example.org', contacts: [{ name: 'Lin', email: 'lin@example.org' }] }, { 'If-Match': '"0"' })
  const all = []
  for (let s = 0; s < suppliers; s++) all.push(await open(call, mark, s))
  await call('POST', `${at}/applications`, { suppliers: all, note: '' })
  for (const supplier of all) {
    const relationship = `/api/companies/${supplier}/relationships/${buyer}`
    const { body } = await call('GET', relationship)
    await call('POST', `${relationship}/decision`, { decision: 'approve', grant: { categories: ['*'], price: 'own', stock: 'exact' } }, { 'If-Match': body.row.etag })
  }
  // Equal barcodes become one product by themselves, a moment later.
  await until('twenty offers for each line', async () => {
    const ask = Array.from({ length: lines }, (_, l) => ({ text: barcode(mark, l), quantity: '1' }))
    const { body } = await call('POST', `${at}/comparison`, { lines: ask })
    return body.lines.every((l) => l.cells.length === suppliers)
  })
  return Array.from({ length: lines }, (_, l) => `${barcode(mark, l)}\t${1 + ((l * 7) % 120)}`).join('\n')
}

/** From the key to the frame in which every cell in sight has its figure; then the way to the last line. */
async function once(page, hub, text) {
  await page.goto(`${hub}/compare`)
  const box = page.getByRole('textbox', { name: /^Paste a list/ })
  await box.fill(text)
  await page.evaluate((cells) => {
    const seen = { from: 0, took: 0 }
    window.thousand = seen
    addEventListener('keydown', (e) => e.ctrlKey && e.key === 'Enter' && seen.from === 0 && (seen.from = performance.now()), { capture: true })
    const look = () => {
      const drawn = [...document.querySelectorAll(cells)]
      const best = drawn.some((c) => /Best/.test(c.textContent))
      if (seen.from > 0 && best && drawn.every((c) => !c.textContent.includes('…'))) requestAnimationFrame(() => (seen.took = performance.now() - seen.from))
      else requestAnimationFrame(look)
    }
    look()
  }, cellsOf)
  await page.keyboard.press('Control+Enter')
  const took = await until('the grid', () => page.evaluate(() => window.thousand.took), 60_000)
  const grid = page.getByRole('grid')
  const rows = Number(await grid.getAttribute('aria-rowcount'))
  if (rows !== lines + 1) throw new Error(`${rows - 1} lines in the grid instead of ${lines}`)
  await grid.evaluate((e) => e.scrollTo(0, e.scrollHeight))
  await page.locator(`[aria-rowindex="${lines + 1}"] [role=gridcell]`).filter({ hasText: 'Best' }).first().waitFor()
  return took
}

/** Rows of [what, where, value, bar]: the slowest of a few turns, each from an empty page. */
export async function thousandBars(hub) {
  const browser = await chromium.launch(launchOptions)
  try {
    const maker = await browser.newContext()
    const text = await found(caller(maker.request, hub))
    const took = []
    for (let n = 0; n < times; n++) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, storageState: await maker.storageState() })
      await context.addInitScript(() => localStorage.setItem('hub.prefs', JSON.stringify({ lang: 'en', theme: 'light' })))
      took.push(await once(await context.newPage(), hub, text))
      await context.close()
    }
    const slowest = Math.max(...took)
    return [{ what: 'paste to last cell', where: `/compare, ${lines} × ${suppliers}, hub and browser`, value: `${slowest.toFixed(0)} ms`, bar: `≤ ${most} ms`, good: slowest <= most }]
  } finally {
    await browser.close()
  }
}
