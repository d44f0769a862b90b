// How a list rounds what is counted for it: the same grid as the hub's. Owns: the nearest point of the grid. Does not own: bounds of rules, which only the hub knows.
import { parseDecimal } from '../../lib/money'
import { minus, over, plus, read, times, whole, type Exact } from './exact'

export const roundingModes = ['half_up', 'half_even', 'up', 'down'] as const
export type RoundingMode = (typeof roundingModes)[number]
/** Whole steps above the ending: a step of 1 with the ending 0.99 has the points 0.99, 1.99, … Without a step six decimals are kept. */
export type Rounding = { mode: RoundingMode; step?: Exact | null; ending?: Exact | null }

/** A fraction at or above zero as a whole number. */
function wholeSteps({ n, d }: Exact, mode: RoundingMode): bigint {
  const [low, rest] = [n / d, n % d]
  if (rest === 0n || mode === 'down') return low
  if (mode === 'up') return low + 1n
  const twice = rest * 2n
  if (twice === d) return mode === 'half_even' ? low + (low % 2n) : low + 1n
  return twice > d ? low + 1n : low
}

/** The point of the grid that a price rounds to, never below the first. */
export function rounded(price: Exact, { mode, step, ending }: Rounding): Exact {
  if (!step || step.n <= 0n) return price
  const from = ending ?? whole(0)
  const steps = over(minus(price, from), step)
  const n = !steps || steps.n < 0n ? 0n : wholeSteps(steps, mode)
  return plus(times({ n, d: 1n }, step), from)
}

/** The rounding of a list as the hub tells it. */
export const roundingOf = ({ mode, step, ending }: { mode: RoundingMode; step?: string; ending?: string }): Rounding => ({ mode, step: step ? read(parseDecimal(step) ?? '') : null, ending: ending ? read(parseDecimal(ending) ?? '') : null })
