import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean, compose, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page as One } from './ImportPage'
import { Page as List } from './Imports'
import type { Counts, Import, Line } from './queries'

const hub = fakeHub()
const at = `/api/companies/${company}`
const one = `${at}/imports/%24import`
const texts = ['integration', 'job']
const counts = (change: Partial<Counts> = {}): Counts => ({ lines_in: 0, new: 0, changed: 0, unchanged: 0, flagged: 0, dropped: 0, withdrawn: 0, remarks: [], ...change })
const figures = counts({ lines_in: 42, new: 30, changed: 5, unchanged: 4, flagged: 2, dropped: 1, withdrawn: 420 })
const staged: Import = {
  id: '$import', file_name: 'list.csv', size: 900, state: 'staged', format: 'csv', encoding: 'windows-1252', encoding_sure: false, delimiter: ';', header_line: 2, sheet: 0, currency: 'EUR',
  sheets: [{ index: 0, name: '', hidden: false }], counts: counts(), guards: [], created_at: '2026-11-22T03:00:00Z', created_by: 'Sam',
  columns: [
    { index: 0, heading: 'Nr', field: 'sku', confidence: 0.59, reason: 'heading_alike', examples: ['A1'] },
    { index: 1, heading: 'Text', field: 'name', confidence: 1, reason: 'learned', examples: ['Bolt'] },
    { index: 2, heading: 'Preis', field: 'price', confidence: 0.98, reason: 'heading_same', numbers: 'unsure', examples: ['1,234'] },
    { index: 3, heading: 'ab', field: 'skip', confidence: 0, reason: 'none', numbers: 'comma', examples: ['1,10'] },
  ],
  sample: [{ line: 1, cells: ['Farnwell'] }, { line: 2, cells: ['Nr', 'Text', 'Preis', 'ab'] }, { line: 3, cells: ['A1', 'Bolt', '1,234', '1,10'] }],
}
const choice: Import['choice'] = { columns: [{ index: 0, field: 'sku' }, { index: 2, field: 'price', numbers: 'comma' }] }
const judged: Import = { ...staged, state: 'judged', counts: figures, choice }
const line = (n: number, outcome: Line['outcome'], change: Partial<Line> = {}): Line => ({ line: n, outcome, sku: `A${n}`, name: `Bolt ${n}`, cells: [], problems: [], changes: [], ...change })
const seat = (change = {}) => supplier(change)
const draw = (search = '') => drawSigned(One, '/c/$company/imports/$import', { texts, seats: [seat()], search })
const shows = (now: Import) => hub.answer(`GET ${one}`, () => json(now))

/** An upload of the test's own: `fetch` cannot tell how far it is. */
class Upload extends EventTarget {
  static last: Upload
  upload = new EventTarget()
  status = 201
  response = new Blob([JSON.stringify(staged)])
  responseType = ''
  sent: unknown
  address = ''
  headers: Record<string, string> = {}
  constructor() {
    super()
    Upload.last = this
  }
  open(_: string, address: string) {
    this.address = address
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name.toLowerCase()] = value
  }
  getResponseHeader(name: string) {
    return name === 'Content-Type' ? 'application/json' : null
  }
  send(body: unknown) {
    this.sent = body
  }
  abort() {
    this.dispatchEvent(new Event('abort'))
  }
}
beforeEach(() => vi.stubGlobal('XMLHttpRequest', Upload))
afterEach(() => vi.unstubAllGlobals())

const list = () => drawSigned(List, '/c/$company/imports', { texts, seats: [seat()] })
const paste = (text: string) => {
  const data = new DataTransfer()
  data.setData('text/plain', text)
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}

