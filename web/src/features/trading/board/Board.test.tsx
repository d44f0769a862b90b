import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { at, buyer, relationship, supplierId } from '../../../testing/trading'
import { applicationOf, changeApplication } from '../application'
import { Page } from './Board'

const hub = fakeHub()
const entry = (n: number, state: Parameters<typeof relationship>[0], waits_for: string, may: string[], change = {}) => ({
  supplier: { id: supplierId(n), name: `Supplier ${n}` }, relationship: relationship(state, change), waits_for, may, closed: false,
})
const items = [
  entry(1, 'more_asked', 'buyer', ['answer', 'close'], { question: 'Which bearings?' }),
  entry(2, 'approved', 'nobody', ['close'], { customer_code: 'K-7', salesperson: { name: 'Wang' }, terms: { payment: 'days', payment_days: 30 } }),
  entry(3, 'rejected', 'nobody', ['apply'], { reason: 'Outside our region' }),
  entry(4, 'applied', 'supplier', ['close']),
]
const counts = [{ state: 'more_asked', count: 1 }, { state: 'approved', count: 1 }, { state: 'rejected', count: 1 }, { state: 'applied', count: 1 }]

function board() {
  hub.answer(`GET ${at}/board`, () => json({ counts, items }))
}
const draw = (seat = buyer) => drawSigned(Page, '/suppliers/board', { texts: ['board', 'trading'], seats: [seat] })

test('each answer with its state, whose turn it is, and what is good to know', async () => {
  board()
  await draw()
  await expect.element(page.getByText('Your turn')).toBeVisible()
  await expect.element(page.getByText('Their turn')).toBeVisible()
  await expect.element(page.getByText('30 days after the invoice')).toBeVisible()
  await expect.element(page.getByText('Outside our region')).toBeVisible()
  await expect.element(page.getByRole('button', { name: /^Approved 1$/ })).toHaveAttribute('aria-pressed', 'false')
  await everywhere()
})

test('a supplier that the hub has closed says so, and offers nothing but the end', async () => {
  hub.answer(`GET ${at}/board`, () => json({ counts, items: [{ ...entry(2, 'approved', 'nobody', ['close']), closed: true }] }))
  await draw()
  await expect.element(page.getByText('Closed by the hub')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Close the account with Supplier 2' })).toBeVisible()
  expect(page.getByRole('link', { name: /Offers of/ }).elements()).toEqual([])
  await everywhere()
})

test('a question is answered in place; a refusal keeps what was typed', async () => {
  board()
  let refused = true
  hub.answer(`POST ${at}/suppliers/${supplierId(1)}/answer`, () => (refused ? problem(503, 'hub.unavailable') : json({})))
  await draw()
  await page.getByLabelText('Your answer').fill('Deep groove ball bearings')
  await page.getByRole('button', { name: 'Send the answer' }).click()
  await expect.element(page.getByRole('alert').first()).toHaveTextContent('busy')
  await expect.element(page.getByLabelText('Your answer')).toHaveValue('Deep groove ball bearings')
  await clean()
  refused = false
  await page.getByRole('button', { name: 'Send the answer' }).click()
  await expect.element(page.getByText('Answer sent to Supplier 1.')).toBeVisible()
  expect(hub.sent(`POST ${at}/suppliers/${supplierId(1)}/answer`)).toEqual([{ answer: 'Deep groove ball bearings' }, { answer: 'Deep groove ball bearings' }])
})

test('ending is asked, and taking an application back has words of its own', async () => {
  board()
  hub.answer(`POST ${at}/suppliers/${supplierId(4)}/closing`, () => json({}))
  await draw()
  await page.getByRole('button', { name: 'Take back the application to Supplier 4' }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Take the application to Supplier 4 back?')
  await clean()
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
  await expect.element(page.getByText('Ended with Supplier 4.')).toBeVisible()
  expect(hub.sent(`POST ${at}/suppliers/${supplierId(4)}/closing`)).toEqual([{}])
})

test('applying again begins with the one form', async () => {
  board()
  changeApplication(company, { chosen: [], note: '', notes: {} })
  await draw()
  await page.getByRole('button', { name: 'Apply again to Supplier 3' }).click()
  await expect.element(page.getByTestId('elsewhere')).toHaveTextContent('/suppliers/apply')
  expect(applicationOf(company).chosen).toEqual([{ id: supplierId(3), name: 'Supplier 3' }])
})

test('a chip filters, and pressed again it lets go', async () => {
  board()
  await draw()
  await page.getByRole('button', { name: /^Rejected/ }).click()
  await expect.element(page.getByRole('button', { name: /^Rejected/ })).toHaveAttribute('aria-pressed', 'true')
  await expect.element(page.getByRole('button', { name: /^All/ })).toHaveAttribute('aria-pressed', 'false')
  await page.getByRole('button', { name: /^Rejected/ }).click()
  await expect.element(page.getByRole('button', { name: /^All/ })).toHaveAttribute('aria-pressed', 'true')
})

test('whoever may only read sees no acts', async () => {
  board()
  await draw({ ...buyer, roles: ['approver'], permissions: ['trading.board.read'] })
  await expect.element(page.getByText('Supplier 1')).toBeVisible()
  expect(page.getByRole('list', { name: 'My suppliers' }).getByRole('button').elements()).toEqual([])
})
