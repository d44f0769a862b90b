import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Download, FileSpreadsheet, ListFilter, Plus } from 'lucide-react'
import { lazy, Suspense, useEffect, useId, useState } from 'react'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { needTexts, useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useRowKeys } from '../../../lib/useRowKeys'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { KeyLine } from '../../../ui/KeyLine'
import { Menu } from '../../../ui/lazy'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { useUnit } from '../../comparison/offers/Cells'
import { JobCard } from '../../job/JobCard'
import { ended, type Job } from '../../job/progress'
import { jobQuery } from '../../job/queries'
import { lacks, type Sort } from '../choices'
import { askAgain, categoriesQuery, itemPages, mediaPath, type BulkChange, type Facts, type ItemRow } from '../queries'
import { Suggested } from '../Suggested'
import { Thumb } from '../Thumb'
import { useUndo } from '../useUndo'
import { filterOf, isNarrowed, lacksOf, nothingAsked, searchOf, type Raw, type Search } from './search'

// The grid brings its own texts: whoever looks at the list does without them.
const Sheet = lazy(async () => {
  const [{ Grid }] = await Promise.all([import('../../comparison/sheet/Grid'), needTexts('sheet')])
  return { default: Grid }
})
const Bulk = lazy(() => import('./Bulk').then((m) => ({ default: m.Bulk })))
const NewItem = lazy(() => import('./NewItem').then((m) => ({ default: m.NewItem })))

/** At most this many are named one by one; more are named by their filter. */
const namedMost = 1000
const inList = 50
const inGrid = 100

type To = (change: Search) => void

function Filters({ company, search, to, brands }: { company: string; search: Search; to: To; brands: readonly string[] }) {
  const t = useTranslations('items')
  const id = useId()
  const categories = useQuery(categoriesQuery(company))
  const [brand, setBrand] = useTyped(search.brand ?? '', (b) => to({ brand: b || undefined }))
  const lack = lacksOf(search.without)
  const all = 'all:'
  const known = categories.data?.items ?? []
  const toggle = (one: (typeof lacks)[number]) => to({ without: (lack.includes(one) ? lack.filter((l) => l !== one) : [...lack, one]).join(',') || undefined })
  return (
    <>
      <Select
        aria-label={t('category')}
        value={search.category ?? all}
        onChange={(c) => to({ category: c === all ? undefined : c })}
        options={[
          { value: all, label: t('allCategories') },
          ...known.filter((c) => c.items + c.withdrawn > 0).map((c) => ({ value: c.name, label: t('categoryCount', { name: c.name, count: c.items }) })),
          ...(search.category && !known.some((c) => c.name === search.category) ? [{ value: search.category, label: search.category }] : []),
        ]}
        className="tablet:w-48"
      />
      <Input aria-label={t('brand')} placeholder={t('brand')} autoComplete="off" list={id} value={brand} onChange={(e) => setBrand(e.target.value)} className="tablet:w-36!" />
      <Suggested id={id} values={brands} />
      <Select
        aria-label={t('stateTitle')}
        value={search.state ?? 'active'}
        onChange={(s) => to({ state: s === 'active' ? undefined : s })}
        options={[
          { value: 'active', label: t('active') },
          { value: 'withdrawn', label: t('withdrawn') },
          { value: 'all', label: t('all') },
        ]}
        className="tablet:w-36"
      />
      <Menu
        label={t('without')}
        align="start"
        trigger={
          <Button icon={<ListFilter aria-hidden />} className="justify-start!">
            <span className="truncate">{lack.length === 0 ? t('without') : t('withoutOf', { what: lack.map((l) => t(`lack.${l}`)).join(t('comma')) })}</span>
          </Button>
        }
        items={lacks.map((l) => ({ label: t(`lack.${l}`), checked: lack.includes(l), onSelect: () => toggle(l) }))}
      />
      {search.family && (
        <Button onClick={() => to({ family: undefined })} aria-label={t('familyClear', { family: search.family })}>
          <span className="truncate">{t('familyOf', { family: search.family })}</span> ×
        </Button>
      )}
      {isNarrowed({ ...search, q: undefined }) && (
        <Button
          kind="quiet"
          onClick={() => {
            setBrand('')
            to({ ...nothingAsked, q: search.q })
          }}
        >
          {t('clear')}
        </Button>
      )}
    </>
  )
}

/** What can be done with the chosen ones; and, when a whole page is chosen, with all that the filter finds. */
function Chosen({ count, total, all, onAll, onChange, onNone }: { count: number; total: number; all: boolean; onAll: () => void; onChange: () => void; onNone: () => void }) {
  const t = useTranslations('items')
  return (
    <div role="region" aria-label={t('bulk.label')} className="sticky top-14 z-(--z-sticky) flex flex-wrap items-center gap-2 border-b border-line bg-best px-4 py-2 text-best-ink print:hidden">
      <span aria-live="polite" className="font-strong">
        {t('bulk.chosen', { count: all ? total : count })}
      </span>
      {!all && total > count && (
        <Button kind="quiet" onClick={onAll} className="underline">
          {t('bulk.all', { count: total })}
        </Button>
      )}
      <span className="flex flex-wrap gap-2 tablet:ml-auto">
        <Button onClick={onChange}>{t('bulk.change')}</Button>
        <Button kind="quiet" onClick={onNone}>
          {t('bulk.none')}
        </Button>
      </span>
    </div>
  )
}

