// What tests of stock share: a seat that may, warehouses, items, deliveries and holds as the hub writes them.
import type { components } from '../api/inventory.gen'
import { supplier } from './supplierSeat'

type Schemas = components['schemas']

export const keeper = (permissions = ['inventory.stock.read', 'inventory.stock.write', 'inventory.reservation.release']) => supplier({ permissions: [...permissions, 'job.read'] })

const id = (kind: string, n: number) => `${kind}_06evk3q2b5vt8h0000000000a${n}`

export const warehouse = (n: number, change: Partial<Schemas['Warehouse']> = {}): Schemas['Warehouse'] => ({
  id: id('whs', n), code: `W${n}`, name: n === 0 ? 'Leeds' : `Hall ${n}`, main: n === 0, serving: true, regions: [], items: 2, held: 0, feed: 'none', quiet_hours: 24, oldest: '2026-11-22T03:00:00Z', version: 4, ...change,
})

export const stockItem = (n: number, change: Partial<Schemas['StockItem']> = {}): Schemas['StockItem'] => ({
  item: id('itm', n), sku: `A${n}`, name: `Bolt M${n}`, unit: 'H87', free: '95',
  counts: [{ warehouse: warehouse(0).id, on_hand: '100', reserved: '5', as_of: '2026-11-22T03:00:00Z', old: false }], incoming: [], ...change,
})

export const delivery = (n: number, change: Partial<Schemas['Incoming']> = {}): Schemas['Incoming'] => ({
  id: id('inc', n), item: id('itm', n), sku: `A${n}`, name: `Bolt M${n}`, unit: 'H87', quantity: '40', due: '2027-03-01', warehouse: warehouse(0).id, state: 'expected', late: false, version: 2, reference: 'PO-1', ...change,
})

export const hold = (n: number, change: Partial<Schemas['Reservation']> = {}): Schemas['Reservation'] => ({
  id: id('rsv', n), item: id('itm', n), sku: `A${n}`, name: `Bolt M${n}`, unit: 'H87', quantity: '5', buyer: id('com', 7), buyer_name: 'Corner Shop', state: 'held', held_at: '2026-11-22T03:00:00Z', expires_at: '2099-01-01T00:00:00Z',
  shares: [{ warehouse: warehouse(0).id, quantity: '5' }], ...change,
})
