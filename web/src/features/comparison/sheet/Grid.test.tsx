import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean, compose } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Grid } from './Grid'
import type { Item } from './lines'

const hub = fakeHub()
const at = `/api/companies/${company}`
const item = (sku: string, name: string, change: Partial<Item> = {}): Item => ({
  item: `itm_${sku}`, sku, name, category: 'fasteners', unit: 'H87', minimum: '1', multiple: '1', state: 'active', price: { currency: 'EUR', amount: '12.300000' }, stock: '100', updated_at: '2026-11-22T03:00:00Z', ...change,
})
const bolt = item('A1', 'Bolt')
const nut = item('A2', 'Nut')

const undone: string[] = []

/** The grid over two items, or those that a test has. */
function draw({ seat = supplier(), items = [bolt, nut], withdrawn = false } = {}) {
  const Page = () => <Grid seat={seat} items={items} withdrawn={withdrawn} empty={null} more={{ has: false, loading: false, onAll: () => undefined }} onUndo={(revisions) => undone.push(...revisions)} />
  return drawSigned(Page, '/c/$company/items', { texts: ['sheet', 'trading'], seats: [seat] })
}

const put = `PUT ${at}/sheet`
const paste = (text: string) => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}

test('a price is typed over in full width and saved with the whole line', async () => {
  hub.answer(put, () => json({ accepted: 1, flagged: 0, lines: [{ line: 0, sku: 'A1', outcome: 'accepted' }] }))
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await compose(['１３．'], '13.5')
  await userEvent.keyboard('{Enter}')
  await clean()
  await page.getByRole('button', { name: 'Save 1 line' }).click()
  await expect.element(page.getByText('1 line saved.').last()).toBeVisible()
  expect(hub.sent(put)).toEqual([{ lines: [{ sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'H87', minimum: '1', multiple: '1', stock: '100', price: { amount: '13.5', currency: 'EUR' } }] }])
})

