// What a person pastes or types to be compared. Owns: which cell is what is asked for and which is how many. Does not own: what a line means, which the hub says.
import { parseDecimal } from '../../../lib/money'
import { readBlock } from '../../../lib/tsv'

/** A line as it is asked for. `name` is what stood beside the code and helps where the code is not known. */
export type Asked = { text: string; name: string; quantity: string }

/** All that was read: lines in = lines + joined into an equal one. Heads and empty rows are no lines; rows of nothing but numbers are none either, and are counted. */
export type Read = { lines: Asked[]; joined: number; numbers: number }

/** More than this is not compared at once. */
export const mostLines = 5000

const heads = {
  quantity: /^(qty|quantity|quantities|count|pcs|amount|menge|order ?qty|数量|数目|订购数量|采购数量|件数|个数|需求量|用量)\b|^(数量|订购数|采购数)/i,
  code: /^(sku|code|item ?(no|code|number)|article|part ?(no|number)|p\/n|mpn|manf#?|manufacturer part.*|barcode|gtin|ean|upc|编号|编码|货号|料号|型号|条码|条形码|商品编码|物料编码|商品条码)\b|^(编|货号|料号|型号|条码|条形码|商品编|物料编|物料号)/i,
  name: /^(name|description|item|product|title|goods|品名|名称|商品|产品|物料|描述|规格)\b|^(品名|名称|商品|产品名|物料名|描述)/i,
}
type Kind = keyof typeof heads

/** The number of a barcode: never a quantity. */
const isBarcode = (cell: string) => /^\d{8}$|^\d{12,14}$/.test(cell)

const isQuantity = (cell: string) => {
  const n = parseDecimal(cell)
  return n !== null && Number(n) > 0 && n.replace(/\..*/, '').length <= 7 && !isBarcode(cell.normalize('NFKC'))
}

/** Commas and semicolons outside quotes part cells, where no tab does. A comma between digits belongs to a number. */
function tabbed(text: string): string {
  let quoted = false
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? ''
    if (c === '"') quoted = !quoted
    const thousands = c === ',' && /\d/.test(text[i - 1] ?? '') && /^\d{3}(?!\d)/.test(text.slice(i + 1, i + 5))
    out += !quoted && /[,;,;]/.test(c) && !thousands ? '\t' : c
  }
  return out
}

const counted = '箱|件|个|盒|包|瓶|袋|桶|条|支|只|套|卷|pcs?|pieces?|cases?|boxes|box|packs?|cartons?|bags?|ea'
const before = new RegExp(`^(\\d[\\d,.]*)\\s*(?:[x×*]|(?:${counted})(?:\\s+of)?)\\s+(\\S.*)$`, 'iu')
const after = new RegExp(`^(\\S.*?)\\s+(\\d[\\d,.]*)\\s*(?:${counted})$`, 'iu')
/** A code and a number; of several words the last number belongs to the name. */
const codeAnd = /^(\S+)\s+(\d[\d,]*)$/u

/** One line of words: "12 × cola", "cola 12 cases", "ABC-1 12". A number that ends a name, such as ×24, is its pack and stays. */
function spoken(cell: string): Asked {
  const plain = cell.normalize('NFKC').trim()
  const first = before.exec(plain)
  if (first && isQuantity(first[1] ?? '')) return { text: first[2] ?? '', name: '', quantity: parseDecimal(first[1] ?? '') ?? '1' }
  const last = after.exec(plain) ?? codeAnd.exec(plain)
  if (last && isQuantity(last[2] ?? '')) return { text: (last[1] ?? '').trim(), name: '', quantity: parseDecimal(last[2] ?? '') ?? '1' }
  return { text: cell.trim(), name: '', quantity: '1' }
}

/** What a head says of its column: the word, and after it no more than such as "(pcs)". */
function headOf(cell: string): Kind | undefined {
  const text = cell.trim()
  return (Object.keys(heads) as Kind[]).find((k) => {
    const rest = text.slice(heads[k].exec(text)?.[0].length ?? 0)
    return heads[k].test(text) && rest.length <= 8 && !/\d/.test(rest)
  })
}

