import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json, problem } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned, owner } from '../../../testing/signed'
import { Page } from './Team'

const hub = fakeHub()
const at = `/api/companies/${company}`
const ada = { id: 'sea_1', name: 'Ada', email: 'ada@shop.example', roles: ['owner'], created_at: '2026-11-22T03:00:00Z', me: true }
const ben = { id: 'sea_2', name: 'Ben', email: 'ben@shop.example', roles: ['buyer'], created_at: '2026-11-22T03:00:00Z' }
const eve = { id: 'inv_1', email: 'eve@shop.example', roles: ['approver'], invited_by: 'Ada', created_at: '2026-11-22T03:00:00Z', expires_at: '2036-12-06T03:00:00Z' }

function team() {
  hub.answer(`GET ${at}/seats`, () => json({ items: [ada, ben] }))
  hub.answer(`GET ${at}/invitations`, () => json({ items: [eve] }))
}
const draw = (seats = [owner], search = '') => drawSigned(Page, '/c/$company/team', { texts: ['team'], seats, search })

test('shows who works here and who is invited', async () => {
  team()
  await draw()
  await expect.element(page.getByRole('row', { name: /Ben/ })).toHaveTextContent('Buyer')
  await expect.element(page.getByRole('row', { name: /eve@shop/ })).toHaveTextContent('Approver')
  await clean()
})

test('whoever may not change it sees no acts', async () => {
  team()
  await draw([{ ...owner, roles: ['buyer'], permissions: ['identity.seat.read'] }])
  await expect.element(page.getByRole('row', { name: /Ben/ })).toBeVisible()
  expect(page.getByRole('button', { name: /Remove|Invite|Roles/ }).elements()).toEqual([])
})

test('in a suspended company acts are there but disabled', async () => {
  team()
  await draw([{ ...owner, permissions: ['identity.seat.read'], company: { ...owner.company, state: 'suspended' } }])
  await expect.element(page.getByRole('button', { name: 'Invite a colleague' })).toBeDisabled()
  await expect.element(page.getByRole('button', { name: 'Remove Ben' })).toBeDisabled()
})

test('the last owner stays: the reason stands in the dialog, and what was ticked too', async () => {
  team()
  hub.answer(`PATCH ${at}/seats/sea_1`, () => problem(409, 'identity.last_owner'))
  await draw()
  await page.getByRole('button', { name: 'Change roles of Ada' }).click()
  await page.getByRole('checkbox', { name: /^Finance/ }).click()
  await page.getByRole('checkbox', { name: /^Owner/ }).click()
  await page.getByRole('button', { name: 'Save the roles' }).click()
  await expect.element(page.getByRole('dialog').getByText(/A company needs an owner/)).toBeVisible()
  await expect.element(page.getByRole('checkbox', { name: /^Finance/ })).toBeChecked()
  expect(hub.sent(`PATCH ${at}/seats/sea_1`)).toEqual([{ roles: ['finance'] }])
  await clean()
})

test('an admin makes no owners', async () => {
  team()
  await draw([{ ...owner, roles: ['admin'] }])
  await page.getByRole('button', { name: 'Change roles of Ben' }).click()
  await expect.element(page.getByRole('checkbox', { name: /^Owner/ })).toBeDisabled()
})

test('removing is asked, and a refusal keeps the question open', async () => {
  team()
  let refused = true
  hub.answer(`DELETE ${at}/seats/sea_2`, () => (refused ? problem(503, 'hub.unavailable') : new Response(null, { status: 204 })))
  await draw()
  await page.getByRole('button', { name: 'Remove Ben' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect.element(page.getByRole('dialog').getByRole('alert')).toHaveTextContent('busy')
  refused = false
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect.element(page.getByText('Ben does not work here any more.')).toBeVisible()
})

test('an invitation needs an address and a role; the refusal of the hub stands at its field', async () => {
  team()
  hub.answer(`POST ${at}/invitations`, () => problem(409, 'identity.seat_exists', [{ path: '/email', code: 'seat_exists' }]))
  await draw([owner], '?invite=true')
  await userEvent.fill(page.getByRole('dialog').getByLabelText('E-mail'), 'ben@shop.example')
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByText('Choose at least one.')).toBeVisible()
  expect(hub.sent(`POST ${at}/invitations`)).toEqual([])
  await page.getByRole('checkbox', { name: /^Buyer/ }).click()
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect.element(page.getByText('This person works here already.')).toBeVisible()
  await expect.element(page.getByRole('dialog').getByLabelText('E-mail')).toHaveValue('ben@shop.example')
  expect(hub.sent(`POST ${at}/invitations`)).toEqual([{ email: 'ben@shop.example', roles: ['buyer'], locale: 'en' }])
})

test('an error can be tried again', async () => {
  hub.answer(`GET ${at}/seats`, () => problem(500, 'hub.unexpected'))
  hub.answer(`GET ${at}/invitations`, () => json({ items: [] }))
  await draw()
  await expect.element(page.getByRole('alert')).toBeVisible()
  team()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByRole('row', { name: /Ben/ })).toBeVisible()
})
