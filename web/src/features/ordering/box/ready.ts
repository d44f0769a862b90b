// From the box to the list that is compared; it comes beside the page, for most of it is what the comparison has too. Owns: reading what was handed over, laying lines into the list that is kept on
// this device, and following the recommended plan from there. Does not own: what lines mean and cost.
import type { components } from '../../../api/box.gen'
import { upload } from '../../../lib/upload'
import { linesOf, newLineKey, putIntoKept, readKept, type Line } from '../../comparison/basket/draft'
import { readBasket, readRows, type Read } from '../../comparison/basket/paste'
import { readWanted, writeWanted } from '../plan/plans'
import type { Bought, Last, Thing } from './queries'

export type Who = { company: string; person: string }

/** What became of lines: lines in = added + joined + left. */
export type Put = { added: number; joined: number; left: number; numbers: number }

/** How many lines wait on the list. */
export const waitingLines = ({ company, person }: Who) => readKept(company, person).lines.length

/** An order from the box follows the recommended plan, where nobody has chosen another. */
function recommended(company: string) {
  const wanted = readWanted(company)
  if (wanted.aim === null) writeWanted(company, { ...wanted, aim: 'recommended' })
}

function put({ company, person }: Who, lines: readonly Line[], before: Pick<Read, 'joined' | 'numbers'> = { joined: 0, numbers: 0 }): Put {
  recommended(company)
  const { joined, left } = putIntoKept(company, person, lines)
  return { added: lines.length - joined - left, joined: joined + before.joined, left, numbers: before.numbers }
}

const putRead = (who: Who, read: Read) => put(who, linesOf(read.lines), read)

/** Rows of a spreadsheet, as they stand on the clipboard. */
export const putText = (who: Who, text: string) => putRead(who, readBasket(text))

/** The rows of a file; the hub reads workbooks and old encodings, and what rows mean is the same as on the clipboard. */
export async function putFile(who: Who, file: File): Promise<Put> {
  const address = `/api/companies/${who.company}/order-box/read?name=${encodeURIComponent(file.name)}`
  const { rows } = await upload<components['schemas']['OrderFileRows']>(address, file, { onProgress: () => undefined, signal: new AbortController().signal })
  return putRead(who, readRows(rows))
}

export const putLine = (who: Who, line: Omit<Line, 'key'>) => put(who, [{ ...line, key: newLineKey() }])

/** A line as it was bought: of the same thing, wherever it is bought now. */
const lineOf = ({ supplier, item, name, quantity, unit, price }: Bought): Line => ({
  key: newLineKey(), text: '', name, ref: { supplier, item }, quantity: String(Number(quantity)), unit: '', paid: { supplier, item, ...price, unit },
})

export const putLast = (who: Who, { lines }: Last) => put(who, lines.map(lineOf))

/** One thing out of what was typed, with how many where that was said. */
export const thingOf = (text: string): Thing | undefined => readBasket(text).lines[0]
