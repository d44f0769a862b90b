import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { at, buyer, card, file } from '../../../testing/trading'
import { changeApplication } from '../application'
import { Page } from './File'

const hub = fakeHub()
type Draft = Record<string, unknown>

const versioned = (body: ReturnType<typeof file>) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ETag: `"${body.version}"` } })
const site = { id: 'sit_1', version: 3, updated_at: '2026-11-22T03:00:00Z', site: { name: 'Main shop', kind: 'delivery', country: 'GB', city: 'Leeds', street: '1 High Street', postcode: 'LS1' } }

/** A hub that keeps one file as the real one does: it knows versions. */
function keeps(first = file()) {
  let now = first
  hub.answer(`GET ${at}/file`, () => versioned(now))
  hub.answer(`PUT ${at}/file`, (body) => {
    const wanted = hub.calls.at(-1)?.headers.get('If-Match')
    if (wanted !== `"${now.version}"`) return problem(412, 'hub.stale')
    now = { ...now, version: now.version + 1, draft: body as Draft }
    return versioned(now)
  })
  hub.answer(`GET ${at}/sites`, () => json({ items: [site] }))
  hub.answer(`GET ${at}/suppliers`, () => json({ items: [] }))
  hub.answer(`GET ${at}/board`, () => json({ counts: [], items: [] }))
  return {
    now: () => now,
    /** A colleague saves. */
    other: (change: Draft) => {
      now = { ...now, version: now.version + 1, draft: { ...now.draft, ...change } }
    },
    judge: (change: Partial<typeof now>) => {
      now = { ...now, ...change }
    },
  }
}
const draw = (seat = buyer) => drawSigned(Page, '/c/$company/file', { texts: ['file', 'trading'], seats: [seat] })
const saves = () => hub.sent(`PUT ${at}/file`) as Draft[]
const field = (name: string) => page.getByRole('textbox', { name, exact: true })

beforeEach(() => changeApplication(company, { chosen: [], note: '', notes: {} }))

test('it saves by itself once typing rests, and says when', async () => {
  keeps()
  await draw()
  await field('Trade name').fill('Corner')
  await expect.element(page.getByText(/^Saved \d\d:\d\d/)).toBeVisible()
  expect(saves()).toHaveLength(1)
  expect(saves()[0]).toMatchObject({ legal_name: 'Corner Shop Ltd', trade_name: 'Corner', country: 'CN' })
  await page.getByRole('button', { name: 'Bearings' }).click()
  await page.getByRole('switch', { name: 'Share bank details' }).click()
  await expect.poll(() => saves().at(-1)).toMatchObject({ trades: ['bearings'], share_bank: true })
  await everywhere()
})

test('the check of the tax number is the hub’s, and only of what stands there now', async () => {
  const hubFile = keeps()
  await draw()
  await field('Tax number').fill('91310000MA1FL0PX1')
  hubFile.judge({ tax_check: { verdict: 'wrong', kind: 'uscc' }, problems: [{ path: '/tax_number', code: 'wrong_check_digit', message: '', severity: 'wrong' }] })
  await expect.element(page.getByText('the check digit does not fit', { exact: false }).first()).toBeVisible()
  await expect.element(page.getByText('Does not fit: Unified Social Credit Code')).toBeVisible()
  await expect.element(field('Tax number')).toHaveAttribute('aria-invalid', 'true')
  await clean()
})

test('a colleague saved other fields: both are kept, nobody is asked', async () => {
  const hubFile = keeps()
  await draw()
  await expect.element(field('Phone').first()).toBeVisible()
  hubFile.other({ website: 'https://corner.example' })
  await field('Trade name').fill('Corner')
  await expect.element(field('Website')).toHaveValue('https://corner.example')
  await expect.poll(() => hubFile.now().draft).toMatchObject({ trade_name: 'Corner', website: 'https://corner.example' })
})

