import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { dayOf, deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney, formatNumber, formatUnitPrice } from '../../lib/money'
import { useNow } from '../../lib/useNow'
import { Button, buttonClass } from '../../ui/Button'
import { Checkbox } from '../../ui/Choice'
import { Field, Input, TextArea } from '../../ui/Field'
import { DatePicker } from '../../ui/lazy'
import { Seal } from '../../ui/Marks'
import { Stepper } from '../../ui/Stepper'
import { useUnit } from '../comparison/offers/Cells'
import { Sums } from './Figures'
import type { HandedLine, Plan } from './handed'
import { changed, covers, roseFrom, withQuantity, without } from './plan'
import type { OrderProblem, PlannedLine, PlannedOrder } from './queries'

type Props = { order: PlannedOrder; plan: Plan; onPlan: (plan: Plan) => void }

/** What is in the way of a line, and the press that settles it. A price that rose has its tick beside the price. */
function LineProblem({ problem, line, onQuantity, onRemove }: { problem: OrderProblem; line: PlannedLine; onQuantity: (quantity: string) => void; onRemove: () => void }) {
  const t = useTranslations('ordering.problem')
  const lang = useLocale()
  const unit = useUnit()
  const { code, cure } = problem
  const nearest = cure?.quantity !== undefined && Number(cure.quantity) > 0 ? cure.quantity : undefined
  return (
    <div data-problem className="col-span-full flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-warn-bg px-3 py-1.5 text-warn">
      <TriangleAlert aria-hidden />
      <span className="min-w-0 flex-1">{t(code)}</span>
      {nearest !== undefined && <Button onClick={() => onQuantity(nearest)}>{t('take', { quantity: `${formatNumber(lang, nearest)} ${unit(line.unit)}` })}</Button>}
      <Button onClick={onRemove}>{t('leaveOut')}</Button>
    </div>
  )
}

/** A day and a word for one line; they open where somebody wants them. */
function Wishes({ own, name, plan, onPlan }: { own: HandedLine; name: string } & Omit<Props, 'order'>) {
  const t = useTranslations('ordering.review')
  const today = dayOf(useNow(), deviceZone)
  const [open, setOpen] = useState(Boolean(own.note ?? own.neededBy))
  if (!open) {
    return (
      <Button kind="quiet" className="col-span-full -my-1 -ml-3 justify-self-start text-accent!" aria-label={t('wishesFor', { name })} onClick={() => setOpen(true)}>
        {t('wishes')}
      </Button>
    )
  }
  return (
    <div className="col-span-full grid gap-3 tablet:grid-cols-[12rem_minmax(0,1fr)]">
      <Field label={t('lineNeededBy', { name })} required={false}>
        <DatePicker value={own.neededBy ?? null} today={today} min={today} onChange={(day) => onPlan(changed(plan, own.key, { neededBy: day ?? undefined }))} />
      </Field>
      <Field label={t('lineNote', { name })} required={false}>
        <Input maxLength={500} autoComplete="off" value={own.note ?? ''} onChange={(e) => onPlan(changed(plan, own.key, { note: e.target.value || undefined }))} />
      </Field>
    </div>
  )
}

function LineRow({ line, plan, onPlan }: { line: PlannedLine } & Omit<Props, 'order'>) {
  const t = useTranslations('ordering')
  const lang = useLocale()
  const unit = useUnit()
  const own = plan.lines.find((l) => l.key === line.key)
  if (!own) return null
  const { key } = own
  const name = line.name || own.name
  const rose = roseFrom(line)
  const step = Number(line.multiple ?? 1) || 1
  const others = line.problems.filter((p) => p.code !== 'price_rise')
  const remove = () => onPlan(without(plan, new Set([key])))
  const put = (quantity: string) => onPlan(withQuantity(plan, key, quantity))
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 tablet:grid-cols-[minmax(0,1fr)_11rem_10rem_8rem_auto]">
      <span className="grid min-w-0">
        <span className="font-strong wrap-anywhere">{name}</span>
        <span className="num text-small wrap-anywhere text-ink2">{[line.sku || own.sku, line.brand].filter(Boolean).join(' · ')}</span>
      </span>
      <Button kind="quiet" aria-label={t('review.remove', { name })} icon={<X aria-hidden />} onClick={remove} className="tablet:col-start-5 tablet:row-start-1" />
      <span className="flex items-center gap-2">
        <Stepper className="w-32 flex-none" value={Number(own.quantity)} min={0} max={9_999_999} step={step} decimals={3} label={t('review.quantityOf', { name })} onChange={(n) => n > 0 && put(String(n))} />
        <span className="text-small text-ink2">{unit(line.unit)}</span>
      </span>
      <span className="num grid text-right max-tablet:row-start-3 max-tablet:text-left">
        {line.price && (
          <span className={clsx(rose && 'text-warn')}>
            {rose && (
              <>
                <span className="sr-only">{t('review.was')} </span>
                <s className="text-ink2">{formatUnitPrice(lang, rose)}</s>
                <span className="sr-only"> {t('review.now')}</span>
                <span aria-hidden> → </span>
              </>
            )}
            <span className={clsx(rose && 'font-strong')}>{formatUnitPrice(lang, line.price)}</span>
          </span>
        )}
        {line.saved !== undefined && Number(line.saved) > 0 && line.price && <span className="text-small text-best-ink">{t('review.saved', { amount: formatMoney(lang, { amount: line.saved, currency: line.price.currency }) })}</span>}
      </span>
      <span className="num text-right font-strong">{line.goods !== undefined && line.price ? formatMoney(lang, { amount: String(Number(line.goods) - Number(line.saved ?? 0)), currency: line.price.currency }) : '–'}</span>
      {rose && line.price && (
        <span data-problem={covers(own.agreed, line.price) ? undefined : true} className="col-span-full rounded-control bg-warn-bg px-3 text-warn">
          <Checkbox checked={covers(own.agreed, line.price)} onChange={(on) => onPlan(changed(plan, key, { agreed: on ? line.price : undefined }))}>
            {t('review.agree', { was: formatUnitPrice(lang, rose), now: formatUnitPrice(lang, line.price) })}
            <span className="sr-only"> {name}</span>
          </Checkbox>
        </span>
      )}
      {others.map((p) => (
        <LineProblem key={p.code} problem={p} line={line} onQuantity={put} onRemove={remove} />
      ))}
      {line.availability === 'subject_to_confirmation' && others.length === 0 && <span className="col-span-full text-small text-ink2">{t('review.toConfirm')}</span>}
      <Wishes own={own} name={name} plan={plan} onPlan={onPlan} />
    </li>
  )
}

