// Lines against suppliers, with figures. Owns: what each cell shows at the quantity that is typed now, which offer counts for a line, what it comes to. Does not own: prices; the hub's answer replaces what is reckoned here.
import type { components } from '../../../api/comparison.gen'
import type { Ref } from '../product/queries'
import { sameRef, type Basket, type Draft, type Line } from './draft'
import { soldFor, totalAt, type Known } from './local'
import { changeOf } from './since'

type Schemas = components['schemas']
export type Answer = Schemas['Comparison']
export type AnsweredLine = Schemas['CompareLine']
export type Cell = Schemas['CompareCell']
export type Supplier = Schemas['CompareSupplier']
export type Hint = Schemas['CompareHint']
export type Term = Schemas['CompareTerm']

/** Offers beside each other in one cell: a supplier may have several of the same. */
export type CellView = {
  cell: Cell
  /** True cost of the line and of one unit that is compared, now; absent without a true cost. */
  total?: number
  perUnit?: number
  /** By how much it is dearer than the best, as a ratio. */
  delta?: number
  best?: 'certain' | 'guess'
  chosen: boolean
  /** Further offers of the same supplier. */
  others: number
}

export type RowView = {
  line: Line
  /** What the hub said last; nothing yet for a line that is new. */
  said?: AnsweredLine
  cells: ReadonlyMap<string, CellView>
  /** The offer that counts: what somebody chose, or the best. */
  chosen?: CellView
  /** True cost of the offer in the middle, one of each supplier: what one pays without comparing. */
  middle?: number
  offers: number
  /** Whether the figures are the hub's own, or reckoned here for what was typed since. */
  fresh: boolean
}

export type Totals = {
  lines: number
  /** To be paid at all suppliers, in the currency of the answer. */
  pay: number
  /** With what waiting and paying later are worth. */
  cost: number
  /** Less than the offers in the middle of the same lines. */
  saving: number
  /** How many suppliers the chosen offers are of. */
  suppliers: number
  unpriced: number
  /** Lines of which it is not clear what they mean. */
  unclear: number
  /** With those that have changed since they were bought. */
  questions: number
  bySupplier: ReadonlyMap<string, { lines: number; pay: number }>
  fresh: boolean
}

/** A decimal or a fraction such as 1/3. */
export function figure(text: string | undefined, otherwise: number): number {
  const [a = '', b] = (text ?? '').split('/')
  const n = b === undefined ? Number(a) : Number(a) / Number(b)
  return text && Number.isFinite(n) ? n : otherwise
}

/** What is known of an offer, so that another quantity can be reckoned. */
function knownOf(cell: Cell, rate: number): Known {
  const price = figure(cell.price?.amount, 0) * rate
  const order = figure(cell.order, 0)
  return {
    holds: figure(cell.holds, 1), minimum: figure(cell.minimum, 0), multiple: figure(cell.multiple, 1), price, goods: order * price, total: figure(cell.cost, 0),
    tiers: (cell.breaks ?? []).map((b) => ({ from: Number(b.from), price: Number(b.amount) * rate })),
  }
}

const refOf = ({ supplier, item }: Cell): Ref => ({ supplier, item })

type Rates = ReadonlyMap<string, number>

/** Of two, the dearer; of one there is no middle. */
function middleOf(cells: readonly CellView[]): number | undefined {
  const totals = cells.flatMap((c) => c.total ?? []).toSorted((a, b) => a - b)
  return totals.length > 1 ? totals[Math.floor(totals.length / 2)] : undefined
}

