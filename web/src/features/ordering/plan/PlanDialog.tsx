import clsx from 'clsx'
import { useId } from 'react'
import { dayOf, deviceZone, type Day } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney } from '../../../lib/money'
import { useNow } from '../../../lib/useNow'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { DatePicker } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { ErrorState, Skeleton } from '../../../ui/States'
import { useWork } from '../../comparison/basket/useCompare'
import { usePlanWords } from './PlanBar'
import { aims, type Aim, type Plan, type Plans } from './plans'
import type { PlanState } from './usePlans'

/** One plan to choose: what it comes to, against the cheapest supplier that has everything, and what is known of it. */
function Choice({ name, plan, plans, chosen, onChoose }: { name: string; plan: Plan; plans: Plans; chosen: boolean; onChoose: () => void }) {
  const t = useTranslations('plan')
  const lang = useLocale()
  const words = usePlanWords(plans.currency)
  const money = (amount: string, currency = plans.currency) => formatMoney(lang, { amount, currency })
  const least = Math.min(...plans.plans.filter((p) => p.orders.length > 0).map((p) => Number(p.pay)))
  const more = Number(plan.pay) - least
  const saving = Number(plan.saving ?? 0)
  return (
    <label className={clsx('relative grid gap-1 rounded-control border p-3 has-focus-visible:outline-2 has-focus-visible:outline-focus', chosen ? 'border-accent bg-best' : 'border-line')}>
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="flex items-center gap-2 font-strong">
          <input type="radio" name={name} checked={chosen} disabled={plan.orders.length === 0} onChange={onChoose} className="accent-accent" />
          {t(`aim.${plan.aim}`)}
        </span>
        {plan.orders.length > 0 && <span className="num font-strong">{money(plan.pay)}</span>}
      </span>
      <span className="text-small text-ink2">{plan.aim === 'recommended' && Number(plans.order_cost) > 0 ? t('about.withOrders', { cost: money(plans.order_cost) }) : t(`about.${plan.aim}`)}</span>
      {plan.orders.length > 0 && (
        <span className="num text-small">
          {[
            t('orders', { count: plan.orders.length }),
            t('cost', { amount: money(plan.cost) }),
            more >= 0.005 ? t('more', { amount: money(String(more)) }) : t('least'),
            plans.single && saving >= 0.005 && t('saving', { amount: money(plan.saving ?? '0'), supplier: plans.single.name }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      )}
      <span className={clsx('text-small', plan.stands === 'proven' ? 'text-best-ink' : plan.stands === 'impossible' ? 'text-warn' : 'text-ink2')}>{words.standing(plan)}</span>
      {plan.orders.length > 0 && (
        <span className="num text-small text-ink2">
          {plan.orders.map((o) => `${o.name} ${money(o.pay)}${o.missing ? ` (${t('missing', { amount: money(o.missing, o.currency) })})` : ''}`).join(' · ')}
        </span>
      )}
    </label>
  )
}

/** Why nothing is promised of some plans, each reason once. */
function Doubts({ plans }: { plans: Plans }) {
  const t = useTranslations('plan')
  const { board } = useWork()
  const said = new Set(plans.plans.flatMap((p) => p.because.map((b) => t(`because.${b.code}`, { supplier: (b.supplier && board.supplier(b.supplier)?.name) ?? '' }))))
  if (said.size === 0) return null
  return (
    <ul className="grid gap-1 text-small text-ink2">
      {[...said].map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  )
}

/** What a rule costs in the plan that is followed. */
function usePrice({ query, rules, wanted, fresh }: PlanState) {
  const t = useTranslations('plan')
  const lang = useLocale()
  return (which: (kind: string, line?: string, supplier?: string) => boolean) => {
    const at = rules.findIndex((r) => which(r.kind, r.line, r.supplier))
    const price = query.data?.rules.find((r) => r.rule === at)
    if (at < 0 || !fresh || wanted.aim === null || !price) return ''
    if (price.blocks) return t('blocks')
    if (price.saving === undefined) return ''
    const saving = Number(price.saving)
    if (Math.abs(saving) < 0.005) return t('free')
    return t(saving > 0 ? (price.exact ? 'costs' : 'costsAbout') : 'saves', { amount: formatMoney(lang, { amount: String(Math.abs(saving)), currency: query.data?.currency ?? 'CNY' }) })
  }
}

const most = [1, 2, 3, 4, 5, 6, 8, 10]

/** Who has to be in every plan, and who in none. */
function Suppliers({ state, price }: { state: PlanState; price: ReturnType<typeof usePrice> }) {
  const t = useTranslations('plan')
  const { board } = useWork()
  const { wanted, want } = state
  const { must = [], never = [] } = wanted
  const known = [...new Set([...board.order(), ...must, ...never])].flatMap((id) => board.supplier(id) ?? []).toSorted((a, b) => a.name.localeCompare(b.name))
  const without = (list: readonly string[], id: string) => {
    const rest = list.filter((x) => x !== id)
    return rest.length > 0 ? rest : undefined
  }
  const put = (id: string, how: string) =>
    want({ must: how === 'must_use' ? [...(without(must, id) ?? []), id] : without(must, id), never: how === 'never' ? [...(without(never, id) ?? []), id] : without(never, id) })
  if (known.length === 0) return null
  return (
    <details open={must.length + never.length > 0}>
      <summary className="min-h-control cursor-pointer content-center">{t('eachSupplier', { must: String(must.length), never: String(never.length) })}</summary>
      <ul className="grid gap-2 pt-2">
        {known.map(({ supplier, name }) => {
          const how = must.includes(supplier) ? 'must_use' : never.includes(supplier) ? 'never' : ''
          return (
            <li key={supplier}>
              <Field label={name} required={false} hint={how && price((kind, _, of) => kind === how && of === supplier)}>
                <Select value={how} onChange={(v) => put(supplier, v)} options={[{ value: '', label: t('may') }, { value: 'must_use', label: t('must') }, { value: 'never', label: t('never') }]} />
              </Field>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

/** What the buyer wants besides, each with what it costs today. */
function Rules({ state }: { state: PlanState }) {
  const t = useTranslations('plan')
  const { board, draft } = useWork()
  const today = dayOf(useNow(), deviceZone)
  const { wanted, want, kept } = state
  const price = usePrice(state)
  return (
    <section aria-label={t('rules')} className="grid gap-3">
      <h3 className="text-lead font-strong">{t('rules')}</h3>
      <Field label={t('atMost')} required={false} hint={price((k) => k === 'at_most')}>
        <Select value={wanted.atMost ? String(wanted.atMost) : ''} onChange={(v) => want({ atMost: v ? Number(v) : undefined })} options={[{ value: '', label: t('anyNumber') }, ...most.map((n) => ({ value: String(n), label: t('suppliers', { count: n }) }))]} />
      </Field>
      <Field label={t('by')} required={false} hint={price((k) => k === 'needed_by') || t('byHint')}>
        <DatePicker value={wanted.by ?? null} today={today} min={today} onChange={(by: Day | null) => want({ by: by ?? undefined })} />
      </Field>
      <Suppliers state={state} price={price} />
      {kept.length > 0 && (
        <div className="grid gap-1">
          <p>{t('kept', { count: kept.length })}</p>
          <ul className="grid gap-1">
            {kept.slice(0, 10).map(({ line = '', supplier = '' }) => (
              <li key={line} className="flex items-center justify-between gap-2 text-small">
                <span className="min-w-0 wrap-anywhere">
                  {board.row(line)?.said?.name ?? draft.line(line)?.text} → {board.supplier(supplier)?.name} <span className="num text-ink2">{price((k, l) => k === 'keep' && l === line)}</span>
                </span>
                <Button onClick={() => draft.choose(line, draft.line(line)?.chosen)}>{t('release')}</Button>
              </li>
            ))}
          </ul>
          {kept.length > 1 && <Button onClick={draft.chooseBest}>{t('releaseAll')}</Button>}
        </div>
      )}
    </section>
  )
}

/** All plans beside each other, and the rules that they keep. */
export function PlanDialog({ state, onClose }: { state: PlanState; onClose: () => void }) {
  const t = useTranslations('plan')
  const name = useId()
  const { query, wanted, want } = state
  const { data } = query
  const choose = (aim: Aim | null) => want({ aim })
  return (
    <Dialog open place="side" onClose={onClose} title={t('title')} description={t('intro')}>
      <div className="grid gap-5">
        {!data && query.isError && <ErrorState error={query.error} safe={t('safe')} onRetry={() => void query.refetch()} />}
        {!data && !query.isError && <Skeleton lines={8} />}
        {data && (
          <fieldset className="grid gap-2">
            <legend className="sr-only">{t('title')}</legend>
            {data.plans.length === 0 && <p className="text-ink2">{t('nothing')}</p>}
            {aims.map((aim) => {
              const plan = data.plans.find((p) => p.aim === aim)
              return plan && <Choice key={aim} name={name} plan={plan} plans={data} chosen={wanted.aim === aim} onChoose={() => choose(aim)} />
            })}
            <label className={clsx('grid gap-1 rounded-control border p-3 has-focus-visible:outline-2 has-focus-visible:outline-focus', wanted.aim === null ? 'border-accent bg-best' : 'border-line')}>
              <span className="flex items-center gap-2 font-strong">
                <input type="radio" name={name} checked={wanted.aim === null} onChange={() => choose(null)} className="accent-accent" />
                {t('aim.none')}
              </span>
              <span className="text-small text-ink2">{t('about.none')}</span>
            </label>
          </fieldset>
        )}
        {data && <Doubts plans={data} />}
        {data && data.left.length > 0 && <p className="text-small text-warn">{t('left', { count: data.left.length })}</p>}
        {data && <Rules state={state} />}
      </div>
    </Dialog>
  )
}
