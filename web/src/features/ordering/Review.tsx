import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Columns3 } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { newKey } from '../../lib/api'
import { dayOf, deviceZone } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { toProblem, useProblemText, type Problem } from '../../lib/problem'
import { useNow } from '../../lib/useNow'
import { mayOf, useSession, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { RadioGroup } from '../../ui/Choice'
import { Field, Input } from '../../ui/Field'
import { DatePicker } from '../../ui/lazy'
import { PageHeader, Section } from '../../ui/Page'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useNeeds } from '../approval/useNeeds'
import { Buying } from '../trading/Buying'
import { CreditOutlook, NeedsWord } from './beside'
import { readPlan, writePlan, type Plan } from './handed'
import { orderOf, questionOf, seenBefore, standingOf, without, type Standing } from './plan'
import { previewQuery, type Draft, type Mode, type Preview } from './queries'
import { askForPlan, sendPlan } from './send'
import { SupplierBlock } from './SupplierBlock'

/** So long after the last change the hub is asked again. */
const pause = 300

/** The plan as it stands, kept in this tab, and what the hub says to it. */
function usePlan(company: string, person: string) {
  const [plan, setPlan] = useState(() => readPlan(company, person))
  useEffect(() => {
    if (plan) writePlan(company, person, plan)
  }, [company, person, plan])
  const question = plan && questionOf(plan)
  const wanted = JSON.stringify(question)
  const [asked, setAsked] = useState<Draft | null>(question)
  useEffect(() => {
    if (JSON.stringify(asked) === wanted) return
    const timer = setTimeout(() => setAsked(JSON.parse(wanted) as Draft | null), pause)
    return () => clearTimeout(timer)
  }, [asked, wanted])
  const query = useQuery({ ...previewQuery(company, asked ?? { lines: [] }), placeholderData: keepPreviousData })
  return { plan, setPlan, query, settled: JSON.stringify(asked) === wanted && !query.isPlaceholderData && !query.isFetching }
}

/** The hub's refusals that say something about lines: what they are stands at the lines after asking again. */
const aboutLines = new Set(['ordering.dearer', 'ordering.not_orderable'])

