// What a typed quantity costs until the hub has answered. Owns: breaks, packs and steps on this side. Does not own: prices; the hub's answer takes the place of these figures.

export type Tier = { from: number; price: number }

/** What is known of an offer at the quantity that the hub was asked for; money in the buyer's currency. */
export type Known = {
  /** Asked units in one sold unit. */
  holds: number
  minimum: number
  multiple: number
  /** Ascending; without tiers the price of the answer stays. */
  tiers: readonly Tier[]
  price: number
  /** What the goods cost, and with freight, terms and delay: the line's true cost. */
  goods: number
  total: number
}

const dust = 1e-9

/** How many are bought for so many asked units: whole steps, at least the minimum. */
export function soldFor(quantity: number, { holds, minimum, multiple }: Pick<Known, 'holds' | 'minimum' | 'multiple'>): number {
  const step = multiple > 0 ? multiple : 1
  const need = Math.max(holds > 0 ? quantity / holds : quantity, minimum)
  return Number((Math.ceil(need / step - dust) * step).toFixed(6))
}

export const priceAt = (tiers: readonly Tier[], sold: number, otherwise: number) => tiers.findLast((t) => t.from <= sold + dust)?.price ?? otherwise

/** The true cost of the line at another quantity: goods by breaks and packs, the rest as the hub said. */
export function totalAt(known: Known, quantity: number): number {
  const sold = soldFor(quantity, known)
  return known.total - known.goods + sold * priceAt(known.tiers, sold, known.price)
}
