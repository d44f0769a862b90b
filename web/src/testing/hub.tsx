// A hub of the tests' own, and pages at their address: what tests of whole pages share.
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider, Outlet, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { Texts } from '../lib/i18n'

type Answer = Response | Promise<Response>
type Call = { name: string; body: unknown; headers: Headers }

export const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

export const problem = (status: number, code: string, fields: { path: string; code: string; message?: string }[] = [], headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ type: `urn:manifold:problem:${code}`, title: '', detail: 'Said by the hub.', status, code, request_id: 'req_1', fields: fields.map((f) => ({ message: 'Said by the hub.', ...f })) }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })

/** Answers by "METHOD /path"; what nobody expects is answered with 404. Calls are kept in order. */
export function fakeHub() {
  const calls: Call[] = []
  let answers: Record<string, (body: unknown) => Answer> = {}
  beforeEach(() => {
    calls.length = 0
    answers = {}
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
      const request = input as Request
      const name = `${request.method} ${new URL(request.url).pathname}`
      const text = await request.clone().text()
      const body: unknown = text ? JSON.parse(text) : undefined
      calls.push({ name, body, headers: request.headers })
      return answers[name]?.(body) ?? problem(404, 'hub.not_found')
    })
  })
  afterEach(() => vi.restoreAllMocks())
  return {
    answer: (name: string, f: (body: unknown) => Answer) => {
      answers[name] = f
    },
    calls,
    sent: (name: string) => calls.filter((c) => c.name === name).map((c) => c.body),
  }
}

function Elsewhere() {
  const { href } = useLocation()
  return <p data-testid="elsewhere">{href}</p>
}

/** Draws a page at an address; any other address shows itself. */
export async function drawAt(Page: () => ReactNode, address: string) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: Elsewhere })
  const path = address.split(/[?#]/)[0] as '/'
  const page = createRoute({ getParentRoute: () => root, path, component: Page })
  const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory({ initialEntries: [address] }) })
  await router.load()
  return render(
    <Texts>
      <main>
        <RouterProvider router={router as never} />
      </main>
    </Texts>,
  )
}

/** Draws a page outside, which has no router, at its address. */
export function drawDoor(Page: () => ReactNode, address: string) {
  history.replaceState(null, '', address)
  return render(
    <Texts>
      <main>
        <Page />
      </main>
    </Texts>,
  )
}

/** Keeps the browser at the page of the test and notes where it was about to go instead. */
export function staying() {
  const own = location.href
  let gone: string[] = []
  const note = (event: NavigateEvent) => {
    if (!event.cancelable || event.hashChange || event.destination.sameDocument) return
    event.preventDefault()
    gone.push(event.destination.url.slice(location.origin.length))
  }
  beforeEach(() => {
    gone = []
    navigation.addEventListener('navigate', note)
  })
  afterEach(() => {
    // Past a router that still listens: it would follow.
    History.prototype.replaceState.call(history, null, '', own)
    navigation.removeEventListener('navigate', note)
  })
  return () => gone
}
