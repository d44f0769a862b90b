import { Link } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { Button } from '../ui/Button'
import { Avatar, Seal } from '../ui/Marks'
import { useSession, type Seat } from './session'
import { Mark } from './Wordmark'

const CompanyMenu = lazy(() => import('./TopMenus').then((m) => ({ default: m.CompanyMenu })))
const AccountMenu = lazy(() => import('./TopMenus').then((m) => ({ default: m.AccountMenu })))

/** What the two menus look like until their code is there; nothing moves when it comes. */
function CompanyName({ seat }: { seat: Seat | undefined }) {
  const t = useTranslations('shell')
  const name = seat?.company.name ?? t('noCompany')
  return (
    <span className="inline-flex h-control min-w-0 items-center gap-1.5 px-3 max-tablet:px-1">
      {seat && <Seal name={name} filled />}
      <span className="max-w-[14em] min-w-0 truncate">{name}</span>
      <span className="size-[1.125em] flex-none" />
    </span>
  )
}

function AccountName() {
  const { person } = useSession()
  return (
    <span className="inline-flex h-control min-w-control items-center justify-center px-1">
      <Avatar name={person.name} />
    </span>
  )
}

/** The bar over every page behind the door. */
export function TopBar({ seat, onCommand, beside, children }: { seat: Seat | undefined; onCommand: () => void; beside?: ReactNode; children?: ReactNode }) {
  const t = useTranslations()
  return (
    <header className="sticky top-0 z-(--z-header) flex h-14 flex-none items-center gap-1 border-b border-line bg-surface px-4 max-tablet:px-2 print:hidden">
      <Link to="/home" className="flex items-center gap-2 rounded-small pr-2 text-h2 font-strong text-accent no-underline">
        <Mark className="size-6 flex-none" />
        <span className="max-desktop:sr-only">{t('app.name')}</span>
      </Link>
      {children}
      <span className="ml-auto" />
      {beside}
      <Button kind="quiet" icon={<Search aria-hidden />} aria-keyshortcuts="Control+K /" onClick={onCommand} className="text-ink2! desktop:mr-1 desktop:min-w-52 desktop:justify-start! desktop:border desktop:border-line desktop:bg-sunk">
        <span className="max-desktop:sr-only">{t(seat?.permissions.includes('comparison.offer.read') ? 'shell.command.openOffers' : 'shell.command.open')}</span>
        <kbd className="num ml-auto font-[inherit] text-caption max-desktop:hidden">Ctrl K</kbd>
      </Button>
      <Suspense fallback={<CompanyName seat={seat} />}>
        <CompanyMenu seat={seat} />
      </Suspense>
      <Suspense fallback={<AccountName />}>
        <AccountMenu />
      </Suspense>
    </header>
  )
}
