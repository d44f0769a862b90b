// A purchase that needs the word of others: it says so before, waits, and is placed by that word, from the list and from the mail, against a running demo hub: HUB_URL.
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { linkTo } from './mailbox'
import { demoPassword, newBrowser, signIn } from './people'

test.setTimeout(240_000)

async function looks(page: Page, lang: 'en' | 'zh-CN', width: number, seen: Locator) {
  await page.evaluate((l) => localStorage.setItem('hub.prefs', JSON.stringify({ lang: l })), lang)
  await page.setViewportSize({ width, height: 900 })
  await page.reload()
  await expect(seen).toBeVisible()
  await clean(page)
  await fits(page)
}

async function person(browser: Browser, login: string) {
  const context = await newBrowser(browser)
  await signIn(context, login, demoPassword)
  const page = await context.newPage()
  await page.setViewportSize({ width: 1440, height: 900 })
  return { context, page }
}

/** Compares one part, and sends the purchase of it for approval. */
async function send(page: Page, note: string) {
  await page.goto('/compare')
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill('NC7SZ74K8X\t2')
  const answered = page.waitForResponse((r) => r.url().endsWith('/comparison') && r.request().method() === 'POST')
  await page.keyboard.press('Control+Enter')
  expect((await answered).status()).toBe(200)
  const order = page.getByRole('button', { name: /^(Order from 1 supplier|Check)/ })
  await expect(order).toBeEnabled()
  await order.click()
  await expect(page.getByRole('region', { name: 'This purchase needs approval' })).toContainText('王芳的采购')
  await page.getByLabel('To those who approve').fill(note)
  for (const rise of await page.getByRole('checkbox', { name: /I agree/ }).all()) await rise.check()
  const ask = page.getByRole('button', { name: 'Send for approval' })
  await expect(ask).toBeEnabled()
  return ask
}

test('sent for approval, approved in the list, and from the mail', async ({ browser, request }) => {
  const mark = Date.now().toString(36)
  const wang = await person(browser, 'wang@corner-shop.example')
  const ask = await send(wang.page, `first ${mark}`)
  await clean(wang.page)
  await ask.dblclick()
  await expect(wang.page.getByRole('heading', { name: '王芳 wants to order' })).toBeVisible()
  await expect(wang.page.getByRole('status')).toContainText('Waits for 林晓')
  await clean(wang.page)
  const address = new URL(wang.page.url()).pathname

  // Lin finds it under what waits for it, and says yes.
  const lin = await person(browser, 'lin@corner-shop.example')
  await lin.page.goto('/orders/approvals')
  const mine = lin.page.locator(`a[href="${address}"]`)
  await expect(mine).toBeVisible()
  await looks(lin.page, 'zh-CN', 390, mine)
  await looks(lin.page, 'en', 1440, mine)
  await mine.click()
  await expect(lin.page.getByText(`first ${mark}`)).toBeVisible()
  const approve = lin.page.getByRole('button', { name: 'Approve', exact: true })
  await looks(lin.page, 'zh-CN', 390, lin.page.getByRole('button', { name: '批准', exact: true }))
  await looks(lin.page, 'en', 390, approve)
  await approve.click()
  await expect(lin.page.getByRole('status').filter({ hasText: 'Approved and ordered' })).toBeVisible()
  await wang.page.reload()
  await wang.page.getByRole('link', { name: 'To the orders' }).click()
  await expect(wang.page.getByRole('heading', { name: 'Your order is placed' })).toBeVisible()
  await expect(wang.page.getByRole('link', { name: 'Approved and ordered' })).toBeVisible()

  // The next one from the mail, by somebody who is not signed in: opening it does nothing, one press does, and then the link is over.
  await (await send(wang.page, `second ${mark}`)).click()
  await expect(wang.page.getByRole('status')).toContainText('Waits for 林晓')
  const link = await linkTo(request, 'lin@corner-shop.example', '/approve', `second ${mark}`)
  const phone = await newBrowser(browser)
  const page = await phone.newPage()
  await page.goto(link)
  await expect(page.getByText(`second ${mark}`)).toBeVisible()
  await looks(page, 'zh-CN', 390, page.getByRole('button', { name: '批准', exact: true }))
  await looks(page, 'en', 390, page.getByRole('button', { name: 'Approve', exact: true }))
  await page.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Approved. The orders are on their way.' })).toBeVisible()
  await clean(page)
  await page.reload()
  await expect(page.getByText('What waits for you stands in your list.')).toBeVisible()
})

test('rules read as sentences, and an owner changes them', async ({ browser }) => {
  const name = `Tools ${Date.now().toString(36)}`
  const lin = await person(browser, 'lin@corner-shop.example')
  const page = lin.page
  await page.goto('/orders/approvals/rules')
  await expect(page.getByText('A purchase above ¥1,000,000.00 needs Approver, then Owner.')).toBeVisible()
  await looks(page, 'zh-CN', 390, page.getByText('金额超过 ¥1,000,000.00 的采购需要 审批人，然后 所有者批准。'))
  await looks(page, 'en', 1440, page.getByRole('button', { name: 'Add a rule' }))
  await page.getByRole('button', { name: 'Add a rule' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('The amount is above').fill('9000000')
  await dialog.getByLabel('Only these categories').fill('tools, cables')
  await expect(dialog.getByRole('status')).toHaveText('A purchase of tools or cables above ¥9,000,000.00 needs Approver.')
  await clean(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  const row = page.getByRole('listitem').filter({ hasText: name })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: 'Take away' }).click()
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'Take away' }).click()
  await expect(row).toHaveCount(0)
})
