// A grant while it is edited. Owns: what each field may be, how levels lie over one another, how bands are typed. Does not own: the decision, which is the hub's.
import { parseDecimal } from '../../../lib/money'
import type { Disclosed } from '../disclosureInWords'

/** What one level says. A field that is not there is inherited from the level below. */
export type GrantDraft = Partial<Pick<Disclosed, 'categories' | 'price' | 'stock' | 'lead_time' | 'promotions' | 'documents' | 'purpose' | 'expires_at'>> & { stock_steps?: readonly string[] }

export const fields = ['categories', 'price', 'stock', 'stock_steps', 'lead_time', 'promotions', 'documents', 'purpose', 'expires_at'] as const
export type FieldName = (typeof fields)[number]

/** A draft with one field set, or inherited again when there is no value. */
export function withField<F extends FieldName>(draft: GrantDraft, field: F, value: GrantDraft[F] | undefined): GrantDraft {
  const { [field]: _, ...rest } = draft
  return value === undefined ? rest : { ...rest, [field]: value }
}

/** What is shown in the end: the draft over what it inherits. An override that has expired is as if it were not there. */
export function over(inherited: Disclosed, draft: GrantDraft, now: Date): Disclosed {
  if (draft.expires_at && new Date(draft.expires_at) <= now) return inherited
  return { ...inherited, ...draft }
}

export const same = (a: GrantDraft, b: GrantDraft) => fields.every((f) => JSON.stringify(a[f]) === JSON.stringify(b[f]))

/** Lower edges of bands as they are typed, "1, 10, 50": ascending, positive, each once. Null when that is not what stands there. */
export function readSteps(typed: string): string[] | null {
  const steps = typed.normalize('NFKC').split(/[,、;\s]+/).filter(Boolean).map((part) => parseDecimal(part))
  if (steps.length === 0 || steps.some((s) => s === null || Number(s) <= 0)) return null
  return steps.every((s, i) => i === 0 || Number(s) > Number(steps[i - 1])) ? (steps as string[]) : null
}

/** The safest a new supplier can be: the whole catalogue, own prices, stock in bands. The hub starts with the same. */
export const usual = { categories: ['*'], price: 'own', stock: 'band', stock_steps: ['1', '10', '50', '100', '500'], lead_time: true, promotions: true, documents: true } as const satisfies Disclosed
