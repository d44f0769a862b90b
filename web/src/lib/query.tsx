// What the pages with an account read lives here: one cache, stale first, asked again only where that can help.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { toProblem } from './problem'

/** A refusal is an answer; only a busy or unreachable hub is worth asking again. */
function retry(count: number, error: Error) {
  const { status } = toProblem(error)
  return count < 2 && (status === 0 || status >= 502)
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 30_000, gcTime: 600_000, retry, networkMode: 'offlineFirst' }, mutations: { retry: false } },
})

export const Queries = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
