import clsx from 'clsx'
import { CloudOff, RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { toProblem, useProblemText, type Problem } from '../lib/problem'
import { Button } from './Button'

/** Nothing here yet: one sentence, one button. */
export function EmptyState({ text, action, icon }: { text: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 px-4 py-12 text-center">
      {icon && <span className="text-h1 text-ink2">{icon}</span>}
      <p className="max-w-[38em] text-lead">{text}</p>
      {action}
    </div>
  )
}

/** What happened, what is safe, one way on; the id of the request small, for the person on the phone. */
export function ErrorState({ error, safe, onRetry }: { error: unknown; safe?: ReactNode; onRetry?: () => void }) {
  const t = useTranslations('ui')
  const { text } = useProblemText()
  const problem = toProblem(error)
  return (
    <div role="alert" className="grid justify-items-center gap-3 px-4 py-12 text-center">
      <TriangleAlert aria-hidden className="text-h1 text-bad" />
      <p className="max-w-[38em] text-lead">{text(problem)}</p>
      {safe && <p className="max-w-[38em] text-ink2">{safe}</p>}
      {onRetry && (
        <Button icon={<RotateCw aria-hidden />} onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      {problem.requestID && <p className="num text-caption text-ink2">{problem.requestID}</p>}
    </div>
  )
}

/** The shape of what is coming, on a first visit only. */
export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  const t = useTranslations('ui')
  return (
    <div role="status" aria-label={t('loading')} className={clsx('grid gap-3 p-4', className)}>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} className="h-4 animate-pulse rounded-small bg-sunk" style={{ width: `${90 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

/** One line over the page. `bad` interrupts the ear, the others wait. */
export function Banner({ kind = 'info', children, action }: { kind?: 'info' | 'warn' | 'bad' | 'offline'; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role={kind === 'bad' ? 'alert' : 'status'}
      className={clsx(
        'flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 text-small',
        { info: 'bg-info-bg text-info', warn: 'bg-warn-bg text-warn', bad: 'bg-bad-bg text-bad', offline: 'bg-sunk text-ink' }[kind],
      )}
    >
      {kind === 'offline' && <CloudOff aria-hidden />}
      <span className="min-w-0">{children}</span>
      {action}
    </div>
  )
}

/** Why the act of a dialog was refused, where the eyes are. */
export function Refusal({ problem }: { problem: Problem | null }) {
  const { text } = useProblemText()
  return (
    <p role="alert" className="mt-3 rounded-control border border-bad bg-bad-bg px-3 py-2 text-bad empty:hidden">
      {problem && text(problem)}
    </p>
  )
}
