// What the screens of promotions ask the hub. Keys begin ['trading', company, 'promotion']: what changes there changes what buyers are shown, and the other way round.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/promotion.gen'
import { api, ok } from '../../lib/api'
import { askAgain as askTradingAgain } from '../trading/supplierQueries'

type Schemas = components['schemas']
export type Promotion = Schemas['Promotion']
export type Rule = Schemas['PromotionDraft']
export type Kind = Schemas['PromotionKind']
export type Measure = Schemas['PromotionMeasure']
export type Selection = Schemas['PromotionSelection']
export type State = Schemas['PromotionState']
export type Policy = Schemas['PromotionPolicy']
export type Outcome = Schemas['PromotionOutcome']
export type Gap = Schemas['PromotionGap']
export type NamedItem = Schemas['PromotionItem']
export type Offered = Schemas['OfferedPromotion']
export type Basket = Schemas['PromotionBasket']
export type Deed = Schemas['PromotionDeed']['deed']

export const states = ['running', 'scheduled', 'draft', 'paused', 'ended', 'archived'] as const
export const kinds = ['percent', 'amount', 'fixed_price', 'n_for_m', 'bundle', 'gift', 'free_freight'] as const

const key = (company: string, ...rest: unknown[]) => ['trading', company, 'promotion', ...rest] as const

export const askAgain = (company: string) => askTradingAgain(company)

export const promotionPages = (company: string, q: string | undefined, state: State | undefined) =>
  infiniteQueryOptions({
    queryKey: key(company, 'list', q, state),
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/promotions', { params: { path: { company }, query: { q, state, after } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: { next?: string }) => last.next,
  })

export const promotionQuery = (company: string, promotion: string) =>
  queryOptions({
    queryKey: key(company, 'one', promotion),
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/promotions/{promotion}', { params: { path: { company, promotion } }, signal })),
  })

export const policyQuery = (company: string) =>
  queryOptions({
    queryKey: key(company, 'policy'),
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/promotions/policy', { params: { path: { company } }, signal })),
  })

/** What a supplier's running promotions are for the company that buys. */
export const offeredQuery = (company: string, supplier: string) =>
  queryOptions({
    queryKey: ['offers', company, supplier, 'promotions'] as const,
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/suppliers/{supplier}/promotions', { params: { path: { company, supplier } }, signal })),
  })

export const act = (company: string, promotion: Promotion, deed: Deed) =>
  ok(api.POST('/api/companies/{company}/promotions/{promotion}/act', { params: { path: { company, promotion: promotion.id }, header: { 'If-Match': promotion.etag } }, body: { deed } }))
