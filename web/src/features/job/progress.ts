import type { components } from '../../api/job.gen'
import type { StatusKind } from '../../ui/Marks'

export type Job = components['schemas']['Job']

export const ended = (job: Pick<Job, 'state'>) => job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled'

export const dots: Record<Job['state'], StatusKind> = { waiting: 'waiting', running: 'part', succeeded: 'done', failed: 'blocked', cancelling: 'warn', cancelled: 'off' }

/** Between 0 and 1, or null while how much there is to do is not known. */
export const share = ({ done, total, state }: Pick<Job, 'done' | 'total' | 'state'>) => (state === 'succeeded' ? 1 : total > 0 ? Math.min(1, done / total) : null)

/** Seconds that are left at the pace so far; null when it cannot be told yet. */
export function secondsLeft({ done, total, started_at }: Pick<Job, 'done' | 'total' | 'started_at'>, now: Date) {
  if (!started_at || done <= 0 || total <= done) return null
  const spent = (now.getTime() - new Date(started_at).getTime()) / 1000
  return spent < 1 ? null : Math.ceil((spent / done) * (total - done))
}
