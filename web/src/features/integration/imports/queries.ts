// What the screens of price imports ask the hub. Keys begin ['imports', company]: an event asks all of them again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/integration.gen'
import { api, ok } from '../../../lib/api'
import { queryClient } from '../../../lib/query'

type Schemas = components['schemas']
export type Import = Schemas['PriceImport']
export type Counts = Schemas['PriceImportCounts']
export type Column = Schemas['PriceFileColumn']
export type Choice = Schemas['PriceImportChoice']
export type Reading = Schemas['PriceFileReading']
export type ItemField = Schemas['ItemField']
export type Guard = Schemas['PriceGuard']
export type Line = Schemas['PriceLine']
export type Outcome = Schemas['PriceLineOutcome']
export type Change = Schemas['FieldChange']

export const paths = { import: '/api/companies/{company}/imports/{price_import}', lines: '/api/companies/{company}/imports/{price_import}/lines' } as const

/** States that end by themselves. */
export const atWork = ({ state }: Pick<Import, 'state'>) => state === 'judging' || state === 'committing' || state === 'rolling_back'

const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { next?: string }) => last.next }
/** Live events tell; this is for a browser that gets none. */
const slowly = 3_000

export const importPages = (company: string) =>
  infiniteQueryOptions({
    queryKey: ['imports', company, 'list'],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/imports', { params: { path: { company }, query: { after, limit: 50 } }, signal })),
    refetchInterval: ({ state }) => (state.data?.pages.some((p) => p.items.some(atWork)) ? slowly : false),
    ...paged,
  })

export const importQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ['imports', company, 'one', id],
    queryFn: ({ signal }) => ok(api.GET(paths.import, { params: { path: { company, price_import: id } }, signal })),
    refetchInterval: ({ state }) => (state.data && atWork(state.data) ? slowly : false),
  })

export const linePages = (company: string, id: string, outcome: Outcome, q = '') =>
  infiniteQueryOptions({
    queryKey: ['imports', company, 'lines', id, outcome, q],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET(paths.lines, { params: { path: { company, price_import: id }, query: { outcome, q: q || undefined, after, limit: 100 } }, signal })),
    ...paged,
  })

/** Whatever is shown of imports is asked for again. */
export const askAgain = (company: string) => queryClient.invalidateQueries({ queryKey: ['imports', company] })

/** The import as an act left it; lists of imports and lines are asked for again. */
export async function become(company: string, now: Import) {
  queryClient.setQueryData(importQuery(company, now.id).queryKey, now)
  await Promise.all([queryClient.invalidateQueries({ queryKey: ['imports', company, 'list'] }), queryClient.invalidateQueries({ queryKey: ['imports', company, 'lines', now.id] })])
}
