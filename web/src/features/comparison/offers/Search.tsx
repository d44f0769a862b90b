import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { PackageSearch } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { mistypedBarcode } from '../../../lib/barcode'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { usePhone } from '../../../lib/useMedia'
import { useSearchText } from '../../../lib/useSearchText'
import type { Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { Highlighted } from '../../../ui/Highlighted'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { countsQuery } from '../../trading/api'
import { Buying, SuppliersNav } from '../../trading/Buying'
import { Availability, Item, Lead, Price, Stock } from './Cells'
import { Guarded } from './Guarded'
import { Narrow, NarrowChips } from './Narrow'
import { foundPages, type Shows } from './queries'
import { cleared, longest, narrowed, readSearch, type FoundOffer, type FoundPage, type Search, type Sort } from './search'
import { Thumb } from './Thumb'

type Found = FoundOffer & { name: string; epoch: number; shows: Shows }

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

/** Nothing was found: what to do about it. */
function Nothing({ search, onSearch }: { search: Search; onSearch: (search: Search) => void }) {
  const t = useTranslations('offers.find')
  const words = (search.q ?? '').split(/\s+/).filter(Boolean)
  const fewer = words.slice(0, -1).join(' ')
  return (
    <EmptyState
      icon={<PackageSearch aria-hidden />}
      text={
        <span className="grid gap-1">
          <span>{t('nothing', { q: search.q ?? '' })}</span>
          <span className="text-small text-ink2">{mistypedBarcode(search.q ?? '') ? t('tryBarcode') : narrowed(search) > 0 ? t('tryWider') : t('tryFewer')}</span>
        </span>
      }
      action={
        <span className="flex flex-wrap justify-center gap-2">
          {narrowed(search) > 0 && <Button onClick={() => onSearch(cleared(search))}>{t('clear')}</Button>}
          {fewer && <Button onClick={() => onSearch({ ...search, q: fewer })}>{t('searchFor', { q: fewer })}</Button>}
          <Link to="/suppliers" className={buttonClass('plain')}>
            {t('askSuppliers')}
          </Link>
        </span>
      }
    />
  )
}

/** How many there are, and what was taken for what was typed. */
function Says({ page }: { page: FoundPage }) {
  const t = useTranslations('offers.find')
  const lang = useLocale()
  const count = formatNumber(lang, String(page.total))
  return (
    <p role="status" className="min-w-0 text-ink2">
      {page.more ? t('many', { count }) : t('count', { total: page.total, count })}
      {page.corrected.map((c) => (
        <span key={c.typed} className="block">
          {t('corrected', { typed: c.typed, found: c.found.join(t('or')) })}
        </span>
      ))}
    </p>
  )
}

function useColumns(company: string, q: string): Column<Found>[] {
  const t = useTranslations('offers')
  return [
    {
      key: 'item', title: t('item'), main: true,
      cell: ({ supplier, offer, marks, image, own_code, own_name }) => (
        <span className="flex min-w-0 gap-3">
          <Thumb company={company} supplier={supplier} item={offer.item} image={image} />
          <span className="min-w-0">
            <Item offer={offer} category supplier={supplier} name={<Highlighted text={offer.name} marks={marks} />} />
            {(own_code || own_name) && <span className="block text-small font-normal text-ink2">{t('find.own', { name: [own_code, own_name].filter(Boolean).join(' · ') })}</span>}
          </span>
        </span>
      ),
    },
    {
      key: 'supplier', title: t('supplier'),
      cell: ({ supplier, name }) => (
        <Link to="/suppliers/$supplier" params={{ supplier }} search={{ tab: 'offers', q }} className="group inline-flex min-w-0 items-center gap-2 py-1 text-ink no-underline">
          <Seal name={name} filled />
          <span className="wrap-break-word underline decoration-line underline-offset-4 group-hover:decoration-current">{name}</span>
        </Link>
      ),
    },
    { key: 'price', title: t('price'), num: true, cell: ({ offer, shows }) => <Price offer={offer} shows={shows} /> },
    { key: 'stock', title: t('stockTitle'), num: true, cell: ({ offer, shows }) => <Stock offer={offer} shows={shows} /> },
    { key: 'lead', title: t('lead'), num: true, cell: ({ offer, shows }) => <Lead offer={offer} shows={shows} /> },
    { key: 'ask', title: t('ask'), screenOnly: true, cell: ({ supplier, offer, epoch }) => <Availability company={company} supplier={supplier} offer={offer} epoch={epoch} /> },
  ]
}

function Results({ seat, search, onSearch }: { seat: Seat; search: Search; onSearch: (search: Search) => void }) {
  const t = useTranslations('offers.find')
  const company = seat.company.id
  const phone = usePhone()
  const columns = useColumns(company, search.q ?? '')
  const list = useInfiniteQuery({ ...foundPages(company, search), placeholderData: keepPreviousData })
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const first = list.data?.pages[0]
  if (!list.data || !first) return <Skeleton lines={10} />
  const rows = list.data.pages.flatMap(({ suppliers, items }) =>
    items.flatMap((found): Found[] => {
      const of = suppliers.find((s) => s.supplier === found.supplier)
      return of ? [{ ...of, ...found }] : []
    }),
  )
  const narrow = { facets: first.facets, atLeast: first.more, search, onSearch }
  const sorts: Sort[] = ['best', 'price', 'name']
  return (
    <div className="flex min-w-0 items-start gap-4">
      {!phone && <div className="max-desktop:hidden">{(first.total > 0 || narrowed(search) > 0) && <Narrow {...narrow} />}</div>}
      <div className="grid min-w-0 flex-1 gap-2" aria-busy={list.isPlaceholderData}>
        <div className="flex flex-wrap items-center justify-between gap-2 max-tablet:px-4">
          <Says page={first} />
          {first.total > 1 && (
            <Select
              aria-label={t('sort')}
              value={search.sort ?? 'best'}
              onChange={(sort) => onSearch({ ...search, sort: sort === 'best' ? undefined : sort })}
              options={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
              className="w-44"
            />
          )}
        </div>
        {(first.total > 0 || narrowed(search) > 0) && <NarrowChips {...narrow} />}
        <Guarded seat={seat}>
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('results')} columns={columns} rows={rows} rowKey={(f) => `${f.supplier} ${f.offer.item}`} empty={<Nothing search={search} onSearch={onSearch} />} />
            {rows.length > 0 && <LoadMore shown={rows.length} total={first.more ? undefined : first.total} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        </Guarded>
      </div>
    </div>
  )
}

function Box({ seat }: { seat: Seat }) {
  const t = useTranslations('offers.find')
  const navigate = useNavigate()
  const search = readSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const box = useSearchText(search.q ?? '', 150)
  const { asked, setTyped, typed } = box
  const now = search.q ?? ''
  const went = useRef(now)
  const go = (next: Search) => {
    went.current = next.q ?? ''
    if ((next.q ?? '') !== typed.trim()) setTyped(next.q ?? '')
    void navigate({ to: '/suppliers/offers', search: next, replace: true })
  }
  // Typing goes into the address; an address that comes from elsewhere, such as the command box, goes into the box.
  useEffect(() => {
    if (asked !== went.current && asked === typed.trim()) go({ ...search, q: asked || undefined })
    // oxlint-disable-next-line react/exhaustive-deps -- only what was typed is the occasion
  }, [asked])
  useEffect(() => {
    if (now === went.current) return
    went.current = now
    setTyped(now)
  }, [now, setTyped])
  return (
    <div className="grid gap-4 p-4 max-tablet:px-0 max-tablet:pt-3">
      <div className="max-tablet:px-4 print:hidden">
        <Input
          type="search"
          aria-label={t('label')}
          placeholder={t('label')}
          maxLength={longest}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          {...box.input}
          onChange={(e) => setTyped(e.target.value)}
          className="max-w-2xl text-lead"
        />
      </div>
      {now ? <Results seat={seat} search={search} onSearch={go} /> : <Before company={seat.company.id} />}
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
