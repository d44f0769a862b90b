// The price grid while it is typed into. Owns: what a cell holds, what an operation makes of it, which margin is left, what is sent. Does not own: what is right, which the hub says.
import { parseDecimal } from '../../../lib/money'
import { compare, minus, over, plus, read, times, whole, write, type Exact } from '../exact'
import { operate, type Operation } from '../operation'
import { rounded, type Rounding } from '../rounding'

/** A column: a price list, or the base prices, which stand outside any list. */
export type SheetList = { id: string; name: string; currency: string; taxIncluded: boolean; taxRate: string; rounding: Rounding }
/** What stands in a cell; one that a rule reckoned is shown, and typed over. */
export type SheetPrice = { amount: string; currency: string; reckoned?: boolean; breaks: readonly { from: string; price: string }[] }
export type SheetRow = { item: string; sku: string; name: string; brand: string; unit: string; cost?: { amount: string; currency: string }; prices: Readonly<Record<string, SheetPrice | undefined>> }

export const baseColumn = 'base'

/** What was typed over the hub's figures, by cell. */
export type Typed = ReadonlyMap<string, string>
export const cellKey = (item: string, list: string) => `${item} ${list}`

const short = (amount: string) => parseDecimal(amount) ?? amount

/** The price that the cell has of its own, as it is edited. */
export function savedText(row: SheetRow, list: string) {
  const price = row.prices[list]
  return price && !price.reckoned ? short(price.amount) : ''
}

export const textIn = (row: SheetRow, list: string, typed: Typed) => typed.get(cellKey(row.item, list)) ?? savedText(row, list)

/** The figure that holds in the cell: what is typed, what stands there, or what the rule reckons. */
export function figureIn(row: SheetRow, list: string, typed: Typed): Exact | null {
  const text = textIn(row, list, typed)
  if (!text) {
    const price = row.prices[list]
    return price?.reckoned ? read(short(price.amount)) : null
  }
  const plain = parseDecimal(text)
  return plain === null ? null : read(plain)
}

/** With cells typed over; typed back to what stands there, one is no change. */
export function typeInto(typed: Typed, rows: ReadonlyMap<string, SheetRow>, changes: readonly { row: string; column: string; text: string }[]): Typed {
  const next = new Map(typed)
  for (const { row: item, column, text } of changes) {
    const row = rows.get(item)
    if (!row) continue
    const plain = parseDecimal(text)
    if (savedText(row, column) === (plain ?? text.trim())) next.delete(cellKey(item, column))
    else next.set(cellKey(item, column), plain ?? text.trim())
  }
  return next
}

const inCurrency = (price: { amount: string; currency: string } | undefined, currency: string) => (price?.currency === currency ? read(short(price.amount)) : null)

/** What an operation makes of a cell, rounded as its list rounds; null where it counts from nothing. A factor that is wanted leaves an empty cell empty. */
export function counted(operation: Operation, row: SheetRow, list: SheetList, typed: Typed): string | null {
  const price = operate(operation, { own: figureIn(row, list.id, typed), cost: inCurrency(row.cost, list.currency), base: inCurrency(row.prices[baseColumn], list.currency) })
  return price && write(rounded(price, list.rounding))
}

/** The price without its tax. */
function net(price: Exact, list: SheetList) {
  const rate = read(short(list.taxRate))
  return list.taxIncluded && rate ? over(times(price, whole(100)), plus(whole(100), rate)) : price
}

/** How much of the net price is left over the cost, in percent; null where one of both is not known. */
export function marginIn(row: SheetRow, list: SheetList, typed: Typed): Exact | null {
  const price = figureIn(row, list.id, typed)
  const cost = inCurrency(row.cost, list.currency)
  const netPrice = price && net(price, list)
  if (!netPrice || !cost || netPrice.n <= 0n) return null
  return over(times(minus(netPrice, cost), whole(100)), netPrice)
}

export const isUnder = (margin: Exact | null, floor: Exact | null) => margin !== null && floor !== null && compare(margin, floor) < 0

/** What is surely wrong with a text in a cell, as a code of the hub. */
export function wrongWith(text: string): string | undefined {
  if (!text.trim()) return undefined
  const plain = parseDecimal(text)
  if (plain === null) return 'wrong_form'
  return plain.startsWith('-') ? 'out_of_range' : undefined
}

export type SheetLine = { item: string; list: string; price?: string }

/** What is sent: each cell that was typed over; an emptied one takes its price away. Cells that are surely wrong stay behind. */
export const linesOf = (typed: Typed): SheetLine[] =>
  [...typed].flatMap(([key, text]) => {
    const [item = '', list = ''] = key.split(' ')
    if (wrongWith(text)) return []
    return [text === '' ? { item, list } : { item, list, price: text }]
  })

/** How many prices change in which lists. */
export const changedIn = (typed: Typed) => new Set([...typed.keys()].map((k) => k.split(' ')[1])).size
