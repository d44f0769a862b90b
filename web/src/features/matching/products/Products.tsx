import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useNow } from '../../../lib/useNow'
import { useRowKeys } from '../../../lib/useRowKeys'
import { useTyped } from '../../../lib/useTyped'
import { useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { productPages, type Product } from '../queries'

const ignore = () => undefined

/** What several suppliers sell: products of more than one item, the one changed last first. */
export function Page() {
  const t = useTranslations('products')
  const lang = useLocale()
  const now = useNow()
  const seat = useCompanySeat()
  const company = seat.company.id
  const { q } = useSearch({ strict: false }) as { q?: string }
  const navigate = useNavigate()
  const [typed, setTyped] = useTyped(q ?? '', (text) => void navigate({ to: '/c/$company/matching/products', params: { company }, search: { q: text || undefined }, replace: true }))
  const list = useInfiniteQuery(productPages(company, q))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  useRowKeys(ignore)
  const columns: Column<Product>[] = [
    {
      key: 'name', title: t('name'), main: true,
      cell: (p) => (
        <Link to="/c/$company/matching/products/$product" params={{ company, product: p.id }} data-row={p.id} className="block max-w-[40em] font-strong text-ink wrap-anywhere">
          {p.name}
        </Link>
      ),
    },
    { key: 'brand', title: t('brand'), cell: (p) => <span className="wrap-anywhere">{p.brand || '–'}</span> },
    { key: 'mpn', title: t('mpn'), cell: (p) => <span className="num wrap-anywhere">{p.mpn || '–'}</span> },
    { key: 'gtin', title: t('gtin'), deskOnly: true, cell: (p) => <span className="num">{p.gtin || '–'}</span> },
    { key: 'items', title: t('items'), num: true, cell: (p) => formatNumber(lang, p.items) },
    { key: 'suppliers', title: t('suppliers'), num: true, cell: (p) => formatNumber(lang, p.suppliers) },
    { key: 'changed', title: t('changed'), num: true, cell: (p) => formatAgo(lang, p.changed_at, now) },
  ]
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <SubPlaces seat={seat} of="matching" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="max-tablet:px-4 print:hidden">
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md tablet:w-80" />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(p) => p.id} empty={<EmptyState text={q ? t('nothing', { q }) : t('none')} />} />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
    </>
  )
}
