import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../../lib/money'
import type { Lang } from '../../../lib/prefs'
import type { Cell, Hint, RowView } from './board'

/** Prices below one are told apart by four decimals; what the hub says in full stands in the terms. */
const decimals = (n: number) => (Math.abs(n) >= 1 ? 2 : 4)

/** Figures in the currency of the comparison. */
export function useFigures(currency: string) {
  const lang = useLocale()
  return {
    unitPrice: (n: number) => formatUnitPrice(lang, { amount: n.toFixed(decimals(n)), currency }),
    money: (n: number) => formatMoney(lang, { amount: n.toFixed(4), currency }),
  }
}

const days: Partial<Record<Lang, Intl.DateTimeFormat>> = {}

/** 24 Nov, where little room is; a format is made once, for it costs more than all else of a cell. */
export function shortDay(lang: Lang, day: string): string {
  const format = (days[lang] ??= new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { timeZone: 'UTC', month: 'short', day: 'numeric' }))
  return format.format(new Date(day))
}

/** What a line is called: what it was understood as, or what was typed. */
export const nameOf = ({ line, said }: RowView) => said?.name ?? (line.name || line.text)

/** What stands in the place of a figure. */
/** What is missing of a promotion, and what that brings: "4 more → −£12.00". */
export function useHintWords() {
  const t = useTranslations('basket.hint')
  const lang = useLocale()
  return ({ measure = 'unit', missing = '0', saves, currency }: Hint) => {
    const more = t(measure, { missing: formatNumber(lang, missing) })
    return saves === undefined || currency === undefined ? more : `${more} → −${formatMoney(lang, { amount: saves, currency })}`
  }
}

export function useCellWords() {
  const t = useTranslations('basket')
  return { why: ({ why }: Cell) => t(`why.${why ?? 'no_price'}`) }
}
