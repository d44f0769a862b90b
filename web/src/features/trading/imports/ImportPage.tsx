import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { api } from '../../../lib/api'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { NotFoundPage } from '../../../shell/ErrorPages'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/lazy'
import { PageHeader, Section } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { JobCard } from '../../job/JobCard'
import { ended } from '../../job/progress'
import { jobQuery } from '../../job/queries'
import { askAgain, importQuery, type Import } from '../supplierQueries'
import { Figures, Flagged } from './Result'

const LayoutStep = lazy(() => import('./LayoutStep').then((m) => ({ default: m.LayoutStep })))

/** The job that takes the list in: followed here, going on without anybody looking. */
function Running({ company, now }: { company: string; now: Import }) {
  const t = useTranslations('imports')
  const { data: job, error } = useQuery({ ...jobQuery(company, now.job ?? ''), enabled: now.job !== undefined })
  const over = job !== undefined && ended(job)
  useEffect(() => {
    if (over) void askAgain(company)
  }, [over, company])
  if (error) return <ErrorState error={error} />
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {job ? <JobCard company={company} first={job} /> : <Skeleton lines={2} />}
      <Section title={t('soFar')}>
        <Figures counts={now.counts} />
      </Section>
    </div>
  )
}

/** One list on its way in: what it holds, how far it is, what came of it. */
export function Page() {
  const t = useTranslations('imports')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { import: id = '' } = useParams({ strict: false }) as { import?: string }
  const navigate = useNavigate()
  const query = useQuery({ ...importQuery(company, id), refetchInterval: ({ state }) => (state.data?.state === 'running' ? 3000 : false) })
  const [forget, setForget] = useState(false)
  const write = mayOf(seat, 'trading.customer.write')
  const may = write.shown && !write.disabled
  if (query.isError && !query.data && toProblem(query.error).status === 404) return <NotFoundPage />
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={8} />
  const now = query.data
  return (
    <>
      <PageHeader
        title={now.file_name}
        note={t(`states.${now.state}`)}
        actions={
          <>
            <Link to="/c/$company/customers/imports" params={{ company }} className={buttonClass('quiet')}>
              {t('back')}
            </Link>
            {may && now.state !== 'running' && now.state !== 'staged' && (
              <Button kind="quiet" onClick={() => setForget(true)}>
                {t('forget')}
              </Button>
            )}
            {now.state === 'done' && (
              <Link to="/c/$company/customers" params={{ company }} className={buttonClass('primary')}>
                {t('toCustomers')}
              </Link>
            )}
          </>
        }
      >
        <span className="num text-small text-ink2">{[now.created_by, formatInstant(now.created_at, deviceZone)].filter(Boolean).join(' · ')}</span>
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
        {now.state === 'staged' && (may ? <Suspense fallback={<Skeleton lines={6} />}><LayoutStep key={now.id} seat={seat} now={now} onCancel={() => setForget(true)} /></Suspense> : <p className="text-ink2">{t('stopped')}</p>)}
        {now.state === 'running' && <Running company={company} now={now} />}
        {(now.state === 'done' || now.state === 'cancelled') && (
          <>
            <Section title={now.state === 'done' ? t('result') : t('resultCancelled')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
              <Figures counts={now.counts} />
            </Section>
            {now.counts.flagged > 0 && <Flagged seat={seat} now={now} />}
          </>
        )}
      </div>
      <ConfirmDialog
        open={forget}
        onClose={() => setForget(false)}
        title={t('forgetTitle', { name: now.file_name })}
        description={now.counts.created + now.counts.merged > 0 ? t('forgetText') : t('forgetNothing')}
        action={t('forget')}
        onConfirm={async () => {
          await api.DELETE('/api/companies/{company}/customer-imports/{import}', { params: { path: { company, import: id } } })
          await navigate({ to: '/c/$company/customers/imports', params: { company }, replace: true })
          await askAgain(company)
          toast(t('forgotten'))
        }}
      />
    </>
  )
}
