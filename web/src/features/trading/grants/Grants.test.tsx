import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page as Grants } from './Grants'
import { Page as Viewers } from './Viewers'

const hub = fakeHub()
const at = `/api/companies/${company}`
const texts = ['grants', 'customers', 'offers', 'trading']
const usual = { categories: ['*'], price: 'own', stock: 'band', stock_steps: ['1', '10'], lead_time: true, promotions: true, documents: true }
const grant = (change = {}) => ({ level: 'default', grant: usual, version: 4, affects: 37, ...change })
const trade = { id: 'grp_1', name: 'Trade', terms: {}, position: 0, customers: 4, connected: 2, has_grant: true, version: 1, updated_at: '2026-11-20T03:00:00Z' }
const offer = { item: 'itm_1', sku: 'A1', name: 'Bolt', category: 'fasteners', unit: 'C62', minimum: '1', multiple: '1', price: { currency: 'EUR', amount: '12.300000' }, stock: { class: 'band', floor: '10' } }
const shows = { catalogue: 'all', price: 'own', stock: 'band', lead_time: true, promotions: true, documents: true }

function answers() {
  hub.answer(`GET ${at}/grants`, () => json({ default: grant(), groups: [grant({ level: 'group', group: { id: 'grp_1', name: 'Trade' }, grant: { price: 'list' }, version: 2, affects: 2 })], customers: [] }))
  hub.answer(`GET ${at}/groups`, () => json({ items: [trade] }))
  hub.answer(`GET ${at}/sheet/categories`, () => json({ items: [{ name: 'fasteners', items: 3 }] }))
  hub.answer(`GET ${at}/customers`, () => json({ items: [], total: 0, counts: [] }))
  hub.answer(`POST ${at}/preview`, () => json({ epoch: 1, shows, items: [offer] }))
}
const draw = (search = '', seat = supplier()) => drawSigned(Grants, '/c/$company/grants', { texts, seats: [seat], search })

test('each field is set or inherited, with the effect in words and the buyer’s own view beside it', async () => {
  answers()
  await draw('?at=grp_1')
  await expect.element(page.getByLabelText('Prices')).toHaveValue('list')
  await expect.element(page.getByLabelText('Stock')).toHaveTextContent('As inherited: In bands from 1, 10')
  await expect.element(page.getByRole('region', { name: 'As the buyer sees it' }).getByText('Bolt').first()).toBeVisible()
  expect(hub.sent(`POST ${at}/preview`)[0]).toEqual({ group: 'grp_1', draft: { price: 'list' }, limit: 20 })
  await clean()
})

test('what is tried is previewed before it is saved', async () => {
  answers()
  await draw('?at=grp_1')
  await userEvent.selectOptions(page.getByLabelText('Stock'), 'Exact figures')
  await expect.poll(() => hub.sent(`POST ${at}/preview`).at(-1)).toEqual({ group: 'grp_1', draft: { price: 'list', stock: 'exact' }, limit: 20 })
  expect(hub.calls.some((c) => c.name.startsWith('PUT'))).toBe(false)
})

test('saving says whom it concerns, and can be taken back', async () => {
  answers()
  const put = `PUT ${at}/grants/default`
  hub.answer(put, (body) => {
    hub.answer(`GET ${at}/grants`, () => json({ default: grant({ grant: body, version: 5 }), groups: [], customers: [] }))
    return json(grant({ grant: body, version: 5 }))
  })
  await draw()
  await userEvent.selectOptions(page.getByLabelText('Prices'), 'List prices')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('Change what 37 buyers see?')
  expect(hub.sent(put)).toEqual([])
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => hub.sent(put)).toEqual([{ ...usual, price: 'list' }, usual])
  expect(hub.calls.filter((c) => c.name === put).map((c) => c.headers.get('If-Match'))).toEqual(['"4"', '"5"'])
})

test('a colleague changed it meanwhile: theirs is shown, and one of the two is chosen', async () => {
  answers()
  const put = `PUT ${at}/grants/groups/grp_1`
  hub.answer(put, () => {
    hub.answer(`GET ${at}/grants`, () => json({ default: grant(), groups: [grant({ level: 'group', group: { id: 'grp_1', name: 'Trade' }, grant: { price: 'none' }, version: 3, affects: 0 })], customers: [] }))
    return problem(412, 'hub.stale')
  })
  await draw('?at=grp_1')
  await userEvent.selectOptions(page.getByLabelText('Stock'), 'Not shown')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('A colleague changed this grant meanwhile')
  await page.getByRole('button', { name: 'Take theirs' }).click()
  await expect.element(page.getByLabelText('Prices')).toHaveValue('none')
})

test('bands that do not go up are not taken', async () => {
  answers()
  await draw()
  await userEvent.fill(page.getByLabelText('Lower edges of the bands'), '10, 5')
  await expect.element(page.getByText('Figures that go up, with commas: 1, 10, 50')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
})

test('whoever may only read changes nothing', async () => {
  answers()
  await draw('', supplier({ roles: ['finance'], permissions: ['trading.grant.read', 'comparison.sheet.read'] }))
  await expect.element(page.getByLabelText('Prices')).toBeDisabled()
  expect(page.getByRole('button', { name: 'Save', exact: true }).elements()).toEqual([])
})

test('who can see prices now, for a part of the catalogue', async () => {
  answers()
  hub.answer(`GET ${at}/viewers`, () =>
    json({ list: 2, own: 1, items: [{ buyer: { id: 'com_x', name: 'Lin Lifts' }, customer: { id: 'cus_1', code: 'K-12', name: 'Lin' }, price: 'own', stock: 'band', categories: ['*'], since: '2026-11-20T03:00:00Z' }] }),
  )
  await drawSigned(Viewers, '/c/$company/grants/viewers', { texts, seats: [supplier()] })
  await expect.element(page.getByRole('row', { name: /Lin Lifts/ })).toHaveTextContent('Own prices')
  await expect.element(page.getByText('1 see their own prices, 2 the list')).toBeVisible()
  await clean()
})
