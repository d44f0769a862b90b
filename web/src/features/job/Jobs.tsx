import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import { useCompanySeat } from '../../shell/session'
import { buttonClass } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { PageHeader } from '../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States'
import { JobActs, JobCard, JobProblem, JobState, Progress, useJobName } from './JobCard'
import type { Job } from './progress'
import { jobPages, jobQuery } from './queries'

/** The one that an address names, above the list. */
function Named({ company, id }: { company: string; id: string }) {
  const { data, error } = useQuery(jobQuery(company, id))
  if (error) return <ErrorState error={error} />
  return data ? <JobCard company={company} first={data} /> : <Skeleton lines={2} />
}

/** Long work of the company: what runs, what came out. */
export function Page() {
  const t = useTranslations('job')
  const name = useJobName()
  const seat = useCompanySeat()
  const company = seat.company.id
  const { job } = useSearch({ strict: false }) as { job?: string }
  const list = useInfiniteQuery(jobPages(company))
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const columns: Column<Job>[] = [
    {
      key: 'name', title: t('name'), main: true,
      cell: (j) => (
        <span className="grid">
          <span className="wrap-anywhere">{j.file_name ?? name(j.kind)}</span>
          {j.file_name && <span className="text-small font-normal text-ink2">{name(j.kind)}</span>}
        </span>
      ),
    },
    {
      key: 'state', title: t('stateTitle'),
      cell: (j) => (
        <span className="grid gap-0.5 max-tablet:justify-items-end">
          <JobState job={j} />
          <JobProblem job={j} />
        </span>
      ),
    },
    { key: 'progress', title: t('progress'), cell: (j) => <Progress job={j} /> },
    { key: 'by', title: t('by'), cell: (j) => j.started_by ?? '–' },
    { key: 'at', title: t('at'), num: true, cell: (j) => formatInstant(j.created_at, deviceZone) },
    { key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true, cell: (j) => <JobActs company={company} job={j} /> },
  ]
  return (
    <>
      <PageHeader title={t('title')} note={seat.company.name} />
      <div className="grid gap-4 p-4 max-tablet:px-0">
        {job && <Named company={company} id={job} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable
              label={t('title')}
              columns={columns}
              rows={rows}
              rowKey={(j) => j.id}
              empty={
                <EmptyState
                  text={t('none')}
                  action={
                    seat.permissions.includes('audit.export') && (
                      <Link to="/c/$company/audit" params={{ company }} className={buttonClass('plain')}>
                        {t('toAudit')}
                      </Link>
                    )
                  }
                />
              }
            />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
    </>
  )
}
