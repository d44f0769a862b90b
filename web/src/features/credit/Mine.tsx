import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, CreditCard } from 'lucide-react'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import type { Seat } from '../../shell/session'
import { buttonClass } from '../../ui/Button'
import { PageHeader, Section } from '../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { Buying } from '../trading/Buying'
import { Cures, InvoiceList, SumList } from './Parts'
import { ownQuery, type Own } from './queries'

function Waiting({ of }: { of: Own }) {
  const t = useTranslations('credit')
  const lang = useLocale()
  return (
    <ul aria-label={t('mine.waiting')}>
      {of.waiting.map((w) => (
        <li key={w.order} className="grid gap-1 rounded-control bg-warn-bg px-3 py-2 text-warn">
          <span className="flex flex-wrap justify-between gap-x-3">
            <Link to="/orders/$" params={{ _splat: w.order }} className="num font-strong">
              {w.number}
            </Link>
            {w.amount !== undefined && <span className="num font-strong">{formatMoney(lang, { amount: w.amount, currency: of.currency })}</span>}
          </span>
          {w.reasons.length > 0 && <span>{w.reasons.map((r) => t(`why.${r}`)).join(lang === 'en' ? '; ' : '；')}</span>}
          <Cures cures={w.cures} currency={of.currency} />
        </li>
      ))}
    </ul>
  )
}

function Body({ seat }: { seat: Seat }) {
  const t = useTranslations('credit')
  const { data, error, isPending, refetch } = useQuery(ownQuery(seat.company.id))
  return (
    <>
      <PageHeader
        title={t('mine.title')}
        note={seat.company.name}
        actions={
          <Link to="/orders/$" params={{ _splat: '' }} className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden />
            {t('toOrders')}
          </Link>
        }
      />
      {isPending && <Skeleton lines={8} />}
      {!data && error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyState icon={<CreditCard aria-hidden />} text={t('mine.none')} />}
      <div className="grid items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-2">
        {data?.items.map((of) => (
          <Section key={of.supplier} title={of.name || t('mine.noName')} className="max-tablet:rounded-none max-tablet:border-x-0">
            <div className="grid gap-4">
              {of.waiting.length > 0 && <Waiting of={of} />}
              {of.stopped && <p className="text-warn">{t('mine.stopped')}</p>}
              {of.prepaid_only && <p className="text-ink2">{t('mine.prepaid')}</p>}
              {of.sums ? <SumList sums={of.sums} currency={of.currency} limit={of.limit} room={of.room} /> : <p className="text-ink2">{t('mine.notShown')}</p>}
              {of.limit_until && <p className="text-small text-ink2">{t('mine.until', { day: of.limit_until })}</p>}
              {of.shown && <InvoiceList invoices={of.invoices} currency={of.currency} />}
            </div>
          </Section>
        ))}
      </div>
    </>
  )
}

/** What a buyer may owe and owes at each of its suppliers, and what it can do so that orders go on. */
export function Page() {
  const t = useTranslations('credit')
  return <Buying title={t('mine.title')}>{(seat) => <Body key={seat.company.id} seat={seat} />}</Buying>
}
