import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ArrowRight, Check, MessageCircleQuestion, X } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { dayOf, deviceZone, formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { useRowKeys } from '../../../lib/useRowKeys'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { KeyLine } from '../../../ui/KeyLine'
import { Menu } from '../../../ui/lazy'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Disclosure } from '../Disclosure'
import { RelationshipState } from '../RelationshipState'
import { relationshipQuery, waitingQuery, type Act, type Held, type RelationshipDetail } from '../supplierQueries'
import { Terms } from '../Terms'
import { BuyerFile, Line } from './BuyerFile'
import { Checks } from './Checks'
import { Flags } from './Flags'
import { History } from '../History'
import type { WordAct } from './Decide'

const Approve = lazy(() => import('./Approve').then((m) => ({ default: m.Approve })))
const Decide = lazy(() => import('./Decide').then((m) => ({ default: m.Decide })))

export const decisions = ['approve', 'ask_more', 'reject', 'suspend', 'reopen', 'close'] as const satisfies readonly Act[]
export type DecisionAct = (typeof decisions)[number]

const keyOf: Record<string, DecisionAct> = { a: 'approve', m: 'ask_more', r: 'reject' }

/** What can be done now; the main acts are buttons, the rest stands behind one. */
function Acts({ detail, seat, onAct }: { detail: RelationshipDetail; seat: Seat; onAct: (act: DecisionAct) => void }) {
  const t = useTranslations('queue')
  const write = mayOf(seat, 'trading.relationship.decide')
  if (!write.shown) return null
  const can = (act: DecisionAct) => detail.may.includes(act)
  const rest = (['suspend', 'close'] as const).filter(can)
  return (
    <>
      {rest.length > 0 && (
        <Menu
          label={t('moreActs')}
          trigger={<Button disabled={write.disabled}>{t('moreActs')}</Button>}
          items={rest.map((act) => ({ label: t(`do.${act}`), danger: true, onSelect: () => onAct(act) }))}
        />
      )}
      {can('reject') && (
        <Button kind="danger" icon={<X aria-hidden />} disabled={write.disabled} aria-keyshortcuts="R" onClick={() => onAct('reject')}>
          {t('do.reject')}
        </Button>
      )}
      {can('ask_more') && (
        <Button icon={<MessageCircleQuestion aria-hidden />} disabled={write.disabled} aria-keyshortcuts="M" onClick={() => onAct('ask_more')}>
          {t('do.ask_more')}
        </Button>
      )}
      {can('reopen') && (
        <Button kind="primary" disabled={write.disabled} onClick={() => onAct('reopen')}>
          {t('do.reopen')}
        </Button>
      )}
      {can('approve') && (
        <Button kind="primary" icon={<Check aria-hidden />} disabled={write.disabled} aria-keyshortcuts="A" onClick={() => onAct('approve')}>
          {t('approve')}
        </Button>
      )}
    </>
  )
}

/** The next one that waits, so that a queue is worked off without going back to its list. */
function Next({ company, buyer }: { company: string; buyer: string }) {
  const t = useTranslations('queue')
  const { data } = useQuery(waitingQuery(company, 2))
  const next = data?.items.find((r) => r.buyer.id !== buyer)
  if (!next) return null
  return (
    <Link to="/c/$company/applications/$buyer" params={{ company, buyer: next.buyer.id }} className={buttonClass('quiet')}>
      {t('next')}
      <ArrowRight aria-hidden />
    </Link>
  )
}

function Standing({ detail, company }: { detail: RelationshipDetail; company: string }) {
  const t = useTranslations('queue')
  const { row } = detail
  return (
    <dl className="-my-1.5">
      <Line title={t('state')}>
        <RelationshipState state={row.state} />
      </Line>
      <Line title={t('customer')}>
        {row.customer && (
          <Link to="/c/$company/customers/$customer" params={{ company, customer: row.customer.id }} className="text-accent underline">
            {row.customer.name} <span className="num">{row.customer.code}</span>
          </Link>
        )}
      </Line>
      <Line title={t('applied')}>{row.applied_at && <span className="num">{dayOf(row.applied_at, deviceZone)}</span>}</Line>
      <Line title={t('version')}>{row.version > 1 ? t('nth', { n: row.version }) : ''}</Line>
      <Line title={t('reason')}>{row.reason}</Line>
    </dl>
  )
}

