// Lists, rules and rounding said in words. Owns: the sentences. Does not own: what they reckon, which is the hub's.
import { dayOf } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatDelta, formatNumber, formatUnitPrice } from '../../lib/money'
import { regionName } from '../trading/regions'
import { lastDay } from './lastDay'
import type { PriceList, PriceRounding, PriceRule } from './queries'

/** "12.5" as 12.5%. */
export function usePercent() {
  const lang = useLocale()
  return (percent: string, signed = false) => (signed ? formatDelta(lang, Number(percent) / 100, 4) : formatDelta(lang, Number(percent) / 100, 4).replace(/^\+/, ''))
}

/** A rule as one line: "Base price −5%, at least 20% margin, at most €50". */
export function useRuleWords() {
  const t = useTranslations('pricing')
  const lang = useLocale()
  const percent = usePercent()
  return (rule: PriceRule | undefined, currency: string) => {
    if (!rule) return t('rule.none')
    const basis = t(`rule.${rule.basis}`)
    const money = (amount: string) => formatUnitPrice(lang, { amount, currency })
    return [
      Number(rule.percent) === 0 ? basis : t('rule.percent', { basis, percent: percent(rule.percent, true) }),
      rule.floor?.margin !== undefined && t('rule.floorMargin', { margin: percent(rule.floor.margin) }),
      rule.floor?.amount !== undefined && t('rule.floorAmount', { amount: money(rule.floor.amount) }),
      rule.ceiling?.margin !== undefined && t('rule.ceilingMargin', { margin: percent(rule.ceiling.margin) }),
      rule.ceiling?.amount !== undefined && t('rule.ceilingAmount', { amount: money(rule.ceiling.amount) }),
    ]
      .filter(Boolean)
      .join(t('comma'))
  }
}

export function useRoundingWords() {
  const t = useTranslations('pricing')
  const lang = useLocale()
  return ({ mode, step, ending }: PriceRounding) => {
    if (Number(step ?? 0) === 0) return t('rounding.none')
    const words = t(`rounding.${mode}`, { step: formatNumber(lang, step ?? '0') })
    return Number(ending ?? 0) === 0 ? words : t('rounding.ending', { rounded: words, ending: formatNumber(lang, ending ?? '0') })
  }
}

/** What there is to say of a list: for whom, since when, with which tax. */
export function useListWords() {
  const t = useTranslations('pricing')
  const lang = useLocale()
  const percent = usePercent()
  return {
    who: (l: Pick<PriceList, 'region' | 'channel' | 'group_name' | 'customer_name'>) => l.group_name ?? l.customer_name ?? (l.region ? regionName(lang, l.region) : l.channel || t('everybody')),
    tax: (l: Pick<PriceList, 'tax_included' | 'tax_rate'>) => (l.tax_included ? t('tax.in', { rate: percent(l.tax_rate) }) : Number(l.tax_rate) === 0 ? t('tax.none') : t('tax.out', { rate: percent(l.tax_rate) })),
    validity: (from: string | undefined, to: string | undefined, zone: string) => {
      const [a, b] = [from && dayOf(from, zone), to && lastDay(to, zone)]
      if (a && b) return t('between', { from: a, until: b })
      return a ? t('from', { from: a }) : b ? t('until', { until: b }) : t('always')
    },
  }
}
