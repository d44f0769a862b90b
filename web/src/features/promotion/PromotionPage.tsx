import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus, X } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { api, ok } from '../../lib/api'
import { dayOf, deviceZone } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import { toProblem, useProblemText, type Problem } from '../../lib/problem'
import { useDeed } from '../../lib/useDeed'
import { useNow } from '../../lib/useNow'
import { NotFoundPage } from '../../shell/ErrorPages'
import { mayOf, useCompanySeat, type Seat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { Checkbox } from '../../ui/Choice'
import { Field, Input, TextArea } from '../../ui/Field'
import { DatePicker } from '../../ui/lazy'
import { StatusDot } from '../../ui/Marks'
import { PageHeader, Section } from '../../ui/Page'
import { Select } from '../../ui/Select'
import { Banner, ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { PriceLink, PriceNav } from '../pricing/PriceNav'
import { useUsualCurrency } from '../pricing/queries'
import { RegionsPick } from '../trading/RegionsPick'
import { groupsQuery } from '../trading/supplierQueries'
import { draftOf, freshDraft, freshPart, inSets, itemsOf, ruleOf, valued, type Draft } from './draft'
import { ItemPick, SelectionPick } from './Pick'
import { act, askAgain, kinds, promotionQuery, promotionPages, type Promotion } from './queries'
import { dots, usePromotionWords } from './words'

const Preview = lazy(() => import('./Preview').then((m) => ({ default: m.Preview })))

type Set = (change: Partial<Draft>) => void
type Part = { draft: Draft; set: Set; company: string; wrong: (path: string) => string | undefined }

const flat = 'max-tablet:rounded-none max-tablet:border-x-0'

function Figure({ label, hint, error, value, onChange, required }: { label: ReactNode; hint?: string; error?: string; value: string; onChange: (value: string) => void; required?: boolean }) {
  return (
    <Field label={label} hint={hint} error={error} required={required}>
      <Input inputMode="decimal" autoComplete="off" className="num" value={value} onChange={(e) => onChange(e.target.value)} />
    </Field>
  )
}

/** How much from when on; of kinds that are all or nothing, just from when on. */
function Tiers({ draft: d, set, wrong }: Part) {
  const t = useTranslations('promotion')
  const put = (n: number, change: Partial<Draft['tiers'][number]>) => set({ tiers: d.tiers.map((x, i) => (i === n ? { ...x, ...change } : x)) })
  if (!valued(d.kind)) {
    if (d.kind === 'bundle') return null
    return <Figure label={t('threshold')} hint={t('thresholdHint')} required={false} value={d.tiers[0]?.from ?? ''} onChange={(from) => set({ tiers: [{ from, value: '' }] })} error={wrong('/tiers/0/from')} />
  }
  const worth = t(d.kind === 'percent' ? 'tierPercent' : d.kind === 'amount' ? 'tierAmount' : 'tierPrice')
  return (
    <div role="group" aria-label={t('tiers')} className="grid gap-2">
      {d.tiers.map((tier, n) => (
        <div key={n} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-2">
          <Figure label={t('tierFrom')} hint={n === 0 ? t('thresholdHint') : undefined} value={tier.from} onChange={(from) => put(n, { from })} error={wrong(`/tiers/${n}/from`)} />
          <Figure label={worth} value={tier.value} onChange={(value) => put(n, { value })} error={wrong(`/tiers/${n}/${d.kind === 'percent' ? 'percent' : 'amount'}`)} />
          <Button kind="quiet" className="mt-6" icon={<X aria-hidden />} aria-label={t('removeTier', { number: String(n + 1) })} disabled={d.tiers.length === 1} onClick={() => set({ tiers: d.tiers.filter((_, i) => i !== n) })} />
        </div>
      ))}
      <Button kind="quiet" icon={<Plus aria-hidden />} className="justify-self-start" onClick={() => set({ tiers: [...d.tiers, { from: '', value: '' }] })}>
        {t('addTier')}
      </Button>
    </div>
  )
}

function Bundle({ draft: d, set, company, wrong }: Part) {
  const t = useTranslations('promotion')
  const put = (n: number, change: Partial<Draft['parts'][number]>) => set({ parts: d.parts.map((x, i) => (i === n ? { ...x, ...change } : x)) })
  return (
    <div className="grid gap-3">
      {d.parts.map((part, n) => (
        <fieldset key={n} className="grid gap-3 rounded-control border border-line p-3">
          <legend className="px-1 font-strong">{t('part', { number: String(n + 1) })}</legend>
          <Figure label={t('count')} value={part.count} onChange={(count) => put(n, { count })} error={wrong(`/parts/${n}/count`)} />
          <SelectionPick company={company} name={`part${n}`} value={part.on} onChange={(on) => put(n, { on })} error={wrong('/parts')} />
          {d.parts.length > 1 && (
            <Button kind="quiet" icon={<X aria-hidden />} className="justify-self-start" onClick={() => set({ parts: d.parts.filter((_, i) => i !== n) })}>
              {t('removePart', { number: String(n + 1) })}
            </Button>
          )}
        </fieldset>
      ))}
      <Button kind="quiet" icon={<Plus aria-hidden />} className="justify-self-start" onClick={() => set({ parts: [...d.parts, freshPart()] })}>
        {t('addPart')}
      </Button>
      <Figure label={t('price')} value={d.price} onChange={(price) => set({ price })} error={wrong('/price')} />
    </div>
  )
}

/** What it does. */
function What(p: Part) {
  const t = useTranslations('promotion')
  const { draft: d, set, company, wrong } = p
  const measures = (['unit', 'case', 'amount'] as const).filter((m) => m !== 'amount' || (d.kind !== 'n_for_m' && d.kind !== 'bundle'))
  return (
    <Section title={t('what')} className={flat}>
      <div className="grid gap-4">
        <Field label={t('name')} error={wrong('/name')}>
          <Input value={d.name} maxLength={200} onChange={(e) => set({ name: e.target.value })} />
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('kindTitle')}>
            <Select value={d.kind} onChange={(kind) => set({ kind, measure: d.measure === 'amount' && (kind === 'n_for_m' || kind === 'bundle') ? 'unit' : d.measure })} options={kinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))} />
          </Field>
          <Field label={t('currency')} error={wrong('/currency')}>
            <Input value={d.currency} maxLength={3} className="uppercase" onChange={(e) => set({ currency: e.target.value.toUpperCase() })} />
          </Field>
        </div>
        {d.kind === 'n_for_m' && (
          <div className="grid grid-cols-2 gap-3">
            <Figure label={t('pay')} hint={t('takeHint')} value={d.pay} onChange={(pay) => set({ pay })} error={wrong('/pay')} />
            <Figure label={t('take')} value={d.take} onChange={(take) => set({ take })} error={wrong('/take')} />
          </div>
        )}
        {d.kind === 'gift' && (
          <div className="grid grid-cols-[minmax(0,1fr)_6rem] gap-3">
            <Field label={t('gift')} error={wrong('/gift')}>
              <ItemPick company={company} value={d.gift} onChange={(gift) => set({ gift })} label={t('gift')} />
            </Field>
            <Figure label={t('giftCount')} value={d.giftCount} onChange={(giftCount) => set({ giftCount })} error={wrong('/gift/count')} />
          </div>
        )}
        <Field label={t('measure')} error={wrong('/measure')}>
          <Select value={d.measure} onChange={(measure) => set({ measure })} options={measures.map((m) => ({ value: m, label: t(`measures.${m}`) }))} />
        </Field>
        <Tiers {...p} />
        {d.kind === 'amount' && d.measure !== 'amount' && (
          <Checkbox checked={d.each} onChange={(each) => set({ each })}>
            {t('each')}
          </Checkbox>
        )}
        {d.kind === 'bundle' ? <Bundle {...p} /> : <SelectionPick company={company} name="on" value={d.on} onChange={(on) => set({ on })} error={wrong('/on') ?? wrong('/on/items')} />}
        {inSets(d.kind) && <Figure label={t('most')} hint={t('noLimit')} required={false} value={d.most} onChange={(most) => set({ most })} error={wrong('/most')} />}
      </div>
    </Section>
  )
}

