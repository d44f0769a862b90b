import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page as Application } from './Application'
import { Page as Queue } from './Queue'

const hub = fakeHub()
const at = `/api/companies/${company}`
const one = `${at}/relationships/%24buyer`
const buyer = (n: string) => `com_06evk3q2b5vt8h0000000000${n}`
const row = (id: string, name: string, change = {}) => ({
  buyer: { id, name }, state: 'applied', version: 1, etag: '"1"', file_verified: true, flags: ['duplicate', 'territory'], country: 'GB', note: 'We fix lifts.',
  applied_at: '2026-11-20T03:00:00Z', changed_at: '2026-11-20T03:00:00Z', ...change,
})
const lin = row(buyer('b1'), 'Lin Lifts')
const grants = { default: { level: 'default', grant: { price: 'own' }, version: 1, affects: 3 }, groups: [], customers: [] }
const detail = (change = {}) => ({
  row: lin, may: ['approve', 'ask_more', 'reject'], suggested_code: 'C-0007',
  checks: [
    { kind: 'verified', verdict: 'good', file_state: 'verified' },
    { kind: 'duplicate', verdict: 'warn', customers: [{ customer: { id: 'cus_1', code: 'K-12', name: 'Lin Lifts Ltd' }, because: ['tax_number', 'phone'] }] },
    { kind: 'blocked', verdict: 'stop', blocks: [{ id: 'blo_1', kind: 'name', value: 'lin', reason: 'Owes us', created_at: '2026-01-01T00:00:00Z' }] },
  ],
  events: [{ at: '2026-11-20T03:00:00Z', side: 'buyer', act: 'apply', state: 'applied', version: 1 }],
  file: { version: 4, sites: [], documents: [{ id: 'doc_1', kind: 'licence', name: 'licence.pdf', content_type: 'application/pdf', size: 90_000, created_at: '2026-11-20T03:00:00Z' }], file: { legal_name: 'Lin Lifts Limited', tax_number: 'GB123456789' } },
  ...change,
})
const versioned = (body: unknown, etag: string) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ETag: etag } })

function answers() {
  hub.answer(`GET ${at}/relationships`, () => json({ counts: [{ state: 'applied', count: 2 }, { state: 'approved', count: 9 }], items: [lin, row(buyer('b2'), 'Moss Motors', { flags: [], file_verified: false, note: '' })] }))
  hub.answer(`GET ${one}`, () => versioned(detail(), '"1"'))
  hub.answer(`GET ${at}/groups`, () => json({ items: [{ id: 'grp_1', name: 'Trade', terms: {}, position: 0, customers: 4, connected: 2, has_grant: false, version: 1, updated_at: '2026-11-20T03:00:00Z' }] }))
  hub.answer(`GET ${at}/seats`, () => json({ items: [{ id: 'sea_9', person: 'per_9', name: 'Sam Sales', email: 'sam@x.example', roles: ['sales'], created_at: '2026-11-20T03:00:00Z' }] }))
  hub.answer(`GET ${at}/grants`, () => json(grants))
  hub.answer(`GET ${at}/sheet/categories`, () => json({ items: [{ name: 'fasteners', items: 3 }] }))
}
const texts = ['queue', 'customers', 'grants', 'offers', 'trading']
const drawQueue = (search = '') => drawSigned(Queue, '/c/$company/applications', { texts, seats: [supplier()], search })
const drawOne = (search = '', seat = supplier()) => drawSigned(Application, '/c/$company/applications/$buyer', { texts, seats: [seat], search })

test('those who wait, with what the checks found in words', async () => {
  answers()
  await drawQueue()
  const lift = page.getByRole('row', { name: /Lin Lifts/ })
  await expect.element(lift).toHaveTextContent('Known customer?')
  await expect.element(lift).toHaveTextContent('Outside the territory')
  await expect.element(lift).toHaveTextContent('We fix lifts.')
  await expect.element(page.getByRole('combobox', { name: 'Which applications' })).toHaveTextContent('Approved (9)')
  await clean()
})

test('arrows move among the rows, and a letter begins the decision', async () => {
  answers()
  await drawQueue()
  await expect.element(page.getByRole('link', { name: 'Moss Motors' })).toBeVisible()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  await expect.element(page.getByRole('link', { name: 'Moss Motors' })).toHaveFocus()
  await userEvent.keyboard('{ArrowUp}a')
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent(`/c/${company}/applications/${buyer('b1')}?act=approve`)
})

test('letters typed into the search decide nothing', async () => {
  answers()
  await drawQueue()
  await userEvent.type(page.getByRole('searchbox'), 'a')
  expect(page.getByTestId('elsewhere').elements()).toEqual([])
})

