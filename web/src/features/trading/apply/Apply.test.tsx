import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { at, buyer, card, file, supplierId } from '../../../testing/trading'
import { applicationOf, changeApplication } from '../application'
import { Page } from './Apply'

const hub = fakeHub()
const texts = ['apply', 'trading']
type Sent = { suppliers: string[]; note?: string; notes?: Record<string, string> }

function chosen(count: number, change: Parameters<typeof card>[1] = {}) {
  const cards = Array.from({ length: count }, (_, i) => card(i + 1, i === 0 ? change : {}))
  changeApplication(company, { chosen: cards.map((c) => c.supplier), note: '', notes: {} })
  hub.answer(`GET ${at}/suppliers`, () => json({ items: cards }))
  hub.answer(`GET ${at}/file`, () => json(file()))
  hub.answer(`POST ${at}/applications`, (body) => json({ applied: 0, outcomes: (body as Sent).suppliers.map((supplier) => ({ supplier, name: `Supplier ${Number(supplier.slice(-2))}`, outcome: 'applied', state: 'applied', missing: [] })) }))
}
const draw = () => drawSigned(Page, '/suppliers/apply', { texts, seats: [buyer] })
const sent = () => hub.sent(`POST ${at}/applications`) as Sent[]

test('one form for thirty: note for all, own note for one, sent in parts, outcome for each', async () => {
  chosen(30)
  await draw()
  await page.getByLabelText('For all of them').fill('We buy 200 bearings a month')
  await page.getByRole('button', { name: 'Own note to Supplier 2', exact: true }).click()
  await page.getByRole('textbox', { name: 'Note to Supplier 2', exact: true }).fill('As last year')
  await page.getByRole('button', { name: 'Leave out Supplier 30' }).click()
  await clean()
  await page.getByRole('button', { name: 'Apply to 29' }).click()
  await expect.element(page.getByText('29 of 29 sent')).toBeVisible()
  expect(sent().map((s) => s.suppliers.length)).toEqual([10, 10, 9])
  expect(sent().every((s) => s.note === 'We buy 200 bearings a month')).toBe(true)
  expect(sent()[0]?.notes).toEqual({ [supplierId(2)]: 'As last year' })
  expect(sent()[1]?.notes).toBeUndefined()
  expect(page.getByText('Sent. It waits for the supplier.').elements()).toHaveLength(29)
  expect(applicationOf(company)).toEqual({ chosen: [], note: '', notes: {} })
  await everywhere()
})

test('it fails half-way: what is through is through, what is not is kept, and the next try names the part as before', async () => {
  chosen(15)
  let tries = 0
  const good = (body: unknown) => json({ applied: 0, outcomes: (body as Sent).suppliers.map((supplier) => ({ supplier, outcome: 'applied', missing: [] })) })
  hub.answer(`POST ${at}/applications`, (body) => {
    tries += 1
    return tries === 2 ? problem(503, 'hub.unavailable') : good(body)
  })
  await draw()
  await page.getByLabelText('For all of them').fill('Hello')
  await page.getByRole('button', { name: 'Apply to 15' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('5 applications are not sent yet; nothing you wrote is lost.')
  expect(applicationOf(company).chosen).toHaveLength(5)
  expect(applicationOf(company).note).toBe('Hello')
  await clean()
  await page.getByRole('button', { name: 'Send the other 5' }).click()
  await expect.element(page.getByText('15 of 15 sent')).toBeVisible()
  const keys = hub.calls.filter((c) => c.name === `POST ${at}/applications`).map((c) => c.headers.get('Idempotency-Key'))
  expect(keys[1]).toBe(keys[2])
  expect(keys[0]).not.toBe(keys[1])
})

test('a supplier whose wishes the file does not meet gets nothing, stays chosen, and the form says what is missing', async () => {
  chosen(2, { asks: ['tax_number'], missing: ['tax_number'] })
  hub.answer(`POST ${at}/applications`, () =>
    json({ applied: 1, outcomes: [{ supplier: supplierId(1), name: 'Supplier 1', outcome: 'missing', missing: ['tax_number'] }, { supplier: supplierId(2), name: 'Supplier 2', outcome: 'applied', missing: [] }] }),
  )
  await draw()
  await expect.element(page.getByText('1 thing is missing for 1 of your suppliers: tax number')).toBeVisible()
  await page.getByRole('button', { name: 'Apply to 2' }).click()
  await expect.element(page.getByText('Not sent, your file lacks: tax number')).toBeVisible()
  expect(applicationOf(company).chosen.map((c) => c.id)).toEqual([supplierId(1)])
  await page.getByRole('button', { name: 'Apply to 1' }).click()
  const keys = () => new Set(hub.calls.filter((c) => c.name === `POST ${at}/applications`).map((c) => c.headers.get('Idempotency-Key')))
  await expect.poll(() => keys().size).toBe(2)
})

test('nobody chosen leads to the directory', async () => {
  changeApplication(company, { chosen: [], note: '', notes: {} })
  await draw()
  await expect.element(page.getByRole('link', { name: 'Choose suppliers' })).toBeVisible()
  await clean()
})
