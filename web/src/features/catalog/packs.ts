// How an item is packed, while it is edited. Owns: exact figures, what a pack holds in smaller packs, what it costs. Does not own: drawing, what is right, which the hub says.
import { parseDecimal } from '../../lib/money'
import type { Level, Pack } from './queries'

export const levels = ['each', 'inner', 'case', 'pallet'] as const satisfies readonly Level[]

/** What a pack is counted in: the item's own unit, or a smaller pack. */
export type Of = 'unit' | Level

/** A pack as it is typed: "12 inner". */
export type PackDraft = { level: Level; count: string; of: Of; unit: string; gtin: string; gross_weight: string }

/** An exact quotient of whole numbers; `below` is above zero. */
export type Ratio = { above: bigint; below: bigint }

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
const ratio = (above: bigint, below: bigint): Ratio => {
  const by = gcd(above < 0n ? -above : above, below) || 1n
  return { above: above / by, below: below / by }
}

/** A plain decimal, exactly; null for what is none. */
export function ratioOf(typed: string): Ratio | null {
  const plain = parseDecimal(typed, 12)
  if (plain === null) return null
  const [whole = '0', fraction = ''] = plain.split('.')
  return ratio(BigInt(whole + fraction), 10n ** BigInt(fraction.length))
}

export const times = (a: Ratio, b: Ratio) => ratio(a.above * b.above, a.below * b.below)
export const over = (a: Ratio, b: Ratio) => ratio(a.above * b.below, a.below * b.above)

/** As a decimal of at most `places` decimals, rounded half up; `exact` says whether nothing was rounded. */
export function decimalOf({ above, below }: Ratio, places = 6): { text: string; exact: boolean } {
  const scale = 10n ** BigInt(places)
  const scaled = above * scale
  const rounded = (2n * scaled + below) / (2n * below)
  const digits = String(rounded).padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return { text: fraction ? `${digits.slice(0, -places)}.${fraction}` : digits.slice(0, -places), exact: scaled % below === 0n }
}

const positive = (r: Ratio | null) => (r && r.above > 0n ? r : null)

/** The packs below a level that its count may name, the largest first, and the item's unit. */
export const below = (packs: readonly PackDraft[], level: Level): Of[] => [...levels.slice(0, levels.indexOf(level)).filter((l) => packs.some((p) => p.level === l)).toReversed(), 'unit']

/** How many of the item's unit a pack holds; null while that is not clear. */
export function contains(packs: readonly PackDraft[], level: Level): Ratio | null {
  const pack = packs.find((p) => p.level === level)
  const count = positive(ratioOf(pack?.count ?? ''))
  if (!pack || !count) return null
  if (pack.of === 'unit') return count
  if (levels.indexOf(pack.of) >= levels.indexOf(level)) return null
  const each = contains(packs, pack.of)
  return each && times(count, each)
}

/** The packs of an item, each counted in the largest smaller pack that goes into it a whole number of times. */
export function draftsOf(packs: readonly Pack[]): PackDraft[] {
  const sizes = new Map(packs.map((p) => [p.level, ratioOf(p.contains)]))
  return levels.flatMap((level) => {
    const pack = packs.find((p) => p.level === level)
    const size = sizes.get(level)
    if (!pack || !size) return []
    const of = levels.slice(0, levels.indexOf(level)).toReversed().find((l) => {
      const smaller = sizes.get(l)
      return l !== 'each' && smaller && smaller.above > 0n && over(size, smaller).below === 1n
    })
    const smaller = of && sizes.get(of)
    return [{ level, count: decimalOf(smaller ? over(size, smaller) : size).text, of: of ?? 'unit', unit: pack.unit, gtin: pack.gtin ?? '', gross_weight: pack.gross_weight ?? '' }]
  })
}

/** What is sent: everything in the item's unit. What cannot be counted goes as it was typed, so that the hub says why. */
export const bodyOf = (packs: readonly PackDraft[]) =>
  packs.map((p) => {
    const size = contains(packs, p.level)
    return { level: p.level, contains: size ? decimalOf(size).text : p.count.trim(), unit: p.unit.trim() || undefined, gtin: p.gtin.trim() || undefined, gross_weight: p.gross_weight.trim() || undefined }
  })

export const samePacks = (a: readonly PackDraft[], b: readonly PackDraft[]) => JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b))

/** "12 inner = 144 pieces": what a pack holds, from the largest smaller pack down to the item's unit. */
export function chain(packs: readonly PackDraft[], level: Level): { of: Of; count: Ratio }[] {
  const size = contains(packs, level)
  if (!size) return []
  return below(packs, level).flatMap((of): { of: Of; count: Ratio }[] => {
    if (of === 'unit') return [{ of, count: size }]
    const smaller = contains(packs, of)
    // A pack of a single piece adds nothing to say.
    return smaller && smaller.above !== smaller.below ? [{ of, count: over(size, smaller) }] : []
  })
}

/** What a pack costs when one of the item's unit costs this. */
export function costs(packs: readonly PackDraft[], level: Level, price: string): Ratio | null {
  const [size, one] = [contains(packs, level), ratioOf(price)]
  return size && one && times(size, one)
}

/** The level above the highest there is that can still be added. */
export const free = (packs: readonly PackDraft[]) => levels.filter((l) => !packs.some((p) => p.level === l))

/** With one more level, counted in the largest pack below it. */
export function withLevel(packs: readonly PackDraft[], level: Level): PackDraft[] {
  const of = below(packs, level)[0] ?? 'unit'
  const fresh: PackDraft = { level, count: level === 'each' ? '1' : '', of: of === 'each' ? 'unit' : of, unit: '', gtin: '', gross_weight: '' }
  return [...packs, fresh].toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
}

/** Without a level; what was counted in it is counted in the item's unit, so that it holds as much as before. */
export function withoutLevel(packs: readonly PackDraft[], level: Level): PackDraft[] {
  return packs.flatMap((p) => {
    if (p.level === level) return []
    if (p.of !== level) return [p]
    const size = contains(packs, p.level)
    return [{ ...p, of: 'unit' as const, count: size ? decimalOf(size).text : p.count }]
  })
}
