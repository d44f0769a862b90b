import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../testing/hub'
import { delivery, hold, keeper, stockItem, warehouse } from '../../testing/inventory'
import { showLanguage } from '../../lib/i18n'
import { setPrefs } from '../../lib/prefs'
import { clean } from '../../testing/screen'
import { company, drawSigned } from '../../testing/signed'
import { linesOf } from './PasteDialog'
import { searchOf } from './search'
import { Page } from './StockPage'

const hub = fakeHub()
const at = `/api/companies/${company}`
const put = `PUT ${at}/stock`
const two = [warehouse(0), warehouse(1, { regions: ['CN-SH', 'GB'], feed: 'silent', fed_at: '2026-11-20T03:00:00Z' })]
const outcome = (change: object = {}) => ({ changed: 1, same: 0, flagged: [], before: [], ...change })

beforeEach(async () => {
  await showLanguage('en')
  setPrefs({ lang: 'en', theme: 'light', density: 'compact' })
})

function answers(warehouses = two, items = [stockItem(1), stockItem(2, { counts: [], free: '0', incoming: [{ due: '2027-03-01', quantity: '40' }] })]) {
  hub.answer(`GET ${at}/warehouses`, () => json({ items: warehouses }))
  hub.answer(`GET ${at}/stock`, () => json({ items, total: items.length }))
  hub.answer(put, () => json(outcome()))
}
const draw = (search = '', seat = keeper()) => drawSigned(Page, '/c/$company/stock', { texts: ['inventory', 'trading', 'job', 'offers'], seats: [seat], search })
const count = (item: string, where = 'Leeds (main)') => page.getByRole('textbox', { name: `${item} · ${where}` })
const row = (name: RegExp) => page.getByRole('row', { name })

test('counts by warehouse: what is held, what is free, what comes when, and which feed is silent', async () => {
  const [leeds, hall] = [two[0]!.id, two[1]!.id]
  answers(two, [
    stockItem(1, { counts: [], free: '0', incoming: [{ due: '2027-03-01', quantity: '40' }] }),
    stockItem(2, { counts: [{ warehouse: leeds, on_hand: '1200', reserved: '5', as_of: '2026-11-22T03:00:00Z', old: false }, { warehouse: hall, on_hand: '7', reserved: '0', as_of: '2026-10-01T03:00:00Z', old: true }], free: '1202' }),
  ])
  await draw()
  await expect.element(row(/Bolt M2/)).toHaveTextContent(/1,200.*5 held.*7.*ago.*1,202 pc/)
  await expect.element(row(/Bolt M1/)).toHaveTextContent(/Not counted.*40 on 2027-03-01/)
  await expect.element(page.getByText(/^The feed of Hall 1 has been silent since/)).toBeVisible()
  await clean()
  await showLanguage('zh-CN')
  setPrefs({ lang: 'zh-CN', theme: 'dark', density: 'touch' })
  await expect.element(page.getByRole('columnheader', { name: /Leeds.*主/ })).toBeVisible()
  await clean()
})

test('a typed count goes to the hub as it is made, and one press takes it back', async () => {
  answers()
  hub.answer(put, () => json(outcome({ before: [{ item: stockItem(1).item, warehouse: two[0]!.id, on_hand: '100' }] })))
  await draw()
  await count('Bolt M1').click()
  await userEvent.keyboard('１２０{Enter}')
  await expect.poll(() => hub.sent(put)).toEqual([{ lines: [{ item: stockItem(1).item, warehouse: two[0]!.id, on_hand: '120' }] }])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(put).at(-1)).toEqual({ lines: [{ item: stockItem(1).item, warehouse: two[0]!.id, on_hand: '100' }] })
})

test('what is no count is not sent; what the hub refuses stays, with its reason', async () => {
  answers()
  hub.answer(put, () => json(outcome({ changed: 0, flagged: [{ line: 0, code: 'held', message: 'Held.' }] })))
  await draw()
  await count('Bolt M1').click()
  await userEvent.keyboard('many{Enter}{ArrowUp}')
  await expect.element(count('Bolt M1')).toHaveAccessibleDescription('This is no number.')
  await userEvent.keyboard('-3{Enter}{ArrowUp}')
  await expect.element(count('Bolt M1')).toHaveAccessibleDescription('There cannot be less than nothing.')
  expect(hub.sent(put)).toEqual([])
  await userEvent.keyboard('2{Enter}{ArrowUp}')
  await expect.element(count('Bolt M1')).toHaveAccessibleDescription('Something of it is held, so its count stays.')
  hub.answer(put, () => problem(503, 'hub.unavailable'))
  await userEvent.keyboard('9{Enter}{ArrowUp}')
  await expect.element(count('Bolt M1')).toHaveAccessibleDescription('The hub is busy for a moment. Try again shortly.')
  await expect.element(count('Bolt M1')).toHaveValue('9')
  await clean()
})

