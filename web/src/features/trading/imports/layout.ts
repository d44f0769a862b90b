// The layout of a list that is imported. Owns: what the guess becomes, what still hinders, what is sent. Does not own: the guess.
import type { components } from '../../../api/trading.gen'
import type { ImportField } from '../supplierQueries'

export type Sheet = components['schemas']['ImportSheet']
export type Layout = components['schemas']['CustomerImportLayout']

export const fields = [
  'ignore', 'code', 'name', 'country', 'region', 'tax_number', 'email', 'phone', 'contact_name', 'address', 'note', 'tags', 'group', 'salesperson', 'head_office', 'payment', 'payment_days', 'currency',
] as const satisfies readonly ImportField[]

/** What a column may hold by its place in the file. */
export type Columns = Record<number, ImportField>

export const columnsOf = (sheet: Sheet): Columns => Object.fromEntries(sheet.columns.map((c) => [c.index, c.field]))

/** Chooses what a column is. A field stands in one column only: the other one loses it. */
export function choose(columns: Columns, index: number, field: ImportField): Columns {
  const next: Columns = { ...columns, [index]: field }
  if (field !== 'ignore') for (const [at, f] of Object.entries(columns)) if (Number(at) !== index && f === field) next[Number(at)] = 'ignore'
  return next
}

type Row = { row: number; cells: readonly string[] }

/** The rows that are known of a sheet, with their place in it: its headings, and the first ones below them. */
export function rowsOf(sheet: Sheet): Row[] {
  const below = sheet.sample.map((cells, i): Row => ({ row: sheet.header_row + 1 + i, cells }))
  return sheet.header_row === 0 ? below : [{ row: sheet.header_row, cells: sheet.columns.map((c) => c.header) }, ...below]
}

/** The rows that may hold the headings: those above the guess, which are not shown, the guess, and the first below it. */
export const headings = (sheet: Sheet): Row[] => [...Array.from({ length: Math.max(0, sheet.header_row - 1) }, (_, i): Row => ({ row: i + 1, cells: [] })), ...rowsOf(sheet).slice(0, 10)]

/** A customer is known by a name; a code alone can only find one that is there. */
export const hindrance = (columns: Columns) => (Object.values(columns).includes('name') || Object.values(columns).includes('code') ? null : 'noName')

export const layoutOf = (sheet: Sheet, headerRow: number, columns: Columns, more: Pick<Layout, 'group' | 'salesperson' | 'create_groups'>): Layout => ({
  sheet: sheet.name,
  header_row: headerRow,
  columns: Object.entries(columns).map(([index, field]) => ({ index: Number(index), field })),
  ...more,
})
