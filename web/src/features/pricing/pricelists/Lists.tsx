import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useRowKeys } from '../../../lib/useRowKeys'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { StatusDot, type StatusKind } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { PriceLink, PriceNav } from '../PriceNav'
import { listPages, useUsualCurrency, type PriceList, type PriceListState } from '../queries'
import { useListWords, useRuleWords } from '../words'
import { kinds } from './draft'

const ListEditor = lazy(() => import('./ListEditor').then((m) => ({ default: m.ListEditor })))

export const listDots: Record<PriceListState, StatusKind> = { draft: 'warn', live: 'done', archived: 'off' }
const states = ['draft', 'live', 'archived'] as const

/** All price lists: for whom each is, what it reckons, since when it holds. */
export function Page() {
  const t = useTranslations('pricelists')
  const p = useTranslations('pricing')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const usual = useUsualCurrency(seat)
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { words?: string; kind?: string; state?: string; new?: string }
  const to = (change: typeof search) => void navigate({ to: '/c/$company/prices/$', params: { company, _splat: 'lists' }, search: { ...search, ...change }, replace: true })
  const [typed, setTyped] = useTyped(search.words ?? '', (words) => to({ words: words || undefined }))
  const [making, setMaking] = useState(search.new !== undefined)
  const kind = kinds.find((k) => k === search.kind)
  const state = states.find((s) => s === search.state)
  const list = useInfiniteQuery({ ...listPages(company, { words: search.words, kind, state }), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((x) => x.items) ?? []
  const words = useListWords()
  const rule = useRuleWords()
  const write = mayOf(seat, 'pricing.list.write')
  const may = write.shown && !write.disabled
  useRowKeys((k) => k === 'n' && may && setMaking(true))
  const all = 'all:'
  const narrowed = Boolean(search.words || kind || state)
  const columns: Column<PriceList>[] = [
    {
      key: 'name', title: t('name'), main: true,
      cell: (l) => (
        <PriceLink company={company} page="lists" id={l.id} data-row={l.id} className="font-strong text-ink wrap-anywhere">
          {l.name}
        </PriceLink>
      ),
    },
    { key: 'kind', title: t('kind'), cell: (l) => p(`kind.${l.kind}`) },
    { key: 'who', title: t('who'), cell: (l) => words.who(l) },
    { key: 'rule', title: t('rule'), deskOnly: true, cell: (l) => rule(l.rule, l.currency) },
    { key: 'validity', title: t('validity'), num: true, cell: (l) => words.validity(l.valid_from, l.valid_to, deviceZone) },
    { key: 'entries', title: t('entries'), num: true, cell: (l) => formatNumber(lang, l.entries) },
    { key: 'currency', title: t('currency'), deskOnly: true, cell: (l) => l.currency },
    { key: 'state', title: t('stateTitle'), cell: (l) => <StatusDot kind={listDots[l.state]}>{p(`state.${l.state}`)}</StatusDot> },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          write.shown && (
            <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} aria-keyshortcuts="N" onClick={() => setMaking(true)}>
              {t('new')}
            </Button>
          )
        }
      >
        <PriceNav seat={seat} at="lists" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div role="search" className="flex flex-wrap items-center gap-2 max-tablet:grid max-tablet:grid-cols-2 max-tablet:px-4 print:hidden">
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-tablet:col-span-2 tablet:w-56!" />
          <Select aria-label={t('kind')} value={kind ?? all} onChange={(k) => to({ kind: k === all ? undefined : k })} options={[{ value: all, label: t('allKinds') }, ...kinds.map((k) => ({ value: k as string, label: p(`kind.${k}`) }))]} className="tablet:w-44" />
          <Select aria-label={t('stateTitle')} value={state ?? all} onChange={(s) => to({ state: s === all ? undefined : s })} options={[{ value: all, label: t('notArchived') }, ...states.map((s) => ({ value: s as string, label: p(`state.${s}`) }))]} className="tablet:w-44" />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(l) => l.id}
              empty={
                <EmptyState
                  text={narrowed ? t('nothing') : t('none')}
                  action={
                    narrowed ? (
                      <Button
                        onClick={() => {
                          setTyped('')
                          to({ words: undefined, kind: undefined, state: undefined })
                        }}
                      >
                        {t('clear')}
                      </Button>
                    ) : (
                      may && <Button onClick={() => setMaking(true)}>{t('new')}</Button>
                    )
                  }
                />
              }
            />
          </div>
        )}
        {list.data && rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
      <Suspense>{making && may && <ListEditor seat={seat} list={null} currency={rows[0]?.currency ?? usual} onClose={() => setMaking(false)} />}</Suspense>
    </>
  )
}
