import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, Layers, MoreHorizontal, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api, ok } from '../../lib/api'
import { deviceZone, formatDay } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber } from '../../lib/money'
import { useTyped } from '../../lib/useTyped'
import { mayOf, useCompanySeat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { Input } from '../../ui/Field'
import { ConfirmDialog, Menu } from '../../ui/lazy'
import { StatusDot } from '../../ui/Marks'
import { PageHeader } from '../../ui/Page'
import { Segmented } from '../../ui/Segmented'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useDeed } from '../../lib/useDeed'
import { PriceLink, PriceNav } from '../pricing/PriceNav'
import { groupsQuery } from '../trading/supplierQueries'
import { deedsOf } from './draft'
import { act, askAgain, promotionPages, states, type Deed, type Promotion, type State } from './queries'
import { dots, lastDay, usePromotionWords } from './words'

const PolicyDialog = lazy(() => import('./PolicyDialog').then((m) => ({ default: m.PolicyDialog })))

function Says({ promotion, groups }: { promotion: Promotion; groups: readonly { id: string; name: string }[] }) {
  return <span className="wrap-anywhere">{usePromotionWords(promotion.items, groups).sentence(promotion.rule)}</span>
}

/** All promotions of a supplier: what each says, how it stands, what it did and cost so far. */
export function Page() {
  const t = useTranslations('promotion')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { q?: string; state?: string; policy?: string }
  const to = (change: typeof search) => void navigate({ to: '/c/$company/prices/$', params: { company, _splat: 'promotions' }, search: { ...search, ...change }, replace: true })
  const open = (id: string) => void navigate({ to: '/c/$company/prices/$', params: { company, _splat: `promotions/${id}` }, search: {} })
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const state = states.find((s) => s === search.state)
  const list = useInfiniteQuery({ ...promotionPages(company, search.q, state), placeholderData: keepPreviousData })
  const groups = useQuery(groupsQuery(company)).data?.items ?? []
  const rows = list.data?.pages.flatMap((x) => x.items) ?? []
  const counts = list.data?.pages[0]?.counts
  const write = mayOf(seat, 'promotion.action.write')
  const may = write.shown && !write.disabled
  const { run, problem } = useDeed()
  const [ending, setEnding] = useState<Promotion | null>(null)

  const perform = async (promotion: Promotion, deed: Deed) => {
    await act(company, promotion, deed)
    toast(t(`done.${deed}`, { name: promotion.rule.name }))
    await askAgain(company)
  }
  const copy = async (promotion: Promotion) => {
    const made = await ok(api.POST('/api/companies/{company}/promotions/{promotion}/copy', { params: { path: { company, promotion: promotion.id } } }))
    toast(t('done.copy', { name: promotion.rule.name }))
    await askAgain(company)
    open(made.id)
  }
  const drop = async (promotion: Promotion) => {
    await ok(api.DELETE('/api/companies/{company}/promotions/{promotion}', { params: { path: { company, promotion: promotion.id } } }))
    toast(t('done.delete', { name: promotion.rule.name }))
    await askAgain(company)
  }
  const acts = (p: Promotion) => [
    ...deedsOf[p.state].map((deed) => ({ label: t(`deed.${deed}`), danger: deed === 'end', onSelect: () => (deed === 'end' ? setEnding(p) : void run(() => perform(p, deed))) })),
    { label: t('deed.copy'), onSelect: () => void run(() => copy(p)) },
    ...(p.state === 'draft' ? [{ label: t('deed.delete'), danger: true, onSelect: () => void run(() => drop(p)) }] : []),
  ]
  const day = (at: string) => formatDay(lang, at, deviceZone)
  const columns: Column<Promotion>[] = [
    {
      key: 'name', title: t('column.name'), main: true,
      cell: (p) => (
        <PriceLink company={company} page="promotions" id={p.id} data-row={p.id} className="font-strong text-ink wrap-anywhere">
          <bdi>{p.rule.name}</bdi>
        </PriceLink>
      ),
    },
    { key: 'says', title: t('column.says'), bare: true, cell: (p) => <Says promotion={p} groups={groups} /> },
    { key: 'state', title: t('column.state'), cell: (p) => <StatusDot kind={dots[p.state]}>{t(`state.${p.state}`)}</StatusDot> },
    { key: 'time', title: t('column.time'), cell: (p) => <span className="whitespace-nowrap">{p.rule.from || p.rule.until ? t('fromTo', { from: p.rule.from ? day(p.rule.from) : '…', until: p.rule.until ? day(lastDay(p.rule.until)) : '…' }) : t('always')}</span> },
    { key: 'uses', title: t('column.uses'), num: true, cell: (p) => (p.rule.limit ? t('usesOf', { uses: formatNumber(lang, p.uses), limit: formatNumber(lang, p.rule.limit) }) : formatNumber(lang, p.uses)) },
    {
      key: 'spent', title: t('column.spent'), num: true,
      cell: (p) => {
        const spent = formatMoney(lang, { amount: p.spent, currency: p.rule.currency })
        return p.rule.budget ? t('spentOf', { spent, budget: formatMoney(lang, { amount: p.rule.budget, currency: p.rule.currency }) }) : spent
      },
    },
    ...(may
      ? [{
          key: 'acts', title: t('column.acts'), screenOnly: true, bare: true,
          cell: (p: Promotion) => <Menu label={t('menu', { name: p.rule.name })} trigger={<Button kind="quiet" icon={<MoreHorizontal aria-hidden />} aria-label={t('menu', { name: p.rule.name })} />} items={acts(p)} />,
        }]
      : []),
  ]
  const number = (s: State) => (counts?.[s] ? ` ${formatNumber(lang, counts[s])}` : '')
  const narrowed = Boolean(search.q || state)
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <a href={`/api/companies/${company}/promotions/export`} download="promotions.csv" className={buttonClass('plain')}>
              <Download aria-hidden />
              {t('export')}
            </a>
            <Button icon={<Layers aria-hidden />} onClick={() => to({ policy: '1' })}>
              {t('policy.open')}
            </Button>
            {write.shown && (
              <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} onClick={() => open('new')}>
                {t('new')}
              </Button>
            )}
          </>
        }
      >
        <PriceNav seat={seat} at="promotions" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <p className="max-w-[60em] text-ink2 max-tablet:px-4">{t('help')}</p>
        <div role="search" className="flex flex-wrap items-center gap-2 max-tablet:px-4 print:hidden">
          <Segmented label={t('column.state')} value={state ?? 'all'} onChange={(s) => to({ state: s === 'all' ? undefined : s })} options={[{ value: 'all' as const, label: t('all') }, ...states.map((s) => ({ value: s, label: t(`state.${s}`) + number(s) }))]} />
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="tablet:w-64!" />
        </div>
        <Refusal problem={problem} />
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(p) => p.id}
              empty={
                <EmptyState
                  text={narrowed ? t('nothing') : t('none')}
                  action={narrowed ? <Button onClick={() => (setTyped(''), to({ q: undefined, state: undefined }))}>{t('clear')}</Button> : may ? <Button onClick={() => open('new')}>{t('new')}</Button> : undefined}
                />
              }
            />
          </div>
        )}
        {list.data && rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
      {ending && (
        <ConfirmDialog
          open
          onClose={() => setEnding(null)}
          title={t('endTitle', { name: ending.rule.name })}
          description={t('endWhy')}
          action={t('deed.end')}
          kind="danger"
          onConfirm={async () => {
            await perform(ending, 'end')
            setEnding(null)
          }}
        />
      )}
      <Suspense>{search.policy && <PolicyDialog seat={seat} onClose={() => to({ policy: undefined })} />}</Suspense>
    </>
  )
}
