// What the buyers' screens ask the hub about suppliers, under keys that an event of a relationship makes old.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/trading.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'

type Schemas = components['schemas']
export type SupplierCard = Schemas['SupplierCard']
export type SupplierDetail = Schemas['SupplierDetail']
export type SupplierFilter = Schemas['SupplierFilter']
export type MyRelationship = Schemas['MyRelationship']
export type BoardEntry = Schemas['BoardEntry']
export type Outcome = Schemas['Applications']['outcomes'][number]
export type Trade = Schemas['Trade']
export type Terms = Schemas['Terms']
export type Ask = Schemas['Ask']
export type RelationshipEvent = Schemas['RelationshipEvent']
export type ContactPoint = Schemas['ContactPoint']
export type Sees = Schemas['Sees']

export type Search = { q?: string; trade?: Trade; region?: string; state?: SupplierFilter }

/** Everything of trading that is kept of a company is asked for again. */
export const again = (company: string) => queryClient.invalidateQueries({ queryKey: ['trading', company] })

const page = (company: string, search: Search, after: string | undefined, limit: number, signal?: AbortSignal) =>
  ok(api.GET('/api/companies/{company}/suppliers', { params: { path: { company }, query: { ...search, after, limit } }, signal }))

export const supplierPages = (company: string, search: Search) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'suppliers', search.q ?? '', search.trade ?? '', search.region ?? '', search.state ?? ''],
    queryFn: ({ pageParam: after, signal }) => page(company, search, after, 50, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** All that fit, page after page. */
export async function allSuppliers(company: string, search: Search, signal?: AbortSignal): Promise<SupplierCard[]> {
  const found: SupplierCard[] = []
  let after: string | undefined
  do {
    const { items, next } = await page(company, search, after, 200, signal)
    found.push(...items)
    after = next
  } while (after)
  return found
}

/** Suppliers that take an application now, with what each asks and the file lacks. */
export const openSuppliers = (company: string) =>
  queryOptions({ queryKey: ['trading', company, 'open'], queryFn: ({ signal }) => allSuppliers(company, { state: 'open' }, signal) })

export const supplierQuery = (company: string, supplier: string) =>
  queryOptions({
    queryKey: ['trading', company, 'supplier', supplier],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/suppliers/{supplier}', { params: { path: { company, supplier } }, signal })),
  })

type StateName = Schemas['RelationshipState']

export const boardPages = (company: string, q: string, state: readonly StateName[]) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'board', q, state.join()],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/board', { params: { path: { company }, query: { q: q || undefined, state: [...state], after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** How many relationships stand where; what the bars and the places say. */
export const countsQuery = (company: string) =>
  queryOptions({
    queryKey: ['trading', company, 'counts'],
    queryFn: async ({ signal }) => {
      const { counts } = await ok(api.GET('/api/companies/{company}/board', { params: { path: { company }, query: { limit: 1 } }, signal }))
      return Object.fromEntries(counts.map(({ state, count }) => [state, count])) as Partial<Record<StateName, number>>
    },
  })

/** Ends a relationship, or takes an application back. */
export async function close(company: string, supplier: string, reason: string) {
  await api.POST('/api/companies/{company}/suppliers/{supplier}/closing', { params: { path: { company, supplier } }, body: { reason: reason.trim() || undefined } })
  await again(company)
}
