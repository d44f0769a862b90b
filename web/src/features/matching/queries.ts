// What the pages of matching ask the hub, and what a queue of questions asks of it.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/matching.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'
import type { Side } from './pair'
import { Queue, type Asked, type Hub } from './queue'
import type { Reason } from './pair'

type Schemas = components['schemas']
export type Question = Schemas['MatchQuestion']
export type Product = Schemas['MatchProduct']
export type Whole = Schemas['MatchProductWhole']
export type Member = Schemas['MatchRecord']
export type Edge = Schemas['MatchEdge']
export type Policy = Schemas['MatchPolicy']
export type OwnItem = Schemas['MatchOwnItem']
export type Item = Schemas['MatchItem']
export type ItemState = Schemas['MatchItemState']

/** What is asked of a supplier: `about` is its own item, by which an answer is taken back. */
export type Ask = Asked & { about: string; left: OwnItem; right: Side; reasons: readonly Reason[] }

/** Everything of matching that is kept of a company is asked for again, but not the questions: they are not asked twice. */
export const again = (company: string) => queryClient.invalidateQueries({ queryKey: ['matching', company] })

export const statusQuery = (company: string) =>
  queryOptions({ queryKey: ['matching', company, 'status'], queryFn: ({ signal }) => ok(api.GET('/api/operator/{company}/matching/status', { params: { path: { company } }, signal })) })

/** The policy and what it means; with a precision, what that one would mean. */
export const policyQuery = (company: string, precision?: number) =>
  queryOptions({
    queryKey: ['matching', company, 'policy', precision ?? 'stands'],
    queryFn: ({ signal }) => ok(api.GET('/api/operator/{company}/matching/policy', { params: { path: { company }, query: { precision } }, signal })),
    placeholderData: keepPreviousData,
  })

export async function setPolicy(company: string, change: Schemas['MatchPolicyChange']) {
  const now = await ok(api.PUT('/api/operator/{company}/matching/policy', { params: { path: { company } }, body: change }))
  await again(company)
  return now
}

export const productPages = (company: string, q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['matching', company, 'products', q ?? ''],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/operator/{company}/matching/products', { params: { path: { company }, query: { q, after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })

export const productQuery = (company: string, product: string) =>
  queryOptions({
    queryKey: ['matching', company, 'product', product],
    queryFn: ({ signal }) => ok(api.GET('/api/operator/{company}/matching/products/{product}', { params: { path: { company, product } }, signal })),
  })

/** Takes one item out of a product, or cuts one edge. */
export const split = (company: string, product: string, what: Schemas['MatchSplit']) =>
  ok(api.POST('/api/operator/{company}/matching/products/{product}/split', { params: { path: { company, product } }, body: what }))

/** Items that have the words and are in no product. */
export const lonelyQuery = (company: string, q: string) =>
  queryOptions({
    queryKey: ['matching', company, 'lonely', q],
    queryFn: async ({ signal }) => (await ok(api.GET('/api/operator/{company}/matching/lonely', { params: { path: { company }, query: { q } }, signal }))).items,
    placeholderData: keepPreviousData,
    enabled: q !== '',
  })

/** What is joined: a product, or an item that is alone. */
export type Part = Product | Member

const partOf = (p: Part) => ('item' in p ? { supplier: p.supplier, item: p.item } : { product: p.id })

/** Says that two products or items are one product; refused where they contradict unless it is said despite that. */
export const join = (company: string, left: Part, right: Part, despite: boolean) =>
  ok(api.POST('/api/operator/{company}/matching/joins', { params: { path: { company } }, body: { left: partOf(left), right: partOf(right), despite } }))

export const undo = (company: string, deed: string) => ok(api.POST('/api/operator/{company}/matching/deeds/{deed}/undo', { params: { path: { company, deed } } }))

export const itemPages = (company: string, state: ItemState | undefined, q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['matching', company, 'items', state ?? 'all', q ?? ''],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/matching/items', { params: { path: { company }, query: { state, q, after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })

/** Takes an own item out of its product. */
export const leave = (company: string, item: string) => ok(api.POST('/api/companies/{company}/matching/items/{item}/leave', { params: { path: { company, item } } }))

/** Forgets what was said about an own item, so that it is matched anew. */
export const giveBack = (company: string, item: string) => ok(api.POST('/api/companies/{company}/matching/items/{item}/return', { params: { path: { company, item } } }))

const named = (key: string) => ({ 'Idempotency-Key': key })

const operatorHub = (company: string): Hub<Question> => ({
  next: async (limit) => {
    const { items, left } = await ok(api.GET('/api/operator/{company}/matching/questions', { params: { path: { company }, query: { limit } } }))
    return { questions: items, left }
  },
  answer: async (answers, key) => {
    const body = { answers: answers.map(({ id, version = 1, verdict, despite }) => ({ question: id, version, verdict, despite })) }
    const { results, left } = await ok(api.POST('/api/operator/{company}/matching/answers', { params: { path: { company }, header: named(key) }, body }))
    return { outcomes: results.map(({ deed, ...r }) => ({ ...r, back: deed })), left }
  },
  takeBack: (deed, key) => api.POST('/api/operator/{company}/matching/deeds/{deed}/undo', { params: { path: { company, deed } }, headers: named(key) }),
})

const supplierHub = (company: string): Hub<Ask> => ({
  next: async (limit) => {
    const { items, left } = await ok(api.GET('/api/companies/{company}/matching/asks', { params: { path: { company }, query: { limit } } }))
    return { questions: items.map(({ item, product, ...ask }) => ({ ...ask, about: item.id, left: item, right: product })), left }
  },
  answer: async (answers, key) => {
    const body = { answers: answers.map(({ id, verdict }) => ({ ask: id, verdict })) }
    const { results, left } = await ok(api.POST('/api/companies/{company}/matching/answers', { params: { path: { company }, header: named(key) }, body }))
    return { outcomes: results.map(({ outcome }, i) => ({ outcome, back: answers[i]?.about })), left }
  },
  asksAnew: true,
  takeBack: (item, key) => api.POST('/api/companies/{company}/matching/items/{item}/return', { params: { path: { company, item } }, headers: named(key) }),
})

/** The queue of a person at a company goes on over visits of its page, and keeps what it could not send over restarts. */
function queueOf<Q extends Asked>(kind: string, company: string, person: string, hub: (company: string) => Hub<Q>): Queue<Q> {
  const key = ['answering', kind, company, person]
  const kept = queryClient.getQueryData<Queue<Q>>(key)
  if (kept) return kept
  queryClient.setQueryDefaults(key, { structuralSharing: false, gcTime: Infinity })
  return queryClient.setQueryData(key, new Queue(hub(company), `hub.${kind}.${company}.${person}`)) as Queue<Q>
}

export const questionsOf = (company: string, person: string) => queueOf('questions', company, person, operatorHub)
export const asksOf = (company: string, person: string) => queueOf('asks', company, person, supplierHub)
