import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { dayOf, deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, formatNumber } from '../../../lib/money'
import { useUnit } from '../offers/Cells'
import { ordered, rowOf, type Answer } from './board'
import type { Basket } from './draft'
import { nameOf, useFigures } from './figures'
import type { Printed } from './queries'

/** So many suppliers find room beside each other on a page across. */
const most = 8

const rowsOf = (answer: Answer, lines: Basket) => {
  const rates = new Map(answer.rates.map((r) => [r.currency, Number(r.rate)]))
  return lines.map((line) => rowOf(line, answer.lines.find((l) => l.key === line.key), rates, new Set()))
}

/** For whom a page was made; stands on every sheet. */
function Mark({ mark, title }: { mark: Printed['mark']; title: string }) {
  const t = useTranslations('offers.paper')
  return (
    <span className="flex items-baseline justify-between gap-4 border-b border-ink pb-1 font-normal">
      <span className="font-strong">{title}</span>
      <span className="text-right">{t('mark', { company: mark.company, person: mark.person, at: formatInstant(mark.at, deviceZone), code: mark.code })}</span>
    </span>
  )
}

/** The comparison on paper, across: the head with the mark comes again on each sheet; the best is underlined, for paper has no green. */
export function Paper({ printed: { comparison, mark }, lines, title, onDone }: { printed: Printed; lines: Basket; title: string; onDone: () => void }) {
  const t = useTranslations('basket')
  const lang = useLocale()
  const unit = useUnit()
  const { unitPrice } = useFigures(comparison.currency)
  useEffect(() => {
    const before = document.title
    document.title = `${title} ${dayOf(mark.at, deviceZone)} ${mark.code}`
    const across = new CSSStyleSheet()
    across.replaceSync('@page { size: A4 landscape; margin: 10mm }')
    document.adoptedStyleSheets.push(across)
    addEventListener('afterprint', onDone)
    print()
    return () => {
      removeEventListener('afterprint', onDone)
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((s) => s !== across)
      document.title = before
    }
    // oxlint-disable-next-line react/exhaustive-deps -- printed once, when it appears
  }, [])
  const rows = rowsOf(comparison, lines)
  const named = new Map(comparison.suppliers.map((s) => [s.supplier, s]))
  const shown = ordered(comparison.suppliers).filter((id) => (named.get(id)?.offers ?? 0) > 0).slice(0, most)
  const pay = comparison.suppliers.reduce((sum, s) => sum + Number(s.chosen.total), 0)
  return createPortal(
    <div data-paper className="hidden print:block">
      <div aria-hidden className="fixed inset-0 grid place-items-center">
        <span className="-rotate-30 text-[40pt] whitespace-nowrap text-[rgb(0_0_0/.06)]">
          {mark.company} · {mark.code}
        </span>
      </div>
      <table className="num w-full text-[8pt]">
        <thead className="text-left">
          <tr>
            <th colSpan={shown.length + 2} className="pb-2">
              <Mark mark={mark} title={title} />
            </th>
          </tr>
          <tr className="border-b border-ink align-bottom">
            <th scope="col">{t('product')}</th>
            <th scope="col" className="pr-2 text-right">
              {t('quantity')}
            </th>
            {shown.map((id) => (
              <th key={id} scope="col" className="pl-2 text-right font-normal wrap-anywhere">
                {named.get(id)?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line.key} className="border-b border-line align-top">
              <td className="py-0.5 pr-2">{nameOf(row)}</td>
              <td className="py-0.5 pr-2 text-right whitespace-nowrap">
                {formatNumber(lang, row.line.quantity)} {row.said?.unit && unit(row.said.unit)}
              </td>
              {shown.map((id) => {
                const view = row.cells.get(id)
                return (
                  <td key={id} className="py-0.5 pl-2 text-right">
                    {view?.perUnit === undefined ? (view?.cell.why ? t(`why.${view.cell.why}`) : '–') : (
                      <span className={view.best === 'certain' ? 'underline underline-offset-2' : undefined}>
                        {view.chosen && '✓ '}
                        {view.cell.guess && '≈ '}
                        {unitPrice(view.perUnit)}
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pt-2 text-right text-[9pt]">
        {t('foot.pay')} <span className="num font-strong">{formatMoney(lang, { amount: pay.toFixed(4), currency: comparison.currency })}</span> · {t('foot.orders', { count: comparison.total.suppliers })} ·{' '}
        {t('foot.cost', { amount: formatMoney(lang, { amount: comparison.total.chosen, currency: comparison.currency }) })}
      </p>
      <p className="text-[8pt]">{t('paper.legend')}</p>
    </div>,
    document.body,
  )
}
