import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/sso.gen'
import { api, ok } from '../../../lib/api'

export type Client = components['schemas']['Client']
export type ClientScope = components['schemas']['ClientScope']
export type AuthMethod = components['schemas']['AuthMethod']
export type ClientSignIn = components['schemas']['ClientSignIn']

export const clientsQuery = (company: string) =>
  queryOptions({ queryKey: ['clients', company], queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/sso/clients', { params: { path: { company } }, signal })) })

/** One client with its version, fetched anew before it is changed. */
export async function clientToChange(company: string, client: string): Promise<Client & { etag?: string }> {
  const { data, response } = await api.GET('/api/companies/{company}/sso/clients/{client}', { params: { path: { company, client } } })
  return { ...(data as Client), etag: response.headers.get('ETag') ?? undefined }
}

export const signInPages = (company: string, client: string) =>
  infiniteQueryOptions({
    queryKey: ['clients', company, client, 'sign-ins'],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/sso/clients/{client}/sign-ins', { params: { path: { company, client }, query: { after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })
