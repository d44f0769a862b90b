import { api, ok } from '../../../lib/api'
import { askAgain } from '../supplierQueries'
import type { BulkChange, BulkOutcome } from './bulk'

/** Changes many customers; says which were left as they were, and why. */
export async function changeMany(company: string, change: BulkChange): Promise<BulkOutcome> {
  const outcome = await ok(api.POST('/api/companies/{company}/customers/bulk', { params: { path: { company } }, body: change }))
  await askAgain(company)
  return outcome
}
