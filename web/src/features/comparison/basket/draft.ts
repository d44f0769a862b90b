// The lines that are being compared, while a person works on them. Owns: what they are, the way back, keeping them on this device. Does not own: prices.
import { begun, gone, redone, undone, type History } from '../../../ui/EditGridBlock'
import type { Ref } from '../product/queries'
import { added, mostLines, type Asked } from './paste'

/** A line that is asked for: an item, or words; and the offer that was chosen in the place of the best. */
export type Line = {
  key: string
  text: string
  /** What stood beside the code that was pasted. */
  name?: string
  ref?: Ref
  quantity: string
  /** UN/ECE code; empty is the unit of what it is about. */
  unit: string
  chosen?: Ref
  /** What was paid when it was ordered last, until somebody has looked at what has changed since. */
  paid?: Paid
}

/** The price of one unit of an item, as it was paid. */
export type Paid = Ref & { amount: string; currency: string; unit: string }

export type Basket = readonly Line[]

/** Whether both name the same item, or none. */
export const sameRef = (a: Ref | undefined, b: Ref | undefined) => a?.supplier === b?.supplier && a?.item === b?.item

let made = 0
/** A name for a line, for as long as the page is open. */
export const newLineKey = () => `l${++made}`

export const linesOf = (asked: readonly Asked[]): Line[] => asked.map((a) => ({ key: newLineKey(), text: a.text, name: a.name || undefined, quantity: a.quantity, unit: '' }))

const folded = (text: string) => text.normalize('NFKC').toLowerCase().trim()

/** What makes two lines ask for the same thing. */
const meaning = ({ text, ref, unit }: Line) => (ref ? `${ref.supplier} ${ref.item} ${unit}` : `${folded(text)} ${unit}`)

/** Lines put to others: the same words or the same item is more of it. What finds no room is counted. */
export function withLines(now: Basket, more: readonly Line[]): { lines: Basket; joined: number; left: number } {
  const lines = [...now]
  const places = new Map(now.map((l, i) => [meaning(l), i]))
  let joined = 0
  let left = 0
  for (const line of more) {
    const at = places.get(meaning(line))
    const same = at === undefined ? undefined : lines[at]
    if (same && at !== undefined) {
      lines[at] = { ...same, quantity: added(same.quantity, line.quantity) }
      joined++
    } else if (lines.length < mostLines) {
      places.set(meaning(line), lines.length)
      lines.push(line)
    } else left++
  }
  return { lines, joined, left }
}

/** The lines below each other get the quantities of a pasted column; what is beyond the last is not taken. */
export const withQuantities = (now: Basket, order: readonly string[], from: string, quantities: readonly string[]): Basket => {
  const at = order.indexOf(from)
  const given = new Map(order.slice(at).map((key, i) => [key, quantities[i]] as const))
  return now.map((l) => {
    const quantity = given.get(l.key)
    return quantity === undefined || at < 0 ? l : { ...l, quantity }
  })
}

export type Draft = ReturnType<typeof createDraft>

/** Holds the lines outside of React: one row is drawn anew per key, not all of them. */
export function createDraft(first: Basket, keep: (lines: Basket) => void = () => undefined) {
  let history: History<Basket> = begun(first)
  let byKey = new Map(first.map((l) => [l.key, l]))
  /** What is being typed over and over counts as one step back. */
  let typing: string | null = null
  const listeners = new Set<() => void>()
  const become = (next: History<Basket>) => {
    history = next
    byKey = new Map(next.now.map((l) => [l.key, l]))
    keep(next.now)
    for (const f of listeners) f()
  }
  const change = (to: (now: Basket) => Basket, one: string | null = null) => {
    const now = to(history.now)
    if (now === history.now) return
    become(one !== null && one === typing ? { ...history, now } : gone(history, now))
    typing = one
  }
  const edit = (key: string, what: Partial<Line>, one: string | null = null) => change((now) => now.map((l) => (l.key === key ? { ...l, ...what } : l)), one)
  return {
    subscribe: (f: () => void) => {
      listeners.add(f)
      return () => {
        listeners.delete(f)
      }
    },
    lines: () => history.now,
    line: (key: string) => byKey.get(key),
    steps: () => history,
    change,
    edit,
    setQuantity: (key: string, quantity: string) => {
      if (byKey.get(key)?.quantity !== quantity) edit(key, { quantity }, `quantity ${key}`)
    },
    /** The same again is no choice any more: the best counts. */
    choose: (key: string, ref: Ref | undefined) => edit(key, { chosen: sameRef(byKey.get(key)?.chosen, ref) ? undefined : ref }),
    remove: (keys: readonly string[]) => change((now) => now.filter((l) => !keys.includes(l.key))),
    /** No choices: the cheapest of each line. */
    chooseBest: () => change((now) => (now.some((l) => l.chosen) ? now.map((l) => ({ ...l, chosen: undefined })) : now)),
    /** Other lines take the place of these, and there is no way back past that. */
    replace: (lines: Basket) => {
      typing = null
      become(begun(lines))
    },
    undo: () => {
      typing = null
      become(undone(history))
    },
    redo: () => {
      typing = null
      become(redone(history))
    },
  }
}

const place = (company: string, person: string) => `hub.basket.${company}.${person}`

/** What a line is on the device: no prices, no keys. */
type Kept = Omit<Line, 'key'>
const keptOf = ({ text, name, ref, quantity, unit, chosen, paid }: Line): Kept => ({ text, name, ref, quantity, unit, chosen, paid })

/** The lines that this person left on this device, and the list that they belong to. */
export function readKept(company: string, person: string): { lines: Line[]; list?: string } {
  try {
    const { lines, list } = JSON.parse(localStorage.getItem(place(company, person)) ?? '{}') as { lines?: Kept[]; list?: string }
    return { lines: (lines ?? []).slice(0, mostLines).map((l) => ({ ...l, key: newLineKey() })), list }
  } catch {
    return { lines: [] }
  }
}

/** Puts lines to those that are kept, for the next page that works on them. */
export function putIntoKept(company: string, person: string, more: readonly Line[]) {
  const { lines, list } = readKept(company, person)
  const now = withLines(lines, more)
  writeKept(company, person, now.lines, lines.length > 0 ? list : undefined)
  return now
}

export function writeKept(company: string, person: string, lines: Basket, list: string | undefined) {
  try {
    if (lines.length === 0 && !list) localStorage.removeItem(place(company, person))
    else localStorage.setItem(place(company, person), JSON.stringify({ list, lines: lines.map(keptOf) }))
  } catch {
    // Storage is full or forbidden: the lines hold until the page is closed.
  }
}