test('a colleague saved the same field: it is asked, and the answer is saved', async () => {
  const hubFile = keeps()
  await draw()
  await expect.element(field('Trade name')).toBeVisible()
  hubFile.other({ trade_name: 'Theirs', website: 'https://corner.example' })
  await field('Trade name').fill('Mine')
  await expect.element(page.getByRole('dialog')).toHaveTextContent('1 place needs you')
  await clean()
  await page.getByRole('radio', { name: /Mine/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => hubFile.now().draft).toMatchObject({ trade_name: 'Mine', website: 'https://corner.example' })
})

test('no network: it says what is safe, keeps it on this device, and takes it up again', async () => {
  keeps()
  hub.answer(`PUT ${at}/file`, () => problem(503, 'hub.unavailable'))
  const first = await draw()
  await field('Trade name').fill('Not lost')
  await expect.element(page.getByRole('alert')).toHaveTextContent('What you typed is kept on this device.')
  await clean()
  await first.unmount()
  keeps()
  await draw()
  await expect.element(field('Trade name')).toHaveValue('Not lost')
  await expect.poll(() => saves().at(-1)).toMatchObject({ trade_name: 'Not lost' })
  await expect.poll(() => localStorage.getItem(`hub.file.${company}`)).toBeNull()
})

test('what cannot be saved yet is marked, waits, and takes nothing else along', async () => {
  keeps()
  await draw()
  await page.getByRole('button', { name: 'Add a contact' }).click()
  await page.getByRole('listitem', { name: 'Contact 1' }).getByLabelText('Phone').fill('+86 21 5555')
  await field('Founded').fill('1998年4月')
  await expect.poll(() => saves().at(-1)).toMatchObject({ founded: '1998-04', contacts: [] })
  await expect.element(page.getByText('Needs a name before it can be saved')).toBeVisible()
  await expect.element(page.getByText('1 field cannot be saved yet and stays on this device.')).toBeVisible()
  await page.getByRole('listitem', { name: 'Contact 1' }).getByLabelText('Name').fill('Lin')
  await expect.poll(() => saves().at(-1)).toMatchObject({ contacts: [{ name: 'Lin', role: 'general', phone: '+86 21 5555' }] })
})

test('says what is missing for whom, and sends for verification only when nothing is', async () => {
  const hubFile = keeps(file({ problems: [{ path: '/tax_number', code: 'required', message: '', severity: 'missing' }] }))
  const asking = [card(1, { asks: ['tax_number', 'document:licence'], missing: ['tax_number', 'document:licence'] }), card(2, { asks: ['tax_number'], missing: ['tax_number'] })]
  hub.answer(`GET ${at}/suppliers`, () => json({ items: asking }))
  changeApplication(company, { chosen: asking.map((c) => c.supplier) })
  await draw()
  await expect.element(page.getByText('2 things are missing for 2 of your suppliers')).toBeVisible()
  await expect.element(page.getByText('1 thing before it can be verified')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Send for verification' })).toBeDisabled()
  hubFile.judge({ problems: [], complete: true })
  hub.answer(`GET ${at}/suppliers`, () => json({ items: [] }))
  hub.answer(`POST ${at}/file/submission`, () => versioned({ ...hubFile.now(), state: 'submitted' }))
  await field('Tax number').fill('91310000MA1FL0PX1K')
  await page.getByRole('button', { name: 'Send for verification' }).click()
  await expect.element(page.getByText('Being verified')).toBeVisible()
})

test('a verified file that changed says what suppliers read, and what waits', async () => {
  const hubFile = keeps(file({ state: 'verified', verified_at: '2026-11-02T03:00:00Z', shared_with: 2 }))
  await draw()
  await expect.element(page.getByText('2 suppliers read the verified file.')).toBeVisible()
  await expect.element(page.getByText(/This file is verified/)).toBeVisible()
  hubFile.judge({ state: 'draft', changes: ['trade_name', 'bank', 'documents'], complete: true })
  await field('Trade name').fill('Corner')
  await expect.element(page.getByText('Suppliers read the file as it was verified on 2026-11-02. Changes not handed in yet: Trade name, Bank, Documents.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Send for verification' })).toBeEnabled()
  await everywhere()
  hub.answer(`POST ${at}/file/submission`, () => versioned({ ...hubFile.now(), state: 'submitted' }))
  await page.getByRole('button', { name: 'Send for verification' }).click()
  await expect.element(page.getByText(/until the hub has looked at the changes: Trade name, Bank, Documents\.$/)).toBeVisible()
})

test('an archived address can be brought back', async () => {
  keeps()
  let archived: string | undefined = '2026-11-02T03:00:00Z'
  hub.answer(`GET ${at}/sites`, () => json({ items: [site, { ...site, id: 'sit_2', archived_at: archived, site: { ...site.site, name: 'Old store' } }] }))
  hub.answer(`POST ${at}/sites/sit_2/restoration`, () => {
    archived = undefined
    return json({})
  })
  await draw()
  await page.getByText('Archived addresses (1)').click()
  await expect.element(page.getByRole('button', { name: 'Change Old store' })).not.toBeInTheDocument()
  await clean()
  await page.getByRole('button', { name: 'Restore Old store' }).click()
  await expect.element(page.getByText('Old store is in use again.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Change Old store' })).toBeVisible()
  await expect.element(page.getByText(/^Archived addresses/)).not.toBeInTheDocument()
})

