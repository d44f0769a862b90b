import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { Check, Columns3, Eye } from 'lucide-react'
import { useEffect, useState } from 'react'
import { api } from '../../../lib/api'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { NotFoundPage } from '../../../shell/ErrorPages'
import { mayOf, useCompanySeat, type Seat } from '../../../shell/session'
import { Button, buttonClass } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/lazy'
import { PageHeader, Section } from '../../../ui/Page'
import { Banner, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { JobCard } from '../../job/JobCard'
import { ended } from '../../job/progress'
import { jobQuery } from '../../job/queries'
import { Columns } from './Columns'
import { keep } from './layout'
import { Commit, Figures, Outcomes } from './Preview'
import { askAgain, atWork, importQuery, paths, type Import, type Outcome } from './queries'
import { RollBack } from './RollBack'

type Search = { step?: string; tab?: string }
const steps = ['columns', 'preview', 'done'] as const

/** Where on the way this file is. */
function Steps({ now }: { now: (typeof steps)[number] }) {
  const t = useTranslations('integration')
  return (
    <ol aria-label={t('steps')} className="flex flex-wrap gap-x-4 gap-y-1 text-small">
      {steps.map((step, i) => {
        const over = i < steps.indexOf(now)
        return (
          <li key={step} aria-current={step === now ? 'step' : undefined} className={clsx('inline-flex items-center gap-1', step === now ? 'font-strong text-ink' : 'text-ink2')}>
            {over ? <Check aria-label={t('stepOver')} className="size-[1.2em] text-accent" /> : <span className="num">{i + 1}</span>}
            {t(`step.${step}`)}
          </li>
        )
      })}
    </ol>
  )
}

/** The job of this moment: followed here, going on without anybody looking. */
function Running({ company, now }: { company: string; now: Import }) {
  const { data: job, error } = useQuery({ ...jobQuery(company, now.job ?? ''), enabled: now.job !== undefined })
  const over = job !== undefined && ended(job)
  useEffect(() => {
    if (over) void askAgain(company)
  }, [over, company])
  if (error) return <ErrorState error={error} />
  return job ? <JobCard company={company} first={job} /> : <Skeleton lines={2} />
}

/** The fetching of pictures, which goes on after the rest is in; its file says of which items there is none, and why. */
function Pictures({ company, now }: { company: string; now: Import }) {
  const { data: job } = useQuery({ ...jobQuery(company, now.job ?? ''), enabled: now.job !== undefined })
  const over = job !== undefined && ended(job)
  useEffect(() => {
    if (over) void askAgain(company)
  }, [over, company])
  return job?.kind === 'price_pictures' ? <JobCard company={company} first={job} /> : null
}

/** What an import that has ended came to. */
function Ended({ seat, now }: { seat: Seat; now: Import }) {
  const t = useTranslations('integration')
  const company = seat.company.id
  const { counts } = now
  const at = now.committed_at ? formatInstant(now.committed_at, deviceZone) : ''
  return (
    <Section title={t(now.state === 'rolled_back' ? 'resultBack' : 'result')} note={at} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-3">
        {now.state === 'rolled_back' && <p className="text-lead">{now.kept ? t('backKept', { count: now.kept }) : t('backWhole')}</p>}
        {now.state === 'committed' && <p className="text-lead">{t('inNow', { new: counts.new, changed: counts.changed, withdrawn: counts.withdrawn })}</p>}
        <Figures counts={counts} />
        {now.state === 'committed' && seat.permissions.includes('trading.grant.read') && (
          <p>
            <Link to="/c/$company/grants" params={{ company }} className={buttonClass('plain')}>
              <Eye aria-hidden />
              {t('asBuyer')}
            </Link>
          </p>
        )}
      </div>
    </Section>
  )
}

const asksColumns = (now: Import, search: Search) => now.state === 'staged' || now.state === 'failed' || ((now.state === 'judged' || now.state === 'scheduled') && search.step === 'columns')

function Body({ seat, now, may, search, onSearch, onCancel }: { seat: Seat; now: Import; may: boolean; search: Search; onSearch: (search: Search) => void; onCancel: () => void }) {
  const t = useTranslations('integration')
  const company = seat.company.id
  const choosing = asksColumns(now, search)
  if (choosing) {
    if (!may) return <p className="text-ink2">{t('stopped')}</p>
    return <Columns key={[now.id, now.encoding, now.delimiter, now.sheet, now.header_line].join(' ')} company={company} now={now} onCancel={onCancel} onDone={() => onSearch({})} />
  }
  const outcomes = <Outcomes company={company} now={now} editable={may} tab={search.tab} onTab={(tab: Outcome) => onSearch({ tab })} />
  return (
    <>
      {atWork(now) && <Running key={now.job} company={company} now={now} />}
      {now.state === 'scheduled' && <Banner>{t('scheduledFor', { at: now.valid_from ? formatInstant(now.valid_from, deviceZone) : '' })}</Banner>}
      {now.state === 'committed' && now.counts.waiting ? <Banner>{t('waiting', { count: now.counts.waiting, at: now.valid_from ? formatInstant(now.valid_from, deviceZone) : '' })}</Banner> : null}
      {(now.state === 'judged' || now.state === 'scheduled') && (
        <Section title={t('previewTitle')} note={t('previewNote')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
          <Figures counts={now.counts} />
        </Section>
      )}
      {(now.state === 'committed' || now.state === 'rolled_back') && <Ended seat={seat} now={now} />}
      {now.state === 'committed' && <Pictures key={now.job} company={company} now={now} />}
      {(now.state === 'judged' || now.state === 'scheduled' || now.state === 'committed' || now.state === 'rolled_back') && outcomes}
      {(now.state === 'judged' || now.state === 'scheduled') && may && <Commit key={now.state} company={company} now={now} onCancel={onCancel} />}
    </>
  )
}

/** One price file on its way in, at whatever step it was left: its columns, its preview, what came of it. */
export function Page() {
  const t = useTranslations('integration')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { import: id = '' } = useParams({ strict: false }) as { import?: string }
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const query = useQuery(importQuery(company, id))
  const [forget, setForget] = useState(false)
  const write = mayOf(seat, 'integration.import.write')
  const may = write.shown && !write.disabled
  const to = (next: Search) => void navigate({ to: '/c/$company/imports/$import', params: { company, import: id }, search: next, replace: true })
  if (query.isError && !query.data && toProblem(query.error).status === 404) return <NotFoundPage />
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Skeleton lines={8} />
  const now = query.data
  const over = now.state === 'committed' || now.state === 'rolled_back'
  const choosing = asksColumns(now, search)
  const step = choosing ? 'columns' : now.state === 'judging' || now.state === 'judged' ? 'preview' : 'done'
  return (
    <>
      <PageHeader
        title={now.file_name}
        note={t(`states.${now.state}`)}
        actions={
          <>
            <Link to="/c/$company/imports" params={{ company }} className={buttonClass('quiet')}>
              {t('back.all')}
            </Link>
            {may && (now.state === 'judged' || now.state === 'scheduled') &&
              (choosing ? (
                <Button kind="quiet" onClick={() => to({})}>
                  {t('toPreview')}
                </Button>
              ) : (
                <Button kind="quiet" icon={<Columns3 aria-hidden />} onClick={() => to({ step: 'columns' })}>
                  {t('otherColumns')}
                </Button>
              ))}
            {may && over && (
              <Button kind="quiet" onClick={() => setForget(true)}>
                {t('forget')}
              </Button>
            )}
            {may && <RollBack company={company} now={now} />}
            {over && seat.permissions.includes('comparison.sheet.read') && (
              <Link to="/c/$company/sheet" params={{ company }} className={buttonClass('primary')}>
                {t('toSheet')}
              </Link>
            )}
          </>
        }
      >
        <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
          <Steps now={step} />
          <span className="num text-small text-ink2">{[now.created_by, formatInstant(now.created_at, deviceZone)].filter(Boolean).join(' · ')}</span>
        </div>
      </PageHeader>
      <div className="flex flex-col gap-4 p-4">
        <Body seat={seat} now={now} may={may} search={search} onSearch={to} onCancel={() => setForget(true)} />
      </div>
      <ConfirmDialog
        open={forget}
        onClose={() => setForget(false)}
        title={t(over ? 'forgetTitle' : 'cancelTitle', { name: now.file_name })}
        description={now.state === 'committed' ? t('forgetText') : over ? t('forgetBack') : t('cancelText')}
        action={t(over ? 'forget' : 'cancel')}
        onConfirm={async () => {
          await api.DELETE(paths.import, { params: { path: { company, price_import: id } } })
          keep(now, null)
          await navigate({ to: '/c/$company/imports', params: { company }, replace: true })
          await askAgain(company)
          toast(t(over ? 'forgotten' : 'cancelled'))
        }}
      />
    </>
  )
}
