import { Link } from '@tanstack/react-router'
import { useTranslations } from '../lib/i18n'
import { useHereInSight } from './hereInSight'
import { companyPath, companyPlacesOf, inside, type CompanyPlace } from './places'
import type { Seat } from './session'

/** The places inside a place, itself first: one line under the name of each of their pages. */
export function SubPlaces({ seat, of }: { seat: Seat; of: CompanyPlace }) {
  const t = useTranslations('shell')
  const nav = useHereInSight()
  const places = companyPlacesOf(seat).filter((p) => p === of || inside[p] === of)
  if (places.length < 2) return null
  return (
    <nav ref={nav} aria-label={t('within', { place: t(`place.${of}`) })} className="-mx-4 -mb-3 flex overflow-x-auto px-2 print:hidden">
      {places.map((place) => (
        <Link
          key={place}
          to={companyPath(seat.company.id, place)}
          activeOptions={{ exact: place === of, includeSearch: false }}
          className="grid min-h-control items-center border-b-2 border-transparent px-2.5 whitespace-nowrap text-ink2 no-underline -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-strong aria-[current=page]:text-ink"
        >
          {t(`place.${place}`)}
        </Link>
      ))}
    </nav>
  )
}
