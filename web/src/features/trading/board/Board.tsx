import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { Handshake, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { deviceZone, formatAgo, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { LoadMore } from '../../../ui/DataTable'
import { Input } from '../../../ui/Field'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { AnswerForm } from '../AnswerForm'
import { boardPages, type BoardEntry } from '../api'
import { choose } from '../application'
import { Buying, SuppliersNav } from '../Buying'
import { CloseDialog } from '../CloseDialog'
import { RelationshipState } from '../RelationshipState'
import { canApply, states, type StateName } from '../states'
import { useTermsInWords } from '../termsInWords'

type Search = { q?: string; state?: StateName }

/** One state, with how many stand there; pressed again it lets go. */
function Chip({ on, count, onPress, children }: { on: boolean; count: number; onPress: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onPress}
      className={clsx(
        'inline-flex min-h-control items-center gap-1.5 rounded-full border px-3 whitespace-nowrap',
        on ? 'border-accent bg-best font-strong text-best-ink' : 'border-control bg-surface text-ink hover:bg-sunk',
      )}
    >
      {children}
      <span className={clsx('num text-small', !on && 'text-ink2')}>{count}</span>
    </button>
  )
}

/** What is good to know in this state: why not, under which number, on which terms. */
function Facts({ entry: { relationship } }: { entry: BoardEntry }) {
  const t = useTranslations('board')
  const terms = useTermsInWords()(relationship.terms)
  const { state, reason, customer_code: code, salesperson } = relationship
  const lines: [string, string | undefined][] =
    state === 'approved'
      ? [
          [t('code'), code],
          [t('salesperson'), salesperson?.name],
          [t('terms'), terms.filter((l) => l.key === 'payment' || l.key === 'minimum_order').map((l) => (l.key === 'payment' ? l.text : `${l.title} ${l.text}`)).join(' · ')],
        ]
      : [[t('reason'), reason]]
  const told = lines.filter(([, text]) => text)
  if (told.length === 0) return null
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-small">
      {told.map(([title, text]) => (
        <div key={title} className="flex gap-1.5">
          <dt className="text-ink2">{title}</dt>
          <dd className="num min-w-0 wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function Entry({ seat, entry, onClose }: { seat: Seat; entry: BoardEntry; onClose: () => void }) {
  const t = useTranslations('board')
  const turn = useTranslations('trading.turn')
  const lang = useLocale()
  const now = useNow()
  const navigate = useNavigate()
  const { supplier, relationship, waits_for, may } = entry
  const write = mayOf(seat, 'trading.application.write')
  const early = relationship.state === 'applied' || relationship.state === 'more_asked'
  const reapply = () => {
    choose(seat.company.id, [supplier], true)
    void navigate({ to: '/suppliers/apply' })
  }
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0" aria-label={supplier.name}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 tablet:grid-cols-[minmax(0,1fr)_8rem_7.5rem_15rem]">
        <div className="flex min-w-0 items-center gap-2.5">
          <Seal name={supplier.name} filled={relationship.state === 'approved' && !entry.closed} />
          <Link to="/suppliers/$supplier" params={{ supplier: supplier.id }} className="min-w-0 py-1 font-strong wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
            {supplier.name}
          </Link>
        </div>
        <RelationshipState state={relationship.state} closed={entry.closed} />
        <span className="grid text-small max-tablet:flex max-tablet:gap-2">
          {waits_for !== 'nobody' && !entry.closed && <span className={waits_for === 'buyer' ? 'font-strong text-warn' : undefined}>{turn(waits_for)}</span>}
          <time dateTime={relationship.changed_at} title={formatInstant(relationship.changed_at, deviceZone)} className="text-ink2">
            {formatAgo(lang, relationship.changed_at, now)}
          </time>
        </span>
        <span className="-mr-3 flex justify-end gap-1 print:hidden">
          {relationship.state === 'approved' && !entry.closed && (
            <Link to="/suppliers/$supplier" params={{ supplier: supplier.id }} search={{ tab: 'offers' }} aria-label={t('offersOf', { supplier: supplier.name })} className={buttonClass('quiet')}>
              {t('offers')}
            </Link>
          )}
          {write.shown && may.includes('apply') && canApply(relationship.state) && (
            <Button kind="quiet" icon={<RotateCcw aria-hidden />} disabled={write.disabled} aria-label={t(relationship.state === 'invited' ? 'applyTo' : 'reapplyTo', { supplier: supplier.name })} onClick={reapply}>
              {relationship.state === 'invited' ? t('apply') : t('reapply')}
            </Button>
          )}
          {write.shown && may.includes('close') && (
            <Button kind="quiet" className="text-bad!" disabled={write.disabled} aria-label={t(early ? 'takeBackFrom' : 'closeOf', { supplier: supplier.name })} onClick={onClose}>
              {early ? t('takeBack') : t('close')}
            </Button>
          )}
        </span>
      </div>
      <Facts entry={entry} />
      {relationship.state === 'more_asked' && may.includes('answer') && write.shown && !write.disabled && <AnswerForm company={seat.company.id} supplier={supplier} question={relationship.question ?? ''} />}
    </li>
  )
}

function List({ seat, search, onState }: { seat: Seat; search: Search; onState: (state: StateName | undefined) => void }) {
  const t = useTranslations('board')
  const words = useTranslations('trading.state')
  const company = seat.company.id
  const list = useInfiniteQuery({ ...boardPages(company, search.q ?? '', search.state ? [search.state] : []), placeholderData: keepPreviousData })
  const [closing, setClosing] = useState<BoardEntry | null>(null)
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={8} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const counts = new Map(list.data.pages[0]?.counts.map((c) => [c.state, c.count]))
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0)
  return (
    <>
      {total > 0 && (
        <div role="group" aria-label={t('filter')} className="flex gap-2 overflow-x-auto px-4 py-1 tablet:flex-wrap tablet:px-0 print:hidden">
          <Chip on={!search.state} count={total} onPress={() => onState(undefined)}>
            {t('all')}
          </Chip>
          {states
            .filter((s) => counts.has(s) || search.state === s)
            .map((s) => (
              <Chip key={s} on={search.state === s} count={counts.get(s) ?? 0} onPress={() => onState(search.state === s ? undefined : s)}>
                {words(s)}
              </Chip>
            ))}
        </div>
      )}
      <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
        {rows.length === 0 ? (
          <EmptyState
            icon={<Handshake aria-hidden />}
            text={total === 0 ? t('nobody') : t('nobodyFits')}
            action={
              total === 0 && (
                <Link to="/suppliers" search={{ state: 'open' }} className={buttonClass('primary')}>
                  {t('find')}
                </Link>
              )
            }
          />
        ) : (
          <>
            <ul aria-label={t('title')}>
              {rows.map((entry) => (
                <Entry key={entry.supplier.id} seat={seat} entry={entry} onClose={() => setClosing(entry)} />
              ))}
            </ul>
            <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
          </>
        )}
      </div>
      {closing && <CloseDialog company={company} supplier={closing.supplier} state={closing.relationship.state} onClose={() => setClosing(null)} />}
    </>
  )
}

function Find({ q, to }: { q: string; to: (q: string) => void }) {
  const t = useTranslations('board')
  const [typed, setTyped] = useTyped(q, to)
  return <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md" />
}

/** Every answer in one place, the latest on top: where one stands with each supplier, whose turn it is, since when. */
export function Page() {
  const t = useTranslations('board')
  const raw = useSearch({ strict: false }) as { q?: string; state?: string }
  const search: Search = { q: raw.q, state: states.find((s) => s === raw.state) }
  const navigate = useNavigate()
  const to = (change: Partial<Search>) => void navigate({ to: '/suppliers/board', search: { q: search.q, state: search.state, ...change }, replace: true })
  return (
    <Buying title={t('title')}>
      {(seat) => (
        <>
          <PageHeader
            title={t('title')}
            note={seat.company.name}
            actions={
              <Link to="/suppliers" search={{ state: 'open' }} className={buttonClass('plain', 'max-tablet:w-full print:hidden')}>
                {t('find')}
              </Link>
            }
          >
            <SuppliersNav seat={seat} />
          </PageHeader>
          <div className="grid gap-3 p-4 max-tablet:px-0 max-tablet:pt-3">
            <div className="max-tablet:px-4 print:hidden">
              <Find q={search.q ?? ''} to={(q) => to({ q: q || undefined })} />
            </div>
            <List seat={seat} search={search} onState={(state) => to({ state })} />
          </div>
        </>
      )}
    </Buying>
  )
}