test('a line that is not taken stays as typed and says why', async () => {
  hub.answer(put, () => json({ accepted: 0, flagged: 1, lines: [{ line: 0, sku: 'A1', outcome: 'flagged', problems: [{ path: '/price/amount', code: 'no_such_code', message: 'This is no price.' }] }] }))
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await userEvent.keyboard('13{Control>}{Enter}{/Control}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('1 line was not taken.')
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveAccessibleDescription('This is no price.')
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveValue('13')
})

test('a block pasted into a new line becomes as many lines as it has rows, and a known SKU goes into its own', async () => {
  hub.answer(put, (body) => json({ accepted: 3, flagged: 0, lines: (body as { lines: { sku: string }[] }).lines.map((l, line) => ({ line, sku: l.sku, outcome: 'accepted' })) }))
  await draw()
  await page.getByRole('button', { name: 'Add a line' }).click()
  await page.getByRole('rowheader').last().click()
  paste('B1\tWasher\tfasteners\t0.05\r\nB2\tRivet\tfasteners\t0.02\r\nA2\t\t\t7\r\n')
  await page.getByRole('button', { name: 'Save 3 lines' }).click()
  await expect.element(page.getByText('3 lines saved.')).toBeVisible()
  const lines = (hub.sent(put)[0] as { lines: { sku: string; name: string; price: { amount: string } }[] }).lines
  expect(lines.map((l) => [l.sku, l.name, l.price.amount])).toEqual([['A2', 'Nut', '7'], ['B1', 'Washer', '0.05'], ['B2', 'Rivet', '0.02']])
})

test('an item is withdrawn at once, and offered again with one press', async () => {
  hub.answer(put, () => json({ accepted: 1, flagged: 0, lines: [{ line: 0, sku: 'A1', outcome: 'accepted' }], revision: 'rev_0' }))
  await draw()
  await page.getByRole('button', { name: 'Withdraw Bolt' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Bolt is offered to nobody now.' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => undone.splice(0)).toEqual(['rev_0'])
  expect(hub.sent(put)).toEqual([{ lines: [{ sku: 'A1', withdrawn: true }] }])
})

test('whoever may only read cannot type', async () => {
  await draw({ seat: supplier({ roles: ['finance'], permissions: ['comparison.sheet.read'] }) })
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveAttribute('readonly')
  expect(page.getByRole('button', { name: /Save|Withdraw|Add/ }).elements()).toEqual([])
})

test('quantity breaks are typed into columns of their own, and the hub hears them by quantity', async () => {
  hub.answer(put, () => json({ accepted: 1, flagged: 0, lines: [{ line: 0, sku: 'A1', outcome: 'accepted' }] }))
  await draw({ items: [item('A1', 'Bolt', { price: { currency: 'EUR', amount: '12.300000', breaks: [{ from: '100', amount: '11.000000' }] } })] })
  await page.getByRole('gridcell', { name: '€11.00' }).click()
  await userEvent.keyboard('{ArrowRight}50{Tab}11.8{Enter}')
  await page.getByRole('button', { name: 'Save 1 line' }).click()
  await expect.poll(() => hub.sent(put).length).toBe(1)
  expect(hub.sent(put)[0]).toMatchObject({ lines: [{ price: { amount: '12.3', breaks: [{ from: '50', amount: '11.8' }, { from: '100', amount: '11' }] } }] })
})

test('what is surely wrong stays here, is counted beside the button, and is gone to', async () => {
  hub.answer(put, () => json({ accepted: 1, flagged: 0, lines: [{ line: 0, sku: 'A2', outcome: 'accepted' }] }))
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  paste('cheap\r\n7\r\n')
  await expect.element(page.getByRole('button', { name: 'Save 1 line' })).toBeVisible()
  await page.getByRole('rowheader', { name: 'A2' }).click()
  await page.getByRole('button', { name: '1 cell needs you' }).click()
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveFocus()
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveAccessibleDescription('This does not have the right form.')
  await clean()
  await page.getByRole('button', { name: 'Save 1 line' }).click()
  await expect.poll(() => hub.sent(put)[0]).toMatchObject({ lines: [{ sku: 'A2', price: { amount: '7' } }] })
  await expect.element(page.getByText('1 line saved.').last()).toBeVisible()
})

test('a pasted block with its new lines is one step back and one step forth', async () => {
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).nth(1).click()
  await userEvent.keyboard('{Home}{ArrowRight}')
  paste('Nut M8\r\nWasher\r\n')
  await expect.element(page.getByText('2 lines not saved')).toBeVisible()
  const undo = page.getByRole('main').getByRole('button', { name: 'Undo' })
  await undo.click()
  await expect.element(undo).toBeDisabled()
  expect(page.getByRole('row').elements().length).toBe(3)
  await page.getByRole('button', { name: 'Redo' }).click()
  await expect.element(page.getByText('2 lines not saved')).toBeVisible()
})

test('rows are narrowed above their columns; a line that is not saved stays in sight', async () => {
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await userEvent.keyboard('9{Enter}')
  await page.getByRole('button', { name: 'Filter columns' }).click()
  await page.getByRole('searchbox', { name: 'Filter by Name' }).fill('nut')
  await expect.element(page.getByText('2 of 2 lines')).toBeVisible()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect.element(page.getByText('1 of 2 lines')).toBeVisible()
  await clean()
})

test('what was saved is taken back with one press, as the step of the history that it was', async () => {
  hub.answer(put, () => json({ accepted: 1, flagged: 0, lines: [{ line: 0, sku: 'A1', outcome: 'accepted' }], revision: 'rev_1' }))
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await userEvent.keyboard('9{Control>}{Enter}{/Control}')
  await page.getByRole('listitem').filter({ hasText: '1 line saved.' }).last().getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => undone.splice(0)).toEqual(['rev_1'])
  expect(hub.sent(put).length).toBe(1)
})
