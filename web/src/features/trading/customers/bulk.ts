// Changing many customers in one act. Owns: what takes it back. Does not own: sending, the screens.
import type { components } from '../../../api/trading.gen'
import type { CustomerFilter, CustomerRow } from '../supplierQueries'

export type BulkChange = components['schemas']['BulkChange']
export type BulkOutcome = components['schemas']['BulkOutcome']
export type Chosen = { customers: string[] } | { filter: CustomerFilter }

/** At most this many are named one by one; more are named by their filter. */
export const namedMost = 1000

const before = (change: BulkChange, row: CustomerRow): string | undefined => {
  if (change.action === 'set_group') return row.group?.id ?? ''
  if (change.action === 'set_region') return row.region ?? ''
  if (change.action === 'set_salesperson') return row.salesperson?.id ?? ''
  return undefined
}

/** What brings back how it was: for each earlier value the customers that had it. Nothing, where that cannot be known. */
export function undoing(change: BulkChange, rows: readonly CustomerRow[]): BulkChange[] {
  const customers = rows.map((r) => r.id)
  if (change.action === 'block') return [{ action: 'unblock', customers }]
  const groups = new Map<string, string[]>()
  for (const row of rows) {
    const value = before(change, row)
    if (value === undefined) return []
    groups.set(value, [...(groups.get(value) ?? []), row.id])
  }
  return [...groups].map(([value, ids]) => ({
    action: change.action,
    customers: ids,
    ...(change.action === 'set_group' && { group: value }),
    ...(change.action === 'set_region' && { region: value }),
    ...(change.action === 'set_salesperson' && { salesperson: value }),
  }))
}
