import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Download, PackageSearch, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { useTyped } from '../../../lib/useTyped'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { Menu } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { JobCard } from '../../job/JobCard'
import type { Job } from '../../job/progress'
import { WhyPrice } from '../../pricing/receipt/WhyPrice'
import { useDeed } from '../../../lib/useDeed'
import { Availability, Item, Lead, Price, Stock } from './Cells'
import { Guarded } from './Guarded'
import { Hidden } from './Hidden'
import { offerPages, type Offer, type Printed, type Search, type Shows } from './queries'

const Paper = lazy(() => import('./Paper').then((m) => ({ default: m.Paper })))

type Props = { seat: Seat; supplier: { id: string; name: string }; search: Search; onSearch: (change: Search) => void }

/** What takes the whole list along: written to a file or on paper, with a mark, and told to the supplier. */
function Take({ company, supplier, search }: Omit<Props, 'seat' | 'onSearch'> & { company: string }) {
  const t = useTranslations('offers')
  const [job, setJob] = useState<Job | null>(null)
  const [printed, setPrinted] = useState<Printed | null>(null)
  const { busy, problem, run } = useDeed()
  const path = { company, supplier: supplier.id }
  const body = { q: search.q || undefined, category: search.category || undefined }
  const write = (format: 'csv' | 'xlsx') =>
    void run(async () => setJob(await ok(api.POST('/api/companies/{company}/suppliers/{supplier}/offers/export', { params: { path }, body: { ...body, format } }))))
  const print = () => void run(async () => setPrinted(await ok(api.POST('/api/companies/{company}/suppliers/{supplier}/offers/print', { params: { path }, body }))))
  return (
    <div className="grid gap-2 max-tablet:px-4 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <Menu
          label={t('export')}
          align="start"
          trigger={
            <Button icon={<Download aria-hidden />} busy={busy}>
              {t('export')}
            </Button>
          }
          items={[
            { label: t('xlsx'), onSelect: () => write('xlsx') },
            { label: t('csv'), onSelect: () => write('csv') },
          ]}
        />
        <Button icon={<Printer aria-hidden />} busy={busy} onClick={print}>
          {t('print')}
        </Button>
        <span className="text-small text-ink2">{t('told')}</span>
      </div>
      <Refusal problem={problem} />
      {job && <JobCard key={job.id} company={company} first={job} />}
      {printed && (
        <Suspense>
          <Paper printed={printed} supplier={supplier.name} onDone={() => setPrinted(null)} />
        </Suspense>
      )}
    </div>
  )
}

function useColumns(company: string, supplier: string, shows: Shows | undefined, epoch: number): Column<Offer>[] {
  const t = useTranslations('offers')
  if (!shows) return []
  const columns: Column<Offer>[] = [
    { key: 'item', title: t('item'), main: true, cell: (o) => <Item offer={o} supplier={supplier} /> },
    { key: 'category', title: t('category'), deskOnly: true, cell: (o) => <span className="wrap-anywhere">{o.category}</span> },
  ]
  // What is hidden altogether is said over the list; a column of nothing would say it fifty times.
  if (shows.price !== 'none') columns.push({ key: 'price', title: t('price'), num: true, cell: (o) => (
    <span className="grid justify-items-end gap-0.5">
      <Price offer={o} shows={shows} />
      {o.price && <WhyPrice of={{ view: 'buyer', company, supplier, item: o.item }} name={o.name} />}
    </span>
  ) })
  if (shows.stock !== 'none') columns.push({ key: 'stock', title: t('stockTitle'), num: true, cell: (o) => <Stock offer={o} shows={shows} /> })
  if (shows.lead_time) columns.push({ key: 'lead', title: t('lead'), num: true, cell: (o) => <Lead offer={o} shows={shows} /> })
  columns.push({ key: 'ask', title: t('ask'), screenOnly: true, cell: (o) => <Availability company={company} supplier={supplier} offer={o} epoch={epoch} /> })
  return columns
}

/** What one supplier offers, exactly as far as it shows it. */
export function Offers({ seat, supplier, search, onSearch }: Props) {
  const t = useTranslations('offers')
  const company = seat.company.id
  const list = useInfiniteQuery({ ...offerPages(company, supplier.id, search), placeholderData: keepPreviousData })
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => onSearch({ q: q || undefined }))
  const [known, setKnown] = useState<readonly string[]>([])
  const first = list.data?.pages[0]
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const columns = useColumns(company, supplier.id, first?.shows, first?.epoch ?? 0)
  // The categories met so far: searching narrows what is shown, not what can be chosen.
  const met = [...new Set([...known, ...rows.map((o) => o.category), ...(search.category ? [search.category] : [])])].toSorted((a, b) => a.localeCompare(b))
  if (met.length !== known.length) setKnown(met)
  const filtered = Boolean(search.q || search.category)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
        <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md tablet:w-80" />
        {met.length > 1 && (
          <Select
            aria-label={t('category')}
            value={search.category ?? ''}
            onChange={(category) => onSearch({ category: category || undefined })}
            options={[{ value: '', label: t('allCategories') }, ...met.map((value) => ({ value, label: value }))]}
            className="tablet:w-56"
          />
        )}
      </div>
      {first && (
        <div className="max-tablet:px-4">
          <Hidden shows={first.shows} />
        </div>
      )}
      {rows.length > 0 && <Take company={company} supplier={supplier} search={search} />}
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={10} />}
      {first && (
        <Guarded seat={seat}>
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('of', { supplier: supplier.name })}
              columns={columns}
              rows={rows}
              rowKey={(o) => o.item}
              empty={
                <EmptyState
                  icon={<PackageSearch aria-hidden />}
                  text={filtered ? t('nothingFits') : t('nothing')}
                  action={
                    filtered && (
                      <Button
                        onClick={() => {
                          setTyped('')
                          onSearch({ q: undefined, category: undefined })
                        }}
                      >
                        {t('clear')}
                      </Button>
                    )
                  }
                />
              }
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        </Guarded>
      )}
    </div>
  )
}
