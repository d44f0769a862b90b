// A purchase while it is looked over. Owns: what is asked and ordered, what is in the way, what it comes to. Does not own: prices and rules; the hub says them.
import type { HandedLine, Plan } from './handed'
import type { Draft, Money, OrderProblem, PlannedLine, PlannedOrder, Preview } from './queries'

const above = (a: Money, b: Money) => a.currency === b.currency && Number(a.amount) > Number(b.amount)

/** Whether the price rose since it was seen. */
export const roseFrom = ({ price, seen }: PlannedLine): Money | undefined => (price && seen && above(price, seen) ? seen : undefined)

/** Whether what was agreed to covers a price. */
export const covers = (agreed: Money | undefined, price: Money | undefined) => agreed !== undefined && price !== undefined && agreed.currency === price.currency && !above(price, agreed)

const lineOf = ({ key, supplier, item, quantity, unit, seen, agreed }: HandedLine): Draft['lines'][number] => ({ key, supplier, item, quantity, unit: unit || undefined, price: seen, agreed })

const suppliersOf = ({ lines }: Plan) => [...new Set(lines.map((l) => l.supplier))]

/** What the hub is asked while the plan is looked over. */
export const questionOf = (plan: Plan): Draft => ({
  mode: plan.mode,
  lines: plan.lines.map(lineOf),
  orders: suppliersOf(plan).flatMap((supplier) => (plan.totals[supplier] ? [{ supplier, total: plan.totals[supplier], agreed: plan.agreed[supplier] }] : [])),
})

/** What is ordered: with the prices and totals that stand on the screen as those that were seen. */
export function orderOf(plan: Plan, preview: Pick<Preview, 'orders'>): Draft {
  const shown = new Map(preview.orders.flatMap((o) => o.lines.map((l) => [l.key, l.price])))
  const totals = new Map(preview.orders.map((o) => [o.supplier, o.total && o.currency ? { amount: o.total, currency: o.currency } : undefined]))
  return {
    mode: plan.mode,
    reference: plan.reference.trim() || undefined,
    lines: plan.lines.map((l) => ({ ...lineOf(l), price: l.seen ?? shown.get(l.key), note: l.note?.trim() || undefined, needed_by: l.neededBy })),
    orders: suppliersOf(plan).map((supplier) => ({
      supplier,
      note: plan.notes[supplier]?.trim() || undefined,
      needed_by: plan.neededBy ?? undefined,
      total: plan.totals[supplier] ?? totals.get(supplier),
      agreed: plan.agreed[supplier],
    })),
  }
}

/** The hub found it dearer than it was shown: what stood on the screen is what was seen, so that the next answer says from what to what. */
export function seenBefore(plan: Plan, preview: Preview): Plan {
  const shown = new Map(preview.orders.flatMap((o) => o.lines.map((l) => [l.key, l.price])))
  const totals = preview.orders.flatMap((o) => (o.total && o.currency ? [[o.supplier, { amount: o.total, currency: o.currency }] as const] : []))
  return { ...plan, lines: plan.lines.map((l) => ({ ...l, seen: l.seen ?? shown.get(l.key) })), totals: { ...Object.fromEntries(totals), ...plan.totals } }
}

export const changed = (plan: Plan, key: string, what: Partial<HandedLine>): Plan => ({ ...plan, lines: plan.lines.map((l) => (l.key === key ? { ...l, ...what } : l)) })

/** Another quantity has another price by breaks: what is shown for it then is what is seen. The old total says nothing any more either. */
export function withQuantity(plan: Plan, key: string, quantity: string): Plan {
  const line = plan.lines.find((l) => l.key === key)
  if (!line || line.quantity === quantity) return plan
  return { ...changed(plan, key, { quantity, seen: undefined, agreed: undefined }), totals: { ...plan.totals, [line.supplier]: undefined }, agreed: { ...plan.agreed, [line.supplier]: undefined } }
}

export const without = (plan: Plan, keys: ReadonlySet<string>): Plan => ({ ...plan, lines: plan.lines.filter((l) => !keys.has(l.key)) })

export type Standing = {
  /** Lines and orders with something in the way. */
  problems: number
  /** Of these, prices that rose and want a tick. */
  rises: number
  /** What would be ordered if it were sent now. */
  orders: number
  lines: number
  /** What it comes to, a sum for each currency. */
  totals: Money[]
  /** Whether it can be sent. */
  ready: boolean
}

const isRise = ({ code }: OrderProblem) => code === 'price_rise' || code === 'total_rise'

/** Whether anything of an order can go. */
export const goes = (order: PlannedOrder) => order.problems.length === 0 && order.lines.some((l) => l.problems.length === 0)

/** What the plan comes to as the hub sees it now. */
export function standingOf(preview: Preview): Standing {
  const all = preview.orders.flatMap((o) => [...o.problems, ...o.lines.flatMap((l) => l.problems)])
  const going = preview.orders.filter(goes)
  const shown = preview.mode === 'those_that_accept' ? going : preview.orders
  const totals = new Map<string, number>()
  for (const { currency, total } of shown) if (currency && total) totals.set(currency, (totals.get(currency) ?? 0) + Number(total))
  const strict = preview.mode !== 'those_that_accept'
  return {
    problems: preview.orders.reduce((n, o) => n + (o.problems.length > 0 ? 1 : 0) + o.lines.filter((l) => l.problems.length > 0).length, 0),
    rises: all.filter(isRise).length,
    orders: going.length,
    lines: going.reduce((n, o) => n + o.lines.filter((l) => l.problems.length === 0).length, 0),
    totals: [...totals].map(([currency, amount]) => ({ currency, amount: amount.toFixed(4) })),
    ready: strict ? all.length === 0 && going.length > 0 : going.length > 0,
  }
}