test('pasted rows are sent as a file that shows how far it is, and lead to its columns', async () => {
  hub.answer(`GET ${at}/imports`, () => json({ items: [] }))
  hub.answer('GET /api/session', () => json({}))
  await list()
  await expect.element(page.getByText(/No price file yet/)).toBeVisible()
  await everywhere()
  paste('Nr\tPreis\nA1\t1,2')
  await expect.element(page.getByText('0% sent')).toBeVisible()
  await expect.poll(() => Upload.last?.sent).toBeInstanceOf(Blob)
  Upload.last.upload.dispatchEvent(new ProgressEvent('progress', { lengthComputable: true, loaded: 42, total: 100 }))
  await expect.element(page.getByText('42% sent')).toBeVisible()
  await clean()
  expect(Upload.last.address).toBe(`${at}/imports?name=Pasted%20rows.tsv`)
  expect(Upload.last.headers).toMatchObject({ 'x-hub-request': '1', 'content-type': 'text/tab-separated-values' })
  expect(await (Upload.last.sent as Blob).text()).toBe('Nr\tPreis\nA1\t1,2')
  Upload.last.dispatchEvent(new Event('load'))
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent('/imports/%24import')
})

test('an upload can be stopped, and a refusal is said where the file was dropped', async () => {
  hub.answer(`GET ${at}/imports`, () => json({ items: [] }))
  hub.answer('GET /api/session', () => json({}))
  await list()
  paste('a\tb\nc\td')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.element(page.getByText(/Drop a price file/)).toBeVisible()
  expect(page.getByRole('alert').elements().filter((e) => e.textContent)).toEqual([])
  const stopped = Upload.last
  paste('a\tb\nc\td')
  await expect.poll(() => Upload.last !== stopped && Upload.last.sent).toBeInstanceOf(Blob)
  Upload.last.status = 422
  Upload.last.response = new Blob([JSON.stringify({ code: 'table.old_excel', detail: 'x', title: '' })])
  Upload.last.dispatchEvent(new Event('load'))
  await expect.element(page.getByRole('alert')).toHaveTextContent('This is an old Excel file')
})

test('the history says what became of each, and rolls back with the figures and the time that is left', async () => {
  const soon = new Date(Date.now() + 90 * 60_000).toISOString()
  const committed: Import = { ...judged, state: 'committed', committed_at: '2026-11-22T03:10:00Z', rollback_until: soon }
  hub.answer(`GET ${at}/imports`, () => json({ items: [committed, { ...judged, id: 'pim_2', file_name: 'old.csv', state: 'rolled_back', kept: 12 }, { ...staged, id: 'pim_3', file_name: 'new.csv' }] }))
  hub.answer(`POST ${one}/rollback`, () => json({ ...committed, state: 'rolling_back', job: 'job_1' }, 202))
  await list()
  await expect.element(page.getByText('12 items stayed')).toBeVisible()
  await everywhere()
  await page.getByRole('button', { name: /^Roll back.*1 h (29|30|31) min left.*list.csv$/ }).click()
  await expect.element(page.getByText('5 changed items become as they were.')).toBeVisible()
  await expect.element(page.getByText('420 withdrawn items are offered again.')).toBeVisible()
  await page.getByRole('button', { name: 'Roll 455 changes back' }).click()
  await expect.poll(() => hub.sent(`POST ${one}/rollback`)).toHaveLength(1)
  expect(hub.calls.find((c) => c.name === `POST ${one}/rollback`)?.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/)
})

test('whoever may only read brings nothing and rolls nothing back', async () => {
  hub.answer(`GET ${at}/imports`, () => json({ items: [{ ...judged, state: 'committed', rollback_until: new Date(Date.now() + 9e6).toISOString() }] }))
  await drawSigned(List, '/c/$company/imports', { texts, seats: [seat({ roles: ['sales'], permissions: ['integration.import.read'] })] })
  await expect.element(page.getByText('You may look at price files, not take them in.')).toBeVisible()
  expect(page.getByRole('button', { name: /Roll back|Choose/ }).elements()).toEqual([])
})