/** The job begun here, followed to its end; what it changed is asked for then. */
function Work({ company, first }: { company: string; first: Job }) {
  const { data: job = first } = useQuery(jobQuery(company, first.id))
  const over = ended(job)
  useEffect(() => {
    if (over) void askAgain(company)
  }, [over, company])
  return <JobCard company={company} first={first} />
}

function useColumns(company: string, facts: ReadonlyMap<string, Facts>, priced: boolean): Column<ItemRow>[] {
  const t = useTranslations('items')
  const lang = useLocale()
  const unit = useUnit()
  return [
    {
      key: 'name', title: t('name'), main: true, sortable: true,
      cell: (i) => (
        <span className="flex items-center gap-2.5">
          <Thumb src={i.picture && mediaPath(company, i.id, i.picture, true)} />
          <Link to="/c/$company/items/$item" params={{ company, item: i.id }} data-row={i.id} className="min-w-0 py-1 font-strong wrap-anywhere text-ink">
            {i.name}
          </Link>
        </span>
      ),
    },
    { key: 'sku', title: t('sku'), sortable: true, cell: (i) => <span className="num wrap-anywhere">{i.sku}</span> },
    { key: 'brand', title: t('brand'), deskOnly: true, cell: (i) => i.brand || '–' },
    { key: 'category', title: t('category'), deskOnly: true, cell: (i) => i.category },
    ...(priced
      ? ([
          {
            key: 'price', title: t('price'), num: true,
            cell: (i) => {
              const price = facts.get(i.id)?.price
              if (!price) return <span className="text-ink2">{t('noPrice')}</span>
              return (
                <span className="grid">
                  <span>
                    {formatUnitPrice(lang, price)} <span className="text-small text-ink2">/ {unit(i.unit)}</span>
                  </span>
                  {price.breaks && price.breaks.length > 0 && <span className="text-small text-ink2">{t('breaks', { count: price.breaks.length })}</span>}
                </span>
              )
            },
          },
          {
            key: 'stock', title: t('stock'), num: true,
            cell: (i) => {
              const stock = facts.get(i.id)?.stock
              return stock === undefined ? '–' : formatNumber(lang, stock)
            },
          },
        ] satisfies Column<ItemRow>[])
      : []),
    { key: 'state', title: t('stateTitle'), cell: (i) => <StatusDot kind={i.state === 'active' ? 'done' : 'off'}>{t(i.state)}</StatusDot> },
    { key: 'updated', title: t('updated'), num: true, sortable: true, deskOnly: true, cell: (i) => dayOf(i.updated_at, deviceZone) },
  ]
}

