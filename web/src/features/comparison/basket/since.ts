// What has changed since a line was bought last. Owns: which of that is asked. Does not own: prices; they are the hub's.
import type { Cell, RowView } from './board'
import type { Paid } from './draft'

/** A price that rose by less than this is taken without asking. */
export const risen = 0.05

const can = (c: Cell | undefined): c is Cell => c !== undefined && c.cost !== undefined && c.available !== 'short'

/** By how much one unit is dearer than it was, as a ratio; 0 where the two cannot be held against each other. */
export function roseBy(now: Cell, paid: Paid): number {
  const before = Number(paid.amount)
  if (now.price === undefined || now.price.currency !== paid.currency || now.unit !== paid.unit || !(before > 0)) return 0
  return Number(now.price.amount) / before - 1
}

export type Change = {
  /** gone: nobody has it; elsewhere: it is bought from somebody else, for who had it has too few; dearer: it costs more now. */
  what: 'gone' | 'elsewhere' | 'dearer'
  /** By how much, as a ratio. */
  rose: number
  /** Where it can be had: first the one that counts now. */
  cells: readonly Cell[]
}

/** What is asked of a line that was bought before; nothing where it can be had as it was. */
export function changeOf({ line: { paid, chosen }, said, chosen: view }: RowView): Change | undefined {
  if (!paid || chosen || said?.state !== 'matched') return undefined
  const now = can(view?.cell) ? view.cell : undefined
  const others = said.cells.filter((c) => c !== now && can(c)).toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const cells = now ? [now, ...others] : others
  const [first] = cells
  if (!first) return { what: 'gone', rose: 0, cells }
  const rose = roseBy(first, paid)
  const there = can(said.cells.find((c) => c.supplier === paid.supplier && c.item === paid.item))
  if (!there) return { what: 'elsewhere', rose, cells }
  return rose > risen + 1e-9 ? { what: 'dearer', rose, cells } : undefined
}
