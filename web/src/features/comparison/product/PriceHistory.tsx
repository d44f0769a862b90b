import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatDelta, formatUnitPrice } from '../../../lib/money'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { Section } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { Select } from '../../../ui/Select'
import { ErrorState, Skeleton } from '../../../ui/States'
import { change, drawable, marksOf, steps } from './course'
import { historyQuery, keyOf, refOf, type Point, type Product } from './queries'

const ranges = { quarter: 91, year: 365, all: 3660 } as const
type Range = keyof typeof ranges

const width = 320
const height = 64
const few = 6

/** The course of a price, drawn: lowest and highest in words. */
export function Course({ points }: { points: readonly Point[] }) {
  const t = useTranslations('product.history')
  const lang = useLocale()
  const now = useNow('minute')
  const marks = marksOf(points)
  const prices = points.flatMap((p) => p.price ?? [])
  if (prices.length === 0 || !drawable(marks)) return null
  const sorted = [...prices].sort((a, b) => Number(a.amount) - Number(b.amount))
  const low = sorted[0]
  const high = sorted.at(-1)
  const last = points.at(-1)?.price
  if (!low || !high) return null
  const words = {
    low: formatUnitPrice(lang, low), high: formatUnitPrice(lang, high), now: last ? formatUnitPrice(lang, last) : t('noPrice'), from: dayOf(points[0]?.at ?? now, deviceZone), changes: points.length - 1,
  }
  return (
    <figure className="grid gap-1">
      <svg role="img" aria-label={t('drawing', words)} viewBox={`0 -4 ${width} ${height + 8}`} preserveAspectRatio="none" className="h-20 w-full">
        <path d={steps(marks, now.getTime(), width, height)} fill="none" strokeWidth="2" vectorEffect="non-scaling-stroke" className="stroke-accent" />
      </svg>
      <figcaption className="num flex flex-wrap justify-between gap-x-4 text-small text-ink2">
        <span>{words.from}</span>
        <span>{low.amount === high.amount ? t('steady') : t('between', words)}</span>
        <span>{t('today')}</span>
      </figcaption>
    </figure>
  )
}

function Rows({ points }: { points: readonly Point[] }) {
  const t = useTranslations('product.history')
  const lang = useLocale()
  const [all, setAll] = useState(false)
  const newest = points.map((p, i) => ({ ...p, ratio: change(points, i), first: i === 0 })).toReversed()
  const shown = all ? newest : newest.slice(0, few)
  return (
    <>
      <table className="w-full">
        <caption className="sr-only">{t('title')}</caption>
        <thead className="text-small text-ink2">
          <tr className="border-b border-line text-left">
            <th scope="col" className="py-1.5 font-normal">
              {t('day')}
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {t('price')}
            </th>
            <th scope="col" className="py-1.5 text-right font-normal">
              {t('change')}
            </th>
          </tr>
        </thead>
        <tbody className="num">
          {shown.map((p) => (
            <tr key={p.at} className="border-b border-line last:border-0">
              <th scope="row" className="py-1.5 text-left font-normal whitespace-nowrap">
                {dayOf(p.at, deviceZone)}
              </th>
              <td className="py-1.5 pl-3 text-right">
                {p.price ? formatUnitPrice(lang, p.price) : <span className="text-ink2">{t('noPrice')}</span>}
                {p.price?.breaks && <span className="block text-small text-ink2">{t('breaks', { count: p.price.breaks.length })}</span>}
              </td>
              <td className="py-1.5 pl-3 text-right whitespace-nowrap text-ink2">
                {p.ratio === null ? (
                  t(p.first ? 'start' : 'none')
                ) : (
                  <span className="inline-flex items-center gap-1">
                    {p.ratio > 0 && <ArrowUp aria-hidden />}
                    {p.ratio < 0 && <ArrowDown aria-hidden />}
                    {formatDelta(lang, p.ratio)}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {newest.length > few && !all && (
        <Button kind="quiet" className="justify-self-start print:hidden" onClick={() => setAll(true)}>
          {t('more', { count: newest.length - few })}
        </Button>
      )}
    </>
  )
}

/** How the price of one of the offers moved for this buyer. */
export function PriceHistory({ company, product }: { company: string; product: Product }) {
  const t = useTranslations('product.history')
  const [of, setOf] = useState(keyOf(product))
  const [range, setRange] = useState<Range>('year')
  const offer = product.offers.find((o) => keyOf(refOf(o)) === of) ?? product.offers[0]
  const { data, error, refetch } = useQuery({ ...historyQuery(company, offer ? refOf(offer) : product, ranges[range]), placeholderData: keepPreviousData })
  const name = (supplier: string) => product.suppliers.find((s) => s.supplier === supplier)?.name ?? ''
  return (
    <Section title={t('title')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-3">
        <div className="flex flex-wrap gap-2 print:hidden">
          {product.offers.length > 1 && (
            <Select
              aria-label={t('of')}
              className="min-w-40 flex-1"
              value={of}
              onChange={setOf}
              options={product.offers.map((o) => ({ value: keyOf(refOf(o)), label: `${name(o.supplier)} · ${o.offer.sku}` }))}
            />
          )}
          <Segmented label={t('range')} value={range} onChange={setRange} options={(Object.keys(ranges) as Range[]).map((r) => ({ value: r, label: t(r) }))} />
        </div>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={4} />}
        {data && data.points.length === 0 && <p className="text-ink2">{t('nothing')}</p>}
        {data && data.points.length > 0 && (
          <>
            <Course points={data.points} />
            <Rows key={`${of} ${range}`} points={data.points} />
          </>
        )}
      </div>
    </Section>
  )
}
