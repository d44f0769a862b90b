// The only way to the hub. Owns: headers, the refreshed session, problems. Does not own: caching (React Query), screens.
import type { Client } from 'openapi-fetch'
import type { paths } from '../api/paths.gen'
import { needTexts } from './i18n'
import { prefs } from './prefs'
import { offline, readProblem } from './problem'

const refreshPath = '/api/session/refresh'
const refreshedKey = 'hub.refreshed'

/** A random name for one act of a person; the same act sent twice carries the same name and is done once. */
export const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')

const signedOut = new Set<() => void>()

/** Calls f when the session has ended and cannot be refreshed. Returns how to stop. */
export function onSignedOut(f: () => void) {
  signedOut.add(f)
  return () => {
    signedOut.delete(f)
  }
}

/** What each request to the hub carries. */
export function prepare(request: Request) {
  request.headers.set('X-Hub-Request', '1')
  request.headers.set('Accept-Language', prefs().lang)
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey())
  return request
}

async function send(request: Request) {
  try {
    return await fetch(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    await faultTexts()
    throw offline()
  }
}

/** The texts for faults come with the first fault; without a network the hub's own sentence must do. */
const faultTexts = () => needTexts('fault').catch(() => undefined)

const lastRefresh = () => {
  try {
    return localStorage.getItem(refreshedKey)
  } catch {
    return null
  }
}

async function refreshOnce(seen: string | null) {
  // Another tab may have done it while this one waited; a refresh token used twice would end the session.
  if (lastRefresh() !== seen) return true
  const answer = await send(prepare(new Request(refreshPath, { method: 'POST' })))
  if (!answer.ok) return false
  try {
    localStorage.setItem(refreshedKey, newKey())
  } catch {
    // Without storage each tab refreshes for itself.
  }
  return true
}

let refreshing: Promise<boolean> | null = null

/** One refresh at a time, over all requests of this tab and, where the browser has locks, over all tabs. */
function refresh() {
  const seen = lastRefresh()
  refreshing ??= (navigator.locks ? navigator.locks.request('hub.refresh', () => refreshOnce(seen)) : refreshOnce(seen)).finally(() => {
    refreshing = null
  })
  return refreshing
}

/** These answer 401 for reasons of their own: a wrong password is not an expired session, and must not be tried twice. */
const ownAnswer = ({ method, url }: Request) => method === 'POST' && /^\/api\/(session|invitations\/accept$)/.test(new URL(url).pathname)

async function hubFetch(original: Request): Promise<Response> {
  const request = prepare(original)
  const again = request.clone()
  let answer = await send(request)
  if (answer.status === 401 && !ownAnswer(request)) {
    if (await refresh()) answer = await send(again)
    if (answer.status === 401) for (const f of signedOut) f()
  }
  if (answer.ok || answer.status === 304) return answer
  await faultTexts()
  throw await readProblem(answer)
}

type Init = {
  params?: { path?: Record<string, unknown>; query?: Record<string, unknown>; header?: Record<string, unknown> }
  body?: unknown
  headers?: HeadersInit
  signal?: AbortSignal
  parseAs?: 'json' | 'text' | 'blob' | 'stream'
}

const raw = (body: unknown): body is BodyInit => body instanceof Blob || body instanceof FormData || body instanceof URLSearchParams || typeof body === 'string'

function address(path: string, { path: parts = {}, query = {} }: NonNullable<Init['params']>) {
  const url = new URL(path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts[name]))), location.origin)
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) url.searchParams.append(name, String(one))
  }
  return url
}

async function parse(answer: Response, as: Init['parseAs']) {
  if (as === 'stream') return answer.body
  if (as === 'blob') return answer.blob()
  if (as === 'text') return answer.text()
  return (answer.headers.get('Content-Type') ?? '').includes('json') ? answer.json() : undefined
}

const does =
  (method: string) =>
  async (path: string, { params = {}, body, headers, signal, parseAs }: Init = {}) => {
    const head = new Headers(headers)
    for (const [name, value] of Object.entries(params.header ?? {})) if (value !== undefined) head.set(name, String(value))
    if (body !== undefined && !raw(body)) head.set('Content-Type', 'application/json')
    const request = new Request(address(path, params), { method, headers: head, signal, body: body === undefined || raw(body) ? body : JSON.stringify(body) })
    const response = await hubFetch(request)
    return { data: await parse(response, parseAs), response }
  }

/**
 * The typed client: `await ok(api.GET('/api/session'))`. Anything but 2xx is thrown as a Problem. It has the types of openapi-fetch and a
 * seventh of its code: what signs a person in must be small.
 */
export const api = { GET: does('GET'), POST: does('POST'), PUT: does('PUT'), PATCH: does('PATCH'), DELETE: does('DELETE') } as unknown as Pick<
  Client<paths>,
  'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
>

/** The data of an answer that came through. */
export async function ok<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  return (await call).data as NonNullable<T>
}
