import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { FileWarning, Send, Store } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { LoadMore } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { allSuppliers, supplierPages, type Search, type SupplierCard } from '../api'
import { choose, useApplication } from '../application'
import { Buying, SuppliersNav } from '../Buying'
import { regionItems } from '../regions'
import { RelationshipState } from '../RelationshipState'
import { canApply, states } from '../states'
import { Tag } from '../Tag'
import { useDeed } from '../../../lib/useDeed'
import { trades, useTradingWords } from '../words'

const filters = ['none', 'open', ...states] as const
type Raw = { q?: string; trade?: string; region?: string; state?: string }

/** What an address may ask for; anything else in it asks for nothing. */
const searchOf = ({ q, trade, region, state }: Raw): Search => ({
  q,
  trade: trades.find((x) => x === trade),
  region: region && /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(region) ? region : undefined,
  state: filters.find((x) => x === state),
})

const nothing = { q: undefined, trade: undefined, region: undefined, state: undefined }

/** An application can be written now. */
const open = (card: SupplierCard) => card.state === 'invited' || (card.accepting && canApply(card.state))

function Filters({ search, to, onClear }: { search: Search; to: (change: Partial<Search>) => void; onClear: () => void }) {
  const t = useTranslations('directory')
  const state = useTranslations('trading.state')
  const words = useTradingWords()
  const lang = useLocale()
  const [typed, setTyped] = useTyped(search.q ?? '', (q) => to({ q: q || undefined }))
  const regions = useMemo(() => regionItems(lang).map(({ value, label }) => ({ value, label })), [lang])
  return (
    <div role="search" className="flex flex-wrap items-center gap-2 max-tablet:grid max-tablet:grid-cols-2 max-tablet:px-4 print:hidden">
      <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-tablet:col-span-2 tablet:w-72" />
      <Select
        aria-label={t('trade')}
        value={search.trade ?? 'all'}
        onChange={(v) => to({ trade: v === 'all' ? undefined : v })}
        options={[{ value: 'all', label: t('allTrades') }, ...trades.map((value) => ({ value, label: words.trade(value) }))]}
        className="tablet:w-44"
      />
      <Select
        aria-label={t('region')}
        value={search.region ?? 'all'}
        onChange={(v) => to({ region: v === 'all' ? undefined : v })}
        options={[{ value: 'all', label: t('allRegions') }, ...regions]}
        className="tablet:w-44"
      />
      <Select
        aria-label={t('state')}
        value={search.state ?? 'all'}
        onChange={(v) => to({ state: v === 'all' ? undefined : v })}
        options={[{ value: 'all', label: t('allStates') }, ...filters.map((value) => ({ value, label: value === 'none' || value === 'open' ? t(`filter.${value}`) : state(value) }))]}
        className="tablet:w-44"
      />
      {Object.values(search).some(Boolean) && (
        <Button kind="quiet" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

/** What a supplier says of itself, in words; the box at its side puts it on the list of those one applies to. */
function Row({ card, chosen, onChoose }: { card: SupplierCard; chosen: boolean; onChoose?: (on: boolean) => void }) {
  const t = useTranslations('directory')
  const words = useTradingWords()
  const id = useId()
  const { supplier } = card
  return (
    <li className="flex gap-3 border-b border-line px-4 py-3 last:border-b-0 hover:bg-sunk" aria-labelledby={id}>
      <span className="w-6 flex-none">
        {onChoose && open(card) && <Checkbox checked={chosen} onChange={onChoose} aria-label={t('choose', { supplier: supplier.name })} />}
      </span>
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-2 desktop:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_9rem]">
        <div className="grid min-w-0 content-start gap-1">
          <div className="flex min-w-0 items-center gap-2.5">
            <Seal name={supplier.name} filled={card.state === 'approved'} />
            <Link id={id} to="/suppliers/$supplier" params={{ supplier: supplier.id }} className="min-w-0 py-1 font-strong wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
              {supplier.name}
            </Link>
          </div>
          {card.summary && <p className="line-clamp-2 wrap-anywhere">{card.summary}</p>}
          {card.trades.length > 0 && (
            <p className="flex flex-wrap gap-1">
              {card.trades.map((trade) => (
                <Tag key={trade}>{words.trade(trade)}</Tag>
              ))}
            </p>
          )}
        </div>
        <div className="grid content-start gap-1 text-small">
          <dl className="grid gap-x-4 gap-y-1 wide:grid-cols-2">
            {[
              [t('terms'), card.terms_summary],
              [t('minimum'), card.minimum_order],
              [t('regions'), words.regions(card.regions.slice(0, 6)) + (card.regions.length > 6 ? ` ${t('moreRegions', { count: card.regions.length - 6 })}` : '')],
              [t('asks'), words.asks(card.asks)],
            ].map(
              ([title, text]) =>
                text && (
                  <div key={title} className="flex gap-2">
                    <dt className="w-24 flex-none text-ink2 wide:w-20">{title}</dt>
                    <dd className="min-w-0 wrap-anywhere">{text}</dd>
                  </div>
                ),
            )}
          </dl>
          {open(card) && card.missing.length > 0 && (
            <p className="flex gap-1.5 text-warn">
              <FileWarning aria-hidden className="mt-0.5" />
              <span className="min-w-0">{t('missing', { what: words.asks(card.missing) })}</span>
            </p>
          )}
        </div>
        <div className="grid content-start gap-0.5 desktop:justify-items-end">
          {card.state ? <RelationshipState state={card.state} /> : <span className="text-small text-ink2">{card.accepting ? t('accepting') : t('notAccepting')}</span>}
          {card.customer_code && <span className="num text-small text-ink2">{t('code', { code: card.customer_code })}</span>}
          {!card.listed && <span className="text-small text-ink2">{t('unlisted')}</span>}
        </div>
      </div>
    </li>
  )
}

/** Stands at the foot of the list while anybody is chosen. */
function Bar({ company }: { company: string }) {
  const t = useTranslations('directory')
  const { chosen } = useApplication(company)
  if (chosen.length === 0) return null
  return (
    <section
      aria-label={t('chosenTitle')}
      className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) flex flex-wrap items-center gap-2 border-t border-line bg-surface px-4 py-3 shadow-popup print:hidden"
    >
      <span aria-live="polite" className="mr-auto">
        {t('chosen', { count: chosen.length })}
      </span>
      <Button kind="quiet" onClick={() => choose(company, chosen, false)}>
        {t('none')}
      </Button>
      <Link to="/suppliers/apply" className={buttonClass('primary', 'max-tablet:w-full')}>
        <Send aria-hidden />
        {t('apply', { count: chosen.length })}
      </Link>
    </section>
  )
}

function List({ seat, search, onClear }: { seat: Seat; search: Search; onClear: () => void }) {
  const t = useTranslations('directory')
  const company = seat.company.id
  const list = useInfiniteQuery({ ...supplierPages(company, search), placeholderData: keepPreviousData })
  const { chosen } = useApplication(company)
  const all = useDeed()
  const apply = mayOf(seat, 'trading.application.write')
  const picked = new Set(chosen.map((c) => c.id))
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={10} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const filtered = Object.values(search).some(Boolean)
  if (rows.length === 0) {
    return <EmptyState icon={<Store aria-hidden />} text={filtered ? t('nobodyFits') : t('nobody')} action={filtered && <Button onClick={onClear}>{t('clear')}</Button>} />
  }
  const fit = rows.filter(open)
  const everyone = fit.length > 0 && fit.every((c) => picked.has(c.supplier.id))
  const chooseAll = () =>
    all.run(async () => {
      // Those on pages not shown yet as well: "all" means all that fit the filters.
      const found = list.hasNextPage ? (await allSuppliers(company, search)).filter(open) : fit
      choose(company, found.map((c) => c.supplier), true)
    })
  return (
    <>
      {apply.shown && !apply.disabled && fit.length > 0 && (
        <div className="flex min-h-12 items-center gap-3 border-b border-line px-4">
          <Checkbox
            checked={everyone}
            mixed={!everyone && fit.some((c) => picked.has(c.supplier.id))}
            disabled={all.busy}
            onChange={(on) => (on ? void chooseAll() : choose(company, chosen, false))}
          >
            {filtered ? t('allFiltered') : t('all')}
          </Checkbox>
          <Refusal problem={all.problem} />
        </div>
      )}
      <ul aria-label={t('title')}>
        {rows.map((card) => (
          <Row
            key={card.supplier.id}
            card={card}
            chosen={picked.has(card.supplier.id)}
            onChoose={apply.shown && !apply.disabled ? (on) => choose(company, [card.supplier], on) : undefined}
          />
        ))}
      </ul>
      <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
    </>
  )
}

/** Whom one can buy from: found, read, and chosen to apply to. */
export function Page() {
  const t = useTranslations('directory')
  const search = searchOf(useSearch({ strict: false }) as Raw)
  const navigate = useNavigate()
  const to = (change: Partial<Search>) => void navigate({ to: '/suppliers', search: { q: search.q, trade: search.trade, region: search.region, state: search.state, ...change }, replace: true })
  // What was typed goes with the filters.
  const [cleared, setCleared] = useState(0)
  const clear = () => {
    setCleared(cleared + 1)
    to(nothing)
  }
  return (
    <Buying title={t('title')}>
      {(seat) => (
        <>
          <PageHeader title={t('title')} note={seat.company.name}>
            <SuppliersNav seat={seat} />
          </PageHeader>
          <div className="grid gap-4 p-4 max-tablet:px-0 max-tablet:pt-3">
            <Filters key={cleared} search={search} to={to} onClear={clear} />
            <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
              <List seat={seat} search={search} onClear={clear} />
            </div>
          </div>
          <Bar company={seat.company.id} />
        </>
      )}
    </Buying>
  )
}
