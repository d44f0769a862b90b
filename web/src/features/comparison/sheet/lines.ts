// The price sheet while it is edited. Owns: which cells there are, what a line becomes when it is sent, what is surely wrong before. Does not own: what is right, which the hub says.
import type { components } from '../../../api/comparison.gen'
import { parseDecimal } from '../../../lib/money'

export type Item = components['schemas']['SheetItem']
export type Line = components['schemas']['SheetLine']
export type Outcome = components['schemas']['SheetLineOutcome']
type Break = components['schemas']['PriceBreak']

/** In the order of a price list as suppliers keep it; quantity breaks come after the price they start from. */
export const plainCells = ['sku', 'name', 'category', 'price', 'currency', 'stock', 'unit', 'lead_days', 'minimum', 'multiple', 'brand', 'mpn', 'gtin', 'promotion', 'datasheet'] as const
export type PlainCell = (typeof plainCells)[number]
/** The n-th quantity break: from which quantity on, and its price. */
export type BreakCell = `from${number}` | `at${number}`
export type Cell = PlainCell | BreakCell
/** A row of the grid: an item of the hub, or one that is being added; and what was typed over it. */
export type Row = { key: string; item?: Item; typed: Partial<Record<Cell, string>> }

export const sendMost = 1000
export const mostBreaks = 20

/** The columns of so many quantity breaks. */
export const breakCells = (breaks: number): BreakCell[] => Array.from({ length: breaks }, (_, i) => [`from${i + 1}`, `at${i + 1}`] as const).flat()

const breakOf = (cell: Cell) => /^(from|at)(\d+)$/.exec(cell)

/** All cells of a sheet with so many breaks, in their order. */
export function cellsWith(breaks: number): Cell[] {
  const at = plainCells.indexOf('currency') + 1
  return [...plainCells.slice(0, at), ...breakCells(breaks), ...plainCells.slice(at)]
}

const broken = (row: Row) => (row.item?.price?.breaks?.length ?? 0)
const typedBreaks = (row: Row) => Math.max(0, ...Object.keys(row.typed).map((c) => Number(breakOf(c as Cell)?.[2] ?? 0)))

/** So many breaks have columns: those that there are, and one more to type into. */
export const breaksShown = (rows: readonly Row[]) => Math.min(mostBreaks, rows.reduce((most, r) => Math.max(most, broken(r), typedBreaks(r)), 1) + 1)

/** 12.300000 is written 12.3. */
const short = (amount: string | undefined) => (amount === undefined ? '' : (parseDecimal(amount) ?? amount))

/** What a cell of an item holds, as it is edited. */
export function textOf(item: Item | undefined, cell: Cell): string {
  if (!item) return ''
  const part = breakOf(cell)
  if (part) {
    const one = item.price?.breaks?.[Number(part[2]) - 1]
    return short(part[1] === 'from' ? one?.from : one?.amount)
  }
  if (cell === 'price') return short(item.price?.amount)
  if (cell === 'currency') return item.price?.currency ?? ''
  if (cell === 'stock' || cell === 'minimum' || cell === 'multiple') return short(item[cell])
  if (cell === 'lead_days') return item.lead_days === undefined ? '' : String(item.lead_days)
  return item[cell as Exclude<PlainCell, 'price' | 'currency' | 'lead_days'>] ?? ''
}

export const cellOf = (row: Row, cell: Cell) => row.typed[cell] ?? textOf(row.item, cell)

/** The row with a cell typed over; typed back to what the item has, it is no change. */
export function typeInto(row: Row, cell: Cell, text: string): Row {
  const { [cell]: _, ...rest } = row.typed
  return { ...row, typed: row.item && text === textOf(row.item, cell) ? rest : { ...rest, [cell]: text } }
}

export const isChanged = (row: Row) => (row.item ? Object.keys(row.typed).length > 0 : Object.values(row.typed).some((v) => v?.trim()))

type Placed = Break & { place: number }

/** The breaks of a row by quantity, each with the place of its columns. */
function breaksOf(row: Row): Placed[] {
  const places = Math.max(broken(row), typedBreaks(row))
  return Array.from({ length: places }, (_, i) => ({ from: cellOf(row, `from${i + 1}`).trim(), amount: cellOf(row, `at${i + 1}`).trim(), place: i + 1 }))
    .filter((b) => b.from || b.amount)
    .toSorted((a, b) => Number(parseDecimal(a.from) ?? 0) - Number(parseDecimal(b.from) ?? 0))
}

