import { region } from './money'
import type { Lang } from './prefs'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(lang: Lang, options: Intl.DateTimeFormatOptions) {
  const key = lang + JSON.stringify(options)
  let f = formats.get(key)
  if (!f) formats.set(key, (f = new Intl.DateTimeFormat(region(lang), options)))
  return f
}

/** Where the person sits: the times of lists are told in it. */
export const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** An instant as RFC 3339 text; a day as YYYY-MM-DD without a time zone. */
export type Instant = string
export type Day = string

/** 11月21日 周六 / Sat 21 Nov */
export const formatDay = (lang: Lang, at: Instant, timeZone: string) =>
  format(lang, { timeZone, month: lang === 'en' ? 'short' : 'long', day: 'numeric', weekday: 'short' }).format(new Date(at)).replace(',', '')

/** 2026-11-21, for tables: sorts as it reads, in both languages. */
export const dayOf = (at: Instant | Date, timeZone: string): Day =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(at))

/** 2026-11-21 14:05 */
export const formatInstant = (at: Instant, timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at))

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 hours ago", "in 2 days"; under a minute it is "now". */
export function formatAgo(lang: Lang, at: Instant, now: Date) {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const relative = new Intl.RelativeTimeFormat(region(lang), { numeric: 'auto' })
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  return relative.format(0, 'second')
}

const pad = (n: number, length = 2) => String(n).padStart(length, '0')

/** Calendar days are computed in UTC, where every day has 24 hours. */
const utc = (day: Day) => new Date(day + 'T00:00:00Z')
const text = (date: Date): Day => date.toISOString().slice(0, 10)

export const addDays = (day: Day, n: number): Day => text(new Date(utc(day).getTime() + n * 86_400_000))

/** The same day n months on, or the last day of that month. */
export function addMonths(day: Day, n: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate()
  return text(new Date(Date.UTC(year, month - 1 + n, Math.min(date, last))))
}

/** 0 is Sunday. */
export const weekday = (day: Day) => utc(day).getUTCDay()

/** First day of the week where the person lives: Sunday in en-US, Monday in China and Britain. 0 is Sunday. */
export function weekStart(lang: Lang, languages: readonly string[] = navigator.languages) {
  const own = languages.find((l) => l.toLowerCase().startsWith(lang === 'en' ? 'en-' : 'zh-')) ?? region(lang)
  const locale = new Intl.Locale(own) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } }
  return (locale.getWeekInfo?.() ?? locale.weekInfo ?? { firstDay: 1 }).firstDay % 7
}

/** Six weeks that hold the month of `day`. */
export function monthGrid(day: Day, firstDay: number): Day[][] {
  const first = day.slice(0, 8) + '01'
  const start = addDays(first, -((weekday(first) - firstDay + 7) % 7))
  return Array.from({ length: 6 }, (_, week) => Array.from({ length: 7 }, (_, d) => addDays(start, week * 7 + d)))
}

export const formatMonth = (lang: Lang, day: Day) => format(lang, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(utc(day))
export const formatLongDay = (lang: Lang, day: Day) => format(lang, { timeZone: 'UTC', dateStyle: 'full' }).format(utc(day))
export const formatWeekday = (lang: Lang, day: Day, width: 'narrow' | 'long') => format(lang, { timeZone: 'UTC', weekday: width }).format(utc(day))

/** What a person typed for a day: 2026-11-21, 2026/11/21, 20261121, 2026年11月21日, 11-21 (of this year); full-width digits too. Null if it is no day. */
export function parseDay(typed: string, today: Day): Day | null {
  const plain = typed.normalize('NFKC').trim()
  const match = /^(?:(\d{4})[-/.年]?)?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(plain)
  if (!match) return null
  const day = `${match[1] ?? today.slice(0, 4)}-${pad(Number(match[2]))}-${pad(Number(match[3]))}`
  const date = utc(day)
  return Number.isNaN(date.getTime()) || text(date) !== day ? null : day
}

/** The instant at which a day begins on this device, as RFC 3339 text; for filters from a day on. */
export const startOfDay = (day: Day): Instant => new Date(`${day}T00:00:00`).toISOString()
