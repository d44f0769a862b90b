import type { Lang } from './prefs'

/** As the API writes it: a decimal string and an ISO 4217 code. Never a float. */
export type Money = { amount: string; currency: string }

/** Figures are written the same way for all readers of a language, whatever the browser's region. */
export const region = (lang: Lang) => (lang === 'en' ? 'en-GB' : 'zh-CN')

const formats = new Map<string, Intl.NumberFormat>()

function format(lang: Lang, options: Intl.NumberFormatOptions) {
  const key = lang + JSON.stringify(options)
  let f = formats.get(key)
  if (!f) formats.set(key, (f = new Intl.NumberFormat(region(lang), options)))
  return f
}

const minus = (text: string) => text.replace('-', '\u2212')
const decimal = (text: string) => text as Intl.StringNumericLiteral

/** ¥20,371.73, with a true minus sign. */
export const formatMoney = (lang: Lang, { amount, currency }: Money) =>
  minus(format(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(decimal(amount)))

/** A price per unit shows the decimals the supplier quotes, up to six, and at least the currency's own. */
export function formatUnitPrice(lang: Lang, { amount, currency }: Money) {
  return minus(format(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', maximumFractionDigits: 6 }).format(decimal(amount)))
}

/** +6% or −12%; always a sign, because a colour alone means the opposite to half of the readers. */
export const formatDelta = (lang: Lang, ratio: number, digits = 0) =>
  minus(format(lang, { style: 'percent', maximumFractionDigits: digits, signDisplay: 'exceptZero' }).format(ratio))

export const formatNumber = (lang: Lang, value: number | string, digits = 6, least = 0) =>
  minus(format(lang, { maximumFractionDigits: digits, minimumFractionDigits: least }).format(typeof value === 'string' ? decimal(value) : value))

/**
 * What a person typed for a number, as a plain decimal string: full-width digits, ¥, 元, spaces and thousands separators are understood.
 * Null when it is not a number or has more than `decimals` decimals: guessing a price is worse than asking.
 */
export function parseDecimal(typed: string, decimals = 6): string | null {
  const plain = typed.normalize('NFKC').replace(/[\s,¥$€£元]|人民币|CNY|RMB/giu, '').replace(/。/g, '.').replace('\u2212', '-')
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain)
  if (!match || (!match[2] && !match[3])) return null
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return null
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '') || '0'
  const text = fraction ? `${whole}.${fraction}` : whole
  return match[1] && text !== '0' ? '-' + text : text
}
