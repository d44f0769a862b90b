import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { drawSigned } from '../../../testing/signed'
import { at, buyer as reader, supplierId } from '../../../testing/trading'
import { Page } from './OwnPage'
import type { OwnItem } from './queries'

const hub = fakeHub()
const buyer = { ...reader, permissions: [...reader.permissions, 'comparison.own.write'] }
const item = (n: number) => `itm_06evk3q2b5vt8h0000000000${String(n).padStart(2, '0')}`
const offer = (n: number) => ({ item: item(n), sku: `A-${n}`, name: `Pen ${n}`, category: 'Pens', unit: 'H87', minimum: '1', multiple: '1' })
const shown: OwnItem = { supplier: supplierId(1), supplier_name: 'Farnell', item: item(1), facts: { code: 'L-1', name: '蓝笔', holds: '12', holds_unit: 'H87' }, offer: offer(1), updated_at: '2026-11-20T03:00:00Z' }
const hidden: OwnItem = { supplier: supplierId(2), item: item(2), facts: { code: 'L-2' }, updated_at: '2026-11-20T03:00:00Z' }
const draw = (search = '', seat = buyer) => drawSigned(Page, '/suppliers/products', { texts: ['own', 'offers', 'trading'], seats: [seat], search })

beforeEach(() => hub.answer(`GET ${at}/own-items`, () => json({ items: [shown, hidden] })))

test('lists own codes; what is not offered any more keeps its code', async () => {
  await draw()
  await expect.element(page.getByText('L-1')).toBeVisible()
  await expect.element(page.getByText('1 pc = 12 pc')).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Pen 1' })).toHaveAttribute('href', `/suppliers/${supplierId(1)}/items/${item(1)}`)
  await expect.element(page.getByText('Not offered to you at the moment')).toBeVisible()
  await everywhere()
})

test('an entry is removed and comes back', async () => {
  hub.answer(`PUT ${at}/suppliers/${supplierId(1)}/items/${item(1)}/own`, (body) => json(body))
  await draw()
  await page.getByRole('button', { name: 'Remove L-1' }).click()
  await expect.element(page.getByText('L-1 is removed.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(`PUT ${at}/suppliers/${supplierId(1)}/items/${item(1)}/own`)).toEqual([{}, shown.facts])
})

test('a pasted list: lines in are found or asked about, and what is taken in is counted', async () => {
  const candidate = (n: number, by = 'sku') => ({ supplier: supplierId(n), supplier_name: `Supplier ${n}`, item: item(n), sku: `A-${n}`, name: `Pen ${n}`, by })
  hub.answer(`POST ${at}/own-items/match`, () =>
    json({
      matched: 1, questions: 2,
      lines: [
        { line: 0, outcome: 'matched', candidates: [candidate(1, 'gtin'), candidate(2, 'gtin')] },
        { line: 1, outcome: 'several', candidates: [candidate(3), candidate(4)] },
        { line: 2, outcome: 'none', candidates: [] },
      ],
    }),
  )
  hub.answer(`PUT ${at}/own-items`, () =>
    json({ accepted: 2, flagged: 1, lines: [{ line: 0, outcome: 'accepted' }, { line: 1, outcome: 'accepted' }, { line: 2, outcome: 'flagged', problems: [{ path: '/code', code: 'too_long', message: 'At most 100 characters.' }] }] }),
  )
  await draw()
  await page.getByRole('button', { name: 'Paste a list' }).click()
  await page.getByLabelText('Lines').fill('L-1\t4006381333931\tBlue pen\nL-3\tSAME\nL-4\tnothing\nL-5')
  await page.getByRole('button', { name: 'Find 4 lines' }).click()
  await expect.element(page.getByRole('status').filter({ hasText: '4 lines: 1 found, 3 questions' })).toBeVisible()
  await expect.element(page.getByText('No supplier shows you an item with this number.')).toBeVisible()
  await expect.element(page.getByText('This line names no item.')).toBeVisible()
  await clean()
  await page.getByRole('combobox', { name: 'L-3: which item has the number SAME?' }).selectOptions('1')
  await page.getByRole('button', { name: 'Take in 3 items' }).click()
  await expect.element(page.getByText('2 items taken in, 1 left out.')).toBeVisible()
  await expect.element(page.getByText('At most 100 characters.')).toBeVisible()
  expect(hub.sent(`POST ${at}/own-items/match`)).toEqual([{ lines: [{ number: '4006381333931' }, { number: 'SAME' }, { number: 'nothing' }] }])
  expect(hub.sent(`PUT ${at}/own-items`)).toEqual([
    {
      lines: [
        { supplier: supplierId(1), item: item(1), code: 'L-1', name: 'Blue pen' },
        { supplier: supplierId(2), item: item(2), code: 'L-1', name: 'Blue pen' },
        { supplier: supplierId(4), item: item(4), code: 'L-3', name: '' },
      ],
    },
  ])
})

test('what was said is listed and taken back', async () => {
  const side = (n: number) => ({ supplier: supplierId(n), supplier_name: `Supplier ${n}`, item: item(n), sku: `A-${n}`, name: `Pen ${n}` })
  hub.answer(`GET ${at}/own-equals`, () => json({ items: [{ says: 'equal', at: '2026-11-20T03:00:00Z', left: side(1), right: side(2) }, { says: 'other', at: '2026-11-19T03:00:00Z', left: side(1), right: { supplier: supplierId(3), item: item(3) } }] }))
  hub.answer(`PUT ${at}/suppliers/${supplierId(1)}/items/${item(1)}/same`, () => new Response(null, { status: 204 }))
  await draw('?view=equals')
  await expect.element(page.getByText('Same for us', { exact: true })).toBeVisible()
  await expect.element(page.getByText('Not offered to you at the moment')).toBeVisible()
  await clean()
  await page.getByRole('button', { name: 'Take back: Pen 1 and Pen 2' }).click()
  await expect.poll(() => hub.sent(`PUT ${at}/suppliers/${supplierId(1)}/items/${item(1)}/same`)).toEqual([{ supplier: supplierId(2), item: item(2), says: 'nothing' }])
})

test('nothing yet, nothing that fits, and what went wrong', async () => {
  hub.answer(`GET ${at}/own-items`, () => json({ items: [] }))
  const { unmount } = await draw()
  await expect.element(page.getByText(/You have no codes or names of your own yet/)).toBeVisible()
  await unmount()
  await draw('?q=zzz')
  await expect.element(page.getByText('No code or name of yours fits.')).toBeVisible()
})

test('an error has one way on', async () => {
  hub.answer(`GET ${at}/own-items`, () => problem(503, 'hub.unavailable'))
  await draw('', reader)
  await expect.element(page.getByRole('button', { name: 'Try again' }), { timeout: 10_000 }).toBeVisible()
  expect(page.getByRole('button', { name: 'Paste a list' }).elements()).toEqual([])
})
