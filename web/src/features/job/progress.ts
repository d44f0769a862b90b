import type { components } from '../../api/job.gen'
import type { StatusKind } from '../../ui/Marks'

export type Job = components['schemas']['Job']

export const ended = (job: Pick<Job, 'state'>) => job.state === 'succeeded' || job.state === 'failed' || job.state === 'cancelled'

export const dots: Record<Job['state'], StatusKind> = { waiting: 'waiting', running: 'part', succeeded: 'done', failed: 'blocked', cancelling: 'warn', cancelled: 'off' }

/** Between 0 and 1, or null while how much there is to do is not known. */
export const share = ({ done, total, state }: Pick<Job, 'done' | 'total' | 'state'>) => (state === 'succeeded' ? 1 : total > 0 ? Math.min(1, done / total) : null)

/** How much was done when, as this browser saw it: its clock may be another than the hub's. */
export type Seen = { at: number; done: number }

/** How much is done in a second since it was first seen, and the seconds that are left at that; null when it cannot be told yet. */
export function pace(first: Seen, now: Seen, total: number): { rate: number; left: number | null } | null {
  const spent = (now.at - first.at) / 1000
  if (spent < 1 || now.done <= first.done) return null
  const rate = (now.done - first.done) / spent
  return { rate, left: total > now.done ? Math.ceil((total - now.done) / rate) : null }
}
