// A supplier's first day against a running hub with the demo: from signing up to an offer that a buyer sees beside others of the same product,
// with a real price file as it came. Every act is counted. In both languages.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { freshEmail, goodPassword, linkTo } from './mailbox'
import { demoPassword, newBrowser, signIn } from './people'

test.setTimeout(240_000)
test.use({ actionTimeout: 20_000 })

const headers = { 'X-Hub-Request': '1', Origin: process.env.HUB_URL ?? '' }
const file = { name: 'groceries.csv', mimeType: 'text/csv', buffer: readFileSync(fileURLToPath(new URL('files/groceries.csv', import.meta.url))) }

/** The most acts that a supplier needs. */
const most = 25

/** A supplier's hand: each click, text, key and file is one act; so is going to the link in a mail. */
class Hand {
  acts = 0
  constructor(readonly page: Page) {}
  async click(what: Locator) {
    this.acts++
    await what.click({ force: (await what.getAttribute('type')) === 'checkbox' })
  }
  async fill(what: Locator, text: string) {
    this.acts++
    await what.fill(text)
  }
  async press(key: string) {
    this.acts++
    await this.page.keyboard.press(key)
  }
  async upload() {
    this.acts++
    await this.page.locator('input[type=file]').setInputFiles(file)
  }
  async open(link: string) {
    this.acts++
    await this.page.goto(link)
  }
}

const words = {
  en: {
    sell: 'We sell', company: 'Company name', country: 'Country or region', israel: 'Israel', name: 'Your name', email: 'E-mail', sent: 'Look into your mailbox', password: 'New password',
    files: 'Price files', preview: 'Look at the preview', barcode: 'Column “ברקוד” is', price: 'Column “מחיר (₪)” is', currency: 'Currency', encoding: 'Text encoding', twice: /1 of 61 lines names an item/, take: 'Take 60 changes in',
    result: '60 new items, 0 changed, 0 withdrawn. Buyers see it now.', shown: 'Supplier page', listed: 'Listed in the directory', found: 'Buyers find you', applications: 'Applications', approve: 'Approve', approved: (name: string) => `${name} is approved.`,
  },
  'zh-CN': {
    sell: '供货', company: '公司名称', country: '国家/地区', israel: '以色列', name: '您的姓名', email: '邮箱', sent: '请查收邮件', password: '新密码',
    files: '价格文件', preview: '查看预览', barcode: '“ברקוד”列是', price: '“מחיר (₪)”列是', currency: '币种', encoding: '文本编码', twice: /^61 行中有 1 行/, take: '导入 60 项变动',
    result: '新增 60 个商品，变动 0 个，下架 0 个。', shown: '供应商主页', listed: '显示在名录中', found: '采购方可以找到您', applications: '开户申请', approve: '通过', approved: (name: string) => `${name} 已开户。`,
  },
}

for (const lang of ['en', 'zh-CN'] as const) {
  test(`from signing up to the first offer beside others, with a real price file (${lang})`, async ({ browser }, info) => {
    const say = words[lang]
    const sam = await newBrowser(browser, lang)
    const page = await sam.newPage()
    const hand = new Hand(page)
    const look = async (name: string) => info.attach(name, { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' })
    const name = `Galil Wholesale ${Date.now().toString(36).slice(-4)}`
    const email = freshEmail('sam')

    await page.goto('/signup')
    await hand.click(page.getByRole('checkbox', { name: say.sell }))
    await hand.fill(page.getByLabel(say.company), name)
    await hand.fill(page.getByRole('combobox', { name: say.country }), say.israel)
    await hand.click(page.getByRole('option', { name: say.israel, exact: true }))
    await hand.fill(page.getByLabel(say.name), 'Sam')
    await hand.fill(page.getByLabel(say.email), email)
    await hand.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say.sent)
    await hand.open(await linkTo(page.request, email, '/welcome'))
    await hand.fill(page.getByLabel(say.password), goodPassword)
    await hand.press('Enter')
    await expect(page).not.toHaveURL(/welcome/)

    // The file as it came: its encoding, heading, columns and currency are recognised.
    const place = (to: string) => page.getByRole('navigation').getByRole('link', { name: to, exact: true })
    await hand.click(place(say.files))
    await look('price files')
    await hand.upload()
    await expect(page.getByLabel(say.barcode)).toHaveValue('gtin', { timeout: 20_000 })
    await expect(page.getByLabel(say.price)).toHaveValue('price')
    await expect(page.getByLabel(say.currency, { exact: true })).toHaveValue('ILS')
    await expect(page.getByLabel(say.encoding)).toHaveValue('windows-1255')
    await fits(page)
    await clean(page)
    await look('columns')
    await hand.click(page.getByRole('button', { name: say.preview }))
    await expect(page.getByRole('checkbox', { name: say.twice })).toBeVisible({ timeout: 30_000 })
    await clean(page)
    await look('preview')
    await hand.click(page.getByRole('checkbox', { name: say.twice }))
    await hand.click(page.getByRole('button', { name: say.take }))
    await expect(page.getByText(say.result)).toBeVisible({ timeout: 30_000 })
    await look('result')

    // In the directory, so that buyers can apply.
    await hand.click(place(say.shown))
    await hand.click(page.getByRole('switch', { name: say.listed }))
    await expect(page.getByText(say.found)).toBeVisible()

    // A shop of the demo applies: its own acts, not the supplier's.
    const dana = await newBrowser(browser, lang)
    const [shop] = await signIn(dana, 'dana@galil-market.example', demoPassword)
    const buyer = `/api/companies/${shop?.id}`
    const supplier = ((await (await sam.request.get('/api/session')).json()) as { seats: { company: { id: string } }[] }).seats[0]?.company.id ?? ''
    const applied = await dana.request.post(`${buyer}/applications`, { headers, data: { suppliers: [supplier], note: '' } })
    expect(applied.status(), await applied.text()).toBeLessThan(300)

    await hand.click(place(say.applications))
    await expect(page.getByRole('row').filter({ hasText: shop?.name ?? '?' })).toBeVisible({ timeout: 15_000 })
    await hand.press('ArrowDown')
    await hand.press('a')
    await expect(page.getByRole('dialog').getByRole('button', { name: say.approve, exact: true })).toBeFocused()
    await hand.press('Enter')
    await expect(page.getByText(say.approved(shop?.name ?? '?'))).toBeVisible()
    await look('approved')

    // The shop sees one of its offers beside those of others: by the barcode they are one product.
    const offers = (await (await dana.request.get(`${buyer}/suppliers/${supplier}/offers?limit=100`)).json()) as { items: { item: string }[] }
    expect(offers.items.length).toBeGreaterThanOrEqual(60)
    let matched = ''
    await expect
      .poll(
        async () => {
          for (const { item } of offers.items) {
            const answer = await dana.request.get(`${buyer}/suppliers/${supplier}/items/${item}/product`)
            const product = (await answer.json()) as { offers: { supplier: string }[] }
            if (new Set(product.offers.map((o) => o.supplier)).size > 1) matched = item
            if (matched) return true
          }
          return false
        },
        { timeout: 60_000, intervals: [1000] },
      )
      .toBe(true)
    const seen = await dana.newPage()
    await seen.goto(`/suppliers/${supplier}/items/${matched}`)
    await expect(seen.getByRole('link', { name }).first()).toBeVisible()
    await info.attach('product', { body: await seen.screenshot({ fullPage: true }), contentType: 'image/png' })

    info.annotations.push({ type: 'acts', description: String(hand.acts) })
    expect(hand.acts).toBeLessThanOrEqual(most)
  })
}
