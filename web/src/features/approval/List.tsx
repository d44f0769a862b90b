import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Check, Settings2, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { formatAgo } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { useNow } from '../../lib/useNow'
import type { Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { ConfirmDialog } from '../../ui/lazy'
import { PageHeader } from '../../ui/Page'
import { Segmented } from '../../ui/Segmented'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { Buying } from '../trading/Buying'
import { useStanding } from './One'
import { approvalPages, approveAll, type Summary, type View } from './queries'

const views = ['turn', 'mine', 'all'] as const

function useColumns(): Column<Summary>[] {
  const t = useTranslations('approval')
  const lang = useLocale()
  const now = useNow()
  const standing = useStanding()
  return [
    {
      key: 'what', title: t('list.what'), main: true,
      cell: (a) => (
        <span className="grid min-w-0">
          <Link to="/orders/$" params={{ _splat: `approvals/${a.id}` }} className="font-strong wrap-anywhere text-ink">
            {a.person}
          </Link>
          <span className="text-small wrap-anywhere text-ink2">{[a.reference, a.suppliers.join(', '), t('list.lines', { count: a.lines })].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
    { key: 'state', title: t('list.state'), cell: standing },
    { key: 'total', title: t('list.total'), num: true, cell: (a) => <span className="font-strong">{a.totals.map((m) => formatMoney(lang, m)).join(' + ')}</span> },
    { key: 'at', title: t('list.at'), num: true, cell: (a) => formatAgo(lang, a.created_at, now) },
  ]
}

/** All that is chosen is approved, once that was read and confirmed. */
function Chosen({ company, chosen, onNone }: { company: string; chosen: readonly Summary[]; onNone: () => void }) {
  const t = useTranslations('approval')
  const lang = useLocale()
  const [asking, setAsking] = useState(false)
  const sums = Object.entries(Object.groupBy(chosen.flatMap((a) => a.totals), (m) => m.currency)).map(([currency, of = []]) => formatMoney(lang, { amount: of.reduce((n, m) => n + Number(m.amount), 0).toFixed(4), currency }))
  const approve = async () => {
    const done = await approveAll(company, chosen)
    const went = done.filter((d) => !d.outcome.includes('.')).length
    toast(t('bulk.done', { count: went }) + (went < done.length ? ` ${t('bulk.stale', { count: done.length - went })}` : ''))
    setAsking(false)
    onNone()
  }
  return (
    <div role="region" aria-label={t('bulk.label')} className="sticky top-14 z-(--z-sticky) flex flex-wrap items-center gap-2 border-b border-line bg-best px-4 py-2 text-best-ink print:hidden">
      <Button kind="primary" icon={<Check aria-hidden />} onClick={() => setAsking(true)}>
        {t('bulk.approve', { count: chosen.length })}
      </Button>
      <Button kind="quiet" onClick={onNone}>
        {t('bulk.none')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('bulk.title', { count: chosen.length })}
        description={t('bulk.text', { sum: sums.join(' + ') })}
        action={t('bulk.approve', { count: chosen.length })}
        kind="primary"
        onConfirm={approve}
      />
    </div>
  )
}

function Body({ seat }: { seat: Seat }) {
  const t = useTranslations('approval')
  const company = seat.company.id
  const { view: wanted } = useSearch({ strict: false }) as { view?: string }
  const view: View = views.find((v) => v === wanted) ?? 'turn'
  const navigate = useNavigate()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const list = useInfiniteQuery(approvalPages(company, view))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const chosen = rows.filter((a) => selected.has(a.id) && a.my_turn)
  const to = (next: View) => {
    setSelected(new Set())
    void navigate({ to: '/orders/$', params: { _splat: 'approvals' }, search: { view: next }, replace: true })
  }
  const columns = useColumns()
  return (
    <>
      <PageHeader
        title={t('title')}
        note={seat.company.name}
        actions={
          <Link to="/orders/$" params={{ _splat: 'approvals/rules' }} className={buttonClass('quiet')}>
            <Settings2 aria-hidden />
            {t('rules.title')}
          </Link>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="max-tablet:px-4">
          <Segmented label={t('list.views')} value={view} onChange={to} options={views.map((v) => ({ value: v, label: t(`list.view.${v}`) }))} />
        </div>
        {chosen.length > 0 && <Chosen company={company} chosen={chosen} onNone={() => setSelected(new Set())} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data && (
          <>
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(a) => a.id}
              rowName={(a) => a.person}
              selected={view === 'turn' ? selected : undefined}
              onSelect={view === 'turn' ? setSelected : undefined}
              empty={<EmptyState icon={<ShieldCheck aria-hidden />} text={t(`list.none.${view}`)} action={view === 'turn' ? <Button onClick={() => to('all')}>{t('list.showAll')}</Button> : undefined} />}
            />
            <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          </>
        )}
      </div>
    </>
  )
}

/** What waits for my word, what I sent, and all of my company. */
export function Page() {
  const t = useTranslations('approval')
  return <Buying title={t('title')}>{(seat) => <Body key={seat.company.id} seat={seat} />}</Buying>
}
