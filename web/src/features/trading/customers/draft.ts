// A customer while it is edited: all of it is text, so that two people's changes can be compared. Owns: the fields, what is sent, where two meet.
import type { components } from '../../../api/trading.gen'
import type { Customer } from '../supplierQueries'

type Update = components['schemas']['CustomerUpdate']

export const fields = ['code', 'name', 'country', 'region', 'tax_number', 'contact_name', 'email', 'phone', 'address', 'group', 'salesperson', 'head_office', 'tags', 'note'] as const
export type FieldName = (typeof fields)[number]
export type Draft = Record<FieldName, string>

export const emptyDraft: Draft = { code: '', name: '', country: '', region: '', tax_number: '', contact_name: '', email: '', phone: '', address: '', group: '', salesperson: '', head_office: '', tags: '', note: '' }

export const draftOf = ({ customer: c, address, note }: Customer): Draft => ({
  code: c.code, name: c.name, country: c.country ?? '', region: c.region ?? '', tax_number: c.tax_number ?? '', contact_name: c.contact_name ?? '', email: c.email ?? '', phone: c.phone ?? '',
  address, group: c.group?.id ?? '', salesperson: c.salesperson?.id ?? '', head_office: c.head_office?.id ?? '', tags: c.tags.join(', '), note,
})

/** Tags as they are typed, with any comma; each once. */
export const readTags = (typed: string) => [...new Set(typed.split(/[,,、;;\n]/).map((t) => t.trim()).filter(Boolean))]

const plain = (draft: Draft, field: FieldName) => (field === 'tags' ? readTags(draft.tags).join(', ') : draft[field].trim())

export const changed = (base: Draft, draft: Draft): FieldName[] => fields.filter((f) => plain(base, f) !== plain(draft, f))

/** What is sent: only these fields. */
export function bodyOf(draft: Draft, only: readonly FieldName[]): Update {
  const body: Update = {}
  for (const field of only) {
    if (field === 'tags') body.tags = readTags(draft.tags)
    else body[field] = plain(draft, field)
  }
  return body
}

/** The fields that both changed, and not to the same. */
export const clashes = (base: Draft, mine: Draft, theirs: Draft): FieldName[] =>
  changed(base, mine).filter((f) => plain(base, f) !== plain(theirs, f) && plain(mine, f) !== plain(theirs, f))