test('the guess stands over the file’s own rows, with how sure and why; doubt is marked, and the choice outlives the page', async () => {
  shows(staged)
  hub.answer(`POST ${one}/preview`, () => json({ ...staged, state: 'judging', job: 'job_1' }, 202))
  hub.answer(`GET ${at}/jobs/job_1`, () => json({ id: 'job_1', kind: 'price_preview', state: 'running', done: 300, total: 812, created_at: '2026-11-22T03:00:00Z', started_at: '2026-11-22T03:00:00Z' }))
  const { unmount } = await draw()
  await expect.element(page.getByRole('columnheader').nth(1)).toHaveTextContent('heading is alike · 59%Please check.')
  await expect.element(page.getByRole('columnheader').nth(2)).toHaveTextContent('as last time')
  await expect.element(page.getByText('Point or comma for decimals? Please say.')).toBeVisible()
  await everywhere()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'How numbers are written in column “Preis”' }), '1.234,56')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Column “ab” is' }), 'Price from a quantity')
  await expect.element(page.getByText('Say from which quantity each price holds.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Look at the preview' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Quantity from which column “ab” holds' }).fill('１０')
  await page.getByRole('checkbox', { name: /my whole catalogue/ }).click()
  await unmount()
  await draw()
  await expect.element(page.getByRole('checkbox', { name: /my whole catalogue/ })).toBeChecked()
  await page.getByRole('button', { name: 'Look at the preview' }).click()
  await expect.element(page.getByRole('progressbar')).toBeVisible()
  expect(hub.sent(`POST ${one}/preview`)).toEqual([
    { columns: [{ index: 0, field: 'sku' }, { index: 1, field: 'name' }, { index: 2, field: 'price', numbers: 'comma' }, { index: 3, field: 'price_from', from: '10', numbers: 'comma' }], currency: 'EUR', whole: true },
  ])
  await clean()
})

test('read another way the file has another guess', async () => {
  shows(staged)
  hub.answer(`POST ${one}/layout`, () => json({ ...staged, encoding: 'gb18030', encoding_sure: true, columns: [{ index: 0, heading: '货号', field: 'sku', confidence: 0.99, reason: 'heading_same', examples: [] }] }))
  await draw()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Text encoding' }), 'GB18030')
  await expect.element(page.getByRole('combobox', { name: 'Column “货号” is' })).toHaveValue('sku')
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Headings' }), 'There are no headings')
  await expect.poll(() => hub.sent(`POST ${one}/layout`)).toEqual([{ encoding: 'gb18030' }, { encoding: 'gb18030', delimiter: ';', sheet: 0, header_line: -1 }])
})

test('the figures add up; a change says its percent by sign; each guard is ticked before anything goes in', async () => {
  shows({ ...judged, guards: [{ code: 'withdraws_share', count: 420, of: 1000 }, { code: 'prices_moved', count: 1, of: 35 }] })
  hub.answer(`GET ${one}/lines`, () => json({ items: [line(4, 'changed', { changes: [{ field: 'price', before: '12', after: '10.5', percent: '-12.5' }, { field: 'price_from', from: '10', before: '', after: '9' }, { field: 'stock', before: '5', after: '1200' }] })] }))
  hub.answer(`POST ${one}/commit`, () => json({ ...judged, state: 'scheduled', valid_from: '2027-01-01T00:00:00Z' }, 202))
  await draw('?tab=changed')
  await expect.element(page.getByRole('group', { name: 'Lines in and what becomes of them' })).toHaveTextContent('42Lines in=30New+5Changed+4Unchanged+2Flagged+1Left out')
  await expect.element(page.getByText('and 420 items withdrawn, which the file does not have')).toBeVisible()
  await expect.element(page.getByText('−12.5%')).toBeVisible()
  await expect.element(page.getByText('12.00')).toBeVisible()
  await expect.element(page.getByText('Price from 10')).toBeVisible()
  await everywhere()
  const take = page.getByRole('button', { name: 'Take 455 changes in' })
  await expect.element(take).toBeDisabled()
  await page.getByRole('checkbox', { name: /withdraws 420 of your 1,000 items \(42%\)/ }).click()
  await page.getByRole('button', { name: '1 thing to confirm' }).click()
  await expect.poll(() => document.activeElement?.getAttribute('type')).toBe('checkbox')
  await expect.element(page.elementLocator(document.activeElement ?? document.body)).not.toBeChecked()
  await page.getByRole('checkbox', { name: /1 of 35 prices moves/ }).click()
  await expect.element(take).toBeEnabled()
  await page.getByRole('radio', { name: 'From a date and time' }).click()
  await page.getByLabelText('From', { exact: true }).fill('2020-01-01T08:00')
  await expect.element(page.getByText('This time is over.')).toBeVisible()
  await page.getByLabelText('From', { exact: true }).fill('2027-01-01T08:00')
  await page.getByRole('button', { name: 'Schedule 455 changes' }).click()
  await expect.element(page.getByText('Taken in by itself on 2027-01-01 08:00. Until then nothing changes.')).toBeVisible()
  expect(hub.sent(`POST ${one}/commit`)).toEqual([{ confirm: ['withdraws_share', 'prices_moved'], valid_from: '2027-01-01T00:00:00.000Z' }])
})