/** Sends what stands on the screen. One act has one name until it is answered: pressed twice, or sent again after a lost connection, it orders once. */
function useSend({ company, person, plan, setPlan, preview, again }: { company: string; person: string; plan: Plan; setPlan: (plan: Plan) => void; preview: Preview | undefined; again: () => void }) {
  const navigate = useNavigate()
  const at = useRef(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = async (sent: NonNullable<Plan['sent']>) => {
    if (at.current) return
    at.current = true
    setBusy(true)
    setProblem(null)
    try {
      const made = sent.note === undefined ? `placed/${(await sendPlan(company, person, plan, sent)).id}` : `approvals/${await askForPlan(company, person, plan, sent)}`
      await navigate({ to: '/orders/$', params: { _splat: made }, replace: true })
    } catch (error) {
      const now = toProblem(error)
      setProblem(now)
      // Without an answer it is not known whether it was done: the same act is sent again.
      const unknown = now.status === 0 || now.status >= 500
      const seen = aboutLines.has(now.code) && preview ? seenBefore(plan, preview) : plan
      setPlan({ ...seen, sent: unknown ? sent : undefined })
      if (!unknown) again()
    } finally {
      at.current = false
      setBusy(false)
    }
  }
  return { busy, problem, send: (note?: string) => preview && void send({ name: newKey(), body: JSON.stringify(orderOf(plan, preview)), note }), sendAgain: () => plan.sent && void send(plan.sent) }
}

function Modes({ mode, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  const t = useTranslations('ordering.review')
  return (
    <RadioGroup
      legend={t('mode.title')}
      name="mode"
      value={mode}
      onChange={onChange}
      options={(['all_or_nothing', 'those_that_accept'] as const).map((m) => ({ value: m, label: t(`mode.${m}`), hint: t(`mode.${m}Hint`) }))}
    />
  )
}

/** What holds for all orders of the purchase. */
function Common({ plan, setPlan }: { plan: Plan; setPlan: (plan: Plan) => void }) {
  const t = useTranslations('ordering.review')
  const today = dayOf(useNow(), deviceZone)
  return (
    <Section title={t('common')} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <div className="grid gap-4 tablet:grid-cols-2 desktop:grid-cols-1">
          <Field label={t('reference')} required={false} hint={t('referenceHint')}>
            <Input value={plan.reference} maxLength={100} autoComplete="off" onChange={(e) => setPlan({ ...plan, reference: e.target.value })} />
          </Field>
          <Field label={t('neededBy')} required={false}>
            <DatePicker value={plan.neededBy} today={today} min={today} onChange={(neededBy) => setPlan({ ...plan, neededBy })} />
          </Field>
        </div>
        <Modes mode={plan.mode} onChange={(mode) => setPlan({ ...plan, mode })} />
      </div>
    </Section>
  )
}

/** Brings the first thing that is in the way into sight, with the keyboard on what settles it. */
function showProblem() {
  const first = document.querySelector('[data-problem]')
  first?.scrollIntoView({ block: 'center' })
  first?.querySelector<HTMLElement>('input,button')?.focus({ preventScroll: true })
}

/** What it comes to, and the one button. */
function Foot({ standing, settled, busy, mode, may, ask, onSend }: { standing: Standing | undefined; settled: boolean; busy: boolean; mode: Mode; may: boolean; ask: boolean; onSend: () => void }) {
  const t = useTranslations('ordering.review')
  const lang = useLocale()
  const ready = standing?.ready === true && settled && may
  const words = !standing ? undefined : !standing.ready ? t('blocked', { count: standing.problems }) : standing.problems > 0 && mode === 'those_that_accept' ? t('without', { count: standing.problems }) : undefined
  return (
    <section
      aria-label={t('total')}
      className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) mt-auto flex flex-wrap items-center justify-end gap-x-6 gap-y-2 border-t border-line bg-surface px-4 py-3 print:hidden"
    >
      <span aria-live="polite" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 text-small text-warn max-tablet:basis-full">
        {words}
        {words && (
          <Button kind="quiet" className="text-warn! underline" onClick={showProblem}>
            {t('show')}
          </Button>
        )}
      </span>
      <span className="num text-right text-total font-strong max-tablet:flex-1 max-tablet:text-left">
        <span className="sr-only">{t('total')} </span>
        {standing?.totals.map((m) => formatMoney(lang, m)).join(' + ')}
      </span>
      <Button kind="primary" busy={busy} disabled={!ready && !busy} onClick={onSend} className="h-12! px-6! text-lead!">
        {ask ? t('ask') : t('send', { count: standing?.ready ? standing.orders : 0 })}
      </Button>
    </section>
  )
}

function Work({ seat, plan, setPlan, query, settled }: { seat: Seat; plan: Plan; setPlan: (plan: Plan | null) => void; query: ReturnType<typeof usePlan>['query']; settled: boolean }) {
  const t = useTranslations('ordering.review')
  const { text } = useProblemText()
  const { person } = useSession()
  const company = seat.company.id
  const preview = query.data
  const deed = useSend({ company, person: person.id, plan, setPlan, preview, again: () => void query.refetch() })
  const standing = preview && standingOf(preview)
  const needs = useNeeds(company, settled ? questionOf(plan) : null)
  const [note, setNote] = useState('')
  const ask = needs?.needed === true
  const change = (next: Plan) => {
    // A way back for what was taken out; what was typed has its own.
    if (next.lines.length < plan.lines.length) toast(t('removed', { count: plan.lines.length - next.lines.length }), () => setPlan(plan))
    setPlan(next)
  }
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4 max-tablet:px-0">
        {plan.sent && !deed.busy && (
          <Banner kind="bad" action={<Button onClick={deed.sendAgain}>{t('sendAgain')}</Button>}>
            {t('unanswered')}
          </Banner>
        )}
        {deed.problem && !plan.sent && (
          <Banner kind="bad">
            {text(deed.problem)} {aboutLines.has(deed.problem.code) && t('lookAgain')}
          </Banner>
        )}
        {plan.left > 0 && <Banner>{t('left', { count: plan.left })}</Banner>}
        {query.isError && !query.isFetching && (preview ? (
          <Banner kind="bad" action={<Button onClick={() => void query.refetch()}>{t('again')}</Button>}>
            {text(toProblem(query.error))}
          </Banner>
        ) : (
          <ErrorState error={query.error} safe={t('safe')} onRetry={() => void query.refetch()} />
        ))}
        {!preview && !query.isError && <Skeleton lines={10} />}
        <Suspense>{preview && <CreditOutlook company={company} orders={preview.orders} onLeaveOut={(lines) => change(without(plan, new Set(preview.orders.flatMap((o) => o.lines.flatMap((l) => (l.key && lines.includes(l.index) ? [l.key] : []))))))} />}</Suspense>
        {preview?.orders.map((order) => <SupplierBlock key={order.supplier} order={order} plan={plan} onPlan={change} />)}
        <Common plan={plan} setPlan={setPlan} />
        <Suspense>{ask && <NeedsWord needs={needs} note={note} onNote={setNote} />}</Suspense>
      </div>
      <Foot standing={standing} settled={settled} busy={deed.busy} mode={plan.mode} may={!mayOf(seat, 'ordering.purchase.write').disabled && needs?.nobody !== true} ask={ask} onSend={() => deed.send(ask ? note : undefined)} />
    </>
  )
}

function Body({ seat }: { seat: Seat }) {
  const t = useTranslations('ordering.review')
  const { person } = useSession()
  const { plan, setPlan, query, settled } = usePlan(seat.company.id, person.id)
  const empty = !plan || plan.lines.length === 0
  return (
    <div className="flex min-h-full flex-1 flex-col">
      <PageHeader
        title={t('title')}
        note={seat.company.name}
        actions={
          <Link to="/compare" className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden />
            {t('back')}
          </Link>
        }
      />
      {empty ? (
        <EmptyState
          icon={<Columns3 aria-hidden />}
          text={t('empty')}
          action={
            <Link to="/compare" className={buttonClass('primary')}>
              {t('toCompare')}
            </Link>
          }
        />
      ) : (
        <Work seat={seat} plan={plan} setPlan={setPlan} query={query} settled={settled} />
      )}
    </div>
  )
}

/** The last look before ordering: one block for each supplier. */
export function Page() {
  const t = useTranslations('ordering.review')
  return <Buying title={t('title')}>{(seat) => <Body key={seat.company.id} seat={seat} />}</Buying>
}
