// What the editor of a promotion holds, and what of it goes to the hub. Owns: defaults, and which fields a kind has.
import { dayOf, deviceZone, startOfDay, addDays } from '../../lib/dates'
import { parseDecimal } from '../../lib/money'
import type { Deed, Kind, Measure, NamedItem, Promotion, Rule, Selection, State } from './queries'

export type Picked = { all: boolean; items: NamedItem[]; categories: string[]; families: string; not: NamedItem[] }
export type Tier = { from: string; value: string }
export type Part = { on: Picked; count: string }

/** Everything as it is typed. */
export type Draft = {
  name: string; note: string; kind: Kind; currency: string; priority: string; on: Picked; measure: Measure; tiers: Tier[]; each: boolean; pay: string; take: string; parts: Part[]; price: string
  gift: NamedItem | null; giftCount: string; most: string; alone: boolean; coupon: string; groups: string[]; regions: string[]; newBuyers: boolean; away: string; from: string | null; until: string | null
  perBuyer: string; limit: string; budget: string; supplier: string; brandShare: string; hub: string; brand: string
}

export const deedsOf: Record<State, Deed[]> = { draft: ['start', 'archive'], scheduled: ['pause', 'end'], running: ['pause', 'end'], paused: ['start', 'end'], ended: ['archive'], archived: ['unarchive'] }

/** Kinds whose steps say how much; of the others, one threshold says from when on. */
export const valued = (kind: Kind) => kind === 'percent' || kind === 'amount' || kind === 'fixed_price'
export const inSets = (kind: Kind) => kind === 'n_for_m' || kind === 'bundle' || kind === 'gift'

const nobody = (all: boolean): Picked => ({ all, items: [], categories: [], families: '', not: [] })
export const freshPart = (): Part => ({ on: nobody(false), count: '1' })

export const freshDraft = (currency: string): Draft => ({
  name: '', note: '', kind: 'percent', currency, priority: '100', on: nobody(true), measure: 'unit', tiers: [{ from: '', value: '' }], each: false, pay: '5', take: '6', parts: [freshPart()], price: '',
  gift: null, giftCount: '1', most: '', alone: false, coupon: '', groups: [], regions: [], newBuyers: false, away: '', from: null, until: null, perBuyer: '', limit: '', budget: '', supplier: '100', brandShare: '0', hub: '0', brand: '',
})

const text = (n: number | string | undefined) => (n ? String(n) : '')

function picked(on: Selection | undefined, items: readonly NamedItem[]): Picked {
  const named = (ids: readonly string[] | undefined) => (ids ?? []).map((id) => items.find((i) => i.id === id) ?? { id, sku: '', name: id })
  return { all: on?.all === true, items: named(on?.items), categories: [...(on?.categories ?? [])], families: (on?.families ?? []).join(', '), not: named(on?.not) }
}

/** The last day on which it holds: until is the moment after it. */
const untilDay = (until: string) => dayOf(new Date(new Date(until).getTime() - 1), deviceZone)

export function draftOf({ rule, items }: Promotion): Draft {
  const value = (tier: NonNullable<Rule['tiers']>[number]) => tier.percent ?? tier.amount ?? ''
  return {
    ...freshDraft(rule.currency),
    name: rule.name, note: rule.note ?? '', kind: rule.kind, priority: String(rule.priority ?? 100), on: picked(rule.on, items), measure: rule.measure ?? 'unit',
    tiers: rule.tiers?.length ? rule.tiers.map((tier) => ({ from: tier.from === '0' ? '' : tier.from, value: value(tier) })) : [{ from: '', value: '' }], each: rule.each === true, pay: String(rule.pay ?? 5), take: String(rule.take ?? 6),
    parts: (rule.parts ?? []).map((p) => ({ on: picked(p.on, items), count: String(p.count) })), price: rule.price ?? '', gift: items.find((i) => i.id === rule.gift?.item) ?? null, giftCount: rule.gift?.count ?? '1',
    most: text(rule.most), alone: rule.alone === true, coupon: rule.coupon ?? '', groups: [...(rule.groups ?? [])], regions: [...(rule.regions ?? [])], newBuyers: rule.new_buyers === true, away: text(rule.away_days),
    from: rule.from ? dayOf(rule.from, deviceZone) : null, until: rule.until ? untilDay(rule.until) : null, perBuyer: text(rule.per_buyer), limit: text(rule.limit), budget: rule.budget ?? '',
    supplier: String(rule.funding?.supplier ?? 100), brandShare: String(rule.funding?.brand ?? 0), hub: String(rule.funding?.hub ?? 0), brand: rule.brand ?? '',
  }
}

const decimal = (typed: string) => parseDecimal(typed) ?? '0'
const whole = (typed: string) => Math.max(0, Math.trunc(Number(parseDecimal(typed, 0) ?? 0)))

function selection(p: Picked): Selection {
  const families = p.families.split(/[,,]/).map((f) => f.trim()).filter(Boolean)
  const not = p.not.length > 0 ? { not: p.not.map((i) => i.id) } : {}
  if (p.all) return { all: true, ...not }
  return { ...(p.items.length > 0 && { items: p.items.map((i) => i.id) }), ...(p.categories.length > 0 && { categories: p.categories }), ...(families.length > 0 && { families }), ...not }
}

/** What goes to the hub. The hub judges it; here only typed figures become figures. */
export function ruleOf(d: Draft): Rule {
  const { kind } = d
  const shared: Rule = {
    name: d.name.trim(), kind, currency: d.currency, priority: whole(d.priority), measure: d.measure, note: d.note.trim() || undefined, alone: d.alone || undefined, coupon: d.coupon.trim() || undefined,
    groups: d.groups.length > 0 ? d.groups : undefined, regions: d.regions.length > 0 ? d.regions : undefined, new_buyers: d.newBuyers || undefined, away_days: whole(d.away) || undefined,
    from: d.from ? startOfDay(d.from) : undefined, until: d.until ? startOfDay(addDays(d.until, 1)) : undefined, per_buyer: whole(d.perBuyer) || undefined, limit: whole(d.limit) || undefined,
    budget: d.budget.trim() ? decimal(d.budget) : undefined, funding: { supplier: whole(d.supplier), brand: whole(d.brandShare), hub: whole(d.hub) }, brand: d.brand.trim() || undefined,
  }
  if (kind !== 'bundle') shared.on = selection(d.on)
  if (inSets(kind)) shared.most = whole(d.most) || undefined
  if (valued(kind)) {
    shared.tiers = d.tiers.map((x) => ({ from: decimal(x.from), ...(kind === 'percent' ? { percent: decimal(x.value) } : { amount: decimal(x.value) }) }))
    if (kind === 'amount') shared.each = d.each || undefined
  } else if (kind !== 'bundle' && Number(decimal(d.tiers[0]?.from ?? '')) > 0) {
    shared.tiers = [{ from: decimal(d.tiers[0]?.from ?? '') }]
  }
  if (kind === 'n_for_m') Object.assign(shared, { take: whole(d.take), pay: whole(d.pay) })
  if (kind === 'bundle') Object.assign(shared, { price: decimal(d.price), parts: d.parts.map((p) => ({ on: selection(p.on), count: whole(p.count) })) })
  if (kind === 'gift' && d.gift) shared.gift = { item: d.gift.id, count: decimal(d.giftCount) }
  return shared
}

/** The items that a draft names, for its sentence. */
export const itemsOf = (d: Draft): NamedItem[] => [...d.on.items, ...d.on.not, ...d.parts.flatMap((p) => [...p.on.items, ...p.on.not]), ...(d.gift ? [d.gift] : [])]
