import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatMoney, parseDecimal } from '../../../lib/money'
import { toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { Checkbox, RadioGroup } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { ConfirmDialog } from '../../../ui/lazy'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { held, type Held } from '../../trading/supplierQueries'
import { PriceNav } from '../PriceNav'
import { askAgain, policyQuery, useUsualCurrency, type Policy, type PolicyDraft, type PriceKind } from '../queries'
import { moved, samples, winner } from './example'

type Draft = { precedence: Policy['precedence']; order: PriceKind[]; floor: string; showsList: boolean; protection: Policy['protection']; days: string }

const draftOf = (p: Policy): Draft => ({ precedence: p.precedence, order: p.order, floor: p.floor_margin === undefined ? '' : (parseDecimal(p.floor_margin) ?? p.floor_margin), showsList: p.shows_list, protection: p.protection, days: String(p.notice_days) })

const sent = (d: Draft): PolicyDraft => ({
  precedence: d.precedence, order: d.order, floor_margin: parseDecimal(d.floor) ?? undefined, shows_list: d.showsList, protection: d.protection, notice_days: d.protection === 'notice' ? Number(parseDecimal(d.days) ?? 0) : 0,
})

/** Which price wins, in words, with three prices that one can follow. */
function Example({ draft, currency }: { draft: Draft; currency: string }) {
  const t = useTranslations('pricepolicy')
  const k = useTranslations('pricing.kind')
  const lang = useLocale()
  const won = winner(draft.precedence, draft.order)
  const money = (cents: number) => formatMoney(lang, { amount: (cents / 100).toFixed(2), currency })
  return (
    <div className="rounded-control bg-best px-3 py-2 text-best-ink">
      <p>{t('example', { prices: samples.map((s) => `${k(s.kind)} ${money(s.cents)}`).join(t('comma')) })}</p>
      {won && <p className="font-strong">{t('pays', { price: money(won.cents), kind: k(won.kind) })}</p>}
    </div>
  )
}

/** The kinds in the order in which they win, moved by buttons. */
function Order({ order, writable, onChange }: { order: readonly PriceKind[]; writable: boolean; onChange: (order: PriceKind[]) => void }) {
  const t = useTranslations('pricepolicy')
  const k = useTranslations('pricing.kind')
  return (
    <ol aria-label={t('order')} className="grid gap-1">
      {order.map((kind, i) => (
        <li key={kind} className="flex items-center gap-2 rounded-control border border-line px-3">
          <span className="num w-5 text-ink2">{i + 1}</span>
          <span className="min-w-0 flex-1">{k(kind)}</span>
          {writable && (
            <>
              <Button kind="quiet" disabled={i === 0} aria-label={t('upOf', { kind: k(kind) })} icon={<ArrowUp aria-hidden />} onClick={() => onChange(moved(order, i, -1))} />
              <Button kind="quiet" disabled={i === order.length - 1} aria-label={t('downOf', { kind: k(kind) })} icon={<ArrowDown aria-hidden />} onClick={() => onChange(moved(order, i, 1))} />
            </>
          )}
        </li>
      ))}
    </ol>
  )
}

function Edit({ seat, policy }: { seat: Seat; policy: Held<Policy> }) {
  const t = useTranslations()
  const company = seat.company.id
  const write = mayOf(seat, 'pricing.policy.write')
  const writable = write.shown && !write.disabled
  const currency = useUsualCurrency(seat)
  const knowsCost = seat.permissions.includes('pricing.cost.read')
  const [base, setBase] = useState(policy)
  const [draft, setDraft] = useState(() => draftOf(policy.value))
  const [theirs, setTheirs] = useState(false)
  const dirty = JSON.stringify(draft) !== JSON.stringify(draftOf(base.value))
  const blocker = useUnsaved(dirty)
  if (!dirty && base.etag !== policy.etag) {
    setBase(policy)
    setDraft(draftOf(policy.value))
  }
  const floor = parseDecimal(draft.floor)
  const days = parseDecimal(draft.days)
  const form = useForm(
    {
      '/floor_margin': !draft.floor.trim() ? null : floor === null ? 'wrong_form' : Number(floor) >= 100 ? 'out_of_range' : null,
      '/notice_days': draft.protection !== 'notice' ? null : days === null ? 'wrong_form' : Number(days) > 365 || days.includes('.') || days.startsWith('-') ? 'out_of_range' : null,
    },
    async () => {
      try {
        const saved = await held<Policy>(api.PUT('/api/companies/{company}/pricing/policy', { params: { path: { company }, header: { 'If-Match': base.etag } }, body: sent(draft) }))
        queryClient.setQueryData(policyQuery(company).queryKey, saved)
        setBase(saved)
        setDraft(draftOf(saved.value))
        setTheirs(false)
      } catch (error) {
        if (toProblem(error).status !== 412) throw error
        setBase(await queryClient.fetchQuery({ ...policyQuery(company), staleTime: 0 }))
        setTheirs(true)
        throw error
      }
      await askAgain(company)
      toast(t('pricepolicy.saved'))
    },
  )
  const set = (change: Partial<Draft>, path?: string) => {
    setDraft({ ...draft, ...change })
    if (path) form.edited(path)
  }
  return (
    <form {...form.form} className="grid items-start gap-4 desktop:grid-cols-2">
      <fieldset disabled={!writable} className="contents">
        <Section title={t('pricepolicy.which')}>
          <div className="grid gap-4">
            <RadioGroup
              legend={t('pricepolicy.which')}
              hideLegend
              name="precedence"
              value={draft.precedence}
              onChange={(precedence) => set({ precedence })}
              options={[
                { value: 'best', label: t('pricepolicy.best'), hint: t('pricepolicy.bestHint') },
                { value: 'priority', label: t('pricepolicy.priority'), hint: t('pricepolicy.priorityHint') },
              ]}
            />
            <p className="-mb-2 text-small text-ink2">{t(draft.precedence === 'best' ? 'pricepolicy.orderBest' : 'pricepolicy.orderPriority')}</p>
            <Order order={draft.order} writable={writable} onChange={(order) => set({ order })} />
            <Example draft={draft} currency={currency} />
          </div>
        </Section>
        <div className="grid gap-4">
          <Section title={t('pricepolicy.floorTitle')}>
            {knowsCost ? (
              <Field label={t('pricepolicy.floor')} required={false} hint={t('pricepolicy.floorHint')} error={form.error('/floor_margin')}>
                <div className="flex items-center gap-2">
                  <Input inputMode="decimal" autoComplete="off" className="num w-28! text-right" value={draft.floor} onChange={(e) => set({ floor: e.target.value }, '/floor_margin')} />
                  <span className="text-ink2">%</span>
                </div>
              </Field>
            ) : (
              <p className="text-ink2">{t('pricepolicy.floorHidden')}</p>
            )}
          </Section>
          <Section title={t('pricepolicy.seeTitle')}>
            <Checkbox checked={draft.showsList} onChange={(showsList) => set({ showsList })} hint={t('pricepolicy.showsHint')}>
              {t('pricepolicy.shows')}
            </Checkbox>
          </Section>
          <Section title={t('pricepolicy.protection')}>
            <div className="grid gap-3">
              <RadioGroup
                legend={t('pricepolicy.protection')}
                hideLegend
                name="protection"
                value={draft.protection}
                onChange={(protection) => set({ protection })}
                options={(['order_date', 'ship_date', 'notice'] as const).map((p) => ({ value: p, label: t(`pricepolicy.protect.${p}`), hint: t(`pricepolicy.protectHint.${p}`) }))}
              />
              {draft.protection === 'notice' && (
                <Field label={t('pricepolicy.days')} error={form.error('/notice_days')}>
                  <Input inputMode="numeric" autoComplete="off" className="num w-28! text-right" value={draft.days} onChange={(e) => set({ days: e.target.value }, '/notice_days')} />
                </Field>
              )}
            </div>
          </Section>
        </div>
      </fieldset>
      <div className="grid gap-3 desktop:col-span-2">
        {theirs && (
          <p role="alert" className="flex flex-wrap items-center gap-3 rounded-control border border-warn bg-warn-bg px-3 py-2 text-warn">
            <span className="min-w-0 flex-1">{t('pricepolicy.theirs')}</span>
            <Button
              onClick={() => {
                setDraft(draftOf(base.value))
                setTheirs(false)
              }}
            >
              {t('pricepolicy.take')}
            </Button>
          </p>
        )}
        <Refused form={form} />
        {writable ? (
          <div className="flex flex-wrap justify-end gap-2 max-tablet:flex-col-reverse">
            {dirty && <Button onClick={() => setDraft(draftOf(base.value))}>{t('pricing.discard')}</Button>}
            <Button kind="primary" type="submit" busy={form.busy} disabled={!dirty}>
              {t('pricing.save')}
            </Button>
          </div>
        ) : (
          <p className="text-ink2">{t('pricing.readOnly')}</p>
        )}
      </div>
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </form>
  )
}

/** How one price is found among several, what it may not go under, who sees which, and which day's price holds. */
export function Page() {
  const t = useTranslations('pricepolicy')
  const seat = useCompanySeat()
  const { data, error, refetch } = useQuery(policyQuery(seat.company.id))
  return (
    <>
      <PageHeader title={t('title')}>
        <PriceNav seat={seat} at="policy" />
      </PageHeader>
      <div className="p-4">
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={8} />}
        {data && <Edit seat={seat} policy={data} />}
      </div>
    </>
  )
}
