// What the buyers' screens ask the hub about offers. Keys stand below those of trading: an event of a relationship makes offers old too.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/comparison.gen'
import { api, ok } from '../../../lib/api'
import { questionOf, type Search as Found } from './search'

type Schemas = components['schemas']
export type Offer = Schemas['Offer']
export type Shows = Schemas['Shows']
export type Promised = Schemas['StockPromise']
export type Answer = Schemas['AvailabilityAnswer']
export type Printed = Schemas['PrintedOffers']
export type Search = { q?: string; category?: string }

export const offerPages = (company: string, supplier: string, { q, category }: Search) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'offers', supplier, q ?? '', category ?? ''],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/suppliers/{supplier}/offers', { params: { path: { company, supplier }, query: { q, category, after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** What fits, page by page; the first one counts what could narrow it. */
export const foundPages = (company: string, search: Found) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'found', search],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/offers', { params: { path: { company }, query: { ...questionOf(search), facets: after === undefined || undefined, after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    enabled: Boolean(search.q),
  })

/** The first few, while somebody types. */
export const suggestions = (company: string, q: string) =>
  queryOptions({
    queryKey: ['trading', company, 'found', 'few', q],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/offers/suggestions', { params: { path: { company }, query: { q, limit: 6 } }, signal })),
    enabled: q !== '',
  })

/** Whether a quantity can be had; asked anew whenever what the supplier shows has changed. */
export const availabilityQuery = (company: string, supplier: string, item: string, quantity: string, epoch: number) =>
  queryOptions({
    queryKey: ['trading', company, 'availability', supplier, item, quantity, epoch],
    queryFn: async ({ signal }) => {
      const { lines } = await ok(
        api.POST('/api/companies/{company}/suppliers/{supplier}/availability', { params: { path: { company, supplier } }, body: { lines: [{ item, quantity }] }, signal }),
      )
      return lines[0] ?? null
    },
    enabled: quantity !== '',
  })
