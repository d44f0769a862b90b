// Changing many customers in one act. Owns: what is sent, and what takes it back. Does not own: the screens.
import type { components } from '../../../api/trading.gen'
import { api, ok } from '../../../lib/api'
import { askAgain, type CustomerFilter, type CustomerRow } from '../supplierQueries'

export type BulkChange = components['schemas']['BulkChange']
export type BulkOutcome = components['schemas']['BulkOutcome']
export type Chosen = { customers: string[] } | { filter: CustomerFilter }

/** At most this many are named one by one; more are named by their filter. */
export const namedMost = 1000

export async function changeMany(company: string, change: BulkChange): Promise<BulkOutcome> {
  const outcome = await ok(api.POST('/api/companies/{company}/customers/bulk', { params: { path: { company } }, body: change }))
  await askAgain(company)
  return outcome
}

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
