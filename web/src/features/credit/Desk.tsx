import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, CreditCard, Download } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { toProblem, useProblemText } from '../../lib/problem'
import { queryClient } from '../../lib/query'
import { useTyped } from '../../lib/useTyped'
import { useCompanySeat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { Input } from '../../ui/Field'
import { Menu } from '../../ui/lazy'
import { StatusDot } from '../../ui/Marks'
import { PageHeader, Section } from '../../ui/Page'
import { Select } from '../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { JobCard } from '../job/JobCard'
import { HoldList } from './HoldList'
import { accountPages, exportAccounts, holdsQuery, shows, sorts, type Account, type Filter, type Job } from './queries'

function Standing({ of }: { of: Account }) {
  const t = useTranslations('credit.standing')
  if (of.waiting > 0) return <StatusDot kind="blocked">{t('waiting', { count: of.waiting })}</StatusDot>
  if (of.soft > 0) return <StatusDot kind="warn">{t('soft', { count: of.soft })}</StatusDot>
  if (of.terms?.stopped) return <StatusDot kind="blocked">{t('stopped')}</StatusDot>
  if (of.room !== undefined && Number(of.room) < 0) return <StatusDot kind="warn">{t('over')}</StatusDot>
  if (!of.set) return <StatusDot kind="off">{t('none')}</StatusDot>
  return <StatusDot kind="done">{t('good')}</StatusDot>
}

function useColumns(company: string): Column<Account>[] {
  const t = useTranslations('credit')
  const lang = useLocale()
  const money = (a: Account, amount?: string) => (amount === undefined || !a.terms ? '–' : formatMoney(lang, { amount, currency: a.terms.currency }))
  return [
    {
      key: 'name', title: t('customer'), main: true,
      cell: (a) => (
        <span className="grid min-w-0">
          <Link to="/c/$company/orders/$" params={{ company, _splat: `credit/${a.buyer}` }} className="font-strong wrap-anywhere text-ink">
            {a.name}
          </Link>
          <span className="num text-small text-ink2">{a.customer_code}</span>
        </span>
      ),
    },
    { key: 'standing', title: t('standing.title'), cell: (a) => <Standing of={a} /> },
    { key: 'limit', title: t('limit'), num: true, cell: (a) => money(a, a.terms?.limit) },
    { key: 'exposure', title: t('exposure'), num: true, cell: (a) => money(a, a.sums?.exposure) },
    { key: 'room', title: t('room'), num: true, cell: (a) => <span className={Number(a.room ?? 0) < 0 ? 'font-strong text-warn' : 'font-strong'}>{money(a, a.room)}</span> },
    { key: 'overdue', title: t('overdue'), num: true, cell: (a) => (Number(a.overdue_amount) > 0 ? <span className="text-warn">{money(a, a.overdue_amount)}</span> : '–') },
    { key: 'oldest', title: t('oldestDue'), num: true, deskOnly: true, cell: (a) => a.oldest_due ?? '–' },
  ]
}

/** The supplier's credit desk: orders that wait for a word, and what each customer may owe and owes. */
export function Page() {
  const t = useTranslations('credit')
  const { text } = useProblemText()
  const seat = useCompanySeat()
  const company = seat.company.id
  const [filter, setFilter] = useState<Filter>({})
  const [job, setJob] = useState<Job | null>(null)
  const [typed, setTyped] = useTyped(filter.q ?? '', (q) => setFilter((f) => ({ ...f, q: q || undefined })))
  const list = useInfiniteQuery({ ...accountPages(company, filter), placeholderData: keepPreviousData })
  const holds = useQuery(holdsQuery(company))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const counts = list.data?.pages[0]?.counts
  const columns = useColumns(company)
  const start = async (format: 'csv' | 'xlsx') => {
    try {
      setJob(await exportAccounts(company, filter, format))
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    } catch (error) {
      toast(text(toProblem(error)))
    }
  }
  const exporting = (
    <Menu
      label={t('export')}
      trigger={
        <Button kind="quiet" icon={<Download aria-hidden />}>
          {t('export')}
        </Button>
      }
      items={[
        { label: t('xlsx'), onSelect: () => void start('xlsx') },
        { label: t('csv'), onSelect: () => void start('csv') },
      ]}
    />
  )
  return (
    <>
      <PageHeader
        title={t('desk')}
        note={seat.company.name}
        actions={
          <>
            <Link to="/c/$company/orders/$" params={{ company, _splat: '' }} className={buttonClass('quiet')}>
              <ArrowLeft aria-hidden />
              {t('toOrders')}
            </Link>
            {exporting}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
        {holds.isError && !holds.data && <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />}
        {holds.data && holds.data.items.length > 0 && (
          <Section title={t('holds')} note={t('holdCount', { count: holds.data.items.length })} className="max-tablet:rounded-none max-tablet:border-x-0">
            <HoldList seat={seat} holds={holds.data.items} named />
          </Section>
        )}
        <div className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
          <Select
            aria-label={t('views')}
            value={filter.show ?? 'all'}
            onChange={(show) => setFilter((f) => ({ ...f, show: show === 'all' ? undefined : show }))}
            options={shows.map((s) => ({ value: s, label: counts ? t('viewCount', { view: t(`show.${s}`), count: String(counts[s]) }) : t(`show.${s}`) }))}
            className="min-w-44 max-tablet:w-full"
          />
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="tablet:w-80!" />
          <Select
            aria-label={t('sort')}
            value={filter.sort ?? 'name'}
            onChange={(sort) => setFilter((f) => ({ ...f, sort: sort === 'name' ? undefined : sort }))}
            options={sorts.map((s) => ({ value: s, label: t(`sorts.${s}`) }))}
            className="min-w-40 max-tablet:w-full"
          />
        </div>
        {job && (
          <div className="max-tablet:px-4">
            <JobCard key={job.id} company={company} first={job} />
          </div>
        )}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('desk')}
              columns={columns}
              rows={rows}
              rowKey={(a) => a.buyer}
              empty={<EmptyState icon={<CreditCard aria-hidden />} text={filter.q || filter.show ? t('nothing') : t('noCustomers')} action={(filter.q || filter.show) && <Button onClick={() => { setTyped(''); setFilter({}) }}>{t('showAll')}</Button>} />}
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
    </>
  )
}
