// A supplier and one of its items against a running hub: HUB_URL.
import { expect as quick, test, type Page } from '@playwright/test'
import { clean, fits } from '../looks'
import { found, newBrowser } from './people'

test.setTimeout(240_000)
// What is saved is written under a lock and told to the search: a busy machine takes its time.
const expect = quick.configure({ timeout: 15_000 })

/** A picture of one colour, made in the browser, as its bytes. */
const picture = (page: Page) =>
  page.evaluate(async () => {
    const canvas = new OffscreenCanvas(400, 300)
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.fillStyle = '#0f5c4d'
    pen.fillRect(0, 0, 400, 300)
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())]
  })

const paste = (page: Page, text: string) =>
  page.evaluate((plain) => {
    const data = new DataTransfer()
    data.setData('text/plain', plain)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, text)

test('an item is made, gets a picture and packs, is changed in the grid by a pasted block, and all of that is seen and taken back', async ({ browser }) => {
  const sam = await newBrowser(browser)
  const { company } = await found(sam, 'Bolt Works', ['supplier'])
  const page = await sam.newPage()

  await page.goto(`/c/${company}/items`)
  await expect(page.getByText(/No items yet/)).toBeVisible()
  await page.getByRole('button', { name: 'New item' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('textbox', { name: 'Name' }).fill('Hex bolt M8')
  await form.getByRole('textbox', { name: 'SKU' }).fill('B-8')
  await form.getByRole('combobox', { name: /Category/ }).fill('bolts')
  await form.getByRole('textbox', { name: /List price/ }).fill('0.25')
  await form.getByRole('textbox', { name: /Stock/ }).fill('1200')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hex bolt M8')
  await expect(page.getByText('¥0.25')).toBeVisible()

  await page.getByLabel('Drop pictures or PDFs here, or choose').setInputFiles({ name: 'bolt.png', mimeType: 'image/png', buffer: Buffer.from(await picture(page)) })
  await expect(page.getByText('Main picture')).toBeVisible()
  await page.getByRole('button', { name: 'Say what it shows: bolt.png' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: /In words/ }).fill('A green bolt')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('img', { name: 'A green bolt' }).first()).toBeVisible()

  await page.getByRole('button', { name: 'Inner', exact: true }).click()
  await page.getByRole('list', { name: 'Packs' }).getByRole('textbox', { name: 'Holds' }).fill('12')
  await page.getByRole('button', { name: 'Case', exact: true }).click()
  await page.getByRole('list', { name: 'Packs' }).getByRole('textbox', { name: 'Holds' }).nth(1).fill('12')
  await expect(page.getByText('1 case = 12 inner = 144 pc')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Hex bolt M8 is saved.')).toBeVisible()
  await clean(page)

  // A block from a spreadsheet: the first line is the item that is there, the others are new.
  await page.getByRole('link', { name: 'All items' }).click()
  await page.getByText('Grid', { exact: true }).click()
  await page.getByRole('button', { name: 'Add a line' }).click()
  await expect(page.getByRole('textbox', { name: 'New line · SKU' })).toBeFocused()
  await paste(page, 'B-8\tHex bolt M8 zinc\tbolts\t0.27\nN-8\tHex nut M8\tnuts\t0.08\nW-8\tWasher M8\tnuts\t0.02\n')
  await page.getByRole('button', { name: 'Save 3 lines' }).click()
  await expect(page.getByText('3 lines saved.')).toBeVisible()
  await clean(page)

  await page.getByRole('link', { name: 'Open Hex bolt M8 zinc' }).click()
  await page.getByRole('tab', { name: 'History' }).click()
  const deed = page.getByRole('listitem').filter({ hasText: 'In the grid' }).filter({ hasText: 'Hex bolt M8 zinc' })
  await expect(deed).toContainText('Olga Owner')
  await expect(deed).toContainText('Done to 2 other items as well')
  await expect(page.getByRole('listitem').filter({ hasText: 'Pack: Case' })).toBeVisible()
  await clean(page)
  await deed.getByRole('button', { name: /^Undo what/ }).click()
  await page.getByRole('button', { name: 'Bring 3 back' }).click()
  await expect(page.getByText('3 items are as they were.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hex bolt M8')

  // New items of the deed are withdrawn by its undoing; the whole of it stands in the history of the catalogue.
  await page.getByRole('link', { name: 'All items' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Hex bolt M8' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Washer' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Changes', exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: /Undone/ })).toContainText('and 2 more items')
  await clean(page)
  await page.setViewportSize({ width: 390, height: 800 })
  await fits(page)
})

test('an old link to the price sheet leads to the grid', async ({ browser }) => {
  const sam = await newBrowser(browser)
  const { company } = await found(sam, 'Nut Works', ['supplier'])
  const page = await sam.newPage()
  await page.goto(`/c/${company}/sheet?q=nut&withdrawn=true`)
  await expect(page).toHaveURL(/\/items\?.*view=grid/)
  await expect(page.getByRole('searchbox', { name: /Name, SKU/ })).toHaveValue('nut')
  await expect(page.getByRole('combobox', { name: 'State' })).toHaveValue('withdrawn')
})
