// Two people change the supplier's page. Owns: whether two are the same, and what both together are.
import type { ProfileDraft } from '../supplierQueries'

const fields = ['name', 'listed', 'accepting', 'summary', 'trades', 'regions', 'terms_summary', 'minimum_order', 'languages', 'contact', 'website', 'asks'] as const
type FieldName = (typeof fields)[number]

/** Emptied and never given are the same; the order of a list says nothing. */
const plain = (p: ProfileDraft, field: FieldName) => {
  const value = p[field]
  if (field === 'contact') return JSON.stringify([p.contact?.name ?? '', p.contact?.email ?? '', p.contact?.phone ?? ''])
  if (Array.isArray(value)) return JSON.stringify(value.toSorted())
  return JSON.stringify(value === undefined ? (['trades', 'regions', 'languages', 'asks'].includes(field) ? [] : '') : value)
}
const differs = (a: ProfileDraft, b: ProfileDraft, field: FieldName) => plain(a, field) !== plain(b, field)

export const sameProfile = (a: ProfileDraft, b: ProfileDraft) => fields.every((f) => !differs(a, b, f))

/** Theirs with what I changed; null when both changed the same field, and not to the same. */
export function merge(base: ProfileDraft, mine: ProfileDraft, theirs: ProfileDraft): ProfileDraft | null {
  const changed = fields.filter((f) => differs(base, mine, f))
  if (changed.some((f) => differs(base, theirs, f) && differs(mine, theirs, f))) return null
  return { ...theirs, ...Object.fromEntries(changed.map((f) => [f, mine[f]])) }
}
