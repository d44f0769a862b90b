import { Link, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { usePhone } from '../lib/useMedia'
import { Menu } from '../ui/lazy'
import { besidePlaces, buyerPlaces, buys, companyPath, companyPlacesOf, icons, inside, settings, type CompanyPlace, type PlaceName } from './places'
import type { Seat } from './session'

type Entry = { name: PlaceName; to: string }

const buyerEntries: Entry[] = buyerPlaces.map((name) => ({ name, to: `/${name}` }))
const besideEntries: Entry[] = besidePlaces.map((name) => ({ name, to: `/${name}` }))
const allBuyerEntries = [...buyerEntries, ...besideEntries]
const companyEntries = (seat: Seat): (Entry & { name: CompanyPlace })[] => companyPlacesOf(seat).filter((name) => !inside[name]).map((name) => ({ name, to: companyPath(seat.company.id, name) }))

/** The buyers' five places, in one line with the name of the hub. */
export function TopPlaces() {
  const t = useTranslations('shell')
  return (
    <nav aria-label={t('places')} className="flex self-stretch max-tablet:hidden print:hidden">
      {buyerEntries.map(({ name, to }) => (
        <Link
          key={name}
          to={to}
          className="grid items-center border-b-2 border-transparent px-3 text-ink2 no-underline -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-strong aria-[current=page]:text-ink desktop:px-4"
        >
          {t(`place.${name}`)}
        </Link>
      ))}
    </nav>
  )
}

/** Whom the buyers deal with: beside the search, with its word where there is room. */
export function BesidePlaces() {
  const t = useTranslations('shell')
  return (
    <nav aria-label={t('beside')} className="flex self-stretch print:hidden">
      {besideEntries.map(({ name, to }) => {
        const Icon = icons[name]
        return (
          <Link
            key={name}
            to={to}
            className="flex min-w-control items-center justify-center gap-1.5 border-b-2 border-transparent px-2 text-ink2 no-underline -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-strong aria-[current=page]:text-ink"
          >
            <Icon aria-hidden />
            <span className="max-desktop:sr-only">{t(`place.${name}`)}</span>
          </Link>
        )
      })}
    </nav>
  )
}

function SideEntry({ name, to }: Entry) {
  const t = useTranslations('shell.place')
  const Icon = icons[name]
  return (
    <li>
      <Link
        to={to}
        className="flex min-h-9 items-center gap-2.5 rounded-control px-3 text-ink no-underline hover:bg-sunk aria-[current=page]:bg-best aria-[current=page]:font-strong aria-[current=page]:text-best-ink"
      >
        <Icon aria-hidden />
        {t(name)}
      </Link>
    </li>
  )
}

function SideGroup({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div>
      {title && <h2 className="px-3 pb-1 text-small text-ink2">{title}</h2>}
      <ul className="grid gap-0.5">{children}</ul>
    </div>
  )
}

/** For suppliers, brands and the operator: all places with words, what is set up below what is worked in, and the buyers' ones last if the company buys too. */
export function SideBar({ seat }: { seat: Seat }) {
  const t = useTranslations('shell')
  const [work, setUp] = [false, true].map((wanted) => companyEntries(seat).filter((e) => settings.includes(e.name) === wanted))
  return (
    <nav
      aria-label={t('places')}
      className="sticky top-14 grid h-[calc(100dvh-3.5rem)] w-48 flex-none content-start gap-5 overflow-y-auto border-r border-line bg-surface p-2 max-tablet:hidden print:hidden"
    >
      <SideGroup>
        {work?.map((e) => (
          <SideEntry key={e.name} {...e} />
        ))}
      </SideGroup>
      <SideGroup title={t('settings')}>
        {setUp?.map((e) => (
          <SideEntry key={e.name} {...e} />
        ))}
      </SideGroup>
      {buys(seat) && (
        <SideGroup title={t('buying')}>
          {allBuyerEntries.map((e) => (
            <SideEntry key={e.name} {...e} />
          ))}
        </SideGroup>
      )}
    </nav>
  )
}

const cell = 'grid min-w-0 justify-items-center gap-0.5 px-0.5 py-1.5 text-caption text-ink2 no-underline -outline-offset-2'

/** Under the thumb on a phone: five at most, the rest behind the last one. */
export function BottomBar({ seat, buyer, label }: { seat: Seat; buyer: boolean; label: string }) {
  const t = useTranslations('shell')
  const navigate = useNavigate()
  const phone = usePhone()
  if (!phone) return null
  const all = buyer ? buyerEntries : [...companyEntries(seat), ...(buys(seat) ? allBuyerEntries : [])]
  const shown = all.length > 5 ? all.slice(0, 4) : all
  const rest = all.slice(shown.length)
  return (
    <nav
      aria-label={label}
      data-bottom-bar
      className="sticky bottom-0 z-(--z-header) grid h-[calc(3.5rem+env(safe-area-inset-bottom))] grid-cols-5 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] print:hidden"
    >
      {shown.map(({ name, to }) => {
        const Icon = icons[name]
        return (
          <Link key={to} to={to} className={`${cell} aria-[current=page]:font-strong aria-[current=page]:text-accent`}>
            <Icon aria-hidden className="size-5!" />
            <span className="max-w-full truncate">{t(`place.${name}`)}</span>
          </Link>
        )
      })}
      {rest.length > 0 && (
        <Menu
          label={t('more')}
          trigger={
            <button type="button" className={cell}>
              <Ellipsis aria-hidden className="size-5!" />
              <span className="max-w-full truncate">{t('more')}</span>
            </button>
          }
          items={rest.map(({ name, to }) => {
            const Icon = icons[name]
            return { key: to, label: t(`place.${name}`), icon: <Icon aria-hidden />, onSelect: () => void navigate({ to }) }
          })}
        />
      )}
    </nav>
  )
}
