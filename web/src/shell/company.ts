import { queryOptions } from '@tanstack/react-query'
import type { components } from '../api/identity.gen'
import { api } from '../lib/api'

export type CompanyFile = components['schemas']['Company']
/** A company with the version that was read; changes name it. */
export type Versioned = { company: CompanyFile; etag: string }

/** What an answer holds, with its ETag. */
export async function versioned(call: Promise<{ data?: CompanyFile; response: Response }>): Promise<Versioned> {
  const { data, response } = await call
  return { company: data as CompanyFile, etag: response.headers.get('ETag') ?? '*' }
}

export const companyQuery = (company: string) =>
  queryOptions({
    queryKey: ['company', company],
    queryFn: ({ signal }) => versioned(api.GET('/api/companies/{company}', { params: { path: { company } }, signal })),
  })
