import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Check, Columns3, Download, Inbox, Settings2 } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { dayOf, deviceZone, formatAgo } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { toProblem, useProblemText } from '../../lib/problem'
import { queryClient } from '../../lib/query'
import { useNow } from '../../lib/useNow'
import { useRowKeys } from '../../lib/useRowKeys'
import { useTyped } from '../../lib/useTyped'
import { mayOf, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { Input } from '../../ui/Field'
import { KeyLine } from '../../ui/KeyLine'
import { ConfirmDialog, Menu } from '../../ui/lazy'
import { Seal } from '../../ui/Marks'
import { PageHeader } from '../../ui/Page'
import { Select } from '../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { JobCard } from '../job/JobCard'
import { acceptOrders, exportOrders, orderPages, type Job, type Side, type Sort, type Summary } from './queries'
import { filterOf, firstSort, firstView, searchOf, views, type Search, type View } from './search'
import { OrderState, Turn } from './States'
import { Ways } from './Ways'
import { sorts } from './words'

const SettingsDialog = lazy(() => import('./SettingsDialog').then((m) => ({ default: m.SettingsDialog })))

type Props = { seat: Seat; side: Side }

/** The way to an order, from the side that looks. */
export function OrderLink({ seat, side, order, children, ...rest }: Props & { order: string; children: ReactNode; className?: string; 'data-row'?: string }) {
  if (side === 'buyer') {
    return (
      <Link to="/orders/$" params={{ _splat: order }} {...rest}>
        {children}
      </Link>
    )
  }
  return (
    <Link to="/c/$company/orders/$" params={{ company: seat.company.id, _splat: order }} {...rest}>
      {children}
    </Link>
  )
}

function useColumns({ seat, side }: Props): Column<Summary>[] {
  const t = useTranslations('ordering.list')
  const lang = useLocale()
  const now = useNow()
  const other = (o: Summary) => (side === 'buyer' ? o.supplier.name : o.buyer.name)
  return [
    {
      key: 'number', title: t(`other.${side}`), main: true,
      cell: (o) => (
        <span className="flex items-center gap-2.5">
          <Seal name={other(o)} filled={o.status === 'accepted'} />
          <span className="grid min-w-0">
            <OrderLink seat={seat} side={side} order={o.id} data-row={o.id} className="font-strong wrap-anywhere text-ink">
              {other(o)}
            </OrderLink>
            <span className="num text-small wrap-anywhere text-ink2">{[o.number, o.reference, side === 'supplier' && o.customer_code].filter(Boolean).join(' · ')}</span>
          </span>
        </span>
      ),
    },
    { key: 'status', title: t('status'), cell: (o) => <OrderState status={o.status} side={side} /> },
    { key: 'turn', title: t('turn'), cell: (o) => <Turn order={o} side={side} /> },
    { key: 'lines', title: t('lines'), num: true, deskOnly: true, cell: (o) => o.lines },
    { key: 'total', title: t('total'), num: true, cell: (o) => <span className="font-strong">{formatMoney(lang, { amount: o.total, currency: o.currency })}</span> },
    { key: 'at', title: t('at'), num: true, cell: (o) => <span title={dayOf(o.created_at, deviceZone)}>{formatAgo(lang, o.created_at, now)}</span> },
  ]
}

function Nothing({ side, view, q, onAll }: { side: Side; view: View; q?: string; onAll: () => void }) {
  const t = useTranslations('ordering.list')
  if (q) return <EmptyState text={t('nothing', { q })} />
  if (view !== 'all') return <EmptyState icon={<Inbox aria-hidden />} text={view === 'waiting' ? t('allDone') : t('noneSuch')} action={<Button onClick={onAll}>{t('showAll')}</Button>} />
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      text={t(`none.${side}`)}
      action={
        side === 'buyer' && (
          <Link to="/compare" className={buttonClass('primary')}>
            <Columns3 aria-hidden />
            {t('toCompare')}
          </Link>
        )
      }
    />
  )
}

/** How orders are answered by themselves, and until when. */
function Settings({ seat }: { seat: Seat }) {
  const t = useTranslations('ordering.settings')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Settings2 aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Suspense>{open && <SettingsDialog seat={seat} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}

/** What can be done with the orders that are chosen: all that waits in them is accepted, once that was read and confirmed. */
function Chosen({ company, orders, onNone }: { company: string; orders: readonly Summary[]; onNone: () => void }) {
  const t = useTranslations('ordering.bulk')
  const lang = useLocale()
  const [asking, setAsking] = useState(false)
  const waiting = orders.filter((o) => o.waits_for_supplier > 0)
  const lines = waiting.reduce((n, o) => n + o.waits_for_supplier, 0)
  const sums = Object.entries(Object.groupBy(waiting, (o) => o.currency)).map(([currency, of = []]) => formatMoney(lang, { amount: of.reduce((n, o) => n + Number(o.total), 0).toFixed(4), currency }))
  const accept = async () => {
    const done = await acceptOrders(company, waiting)
    const held = done.filter((d) => d.outcome === 'on_hold').length
    const stale = done.filter((d) => d.outcome !== 'accepted').length - held
    toast([t('done', { count: done.length - stale - held, lines: done.reduce((n, d) => n + d.lines, 0) }), held > 0 && t('held', { count: held }), stale > 0 && t('stale', { count: stale })].filter(Boolean).join(' '))
    onNone()
  }
  return (
    <div role="region" aria-label={t('label')} className="sticky top-14 z-(--z-sticky) flex flex-wrap items-center gap-2 border-b border-line bg-best px-4 py-2 text-best-ink print:hidden">
      <span aria-live="polite" className="font-strong">
        {t('chosen', { count: orders.length })}
      </span>
      <span className="flex flex-wrap gap-2 tablet:ml-auto">
        <Button kind="primary" icon={<Check aria-hidden />} disabled={lines === 0} onClick={() => setAsking(true)}>
          {t('accept', { count: lines })}
        </Button>
        <Button kind="quiet" onClick={onNone}>
          {t('none')}
        </Button>
      </span>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('title', { count: waiting.length })}
        description={t('text', { lines, sum: sums.join(' + ') })}
        action={t('accept', { count: lines })}
        kind="primary"
        onConfirm={accept}
      />
    </div>
  )
}

