import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { LoadMore } from '../../../ui/DataTable'
import { ErrorState, Skeleton } from '../../../ui/States'
import { previewPages, type PreviewRequest } from '../supplierQueries'
import type { GrantDraft } from './draft'
import { Offers } from './Offers'

export type Subject = { buyer: string } | { customer: string } | { group: string } | { default: true }

type Props = { company: string; subject: Subject; draft?: GrantDraft; category?: string; q?: string; /** Of all that the words find, only this item. */ item?: string; /** Only the first few, without a way to more. */ rows?: number }

/** The items as that buyer reads them: what is drawn is the very answer the buyer gets. */
export function Preview({ company, subject, draft, category, q, item, rows }: Props) {
  // Purpose and end of a grant change nothing of what is seen now.
  const { purpose: _p, expires_at: _e, ...seen } = draft ?? {}
  const request = { ...subject, draft: draft ? (seen as PreviewRequest['draft']) : undefined, category: category || undefined, q: q || undefined }
  const list = useInfiniteQuery({ ...previewPages(company, request), placeholderData: keepPreviousData })
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const first = list.data?.pages[0]
  if (!list.data || !first) return <Skeleton lines={4} />
  const items = list.data.pages.flatMap((p) => p.items).filter((o) => item === undefined || o.item === item)
  const shown = rows ? items.slice(0, rows) : items
  return (
    <div aria-busy={list.isPlaceholderData || undefined} className="overflow-hidden rounded-control border border-line">
      <Offers items={shown} shows={first.shows} />
      {!rows && !item && shown.length > 0 && <LoadMore shown={shown.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </div>
  )
}
