// A promotion in one plain sentence, as its supplier writes it and its buyers read it. Owns: the order of what is said.
import { deviceZone, formatDay } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../lib/money'
import type { StatusKind } from '../../ui/Marks'
import { regionName } from '../trading/regions'
import type { Gap, Measure, NamedItem, Rule, Selection, State } from './queries'

/** How the states of promotions are marked. */
export const dots: Record<State, StatusKind> = { draft: 'warn', scheduled: 'waiting', running: 'done', paused: 'part', ended: 'off', archived: 'off' }

const some = 3

/** A name in a script of the other direction keeps to itself, and the figures around it stay where they are. */
const isolated = (name: string) => `\u2068${name}\u2069`

/** The last day on which something holds that ends at an instant. */
export const lastDay = (until: string) => new Date(new Date(until).getTime() - 1).toISOString()

export function usePromotionWords(items: readonly NamedItem[], groups: readonly { id: string; name: string }[] = []) {
  const t = useTranslations('promotion.say')
  const lang = useLocale()
  const list = (parts: readonly string[]) => parts.join(t('comma'))
  const short = (names: readonly string[]) => (names.length > some ? t('andMore', { names: list(names.slice(0, some)), count: String(names.length - some) }) : list(names))
  const item = (id: string) => isolated(items.find((i) => i.id === id)?.name ?? t('anItem'))
  const what = (on: Selection | undefined) => {
    const parts = [...(on?.items ?? []).map(item), ...[...(on?.categories ?? []), ...(on?.families ?? [])].map(isolated)]
    const all = on?.all ? t('everything') : parts.length > 0 ? short(parts) : t('nothingYet')
    return on?.not?.length ? t('butNot', { what: all, not: short(on.not.map(item)) }) : all
  }
  const measure = (count: string | number, of: Measure | undefined) => t(of === 'case' ? 'cases' : 'units', { count: Number(count), number: formatNumber(lang, count) })
  const money = (rule: Rule, amount: string | undefined) => formatUnitPrice(lang, { amount: amount || '0', currency: rule.currency })
  const from = (rule: Rule, text: string) => (rule.measure === 'amount' ? money(rule, text) : measure(text, rule.measure))
  const step = (rule: Rule, said: string, at: string) => (Number(at) > 0 ? t('fromOn', { said, from: from(rule, at) }) : said)
  const steps = (rule: Rule, say: (tier: NonNullable<Rule['tiers']>[number]) => string) => list((rule.tiers ?? []).map((tier) => step(rule, say(tier), tier.from)))
  const threshold = (rule: Rule, said: string) => step(rule, said, rule.tiers?.[0]?.from ?? '0')

  const deed = (rule: Rule) => {
    const on = what(rule.on)
    switch (rule.kind) {
      case 'percent':
        return t('percent', { steps: steps(rule, (x) => t('percentOff', { percent: formatNumber(lang, x.percent || '0') })), what: on })
      case 'amount':
        return t(rule.each ? (rule.measure === 'case' ? 'amountCase' : 'amountEach') : 'amount', { steps: steps(rule, (x) => t('amountOff', { amount: money(rule, x.amount) })), what: on })
      case 'fixed_price':
        return t(rule.measure === 'case' ? 'fixedCase' : 'fixed', { steps: steps(rule, (x) => money(rule, x.amount)), what: on })
      case 'n_for_m':
        return threshold(rule, t('nForM', { pay: measure(rule.pay ?? 0, rule.measure), free: formatNumber(lang, Math.max(0, (rule.take ?? 0) - (rule.pay ?? 0))), what: on }))
      case 'bundle':
        return t('bundle', { parts: (rule.parts ?? []).map((p) => t('part', { count: measure(p.count, rule.measure), what: what(p.on) })).join(t('plus')), price: money(rule, rule.price) })
      case 'gift':
        return threshold(rule, t('gift', { count: formatNumber(lang, rule.gift?.count || '0'), item: rule.gift ? item(rule.gift.item) : t('anItem'), what: on }))
      case 'free_freight':
        return threshold(rule, t('freight', { what: on }))
    }
  }

  /** "Buy 5 cases, get 1 free: screws, for group Gold, until 31 Dec". */
  const sentence = (rule: Rule) =>
    list(
      [
        deed(rule),
        rule.most ? t('most', { count: rule.most }) : '',
        rule.groups?.length ? t('forGroups', { count: rule.groups.length, names: short(rule.groups.map((id) => groups.find((g) => g.id === id)?.name ?? t('aGroup'))) }) : '',
        rule.regions?.length ? t('inRegions', { names: short(rule.regions.map((r) => regionName(lang, r))) }) : '',
        rule.new_buyers ? t('newBuyers') : '',
        rule.away_days ? t('away', { days: String(rule.away_days) }) : '',
        rule.coupon ? t('code', { code: rule.coupon }) : '',
        rule.per_buyer ? t('perBuyer', { count: rule.per_buyer }) : '',
        rule.from && new Date(rule.from) > new Date() ? t('from', { day: formatDay(lang, rule.from, deviceZone) }) : '',
        rule.until ? t('until', { day: formatDay(lang, lastDay(rule.until), deviceZone) }) : '',
      ].filter(Boolean),
    )

  /** "4 more cases → −¥120". */
  const gap = (g: Gap, currency: string) => {
    if (g.days) return t('gapDays', { days: String(g.days) })
    const missing = g.measure === 'amount' ? formatMoney(lang, { amount: g.missing, currency }) : measure(g.missing, g.measure)
    const gift = g.gift && t('given', { count: formatNumber(lang, g.gift.quantity), item: item(g.gift.item) })
    const brings = gift ?? (Number(g.saving) > 0 ? `−${formatMoney(lang, { amount: g.saving, currency })}` : '')
    const more = g.item ? t('gapOf', { missing, item: item(g.item) }) : t('gap', { missing })
    return brings ? `${more} → ${brings}` : more
  }
  return { sentence, gap, item }
}
