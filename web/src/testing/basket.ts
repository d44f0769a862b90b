// What tests of comparing share: a hub that understands each line and prices it at each supplier, always the same way.
import type { components } from '../api/comparison.gen'
import { supplierId } from './trading'

type Schemas = components['schemas']
export type Request = Schemas['CompareRequest']
type Answer = Schemas['Comparison']

const words = ['矿泉水 550ml×24', '可乐 330ml×24', '冰红茶 500ml×15', '纯牛奶 250ml×16', 'Hex bolt M8 × 40, zinc plated', 'NE555P timer', '方便面 红烧 ×24', 'Nitrile gloves M, 100 pcs', '大米 10kg', 'Schottky diode ZLLS350TA']
const names = ['联达日化', 'Farnell', '华东批发', 'Mouser Electronics', '永丰食品', 'Digi-Key', '百悦仓储', 'RS Components', '恒鑫供应链', 'TME', '广通物资', 'Arrow']
export const supplierName = (n: number) => `${names[n % names.length] ?? ''}${n < names.length ? '' : ` ${Math.floor(n / names.length) + 1}`}`

/** A figure that is always the same for the same line and supplier, between 0 and 1. */
const dice = (a: number, b: number) => ((Math.sin(a * 127.1 + b * 311.7) * 43758.5453) % 1 + 1) % 1

/** Suppliers price by one rule: a base of the line, a share of their own, a break from 100 on. */
export function answerTo({ lines, suppliers: only, best }: Request, count: number): Answer {
  const suppliers = Array.from({ length: count }, (_, n) => ({ id: supplierId(n), n })).filter(({ id }) => !only || only.includes(id))
  const paid = new Map<string, { lines: number; goods: number }>()
  const offers = new Map<string, number>()
  const answered = lines.map((line, i): Schemas['CompareLine'] => {
    const quantity = Number(line.quantity)
    const key = line.key ?? String(i)
    const text = line.text ?? ''
    if (text.startsWith('?') && !line.item) {
      const candidates = ['one', 'two'].map((c, k) => ({ item: { supplier: supplierId(k), item: `itm_${c}` }, sku: `Q-${k}`, name: `${text.slice(1)} ${c}` }))
      return { key, state: !text.startsWith('??') ? 'question' : 'unknown', quantity: line.quantity, questions: text.startsWith('??') ? [] : candidates, cells: [] }
    }
    const number = Number(/\d+/.exec(text)?.[0] ?? 0)
    const base = 5 + dice(number, 1) * 50
    const cells = suppliers.flatMap(({ id, n }): Schemas['CompareCell'][] => {
      const luck = dice(number, n + 7)
      if (luck < 0.25) return []
      offers.set(id, (offers.get(id) ?? 0) + 1)
      const common = { supplier: id, item: `itm_${number}_${n}`, sku: `S${n}-${number}`, name: `${words[number % words.length]}`, unit: 'C62' }
      if (luck < 0.3) return [{ ...common, why: 'price_hidden' }]
      if (luck < 0.34) return [{ ...common, why: 'stock' }]
      const full = base * (1 + luck * 0.3)
      const price = quantity >= 100 ? full * 0.9 : full
      const cost = quantity * price + 3
      return [
        {
          ...common, cost: cost.toFixed(2), per_unit: (cost / quantity).toFixed(6), order: line.quantity, holds: '1', minimum: '1', multiple: '1', source: luck > 0.96 ? 'text' : 'unit', guess: luck > 0.96 || undefined,
          price: { amount: price.toFixed(6), currency: 'CNY' }, breaks: [{ from: '1', amount: full.toFixed(6) }, { from: '100', amount: (full * 0.9).toFixed(6) }], list: 'group', available: 'available', days: 1 + (n % 4), priced_at: '2026-11-20T03:00:00Z',
          terms: [{ code: 'goods', amount: (quantity * price).toFixed(2), known: true }, { code: 'freight', amount: '3.00', known: true }, { code: 'delay', amount: '0.00', known: false }],
          steps: [{ code: 'price', amount: full.toFixed(6) }, { code: 'break', value: '100', amount: price.toFixed(6) }],
        },
      ]
    })
    const priced = cells.filter((c) => c.cost).toSorted((a, b) => Number(a.cost) - Number(b.cost))
    const win = priced.find((c) => !c.guess)
    if (win) win.best = 'certain'
    if (priced[0]?.guess) priced[0].best = 'guess'
    const chosen = priced.find((c) => c.supplier === line.chosen?.supplier && c.item === line.chosen.item) ?? win
    if (chosen) {
      const share = paid.get(chosen.supplier)
      paid.set(chosen.supplier, { lines: (share?.lines ?? 0) + 1, goods: (share?.goods ?? 0) + Number(chosen.cost) })
    }
    return {
      key, state: 'matched', by: 'own', quantity: line.quantity, unit: 'C62', per: 'C62', name: words[number % words.length], own_code: text, questions: [], cells: best ? cells.slice(0, best) : cells,
      chosen: chosen && { supplier: chosen.supplier, item: chosen.item },
    }
  })
  const total = [...paid.values()].reduce((sum, s) => sum + s.goods, 0)
  return {
    at: '2026-11-22T03:00:00Z', currency: 'CNY', settings: { version: 0, currency: 'CNY', yearly_rate: '0', day_cost: '0', order_cost: '0' }, rates: [],
    suppliers: suppliers.map(({ id, n }) => ({
      supplier: id, name: supplierName(n), epoch: 1, shows: { catalogue: 'all', price: 'own', stock: 'exact', lead_time: true, promotions: true, documents: true }, offers: offers.get(id) ?? 0, wins: paid.get(id)?.lines ?? 0,
      payment_days: n % 3 ? 30 : undefined, minimum_order: { amount: '300.00', currency: 'CNY' }, freight: 'flat', protection: n % 2 ? 'order_date' : 'notice', notice_days: n % 2 ? undefined : 14, free_freight_from: n % 2 ? { amount: '2000.00', currency: 'CNY' } : undefined,
      chosen: {
        lines: paid.get(id)?.lines ?? 0, goods: (paid.get(id)?.goods ?? 0).toFixed(2), promotions: '0', freight: '0', fee: '0', payment: '0', total: (paid.get(id)?.goods ?? 0).toFixed(2),
        hints: n === 0 ? [{ promotion: '满赠', code: 'quantity', missing: '4', measure: 'case', saves: '120.00' }] : undefined,
      },
    })),
    lines: answered,
    total: { lines: lines.length, matched: answered.filter((l) => l.state === 'matched').length, questions: answered.filter((l) => l.state !== 'matched').length, unpriced: 0, suppliers: paid.size, best: total.toFixed(2), chosen: total.toFixed(2), order_cost: '0' },
  }
}
