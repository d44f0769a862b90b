import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { components } from '../../../api/identity.gen'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useDeed } from '../../../lib/useDeed'
import { queryClient } from '../../../lib/query'
import { mayOf, useCompanySeat, type Part } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { ConfirmDialog, Dialog } from '../../../ui/lazy'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Seal, StatusDot } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton, Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { countryItem } from '../countries'

type Tenant = components['schemas']['Tenant']
type Search = { q?: string; part?: Part; tenant?: string }

const parts = ['supplier', 'buyer', 'brand', 'operator'] as const
const reasonLeast = 5

const setState = (operator: string, tenant: Tenant, state: Tenant['state'], reason?: string) =>
  api.PUT('/api/operator/{company}/tenants/{tenant}/state', { params: { path: { company: operator, tenant: tenant.id } }, body: { state, reason } })

/** The reason is read by the company itself, in its banner. */
function Suspend({ operator, tenant, onDone, onClose }: { operator: string; tenant: Tenant; onDone: () => Promise<void>; onClose: () => void }) {
  const t = useTranslations()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  const { busy, problem, run } = useDeed()
  const short = reason.trim().length < reasonLeast
  const suspend = async () => {
    setAsked(true)
    if (short) return
    await run(async () => {
      await setState(operator, tenant, 'suspended', reason.trim())
      await onDone()
      toast(t('tenants.suspended', { company: tenant.name }))
      onClose()
    })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tenants.suspendTitle', { company: tenant.name })}
      description={t('tenants.suspendText')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={() => void suspend()}>
            {t('tenants.suspendDo')}
          </Button>
        </>
      }
    >
      <Field label={t('tenants.reason')} hint={t('tenants.reasonHint')} error={asked && short ? t('tenants.reasonShort', { least: reasonLeast }) : undefined}>
        <TextArea
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          maxLength={500}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
      </Field>
      <Refusal problem={problem} />
    </Dialog>
  )
}

function useTenants(operator: string, { q, part, tenant }: Search) {
  return useInfiniteQuery({
    queryKey: ['tenants', operator, q ?? '', part ?? ''],
    queryFn: ({ pageParam: after, signal }) =>
      ok(api.GET('/api/operator/{company}/tenants', { params: { path: { company: operator }, query: { q, part, after, limit: tenant ? 200 : 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** All companies of the hub, for its operator. */
export function Page() {
  const t = useTranslations()
  const lang = useLocale()
  const seat = useCompanySeat()
  const operator = seat.company.id
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const to = (change: Partial<Search>) => void navigate({ to: '/c/$company/tenants', params: { company: operator }, search: { q: search.q, part: search.part, ...change }, replace: true })
  const [typed, setTyped] = useState(search.q ?? '')
  const [suspend, setSuspend] = useState<Tenant | null>(null)
  const [reopen, setReopen] = useState<Tenant | null>(null)
  const list = useTenants(operator, search)
  const write = mayOf(seat, 'identity.tenant.write')
  const done = () => queryClient.invalidateQueries({ queryKey: ['tenants', operator] })
  useEffect(() => {
    if (typed.trim() === (search.q ?? '')) return
    const timer = setTimeout(() => to({ q: typed.trim() || undefined }), 200)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react/exhaustive-deps -- only typing is the occasion
  }, [typed])
  const all = list.data?.pages.flatMap((p) => p.items) ?? []
  // Jumping to one company by its id shows that one, if it is among those that are loaded.
  const rows = search.tenant ? all.filter((c) => c.id === search.tenant) : all
  const columns: Column<Tenant>[] = [
    {
      key: 'name', title: t('tenants.name'), main: true,
      cell: (c) => (
        <span className="flex items-center gap-2.5">
          <Seal name={c.name} filled={c.state === 'open'} />
          <span className="min-w-0 wrap-anywhere">{c.name}</span>
        </span>
      ),
    },
    { key: 'parts', title: t('tenants.parts'), cell: (c) => c.parts.map((p) => t(`shell.part.${p}`)).join(t('shell.comma')) },
    { key: 'country', title: t('tenants.country'), cell: (c) => countryItem(lang, c.country).label },
    {
      key: 'state', title: t('tenants.state'),
      cell: (c) => (
        <span className="grid gap-0.5 max-tablet:justify-items-end">
          <StatusDot kind={c.state === 'open' ? 'done' : 'blocked'}>{t(`tenants.${c.state}State`)}</StatusDot>
          {c.state_reason && <span className="max-w-[24em] text-small text-ink2 wrap-anywhere">{c.state_reason}</span>}
        </span>
      ),
    },
    { key: 'since', title: t('tenants.since'), num: true, cell: (c) => dayOf(c.created_at, deviceZone) },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('tenants.acts'), bare: true, num: true, screenOnly: true,
      cell: (c) =>
        c.id !== operator && (
          <span className="flex justify-end max-tablet:-ml-3 max-tablet:justify-start">
            {c.state === 'open' ? (
              <Button kind="quiet" className="text-bad!" disabled={write.disabled} aria-label={t('tenants.suspendOf', { company: c.name })} onClick={() => setSuspend(c)}>
                {t('tenants.suspend')}
              </Button>
            ) : (
              <Button kind="quiet" disabled={write.disabled} aria-label={t('tenants.reopenOf', { company: c.name })} onClick={() => setReopen(c)}>
                {t('tenants.reopen')}
              </Button>
            )}
          </span>
        ),
    })
  }
  return (
    <>
      <PageHeader title={t('tenants.title')} />
      <div className="flex flex-wrap gap-2 px-4 pt-4 print:hidden">
        <Input type="search" aria-label={t('tenants.search')} placeholder={t('tenants.search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md tablet:w-80" />
        <Select
          aria-label={t('tenants.parts')}
          value={search.part ?? 'all'}
          onChange={(p) => to({ part: p === 'all' ? undefined : p })}
          options={[{ value: 'all', label: t('tenants.allParts') }, ...parts.map((p) => ({ value: p, label: t(`shell.part.${p}`) }))]}
          className="min-w-40"
        />
        {search.tenant && <Button onClick={() => to({})}>{t('tenants.showAll')}</Button>}
      </div>
      <div className="p-4 max-tablet:px-0">
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('tenants.title')} columns={columns} rows={rows} rowKey={(c) => c.id} empty={<EmptyState text={t('tenants.none')} />} />
            {rows.length > 0 && !search.tenant && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
      {suspend && <Suspend operator={operator} tenant={suspend} onDone={done} onClose={() => setSuspend(null)} />}
      {reopen && (
        <ConfirmDialog
          open
          kind="primary"
          onClose={() => setReopen(null)}
          title={t('tenants.reopenTitle', { company: reopen.name })}
          description={t('tenants.reopenText', { reason: reopen.state_reason ?? '–' })}
          action={t('tenants.reopenDo')}
          onConfirm={async () => {
            await setState(operator, reopen, 'open')
            await done()
            toast(t('tenants.reopened', { company: reopen.name }))
          }}
        />
      )}
    </>
  )
}
