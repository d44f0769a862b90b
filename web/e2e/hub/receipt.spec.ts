// Why a price is what it is, against a running demo hub: HUB_URL. The file that comes of it is checked by `hub receipt verify`, without a network.
import { expect, test, type Download, type Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { clean } from '../looks'
import { demoPassword, newBrowser, signIn } from './people'

test.setTimeout(120_000)

const program = fileURLToPath(new URL('../../../bin/hub', import.meta.url))

/** Saves the receipt that is open, and has it verified; also that a digit that was changed is found. */
async function kept(page: Page, keys: string): Promise<{ said: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save file' }).click()] as [Promise<Download>, Promise<void>])
  const file = await download.path()
  const text = readFileSync(file, 'utf8')
  const said = execFileSync(program, ['receipt', 'verify', file, '--key', keys], { encoding: 'utf8' })
  const forged = `${file}.forged`
  writeFileSync(forged, text.replace(/"amount": ?"(\d)/, (_, digit: string) => `"amount":"${(Number(digit) + 1) % 10}`))
  expect(() => execFileSync(program, ['receipt', 'verify', forged, '--key', keys], { stdio: 'pipe' })).toThrow(/signature/)
  return { said, text }
}

test('a compared cell: why this price, from the dialog to a file that verifies', async ({ browser }, info) => {
  const lin = await newBrowser(browser)
  await signIn(lin, 'lin@corner-shop.example', demoPassword)
  const page = await lin.newPage()
  const keys = info.outputPath('keys.json')
  writeFileSync(keys, await (await lin.request.get('/.well-known/receipt-keys')).text())
  await page.goto('/compare')
  const answered = page.waitForResponse((a) => a.url().endsWith('/comparison') && a.request().method() === 'POST')
  await page.getByRole('textbox', { name: /^Paste a list/ }).fill('Item,Qty,Part number\n1,20,HLMP-K150\n2,75,C0603C103K5RACTU\n3,22,C0603C330J5GACTU')
  await page.keyboard.press('Control+Enter')
  expect((await answered).status()).toBe(200)
  const chosen = page.locator('[aria-rowindex="3"] [aria-selected=true]')
  await expect(chosen).toContainText(/Best/)
  await chosen.focus()
  await page.keyboard.press(' ')
  const why = page.getByRole('dialog').getByRole('button', { name: /^Why this price\?/ })
  await expect(why).toBeVisible()
  const name = (await why.textContent())?.replace('Why this price?', '').trim() ?? ''
  await why.focus()
  await page.keyboard.press('Enter')
  const receipt = page.getByRole('dialog', { name: 'Why this price' })
  await expect(receipt.getByText('Comes to, without tax')).toBeVisible()
  await expect(receipt).toContainText(name)
  await clean(page)
  const { said, text } = await kept(page, keys)
  expect(said).toMatch(/^OK {2}buyer receipt/)
  expect(text).toContain('"order"')
  for (const secret of ['"margin"', '"left"', '"floor"']) expect(text).not.toContain(secret)
  await page.keyboard.press('Escape')
  await expect(receipt).toHaveCount(0)
  await lin.close()
})

test('a supplier asks why a customer has its price: cost and margin, kept and verified', async ({ browser }, info) => {
  const owner = await newBrowser(browser)
  const [company] = await signIn(owner, 'owner@farnell.example', demoPassword)
  const page = await owner.newPage()
  const keys = info.outputPath('keys.json')
  writeFileSync(keys, await (await owner.request.get('/.well-known/receipt-keys')).text())
  await page.goto(`/c/${company?.id}/prices/why`)
  await expect(page.getByText('Choose an item to see what it costs whom, and why.')).toBeVisible()
  await clean(page)
  await page.getByRole('combobox', { name: 'Item' }).click()
  await page.getByRole('option').first().click()
  await expect(page.getByText('For us alone')).toBeVisible()
  await page.getByLabel('Quantity').fill('no number')
  await expect(page.getByText('A quantity is a number above zero.')).toBeVisible()
  await page.getByLabel('Quantity').fill('1000')
  await expect(page.getByText(/^For 1,000 /)).toBeVisible()
  await clean(page)
  const { said } = await kept(page, keys)
  expect(said).toMatch(/^OK {2}supplier receipt/)
  await owner.close()
})
