// What tests of the buyers' screens share: a seat that may, suppliers as the hub writes them.
import type { components } from '../api/trading.gen'
import { company, owner } from './signed'

type Schemas = components['schemas']
export const at = `/api/companies/${company}`

/** The owner of a company that buys. */
export const buyer = {
  ...owner,
  permissions: [...owner.permissions, 'comparison.offer.read', 'trading.application.write', 'trading.board.read', 'trading.directory.read', 'trading.file.read', 'trading.file.write'],
}

export const supplierId = (n: number) => `com_06evk3q2b5vt8h0000000000${String(n).padStart(2, '0')}`

export const card = (n: number, change: Partial<Schemas['SupplierCard']> = {}): Schemas['SupplierCard'] => ({
  supplier: { id: supplierId(n), name: `Supplier ${n}` }, summary: 'Bearings since 1923', trades: ['bearings'], regions: ['CN-SH', 'GB'], terms_summary: '30 days', minimum_order: '¥500', languages: ['zh', 'en'],
  listed: true, accepting: true, asks: [], missing: [], closed: false, ...change,
})

export const relationship = (state: Schemas['RelationshipState'], change: Partial<Schemas['MyRelationship']> = {}): Schemas['MyRelationship'] => ({
  state, version: 1, changed_at: '2026-11-22T03:00:00Z', terms: {}, ...change,
})

export const file = (change: Partial<Schemas['CompanyFile']> = {}): Schemas['CompanyFile'] => ({
  state: 'draft', version: 1, draft: { legal_name: 'Corner Shop Ltd', country: 'CN' }, documents: [], sites: 0, problems: [], complete: false, changes: [], ...change,
})
