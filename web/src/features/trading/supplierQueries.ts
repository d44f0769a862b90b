// What a supplier's screens ask the hub, and under which names it is kept. Keys begin ['trading', company]: an event asks all of them again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components as comparison } from '../../api/comparison.gen'
import type { components } from '../../api/trading.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'
import type { StateName } from './states'

type Schemas = components['schemas']
export type RelationshipRow = Schemas['RelationshipRow']
export type RelationshipDetail = Schemas['RelationshipDetail']
export type Check = Schemas['Check']
export type Decision = Schemas['Decision']
export type Act = Schemas['RelationshipAct']
export type Customer = Schemas['Customer']
export type CustomerRow = Schemas['CustomerRow']
export type CustomerRef = Schemas['CustomerRef']
export type CustomerState = Schemas['CustomerState']
export type CustomerSort = Schemas['CustomerSort']
export type CustomerFilter = Schemas['CustomerFilter']
export type Group = Schemas['CustomerGroup']
export type Terms = Schemas['Terms']
export type TermsSource = Schemas['TermsSource']
export type Invite = Schemas['Invite']
export type InviteState = Schemas['InviteState']
export type Block = Schemas['Block']
export type BlockKind = Schemas['BlockKind']
export type Grant = Schemas['Grant']
export type Sees = Schemas['Sees']
export type Viewer = Schemas['Viewer']
export type Notice = Schemas['Notice']
export type DisclosureEntry = Schemas['DisclosureEntry']
export type Profile = Schemas['Profile']
export type ProfileDraft = Schemas['ProfileDraft']
export type Import = Schemas['CustomerImport']
export type ImportLine = Schemas['CustomerImportLine']
export type ImportOutcome = Schemas['ImportOutcome']
export type ImportField = Schemas['ImportField']
export type OfferPage = comparison['schemas']['OfferPage']
export type Offer = comparison['schemas']['Offer']
export type PreviewRequest = comparison['schemas']['PreviewRequest']

/** Something with the version that was read; a change names it. */
export type Held<T> = { value: T; etag: string }

/** What an answer holds, with its ETag. */
export async function held<T>(call: Promise<{ data?: T; response: Response }>): Promise<Held<T>> {
  const { data, response } = await call
  return { value: data as T, etag: response.headers.get('ETag') ?? '*' }
}

/** Whatever is shown of relationships, customers and grants is asked for again. */
export const askAgain = (company: string) => queryClient.invalidateQueries({ queryKey: ['trading', company] })

const size = 50
const paged = { initialPageParam: undefined as string | undefined, getNextPageParam: (last: { next?: string }) => last.next }

export type RelationshipFilter = { state?: StateName[]; q?: string }
export const waiting: StateName[] = ['applied', 'more_asked']

export const relationshipPages = (company: string, filter: RelationshipFilter) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'relationships', filter],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/relationships', { params: { path: { company }, query: { ...filter, after, limit: size } }, signal })),
    ...paged,
  })

/** How many wait, and the first of them. */
export const waitingQuery = (company: string, limit: number) =>
  queryOptions({
    queryKey: ['trading', company, 'waiting', limit],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/relationships', { params: { path: { company }, query: { state: ['applied'], limit } }, signal })),
  })

export const relationshipQuery = (company: string, buyer: string) =>
  queryOptions({
    queryKey: ['trading', company, 'relationship', buyer],
    queryFn: ({ signal }) => held<RelationshipDetail>(api.GET('/api/companies/{company}/relationships/{buyer}', { params: { path: { company, buyer } }, signal })),
  })

/** Decides on the version that was read; 412 when a colleague was faster. */
export async function decide(company: string, buyer: string, etag: string, body: Decision) {
  const now = await held<RelationshipDetail>(
    api.POST('/api/companies/{company}/relationships/{buyer}/decision', { params: { path: { company, buyer }, header: { 'If-Match': etag } }, body }),
  )
  queryClient.setQueryData(relationshipQuery(company, buyer).queryKey, now)
  await askAgain(company)
  return now
}

