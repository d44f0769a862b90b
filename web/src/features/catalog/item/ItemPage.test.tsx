import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { needTexts, Texts } from '../../../lib/i18n'
import { Queries, queryClient } from '../../../lib/query'
import { sessionQuery } from '../../../shell/session'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, sessionOf } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Toaster } from '../../../ui/Toast'
import type { HistoryEntry, Item } from '../queries'
import { Page } from './ItemPage'

const hub = fakeHub()
const id = 'itm_06evk3q2b5vt8h000000000001'
const at = `/api/companies/${company}`
const item: Item = {
  id, sku: 'A1', name: 'Bolt M8', brand: 'Acme', category: 'fasteners', unit: 'H87', minimum: '10.000000', multiple: '1', state: 'active', catch_weight: false, axes: ['length'], updated_at: '2026-11-22T03:00:00Z', family: 'M8',
  attributes: [{ key: 'length', name: 'Length', kind: 'number', value: '20', unit: 'MMT' }], packs: [{ level: 'inner', contains: '12', unit: 'XBX' }, { level: 'case', contains: '144', unit: 'XCS' }],
  media: [
    { id: 'med_1', kind: 'image', type: 'image/png', size: 1200, name: 'front.png', alt: 'From the front', added_at: '2026-11-22T03:00:00Z' },
    { id: 'med_2', kind: 'image', type: 'image/png', size: 1200, name: 'side.png', added_at: '2026-11-22T03:00:00Z' },
    { id: 'med_3', kind: 'document', type: 'application/pdf', size: 2_400_000, name: 'sheet.pdf', added_at: '2026-11-22T03:00:00Z' },
  ],
  variants: [{ item: 'itm_06evk3q2b5vt8h000000000002', sku: 'A2', name: 'Bolt M8x30', state: 'withdrawn', values: [{ key: 'length', value: '30', unit: 'MMT' }] }],
}
const category = {
  name: 'fasteners', items: 2, withdrawn: 0, etag: '"1"', heading: { code: '7318', name: 'Screws, bolts, nuts', path: ['Articles of iron or steel'] },
  attributes: [{ key: 'length', name: 'Length', kind: 'number', unit: 'MMT' }, { key: 'finish', name: 'Finish', kind: 'choice', choices: ['zinc', 'black'], required: true }],
}
const seat = supplier({ permissions: [...supplier().permissions, 'catalog.item.read', 'catalog.item.write', 'catalog.revision.undo', 'catalog.category.read', 'catalog.category.write'] })

const withTag = (body: unknown, etag: string) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ETag: etag } })

function answers(now: Item = item) {
  hub.answer(`GET ${at}/items/${id}`, () => withTag(now, '"1"'))
  hub.answer(`GET ${at}/categories`, () => json({ items: [category] }))
  hub.answer(`GET ${at}/sheet`, () => json({ items: [{ item: id, sku: 'A1', name: 'Bolt M8', category: 'fasteners', unit: 'H87', minimum: '1', multiple: '1', state: 'active', stock: '120.000000', price: { currency: 'EUR', amount: '0.250000', breaks: [{ from: '100', amount: '0.2' }] }, updated_at: '2026-11-22T03:00:00Z' }] }))
}

async function draw(search = '') {
  await needTexts('shell', 'identity', 'fault', 'item', 'catalog', 'trading', 'job')
  queryClient.setQueryData(sessionQuery.queryKey, sessionOf(seat))
  const root = createRootRoute({ component: Outlet })
  const route = createRoute({ getParentRoute: () => root, path: '/c/$company/items/$item', component: Page })
  const router = createRouter({ routeTree: root.addChildren([route]), history: createMemoryHistory({ initialEntries: [`/c/${company}/items/${id}${search}`] }) })
  await router.load()
  return render(
    <Texts>
      <Queries>
        <main>
          <RouterProvider router={router as never} />
        </main>
        <Toaster />
      </Queries>
    </Texts>,
  )
}

