import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Download, Printer, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone, formatInstant, startOfDay, type Day } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatDelta, formatUnitPrice } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useDeed } from '../../../lib/useDeed'
import { usePhone } from '../../../lib/useMedia'
import { useNow } from '../../../lib/useNow'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Field } from '../../../ui/Field'
import { ConfirmDialog, DatePicker, Menu } from '../../../ui/lazy'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { Banner, EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { Sum } from '../../../ui/Sum'
import { toast } from '../../../ui/Toast'
import { JobCard } from '../../job/JobCard'
import type { Job } from '../../job/progress'
import { PriceLink, PriceNav } from '../PriceNav'
import { askAgain, changeLinePages, changeQuery, policyQuery, type ChangeLine, type Only, type PriceChange } from '../queries'
import { usePercent } from '../words'
import { dots } from './states'

const onlys: readonly Only[] = ['under_floor', 'raised', 'lowered', 'new', 'cleared']

/** What is done with a change: each answers the change as it is then. */
function useActs(company: string, change: PriceChange) {
  const deed = useDeed()
  const path = { company, change: change.id }
  const act = (call: () => Promise<PriceChange>, done: (now: PriceChange) => void) =>
    deed.run(async () => {
      const now = await call()
      queryClient.setQueryData(changeQuery(company, change.id).queryKey, now)
      done(now)
      void askAgain(company)
    })
  return {
    deed,
    publish: (at: string | undefined, underToo: boolean, done: (now: PriceChange) => void) =>
      act(() => ok(api.POST('/api/companies/{company}/pricing/changes/{change}/publish', { params: { path }, body: { at, accept_under_floor: underToo || undefined } })), done),
    cancel: (done: () => void) => act(() => ok(api.POST('/api/companies/{company}/pricing/changes/{change}/cancel', { params: { path } })), done),
    rollBack: (done: (now: PriceChange) => void) => act(() => ok(api.POST('/api/companies/{company}/pricing/changes/{change}/rollback', { params: { path } })), done),
    exclude: (what: { positions?: number[]; under_floor?: boolean }, done: (now: PriceChange) => void) =>
      act(() => ok(api.POST('/api/companies/{company}/pricing/changes/{change}/exclude', { params: { path }, body: what })), done),
  }
}

type Acts = ReturnType<typeof useActs>

/** From when a draft holds, and what has to be agreed to before. */
function Publish({ change, acts }: { change: PriceChange; acts: Acts }) {
  const t = useTranslations('pricechanges')
  const now = useNow()
  const today = dayOf(now, deviceZone)
  const [day, setDay] = useState<Day | null>(null)
  const [underToo, setUnderToo] = useState(false)
  const [asking, setAsking] = useState(false)
  const under = change.under_floor ?? 0
  const later = day !== null && day > today
  const effective = change.lines - change.same
  const publish = () =>
    acts.publish(later ? startOfDay(day) : undefined, underToo, (done) => toast(done.state === 'scheduled' ? t('scheduledToast', { day: day ?? '' }) : t('publishedToast', { count: done.lines })))
  return (
    <div role="region" aria-label={t('publishTitle')} className="flex flex-wrap items-end gap-x-4 gap-y-2 border border-line bg-surface px-4 py-3 max-tablet:border-x-0 tablet:sticky tablet:bottom-0 tablet:z-(--z-sticky) tablet:rounded-card tablet:shadow-edge print:hidden">
      <Field label={t('starts')} hint={t('startsHint')} className="max-tablet:w-full">
        <DatePicker value={day} onChange={setDay} today={today} min={today} className="tablet:w-44" />
      </Field>
      {under > 0 && (
        <Checkbox checked={underToo} onChange={setUnderToo} className="tablet:self-center">
          {t('underToo', { count: under })}
        </Checkbox>
      )}
      <span className="flex gap-2 max-tablet:w-full max-tablet:flex-col-reverse tablet:ml-auto tablet:self-center">
        <Button onClick={() => setAsking(true)}>{t('cancelDraft')}</Button>
        <Button kind="primary" busy={acts.deed.busy} disabled={change.lines === 0 || (under > 0 && !underToo)} onClick={() => void publish()}>
          {later ? t('schedule', { count: effective, day }) : t('publish', { count: effective })}
        </Button>
      </span>
      <ConfirmDialog open={asking} onClose={() => setAsking(false)} title={t('cancelTitle')} description={t('cancelText')} action={t('cancelDraft')} onConfirm={() => void acts.cancel(() => toast(t('cancelled')))} />
    </div>
  )
}

/** A change that is published or will be: from when it holds, and the way back. */
function Standing({ seat, change, acts }: { seat: Seat; change: PriceChange; acts: Acts }) {
  const t = useTranslations()
  const [asking, setAsking] = useState<'cancel' | 'back' | null>(null)
  const writing = mayOf(seat, 'pricing.list.write')
  const time = (at: string | undefined) => (at ? formatInstant(at, deviceZone) : '')
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface px-4 py-3">
      <span className="grid min-w-0 flex-1 gap-1">
        {change.state === 'scheduled' && <span>{t('pricechanges.holdsFrom', { time: time(change.publish_at) })}</span>}
        {change.state === 'published' && <span>{t('pricechanges.holdsSince', { time: time(change.published_at) })}</span>}
        {change.state === 'rolled_back' && <span>{t('pricechanges.backSince', { time: time(change.rolled_back_at), kept: change.kept })}</span>}
        {change.state === 'cancelled' && <span>{t('pricechanges.neverHeld')}</span>}
        {change.state === 'published' && <span className="text-small text-ink2">{change.rollback ? t('pricechanges.backUntil', { time: time(change.rollback_until) }) : t('pricechanges.noBack')}</span>}
      </span>
      {writing.shown && change.state === 'scheduled' && (
        <Button kind="danger" disabled={writing.disabled} onClick={() => setAsking('cancel')}>
          {t('pricechanges.unschedule')}
        </Button>
      )}
      {writing.shown && change.state === 'published' && change.rollback && (
        <Button kind="danger" disabled={writing.disabled} icon={<RotateCcw aria-hidden />} onClick={() => setAsking('back')}>
          {t('pricechanges.rollBack')}
        </Button>
      )}
      <ConfirmDialog open={asking === 'cancel'} onClose={() => setAsking(null)} title={t('pricechanges.unscheduleTitle')} description={t('pricechanges.cancelText')} action={t('pricechanges.unschedule')} onConfirm={() => void acts.cancel(() => toast(t('pricechanges.cancelled')))} />
      <ConfirmDialog open={asking === 'back'} onClose={() => setAsking(null)} title={t('pricechanges.backTitle', { count: change.lines })} description={t('pricechanges.backText')} action={t('pricechanges.rollBack')} onConfirm={() => void acts.rollBack((now) => toast(t(now.kept > 0 ? 'pricechanges.backKept' : 'pricechanges.backToast', { count: now.lines - now.kept, kept: now.kept })))} />
    </div>
  )
}

