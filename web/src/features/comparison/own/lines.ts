import { readBlock } from '../../../lib/tsv'
import type { components } from '../../../api/comparison.gen'

type Schemas = components['schemas']
export type Match = Schemas['OwnMatch']
export type Candidate = Schemas['OwnMatchCandidate']
export type OwnLine = Schemas['OwnItemLine']

/** A line as it was pasted. */
export type Line = { code: string; number: string; name: string }

/** Reads what a person pasted: cells of a spreadsheet, or texts with commas or semicolons between. Empty lines are no lines. */
export function readLines(text: string): Line[] {
  const rows = text.includes('\t') ? readBlock(text) : text.split(/\r\n?|\n/).map((row) => row.split(/[,;,;]/))
  return rows
    .map((cells) => cells.map((c) => c.trim()))
    .filter((cells) => cells.some((c) => c !== ''))
    .map(([code = '', number = '', ...name]) => ({ code, number, name: name.filter(Boolean).join(' ') }))
}

/** How many lines go with one request. */
export const portion = 500

export const portions = <T>(all: readonly T[]): T[][] => Array.from({ length: Math.ceil(all.length / portion) }, (_, i) => all.slice(i * portion, (i + 1) * portion))

/** What somebody chose for a question: one candidate, all of them, or none. */
export type Choice = number | 'all' | 'none'

/** The items that a list comes to: what is clear, and what was chosen of the questions. */
export function taken(lines: readonly Line[], matches: readonly Match[], choices: Readonly<Record<number, Choice>>): OwnLine[] {
  return matches.flatMap((match, i) => {
    const line = lines[i]
    if (!line) return []
    const choice = choices[i] ?? 'none'
    const chosen = match.outcome === 'matched' || choice === 'all' ? match.candidates : typeof choice === 'number' ? match.candidates.slice(choice, choice + 1) : []
    return chosen.map(({ supplier, item }) => ({ supplier, item, code: line.code, name: line.name }))
  })
}

/** A cell of a file that no spreadsheet takes for a formula. */
const cell = (text: string) => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A file that spreadsheets open as it is, Chinese too. */
export const csv = (rows: readonly (readonly string[])[]) => `\ufeff${rows.map((r) => r.map(cell).join(',')).join('\r\n')}\r\n`
