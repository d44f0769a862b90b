// Pages behind the door, for tests: with a session, a cache of their own, and a company in the address.
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { beforeEach } from 'vitest'
import { render } from 'vitest-browser-react'
import { needTexts, Texts } from '../lib/i18n'
import { Queries, queryClient } from '../lib/query'
import { sessionQuery, type Seat, type Session } from '../shell/session'
import { Toaster } from '../ui/Toast'

export const company = 'com_06evk3q2b5vt8h0000000000a0'

export const owner: Seat = {
  id: 'sea_06evk3q2b5vt8h0000000000a0',
  roles: ['owner'],
  permissions: ['audit.export', 'audit.read', 'identity.company.read', 'identity.company.write', 'identity.seat.read', 'identity.seat.write', 'job.cancel', 'job.read'],
  company: { id: company, name: 'Corner Shop', parts: ['buyer'], state: 'open' },
}

export const sessionOf = (...seats: Seat[]): Session => ({ id: 'ses_1', person: { id: 'per_1', name: 'Ada', email: 'ada@shop.example', locale: 'en' }, seats })

beforeEach(() => queryClient.clear())

const Elsewhere = () => <p data-testid="elsewhere">{useLocation().href}</p>

type Options = { texts: string[]; seats?: Seat[]; search?: string }

/** Draws a page at an address like /c/$company/team, with the texts it names; `search` is the rest of the address. */
export async function drawSigned(Page: () => ReactNode, path: string, { texts, seats = [owner], search = '' }: Options) {
  await needTexts('shell', 'identity', 'fault', ...texts)
  queryClient.setQueryData(sessionQuery.queryKey, sessionOf(...seats))
  const root = createRootRoute({ component: Outlet, notFoundComponent: Elsewhere })
  const page = createRoute({ getParentRoute: () => root, path: path as '/', component: Page })
  const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory({ initialEntries: [path.replace('$company', company) + search] }) })
  await router.load()
  return render(
    <Texts>
      <Queries>
        <main>
          <RouterProvider router={router as never} />
        </main>
        <Toaster />
      </Queries>
    </Texts>,
  )
}