const wrong = (n: number, price: string): Line => line(n, 'flagged', { cells: [{ field: 'sku', value: `A${n}` }, { field: 'price', value: price }], problems: [{ field: 'price', code: 'wrong_form', message: 'No price.' }] })

test('a flagged line is judged as one leaves the cell, in full width and with the file’s own comma, and stays where it was', async () => {
  shows(judged)
  hub.answer(`GET ${one}/lines`, () => json({ items: [wrong(7, 'abc'), wrong(9, 'x')] }))
  hub.answer(`PATCH ${one}/lines`, (body) => {
    const [first] = (body as { lines: { line: number; drop?: boolean }[] }).lines
    const now = first?.drop ? line(9, 'dropped', { cells: wrong(9, 'x').cells }) : line(7, 'new', { cells: [{ field: 'sku', value: 'A7' }, { field: 'price', value: '12.5' }] })
    return json({ items: [now], import: { ...judged, counts: { ...figures, flagged: 1, new: 31 } } })
  })
  await draw()
  await expect.element(page.getByText('Price of one: This is no price. Write a number such as 12.50, with at most six decimals.').first()).toBeVisible()
  await page.getByRole('gridcell', { name: 'abc' }).click()
  await compose(['１２'], '１２,５')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('✓ New')).toBeVisible()
  await expect.element(page.getByRole('group', { name: /Lines in/ })).toHaveTextContent('31New')
  await expect.element(page.getByText('1 of 2 settled')).toBeVisible()
  await page.getByRole('button', { name: 'Leave out row 9' }).click()
  await expect.element(page.getByRole('button', { name: 'Bring back row 9' })).toBeVisible()
  await clean()
  expect(hub.sent(`PATCH ${one}/lines`)).toEqual([{ lines: [{ line: 7, cells: [{ field: 'price', value: '12.5' }] }] }, { lines: [{ line: 9, drop: true }] }])
})

test('after the commit a mended line goes in with a button, for buyers see it at once', async () => {
  shows({ ...judged, state: 'committed', committed_at: '2026-11-22T03:10:00Z' })
  hub.answer(`GET ${one}/lines`, () => json({ items: [wrong(7, 'abc')] }))
  hub.answer(`PATCH ${one}/lines`, () => json({ items: [line(7, 'new')], import: { ...judged, state: 'committed', counts: { ...figures, flagged: 1 } } }))
  await draw()
  await expect.element(page.getByText('30 new items, 5 changed, 420 withdrawn. Buyers see it now.')).toBeVisible()
  await page.getByRole('gridcell', { name: 'abc' }).click()
  await userEvent.keyboard('3{Enter}')
  expect(hub.sent(`PATCH ${one}/lines`)).toEqual([])
  await page.getByRole('button', { name: 'Try 1 row again' }).click()
  await expect.element(page.getByText('1 row is settled.')).toBeVisible()
  await clean()
})

