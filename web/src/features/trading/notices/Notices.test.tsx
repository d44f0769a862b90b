import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page as Disclosures } from './Disclosures'
import { Page as Notices } from './Notices'

const hub = fakeHub()
const at = `/api/companies/${company}`
const buyer = { id: 'com_x', name: 'Lin Lifts' }
const notice = (change = {}) => ({ id: 'not_1', buyer, kind: 'walking', state: 'approved', at: '2026-11-22T03:00:00Z', figures: { day: '2026-11-22', items: 950, catalogue: 1000, limit: 600 }, ...change })
const detail = (etag: string, state: string, may: string[]) =>
  new Response(JSON.stringify({ row: { buyer, state, version: 1, etag, flags: [], file_verified: true, changed_at: '2026-11-22T03:00:00Z' }, checks: [], events: [], may }), { headers: { 'Content-Type': 'application/json', ETag: etag } })
const texts = ['notices', 'queue', 'trading']

test('one tap suspends on the newest version, one more opens again', async () => {
  hub.answer(`GET ${at}/notices`, () => json({ open: 1, items: [notice()] }))
  hub.answer(`GET ${at}/relationships/com_x`, () => detail('"7"', 'approved', ['suspend']))
  hub.answer(`POST ${at}/relationships/com_x/decision`, () => detail('"8"', 'suspended', ['reopen']))
  hub.answer(`POST ${at}/notices/not_1/seen`, () => json(notice({ seen_at: '2026-11-22T04:00:00Z', state: 'suspended' })))
  await drawSigned(Notices, '/c/$company/grants/notices', { texts, seats: [supplier()] })
  await expect.element(page.getByText('Read 950 of the 1,000 items it may see on 2026-11-22.')).toBeVisible()
  await clean()
  await page.getByRole('button', { name: 'Suspend Lin Lifts' }).click()
  await expect.element(page.getByText('Lin Lifts is suspended and sees nothing.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  const sent = () => hub.calls.filter((c) => c.name === `POST ${at}/relationships/com_x/decision`)
  await expect.poll(() => sent().map((c) => c.body)).toEqual([{ decision: 'suspend', reason: 'Our prices were read in an unusual way. Please talk to us.' }, { decision: 'reopen' }])
  expect(sent().map((c) => c.headers.get('If-Match'))).toEqual(['"7"', '"8"'])
  expect(hub.sent(`POST ${at}/notices/not_1/seen`)).toHaveLength(1)
})

test('whoever may not decide only looks', async () => {
  hub.answer(`GET ${at}/notices`, () => json({ open: 1, items: [notice({ kind: 'countries', figures: { day: '2026-11-22', countries: ['CN', 'GB', 'BR'] } })] }))
  await drawSigned(Notices, '/c/$company/grants/notices', { texts, seats: [supplier({ roles: ['finance'], permissions: ['trading.relationship.read'] })] })
  await expect.element(page.getByText('Read from China, United Kingdom, Brazil on 2026-11-22.')).toBeVisible()
  expect(page.getByRole('button', { name: /Suspend|all right/ }).elements()).toEqual([])
})

test('nothing unusual is said in one sentence', async () => {
  hub.answer(`GET ${at}/notices`, () => json({ open: 0, items: [] }))
  await drawSigned(Notices, '/c/$company/grants/notices', { texts, seats: [supplier()] })
  await expect.element(page.getByText('Nothing unusual waits for you.')).toBeVisible()
})

test('what left is listed with its mark', async () => {
  hub.answer(`GET ${at}/disclosures`, () => json({ items: [{ id: '1', at: '2026-11-22T03:00:00Z', buyer, kind: 'export', rows: 1200, mark: 'K7-QX2', who: 'Lin Wei' }] }))
  await drawSigned(Disclosures, '/c/$company/grants/disclosures', { texts, seats: [supplier()] })
  await expect.element(page.getByRole('row', { name: /Export to a file/ })).toHaveTextContent('K7-QX2')
  await clean()
})
