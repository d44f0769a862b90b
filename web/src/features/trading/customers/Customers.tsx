import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Columns3, Download, FileUp, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { usePhone } from '../../../lib/useMedia'
import { useRowKeys } from '../../../lib/useRowKeys'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column, type Sort } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { Menu } from '../../../ui/lazy'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { JobCard } from '../../job/JobCard'
import type { Job } from '../../job/progress'
import { regionName } from '../regions'
import { customerPages, type CustomerFilter, type CustomerRow, type CustomerSort, type CustomerState } from '../supplierQueries'
import { bulkActs, type BulkAct } from './acts'
import { namedMost, type Chosen } from './bulk'
import { CustomerStateMark } from './CustomerStateMark'
import { GroupSelect, RegionPick, SalespersonSelect } from './pickers'
import { customerStates } from './states'

const Bulk = lazy(() => import('./Bulk').then((m) => ({ default: m.Bulk })))
const NewCustomer = lazy(() => import('./EditCustomer').then((m) => ({ default: m.NewCustomer })))

export type Search = { q?: string; group?: string; region?: string; salesperson?: string; state?: CustomerState; sort?: CustomerSort; new?: boolean }

const optional = ['group', 'region', 'salesperson', 'contact', 'updated'] as const
type Optional = (typeof optional)[number]
const columnsKey = 'hub.customers.columns'

/** The columns a person chose on this device. */
function useColumns() {
  const [shown, setShown] = useState<Optional[]>(() => {
    try {
      const saved: unknown = JSON.parse(localStorage.getItem(columnsKey) ?? 'null')
      return Array.isArray(saved) ? optional.filter((c) => saved.includes(c)) : ['group', 'region', 'salesperson']
    } catch {
      return ['group', 'region', 'salesperson']
    }
  })
  const toggle = (column: Optional) => {
    const next = shown.includes(column) ? shown.filter((c) => c !== column) : optional.filter((c) => c === column || shown.includes(c))
    setShown(next)
    try {
      localStorage.setItem(columnsKey, JSON.stringify(next))
    } catch {
      // Without storage the choice holds until the page is left.
    }
  }
  return { shown, toggle }
}

const sorts = ['name', '-name', 'code', '-code', 'updated', '-updated'] as const satisfies readonly CustomerSort[]
const sortOf = (sort: CustomerSort): Sort => ({ key: sort.replace('-', ''), desc: sort.startsWith('-') })

function Filters({ seat, search, to }: { seat: Seat; search: Search; to: (change: Partial<Search>) => void }) {
  const t = useTranslations('customers')
  const company = seat.company.id
  const all = 'all'
  const narrowed = search.group || search.region || search.salesperson || search.state
  return (
    <>
      <Select
        aria-label={t('stateTitle')}
        value={search.state ?? all}
        onChange={(v) => to({ state: v === all ? undefined : (v as CustomerState) })}
        options={[{ value: all, label: t('allStates') }, ...customerStates.map((s) => ({ value: s, label: t(`state.${s}`) }))]}
        className="max-tablet:w-full tablet:w-40"
      />
      <GroupSelect company={company} label={t('group')} value={search.group ?? ''} onChange={(v) => to({ group: v || undefined })} empty={t('allGroups')} className="max-tablet:w-full tablet:w-40" />
      <SalespersonSelect company={company} label={t('salesperson')} value={search.salesperson ?? ''} onChange={(v) => to({ salesperson: v || undefined })} empty={t('allSalespeople')} className="max-tablet:w-full tablet:w-40" />
      <RegionPick label={t('region')} value={search.region ?? ''} onChange={(v) => to({ region: v || undefined })} placeholder={t('allRegions')} className="max-tablet:w-full tablet:w-44" />
      {narrowed && (
        <Button kind="quiet" onClick={() => to({ group: undefined, region: undefined, salesperson: undefined, state: undefined })}>
          {t('clear')}
        </Button>
      )}
    </>
  )
}

/** What can be done with the chosen ones; and, when a whole page is chosen, with all that the filter finds. */
function Chosen({ count, total, all, onAll, onAct, onNone }: { count: number; total: number; all: boolean; onAll: () => void; onAct: (act: BulkAct) => void; onNone: () => void }) {
  const t = useTranslations('customers')
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
        {bulkActs.map((act) => (
          <Button key={act} kind={act === 'block' ? 'danger' : 'plain'} onClick={() => onAct(act)}>
            {t(`bulk.act.${act}`)}
          </Button>
        ))}
        <Button kind="quiet" onClick={onNone}>
          {t('bulk.none')}
        </Button>
      </span>
    </div>
  )
}

