import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from '../../../lib/i18n'
import type { Seat } from '../../../shell/session'
import { LoadMore } from '../../../ui/DataTable'
import { Section } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { Changes } from '../Changes'
import { RevisionLine } from '../RevisionLine'
import { historyPages, type Definition } from '../queries'
import { useUndo } from '../useUndo'

/** What changed of this item and who did it, the latest first. A deed that concerned others too is taken back for all of them, and says so. */
export function History({ seat, item, definitions }: { seat: Seat; item: string; definitions: readonly Definition[] }) {
  const t = useTranslations('item')
  const company = seat.company.id
  const list = useInfiniteQuery(historyPages(company, item))
  const undo = useUndo(company)
  const may = seat.permissions.includes('catalog.revision.undo')
  const entries = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <Section title={t('historyTitle')} note={t('historyNote')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
      <div className="-m-4">
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data && entries.length === 0 && <EmptyState text={t('noHistory')} />}
        <ol aria-label={t('historyTitle')} className="divide-y divide-line">
          {entries.map(({ revision, created, changes }) => (
            <li key={revision.id} className="px-4 py-3">
              <RevisionLine company={company} revision={revision} undo={may ? undo.ask : null} busy={undo.busy}>
                {created && <p>{t('created')}</p>}
                <Changes changes={changes} created={created} definitions={definitions} />
                {revision.items > 1 && <p className="text-small text-ink2">{t('withOthers', { count: revision.items - 1 })}</p>}
              </RevisionLine>
            </li>
          ))}
        </ol>
        {entries.length > 0 && list.hasNextPage && <LoadMore shown={entries.length} more busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
      {undo.dialog}
    </Section>
  )
}