function Body({ held, company, buyer }: { held: Held<RelationshipDetail>; company: string; buyer: string }) {
  const t = useTranslations('queue')
  const detail = held.value
  const { row } = detail
  const card = 'max-tablet:rounded-none max-tablet:border-x-0'
  return (
    <div className="grid items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="grid min-w-0 gap-4">
        {(row.note || row.answer || row.question) && (
          <Section title={t('said')} className={card}>
            <dl className="-my-1.5">
              <Line title={t('note')}>{row.note}</Line>
              <Line title={t('question')}>{row.question}</Line>
              <Line title={t('answer')}>{row.answer}</Line>
            </dl>
          </Section>
        )}
        {detail.checks.length > 0 && (
          <Section title={t('checks')} note={t('checksNote')} className={card}>
            <Checks checks={detail.checks} company={company} />
          </Section>
        )}
        <Section title={t('fileTitle')} note={detail.file ? t('fileVersion', { version: detail.file.version }) : undefined} className={card}>
          {detail.file ? <BuyerFile company={company} buyer={buyer} shared={detail.file} /> : <p className="text-ink2">{t('noFile')}</p>}
        </Section>
      </div>
      <div className="grid min-w-0 gap-4">
        <Section title={t('standing')} className={card}>
          <Standing detail={detail} company={company} />
        </Section>
        {detail.terms && (
          <Section title={t('terms')} className={card}>
            <Terms terms={detail.terms} />
          </Section>
        )}
        {detail.sees?.discloses && (
          <Section title={t('sees')} className={card}>
            <Disclosure disclosed={detail.sees} side="supplier" />
          </Section>
        )}
        <Section title={t('history')} className={card}>
          <History events={detail.events} own="supplier" />
        </Section>
      </div>
    </div>
  )
}

/** One buyer who applies: everything a decision needs, and the decision. */
export function Page() {
  const t = useTranslations('queue')
  const lang = useLocale()
  const now = useNow()
  const seat = useCompanySeat()
  const company = seat.company.id
  const { buyer = '' } = useParams({ strict: false }) as { buyer?: string }
  const asked = useSearch({ strict: false }) as { act?: string }
  const act = decisions.find((d) => d === asked.act)
  const navigate = useNavigate()
  const query = useQuery(relationshipQuery(company, buyer))
  const write = mayOf(seat, 'trading.relationship.decide')
  const to = (next: DecisionAct | undefined) => void navigate({ to: '/c/$company/applications/$buyer', params: { company, buyer }, search: { act: next }, replace: true })
  const detail = query.data?.value
  useRowKeys((key) => {
    const wanted = keyOf[key]
    if (wanted && write.shown && !write.disabled && detail?.may.includes(wanted)) to(wanted)
  })
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data || !detail) return <Skeleton lines={10} />
  const since = detail.row.applied_at ?? detail.row.changed_at
  // Stays while the sheet is open, though the decision has been made by then: closing is the sheet's own affair.
  const open = act && write.shown && !write.disabled ? act : undefined
  return (
    <>
      <PageHeader
        title={detail.row.buyer.name}
        note={formatAgo(lang, since, now)}
        actions={
          <>
            <Next company={company} buyer={buyer} />
            <Acts detail={detail} seat={seat} onAct={to} />
          </>
        }
      >
        <div className="flex flex-wrap items-center gap-3">
          <RelationshipState state={detail.row.state} />
          <Flags row={detail.row} />
        </div>
        {write.shown && detail.may.includes('approve') && <KeyLine name="application">{t('keysOne')}</KeyLine>}
      </PageHeader>
      <Body held={query.data} company={company} buyer={buyer} />
      <Suspense>
        {open === 'approve' && <Approve company={company} buyer={buyer} held={query.data} onClose={() => to(undefined)} />}
        {open && open !== 'approve' && <Decide company={company} buyer={buyer} held={query.data} act={open as WordAct} onClose={() => to(undefined)} />}
      </Suspense>
    </>
  )
}
