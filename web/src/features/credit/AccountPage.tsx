import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Plus, ScrollText, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { toProblem } from '../../lib/problem'
import { NotFoundPage } from '../../shell/ErrorPages'
import { mayOf, useCompanySeat, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { PageHeader, Section } from '../../ui/Page'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { EntryDialog, ReverseDialog } from './EntryDialog'
import { HoldList } from './HoldList'
import { InvoiceList, SumList } from './Parts'
import { TermsDialog } from './TermsDialog'
import { accountQuery, entryPages, type Entry, type Terms, type Whole } from './queries'

function Rules({ terms }: { terms: Terms }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  const rows = [
    [t('terms.limit'), terms.limit === undefined ? t('terms.noLimit') : formatMoney(lang, { amount: terms.limit, currency: terms.currency })],
    ...(terms.limit_until ? [[t('terms.limitUntil'), terms.limit_until]] : []),
    [t('terms.overLimit'), t(`level.${terms.over_limit}`)],
    [t('terms.overdue'), `${t(`level.${terms.overdue}`)}${terms.overdue === 'none' ? '' : ` · ${t('terms.grace', { count: terms.overdue_days ?? 0 })}`}`],
    [t('terms.onHard'), t(`terms.${terms.on_hard}`)],
    [t('terms.shown'), terms.shown ? t('terms.yes') : t('terms.no')],
  ]
  return (
    <dl className="grid gap-1">
      {rows.map(([name, value]) => (
        <div key={name} className="flex justify-between gap-4">
          <dt className="text-ink2">{name}</dt>
          <dd className="text-right">{value}</dd>
        </div>
      ))}
      {terms.note && <p className="mt-2 wrap-anywhere text-ink2">{terms.note}</p>}
    </dl>
  )
}

/** The ledger: what each entry was, and what it did to what is owed. */
function Ledger({ company, buyer, currency, may, onReverse }: { company: string; buyer: string; currency: string; may: boolean; onReverse: (entry: Entry) => void }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  const list = useInfiniteQuery(entryPages(company, buyer))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const columns: Column<Entry>[] = [
    {
      key: 'kind', title: t('entry.kind'), main: true,
      cell: (e) => (
        <span className="grid min-w-0">
          <span className="font-strong">{t(`kind.${e.kind}`)}</span>
          <span className="num text-small wrap-anywhere text-ink2">{[e.document, e.reverses && t('entry.of', { number: String(e.reverses) }), e.note].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
    { key: 'number', title: t('entry.number'), num: true, deskOnly: true, cell: (e) => e.number },
    { key: 'amount', title: t('entry.amount'), num: true, cell: (e) => formatMoney(lang, { amount: e.amount, currency }) },
    { key: 'change', title: t('entry.change'), num: true, cell: (e) => <span className="font-strong">{Number(e.sums.exposure) === 0 ? '–' : formatMoney(lang, { amount: e.sums.exposure, currency })}</span> },
    { key: 'person', title: t('entry.person'), deskOnly: true, cell: (e) => e.person || t('entry.byItself') },
    { key: 'at', title: t('entry.at'), num: true, cell: (e) => formatInstant(e.at, deviceZone) },
    ...(may
      ? [
          {
            key: 'acts', title: t('entry.acts'), bare: true, screenOnly: true,
            cell: (e: Entry) =>
              e.reversible && (
                <Button kind="quiet" aria-label={t('entry.reverseFor', { number: String(e.number) })} onClick={() => onReverse(e)}>
                  {t('entry.reverse')}
                </Button>
              ),
          },
        ]
      : []),
  ]
  if (list.isPending) return <Skeleton lines={5} />
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <DataTable label={t('ledger')} columns={columns} rows={rows} rowKey={(e) => String(e.number)} empty={<EmptyState icon={<ScrollText aria-hidden />} text={t('noEntries')} />} />
      {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}

function Shown({ seat, whole }: { seat: Seat; whole: Whole }) {
  const t = useTranslations('credit')
  const company = seat.company.id
  const { account } = whole
  const may = !mayOf(seat, 'credit.account.write').disabled
  const [open, setOpen] = useState<'terms' | 'entry' | Entry | null>(null)
  const currency = account.terms?.currency ?? ''
  const flat = 'max-tablet:rounded-none max-tablet:border-x-0'
  return (
    <>
      <PageHeader
        title={account.name}
        note={account.customer_code}
        actions={
          <>
            <Link to="/c/$company/orders/$" params={{ company, _splat: 'credit' }} className={buttonClass('quiet')}>
              <ArrowLeft aria-hidden />
              {t('desk')}
            </Link>
            {may && (
              <Button icon={<SlidersHorizontal aria-hidden />} onClick={() => setOpen('terms')}>
                {t('setTerms')}
              </Button>
            )}
            {may && account.terms && (
              <Button kind="primary" icon={<Plus aria-hidden />} onClick={() => setOpen('entry')}>
                {t('newEntry')}
              </Button>
            )}
          </>
        }
      />
      {account.terms?.stopped && <Banner kind="warn">{t('isStopped')}</Banner>}
      {account.terms?.prepaid_only && <Banner>{t('isPrepaid')}</Banner>}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
        {whole.holds.length > 0 && (
          <Section title={t('holds')} className={flat}>
            <HoldList seat={seat} holds={whole.holds} />
          </Section>
        )}
        <div className="grid items-start gap-4 desktop:grid-cols-3">
          <Section title={t('owes')} className={flat}>
            {account.sums ? <SumList sums={account.sums} currency={currency} limit={account.terms?.limit} room={account.room} /> : <p className="text-ink2">{t('noAccount')}</p>}
          </Section>
          <Section title={t('terms.title')} className={flat}>
            {account.set && account.terms ? <Rules terms={account.terms} /> : <p className="text-ink2">{t('noTerms')}</p>}
          </Section>
          <Section title={t('invoices')} className={flat}>
            <InvoiceList invoices={whole.invoices} currency={currency} />
          </Section>
        </div>
        {account.terms && (
          <Section title={t('ledger')} className={flat}>
            <div className="-m-4">
              <Ledger company={company} buyer={account.buyer} currency={currency} may={may} onReverse={setOpen} />
            </div>
          </Section>
        )}
      </div>
      {open === 'terms' && <TermsDialog company={company} account={account} onClose={() => setOpen(null)} />}
      {open === 'entry' && <EntryDialog company={company} whole={whole} onClose={() => setOpen(null)} />}
      {open !== null && typeof open === 'object' && <ReverseDialog company={company} buyer={account.buyer} entry={open} currency={currency} onClose={() => setOpen(null)} />}
    </>
  )
}

/** What one customer may owe and owes, and how that came about. */
export function Page({ id: buyer }: { id: string }) {
  const seat = useCompanySeat()
  const { data, error, isPending, refetch } = useQuery(accountQuery(seat.company.id, buyer))
  if (isPending) return <Skeleton lines={10} />
  if (!data) return toProblem(error).status === 404 ? <NotFoundPage /> : <ErrorState error={error} onRetry={() => void refetch()} />
  return <Shown key={buyer} seat={seat} whole={data} />
}
