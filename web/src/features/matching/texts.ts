// Two texts side by side: what stands in both, what contradicts, what only one of them says. For the eye only: whether two
// records contradict is judged by the hub.

/** same: stands in both. differs: each has another one of the same kind. only: the other says nothing of it. */
export type Mark = 'same' | 'differs' | 'only' | 'gap'
export type Piece = { text: string; mark: Mark }

/** A part of a text that is compared as a whole. Parts of one group answer the same question, so that two of them may contradict. */
type Part = { text: string; key: string; group?: string }

/** Units as they are written, with what they measure and how much of its base unit they are. */
const units: Record<string, readonly [group: string, factor: number]> = {
  mg: ['mass', 0.001], g: ['mass', 1], kg: ['mass', 1000], 克: ['mass', 1], 千克: ['mass', 1000], 公斤: ['mass', 1000], 斤: ['mass', 500], oz: ['mass', 28.349_523], lb: ['mass', 453.592_37],
  ml: ['volume', 1], cl: ['volume', 10], l: ['volume', 1000], 毫升: ['volume', 1], 升: ['volume', 1000],
  mm: ['length', 1], cm: ['length', 10], m: ['length', 1000], 毫米: ['length', 1], 厘米: ['length', 10], 米: ['length', 1000], inch: ['length', 25.4], 英寸: ['length', 25.4],
  mv: ['voltage', 0.001], v: ['voltage', 1], kv: ['voltage', 1000], ma: ['current', 0.001], a: ['current', 1], mah: ['charge', 0.001], ah: ['charge', 1],
  mw: ['power', 0.001], w: ['power', 1], kw: ['power', 1000], khz: ['frequency', 1e3], mhz: ['frequency', 1e6], ghz: ['frequency', 1e9],
  pf: ['capacity', 1e-12], nf: ['capacity', 1e-9], uf: ['capacity', 1e-6], 'µf': ['capacity', 1e-6], ohm: ['resistance', 1], ω: ['resistance', 1], kω: ['resistance', 1000],
  mb: ['storage', 1], gb: ['storage', 1e3], tb: ['storage', 1e6],
  pcs: ['count', 1], pc: ['count', 1], pk: ['count', 1], 个: ['count', 1], 只: ['count', 1], 支: ['count', 1], 件: ['count', 1], 片: ['count', 1], 粒: ['count', 1], 包: ['count', 1], 瓶: ['count', 1], 罐: ['count', 1],
}

const unitWords = Object.keys(units).sort((a, b) => b.length - a.length).join('|')
const letter = String.raw`(?!\p{Script=Han})[\p{L}\p{N}]`
const pieces = new RegExp(
  String.raw`(?<number>(?<!${letter})\d+(?:[.,]\d+)*)(?:\s?(?<unit>${unitWords})(?!${letter}))?(?!${letter}|[.,]\d)|(?<word>(?:${letter})+(?:[-_.](?:${letter})+)*)|(?<han>\p{Script=Han}+)`,
  'giu',
)

const fold = (text: string) => text.normalize('NFKC').toLowerCase()
const compact = (text: string) => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

/** A part number is compared without its dashes; shorter ones are words like any other. */
const leastCode = 4

function numberOf(text: string) {
  // A comma before three digits parts thousands; any other one is a decimal comma.
  const plain = text.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.')
  return Number(plain)
}

function measured(text: string, number: string, unit: string | undefined): Part {
  const value = numberOf(number)
  const [group, factor] = (unit && units[fold(unit)]) || ['number', 1]
  // Converted, the last digits are noise; as they stand, they are what tells two barcodes apart.
  const amount = factor === 1 ? (Number.isSafeInteger(value) || value % 1 ? value : number) : Number((value * factor).toPrecision(6))
  return { text, group, key: `${group} ${amount}` }
}

function word(text: string): Part {
  const key = compact(text)
  // "0.98N" is a measure of a unit that is not in the list.
  const code = key.length >= leastCode && /\d/.test(key) && /\p{L}/u.test(key) && !/^\d+\.\d+\p{L}+$/u.test(text)
  return code ? { text, key, group: 'code' } : { text, key }
}

/** Chinese has no spaces: the browser knows where its words end; one that does not takes it sign by sign. */
function chinese(text: string): Part[] {
  const parts = 'Segmenter' in Intl ? Array.from(new Intl.Segmenter('zh', { granularity: 'word' }).segment(text), (s) => s.segment) : [...text]
  return parts.map((p) => ({ text: p, key: fold(p) }))
}

function split(text: string): (Part | string)[] {
  const out: (Part | string)[] = []
  let from = 0
  for (const found of text.matchAll(pieces)) {
    if (found.index > from) out.push(text.slice(from, found.index))
    const { number, unit, word: latin, han } = found.groups as Record<string, string | undefined>
    if (number) out.push(measured(found[0], number, unit))
    else if (latin) out.push(word(latin))
    else if (han) out.push(...chinese(han))
    from = found.index + found[0].length
  }
  if (from < text.length) out.push(text.slice(from))
  return out
}

const partsOf = (list: (Part | string)[]) => list.filter((p) => typeof p !== 'string')

type Others = { keys: Set<string>; codes: Part[]; whole: string }

/** Marks both texts against each other. Joined, the pieces are the texts again, to the letter. */
export function compareTexts(left: string, right: string): { left: Piece[]; right: Piece[] } {
  const [a, b] = [split(left), split(right)]
  const codes = (list: (Part | string)[]) => partsOf(list).filter((p) => p.group === 'code')
  /** A part number agrees with a longer one that it is a part of, and with one written in pieces. */
  const same = (part: Part, others: Others) =>
    others.keys.has(part.key) || (part.group === 'code' && (others.whole.includes(part.key) || others.codes.some((c) => part.key.includes(c.key))))
  const keys = (list: (Part | string)[]) => new Set(partsOf(list).map((p) => p.key))
  const ofLeft: Others = { keys: keys(a), codes: codes(a), whole: compact(left) }
  const ofRight: Others = { keys: keys(b), codes: codes(b), whole: compact(right) }
  const alone = (list: (Part | string)[], others: Others) => new Set(partsOf(list).filter((p) => !same(p, others)).map((p) => p.group))
  const [openLeft, openRight] = [alone(a, ofRight), alone(b, ofLeft)]
  const mark = (list: (Part | string)[], others: Others, open: Set<string | undefined>): Piece[] =>
    list.map((p) => {
      if (typeof p === 'string') return { text: p, mark: 'gap' }
      if (same(p, others)) return { text: p.text, mark: 'same' }
      return { text: p.text, mark: p.group !== undefined && open.has(p.group) ? 'differs' : 'only' }
    })
  return { left: join(mark(a, ofRight, openRight)), right: join(mark(b, ofLeft, openLeft)) }
}

/** Words of one mark that follow each other are one piece with what little stands between them: fewer boxes for the eye. */
function join(list: Piece[]): Piece[] {
  const out: Piece[] = []
  list.forEach((piece, i) => {
    const last = out.at(-1)
    const spans = piece.mark === 'gap' && last && last.mark !== 'gap' && list[i + 1]?.mark === last.mark && piece.text.length <= 5
    if (last && (spans || last.mark === piece.mark)) last.text += piece.text
    else out.push({ ...piece })
  })
  return out
}

/** Whether two values of a field say the same, however they are written: "Vishay-Dale" and "VISHAY DALE". */
export const alike = (left: string, right: string) => compact(left) === compact(right)
