import { useInfiniteQuery } from '@tanstack/react-query'
import { deviceZone, formatAgo, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useNow } from '../../../lib/useNow'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { StatusDot } from '../../../ui/Marks'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { signInPages, type ClientSignIn } from './queries'

/** Who of which customer came in through a portal. */
export function SignIns({ company, client }: { company: string; client: string }) {
  const t = useTranslations('clients')
  const lang = useLocale()
  const now = useNow()
  const list = useInfiniteQuery(signInPages(company, client))
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton lines={4} />
  const rows = list.data.pages.flatMap((p) => p.items)
  const columns: Column<ClientSignIn>[] = [
    { key: 'customer', title: t('customer'), main: true, cell: (s) => <span className="wrap-anywhere">{s.customer.name}{s.customer_code && <span className="num text-ink2"> · {s.customer_code}</span>}</span> },
    { key: 'person', title: t('person'), cell: (s) => s.person || <span className="text-ink2">{t('hidden')}</span> },
    { key: 'at', title: t('at'), num: true, cell: (s) => formatInstant(s.created_at, deviceZone) },
    { key: 'used', title: t('used'), num: true, cell: (s) => formatAgo(lang, s.last_used_at, now) },
    {
      key: 'ended', title: t('ended'), num: true,
      cell: (s) => (s.ended_at ? formatInstant(s.ended_at, deviceZone) : <StatusDot kind="done">{t('still')}</StatusDot>),
    },
  ]
  return (
    <>
      <DataTable label={t('who')} columns={columns} rows={rows} rowKey={(s) => s.id} empty={<EmptyState text={t('nobody')} />} />
      {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}
