import clsx from 'clsx'
import { Check } from 'lucide-react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { AdTag } from '../../ui/Marks'
import { formatDelta, formatMoney } from '../../lib/money'

/** Prices of one case in yuan, per supplier; null is asked for. Only a picture of how comparing looks, and labelled so. */
const lines = [
  { item: 'water', prices: [22.69, 21.83, 24.84] },
  { item: 'cola', prices: [44.41, 48.19, 51.32] },
  { item: 'noodles', prices: [48.56, 47.86, null] },
  { item: 'paper', prices: [18.9, 19.6, 20.4] },
] as const

const best = (prices: readonly (number | null)[]) => Math.min(...prices.filter((p) => p !== null))
const total = lines.reduce((sum, { prices }) => sum + best(prices), 0)

function Cell({ price, least }: { price: number | null; least: number }) {
  const t = useTranslations('hub.ledger')
  const lang = useLocale()
  if (price === null) {
    return (
      <td className="border-l border-line px-2 text-right tablet:px-3">
        <span className="rounded-small border border-control px-1.5 py-0.5 text-small text-ink2">{t('ask')}</span>
      </td>
    )
  }
  const over = price / least - 1
  return (
    <td className={clsx('relative border-l border-line px-2 text-right tablet:px-3', over === 0 && 'bg-best font-strong text-best-ink ring-2 ring-accent ring-inset')}>
      <span className="flex items-center justify-end gap-1">
        {over === 0 && <Check />}
        {formatMoney(lang, { amount: String(price), currency: 'CNY' })}
      </span>
      <span className={clsx('block text-caption', over === 0 ? 'font-normal' : 'text-ink2')}>{over === 0 ? t('best') : formatDelta(lang, over)}</span>
      {over > 0 && <span className="absolute right-2 bottom-1.5 h-0.5 bg-control tablet:right-3" style={{ width: `${Math.min(80, over * 300)}%` }} />}
    </td>
  )
}

/** What the hub does, drawn as the page of an account book that it is. */
export function Ledger() {
  const t = useTranslations('hub.ledger')
  const lang = useLocale()
  return (
    <figure className="min-w-0" role="img" aria-label={t('caption')}>
      <div aria-hidden className="num overflow-hidden rounded-card border border-line bg-surface shadow-popup">
        <div className="flex items-baseline gap-2 px-3 py-2.5">
          <span className="font-strong">{t('title')}</span>
          <span className="ml-auto rounded-small border border-line px-1.5 text-caption text-ink2">{t('example')}</span>
        </div>
        <table className="w-full table-fixed border-y border-line text-small tablet:text-body">
          <thead>
            <tr className="h-9 bg-sunk text-small text-ink2">
              <th className="w-[34%] px-3 text-left font-normal">{t('item')}</th>
              {['A', 'B', 'C'].map((letter) => (
                <th key={letter} className="border-l border-line px-2 text-right font-normal tablet:px-3">
                  {t('supplier', { letter })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ item, prices }) => (
              <tr key={item} className="h-13 desktop:h-16 border-t border-line">
                <td className="px-3 leading-tight">{t(item)}</td>
                {prices.map((price, i) => (
                  <Cell key={i} price={price} least={best(prices)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <p className="flex items-center gap-2 border-b border-line px-3 py-2 text-small text-ink2">
          <AdTag>{t('ad')}</AdTag>
          {t('adText')}
        </p>
        <div className="flex items-center gap-3 px-3 py-2.5">
          <span className="text-ink2">{t('total')}</span>
          <span className="text-total font-strong">{formatMoney(lang, { amount: total.toFixed(2), currency: 'CNY' })}</span>
          <span className="ml-auto rounded-control bg-accent px-3 py-1.5 font-strong whitespace-nowrap text-on-accent">{t('place')}</span>
        </div>
      </div>
    </figure>
  )
}
