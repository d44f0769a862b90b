import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { categoriesQuery, viewerPages, type Viewer } from '../supplierQueries'

type Search = { category?: string; price?: 'list' | 'own' }
const all = 'all:'

/** Who can see prices at this moment, and since when. */
export function Page() {
  const t = useTranslations('grants')
  const seat = useCompanySeat()
  const company = seat.company.id
  const raw = useSearch({ strict: false }) as { category?: string; price?: string }
  const search: Search = { category: raw.category, price: (['list', 'own'] as const).find((p) => p === raw.price) }
  const navigate = useNavigate()
  const to = (change: Search) => void navigate({ to: '/c/$company/grants/viewers', params: { company }, search: { ...search, ...change }, replace: true })
  const categories = useQuery(categoriesQuery(company))
  const list = useInfiniteQuery({ ...viewerPages(company, { category: search.category, price: search.price }), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const first = list.data?.pages[0]
  const columns: Column<Viewer>[] = [
    {
      key: 'buyer', title: t('viewer.buyer'), main: true,
      cell: (v) => (
        <span className="flex items-center gap-2.5">
          <Seal name={v.buyer.name} filled />
          {v.customer ? (
            <Link to="/c/$company/customers/$customer" params={{ company, customer: v.customer.id }} search={{ tab: 'sees' }} className="font-strong text-ink wrap-anywhere">
              {v.buyer.name}
            </Link>
          ) : (
            <span className="wrap-anywhere">{v.buyer.name}</span>
          )}
        </span>
      ),
    },
    { key: 'code', title: t('viewer.code'), cell: (v) => <span className="num">{v.customer?.code ?? '–'}</span> },
    { key: 'group', title: t('viewer.group'), deskOnly: true, cell: (v) => v.group?.name ?? '–' },
    { key: 'price', title: t('field.price'), cell: (v) => t(`price.${v.price}`) },
    { key: 'stock', title: t('field.stock'), cell: (v) => t(`stock.${v.stock}`) },
    { key: 'goods', title: t('field.categories'), deskOnly: true, cell: (v) => (v.categories.includes('*') ? t('allParts') : v.categories.join(t('seen.comma'))) },
    { key: 'since', title: t('viewer.since'), num: true, cell: (v) => dayOf(v.since, deviceZone) },
    { key: 'until', title: t('field.expires_at'), num: true, cell: (v) => (v.expires_at ? dayOf(v.expires_at, deviceZone) : '–') },
  ]
  return (
    <>
      <PageHeader
        title={t('viewersTitle')}
        note={first ? t('viewersNote', { list: first.list, own: first.own }) : undefined}
        actions={
          <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()} className="max-tablet:hidden print:hidden">
            {t('print')}
          </Button>
        }
      >
        <SubPlaces seat={seat} of="grants" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="flex flex-wrap gap-2 max-tablet:px-4 print:hidden">
          <Select
            aria-label={t('seen.category')}
            value={search.category ?? all}
            onChange={(c) => to({ category: c === all ? undefined : c })}
            options={[{ value: all, label: t('anyPart') }, ...[...new Set([...(categories.data?.items ?? []).map((c) => c.name), ...(search.category ? [search.category] : [])])].map((c) => ({ value: c, label: c }))]}
            className="min-w-44"
          />
          <Select
            aria-label={t('field.price')}
            value={search.price ?? all}
            onChange={(p) => to({ price: p === all ? undefined : (p as 'list') })}
            options={[{ value: all, label: t('anyPrice') }, { value: 'own', label: t('price.own') }, { value: 'list', label: t('price.list') }]}
            className="min-w-44"
          />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('viewersTitle')} columns={columns} rows={rows} rowKey={(v) => v.buyer.id} empty={<EmptyState text={t('noViewers')} />} />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
    </>
  )
}