/** For whom, and when. */
function Who({ draft: d, set, company, wrong }: Part) {
  const t = useTranslations('promotion')
  const groups = useQuery(groupsQuery(company)).data?.items ?? []
  const today = dayOf(useNow(), deviceZone)
  return (
    <>
      <Section title={t('who')} className={flat}>
        <div className="grid gap-4">
          {groups.length > 0 && (
            <fieldset className="grid">
              <legend className="font-strong">{t('groups')}</legend>
              {groups.map((g) => (
                <Checkbox key={g.id} checked={d.groups.includes(g.id)} onChange={(on) => set({ groups: on ? [...d.groups, g.id] : d.groups.filter((x) => x !== g.id) })}>
                  {g.name}
                </Checkbox>
              ))}
              <p className="text-small text-ink2">{t('groupsNone')}</p>
            </fieldset>
          )}
          <RegionsPick label={t('regions')} error={wrong('/regions')} value={d.regions} onChange={(regions) => set({ regions })} />
          <Checkbox checked={d.newBuyers} onChange={(newBuyers) => set({ newBuyers })}>
            {t('newBuyers')}
          </Checkbox>
          <Figure label={t('away')} hint={t('awayHint')} required={false} value={d.away} onChange={(away) => set({ away })} error={wrong('/away_days')} />
          <Field label={t('coupon')} hint={t('couponHint')} required={false} error={wrong('/coupon')}>
            <Input value={d.coupon} maxLength={40} autoComplete="off" className="uppercase" onChange={(e) => set({ coupon: e.target.value })} />
          </Field>
        </div>
      </Section>
      <Section title={t('when')} className={flat}>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('from')} required={false} error={wrong('/from')}>
            <DatePicker value={d.from} onChange={(from) => set({ from })} today={today} />
          </Field>
          <Field label={t('until')} required={false} error={wrong('/until')}>
            <DatePicker value={d.until} onChange={(until) => set({ until })} today={today} min={d.from ?? undefined} />
          </Field>
        </div>
      </Section>
    </>
  )
}