test('a picture that cannot be had is told: in the sum, on its line with address and reason, and in the file of the job', async () => {
  shows({ ...judged, state: 'committed', job: 'job_2', counts: counts({ lines_in: 1, new: 1, remarks: [{ code: 'no_picture', lines: 1 }, { code: 'catalog.media_not_fetched', lines: 1 }] }) })
  hub.answer(`GET ${at}/jobs/job_2`, () => json({ id: 'job_2', kind: 'price_pictures', state: 'succeeded', done: 1, total: 1, file_name: 'list pictures.csv', result: '/file', created_at: '2026-11-22T03:00:00Z' }))
  hub.answer(`GET ${one}/lines`, () =>
    json({ items: [line(2, 'new', { cells: [{ field: 'price', value: '1' }, { field: 'image', value: 'https://pictures.example/a.png' }], problems: [{ field: 'image', code: 'no_picture', message: '' }, { field: 'image', code: 'catalog.media_not_fetched', message: '' }] })] }),
  )
  await draw()
  await expect.element(page.getByText('1 picture could not be taken in; its line says which and why.')).toBeVisible()
  await expect.element(page.getByText(/The picture could not be taken in\. Nothing could be fetched from this address/)).toBeVisible()
  await expect.element(page.getByText('https://pictures.example/a.png').first()).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Download list pictures.csv' })).toBeVisible()
  await clean()
})

test('a file that changes nothing says so and cannot be taken in', async () => {
  shows({ ...judged, counts: counts({ lines_in: 9, unchanged: 9 }), guards: [] })
  hub.answer(`GET ${one}/lines`, () => json({ items: [line(2, 'unchanged')] }))
  await draw()
  await expect.element(page.getByText('There is nothing to take in: all good lines are as they were.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: /^Take/ })).toBeDisabled()
})

test('a long preview keeps its button in sight', async () => {
  shows({ ...judged, counts: counts({ lines_in: 100, new: 100 }), guards: [] })
  hub.answer(`GET ${one}/lines`, () => json({ items: Array.from({ length: 100 }, (_, i) => line(i + 2, 'new')) }))
  await draw()
  await expect.element(page.getByText('Bolt 99')).toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'Take 100 changes in' })).toBeInViewport()
})

test('where every line is flagged, that is what is said', async () => {
  shows({ ...judged, counts: counts({ lines_in: 1, flagged: 1 }), guards: [] })
  hub.answer(`GET ${one}/lines`, () => json({ items: [wrong(2, 'abc')] }))
  await draw()
  await expect.element(page.getByText('No line can go in yet: mend the flagged ones, or choose other columns.')).toBeVisible()
})

test('rolled back it says how many stayed and why; a file that cannot be read leads back to its columns', async () => {
  shows({ ...judged, state: 'rolled_back', kept: 12 })
  hub.answer(`GET ${one}/lines`, () => json({ items: [] }))
  const { unmount } = await draw('?tab=new')
  await expect.element(page.getByText(/12 items stayed because somebody changed them since/)).toBeVisible()
  await unmount()
  shows({ ...staged, state: 'failed', problem: 'The file is damaged.' })
  const { queryClient } = await import('../../../lib/query')
  queryClient.clear()
  await draw()
  await expect.element(page.getByRole('alert').first()).toHaveTextContent('The file is damaged. Nothing was changed.')
  await expect.element(page.getByRole('button', { name: 'Look at the preview' })).toBeEnabled()
})

test('on a phone columns and lines are cards', async () => {
  await page.viewport(390, 800)
  shows(staged)
  await draw()
  await expect.element(page.getByRole('list', { name: 'First lines of the file' })).toBeVisible()
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
  await clean()
  await page.viewport(1000, 900)
})

test('rows are pasted into a field too, for whoever has no keyboard', async () => {
  hub.answer(`GET ${at}/imports`, () => json({ items: [] }))
  hub.answer('GET /api/session', () => json({}))
  await list()
  await page.getByRole('button', { name: 'Paste rows', exact: true }).click()
  await expect.element(page.getByRole('button', { name: 'Bring these rows' })).toBeDisabled()
  await page.getByLabelText('Rows from a spreadsheet, or lines of text').fill('Nr;Preis\nA1;1,2')
  await everywhere()
  await page.getByRole('button', { name: 'Bring these rows' }).click()
  await expect.poll(async () => (Upload.last?.sent as Blob | undefined)?.text()).toBe('Nr;Preis\nA1;1,2')
})

