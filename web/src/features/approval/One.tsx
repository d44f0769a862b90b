import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Check, X } from 'lucide-react'
import { useState } from 'react'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import { toProblem, type Problem } from '../../lib/problem'
import { NotFoundPage } from '../../shell/ErrorPages'
import { useSession, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { Field, TextArea } from '../../ui/Field'
import { ConfirmDialog } from '../../ui/lazy'
import { PageHeader, Section } from '../../ui/Page'
import { Banner, ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { planOf, writePlan } from '../ordering/handed'
import { Buying } from '../trading/Buying'
import { Chains, PartBlock, reopened, Timeline } from './Parts'
import { approvalQuery, decide, lower, withdraw, type Approval } from './queries'

function Decision({ company, approval, typed, onDone }: { company: string; approval: Approval; typed: Readonly<Record<number, string>>; onDone: () => void }) {
  const t = useTranslations('approval')
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [refusing, setRefusing] = useState(false)
  const [reason, setReason] = useState('')
  const changed = approval.parts.flatMap((p) => p.lines).flatMap((l) => (typed[l.index] !== undefined && typed[l.index] !== l.quantity ? [{ index: l.index, quantity: typed[l.index]!.trim() || '0' }] : []))
  const run = async (name: string, act: () => Promise<Approval>) => {
    setBusy(name)
    setProblem(null)
    try {
      const now = await act()
      if (name !== 'lower' && now.summary.state !== 'waiting') toast(t(`done.${now.summary.state}`))
      onDone()
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(null)
    }
  }
  return (
    <section aria-label={t('yourTurn')} className="sticky bottom-(--bottom-bar,0px) z-(--z-sticky) mt-auto grid gap-2 border-t border-line bg-surface px-4 py-3 print:hidden">
      <Refusal problem={problem} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="min-w-0 flex-1 font-strong max-tablet:basis-full">{t('yourTurn')}</span>
        {changed.length > 0 && (
          <Button busy={busy === 'lower'} onClick={() => void run('lower', () => lower(company, approval, changed))}>
            {t('lower', { count: changed.length })}
          </Button>
        )}
        <Button icon={<X aria-hidden />} disabled={busy !== null} onClick={() => setRefusing(true)} className="max-tablet:flex-1">
          {t('refuse')}
        </Button>
        <Button kind="primary" icon={<Check aria-hidden />} busy={busy === 'approve'} disabled={changed.length > 0} onClick={() => void run('approve', () => decide(company, approval, 'approve'))} className="max-tablet:flex-1">
          {t('approve')}
        </Button>
      </div>
      <ConfirmDialog
        open={refusing}
        onClose={() => setRefusing(false)}
        title={t('refuseTitle')}
        description={t('refuseText', { person: approval.summary.person })}
        action={t('refuse')}
        onConfirm={async () => {
          await decide(company, approval, 'refuse', reason.trim())
          setRefusing(false)
        }}
      >
        <Field label={t('reason')} required>
          <TextArea value={reason} maxLength={1000} onChange={(e) => setReason(e.target.value)} />
        </Field>
      </ConfirmDialog>
    </section>
  )
}

function Mine({ company, approval }: { company: string; approval: Approval }) {
  const t = useTranslations('approval')
  const { person } = useSession()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const again = async () => {
    const lines = approval.parts.flatMap((p) => p.lines.map((l) => ({ key: `again${l.index}`, supplier: p.supplier, item: l.item, sku: l.sku, name: l.name, quantity: l.quantity, unit: l.unit })))
    writePlan(company, person.id, { ...planOf(lines, 0), reference: approval.summary.reference })
    await navigate({ to: '/orders/$', params: { _splat: 'review' } })
  }
  const { state, purchase } = approval.summary
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      {state === 'waiting' && <Button onClick={() => setAsking(true)}>{t('withdraw')}</Button>}
      {(state === 'refused' || state === 'returned' || state === 'withdrawn') && (
        <Button kind="primary" onClick={() => void again()}>
          {t('again')}
        </Button>
      )}
      {purchase && (
        <Link to="/orders/$" params={{ _splat: `placed/${purchase}` }} className={buttonClass('primary')}>
          {t('toPurchase')}
        </Link>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('withdrawTitle')}
        description={t('withdrawText')}
        action={t('withdraw')}
        onConfirm={async () => {
          await withdraw(company, approval)
          setAsking(false)
        }}
      />
    </div>
  )
}

/** How it stands, in a line. */
export function useStanding() {
  const t = useTranslations('approval')
  return ({ state, waits_for: names, due }: Approval['summary']) => {
    if (state !== 'waiting') return t(`state.${state}`)
    const words = t('waitsFor', { names: names.join(', ') })
    return due ? `${words} · ${t('due', { at: formatInstant(due, deviceZone) })}` : words
  }
}

function Body({ seat, id }: { seat: Seat; id: string }) {
  const t = useTranslations('approval')
  const lang = useLocale()
  const standing = useStanding()
  const company = seat.company.id
  const query = useQuery(approvalQuery(company, id))
  const [typed, setTyped] = useState<Record<number, string>>({})
  const approval = query.data
  if (query.isError && !approval) return toProblem(query.error).status === 404 ? <NotFoundPage /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!approval) return <Skeleton lines={10} />
  const { summary } = approval
  const turn = summary.my_turn
  const dearer = reopened(approval)
  return (
    <div className="flex min-h-full flex-1 flex-col">
      <PageHeader
        title={t('oneTitle', { person: summary.person })}
        note={summary.totals.map((m) => formatMoney(lang, m)).join(' + ')}
        actions={
          <Link to="/orders/$" params={{ _splat: 'approvals' }} className={buttonClass('quiet')}>
            <ArrowLeft aria-hidden />
            {t('title')}
          </Link>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 p-4 desktop:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <p role="status" className="font-strong wrap-anywhere">
            {standing(summary)}
          </p>
          {dearer && (
            <Banner kind="warn">
              {t('dearer')} {dearer.changes.map((c) => `${c.name}: ${c.was} → ${c.now}`).join('; ')}
            </Banner>
          )}
          {approval.note && <p className="border-l-4 border-line pl-3 wrap-anywhere whitespace-pre-wrap">{approval.note}</p>}
          {(approval.mine || summary.purchase) && <Mine company={company} approval={approval} />}
          {approval.parts.map((p) => (
            <PartBlock key={p.supplier} part={p} typed={typed} onType={turn ? (index, quantity) => setTyped({ ...typed, [index]: quantity }) : undefined} />
          ))}
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Section title={t('who')}>
            <Chains chains={approval.chains} />
          </Section>
          <Timeline events={approval.events} />
        </div>
      </div>
      {turn && <Decision key={summary.edition} company={company} approval={approval} typed={typed} onDone={() => setTyped({})} />}
    </div>
  )
}

/** A purchase that waits, or waited, for the word of others. */
export function Page({ id }: { id: string }) {
  const t = useTranslations('approval')
  return <Buying title={t('title')}>{(seat) => <Body key={seat.company.id} seat={seat} id={id} />}</Buying>
}
