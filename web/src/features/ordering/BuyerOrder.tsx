import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowRight, Check, Printer, RotateCw, Undo2, X } from 'lucide-react'
import { Suspense, useState } from 'react'
import { formatDay } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../lib/money'
import { toProblem, useProblemText } from '../../lib/problem'
import { useDeed } from '../../lib/useDeed'
import { NotFoundPage } from '../../shell/ErrorPages'
import { mayOf, useSession, type Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { ConfirmDialog } from '../../ui/lazy'
import { PageHeader, Section } from '../../ui/Page'
import { Banner, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { Buying } from '../trading/Buying'
import { OfOrder, OwnHold } from './beside'
import { putIntoCompare } from './handed'
import { OrderPaper } from './OrderPaper'
import { About, LineName, LineStanding, Past, Talk } from './OrderParts'
import { actOn, askAgain, basketOf, orderQuery, type Act, type Line, type Order } from './queries'
import { OrderState, Turn } from './States'

/** What a buyer may do with lines, as far as the hub allows it now. */
type BuyerAct = 'agree' | 'decline' | 'recall' | 'ask_cancel' | 'keep'
type Asking = { act: 'decline' | 'recall' | 'ask_cancel'; lines: readonly Line[] }

/** What was ordered beside what is proposed instead, with the answer under it. */
function Proposal({ line, supplier, may, onAct, busy }: { line: Line; supplier: string; may: boolean; onAct: (act: BuyerAct) => void; busy: boolean }) {
  const t = useTranslations('ordering.proposal')
  const lang = useLocale()
  const unit = useUnit()
  const { proposal } = line
  if (!proposal) return null
  const rows = [
    { title: t('quantity'), was: `${formatNumber(lang, line.quantity)} ${unit(line.unit)}`, now: `${formatNumber(lang, proposal.quantity)} ${unit(line.unit)}` },
    { title: t('price'), was: formatUnitPrice(lang, line.price), now: formatUnitPrice(lang, proposal.price) },
    { title: t('total'), was: formatMoney(lang, { amount: line.total, currency: line.price.currency }), now: formatMoney(lang, { amount: proposal.total, currency: proposal.price.currency }) },
    { title: t('leaves'), was: line.promised_on ? formatDay(lang, line.promised_on, 'UTC') : '–', now: proposal.promised_on ? formatDay(lang, proposal.promised_on, 'UTC') : '–' },
  ]
  return (
    <div className="col-span-full grid gap-3 rounded-card bg-warn-bg p-3">
      <table className="num w-full max-w-xl">
        <caption className="sr-only">{t('caption', { name: line.name })}</caption>
        <thead className="text-small text-ink2">
          <tr>
            <th scope="col">
              <span className="sr-only">{t('what')}</span>
            </th>
            <th scope="col" className="px-2 text-right font-normal">
              {t('ordered')}
            </th>
            <th scope="col" className="px-2 text-right font-normal">
              {t('proposed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.title}>
              <th scope="row" className="py-1 text-left font-normal text-ink2">
                {r.title}
              </th>
              <td className="px-2 py-1 text-right">{r.was}</td>
              <td className={`px-2 py-1 text-right ${r.was === r.now ? '' : 'font-strong text-warn'}`}>{r.now}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {proposal.reason && (
        <p className="wrap-anywhere">
          <span className="text-ink2">{t('says', { supplier })}</span> “{proposal.reason}”
        </p>
      )}
      {may && (
        <span className="flex flex-wrap gap-2 max-tablet:[&>button]:flex-1">
          <Button kind="primary" icon={<Check aria-hidden />} busy={busy} disabled={!line.acts.includes('agree')} aria-label={t('agreeFor', { name: line.name })} onClick={() => onAct('agree')}>
            {t('agree')}
          </Button>
          <Button icon={<X aria-hidden />} disabled={!line.acts.includes('decline')} aria-label={t('declineFor', { name: line.name })} onClick={() => onAct('decline')}>
            {t('decline')}
          </Button>
        </span>
      )}
    </div>
  )
}

function LineRow({ company, line, order, may, busy, onAct }: { company: string; line: Line; order: Order; may: boolean; busy: boolean; onAct: (act: BuyerAct, line: Line) => void }) {
  const t = useTranslations('ordering.buyer')
  const lang = useLocale()
  const unit = useUnit()
  const others = (['recall', 'ask_cancel', 'keep'] as const).filter((a) => line.acts.includes(a))
  const over = ['refused', 'declined', 'recalled', 'cancelled'].includes(line.state)
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 tablet:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_9rem_8rem]">
      <span className={over ? 'text-ink2' : undefined}>
        <LineName line={line} company={company} order={order.summary.id} side="buyer" />
      </span>
      <span className="max-tablet:order-last max-tablet:col-span-full">
        <LineStanding line={line} side="buyer" />
      </span>
      <span className="num grid text-right">
        <span>
          {formatNumber(lang, line.quantity)} {unit(line.unit)}
        </span>
        <span className="text-small text-ink2">{formatUnitPrice(lang, line.price)}</span>
        {Number(line.ordered) !== Number(line.quantity) && <span className="text-small text-ink2">{t('orderedFirst', { quantity: formatNumber(lang, line.ordered) })}</span>}
      </span>
      <span className={`num text-right max-tablet:col-span-full max-tablet:hidden ${over ? 'text-ink2 line-through' : 'font-strong'}`}>{formatMoney(lang, { amount: line.total, currency: line.price.currency })}</span>
      {line.state === 'countered' && <Proposal line={line} supplier={order.summary.supplier.name} may={may} busy={busy} onAct={(act) => onAct(act, line)} />}
      {may && others.length > 0 && (
        <span className="col-span-full -my-1 flex flex-wrap gap-1 max-tablet:order-last">
          {others.map((act) => (
            <Button key={act} kind="quiet" className="-ml-3 text-ink2!" aria-label={t(`${act}For`, { name: line.name })} onClick={() => onAct(act, line)}>
              {t(act)}
            </Button>
          ))}
        </span>
      )}
    </li>
  )
}

/** What cannot be taken back is asked first; a word for the supplier can go with it. */
function Ask({ asking, onClose, onDo }: { asking: Asking; onClose: () => void; onDo: (acts: Act[]) => Promise<unknown> }) {
  const t = useTranslations('ordering.buyer')
  const [reason, setReason] = useState('')
  const { act, lines } = asking
  const name = lines.length === 1 ? (lines[0]?.name ?? '') : ''
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t(`ask.${act}.title`, { count: lines.length, name })}
      description={t(`ask.${act}.text`)}
      action={t(`ask.${act}.do`, { count: lines.length })}
      onConfirm={() => onDo(lines.map(({ line }) => ({ line, act, reason: reason.trim() || undefined })))}
    >
      <Field label={t('reason')} required={false}>
        <TextArea rows={2} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
      </Field>
    </ConfirmDialog>
  )
}

