import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean, compose } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page } from './Sheet'

const hub = fakeHub()
const at = `/api/companies/${company}`
const item = (sku: string, name: string, change = {}) => ({
  item: `itm_${sku}`, sku, name, category: 'fasteners', unit: 'H87', minimum: '1', multiple: '1', state: 'active', price: { currency: 'EUR', amount: '12.300000' }, stock: '100', updated_at: '2026-11-22T03:00:00Z', ...change,
})
const draw = (seat = supplier()) => drawSigned(Page, '/c/$company/sheet', { texts: ['sheet'], seats: [seat] })

function answers() {
  hub.answer(`GET ${at}/sheet`, () => json({ items: [item('A1', 'Bolt'), item('A2', 'Nut')] }))
  hub.answer(`GET ${at}/sheet/categories`, () => json({ items: [{ name: 'fasteners', items: 2 }] }))
}
const put = `PUT ${at}/sheet`
const paste = (text: string) => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}

test('a price is typed over in full width and saved with the whole line', async () => {
  answers()
  hub.answer(put, () => json({ accepted: 1, flagged: 0, lines: [{ line: 0, sku: 'A1', outcome: 'accepted' }] }))
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await compose(['１３．'], '13.5')
  await userEvent.keyboard('{Enter}')
  await clean()
  await page.getByRole('button', { name: 'Save 1 line' }).click()
  await expect.element(page.getByText('1 line saved.')).toBeVisible()
  expect(hub.sent(put)).toEqual([{ lines: [{ sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'H87', minimum: '1', multiple: '1', stock: '100', price: { amount: '13.5', currency: 'EUR' } }] }])
})

test('a line that is not taken stays as typed and says why', async () => {
  answers()
  hub.answer(put, () => json({ accepted: 0, flagged: 1, lines: [{ line: 0, sku: 'A1', outcome: 'flagged', problems: [{ path: '/price/amount', code: 'no_such_code', message: 'This is no price.' }] }] }))
  await draw()
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await userEvent.keyboard('cheap{Control>}{Enter}{/Control}')
  await expect.element(page.getByRole('alert')).toHaveTextContent('1 line was not taken.')
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveAccessibleDescription('This is no price.')
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveValue('cheap')
})

test('a block pasted into a new line becomes as many lines as it has rows, and a known SKU goes into its own', async () => {
  answers()
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
  answers()
  hub.answer(put, () => json({ accepted: 1, flagged: 0, lines: [{ line: 0, sku: 'A1', outcome: 'accepted' }] }))
  await draw()
  await page.getByRole('button', { name: 'Withdraw Bolt' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Bolt is offered to nobody now.' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(put).length).toBe(2)
  expect(hub.sent(put)[0]).toEqual({ lines: [{ sku: 'A1', withdrawn: true }] })
  expect(hub.sent(put)[1]).toMatchObject({ lines: [{ sku: 'A1', name: 'Bolt' }] })
})

test('whoever may only read cannot type', async () => {
  answers()
  await draw(supplier({ roles: ['finance'], permissions: ['comparison.sheet.read'] }))
  await page.getByRole('gridcell', { name: '€12.30' }).first().click()
  await expect.element(page.getByRole('textbox', { name: 'Bolt · List price' })).toHaveAttribute('readonly')
  expect(page.getByRole('button', { name: /Save|Withdraw|Add/ }).elements()).toEqual([])
})