/** How much of it there is, who pays, and how it goes with others. */
function Limits({ draft: d, set, wrong }: Part) {
  const t = useTranslations('promotion')
  return (
    <>
      <Section title={t('limits')} className={flat}>
        <div className="grid gap-4">
          <div className="grid gap-3 tablet:grid-cols-3">
            <Figure label={t('perBuyer')} hint={t('noLimit')} value={d.perBuyer} onChange={(perBuyer) => set({ perBuyer })} error={wrong('/per_buyer')} />
            <Figure label={t('limit')} hint={t('noLimit')} value={d.limit} onChange={(limit) => set({ limit })} error={wrong('/limit')} />
            <Figure label={t('budget')} hint={t('noLimit')} value={d.budget} onChange={(budget) => set({ budget })} error={wrong('/budget')} />
          </div>
          <fieldset className="grid gap-2">
            <legend className="mb-1 font-strong">{t('funding')}</legend>
            <div className="grid grid-cols-3 gap-3">
              <Figure label={t('fundedBy.supplier')} value={d.supplier} onChange={(supplier) => set({ supplier })} error={wrong('/funding')} />
              <Figure label={t('fundedBy.brand')} value={d.brandShare} onChange={(brandShare) => set({ brandShare })} />
              <Figure label={t('fundedBy.hub')} value={d.hub} onChange={(hub) => set({ hub })} />
            </div>
          </fieldset>
          {Number(d.brandShare) > 0 && (
            <Field label={t('brand')} required={false}>
              <Input value={d.brand} maxLength={200} onChange={(e) => set({ brand: e.target.value })} />
            </Field>
          )}
        </div>
      </Section>
      <Section title={t('together')} className={flat}>
        <div className="grid gap-4">
          <Checkbox checked={d.alone} onChange={(alone) => set({ alone })}>
            {t('alone')}
          </Checkbox>
          <Figure label={t('priority')} hint={t('priorityHint')} value={d.priority} onChange={(priority) => set({ priority })} error={wrong('/priority')} />
          <Field label={t('note')} required={false} error={wrong('/note')}>
            <TextArea value={d.note} maxLength={2000} onChange={(e) => set({ note: e.target.value })} />
          </Field>
        </div>
      </Section>
    </>
  )
}

function useWrong(problem: Problem | null) {
  const { field } = useProblemText()
  return (path: string) => field(problem, path)
}