/** Puts the lines into the list that is compared: there they are priced anew. */
function Reorder({ seat, order }: { seat: Seat; order: Order }) {
  const t = useTranslations('ordering.buyer')
  const { text } = useProblemText()
  const { person } = useSession()
  const navigate = useNavigate()
  const deed = useDeed()
  const reorder = () =>
    deed.run(async () => {
      try {
        const lines = await basketOf(seat.company.id, order.summary.id)
        const left = putIntoCompare(seat.company.id, person.id, lines)
        await navigate({ to: '/compare' })
        toast(left > 0 ? t('reorderedLeft', { count: lines.length - left, left }) : t('reordered', { count: lines.length }))
      } catch (error) {
        toast(text(toProblem(error)))
      }
    })
  return (
    <Button icon={<RotateCw aria-hidden />} busy={deed.busy} onClick={() => void reorder()}>
      {t('reorder')}
    </Button>
  )
}

function Shown({ seat, order }: { seat: Seat; order: Order }) {
  const t = useTranslations('ordering.buyer')
  const { text } = useProblemText()
  const company = seat.company.id
  const deed = useDeed()
  const [asking, setAsking] = useState<Asking | null>(null)
  const may = !mayOf(seat, 'ordering.purchase.write').disabled
  const countered = order.lines.filter((l) => l.acts.includes('agree'))
  const recallable = order.lines.filter((l) => l.acts.includes('recall'))
  const send = (acts: Act[]) => actOn('buyer', company, order, acts)
  const now = (acts: Act[], done: string) =>
    void deed.run(async () => {
      try {
        await send(acts)
        toast(done)
      } catch (error) {
        // Somebody was faster: what holds now is shown under the refusal.
        void askAgain(company)
        throw error
      }
    })
  const act = (what: BuyerAct, line: Line) => {
    if (what === 'agree' || what === 'keep') return now([{ line: line.line, act: what }], t(`done.${what}`, { count: 1 }))
    setAsking({ act: what, lines: [line] })
  }
  const { summary: s } = order
  return (
    <>
      <PageHeader
        title={s.supplier.name}
        note={<span className="num">{s.number}</span>}
        actions={
          <span className="flex flex-wrap gap-2 print:hidden">
            <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()} className="max-tablet:hidden">
              {t('print')}
            </Button>
            {may && recallable.length > 0 && (
              <Button icon={<Undo2 aria-hidden />} onClick={() => setAsking({ act: 'recall', lines: recallable })}>
                {recallable.length === order.lines.length ? t('recallAll') : t('recallSome', { count: recallable.length })}
              </Button>
            )}
            <Reorder seat={seat} order={order} />
            {may && countered.length > 1 && (
              <Button kind="primary" icon={<Check aria-hidden />} busy={deed.busy} onClick={() => now(countered.map(({ line }) => ({ line, act: 'agree' })), t('done.agree', { count: countered.length }))}>
                {t('agreeAll', { count: countered.length })}
              </Button>
            )}
          </span>
        }
      >
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <OrderState status={s.status} side="buyer" />
          {s.waits_for_buyer + s.waits_for_supplier > 0 && <Turn order={s} side="buyer" />}
        </div>
      </PageHeader>
      <div className="print:hidden">
        {deed.problem && <Banner kind="bad">{text(deed.problem)}</Banner>}
        <Suspense>
          <OwnHold company={company} order={s.id} />
        </Suspense>
        {countered.length > 0 && (
          <Banner kind="warn">
            <ArrowRight aria-hidden className="mr-1 inline" />
            {t('changes', { count: countered.length, supplier: s.supplier.name })}
          </Banner>
        )}
      </div>
      <div className="grid items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-[minmax(0,1fr)_24rem] print:hidden">
        <div className="grid min-w-0 gap-4">
          <Section title={t('lines', { count: order.lines.length })} className="overflow-hidden max-tablet:rounded-none max-tablet:border-x-0">
            <ul className="-m-4">
              {order.lines.map((line) => (
                <LineRow key={line.line} company={company} line={line} order={order} may={may} busy={deed.busy} onAct={act} />
              ))}
            </ul>
          </Section>
          <Suspense fallback={<Skeleton lines={3} />}>
            <OfOrder company={company} side="buyer" order={s.id} may={!mayOf(seat, 'fulfilment.delivery.write').disabled} />
          </Suspense>
          <Talk company={company} order={order} side="buyer" may={may} />
        </div>
        <div className="grid min-w-0 gap-4">
          <About order={order} side="buyer" />
          <Past order={order} side="buyer" />
        </div>
      </div>
      <OrderPaper order={order} />
      {asking && (
        <Ask
          asking={asking}
          onClose={() => setAsking(null)}
          onDo={async (acts) => {
            await send(acts)
            toast(t(`done.${asking.act}`, { count: acts.length }))
          }}
        />
      )}
    </>
  )
}

function Body({ seat, id }: { seat: Seat; id: string }) {
  const query = useQuery(orderQuery('buyer', seat.company.id, id))
  if (query.isError && !query.data) return toProblem(query.error).status === 404 ? <NotFoundPage /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return query.data ? <Shown seat={seat} order={query.data} /> : <Skeleton lines={10} />
}

/** An order that my company placed: where it is, what is proposed, and what can be done. */
export function Page({ id }: { id: string }) {
  const t = useTranslations('ordering.list')
  return <Buying title={t('title')}>{(seat) => <Body key={seat.company.id} seat={seat} id={id} />}</Buying>
}
