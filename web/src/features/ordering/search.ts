// What narrows a list of orders, as it stands in the address. Owns: reading it, and what it asks. Does not own: the list.
import type { Filter, Side, Sort, Status } from './queries'
import { sorts, statuses } from './words'

/** Those that wait for this side, those of one status, or all. */
export const views = ['waiting', 'all', ...statuses] as const
export type View = (typeof views)[number]
export type Search = { q?: string; view?: View; sort?: Sort }

const one = <T extends string>(list: readonly T[], given: unknown) => list.find((x) => x === given)

/** Reads an address; what means nothing is left out. */
export const searchOf = (raw: Record<string, unknown>): Search => ({ q: typeof raw.q === 'string' && raw.q ? raw.q : undefined, view: one(views, raw.view), sort: one(sorts, raw.sort) })

/** A supplier works off what waits; a buyer looks for what it ordered. */
export const firstView = (side: Side): View => (side === 'supplier' ? 'waiting' : 'all')

/** What has to be answered first comes first; everything else by its age. */
export const firstSort = (view: View): Sort => (view === 'waiting' ? 'due' : 'newest')

export function filterOf(search: Search, side: Side): Filter {
  const view = search.view ?? firstView(side)
  return {
    q: search.q,
    waiting: view === 'waiting' || undefined,
    status: view === 'waiting' || view === 'all' ? undefined : (view satisfies Status),
    sort: search.sort ?? firstSort(view),
  }
}
