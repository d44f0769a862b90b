import { useInfiniteQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import { useNow } from '../../lib/useNow'
import { mayOf, type Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { StatusDot, type StatusKind } from '../../ui/Marks'
import { Segmented } from '../../ui/Segmented'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { askAgain, reservationPages, type Reservation, type ReservationState, type Warehouse } from './queries'

/** So many are released at once; what is beyond stays chosen. */
const most = 200

const dots: Record<ReservationState, StatusKind> = { held: 'waiting', captured: 'done', released: 'off', expired: 'off' }

/** How long a hold still lives: minutes and seconds, hours before that. */
function Clock({ until }: { until: string }) {
  const t = useTranslations('inventory')
  const left = Math.floor((new Date(until).getTime() - useNow('second').getTime()) / 1000)
  if (left <= 0) return <StatusDot kind="off">{t('reservationState.expired')}</StatusDot>
  const two = (n: number) => String(n).padStart(2, '0')
  const clock = left >= 3600 ? `${Math.floor(left / 3600)}:${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}` : `${Math.floor(left / 60)}:${two(left % 60)}`
  return (
    <span role="timer" className="num">
      <StatusDot kind={left < 300 ? 'warn' : 'waiting'}>{clock}</StatusDot>
    </span>
  )
}

/** What is held for buyers, and until when; the supplier may let go of it. */
export function Held({ seat, warehouses }: { seat: Seat; warehouses: readonly Warehouse[] }) {
  const t = useTranslations('inventory')
  const lang = useLocale()
  const unit = useUnit()
  const company = seat.company.id
  const [state, setState] = useState<'held' | 'all'>('held')
  const [chosen, setChosen] = useState<Set<string>>(new Set())
  const list = useInfiniteQuery(reservationPages(company, state === 'held' ? 'held' : undefined))
  const deed = useDeed()
  const release = mayOf(seat, 'inventory.reservation.release')
  const may = release.shown && !release.disabled && state === 'held'
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const nameOf = (id: string) => warehouses.find((w) => w.id === id)?.name ?? id
  const letGo = () =>
    void deed.run(async () => {
      const done = await ok(api.POST('/api/companies/{company}/reservations/release', { params: { path: { company } }, body: { reservations: [...chosen].slice(0, most) } }))
      setChosen(new Set([...chosen].slice(most)))
      await askAgain(company)
      toast(t('released', { count: done.items.filter((i) => i.state === 'released').length }))
    })
  const columns: Column<Reservation>[] = [
    { key: 'name', title: t('item'), main: true, cell: (r) => <span className="grid"><span className="wrap-anywhere">{r.name}</span><span className="num text-small font-normal text-ink2">{r.sku}</span></span> },
    { key: 'buyer', title: t('buyer'), cell: (r) => r.buyer_name },
    { key: 'quantity', title: t('quantity'), num: true, cell: (r) => `${formatNumber(lang, r.quantity)} ${unit(r.unit)}` },
    { key: 'where', title: t('where'), deskOnly: true, cell: (r) => r.shares.map((s) => (r.shares.length > 1 ? t('shareOf', { name: nameOf(s.warehouse), quantity: formatNumber(lang, s.quantity) }) : nameOf(s.warehouse))).join('; ') },
    { key: 'since', title: t('heldAt'), deskOnly: true, cell: (r) => <span className="num">{formatInstant(r.held_at, deviceZone)}</span> },
    { key: 'left', title: t('left'), cell: (r) => (r.state === 'held' ? <Clock until={r.expires_at} /> : <StatusDot kind={dots[r.state]}>{t(`reservationState.${r.state}`)}</StatusDot>) },
  ]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 max-tablet:px-4">
        <Segmented
          label={t('stateTitle')}
          value={state}
          onChange={(s) => {
            setState(s)
            setChosen(new Set())
          }}
          options={[
            { value: 'held', label: t('heldNow') },
            { value: 'all', label: t('heldEver') },
          ]}
        />
        {may && chosen.size > 0 && (
          <Button kind="danger" busy={deed.busy} onClick={letGo} className="tablet:ml-auto">
            {t('letGo', { count: chosen.size })}
          </Button>
        )}
      </div>
      <Refusal problem={deed.problem} />
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={6} />}
      {list.data && (
        <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
          <DataTable
            label={t('part.held')}
            columns={columns}
            rows={rows}
            rowKey={(r) => r.id}
            rowName={(r) => r.name}
            selected={may ? chosen : undefined}
            onSelect={may ? setChosen : undefined}
            empty={<EmptyState icon={<Hourglass aria-hidden />} text={t('nothingHeld')} />}
          />
          {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </div>
      )}
    </>
  )
}
