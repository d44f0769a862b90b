import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../lib/dates'

/** The hub says up to when, not included; people say the last day. */
export function lastDay(to: Instant, zone: string): Day {
  const day = dayOf(to, zone)
  return startOfDay(day) === new Date(to).toISOString() ? addDays(day, -1) : day
}
