import { keptInvite } from '../trading/pendingInvite'
import { safePath } from './address'

/**
 * Goes on after signing in: to the page that was asked for, to a supplier's invitation that waits, or to where work goes on. Back does not lead to a used form. It is never
 * done: the form stays at work until the page is gone.
 */
export function enter(to?: unknown): Promise<never> {
  location.replace(safePath(to ?? (keptInvite() ? '/join' : undefined)))
  return new Promise(() => undefined)
}
