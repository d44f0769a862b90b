import { deviceZone, formatDay, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../lib/money'
import { useUnit } from '../comparison/offers/Cells'
import { Sums } from './Figures'
import { usePayment } from './OrderParts'
import type { Order } from './queries'
import { LineStateMark } from './States'

/** The order on paper: both parties, its lines, what it comes to, and room for a signature. On the screen it is not there. */
export function OrderPaper({ order }: { order: Order }) {
  const t = useTranslations('ordering.paper')
  const lang = useLocale()
  const unit = useUnit()
  const payment = usePayment()
  const { summary: s } = order
  const facts = [
    [t('number'), s.number],
    [t('reference'), s.reference],
    [t('at'), `${formatInstant(s.created_at, deviceZone)} · ${s.person}`],
    [t('neededBy'), order.needed_by && formatDay(lang, order.needed_by, 'UTC')],
    [t('payment'), payment(order)],
  ].filter(([, words]) => words)
  return (
    <article aria-label={t('title')} className="hidden gap-4 print:grid">
      <h2 className="text-h1 font-strong">{t('title')}</h2>
      <div className="grid grid-cols-3 gap-4">
        <p>
          {t('buyer')}
          <br />
          <strong>{s.buyer.name}</strong> {s.customer_code}
        </p>
        <p>
          {t('supplier')}
          <br />
          <strong>{s.supplier.name}</strong>
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
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('item')}</th>
            <th scope="col" className="text-right">
              {t('quantity')}
            </th>
            <th scope="col" className="text-right">
              {t('price')}
            </th>
            <th scope="col" className="text-right">
              {t('total')}
            </th>
            <th scope="col" className="pl-4">
              {t('state')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((l) => (
            <tr key={l.line} className="border-b border-line align-top">
              <td className="py-1 pr-2">{l.line}</td>
              <td className="py-1 pr-2">
                {l.name}
                <br />
                {[l.sku, l.brand, l.mpn, l.gtin].filter(Boolean).join(' · ')}
              </td>
              <td className="py-1 text-right whitespace-nowrap">
                {formatNumber(lang, l.quantity)} {unit(l.unit)}
              </td>
              <td className="py-1 text-right">{formatUnitPrice(lang, l.price)}</td>
              <td className="py-1 text-right">{formatMoney(lang, { amount: l.total, currency: l.price.currency })}</td>
              <td className="py-1 pl-4">
                <LineStateMark state={l.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="ml-auto w-72">
        <Sums currency={s.currency} figures={{ ...order, total: s.total }} />
      </div>
      {order.note && (
        <p className="whitespace-pre-line">
          {t('note')}: {order.note}
        </p>
      )}
      <p className="mt-12 w-72 border-t border-ink pt-1">{t('signature')}</p>
    </article>
  )
}
