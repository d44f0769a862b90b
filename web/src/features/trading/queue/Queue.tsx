import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { dayOf, deviceZone, formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { useRowKeys } from '../../../lib/useRowKeys'
import { useTyped } from '../../../lib/useTyped'
import { useCompanySeat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { KeyLine } from '../../../ui/KeyLine'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { countryItem } from '../../identity/countries'
import { RelationshipState } from '../RelationshipState'
import type { StateName } from '../states'
import { relationshipPages, waiting, type RelationshipRow } from '../supplierQueries'
import { Flags } from './Flags'

/** What the list shows: those that wait, those in one state, or all. */
export const views = ['waiting', 'applied', 'more_asked', 'approved', 'suspended', 'rejected', 'closed', 'invited', 'all'] as const
export type View = (typeof views)[number]
type Search = { view?: View; q?: string }

const statesOf = (view: View): StateName[] | undefined => (view === 'all' ? undefined : view === 'waiting' ? waiting : [view])

/** The first sentence of what the buyer wrote, in one line. */
function Words({ row }: { row: RelationshipRow }) {
  const t = useTranslations('queue')
  const text = row.state === 'more_asked' ? row.question && t('asked', { text: row.question }) : row.answer ? t('answered', { text: row.answer }) : row.note
  return text ? <span className="line-clamp-1 max-w-[30em] text-small text-ink2 wrap-anywhere">{text}</span> : null
}

function ViewSelect({ value, counts, onChange }: { value: View; counts: Map<StateName, number>; onChange: (view: View) => void }) {
  const t = useTranslations()
  const countOf = (view: View) => (statesOf(view) ?? [...counts.keys()]).reduce((sum, s) => sum + (counts.get(s) ?? 0), 0)
  const name = (view: View) => (view === 'waiting' || view === 'all' ? t(`queue.view.${view}`) : t(`trading.state.${view}`))
  return <Select aria-label={t('queue.views')} value={value} onChange={onChange} options={views.map((v) => ({ value: v, label: t('queue.viewCount', { view: name(v), count: countOf(v) }) }))} className="min-w-44" />
}

/** Buyers who apply, the one that waits longest first; and all others by their state. */
export function Page() {
  const t = useTranslations('queue')
  const lang = useLocale()
  const now = useNow()
  const seat = useCompanySeat()
  const company = seat.company.id
  const raw = useSearch({ strict: false }) as { view?: string; q?: string }
  const search: Search = { q: raw.q, view: views.find((v) => v === raw.view) }
  const navigate = useNavigate()
  const view = search.view ?? 'waiting'
  const to = (change: Partial<Search>) => void navigate({ to: '/c/$company/applications', params: { company }, search: { view: search.view, q: search.q, ...change }, replace: true })
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const list = useInfiniteQuery({ ...relationshipPages(company, { state: statesOf(view), q: search.q }), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const may = seat.permissions.includes('trading.relationship.decide')
  const open = (buyer: string, act?: 'approve' | 'ask_more' | 'reject') => void navigate({ to: '/c/$company/applications/$buyer', params: { company, buyer }, search: { act } })
  useRowKeys((key, row) => {
    const act = ({ a: 'approve', m: 'ask_more', r: 'reject' } as const)[key as 'a']
    if (row && act && may) open(row, act)
  })
  const columns: Column<RelationshipRow>[] = [
    {
      key: 'buyer', title: t('buyer'), main: true,
      cell: (r) => (
        <span className="flex items-center gap-2.5">
          <Seal name={r.buyer.name} filled={r.state === 'approved'} />
          <span className="grid min-w-0">
            <Link to="/c/$company/applications/$buyer" params={{ company, buyer: r.buyer.id }} data-row={r.buyer.id} className="font-strong text-ink wrap-anywhere">
              {r.buyer.name}
            </Link>
            <Words row={r} />
          </span>
        </span>
      ),
    },
    { key: 'state', title: t('state'), cell: (r) => <RelationshipState state={r.state} /> },
    { key: 'checks', title: t('checks'), cell: (r) => <Flags row={r} /> },
    { key: 'country', title: t('country'), cell: (r) => (r.country ? countryItem(lang, r.country).label : '–') },
    { key: 'code', title: t('code'), deskOnly: true, cell: (r) => (r.customer ? <span className="num">{r.customer.code}</span> : '–') },
    {
      key: 'age', title: t('since'), num: true,
      cell: (r) => {
        const at = waiting.includes(r.state) ? (r.applied_at ?? r.changed_at) : r.changed_at
        return <span title={dayOf(at, deviceZone)}>{formatAgo(lang, at, now)}</span>
      },
    },
  ]
  return (
    <>
      <PageHeader title={t('title')} note={seat.company.name} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
          <ViewSelect value={view} counts={new Map(list.data?.pages[0]?.counts.map((c) => [c.state, c.count]))} onChange={(v) => to({ view: v === 'waiting' ? undefined : v })} />
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md tablet:w-80" />
        </div>
        <KeyLine name="queue">{may ? t('keys') : t('keysReading')}</KeyLine>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(r) => r.buyer.id}
              empty={
                <EmptyState
                  text={search.q ? t('nothing', { q: search.q }) : view === 'waiting' ? t('allDone') : t('none')}
                  action={
                    view === 'waiting' && !search.q ? (
                      <Link to="/c/$company/customers/invites" params={{ company }} className={buttonClass('plain')}>
                        {t('invite')}
                      </Link>
                    ) : undefined
                  }
                />
              }
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
    </>
  )
}
