import { expect, type APIRequestContext, type Browser, type BrowserContext } from '@playwright/test'
import { freshEmail, goodPassword, linkTo } from './mailbox'

/** The running hub; the project of these tests exists only with it. */
const hub = process.env.HUB_URL ?? ''

/** What every page of the hub sends. */
const headers = { 'X-Hub-Request': '1', Origin: hub }

export const demoPassword = 'manifold demo 2026'

const tokenOf = (link: string) => link.split('#')[1] ?? ''

/** A browser of its own, in English unless it is said, as one person has it. */
export async function newBrowser(browser: Browser, lang: 'en' | 'zh-CN' = 'en'): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: hub, locale: lang === 'en' ? 'en-GB' : lang, timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 900 } })
  await context.addInitScript((saved) => localStorage.getItem('hub.prefs') ?? localStorage.setItem('hub.prefs', saved), JSON.stringify({ lang }))
  return context
}

export async function signIn(context: BrowserContext, login: string, password: string) {
  const answer = await context.request.post('/api/session', { headers, data: { login, password } })
  expect(answer.status()).toBe(201)
  const { session } = (await answer.json()) as { session: { seats: { company: { id: string; name: string } }[] } }
  return session.seats.map((s) => s.company)
}

/** A new company with its owner, signed in in this browser. */
export async function found(context: BrowserContext, name: string, parts: string[]) {
  const email = freshEmail('owner')
  const data = { email, name: 'Olga Owner', locale: 'en', company: { name, country: 'GB', parts } }
  expect((await context.request.post('/api/signup', { headers, data })).status()).toBe(202)
  const token = tokenOf(await linkTo(context.request, email, '/welcome'))
  const confirmed = await context.request.post('/api/signup/confirm', { headers, data: { token, password: goodPassword } })
  expect(confirmed.status()).toBe(201)
  const { session } = await confirmed.json()
  return { email, company: session.seats[0].company.id as string }
}

/** Takes the seat that an invitation offers, as somebody new, in this browser. */
export async function accept(context: BrowserContext, email: string, name: string) {
  const token = tokenOf(await linkTo(context.request, email, '/invitation'))
  const answer = await context.request.post('/api/invitations/accept', { headers, data: { token, name, password: goodPassword, locale: 'en' } })
  expect(answer.status()).toBe(201)
}

export const get = (request: APIRequestContext, path: string) => request.get(path).then((r) => r.status())
