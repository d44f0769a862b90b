// What the columns of a price file are taken for. Owns: what the guess becomes, what still hinders, what is sent. Does not own: the guess.
import { parseDecimal } from '../../../lib/money'
import type { Choice, Column, Import, ItemField } from './queries'

export const fields = [
  'skip', 'sku', 'name', 'price', 'price_from', 'breaks', 'currency', 'stock', 'unit', 'category', 'brand', 'mpn', 'gtin', 'description', 'lead_days', 'minimum', 'multiple',
  'pack', 'inner', 'pallet', 'pack_gtin', 'attribute', 'family', 'valid_from', 'valid_to', 'promotion', 'datasheet', 'image',
] as const satisfies readonly ItemField[]

export type Numbers = 'point' | 'comma'
export type Chosen = { field: ItemField; from?: string; numbers?: Numbers }
/** What is chosen, by the place of the column; and what holds for lines that name none. */
export type Draft = { columns: Record<number, Chosen>; currency: string; unit: string; category: string; whole: boolean }

const figures: readonly ItemField[] = ['price', 'price_from', 'breaks', 'stock', 'minimum', 'multiple', 'lead_days', 'pack', 'inner', 'pallet']
/** Fields that several columns may hold: prices of several quantities, attributes, and texts, which are joined. */
const several: readonly ItemField[] = ['skip', 'price_from', 'attribute', 'name', 'description']
/** Fields whose number style decides what is meant: 1.200 is one and a fifth, or twelve hundred. */
export const isFigure = (field: ItemField) => figures.includes(field)

const sureStyle = ({ numbers }: Pick<Column, 'numbers'>) => (numbers === 'unsure' ? undefined : numbers)

/**
 * A figure as it was typed over a cell, as the hub writes it. With both signs the last one begins the decimals; a comma alone does so where
 * the file writes them with a comma. What is no figure, such as "2 weeks", stays for the hub to judge.
 */
export function figureOf(typed: string, numbers?: Numbers): string {
  const plain = typed.normalize('NFKC').trim()
  const [comma, point] = [plain.lastIndexOf(','), plain.lastIndexOf('.')]
  const decimalComma = comma > -1 && (point > -1 ? comma > point : numbers === 'comma')
  return parseDecimal(decimalComma ? plain.replaceAll('.', '').replace(',', '.') : plain) ?? typed
}

/** The guess, or what was chosen before for this file. */
export function draftOf(now: Pick<Import, 'columns' | 'choice' | 'currency'>): Draft {
  const chosen = new Map(now.choice?.columns.map((c) => [c.index, c]))
  const columns = Object.fromEntries(
    (now.columns ?? []).map((c): [number, Chosen] => {
      const choice = now.choice ? (chosen.get(c.index) ?? ({ field: 'skip' } as Chosen)) : c
      return [c.index, { field: choice.field, from: choice.from, numbers: now.choice ? chosen.get(c.index)?.numbers : sureStyle(c) }]
    }),
  )
  return { columns, currency: now.choice?.currency ?? now.currency ?? '', unit: now.choice?.unit ?? '', category: now.choice?.category ?? '', whole: now.choice?.whole ?? false }
}

/** Chooses what a column holds; an attribute is called as the column is. Most fields stand in one column only: the other one loses it. */
export function choose(columns: Draft['columns'], index: number, field: ItemField, heading = ''): Draft['columns'] {
  const from = field === 'attribute' ? heading.slice(0, 60) : columns[index]?.from
  const next = { ...columns, [index]: { ...columns[index], field, from } }
  if (several.includes(field)) return next
  for (const [at, c] of Object.entries(columns)) if (Number(at) !== index && c.field === field) next[Number(at)] = { ...c, field: 'skip' }
  return next
}

/** The quantity of a break: a number above zero, or the column it stands in. */
const quantity = (from = '') => (/^#\d+$/.test(from) ? from : (parseDecimal(from) ?? ''))

/** What hinders: a line needs something to be known by, and a price of a quantity needs the quantity. */
export function hindrance({ columns }: Draft): 'noKey' | 'noQuantity' | 'noAttribute' | null {
  const all = Object.values(columns)
  if (!all.some((c) => c.field === 'sku' || c.field === 'gtin' || c.field === 'mpn' || c.field === 'name')) return 'noKey'
  if (all.some((c) => c.field === 'price_from' && !(quantity(c.from).startsWith('#') || Number(quantity(c.from)) > 0))) return 'noQuantity'
  if (all.some((c) => c.field === 'attribute' && !c.from?.trim())) return 'noAttribute'
  return null
}

/** Whether there are prices whose currency nobody says. */
export const currencyOpen = ({ columns, currency }: Draft) => {
  const all = Object.values(columns).map((c) => c.field)
  return currency === '' && !all.includes('currency') && all.some((f) => f === 'price' || f === 'price_from' || f === 'breaks')
}

const fromOf = ({ field, from }: Chosen) => (field === 'price_from' ? quantity(from) : field === 'attribute' ? from?.trim() : undefined)

export const choiceOf = (d: Draft): Choice => ({
  columns: Object.entries(d.columns).flatMap(([index, c]) =>
    c.field === 'skip' ? [] : [{ index: Number(index), field: c.field, from: fromOf(c), numbers: isFigure(c.field) ? c.numbers : undefined }],
  ),
  currency: d.currency || undefined,
  unit: d.unit || undefined,
  category: d.category.trim() || undefined,
  whole: d.whole || undefined,
})

/** One name for a field and the quantity of a break, as cells of a line are told apart. */
export const keyOf = (field: ItemField, from?: string) => (from ? `${field}:${from}` : field)
export const partsOf = (key: string): { field: ItemField; from?: string } => {
  const at = key.indexOf(':')
  return at < 0 ? { field: key as ItemField } : { field: key.slice(0, at) as ItemField, from: key.slice(at + 1) }
}

/** Where several sheets are read, a line is called by sheet and line. */
const sheetLines = 2 ** 24
export const placeOf = (line: number, sheets: Import['sheets'] = []) => {
  const sheet = sheets[Math.floor(line / sheetLines)]
  return line < sheetLines || !sheet ? { line } : { line: line % sheetLines, sheet: sheet.name }
}

/** What was chosen and not sent yet, kept on this device: the page can be left at any step. A file that is read another way has a new guess. */
const kept = (now: Import) => `hub.import.${now.id}.${[now.encoding, now.delimiter, now.sheet, now.header_line].join('.')}`

export function keep(now: Import, draft: Draft | null) {
  try {
    if (draft) localStorage.setItem(kept(now), JSON.stringify(draft))
    else localStorage.removeItem(kept(now))
  } catch {
    // Without storage it lasts as long as the page.
  }
}

export function restored(now: Import): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(kept(now)) ?? 'null') as Draft | null
  } catch {
    return null
  }
}
