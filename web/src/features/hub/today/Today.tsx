import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight, Check } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { api, ok } from '../../../lib/api'
import { deviceZone, formatDay } from '../../../lib/dates'
import { needTexts, useLocale, useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { companyQuery } from '../../../shell/company'
import { useCompanySeat, useSession, type Seat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { invitationsQuery, seatsQuery } from '../../identity/team/queries'
import { steps, type Step } from './steps'
import { Waiting } from './Waiting'

// What happened comes with its own texts, after what there is to do.
const Entries = lazy(async () => {
  const [{ Entries }] = await Promise.all([import('../../audit/Entries'), needTexts('audit')])
  return { default: Entries }
})

function StepRow({ step, company, can }: { step: Step; company: string; can: boolean }) {
  const t = useTranslations('today')
  const words = (
    <span className="grid min-w-0 flex-1">
      <span className={step.done ? 'text-ink2 line-through' : 'font-strong'}>{t(`step.${step.name}`)}</span>
      {!step.done && <span className="text-small text-ink2">{t(`step.${step.name}Why`)}</span>}
    </span>
  )
  const mark = (
    <span aria-hidden className={`grid size-6 flex-none place-items-center rounded-full border ${step.done ? 'border-accent bg-accent text-on-accent' : 'border-control'}`}>
      {step.done && <Check className="stroke-3" />}
    </span>
  )
  const row = 'flex min-h-12 items-center gap-3 py-2 text-ink no-underline'
  if (step.done || !can) {
    return (
      <span className={row}>
        {mark}
        {words}
        <span className={step.done ? 'sr-only' : 'text-small text-ink2'}>{step.done ? t('done') : t('askOwner')}</span>
      </span>
    )
  }
  const inner = (
    <>
      {mark}
      {words}
      <ArrowRight aria-hidden className="text-ink2" />
    </>
  )
  if (step.name === 'phone') {
    return (
      <Link to="/profile" hash="phone" className={row}>
        {inner}
      </Link>
    )
  }
  if (step.name === 'colleague') {
    return (
      <Link to="/c/$company/team" params={{ company }} search={{ invite: true }} className={row}>
        {inner}
      </Link>
    )
  }
  return (
    <Link to="/c/$company/company" params={{ company }} hash={step.name} className={row}>
      {inner}
    </Link>
  )
}

function Checklist({ seat }: { seat: Seat }) {
  const t = useTranslations('today')
  const { person } = useSession()
  const id = seat.company.id
  const company = useQuery(companyQuery(id))
  const seats = useQuery(seatsQuery(id, 2))
  const invitations = useQuery(invitationsQuery(id, 1))
  const failed = [company, seats, invitations].find((q) => q.isError && !q.data)
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
  if (!company.data || !seats.data || !invitations.data) return <Skeleton lines={4} />
  const list = steps({ person, company: company.data.company, seats: seats.data.items.length, invitations: invitations.data.items.length })
  const done = list.filter((s) => s.done).length
  const may = { phone: true, address: seat.permissions.includes('identity.company.write'), logo: seat.permissions.includes('identity.company.write'), colleague: seat.permissions.includes('identity.seat.write') }
  return (
    <Section title={done === list.length ? t('ready') : t('checklist')} note={t('progress', { done, total: list.length })}>
      <ul className="-my-2 divide-y divide-line">
        {list.map((step) => (
          <li key={step.name}>
            <StepRow step={step} company={id} can={may[step.name]} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Recent({ seat }: { seat: Seat }) {
  const t = useTranslations('today')
  const company = seat.company.id
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', company, 'recent'],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/audit', { params: { path: { company }, query: { limit: 8 } }, signal })),
  })
  return (
    <Section
      title={t('recent')}
      actions={
        <Link to="/c/$company/audit" params={{ company }} className={buttonClass('quiet')}>
          {t('all')}
        </Link>
      }
    >
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data?.items.length === 0 ? (
        <p className="text-ink2">{t('nothing')}</p>
      ) : (
        <Suspense fallback={<Skeleton lines={6} />}>{data ? <Entries entries={data.items} /> : <Skeleton lines={6} />}</Suspense>
      )}
    </Section>
  )
}

/** Where suppliers, brands and the operator start the day. */
export function Page() {
  const t = useTranslations('today')
  const lang = useLocale()
  const now = useNow()
  const seat = useCompanySeat()
  return (
    <>
      <PageHeader title={t('title')} note={formatDay(lang, now.toISOString(), deviceZone)} />
      <div className="grid w-full max-w-6xl content-start items-start gap-4 p-4 desktop:grid-cols-2">
        {seat.permissions.includes('trading.relationship.read') && (
          <div className="min-w-0 desktop:col-span-2">
            <Waiting seat={seat} />
          </div>
        )}
        <Checklist seat={seat} />
        {seat.permissions.includes('audit.read') && <Recent seat={seat} />}
      </div>
    </>
  )
}
