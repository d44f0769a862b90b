import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../lib/api'
import { deviceZone, formatInstant } from '../../lib/dates'
import { useTranslations } from '../../lib/i18n'
import { Problem, toProblem, useProblemText } from '../../lib/problem'
import { queryClient } from '../../lib/query'
import { useNow } from '../../lib/useNow'
import { useCompanySeat } from '../../shell/session'
import { Button } from '../../ui/Button'
import { StatusDot } from '../../ui/Marks'
import { ProgressBar } from '../../ui/ProgressBar'
import { toast } from '../../ui/Toast'
import { dots, ended, pace, share, type Job, type Seen } from './progress'
import { download, jobQuery } from './queries'

const kinds = ['audit_export', 'catalog_bulk', 'catalog_category', 'catalog_export', 'catalog_media', 'catalog_undo', 'comparison_basket_export', 'comparison_export', 'credit_export', 'fulfilment_export', 'inventory_export', 'ordering_export', 'price_preview', 'price_import', 'price_rollback', 'price_pictures', 'pricing_change_export', 'pricing_export', 'pricing_publish', 'trading_customer_export', 'trading_customer_import', 'trading_customer_invitations'] as const

export function useJobName() {
  const t = useTranslations('job.kind')
  return (kind: string) => {
    const known = kinds.find((k) => k === kind)
    return known ? t(known) : kind
  }
}

/** What a running job does in a second, and how long it still takes. */
function usePace({ state, done, total }: Job) {
  const at = useNow('second').getTime()
  const [first, setFirst] = useState<Seen | null>(null)
  if (state === 'running' ? !first || done < first.done : first) setFirst(state === 'running' ? { at, done } : null)
  return first && pace(first, { at, done }, total)
}

/** How far it is: a bar when that is known, words in any case. */
export function Progress({ job }: { job: Job }) {
  const t = useTranslations('job')
  const name = useJobName()
  const done = share(job)
  const now = usePace(job)
  return (
    <div className="grid min-w-0 gap-1">
      {!ended(job) && <ProgressBar label={name(job.kind)} share={done} />}
      <span className="num text-small text-ink2">
        {job.total > 0 ? t('of', { done: job.done, total: job.total }) : job.done > 0 ? t('doneOnly', { done: job.done }) : null}
        {now && ` · ${t('rate', { rate: now.rate < 10 ? Math.round(now.rate * 10) / 10 : Math.round(now.rate) })}`}
        {now?.left && ` · ${now.left < 120 ? t('left', { seconds: now.left }) : t('leftMinutes', { minutes: Math.round(now.left / 60) })}`}
      </span>
    </div>
  )
}

/** What can be done with a job now. */
export function JobActs({ company, job }: { company: string; job: Job }) {
  const t = useTranslations('job')
  const { text } = useProblemText()
  const seat = useCompanySeat()
  const [busy, setBusy] = useState(false)
  const act = async (deed: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await deed()
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      setBusy(false)
    }
  }
  const cancel = () =>
    act(async () => {
      await api.DELETE('/api/companies/{company}/jobs/{job}', { params: { path: { company, job: job.id } } })
      await queryClient.invalidateQueries({ queryKey: ['jobs', company] })
    })
  const name = job.file_name ?? job.id
  return (
    <span className="flex flex-wrap justify-end gap-1 max-tablet:justify-start print:hidden">
      {job.result && (
        <Button icon={<Download aria-hidden />} busy={busy} aria-label={t('downloadOf', { name })} onClick={() => void act(() => download(job.result ?? ''))}>
          {t('download')}
        </Button>
      )}
      {!ended(job) && job.state !== 'cancelling' && seat.permissions.includes('job.cancel') && (
        <Button kind="quiet" busy={busy} className="text-bad!" aria-label={t('cancelOf', { name })} onClick={() => void cancel()}>
          {t('cancel')}
        </Button>
      )}
    </span>
  )
}

/** Why it failed, in words. */
export function JobProblem({ job }: { job: Job }) {
  const { text } = useProblemText()
  if (!job.problem) return null
  return <span className="text-small text-bad wrap-anywhere">{text(new Problem(job.problem))}</span>
}

export function JobState({ job }: { job: Job }) {
  const t = useTranslations('job.state')
  return <StatusDot kind={dots[job.state]}>{t(job.state)}</StatusDot>
}

/** One piece of long work, followed where it was begun. It goes on when the page is left. */
export function JobCard({ company, first }: { company: string; first: Job }) {
  const t = useTranslations('job')
  const name = useJobName()
  const { data: job = first } = useQuery({ ...jobQuery(company, first.id), initialData: first, staleTime: 0 })
  return (
    <section aria-label={name(job.kind)} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-line bg-surface p-3">
      <div className="grid min-w-0 flex-1 gap-1">
        <span className="flex flex-wrap gap-x-3">
          <span className="font-strong wrap-anywhere">{name(job.kind)}</span>
          {job.file_name && (job.result || !ended(job)) && <span className="text-ink2 wrap-anywhere">{job.file_name}</span>}
          <JobState job={job} />
        </span>
        <Progress job={job} />
        <JobProblem job={job} />
        {!ended(job) && <span className="text-small text-ink2">{t('safe', { at: formatInstant(job.created_at, deviceZone) })}</span>}
      </div>
      <JobActs company={company} job={job} />
    </section>
  )
}