function Export({ seat, side, search, onJob }: Props & { search: Search; onJob: (job: Job) => void }) {
  const t = useTranslations('ordering.list')
  const { text } = useProblemText()
  const company = seat.company.id
  const start = async (format: 'csv' | 'xlsx') => {
    try {
      onJob(await exportOrders(side, company, filterOf(search, side), format))
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  return (
    <Menu
      label={t('export')}
      trigger={
        <Button kind="quiet" icon={<Download aria-hidden />}>
          {t('export')}
        </Button>
      }
      items={[
        { label: t('xlsx'), onSelect: () => void start('xlsx') },
        { label: t('csv'), onSelect: () => void start('csv') },
      ]}
    />
  )
}

/** Orders as one side sees them: found, narrowed, sorted, taken along; a supplier accepts many at once. */
export function Orders({ seat, side }: Props) {
  const t = useTranslations('ordering.list')
  const words = useTranslations('ordering.status')
  const company = seat.company.id
  const search = searchOf(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [job, setJob] = useState<Job | null>(null)
  const view = search.view ?? firstView(side)
  const to = (change: Search) => {
    setSelected(new Set())
    const next = { ...search, ...change }
    void (side === 'buyer' ? navigate({ to: '/orders/$', params: { _splat: '' }, search: next, replace: true }) : navigate({ to: '/c/$company/orders/$', params: { company, _splat: '' }, search: next, replace: true }))
  }
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const list = useInfiniteQuery({ ...orderPages(side, company, filterOf(search, side)), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const counts = list.data?.pages[0]?.counts
  const may = side === 'supplier' && !mayOf(seat, 'ordering.order.write').disabled
  const columns = useColumns({ seat, side })
  const chosen = rows.filter((o) => selected.has(o.id))
  useRowKeys((key, row) => {
    if (key !== 'x' || !row || !may) return
    const next = new Set(selected)
    if (!next.delete(row)) next.add(row)
    setSelected(next)
  })
  const nameOf = (v: View) => (v === 'waiting' || v === 'all' ? t(`view.${v}`) : words(`${side}.${v}`))
  const countOf = (v: View) => counts && (v === 'all' ? counts.submitted + counts.changed + counts.accepted + counts.part_shipped + counts.shipped + counts.received + counts.refused + counts.withdrawn : counts[v])
  return (
    <>
      <PageHeader title={t('title')} note={seat.company.name} actions={
          <span className="flex flex-wrap gap-2">
            {side === 'supplier' && <Settings seat={seat} />}
            <Ways seat={seat} side={side} />
            <Export seat={seat} side={side} search={search} onJob={setJob} />
          </span>
        } />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
          <Select
            aria-label={t('views')}
            value={view}
            onChange={(v) => to({ view: v === firstView(side) ? undefined : v, sort: undefined })}
            options={views.map((v) => ({ value: v, label: counts ? t('viewCount', { view: nameOf(v), count: countOf(v) ?? 0 }) : nameOf(v) }))}
            className="min-w-44 max-tablet:w-full"
          />
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="tablet:w-80!" />
          <Select<Sort>
            aria-label={t('sort')}
            value={search.sort ?? firstSort(view)}
            onChange={(s) => to({ sort: s === firstSort(view) ? undefined : s })}
            options={sorts.map((s) => ({ value: s, label: t(`sorts.${s}`) }))}
            className="min-w-40 max-tablet:w-full"
          />
        </div>
        {may && <KeyLine name="orders">{t('keys')}</KeyLine>}
        {job && (
          <div className="max-tablet:px-4">
            <JobCard key={job.id} company={company} first={job} />
          </div>
        )}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            {chosen.length > 0 && <Chosen company={company} orders={chosen} onNone={() => setSelected(new Set())} />}
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(o) => o.id}
              rowName={(o) => o.number}
              selected={may ? selected : undefined}
              onSelect={may ? setSelected : undefined}
              empty={<Nothing side={side} view={view} q={search.q} onAll={() => to({ view: 'all' === firstView(side) ? undefined : 'all', sort: undefined })} />}
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
    </>
  )
}
