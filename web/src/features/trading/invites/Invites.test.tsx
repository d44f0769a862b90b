import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakeHub, json } from '../../../testing/hub'
import { clean } from '../../../testing/screen'
import { company, drawSigned } from '../../../testing/signed'
import { supplier } from '../../../testing/supplierSeat'
import { Page } from './Invites'

const hub = fakeHub()
const at = `/api/companies/${company}`
const invite = (change = {}) => ({
  id: 'inv_1', kind: 'open', channel: 'link', address: '', approve: false, locale: 'en', state: 'open', uses: 2, max_uses: 50, created_by: 'Sam', created_at: '2026-11-22T03:00:00Z', expires_at: '2036-11-22T03:00:00Z', ...change,
})
const qr = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>'
const draw = (search = '') => drawSigned(Page, '/c/$company/customers/invites', { texts: ['invites', 'customers', 'trading'], seats: [supplier()], search })

function answers() {
  hub.answer(`GET ${at}/invites`, () => json({ items: [invite()] }))
  hub.answer(`GET ${at}/groups`, () => json({ items: [] }))
  hub.answer(`GET ${at}/customers`, () => json({ items: [], total: 0, counts: [] }))
}

test('a link is made, shown once, and printed', async () => {
  answers()
  hub.answer(`POST ${at}/invites`, () => json({ invite: invite({ max_uses: 1 }), link: 'https://hub.example/join#abc', qr }, 201))
  await draw('?new=true')
  await expect.element(page.getByRole('radio', { name: /^Link/ })).toBeChecked()
  await clean()
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  await expect.element(page.getByRole('textbox', { name: 'Link', exact: true })).toHaveValue('https://hub.example/join#abc')
  await expect.element(page.getByRole('img', { name: 'QR code of the invitation of Farnwell' })).toBeVisible()
  await clean()
  expect(hub.sent(`POST ${at}/invites`)).toEqual([{ channel: 'link', approve: false, days: 30, locale: 'en', max_uses: 1 }])
})

test('by mail it needs an address', async () => {
  answers()
  hub.answer(`POST ${at}/invites`, () => json({ invite: invite({ channel: 'mail', address: 'lin@x.example' }), link: 'https://hub.example/join#abc', qr }, 201))
  await draw('?new=true')
  await page.getByRole('radio', { name: /^E-mail/ }).click()
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect.element(page.getByRole('dialog').getByRole('textbox', { name: 'E-mail' })).toHaveAttribute('aria-invalid', 'true')
  await userEvent.fill(page.getByRole('dialog').getByRole('textbox', { name: 'E-mail' }), 'lin@x.example')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect.element(page.getByText('The invitation is on its way to lin@x.example.')).toBeVisible()
})

test('an open one is taken back after a question', async () => {
  answers()
  hub.answer(`DELETE ${at}/invites/inv_1`, () => new Response(null, { status: 204 }))
  await draw()
  await page.getByRole('button', { name: /Take back the invitation/ }).click()
  await expect.element(page.getByRole('dialog')).toHaveTextContent('2 companies that used it stay')
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await expect.element(page.getByText('The invitation is taken back.')).toBeVisible()
})
