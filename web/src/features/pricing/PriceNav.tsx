import { Link, type LinkProps } from '@tanstack/react-router'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { useHereInSight } from '../../shell/hereInSight'
import type { Seat } from '../../shell/session'

/** The pages of prices in the order of their bar, each with what one must be allowed to open it. */
export const pagesOf = { prices: 'pricing.list.read', lists: 'pricing.list.read', promotions: 'promotion.action.read', changes: 'pricing.list.read', conditions: 'pricing.list.read', policy: 'pricing.list.read', costs: 'pricing.cost.read', why: 'receipt.price.read' } as const
export type PageName = keyof typeof pagesOf
export const pageNames = Object.keys(pagesOf) as PageName[]

type To = { company: string; page: PageName; id?: string; search?: Record<string, string | undefined>; className?: string; children: ReactNode } & Pick<LinkProps, 'replace'> & { 'aria-label'?: string; 'data-row'?: string }

/** The address below /prices of a page, or of one thing on it. */
export const splatOf = (page: PageName, id?: string) => (page === 'prices' ? '' : id ? `${page}/${id}` : page)

/** A link to a page of prices. */
export const PriceLink = ({ company, page, id, search, ...rest }: To) => <Link to="/c/$company/prices/$" params={{ company, _splat: splatOf(page, id) }} search={search ?? {}} {...rest} />

/** The pages of prices: one line under the name of each of them. */
export function PriceNav({ seat, at }: { seat: Seat; at: PageName }) {
  const t = useTranslations('pricing')
  const nav = useHereInSight()
  const shown = pageNames.filter((p) => seat.permissions.includes(pagesOf[p]))
  if (shown.length < 2) return null
  return (
    <nav ref={nav} aria-label={t('within')} className="-mx-4 -mb-3 flex overflow-x-auto px-2 print:hidden">
      {shown.map((page) => (
        <Link
          key={page}
          to="/c/$company/prices/$"
          params={{ company: seat.company.id, _splat: splatOf(page) }}
          search={{}}
          aria-current={page === at ? 'page' : undefined}
          className={clsx('grid min-h-control items-center border-b-2 px-2.5 whitespace-nowrap no-underline -outline-offset-2', page === at ? 'border-accent font-strong text-ink' : 'border-transparent text-ink2 hover:text-ink')}
        >
          {t(`page.${page}`)}
        </Link>
      ))}
    </nav>
  )
}
