import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { toProblem } from '../../lib/problem'
import { NotFoundPage } from '../../shell/ErrorPages'
import type { Seat } from '../../shell/session'
import { buttonClass } from '../../ui/Button'
import { Seal } from '../../ui/Marks'
import { Banner, ErrorState, Skeleton } from '../../ui/States'
import { ApprovalOf } from '../approval/Of'
import { Buying } from '../trading/Buying'
import { purchaseQuery, type Purchase, type Summary } from './queries'
import { OrderState } from './States'

function Row({ order }: { order: Summary }) {
  const t = useTranslations('ordering.placed')
  const lang = useLocale()
  return (
    <li>
      <Link to="/orders/$" params={{ _splat: order.id }} className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-ink no-underline hover:bg-sunk">
        <Seal name={order.supplier.name} filled />
        <span className="grid min-w-0 flex-1">
          <span className="font-strong wrap-anywhere">{order.supplier.name}</span>
          <span className="num text-small text-ink2">{order.number}</span>
        </span>
        <span className="grid text-right">
          <span className="num font-strong">{formatMoney(lang, { amount: order.total, currency: order.currency })}</span>
          <span className="text-small">
            <OrderState status={order.status} side="buyer" />
          </span>
        </span>
        <span className="basis-full text-small text-ink2">{order.waits_for_supplier > 0 ? (order.due ? t('answers', { at: formatInstant(order.due, deviceZone) }) : t('answersSoon')) : t('accepted')}</span>
      </Link>
    </li>
  )
}

/** Lines that are not ordered are named: nothing is lost in silence. */
function LeftOut({ purchase }: { purchase: Purchase }) {
  const t = useTranslations('ordering.placed')
  if (purchase.left_out.length === 0) return null
  return (
    <Banner
      kind="warn"
      action={
        <Link to="/compare" className={buttonClass()}>
          {t('toLeft')}
        </Link>
      }
    >
      {t('left', { count: purchase.left_out.length })}
    </Banner>
  )
}

function Body({ seat, id }: { seat: Seat; id: string }) {
  const t = useTranslations('ordering.placed')
  const query = useQuery(purchaseQuery(seat.company.id, id))
  if (query.isError && !query.data) return toProblem(query.error).status === 404 ? <NotFoundPage /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={8} />
  const { orders } = query.data
  const title = t('title', { count: orders.length })
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-4 p-4 tablet:py-8">
      <header className="grid justify-items-center gap-2 text-center">
        <title>{title}</title>
        <CircleCheck aria-hidden className="size-12! text-accent" />
        <h1 className="text-total font-strong">{title}</h1>
      </header>
      <LeftOut purchase={query.data} />
      <ApprovalOf company={seat.company.id} purchase={id} />
      <ul aria-label={t('orders')} className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
        {orders.map((o) => (
          <Row key={o.id} order={o} />
        ))}
      </ul>
      <section className="grid gap-1">
        <h2 className="text-h2 font-strong">{t('next')}</h2>
        <ul className="list-disc pl-5 text-ink2">
          <li>{t('next1')}</li>
          <li>{t('next2')}</li>
          <li>{t('next3')}</li>
        </ul>
      </section>
      <div className="flex gap-2 max-tablet:flex-col-reverse tablet:justify-end">
        <Link to="/compare" className={buttonClass()}>
          {t('compare')}
        </Link>
        <Link to="/orders/$" params={{ _splat: '' }} className={buttonClass('primary')}>
          {t('all')}
        </Link>
      </div>
    </div>
  )
}

/** What was just ordered, and what happens next. */
export function Page({ id }: { id: string }) {
  const t = useTranslations('ordering.list')
  return <Buying title={t('title')}>{(seat) => <Body key={seat.company.id} seat={seat} id={id} />}</Buying>
}
