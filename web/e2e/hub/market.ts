// A market of its own for a test: a buyer and three suppliers of the same goods, made by the hub's own API in companies of somebody new.
import { expect, type APIRequestContext, type Browser, type BrowserContext } from '@playwright/test'
import { found, newBrowser } from './people'

const hub = process.env.HUB_URL ?? ''

/** How many goods the first supplier sells, how many of them the others sell too, and how many more have a name that two different goods share. */
export const goods = 510
export const shared = 30
export const twins = 7

export type Market = { context: BrowserContext; request: APIRequestContext; mark: string; buyer: string; suppliers: string[]; items: Map<string, string>[] }

/** A barcode that nobody else has: 13 figures, the last of which checks the others. */
export function barcode(mark: string, n: number) {
  const figures = `59${String(Number.parseInt(mark, 36) % 10_000_000).padStart(7, '0')}${String(n).padStart(3, '0')}`
  const sum = [...figures].reduce((all, figure, i) => all + Number(figure) * (i % 2 === 0 ? 1 : 3), 0)
  return figures + String((10 - (sum % 10)) % 10)
}

/** A call that has to be well. */
export async function call<T>({ request }: Pick<Market, 'request'>, method: string, path: string, data?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const answer = await request.fetch(path, { method, data, headers: { 'X-Hub-Request': '1', Origin: hub, ...headers }, timeout: 60_000 })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true)
  const text = await answer.text()
  return (text ? JSON.parse(text) : undefined) as T
}

/** What a supplier asks for one of the goods: each is the cheapest of a third of them. */
export const priceOf = (supplier: number, n: number) => 5 + (n % 40) / 10 + (n % 3 === supplier ? 0 : 1)

export type Row = { sku: string; name: string; gtin?: string; category: string; stock: string; price: { currency: string; amount: string } }

export const row = (m: Pick<Market, 'mark'>, supplier: number, n: number, change: Partial<Row> = {}): Row => ({
  sku: `M${supplier}-${n}`, name: `Good ${n} of ${m.mark}`, gtin: barcode(m.mark, n), category: 'goods', stock: '5000', price: { currency: 'CNY', amount: priceOf(supplier, n).toFixed(2) }, ...change,
})

/** Sets items of a supplier, and answers them by their numbers. */
export async function sheet(m: Market, supplier: number, lines: Row[]) {
  const { lines: done } = await call<{ lines: { sku: string; item: string }[] }>(m, 'PUT', `/api/companies/${m.suppliers[supplier]}/sheet`, { lines })
  return new Map(done.map((l) => [l.sku, l.item]))
}

export async function openMarket(browser: Browser): Promise<Market> {
  const context = await newBrowser(browser)
  const mark = Date.now().toString(36)
  const { company: buyer } = await found(context, `Flows ${mark}`, ['buyer'])
  const m: Market = { context, request: context.request, mark, buyer, suppliers: [], items: [] }
  const particulars = { legal_name: `Flows ${mark}`, country: 'GB', tax_number: 'GB434031494', phone: '+442079460000', email: 'buys@example.org', contacts: [{ name: 'Lin', email: 'lin@example.org' }] }
  await call(m, 'PUT', `/api/companies/${buyer}/file`, particulars, { 'If-Match': '"0"' })
  for (const n of [0, 1, 2]) {
    const name = `Sells ${n} ${mark}`
    const { id } = await call<{ id: string }>(m, 'POST', '/api/companies', { name, country: 'GB', parts: ['supplier'] }, { 'Idempotency-Key': crypto.randomUUID() })
    m.suppliers.push(id)
    await call(m, 'PUT', `/api/companies/${id}/profile`, { name, listed: true, accepting: true, summary: '', trades: [], regions: [], terms_summary: '', minimum_order: '', languages: ['en'], asks: [] }, { 'If-Match': '"0"' })
    const own = Array.from({ length: n === 0 ? goods : shared }, (_, i) => row(m, n, i))
    const pairs = n === 0 ? Array.from({ length: 2 * twins }, (_, i) => row(m, n, 900 + i, { name: `Twin${Math.floor(i / 2)}${mark} ${i % 2 === 0 ? 'left' : 'right'}` })) : []
    m.items.push(await sheet(m, n, [...own, ...pairs]))
  }
  await call(m, 'POST', `/api/companies/${buyer}/applications`, { suppliers: m.suppliers, note: '' })
  for (const id of m.suppliers) {
    const at = `/api/companies/${id}/relationships/${buyer}`
    const { row: standing } = await call<{ row: { etag: string } }>(m, 'GET', at)
    await call(m, 'POST', `${at}/decision`, { decision: 'approve', grant: { categories: ['*'], price: 'own', stock: 'exact' } }, { 'If-Match': standing.etag })
  }
  // Equal barcodes become one product by themselves, and words can be searched, a moment later.
  const lines = [...Array.from({ length: shared }, (_, n) => barcode(mark, n)), ...Array.from({ length: twins }, (_, n) => `Twin${n}${mark}`)].map((text) => ({ text, quantity: '1' }))
  await expect
    .poll(async () => (await compared(m, lines)).filter((l) => (l.state === 'matched' ? l.cells.length === 3 : l.questions.length === 2)).length, { timeout: 240_000, intervals: [2_000] })
    .toBe(shared + twins)
  return m
}

type Compared = { state: string; item?: { supplier: string; item: string }; questions: unknown[]; cells: { supplier: string; item: string; available?: string; price?: { amount: string } }[] }

export async function compared(m: Market, lines: { text: string; quantity: string }[]) {
  return (await call<{ lines: Compared[] }>(m, 'POST', `/api/companies/${m.buyer}/comparison`, { lines })).lines
}

type Draft = { supplier: string; item: string; quantity: string; price?: unknown }

/** Orders at the prices that hold. */
export async function buy(m: Market, lines: Draft[]) {
  const at = `/api/companies/${m.buyer}/purchases`
  const seen = await call<{ orders: { lines: { index: number; price: unknown }[] }[] }>(m, 'POST', `${at}/preview`, { lines })
  for (const o of seen.orders) for (const l of o.lines) lines[l.index] = { ...(lines[l.index] as Draft), price: l.price }
  await call(m, 'POST', at, { lines }, { 'Idempotency-Key': crypto.randomUUID() })
}
