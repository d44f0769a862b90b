// Terms of trade in plain words. Owns: the words and their order. Does not own: what is inherited from where.
import type { components } from '../../api/trading.gen'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'

type Terms = components['schemas']['Terms']

export type TermsLine = { key: 'payment' | 'currency' | 'delivery' | 'minimum_order' | 'free_freight_from' | 'note'; title: string; text: string }

/** Says line by line what is agreed; what is not agreed has no line. */
export function useTermsInWords() {
  const t = useTranslations('trading.terms')
  const lang = useLocale()
  return (terms: Terms): TermsLine[] => {
    const lines: TermsLine[] = []
    const add = (key: TermsLine['key'], text: string | undefined) => text && lines.push({ key, title: t(`title.${key}`), text })
    const days = terms.payment_days ?? 0
    if (terms.payment === 'days') add('payment', t('payment.days', { days }))
    else if (terms.payment === 'month_end') add('payment', t('payment.month_end', { days }))
    else if (terms.payment) add('payment', t(`payment.${terms.payment}`))
    add('currency', terms.currency)
    add('delivery', [terms.incoterm, terms.delivery_place].filter(Boolean).join(' '))
    add('minimum_order', terms.minimum_order && formatMoney(lang, terms.minimum_order))
    add('free_freight_from', terms.free_freight_from && formatMoney(lang, terms.free_freight_from))
    add('note', terms.note)
    return lines
  }
}
