import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'

export type SumFigures = { goods: string; promotions: string; freight: string; freight_unknown: boolean; fee: string; tax: string; total: string }

/** What an order comes to, part by part; what is nothing is left out, but freight is always told. */
export function Sums({ currency, figures }: { currency: string; figures: SumFigures }) {
  const t = useTranslations('ordering.sum')
  const lang = useLocale()
  const money = (amount: string) => formatMoney(lang, { amount, currency })
  const part = (title: string, words: string, tone = '') => (
    <div className="flex justify-between gap-4">
      <dt className="text-ink2">{title}</dt>
      <dd className={`num text-right ${tone}`}>{words}</dd>
    </div>
  )
  return (
    <dl className="grid gap-1">
      {part(t('goods'), money(figures.goods))}
      {Number(figures.promotions) !== 0 && part(t('promotions'), money(figures.promotions), 'text-best-ink')}
      {part(t('freight'), figures.freight_unknown ? t('freightUnknown') : Number(figures.freight) === 0 ? t('free') : money(figures.freight))}
      {Number(figures.fee) !== 0 && part(t('fee'), money(figures.fee))}
      {Number(figures.tax) !== 0 && part(t('tax'), money(figures.tax))}
      <div className="flex justify-between gap-4 border-t border-line pt-1 font-strong">
        <dt>{t('total')}</dt>
        <dd className="num text-right text-h2">{money(figures.total)}</dd>
      </div>
    </dl>
  )
}