test('all that is said of an item, in all dress', async () => {
  answers()
  await draw()
  await expect.element(page.getByText('1 case = 12 inner = 144 pc')).toBeVisible()
  await expect.element(page.getByText('€28.80 a pack · €0.20 per pc · quantity break reached')).toBeVisible()
  await expect.element(page.getByText('7318 · Screws, bolts, nuts')).toBeVisible()
  await expect.element(page.getByRole('table')).toHaveTextContent(/A2.*30 mm/)
  await everywhere()
}, 60_000)

test('the sentence of a pack follows each key, and all is saved as one draft', async () => {
  answers()
  hub.answer(`PUT ${at}/items/${id}`, (body) => withTag({ ...item, ...(body as object), attributes: item.attributes, packs: item.packs }, '"2"'))
  await draw()
  await page.getByRole('list', { name: 'Packs' }).getByRole('textbox', { name: 'Holds' }).nth(1).fill('24')
  await expect.element(page.getByText('1 case = 24 inner = 288 pc')).toBeVisible()
  await page.getByRole('textbox', { name: 'Brand' }).fill('Acme Ltd')
  await page.getByRole('combobox', { name: 'Finish' }).selectOptions('zinc')
  await expect.element(page.getByText('3 changes not saved')).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByText('Bolt M8 is saved.')).toBeVisible()
  expect(hub.sent(`PUT ${at}/items/${id}`)[0]).toMatchObject({
    brand: 'Acme Ltd', minimum: '10', family: 'M8', attributes: [{ key: 'length', value: '20', unit: 'MMT' }, { key: 'finish', value: 'zinc' }], packs: [{ level: 'inner', contains: '12' }, { level: 'case', contains: '288' }],
  })
})

test('what the hub refuses stands at its field and is counted at the button', async () => {
  answers()
  hub.answer(`PUT ${at}/items/${id}`, () => problem(422, 'hub.invalid', [{ path: '/gtin', code: 'check_digit' }, { path: '/packs/1/gtin', code: 'check_digit' }]))
  await draw()
  await page.getByRole('textbox', { name: 'Barcode (GTIN)' }).fill('4006381333932')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByRole('button', { name: '2 fields need you' })).toBeVisible()
  await expect.element(page.getByRole('textbox', { name: 'Barcode (GTIN)' })).toHaveFocus()
  await expect.element(page.getByRole('list', { name: 'Packs' }).getByRole('textbox', { name: 'Barcode' }).nth(1)).toHaveAccessibleDescription('The check digit is wrong; one digit may be mistyped.')
  await clean()
})

test('what somebody else saved meanwhile is kept; where both changed the same, it is asked', async () => {
  answers()
  let puts = 0
  hub.answer(`PUT ${at}/items/${id}`, (body) => (puts++ ? withTag({ ...item, ...(body as object), attributes: item.attributes, packs: item.packs }, '"3"') : problem(412, 'hub.stale')))
  await draw()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Hex bolt M8')
  hub.answer(`GET ${at}/items/${id}`, () => withTag({ ...item, name: 'Bolt DIN 933', description: 'Strong' }, '"2"'))
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByRole('group', { name: 'Name' })).toBeVisible()
  await clean()
  await page.getByRole('radio', { name: /Hex bolt M8/ }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByText('Hex bolt M8 is saved.')).toBeVisible()
  expect(hub.sent(`PUT ${at}/items/${id}`)[1]).toMatchObject({ name: 'Hex bolt M8', description: 'Strong' })
})

test('a picture is put forward by keyboard, and the keyboard stays with it', async () => {
  answers()
  hub.answer(`PUT ${at}/items/${id}/media/order`, () => {
    answers({ ...item, media: [1, 0, 2].flatMap((i) => item.media[i] ?? []) })
    return json({ media: [] })
  })
  await draw()
  await page.getByRole('button', { name: 'Move side.png forward' }).click()
  // There it is the first: its only way is back.
  await expect.element(page.getByRole('button', { name: 'Move side.png back' })).toHaveFocus()
  await expect.poll(() => hub.sent(`PUT ${at}/items/${id}/media/order`)).toEqual([{ media: ['med_2', 'med_1', 'med_3'] }])
})

