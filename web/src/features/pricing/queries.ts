// What the screens of prices ask the hub. Keys begin ['trading', company, 'pricing']: what changes prices changes what buyers are shown, and the other way round.
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { components } from '../../api/pricing.gen'
import { api, ok } from '../../lib/api'
import type { Seat } from '../../shell/session'
import { askAgain as askTradingAgain, held } from '../trading/supplierQueries'

type Schemas = components['schemas']
export type PriceList = Schemas['PriceList']
export type PriceListDraft = Schemas['PriceListDraft']
export type PriceListKind = Schemas['PriceListKind']
export type PriceListState = Schemas['PriceListState']
export type PriceKind = Schemas['PriceKind']
export type PriceRule = Schemas['PriceRule']
export type PriceBound = Schemas['PriceBound']
export type PriceRounding = Schemas['PriceRounding']
export type PriceEntry = Schemas['PriceEntry']
export type PriceEntryLine = Schemas['PriceEntryLine']
/** A row, with the lists that it was asked for: while others are asked for, it still says what its figures are of. */
export type GridRow = Schemas['PriceGridRow'] & { of: readonly string[] }
export type GridCell = Schemas['PriceGridCell']
export type PriceChange = Schemas['PriceChange']
export type ChangeState = Schemas['PriceChangeState']
export type ChangeDraft = Schemas['PriceChangeDraft']
export type ChangeDraftLine = Schemas['PriceChangeDraftLine']
export type ChangeLine = Schemas['PriceChangeLine']
export type Policy = Schemas['PricingPolicy']
export type PolicyDraft = Schemas['PricingPolicyDraft']
export type ItemCost = Schemas['ItemCost']
export type ItemCostLine = Schemas['ItemCostLine']
export type Conditions = Schemas['TradeConditions']
export type ConditionLevel = Schemas['ConditionLevel']
export type ConditionLevelDraft = Schemas['ConditionLevelDraft']
export type FreightTable = Schemas['FreightTable']
export type Rate = Schemas['ReferenceRate']
export type RatesDraft = Schemas['RatesDraft']

const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { next?: string }) => last.next }
/** The hub's own bound of a page. */
const most = 200

/** Whatever is shown of prices is asked for again, and what buyers see of them. */
export const askAgain = (company: string) => askTradingAgain(company)

const key = (company: string, ...rest: unknown[]) => ['trading', company, 'pricing', ...rest] as const

export type ListFilter = { words?: string; kind?: PriceListKind; state?: PriceListState; group?: string; customer?: string }

export const listPages = (company: string, filter: ListFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: key(company, 'lists', filter, limit),
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/pricing/lists', { params: { path: { company }, query: { ...filter, after, limit } }, signal })),
    ...paged,
  })

/** The lists that can be columns of the grid. */
export const columnListsQuery = (company: string) =>
  queryOptions({
    queryKey: key(company, 'columns'),
    queryFn: async ({ signal }) => (await ok(api.GET('/api/companies/{company}/pricing/lists', { params: { path: { company }, query: { limit: most } }, signal }))).items,
  })

export const listQuery = (company: string, list: string) =>
  queryOptions({
    queryKey: key(company, 'list', list),
    queryFn: ({ signal }) => held<PriceList>(api.GET('/api/companies/{company}/pricing/lists/{list}', { params: { path: { company, list } }, signal })),
  })

export type When = 'all' | 'now' | 'later' | 'past'

export const entryPages = (company: string, list: string, words: string, when: When) =>
  infiniteQueryOptions({
    queryKey: key(company, 'entries', list, words, when),
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/pricing/lists/{list}/entries', { params: { path: { company, list }, query: { words: words || undefined, when, after, limit: 50 } }, signal })),
    ...paged,
  })

export type GridFilter = { words?: string; category?: string; brand?: string; family?: string; at?: string }

export const gridPages = (company: string, lists: readonly string[], filter: GridFilter) =>
  infiniteQueryOptions({
    queryKey: key(company, 'grid', lists, filter),
    queryFn: async ({ pageParam: after, signal }) => {
      const query = { ...filter, lists: lists.length > 0 ? [lists.join(',')] : undefined, after, limit: most }
      const page = await ok(api.GET('/api/companies/{company}/pricing/grid', { params: { path: { company }, query }, signal }))
      return { ...page, items: page.items.map((row): GridRow => ({ ...row, of: lists })) }
    },
    ...paged,
  })

/** The currency that most of a supplier's prices will be in: that of its first base price, of its first list without one. */
export function useUsualCurrency({ company: { id }, permissions }: Seat): string {
  const asked = { enabled: permissions.includes('pricing.list.read'), staleTime: Infinity }
  const rows = useInfiniteQuery({ ...gridPages(id, [], {}), ...asked }).data?.pages[0]?.items
  const lists = useQuery({ ...columnListsQuery(id), ...asked }).data
  return rows?.find((r) => r.base.currency)?.base.currency ?? lists?.[0]?.currency ?? 'CNY'
}

export const changePages = (company: string, state: ChangeState | undefined) =>
  infiniteQueryOptions({
    queryKey: key(company, 'changes', state),
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/pricing/changes', { params: { path: { company }, query: { state, after, limit: 50 } }, signal })),
    ...paged,
  })

export const changeQuery = (company: string, change: string) =>
  queryOptions({
    queryKey: key(company, 'change', change),
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/pricing/changes/{change}', { params: { path: { company, change } }, signal })),
  })

export type Only = 'under_floor' | 'raised' | 'lowered' | 'new' | 'cleared'

export const changeLinePages = (company: string, change: string, only: Only | undefined) =>
  infiniteQueryOptions({
    queryKey: key(company, 'changeLines', change, only),
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/pricing/changes/{change}/lines', { params: { path: { company, change }, query: { only, after, limit: most } }, signal })),
    ...paged,
  })

export const policyQuery = (company: string) =>
  queryOptions({
    queryKey: key(company, 'policy'),
    queryFn: ({ signal }) => held<Policy>(api.GET('/api/companies/{company}/pricing/policy', { params: { path: { company } }, signal })),
  })

export const costPages = (company: string, words: string) =>
  infiniteQueryOptions({
    queryKey: key(company, 'costs', words),
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/pricing/costs', { params: { path: { company }, query: { words: words || undefined, after, limit: 50 } }, signal })),
    ...paged,
  })

export const conditionsQuery = (company: string) =>
  queryOptions({
    queryKey: key(company, 'conditions'),
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/pricing/conditions', { params: { path: { company } }, signal })),
  })

export const resolvedQuery = (company: string, customer: string) =>
  queryOptions({
    queryKey: key(company, 'resolved', customer),
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/pricing/conditions/resolved', { params: { path: { company }, query: { customer } }, signal })),
  })

export const ratesQuery = (day: string | undefined) =>
  queryOptions({
    queryKey: ['rates', day],
    queryFn: ({ signal }) => ok(api.GET('/api/rates', { params: { query: { day } }, signal })),
  })
