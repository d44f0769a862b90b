import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/identity.gen'
import { api, ok } from '../../../lib/api'

export type TeamSeat = components['schemas']['Seat']
export type Invitation = components['schemas']['Invitation']

const size = 50

export const seatPages = (company: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['team', company, 'seats', q],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/seats', { params: { path: { company }, query: { q: q || undefined, after, limit: size } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

export const invitationPages = (company: string) =>
  infiniteQueryOptions({
    queryKey: ['team', company, 'invitations'],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/invitations', { params: { path: { company }, query: { after, limit: size } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** The first few, for those who only ask whether there are any. */
export const seatsQuery = (company: string, limit: number) =>
  queryOptions({
    queryKey: ['team', company, 'first', limit],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/seats', { params: { path: { company }, query: { limit } }, signal })),
  })

export const invitationsQuery = (company: string, limit: number) =>
  queryOptions({
    queryKey: ['team', company, 'invited', limit],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/invitations', { params: { path: { company }, query: { limit } }, signal })),
  })