function Editor({ seat, promotion, currency }: { seat: Seat; promotion?: Promotion; currency: string }) {
  const t = useTranslations('promotion')
  const company = seat.company.id
  const navigate = useNavigate()
  const [draft, put] = useState<Draft>(() => (promotion ? draftOf(promotion) : freshDraft(currency)))
  const set: Set = (change) => put((now) => ({ ...now, ...change }))
  const { busy, problem, run } = useDeed()
  const wrong = useWrong(problem)
  const groups = useQuery(groupsQuery(company)).data?.items ?? []
  const items = itemsOf(draft)
  const rule = ruleOf(draft)
  const words = usePromotionWords(items, groups)
  const write = mayOf(seat, 'promotion.action.write')
  const state = promotion?.state ?? 'draft'
  const fixed = state === 'running' || state === 'ended' || state === 'archived'
  const may = write.shown && !write.disabled && !fixed
  const open = (id: string) => navigate({ to: '/c/$company/prices/$', params: { company, _splat: `promotions/${id}` }, search: {}, replace: true })

  const save = async (start: boolean) => {
    const made = promotion
      ? await ok(api.PUT('/api/companies/{company}/promotions/{promotion}', { params: { path: { company, promotion: promotion.id }, header: { 'If-Match': promotion.etag } }, body: rule }))
      : await ok(api.POST('/api/companies/{company}/promotions', { params: { path: { company } }, body: rule }))
    if (start) await act(company, made, 'start')
    toast(t(start ? 'done.start' : 'done.save', { name: made.rule.name }))
    await askAgain(company)
    await open(made.id)
  }
  const deed = async (to: 'pause') => {
    if (!promotion) return
    await act(company, promotion, to)
    toast(t(`done.${to}`, { name: promotion.rule.name }))
    await askAgain(company)
  }
  const part: Part = { draft, set, company, wrong }
  return (
    <>
      <PageHeader
        title={promotion?.rule.name ?? t('newTitle')}
        note={<StatusDot kind={dots[state]}>{t(`state.${state}`)}</StatusDot>}
        actions={
          write.shown && (
            <>
              {state === 'running' && (
                <Button disabled={write.disabled || busy} onClick={() => void run(() => deed('pause'))}>
                  {t('deed.pause')}
                </Button>
              )}
              {!fixed && (
                <Button disabled={!may || busy} onClick={() => void run(() => save(false))}>
                  {t('save')}
                </Button>
              )}
              {(state === 'draft' || state === 'paused') && (
                <Button kind="primary" disabled={!may || busy} onClick={() => void run(() => save(true))}>
                  {t('saveStart')}
                </Button>
              )}
            </>
          )
        }
      >
        <PriceNav seat={seat} at="promotions" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
        <PriceLink company={company} page="promotions" className="justify-self-start text-accent underline underline-offset-2 max-tablet:px-4">
          {t('back')}
        </PriceLink>
        {fixed && <Banner>{t(state === 'running' ? 'fixed' : 'over')}</Banner>}
        <div aria-live="polite" className="rounded-card border border-line bg-best px-4 py-3 text-best-ink max-tablet:rounded-none max-tablet:border-x-0">
          <span className="block text-small">{t('says')}</span>
          <span className="text-h2 font-strong wrap-anywhere">{words.sentence(rule)}</span>
        </div>
        {problem && problem.fields.length > 0 && <Banner kind="bad">{t('wrong', { count: problem.fields.length })}</Banner>}
        {problem && problem.fields.length === 0 && <Refusal problem={problem} />}
        <div className="grid items-start gap-4 desktop:grid-cols-2">
          <fieldset disabled={!may} className="grid min-w-0 gap-4">
            <What {...part} />
            <Who {...part} />
            <Limits {...part} />
          </fieldset>
          <Suspense fallback={<Skeleton lines={4} />}>
            <Preview seat={seat} id={promotion?.id} rule={rule} items={items} />
          </Suspense>
        </div>
      </div>
    </>
  )
}

/** A new promotion begins in the currency of the last one, the first in that of the prices. */
function Fresh({ seat }: { seat: Seat }) {
  const { data, isPending } = useInfiniteQuery(promotionPages(seat.company.id, undefined, undefined))
  const usual = useUsualCurrency(seat)
  if (isPending) return <Skeleton lines={10} />
  return <Editor seat={seat} currency={data?.pages[0]?.items[0]?.rule.currency ?? usual} />
}

/** One promotion: what it says, for whom, when, how much of it there is; and what it would do to a basket. */
export function Page({ id }: { id: string }) {
  const t = useTranslations('promotion')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery({ ...promotionQuery(company, id), enabled: id !== 'new' })
  if (id === 'new') return <Fresh seat={seat} />
  if (data) return <Editor key={data.etag} seat={seat} promotion={data} currency={data.rule.currency} />
  if (error && toProblem(error).status === 404) return <NotFoundPage />
  return (
    <>
      <PageHeader title={t('title')} />
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton lines={10} />}
    </>
  )
}
