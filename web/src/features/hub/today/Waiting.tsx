import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight, Bell, Inbox, Package } from 'lucide-react'
import { formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import type { Seat } from '../../../shell/session'
import { buttonClass } from '../../../ui/Button'
import { Seal } from '../../../ui/Marks'
import { Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { waitingQuery as ordersQuery } from '../../ordering/queries'
import { noticePages, waitingQuery } from '../../trading/supplierQueries'

const few = 5
const row = 'flex min-h-12 items-center gap-3 py-2 text-ink no-underline'

/** What waits for the supplier: orders, applications, the oldest first, and unusual reading that nobody has looked at. */
export function Waiting({ seat }: { seat: Seat }) {
  const t = useTranslations('today')
  const lang = useLocale()
  const now = useNow()
  const company = seat.company.id
  const applications = useQuery(waitingQuery(company, few))
  const notices = useInfiniteQuery(noticePages(company, true))
  const orders = useQuery({ ...ordersQuery('supplier', company, 1), enabled: seat.permissions.includes('ordering.order.read') }).data?.counts.waiting ?? 0
  if (applications.isError && !applications.data) {
    return (
      <Section title={t('waiting')}>
        <ErrorState error={applications.error} onRetry={() => void applications.refetch()} />
      </Section>
    )
  }
  if (!applications.data) return <Skeleton lines={4} />
  const count = applications.data.counts.find((c) => c.state === 'applied')?.count ?? 0
  const open = notices.data?.pages[0]?.open ?? 0
  return (
    <Section
      title={t('waiting')}
      note={count + open + orders === 0 ? undefined : t('waitingCount', { count: count + open + orders })}
      actions={
        count > 0 && (
          <Link to="/c/$company/applications" params={{ company }} className={buttonClass('quiet')}>
            {t('allApplications', { count })}
          </Link>
        )
      }
    >
      {count + open + orders === 0 ? (
        <p className="flex items-center gap-2 text-ink2">
          <Inbox aria-hidden />
          {t('nothingWaits')}
        </p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {orders > 0 && (
            <li>
              <Link to="/c/$company/orders/$" params={{ company, _splat: '' }} className={row}>
                <Package aria-hidden className="mx-1 text-accent" />
                <span className="min-w-0 flex-1 font-strong">{t('openOrders', { count: orders })}</span>
                <ArrowRight aria-hidden className="text-ink2" />
              </Link>
            </li>
          )}
          {open > 0 && (
            <li>
              <Link to="/c/$company/grants/notices" params={{ company }} className={row}>
                <Bell aria-hidden className="mx-1 text-warn" />
                <span className="min-w-0 flex-1 font-strong">{t('openNotices', { count: open })}</span>
                <ArrowRight aria-hidden className="text-ink2" />
              </Link>
            </li>
          )}
          {applications.data.items.map((r) => (
            <li key={r.buyer.id}>
              <Link to="/c/$company/applications/$buyer" params={{ company, buyer: r.buyer.id }} className={row}>
                <Seal name={r.buyer.name} />
                <span className="grid min-w-0 flex-1">
                  <span className="font-strong wrap-anywhere">{r.buyer.name}</span>
                  <span className="line-clamp-1 text-small text-ink2 wrap-anywhere">
                    {t('appliedAgo', { ago: formatAgo(lang, r.applied_at ?? r.changed_at, now) })}
                    {r.note && ` · ${r.note}`}
                  </span>
                </span>
                <ArrowRight aria-hidden className="text-ink2" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
