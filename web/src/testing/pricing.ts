// What tests of prices share: a seat that may, lists, rows and changes as the hub writes them.
import type { components } from '../api/pricing.gen'
import { supplier } from './supplierSeat'

type Schemas = components['schemas']

export const pricer = (permissions = ['pricing.list.read', 'pricing.list.write', 'pricing.cost.read', 'pricing.cost.write', 'pricing.policy.write', 'pricing.condition.write', 'trading.customer.read']) => supplier({ permissions })

export const priceList = (change: Partial<Schemas['PriceList']> = {}): Schemas['PriceList'] => ({
  id: 'prl_06evk3q2b5vt8h0000000000a1', kind: 'group', name: 'Gold', group: 'grp_06evk3q2b5vt8h0000000000a1', group_name: 'Gold customers', currency: 'EUR', tax_included: false, tax_rate: '0', rounding: { mode: 'half_up', step: '0.05' },
  priority: 0, family_breaks: false, state: 'live', version: 3, entries: 2, updated_at: '2026-11-22T03:00:00Z', ...change,
})

export const gridRow = (n: number, change: Partial<Schemas['PriceGridRow']> = {}): Schemas['PriceGridRow'] => ({
  item: `itm_06evk3q2b5vt8h0000000000a${n}`, sku: `A${n}`, name: `Bolt M${n}`, unit: 'H87', category: 'bolts', brand: 'Borg', cost: '6', cost_currency: 'EUR',
  base: { source: 'entry', currency: 'EUR', amount: '12' }, lists: [{ source: 'entry', currency: 'EUR', amount: '10', margin: '40' }], ...change,
})

export const priceChange = (change: Partial<Schemas['PriceChange']> = {}): Schemas['PriceChange'] => ({
  id: 'pcs_06evk3q2b5vt8h0000000000a1', name: '2 prices · Gold', source: 'grid', state: 'draft', lines: 2, raised: 1, lowered: 1, new: 0, cleared: 0, same: 0, under_floor: 1, kept: 0, rollback: false, person_name: 'Ada', created_at: '2026-11-22T03:00:00Z', ...change,
})

export const changeLine = (position: number, change: Partial<Schemas['PriceChangeLine']> = {}): Schemas['PriceChangeLine'] => ({
  position, item: `itm_06evk3q2b5vt8h0000000000a${position}`, sku: `A${position}`, name: `Bolt M${position}`, target: { list: 'prl_06evk3q2b5vt8h0000000000a1' }, target_name: 'Gold', currency: 'EUR', old: '10', old_currency: 'EUR', old_breaks: [], amount: '10.3', breaks: [],
  effect: 'raised', percent: '3', old_margin: '40', margin: '41.75', under_floor: false, ...change,
})

export const pricingPolicy = (change: Partial<Schemas['PricingPolicy']> = {}): Schemas['PricingPolicy'] => ({
  precedence: 'priority', order: ['contract', 'own', 'customer', 'group', 'channel', 'region', 'base'], floor_margin: '20', shows_list: false, protection: 'order_date', notice_days: 0, version: 2, ...change,
})
