// The public pages against a running hub: its address is HUB_URL, and its built-in mailbox is on.
import { expect, test } from '@playwright/test'
import { clean } from '../looks'
import { freshEmail, goodPassword, linkTo, signUp, whoAmI } from './mailbox'

test.use({ locale: 'en-GB' })

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('hub.prefs', '{"lang":"en"}'))
})

test('sign up, open the mail in the built-in mailbox, choose a password, be signed in', async ({ page }) => {
  const email = freshEmail('ada')
  const errors: string[] = []
  // A refused password is an answer; and what this test itself looks for inside the mail is blocked there, as it should be.
  page.on('console', (m) => m.type() === 'error' && !/status of 422|Blocked script execution in 'about:srcdoc'/.test(m.text()) && errors.push(m.text()))
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click()
  await page.getByRole('checkbox', { name: 'We buy' }).check({ force: true })
  await page.getByRole('checkbox', { name: 'We sell' }).check({ force: true })
  await page.getByLabel('Company name').fill('Corner Shop')
  await page.getByRole('combobox', { name: 'Country or region' }).fill('中国')
  await page.getByRole('option', { name: 'China', exact: true }).click()
  await page.getByLabel('Your name').fill('Ada')
  await page.getByLabel('E-mail').fill(email)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Open the mailbox of this trial' }).click()
  await page.getByRole('link', { name: /Confirm your address/ }).click()
  const letter = page.frameLocator('iframe')
  await expect(letter.getByText('Hello Ada')).toBeVisible()
  // The mail's own colours are on, although no style of an attribute is allowed.
  await expect(letter.getByRole('link')).toHaveCSS('background-color', 'rgb(15, 92, 77)')
  await letter.getByRole('link').click()
  await expect(page.getByText('Hello Ada, this opens Corner Shop.')).toBeVisible()
  await clean(page)
  await page.getByLabel('New password').fill('password123')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/known from leaks/)).toBeVisible()
  await page.getByLabel('New password').fill(goodPassword)
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/welcome/)
  expect(await whoAmI(page)).toBe(email)
  expect(page.context().pages()).toHaveLength(1)
  expect(errors).toEqual([])
})

