import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ok } from '../../lib/api'
import { ended } from './progress'

/** Live events bring progress; this is for a browser that gets none. */
const slowly = 5_000

export const jobPages = (company: string) =>
  infiniteQueryOptions({
    queryKey: ['jobs', company, 'list'],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/jobs', { params: { path: { company }, query: { after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => (state.data?.pages.some((p) => p.items.some((j) => !ended(j))) ? slowly : false),
  })

export const jobQuery = (company: string, job: string) =>
  queryOptions({
    queryKey: ['jobs', company, 'one', job],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/jobs/{job}', { params: { path: { company, job } }, signal })),
    refetchInterval: ({ state }) => (state.data && !ended(state.data) ? slowly : false),
  })

/** Lets the browser fetch the file itself, so that a large one does not pass through the page; first the session is made sure of. */
export async function download(address: string) {
  await api.GET('/api/session')
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
