// The company file with the version that was read; changes name it.
import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/trading.gen'
import { api } from '../../lib/api'

export type CompanyFile = components['schemas']['CompanyFile']
export type FileDraft = components['schemas']['CompanyFileDraft']
export type Versioned = { file: CompanyFile; etag: string }

/** What an answer holds, with its ETag. */
export async function versioned(call: Promise<{ data?: CompanyFile; response: Response }>): Promise<Versioned> {
  const { data, response } = await call
  return { file: data as CompanyFile, etag: response.headers.get('ETag') ?? '*' }
}

export const fileQuery = (company: string) =>
  queryOptions({
    queryKey: ['trading', company, 'file'],
    queryFn: ({ signal }) => versioned(api.GET('/api/companies/{company}/file', { params: { path: { company } }, signal })),
  })