/** One line as it stands: `off` are suppliers that are left out, `planned` is where a plan has it. What somebody chose comes before that. */
export function rowOf(line: Line, said: AnsweredLine | undefined, rates: Rates, off: ReadonlySet<string>, planned?: Ref): RowView {
  const asked = Number(said?.quantity ?? line.quantity)
  const now = Number(line.quantity)
  const wanted = line.chosen ?? planned
  const fresh = said !== undefined && asked === now && (wanted === undefined || sameRef(said.chosen, wanted))
  const all = (said?.cells ?? []).filter((c) => !off.has(c.supplier)).map((cell) => {
    const answered = cell.cost === undefined ? undefined : Number(cell.cost)
    // How many units of comparison one asked unit is.
    const per = answered && figure(cell.per_unit, 0) > 0 && asked > 0 ? answered / (figure(cell.per_unit, 0) * asked) : 1
    const known = answered === undefined ? undefined : knownOf(cell, rates.get(cell.price?.currency ?? '') ?? 1)
    const total = known && (asked === now ? answered : totalAt(known, now * per))
    const perUnit = total === undefined ? undefined : asked === now ? figure(cell.per_unit, total) : total / (now * per || 1)
    return { cell, total, perUnit }
  })
  const priced = all.filter((c) => c.total !== undefined).toSorted((a, b) => (a.total ?? 0) - (b.total ?? 0) || (a.cell.rank ?? 0) - (b.cell.rank ?? 0))
  const sure = priced.find(({ cell }) => (fresh ? cell.best === 'certain' : !cell.guess && !cell.stale)) ?? priced.find(({ cell }) => !cell.guess && !cell.stale)
  const first = priced[0]
  const maybe = first?.cell.guess && (!sure || (first.total ?? 0) < (sure.total ?? 0)) ? first : undefined
  const own = wanted && all.find((c) => c.total !== undefined && sameRef(refOf(c.cell), wanted))
  const counts = own ?? sure
  const base = sure?.perUnit ?? first?.perUnit
  const cells = new Map<string, CellView>()
  for (const { cell, total, perUnit } of [...priced, ...all.filter((c) => c.total === undefined)]) {
    const before = cells.get(cell.supplier)
    const chosen = counts?.cell === cell
    const view: CellView = { cell, total, perUnit, chosen, others: 0, best: sure?.cell === cell ? 'certain' : maybe?.cell === cell ? 'guess' : undefined, delta: base && perUnit !== undefined ? perUnit / base - 1 : undefined }
    if (!before || chosen) cells.set(cell.supplier, { ...view, others: before ? before.others + 1 : 0 })
    else cells.set(cell.supplier, { ...before, others: before.others + 1 })
  }
  return { line, said, cells, chosen: counts && cells.get(counts.cell.supplier), middle: middleOf([...cells.values()]), offers: priced.length, fresh }
}

/** How much of an offer has to be ordered now, in the supplier's unit. */
export function orderOf({ cell, total }: CellView, line: Line, said: AnsweredLine): string {
  if (total === undefined || Number(said.quantity) === Number(line.quantity)) return cell.order ?? ''
  const asked = Number(said.quantity)
  const per = figure(cell.per_unit, 0) > 0 && asked > 0 ? figure(cell.cost, 0) / (figure(cell.per_unit, 0) * asked) : 1
  return String(soldFor(Number(line.quantity) * per, { holds: figure(cell.holds, 1), minimum: figure(cell.minimum, 0), multiple: figure(cell.multiple, 1) }))
}

/** Who has most of what counts comes first, then who has most to offer. */
/** What would bring more on a line, of a supplier that is chosen for it. */
export const hintOf = (supplier: Supplier | undefined, line: string): Hint | undefined => supplier?.chosen.hints?.find((h) => h.line === line && h.missing !== undefined && h.saves !== undefined)

export const ordered = (suppliers: readonly Supplier[]): string[] =>
  suppliers.toSorted((a, b) => Number(b.chosen.total) - Number(a.chosen.total) || b.wins - a.wins || b.offers - a.offers || a.name.localeCompare(b.name)).map((s) => s.supplier)

const paid = (share: Supplier['chosen']) => Number(share.total)

function totalsOf(rows: readonly RowView[], answer: Answer | undefined): Totals {
  const bySupplier = new Map<string, { lines: number; pay: number }>()
  const fresh = answer !== undefined && rows.every((r) => r.fresh)
  const unclear = rows.filter((r) => r.said && r.said.state !== 'matched').length
  let cost = 0
  let saving = 0
  for (const { chosen, middle } of rows) {
    if (chosen?.total === undefined) continue
    cost += chosen.total
    if (middle !== undefined) saving += Math.max(0, middle - chosen.total)
    const of = bySupplier.get(chosen.cell.supplier)
    bySupplier.set(chosen.cell.supplier, { lines: (of?.lines ?? 0) + 1, pay: (of?.pay ?? 0) + chosen.total })
  }
  // The hub knows freight and fees of each order; until it answers, the true costs of the lines stand in for it.
  if (fresh) for (const s of answer.suppliers) if (bySupplier.has(s.supplier)) bySupplier.set(s.supplier, { lines: s.chosen.lines, pay: paid(s.chosen) })
  return {
    lines: rows.length, cost: fresh ? Number(answer.total.chosen) : cost, saving, suppliers: bySupplier.size, bySupplier, fresh,
    pay: [...bySupplier.values()].reduce((sum, s) => sum + s.pay, 0),
    unpriced: rows.filter((r) => r.said?.state === 'matched' && r.chosen?.total === undefined).length,
    unclear,
    questions: unclear + rows.filter((r) => changeOf(r) !== undefined).length,
  }
}

/** A plan that is followed: where each of its lines is bought, what each of its orders comes to, and whether it is for what stands there now. */
export type Followed = { where: ReadonlyMap<string, Ref>; totals: ReadonlyMap<string, { amount: string; currency: string }>; fresh: boolean }

