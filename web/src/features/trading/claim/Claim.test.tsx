import { beforeEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { needTexts } from '../../../lib/i18n'
import { drawDoor, fakeHub, json, problem, staying } from '../../../testing/hub'
import { clean, everywhere } from '../../../testing/screen'
import { sessionOf } from '../../../testing/signed'
import { at, buyer, relationship, supplierId } from '../../../testing/trading'
import { keptInvite } from '../pendingInvite'
import { Claim } from './Claim'

const hub = fakeHub()
staying()
const token = 'invite-token-of-twenty-signs'
const supplier = { id: supplierId(1), name: 'Farnell' }
const second = { ...buyer, id: 'sea_2', company: { ...buyer.company, id: 'com_06evk3q2b5vt8h0000000000b0', name: 'Second Shop' } }

beforeEach(() => needTexts('claim', 'identity', 'fault'))

function invite(change = {}, ...seats: (typeof buyer)[]) {
  hub.answer('POST /api/invites/preview', () => json({ supplier, kind: 'customer', customer_name: 'Corner Hardware', approve: true, ...change }))
  hub.answer('GET /api/session', () => (seats.length > 0 ? json(sessionOf(...seats)) : problem(401, 'hub.unauthenticated')))
  hub.answer('POST /api/session/refresh', () => problem(401, 'hub.unauthenticated'))
}
const draw = (address = `/join#${token}`) => drawDoor(Claim, address)

test('nobody is signed in: it says who invites whom, and the link waits on this device, not in an address', async () => {
  invite({ address_hint: 'l…n@corner.example' })
  await draw()
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Farnell invites you')
  await expect.element(page.getByText('Invited: Corner Hardware')).toBeVisible()
  await expect.element(page.getByText(/l…n@corner.example/)).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login?to=%2Fjoin')
  expect(keptInvite()).toBe(token)
  await everywhere()
})

test('back from signing in, without the token in the address: one company, one press, account open', async () => {
  invite({}, buyer)
  hub.answer(`POST ${at}/claims`, () => json({ supplier, relationship: relationship('approved', { customer_code: 'K-7' }) }))
  localStorage.setItem('hub.invite', JSON.stringify({ token, at: Date.now() }))
  await draw('/join')
  await clean()
  await page.getByRole('button', { name: 'Take up the invitation' }).click()
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Farnell has opened an account for Corner Shop')
  await expect.element(page.getByText('Customer number K-7')).toBeVisible()
  expect(hub.sent(`POST ${at}/claims`)).toEqual([{ token }])
  expect(keptInvite()).toBeNull()
  await clean()
})

test('several companies: it has to be said for which', async () => {
  invite({ approve: false }, buyer, second)
  hub.answer(`POST ${at}/claims`, () => json({ supplier, relationship: relationship('applied') }))
  await draw()
  await page.getByRole('button', { name: 'Take up the invitation' }).click()
  expect(hub.sent(`POST ${at}/claims`)).toEqual([])
  await page.getByRole('radio', { name: 'Corner Shop' }).click()
  await page.getByRole('button', { name: 'Take up the invitation' }).click()
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('Farnell has your application')
})

test('a refusal stands in the form, and another company can be tried', async () => {
  invite({}, buyer, second)
  hub.answer(`POST ${at}/claims`, () => problem(403, 'trading.invite_address'))
  await draw()
  await page.getByRole('radio', { name: 'Corner Shop' }).click()
  await page.getByRole('button', { name: 'Take up the invitation' }).click()
  await expect.element(page.getByRole('alert')).toBeVisible()
  await expect.element(page.getByRole('radio', { name: 'Second Shop' })).toBeEnabled()
  await clean()
})

test('whoever buys for no company is led to opening one, and the link waits', async () => {
  invite({}, { ...buyer, company: { ...buyer.company, parts: ['supplier'] } })
  await draw()
  await expect.element(page.getByRole('link', { name: 'Open a company' })).toHaveAttribute('href', '/companies/new')
  expect(keptInvite()).toBe(token)
})

test('a link that has ended says so and is forgotten', async () => {
  invite({}, buyer)
  hub.answer('POST /api/invites/preview', () => problem(404, 'trading.invite_unknown'))
  await draw()
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('This invitation does not work any more')
  await expect.poll(() => keptInvite()).toBeNull()
  await clean()
})
