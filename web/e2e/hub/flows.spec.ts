// The buyer's flows of the interface design, against a running hub: HUB_URL. Each counts what the buyer does, and has a budget of that; system times are told in the report.
import { expect, test, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { barcode, buy, call, compared, openMarket, priceOf, row, sheet, twins, type Market } from './market'

test.describe.configure({ mode: 'serial' })
test.setTimeout(300_000)

let market: Market

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  market = await openMarket(browser)
})

/** A click, a chord, a paste, a scan or one burst of typing each count once. */
function counted() {
  let n = 0
  return {
    one: <T>(deed: Promise<T>) => {
      n++
      return deed
    },
    count: () => n,
  }
}

const words = {
  en: { again: 'Order it again', acceptAll: /^Accept (it|all)/, place: /^Place \d+ orders?$/, placed: /^Your (\d+ )?orders? (is|are) placed$/, add: 'Add to the list', list: '2 lines are on your list' },
  'zh-CN': { again: '再来一单', acceptAll: /^全部确认/, place: /^提交 \d+ 张订单$/, placed: /^\d+ 张订单已提交$/, add: '加入清单', list: '清单上有 2 行' },
} as const
type Lang = keyof typeof words

const views = [['desktop', 1440, 900], ['phone', 390, 844]] as const

/** The page as somebody has it who opens the app: nothing on the list, the place to order at. */
async function opened(lang: Lang, [, width, height]: (typeof views)[number]): Promise<Page> {
  const page = await market.context.newPage()
  await page.setViewportSize({ width, height })
  await page.goto('/order')
  await page.evaluate(
    ([l, touch]) => {
      localStorage.clear()
      localStorage.setItem('hub.prefs', JSON.stringify({ lang: l, ...(touch ? { density: 'touch' } : {}) }))
    },
    [lang, width < 640] as const,
  )
  await page.reload()
  await expect(page.getByRole('combobox').first()).toBeVisible()
  return page
}

/** A scanner that types: a burst of keys while no field has the keyboard. The keys come from the page itself, so that a busy machine does not spread them. */
const scan = (page: Page, code: string) =>
  page.evaluate((keys) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }, [...code, 'Enter'])

const told = (what: string, from: number) => test.info().annotations.push({ type: 'ms', description: `${what}: ${Date.now() - from}` })

/** Of thirty goods that were bought, two cost more since, and of one nothing is left; a substitute for that is agreed. */
async function lastPurchase(round: number) {
  const { suppliers, items } = market
  const item = (supplier: number, n: number) => items[supplier]?.get(`M${supplier}-${n}`) ?? ''
  const at = (n: number) => n % 3
  const dear = [4, 5]
  const gone = 6
  const base = (s: number, n: number) => (priceOf(s, n) * 1.2 ** round).toFixed(2)
  const raised = (s: number, n: number) => (priceOf(s, n) * 1.2 ** round * 1.1).toFixed(2)
  const all = [0, 1, 2]
  for (const s of all) await sheet(market, s, [...dear.map((n) => row(market, s, n, { price: { currency: 'CNY', amount: base(s, n) } })), row(market, s, gone)])
  await buy(market, Array.from({ length: 30 }, (_, n) => ({ supplier: suppliers[at(n)] ?? '', item: item(at(n), n), quantity: '10' })))
  for (const s of all) await sheet(market, s, [...dear.map((n) => row(market, s, n, { price: { currency: 'CNY', amount: raised(s, n) } })), row(market, s, gone, { stock: '0' })])
  await call(market, 'PUT', `/api/companies/${market.buyer}/suppliers/${suppliers[at(gone)]}/items/${item(at(gone), gone)}/alternates`, {
    lines: [{ supplier: suppliers[0], item: item(0, 505), note: '', approved_by: 'Olga' }],
  })
  await expect
    .poll(async () => {
      const [left, dearer] = await compared(market, [gone, 4].map((n) => ({ text: barcode(market.mark, n), quantity: '10' })))
      return left?.cells.every((c) => c.available === 'short') && dearer?.cells.some((c) => Number(c.price?.amount).toFixed(2) === raised(at(4), 4))
    }, { timeout: 60_000 })
    .toBe(true)
}

let round = 0