/** The line that sets the item as the row shows it. An emptied price or stock is no longer kept. */
export function lineOf(row: Row, currency: string): Line {
  const cell = (c: Cell) => cellOf(row, c).trim()
  const line: Line = { sku: cell('sku') }
  for (const c of ['name', 'category', 'unit', 'lead_days', 'minimum', 'multiple', 'brand', 'mpn', 'gtin', 'datasheet'] as const) if (cell(c)) line[c] = cell(c)
  const clear: ('price' | 'stock')[] = []
  const breaks = breaksOf(row).map(({ from, amount }) => ({ from, amount }))
  if (cell('price')) line.price = { amount: cell('price'), currency: cell('currency') || currency, promotion: cell('promotion') || undefined, breaks: breaks.length > 0 ? breaks : undefined }
  else if (row.item?.price) clear.push('price')
  if (cell('stock')) line.stock = cell('stock')
  else if (row.item?.stock !== undefined) clear.push('stock')
  if (clear.length > 0) line.clear = clear
  return line
}

/** Which cell of the row a problem of its line is about: its path is a pointer into the line. */
export function cellOfPath(path: string, row: Row): Cell | undefined {
  const part = /^\/price\/breaks\/(\d+)\/(from|amount)$/.exec(path)
  if (part) {
    const place = breaksOf(row)[Number(part[1])]?.place
    if (!place) return undefined
    return part[2] === 'from' ? `from${place}` : `at${place}`
  }
  if (path.startsWith('/price/promotion')) return 'promotion'
  if (path.startsWith('/price/currency')) return 'currency'
  return plainCells.find((c) => path === `/${c}` || path.startsWith(`/${c}/`))
}

const numbers: readonly PlainCell[] = ['price', 'stock', 'minimum', 'multiple', 'lead_days']
export const isNumber = (cell: Cell) => breakOf(cell) !== null || numbers.includes(cell as PlainCell)

/** What is surely wrong with a cell, as a code of the hub; only in rows that will be sent. */
export function wrongWith(row: Row, cell: Cell): string | undefined {
  if (!isChanged(row)) return undefined
  const text = cellOf(row, cell).trim()
  if (cell === 'sku' || cell === 'name') return text ? undefined : 'required'
  const part = breakOf(cell)
  if (part) {
    const twin = cellOf(row, `${part[1] === 'from' ? 'at' : 'from'}${Number(part[2])}`).trim()
    if (!text) return twin ? 'required' : undefined
  }
  if (!text || !isNumber(cell)) return undefined
  const number = parseDecimal(text)
  if (number === null) return 'wrong_form'
  return number.startsWith('-') ? 'out_of_range' : undefined
}

/** Rows for pasted cells that lie beyond the sheet, into the columns from one on. */
export const rowsOf = (block: readonly (readonly string[])[], from: Cell, key: () => string, shown: readonly Cell[] = plainCells): Row[] =>
  block.map((texts) => {
    const into = shown.slice(Math.max(0, shown.indexOf(from)))
    return { key: key(), typed: Object.fromEntries(texts.flatMap((text, i) => (into[i] ? [[into[i], text.trim()]] : []))) }
  })

/** New rows whose SKU the sheet already has are typed into that item's row: what a list does not say of an item stays. */
export function joined(rows: readonly Row[]): Row[] {
  const known = new Map(rows.flatMap((r) => (r.item ? [[r.item.sku, r.key] as const] : [])))
  const typed = new Map<string, Row['typed']>()
  const rest = rows.filter((r) => {
    const key = r.item ? undefined : known.get(r.typed.sku?.trim() ?? '')
    if (!key) return true
    const { sku: _, ...cells } = r.typed
    typed.set(key, { ...typed.get(key), ...Object.fromEntries(Object.entries(cells).filter(([, v]) => v !== '')) })
    return false
  })
  return rest.map((r) => (Object.entries(typed.get(r.key) ?? {}) as [Cell, string][]).reduce((row, [cell, text]) => typeInto(row, cell, text), r))
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase().trim()

/**
 * Whether a text fits what is typed above its column: it holds the words; "=" alone wants an empty cell, "*" one that is not; figures are
 * compared with > >= < <= =.
 */
export function fits(text: string, wanted: string): boolean {
  const want = fold(wanted)
  if (!want) return true
  if (want === '=') return text.trim() === ''
  if (want === '*') return text.trim() !== ''
  const [, sign, rest] = /^(>=|<=|>|<|=)(.*)$/.exec(want) ?? []
  if (!sign) return fold(text).includes(want)
  const [a, b] = [parseDecimal(text), parseDecimal(rest ?? '')]
  if (a === null || b === null) return sign === '=' && fold(text) === fold(rest ?? '')
  const d = Number(a) - Number(b)
  return { '>': d > 0, '>=': d >= 0, '<': d < 0, '<=': d <= 0, '=': d === 0 }[sign] ?? false
}

/** The rows that fit what is typed above the columns. Lines that are not saved yet stay in sight, whatever they hold. */
export function narrowed(rows: readonly Row[], wanted: Readonly<Partial<Record<Cell, string>>>): readonly Row[] {
  const asked = Object.entries(wanted).filter(([, want]) => want?.trim()) as [Cell, string][]
  return asked.length === 0 ? rows : rows.filter((r) => isChanged(r) || !r.item || asked.every(([cell, want]) => fits(cellOf(r, cell), want)))
}
