import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import type { Revision } from '../queries'
import { Page } from './Revisions'

const hub = fakeHub()
const at = `/api/companies/${company}`
const seat = supplier({ permissions: [...supplier().permissions, 'catalog.item.read', 'catalog.revision.undo'] })
const draw = (search = '') => drawSigned(Page, '/c/$company/items/history', { texts: ['revisions', 'catalog', 'trading'], seats: [seat], search })
const revisions: Revision[] = [
  { id: 'rev_2', at: '2026-11-22T03:00:00Z', person: 'per_2', person_name: 'Bo', cause: 'sheet', items: 2, first: { sku: 'A1', name: 'Bolt' }, undoable: true },
  { id: 'rev_1', at: '2026-11-21T03:00:00Z', cause: 'import', source: 'imp_1', items: 1200, first: { sku: 'B7', name: 'Washer' }, undoable: false, undone_by: 'rev_9' },
  { id: 'rev_0', at: '2026-11-20T03:00:00Z', cause: 'item', items: 1, first: { sku: 'C3', name: 'Nut' }, undoable: false },
]

function answers(items = revisions) {
  hub.answer(`GET ${at}/revisions`, () => json({ items }))
  hub.answer(`GET ${at}/revisions/rev_2`, () => json(revisions[0]))
  hub.answer(`GET ${at}/revisions/rev_2/changes`, () => json({ items: [{ item: 'itm_1', sku: 'A1', name: 'Bolt', created: false, changes: [{ field: 'price', before: '12.3 EUR', after: '13 EUR' }] }, { item: 'itm_2', sku: 'A2', name: 'Nut', created: true, changes: [{ field: 'name', after: 'Nut' }] }] }))
}

test('deeds with who, how and when, in all dress', async () => {
  answers()
  await draw()
  await expect.element(page.getByRole('row', { name: /A1 Bolt and 1 more item/ })).toHaveTextContent(/In the grid.*Bo/)
  await expect.element(page.getByRole('row', { name: /B7 Washer and 1,?199 more items/ })).toHaveTextContent(/Price file.*By itself.*undone/)
  await expect.element(page.getByRole('button', { name: /^C3 Nut/ })).not.toHaveTextContent('more')
  await everywhere()
})

test('a deed opens with each item, old and new, and is taken back', async () => {
  answers()
  hub.answer(`POST ${at}/revisions/rev_2/undo`, () => json({ restored: 2, kept: 0, kept_fields: [], revision: 'rev_3' }))
  await draw()
  await page.getByRole('button', { name: /A1 Bolt/ }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent(/A1 Bolt.*List price€12.30.*€13.00/)
  await clean()
  await page.getByRole('dialog').getByRole('button', { name: /^Undo what Bo did/ }).click()
  await page.getByRole('button', { name: 'Bring 2 back' }).click()
  await expect.element(page.getByText('2 items are as they were.')).toBeVisible()
})

test('nothing done yet, nothing that fits, and no answer are told apart', async () => {
  answers([])
  const first = await draw()
  await expect.element(page.getByText(/Nothing has been changed yet/)).toBeVisible()
  await first.unmount()
  const second = await draw('?cause=bulk')
  await expect.element(page.getByText('Nothing was done that fits.')).toBeVisible()
  await second.unmount()
  hub.answer(`GET ${at}/revisions`, () => problem(503, 'hub.unavailable'))
  await draw('?cause=undo')
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
})
