import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import { useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { disclosurePages } from '../supplierQueries'
import { LogTable } from './Log'

/** Price lists that left the hub beyond normal browsing. */
export function Page() {
  const t = useTranslations('notices')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { buyer } = useSearch({ strict: false }) as { buyer?: string }
  const navigate = useNavigate()
  const list = useInfiniteQuery({ ...disclosurePages(company, buyer), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <>
      <PageHeader
        title={t('log.title')}
        note={t('log.note')}
        actions={
          <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()} className="max-tablet:hidden print:hidden">
            {t('print')}
          </Button>
        }
      >
        <SubPlaces seat={seat} of="grants" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        {buyer && (
          <div className="max-tablet:px-4">
            <Button onClick={() => void navigate({ to: '/c/$company/grants/disclosures', params: { company }, search: {} })}>{t('log.all')}</Button>
          </div>
        )}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data &&
          (rows.length === 0 ? (
            <EmptyState text={t('log.none')} />
          ) : (
            <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
              <LogTable company={company} entries={rows} withBuyer more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
            </div>
          ))}
      </div>
    </>
  )
}
