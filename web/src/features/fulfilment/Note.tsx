import { formatDay, formatInstant, deviceZone } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber } from '../../lib/money'
import { useUnit } from '../comparison/offers/Cells'
import { isCarrier } from './carriers'
import type { Shipment } from './queries'

/** The delivery note on paper, with room for a signature; prices only when asked for. On the screen it is not there. */
export function Note({ of, prices }: { of: Shipment; prices: boolean }) {
  const t = useTranslations('fulfilment')
  const lang = useLocale()
  const unit = useUnit()
  const { summary: s } = of
  const facts = [
    [t('paper.number'), s.number],
    [t('paper.order'), s.order_number],
    [t('paper.reference'), s.reference],
    [t('paper.at'), formatInstant(s.shipped_at, deviceZone)],
    [t('ship.expected'), s.expected_on && formatDay(lang, s.expected_on, 'UTC')],
    [t('ship.carrier'), isCarrier(s.carrier) ? t(`carriers.${s.carrier}`) : s.carrier],
    [t('ship.tracking'), s.tracking.join(', ')],
  ].filter(([, words]) => words)
  return (
    <article aria-label={t('paper.title')} className="hidden gap-4 print:grid">
      <h2 className="text-h1 font-strong">{t('paper.title')}</h2>
      <div className="grid grid-cols-3 gap-4">
        <p>
          {t('paper.from')}
          <br />
          <strong>{s.supplier.name}</strong>
        </p>
        <p>
          {t('paper.to')}
          <br />
          <strong>{s.buyer.name}</strong>
        </p>
        <dl className="num">
          {facts.map(([title, words]) => (
            <div key={title} className="flex gap-2">
              <dt>{title}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      </div>
      <table className="num w-full">
        <thead className="text-left">
          <tr className="border-b border-ink">
            <th scope="col">{t('paper.line')}</th>
            <th scope="col">{t('paper.item')}</th>
            <th scope="col" className="text-right">
              {t('paper.quantity')}
            </th>
            {prices && (
              <th scope="col" className="text-right">
                {t('paper.total')}
              </th>
            )}
            <th scope="col" className="pl-4">
              {t('paper.checked')}
            </th>
          </tr>
        </thead>
        <tbody>
          {of.lines.map((l) => (
            <tr key={l.line} className="border-b border-line align-top">
              <td className="py-1 pr-2">{l.line}</td>
              <td className="py-1 pr-2">
                {l.name}
                <br />
                {[l.sku, l.brand, l.mpn, l.gtin].filter(Boolean).join(' · ')}
              </td>
              <td className="py-1 text-right whitespace-nowrap">
                {formatNumber(lang, l.quantity)} {unit(l.unit)}
                {l.weight && ` (${formatNumber(lang, l.weight)} ${unit(l.unit)})`}
              </td>
              {prices && <td className="py-1 text-right">{formatMoney(lang, { amount: l.total, currency: of.currency })}</td>}
              <td className="py-1 pl-4">□</td>
            </tr>
          ))}
        </tbody>
      </table>
      {prices && <p className="num text-right font-strong">{formatMoney(lang, { amount: of.total, currency: of.currency })}</p>}
      {s.note && <p className="whitespace-pre-line">{s.note}</p>}
      <p className="mt-12 w-72 border-t border-ink pt-1">{t('paper.signature')}</p>
    </article>
  )
}
