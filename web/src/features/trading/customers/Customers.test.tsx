import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page as One } from './CustomerPage'
import { Page as List } from './Customers'

const hub = fakeHub()
const at = `/api/companies/${company}`
const one = `${at}/customers/%24customer`
const row = (id: string, name: string, change = {}) => ({ id, code: id.toUpperCase(), name, state: 'unclaimed', tags: [], source: 'import', created_at: '2026-11-20T03:00:00Z', updated_at: '2026-11-20T03:00:00Z', ...change })
const trade = { id: 'grp_1', name: 'Trade', terms: {}, position: 0, customers: 4, connected: 2, has_grant: false, version: 1, updated_at: '2026-11-20T03:00:00Z' }
const rows = [row('cus_a', 'Ash & Co', { group: { id: 'grp_2', name: 'Retail' } }), row('cus_b', 'Birch Ltd', { state: 'connected' })]
const customer = (change = {}, own = {}) => ({
  customer: row('cus_a', 'Ash & Co', own), note: '', address: '1 Mill Lane', terms: { payment: 'days', payment_days: 30 }, effective_terms: { payment: 'days', payment_days: 30, currency: 'EUR' },
  terms_sources: [{ field: 'payment', level: 'own' }, { field: 'currency', level: 'group', name: 'Trade' }], branches: [{ id: 'cus_c', code: 'CUS_C', name: 'Ash North' }], branch_count: 1,
  head_offices: [{ id: 'cus_h', code: 'CUS_H', name: 'Ash Holding' }], version: 3, may_delete: true, ...change,
})
const versioned = (body: unknown, etag: string) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ETag: etag } })
const texts = ['customers', 'queue', 'grants', 'invites', 'notices', 'offers', 'trading', 'job']

function answers() {
  hub.answer(`GET ${at}/customers`, () => json({ items: rows, total: 2, counts: [{ state: 'unclaimed', count: 1 }, { state: 'connected', count: 1 }] }))
  hub.answer(`GET ${at}/groups`, () => json({ items: [trade] }))
  hub.answer(`GET ${at}/seats`, () => json({ items: [] }))
  hub.answer(`GET ${one}`, () => versioned(customer(), '"3"'))
}
const drawList = (search = '', seat = supplier()) => drawSigned(List, '/c/$company/customers', { texts, seats: [seat], search })
const drawOne = (search = '') => drawSigned(One, '/c/$company/customers/$customer', { texts, seats: [supplier()], search })

test('the list shows who they are and where they stand', async () => {
  answers()
  await drawList()
  await expect.element(page.getByRole('row', { name: /Birch Ltd/ })).toHaveTextContent('Connected')
  await expect.element(page.getByText('2 customers')).toBeVisible()
  await clean()
})

