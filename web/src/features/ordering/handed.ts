// What goes from the compare screen to the review of a purchase and back. Owns: keeping it in this tab, and in the list that is compared. Does not own: prices; the hub says them anew.
import { putIntoKept, readKept, writeKept, type Line } from '../comparison/basket/draft'
import type { Mode, Money } from './queries'

/** What stood in the list that was compared; by it the line is found there again. */
export type Source = Pick<Line, 'text' | 'ref' | 'quantity' | 'unit'>

export type HandedLine = {
  key: string
  supplier: string
  item: string
  sku: string
  name: string
  /** In the unit that the item is sold in. */
  quantity: string
  unit: string
  /** The price of one unit that was shown; none once the quantity was changed here, for then the price on this page is the first one. */
  seen?: Money
  /** The price up to which the buyer agreed. */
  agreed?: Money
  /** What is asked with this line alone. */
  note?: string
  neededBy?: string
  source?: Source
}

/** A purchase while it is looked over. */
export type Plan = {
  lines: readonly HandedLine[]
  /** So many lines of the list have no offer that counts, and stay there. */
  left: number
  mode: Mode
  reference: string
  neededBy: string | null
  /** By supplier: what is said to it alone, the total that was seen when the hub found it dearer, and the one that was agreed to. */
  notes: Readonly<Partial<Record<string, string>>>
  totals: Readonly<Partial<Record<string, Money>>>
  agreed: Readonly<Partial<Record<string, Money>>>
  /** What was sent and not answered yet, under the name of that act: sent again it is done once. With a note, even an empty one, it was sent for approval. */
  sent?: { name: string; body: string; note?: string }
}

export const planOf = (lines: readonly HandedLine[], left: number): Plan => ({ lines, left, mode: 'all_or_nothing', reference: '', neededBy: null, notes: {}, totals: {}, agreed: {} })

const place = (company: string, person: string) => `hub.purchase.${company}.${person}`

export function writePlan(company: string, person: string, plan: Plan | null) {
  try {
    if (plan) sessionStorage.setItem(place(company, person), JSON.stringify(plan))
    else sessionStorage.removeItem(place(company, person))
  } catch {
    // Storage is full or forbidden: the plan holds until the page is closed.
  }
}

export function readPlan(company: string, person: string): Plan | null {
  try {
    return JSON.parse(sessionStorage.getItem(place(company, person)) ?? 'null') as Plan | null
  } catch {
    return null
  }
}

const nameOf = ({ text, ref, quantity, unit }: Source) => JSON.stringify([text, ref?.supplier, ref?.item, quantity, unit])

/** What was ordered goes from the list that is compared; the rest stays there, and belongs to no saved list any more, for that keeps its own. */
export function takeOrdered(company: string, person: string, ordered: readonly HandedLine[]) {
  const { lines } = readKept(company, person)
  const gone = new Set(ordered.flatMap((l) => (l.source ? nameOf(l.source) : [])))
  const rest = lines.filter((l) => !gone.has(nameOf(l)))
  if (rest.length !== lines.length) writeKept(company, person, rest, undefined)
}

/** Puts lines into the list that is compared, each at the supplier it was ordered from; how many found no room. */
export function putIntoCompare(company: string, person: string, more: readonly { supplier: string; item: string; quantity: string }[]): number {
  const asked = more.map(({ supplier, item, quantity }, i): Line => ({ key: `again${i}`, text: '', ref: { supplier, item }, quantity: String(Number(quantity)), unit: '', chosen: { supplier, item } }))
  return putIntoKept(company, person, asked).left
}
