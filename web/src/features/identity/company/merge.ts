// Two people change the file of one company. Owns: what each changed, and what the outcome is. Does not own: asking.
import type { CompanyFile } from '../../../shell/company'
import type { Part } from '../../../shell/session'

export const fields = ['name', 'country', 'address', 'phone', 'website', 'parts'] as const
export type FieldName = (typeof fields)[number]
export type Draft = { name: string; country: string; address: string; phone: string; website: string; parts: Part[] }

export const draftOf = (c: CompanyFile): Draft => ({
  name: c.name, country: c.country, address: c.address ?? '', phone: c.phone ?? '', website: c.website ?? '', parts: [...c.parts],
})

const text = (value: Draft[FieldName]) => (Array.isArray(value) ? [...value].sort().join() : value.trim())
const differs = (a: Draft, b: Draft, field: FieldName) => text(a[field]) !== text(b[field])

/** The fields that were changed from what was read. */
export const changed = (base: Draft, draft: Draft): FieldName[] => fields.filter((f) => differs(base, draft, f))

/** What is sent: only what was changed, so that two people in different fields do not meet. */
export function patchOf(base: Draft, draft: Draft) {
  const patch: Partial<Omit<Draft, 'parts'>> & { parts?: Exclude<Part, 'operator'>[] } = {}
  for (const field of changed(base, draft)) {
    if (field === 'parts') patch.parts = draft.parts.filter((p) => p !== 'operator')
    else patch[field] = draft[field].trim()
  }
  return patch
}

/** The fields that both changed, and not to the same. */
export const conflicts = (base: Draft, mine: Draft, theirs: Draft): FieldName[] =>
  fields.filter((f) => differs(base, mine, f) && differs(base, theirs, f) && differs(mine, theirs, f))

/** Theirs, with what I changed where they did not, and in a conflict what was chosen. */
export function merged(base: Draft, mine: Draft, theirs: Draft, take: Partial<Record<FieldName, 'mine' | 'theirs'>>): Draft {
  const out: Draft = { ...theirs, parts: [...theirs.parts] }
  const clash = conflicts(base, mine, theirs)
  for (const f of changed(base, mine)) {
    if (clash.includes(f) && take[f] === 'theirs') continue
    if (f === 'parts') out.parts = [...new Set([...theirs.parts, ...mine.parts])]
    else out[f] = mine[f]
  }
  return out
}
