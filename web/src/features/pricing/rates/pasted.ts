// Rates as they are pasted. Owns: reading "USD 1.0421" line by line. Does not own: which currencies there are.
import { parseDecimal } from '../../../lib/money'

export type PastedRate = { currency: string; perEUR: string }
export type Read = { rates: PastedRate[]; odd: { line: number; text: string }[] }

/** Each line names a currency and a figure above zero, in whatever order and divided by whatever; any other line is a question. */
export function readRates(text: string): Read {
  const out: Read = { rates: [], odd: [] }
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.normalize('NFKC').trim()
    if (!line) continue
    const parts = line.split(/[\s;,=:]+/).filter(Boolean)
    const currency = parts.find((p) => /^[A-Za-z]{3}$/.test(p))?.toUpperCase()
    const perEUR = parts.map((p) => parseDecimal(p, 8)).find((p) => p !== null && Number(p) > 0)
    if (!currency || !perEUR || currency === 'EUR' || out.rates.some((r) => r.currency === currency)) out.odd.push({ line: i + 1, text: line })
    else out.rates.push({ currency, perEUR })
  }
  return out
}
