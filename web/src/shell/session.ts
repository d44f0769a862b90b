// Owns: who is signed in here, which seats that person has, which one was used last. Does not own: signing in and out on the wire.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { redirect, useParams } from '@tanstack/react-router'
import type { components } from '../api/identity.gen'
import { api, ok } from '../lib/api'
import { Problem, toProblem } from '../lib/problem'
import { queryClient } from '../lib/query'
import { forgetCompany, lastCompany } from './lastCompany'

export { forgetCompany, lastCompany, rememberCompany } from './lastCompany'

export type Session = components['schemas']['Session']
export type Seat = components['schemas']['MySeat']
export type Part = components['schemas']['Part']
export type Role = components['schemas']['Role']

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: ({ signal }) => ok(api.GET('/api/session', { signal })) })

/** Loads the session before a page of it is shown; without one it leads to signing in, and from there back. */
export async function enter(href: string): Promise<Session> {
  try {
    return await queryClient.fetchQuery({ ...sessionQuery, staleTime: 30_000 })
  } catch (error) {
    if (toProblem(error).status !== 401) throw error
    const known = lastCompany() !== null
    forgetCompany()
    // Home is where the bare address leads; who only typed that gets the first page, not a form.
    if (href === '/home' && known) throw redirect({ to: '/' })
    throw redirect({ to: '/login', search: href === '/home' ? {} : { to: href } })
  }
}

/** The seat used last, or the first. */
export const usualSeat = (session: Session, last = lastCompany()): Seat | undefined => session.seats.find((s) => s.company.id === last) ?? session.seats[0]

/** The session of the pages inside the signed-in frame, where it is always loaded. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (!data) throw new Problem({ status: 401, code: 'hub.unauthenticated' })
  return data
}

/** The seat a page works with: the one its address names, or else the one used last. */
export function useSeat(): Seat | undefined {
  const session = useSession()
  const { company } = useParams({ strict: false }) as { company?: string }
  return company ? seatIn(session, company) : usualSeat(session)
}

export const seatIn = (session: Session, company: string) => session.seats.find((s) => s.company.id === company)

/** The seat of a page whose address names the company; the frame around it has made sure that there is one. */
export function useCompanySeat(): Seat {
  const seat = useSeat()
  if (!seat) throw new Problem({ status: 404, code: 'hub.not_found' })
  return seat
}

export const isSuspended = (seat: Seat) => seat.company.state === 'suspended'

/** What a control for an act should do: not be there for a role that may not, be disabled while the company is suspended. */
export function mayOf(seat: Seat, permission: string): { shown: boolean; disabled: boolean } {
  const may = seat.permissions.includes(permission)
  const boss = seat.roles.includes('owner') || seat.roles.includes('admin')
  return { shown: may || (isSuspended(seat) && boss), disabled: !may }
}
