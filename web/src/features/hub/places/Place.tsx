import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslations } from '../../../lib/i18n'
import { companyQuery } from '../../../shell/company'
import { buyingSeat, buys, companyPath, icons } from '../../../shell/places'
import { isSuspended, usualSeat, useSession, type Seat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { EmptyState } from '../../../ui/States'
import { countsQuery } from '../../trading/api'
import { missing } from '../today/steps'

/** The one thing that helps here now: suppliers to trade with, or the colleagues who work here. */
const helps = { order: 'suppliers', rfq: 'suppliers', statement: 'invite' } as const
type Shows = keyof typeof helps
const shows = Object.keys(helps) as Shows[]

/** Where the company stands with suppliers; nothing while that is not known, or not this person's to know. */
function useStanding(seat: Seat) {
  const { data } = useQuery({ ...countsQuery(seat.company.id), enabled: seat.permissions.includes('trading.board.read') })
  if (!data) return null
  return { open: data.approved ?? 0, waiting: (data.applied ?? 0) + (data.more_asked ?? 0) + (data.invited ?? 0) }
}

type Standing = NonNullable<ReturnType<typeof useStanding>>

/** The way on from a place that needs suppliers: what they offer, what they answer, or who they are. */
function ToSuppliers({ standing }: { standing: Standing | null }) {
  const t = useTranslations('places')
  const primary = buttonClass('primary', 'max-tablet:w-full')
  if (standing && standing.open > 0) {
    return (
      <Link to="/suppliers/offers" className={primary}>
        {t('offers')}
      </Link>
    )
  }
  if (standing && standing.waiting > 0) {
    return (
      <Link to="/suppliers/board" className={primary}>
        {t('board')}
      </Link>
    )
  }
  return (
    <Link to="/suppliers" search={{ state: 'open' }} className={primary}>
      {t('find')}
    </Link>
  )
}

function Action({ place, seat, standing }: { place: Shows; seat: Seat; standing: Standing | null }) {
  const t = useTranslations('places')
  const company = seat.company.id
  const invite = helps[place] === 'invite' && seat.permissions.includes('identity.seat.write')
  if (!invite && seat.permissions.includes('trading.directory.read')) return <ToSuppliers standing={standing} />
  if (invite) {
    return (
      <Link to="/c/$company/team" params={{ company }} search={{ invite: true }} className={buttonClass('primary', 'max-tablet:w-full')}>
        {t('invite')}
      </Link>
    )
  }
  return (
    <Link to={companyPath(company, 'company')} className={buttonClass('primary', 'max-tablet:w-full')}>
      {seat.permissions.includes('identity.company.write') ? t('complete') : t('see')}
    </Link>
  )
}

/** A buying company with what its file lacks; all are shown, for reading needs no switching. */
function CompanyRow({ seat }: { seat: Seat }) {
  const t = useTranslations('places')
  const company = seat.company.id
  const { data } = useQuery(companyQuery(company))
  const lacks = data && missing(data.company)
  return (
    <li>
      <Link to={companyPath(company, 'company')} className="flex min-h-row items-center gap-3 px-4 py-2 text-ink no-underline hover:bg-sunk">
        <Seal name={seat.company.name} filled={lacks?.length === 0} />
        <span className="min-w-0 flex-1 truncate font-strong">{seat.company.name}</span>
        <span className="text-right text-small text-ink2">
          {isSuspended(seat) ? t('suspended') : lacks && (lacks.length === 0 ? t('full') : t('lacks', { what: lacks.map((l) => t(`field.${l}`)).join(t('comma')) }))}
        </span>
      </Link>
    </li>
  )
}

function Shown({ place, seat }: { place: Shows; seat: Seat }) {
  const t = useTranslations('places')
  const Icon = icons[place]
  const standing = useStanding(seat)
  const needs = helps[place] === 'suppliers'
  const words = () => {
    if (!needs || !standing) return t(place)
    if (standing.open > 0) return t('opened', { count: standing.open })
    return standing.waiting > 0 ? t('waiting', { count: standing.waiting }) : t(place)
  }
  return <EmptyState icon={<Icon aria-hidden />} text={words()} action={<Action place={place} seat={seat} standing={standing} />} />
}

/** A place of the buyers while there is nothing in it yet: what is so, and what can be done about it now. */
export function Page() {
  const t = useTranslations('places')
  const session = useSession()
  const path = useLocation({ select: (l) => l.pathname.slice(1) })
  const place = shows.find((p) => p === path) ?? 'order'
  const Icon = icons[place]
  const title = useTranslations('shell.place')(place)
  const seat = buyingSeat(session)
  if (!seat) {
    const usual = usualSeat(session)
    return (
      <>
        <PageHeader title={title} />
        <EmptyState
          icon={<Icon aria-hidden />}
          text={t('noBuyer')}
          action={
            <Link to={usual ? companyPath(usual.company.id, 'company') : '/companies/new'} className={buttonClass('primary')}>
              {usual ? t('addBuying') : t('open')}
            </Link>
          }
        />
      </>
    )
  }
  return (
    <>
      <PageHeader title={title} />
      <Shown key={seat.company.id} place={place} seat={seat} />
      <section className="mx-auto w-full max-w-xl px-4 pb-8">
        <h2 className="pb-2 text-small text-ink2">{t('companies')}</h2>
        <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
          {session.seats.filter(buys).map((s) => (
            <CompanyRow key={s.id} seat={s} />
          ))}
        </ul>
      </section>
    </>
  )
}
