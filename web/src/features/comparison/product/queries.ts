// What the page of a product asks the hub. Keys stand below those of trading: an event of a relationship makes products old too.
import { queryOptions } from '@tanstack/react-query'
import type { components as Catalog } from '../../../api/catalog.gen'
import type { components } from '../../../api/comparison.gen'
import { api, ok } from '../../../lib/api'
import { queryClient } from '../../../lib/query'

type Schemas = components['schemas']
export type Product = Schemas['ProductPage']
export type ProductOffer = Schemas['ProductOffer']
export type PerUnit = Schemas['PricePerUnit']
export type Evidence = Schemas['SameEvidence']
export type Contradiction = Schemas['SameContradiction']
export type Facts = Schemas['OwnItemFacts']
export type FactsDraft = Schemas['OwnItemDraft']
export type Alternate = Schemas['Alternate']
export type AlternateDraft = Schemas['AlternateDraft']
export type Point = Schemas['PricePoint']
export type Says = Schemas['SameSaid']['says']
export type Medium = Catalog['schemas']['ItemMedia']

/** An item of a supplier. */
export type Ref = { supplier: string; item: string }

export const sameRef = (a: Ref, b: Ref) => a.supplier === b.supplier && a.item === b.item
export const keyOf = ({ supplier, item }: Ref) => `${supplier} ${item}`
export const refOf = ({ supplier, offer }: { supplier: string; offer: { item: string } }): Ref => ({ supplier, item: offer.item })

const path = (company: string, { supplier, item }: Ref) => ({ company, supplier, item })

export const productQuery = (company: string, ref: Ref) =>
  queryOptions({
    queryKey: ['trading', company, 'product', ref.supplier, ref.item],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/suppliers/{supplier}/items/{item}/product', { params: { path: path(company, ref) }, signal })),
  })

export const historyQuery = (company: string, ref: Ref, days: number) =>
  queryOptions({
    queryKey: ['trading', company, 'product', ref.supplier, ref.item, 'history', days],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/suppliers/{supplier}/items/{item}/price-history', { params: { path: path(company, ref), query: { days } }, signal })),
  })

export const mediaQuery = (company: string, ref: Ref) =>
  queryOptions({
    queryKey: ['trading', company, 'product', ref.supplier, ref.item, 'media'],
    queryFn: async ({ signal }) => (await ok(api.GET('/api/companies/{company}/suppliers/{supplier}/items/{item}/media', { params: { path: path(company, ref) }, signal }))).media,
  })

export const mediaPath = (company: string, { supplier, item }: Ref, media: string, thumbnail = false) =>
  `/api/companies/${company}/suppliers/${supplier}/items/${item}/media/${media}${thumbnail ? '/thumbnail' : ''}`

export const suggestQuery = (company: string, q: string) =>
  queryOptions({
    queryKey: ['trading', company, 'found', 'suggested', q],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/offers/suggestions', { params: { path: { company }, query: { q, limit: 10 } }, signal })),
    enabled: q.trim() !== '',
  })

/** What the buyer says for itself stands on all pages of what is the same. */
export const again = (company: string) =>
  Promise.all([queryClient.invalidateQueries({ queryKey: ['trading', company, 'product'] }), queryClient.invalidateQueries({ queryKey: ['trading', company, 'own'] })])

export async function putOwn(company: string, ref: Ref, body: FactsDraft) {
  await ok(api.PUT('/api/companies/{company}/suppliers/{supplier}/items/{item}/own', { params: { path: path(company, ref) }, body }))
  await again(company)
}

export async function say(company: string, ref: Ref, other: Ref, says: Says) {
  await ok(api.PUT('/api/companies/{company}/suppliers/{supplier}/items/{item}/same', { params: { path: path(company, ref) }, body: { supplier: other.supplier, item: other.item, says } }))
  await again(company)
}

export async function putAlternates(company: string, ref: Ref, tag: string | undefined, lines: AlternateDraft[]) {
  await ok(api.PUT('/api/companies/{company}/suppliers/{supplier}/items/{item}/alternates', { params: { path: path(company, ref) }, body: { tag, lines } }))
  await again(company)
}
