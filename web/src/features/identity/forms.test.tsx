import { beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { needTexts } from '../../lib/i18n'
import { drawDoor, fakeHub, json, problem, staying } from '../../testing/hub'
import { clean, compose, composingKey, everywhere } from '../../testing/screen'
import { Forgot } from './Forgot'
import { Invitation } from './Invitation'
import { Login } from './Login'
import { Reset } from './Reset'
import { Secure } from './Secure'
import { SignUp } from './SignUp'
import { Welcome } from './Welcome'

const hub = fakeHub()
const token = 'a-token-as-long-as-the-hub-makes-it'
const box = (name: string | RegExp) => page.getByRole('textbox', { name })
const password = () => page.getByLabelText(/^(New p|P)assword/)
const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
const gone = staying()

beforeEach(() => needTexts('identity', 'fault'))

async function fillSignUp() {
  await page.getByRole('checkbox', { name: 'We buy' }).click({ force: true })
  await box('Company name').fill('Corner Shop')
  await page.getByRole('combobox', { name: 'Country or region' }).fill('德国')
  await page.getByRole('option', { name: 'Germany' }).click()
  await box('Your name').fill('Ada')
  await box('E-mail').fill('ada@corner.example')
}

test('Login: Enter signs in once and goes where one wanted to go', async () => {
  const { promise, resolve: done } = Promise.withResolvers<Response>()
  hub.answer('POST /api/session', () => promise)
  await drawDoor(Login, '/login?to=%2Fteam%3Ftab%3D2')
  await expect.element(box('E-mail or phone')).toHaveFocus()
  await userEvent.keyboard('ada@corner.example')
  await password().fill('correct horse')
  await userEvent.keyboard('{Enter}{Enter}')
  await page.getByRole('button', { name: 'Sign in' }).click({ force: true })
  expect(hub.sent('POST /api/session')).toEqual([{ login: 'ada@corner.example', password: 'correct horse' }])
  done(json({ session: {} }, 201))
  await expect.poll(gone).toEqual(['/team?tab=2'])
  // It stays at work until the page is gone.
  await expect.element(page.getByRole('button', { name: 'Sign in' })).toHaveAttribute('aria-busy', 'true')
})

test('Login: nothing typed marks both fields, counts them and focuses the first', async () => {
  await drawDoor(Login, '/login')
  await press('Sign in')
  await expect.element(page.getByText('2 fields need you')).toBeVisible()
  await expect.element(box('E-mail or phone')).toHaveFocus()
  await expect.element(box('E-mail or phone')).toHaveAccessibleDescription('This is needed.')
  expect(hub.calls).toEqual([])
  await userEvent.keyboard('wang')
  await expect.element(page.getByText('1 field needs you')).toBeVisible()
  await press('Sign in')
  await expect.element(box('E-mail or phone')).toHaveAccessibleDescription('Give an e-mail address or a phone number.')
  await clean()
})

test('Login: a wrong password is said, kept and ready to be typed over', async () => {
  hub.answer('POST /api/session', () => problem(401, 'identity.wrong_login'))
  await drawDoor(Login, '/login')
  await box('E-mail or phone').fill('13800000000')
  await password().fill('guess')
  await press('Sign in')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Name or password is not right.')
  await expect.element(box('E-mail or phone')).toHaveValue('13800000000')
  await expect.element(password()).toHaveValue('guess')
  await expect.element(password()).toHaveFocus()
  await userEvent.keyboard('x')
  await expect.element(password()).toHaveValue('x')
  expect(hub.calls).toHaveLength(1)
  await everywhere()
})

test.each([
  ['12', /Try again in 12 seconds\./],
  ['720', /Try again after \d\d:\d\d, in about 12 minutes\./],
])('Login: too many tries, %s seconds to wait', async (seconds, words) => {
  hub.answer('POST /api/session', () => problem(429, 'identity.too_many_tries', [], { 'Retry-After': seconds }))
  await drawDoor(Login, '/login')
  await box('E-mail or phone').fill('a@b.cn')
  await password().fill('guess')
  await press('Sign in')
  await expect.element(page.getByRole('alert')).toHaveTextContent(words)
})

test('Login: a password is shown and hidden again, and nothing is kept on the device', async () => {
  hub.answer('POST /api/session', () => json({ session: {} }, 201))
  await drawDoor(Login, '/login')
  await box('E-mail or phone').fill('a@b.cn')
  await password().fill('look at me')
  await press('Show the password')
  await expect.element(password()).toHaveAttribute('type', 'text')
  await press('Hide the password')
  await expect.element(password()).toHaveAttribute('type', 'password')
  await expect.element(password()).toHaveAttribute('autocomplete', 'current-password')
  await press('Sign in')
  await expect.poll(gone).toEqual(['/home'])
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toMatch(/look at me|a@b\.cn/)
})

test('Login: a foreign address in ?to= is not followed', async () => {
  hub.answer('POST /api/session', () => json({ session: {} }, 201))
  await drawDoor(Login, '/login?to=%2F%2Fevil.example')
  await box('E-mail or phone').fill('a@b.cn')
  await password().fill('look at me')
  await press('Sign in')
  await expect.poll(gone).toEqual(['/home'])
})

test('over plain http the page says that it needs https', async () => {
  await drawDoor(() => <Secure secure={false}>form</Secure>, '/login')
  await expect.element(page.getByRole('heading')).toHaveTextContent('Signing in needs https')
  await expect.element(page.getByRole('link', { name: 'Open it over https' })).toBeVisible()
  expect(page.getByText('form', { exact: true }).elements()).toEqual([])
  await everywhere()
})

test('SignUp: the list of countries comes for whoever goes there first, and they stay', async () => {
  await drawDoor(SignUp, '/signup')
  const country = page.getByRole('combobox', { name: 'Country or region' })
  ;(country.element() as HTMLElement).focus()
  await expect.element(country).not.toHaveAttribute('readonly')
  await expect.element(country).toHaveFocus()
  await userEvent.clear(country)
  await userEvent.keyboard('germ')
  await expect.element(page.getByRole('option', { name: 'Germany' })).toBeVisible()
  await clean()
})

test('SignUp: what was chosen and typed is sent, then the mailbox is the place to look', async () => {
  hub.answer('POST /api/signup', () => new Response(null, { status: 202 }))
  hub.answer('GET /api/hub', () => json({ name: 'x', version: '1', mailbox: true }))
  await drawDoor(SignUp, '/signup')
  await fillSignUp()
  await press('Send me the link')
  await expect.element(page.getByRole('heading')).toHaveTextContent('Look into your mailbox')
  await expect.element(page.getByRole('heading')).toHaveFocus()
  expect(hub.sent('POST /api/signup')).toEqual([
    { name: 'Ada', email: 'ada@corner.example', locale: 'en', company: { name: 'Corner Shop', country: 'DE', parts: ['buyer'] } },
  ])
  await expect.element(page.getByRole('link', { name: 'Open the mailbox of this trial' })).toHaveAttribute('href', '/mailbox?to=ada%40corner.example')
  await everywhere()
})

test('SignUp: it can be sent again after a minute; going back finds everything as it was', async () => {
  hub.answer('POST /api/signup', () => new Response(null, { status: 202 }))
  await drawDoor(SignUp, '/signup')
  await fillSignUp()
  await press('Send me the link')
  await expect.element(page.getByRole('button', { name: /Send again in \d+ s/ })).toBeDisabled()
  expect(page.getByRole('link', { name: /mailbox/ }).elements()).toEqual([])
  const later = Date.now() + 61_000
  vi.spyOn(Date, 'now').mockImplementation(() => later)
  await page.getByRole('button', { name: 'Send again', exact: true }).click()
  await expect.element(page.getByText('Sent again.')).toBeVisible()
  expect(hub.sent('POST /api/signup')).toHaveLength(2)
  await expect.element(page.getByRole('button', { name: /Send again in 60 s/ })).toBeDisabled()
  await press('Change the address')
  await expect.element(box('Company name')).toHaveValue('Corner Shop')
  await expect.element(page.getByRole('combobox', { name: 'Country or region' })).toHaveValue('Germany')
  await expect.element(page.getByRole('checkbox', { name: 'We buy' })).toBeChecked()
})

test('SignUp: what the hub refuses stands at its field, the first one is focused, nothing is lost', async () => {
  hub.answer('POST /api/signup', () => problem(422, 'hub.invalid', [{ path: '/company/name', code: 'name' }, { path: '/email', code: 'email' }]))
  await drawDoor(SignUp, '/signup')
  await fillSignUp()
  await press('Send me the link')
  await expect.element(box('Company name')).toHaveAccessibleDescription(/Give a name\./)
  await expect.element(box('Company name')).toHaveFocus()
  await expect.element(box('Your name')).toBeValid()
  await expect.element(page.getByText('2 fields need you')).toBeVisible()
  await expect.element(box('E-mail')).toHaveValue('ada@corner.example')
  await everywhere()
})

test('SignUp: an empty form asks first what the company does; an unreachable hub is said', async () => {
  vi.mocked(fetch).mockRejectedValue(new TypeError('Failed to fetch'))
  await drawDoor(SignUp, '/signup')
  await expect.element(page.getByRole('combobox', { name: 'Country or region' })).toBeEnabled()
  await press('Send me the link')
  await expect.element(page.getByRole('checkbox', { name: 'We buy' })).toHaveFocus()
  await userEvent.keyboard(' ')
  await expect.element(page.getByRole('checkbox', { name: 'We buy' })).toBeChecked()
  await page.getByRole('checkbox', { name: 'We buy' }).click({ force: true })
  await fillSignUp()
  await press('Send me the link')
  await expect.element(page.getByRole('alert')).toHaveTextContent('The hub cannot be reached.')
  await expect.element(box('Your name')).toHaveValue('Ada')
})

test('SignUp: Chinese is composed without loss, and its Enter sends nothing', async () => {
  await drawDoor(SignUp, '/signup')
  await box('Company name').click()
  await compose(['n', 'nan', 'nanshan'], '南山')
  composingKey(box('Company name').element(), 'Enter')
  await expect.element(box('Company name')).toHaveValue('南山')
  expect(page.getByText(/need you/).elements()).toEqual([])
  expect(hub.sent('POST /api/signup')).toEqual([])
})

test('Welcome: says whose link it is, how long the password is, and goes on', async () => {
  hub.answer('POST /api/signup/preview', () => json({ email: 'ada@corner.example', name: 'Ada', company: 'Corner Shop' }))
  hub.answer('POST /api/signup/confirm', (body) =>
    (body as { password: string }).password === 'password123' ? problem(422, 'hub.invalid', [{ path: '/password', code: 'password_leaked' }]) : json({ session: {} }, 201),
  )
  await drawDoor(Welcome, `/welcome#${token}`)
  await expect.element(page.getByText('Hello Ada, this opens Corner Shop.')).toBeVisible()
  expect(document.querySelector<HTMLInputElement>('[autocomplete=username]')?.value).toBe('ada@corner.example')
  await expect.element(password()).toHaveFocus()
  await userEvent.keyboard('short')
  await expect.element(page.getByText('3 characters to go')).toBeVisible()
  await press('Open Corner Shop')
  await expect.element(password()).toHaveAccessibleDescription(/At least 8 characters\./)
  expect(hub.sent('POST /api/signup/confirm')).toEqual([])
  await password().fill('password123')
  await expect.element(page.getByText(/^Allowed\./)).toBeVisible()
  await press('Open Corner Shop')
  await expect.element(password()).toHaveAccessibleDescription(/known from leaks/)
  await expect.element(password()).toHaveValue('password123')
  await everywhere()
  await password().fill('four words by heart')
  await expect.element(page.getByText('Good length')).toBeVisible()
  await press('Open Corner Shop')
  await expect.poll(gone).toEqual(['/home'])
  expect(hub.sent('POST /api/signup/confirm').at(-1)).toEqual({ token, password: 'four words by heart' })
})

test.each([
  [Welcome, 'welcome', /48 hours/, 'Sign in'],
  [Reset, 'reset', /one hour/, 'Ask for a new link'],
  [Invitation, 'invitation', /14 days/, 'Sign in'],
] as const)('a link of %o that is cut short is over, and says the way on', async (Page, path, words, action) => {
  await drawDoor(Page, `/${path}#short`)
  await expect.element(page.getByRole('heading')).toHaveTextContent('This link does not work any more')
  await expect.element(page.getByText(words)).toBeVisible()
  await expect.element(page.getByRole('link', { name: action })).toBeVisible()
  expect(hub.calls).toEqual([])
  await everywhere()
})

test('Welcome: a dead network is no dead link', async () => {
  hub.answer('POST /api/signup/preview', () => problem(503, 'hub.unavailable'))
  await drawDoor(Welcome, `/welcome#${token}`)
  await expect.element(page.getByRole('alert')).toHaveTextContent('The hub is busy for a moment.')
  hub.answer('POST /api/signup/preview', () => problem(404, 'identity.link_over'))
  await press('Try again')
  await expect.element(page.getByRole('heading')).toHaveTextContent('This link does not work any more')
})

test('Forgot: the answer is the same for everybody', async () => {
  hub.answer('POST /api/password/reset', () => new Response(null, { status: 202 }))
  hub.answer('GET /api/hub', () => json({ name: 'x', version: '1', mailbox: true }))
  await drawDoor(Forgot, '/forgot')
  await userEvent.keyboard('+86 138 0000 0000{Enter}')
  await expect.element(page.getByText(/If \+86 138 0000 0000 has an account here/)).toBeVisible()
  expect(hub.sent('POST /api/password/reset')).toEqual([{ login: '+86 138 0000 0000' }])
  await expect.element(page.getByRole('link', { name: 'Open the mailbox of this trial' })).toHaveAttribute('href', '/mailbox')
  await everywhere()
})

test('Reset: the new password signs in; a link used meanwhile is over', async () => {
  hub.answer('POST /api/password/reset/confirm', () => json({ session: {} }, 201))
  await drawDoor(Reset, `/reset#${token}`)
  await password().fill('four words by heart')
  await press('Save and sign in')
  await expect.poll(gone).toEqual(['/home'])
  expect(hub.sent('POST /api/password/reset/confirm')).toEqual([{ token, password: 'four words by heart' }])
})

test('Reset: a link used meanwhile is over', async () => {
  hub.answer('POST /api/password/reset/confirm', () => problem(404, 'identity.link_over'))
  await drawDoor(Reset, `/reset#${token}`)
  await password().fill('four words by heart')
  await press('Save and sign in')
  await expect.element(page.getByRole('link', { name: 'Ask for a new link' })).toBeVisible()
})

const invited = (known: boolean) => () => json({ company: 'Corner Shop', invited_by: 'Ada', email: 'bob@corner.example', known })
const me = (email: string) => () => json({ id: 's', person: { id: 'p', name: 'Bob', email, locale: 'en' }, seats: [] })

test('Invitation: somebody new gives a name and a password', async () => {
  hub.answer('POST /api/invitations/preview', invited(false))
  hub.answer('POST /api/invitations/accept', () => json({ session: {} }, 201))
  await drawDoor(Invitation, `/invitation#${token}`)
  await expect.element(page.getByRole('heading')).toHaveTextContent('Join Corner Shop')
  await expect.element(box('Your name')).toHaveFocus()
  await press('Accept')
  await expect.element(page.getByText('2 fields need you')).toBeVisible()
  await box('Your name').fill('Bob')
  await password().fill('four words by heart')
  await press('Accept')
  await expect.poll(gone).toEqual(['/home'])
  expect(hub.sent('POST /api/invitations/accept')).toEqual([{ token, locale: 'en', name: 'Bob', password: 'four words by heart' }])
})

test('Invitation: somebody known gives the password; a wrong one is tried once', async () => {
  hub.answer('POST /api/invitations/preview', invited(true))
  hub.answer('GET /api/session', () => problem(401, 'hub.unauthenticated'))
  hub.answer('POST /api/invitations/accept', () => problem(401, 'identity.wrong_login'))
  await drawDoor(Invitation, `/invitation#${token}`)
  await expect.element(page.getByText('You have an account with bob@corner.example.')).toBeVisible()
  expect(box('Your name').elements()).toEqual([])
  await password().fill('guess')
  await press('Accept')
  await expect.element(page.getByRole('alert')).toHaveTextContent('Name or password is not right.')
  expect(hub.sent('POST /api/invitations/accept')).toHaveLength(1)
  await everywhere()
})

test('Invitation: signed in as that person it is one press', async () => {
  hub.answer('POST /api/invitations/preview', invited(true))
  hub.answer('GET /api/session', me('bob@corner.example'))
  hub.answer('POST /api/invitations/accept', () => json({ session: {} }, 201))
  await drawDoor(Invitation, `/invitation#${token}`)
  await expect.element(page.getByText('You are signed in as Bob.')).toBeVisible()
  await press('Accept')
  await expect.poll(gone).toEqual(['/home'])
  expect(hub.sent('POST /api/invitations/accept')).toEqual([{ token, locale: 'en' }])
})

test('Invitation: signed in as somebody else it says who will be signed in', async () => {
  hub.answer('POST /api/invitations/preview', invited(true))
  hub.answer('GET /api/session', me('other@corner.example'))
  await drawDoor(Invitation, `/invitation#${token}`)
  await expect.element(page.getByText(/The invitation is for bob@corner\.example/)).toBeVisible()
  await expect.element(password()).toHaveFocus()
})

test('Invitation: a session that ended meanwhile asks for the password', async () => {
  hub.answer('POST /api/invitations/preview', invited(true))
  hub.answer('GET /api/session', me('bob@corner.example'))
  hub.answer('POST /api/invitations/accept', () => problem(401, 'identity.password_needed'))
  await drawDoor(Invitation, `/invitation#${token}`)
  await press('Accept')
  await expect.element(password()).toHaveFocus()
})
