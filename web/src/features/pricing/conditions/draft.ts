// Conditions of one level while they are written. Owns: what is typed, what is sent, what is surely wrong. Does not own: how levels lie over each other.
import { parseDecimal } from '../../../lib/money'
import type { Conditions } from '../queries'

export type Step = { from: string; fee: string }
/** Each part is either said here or left to the level above. */
export type Draft = {
  currency: string
  minimum: { on: boolean; amount: string }
  small: { on: boolean; below: string; fee: string }
  freight: { on: boolean; by: 'flat' | 'weight' | 'value'; fee: string; steps: Step[]; freeFrom: string }
  lead: { on: boolean; days: string }
  cash: { on: boolean; percent: string; days: string }
}

const short = (text: string | undefined) => (text === undefined ? '' : (parseDecimal(text) ?? text))

export const draftOf = (c: Conditions, usual: string): Draft => ({
  currency: c.minimum_order?.currency ?? c.small_order_fee?.currency ?? c.freight?.currency ?? usual,
  minimum: { on: c.minimum_order !== undefined, amount: short(c.minimum_order?.amount) },
  small: { on: c.small_order_fee !== undefined, below: short(c.small_order_fee?.below), fee: short(c.small_order_fee?.fee) },
  freight: {
    on: c.freight !== undefined, by: c.freight?.by ?? 'flat', fee: short(c.freight?.fee), freeFrom: short(c.freight?.free_from),
    steps: c.freight?.steps && c.freight.steps.length > 0 ? c.freight.steps.map((s) => ({ from: short(s.from), fee: short(s.fee) })) : [{ from: '0', fee: '' }],
  },
  lead: { on: c.lead_days !== undefined, days: c.lead_days === undefined ? '' : String(c.lead_days) },
  cash: { on: c.cash_discount !== undefined, percent: short(c.cash_discount?.percent), days: c.cash_discount === undefined ? '' : String(c.cash_discount.days) },
})

const figure = (typed: string) => parseDecimal(typed) ?? ''

export function sent({ currency, minimum, small, freight, lead, cash }: Draft): Conditions {
  return {
    ...(minimum.on && { minimum_order: { amount: figure(minimum.amount), currency } }),
    ...(small.on && { small_order_fee: { below: figure(small.below), fee: figure(small.fee), currency } }),
    ...(freight.on && {
      freight: {
        by: freight.by, currency, ...(freight.by === 'flat' ? { fee: figure(freight.fee) } : { steps: freight.steps.map((s) => ({ from: figure(s.from), fee: figure(s.fee) })) }),
        ...(freight.freeFrom.trim() && { free_from: figure(freight.freeFrom) }),
      },
    }),
    ...(lead.on && { lead_days: Number(figure(lead.days)) }),
    ...(cash.on && { cash_discount: { percent: figure(cash.percent), days: Number(figure(cash.days)) } }),
  }
}

const sum = (typed: string) => {
  if (!typed.trim()) return 'required'
  const plain = parseDecimal(typed)
  return plain === null ? 'wrong_form' : plain.startsWith('-') ? 'out_of_range' : null
}

const wholeUpTo = (typed: string, most: number) => sum(typed) ?? (typed.includes('.') || Number(figure(typed)) > most ? 'out_of_range' : null)

/** The first step of a table is from nothing on, and they go up. */
function stepsWrong(steps: readonly Step[]) {
  const bad = steps.map((s) => sum(s.from) ?? sum(s.fee)).find(Boolean)
  if (bad) return bad
  const froms = steps.map((s) => Number(figure(s.from)))
  return froms[0] !== 0 || froms.some((f, i) => i > 0 && f <= (froms[i - 1] ?? 0)) ? 'out_of_range' : null
}

/** By the path of the hub. */
export const checks = (d: Draft): Record<string, string | null> => ({
  '/conditions/minimum_order': d.minimum.on ? sum(d.minimum.amount) : null,
  '/conditions/small_order_fee': d.small.on ? (sum(d.small.below) ?? sum(d.small.fee)) : null,
  '/conditions/freight': d.freight.on ? ((d.freight.by === 'flat' ? sum(d.freight.fee) : stepsWrong(d.freight.steps)) ?? (d.freight.freeFrom.trim() ? sum(d.freight.freeFrom) : null)) : null,
  '/conditions/lead_days': d.lead.on ? wholeUpTo(d.lead.days, 1000) : null,
  '/conditions/cash_discount': d.cash.on ? (sum(d.cash.percent) ?? wholeUpTo(d.cash.days, 365) ?? (Number(figure(d.cash.percent)) >= 100 ? 'out_of_range' : null)) : null,
})

export const saysNothing = (d: Draft) => !d.minimum.on && !d.small.on && !d.freight.on && !d.lead.on && !d.cash.on
