import type { Point } from './queries'

/** A point with its moment in milliseconds and its figure, null where there was no price. Figures are for drawing only: texts stay decimals. */
export type Mark = { at: number; amount: number | null; currency?: string }

export const marksOf = (points: readonly Point[]): Mark[] =>
  points.map((p) => ({ at: Date.parse(p.at), amount: p.price ? Number(p.price.amount) : null, currency: p.price?.currency }))

/** Prices of several currencies have no common height. */
export const drawable = (marks: readonly Mark[]) => new Set(marks.flatMap((m) => m.currency ?? [])).size === 1

/** A line of steps: a price stands until the next one. Where there was none, the line is broken. */
export function steps(marks: readonly Mark[], until: number, width: number, height: number): string {
  const priced = marks.flatMap((m) => m.amount ?? [])
  const first = marks[0]
  if (!first || priced.length === 0) return ''
  const low = Math.min(...priced)
  const high = Math.max(...priced)
  const x = (at: number) => round(until > first.at ? ((at - first.at) / (until - first.at)) * width : 0)
  const y = (amount: number) => round(high > low ? height - ((amount - low) / (high - low)) * height : height / 2)
  let path = ''
  let drawing = false
  marks.forEach((m, i) => {
    if (m.amount === null) {
      drawing = false
      return
    }
    path += drawing ? `H${x(m.at)}V${y(m.amount)}` : `M${x(m.at)} ${y(m.amount)}`
    drawing = true
    const next = marks[i + 1]
    if (!next || next.amount === null) path += `H${x(next?.at ?? until)}`
  })
  return path
}

const round = (n: number) => Math.round(n * 10) / 10

/** By how much a price differs from the one before, as a ratio; null where that cannot be said. */
export function change(points: readonly Point[], i: number): number | null {
  const now = points[i]?.price
  const before = points[i - 1]?.price
  if (!now || !before || now.currency !== before.currency || Number(before.amount) === 0) return null
  return Number(now.amount) / Number(before.amount) - 1
}