type Kept = { line: Line; said: AnsweredLine | undefined; answer: Answer | undefined; off: ReadonlySet<string>; planned: Ref | undefined; view: RowView }

export type Board = ReturnType<typeof createBoard>

/** Joins the lines that are worked on with what the hub said last. Each row is reckoned anew only when its own parts change. */
export function createBoard(draft: Draft) {
  let answer: Answer | undefined
  let said = new Map<string, AnsweredLine>()
  let rates: Rates = new Map()
  let off: ReadonlySet<string> = new Set()
  let order: readonly string[] = []
  let columns: readonly string[] = []
  let onlyUsed = false
  let known = new Map<string, Supplier>()
  let keys: readonly string[] = []
  let keysOf: Basket | undefined
  let totals: Totals | undefined
  let totalsFor: unknown[] = []
  let used: readonly string[] = []
  let plan: Followed | undefined
  const followers = new Set<() => void>()
  const kept = new Map<string, Kept>()
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const f of listeners) f()
  }
  const row = (key: string): RowView | undefined => {
    const line = draft.line(key)
    if (!line) return undefined
    const now = said.get(key)
    const before = kept.get(key)
    if (before && before.line === line && before.said === now && before.off === off && before.answer === answer && before.planned === plan?.where.get(key)) return before.view
    const planned = plan?.where.get(key)
    const view = rowOf(line, now, rates, off, planned)
    kept.set(key, { line, said: now, answer, off, planned, view })
    return view
  }
  const currentTotals = (): Totals => {
    const now = [draft.lines(), answer, off, plan?.where]
    if (!totals || now.some((x, i) => x !== totalsFor[i])) {
      totalsFor = now
      totals = totalsOf(draft.lines().flatMap((l) => row(l.key) ?? []), answer)
    }
    return totals
  }
  return {
    subscribe: (f: () => void) => {
      const stop = draft.subscribe(f)
      listeners.add(f)
      return () => {
        stop()
        listeners.delete(f)
      }
    },
    row,
    /** Keys of the lines; another list only when lines come, go or change places. */
    keys: () => {
      const lines = draft.lines()
      if (lines !== keysOf) {
        keysOf = lines
        if (lines.length !== keys.length || lines.some((l, i) => l.key !== keys[i])) keys = lines.map((l) => l.key)
      }
      return keys
    },
    /** Suppliers that are shown, in the order of their columns. */
    columns: () => {
      const used = onlyUsed ? new Set(currentTotals().bySupplier.keys()) : undefined
      const now = order.filter((id) => !off.has(id) && (!used || used.has(id)))
      if (now.length !== columns.length || now.some((id, i) => id !== columns[i])) columns = now
      return columns
    },
    /** Only columns of suppliers whose offers count. */
    showUsed: (only: boolean) => {
      if (only === onlyUsed) return
      onlyUsed = only
      tell()
    },
    /** What was answered last, in full. */
    answer: () => answer,
    supplier: (id: string) => known.get(id),
    /** Suppliers in the order of their columns; it stays while quantities change, so that nothing jumps under the hand. */
    order: () => order,
    take: (next: Answer) => {
      answer = next
      said = new Map(next.lines.map((l) => [l.key, l]))
      rates = new Map(next.rates.map((r) => [r.currency, Number(r.rate)]))
      // Who is left out is not in the answer, and is still to be shown as somebody who could be taken in.
      known = new Map([...known, ...next.suppliers.map((s) => [s.supplier, s] as const)])
      const has = ordered([...known.values()])
      if (has.length !== order.length) order = [...order.filter((id) => known.has(id)), ...has.filter((id) => !order.includes(id))]
      for (const key of kept.keys()) if (!said.has(key)) kept.delete(key)
      tell()
    },
    /** Puts the columns in order anew. */
    sort: () => {
      order = ordered([...known.values()])
      tell()
    },
    leaveOut: (ids: ReadonlySet<string>) => {
      if (ids.size === off.size && [...ids].every((id) => off.has(id))) return
      off = ids
      tell()
    },
    /** Lines that nobody chose an offer for are bought where a plan has them; without one, where they cost least. */
    follow: (next: Followed | undefined) => {
      if (next === plan) return
      const moved = next?.where !== plan?.where
      plan = next
      tell()
      if (moved) for (const f of followers) f()
    },
    following: () => plan,
    planned: (key: string) => plan?.where.get(key),
    /** Told when another plan is followed. */
    followed: (f: () => void) => {
      followers.add(f)
      return () => {
        followers.delete(f)
      }
    },
    totals: currentTotals,
    /** Suppliers of the offers that count; another list only when one comes or goes. */
    used: () => {
      const now = [...currentTotals().bySupplier.keys()].toSorted()
      if (now.join() !== used.join()) used = now
      return used
    },
  }
}
