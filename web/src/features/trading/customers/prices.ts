// The own prices of a customer while they are edited. Owns: what a line becomes when it is sent, how far it is from the list price, reading a pasted list.
// Does not own: the rows and their steps (the price sheet's), what is right, which the hub says.
import type { components } from '../../../api/comparison.gen'
import { parseDecimal } from '../../../lib/money'
import { readBlock } from '../../../lib/tsv'
import { breakCells, cellOf, isChanged, lineOf, wrongWith, type Cell, type Item, type Row } from '../../comparison/sheet/lines'

export type OwnPrice = components['schemas']['OwnPrice']
export type OwnLine = components['schemas']['OwnPriceLine']
export type Price = components['schemas']['OfferPrice']

/** The item with the customer's own price in the place of the list price, as the rows of the sheet have it. */
export const itemOf = ({ item, sku, name, price, updated_at }: OwnPrice): Item => ({ item, sku, name, price, category: '', unit: '', minimum: '', multiple: '', state: 'active', updated_at })

/** The line that sets the price as the row shows it; an emptied one is taken away. */
export function ownLine(row: Row, currency: string): OwnLine {
  const { sku, price } = lineOf(row, currency)
  if (!price) return { sku, remove: true }
  return { sku, price: { amount: price.amount, currency: price.currency, breaks: price.breaks } }
}

/** The cells of a line with so many quantity breaks. */
export const cellsOf = (breaks: number): Cell[] => ['sku', 'name', 'price', ...breakCells(breaks), 'currency']

/** What is surely wrong with a cell, as a code of the hub. A line that is new, and one that has breaks, needs a price. */
export function wrongIn(row: Row, cell: Cell): string | undefined {
  if (cell === 'name' || !isChanged(row)) return undefined
  if (cell === 'price' && !cellOf(row, 'price').trim()) {
    const broken = Object.entries(row.typed).some(([c, text]) => /^(from|at)\d/.test(c) && text?.trim())
    return row.item?.price && !broken ? undefined : 'required'
  }
  return wrongWith(row, cell)
}

/** How far the price of the row is from the list price: 0.1 is a tenth above. Null where they cannot be compared. */
export function apart(row: Row, list: Price | undefined, currency: string): number | null {
  const price = parseDecimal(cellOf(row, 'price'))
  const from = list && parseDecimal(list.amount)
  if (price === null || !list || !from || Number(from) === 0) return null
  if ((cellOf(row, 'currency').trim() || currency) !== list.currency) return null
  return Number(price) / Number(from) - 1
}

/**
 * A pasted list, a line each: SKU, price, then quantity and price of each break. Cells stand apart by tabs; a line without any is cut at its
 * blanks, commas or semicolons, and the SKU may have blanks. A first line without figures is a heading.
 */
export function readList(text: string): string[][] {
  const rows = readBlock(text)
    .map((cells) => (cells.length > 1 ? cells.map((c) => c.trim()) : cut(cells[0] ?? '')))
    .filter((cells) => cells.some(Boolean))
  const isHeading = rows[0] && rows[0].slice(1).every((c) => !isFigure(c)) && rows.length > 1
  return isHeading ? rows.slice(1) : rows
}

const isFigure = (text: string) => parseDecimal(text) !== null

function cut(line: string): string[] {
  const words = line.trim().split(/(?:[\s;；，]|,(?!\d)|(?<!\d),)+/).filter(Boolean)
  if (words.length === 1) {
    const [sku = '', ...figures] = line.trim().split(',')
    // 1,200 may be one figure or two: then nothing is guessed.
    return figures.length % 2 === 1 && figures.every(isFigure) ? [sku, ...figures] : words
  }
  const first = words.findIndex((_, i) => i > 0 && words.slice(i).every(isFigure))
  if (first < 0) return [words.join(' ')]
  // A price, and two figures for each break: one too many is of the SKU.
  const price = (words.length - first) % 2 === 1 ? first : first + 1
  return [words.slice(0, price).join(' '), ...words.slice(price)]
}

/** The cells that a pasted list fills, in its order. */
export const listCells = (rows: readonly (readonly string[])[]): Cell[] => ['sku', 'price', ...breakCells(Math.ceil(Math.max(0, ...rows.map((r) => r.length - 2)) / 2))]
