import { shows, sorts, type Show, type Sort } from './queries'

export const parts = ['counts', 'incoming', 'held', 'warehouses'] as const

export type Search = { part?: (typeof parts)[number]; q?: string; show?: Show; sort?: Sort; warehouse?: string }

const one = <T extends string>(list: readonly T[], given: unknown) => list.find((x) => x === given)
const text = (given: unknown) => (typeof given === 'string' && given !== '' ? given : undefined)

/** Reads an address; what means nothing is left out. */
export const searchOf = (raw: Record<string, unknown>): Search => ({
  part: one(parts, raw.part), q: text(raw.q), show: one(shows, raw.show), sort: one(sorts, raw.sort), warehouse: text(raw.warehouse),
})
