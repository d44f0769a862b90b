import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api, ok, onSignedOut } from './api'
import { setPrefs } from './prefs'
import type { Problem } from './problem'

/** A hub of the test's own: answers are functions of the request, calls are kept. */
const calls: Request[] = []
let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 204 })

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers } })
const unauthenticated = () => json({ code: 'hub.unauthenticated', title: 'x', detail: 'x', status: 401, type: 'x', request_id: 'r' }, 401)
const paths = () => calls.map((c) => new URL(c.url).pathname)

beforeEach(() => {
  calls.length = 0
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request
    calls.push(request.clone())
    return answer(request)
  })
})
afterEach(() => vi.restoreAllMocks())

test('every call says that it comes from our page, and in which language', async () => {
  setPrefs({ lang: 'zh-CN' })
  answer = () => json({ name: 'Manifold', version: '1', mailbox: false })
  expect((await ok(api.GET('/api/hub'))).name).toBe('Manifold')
  expect(calls[0]?.headers.get('X-Hub-Request')).toBe('1')
  expect(calls[0]?.headers.get('Accept-Language')).toBe('zh-CN')
  expect(calls[0]?.headers.has('Idempotency-Key')).toBe(false)
})

test('ten calls with an old session refresh it once and are all done, with the key they had', async () => {
  let fresh = false
  answer = async (request) => {
    if (request.url.endsWith('/api/session/refresh')) {
      await new Promise((r) => setTimeout(r, 20))
      fresh = true
      return json({})
    }
    return fresh ? json({ id: 'com_x' }, 201) : unauthenticated()
  }
  await Promise.all(Array.from({ length: 10 }, () => api.POST('/api/companies', { body: {} as never })))
  expect(paths().filter((p) => p === '/api/session/refresh')).toHaveLength(1)
  const keys = calls.filter((c) => c.url.endsWith('/api/companies')).map((c) => c.headers.get('Idempotency-Key'))
  expect(keys).toHaveLength(20)
  expect(new Set(keys).size).toBe(10)
})

test('a session that cannot be refreshed ends, once, and is said', async () => {
  const ended = vi.fn<() => void>()
  const stop = onSignedOut(ended)
  answer = unauthenticated
  await expect(api.GET('/api/sessions')).rejects.toMatchObject({ status: 401, code: 'hub.unauthenticated' })
  expect(paths()).toEqual(['/api/sessions', '/api/session/refresh'])
  expect(ended).toHaveBeenCalledOnce()
  stop()
})

test('a wrong password is an answer, not an old session', async () => {
  answer = unauthenticated
  await expect(api.POST('/api/session', { body: {} as never })).rejects.toMatchObject({ status: 401 })
  await expect(api.POST('/api/invitations/accept', { body: {} as never })).rejects.toMatchObject({ status: 401 })
  expect(paths()).toEqual(['/api/session', '/api/invitations/accept'])
})

test('a problem keeps what the hub said', async () => {
  answer = () => json({ code: 'hub.invalid', title: 'Invalid', detail: 'Look below.', status: 422, request_id: 'req_7', fields: [{ path: '/name', code: 'required', message: 'Missing.' }] }, 422, { 'Retry-After': '3' })
  const problem = (await api.GET('/api/hub').catch((e: unknown) => e)) as Problem
  expect(problem).toMatchObject({ status: 422, code: 'hub.invalid', requestID: 'req_7', retryAfter: 3, fields: [{ path: '/name', code: 'required', message: 'Missing.' }] })
})

test('the page of a proxy and a dead network are problems too', async () => {
  answer = () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } })
  await expect(api.GET('/api/hub')).rejects.toMatchObject({ status: 502, code: 'hub.unexpected' })
  answer = () => Promise.reject(new TypeError('Failed to fetch'))
  await expect(api.GET('/api/hub')).rejects.toMatchObject({ status: 0, code: 'hub.unreachable' })
})

test('addresses, queries, headers and bodies are written as the contract says', async () => {
  answer = () => json({ items: [] })
  await api.GET('/api/mailbox', { params: { query: { to: 'a b&c@例.cn' } } })
  expect(new URL(calls[0]?.url ?? '').searchParams.get('to')).toBe('a b&c@例.cn')
  await api.GET('/api/companies/{company}', { params: { path: { company: '../com_1' } } })
  expect(paths()[1]).toBe('/api/companies/..%2Fcom_1')
  await api.PATCH('/api/companies/{company}', { params: { path: { company: 'com_1' }, header: { 'If-Match': '"7"' } }, body: { name: '万' } as never })
  expect(calls[2]?.headers.get('If-Match')).toBe('"7"')
  expect(calls[2]?.headers.get('Content-Type')).toBe('application/json')
  expect(await calls[2]?.json()).toEqual({ name: '万' })
})