test('what good lines have in common is said in figures, and on each of them', async () => {
  shows({ ...judged, sheets: [{ index: 0, name: 'Screws', hidden: false }, { index: 1, name: 'Nuts', hidden: false }], sheet: -1, counts: counts({ lines_in: 3, new: 3, remarks: [{ code: 'no_price', lines: 2 }, { code: 'new_to_us', lines: 1 }] }) })
  hub.answer(`GET ${one}/lines`, () => json({ items: [line(2 ** 24 + 7, 'new', { problems: [{ field: 'price', code: 'no_price', message: 'No price.' }] })] }))
  await draw()
  await expect.element(page.getByText(/^2 lines have no price/)).toBeVisible()
  await expect.element(page.getByText('No price in this line.')).toBeVisible()
  await expect.element(page.getByText('Nuts, line 7')).toBeVisible()
  await everywhere()
})

test('a line of another sheet is called by its sheet where it is mended', async () => {
  shows({ ...judged, sheets: [{ index: 0, name: 'Screws', hidden: false }, { index: 1, name: 'Nuts', hidden: false }], sheet: -1, counts: counts({ lines_in: 1, flagged: 1 }) })
  hub.answer(`GET ${one}/lines`, () => json({ items: [line(2 ** 24 + 7, 'flagged', { problems: [{ field: 'price', code: 'no_price', message: 'No price.' }] })] }))
  await draw()
  await expect.element(page.getByText('Nuts, line 7').first()).toBeVisible()
  expect(document.body.textContent).not.toMatch(/16.?777/)
})

test('a scheduled file can be given another time, come in at once, or go back to its columns', async () => {
  const waits: Import = { ...judged, state: 'scheduled', valid_from: '2027-01-01T00:00:00Z', counts: counts({ lines_in: 3, new: 3 }) }
  shows(waits)
  hub.answer(`GET ${one}/lines`, () => json({ items: [] }))
  hub.answer(`POST ${one}/commit`, () => json({ ...waits, valid_from: '2028-01-01T00:00:00Z' }, 202))
  await draw()
  await expect.element(page.getByRole('button', { name: 'Other columns' })).toBeVisible()
  await page.getByLabelText('From', { exact: true }).fill('2028-01-01T08:00')
  await page.getByRole('button', { name: 'Change the time' }).click()
  await expect.element(page.getByText('Taken in by itself on 2028-01-01 08:00. Until then nothing changes.')).toBeVisible()
  expect(hub.sent(`POST ${one}/commit`)).toEqual([{ confirm: [], valid_from: '2028-01-01T00:00:00.000Z' }])
  await page.getByRole('radio', { name: 'Now' }).click()
  await expect.element(page.getByRole('button', { name: 'Take 3 changes in' })).toBeEnabled()
  await everywhere()
})

test('a column becomes an attribute by its heading, and can be called otherwise', async () => {
  shows(staged)
  hub.answer(`POST ${one}/preview`, () => json({ ...staged, state: 'judging', job: '$job' }, 202))
  await draw()
  await userEvent.selectOptions(page.getByLabelText('Column “ab” is'), 'attribute')
  await expect.element(page.getByLabelText('Name of the attribute in column “ab”')).toHaveValue('ab')
  await page.getByLabelText('Name of the attribute in column “ab”').fill('')
  await expect.element(page.getByText('Give each attribute a name.')).toBeVisible()
  await page.getByLabelText('Name of the attribute in column “ab”').fill('Voltage')
  await page.getByRole('button', { name: 'Look at the preview' }).click()
  await expect.poll(() => hub.sent(`POST ${one}/preview`)[0]).toMatchObject({ columns: [{ field: 'sku' }, { field: 'name' }, { field: 'price' }, { index: 3, field: 'attribute', from: 'Voltage' }] })
})
