import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page as One } from './ImportPage'
import { Page as List } from './Imports'

const hub = fakeHub()
const at = `/api/companies/${company}`
const one = `${at}/customer-imports/%24import`
const counts = (change = {}) => ({ rows_in: 0, waiting: 0, created: 0, merged: 0, flagged: 0, dropped: 0, ...change })
const staged = {
  id: '$import', file_name: 'customers.csv', state: 'staged', encoding: 'GB18030', counts: counts(), created_at: '2026-11-22T03:00:00Z', created_by: 'Sam',
  sheets: [{
    name: '', rows: 2, header_row: 2, sample: [['1', 'Ash', '020'], ['2', 'Birch', '021']],
    columns: [
      { index: 0, header: 'No', field: 'code', confidence: 'sure', samples: ['1', '2'] },
      { index: 1, header: 'Name', field: 'name', confidence: 'learned', samples: ['Ash'] },
      { index: 2, header: 'Tel', field: 'note', confidence: 'guess', samples: ['020'] },
    ],
  }],
}
const line = (n: number, email: string, change = {}) => ({
  line: n, outcome: 'flagged', cells: [{ field: 'name', value: `Ash ${n}` }, { field: 'email', value: email }], problems: [{ field: 'email', code: 'email', message: 'No address.' }], ...change,
})
const done = { ...staged, state: 'done', sheets: undefined, counts: counts({ rows_in: 812, created: 790, merged: 20, flagged: 2 }) }
const texts = ['imports', 'customers', 'job']
const draw = () => drawSigned(One, '/c/$company/customers/imports/$import', { texts, seats: [supplier()] })

function answers(now: unknown) {
  hub.answer(`GET ${one}`, () => json(now))
  hub.answer(`GET ${at}/groups`, () => json({ items: [] }))
  hub.answer(`GET ${at}/seats`, () => json({ items: [] }))
}

test('rows that are pasted are brought like a file', async () => {
  hub.answer(`GET ${at}/customer-imports`, () => json({ items: [] }))
  hub.answer(`POST ${at}/customer-imports`, () => json(staged, 201))
  // What is sent is no JSON: only its kind is looked at.
  const kinds: (string | null)[] = []
  const real = globalThis.fetch
  globalThis.fetch = async (input) => {
    const request = input as Request
    if (request.method !== 'POST') return real(input)
    kinds.push(request.headers.get('Content-Type'))
    expect(await request.clone().text()).toBe('Name\tTel\nAsh\t020')
    expect(new URL(request.url).searchParams.get('name')).toBe('Pasted rows.tsv')
    return json(staged, 201)
  }
  await drawSigned(List, '/c/$company/customers/imports', { texts, seats: [supplier()] })
  await expect.element(page.getByText('No list was imported yet.')).toBeVisible()
  await clean()
  const data = new DataTransfer()
  data.setData('text/plain', 'Name\tTel\nAsh\t020')
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent('/customers/imports/%24import')
  expect(kinds).toEqual(['text/tab-separated-values'])
})

test('the guess stands over the real rows; what is wrong is chosen again, and nothing is taken in before', async () => {
  answers(staged)
  hub.answer(`POST ${at}/customer-imports/%24import/commit`, () => json({ ...staged, state: 'running', job: 'job_1' }, 202))
  await draw()
  await expect.element(page.getByRole('combobox', { name: 'Column “Tel” is' })).toHaveValue('note')
  await expect.element(page.getByText('a guess, please check')).toBeVisible()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Column “Tel” is' }), 'Phone')
  await expect.element(page.getByText('chosen by you')).toBeVisible()
  await clean()
  await page.getByRole('button', { name: 'Take 2 rows in' }).click()
  await expect.poll(() => hub.sent(`POST ${one}/commit`)).toEqual([
    { sheet: '', header_row: 2, columns: [{ index: 0, field: 'code' }, { index: 1, field: 'name' }, { index: 2, field: 'phone' }] },
  ])
})

test('without a name and a code it says what is missing', async () => {
  answers(staged)
  await draw()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Column “Name” is' }), 'Leave out')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Column “No” is' }), 'Leave out')
  await expect.element(page.getByText('Say which column holds the name or the code.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: /Take .* in/ })).toBeDisabled()
})

test('while it runs it is followed, and can be left', async () => {
  answers({ ...staged, state: 'running', job: 'job_1', counts: counts({ rows_in: 812, created: 300, waiting: 512 }) })
  hub.answer(`GET ${at}/jobs/job_1`, () => json({ id: 'job_1', kind: 'customer_import', state: 'running', done: 300, total: 812, created_at: '2026-11-22T03:00:00Z', started_at: '2026-11-22T03:00:00Z', file_name: 'customers.csv' }))
  await draw()
  await expect.element(page.getByRole('progressbar')).toBeVisible()
  await expect.element(page.getByText(/goes on when you leave/)).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Cancel customers.csv' })).toBeVisible()
  await clean()
})

test('rows in are all accounted for; flagged ones are mended in place and tried again', async () => {
  answers(done)
  hub.answer(`GET ${one}/lines`, () => json({ items: [line(4, 'x'), line(9, 'y@')] }))
  hub.answer(`PATCH ${one}/lines`, () => json({ items: [line(4, 'ash@x.example', { outcome: 'created', problems: [] })], counts: counts({ rows_in: 812, created: 791, merged: 20, flagged: 1 }) }))
  await draw()
  await expect.element(page.getByRole('group', { name: 'Rows in and what became of them' })).toHaveTextContent('812Rows in=790Created+20Merged+2Flagged')
  await page.getByRole('gridcell', { name: 'x', exact: true }).click()
  await userEvent.keyboard('ash@x.example{Enter}')
  await clean()
  await page.getByRole('button', { name: 'Try 1 row again' }).click()
  await expect.element(page.getByText('1 row is settled.')).toBeVisible()
  expect(hub.sent(`PATCH ${one}/lines`)).toEqual([{ lines: [{ line: 4, cells: [{ field: 'email', value: 'ash@x.example' }] }] }])
})

test('a line is left out', async () => {
  answers(done)
  hub.answer(`GET ${one}/lines`, () => json({ items: [line(4, 'x')] }))
  hub.answer(`PATCH ${one}/lines`, () => json({ items: [line(4, 'x', { outcome: 'dropped', problems: [] })], counts: counts({ rows_in: 812, created: 790, merged: 20, flagged: 1, dropped: 1 }) }))
  await draw()
  await page.getByRole('button', { name: 'Leave out row 4' }).click()
  await expect.poll(() => hub.sent(`PATCH ${one}/lines`)).toEqual([{ lines: [{ line: 4, drop: true }] }])
})
