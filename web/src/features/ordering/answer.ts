// How a supplier answers the lines of an order. Owns: what typing means, what is wrong with it, what is sent. Does not own: drawing; the hub decides what may be done.
import { parseDay, type Day } from '../../lib/dates'
import { parseDecimal } from '../../lib/money'
import type { Act, Line } from './queries'

/** later: the line is not answered now. */
export const answers = ['accept', 'counter', 'backorder', 'refuse', 'later'] as const
export type Answer = (typeof answers)[number]
/** What can be chosen; a change comes by typing another quantity or price. */
export const choices = ['accept', 'backorder', 'refuse', 'later'] as const satisfies readonly Answer[]

export const fields = ['quantity', 'price', 'day', 'reason'] as const
export type Field = (typeof fields)[number]
/** What was typed for a line; what was not touched is as it was ordered. */
export type Typed = Partial<Record<Field, string>> & { answer?: Answer }
export type AllTyped = ReadonlyMap<number, Typed>

export const isField = (key: string): key is Field => fields.some((f) => f === key)

/** Lines that wait for an answer. */
export const isOpen = ({ acts }: Line) => acts.includes('accept')

const plainNumber = (text: string) => String(Number(text))

/** The text of a cell: what was typed, or what was ordered. */
export const textOf = (line: Line, typed: Typed, field: Field): string =>
  typed[field] ?? { quantity: plainNumber(line.quantity), price: plainNumber(line.price.amount), day: line.promised_on ?? '', reason: '' }[field]

const number = (text: string) => {
  const plain = parseDecimal(text)
  return plain === null ? null : Number(plain)
}

const differs = (text: string | undefined, now: string) => text !== undefined && number(text) !== Number(now)

/** What the line is answered with: what was chosen, or what the typing means. None at all is a refusal. */
export function answerOf(line: Line, typed: Typed): Answer {
  if (typed.answer && typed.answer !== 'accept') return typed.answer
  if (typed.quantity !== undefined && number(typed.quantity) === 0) return 'refuse'
  if (differs(typed.quantity, line.quantity) || differs(typed.price, line.price.amount)) return 'counter'
  return 'accept'
}

export type Wrong = 'number' | 'day' | 'dayNeeded' | 'reasonNeeded'

/** What is wrong with a cell. */
export function wrongOf(line: Line, typed: Typed, field: Field, today: Day): Wrong | undefined {
  const answer = answerOf(line, typed)
  if (answer === 'later') return undefined
  const text = textOf(line, typed, field).trim()
  if (field === 'reason') return answer === 'refuse' && text === '' ? 'reasonNeeded' : undefined
  if (answer === 'refuse') return undefined
  if (field === 'day') {
    if (text === '') return answer === 'backorder' ? 'dayNeeded' : undefined
    return parseDay(text, today) ? undefined : 'day'
  }
  const n = number(text)
  return n === null || n < 0 ? 'number' : undefined
}

/** The cells that are wrong, over all lines. */
export const wrongs = (lines: readonly Line[], all: AllTyped, today: Day) =>
  lines.flatMap((l) => fields.flatMap((field) => (wrongOf(l, all.get(l.line) ?? {}, field, today) ? [{ line: l.line, field }] : [])))

/** What is sent; lines that are left for later are not in it. */
export function actsOf(lines: readonly Line[], all: AllTyped, today: Day): Act[] {
  return lines.flatMap((line): Act[] => {
    const typed = all.get(line.line) ?? {}
    const act = answerOf(line, typed)
    if (act === 'later') return []
    const reason = typed.reason?.trim() || undefined
    const promised_on = (act !== 'refuse' && parseDay(textOf(line, typed, 'day'), today)) || undefined
    if (act !== 'counter') return [{ line: line.line, act, promised_on, reason }]
    const quantity = differs(typed.quantity, line.quantity) ? (parseDecimal(typed.quantity ?? '') ?? undefined) : undefined
    const amount = differs(typed.price, line.price.amount) ? parseDecimal(typed.price ?? '') : null
    return [{ line: line.line, act, quantity, price: amount === null ? undefined : { amount, currency: line.price.currency }, promised_on, reason }]
  })
}

/** How many lines are answered how, in the order of the answers. */
export function tallyOf(lines: readonly Line[], all: AllTyped): { answer: Answer; count: number }[] {
  return answers.flatMap((answer) => {
    const count = lines.filter((l) => answerOf(l, all.get(l.line) ?? {}) === answer).length
    return count > 0 ? [{ answer, count }] : []
  })
}
