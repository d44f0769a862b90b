import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import type { ItemRow } from '../queries'
import { Page } from './Items'

const hub = fakeHub()
const at = `/api/companies/${company}`
const id = (n: number) => `itm_06evk3q2b5vt8h00000000000${n}`
const item = (n: number, name: string, change: Partial<ItemRow> = {}): ItemRow => ({ id: id(n), sku: `A${n}`, name, category: 'fasteners', unit: 'H87', state: 'active', brand: 'Acme', updated_at: '2026-11-22T03:00:00Z', ...change })
const seat = supplier({ permissions: [...supplier().permissions, 'catalog.item.read', 'catalog.item.write', 'catalog.revision.undo', 'catalog.category.read', 'catalog.category.write'] })
const draw = (search = '') => drawSigned(Page, '/c/$company/items', { texts: ['items', 'catalog', 'trading', 'job'], seats: [seat], search })

function answers(items = [item(1, 'Bolt'), item(2, 'Nut', { state: 'withdrawn' })]) {
  hub.answer(`GET ${at}/items`, () => json({ items, total: items.length }))
  hub.answer(`GET ${at}/sheet`, () => json({ items: [{ item: id(1), sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'H87', minimum: '1', multiple: '1', state: 'active', stock: '120.000000', price: { currency: 'EUR', amount: '12.300000', breaks: [{ from: '10', amount: '11' }] }, updated_at: '2026-11-22T03:00:00Z' }] }))
  hub.answer(`GET ${at}/categories`, () => json({ items: [{ name: 'fasteners', items: 2, withdrawn: 1, attributes: [], etag: '"1"' }] }))
}

test('a list with what each costs and how many there are, in all dress', async () => {
  answers()
  await draw()
  await expect.element(page.getByRole('row', { name: /Bolt/ })).toHaveTextContent(/A1.*Acme.*€12.30.*1 break.*120.*Offered/)
  await expect.element(page.getByRole('row', { name: /Nut/ })).toHaveTextContent(/no price.*Withdrawn/)
  await everywhere()
}, 60_000)

test('filters go into the address and to the hub', async () => {
  answers()
  await draw('?without=picture,brand&state=all')
  await expect.element(page.getByRole('button', { name: 'Missing: Picture, Brand' })).toBeVisible()
  const asked = () => hub.calls.length
  await expect.poll(asked).toBeGreaterThan(1)
  await page.getByRole('combobox', { name: 'Category' }).selectOptions('fasteners')
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect.element(page.getByRole('button', { name: 'Missing…' })).toBeVisible()
})

test('nothing found, nothing there, and a hub that does not answer each say what to do', async () => {
  answers([])
  const drawn = await draw('?q=zzz')
  await expect.element(page.getByText('No item fits.')).toBeVisible()
  await drawn.unmount()
  answers([])
  const empty = await draw('?state=all&sort=name')
  await expect.element(page.getByText('No item fits.')).toBeVisible()
  await empty.unmount()
  const first = await draw()
  await expect.element(page.getByRole('link', { name: 'Bring a price file' })).toBeVisible()
  await first.unmount()
  hub.answer(`GET ${at}/items`, () => problem(500, 'hub.unexpected'))
  await draw('?q=other')
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await clean()
})

test('many are changed after it was shown how many, and taken back with one press', async () => {
  answers()
  hub.answer(`POST ${at}/items/bulk`, (body) =>
    (body as { dry_run?: boolean }).dry_run
      ? json({ matched: 2, changed: 1, unchanged: 0, flagged: 1, problems: [{ item: id(2), sku: 'A2', name: 'Nut', problems: [{ path: '/category', code: 'too_long', message: '' }] }] })
      : json({ matched: 2, changed: 1, unchanged: 0, flagged: 1, problems: [], revision: 'rev_1' }),
  )
  hub.answer(`POST ${at}/revisions/rev_1/undo`, () => json({ restored: 1, kept: 1, kept_fields: [{ item: id(1), sku: 'A1', field: 'category' }] }))
  await draw()
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await page.getByRole('button', { name: 'Change…' }).click()
  await page.getByRole('combobox', { name: 'To' }).fill('bolts and nuts')
  await expect.element(page.getByText('1 of 2 will change.')).toBeVisible()
  await expect.element(page.getByRole('listitem').filter({ hasText: 'A2 Nut' })).toHaveTextContent('This is too long.')
  await clean()
  await page.getByRole('button', { name: 'Change 1 item' }).click()
  await page.getByRole('listitem').filter({ hasText: '1 item changed.' }).getByRole('button', { name: 'Undo' }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('A1 · Category')
  const sent = hub.sent(`POST ${at}/items/bulk`) as { set: object; items: string[]; dry_run?: boolean }[]
  expect(sent.at(-1)).toEqual({ items: [id(1), id(2)], set: { category: 'bolts and nuts' } })
})

test('an item is written down with five fields; a price that is not taken makes it once and is mended', async () => {
  answers()
  const made = { ...item(3, 'Washer'), minimum: '1', multiple: '1', catch_weight: false, attributes: [], packs: [], media: [], axes: [], variants: [] }
  hub.answer(`POST ${at}/items`, () => json(made, 201))
  let tries = 0
  hub.answer(`PUT ${at}/sheet`, () => json({ accepted: 0, flagged: 1, lines: [{ line: 0, sku: 'A3', outcome: tries++ ? 'accepted' : 'flagged', problems: tries > 1 ? undefined : [{ path: '/price/amount', code: 'too_precise', message: '' }] }] }))
  await draw('?new=true')
  await page.getByRole('button', { name: 'Put it on sale' }).click()
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription('This is needed.')
  await clean()
  await page.getByRole('textbox', { name: 'Name' }).fill('Washer')
  await page.getByRole('textbox', { name: 'SKU' }).fill('A3')
  await page.getByRole('textbox', { name: 'List price' }).fill('0.05')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText(/Washer is there, but/)).toBeVisible()
  await page.getByRole('button', { name: 'Set price and stock' }).click()
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent(`/items/${id(3)}`)
  expect(hub.sent(`POST ${at}/items`)).toEqual([{ sku: 'A3', name: 'Washer', unit: 'H87' }])
})

test('the grid is another look at the same items', async () => {
  answers()
  await draw()
  await page.getByRole('radio', { name: 'Grid' }).click()
  await expect.element(page.getByRole('gridcell', { name: '€12.30' })).toBeVisible()
  await clean()
})

test('on a phone items are cards', async () => {
  await page.viewport(390, 800)
  try {
    answers()
    await draw()
    await expect.element(page.getByRole('listitem').filter({ hasText: 'Bolt' })).toHaveTextContent(/A1.*€12.30/)
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
    await clean()
  } finally {
    await page.viewport(1000, 900)
  }
})
