// What the screens of the catalogue ask the hub. Keys begin ['catalog', company]: an event asks all of them again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/catalog.gen'
import type { components as comparison } from '../../api/comparison.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'
import { askAgain as askTradingAgain, held } from '../trading/supplierQueries'
import type { Sort } from './choices'

type Schemas = components['schemas']
export type ItemRow = Schemas['ItemRow']
export type Item = Schemas['CatalogItem']
export type ItemDraft = Schemas['CatalogItemDraft']
export type ItemFilter = Schemas['CatalogItemFilter']
export type Lack = Schemas['ItemLack']
export type StateFilter = Schemas['ItemStateFilter']
export type Media = Schemas['ItemMedia']
export type Pack = Schemas['ItemPack']
export type Level = Schemas['PackLevel']
export type Attribute = Schemas['ItemAttribute']
export type AttributeDraft = Schemas['ItemAttributeDraft']
export type Definition = Schemas['AttributeDefinition']
export type Kind = Schemas['AttributeKind']
export type Category = Schemas['CatalogCategory']
export type CategoryDraft = Schemas['CatalogCategoryDraft']
export type Heading = Schemas['Heading']
export type Revision = Schemas['Revision']
export type Cause = Schemas['RevisionCause']
export type Change = Schemas['ItemFieldChange']
export type HistoryEntry = Schemas['ItemHistoryEntry']
export type RevisionChange = Schemas['RevisionChange']
export type Undone = Schemas['UndoOutcome']
export type BulkChange = Schemas['BulkItemChange']
export type BulkSet = Schemas['BulkItemSet']
export type BulkOutcome = Schemas['BulkItemOutcome']
/** An item as the price sheet knows it: with list price and stock. */
export type Facts = comparison['schemas']['SheetItem']

const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { next?: string }) => last.next }

/** A list that the hub wants in one parameter, with commas. */
const together = <T extends string>(list: readonly T[]) => [list.join(',') as T]

/** List prices and stock of these items, by their ids. */
async function factsOf(company: string, items: string[], signal: AbortSignal) {
  if (items.length === 0) return new Map<string, Facts>()
  const page = await ok(api.GET('/api/companies/{company}/sheet', { params: { path: { company }, query: { items: together(items) } }, signal }))
  return new Map(page.items.map((i) => [i.item as string, i]))
}

/** The items that a filter finds; with `priced`, what each costs and how many there are. */
export const itemPages = (company: string, filter: ItemFilter, sort: Sort, priced: boolean, limit = 50) =>
  infiniteQueryOptions({
    queryKey: ['catalog', company, 'items', filter, sort, priced, limit],
    queryFn: async ({ pageParam: after, signal }) => {
      const page = await ok(api.GET('/api/companies/{company}/items', { params: { path: { company }, query: { ...filter, without: filter.without && together(filter.without), sort, after, limit } }, signal }))
      return { ...page, facts: priced ? await factsOf(company, page.items.map((i) => i.id), signal) : new Map<string, Facts>() }
    },
    ...paged,
  })

export const itemQuery = (company: string, item: string) =>
  queryOptions({
    queryKey: ['catalog', company, 'item', item],
    queryFn: ({ signal }) => held<Item>(api.GET('/api/companies/{company}/items/{item}', { params: { path: { company, item } }, signal })),
  })

export const factsQuery = (company: string, item: string) =>
  queryOptions({
    queryKey: ['catalog', company, 'facts', item],
    queryFn: async ({ signal }) => (await factsOf(company, [item], signal)).get(item) ?? null,
  })

export const historyPages = (company: string, item: string) =>
  infiniteQueryOptions({
    queryKey: ['catalog', company, 'history', item],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/items/{item}/history', { params: { path: { company, item }, query: { after, limit: 30 } }, signal })),
    ...paged,
  })

export type RevisionFilter = { cause?: Cause; person?: string; from?: string; to?: string }

export const revisionPages = (company: string, filter: RevisionFilter) =>
  infiniteQueryOptions({
    queryKey: ['catalog', company, 'revisions', filter],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/revisions', { params: { path: { company }, query: { ...filter, after, limit: 50 } }, signal })),
    ...paged,
  })

export const revisionQuery = (company: string, revision: string) =>
  queryOptions({
    queryKey: ['catalog', company, 'revision', revision],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/revisions/{revision}', { params: { path: { company, revision } }, signal })),
  })

export const revisionChangePages = (company: string, revision: string) =>
  infiniteQueryOptions({
    queryKey: ['catalog', company, 'revisionChanges', revision],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/revisions/{revision}/changes', { params: { path: { company, revision }, query: { after, limit: 50 } }, signal })),
    ...paged,
  })

export const categoriesQuery = (company: string) =>
  queryOptions({
    queryKey: ['catalog', company, 'categories'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/categories', { params: { path: { company } }, signal })),
  })

export const suggestionsQuery = (company: string, category: string) =>
  queryOptions({
    queryKey: ['catalog', company, 'suggestions', category],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/categories/suggestions', { params: { path: { company }, query: { category } }, signal })),
    enabled: category !== '',
  })

/** Headings with these words or this beginning of a code; the chapters without any. */
export const headingsQuery = (company: string, q: string) =>
  queryOptions({
    queryKey: ['headings', q],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/headings', { params: { path: { company }, query: { q: q || undefined } }, signal })),
    staleTime: Infinity,
  })

/** Whatever is shown of the catalogue is asked for again, and what buyers are shown of it. */
export const askAgain = (company: string) => Promise.all([queryClient.invalidateQueries({ queryKey: ['catalog', company] }), askTradingAgain(company)])

export const mediaPath = (company: string, item: string, media: string, thumbnail = false) => `/api/companies/${company}/items/${item}/media/${media}${thumbnail ? '/thumbnail' : ''}`