function Actions({ seat, search, to, onJob }: { seat: Seat; search: Search; to: To; onJob: (job: Job) => void }) {
  const t = useTranslations('items')
  const lang = useLocale()
  const { text } = useProblemText()
  const company = seat.company.id
  const write = mayOf(seat, 'catalog.item.write')
  const exportAll = async (format: 'csv' | 'xlsx') => {
    try {
      onJob(await ok(api.POST('/api/companies/{company}/items/export', { params: { path: { company } }, body: { format, filter: filterOf(search) }, headers: { 'Accept-Language': lang } })))
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  return (
    <>
      <Menu
        label={t('export')}
        trigger={
          <Button kind="quiet" icon={<Download aria-hidden />}>
            {t('export')}
          </Button>
        }
        items={[
          { label: t('exportXlsx'), onSelect: () => void exportAll('xlsx') },
          { label: t('exportCsv'), onSelect: () => void exportAll('csv') },
        ]}
      />
      {seat.permissions.includes('integration.import.write') && (
        <Link to="/c/$company/imports" params={{ company }} className={buttonClass('plain')}>
          <FileSpreadsheet aria-hidden />
          {t('import')}
        </Link>
      )}
      {write.shown && (
        <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} aria-keyshortcuts="N" onClick={() => to({ new: true })}>
          {t('add')}
        </Button>
      )}
    </>
  )
}

/** The supplier's items: found, narrowed, chosen, changed together; as a list, or as a grid that is typed into. */
export function Page() {
  const t = useTranslations('items')
  const seat = useCompanySeat()
  const company = seat.company.id
  const search = searchOf(useSearch({ strict: false }) as Raw)
  const navigate = useNavigate()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [all, setAll] = useState(false)
  const [changing, setChanging] = useState(false)
  const [job, setJob] = useState<Job | null>(null)
  const none = () => {
    setSelected(new Set())
    setAll(false)
  }
  const to: To = (change) => {
    if (!('new' in change)) none()
    void navigate({ to: '/c/$company/items', params: { company }, search: { ...search, ...change }, replace: true })
  }
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const priced = seat.permissions.includes('comparison.sheet.read')
  const grid = search.view === 'grid' && priced
  const filter = filterOf(search)
  const sort = search.sort ?? 'sku'
  const list = useInfiniteQuery({ ...itemPages(company, filter, sort, priced, grid ? inGrid : inList), placeholderData: keepPreviousData })
  const write = mayOf(seat, 'catalog.item.write')
  const may = write.shown && !write.disabled
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const total = list.data?.pages[0]?.total
  const facts = new Map(list.data?.pages.flatMap((p) => [...p.facts]))
  const columns = useColumns(company, facts, priced)
  const undo = useUndo(company)
  const narrowed = isNarrowed(search)
  const target: Pick<BulkChange, 'items' | 'filter'> = all || selected.size > namedMost ? { filter } : { items: [...selected] }
  useRowKeys((key) => key === 'n' && may && to({ new: true }))

  const empty = (
    <EmptyState
      text={narrowed ? t('nothing') : t('none')}
      action={
        narrowed ? (
          <Button
            onClick={() => {
              setTyped('')
              to(nothingAsked)
            }}
          >
            {t('clear')}
          </Button>
        ) : (
          seat.permissions.includes('integration.import.write') && (
            <Link to="/c/$company/imports" params={{ company }} className={buttonClass('primary')}>
              <FileSpreadsheet aria-hidden />
              {t('importFirst')}
            </Link>
          )
        )
      }
    />
  )
  return (
    <>
      <PageHeader title={t('title')} note={total === undefined ? undefined : t('count', { count: total })} actions={<Actions seat={seat} search={search} to={to} onJob={setJob} />}>
        <SubPlaces seat={seat} of="items" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div role="search" className="flex flex-wrap items-center gap-2 max-tablet:grid max-tablet:grid-cols-2 max-tablet:px-4 print:hidden">
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-tablet:col-span-2 tablet:w-80!" />
          <Filters company={company} search={search} to={to} brands={[...new Set(rows.flatMap((r) => r.brand ?? []))].toSorted()} />
          {priced && (
            <Segmented
              label={t('view')}
              value={grid ? 'grid' : 'list'}
              onChange={(v) => to({ view: v === 'grid' ? 'grid' : undefined })}
              options={[
                { value: 'list', label: t('asList') },
                { value: 'grid', label: t('asGrid') },
              ]}
              className="tablet:ml-auto max-tablet:justify-self-start"
            />
          )}
        </div>
        {job && (
          <div className="max-tablet:px-4">
            <Work key={job.id} company={company} first={job} />
          </div>
        )}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && grid && (
          <Suspense fallback={<Skeleton lines={10} />}>
            <Sheet
              key={`${company} ${JSON.stringify(filter)}`}
              seat={seat}
              items={rows.flatMap((r) => facts.get(r.id) ?? [])}
              withdrawn={search.state === 'withdrawn'}
              empty={empty}
              more={{ has: list.hasNextPage, loading: list.isFetchingNextPage, onAll: () => void list.fetchNextPage() }}
              onUndo={(revisions) => void undo.undo(...revisions)}
            />
          </Suspense>
        )}
        {list.data && !grid && (
          <>
            <KeyLine name="items">{t('keys')}</KeyLine>
            <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
              {selected.size > 0 && may && <Chosen count={selected.size} total={total ?? 0} all={all} onAll={() => setAll(true)} onChange={() => setChanging(true)} onNone={none} />}
              <DataTable
                label={t('title')}
                columns={columns}
                rows={rows}
                rowKey={(i) => i.id}
                rowName={(i) => i.name}
                sort={{ key: sort, desc: sort === 'updated' }}
                onSort={({ key }) => to({ sort: key === 'sku' ? undefined : (key as Sort) })}
                selected={may ? selected : undefined}
                onSelect={
                  may
                    ? (keys) => {
                        setAll(false)
                        setSelected(keys)
                      }
                    : undefined
                }
                empty={empty}
              />
            </div>
          </>
        )}
        {list.data && rows.length > 0 && <LoadMore shown={rows.length} total={total} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
      <Suspense>
        {changing && (
          <Bulk
            company={company}
            target={target}
            count={all ? (total ?? 0) : selected.size}
            onClose={() => setChanging(false)}
            onDone={() => {
              setChanging(false)
              none()
            }}
            onJob={setJob}
            onUndo={(revision) => void undo.undo(revision)}
          />
        )}
        {search.new && may && <NewItem seat={seat} onClose={() => to({ new: undefined })} />}
      </Suspense>
      {undo.dialog}
    </>
  )
}
