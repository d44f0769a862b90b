// What tests of matching share: seats that may, records and questions as the hub writes them.
import type { components } from '../api/matching.gen'
import { owner } from './signed'
import { supplier } from './supplierSeat'

type Schemas = components['schemas']

export const operator = (permissions = ['matching.question.read', 'matching.question.answer', 'matching.policy.write']) => ({
  ...owner, permissions, company: { ...owner.company, name: 'The hub', parts: ['operator' as const] },
})

export const sells = supplier({ permissions: ['matching.ask.read', 'matching.ask.answer', 'integration.import.read'] })

const pad = (n: number) => String(n).padStart(2, '0')

export const text = (change: Partial<Schemas['MatchText']> = {}): Schemas['MatchText'] => ({ brand: 'KEMET', name: 'Capacitor 33 pF, 50 V, 0603', mpn: 'C0603C330J5GACTU', gtin: '', pack: '10', unit: 'C62', ...change })

export const record = (n: number, change: Partial<Schemas['MatchRecord']> = {}): Schemas['MatchRecord'] => ({
  ...text(), item: `itm_06evk3q2b5vt8h0000000000${pad(n)}`, supplier: `com_06evk3q2b5vt8h0000000000${pad(n)}`, supplier_name: `Supplier ${n}`, sku: `SKU-${n}`, category: 'Capacitors', attributes: [], ...change,
})

export const question = (n: number, change: Partial<Schemas['MatchQuestion']> = {}): Schemas['MatchQuestion'] => ({
  id: `mat_06evk3q2b5vt8h00000000000${n}`, version: 1, left: record(n * 2, { name: `Capacitor no. ${n}, 33 pF` }), right: record(n * 2 + 1, { name: `Cap ${n} 33pF 0603`, mpn: '' }), ground: 'model', confidence: 0.93,
  reasons: [
    { topic: 'brand', weight: 1.2, both: ['kemet'], left: [], right: [] },
    { topic: 'name', weight: -0.4, both: [], left: ['capacitor'], right: ['cap'] },
    { topic: 'rivals', weight: 0.3, both: [], left: [], right: [] },
  ],
  contradictions: [], left_items: 1, right_items: 1, suppliers: 2, skipped: false, asked_at: '2026-11-22T03:00:00Z', ...change,
})

export const meaning = (change: Partial<Schemas['MatchMeaning']> = {}): Schemas['MatchMeaning'] => ({
  answers: 240, proven: true, line: 0.981, measured: 0.998, lower_bound: 0.9953, beyond: 180, would_confirm: 1312, by_code: 4000, by_model: 1312, by_people: 240, ...change,
})

export const policy = (change: Partial<Schemas['MatchPolicy']> = {}): Schemas['MatchPolicy'] => ({ precision: 0.995, automatic: true, updated_at: '2026-11-22T03:00:00Z', looked_at: 0.995, means: meaning(), ...change })

export const status = (change: Partial<Schemas['MatchStatus']> = {}): Schemas['MatchStatus'] => ({
  items: 1178, waiting: 0, waiting_suppliers: 0, products: 59, matched: 700, questions: 12, rest: 0, asks: 3, automatic: true,
  model: { version: 7, trained_at: '2026-11-22T03:00:00Z', answers: 240, coded: 900, f1: 0.971 }, ...change,
})
