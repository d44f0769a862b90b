import { lazy, Suspense, useState } from 'react'
import { Download, Ellipsis, Link2, Printer, RotateCcw, Settings2, Trash2 } from 'lucide-react'
import { api, ok } from '../../../lib/api'
import { needTexts, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { Button } from '../../../ui/Button'
import { Menu } from '../../../ui/lazy'
import { toast } from '../../../ui/Toast'
import type { Job } from '../../job/progress'
import type { Basket } from './draft'
import type { Printed, Question } from './queries'
import { useWork } from './useCompare'

const JobCard = lazy(async () => {
  const [m] = await Promise.all([import('../../job/JobCard'), needTexts('job')])
  return { default: m.JobCard }
})
const Paper = lazy(() => import('./Paper').then((m) => ({ default: m.Paper })))

type Props = { company: string; title: string; question: Question; onSettings: () => void; onClear: () => void }

/** What is done with a comparison as a whole: taken along, set up, begun anew. */
export function Take({ company, title, question, onSettings, onClear }: Props) {
  const t = useTranslations('basket.take')
  const { text } = useProblemText()
  const { board, draft } = useWork()
  const [job, setJob] = useState<Job | null>(null)
  const [printed, setPrinted] = useState<{ printed: Printed; lines: Basket } | null>(null)
  const run = (deed: () => Promise<unknown>) => void deed().catch((error: unknown) => toast(text(toProblem(error))))
  const path = { company }
  const write = (format: 'csv' | 'xlsx') => run(async () => setJob(await ok(api.POST('/api/companies/{company}/comparison/export', { params: { path }, body: { format, request: question.body } }))))
  const paper = () =>
    run(async () => {
      const lines = draft.lines()
      setPrinted({ lines, printed: await ok(api.POST('/api/companies/{company}/comparison/print', { params: { path }, body: question.body })) })
    })
  const share = () =>
    void navigator.clipboard.writeText(location.href).then(
      () => toast(t('copied')),
      () => toast(location.href),
    )
  return (
    <>
      <Menu
        label={t('more')}
        align="end"
        trigger={<Button aria-label={t('more')} icon={<Ellipsis aria-hidden />} />}
        items={[
          { label: t('xlsx'), hint: t('told'), icon: <Download aria-hidden />, onSelect: () => write('xlsx') },
          { label: t('csv'), hint: t('told'), icon: <Download aria-hidden />, onSelect: () => write('csv') },
          { label: t('print'), hint: t('told'), icon: <Printer aria-hidden />, onSelect: paper },
          { label: t('share'), icon: <Link2 aria-hidden />, onSelect: share },
          { kind: 'line' },
          { label: t('sort'), icon: <RotateCcw aria-hidden />, onSelect: board.sort },
          { label: t('settings'), icon: <Settings2 aria-hidden />, onSelect: onSettings },
          { label: t('clear'), icon: <Trash2 aria-hidden />, onSelect: onClear },
        ]}
      />
      {job && (
        <Suspense>
          <div className="basis-full">
            <JobCard key={job.id} company={company} first={job} />
          </div>
        </Suspense>
      )}
      {printed && (
        <Suspense>
          <Paper {...printed} title={title} onDone={() => setPrinted(null)} />
        </Suspense>
      )}
    </>
  )
}
