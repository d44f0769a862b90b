// The journey of a new buyer among the demo's forty-two suppliers, against a running hub: one form for thirty, an answer from each for itself,
// and to see exactly what each grants. In both languages.
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { freshEmail, signUp } from './mailbox'
import { demoPassword, newBrowser, signIn } from './people'

test.setTimeout(180_000)

const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }

const words = {
  en: {
    nobody: 'You have applied to no supplier yet', toApply: 'Apply to 30', note: 'For all of them', noteText: 'A repair shop, about 200 parts a month', lacking: /^30 suppliers ask for more/,
    ready: 'Each gets your application file.', sent: '30 of 30 sent', answers: 'See the answers', turn: 'Their turn', days: '30 days after the invoice', prepaid: 'Before delivery',
    monthEnd: '15 days after the end of the month', reason: 'Outside our region', question: 'Which machines do you mend?', label: 'Your answer', send: 'Send the answer', applied: 'Applied',
    hides: /^Not shown by this supplier: prices, stock, lead times, promotions, data sheets\.$/, rest: /^Not shown by this supplier: the rest of its catalogue, lead times, promotions, data sheets\.$/,
    item: 'Item', price: 'Price', stock: 'Stock', later: 'Goods and prices appear once the account is open.',
  },
  'zh-CN': {
    nobody: '您还没有向供应商申请开户', toApply: '向 30 家申请开户', note: '给所有供应商', noteText: '维修店,每月约 200 件', lacking: /^30 家供应商要求的资料不全/,
    ready: '每家都会收到您的开户资料。', sent: '已发送 30 / 30', answers: '查看答复', turn: '待对方处理', days: '30 天，自开票日起', prepaid: '款到发货',
    monthEnd: '15 天，自月底起', reason: '不在供货地区', question: '您维修哪些设备?', label: '您的答复', send: '发送答复', applied: '待审核',
    hides: /^这家供应商未向您公开：价格、库存、交期、促销、技术资料。$/, rest: /^这家供应商未向您公开：其余商品、交期、促销、技术资料。$/,
    item: '商品', price: '价格', stock: '库存', later: '开户后可以看到商品和价格。',
  },
}

type Supplier = { context: BrowserContext; page: Page; id: string; name: string }
type Line = { sku: string; category: string; price?: { amount: string; breaks?: { from: string; amount: string }[] }; stock?: string | { class: string; exact?: string }; datasheet?: string; lead_days?: number; promotion?: string }

/** Somebody at work for a supplier of the demo. */
async function at(browser: Browser, name: string): Promise<Supplier> {
  const context = await newBrowser(browser)
  const seats = await signIn(context, `owner@${name.toLowerCase().replaceAll(' ', '-')}.example`, demoPassword)
  const seat = seats.find((s) => s.name === name)
  const page = await context.newPage()
  await page.goto('/today')
  return { context, page, id: seat?.id ?? '', name }
}

async function decide({ context, id }: Supplier, buyer: string, data: object) {
  const path = `/api/companies/${id}/relationships/${buyer}`
  const { row } = await (await context.request.get(path)).json()
  const answer = await context.request.post(`${path}/decision`, { headers: { ...headers, 'If-Match': row.etag }, data })
  expect(answer.status(), await answer.text()).toBe(200)
}

/** What the hub answers to this page's own script: the status, and every byte of the body in hex. */
const bytes = (page: Page, path: string, body?: object) =>
  page.evaluate(
    async ([to, json]) => {
      const answer = await fetch(to, json === undefined ? {} : { method: 'POST', headers: { 'X-Hub-Request': '1', 'Content-Type': 'application/json' }, body: json })
      return `${answer.status} ${Array.from(new Uint8Array(await answer.arrayBuffer()), (b) => b.toString(16).padStart(2, '0')).join('')}`
    },
    [path, body && JSON.stringify(body)] as const,
  )

/** Only the number of the request itself, which a refusal carries, is another each time. */
const unnumbered = (answer: string) => (answer.startsWith('200') ? answer : answer.slice(0, 4) + Buffer.from(answer.slice(4), 'hex').toString('utf8').replace(/"request_id":"\w+"/, ''))

