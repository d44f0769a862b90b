import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslations } from '../../../lib/i18n'
import { useDeed } from '../../../lib/useDeed'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button, buttonClass } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { StatusDot, type StatusKind } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import type { Text } from '../pair'
import { again, giveBack, itemPages, leave, type Item, type ItemState } from '../queries'

const states = ['matched', 'asked', 'alone'] as const satisfies readonly ItemState[]
const dots: Record<ItemState, StatusKind> = { matched: 'done', asked: 'waiting', alone: 'off' }

/** A record in two lines: its name, and under which brand, number and barcode. */
function Record({ of }: { of: Text }) {
  const codes = [of.brand, of.mpn, of.gtin, of.pack].filter(Boolean)
  return (
    <span className="grid min-w-0 max-w-[34em]">
      <span className="wrap-anywhere">{of.name}</span>
      {codes.length > 0 && <span className="num text-small text-ink2 wrap-anywhere">{codes.join(' · ')}</span>}
    </span>
  )
}

/** What can be done about an item: say that it is not that product, or take back what was said. */
function Acts({ company, item, disabled }: { company: string; item: Item; disabled: boolean }) {
  const t = useTranslations('asks')
  const { busy, problem, run } = useDeed()
  const { id, sku } = item.item
  const forget = () => run(() => giveBack(company, id).finally(() => again(company)))
  const out = () =>
    run(async () => {
      await leave(company, id)
      toast(t('left', { sku }), () => void forget())
      await again(company)
    })
  if (item.state === 'matched') {
    return (
      <>
        <Button kind="quiet" busy={busy} disabled={disabled} aria-label={t('leaveOf', { sku })} onClick={() => void out()}>
          {t('leave')}
        </Button>
        <Refusal problem={problem} />
      </>
    )
  }
  if (!item.said_no) return null
  return (
    <>
      <Button kind="quiet" busy={busy} disabled={disabled} aria-label={t('returnOf', { sku })} onClick={() => void forget()}>
        {t('return')}
      </Button>
      <Refusal problem={problem} />
    </>
  )
}

/** The items of a supplier: which are known to be a product that others sell too. */
export function Page() {
  const t = useTranslations('asks')
  const seat = useCompanySeat()
  const company = seat.company.id
  const raw = useSearch({ strict: false }) as { state?: string; q?: string }
  const state = states.find((s) => s === raw.state)
  const navigate = useNavigate()
  const to = (change: { state?: string; q?: string }) => void navigate({ to: '/c/$company/asks/items', params: { company }, search: { state, q: raw.q, ...change }, replace: true })
  const [typed, setTyped] = useTyped(raw.q ?? '', (q) => to({ q: q || undefined }))
  const list = useInfiniteQuery(itemPages(company, state, raw.q))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const answer = mayOf(seat, 'matching.ask.answer')
  const columns: Column<Item>[] = [
    {
      key: 'item', title: t('item'), main: true,
      cell: (r) => (
        <span className="grid gap-0.5">
          <span className="num text-small text-ink2 wrap-anywhere">{r.item.sku}</span>
          <Record of={r.item} />
        </span>
      ),
    },
    {
      key: 'state', title: t('state'),
      cell: (r) => (
        <span className="grid gap-0.5 max-tablet:justify-items-end">
          <StatusDot kind={dots[r.state]}>{t(`is.${r.state}`)}</StatusDot>
          {r.said_no && <span className="text-small text-ink2">{t('saidNo')}</span>}
        </span>
      ),
    },
    { key: 'product', title: t('others'), cell: (r) => (r.product ? <Record of={r.product} /> : <span className="text-ink2">–</span>) },
  ]
  if (answer.shown) columns.push({ key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true, cell: (r) => <Acts company={company} item={r} disabled={answer.disabled} /> })
  return (
    <>
      <PageHeader title={t('itemsTitle')} note={t('itemsNote')}>
        <SubPlaces seat={seat} of="asks" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="flex flex-wrap gap-2 max-tablet:px-4 print:hidden">
          <Select
            aria-label={t('state')}
            value={state ?? 'all'}
            onChange={(s) => to({ state: s === 'all' ? undefined : s })}
            options={[{ value: 'all', label: t('all') }, ...states.map((s) => ({ value: s, label: t(`is.${s}`) }))]}
            className="min-w-40"
          />
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md tablet:w-96" />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('itemsTitle')}
              columns={columns}
              rows={rows}
              rowKey={(r) => r.item.id}
              empty={
                <EmptyState
                  text={raw.q || state ? t('nothing') : t('noItems')}
                  action={
                    raw.q || state ? undefined : (
                      <Link to="/c/$company/imports" params={{ company }} className={buttonClass('plain')}>
                        {t('bring')}
                      </Link>
                    )
                  }
                />
              }
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
    </>
  )
}
