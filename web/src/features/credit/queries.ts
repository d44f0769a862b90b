// What the screens of credit ask the hub. Keys begin ['ordering', company, 'credit']: an event of an order asks all of them again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/credit.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'

type Schemas = components['schemas']
export type Account = Schemas['CreditAccount']
export type Whole = Schemas['CreditAccountWhole']
export type Terms = Schemas['CreditTerms']
export type Sums = Schemas['CreditSums']
export type Level = Schemas['CreditLevel']
export type Hold = Schemas['CreditHold']
export type Invoice = Schemas['CreditInvoice']
export type Entry = Schemas['CreditEntry']
export type EntryDraft = Schemas['CreditEntryDraft']
export type Cure = Schemas['CreditCure']
export type Own = Schemas['OwnCredit']
export type Question = Schemas['CreditQuestion']
export type OutlookOrder = Schemas['CreditOutlookOrder']
export type Show = Schemas['CreditShow']
export type Sort = Schemas['CreditSort']

export const shows = ['all', 'waiting', 'over', 'near', 'overdue', 'stopped', 'set'] as const satisfies readonly Show[]
export const sorts = ['name', 'use', 'room', 'exposure', 'oldest'] as const satisfies readonly Sort[]
export const levels = ['none', 'soft', 'hard'] as const satisfies readonly Level[]
export const kinds = ['invoice', 'payment', 'prepayment', 'credit', 'apply_prepayment', 'apply_credit', 'opening'] as const satisfies readonly EntryDraft['kind'][]

export type Filter = { q?: string; show?: Show; sort?: Sort }

const key = (company: string) => ['ordering', company, 'credit']
const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { next?: string }) => last.next }

export const askAgain = (company: string) => queryClient.invalidateQueries({ queryKey: ['ordering', company] })

export const accountPages = (company: string, filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [...key(company), 'accounts', filter],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/credit/accounts', { params: { path: { company }, query: { ...filter, after } }, signal })),
    ...paged,
  })

export const accountQuery = (company: string, buyer: string) =>
  queryOptions({
    queryKey: [...key(company), 'account', buyer],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/credit/accounts/{buyer}', { params: { path: { company, buyer } }, signal })),
  })

export const entryPages = (company: string, buyer: string) =>
  infiniteQueryOptions({
    queryKey: [...key(company), 'entries', buyer],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/credit/accounts/{buyer}/entries', { params: { path: { company, buyer }, query: { after } }, signal })),
    ...paged,
  })

export const holdsQuery = (company: string) =>
  queryOptions({
    queryKey: [...key(company), 'holds'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/credit/holds', { params: { path: { company } }, signal })),
  })

/** What an order takes at the supplier; null where it takes nothing. */
export const holdQuery = (company: string, order: string) =>
  queryOptions({
    queryKey: [...key(company), 'hold', order],
    queryFn: async ({ signal }) => {
      const all = await ok(api.GET('/api/companies/{company}/credit/holds', { params: { path: { company } }, signal }))
      return all.items.find((h) => h.order === order) ?? null
    },
  })

export const ownQuery = (company: string) =>
  queryOptions({
    queryKey: [...key(company), 'own'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/own-credit', { params: { path: { company } }, signal })),
  })

/** What orders would meet now. */
export const outlookQuery = (company: string, body: Question) =>
  queryOptions({
    queryKey: [...key(company), 'outlook', body],
    queryFn: ({ signal }) => ok(api.POST('/api/companies/{company}/own-credit/outlook', { params: { path: { company } }, body, signal })),
    enabled: body.orders.length > 0,
    staleTime: 0,
    gcTime: 60_000,
  })

export const exportAccounts = (company: string, filter: Filter, format: 'csv' | 'xlsx') =>
  ok(api.POST('/api/companies/{company}/credit/export', { params: { path: { company } }, body: { ...filter, format } }))
export type Job = Awaited<ReturnType<typeof exportAccounts>>