const plain = (answer: string) => JSON.parse(Buffer.from(answer.slice(4), 'hex').toString('utf8'))

async function sheetOf({ context, id }: Supplier): Promise<Line[]> {
  return (await (await context.request.get(`/api/companies/${id}/sheet?limit=200`)).json()).items
}

for (const lang of ['en', 'zh-CN'] as const) {
  test(`one form for thirty suppliers, and each shows what it grants (${lang})`, async ({ browser }) => {
    const say = words[lang]
    const ada = await newBrowser(browser, lang)
    const page = await ada.newPage()
    await signUp(page, freshEmail('ada'), `Repairs ${Date.now().toString(36)}`, lang)
    const buyer = ((await (await ada.request.get('/api/session')).json()) as { seats: { company: { id: string } }[] }).seats[0]?.company.id ?? ''

    // A new company has nobody yet; thirty are ticked, and the form says at once that its file is not enough.
    await page.goto('/suppliers/board')
    await expect(page.getByText(say.nobody)).toBeVisible()
    const [full, bare, some, no, asking] = await Promise.all(['element14 APAC', 'Newark', 'Future Electronics', 'Schukat', 'Rutronik'].map((name) => at(browser, name)))
    if (!full || !bare || !some || !no || !asking) throw new Error('the demo has no such suppliers')
    await page.goto('/suppliers?trade=electronics&state=open')
    const choose = (name: string) => page.getByRole('listitem', { name, exact: true }).getByRole('checkbox')
    for (const { name } of [full, bare, some, no, asking]) await choose(name).check({ force: true })
    const others = page.getByRole('main').getByRole('listitem').getByRole('checkbox', { checked: false })
    for (let n = 5; n < 30; n++) await others.first().check({ force: true })
    await page.getByRole('link', { name: say.toApply }).click()
    await expect(page.getByText(say.lacking)).toBeVisible()
    await page.getByLabel(say.note).fill(say.noteText)

    const own = `/api/companies/${buyer}`
    const file = await ada.request.get(`${own}/file`)
    const draft = { legal_name: 'Ada Repairs Ltd', country: 'GB', tax_number: 'GB434031494', phone: '+442079460100' }
    expect((await ada.request.put(`${own}/file`, { headers: { ...headers, 'If-Match': file.headers().etag ?? '' }, data: draft })).status()).toBe(200)
    const site = { name: 'Workshop', kind: 'delivery', country: 'GB', city: 'Leeds', street: '1 High Street' }
    expect((await ada.request.post(`${own}/sites`, { headers, data: site })).status()).toBe(201)
    await page.reload()
    await expect(page.getByText(say.ready)).toBeVisible()
    await expect(page.getByLabel(say.note)).toHaveValue(say.noteText)
    await clean(page)
    await page.getByRole('button', { name: say.toApply.replace('开户', ''), exact: true }).click()
    await expect(page.getByText(say.sent)).toBeVisible({ timeout: 30_000 })
    await page.getByRole('link', { name: say.answers }).click()
    await expect(page.getByText(say.turn)).toHaveCount(30)

    // Before anybody has answered, nobody sees anything, and a preview of a refusal is that refusal.
    const seen = (s: Supplier) => bytes(page, `${own}/suppliers/${s.id}/offers?limit=200`)
    const previewed = (s: Supplier) => bytes(s.page, `/api/companies/${s.id}/preview`, { buyer, limit: 200 })
    const all = [full, bare, some, no, asking]
    for (const s of all) expect(await seen(s), s.name).toMatch(/^404 /)

    const [category = ''] = (await sheetOf(some)).map((l) => l.category)
    await decide(full, buyer, { decision: 'approve', customer: { code: `F-${buyer.slice(-6)}` }, terms: { payment: 'days', payment_days: 30 }, grant: { categories: ['*'], price: 'own', stock: 'exact', lead_time: true, documents: true, promotions: true } })
    await decide(bare, buyer, { decision: 'approve', terms: { payment: 'prepaid' }, grant: { price: 'none', stock: 'none', lead_time: false, promotions: false, documents: false } })
    await decide(some, buyer, { decision: 'approve', terms: { payment: 'month_end', payment_days: 15 }, grant: { categories: [category], price: 'list', stock: 'yes_no', lead_time: false, promotions: false, documents: false } })
    await decide(no, buyer, { decision: 'reject', reason: say.reason })
    await decide(asking, buyer, { decision: 'ask_more', question: say.question })

    // Nobody reloads the page: the hub tells it.
    const entry = (s: Supplier) => page.getByRole('listitem', { name: s.name, exact: true })
    await expect(entry(full).getByText(say.days)).toBeVisible({ timeout: 20_000 })
    await expect(entry(full).getByText(`F-${buyer.slice(-6)}`)).toBeVisible()
    await expect(entry(bare).getByText(say.prepaid)).toBeVisible()
    await expect(entry(some).getByText(say.monthEnd)).toBeVisible()
    await expect(entry(no).getByText(say.reason)).toBeVisible()
    await entry(asking).getByText(say.question).waitFor()
    await entry(asking).getByLabel(say.label).fill('CNC')
    await clean(page)
    await entry(asking).getByRole('button', { name: say.send }).click()
    await expect(entry(asking).getByText(say.applied)).toBeVisible()
    await expect(page.getByText(say.turn)).toHaveCount(26)

    // The supplier's preview is the buyer's answer, byte for byte, whatever was decided.
    for (const s of all) {
      const answer = await seen(s)
      expect(unnumbered(await previewed(s)), s.name).toBe(unnumbered(answer))
      expect(answer.slice(0, 3), s.name).toBe([full, bare, some].includes(s) ? '200' : '404')
    }

    // What each granted, and nothing beside it.
    const offersOf = async (s: Supplier) => plain(await seen(s)).items as Line[]
    const ladder = ({ amount, breaks = [], ...rest }: NonNullable<Line['price']>) => ({ amount, breaks: breaks.filter((b, i) => b.amount !== (breaks[i - 1]?.amount ?? amount)), ...rest }) // a break that changes nothing is none
    const prices = (lines: Line[]) => lines.map((l) => [l.sku, l.price && ladder(l.price)]).toSorted()
    const sheets = { full: await sheetOf(full), bare: await sheetOf(bare), some: (await sheetOf(some)).filter((l) => l.category === category) }
    const [ofFull, ofBare, ofSome] = [await offersOf(full), await offersOf(bare), await offersOf(some)]
    expect(prices(ofFull)).toEqual(prices(sheets.full))
    expect(ofFull.filter((l) => l.stock && typeof l.stock === 'object' && l.stock.class !== 'exact')).toEqual([])
    expect(ofFull.some((l) => l.datasheet)).toBe(true)
    expect(ofBare.map((l) => l.sku).toSorted()).toEqual(sheets.bare.map((l) => l.sku).toSorted())
    expect(ofBare.filter((l) => 'price' in l || 'stock' in l || 'lead_days' in l || 'promotion' in l || 'datasheet' in l)).toEqual([])
    expect(prices(ofSome)).toEqual(prices(sheets.some))
    expect(ofSome.filter((l) => typeof l.stock === 'object' && !['yes', 'no'].includes(l.stock.class))).toEqual([])
    expect(ofSome.filter((l) => 'lead_days' in l || 'datasheet' in l)).toEqual([])

    // The same on the screen.
    const header = (name: string) => page.getByRole('columnheader', { name, exact: true })
    await page.goto(`/suppliers/${full.id}?tab=offers`)
    await expect(page.getByText(ofFull[0]?.sku ?? '?').first()).toBeVisible()
    await expect(header(say.price)).toBeVisible()
    await expect(header(say.stock)).toBeVisible()
    await clean(page)
    await fits(page)
    await page.goto(`/suppliers/${bare.id}?tab=offers`)
    await expect(page.getByText(say.hides)).toBeVisible()
    await expect(header(say.item)).toBeVisible()
    await expect(header(say.price)).toHaveCount(0)
    await expect(header(say.stock)).toHaveCount(0)
    await page.goto(`/suppliers/${some.id}?tab=offers`)
    await expect(page.getByText(say.rest)).toBeVisible()
    await expect(header(say.price)).toBeVisible()
    await page.goto(`/suppliers/${asking.id}`)
    await expect(page.getByText(say.later)).toBeVisible()
  })
}