export const disclosureQuery = (company: string, buyer: string) =>
  queryOptions({
    queryKey: ['trading', company, 'disclosure', buyer],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/relationships/{buyer}/disclosure', { params: { path: { company, buyer } }, signal })),
  })

export const readingQuery = (company: string, buyer: string) =>
  queryOptions({
    queryKey: ['trading', company, 'reading', buyer],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/relationships/{buyer}/reading', { params: { path: { company, buyer } }, signal })),
  })

export const customerPages = (company: string, filter: CustomerFilter, sort: CustomerSort) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'customers', filter, sort],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/customers', { params: { path: { company }, query: { ...filter, sort, after, limit: size } }, signal })),
    ...paged,
  })

/** The few that a field with search shows. */
export const customersFound = (company: string, q: string) =>
  queryOptions({
    queryKey: ['trading', company, 'found', q],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/customers', { params: { path: { company }, query: { q: q || undefined, limit: 8 } }, signal })),
  })

export const customerQuery = (company: string, customer: string) =>
  queryOptions({
    queryKey: ['trading', company, 'customer', customer],
    queryFn: ({ signal }) => held<Customer>(api.GET('/api/companies/{company}/customers/{customer}', { params: { path: { company, customer } }, signal })),
  })

export const groupsQuery = (company: string) =>
  queryOptions({
    queryKey: ['trading', company, 'groups'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/groups', { params: { path: { company } }, signal })),
  })

export const invitePages = (company: string, filter: { state?: InviteState; customer?: string }) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'invites', filter],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/invites', { params: { path: { company }, query: { ...filter, after, limit: size } }, signal })),
    ...paged,
  })

export const blockPages = (company: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'blocks', q],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/blocks', { params: { path: { company }, query: { q: q || undefined, after, limit: size } }, signal })),
    ...paged,
  })

export const grantPages = (company: string, q: string) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'grants', q],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/grants', { params: { path: { company }, query: { q: q || undefined, after, limit: size } }, signal })),
    ...paged,
  })

export const categoriesQuery = (company: string) =>
  queryOptions({
    queryKey: ['trading', company, 'categories'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/sheet/categories', { params: { path: { company } }, signal })),
  })

export const viewerPages = (company: string, filter: { category?: string; price?: 'list' | 'own' }) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'viewers', filter],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/viewers', { params: { path: { company }, query: { ...filter, after, limit: size } }, signal })),
    ...paged,
  })

export const disclosurePages = (company: string, buyer: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'disclosures', buyer ?? ''],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/disclosures', { params: { path: { company }, query: { buyer, after, limit: size } }, signal })),
    ...paged,
  })

export const noticePages = (company: string, open: boolean | undefined) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'notices', open ?? 'all'],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/notices', { params: { path: { company }, query: { open, after, limit: size } }, signal })),
    ...paged,
  })

export const profileQuery = (company: string) =>
  queryOptions({
    queryKey: ['trading', company, 'profile'],
    queryFn: ({ signal }) => held<Profile>(api.GET('/api/companies/{company}/profile', { params: { path: { company } }, signal })),
  })

export const importPages = (company: string) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'imports'],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/customer-imports', { params: { path: { company }, query: { after, limit: size } }, signal })),
    ...paged,
  })

export const importQuery = (company: string, id: string) =>
  queryOptions({
    queryKey: ['trading', company, 'import', id],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/customer-imports/{import}', { params: { path: { company, import: id } }, signal })),
  })

export const importLines = (company: string, id: string, outcome: ImportOutcome) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'importLines', id, outcome],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/customer-imports/{import}/lines', { params: { path: { company, import: id }, query: { outcome, after, limit: 200 } }, signal })),
    ...paged,
  })

export const previewPages = (company: string, request: Omit<PreviewRequest, 'after' | 'limit'>) =>
  infiniteQueryOptions({
    queryKey: ['trading', company, 'preview', request],
    queryFn: ({ pageParam: after, signal }) => ok(api.POST('/api/companies/{company}/preview', { params: { path: { company } }, body: { ...request, after, limit: 20 }, signal })),
    ...paged,
  })