test('a sign-up link works once', async ({ page }) => {
  const email = freshEmail('once')
  await signUp(page, email, 'Once Ltd')
  await page.goto(await linkTo(page.request, email, '/welcome'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work any more')
})

test('a known address gets a mail that says so, and the page says nothing', async ({ page, browser, baseURL }) => {
  const email = freshEmail('known')
  await signUp(page, email, 'Known Ltd')
  const other = await browser.newPage({ baseURL, locale: 'en-GB' })
  await other.request.post('/api/signup', {
    headers: { 'X-Hub-Request': '1', Origin: baseURL ?? '' },
    data: { email, name: 'Eve', locale: 'en', company: { name: 'Evil', country: 'CN', parts: ['buyer'] } },
  })
  await linkTo(other.request, email, '/login')
  await other.close()
})

test('a wrong password is refused, the right one signs in and leads on', async ({ page, browser, baseURL }) => {
  const email = freshEmail('login')
  await signUp(page, email, 'Login Ltd')
  const fresh = await browser.newPage({ baseURL, locale: 'en-GB' })
  await fresh.goto('/login?to=%2Fdisplay')
  await fresh.getByLabel('E-mail or phone').fill(email.toUpperCase())
  await fresh.getByLabel('Password', { exact: true }).fill('not this one')
  await fresh.keyboard.press('Enter')
  await expect(fresh.getByRole('alert')).toHaveText('Name or password is not right.')
  expect(await whoAmI(fresh)).toBeNull()
  await fresh.keyboard.type(goodPassword)
  await fresh.keyboard.press('Enter')
  await expect(fresh).toHaveURL('/display')
  expect(await whoAmI(fresh)).toBe(email)
  await fresh.close()
})

test('too many wrong passwords have to wait, and are told how long', async ({ page, baseURL }) => {
  const login = freshEmail('many')
  for (let i = 0; i < 10; i++) {
    const answer = await page.request.post('/api/session', { headers: { 'X-Hub-Request': '1', Origin: baseURL ?? '' }, data: { login, password: 'guess' } })
    expect(answer.status()).toBe(401)
  }
  await page.goto('/')
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await expect(page.getByLabel('E-mail or phone')).toBeFocused()
  await page.keyboard.type(login)
  await page.getByLabel('Password', { exact: true }).fill('guess')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toHaveText(/Try again after \d\d:\d\d, in about \d+ minutes?\./)
})

test('a forgotten password is chosen anew, once, and signs in', async ({ page, browser, baseURL }) => {
  const email = freshEmail('reset')
  await signUp(page, email, 'Reset Ltd')
  const fresh = await browser.newPage({ baseURL, locale: 'en-GB' })
  await fresh.goto('/login')
  await fresh.getByRole('link', { name: 'Forgot password?' }).click()
  await fresh.getByLabel('E-mail or phone').fill(email)
  await fresh.keyboard.press('Enter')
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('Look into your mailbox')
  const link = await linkTo(fresh.request, email, '/reset')
  await fresh.goto(link)
  await fresh.getByLabel('New password').fill('five other words by heart')
  await fresh.keyboard.press('Enter')
  await expect(fresh).not.toHaveURL(/reset/)
  expect(await whoAmI(fresh)).toBe(email)
  // Everybody else who was signed in is out.
  expect(await whoAmI(page)).toBeNull()
  await fresh.goto('/')
  await fresh.goto(link)
  await fresh.getByLabel('New password').fill('six more words by heart now')
  await fresh.keyboard.press('Enter')
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('This link does not work any more')
  await fresh.close()
})

/** Invites as the signed-in owner, through the contract: the page for it is not this test's. */
async function invite(page: import('@playwright/test').Page, baseURL: string | undefined, email: string) {
  const { seats } = (await (await page.request.get('/api/session')).json()) as { seats: { company: { id: string } }[] }
  const answer = await page.request.post(`/api/companies/${seats[0]?.company.id}/invitations`, {
    headers: { 'X-Hub-Request': '1', Origin: baseURL ?? '', 'Idempotency-Key': email },
    data: { email, roles: ['buyer'], locale: 'en' },
  })
  expect(answer.status()).toBe(201)
  return linkTo(page.request, email, '/invitation')
}

test('somebody new accepts an invitation with a name and a password', async ({ page, browser, baseURL }) => {
  await signUp(page, freshEmail('owner'), 'Team Ltd')
  const email = freshEmail('new')
  const link = await invite(page, baseURL, email)
  const fresh = await browser.newPage({ baseURL, locale: 'en-GB' })
  await fresh.goto(link)
  await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('Join Team Ltd')
  await fresh.getByLabel('Your name').fill('Bob')
  await fresh.getByLabel('New password').fill(goodPassword)
  await fresh.keyboard.press('Enter')
  await expect(fresh).not.toHaveURL(/invitation/)
  expect(await whoAmI(fresh)).toBe(email)
  await fresh.close()
})

test('somebody known accepts with the password, or with one press when signed in', async ({ page, browser, baseURL }) => {
  await signUp(page, freshEmail('owner'), 'Two Teams Ltd')
  const email = freshEmail('both')
  const signedIn = await browser.newPage({ baseURL, locale: 'en-GB' })
  await signUp(signedIn, email, 'Own Ltd')

  const stranger = await browser.newPage({ baseURL, locale: 'en-GB' })
  const first = await invite(page, baseURL, email)
  await stranger.goto(first)
  await expect(stranger.getByText(`You have an account with ${email}.`)).toBeVisible()
  await stranger.getByLabel('Password', { exact: true }).fill('not this one')
  await stranger.keyboard.press('Enter')
  await expect(stranger.getByRole('alert')).toHaveText('Name or password is not right.')

  await signedIn.goto(first)
  await expect(signedIn.getByText('You are signed in as Ada.')).toBeVisible()
  await signedIn.getByRole('button', { name: 'Accept' }).click()
  await expect(signedIn).not.toHaveURL(/invitation/)
  const { seats } = (await (await signedIn.request.get('/api/session')).json()) as { seats: { company: { name: string } }[] }
  expect(seats.map((s) => s.company.name).toSorted()).toEqual(['Own Ltd', 'Two Teams Ltd'])
  await signedIn.close()
  await stranger.close()
})

for (const path of ['/', '/signup', '/login', '/forgot', '/mailbox', '/welcome#short']) {
  test(`${path} breaks no rule of axe and none of the policy`, async ({ page }) => {
    const errors: string[] = []
    page.on('console', (m) => m.type() === 'error' && errors.push(m.text()))
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await clean(page)
    expect(errors).toEqual([])
  })
}
