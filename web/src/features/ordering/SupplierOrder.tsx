import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { formatDay } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../lib/money'
import { toProblem } from '../../lib/problem'
import { NotFoundPage } from '../../shell/ErrorPages'
import { mayOf, useCompanySeat, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { ConfirmDialog } from '../../ui/lazy'
import { PageHeader, Section } from '../../ui/Page'
import { ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { OrderHold } from '../credit/OrderHold'
import { isOpen } from './answer'
import { OfOrder } from './beside'
import { OrderPaper } from './OrderPaper'
import { About, LineName, LineStanding, Past, Talk } from './OrderParts'
import { actOn, orderQuery, waitingQuery, type Line, type Order } from './queries'
import { OrderState, Turn } from './States'

/** The grid comes beside the page: an order that is answered needs none. */
const AnswerGrid = lazy(() => import('./AnswerGrid').then((m) => ({ default: m.AnswerGrid })))

/** What a supplier may still do with a line that it has answered. */
const later = ['agree_cancel', 'keep'] as const
type Later = (typeof later)[number]

/** The next order that waits, so that the queue is worked off without going back to its list. */
function Next({ company, order }: { company: string; order: string }) {
  const t = useTranslations('ordering.supplier')
  const { data } = useQuery(waitingQuery('supplier', company, 2))
  const next = data?.items.find((o) => o.id !== order)
  if (!next) return null
  return (
    <Link to="/c/$company/orders/$" params={{ company, _splat: next.id }} className={buttonClass('quiet')}>
      {t('next')}
      <ArrowRight aria-hidden />
    </Link>
  )
}

function AnsweredRow({ company, order, line, may, onAct }: { company: string; order: string; line: Line; may: boolean; onAct: (act: Later) => void }) {
  const t = useTranslations('ordering.supplier')
  const lang = useLocale()
  const unit = useUnit()
  const acts = later.filter((a) => line.acts.includes(a))
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 tablet:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_9rem_8rem]">
      <LineName line={line} company={company} order={order} side="supplier" />
      <span className="max-tablet:order-last max-tablet:col-span-full">
        <LineStanding line={line} side="supplier" />
      </span>
      <span className="num grid text-right">
        <span>
          {formatNumber(lang, line.proposal?.quantity ?? line.quantity)} {unit(line.unit)}
        </span>
        <span className="text-small text-ink2">{formatUnitPrice(lang, line.proposal?.price ?? line.price)}</span>
      </span>
      <span className="num text-right font-strong max-tablet:hidden">{formatMoney(lang, { amount: line.proposal?.total ?? line.total, currency: line.price.currency })}</span>
      {may && acts.length > 0 && (
        <span className="col-span-full flex flex-wrap gap-2">
          {acts.map((act) => (
            <Button key={act} aria-label={t(`${act}For`, { name: line.name })} onClick={() => onAct(act)}>
              {t(act)}
            </Button>
          ))}
        </span>
      )}
    </li>
  )
}

function Shown({ seat, order }: { seat: Seat; order: Order }) {
  const t = useTranslations('ordering.supplier')
  const about = useTranslations('ordering.about')
  const lang = useLocale()
  const company = seat.company.id
  const may = !mayOf(seat, 'ordering.order.write').disabled
  const [asking, setAsking] = useState<{ act: Later; line: Line } | null>(null)
  const open = order.lines.filter(isOpen)
  const rest = order.lines.filter((l) => !isOpen(l))
  const { summary: s } = order
  return (
    <>
      <PageHeader
        title={s.buyer.name}
        note={<span className="num">{s.number}</span>}
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()} className="max-tablet:hidden">
              {t('print')}
            </Button>
            <Next company={company} order={s.id} />
          </span>
        }
      >
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <OrderState status={s.status} side="supplier" />
          {s.waits_for_buyer + s.waits_for_supplier > 0 && <Turn order={s} side="supplier" />}
          {order.needed_by && (
            <span>
              <span className="text-ink2">{about('neededBy')}</span> <span className="font-strong">{formatDay(lang, order.needed_by, 'UTC')}</span>
            </span>
          )}
        </div>
        {order.note && <p className="wrap-anywhere whitespace-pre-line">“{order.note}”</p>}
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0 print:hidden">
        <OrderHold seat={seat} order={s.id} />
        {open.length > 0 && (
          <Suspense fallback={<Skeleton lines={8} />}>
            <AnswerGrid company={company} order={order} lines={open} may={may} />
          </Suspense>
        )}
        <div className="grid items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid min-w-0 gap-4">
            {rest.length > 0 && (
              <Section title={t('answered', { count: rest.length })} className="overflow-hidden max-tablet:rounded-none max-tablet:border-x-0">
                <ul className="-m-4">
                  {rest.map((line) => (
                    <AnsweredRow key={line.line} company={company} order={s.id} line={line} may={may} onAct={(act) => setAsking({ act, line })} />
                  ))}
                </ul>
              </Section>
            )}
            <Suspense fallback={<Skeleton lines={3} />}>
              <OfOrder company={company} side="supplier" order={s.id} may={!mayOf(seat, 'fulfilment.shipment.write').disabled} />
            </Suspense>
            <Talk company={company} order={order} side="supplier" may={may} />
          </div>
          <div className="grid min-w-0 gap-4">
            <About order={order} side="supplier" />
            <Past order={order} side="supplier" />
          </div>
        </div>
      </div>
      <OrderPaper order={order} />
      {asking && (
        <ConfirmDialog
          open
          onClose={() => setAsking(null)}
          title={t(`ask.${asking.act}.title`, { name: asking.line.name })}
          description={t(`ask.${asking.act}.text`)}
          action={t(asking.act)}
          kind={asking.act === 'keep' ? 'primary' : 'danger'}
          onConfirm={async () => {
            await actOn('supplier', company, order, [{ line: asking.line.line, act: asking.act }])
            toast(t(`done.${asking.act}`))
          }}
        />
      )}
    </>
  )
}

/** An order at me: answered line by line, or all at once. */
export function Page({ id }: { id: string }) {
  const seat = useCompanySeat()
  const query = useQuery(orderQuery('supplier', seat.company.id, id))
  if (query.isError && !query.data) return toProblem(query.error).status === 404 ? <NotFoundPage /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return query.data ? <Shown seat={seat} order={query.data} /> : <Skeleton lines={10} />
}
