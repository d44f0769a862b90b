import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import { Button } from '../../ui/Button'
import { Input } from '../../ui/Field'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { Parcels, ShipmentState } from './Parts'
import { shipmentPages, type Side, type Summary, type View } from './queries'

/** A search that waits for Enter. */
export function Search({ onSearch }: { onSearch: (q: string) => void }) {
  const t = useTranslations('fulfilment')
  return (
    <form
      role="search"
      className="min-w-0 flex-1"
      onSubmit={(e) => {
        e.preventDefault()
        onSearch(String(new FormData(e.currentTarget).get('q') ?? '').trim())
      }}
    >
      <Input type="search" name="q" aria-label={t('search')} placeholder={t('search')} maxLength={100} />
    </form>
  )
}

/** One shipment as a row that is a link all over: big enough for a thumb. */
function Row({ company, side, of }: { company: string; side: Side; of: Summary }) {
  const t = useTranslations('fulfilment')
  const to = `shipments/${of.id}`
  const words = (
    <>
      <span className="font-strong wrap-anywhere">{side === 'buyer' ? of.supplier.name : of.buyer.name}</span>
      <span className="num text-small wrap-anywhere text-ink2">{[of.number, of.reference].filter(Boolean).join(' · ')}</span>
    </>
  )
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-t border-line px-4 py-3 first:border-t-0 tablet:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_12rem]">
      {side === 'buyer' ? (
        <Link to="/orders/$" params={{ _splat: to }} className="grid min-h-11 content-center">
          {words}
        </Link>
      ) : (
        <Link to="/c/$company/orders/$" params={{ company, _splat: to }} className="grid min-h-11 content-center">
          {words}
        </Link>
      )}
      <span className="grid content-center gap-0.5 max-tablet:order-last max-tablet:col-span-full">
        <Parcels of={of} />
        <span className="num text-small text-ink2">
          {t('lines', { count: of.lines })} · {formatInstant(of.shipped_at, deviceZone)}
        </span>
      </span>
      <ShipmentState of={of} />
    </li>
  )
}

/** A page of shipments of a side, with all four states. */
export function List({ company, side, view, q }: { company: string; side: Side; view: View; q: string }) {
  const t = useTranslations('fulfilment')
  const query = useInfiniteQuery(shipmentPages(side, company, view, q))
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={6} />
  const items = query.data.pages.flatMap((p) => p.items)
  if (items.length === 0) return <EmptyState text={q ? t('nothing', { q }) : t(`none.${side}`)} />
  return (
    <>
      <ul>
        {items.map((s) => (
          <Row key={s.id} company={company} side={side} of={s} />
        ))}
      </ul>
      <More query={query} />
    </>
  )
}

export function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }): ReactNode {
  const t = useTranslations('fulfilment')
  if (!query.hasNextPage) return null
  return (
    <p className="p-4 text-center">
      <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('more')}
      </Button>
    </p>
  )
}

/** Which shipments are shown: kept in the page, so that coming back is where one left. */
export function useView<V extends string>(first: V) {
  const [view, setView] = useState<V>(first)
  const [q, setQ] = useState('')
  return { view, setView, q, setQ }
}
