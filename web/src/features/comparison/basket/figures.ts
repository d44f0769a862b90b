import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatUnitPrice } from '../../../lib/money'
import type { Cell, CellView, RowView } from './board'
import { useUnit } from '../offers/Cells'

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

/** What a line is called: what it was understood as, or what was typed. */
export const nameOf = ({ line, said }: RowView) => said?.name ?? (line.name || line.text)

/** What stands in the place of a figure, and what can be said of one. */
export function useCellWords() {
  const t = useTranslations('basket')
  const unit = useUnit()
  return {
    why: ({ why, available }: Cell) => (why ? t(`why.${why}`) : available === 'short' ? t('why.stock') : t('why.no_price')),
    /** The cell in a sentence, for the ear. */
    sentence: (view: CellView | undefined, supplier: string, row: RowView, price: string) => {
      if (!view) return t('cell.none', { supplier })
      if (view.total === undefined) return t('cell.without', { supplier, why: view.cell.why ? t(`why.${view.cell.why}`) : t('why.no_price') })
      const marks = [view.best && t(`best.${view.best}`), view.chosen && t('cell.chosen'), view.cell.guess && t('guess'), view.cell.stale && t('stale'), view.cell.promoted && t('promoted'), view.cell.available === 'short' && t('short')].filter(Boolean)
      return t('cell.priced', { supplier, price, unit: unit(row.said?.per ?? view.cell.unit), marks: marks.length > 0 ? ` (${marks.join(t('comma'))})` : '' })
    },
  }
}
