// The price sheet while it is edited. Owns: which cells there are, what a line becomes when it is sent. Does not own: what is right, which the hub says.
import type { components } from '../../../api/comparison.gen'
import { parseDecimal } from '../../../lib/money'

export type Item = components['schemas']['SheetItem']
export type Line = components['schemas']['SheetLine']
export type Outcome = components['schemas']['SheetLineOutcome']

export const cells = ['sku', 'name', 'category', 'price', 'currency', 'stock', 'unit', 'lead_days', 'minimum', 'multiple', 'brand', 'mpn', 'gtin', 'promotion', 'datasheet'] as const
export type Cell = (typeof cells)[number]
/** A row of the grid: an item of the hub, or one that is being added; and what was typed over it. */
export type Row = { key: string; item?: Item; typed: Partial<Record<Cell, string>> }

export const sendMost = 1000

/** 12.300000 is written 12.3. */
const short = (amount: string | undefined) => (amount === undefined ? '' : (parseDecimal(amount) ?? amount))

/** What a cell of an item holds, as it is edited. */
export function textOf(item: Item | undefined, cell: Cell): string {
  if (!item) return ''
  if (cell === 'price') return short(item.price?.amount)
  if (cell === 'currency') return item.price?.currency ?? ''
  if (cell === 'stock' || cell === 'minimum' || cell === 'multiple') return short(item[cell])
  if (cell === 'lead_days') return item.lead_days === undefined ? '' : String(item.lead_days)
  return item[cell] ?? ''
}

export const cellOf = (row: Row, cell: Cell) => row.typed[cell] ?? textOf(row.item, cell)

/** The row with a cell typed over; typed back to what the item has, it is no change. */
export function typeInto(row: Row, cell: Cell, text: string): Row {
  const { [cell]: _, ...rest } = row.typed
  return { ...row, typed: row.item && text === textOf(row.item, cell) ? rest : { ...rest, [cell]: text } }
}

export const isChanged = (row: Row) => (row.item ? Object.keys(row.typed).length > 0 : Object.values(row.typed).some((v) => v?.trim()))

/** The line that sets the item as the row shows it. An emptied price or stock is no longer kept. */
export function lineOf(row: Row, currency: string): Line {
  const cell = (c: Cell) => cellOf(row, c).trim()
  const line: Line = { sku: cell('sku') }
  for (const c of ['name', 'category', 'unit', 'lead_days', 'minimum', 'multiple', 'brand', 'mpn', 'gtin', 'datasheet'] as const) if (cell(c)) line[c] = cell(c)
  const clear: ('price' | 'stock')[] = []
  if (cell('price')) line.price = { amount: cell('price'), currency: cell('currency') || currency, promotion: cell('promotion') || undefined, breaks: row.item?.price?.breaks }
  else if (row.item?.price) clear.push('price')
  if (cell('stock')) line.stock = cell('stock')
  else if (row.item?.stock !== undefined) clear.push('stock')
  if (clear.length > 0) line.clear = clear
  return line
}

/** Rows for pasted cells that lie beyond the sheet, from a column on. */
export const rowsOf = (block: readonly (readonly string[])[], from: Cell, key: () => string): Row[] =>
  block.map((texts) => {
    const into = cells.slice(cells.indexOf(from))
    return { key: key(), typed: Object.fromEntries(texts.flatMap((text, i) => (into[i] ? [[into[i], text.trim()]] : []))) }
  })

/** New rows whose SKU the sheet already has are typed into that item's row: what a list does not say of an item stays. */
export function joined(rows: readonly Row[]): Row[] {
  const known = new Map(rows.filter((r) => r.item).map((r) => [r.item?.sku, r.key]))
  const typed = new Map<string, Row['typed']>()
  const rest = rows.filter((r) => {
    const key = r.item ? undefined : known.get(r.typed.sku?.trim())
    if (!key) return true
    const { sku: _, ...cells } = r.typed
    typed.set(key, { ...typed.get(key), ...Object.fromEntries(Object.entries(cells).filter(([, v]) => v !== '')) })
    return false
  })
  return rest.map((r) => Object.entries(typed.get(r.key) ?? {}).reduce((row, [cell, text]) => typeInto(row, cell as Cell, text), r))
}
