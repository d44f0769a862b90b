// From the box to the comparison. Owns: laying lines into the list that is kept on this device, and following the recommended plan from there. Does not own: what they mean and cost.
import { linesOf, newLineKey, putIntoKept, type Line } from '../../comparison/basket/draft'
import type { Read } from '../../comparison/basket/paste'
import { readWanted, writeWanted } from '../plan/plans'
import type { Bought, Last } from './queries'

export type Who = { company: string; person: string }

/** What became of lines: lines in = added + joined + left. */
export type Put = { added: number; joined: number; left: number; numbers: number }

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

export const putRead = (who: Who, read: Read) => put(who, linesOf(read.lines), read)

export const putLine = (who: Who, line: Omit<Line, 'key'>) => put(who, [{ ...line, key: newLineKey() }])

/** A line as it was bought: of the same thing, wherever it is bought now. */
export const lineOf = ({ supplier, item, name, quantity, unit, price }: Bought): Line => ({
  key: newLineKey(), text: '', name, ref: { supplier, item }, quantity: String(Number(quantity)), unit: '', paid: { supplier, item, ...price, unit },
})

export const putLast = (who: Who, { lines }: Last) => put(who, lines.map(lineOf))
