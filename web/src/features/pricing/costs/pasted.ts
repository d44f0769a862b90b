// Costs as they are pasted: which column is the number of the item, which the cost. Owns: reading a block. Does not own: which items there are, which the hub says.
import { parseDecimal } from '../../../lib/money'
import { readBlock } from '../../../lib/tsv'

export type CostLine = { line: number; sku: string; cost: string; currency?: string }
/** A line that is no cost: shown with its reason, never passed by in silence. */
export type Odd = { line: number; text: string; why: 'no_sku' | 'no_cost' | 'negative' | 'twice' }
export type Read = { lines: CostLine[]; odd: Odd[] }

const cells = (text: string) => {
  const rows = readBlock(text)
  // Where nothing is divided by tabs, semicolons or commas may do it.
  if (rows.every((r) => r.length === 1)) {
    const by = [';', ','].find((sign) => rows.filter((r) => r[0]?.includes(sign)).length * 2 > rows.length)
    if (by) return rows.map((r) => (r[0] ?? '').split(by))
  }
  return rows
}

const isCurrency = (text: string) => /^[A-Z]{3}$/i.test(text.trim())

/** A first line without any figure is a line of headings. */
const isHeading = (row: readonly string[]) => row.length > 1 && row.slice(1).every((c) => parseDecimal(c) === null) && !row.slice(1).every((c) => !c.trim())

/** The column of the cost: the first after the number of the item that holds figures in most lines. */
function costColumn(rows: readonly (readonly string[])[]) {
  const width = Math.max(0, ...rows.map((r) => r.length))
  for (let c = 1; c < width; c++) if (rows.filter((r) => parseDecimal(r[c] ?? '') !== null).length * 2 > rows.length) return c
  return 1
}

/** Every line that is not empty becomes a cost or a question: lines in = costs + odd ones. Of two costs of one item the first counts. */
export function readCosts(text: string): Read {
  const all = cells(text).map((row, i) => ({ row: row.map((c) => c.trim()), line: i + 1 })).filter(({ row }) => row.some(Boolean))
  const rows = all[0] && isHeading(all[0].row) ? all.slice(1) : all
  const at = costColumn(rows.map((r) => r.row))
  const out: Read = { lines: [], odd: [] }
  const seen = new Set<string>()
  for (const { row, line } of rows) {
    const [sku = ''] = row
    const cost = parseDecimal(row[at] ?? '')
    const odd = (why: Odd['why']) => out.odd.push({ line, text: row.filter(Boolean).join(' · '), why })
    if (!sku) odd('no_sku')
    else if (cost === null) odd('no_cost')
    else if (cost.startsWith('-')) odd('negative')
    else if (seen.has(sku)) odd('twice')
    else {
      seen.add(sku)
      const currency = row.slice(1).find(isCurrency)?.toUpperCase()
      out.lines.push({ line, sku, cost, ...(currency && { currency }) })
    }
  }
  return out
}
