// Which items a list shows, as it stands in the address. Owns: reading it. Does not own: asking the hub.
import { lacks, sorts, type Sort } from '../choices'
import type { ItemFilter, Lack, StateFilter } from '../queries'

/** As it stands in the address, written by anybody. */
export type Raw = { q?: string; category?: string; brand?: string; family?: string; state?: string; without?: string; sort?: string; view?: string; new?: boolean }
export type Search = { q?: string; category?: string; brand?: string; family?: string; state?: StateFilter; without?: string; sort?: Sort; view?: 'grid'; new?: boolean }

const states = ['active', 'withdrawn', 'all'] as const

export const lacksOf = (without: string | undefined): Lack[] => lacks.filter((l) => without?.split(',').includes(l))

/** What an address asks, as far as it makes sense; usual choices are left out of it. */
export function searchOf(raw: Raw): Search {
  const state = states.find((s) => s === raw.state)
  const without = lacksOf(raw.without).join(',')
  return {
    q: raw.q || undefined, category: raw.category || undefined, brand: raw.brand || undefined, family: raw.family || undefined,
    state: state === 'active' ? undefined : state, without: without || undefined, sort: sorts.find((s) => s === raw.sort && s !== 'sku'), view: raw.view === 'grid' ? 'grid' : undefined, new: raw.new || undefined,
  }
}

export function filterOf({ q, category, brand, family, state, without }: Search): ItemFilter {
  const lack = lacksOf(without)
  return { q, category, brand, family, state, without: lack.length > 0 ? lack : undefined }
}

export const isNarrowed = ({ q, category, brand, family, state, without }: Search) => Boolean(q || category || brand || family || state || without)

export const nothingAsked = { q: undefined, category: undefined, brand: undefined, family: undefined, state: undefined, without: undefined } satisfies Search
