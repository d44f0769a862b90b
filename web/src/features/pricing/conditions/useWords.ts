import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber } from '../../../lib/money'
import type { Conditions } from '../queries'
import { usePercent } from '../words'

/** What one level says, one sentence each. */
export function useConditionWords() {
  const t = useTranslations('conditions.words')
  const lang = useLocale()
  const percent = usePercent()
  return (c: Conditions): string[] => {
    const money = (amount: string | undefined, currency: string) => formatMoney(lang, { amount: amount ?? '0', currency })
    const { minimum_order: minimum, small_order_fee: small, freight, cash_discount: cash } = c
    const size = (from: string) => (freight?.by === 'weight' ? t('kilograms', { kg: formatNumber(lang, from) }) : money(from, freight?.currency ?? 'CNY'))
    const out: string[] = []
    if (minimum) out.push(t('minimum', { amount: money(minimum.amount, minimum.currency) }))
    if (small) out.push(t('small', { below: money(small.below, small.currency), fee: money(small.fee, small.currency) }))
    if (freight?.by === 'flat') out.push(t('flat', { fee: money(freight.fee, freight.currency) }))
    else if (freight) out.push(t(freight.by, { steps: (freight.steps ?? []).map((s) => t('step', { from: size(s.from), fee: money(s.fee, freight.currency) })).join(t('comma')) }))
    if (freight?.free_from) out.push(t('free', { from: money(freight.free_from, freight.currency) }))
    if (c.lead_days !== undefined) out.push(t('lead', { days: c.lead_days }))
    if (cash) out.push(t('cash', { percent: percent(cash.percent), days: cash.days }))
    return out
  }
}
