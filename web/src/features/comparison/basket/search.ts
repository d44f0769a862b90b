// What narrows a comparison, as it stands in the address. Owns: reading and writing it. Does not own: what it does.
import type { Filters } from './Side'

export type Search = { list?: string; stock?: boolean; lead?: number; account?: boolean; region?: string; used?: boolean; without?: string; /** What is not clear is asked at once. */ ask?: boolean }

const flag = (value: unknown) => value === true || value === 'true' || undefined

/** Reads an address; whatever does not belong there is left out. */
export function readSearch(given: Record<string, unknown>): Search {
  const lead = given.lead === undefined || given.lead === '' ? Number.NaN : Number(given.lead)
  return {
    list: typeof given.list === 'string' && given.list.startsWith('lst_') ? given.list : undefined,
    ask: flag(given.ask), stock: flag(given.stock), account: flag(given.account), region: typeof given.region === 'string' && given.region ? given.region : undefined, used: flag(given.used),
    lead: Number.isInteger(lead) && lead >= 0 && lead <= 1000 ? lead : undefined,
    without: typeof given.without === 'string' && given.without ? given.without : undefined,
  }
}

export const filtersOf = ({ stock, lead, account, region, used, without }: Search): Filters => ({ stock, lead, account, region, used, without: new Set(without?.split('.').filter((id) => id.startsWith('com_'))) })

export const searchOf = (list: string | undefined, { stock, lead, account, region, used, without }: Filters): Search => ({ list, stock, lead, account, region, used, without: without.size > 0 ? [...without].join('.') : undefined })

/** How many things narrow it. */
export const narrowed = ({ stock, lead, account, region, used, without }: Filters) => [stock, lead !== undefined, account, region, used, without.size > 0].filter(Boolean).length