function useColumns(knowsCost: boolean, several: boolean, floor: string | undefined): Column<ChangeLine>[] {
  const t = useTranslations('pricechanges')
  const lang = useLocale()
  const percent = usePercent()
  const price = (amount: string | undefined, currency: string) => (amount === undefined ? '–' : formatUnitPrice(lang, { amount, currency }))
  return [
    {
      key: 'item', title: t('item'), main: true,
      cell: (l) => (
        <span className="grid">
          <span className="wrap-anywhere">{l.name}</span>
          <span className="num text-small text-ink2">{l.sku}</span>
        </span>
      ),
    },
    ...(several ? [{ key: 'list', title: t('list'), cell: (l: ChangeLine) => l.target_name || t('base') }] : []),
    { key: 'old', title: t('old'), num: true, cell: (l) => price(l.old, l.old_currency ?? l.currency) },
    {
      key: 'new', title: t('newPrice'), num: true,
      cell: (l) => (
        <span className="grid">
          <span className="font-strong">{l.amount === undefined ? t('taken') : price(l.amount, l.currency)}</span>
          {l.breaks.length > 0 && <span className="ml-auto max-w-80 text-small whitespace-normal text-ink2">{l.breaks.map((b) => t('rung', { from: b.from, price: price(b.amount, l.currency) })).join(' · ')}</span>}
        </span>
      ),
    },
    { key: 'percent', title: t('percent'), num: true, cell: (l) => (l.percent === undefined ? t(`effectWord.${l.effect}`) : `${l.effect === 'raised' ? '↑ ' : l.effect === 'lowered' ? '↓ ' : ''}${formatDelta(lang, Number(l.percent) / 100, 2)}`) },
    ...(knowsCost
      ? [
          {
            key: 'margin', title: t('margin'), num: true,
            cell: (l: ChangeLine) => (
              <span className={clsx('grid', l.under_floor && 'text-bad')}>
                <span>
                  {l.old_margin !== undefined && `${percent(l.old_margin)} → `}
                  {l.margin === undefined ? '–' : percent(l.margin)}
                </span>
                {l.under_floor && <span className="text-small">{t(floor !== undefined && Number(l.margin) >= Number(floor) ? 'underBreak' : 'underWord')}</span>}
              </span>
            ),
          },
        ]
      : []),
  ]
}

