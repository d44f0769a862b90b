// What the order box asks the hub: the rows of a file, what was bought last, what one thing costs now. Owns: those questions. Does not own: what rows mean (basket/paste).
import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/box.gen'
import { api, ok } from '../../../lib/api'
import type { Asked } from '../../comparison/basket/paste'
import type { Ref } from '../../comparison/product/queries'

type Schemas = components['schemas']
export type Bought = Schemas['BoughtLine']
export type Last = Schemas['LastPurchase']

/** What the company bought last. An order that changes makes it old. */
export const lastQuery = (company: string) =>
  queryOptions({
    queryKey: ['ordering', company, 'last purchase'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/order-box/last', { params: { path: { company } }, signal })),
  })

/** The last price and quantity of these, the newest first. */
export const boughtQuery = (company: string, items: readonly Ref[]) =>
  queryOptions({
    queryKey: ['ordering', company, 'bought', ...items.map((r) => r.item).toSorted()],
    queryFn: async ({ signal }) => (await ok(api.POST('/api/companies/{company}/order-box/bought', { params: { path: { company } }, body: { items: items.slice(0, 200) }, signal }))).lines,
    enabled: items.length > 0,
  })

/** One thing to look at: an item, or words. */
export type Thing = Asked & { ref?: Ref }

/** What one thing costs at each supplier, at a quantity. */
export const thingQuery = (company: string, { text, name, ref }: Thing, quantity: string) =>
  queryOptions({
    queryKey: ['trading', company, 'comparison', 'thing', text, name, ref?.supplier, ref?.item, quantity],
    queryFn: ({ signal }) =>
      ok(api.POST('/api/companies/{company}/comparison', { params: { path: { company } }, body: { lines: [{ key: '1', item: ref, text: text || undefined, name: name || undefined, quantity }] }, signal })),
    gcTime: 60_000,
  })