test('an address: what is missing is said at its field, and the country is that of the company', async () => {
  keeps()
  hub.answer(`POST ${at}/sites`, () => json({ ...site, id: 'sit_2' }, 201))
  await draw()
  await expect.element(page.getByText('1 High Street, LS1 Leeds, United Kingdom')).toBeVisible()
  await page.getByRole('button', { name: 'Add an address' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabelText('Name').fill('Warehouse')
  await dialog.getByLabelText('City').fill('Shanghai')
  await userEvent.keyboard('{Enter}')
  await expect.element(dialog.getByLabelText('Street and number')).toHaveAttribute('aria-invalid', 'true')
  await clean()
  await dialog.getByLabelText('Street and number').fill('1 Bund')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('Warehouse saved.')).toBeVisible()
  expect(hub.sent(`POST ${at}/sites`)).toEqual([{ name: 'Warehouse', kind: 'delivery', country: 'CN', city: 'Shanghai', street: '1 Bund', is_default: false }])
})

test('a document that is refused says why and can be sent again; the others stay', async () => {
  keeps(file({ documents: [{ id: 'doc_1', kind: 'licence', name: 'licence.pdf', content_type: 'application/pdf', size: 20480, created_at: '2026-11-22T03:00:00Z' }] }))
  await draw()
  await expect.element(page.getByRole('link', { name: 'licence.pdf' })).toHaveAttribute('href', `${at}/file/documents/doc_1`)
  await userEvent.upload(page.getByLabelText('Tax certificate'), new File(['x'], 'tax.exe', { type: 'application/x-msdownload' }))
  await expect.element(page.getByText('Not taken, wrong kind or too large: tax.exe')).toBeVisible()
  await clean()
})

test('whoever may only read gets no fields to type in', async () => {
  keeps()
  await draw({ ...buyer, roles: ['approver'], permissions: ['trading.file.read'] })
  await expect.element(field('Trade name')).toBeDisabled()
  await expect.element(page.getByText(/^Your role reads this file/)).toBeVisible()
  expect(page.getByRole('button', { name: /Send for|Add an address/ }).elements()).toEqual([])
})

test('a file nobody has touched begins with what the company has said already', async () => {
  keeps(file({ version: 0, draft: {} }))
  hub.answer(`GET ${at}`, () => new Response(JSON.stringify({ id: company, name: 'Corner Shop', country: 'GB', parts: ['buyer'], state: 'open', phone: '+44 1', created_at: '2026-11-22T03:00:00Z' }), { headers: { 'Content-Type': 'application/json', ETag: '"1"' } }))
  await draw()
  await expect.element(field('Legal name')).toHaveValue('Corner Shop')
  await expect.poll(() => saves().at(-1)).toMatchObject({ legal_name: 'Corner Shop', country: 'GB', phone: '+44 1' })
  await expect.element(page.getByText(/^Saved \d\d:\d\d/)).toBeVisible()
})
