// Terms while they are edited. Owns: which fields there are and when two are the same. Does not own: inheritance, which the hub computes.
import { parseDecimal } from '../../../lib/money'
import type { Terms } from '../supplierQueries'

export const termsFields = ['payment', 'payment_days', 'currency', 'incoterm', 'delivery_place', 'minimum_order', 'free_freight_from', 'note'] as const
export type TermsFieldName = (typeof termsFields)[number]

export const incoterms = ['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP', 'FAS', 'FOB', 'CFR', 'CIF'] as const
export const payments = ['prepaid', 'on_delivery', 'days', 'month_end'] as const
export const currencies = ['CNY', 'EUR', 'GBP', 'HKD', 'JPY', 'USD'] as const

/** Terms with one field set, or inherited again. */
export function withTerm<F extends TermsFieldName>(terms: Terms, field: F, value: Terms[F] | undefined): Terms {
  const { [field]: _, ...rest } = terms
  return value === undefined || value === '' ? (rest as Terms) : { ...rest, [field]: value }
}

export const sameTerms = (a: Terms, b: Terms) => termsFields.every((f) => JSON.stringify(a[f]) === JSON.stringify(b[f]))

/** A sum as it is typed, "1,000.50", in a currency; nothing when nothing is typed, null when it is no sum. */
export function readSum(typed: string, currency: string): Terms['minimum_order'] | null {
  if (!typed.trim()) return undefined
  const amount = parseDecimal(typed, 4)
  return amount === null || amount.startsWith('-') ? null : { amount, currency }
}