test('a picture that is removed comes back by undoing that', async () => {
  answers()
  hub.answer(`DELETE ${at}/items/${id}/media/med_1`, () => {
    answers({ ...item, media: item.media.slice(1) })
    return json({ revision: 'rev_7' })
  })
  hub.answer(`POST ${at}/revisions/rev_7/undo`, () => {
    answers()
    return json({ revision: 'rev_8', restored: 1, kept: 0, kept_fields: [] })
  })
  await draw()
  await page.getByRole('button', { name: 'Remove From the front' }).click()
  await expect.element(page.getByRole('button', { name: 'Remove From the front' })).not.toBeInTheDocument()
  await page.getByRole('listitem').filter({ hasText: 'is removed' }).getByRole('button', { name: 'Undo' }).click()
  await expect.element(page.getByRole('button', { name: 'Remove From the front' })).toBeVisible()
  expect(hub.sent(`POST ${at}/revisions/rev_7/undo`)).toHaveLength(1)
})

test('an item is withdrawn and offered again on the version that came of it', async () => {
  answers()
  hub.answer(`POST ${at}/items/${id}/withdraw`, () => withTag({ ...item, state: 'withdrawn' }, '"2"'))
  hub.answer(`POST ${at}/items/${id}/restore`, () => withTag(item, '"3"'))
  await draw()
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click()
  await page.getByRole('listitem').filter({ hasText: 'is offered to nobody now' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.calls.filter((c) => c.name.endsWith('/restore')).map((c) => c.headers.get('If-Match'))).toEqual(['"2"'])
})

test('the history says old and new and who; undoing names what stays', async () => {
  answers()
  const entries: HistoryEntry[] = [
    { revision: { id: 'rev_1', at: '2026-11-22T03:00:00Z', person_name: 'Ada', person: 'per_1', cause: 'bulk', items: 3, first: { sku: 'A1', name: 'Bolt M8' }, undoable: true }, created: false, changes: [{ field: 'category', before: 'general', after: 'fasteners' }, { field: 'attributes/length', after: '20 mm' }] },
    { revision: { id: 'rev_0', at: '2026-11-21T03:00:00Z', cause: 'import', source: 'imp_1', items: 1200, first: { sku: 'A1', name: 'Bolt M8' }, undoable: false, undone_by: 'rev_x' }, created: true, changes: [{ field: 'name', after: 'Bolt M8' }] },
  ]
  hub.answer(`GET ${at}/items/${id}/history`, () => json({ items: entries }))
  hub.answer(`POST ${at}/revisions/rev_1/undo`, () => json({ restored: 2, kept: 1, kept_fields: [{ item: id, sku: 'A1', field: 'category' }] }))
  await draw('?tab=history')
  await expect.element(page.getByText('Done to 2 other items as well; undoing it brings those back too.')).toBeVisible()
  await expect.element(page.getByRole('listitem').first()).toHaveTextContent(/Ada.*Category.*general.*fasteners.*Length.*nothing.*20 mm/)
  await everywhere()
  await page.getByRole('button', { name: /^Undo what Ada did/ }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Bring 3 items back?')
  await clean()
  await page.getByRole('button', { name: 'Bring 3 back' }).click()
  await expect.element(page.getByRole('dialog', { name: /stays as it is/ })).toHaveTextContent('A1 · Category')
  await userEvent.keyboard('{Escape}')
})

test('on a phone nothing moves sideways', async () => {
  await page.viewport(320, 800)
  try {
    answers()
    await draw()
    await expect.element(page.getByText('1 case = 12 inner = 144 pc')).toBeVisible()
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
    await clean()
  } finally {
    await page.viewport(1000, 900)
  }
})
