// The states of a relationship as screens use them: what they look like and whose move is next.
import type { StatusKind } from '../../ui/Marks'

export const states = ['invited', 'applied', 'more_asked', 'approved', 'rejected', 'suspended', 'closed'] as const
export type StateName = (typeof states)[number]
export type Side = 'buyer' | 'supplier'

export const dots: Record<StateName, StatusKind> = {
  invited: 'waiting', applied: 'waiting', more_asked: 'warn', approved: 'done', rejected: 'blocked', suspended: 'blocked', closed: 'off',
}

/** Who moves next; null when nobody has to. */
export function turnOf(state: StateName): Side | null {
  if (state === 'applied') return 'supplier'
  return state === 'invited' || state === 'more_asked' ? 'buyer' : null
}

/** A new application is possible: there is none yet, or the last one has ended. */
export const canApply = (state: StateName | undefined) => state === undefined || state === 'invited' || state === 'rejected' || state === 'closed'

/** Goods and prices may be looked at. */
export const trades = (state: StateName | undefined) => state === 'approved'
