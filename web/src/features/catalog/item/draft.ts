// An item while it is edited: all of it is text, so that two people's changes can be compared. Owns: the fields, what is sent, where two meet. Does not own: what is right, which the hub says.
import { bodyOf as packsBody, draftsOf, samePacks, type PackDraft } from '../packs'
import type { Definition, Item, ItemDraft } from '../queries'

export const texts = ['name', 'sku', 'brand', 'mpn', 'gtin', 'category', 'unit', 'minimum', 'multiple', 'lead_days', 'family', 'datasheet', 'description', 'nominal_weight'] as const
export type TextName = (typeof texts)[number]
/** `attributes` by key; an empty value is none. */
export type Draft = Record<TextName, string> & { catch_weight: boolean; attributes: Readonly<Record<string, string>>; packs: readonly PackDraft[] }
/** A part of an item that two people may have changed: a field, an attribute, the packs. */
export type Part = TextName | 'catch_weight' | 'packs' | `attributes/${string}`

/** 12.500000 is written 12.5. */
const short = (number: string | undefined) => (number === undefined ? '' : number.includes('.') ? number.replace(/\.?0+$/, '') : number)

export const draftOf = (item: Item): Draft => ({
  name: item.name, sku: item.sku, brand: item.brand ?? '', mpn: item.mpn ?? '', gtin: item.gtin ?? '', category: item.category, unit: item.unit, minimum: short(item.minimum), multiple: short(item.multiple),
  lead_days: item.lead_days === undefined ? '' : String(item.lead_days), family: item.family ?? '', datasheet: item.datasheet ?? '', description: item.description ?? '', nominal_weight: short(item.nominal_weight),
  catch_weight: item.catch_weight, attributes: Object.fromEntries(item.attributes.map((a) => [a.key, a.value])), packs: draftsOf(item.packs),
})

const attribute = (draft: Draft, part: Part) => draft.attributes[part.slice('attributes/'.length)]?.trim() ?? ''

const same = (a: Draft, b: Draft, part: Part) =>
  part === 'packs' ? samePacks(a.packs, b.packs) : part === 'catch_weight' ? a.catch_weight === b.catch_weight : part.startsWith('attributes/') ? attribute(a, part) === attribute(b, part) : a[part as TextName].trim() === b[part as TextName].trim()

const partsOf = (...drafts: Draft[]): Part[] => [
  ...texts, 'catch_weight', 'packs', ...[...new Set(drafts.flatMap((d) => Object.keys(d.attributes)))].map((k): Part => `attributes/${k}`),
]

/** What differs between two drafts. */
export const changed = (base: Draft, draft: Draft): Part[] => partsOf(base, draft).filter((p) => !same(base, draft, p))

/** What both changed, and not to the same. */
export const clashes = (base: Draft, mine: Draft, theirs: Draft): Part[] => changed(base, mine).filter((p) => !same(base, theirs, p) && !same(mine, theirs, p))

function taken(to: Draft, from: Draft, part: Part): Draft {
  if (part.startsWith('attributes/')) {
    const key = part.slice('attributes/'.length)
    return { ...to, attributes: { ...to.attributes, [key]: from.attributes[key] ?? '' } }
  }
  return { ...to, [part]: from[part as TextName] }
}

/** Theirs, with the parts that are mine. */
export const merged = (theirs: Draft, mine: Draft, parts: readonly Part[]): Draft => parts.reduce((to, part) => taken(to, mine, part), theirs)

/** The unit that the value of an attribute is read in when it brings none: its own, or that of the category. */
export const unitsOf = (item: Item, definitions: readonly Definition[]): ReadonlyMap<string, string | undefined> => new Map([...definitions.map((d) => [d.key, d.unit] as const), ...item.attributes.flatMap((a) => (a.unit ? [[a.key, a.unit] as const] : []))])

/** What is sent: everything, for what is not given is empty afterwards. */
export function bodyOf(draft: Draft, definitions: readonly Definition[], units: ReadonlyMap<string, string | undefined> = new Map()): ItemDraft {
  const body: ItemDraft = { sku: draft.sku.trim(), name: draft.name.trim(), catch_weight: draft.catch_weight }
  for (const f of texts) if (f !== 'sku' && f !== 'name' && (f !== 'nominal_weight' || draft.catch_weight) && draft[f].trim()) body[f] = draft[f].trim()
  // In the order of the category, the rest behind.
  const order = (key: string) => ((at) => (at < 0 ? definitions.length : at))(definitions.findIndex((d) => d.key === key))
  body.attributes = Object.entries(draft.attributes)
    .filter(([, value]) => value.trim())
    .toSorted(([a], [b]) => order(a) - order(b))
    .map(([key, value]) => ({ key, value: value.trim(), unit: units.get(key) }))
  body.packs = packsBody(draft.packs)
  return body
}

/** The part that a problem of the hub is about, by the path into what was sent. */
export function partOfPath(path: string, body: ItemDraft): string {
  const [, list, index, field] = /^\/(attributes|packs)\/(\d+)(?:\/(\w+))?/.exec(path) ?? []
  if (list === 'attributes') return `/attributes/${body.attributes?.[Number(index)]?.key ?? index}`
  if (list === 'packs') return `/packs/${body.packs?.[Number(index)]?.level ?? index}/${field ?? 'contains'}`
  return path
}
