import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslations } from '../../../lib/i18n'
import { companyQuery } from '../../../shell/company'
import { buyerPlaces, buyingSeat, buys, companyPath, icons, type BarPlace } from '../../../shell/places'
import { isSuspended, usualSeat, useSession, type Seat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { EmptyState } from '../../../ui/States'
import { missing } from '../today/steps'

/** The one thing that helps here now: the file that suppliers recognise a buyer by, or the colleagues who work here. */
const helps: Record<BarPlace, 'file' | 'invite'> = { order: 'file', compare: 'file', rfq: 'file', orders: 'invite', statement: 'invite' }

function Action({ place, seat }: { place: BarPlace; seat: Seat }) {
  const t = useTranslations('places')
  const company = seat.company.id
  const invite = helps[place] === 'invite' && seat.permissions.includes('identity.seat.write')
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

/** A place of the buyers before a supplier has opened an account for them: what is so, and what can be done about it now. */
export function Page() {
  const t = useTranslations('places')
  const session = useSession()
  const path = useLocation({ select: (l) => l.pathname.slice(1) })
  const place = buyerPlaces.find((p) => p === path) ?? 'order'
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
      <EmptyState icon={<Icon aria-hidden />} text={t(place)} action={<Action place={place} seat={seat} />} />
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