for (const lang of ['en', 'zh-CN'] as const) {
  for (const view of views) {
    const w = words[lang]

    test(`F1 ${lang} ${view[0]}: thirty lines are ordered again in at most five interactions`, async () => {
      await lastPurchase(round++)
      const page = await opened(lang, view)
      const buyer = counted()
      await expect(page.getByRole('button', { name: w.again })).toBeVisible()
      await clean(page)
      await fits(page)
      const from = Date.now()
      await buyer.one(page.getByRole('button', { name: w.again }).click())
      const questions = page.getByRole('dialog').getByRole('listitem').filter({ has: page.getByRole('group') })
      await expect(questions).toHaveCount(3, { timeout: 30_000 })
      told('to the questions', from)
      await clean(page)
      await buyer.one(page.getByRole('dialog').getByRole('button', { name: w.acceptAll }).click())
      await expect(page.getByRole('dialog')).toHaveCount(0)
      const place = page.getByRole('button', { name: w.place })
      await expect(place).toBeEnabled({ timeout: 30_000 })
      await buyer.one(place.click())
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(w.placed, { timeout: 30_000 })
      told('to the orders', from)
      expect(buyer.count()).toBeLessThanOrEqual(5)
      const { orders } = await call<{ orders: { lines: number }[] }>(market, 'GET', `/api/companies/${market.buyer}/purchases/${page.url().split('/').at(-1)}`)
      expect(orders.reduce((sum, o) => sum + o.lines, 0)).toBe(30)
      await page.close()
    })

    test(`F2 ${lang} ${view[0]}: five hundred pasted lines become orders in at most three interactions`, async () => {
      const page = await opened(lang, view)
      const buyer = counted()
      const text = ['Code\tQty', ...Array.from({ length: 500 - twins }, (_, n) => `${barcode(market.mark, n + 7)}\t${1 + (n % 9)}`), ...Array.from({ length: twins }, (_, n) => `Twin${n}${market.mark}\t2`)].join('\n')
      await market.context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.evaluate((rows) => navigator.clipboard.writeText(rows), text)
      const from = Date.now()
      await buyer.one(page.keyboard.press('Control+v'))
      const questions = page.getByRole('dialog').getByRole('listitem').filter({ has: page.getByRole('group') })
      await expect(questions).toHaveCount(twins, { timeout: 30_000 })
      told('to the questions', from)
      await buyer.one(page.getByRole('dialog').getByRole('button', { name: w.acceptAll }).click())
      const place = page.getByRole('button', { name: w.place })
      await expect(place).toBeEnabled({ timeout: 60_000 })
      told('to the plan', from)
      await clean(page)
      await fits(page)
      await buyer.one(place.click())
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(w.placed, { timeout: 60_000 })
      expect(buyer.count()).toBeLessThanOrEqual(3)
      // Lines in = lines ordered: nothing was left on the list.
      const { orders } = await call<{ orders: { lines: number }[] }>(market, 'GET', `/api/companies/${market.buyer}/purchases/${page.url().split('/').at(-1)}`)
      expect(orders.reduce((sum, o) => sum + o.lines, 0)).toBe(500)
      await page.close()
    })

    test(`F3 ${lang} ${view[0]}: a scanned good is on the list in three interactions`, async () => {
      const page = await opened(lang, view)
      const buyer = counted()
      const code = barcode(market.mark, 7)
      const from = Date.now()
      // A desk scanner types into the field that has the keyboard; on a phone nothing has it.
      await buyer.one(view[0] === 'desktop' ? page.getByRole('combobox').first().fill(code).then(() => page.keyboard.press('Enter')) : scan(page, code))
      const card = page.getByRole('region', { name: `Good 7 of ${market.mark}` })
      await expect(card.getByRole('list').getByRole('listitem')).toHaveCount(3)
      told('to the offers', from)
      const add = card.getByRole('button', { name: w.add })
      await expect(add).toBeEnabled()
      await clean(page)
      await fits(page)
      const quantity = card.getByRole('spinbutton')
      const before = Number(await quantity.inputValue())
      await buyer.one(quantity.fill(String(before + 2)))
      await buyer.one(add.click())
      await expect(card).toHaveCount(0)
      expect(buyer.count()).toBeLessThanOrEqual(3)
      // Scanned again it is one more each time; another code puts the first one onto the list.
      await scan(page, code)
      await expect(card.getByRole('list').getByRole('listitem')).toHaveCount(3)
      await expect(add).toBeEnabled()
      const shown = Number(await quantity.inputValue())
      await scan(page, code)
      await expect(quantity).toHaveValue(String(shown + 1))
      await scan(page, barcode(market.mark, 8))
      await expect(page.getByRole('region', { name: `Good 8 of ${market.mark}` })).toBeVisible()
      await page.getByRole('region', { name: `Good 8 of ${market.mark}` }).getByRole('button', { name: w.add }).click()
      await expect(page.getByText(w.list)).toBeVisible()
      // Nothing is lost when the page is loaded anew.
      await page.reload()
      await expect(page.getByText(w.list)).toBeVisible()
      await page.close()
    })
  }
}
