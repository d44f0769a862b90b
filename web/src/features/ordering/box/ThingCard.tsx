import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useEffect, useImperativeHandle, useState, type Ref as ReactRef } from 'react'
import { deviceZone, formatDay } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatDelta, formatMoney, formatNumber, formatUnitPrice } from '../../../lib/money'
import { Button } from '../../../ui/Button'
import { Seal } from '../../../ui/Marks'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Stepper } from '../../../ui/Stepper'
import type { Answer, AnsweredLine, Cell } from '../../comparison/basket/board'
import type { Line } from '../../comparison/basket/draft'
import { useUnit } from '../../comparison/offers/Cells'
import { boughtQuery, thingQuery, type Bought, type Thing } from './queries'

/** So many offers are shown; the comparison has them all. */
const most = 12

const refOf = ({ supplier, item }: Cell) => ({ supplier, item })

/** One line for each supplier: the best first, with how much more it is. */
function Offers({ answer, line }: { answer: Answer; line: AnsweredLine }) {
  const t = useTranslations('box.card')
  const lang = useLocale()
  const cells = line.cells.filter((c) => c.cost !== undefined).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const best = Number(cells[0]?.cost)
  const unit = useUnit()
  if (cells.length === 0) return <p className="text-warn">{t('noPrice')}</p>
  return (
    <ul aria-label={t('offers')} className="grid">
      {cells.slice(0, most).map((c, i) => {
        const name = answer.suppliers.find((s) => s.supplier === c.supplier)?.name ?? ''
        return (
          <li key={`${c.supplier} ${c.item}`} className="flex min-h-control items-center gap-2 border-t border-line py-1 first:border-t-0">
            <Seal name={name} filled={i === 0} />
            <span className="grid min-w-0 flex-1">
              <span className="truncate">{name}</span>
              <span className="num text-small text-ink2">
                {c.price && t('each', { price: formatUnitPrice(lang, c.price), unit: unit(c.unit) })}
                {c.available === 'short' && <span className="text-warn"> · {t('short')}</span>}
              </span>
            </span>
            <span className="num grid text-right">
              <span className={i === 0 ? 'font-strong text-best-ink' : undefined}>{formatMoney(lang, { amount: c.cost ?? '0', currency: answer.currency })}</span>
              <span className="text-small text-ink2">{i === 0 ? t('best') : formatDelta(lang, best > 0 ? Number(c.cost) / best - 1 : 0)}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** What was paid last, and how the price of that offer has moved since. */
function LastPaid({ last, line }: { last: Bought; line: AnsweredLine }) {
  const t = useTranslations('box.card')
  const lang = useLocale()
  const unit = useUnit()
  const now = line.cells.find((c) => c.supplier === last.supplier && c.item === last.item)?.price
  const moved = now?.currency === last.price.currency && Number(last.price.amount) > 0 ? Number(now.amount) / Number(last.price.amount) - 1 : 0
  return (
    <p className="num text-small text-ink2">
      {t('paid', { price: formatUnitPrice(lang, last.price), unit: unit(last.unit), supplier: last.supplier_name, day: formatDay(lang, last.at, deviceZone), quantity: formatNumber(lang, last.quantity) })}
      {Math.abs(moved) >= 0.0005 && <span className={moved > 0 ? 'text-warn' : 'text-best-ink'}> {t('moved', { delta: formatDelta(lang, moved, 1) })}</span>}
    </p>
  )
}

/** What could be meant, one press each. */
function Which({ answer, line, onMean }: { answer: Answer; line: AnsweredLine; onMean: (thing: Thing) => void }) {
  const t = useTranslations('box.card')
  return (
    <div className="grid gap-1">
      <p>{t('which')}</p>
      <ul className="grid gap-1">
        {line.questions.map((q) => (
          <li key={`${q.item.supplier} ${q.item.item}`}>
            <button type="button" onClick={() => onMean({ text: '', name: q.name, quantity: line.quantity, ref: q.item })} className="box min-h-control w-full px-3 py-1.5 text-left hover:bg-sunk">
              <span className="block wrap-anywhere">{q.name}</span>
              <span className="num block text-small text-ink2">{[answer.suppliers.find((s) => s.supplier === q.item.supplier)?.name, q.mpn ?? q.sku].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What the page does with an open card: one more of it, or onto the list with it. */
export type CardHandle = { more: () => void; add: () => void }

type Props = { company: string; thing: Thing; onMean: (thing: Thing) => void; onAdd: (line: Omit<Line, 'key'>) => void; onClose: () => void; ref: ReactRef<CardHandle> }

/** One thing: what every supplier takes for the usual quantity, what was paid last, and one press to put it onto the list. */
export function ThingCard({ company, thing, onMean, onAdd, onClose, ref }: Props) {
  const t = useTranslations('box.card')
  const unit = useUnit()
  const [chosen, setChosen] = useState<number | null>(thing.quantity && thing.quantity !== '1' ? Number(thing.quantity) : null)
  const [asked, setAsked] = useState(chosen ?? 1)
  const query = useQuery({ ...thingQuery(company, thing, String(asked)), placeholderData: keepPreviousData })
  const line = query.data?.lines[0]
  const bought = useQuery(boughtQuery(company, line?.state === 'matched' ? line.cells.map(refOf) : []))
  const last = bought.data?.[0]
  // As many as last time, where that was counted in the same unit.
  const usual = last && line && last.unit === line.unit ? Number(last.quantity) : 1
  const quantity = chosen ?? usual
  useEffect(() => {
    const timer = setTimeout(() => setAsked(quantity), 200)
    return () => clearTimeout(timer)
  }, [quantity])
  const settled = line !== undefined && (line.state !== 'matched' || line.cells.length === 0 || !bought.isPending)
  const add = () => {
    if (quantity <= 0) return
    onAdd({ text: thing.ref ? '' : thing.text, name: line?.name ?? (thing.name || undefined), ref: line?.state === 'matched' && line.item ? { supplier: line.item.supplier, item: line.item.item } : thing.ref, quantity: String(quantity), unit: '' })
  }
  useImperativeHandle(ref, () => ({ more: () => setChosen(quantity + 1), add }))
  const title = line?.name ?? (thing.name || thing.text)
  return (
    <section aria-label={title} className="grid gap-3 rounded-card border border-line bg-surface p-4">
      <header className="flex items-start gap-2">
        <span className="grid min-w-0 flex-1">
          <h2 className="text-lead font-strong wrap-anywhere">{title}</h2>
          <span className="num text-small wrap-anywhere text-ink2">{[line?.brand, line?.mpn ?? line?.sku, line?.own_code].filter(Boolean).join(' · ')}</span>
        </span>
        <Button kind="quiet" aria-label={t('close')} icon={<X aria-hidden />} onClick={onClose} className="-m-2" />
      </header>
      {query.isError && !line && <ErrorState error={query.error} safe={t('safe')} onRetry={() => void query.refetch()} />}
      {!line && !query.isError && <Skeleton lines={4} />}
      {line && query.data && (
        <div aria-busy={query.isFetching || undefined} className="grid gap-3">
          {line.state === 'question' && <Which answer={query.data} line={line} onMean={onMean} />}
          {line.state === 'unknown' && <p className="text-warn">{t('unknown')}</p>}
          {line.state === 'matched' && (
            <>
              {last && <LastPaid last={last} line={line} />}
              <Offers answer={query.data} line={line} />
            </>
          )}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Stepper className="w-36 flex-none max-tablet:flex-1" value={quantity} min={0} max={9_999_999} decimals={3} label={t('quantityOf', { name: title })} onChange={setChosen} />
        {line?.unit && <span className="text-ink2">{unit(line.unit)}</span>}
        <Button kind="primary" icon={<Plus aria-hidden />} disabled={!settled || quantity <= 0} onClick={add} className="ml-auto max-tablet:basis-full">
          {t('add')}
        </Button>
      </div>
    </section>
  )
}