/** The supplier's customers: found, narrowed, chosen, changed together. */
export function Page() {
  const t = useTranslations('customers')
  const lang = useLocale()
  const phone = usePhone()
  const seat = useCompanySeat()
  const company = seat.company.id
  const { text } = useProblemText()
  const raw = useSearch({ strict: false }) as Omit<Search, 'state' | 'sort'> & { state?: string; sort?: string }
  const search: Search = { ...raw, state: customerStates.find((s) => s === raw.state), sort: sorts.find((s) => s === raw.sort) }
  const navigate = useNavigate()
  const [selected, setSelected] = useState<Set<string>>(new Set())
  const [all, setAll] = useState(false)
  const [act, setAct] = useState<BulkAct | null>(null)
  const [job, setJob] = useState<Job | null>(null)
  const none = () => {
    setSelected(new Set())
    setAll(false)
  }
  const to = (change: Partial<Search>) => {
    none()
    void navigate({ to: '/c/$company/customers', params: { company }, search: { ...search, ...change }, replace: true })
  }
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const filter: CustomerFilter = { q: search.q, group: search.group, region: search.region, salesperson: search.salesperson, state: search.state && [search.state] }
  const sort = search.sort ?? 'name'
  const list = useInfiniteQuery({ ...customerPages(company, filter, sort), placeholderData: keepPreviousData })
  const { shown, toggle } = useColumns()
  const write = mayOf(seat, 'trading.customer.write')
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const chosen: Chosen = all || selected.size > namedMost ? { filter } : { customers: [...selected] }
  const filtered = Object.values(filter).some(Boolean)
  useRowKeys((key) => key === 'n' && write.shown && !write.disabled && to({ new: true }))

  const exportAll = async (format: 'csv' | 'xlsx') => {
    try {
      const some = selected.size > 0 && !all ? { customers: [...selected] } : { filter }
      setJob(await ok(api.POST('/api/companies/{company}/customers/export', { params: { path: { company } }, body: { format, locale: lang, ...some } })))
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }

  const extra: Record<Optional, Column<CustomerRow>> = {
    group: { key: 'group', title: t('group'), cell: (c) => c.group?.name ?? '–' },
    region: { key: 'region', title: t('region'), cell: (c) => (c.region ? regionName(lang, c.region) : '–') },
    salesperson: { key: 'salesperson', title: t('salesperson'), cell: (c) => c.salesperson?.name ?? '–' },
    contact: { key: 'contact', title: t('contact'), cell: (c) => <span className="wrap-anywhere">{[c.contact_name, c.email, c.phone].filter(Boolean).join(' · ') || '–'}</span> },
    updated: { key: 'updated', title: t('updated'), num: true, sortable: true, cell: (c) => dayOf(c.updated_at, deviceZone) },
  }
  const columns: Column<CustomerRow>[] = [
    {
      key: 'name', title: t('name'), main: true, sortable: true,
      cell: (c) => (
        <span className="flex items-center gap-2.5">
          <Seal name={c.name} filled={c.state === 'connected'} />
          <span className="grid min-w-0">
            <Link to="/c/$company/customers/$customer" params={{ company, customer: c.id }} data-row={c.id} className="font-strong text-ink wrap-anywhere">
              {c.name}
            </Link>
            {c.head_office && <span className="text-small font-normal text-ink2 wrap-anywhere">{t('branchOf', { name: c.head_office.name })}</span>}
          </span>
        </span>
      ),
    },
    { key: 'code', title: t('code'), sortable: true, cell: (c) => <span className="num">{c.code}</span> },
    { key: 'state', title: t('stateTitle'), cell: (c) => <CustomerStateMark state={c.state} /> },
    ...shown.map((c) => extra[c]),
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        note={list.data ? t('count', { count: total }) : undefined}
        actions={
          <>
            {!phone && (
              <Menu
                label={t('columns')}
                trigger={
                  <Button kind="quiet" icon={<Columns3 aria-hidden />}>
                    {t('columns')}
                  </Button>
                }
                items={optional.map((c) => ({ label: String(extra[c].title), checked: shown.includes(c), onSelect: () => toggle(c) }))}
              />
            )}
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
            {write.shown && (
              <>
                <Link to="/c/$company/customers/imports" params={{ company }} className={buttonClass('plain')}>
                  <FileUp aria-hidden />
                  {t('import')}
                </Link>
                <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} aria-keyshortcuts="N" onClick={() => to({ new: true })}>
                  {t('add')}
                </Button>
              </>
            )}
          </>
        }
      >
        <SubPlaces seat={seat} of="customers" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
          <Input type="search" aria-label={t('search')} placeholder={t('find')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-tablet:w-full tablet:w-64" />
          <Filters seat={seat} search={search} to={to} />
        </div>
        {job && (
          <div className="max-tablet:px-4">
            <JobCard company={company} first={job} />
          </div>
        )}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            {selected.size > 0 && write.shown && !write.disabled && <Chosen count={selected.size} total={total} all={all} onAll={() => setAll(true)} onAct={setAct} onNone={none} />}
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(c) => c.id}
              rowName={(c) => c.name}
              sort={sortOf(sort)}
              onSort={(s) => to({ sort: `${s.desc ? '-' : ''}${s.key}` as CustomerSort })}
              selected={write.shown && !write.disabled ? selected : undefined}
              onSelect={
                write.shown && !write.disabled
                  ? (keys) => {
                      setAll(false)
                      setSelected(keys)
                    }
                  : undefined
              }
              empty={
                <EmptyState
                  text={filtered ? t('nothing') : t('none')}
                  action={
                    filtered ? (
                      <Button onClick={() => { setTyped(''); to({ q: undefined, group: undefined, region: undefined, salesperson: undefined, state: undefined }) }}>{t('clear')}</Button>
                    ) : (
                      write.shown && (
                        <Link to="/c/$company/customers/imports" params={{ company }} className={buttonClass('plain')}>
                          {t('importFirst')}
                        </Link>
                      )
                    )
                  }
                />
              }
            />
            {rows.length > 0 && <LoadMore shown={rows.length} total={total} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
      <Suspense>
        {act && (
          <Bulk
            company={company}
            act={act}
            chosen={chosen}
            count={all ? total : selected.size}
            rows={all ? null : rows.filter((r) => selected.has(r.id))}
            onClose={() => setAct(null)}
            onDone={() => {
              setAct(null)
              none()
            }}
            onJob={setJob}
          />
        )}
        {search.new && write.shown && !write.disabled && <NewCustomer seat={seat} onClose={() => to({ new: undefined })} />}
      </Suspense>
    </>
  )
}
