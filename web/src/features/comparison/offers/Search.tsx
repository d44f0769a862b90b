import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { PackageSearch } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import { useTyped } from '../../../lib/useTyped'
import type { Seat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { countsQuery } from '../../trading/api'
import { Buying, SuppliersNav } from '../../trading/Buying'
import { Availability, Item, Lead, Price, Stock } from './Cells'
import { Guarded } from './Guarded'
import { foundPages, type Offer, type Shows } from './queries'

type Found = { supplier: string; name: string; epoch: number; shows: Shows; offer: Offer }

/** Nothing is typed yet: how many suppliers would be searched, or that there is none. */
function Before({ company }: { company: string }) {
  const t = useTranslations('offers.find')
  const { data } = useQuery(countsQuery(company))
  if (!data) return <Skeleton lines={4} />
  const open = data.approved ?? 0
  return (
    <EmptyState
      icon={<PackageSearch aria-hidden />}
      text={open > 0 ? t('before', { count: open }) : t('noSupplier')}
      action={
        open === 0 && (
          <Link to="/suppliers" search={{ state: 'open' }} className={buttonClass('primary')}>
            {t('directory')}
          </Link>
        )
      }
    />
  )
}

function List({ seat, q }: { seat: Seat; q: string }) {
  const t = useTranslations('offers')
  const company = seat.company.id
  const list = useInfiniteQuery({ ...foundPages(company, q), placeholderData: keepPreviousData })
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={10} />
  const rows = list.data.pages.flatMap(({ suppliers, items }) =>
    items.flatMap(({ supplier, offer }): Found[] => {
      const of = suppliers.find((s) => s.supplier === supplier)
      return of ? [{ ...of, offer }] : []
    }),
  )
  const columns: Column<Found>[] = [
    { key: 'item', title: t('item'), main: true, cell: ({ supplier, offer }) => <Item offer={offer} category supplier={supplier} /> },
    {
      key: 'supplier', title: t('supplier'),
      cell: ({ supplier, name }) => (
        <Link to="/suppliers/$supplier" params={{ supplier }} search={{ tab: 'offers', q }} className="group inline-flex min-w-0 items-center gap-2 py-1 text-ink no-underline">
          <Seal name={name} filled />
          <span className="min-w-0 wrap-anywhere underline decoration-line underline-offset-4 group-hover:decoration-current">{name}</span>
        </Link>
      ),
    },
    { key: 'price', title: t('price'), num: true, cell: ({ offer, shows }) => <Price offer={offer} shows={shows} /> },
    { key: 'stock', title: t('stockTitle'), num: true, cell: ({ offer, shows }) => <Stock offer={offer} shows={shows} /> },
    { key: 'lead', title: t('lead'), num: true, cell: ({ offer, shows }) => <Lead offer={offer} shows={shows} /> },
    { key: 'ask', title: t('ask'), screenOnly: true, cell: ({ supplier, offer, epoch }) => <Availability company={company} supplier={supplier} offer={offer} epoch={epoch} /> },
  ]
  return (
    <Guarded seat={seat}>
      <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
        <DataTable label={t('find.results')} columns={columns} rows={rows} rowKey={(f) => f.offer.item} empty={<EmptyState icon={<PackageSearch aria-hidden />} text={t('find.nothing', { q })} />} />
        {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
    </Guarded>
  )
}

function Box({ seat }: { seat: Seat }) {
  const t = useTranslations('offers.find')
  const navigate = useNavigate()
  const { q = '' } = useSearch({ strict: false }) as { q?: string }
  const [typed, setTyped] = useTyped(q, (now) => void navigate({ to: '/suppliers/offers', search: { q: now || undefined }, replace: true }))
  return (
    <div className="grid gap-4 p-4 max-tablet:px-0 max-tablet:pt-3">
      <div className="max-tablet:px-4 print:hidden">
        <Input
          type="search"
          aria-label={t('label')}
          placeholder={t('label')}
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={typed}
          onChange={(e) => setTyped(e.target.value)}
          className="max-w-2xl text-lead"
        />
      </div>
      {q ? <List seat={seat} q={q} /> : <Before company={seat.company.id} />}
    </div>
  )
}

/** One search over everything that the buyer's suppliers show. */
export function Page() {
  const t = useTranslations('offers.find')
  return (
    <Buying title={t('title')}>
      {(seat) => (
        <>
          <PageHeader title={t('title')} note={seat.company.name}>
            <SuppliersNav seat={seat} />
          </PageHeader>
          <Box key={seat.company.id} seat={seat} />
        </>
      )}
    </Buying>
  )
}
