import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useRowKeys } from '../../../lib/useRowKeys'
import { useCompanySeat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { PriceLink, PriceNav } from '../PriceNav'
import { changePages, type PriceChange } from '../queries'
import { changeStates, dots } from './states'

const effects = ['raised', 'lowered', 'new', 'cleared', 'same'] as const

/** Every change of many prices: what it did, who made it, from when it holds, and whether it can still be taken back. */
export function Page() {
  const t = useTranslations('pricechanges')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const navigate = useNavigate()
  const { state: asked } = useSearch({ strict: false }) as { state?: string }
  const state = changeStates.find((s) => s === asked)
  const list = useInfiniteQuery(changePages(company, state))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  useRowKeys(() => undefined)
  const all = 'all:'
  const columns: Column<PriceChange>[] = [
    {
      key: 'name', title: t('name'), main: true,
      cell: (c) => (
        <PriceLink company={company} page="changes" id={c.id} data-row={c.id} className="font-strong text-ink wrap-anywhere">
          {c.name}
        </PriceLink>
      ),
    },
    { key: 'state', title: t('stateTitle'), cell: (c) => <StatusDot kind={c.failure ? 'blocked' : dots[c.state]}>{c.failure ? t('failed') : t(`state.${c.state}`)}</StatusDot> },
    { key: 'lines', title: t('lines'), num: true, cell: (c) => formatNumber(lang, c.lines) },
    { key: 'effect', title: t('effect'), deskOnly: true, cell: (c) => effects.filter((e) => c[e] > 0).map((e) => t(`effectPart.${e}`, { count: c[e] })).join(' · ') || '–' },
    { key: 'when', title: t('when'), num: true, cell: (c) => (c.published_at ? formatInstant(c.published_at, deviceZone) : c.state === 'scheduled' && c.publish_at ? formatInstant(c.publish_at, deviceZone) : '–') },
    { key: 'source', title: t('how'), deskOnly: true, cell: (c) => t(`source.${c.source}`) },
    { key: 'who', title: t('who'), deskOnly: true, cell: (c) => c.person_name || '–' },
    { key: 'back', title: t('back'), num: true, deskOnly: true, cell: (c) => (c.rollback && c.rollback_until ? t('untilTime', { time: formatInstant(c.rollback_until, deviceZone) }) : '–') },
  ]
  return (
    <>
      <PageHeader title={t('title')}>
        <PriceNav seat={seat} at="changes" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="max-tablet:px-4 print:hidden">
          <Select
            aria-label={t('stateTitle')}
            value={state ?? all}
            onChange={(s) => void navigate({ to: '/c/$company/prices/$', params: { company, _splat: 'changes' }, search: { state: s === all ? undefined : s }, replace: true })}
            options={[{ value: all, label: t('allStates') }, ...changeStates.map((s) => ({ value: s as string, label: t(`state.${s}`) }))]}
            className="tablet:w-44"
          />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(c) => c.id}
              empty={
                <EmptyState
                  text={state ? t('nothing') : t('none')}
                  action={
                    <PriceLink company={company} page={state ? 'changes' : 'prices'} className={buttonClass('plain')}>
                      {state ? t('allStates') : t('toPrices')}
                    </PriceLink>
                  }
                />
              }
            />
          </div>
        )}
        {list.data && rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
    </>
  )
}
