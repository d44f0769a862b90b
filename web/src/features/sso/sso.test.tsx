import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { needTexts } from '../../lib/i18n'
import { drawAt, fakeHub, json, problem, staying } from '../../testing/hub'
import { clean } from '../../testing/screen'
import { company, drawSigned, owner } from '../../testing/signed'
import { Page as Apps } from './apps/Apps'
import { Page as Clients } from './clients/Clients'
import { Page as Connect } from './connect/Connect'

const hub = fakeHub()
const gone = staying()
const pending = 'a-request-as-long-as-it-is'
const at = `/api/sso/requests/${pending}`
const press = (name: string | RegExp) => page.getByRole('button', { name }).click()

const corner = { id: company, name: 'Corner Shop', relationship: 'approved', customer_code: 'K-17', may: true, consented: false }
const branch = { id: 'com_06evk3q2b5vt8h0000000000b1', name: 'Corner Repairs', relationship: 'suspended', may: false, consented: false }
const asks = {
  id: pending, kind: 'sign_in', scopes: ['openid', 'customer'], companies: [corner, branch], ready: false, again: false, expires_at: '2026-11-22T12:00:00Z',
  client: { id: 'cli_1', name: 'Farnell Portal' }, supplier: { id: 'com_2', name: 'Farnell' },
}

async function connect(request: object) {
  hub.answer(`GET ${at}`, () => json(request))
  hub.answer(`POST ${at}/decision`, () => json({ go_to: '/there?code=1' }))
  await needTexts('connect', 'sso', 'fault')
  await drawAt(Connect, `/connect?request=${pending}`)
}

test('Connect: says who learns what, lets only the companies in that may, and goes on', async () => {
  await connect(asks)
  await expect.element(page.getByText("Your customer code there, your company's name and your roles in it")).toBeVisible()
  await expect.element(page.getByRole('radio', { name: /Corner Repairs/ })).toBeDisabled()
  await clean()
  await press('Go on to Farnell Portal')
  await expect.poll(gone).toEqual(['/there?code=1'])
  expect(hub.sent(`POST ${at}/decision`)).toEqual([{ allow: true, company }])
})

test('Connect: what needs no question is answered once, by itself', async () => {
  await connect({ ...asks, ready: true })
  await expect.poll(gone).toEqual(['/there?code=1'])
  expect(hub.sent(`POST ${at}/decision`)).toEqual([{ allow: true }])
})

test('Connect: a closed door says why and where to apply', async () => {
  await connect({ ...asks, companies: [{ ...corner, may: false, relationship: 'none', customer_code: undefined }] })
  await expect.element(page.getByText('has not applied there yet')).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'See Farnell and apply' })).toHaveAttribute('href', '/suppliers/com_2')
  await clean()
  await press('Back to Farnell Portal')
  await expect.poll(() => hub.sent(`POST ${at}/decision`)).toEqual([{ allow: false }])
})

test('Connect: a refused answer stays on the page and can be tried again', async () => {
  await connect(asks)
  hub.answer(`POST ${at}/decision`, () => problem(503, 'hub.unavailable'))
  await press('Go on to Farnell Portal')
  await expect.element(page.getByRole('alert')).toHaveTextContent(/./)
  await expect.element(page.getByRole('button', { name: 'Go on to Farnell Portal' })).toBeEnabled()
  expect(gone()).toEqual([])
})

test('Connect: a fresh sign-in is asked for at the door', async () => {
  await connect({ ...asks, again: true })
  await expect.poll(gone).toEqual([`/login?to=${encodeURIComponent(`/connect?request=${pending}`)}`])
})

test('Connect: signing out is a question, and an old request says that it is over', async () => {
  await connect({ ...asks, kind: 'sign_out' })
  await press('Stay signed in')
  await expect.poll(() => hub.sent(`POST ${at}/decision`)).toEqual([{ allow: false }])
  await needTexts('connect', 'sso', 'fault')
  await drawAt(Connect, '/connect?request=one-that-nobody-knows-any-more')
  await expect.element(page.getByRole('heading', { name: 'This sign-in is over' })).toBeVisible()
})