test('everything a decision needs stands on one page; a stop comes first', async () => {
  answers()
  await drawOne()
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Lin Lifts')
  const checks = page.getByRole('listitem').elements().map((e) => e.textContent ?? '').filter((t) => /blocked list|customers you have|verified this file/.test(t))
  expect(checks[0]).toMatch(/Owes us/)
  await expect.element(page.getByText('Same tax number, phone number.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Download licence.pdf' })).toBeVisible()
  await clean()
})

test('approving takes the customer that the check found, and what was not touched is not sent', async () => {
  answers()
  hub.answer(`POST ${one}/decision`, () => versioned(detail({ row: { ...lin, state: 'approved' }, may: ['suspend', 'close'] }), '"2"'))
  await drawOne('?act=approve')
  await expect.element(page.getByRole('radio', { name: /Lin Lifts Ltd/ })).toBeChecked()
  await clean()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect.element(page.getByText('Lin Lifts is approved.')).toBeVisible()
  expect(hub.sent(`POST ${one}/decision`)).toEqual([{ decision: 'approve', customer: { id: 'cus_1' } }])
  expect(hub.calls.find((c) => c.name === `POST ${one}/decision`)?.headers.get('If-Match')).toBe('"1"')
})

test('a new customer needs a code; the suggested one stands there', async () => {
  answers()
  hub.answer(`POST ${one}/decision`, () => versioned(detail({ may: [] }), '"2"'))
  await drawOne('?act=approve')
  await page.getByRole('radio', { name: 'A new customer' }).click()
  await expect.element(page.getByLabelText('Customer code')).toHaveValue('C-0007')
  await userEvent.clear(page.getByLabelText('Customer code'))
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect.element(page.getByText('Needed.')).toBeVisible()
  await userEvent.fill(page.getByLabelText('Customer code'), 'N-1')
  await userEvent.selectOptions(page.getByLabelText('Group'), 'Trade')
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect.poll(() => hub.sent(`POST ${one}/decision`)).toEqual([{ decision: 'approve', customer: { code: 'N-1', name: 'Lin Lifts' }, group: 'grp_1', region: '', salesperson: '' }])
})

test('a colleague was faster: it is said, and nothing is decided twice', async () => {
  answers()
  const rejected = detail({ row: { ...lin, state: 'rejected', etag: '"2"' }, may: [], events: [{ at: '2026-11-22T03:00:00Z', side: 'supplier', act: 'reject', state: 'rejected', reason: 'Too far away.', version: 1 }] })
  hub.answer(`POST ${one}/decision`, () => {
    hub.answer(`GET ${one}`, () => versioned(rejected, '"2"'))
    return problem(412, 'hub.stale')
  })
  await drawOne('?act=approve')
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Somebody was faster')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Too far away.')
  await expect.element(page.getByRole('dialog').getByRole('button', { name: 'Approve' })).toBeDisabled()
  expect(hub.sent(`POST ${one}/decision`)).toHaveLength(1)
})

test('rejecting needs a reason; a usual sentence is one choice away', async () => {
  answers()
  hub.answer(`POST ${one}/decision`, () => versioned(detail({ row: { ...lin, state: 'rejected' }, may: [] }), '"2"'))
  await drawOne()
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible()
  await userEvent.keyboard('r')
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await expect.element(page.getByText('At least 3 letters.')).toBeVisible()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Put in a usual sentence' }), 'We do not deliver to your region.')
  await clean()
  await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
  await expect.element(page.getByText('Lin Lifts is rejected.')).toBeVisible()
  expect(hub.sent(`POST ${one}/decision`)).toEqual([{ decision: 'reject', reason: 'We do not deliver to your region.' }])
})

test('suspending is taken back with one press', async () => {
  answers()
  hub.answer(`GET ${one}`, () => versioned(detail({ row: { ...lin, state: 'approved' }, may: ['suspend', 'close'] }), '"5"'))
  hub.answer(`POST ${one}/decision`, () => versioned(detail({ row: { ...lin, state: 'suspended', etag: '"6"' }, may: ['reopen', 'close'] }), '"6"'))
  await drawOne('?act=suspend')
  await userEvent.fill(page.getByLabelText('Reason'), 'Overdue invoices')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(`POST ${one}/decision`)).toEqual([{ decision: 'suspend', reason: 'Overdue invoices' }, { decision: 'reopen' }])
})

test('whoever may not decide sees no acts', async () => {
  answers()
  await drawOne('?act=approve', supplier({ roles: ['finance'], permissions: ['trading.relationship.read'] }))
  await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(page.getByRole('button', { name: /^(Approve|Reject|Ask for more)$/ }).elements()).toEqual([])
  expect(page.getByRole('dialog').elements()).toEqual([])
})
