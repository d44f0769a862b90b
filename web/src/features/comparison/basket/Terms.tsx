import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../../lib/money'
import { useUnit } from '../offers/Cells'
import type { Answer, Cell, Supplier, Term } from './board'

/** What stands beside the amount of a term: where it is from. */
function useTermNote(currency: string) {
  const t = useTranslations('basket.term')
  const lang = useLocale()
  return ({ known, of, days, percent, words }: Term) =>
    [
      known === false && t('unknown'),
      percent !== undefined && t('percent', { percent: formatNumber(lang, percent) }),
      days !== undefined && days > 0 && t('days', { days }),
      of && of.currency !== currency && Number(of.amount) !== 0 && t('of', { amount: formatMoney(lang, of) }),
      words,
    ]
      .filter(Boolean)
      .join(' · ')
}

type About = { cell: Cell; supplier: Supplier | undefined; answer: Answer }

/** Why a term is as high as it is, in sentences: the figures that it is reckoned from, and what is not known. */
function useReasons({ cell, supplier, answer: { settings, rates, currency } }: About) {
  const t = useTranslations('basket.because')
  const lang = useLocale()
  const unit = useUnit()
  const plain = (n: string) => formatNumber(lang, n)
  const goods = (quantity: string, code: 'goods' | 'over') => (cell.price ? [t(code, { quantity: plain(quantity), unit: unit(cell.unit), price: formatUnitPrice(lang, cell.price) })] : [])
  const rate = rates.find((r) => r.currency === cell.price?.currency)
  const converted = rate ? [t('rate', { currency: rate.currency, rate: plain(rate.rate), into: currency, day: rate.day })] : []
  const shared = supplier ? [t('shared', { lines: supplier.offers })] : []
  const from = (code: 'freeFrom' | 'least', amount: Supplier['minimum_order']) => (amount && Number(amount.amount) > 0 ? [t(code, { amount: formatMoney(lang, amount) })] : [])
  const paying = (days: number, percent: string | undefined) => (Number(percent ?? 0) > 0 ? [t('payment', { days, percent: plain(percent ?? '0') })] : [t('paidIn', { days }), ...(days > 0 ? [t('rateUnset')] : [])])
  return (term: Term): string[] => {
    const { code, known, days = 0, percent } = term
    switch (code) {
      case 'goods':
        return [...goods(String(Number(cell.order ?? 0) - Number(cell.over ?? 0)), 'goods'), ...converted]
      case 'over':
        return [...goods(cell.over ?? '0', 'over'), ...converted]
      case 'promotion':
        return [t('promotion')]
      case 'freight':
        return [t(`freight.${known === false ? 'unknown' : (supplier?.freight ?? 'unknown')}`), ...from('freeFrom', supplier?.free_freight_from), ...(known === false ? [] : shared)]
      case 'fee':
        return [t('fee'), ...shared]
      case 'minimum':
        return [...from('least', supplier?.minimum_order), t('missing'), ...shared]
      case 'payment':
        return known === false ? [t('paymentUnknown')] : paying(days, percent)
      case 'discount':
        return [t('discount', { days, percent: plain(percent ?? '0') })]
      case 'delay':
        if (known === false) return [t('delayUnknown'), t('kept')]
        return [t('delay', { days }), Number(settings.day_cost) > 0 ? t('day', { amount: formatMoney(lang, { amount: settings.day_cost, currency: settings.currency }) }) : t('dayUnset'), t('kept')]
    }
  }
}

/** A term that opens under the hand: what it is made of. */
function Row({ title, note, amount, reasons }: { title: string; note: string; amount: string; reasons: readonly string[] }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <tr className="border-t border-line align-top first:border-t-0">
        <th scope="row" className="text-left font-normal">
          <button type="button" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)} className="flex min-h-control w-full items-start gap-2 rounded-control py-1.5 text-left hover:bg-sunk">
            <ChevronDown aria-hidden className={open ? 'mt-0.5 flex-none rotate-180' : 'mt-0.5 flex-none'} />
            <span className="min-w-0">
              {title}
              <span className="block text-small text-ink2">{note}</span>
            </span>
          </button>
        </th>
        <td className="num py-1.5 pl-3 text-right whitespace-nowrap">{amount}</td>
      </tr>
      {open && (
        <tr>
          <td colSpan={2} id={id} className="pb-2 pl-6">
            <ul className="grid gap-1 rounded-control bg-sunk px-3 py-2 text-small">
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  )
}

/** The true cost, term by term; together they are it, to the cent. */
export function Terms({ terms, cost, cell, supplier, answer }: About & { terms: readonly Term[]; cost: string }) {
  const t = useTranslations('basket')
  const lang = useLocale()
  const { currency } = answer
  const note = useTermNote(currency)
  const reasons = useReasons({ cell, supplier, answer })
  return (
    <table className="w-full">
      <caption className="sr-only">{t('terms')}</caption>
      <tbody>
        {terms.map((term) => (
          <Row key={term.code} title={t(`term.${term.code}`)} note={note(term)} amount={formatMoney(lang, { amount: term.amount, currency })} reasons={reasons(term)} />
        ))}
      </tbody>
      <tbody>
        <tr className="border-t border-control">
          <th scope="row" className="py-1.5 pl-6 text-left font-strong">
            {t('trueCost')}
          </th>
          <td className="num py-1.5 pl-3 text-right font-strong">{formatMoney(lang, { amount: cost, currency })}</td>
        </tr>
      </tbody>
    </table>
  )
}
