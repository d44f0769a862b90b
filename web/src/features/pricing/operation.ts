// What is typed over a whole column: "+3%", "*1.02", "=9.90". Owns: reading it and what it makes of a price. Does not own: rounding, which belongs to the list.
import { parseDecimal } from '../../lib/money'
import { minus, over, plus, read, times, whole, type Exact } from './exact'

/** A price is counted from what stands in the cell, or from the cost or the base price of the item. */
export type From = 'own' | 'cost' | 'base'
export type Operation =
  | { how: 'percent' | 'add' | 'times'; from: From; by: Exact; typed: string }
  | { how: 'set'; by: Exact; typed: string }
  /** The price at which so much of it is margin. */
  | { how: 'margin'; by: Exact; typed: string }

const froms: Record<string, From> = { cost: 'cost', 成本: 'cost', 进价: 'cost', base: 'base', 基准: 'base', 基准价: 'base' }
const margins = ['margin', '毛利', '毛利率']

const number = (text: string | undefined) => {
  const plain = text === undefined ? null : parseDecimal(text)
  return plain === null || plain.startsWith('-') ? null : read(plain)
}

function changed(rest: string, from: From, typed: string): Operation | null {
  const [, sign = '', figure, percent] = /^([+\-*/×x÷])([^%]+)(%?)$/.exec(rest) ?? []
  const by = number(figure)
  if (!by) return null
  const signed = sign === '-' ? minus(whole(0), by) : by
  if (percent) return sign === '+' || sign === '-' ? { how: 'percent', from, by: signed, typed } : null
  if (sign === '+' || sign === '-') return { how: 'add', from, by: signed, typed }
  const factor = sign === '/' || sign === '÷' ? over(whole(1), by) : by
  return factor && { how: 'times', from, by: factor, typed }
}

/**
 * Reads an operation; null when it is none, so that a price typed into a cell stays a price. Full-width signs are read like plain ones.
 * After "=" stand a figure, or "cost", "base" and what becomes of them, or "margin 20%".
 */
export function readOperation(text: string): Operation | null {
  const typed = text.normalize('NFKC').trim()
  const plain = typed.replace(/\s+/g, '').replace(/[\u2212\u2013]/g, '-').toLowerCase()
  if (!plain.startsWith('=')) return changed(plain, 'own', typed)
  const rest = plain.slice(1)
  const margin = margins.toSorted((a, b) => b.length - a.length).find((m) => rest.startsWith(m))
  if (margin) {
    const [, figure] = /^(.+)%$/.exec(rest.slice(margin.length)) ?? []
    const by = number(figure)
    return by && over(whole(1), minus(whole(100), by)) && number(figure) ? { how: 'margin', by, typed } : null
  }
  const name = Object.keys(froms).toSorted((a, b) => b.length - a.length).find((f) => rest.startsWith(f))
  if (name) {
    const after = rest.slice(name.length)
    const from = froms[name] ?? 'own'
    return after ? changed(after, from, typed) : { how: 'times', from, by: whole(1), typed }
  }
  const by = number(rest)
  return by && { how: 'set', by, typed }
}

/** Prices of an item that an operation may count from; what is not known is left out. */
export type Known = { own?: Exact | null; cost?: Exact | null; base?: Exact | null }

/** The price that comes out, before it is rounded; null where what it counts from is not known, or it would be below zero. */
export function operate(operation: Operation, known: Known): Exact | null {
  if (operation.how === 'set') return operation.by
  if (operation.how === 'margin') {
    const share = over(minus(whole(100), operation.by), whole(100))
    const price = known.cost && share && over(known.cost, share)
    return price && price.n >= 0n ? price : null
  }
  const from = known[operation.from]
  if (!from) return null
  const out =
    operation.how === 'percent' ? (over(times(from, plus(whole(100), operation.by)), whole(100)) ?? from) : operation.how === 'add' ? plus(from, operation.by) : times(from, operation.by)
  return out.n < 0n ? null : out
}
