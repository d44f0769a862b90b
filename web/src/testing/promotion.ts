// What tests of promotions share: a promotion and an outcome as the hub writes them.
import type { components } from '../api/promotion.gen'

type Schemas = components['schemas']

export const bolt = { id: 'itm_06evk3q2b5vt8h0000000000a1', sku: 'M8', name: 'Hex bolt' }
export const nut = { id: 'itm_06evk3q2b5vt8h0000000000a2', sku: 'N8', name: 'Nut' }

export const rule = (change: Partial<Schemas['PromotionDraft']> = {}): Schemas['PromotionDraft'] => ({ name: 'Spring', kind: 'percent', currency: 'EUR', priority: 100, measure: 'unit', on: { all: true }, tiers: [{ from: '12', percent: '10' }], funding: { supplier: 100, brand: 0, hub: 0 }, ...change })

export const promotion = (change: Partial<Schemas['Promotion']> = {}): Schemas['Promotion'] => ({
  id: 'prm_06evk3q2b5vt8h0000000000a1', state: 'draft', rule: rule(), items: [bolt, nut], uses: 0, spent: '0', etag: '"1"', created_at: '2026-11-22T03:00:00Z', updated_at: '2026-11-22T03:00:00Z', ...change,
}) as Schemas['Promotion']

export const outcome = (change: Partial<Schemas['PromotionOutcome']> = {}): Schemas['PromotionOutcome'] => ({
  currency: 'EUR', lines: [{ item: bolt.id, sku: bolt.sku, name: bolt.name, quantity: '8', price: '10', before: '80.00', after: '80.00' }], left_out: [], applied: [],
  not_applied: [{ promotion: 'prm_06evk3q2b5vt8h0000000000a1', name: 'Spring', reason: 'below_threshold', by: [], gap: { measure: 'unit', missing: '4', item: bolt.id, saving: '12.00' } }],
  before: '80.00', saving: '0.00', after: '80.00', freight: '0', proven: true, at_most_better: '0', ...change,
}) as Schemas['PromotionOutcome']
