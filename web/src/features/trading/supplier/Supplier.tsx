import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ExternalLink, Mail, Phone, Send } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { dayOf, deviceZone } from '../../../lib/dates'
import { needTexts, useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { NotFoundPage } from '../../../shell/ErrorPages'
import { mayOf, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { Avatar } from '../../../ui/Marks'
import { PageHeader, Section } from '../../../ui/Page'
import { Tabs } from '../../../ui/Segmented'
import { Banner, EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { AnswerForm } from '../AnswerForm'
import { supplierQuery, type ContactPoint, type SupplierDetail } from '../api'
import { choose } from '../application'
import { Buying } from '../Buying'
import { CloseDialog } from '../CloseDialog'
import { Disclosure } from '../Disclosure'
import { History } from '../History'
import { regionName } from '../regions'
import { RelationshipState } from '../RelationshipState'
import { canApply } from '../states'
import { Tag } from '../Tag'
import { Terms } from '../Terms'
import { useTradingWords } from '../words'

/** With its texts: only who is shown offers needs them. */
const Running = lazy(async () => {
  const [{ Running: Shown }] = await Promise.all([import('../../promotion/Running'), needTexts('promotion')])
  return { default: Shown }
})
const Offers = lazy(() => import('../../comparison/offers/Offers').then((m) => ({ default: m.Offers })))

const tabs = ['about', 'offers', 'history'] as const
type Search = { tab?: string; q?: string; category?: string }

const flat = 'max-tablet:rounded-none max-tablet:border-x-0'

/** Somebody to talk to, one press away. */
function Person({ person, note }: { person: ContactPoint; note: string }) {
  const t = useTranslations('supplier')
  const name = person.name ?? person.email ?? person.phone ?? ''
  return (
    <div className="grid gap-3">
      <div className="flex items-center gap-2.5">
        <Avatar name={name} />
        <span className="grid min-w-0">
          <span className="font-strong wrap-anywhere">{name}</span>
          <span className="text-small text-ink2">{note}</span>
        </span>
      </div>
      <div className="flex flex-wrap gap-2">
        {person.phone && (
          <a href={`tel:${person.phone.replace(/[^+\d]/g, '')}`} className={buttonClass('plain', 'num max-tablet:flex-1')}>
            <Phone aria-hidden />
            <span className="sr-only">{t('call', { name })}</span>
            {person.phone}
          </a>
        )}
        {person.email && (
          <a href={`mailto:${person.email}`} className={buttonClass('plain', 'max-tablet:flex-1')}>
            <Mail aria-hidden />
            <span className="sr-only">{t('mail', { name })}</span>
            <span className="min-w-0 truncate">{person.email}</span>
          </a>
        )}
      </div>
    </div>
  )
}

function Lines({ lines }: { lines: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid gap-2">
      {lines.map(
        ([title, text]) =>
          text && (
            <div key={title} className="flex gap-2.5">
              <dt className="w-36 flex-none text-ink2">{title}</dt>
              <dd className="min-w-0 wrap-anywhere whitespace-pre-line">{text}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** What it says of itself to everybody. */
function Profile({ detail: { card } }: { detail: SupplierDetail }) {
  const t = useTranslations('supplier')
  const words = useTradingWords()
  return (
    <Section title={t('profile')} className={flat}>
      <div className="grid gap-3">
        {card.summary && <p className="wrap-anywhere whitespace-pre-line">{card.summary}</p>}
        {card.trades.length > 0 && (
          <p className="flex flex-wrap gap-1">
            {card.trades.map((trade) => (
              <Tag key={trade}>{words.trade(trade)}</Tag>
            ))}
          </p>
        )}
        <Lines
          lines={[
            [t('regions'), words.regions(card.regions)],
            [t('usualTerms'), card.terms_summary],
            [t('minimum'), card.minimum_order],
            [t('languages'), words.languages(card.languages)],
            [t('asks'), words.asks(card.asks)],
            [
              t('website'),
              card.website && (
                <a href={card.website} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1 text-accent underline underline-offset-2">
                  {card.website.replace(/^https?:\/\//, '')}
                  <ExternalLink aria-hidden />
                </a>
              ),
            ],
          ]}
        />
      </div>
    </Section>
  )
}

/** What is between the two of us. */
function Account({ detail: { relationship: r, sees, card, may }, onClose }: { detail: SupplierDetail; onClose?: () => void }) {
  const t = useTranslations('supplier')
  const lang = useLocale()
  if (!r) {
    return (
      <Section title={t('account')} className={flat}>
        <p className="text-ink2">{card.accepting ? t('noAccount') : t('inviteOnly')}</p>
      </Section>
    )
  }
  return (
    <>
      <Section
        title={t('account')}
        className={flat}
        actions={
          onClose &&
          may.includes('close') && (
            <Button kind="quiet" className="-mr-2 text-bad! print:hidden" onClick={onClose}>
              {r.state === 'approved' || r.state === 'suspended' ? t('close') : t('takeBack')}
            </Button>
          )
        }
      >
        <Lines
          lines={[
            [t('code'), r.customer_code && <span className="num">{r.customer_code}</span>],
            [t('region'), r.region && regionName(lang, r.region)],
            [t('applied'), r.applied_at && dayOf(r.applied_at, deviceZone)],
            [t('decided'), r.decided_at && dayOf(r.decided_at, deviceZone)],
            [t('version'), r.version > 1 && t('versionNumber', { number: r.version })],
            [t('note'), r.note],
            [t('answer'), r.answer],
          ]}
        />
      </Section>
      {(r.state === 'approved' || r.state === 'suspended') && (
        <Section title={t('terms')} className={flat}>
          <Terms terms={r.terms} />
        </Section>
      )}
      {r.state !== 'rejected' && r.state !== 'closed' && (
        <Section title={t('sees')} note={t('seesNote')} className={flat}>
          {sees?.discloses ? <Disclosure disclosed={sees} side="buyer" /> : <p className="text-ink2">{card.closed ? t('seesClosed') : r.state === 'approved' ? t('seesNothing') : r.state === 'suspended' ? t('seesSuspended') : t('seesLater')}</p>}
        </Section>
      )}
    </>
  )
}

function About({ detail, onClose }: { detail: SupplierDetail; onClose?: () => void }) {
  const t = useTranslations('supplier')
  const { relationship, contact } = detail
  const seller = relationship?.salesperson
  const named = seller && (seller.name || seller.email || seller.phone)
  const reached = contact && (contact.name || contact.email || contact.phone)
  return (
    <div className="grid max-w-6xl items-start gap-4 desktop:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid gap-4">
        <Account detail={detail} onClose={onClose} />
        <Profile detail={detail} />
      </div>
      {(named || reached) && (
        <Section title={t('person')} className={`${flat} max-desktop:order-first`}>
          <div className="grid gap-5">
            {named && <Person person={seller} note={t('salesperson')} />}
            {reached && <Person person={contact} note={t('general')} />}
          </div>
        </Section>
      )}
    </div>
  )
}

const warned = { rejected: 'bad', suspended: 'bad', closed: 'info' } as const

/** Why it stands as it stands, over everything else. */
function Standing({ detail: { card, relationship: r } }: { detail: SupplierDetail }) {
  const t = useTranslations('supplier.standing')
  if (card.closed) return <Banner kind="bad">{t('closedByHub')}</Banner>
  if (!r || !(r.state in warned)) return null
  const state = r.state as keyof typeof warned
  return <Banner kind={warned[state]}>{r.reason ? `${t(state)} ${t('reason', { reason: r.reason })}` : t(state)}</Banner>
}

function Apply({ seat, detail: { card, may } }: { seat: Seat; detail: SupplierDetail }) {
  const t = useTranslations('supplier')
  const navigate = useNavigate()
  const write = mayOf(seat, 'trading.application.write')
  if (!write.shown || !may.includes('apply') || !canApply(card.state)) return null
  return (
    <Button
      kind="primary"
      icon={<Send aria-hidden />}
      disabled={write.disabled}
      className="max-tablet:w-full print:hidden"
      onClick={() => {
        choose(seat.company.id, [card.supplier], true)
        void navigate({ to: '/suppliers/apply' })
      }}
    >
      {card.state === 'rejected' || card.state === 'closed' ? t('reapply') : t('apply')}
    </Button>
  )
}

function Shown({ seat, detail }: { seat: Seat; detail: SupplierDetail }) {
  const t = useTranslations('supplier')
  const company = seat.company.id
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const [closing, setClosing] = useState(false)
  const { card, relationship, events, may } = detail
  const { supplier } = card
  const open = detail.sees?.discloses === true && seat.permissions.includes('comparison.offer.read')
  const offered = tabs.filter((tab) => tab === 'about' || (tab === 'offers' ? open : events.length > 0))
  const tab = offered.find((x) => x === search.tab) ?? 'about'
  const to = (change: Partial<Search>) => void navigate({ to: '/suppliers/$supplier', params: { supplier: supplier.id }, search: { tab, q: search.q, category: search.category, ...change }, replace: true })
  const panel = {
    about: () => <About detail={detail} onClose={mayOf(seat, 'trading.application.write').disabled ? undefined : () => setClosing(true)} />,
    history: () => (
      <Section title={t('tab.history')} className={flat}>
        <History events={events} own="buyer" />
      </Section>
    ),
    offers: () => (
      <Suspense fallback={<Skeleton lines={10} />}>
        {seat.permissions.includes('promotion.offer.read') && detail.sees?.promotions && <Running seat={seat} supplier={supplier.id} />}
        <Offers seat={seat} supplier={supplier} search={{ q: search.q, category: search.category }} onSearch={to} />
      </Suspense>
    ),
  }
  return (
    <>
      <PageHeader
        title={supplier.name}
        note={
          <span className="flex flex-wrap items-center gap-x-3">
            {card.state && <RelationshipState state={card.state} closed={card.closed} />}
            {card.customer_code && <span className="num">{t('codeNote', { code: card.customer_code })}</span>}
          </span>
        }
        actions={<Apply seat={seat} detail={detail} />}
      />
      <Standing detail={detail} />
      <div className="p-4 max-tablet:px-0">
        {relationship?.state === 'more_asked' && may.includes('answer') && (
          <div className="mb-4 max-tablet:px-4">
            <AnswerForm company={company} supplier={supplier} question={relationship.question ?? ''} />
          </div>
        )}
        {offered.length === 1 ? (
          panel.about()
        ) : (
          <Tabs label={supplier.name} value={tab} onChange={(now) => to({ tab: now === 'about' ? undefined : now })} options={offered.map((value) => ({ value, label: t(`tab.${value}`) }))}>
            {panel[tab]()}
          </Tabs>
        )}
      </div>
      {closing && card.state && <CloseDialog company={company} supplier={supplier} state={card.state} onClose={() => setClosing(false)} />}
    </>
  )
}

function One({ seat, id }: { seat: Seat; id: string }) {
  const t = useTranslations('supplier')
  const { data, error, refetch } = useQuery(supplierQuery(seat.company.id, id))
  if (data) return <Shown seat={seat} detail={data} />
  if (!error) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Skeleton lines={10} />
      </>
    )
  }
  if (toProblem(error).status === 404) return <NotFoundPage />
  return (
    <>
      <PageHeader title={t('title')} />
      {toProblem(error).status === 403 ? (
        <EmptyState text={t('forbidden')} action={<Link to="/order" className={buttonClass()}>{t('back')}</Link>} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </>
  )
}

/** One supplier as this buyer knows it: whom to call, what is agreed, what is shown, what it offers. */
export function Page() {
  const t = useTranslations('supplier')
  const { supplier = '' } = useParams({ strict: false }) as { supplier?: string }
  return <Buying title={t('title')}>{(seat) => <One key={`${seat.company.id} ${supplier}`} seat={seat} id={supplier} />}</Buying>
}
