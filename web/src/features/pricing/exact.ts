// Prices are counted exactly, never in floating point. Owns: fractions of whole numbers. Does not own: how figures are read from a person (lib/money) or written for one.

/** A number as a fraction; the lower part is above zero. */
export type Exact = { readonly n: bigint; readonly d: bigint }

const zero = 0n
const one = 1n
const ten = 10n

const gcd = (a: bigint, b: bigint): bigint => (b === zero ? a : gcd(b, a % b))

function exact(n: bigint, d: bigint): Exact {
  const g = gcd(n < zero ? -n : n, d) || one
  return { n: n / g, d: d / g }
}

/** Reads a plain decimal, as the hub and parseDecimal write it; null for anything else. */
export function read(text: string): Exact | null {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined) return null
  const n = BigInt(whole + fraction)
  return exact(sign ? -n : n, ten ** BigInt(fraction.length))
}

export const whole = (n: number): Exact => ({ n: BigInt(n), d: one })
export const plus = (a: Exact, b: Exact) => exact(a.n * b.d + b.n * a.d, a.d * b.d)
export const minus = (a: Exact, b: Exact) => exact(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Exact, b: Exact) => exact(a.n * b.n, a.d * b.d)
/** Nothing is divided by zero: null. */
export const over = (a: Exact, b: Exact): Exact | null => (b.n === zero ? null : b.n < zero ? exact(-a.n * b.d, -a.d * b.n) : exact(a.n * b.d, a.d * b.n))
export const compare = (a: Exact, b: Exact) => {
  const difference = a.n * b.d - b.n * a.d
  return difference < zero ? -1 : difference > zero ? 1 : 0
}
export const isNegative = (a: Exact) => a.n < zero

/** With so many decimals at most, the half away from zero, without zeros at the end. */
export function write(a: Exact, decimals = 6): string {
  const scale = ten ** BigInt(decimals)
  const negative = a.n < zero
  const abs = negative ? -a.n : a.n
  const units = (abs * scale * 2n + a.d) / (a.d * 2n)
  const digits = String(units).padStart(decimals + 1, '0')
  const fraction = decimals > 0 ? digits.slice(-decimals).replace(/0+$/, '') : ''
  const text = digits.slice(0, digits.length - decimals) + (fraction && `.${fraction}`)
  return negative && units !== zero ? `-${text}` : text
}

/** For bars and percentages that are only shown; never for a price. */
export const roughly = (a: Exact) => Number(write(a, 9))
