// What the screens of ordering ask the hub. Keys begin ['ordering', company]: an event of an order asks all of them again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/ordering.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'

type Schemas = components['schemas']
export type Draft = Schemas['PurchaseDraft']
export type Mode = Schemas['PurchaseMode']
export type Preview = Schemas['PurchasePreview']
export type PlannedOrder = Schemas['PlannedOrder']
export type PlannedLine = Schemas['PlannedLine']
export type OrderProblem = Schemas['OrderProblem']
export type Purchase = Schemas['Purchase']
export type Summary = Schemas['OrderSummary']
export type Status = Schemas['OrderStatus']
export type Order = Schemas['Order']
export type Line = Schemas['OrderLine']
export type LineState = Schemas['OrderLineState']
export type Event = Schemas['OrderEvent']
export type Message = Schemas['OrderMessage']
export type Act = Schemas['OrderActDraft']
export type Side = Schemas['OrderSide']
export type Sort = Schemas['OrderSort']
export type Money = Schemas['OrderMoney']
export type Job = Awaited<ReturnType<typeof exportOrders>>

export type Filter = { q?: string; status?: Status; waiting?: boolean; sort?: Sort }

const key = (company: string) => ['ordering', company]
const size = 50

export const askAgain = (company: string) => queryClient.invalidateQueries({ queryKey: key(company) })

/** What a purchase would come to now. Nothing of it is kept for long: prices and stock move. */
export const previewQuery = (company: string, body: Draft) =>
  queryOptions({
    queryKey: ['preview', company, body],
    queryFn: ({ signal }) => ok(api.POST('/api/companies/{company}/purchases/preview', { params: { path: { company } }, body, signal })),
    enabled: body.lines.length > 0,
    staleTime: 0,
    gcTime: 60_000,
  })

export const purchaseQuery = (company: string, purchase: string) =>
  queryOptions({
    queryKey: [...key(company), 'purchase', purchase],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/purchases/{purchase}', { params: { path: { company, purchase } }, signal })),
  })

/** Orders everything at once. The same name of the act, sent again, orders nothing twice. */
export async function createPurchase(company: string, body: Draft, name: string) {
  const made = await ok(api.POST('/api/companies/{company}/purchases', { params: { path: { company }, header: { 'Idempotency-Key': name } }, body }))
  queryClient.setQueryData(purchaseQuery(company, made.id).queryKey, made)
  void askAgain(company)
  return made
}

/** Orders as the side sees them: the buyer those it placed, the supplier those it got. */
export const orderPages = (side: Side, company: string, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [...key(company), side, 'pages', filter],
    queryFn: ({ pageParam: after, signal }) => {
      const params = { path: { company }, query: { ...filter, after, limit: size } }
      return ok(side === 'buyer' ? api.GET('/api/companies/{company}/placed-orders', { params, signal }) : api.GET('/api/companies/{company}/orders', { params, signal }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** The first few that wait for this side, with how many there are in all. */
export const waitingQuery = (side: Side, company: string, limit: number) =>
  queryOptions({
    queryKey: [...key(company), side, 'waiting', limit],
    queryFn: ({ signal }) => {
      const params = { path: { company }, query: { waiting: true, sort: 'due' as const, limit } }
      return ok(side === 'buyer' ? api.GET('/api/companies/{company}/placed-orders', { params, signal }) : api.GET('/api/companies/{company}/orders', { params, signal }))
    },
  })

export const orderQuery = (side: Side, company: string, order: string) =>
  queryOptions({
    queryKey: [...key(company), side, 'one', order],
    queryFn: ({ signal }) => {
      const params = { path: { company, order } }
      return ok(side === 'buyer' ? api.GET('/api/companies/{company}/placed-orders/{order}', { params, signal }) : api.GET('/api/companies/{company}/orders/{order}', { params, signal }))
    },
  })

/** Does something with lines of an order, as it was read; what it is then is shown at once. */
export async function actOn(side: Side, company: string, { summary: { id: order, version } }: Order, acts: Act[]) {
  const params = { path: { company, order }, header: { 'If-Match': `"${version}"` } }
  const now = await ok(side === 'buyer' ? api.POST('/api/companies/{company}/placed-orders/{order}/acts', { params, body: { acts } }) : api.POST('/api/companies/{company}/orders/{order}/acts', { params, body: { acts } }))
  queryClient.setQueryData(orderQuery(side, company, order).queryKey, now)
  void askAgain(company)
  return now
}

export async function write(side: Side, company: string, order: string, text: string, name: string) {
  const params = { path: { company, order }, header: { 'Idempotency-Key': name } }
  await (side === 'buyer' ? api.POST('/api/companies/{company}/placed-orders/{order}/messages', { params, body: { text } }) : api.POST('/api/companies/{company}/orders/{order}/messages', { params, body: { text } }))
  await queryClient.invalidateQueries({ queryKey: orderQuery(side, company, order).queryKey })
}

/** Accepts all that waits in several orders, each as it was read; tells what became of each. */
export async function acceptOrders(company: string, orders: readonly Summary[]) {
  const { orders: done } = await ok(api.POST('/api/companies/{company}/orders/accept', { params: { path: { company } }, body: { orders: orders.map(({ id: order, version }) => ({ order, version })) } }))
  void askAgain(company)
  return done
}

export type Settings = Schemas['OrderSettings']

export const settingsQuery = (company: string) =>
  queryOptions({ queryKey: [...key(company), 'settings'], queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/order-settings', { params: { path: { company } }, signal })) })

/** Says how orders are answered, over the settings that were read. */
export async function putSettings(company: string, version: number, body: Schemas['OrderSettingsDraft']) {
  const now = await ok(api.PUT('/api/companies/{company}/order-settings', { params: { path: { company }, header: { 'If-Match': `"${version}"` } }, body }))
  queryClient.setQueryData(settingsQuery(company).queryKey, now)
}

export const exportOrders = (side: Side, company: string, { q, status, waiting }: Filter, format: 'csv' | 'xlsx') => {
  const call = { params: { path: { company } }, body: { format, q, status, waiting } }
  return ok(side === 'buyer' ? api.POST('/api/companies/{company}/placed-orders/export', call) : api.POST('/api/companies/{company}/orders/export', call))
}

/** The lines of an order as they were ordered, to order them again. */
export const basketOf = async (company: string, order: string) => (await ok(api.GET('/api/companies/{company}/placed-orders/{order}/basket', { params: { path: { company, order } } }))).lines
