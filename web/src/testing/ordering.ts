// What tests of ordering share: orders and previews as the hub writes them.
import type { components } from '../api/ordering.gen'

type Schemas = components['schemas']
export const sellerId = (n: number) => `com_06evk3q2b5vt8h0000000000${String(n).padStart(2, '0')}`
export const orderId = 'ord_06evk3q2b5vt8h0000000000a1'
export const purchaseId = 'pur_06evk3q2b5vt8h0000000000a1'
const gbp = (amount: string) => ({ amount, currency: 'GBP' })

export const summary = (change: Partial<Schemas['OrderSummary']> = {}): Schemas['OrderSummary'] => ({
  id: orderId, number: 'PO 2026-000123', purchase: purchaseId, supplier: { company: sellerId(1), name: 'Farnwell' }, buyer: { company: sellerId(9), name: 'Corner Shop' }, customer_code: 'K-12', person: 'Ada', reference: 'B-77',
  created_at: '2026-11-22T03:00:00Z', changed_at: '2026-11-22T03:00:00Z', status: 'submitted', lines: 3, waits_for_supplier: 3, waits_for_buyer: 0, due: '2036-11-24T10:00:00Z', currency: 'GBP', total: '61.20', version: 1, ...change,
})

export const line = (n: number, change: Partial<Schemas['OrderLine']> = {}): Schemas['OrderLine'] => ({
  line: n, item: `itm_06evk3q2b5vt8h000000000${String(n).padStart(3, '0')}`, sku: `F-${n}`, name: `Hex bolt M${n}`, brand: 'Acme', mpn: `HB-${n}`, gtin: '', unit: 'C62', quantity: '10.000000', shipped: '0', received: '0', ordered: '10.000000', price: gbp('1.700000'),
  goods: '17.00', saved: '0.00', total: '17.00', promotions: [], protection: 'order_date', note: '', state: 'submitted', turn: 'supplier', due: '2036-11-24T10:00:00Z', availability: 'available', hold: 'held', acts: ['recall'], ...change,
})

export const order = (change: Partial<Schemas['Order']> = {}): Schemas['Order'] => ({
  summary: summary(), goods: '51.00', promotions: '0.00', freight: '0.00', freight_unknown: false, fee: '0.00', tax: '10.20', note: 'Ring the bell.', needed_by: '2036-11-30', terms: { payment: 'days', payment_days: 30, incoterm: '' },
  lines: [line(1), line(2), line(3)], events: [1, 2, 3].map((n) => ({ at: '2026-11-22T03:00:00Z', side: 'buyer' as const, person: 'Ada', act: 'submit' as const, line: n })), messages: [], ...change,
})

export const plannedLine = (index: number, change: Partial<Schemas['PlannedLine']> = {}): Schemas['PlannedLine'] => ({
  index, key: `l${index}`, supplier: sellerId(1), item: `itm_${index}`, sku: `F-${index}`, name: `Hex bolt M${index}`, brand: 'Acme', unit: 'C62', quantity: '10', minimum: '1', multiple: '1', price: gbp('1.700000'), goods: '17.00', saved: '0.00',
  promotions: [], problems: [], ...change,
})

export const plannedOrder = (change: Partial<Schemas['PlannedOrder']> = {}): Schemas['PlannedOrder'] => ({
  supplier: sellerId(1), name: 'Farnwell', currency: 'GBP', goods: '17.00', promotions: '0.00', freight: '4.00', freight_unknown: false, fee: '0.00', tax: '4.20', total: '25.20', lines: [plannedLine(0)], problems: [], answer_by: '2036-11-24T10:00:00Z', ...change,
})

export const preview = (orders: Schemas['PlannedOrder'][], mode: Schemas['PurchaseMode'] = 'all_or_nothing'): Schemas['PurchasePreview'] => ({
  at: '2026-11-22T03:00:00Z', mode, ready: orders.every((o) => o.problems.length === 0 && o.lines.every((l) => l.problems.length === 0)), orders,
})
