import { safePath } from './address'

/**
 * Goes on after signing in: to the page that was asked for, or to where work goes on. Back does not lead to a used form. It is never
 * done: the form stays at work until the page is gone.
 */
export function enter(to?: unknown): Promise<never> {
  location.replace(safePath(to))
  return new Promise(() => undefined)
}