/** Alone in its row a word is a head only when it is nothing else: "Name tags" are goods. */
const onlyHead = (cell: string) => Object.values(heads).some((h) => {
  const found = h.exec(cell)
  return found !== null && /^[#.:\s]*$/.test(cell.slice(found[0].length))
})

/** The first row that says what the columns are, somewhere near the top; what stands above one that names two columns are titles. */
function findHead(rows: readonly string[][]): number {
  return rows.slice(0, 10).findIndex((row, at) => {
    const kinds = row.map(headOf)
    const known = kinds.filter(Boolean).length
    return known > 0 && !row.some(isQuantity) && (known > 1 || (at === 0 && (row.filter(Boolean).length === 1 ? onlyHead(row.find(Boolean) ?? '') : kinds.includes('quantity') || kinds.includes('code'))))
  })
}

/** Where quantity, code and name stand: as the head says, else as the cells look. */
function columnsOf(rows: readonly string[][], head: readonly string[] | undefined): Partial<Record<Kind, number>> {
  const width = Math.max(0, ...rows.map((r) => r.length))
  const cells = (c: number) => rows.map((r) => r[c] ?? '').filter(Boolean)
  const all = Array.from({ length: width }, (_, c) => c)
  const said = (kind: Kind) => {
    const c = head?.findIndex((h) => headOf(h) === kind) ?? -1
    return c >= 0 ? c : undefined
  }
  const share = (c: number, is: (cell: string) => boolean) => cells(c).filter(is).length / Math.max(1, cells(c).length)
  /** 1, 2, 3 … numbers the lines. */
  const numbering = (c: number) => rows.length > 1 && rows.every((r, i) => r[c] === String(i + 1))
  const whole = (c: number) => share(c, (x) => /^\d+$/.test(x.normalize('NFKC').replace(/[\s,]/g, '')))
  const found = all.filter((c) => cells(c).length > 0 && share(c, isQuantity) >= 0.6 && !numbering(c) && c !== said('code') && c !== said('name'))
  const quantity = said('quantity') ?? found.toSorted((a, b) => whole(b) - whole(a) || a - b).find((c) => all.some((d) => d !== c && cells(d).length > 0 && !found.includes(d)))
  const texts = all.filter((c) => c !== quantity && !numbering(c) && cells(c).length > 0 && !(headOf(head?.[c] ?? '') === 'quantity'))
  const code = said('code') ?? texts.find((c) => share(c, (x) => isBarcode(x)) >= 0.6) ?? (said('name') === undefined ? texts[0] : undefined)
  const name = said('name') ?? texts.find((c) => c !== code && share(c, isQuantity) < 0.5)
  return { quantity, code, name }
}

/** Equal lines become one with the sum: a bill of materials names a part as often as it is placed. */
function joined(lines: readonly Asked[]): Read {
  const byText = new Map<string, Asked>()
  for (const line of lines) {
    const key = line.text.normalize('NFKC').toLowerCase()
    const same = byText.get(key)
    if (same) byText.set(key, { ...same, quantity: added(same.quantity, line.quantity) })
    else byText.set(key, line)
  }
  return { lines: [...byText.values()], joined: lines.length - byText.size, numbers: 0 }
}

/** The sum of two decimals of at most six places, without floating-point dust. */
export function added(a: string, b: string): string {
  return String(Number((Number(a) + Number(b)).toFixed(6)))
}

/** Reads a block of a spreadsheet, a file with commas, or lines of words. */
export const readBasket = (text: string): Read => readRows(readBlock(text.includes('\t') ? text : tabbed(text)))

/** Reads rows of cells. A line without a number is asked for once. */
export function readRows(all: readonly (readonly string[])[]): Read {
  const rows = all
    .map((cells) => cells.map((c) => c.replace(/\s+/g, ' ').trim()))
    .filter((cells) => cells.some(Boolean))
  const at = findHead(rows)
  const head = at >= 0 ? rows[at] : undefined
  const data = rows.slice(at + 1)
  if (data.every((r) => r.filter(Boolean).length <= 1)) return joined(data.map((r) => spoken(r.find(Boolean) ?? '')))
  const { quantity, code, name } = columnsOf(data, head)
  const lines = data.flatMap((row) => {
    const words = row[name ?? -1] ?? ''
    const main = (row[code ?? -1] ?? '') || words
    const said = quantity === undefined ? '' : (row[quantity] ?? '')
    const rest = row.find((c, i) => Boolean(c) && i !== quantity) ?? ''
    const line = { text: main || rest, name: main === words ? '' : words, quantity: isQuantity(said) ? (parseDecimal(said) ?? '1') : '1' }
    // What has a number only is a sum or a page of the sheet, no line.
    return line.text ? [line] : []
  })
  return { ...joined(lines), numbers: data.length - lines.length }
}
