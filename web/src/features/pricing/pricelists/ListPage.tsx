import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Download, Pencil, Plus, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api, ok } from '../../../lib/api'
import { deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber, formatUnitPrice } from '../../../lib/money'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useSearchText } from '../../../lib/useSearchText'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { ConfirmDialog, Menu } from '../../../ui/lazy'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { ProgressBar } from '../../../ui/ProgressBar'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { JobCard } from '../../job/JobCard'
import type { Job } from '../../job/progress'
import type { Held } from '../../trading/supplierQueries'
import { PriceLink, PriceNav } from '../PriceNav'
import { askAgain, entryPages, listQuery, type PriceEntry, type PriceList, type When } from '../queries'
import { useListWords, useRoundingWords, useRuleWords } from '../words'
import { listDots } from './Lists'

const ListEditor = lazy(() => import('./ListEditor').then((m) => ({ default: m.ListEditor })))
const EntryDialog = lazy(() => import('./EntryDialog').then((m) => ({ default: m.EntryDialog })))
const whens: readonly When[] = ['all', 'now', 'later', 'past']

/** The list said in words: what it asks of whom. */
function Facts({ list }: { list: PriceList }) {
  const t = useTranslations('pricelists')
  const p = useTranslations('pricing')
  const words = useListWords()
  const rule = useRuleWords()
  const rounding = useRoundingWords()
  const facts: [string, string][] = [
    [t('kind'), p(`kind.${list.kind}`)],
    [t('who'), words.who(list)],
    [t('rule'), rule(list.rule, list.currency)],
    [t('rounding'), rounding(list.rounding)],
    [t('currency'), `${list.currency} · ${words.tax(list)}`],
    [t('validity'), words.validity(list.valid_from, list.valid_to, deviceZone)],
    ...(list.priority > 0 ? [[t('field.priority'), String(list.priority)] as [string, string]] : []),
    ...(list.family_breaks ? [[t('breaks'), t('family')] as [string, string]] : []),
  ]
  return (
    <dl className="grid gap-x-6 gap-y-2 tablet:grid-cols-2">
      {facts.map(([term, text]) => (
        <div key={term} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-3">
          <dt className="text-ink2">{term}</dt>
          <dd className="wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function useEntryColumns(list: PriceList, may: boolean, edit: (e: PriceEntry) => void, remove: (e: PriceEntry) => void): Column<PriceEntry>[] {
  const t = useTranslations('pricelists')
  const lang = useLocale()
  const words = useListWords()
  const columns: Column<PriceEntry>[] = [
    {
      key: 'item', title: t('item'), main: true,
      cell: (e) => (
        <span className="grid">
          <span className="wrap-anywhere">{e.name}</span>
          <span className="num text-small text-ink2">{e.sku}</span>
        </span>
      ),
    },
    {
      key: 'price', title: t('price'), num: true,
      cell: (e) => (
        <span className="grid">
          <span>{formatUnitPrice(lang, { amount: e.amount, currency: list.currency })}</span>
          {e.breaks.map((b) => (
            <span key={b.from} className="text-small text-ink2">
              {t('rung', { from: formatNumber(lang, b.from), price: formatUnitPrice(lang, { amount: b.amount, currency: list.currency }) })}
            </span>
          ))}
        </span>
      ),
    },
    { key: 'validity', title: t('validity'), num: true, cell: (e) => words.validity(e.valid_from, e.valid_to, deviceZone) },
  ]
  if (list.kind === 'contract') {
    columns.push({
      key: 'agreed', title: t('callOff'), num: true,
      cell: (e) =>
        e.agreed === undefined ? (
          t('noBound')
        ) : (
          <span className="inline-grid w-40 gap-1 max-tablet:w-32">
            <span>{t('calledOf', { called: formatNumber(lang, e.called), agreed: formatNumber(lang, e.agreed) })}</span>
            <ProgressBar label={t('callOff')} share={Math.min(1, Number(e.called) / Number(e.agreed))} />
          </span>
        ),
    })
  }
  if (may) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (e) => (
        <span className="flex justify-end gap-1 max-tablet:-ml-3 max-tablet:justify-start">
          <Button kind="quiet" aria-label={t('changeOf', { sku: e.sku })} onClick={() => edit(e)}>
            {t('change')}
          </Button>
          <Button kind="quiet" className="text-bad!" aria-label={t('removeOf', { sku: e.sku })} onClick={() => remove(e)}>
            {t('remove')}
          </Button>
        </span>
      ),
    })
  }
  return columns
}

function Entries({ seat, list }: { seat: Seat; list: PriceList }) {
  const t = useTranslations('pricelists')
  const { text } = useProblemText()
  const company = seat.company.id
  const search = useSearchText('', 250)
  const [when, setWhen] = useState<When>('all')
  const [open, setOpen] = useState<PriceEntry | 'new' | null>(null)
  const pages = useInfiniteQuery({ ...entryPages(company, list.id, search.asked, when), placeholderData: keepPreviousData })
  const rows = pages.data?.pages.flatMap((x) => x.items) ?? []
  const write = mayOf(seat, 'pricing.list.write')
  const may = write.shown && !write.disabled && list.state !== 'archived'
  const put = async (entry: PriceEntry, amount: string | undefined) => {
    const { item, valid_from, valid_to, agreed, breaks } = entry
    const line = amount === undefined ? { item, valid_from } : { item, valid_from, valid_to, agreed, breaks, amount }
    await api.PUT('/api/companies/{company}/pricing/lists/{list}/entries', { params: { path: { company, list: list.id } }, body: { lines: [line] } })
    await askAgain(company)
  }
  const remove = async (entry: PriceEntry) => {
    try {
      await put(entry, undefined)
      toast(t('removed', { sku: entry.sku }), () => void put(entry, entry.amount).catch((e: unknown) => toast(text(toProblem(e)))))
    } catch (e) {
      toast(text(toProblem(e)))
    }
  }
  const columns = useEntryColumns(list, may, setOpen, (e) => void remove(e))
  return (
    <Section
      title={t('entriesTitle')}
      note={formatNumber(useLocale(), list.entries)}
      actions={
        may && (
          <>
            {list.kind !== 'base' && (
              <PriceLink company={company} page="prices" search={{ lists: list.id }} className={buttonClass('plain')}>
                {t('inGrid')}
              </PriceLink>
            )}
            <Button kind="primary" icon={<Plus aria-hidden />} onClick={() => setOpen('new')}>
              {t('entryNew')}
            </Button>
          </>
        )
      }
    >
      <div className="grid gap-3">
        <div role="search" className="flex flex-wrap gap-2 print:hidden">
          <Input type="search" aria-label={t('searchItems')} placeholder={t('searchItems')} autoComplete="off" {...search.input} onChange={(e) => search.setTyped(e.target.value)} className="tablet:w-64!" />
          <Select aria-label={t('when')} value={when} onChange={setWhen} options={whens.map((w) => ({ value: w, label: t(`whens.${w}`) }))} className="max-tablet:w-full tablet:w-44" />
        </div>
        {pages.isError && !pages.data && <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />}
        {pages.isPending && <Skeleton lines={5} />}
        {pages.data && (
          <div className="-mx-4">
            <DataTable label={t('entriesTitle')} columns={columns} rows={rows} rowKey={(e) => `${e.item} ${e.valid_from ?? ''}`} empty={<EmptyState text={search.asked || when !== 'all' ? t('noEntryFits') : list.rule ? t('noEntriesRule') : t('noEntries')} />} />
          </div>
        )}
        {pages.data && rows.length > 0 && <LoadMore shown={rows.length} more={pages.hasNextPage} busy={pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} />}
      </div>
      <Suspense>{open && <EntryDialog company={company} list={list} entry={open === 'new' ? null : open} onClose={() => setOpen(null)} />}</Suspense>
    </Section>
  )
}

function Acts({ seat, list, onEdit, onJob }: { seat: Seat; list: Held<PriceList>; onEdit: () => void; onJob: (job: Job) => void }) {
  const t = useTranslations('pricelists')
  const p = useTranslations('pricing')
  const { text } = useProblemText()
  const company = seat.company.id
  const [asking, setAsking] = useState<'live' | 'archived' | null>(null)
  const write = mayOf(seat, 'pricing.list.write')
  const { value } = list
  const become = async (state: 'live' | 'archived') => {
    await api.PUT('/api/companies/{company}/pricing/lists/{list}/state', { params: { path: { company, list: value.id }, header: { 'If-Match': list.etag } }, body: { state } })
    await askAgain(company)
    toast(t(state === 'live' ? 'liveToast' : 'archivedToast', { name: value.name }))
  }
  const take = async (format: 'csv' | 'xlsx') => {
    try {
      onJob(await ok(api.POST('/api/companies/{company}/pricing/lists/{list}/export', { params: { path: { company, list: value.id } }, body: { format } })))
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    } catch (e) {
      toast(text(toProblem(e)))
    }
  }
  return (
    <>
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
      {write.shown && (
        <>
          {value.state !== 'archived' && (
            <Button disabled={write.disabled} onClick={() => setAsking('archived')}>
              {t('archive')}
            </Button>
          )}
          <Button disabled={write.disabled} icon={<Pencil aria-hidden />} onClick={onEdit}>
            {t('edit')}
          </Button>
          {value.state !== 'live' && (
            <Button kind="primary" disabled={write.disabled} onClick={() => setAsking('live')}>
              {t('putInForce')}
            </Button>
          )}
        </>
      )}
      <ConfirmDialog
        open={asking !== null}
        kind={asking === 'live' ? 'primary' : 'danger'}
        onClose={() => setAsking(null)}
        title={t(asking === 'live' ? 'liveTitle' : 'archiveTitle', { name: value.name })}
        description={t(asking === 'live' ? 'liveText' : 'archiveText', { count: value.entries })}
        action={t(asking === 'live' ? 'putInForce' : 'archive')}
        onConfirm={() => (asking ? become(asking) : undefined)}
      />
    </>
  )
}

/** One price list: what it is in words, its prices with their times, and of a contract how much was called off. */
export function Page({ id }: { id: string }) {
  const t = useTranslations('pricelists')
  const p = useTranslations('pricing')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery(listQuery(company, id))
  const [editing, setEditing] = useState(false)
  const [job, setJob] = useState<Job | null>(null)
  return (
    <>
      <PageHeader
        title={data?.value.name ?? t('one')}
        note={data && <StatusDot kind={listDots[data.value.state]}>{p(`state.${data.value.state}`)}</StatusDot>}
        actions={data && <Acts seat={seat} list={data} onEdit={() => setEditing(true)} onJob={setJob} />}
      >
        <PriceNav seat={seat} at="lists" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={8} />}
        {job && <JobCard key={job.id} company={company} first={job} />}
        {data && (
          <>
            <Section title={t('facts')}>
              <Facts list={data.value} />
            </Section>
            <Entries seat={seat} list={data.value} />
          </>
        )}
      </div>
      <Suspense>{editing && data && <ListEditor seat={seat} list={data} currency={data.value.currency} onClose={() => setEditing(false)} />}</Suspense>
    </>
  )
}