function Change({ seat, change }: { seat: Seat; change: PriceChange }) {
  const t = useTranslations('pricechanges')
  const company = seat.company.id
  const acts = useActs(company, change)
  const phone = usePhone()
  const [only, setOnly] = useState<Only | undefined>()
  const [chosen, setChosen] = useState<Set<string>>(new Set())
  const list = useInfiniteQuery({ ...changeLinePages(company, change.id, only), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const knowsCost = seat.permissions.includes('pricing.cost.read')
  const policy = useQuery(policyQuery(company))
  const columns = useColumns(knowsCost, new Set(rows.map((l) => l.target_name)).size > 1 || only !== undefined, policy.data?.value.floor_margin)
  const writing = mayOf(seat, 'pricing.list.write')
  const draft = change.state === 'draft' && writing.shown && !writing.disabled
  const under = change.under_floor ?? 0
  const left = (now: PriceChange) => {
    setChosen(new Set())
    setOnly(undefined)
    toast(t('leftOut', { count: change.lines - now.lines }))
  }
  const counts: Record<Only, number> = { under_floor: under, raised: change.raised, lowered: change.lowered, new: change.new, cleared: change.cleared }
  const all = 'all:'
  return (
    <>
      {change.failure && <Banner kind="bad">{t('failure', { code: change.failure })}</Banner>}
      <div className="grid gap-3 border-line bg-surface p-4 max-tablet:border-y tablet:rounded-card tablet:border">
        <Sum
          label={t('sum')}
          total={{ n: change.lines, word: t('lines') }}
          parts={[{ n: change.raised, word: t('effectWord.raised') }, { n: change.lowered, word: t('effectWord.lowered') }, ...(['new', 'cleared', 'same'] as const).filter((e) => change[e] > 0).map((e) => ({ n: change[e], word: t(`effectWord.${e}`) }))]}
        />
        {under > 0 && (
          <div className="flex flex-wrap items-center gap-3 rounded-control border border-bad bg-bad-bg px-3 py-2 text-bad">
            <span className="min-w-0 flex-1">{t('underFloor', { count: under })}</span>
            {draft && (
              <Button busy={acts.deed.busy} onClick={() => void acts.exclude({ under_floor: true }, left)}>
                {t('leaveUnder', { count: under })}
              </Button>
            )}
          </div>
        )}
      </div>
      {change.state !== 'draft' && <Standing seat={seat} change={change} acts={acts} />}
      {draft && phone && <Publish change={change} acts={acts} />}
      <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
        <Select
          aria-label={t('only')}
          value={only ?? all}
          onChange={(o) => {
            setChosen(new Set())
            setOnly(onlys.find((x) => x === o))
          }}
          options={[{ value: all, label: t('everything', { count: change.lines }) }, ...onlys.filter((o) => counts[o] > 0).map((o) => ({ value: o as string, label: t(`onlyWord.${o}`, { count: counts[o] }) }))]}
          className="tablet:w-56"
        />
        {draft && chosen.size > 0 && (
          <Button busy={acts.deed.busy} onClick={() => void acts.exclude({ positions: [...chosen].map(Number) }, left)}>
            {t('leave', { count: chosen.size })}
          </Button>
        )}
      </div>
      <Refusal problem={acts.deed.problem} />
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={8} />}
      {list.data && (
        <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
          <DataTable
            label={t('difference')}
            columns={columns}
            rows={rows}
            rowKey={(l) => String(l.position)}
            rowName={(l) => l.name}
            selected={draft ? chosen : undefined}
            onSelect={draft ? setChosen : undefined}
            empty={<EmptyState text={t('noLines')} />}
          />
        </div>
      )}
      {list.data && rows.length > 0 && <LoadMore shown={rows.length} total={only ? counts[only] : change.lines} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      {draft && !phone && <Publish change={change} acts={acts} />}
    </>
  )
}

/** The difference as a file, or on paper. */
function Take({ company, change, onJob }: { company: string; change: PriceChange; onJob: (job: Job) => void }) {
  const p = useTranslations('pricing')
  const { text } = useProblemText()
  const take = async (format: 'csv' | 'xlsx') => {
    try {
      onJob(await ok(api.POST('/api/companies/{company}/pricing/changes/{change}/export', { params: { path: { company, change: change.id } }, body: { format } })))
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    } catch (e) {
      toast(text(toProblem(e)))
    }
  }
  return (
    <Menu
      label={p('export')}
      trigger={
        <Button kind="quiet" icon={<Download aria-hidden />}>
          {p('export')}
        </Button>
      }
      items={[
        { label: p('exportXlsx'), onSelect: () => void take('xlsx') },
        { label: p('exportCsv'), onSelect: () => void take('csv') },
        { label: p('print'), icon: <Printer aria-hidden />, onSelect: () => print() },
      ]}
    />
  )
}

/** What a change of many prices comes to, before it holds and after. */
export function Page({ id }: { id: string }) {
  const t = useTranslations('pricechanges')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery(changeQuery(company, id))
  const [job, setJob] = useState<Job | null>(null)
  return (
    <>
      <PageHeader
        title={data?.name ?? t('one')}
        note={data && <StatusDot kind={data.failure ? 'blocked' : dots[data.state]}>{data.failure ? t('failed') : t(`state.${data.state}`)}</StatusDot>}
        actions={data && <Take company={company} change={data} onJob={setJob} />}
      >
        <PriceNav seat={seat} at="changes" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <p className="text-small text-ink2 max-tablet:px-4">
          {data && t('made', { name: data.person_name || '–', time: formatInstant(data.created_at, deviceZone), how: t(`source.${data.source}`) })}{' '}
          <PriceLink company={company} page="changes" className="text-accent underline print:hidden">
            {t('all')}
          </PriceLink>
        </p>
        {job && <JobCard key={job.id} company={company} first={job} />}
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={8} />}
        {data && <Change seat={seat} change={data} />}
      </div>
    </>
  )
}
