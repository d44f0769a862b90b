// What the screens of stock ask the hub. Keys begin ['catalog', company, 'stock']: an event of the catalogue or of stock asks all of them again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/inventory.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'

type Schemas = components['schemas']
export type StockItem = Schemas['StockItem']
export type Warehouse = Schemas['Warehouse']
export type WarehouseDraft = Schemas['WarehouseDraft']
export type Incoming = Schemas['Incoming']
export type Reservation = Schemas['Reservation']
export type Show = Schemas['StockShow']
export type Sort = Schemas['StockSort']
export type Line = Schemas['StockLine']
export type Outcome = Schemas['StockOutcome']
export type ReservationState = Schemas['ReservationState']

export const shows = ['all', 'free', 'none_free', 'uncounted', 'held', 'short', 'incoming', 'old'] as const satisfies readonly Show[]
export const sorts = ['sku', 'name', 'free', 'oldest'] as const satisfies readonly Sort[]

export type StockFilter = { q?: string; show?: Show; sort?: Sort; warehouse?: string }

const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { next?: string }) => last.next }

export const warehousesQuery = (company: string) =>
  queryOptions({
    queryKey: ['catalog', company, 'stock', 'warehouses'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/warehouses', { params: { path: { company } }, signal })),
  })

export const stockPages = (company: string, filter: StockFilter) =>
  infiniteQueryOptions({
    queryKey: ['catalog', company, 'stock', 'counts', filter],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/stock', { params: { path: { company }, query: { ...filter, after, limit: 100 } }, signal })),
    ...paged,
  })

export const incomingPages = (company: string, state: Incoming['state']) =>
  infiniteQueryOptions({
    queryKey: ['catalog', company, 'stock', 'incoming', state],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/incoming', { params: { path: { company }, query: { state, after } }, signal })),
    ...paged,
  })

export const reservationPages = (company: string, state: ReservationState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['catalog', company, 'stock', 'reservations', state],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/reservations', { params: { path: { company }, query: { state, after } }, signal })),
    ...paged,
  })

export const askAgain = (company: string) => queryClient.invalidateQueries({ queryKey: ['catalog', company] })

/** At most this many lines go to the hub at once. */
const most = 2000

/** Sets counts, in as many turns as it takes; lines of flags are counted over all of them. */
export async function putCounts(company: string, lines: readonly Line[]): Promise<Outcome> {
  const out: Outcome = { changed: 0, same: 0, flagged: [], before: [] }
  for (let from = 0; from < lines.length; from += most) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: they may speak of the same item
    const part = await ok(api.PUT('/api/companies/{company}/stock', { params: { path: { company } }, body: { lines: lines.slice(from, from + most) } }))
    out.changed += part.changed
    out.same += part.same
    out.flagged.push(...part.flagged.map((f) => ({ ...f, line: f.line + from })))
    out.before.push(...part.before)
  }
  await askAgain(company)
  return out
}