/** What is in the way of an order as a whole, with its cures. */
function OrderTrouble({ problem, order, plan, onPlan }: { problem: OrderProblem } & Props) {
  const t = useTranslations('ordering.problem')
  const lang = useLocale()
  const { code, cure } = problem
  const all = new Set(order.lines.flatMap((l) => l.key ?? []))
  if (code === 'total_rise' && cure?.agree) {
    const now = cure.agree
    return (
      <div data-problem={covers(plan.agreed[order.supplier], now) ? undefined : true} className="bg-warn-bg px-4 text-warn">
        <Checkbox checked={covers(plan.agreed[order.supplier], now)} onChange={(on) => onPlan({ ...plan, agreed: { ...plan.agreed, [order.supplier]: on ? now : undefined } })}>
          {t('totalRose', { was: plan.totals[order.supplier] ? formatMoney(lang, plan.totals[order.supplier] ?? now) : '–', now: formatMoney(lang, now) })}
        </Checkbox>
      </div>
    )
  }
  return (
    <div data-problem className="flex flex-wrap items-center gap-x-3 gap-y-2 bg-warn-bg px-4 py-2 text-warn">
      <TriangleAlert aria-hidden />
      <span className="min-w-0 flex-1 basis-60">{code === 'below_minimum' && cure?.missing ? t('missing', { amount: formatMoney(lang, cure.missing) }) : t(code)}</span>
      {code === 'below_minimum' && (
        <>
          <Link to="/suppliers/$supplier" params={{ supplier: order.supplier }} className={buttonClass()}>
            {t('addMore')}
          </Link>
          <Link to="/compare" search={{ without: order.supplier }} className={buttonClass()}>
            {t('moveLines', { count: all.size })}
          </Link>
        </>
      )}
      <Button onClick={() => onPlan(without(plan, all))}>{t('leaveOutOrder')}</Button>
    </div>
  )
}

/** What goes to one supplier. */
export function SupplierBlock({ order, plan, onPlan }: Props) {
  const t = useTranslations('ordering.review')
  const lang = useLocale()
  const name = order.name || t('noName')
  const missing = order.minimum !== undefined && order.currency !== undefined && Number(order.minimum) > 0 && order.problems.length === 0
  return (
    <section aria-label={name} className="min-w-0 overflow-hidden rounded-card border border-line bg-surface max-tablet:rounded-none max-tablet:border-x-0">
      <div className="flex min-h-14 flex-wrap items-center gap-x-3 px-4 py-2">
        <Seal name={name} filled />
        <h2 className="min-w-0 text-h2 font-strong wrap-anywhere">{name}</h2>
        <span className="text-small text-ink2">{t('lines', { count: order.lines.length })}</span>
        {order.answer_by && <span className="ml-auto text-small text-ink2 max-tablet:basis-full">{t('answersBy', { at: formatInstant(order.answer_by, deviceZone) })}</span>}
      </div>
      {order.problems.map((p) => (
        <OrderTrouble key={p.code} problem={p} order={order} plan={plan} onPlan={onPlan} />
      ))}
      <ul aria-label={t('linesOf', { supplier: name })}>
        {order.lines.map((line) => (
          <LineRow key={line.key ?? line.index} line={line} plan={plan} onPlan={onPlan} />
        ))}
      </ul>
      <div className="grid items-start gap-4 border-t border-line p-4 tablet:grid-cols-[minmax(0,1fr)_20rem]">
        <Field label={t('note', { supplier: name })} required={false}>
          <TextArea rows={2} maxLength={2000} value={plan.notes[order.supplier] ?? ''} onChange={(e) => onPlan({ ...plan, notes: { ...plan.notes, [order.supplier]: e.target.value } })} />
        </Field>
        {order.currency && order.total !== undefined && (
          <div className="grid gap-1">
            <Sums
              currency={order.currency}
              figures={{ goods: order.goods ?? '0', promotions: order.promotions ?? '0', freight: order.freight ?? '0', freight_unknown: order.freight_unknown, fee: order.fee ?? '0', tax: order.tax ?? '0', total: order.total }}
            />
            {missing && <p className="num text-right text-small text-ink2">{t('minimum', { amount: formatMoney(lang, { amount: order.minimum ?? '0', currency: order.currency }) })}</p>}
          </div>
        )}
      </div>
    </section>
  )
}
