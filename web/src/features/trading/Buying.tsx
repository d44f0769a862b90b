import { Link } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { Store } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { useHereInSight } from '../../shell/hereInSight'
import { buyingSeat, companyPath } from '../../shell/places'
import { usualSeat, useSession, type Seat } from '../../shell/session'
import { buttonClass } from '../../ui/Button'
import { PageHeader } from '../../ui/Page'
import { EmptyState } from '../../ui/States'
import { countsQuery } from './api'

/** The seat that a buyers' page works with, and what is said where there is none. */
export function Buying({ title, children }: { title: string; children: (seat: Seat) => ReactNode }) {
  const t = useTranslations('trading')
  const session = useSession()
  const seat = buyingSeat(session)
  if (seat) return children(seat)
  const usual = usualSeat(session)
  return (
    <>
      <PageHeader title={title} />
      <EmptyState
        icon={<Store aria-hidden />}
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

const tab =
  'flex min-h-control items-center gap-1.5 border-b-2 border-transparent px-2.5 whitespace-nowrap text-ink2 no-underline -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-strong aria-[current=page]:text-ink'

/** The pages about suppliers, under the name of each of them. */
export function SuppliersNav({ seat }: { seat: Seat }) {
  const t = useTranslations('trading.nav')
  const company = seat.company.id
  const may = (permission: string) => seat.permissions.includes(permission)
  const { data: counts } = useQuery({ ...countsQuery(company), enabled: may('trading.board.read') })
  const waiting = (counts?.more_asked ?? 0) + (counts?.invited ?? 0)
  const exact = { exact: true, includeSearch: false }
  const nav = useHereInSight()
  return (
    <nav ref={nav} aria-label={t('label')} className="-mx-4 -mb-3 flex overflow-x-auto px-1.5 print:hidden">
      {may('trading.directory.read') && (
        <Link to="/suppliers" activeOptions={exact} className={tab}>
          {t('directory')}
        </Link>
      )}
      {may('trading.board.read') && (
        <Link to="/suppliers/board" activeOptions={exact} className={tab}>
          {t('board')}
          {waiting > 0 && (
            <span className="num rounded-full bg-warn-bg px-1.5 text-small text-warn">
              <span aria-hidden>{waiting}</span>
              <span className="sr-only">{t('waiting', { count: waiting })}</span>
            </span>
          )}
        </Link>
      )}
      {may('comparison.offer.read') && (
        <Link to="/suppliers/offers" activeOptions={exact} className={tab}>
          {t('offers')}
        </Link>
      )}
      {may('comparison.offer.read') && (
        <Link to="/suppliers/products" activeOptions={exact} className={tab}>
          {t('products')}
        </Link>
      )}
      {may('trading.file.read') && (
        <Link to="/c/$company/file" params={{ company }} activeOptions={exact} className={tab}>
          {t('file')}
        </Link>
      )}
    </nav>
  )
}
