// Owns: what a search is, in the address and as a question to the hub, and what narrows it. Does not own: drawing.
import type { components, operations } from '../../../api/comparison.gen'

type Schemas = components['schemas']
export type FoundPage = Schemas['FoundOffers']
export type FoundOffer = Schemas['FoundOffer']
export type Facets = Schemas['FoundFacets']
export type Sort = 'best' | 'name' | 'price'
type Question = NonNullable<operations['searchOffers']['parameters']['query']>

/** What can narrow a search to some of its values; each is a list in the address. */
export const kinds = ['supplier', 'brand', 'category', 'heading', 'trait'] as const
export type Kind = (typeof kinds)[number]

/** A search as it stands in the address, so that it can be sent on. */
export type Search = { q?: string; sort?: Sort; stock?: boolean } & Partial<Record<Kind, string[]>>

const sorts: readonly Sort[] = ['best', 'name', 'price']
const texts = (value: unknown) => {
  const list = (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter((v) => typeof v === 'string' || typeof v === 'number').map(String)
  return list.length > 0 ? list.slice(0, 20) : undefined
}

/** As many characters as the hub takes. */
export const longest = 200

/** Reads an address; whatever does not belong there is left out. */
export function readSearch(given: Record<string, unknown>): Search {
  const q = typeof given.q === 'string' || typeof given.q === 'number' ? String(given.q).slice(0, longest) : undefined
  const sort = sorts.find((s) => s === given.sort && s !== 'best')
  const search: Search = { q: q || undefined, sort, stock: given.stock === true || given.stock === 'true' ? true : undefined }
  for (const kind of kinds) search[kind] = texts(given[kind])
  return search
}

export const questionOf = ({ q = '', sort, stock, supplier, brand, category, heading, trait }: Search): Question => ({ q, sort, in_stock: stock, suppliers: supplier, brand, category, heading, trait })

/** With one value more, or without it. */
export function toggled(search: Search, kind: Kind, value: string): Search {
  const now = search[kind] ?? []
  const next = now.includes(value) ? now.filter((v) => v !== value) : [...now, value]
  return { ...search, [kind]: next.length > 0 ? next : undefined }
}

/** The words alone. */
export const cleared = ({ q, sort }: Search): Search => ({ q, sort })

/** How many values narrow it. */
export const narrowed = (search: Search) => kinds.reduce((n, kind) => n + (search[kind]?.length ?? 0), search.stock ? 1 : 0)

export type Choice = { value: string; label: string; count: number }
export type Group = { kind: Kind; key: string; title: string; choices: Choice[] }

/** What facets offer to choose from. What is chosen stays among it, so that it can be taken back. */
export function groupsOf(facets: Facets | undefined, search: Search, lang: string, titles: Record<Exclude<Kind, 'trait'>, string>): Group[] {
  const groups: Group[] = [
    { kind: 'supplier', key: 'supplier', title: titles.supplier, choices: (facets?.suppliers ?? []).map((s) => ({ value: s.supplier, label: s.name, count: s.count })) },
    { kind: 'brand', key: 'brand', title: titles.brand, choices: (facets?.brands ?? []).map((b) => ({ ...b, label: b.value })) },
    { kind: 'category', key: 'category', title: titles.category, choices: (facets?.categories ?? []).map((c) => ({ ...c, label: c.value })) },
    { kind: 'heading', key: 'heading', title: titles.heading, choices: (facets?.headings ?? []).map((h) => ({ value: h.value, label: `${h.value} ${(lang === 'zh-CN' && h.name_zh) || h.name}`, count: h.count })) },
    ...(facets?.traits ?? []).map(({ key, values }): Group => ({ kind: 'trait', key: `trait ${key}`, title: key, choices: values.map((v) => ({ value: `${key}=${v.value}`, label: v.value, count: v.count })) })),
  ]
  for (const kind of kinds) {
    for (const value of search[kind] ?? []) {
      if (groups.some((g) => g.kind === kind && g.choices.some((c) => c.value === value))) continue
      const cut = kind === 'trait' ? value.indexOf('=') : -1
      const [key, label] = [value.slice(0, Math.max(cut, 0)), value.slice(cut + 1)]
      const choice = { value, label, count: 0 }
      const group = groups.find((g) => g.key === (kind === 'trait' ? `trait ${key}` : kind))
      if (group) group.choices.push(choice)
      else groups.push({ kind, key: `trait ${key}`, title: key, choices: [choice] })
    }
  }
  // One value narrows nothing, unless it is chosen already.
  return groups.filter((g) => g.choices.length > 1 || g.choices.some((c) => search[g.kind]?.includes(c.value)))
}
