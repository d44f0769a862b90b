import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../../lib/money'
import { Price } from '../offers/Cells'
import type { Offer, Shows } from '../offers/queries'

const few = 3

/** A price with its breaks; of many, the first stand there and the rest unfold. */
export function Cost({ offer, shows, bare }: { offer: Offer; shows: Shows; bare?: boolean }) {
  const t = useTranslations('product')
  const to = useTranslations('offers')
  const lang = useLocale()
  const { price } = offer
  const breaks = price?.breaks ?? []
  const shown = bare ? 0 : breaks.length > few + 1 ? few : breaks.length
  const rest = bare ? [] : breaks.slice(shown)
  return (
    <span className="grid justify-items-end gap-0.5">
      <Price offer={price ? { ...offer, price: { ...price, breaks: breaks.slice(0, shown) } } : offer} shows={shows} />
      {price && rest.length > 0 && (
        <details className="text-small text-ink2">
          <summary className="cursor-pointer py-0.5 text-accent underline underline-offset-2">{t('moreBreaks', { count: rest.length })}</summary>
          <span className="grid gap-0.5">
            {rest.map((b) => (
              <span key={b.from}>{to('from', { quantity: formatNumber(lang, b.from), price: formatUnitPrice(lang, { amount: b.amount, currency: price.currency }) })}</span>
            ))}
          </span>
        </details>
      )}
    </span>
  )
}
