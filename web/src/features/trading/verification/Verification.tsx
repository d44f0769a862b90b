import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Check, FileCheck2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { components } from '../../../api/trading.gen'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone, formatAgo, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import { useTyped } from '../../../lib/useTyped'
import { countryItem } from '../../identity/countries'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { FileShown } from '../FileShown'
import { FileState } from '../FileState'
import { useDeed } from '../../../lib/useDeed'
import { usePathName } from '../file/pathName'
import { useTradingWords } from '../words'

type Schemas = components['schemas']
type Row = Schemas['VerificationRow']
type Detail = Schemas['VerificationDetail']
type State = Schemas['FilesFilter']
type Search = { q?: string; state?: State; tenant?: string }

const listed = ['submitted', 'verified'] as const
const reasonLeast = 5
const key = (operator: string) => ['trading', operator, 'verification']

const pages = (operator: string, q: string | undefined, state: State) => ({
  queryKey: [...key(operator), 'list', q ?? '', state],
  queryFn: ({ pageParam: after, signal }: { pageParam: string | undefined; signal: AbortSignal }) =>
    ok(api.GET('/api/operator/{company}/files', { params: { path: { company: operator }, query: { q, state, after, limit: 50 } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: Schemas['VerificationPage']) => last.next,
})

/** Says yes, or sends it back with a reason that the company reads. The version that was read is the one that is judged. */
function Judge({ operator, detail, onDone }: { operator: string; detail: Detail; onDone: () => void }) {
  const t = useTranslations('verification')
  const [back, setBack] = useState(false)
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, problem, run } = useDeed()
  const { row } = detail
  const short = reason.trim().length < reasonLeast
  const put = (body: Schemas['Verification']) =>
    run(async () => {
      await api.PUT('/api/operator/{company}/files/{tenant}/verification', { params: { path: { company: operator, tenant: row.company.id }, header: { 'If-Match': `"${row.version}"` } }, body })
      await queryClient.invalidateQueries({ queryKey: key(operator) })
      toast(t(body.state === 'verified' ? 'done' : 'sentBack', { company: row.company.name }))
      onDone()
    })
  return (
    <div className="grid gap-3">
      {back && (
        <Field label={t('reason')} hint={t('reasonHint')} error={asked && short ? t('reasonShort', { least: reasonLeast }) : undefined}>
          <TextArea
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            maxLength={500}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />
        </Field>
      )}
      <Refusal problem={problem} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          icon={<Undo2 aria-hidden />}
          busy={busy && back}
          onClick={() => {
            if (!back) return setBack(true)
            setAsked(true)
            if (!short) void put({ state: 'returned', reason: reason.trim() })
          }}
        >
          {t('sendBack')}
        </Button>
        {!back && row.state === 'submitted' && (
          <Button kind="primary" icon={<Check aria-hidden />} busy={busy} onClick={() => void put({ state: 'verified' })}>
            {t('verify')}
          </Button>
        )}
        {back && (
          <Button kind="quiet" onClick={() => setBack(false)}>
            {t('notBack')}
          </Button>
        )}
      </div>
    </div>
  )
}

function One({ seat, tenant, onClose }: { seat: Seat; tenant: string; onClose: () => void }) {
  const t = useTranslations('verification')
  const file = useTranslations('file')
  const { name } = usePathName()
  const words = useTradingWords()
  const operator = seat.company.id
  const write = mayOf(seat, 'trading.verification.write')
  const { data, error, refetch } = useQuery({
    queryKey: [...key(operator), 'one', tenant],
    queryFn: ({ signal }) => ok(api.GET('/api/operator/{company}/files/{tenant}', { params: { path: { company: operator, tenant } }, signal })),
    staleTime: 0,
  })
  return (
    <Dialog open place="side" onClose={onClose} title={data?.row.company.name ?? t('title')}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={10} />}
      {data && (
        <div className="grid gap-5">
          <div className="flex flex-wrap items-center gap-3">
            <FileState state={data.row.state} />
            {data.row.verified_at && <span className="num text-small text-ink2">{formatInstant(data.row.verified_at, deviceZone)}</span>}
          </div>
          {data.changes.length > 0 && data.row.verified_at && <p className="rounded-control bg-sunk px-3 py-2">{t('changed', { day: dayOf(data.row.verified_at, deviceZone), what: words.list(data.changes.map(name)) })}</p>}
          {data.same_tax_number.length > 0 && <p className="rounded-control bg-warn-bg px-3 py-2 text-warn">{t('sameNumber', { companies: data.same_tax_number.map((c) => c.name).join(t('comma')) })}</p>}
          {data.problems.length > 0 && (
            <ul className="grid gap-1 text-small">
              {data.problems.map((p, i) => (
                <li key={`${p.path} ${i}`} className={p.severity === 'hint' ? 'text-ink2' : 'text-bad'}>
                  {p.path.replace(/^\//, '')}: {file(`problem.${p.code}`)}
                </li>
              ))}
            </ul>
          )}
          <FileShown
            file={data.file}
            documents={data.documents}
            sites={data.sites}
            check={data.row.tax_check}
            address={(document) => `/api/operator/${operator}/files/${tenant}/documents/${document}`}
          />
          {write.shown && !write.disabled && <Judge operator={operator} detail={data} onDone={onClose} />}
        </div>
      )}
    </Dialog>
  )
}

/** Company files that wait for the hub's word, the one that waits longest first. */
export function Page() {
  const t = useTranslations('verification')
  const lang = useLocale()
  const now = useNow()
  const seat = useCompanySeat()
  const operator = seat.company.id
  const raw = useSearch({ strict: false }) as { q?: string; state?: string; tenant?: string }
  const search: Search = { q: raw.q, state: listed.find((s) => s === raw.state), tenant: raw.tenant }
  const state = search.state ?? 'submitted'
  const navigate = useNavigate()
  const to = (change: Partial<Search>) => void navigate({ to: '/c/$company/verification', params: { company: operator }, search: { ...search, ...change }, replace: true })
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const list = useInfiniteQuery({ ...pages(operator, search.q, state), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const check = useTranslations('file.check')
  const words = useTradingWords()
  const columns: Column<Row>[] = [
    {
      key: 'name', title: t('company'), main: true,
      cell: (r) => (
        <button type="button" onClick={() => to({ tenant: r.company.id })} className="group flex min-h-8 items-center gap-2.5 rounded-small text-left in-data-[density=touch]:min-h-control">
          <Seal name={r.company.name} filled={r.state === 'verified'} />
          <span className="min-w-0 wrap-anywhere underline decoration-line underline-offset-4 group-hover:decoration-current">{r.legal_name || r.company.name}</span>
        </button>
      ),
    },
    { key: 'country', title: t('country'), cell: (r) => (r.country ? countryItem(lang, r.country).label : '–') },
    {
      key: 'tax', title: t('tax'),
      cell: (r) => (
        <span className="grid max-tablet:justify-items-end">
          <span className="num">{r.tax_number || '–'}</span>
          {r.tax_check && <span className={r.tax_check.verdict === 'wrong' ? 'text-small text-bad' : 'text-small text-ink2'}>{r.tax_check.verdict === 'unknown' ? check('unknown') : check(r.tax_check.verdict, { kind: words.number(r.tax_check.kind) })}</span>}
        </span>
      ),
    },
    { key: 'documents', title: t('documents'), num: true, cell: (r) => r.documents },
    { key: 'since', title: state === 'submitted' ? t('since') : t('verifiedAt'), num: true, cell: (r) => <time title={formatInstant(r.verified_at ?? r.updated_at, deviceZone)}>{formatAgo(lang, r.verified_at ?? r.updated_at, now)}</time> },
  ]
  return (
    <>
      <PageHeader title={t('title')} note={list.data?.pages[0] && t('waiting', { count: list.data.pages[0].waiting })} />
      <div className="flex flex-wrap items-center gap-2 px-4 pt-4 print:hidden">
        <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md tablet:w-80" />
        <Segmented label={t('state')} value={state} onChange={(s) => to({ state: s === 'submitted' ? undefined : s })} options={listed.map((value) => ({ value, label: t(`list.${value}`) }))} />
      </div>
      <div className="p-4 max-tablet:px-0">
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(r) => r.company.id}
              empty={<EmptyState icon={<FileCheck2 aria-hidden />} text={search.q ? t('nothingFits') : state === 'submitted' ? t('nothing') : t('nothingVerified')} />}
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
      {search.tenant && <One seat={seat} tenant={search.tenant} onClose={() => to({ tenant: undefined })} />}
    </>
  )
}
