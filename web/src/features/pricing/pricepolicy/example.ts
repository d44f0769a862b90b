// The example beside the rule. Owns: three prices of one item and which of them wins. Does not own: real prices, which only the hub resolves.
import type { PriceKind, Policy } from '../queries'

/** In cents, so that nothing is rounded. */
export const samples: readonly { kind: PriceKind; cents: number }[] = [
  { kind: 'base', cents: 1000 },
  { kind: 'group', cents: 920 },
  { kind: 'contract', cents: 950 },
]

/** Which of the samples wins: the lowest, or the first in the order. */
export function winner(precedence: Policy['precedence'], order: readonly PriceKind[]) {
  const rank = (kind: PriceKind) => (order.includes(kind) ? order.indexOf(kind) : order.length)
  return samples.toSorted((a, b) => (precedence === 'best' ? a.cents - b.cents : 0) || rank(a.kind) - rank(b.kind))[0]
}

/** The order with one kind moved up or down by one. */
export function moved(order: readonly PriceKind[], from: number, by: 1 | -1): PriceKind[] {
  const next = [...order]
  const [one, two] = [next[from], next[from + by]]
  if (!one || !two) return next
  next[from] = two
  next[from + by] = one
  return next
}