test('a group is set for many, and given back to each as it was', async () => {
  answers()
  hub.answer(`POST ${at}/customers/bulk`, () => json({ matched: 2, changed: 2, skipped: [] }))
  await drawList()
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await page.getByRole('button', { name: 'Group…' }).click()
  await userEvent.selectOptions(page.getByRole('dialog').getByLabelText('Group'), 'Trade')
  await clean()
  await page.getByRole('button', { name: 'Set the group' }).click()
  await page.getByRole('listitem').filter({ hasText: '2 customers changed.' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(`POST ${at}/customers/bulk`)).toEqual([
    { action: 'set_group', customers: ['cus_a', 'cus_b'], group: 'grp_1' },
    { action: 'set_group', customers: ['cus_a'], group: 'grp_2' },
    { action: 'set_group', customers: ['cus_b'], group: '' },
  ])
})

test('those that could not be changed are named with the reason', async () => {
  answers()
  hub.answer(`POST ${at}/customers/bulk`, () => json({ matched: 2, changed: 1, skipped: [{ customer: { id: 'cus_b', code: 'CUS_B', name: 'Birch Ltd' }, code: 'x', message: 'Would be its own head office.' }] }))
  await drawList()
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await page.getByRole('button', { name: 'Block…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('1 of 2 were changed')
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Would be its own head office.')
})

test('all that a filter finds are meant by the filter, and that has no way back', async () => {
  answers()
  hub.answer(`GET ${at}/customers`, () => json({ items: rows, total: 812, next: 'more', counts: [] }))
  hub.answer(`POST ${at}/customers/bulk`, () => json({ matched: 812, changed: 812, skipped: [] }))
  await drawList('?q=ash')
  await page.getByRole('checkbox', { name: 'Select all' }).click()
  await page.getByRole('button', { name: 'Choose all 812' }).click()
  await page.getByRole('button', { name: 'Salesperson…' }).click()
  await page.getByRole('button', { name: 'Set the salesperson' }).click()
  await expect.poll(() => hub.sent(`POST ${at}/customers/bulk`)).toEqual([{ action: 'set_salesperson', filter: { q: 'ash' }, salesperson: '' }])
  await expect.element(page.getByText('812 customers changed.')).toBeVisible()
  expect(page.getByRole('listitem').filter({ hasText: '812 customers changed.' }).getByRole('button', { name: 'Undo' }).elements()).toEqual([])
})

test('an export runs as a job that is followed here', async () => {
  answers()
  const job = { id: 'job_1', kind: 'customer_export', state: 'running', done: 1, total: 2, created_at: '2026-11-22T03:00:00Z', file_name: 'customers.xlsx' }
  hub.answer(`POST ${at}/customers/export`, () => json(job, 202))
  hub.answer(`GET ${at}/jobs/job_1`, () => json(job))
  await drawList()
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'As an Excel file' }).click()
  await expect.element(page.getByText('customers.xlsx')).toBeVisible()
  expect(hub.sent(`POST ${at}/customers/export`)).toEqual([{ format: 'xlsx', locale: 'en', filter: {} }])
})

test('whoever may only read chooses and changes nothing', async () => {
  answers()
  await drawList('?new=true', supplier({ roles: ['finance'], permissions: ['trading.customer.read'] }))
  await expect.element(page.getByRole('row', { name: /Birch/ })).toBeVisible()
  expect(page.getByRole('checkbox').elements()).toEqual([])
  expect(page.getByRole('dialog').elements()).toEqual([])
})

test('one customer: the record, and the tree it stands in', async () => {
  answers()
  await drawOne()
  await expect.element(page.getByRole('link', { name: /Ash Holding/ })).toBeVisible()
  await expect.element(page.getByRole('link', { name: /Ash North/ })).toBeVisible()
  expect(page.getByRole('tab').elements().map((e) => e.textContent)).toEqual(['Overview', 'Terms', 'Prices', 'What they see', 'Invitations'])
  await clean()
})

test('terms say where they come from; saving them can be taken back', async () => {
  answers()
  hub.answer(`PATCH ${one.replace('%24customer', 'cus_a')}`, (body) => versioned(customer(body as object), '"4"'))
  await drawOne('?tab=terms')
  await expect.element(page.getByText('from the group Trade')).toBeVisible()
  await userEvent.fill(page.getByLabelText('Days', { exact: true }), '４５')
  await page.getByRole('button', { name: 'Save the terms' }).click()
  await page.getByRole('listitem').filter({ hasText: 'The terms are saved.' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(`PATCH ${one.replace('%24customer', 'cus_a')}`)).toEqual([{ terms: { payment: 'days', payment_days: 45 } }, { terms: { payment: 'days', payment_days: 30 } }])
  await clean()
})

test('two people change the same field: it is asked which stands', async () => {
  answers()
  const patch = `PATCH ${one.replace('%24customer', 'cus_a')}`
  hub.answer(patch, () => {
    hub.answer(`GET ${one.replace('%24customer', 'cus_a')}`, () => versioned(customer({}, { name: 'Ash Brothers', phone: '+44 20 7946 0000' }), '"4"'))
    hub.answer(patch, () => versioned(customer({}, { name: 'Ash Sisters' }), '"5"'))
    return problem(412, 'hub.stale')
  })
  await drawOne('?edit=true')
  await userEvent.fill(page.getByRole('dialog').getByLabelText('Name'), 'Ash Sisters')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Ash Brothers')
  await expect.element(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  await clean()
  await page.getByRole('radio', { name: /Ash Sisters/ }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByText('Ash Sisters is saved.')).toBeVisible()
  expect(hub.sent(patch)).toEqual([{ name: 'Ash Sisters' }, { name: 'Ash Sisters' }])
  expect(hub.calls.filter((c) => c.name === patch).map((c) => c.headers.get('If-Match'))).toEqual(['"3"', '"4"'])
})