test('filters stand in the address; without a fit one press shows all again', async () => {
  answers(two, [])
  await draw('?show=short&q=zinc')
  await expect.element(page.getByText('No item fits.')).toBeVisible()
  await expect.element(page.getByRole('combobox', { name: 'Show' })).toHaveTextContent('More held than there is')
  hub.answer(`GET ${at}/stock`, () => json({ items: [stockItem(1)], total: 1 }))
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.element(row(/Bolt M1/)).toBeVisible()
  await expect.element(page.getByRole('searchbox')).toHaveValue('')
  expect(searchOf({ show: 'nonsense', sort: 'free', part: 'held', q: '' })).toEqual({ show: undefined, sort: 'free', part: 'held', q: undefined, warehouse: undefined })
})

test('a pasted list: numbers as people write them, a third column says where; what is left stays with its reason', async () => {
  expect(linesOf('A1\t1,200\n\nA2\t１２\tHALL\nA3\tmany\n', 'w')).toEqual([
    { sku: 'A1', on_hand: '1200', warehouse: 'w' },
    { sku: 'A2', on_hand: '12', warehouse: 'HALL' },
    { sku: 'A3', on_hand: 'many', warehouse: 'w' },
  ])
  answers()
  hub.answer(put, () => json(outcome({ flagged: [{ line: 1, code: 'unknown_warehouse', message: 'None.' }] })))
  await draw()
  await page.getByRole('button', { name: 'Paste a list' }).click()
  const lines = page.getByRole('textbox', { name: 'Lines' })
  await lines.fill('A1\t1,200\nA2\t12\tHALL')
  await page.getByRole('button', { name: 'Set 2 counts' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent(/1 line is left, because:A2: There is no warehouse like this\./)
  expect(hub.sent(put)).toEqual([{ lines: [{ sku: 'A1', on_hand: '1200', warehouse: two[0]!.id }, { sku: 'A2', on_hand: '12', warehouse: 'HALL' }] }])
  // Where it was to go still stands there, so that the next press does not put it elsewhere.
  await expect.element(lines).toHaveValue('A2\t12\tHALL')
  await clean()
})

test('warehouses: whom they serve by name, the age of counts and feeds; a new one', async () => {
  answers([two[0]!, two[1]!, warehouse(2, { serving: false, feed: 'fresh', fed_at: '2026-11-22T02:59:00Z', items: 0, oldest: undefined })])
  hub.answer(`POST ${at}/warehouses`, () => json(warehouse(3), 201))
  await draw('?part=warehouses')
  await expect.element(row(/Leeds/)).toHaveTextContent(/Main warehouse.*everywhere.*No feed/i)
  await expect.element(row(/Hall 1/)).toHaveTextContent(/Serves buyers.*Shanghai, United Kingdom.*Silent since/)
  await expect.element(row(/Hall 2/)).toHaveTextContent(/Does not serve.*Fed /)
  await clean()
  await page.getByRole('button', { name: 'Add a warehouse' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.element(dialog.getByLabelText('Code')).toHaveAttribute('aria-invalid', 'true')
  expect(hub.sent(`POST ${at}/warehouses`)).toEqual([])
  await dialog.getByLabelText('Code').fill('NORTH')
  await dialog.getByLabelText('Name', { exact: true }).fill('North hall')
  await dialog.getByRole('combobox', { name: 'Regions served' }).fill('Guangd')
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await expect.element(dialog.getByRole('button', { name: 'Take Guangdong away' })).toBeVisible()
  await clean()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => page.getByRole('dialog').elements()).toEqual([])
  expect(hub.sent(`POST ${at}/warehouses`)).toEqual([{ code: 'NORTH', name: 'North hall', regions: ['CN-GD'], serving: true, main: false, quiet_hours: 24 }])
})

test('a warehouse is removed when it is empty; why it cannot be is said there', async () => {
  answers([two[0]!, warehouse(1, { items: 0 })])
  hub.answer(`DELETE ${at}/warehouses/${warehouse(1).id}`, () => problem(409, 'hub.conflict'))
  await draw('?part=warehouses')
  await page.getByRole('button', { name: 'Change Leeds' }).click()
  await expect.element(page.getByRole('dialog').getByRole('switch', { name: 'Main warehouse' })).toBeDisabled()
  expect(page.getByRole('button', { name: 'Remove' }).elements()).toEqual([])
  await userEvent.keyboard('{Escape}')
  await page.getByRole('button', { name: 'Change Hall 1' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect.poll(() => page.getByRole('dialog').getByRole('alert').elements().some((e) => e.textContent !== '')).toBe(true)
})

test('deliveries: what is late says so; one is announced, one taken in', async () => {
  answers()
  hub.answer(`GET ${at}/incoming`, () => json({ items: [delivery(1, { due: '2026-11-01', late: true }), delivery(2)] }))
  hub.answer(`POST ${at}/incoming`, () => json(delivery(3), 201))
  hub.answer(`POST ${at}/incoming/${delivery(2).id}/end`, () => json(delivery(2, { state: 'received' })))
  await draw('?part=incoming')
  await expect.element(row(/Bolt M1/)).toHaveTextContent(/2026-11-01, late.*40 pc.*Leeds.*PO-1/)
  await clean()
  await row(/Bolt M2/).getByRole('button', { name: 'Received' }).click()
  await expect.element(page.getByText('Bolt M2 was taken in')).toBeVisible()
  expect(hub.sent(`POST ${at}/incoming/${delivery(2).id}/end`)).toEqual([{ as: 'received' }])
  await page.getByRole('button', { name: 'Announce a delivery' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'SKU' }).fill('A3')
  await dialog.getByRole('textbox', { name: 'Quantity' }).fill('a few')
  await dialog.getByRole('textbox', { name: 'Due' }).fill('2027-05-01')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.element(dialog.getByRole('textbox', { name: 'Quantity' })).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByRole('textbox', { name: 'Quantity' }).fill('１,０００')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => hub.sent(`POST ${at}/incoming`)).toEqual([{ sku: 'A3', quantity: '1000', due: '2027-05-01', warehouse: two[0]!.id }])
})

test('holds count down, those of many are let go together, and what ended says how', async () => {
  answers()
  const ending = () => new Date(Date.now() + 200_000).toISOString()
  hub.answer(`GET ${at}/reservations`, () => json({ items: [hold(1, { expires_at: ending() }), hold(2), hold(3, { state: 'expired' })] }))
  hub.answer(`POST ${at}/reservations/release`, () => json({ items: [{ reservation: hold(1).id, state: 'released' }, { reservation: hold(2).id, state: 'captured' }] }))
  await draw('?part=held')
  await expect.element(row(/Bolt M1/)).toHaveTextContent(/Corner Shop.*5 pc.*Leeds.*3:[0-2]\d/)
  await expect.element(row(/Bolt M3/)).toHaveTextContent('Ran out')
  await clean()
  await page.getByRole('checkbox', { name: /Bolt M1/ }).click()
  await page.getByRole('checkbox', { name: /Bolt M2/ }).click()
  await page.getByRole('button', { name: 'Release 2' }).click()
  await expect.element(page.getByText('one hold released').or(page.getByText('1 hold released'))).toBeVisible()
  expect(hub.sent(`POST ${at}/reservations/release`)).toEqual([{ reservations: [hold(1).id, hold(2).id] }])
})

test('nothing yet, in each part; whoever may only look is offered no act', async () => {
  answers([], [])
  hub.answer(`GET ${at}/incoming`, () => json({ items: [] }))
  hub.answer(`GET ${at}/reservations`, () => json({ items: [] }))
  await draw('', keeper(['inventory.stock.read']))
  await expect.element(page.getByText('There are no items yet.')).toBeVisible()
  for (const [part, says] of [['On its way', /^Nothing is on its way/], ['Held for buyers', /^Nothing is held/], ['Warehouses', /^There is no warehouse yet/]] as const) {
    await page.getByRole('tab', { name: part }).click()
    await expect.element(page.getByText(says)).toBeVisible()
    await clean()
  }
  expect(page.getByRole('button', { name: /Add|Announce|Paste|Change/ }).elements()).toEqual([])
})

test('a hub that cannot be reached says so and asks again', async () => {
  hub.answer(`GET ${at}/warehouses`, () => problem(503, 'hub.unavailable'))
  await draw()
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  answers()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(row(/Bolt M1/)).toBeVisible()
})
