import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Combine } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { useNow } from '../../../lib/useNow'
import { useRowKeys } from '../../../lib/useRowKeys'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { PageHeader, Section } from '../../../ui/Page'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { lonelyQuery, productPages, type Member, type Product } from '../queries'
import { useChange } from './useChange'

const Join = lazy(() => import('./Join').then((m) => ({ default: m.Join })))

const ignore = () => undefined

/** Items that fit the words and are alone: each can be joined with a product, or with another one. */
function Alone({ company, q }: { company: string; q: string }) {
  const t = useTranslations('products')
  const seat = useCompanySeat()
  const write = mayOf(seat, 'matching.question.answer')
  const change = useChange(company, '')
  const [joining, setJoining] = useState<Member | null>(null)
  const { data = [] } = useQuery(lonelyQuery(company, q))
  if (data.length === 0) return null
  const columns: Column<Member>[] = [
    { key: 'name', title: t('item'), main: true, cell: (m) => <span className="block max-w-[40em] wrap-anywhere">{m.name}</span> },
    { key: 'supplier', title: t('supplier'), cell: (m) => <span className="wrap-anywhere">{m.supplier_name} · <span className="num">{m.sku}</span></span> },
    { key: 'brand', title: t('brand'), cell: (m) => <span className="wrap-anywhere">{m.brand || '–'}</span> },
    { key: 'mpn', title: t('mpn'), cell: (m) => <span className="num wrap-anywhere">{m.mpn || '–'}</span> },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (m) => (
        <Button kind="quiet" icon={<Combine aria-hidden />} disabled={write.disabled || change.busy} aria-label={t('joinOf', { supplier: m.supplier_name, sku: m.sku })} onClick={() => setJoining(m)}>
          {t('joinOne')}
        </Button>
      ),
    })
  }
  return (
    <Section title={t('alone')} note={t('aloneNote', { q, n: data.length })} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="-m-4">
        <DataTable label={t('alone')} columns={columns} rows={data} rowKey={(m) => `${m.supplier} ${m.item}`} />
      </div>
      <Refusal problem={joining ? null : change.problem} />
      {joining && (
        <Suspense>
          <Join company={company} one={joining} change={change} onClose={() => setJoining(null)} />
        </Suspense>
      )}
    </Section>
  )
}

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
        {q && <Alone company={company} q={q} />}
      </div>
    </>
  )
}
