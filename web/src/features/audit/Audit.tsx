import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Printer, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import type { components } from '../../api/audit.gen'
import { api, ok } from '../../lib/api'
import { addDays, dayOf, deviceZone, formatInstant, startOfDay, type Day } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import { toProblem, useProblemText } from '../../lib/problem'
import { useNow } from '../../lib/useNow'
import { useCompanySeat, useSession } from '../../shell/session'
import { Button } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { DatePicker, Dialog } from '../../ui/lazy'
import { PageHeader } from '../../ui/Page'
import { Select } from '../../ui/Select'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { JobCard } from '../job/JobCard'
import { companyActions } from './actions'
import { useDeed, useDoer, type Entry } from './Entries'

type Verification = components['schemas']['AuditVerification']
type Job = components['schemas']['Job']
export type Search = { action?: string; person?: string; from?: Day; to?: Day }

/** Days as people mean them: from the beginning of the first to the end of the last. */
export const rangeOf = ({ from, to }: Search) => ({ from: from && startOfDay(from), to: to && startOfDay(addDays(to, 1)) })

const entryPages = (company: string, { action, person, from, to }: Search) =>
  infiniteQueryOptions({
    queryKey: ['audit', company, 'list', action ?? '', person ?? '', from ?? '', to ?? ''],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/companies/{company}/audit', { params: { path: { company }, query: { action, person, ...rangeOf({ from, to }), after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

/** Who works here, oneself first: those that the filter offers. */
function usePeople(company: string) {
  const { person } = useSession()
  const { data } = useQuery({
    queryKey: ['team', company, 'people'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/seats', { params: { path: { company }, query: { limit: 200 } }, signal })),
  })
  const names = new Map<string, string>([[person.id, person.name]])
  for (const seat of data?.items ?? []) names.set(seat.person, seat.name)
  return [...names].map(([value, label]) => ({ value, label }))
}

function Filters({ search, onChange }: { search: Search; onChange: (change: Partial<Search>) => void }) {
  const t = useTranslations('audit')
  const deed = useDeed()
  const { company } = useCompanySeat()
  const people = usePeople(company.id)
  const today = dayOf(useNow(), deviceZone)
  const used = Object.values(search).some(Boolean)
  const known = search.action && !companyActions.some((a) => a === search.action) ? [search.action] : []
  return (
    <div role="search" className="flex flex-wrap items-center gap-2 px-4 pt-4 max-tablet:grid max-tablet:grid-cols-2 print:hidden">
      <Select
        aria-label={t('action')}
        value={search.action ?? 'all'}
        onChange={(a) => onChange({ action: a === 'all' ? undefined : a })}
        options={[{ value: 'all', label: t('allActions') }, ...[...companyActions, ...known].map((a) => ({ value: a as string, label: deed(a) }))]}
        className="tablet:w-48"
      />
      <Select
        aria-label={t('person')}
        value={search.person ?? 'all'}
        onChange={(p) => onChange({ person: p === 'all' ? undefined : p })}
        options={[{ value: 'all', label: t('allPeople') }, ...people]}
        className="tablet:w-40"
      />
      <label className="flex items-center gap-2 max-tablet:grid max-tablet:gap-0.5">
        <span className="text-ink2">{t('from')}</span>
        <DatePicker label={t('from')} today={today} max={search.to ?? today} value={search.from ?? null} onChange={(from) => onChange({ from: from ?? undefined })} className="tablet:w-36" />
      </label>
      <label className="flex items-center gap-2 max-tablet:grid max-tablet:gap-0.5">
        <span className="text-ink2">{t('to')}</span>
        <DatePicker label={t('to')} today={today} min={search.from} max={today} value={search.to ?? null} onChange={(to) => onChange({ to: to ?? undefined })} className="tablet:w-36" />
      </label>
      {used && (
        <Button kind="quiet" onClick={() => onChange({ action: undefined, person: undefined, from: undefined, to: undefined })} className="max-tablet:col-span-2">
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

const write = (value: unknown) => (Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value))

function Details({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const t = useTranslations('audit')
  const deed = useDeed()
  const doer = useDoer()
  const lines: [string, string | undefined][] = [
    [t('at'), formatInstant(entry.at, deviceZone)],
    [t('person'), doer(entry)],
    [t('action'), `${deed(entry.action)} (${entry.action})`],
    [t('object'), entry.object],
    ...Object.entries(entry.data ?? {}).map(([k, v]): [string, string] => [k, write(v)]),
    [t('number'), entry.number === undefined ? undefined : String(entry.number)],
    [t('hash'), entry.hash],
    [t('id'), entry.id],
  ]
  return (
    <Dialog open onClose={onClose} place="side" title={deed(entry.action)} description={entry.sealed ? t('sealed') : t('unsealed')}>
      <dl className="divide-y divide-line">
        {lines.map(
          ([title, value]) =>
            value && (
              <div key={title} className="grid gap-0.5 py-2">
                <dt className="text-small text-ink2">{title}</dt>
                <dd className="num wrap-anywhere">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </Dialog>
  )
}

function Result({ result }: { result: Verification }) {
  const t = useTranslations('audit')
  if (!result.ok) return <Banner kind="bad">{t('broken', { number: result.broken_at ?? 0 })}</Banner>
  return (
    <Banner kind="info">
      {t('whole', { entries: result.entries })}
      {result.unsealed > 0 && ` ${t('notYet', { unsealed: result.unsealed })}`}
      {result.head && <span className="num block text-caption wrap-anywhere">{t('head', { hash: result.head })}</span>}
    </Banner>
  )
}

function List({ company, search, onOpen }: { company: string; search: Search; onOpen: (e: Entry) => void }) {
  const t = useTranslations('audit')
  const deed = useDeed()
  const doer = useDoer()
  const list = useInfiniteQuery(entryPages(company, search))
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={10} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const columns: Column<Entry>[] = [
    { key: 'at', title: t('at'), cell: (e) => <time className="num whitespace-nowrap">{formatInstant(e.at, deviceZone)}</time> },
    { key: 'person', title: t('person'), cell: (e) => doer(e) },
    {
      key: 'action', title: t('action'), main: true,
      cell: (e) => (
        <button type="button" onClick={() => onOpen(e)} className="min-h-8 rounded-small text-left underline decoration-line underline-offset-4 hover:decoration-current in-data-[density=touch]:min-h-control">
          {deed(e.action)}
        </button>
      ),
    },
    { key: 'object', title: t('object'), deskOnly: true, cell: (e) => <span className="num text-small wrap-anywhere text-ink2">{e.object}</span> },
    { key: 'number', title: t('number'), num: true, cell: (e) => e.number ?? '–' },
  ]
  const filtered = Object.values(search).some(Boolean)
  return (
    <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
      <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(e) => e.id} empty={<EmptyState text={filtered ? t('noneFits') : t('none')} />} />
      {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </div>
  )
}

/** Who did what, unchanged and provably so. */
export function Page() {
  const t = useTranslations('audit')
  const { text } = useProblemText()
  const seat = useCompanySeat()
  const company = seat.company.id
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const [open, setOpen] = useState<Entry | null>(null)
  const [busy, setBusy] = useState<'verify' | 'export' | ''>('')
  const [result, setResult] = useState<Verification | null>(null)
  const [job, setJob] = useState<Job | null>(null)
  const act = async (what: 'verify' | 'export', deed: () => Promise<void>) => {
    setBusy(what)
    try {
      await deed()
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      setBusy('')
    }
  }
  const verify = () => act('verify', async () => setResult(await ok(api.GET('/api/companies/{company}/audit/verification', { params: { path: { company } } }))))
  const exportCSV = () => act('export', async () => setJob(await ok(api.POST('/api/companies/{company}/audit/exports', { params: { path: { company } }, body: rangeOf(search) }))))
  return (
    <>
      <PageHeader
        title={t('title')}
        note={seat.company.name}
        actions={
          <>
            <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()} className="max-tablet:hidden print:hidden">
              {t('print')}
            </Button>
            <Button icon={<ShieldCheck aria-hidden />} busy={busy === 'verify'} onClick={() => void verify()} className="max-tablet:flex-1 print:hidden">
              {t('verify')}
            </Button>
            {seat.permissions.includes('audit.export') && (
              <Button busy={busy === 'export'} onClick={() => void exportCSV()} className="max-tablet:flex-1 print:hidden">
                {t('export')}
              </Button>
            )}
          </>
        }
      />
      {result && <Result result={result} />}
      {job && (
        <div className="px-4 pt-4 print:hidden">
          <JobCard company={company} first={job} />
        </div>
      )}
      <Filters search={search} onChange={(change) => void navigate({ to: '/c/$company/audit', params: { company }, search: { ...search, ...change }, replace: true })} />
      <div className="p-4 max-tablet:px-0">
        <List company={company} search={search} onOpen={setOpen} />
      </div>
      {open && <Details entry={open} onClose={() => setOpen(null)} />}
    </>
  )
}
