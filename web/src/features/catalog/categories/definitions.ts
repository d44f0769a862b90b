// The attributes of a category while they are described. Owns: keys, order, what is surely wrong. Does not own: what is right, which the hub says.
import type { Definition } from '../queries'

/** `fresh` has no items yet: its key may follow its name. */
export type Draft = { id: number; fresh: boolean; key: string; name: string; kind: Definition['kind']; unit: string; choices: string; required: boolean }

let next = 1
export const draftOf = (d: Definition): Draft => ({ id: next++, fresh: false, key: d.key, name: d.name, kind: d.kind, unit: d.unit ?? '', choices: (d.choices ?? []).join('\n'), required: d.required ?? false })
export const freshDraft = (): Draft => ({ id: next++, fresh: true, key: '', name: '', kind: 'text', unit: '', choices: '', required: false })

/** One choice per line, or with any comma; each once. */
export const choicesOf = (typed: string) => [...new Set(typed.split(/[\n,,、;;]/).map((c) => c.trim()).filter(Boolean))]

/** A key as machines write it: from Latin letters of the name, or a number where there are none. */
export function keyOf(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^[_0-9]+|_+$/g, '').slice(0, 50) || 'attribute'
  const free = (key: string) => !taken.includes(key)
  if (free(plain) && plain !== 'attribute') return plain
  for (let n = plain === 'attribute' ? 1 : 2; ; n++) if (free(`${plain}_${n}`)) return `${plain}_${n}`
}

/** What is sent. New attributes get their keys here. */
export function bodyOf(drafts: readonly Draft[]): Definition[] {
  const taken = drafts.filter((d) => !d.fresh || d.key).map((d) => d.key)
  return drafts.map((d) => {
    const key = d.key || keyOf(d.name, taken)
    if (!d.key) taken.push(key)
    const out: Definition = { key, name: d.name.trim(), kind: d.kind }
    if (d.kind === 'number' && d.unit) out.unit = d.unit
    if (d.kind === 'choice') out.choices = choicesOf(d.choices)
    if (d.required) out.required = true
    return out
  })
}

export type Wrong = 'name' | 'twice' | 'choices'

/** What is surely wrong with one of them. */
export function wrongWith(drafts: readonly Draft[], one: Draft): Wrong | null {
  const name = one.name.trim()
  if (!name) return 'name'
  if (drafts.some((d) => d !== one && d.name.trim().toLowerCase() === name.toLowerCase())) return 'twice'
  return one.kind === 'choice' && choicesOf(one.choices).length === 0 ? 'choices' : null
}

export const moved = (drafts: readonly Draft[], from: number, to: number): readonly Draft[] => {
  const one = drafts[from]
  if (!one || to < 0 || to >= drafts.length) return drafts
  const rest = drafts.filter((d) => d !== one)
  return [...rest.slice(0, to), one, ...rest.slice(to)]
}
