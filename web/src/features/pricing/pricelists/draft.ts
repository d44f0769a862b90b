// A price list while it is written. Owns: what is typed and what is sent of it. Does not own: what is right, which the hub says.
import { addDays, dayOf, deviceZone, startOfDay, type Day } from '../../../lib/dates'
import { parseDecimal } from '../../../lib/money'
import type { Picked } from '../../trading/customers/pickers'
import { lastDay } from '../lastDay'
import type { PriceBound, PriceList, PriceListDraft, PriceListKind, PriceRounding, PriceRule } from '../queries'
import type { RoundingMode } from '../rounding'

export const kinds = ['group', 'customer', 'contract', 'region', 'channel', 'base'] as const satisfies readonly PriceListKind[]

export type Draft = {
  kind: PriceListKind
  name: string
  region: string
  channel: string
  group: string
  customer: Picked | null
  currency: string
  taxIncluded: boolean
  taxRate: string
  mode: RoundingMode
  step: string
  ending: string
  ruled: boolean
  basis: PriceRule['basis']
  percent: string
  floorMargin: string
  floorAmount: string
  ceilingMargin: string
  ceilingAmount: string
  from: Day | null
  /** The last day on which it holds. */
  until: Day | null
  priority: string
  familyBreaks: boolean
}

export const fresh = (currency: string): Draft => ({
  kind: 'group', name: '', region: '', channel: 'hub', group: '', customer: null, currency, taxIncluded: false, taxRate: '', mode: 'half_up', step: '', ending: '', ruled: false, basis: 'base', percent: '',
  floorMargin: '', floorAmount: '', ceilingMargin: '', ceilingAmount: '', from: null, until: null, priority: '', familyBreaks: false,
})

const short = (text: string | undefined) => (text === undefined || Number(text) === 0 ? '' : (parseDecimal(text) ?? text))

export const untilOf = (day: Day | null) => (day ? startOfDay(addDays(day, 1)) : undefined)

export const draftOf = (l: PriceList): Draft => ({
  kind: l.kind, name: l.name, region: l.region ?? '', channel: l.channel ?? '', group: l.group ?? '', customer: l.customer ? { id: l.customer, code: '', name: l.customer_name ?? '' } : null, currency: l.currency, taxIncluded: l.tax_included,
  taxRate: short(l.tax_rate), mode: l.rounding.mode, step: short(l.rounding.step), ending: short(l.rounding.ending), ruled: l.rule !== undefined, basis: l.rule?.basis ?? 'base', percent: short(l.rule?.percent),
  floorMargin: l.rule?.floor?.margin ?? '', floorAmount: l.rule?.floor?.amount ?? '', ceilingMargin: l.rule?.ceiling?.margin ?? '', ceilingAmount: l.rule?.ceiling?.amount ?? '',
  from: l.valid_from ? dayOf(l.valid_from, deviceZone) : null, until: l.valid_to ? lastDay(l.valid_to, deviceZone) : null, priority: l.priority === 0 ? '' : String(l.priority), familyBreaks: l.family_breaks,
})

const figure = (typed: string) => parseDecimal(typed) ?? undefined

function bound(margin: string, amount: string): PriceBound | undefined {
  const out = { margin: figure(margin), amount: figure(amount) }
  return out.margin === undefined && out.amount === undefined ? undefined : out
}

export const ruleOf = (d: Draft): PriceRule | undefined =>
  d.ruled ? { basis: d.basis, percent: figure(d.percent) ?? '0', floor: bound(d.floorMargin, d.floorAmount), ceiling: bound(d.ceilingMargin, d.ceilingAmount) } : undefined

export const roundingSent = (d: Draft): PriceRounding => ({ mode: d.mode, step: figure(d.step), ending: figure(d.ending) })

export const sent = (d: Draft): PriceListDraft => ({
  kind: d.kind, name: d.name.trim(), currency: d.currency, tax_included: d.taxIncluded, tax_rate: figure(d.taxRate) ?? '0', rounding: roundingSent(d), rule: ruleOf(d),
  valid_from: d.from ? startOfDay(d.from) : undefined, valid_to: untilOf(d.until), priority: Number(figure(d.priority) ?? 0), family_breaks: d.familyBreaks,
  ...(d.kind === 'region' && { region: d.region }), ...(d.kind === 'channel' && { channel: d.channel.trim() }), ...(d.kind === 'group' && { group: d.group }),
  ...((d.kind === 'customer' || d.kind === 'contract') && { customer: d.customer?.id }),
})

const wrongNumber = (typed: string, most?: number) => {
  if (!typed.trim()) return null
  const plain = parseDecimal(typed)
  if (plain === null) return 'wrong_form'
  return plain.startsWith('-') || (most !== undefined && Number(plain) > most) ? 'out_of_range' : null
}

/** What is surely wrong, by the path of the hub. */
export const checks = (d: Draft): Record<string, string | null> => ({
  '/name': d.name.trim() ? null : 'required',
  '/region': d.kind === 'region' && !d.region ? 'required' : null,
  '/channel': d.kind === 'channel' && !d.channel.trim() ? 'required' : null,
  '/group': d.kind === 'group' && !d.group ? 'required' : null,
  '/customer': (d.kind === 'customer' || d.kind === 'contract') && !d.customer ? 'required' : null,
  '/tax_rate': wrongNumber(d.taxRate, 100),
  '/rounding/step': wrongNumber(d.step) ?? (d.ending.trim() && !d.step.trim() ? 'required' : null),
  '/rounding/ending': wrongNumber(d.ending) ?? (figure(d.ending) !== undefined && Number(figure(d.ending)) >= Number(figure(d.step) ?? Infinity) ? 'out_of_range' : null),
  '/rule/percent': d.ruled && d.percent.trim() && parseDecimal(d.percent) === null ? 'wrong_form' : null,
  '/rule/floor/margin': d.ruled ? wrongNumber(d.floorMargin, 99.9999) : null,
  '/rule/floor/amount': d.ruled ? wrongNumber(d.floorAmount) : null,
  '/rule/ceiling/margin': d.ruled ? wrongNumber(d.ceilingMargin, 99.9999) : null,
  '/rule/ceiling/amount': d.ruled ? wrongNumber(d.ceilingAmount) : null,
  '/valid_to': d.from && d.until && d.until < d.from ? 'out_of_range' : null,
  '/priority': wrongNumber(d.priority, 1000),
  '/currency': null,
})