test('Apps: one is taken off after a question', async () => {
  const app = {
    id: 'app_1', client: asks.client, supplier: asks.supplier, company: { id: company, name: 'Corner Shop' }, scopes: ['profile', 'email'], granted_at: '2026-11-01T00:00:00Z', last_used_at: '2026-11-21T00:00:00Z',
  }
  let items = [app]
  hub.answer('GET /api/sso/apps', () => json({ items }))
  hub.answer('DELETE /api/sso/apps/app_1', () => {
    items = []
    return new Response(null, { status: 204 })
  })
  await drawSigned(Apps, '/apps', { texts: ['apps', 'sso'] })
  await expect.element(page.getByText('It may know: Your name and language, Your e-mail address')).toBeVisible()
  await clean()
  await press('Take back Farnell Portal')
  await press('Take Farnell Portal off')
  await expect.element(page.getByText(/You have not signed in to any supplier's app/)).toBeVisible()
})

const supplier = { ...owner, permissions: ['sso.client.read', 'sso.client.write'], company: { ...owner.company, parts: ['supplier' as const] } }
const clients = `/api/companies/${company}/sso/clients`
const client = {
  id: 'cli_1', name: 'Farnell Portal', auth_method: 'client_secret_basic', redirect_uris: ['https://portal.example/cb'], post_logout_uris: [], scopes: ['openid', 'profile'], refresh: false, state: 'on',
  secrets: [{ created_at: '2026-11-01T00:00:00Z' }], created_at: '2026-11-01T00:00:00Z', updated_at: '2026-11-01T00:00:00Z',
}

test('Clients: a new portal gets its secret in the next step, shown once', async () => {
  let items: object[] = []
  hub.answer(`GET ${clients}`, () => json({ items }))
  hub.answer(`POST ${clients}`, () => {
    items = [{ ...client, secrets: [] }]
    return json(items[0], 201)
  })
  hub.answer(`POST ${clients}/cli_1/secrets`, () => json({ secret: 's3cret', created_at: '2026-11-22T00:00:00Z' }, 201))
  await drawSigned(Clients, '/c/$company/clients', { texts: ['clients', 'sso'], seats: [supplier] })
  await press('Connect a portal')
  await page.getByRole('textbox', { name: 'Name' }).fill('Farnell Portal')
  await page.getByRole('textbox', { name: 'Redirect addresses' }).fill('portal.example')
  await press('Connect')
  await expect.element(page.getByText('Give an address like www.example.com.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Redirect addresses' }).fill('https://portal.example/cb\nhttps://portal.example/two')
  await press('Connect')
  await expect.element(page.getByRole('dialog', { name: 'New secret for Farnell Portal' })).toBeVisible()
  expect(hub.sent(`POST ${clients}`)).toEqual([
    { name: 'Farnell Portal', auth_method: 'client_secret_basic', redirect_uris: ['https://portal.example/cb', 'https://portal.example/two'], post_logout_uris: [], scopes: ['openid', 'profile', 'email', 'customer'], refresh: false },
  ])
  await press('Make the secret')
  await expect.element(page.getByRole('textbox', { name: 'Secret', exact: true })).toHaveValue('s3cret')
  await clean()
})

test('Clients: switching one off is asked first, and it says what it does', async () => {
  let state = 'on'
  hub.answer(`GET ${clients}`, () => json({ items: [{ ...client, state }] }))
  hub.answer(`PATCH ${clients}/cli_1`, () => {
    state = 'off'
    return json({ ...client, state })
  })
  await drawSigned(Clients, '/c/$company/clients', { texts: ['clients', 'sso'], seats: [supplier] })
  await press('Switch off · Farnell Portal')
  await press('Switch off')
  await expect.element(page.getByText('switched off')).toBeVisible()
  expect(hub.sent(`PATCH ${clients}/cli_1`)).toEqual([{ state: 'off' }])
})
